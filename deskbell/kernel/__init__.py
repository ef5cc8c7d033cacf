"""What every folder stands on; knows nothing of help desks."""
