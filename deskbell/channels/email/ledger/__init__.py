"""One row per mail that ever reached us, and what became of it (B2)."""
