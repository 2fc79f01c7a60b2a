"""What is asked of the archive of a million, and how long an answer may take."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from benchmarks.archive.opened import Opened, opened
from benchmarks.archive.words import ABSENT, COMMON, MIDDLING, ONLY_HANT, PHRASE
from newsarchive.storage.queries.run_query import run_query
from newsarchive.storage.queries.search_archive import search_articles

SEARCH_MS, URL_MS, MONTH_MS, YEAR_MS = 100, 5, 100, 1000
HITS = 20


@dataclass(frozen=True, slots=True)
class Question:
    """`ask` asks over a connection that is open, `ask_anew` opens one first; both say how many rows came."""

    name: str
    limit_ms: float
    ask: Callable[[], int]
    ask_anew: Callable[[], int]


@contextmanager
def questions(url: str) -> Iterator[list[Question]]:
    """Give the questions; what they name stands in the middle of the archive, the year ends with it."""
    searched = {
        "search: common word": COMMON,
        "search: middling word": MIDDLING,
        "search: absent word": ABSENT,
        "search: English phrase": f'"{PHRASE}"',
        "search: Hans word in Hant": ONLY_HANT,
    }
    asked = {
        "current_articles by URL": (URL_MS, _by_url(url)),
        "one source-month": (MONTH_MS, _month(url)),
        "daily_volume, a year": (YEAR_MS, _year(url)),
    }
    with opened(url) as archive:
        yield [
            *(_search(url, archive, name, words) for name, words in searched.items()),
            *(_query(url, archive, name, limit, sql) for name, (limit, sql) in asked.items()),
        ]


def _search(url: str, archive: Opened, name: str, words: str) -> Question:
    anew = partial(_searched, url, words)
    return Question(name, SEARCH_MS, partial(archive.search, words, HITS), anew)


def _searched(url: str, words: str) -> int:
    return len(search_articles(url, words, limit=HITS).rows)


def _query(url: str, archive: Opened, name: str, limit: float, sql: str) -> Question:
    return Question(name, limit, partial(archive.query, sql), partial(_queried, url, sql))


def _queried(url: str, sql: str) -> int:
    with run_query(url, sql, timeout=60) as result:
        return sum(1 for _ in result.rows)


def _by_url(url: str) -> str:
    middle = "SELECT url FROM articles WHERE id = (SELECT max(id) / 2 FROM articles)"
    return f"SELECT * FROM current_articles WHERE url = '{_one(url, middle)}'"


def _month(url: str) -> str:
    """Ask for the calendar month of the article in the middle, of the largest source."""
    day = date.fromisoformat(
        _one(url, "SELECT day FROM articles WHERE id = (SELECT max(id) / 2 FROM articles)")
    )
    first = day.replace(day=1)
    after = (first + timedelta(days=31)).replace(day=1)
    return (
        "SELECT * FROM current_articles WHERE source = 'press000'"
        f" AND published_at >= '{first} 00:00:00' AND published_at < '{after} 00:00:00'"
    )


def _year(url: str) -> str:
    last = date.fromisoformat(_one(url, "SELECT max(day) FROM articles"))
    return f"SELECT * FROM daily_volume WHERE day > '{last - timedelta(days=365)}' AND day <= '{last}'"


def _one(url: str, sql: str) -> str:
    with run_query(url, sql, timeout=60) as result:
        return str(next(iter(result.rows))[0])[:2000]
