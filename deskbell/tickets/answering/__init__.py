"""What colleagues write: answers, comments, what waits for its time or is taken back."""
