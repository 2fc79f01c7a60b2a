"""Whole views streamed out of the archive in one snapshot, for `export tables` and `export warc`."""
