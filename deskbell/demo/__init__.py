"""A believable company to try the desk with."""
