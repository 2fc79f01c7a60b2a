"""The archive as feeds (Atom)."""
