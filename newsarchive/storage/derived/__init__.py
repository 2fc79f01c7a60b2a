"""Data computed from stored revisions: changes, fingerprints, copies, search entries, boilerplate."""
