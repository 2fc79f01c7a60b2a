"""Days of the Nepali calendar, Bikram Sambat: 57 years ahead of ours, its months as a committee sets them."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from itertools import accumulate

_NEW_YEAR = date(1992, 4, 13)  # 1 Baisakh 2049 (data/nepali_years.tsv)


def from_nepali(year: int, month: int, day: int) -> date | None:
    """Return the day of our calendar, None for one that the Nepali calendar does not have; 2049 to 2097."""
    lengths, begins = _years().get(year, ((), None))
    if begins is None or not 1 <= month <= len(lengths) or not 1 <= day <= lengths[month - 1]:
        return None
    return begins + timedelta(days=sum(lengths[: month - 1]) + day - 1)


@cache
def _years() -> dict[int, tuple[tuple[int, ...], date | None]]:
    """The lengths of the months of each year, and its first day."""
    table = files("newsarchive.text.dates").joinpath("data/nepali_years.tsv").read_text(encoding="utf-8")
    rows = [tuple(map(int, line.split("\t"))) for line in table.splitlines() if not line.startswith("#")]
    ahead = accumulate((sum(months) for _, *months in rows), initial=0)
    return {
        year: (tuple(months), _NEW_YEAR + timedelta(days=days))
        for (year, *months), days in zip(rows, ahead, strict=False)
    }
