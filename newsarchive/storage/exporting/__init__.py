"""Whole views and captures from one snapshot of the archive, for `export tables` and `export warc`."""
