"""How the pages and the API ask the archive: short questions, each within its limits, only for reading."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice

from newsarchive.errors import NewsarchiveError
from newsarchive.exports.row_text import Cell, as_text
from newsarchive.storage.queries.run_query import reading_index, run_query
from newsarchive.storage.queries.search_hits import Index

# Values as the pages and the API give them: times and days are text, as in every output of the commands
# (docs/reference/output.md#values).
Shown = None | bool | int | float | str
ShownRecord = dict[str, Shown]
_WARM = 1.0  # seconds that a server takes at most to ask its first question


def shown_value(value: Cell) -> Shown:
    """Return a value of the archive as JSON can hold it, which knows no NaN or infinity."""
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value if value is None or isinstance(value, bool | int | float | str) else as_text(value)


@dataclass(frozen=True, slots=True)
class ArchiveReading:
    """One state of the archive, asked by several questions."""

    index: Index

    def records(self, columns: Sequence[str], rest: str, *values: Shown) -> list[ShownRecord]:
        """Return the rows of `SELECT columns rest`, where `?` marks each value.

        A column is a name, or an expression that ends in `AS name`.
        """
        names = [column.rpartition(" AS ")[2].rpartition(".")[2] for column in columns]
        rows = self.index.rows(f"SELECT {', '.join(columns)} {rest}", *values)
        return [dict(zip(names, map(shown_value, row), strict=True)) for row in rows]


@dataclass(frozen=True, slots=True)
class ArchiveReader:
    """Asks the archive at `url`; `timeout` and `wait` (for a lock, a connection) are seconds a question."""

    url: str
    timeout: float = 10.0
    wait: float = 5.0

    @contextmanager
    def reading(self, *, scanning: bool = False) -> Iterator[ArchiveReading]:
        """Give one state of the archive. Raises ArchiveError, or EndedEarlyError after the timeout.

        `scanning` is for questions that count much of a table.
        """
        with reading_index(self.url, timeout=self.timeout, wait=self.wait, scanning=scanning) as index:
            yield ArchiveReading(index)

    def warm_up(self) -> None:
        """Load what the first question needs. What is wrong with the archive is told to who asks it."""
        with suppress(NewsarchiveError), replace(self, timeout=_WARM, wait=_WARM).reading() as reading:
            reading.index.whole()

    def sql_records(self, sql: str, *, most: int, as_of: datetime | None = None) -> list[ShownRecord]:
        """Return at most so many rows of a statement of ours, which may search (`article_search`)."""
        with run_query(self.url, sql, timeout=self.timeout, wait=self.wait, as_of=as_of) as result:
            rows = islice(result.rows, most)
            return [dict(zip(result.columns, map(shown_value, row), strict=True)) for row in rows]
