"""What is computed from stored revisions: changes, fingerprints, copies, search entries, boilerplate."""
