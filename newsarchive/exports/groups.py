"""Rows cut into groups that fit in memory, whatever the length of their texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from newsarchive.exports.texts import Cell

# Rows of one Parquet row group: readers skip and share out whole groups.
GROUP_ROWS = 10_000
# And bytes: 10,000 articles of 5 KB would be 50 MB, held three times while they are written.
GROUP_BYTES = 16 * 1024**2
# What a value costs that is no text, and any value besides its text.
VALUE_BYTES = 50


def row_groups(rows: Iterable[Sequence[Cell]]) -> Iterator[list[Sequence[Cell]]]:
    """Yield lists of at most GROUP_ROWS rows and about GROUP_BYTES."""
    group: list[Sequence[Cell]] = []
    size = 0
    for row in rows:
        group.append(row)
        size += sum(VALUE_BYTES + (len(cell) * 2 if isinstance(cell, str | bytes) else 0) for cell in row)
        if len(group) >= GROUP_ROWS or size >= GROUP_BYTES:
            yield group
            group, size = [], 0
    if group:
        yield group
