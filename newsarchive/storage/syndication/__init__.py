"""Copies across hosts: fingerprints with each save, groups when a run has completed, origins, additions.

A run that completes looks at every fingerprint nobody has looked at yet. What comes of it is a function of
the archive's content alone: no order of saving, number of workers or interruption shows in it (only the
numbers of `syndications` rows do, and nothing is ordered or chosen by them).
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection


def group(connection: Connection, limit: int, *, only: Sequence[int] | None = None) -> int:
    """Group what was saved since (see newsarchive.storage.syndication.grouping).

    Comparing texts loads numpy and tables of all characters, 0.2 s: for those that end a run.
    """
    from newsarchive.storage.syndication import grouping  # noqa: PLC0415

    return grouping.group(connection, limit, only=only)
