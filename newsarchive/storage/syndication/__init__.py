"""Copies across hosts: fingerprints with each save, groups when a run has completed, origins, additions.

A run that completes looks at every fingerprint nobody has looked at yet. What comes of it is a function of
the archive's content alone: no order of saving, number of workers or interruption shows in it (only the
numbers of `syndications` rows do, and nothing is ordered or chosen by them).
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from newsarchive.storage.syndication.waiting import waiting


def group(connection: Connection, limit: int, *, only: Sequence[int] | None = None) -> int:
    """Group up to `limit` of what was saved since, `only` of these articles; return how many that were.

    Comparing texts loads numpy and tables of all characters, 0.2 s: for those that have any to compare.
    """
    rows = waiting(connection, limit, only)
    if rows:
        from newsarchive.storage.syndication import grouping  # noqa: PLC0415

        grouping.group(connection, rows)
    return len(rows)
