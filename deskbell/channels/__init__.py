"""Where conversations come from and leave by: each channel in a folder, behind one contract."""
