"""Which tickets to look at: views, as data."""
