"""What was said about a ticket, by whom, and how it is shown."""
