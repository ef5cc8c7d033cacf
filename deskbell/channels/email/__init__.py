"""E-mail: fetched or taken, kept raw, read, answered."""
