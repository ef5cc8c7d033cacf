"""The workspace's own HTTP: check, one verb, shape. No SQL, no rules."""
