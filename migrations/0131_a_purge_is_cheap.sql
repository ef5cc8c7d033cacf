-- A ticket is removed without reading whole tables for what might point at it.
CREATE INDEX threads_spam_from ON threads (spam_from) WHERE spam_from IS NOT NULL;
CREATE INDEX merged_threads_thread ON merged_threads (thread_id);
CREATE INDEX merged_threads_ticket ON merged_threads (ticket_id);
CREATE INDEX merged_comments_message ON merged_comments (message_id);
CREATE INDEX merged_comments_ticket ON merged_comments (ticket_id);
CREATE INDEX merged_drafts_ticket ON merged_drafts (ticket_id);
CREATE INDEX split_messages_message ON split_messages (message_id);
CREATE INDEX split_messages_thread ON split_messages (thread_id) WHERE thread_id IS NOT NULL;
