"""SLA goals: by when a ticket is answered and closed, and whether it was."""
