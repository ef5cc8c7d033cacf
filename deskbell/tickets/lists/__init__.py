"""Lists of tickets: which are in a set, in what order, page by page, how many."""
