"""Work that takes long: acts on many tickets at once, exports; with progress, cancelled and undone."""
