"""Mail that leaves the house: composed, handed to a server, and the same again at a second try."""
