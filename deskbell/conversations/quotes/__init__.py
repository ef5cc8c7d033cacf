"""Which part of a mail is new, and which is quoted from before (B4)? Pure."""
