"""When a help desk works, and how long something took of that time."""
