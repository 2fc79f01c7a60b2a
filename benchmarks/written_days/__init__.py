"""Days as the world's date software writes them, and how many of them are read."""
