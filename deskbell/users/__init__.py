"""Users, seats, teams, sign-in, permissions, tokens."""
