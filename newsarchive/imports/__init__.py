"""Imports saved pages, from manifests (docs/reference/manifest.md) or WARC files, into the archive."""
