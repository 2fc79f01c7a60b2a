"""How SQLite's full-text index is written: settings kept in the archive itself, as rows of FTS5."""

from __future__ import annotations

from sqlalchemy import Connection, text

# Indexing an article took .66 ms of processor time with FTS5's own values (1 MB, 4, 16) and .58 with these,
# over 32,000 articles saved 50 at a time, one run each on a busy machine (2026-11-25); it grows with the
# logarithm of the archive to the base of `automerge`. A rare word is found in 0.05 ms.
SETTINGS = {
    # Bytes of new words held until the commit: a batch is written once, not thrice (fts5_config.c; the manual
    # does not name it).
    "hashsize": 8 << 20,
    "automerge": 16,  # parts of about one size that are made one, bit by bit
    # So many, and a save would merge all of them at once while other writers wait: never, as a rule.
    "crisismerge": 64,
}
KNOWN = text("SELECT k, v FROM search_words_config")
CHANGE = text("INSERT INTO search_words (search_words, rank) VALUES (:name, :value)")
KEY = "newsarchive_tuned_index"


def tune(connection: Connection) -> None:
    """Bring the settings of a SQLite archive up to these; looked at once a connection, in a transaction."""
    if connection.info.get(KEY):
        return
    known = {name: value for name, value in connection.execute(KNOWN)}  # noqa: C416 - rows are no pairs to mypy
    for name, value in SETTINGS.items():
        if known.get(name) != value:
            connection.execute(CHANGE, {"name": name, "value": value})
    connection.info[KEY] = True
