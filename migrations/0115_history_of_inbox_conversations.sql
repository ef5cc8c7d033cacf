-- What happened to a conversation itself, wherever it stood: who had it, closed it, moved it (tickets/timeline.py).
CREATE INDEX events_of_thread ON events (((body ->> 'thread_id')::bigint), id) WHERE name IN (
    'ThreadAssigned', 'ThreadClosed', 'ThreadReopened', 'ThreadMarkedSpam', 'ThreadNotSpam', 'ThreadMoved'
);
