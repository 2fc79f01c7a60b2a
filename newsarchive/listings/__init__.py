"""Kinds of listings, the documents that name articles. A kind is one file, found by its entry point."""
