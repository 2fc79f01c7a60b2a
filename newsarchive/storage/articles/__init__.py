"""Articles and their revisions: what a saved page changes, and how it is written."""
