"""Who is told of what happened, and on which path: the bell, browser push, e-mail (T1)."""
