"""What every folder stands on; it knows nothing of help desks."""
