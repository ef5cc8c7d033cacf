"""Finding anything ever written."""
