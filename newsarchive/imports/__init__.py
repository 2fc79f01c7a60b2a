"""Saved pages: manifests of them (docs/reference/manifest.md), their files, their way into the archive."""
