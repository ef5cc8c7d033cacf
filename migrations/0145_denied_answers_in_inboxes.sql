-- A conversation of an inbox tells that a denied sender answered it (tickets/timeline.py).
DROP INDEX events_of_thread;
CREATE INDEX events_of_thread ON events (((body ->> 'thread_id')::bigint), id) WHERE name IN (
    'ThreadAssigned', 'ThreadClosed', 'ThreadReopened', 'ThreadMarkedSpam', 'ThreadNotSpam', 'ThreadMoved',
    'ThreadAnswerDenied'
);
