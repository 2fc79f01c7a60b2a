"""What is asked of the archive of a million, and how long an answer may take (issue C)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from importlib.util import find_spec

from benchmarks.archive.words import ABSENT, COMMON, MIDDLING, ONLY_HANT, PHRASE
from newsarchive.errors import SqlError
from newsarchive.storage.querying import run_query

SEARCH_MS, URL_MS, MONTH_MS, YEAR_MS = 100, 5, 100, 1000
HITS = 20


@dataclass(frozen=True, slots=True)
class Question:
    """`ask` returns how many rows were answered, None where the archive knows no such question yet."""

    name: str
    limit_ms: float
    ask: Callable[[], int | None]


def questions(url: str) -> list[Question]:
    """Return the questions; those by address take one that stands in the middle of the archive."""
    address = _one_address(url)
    searched = {
        "search: common word": COMMON,
        "search: middling word": MIDDLING,
        "search: absent word": ABSENT,
        "search: English phrase": f'"{PHRASE}"',
        "search: Hans word in Hant": ONLY_HANT,
    }
    month = (
        "SELECT * FROM current_articles WHERE source = 'press000'"
        " AND published_at >= '2025-03-01 00:00:00' AND published_at < '2025-04-01 00:00:00'"
    )
    year = "SELECT * FROM daily_volume WHERE day >= '2025-01-01' AND day < '2026-01-01'"
    by_url = f"SELECT * FROM current_articles WHERE url = '{address}'"
    return [
        *(Question(name, SEARCH_MS, partial(_search, url, words)) for name, words in searched.items()),
        Question("current_articles by URL", URL_MS, partial(_query, url, by_url)),
        Question("one source-month", MONTH_MS, partial(_query, url, month)),
        Question("daily_volume, a year", YEAR_MS, partial(_query, url, year)),
    ]


def _search(url: str, words: str) -> int | None:
    if find_spec("newsarchive.storage.searching") is None:
        return None
    asking = import_module("newsarchive.storage.searching.asking")
    return len(asking.search(url, words, limit=HITS).rows)


def _query(url: str, sql: str) -> int | None:
    try:
        with run_query(url, sql, timeout=60) as result:
            return sum(1 for _ in result.rows)
    except SqlError as error:
        if "daily_volume" in sql and "daily_volume" in str(error):
            return None
        raise


def _one_address(url: str) -> str:
    middle = "SELECT url FROM articles WHERE id = (SELECT max(id) / 2 FROM articles)"
    with run_query(url, middle, timeout=60) as result:
        return str(next(iter(result.rows))[0])
