"""What does a raw mail say? Bytes in, a ParsedMail out; pure, all of it."""
