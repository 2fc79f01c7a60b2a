"""Undocumented options of SQLite's full-text search."""

from __future__ import annotations

# The option of FTS5 for the bytes of new words that are held until the commit (fts5_config.c), so that a
# batch is written once, not three times. Upstream: name it in the manual, beside `automerge`.
HASH_SIZE = "hashsize"
