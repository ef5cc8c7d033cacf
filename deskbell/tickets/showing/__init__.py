"""What one sees of a ticket, on the screen and on paper."""
