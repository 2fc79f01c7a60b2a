"""Maintenance of an archive: backup, verification, pruning, take-down."""
