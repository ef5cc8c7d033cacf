-- How often each key of `tickets_filter_keys` comes, so that a frequent value is walked to and only a rare one looked up.
ANALYZE tickets;
