"""The only folder that knows all the others."""
