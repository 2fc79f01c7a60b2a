"""Which words an archive holds that `newsarchive.lifecycle` does not know; asked after every real crawl."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from newsarchive.evidence import BlockPlace, RepairKind, ReservationKind, ReservationOrigin, SpamKind
from newsarchive.incident_states import IncidentKind, IncidentState
from newsarchive.lifecycle import STORED_OUTCOMES, STORED_REREADS, JournalEvent, UrlState, Verdict, is_reason
from newsarchive.politeness.host_state import STORED_ROBOTS_STATES, BlockReason

WORDS: dict[tuple[str, str], frozenset[str]] = {
    ("removed_blocks", "kind"): frozenset(SpamKind),
    ("removed_blocks", "place"): frozenset(BlockPlace),
    ("capture_rights", "kind"): frozenset(ReservationKind),
    ("capture_rights", "origin"): frozenset(ReservationOrigin),
    ("hosts", "robots_state"): frozenset(STORED_ROBOTS_STATES),
    ("hosts", "blocked_reason"): frozenset(BlockReason),
    ("fetches", "verdict"): frozenset(Verdict),
    ("repairs", "kind"): frozenset(RepairKind),
    ("urls", "state"): frozenset(UrlState),
    ("fetches", "outcome"): frozenset(STORED_OUTCOMES),
    ("url_events", "event"): frozenset(JournalEvent),
    ("rereads", "outcome"): frozenset(STORED_REREADS),
    ("source_incidents", "kind"): frozenset(IncidentKind),
    ("source_incidents", "state"): frozenset(IncidentState),
}
REASONS = (("urls", "last_error"), ("fetches", "reason"), ("url_events", "reason"))


def unknown_words(archive: Path) -> list[str]:
    """Return `table.column: word` for each that the module lacks; none where there is no archive."""
    if not archive.exists():
        return []
    found = []
    with closing(sqlite3.connect(f"file:{archive}?mode=ro", uri=True, timeout=30)) as connection:
        there = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        for table, column in (*WORDS, *REASONS):
            if table not in there:
                continue
            words = connection.execute(f"SELECT DISTINCT {column} FROM {table} WHERE {column} IS NOT NULL")
            known = WORDS.get((table, column))
            found += [
                f"{table}.{column}: {word}"
                for (word,) in words
                if not (is_reason(word) if known is None else word in known)
            ]
    return found
