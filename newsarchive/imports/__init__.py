"""Saved pages: manifests of them, their files, and their way into the archive (DESIGN 2.2)."""
