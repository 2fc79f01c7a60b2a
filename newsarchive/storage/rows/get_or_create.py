"""Get-or-create for the rows of sources and URLs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import TypeVar

from sqlalchemy import Connection, bindparam, insert, select, update

from newsarchive.lifecycle import ARTICLE_KIND, UrlKind, UrlState
from newsarchive.storage.database.bulk import insert_rows
from newsarchive.storage.database.column_values import coerced_text
from newsarchive.storage.rows.url_identity import url_key
from newsarchive.storage.schema import crawls, sources, urls

# Values in one IN (…): well below SQLite's 32,766 parameters (sqlite.org/limits.html), and quick to compile.
_CHUNK = 500
_T = TypeVar("_T")


def chunks(values: Iterable[_T], size: int = _CHUNK) -> Iterator[list[_T]]:
    """Split the values into lists of at most `size`."""
    rest = iter(values)
    while part := list(islice(rest, size)):
        yield part


@dataclass(frozen=True, slots=True, kw_only=True)
class UrlToRegister:
    """A URL that needs a row, and the values to insert if it has none."""

    url: str
    source_id: int
    at: datetime
    kind: UrlKind = ARTICLE_KIND
    state: UrlState = UrlState.FOUND
    found_in: str | None = None
    hint_title: str | None = None
    hint_published_at: str | None = None

    @property
    def key(self) -> str:
        return url_key(self.url)


def ensure_sources(connection: Connection, names: Collection[str]) -> dict[str, int]:
    """Return each source's row number; missing sources are inserted as undeclared."""
    wanted = sorted(set(names))
    present: dict[str, int] = {}
    for part in chunks(wanted):
        rows = connection.execute(select(sources.c.name, sources.c.id).where(sources.c.name.in_(part)))
        present |= {row.name: row.id for row in rows}
    missing = [name for name in wanted if name not in present]
    if missing:
        values = [{"name": name, "keep_payloads": "first_and_changed", "declared": False} for name in missing]
        made = connection.execute(insert(sources).returning(sources.c.name, sources.c.id), values)
        present |= {row.name: row.id for row in made}
    return present


def ensure_urls(connection: Connection, wanted: Sequence[UrlToRegister]) -> set[str]:
    """Insert rows for URLs that have none; return the keys of the inserted rows."""
    first: dict[str, UrlToRegister] = {}
    for one in wanted:
        first.setdefault(one.key, one)
    present: set[str] = set()
    for part in chunks(first):
        present |= set(connection.scalars(select(urls.c.url_key).where(urls.c.url_key.in_(part))))
    missing = {key: one for key, one in first.items() if key not in present}
    insert_rows(connection, urls, [_new_row(key, one) for key, one in missing.items()])
    return set(missing)


def fill_hints(connection: Connection, wanted: Iterable[UrlToRegister]) -> None:
    """Store the publication times that listings give, for URLs that have none yet.

    What named the URL first may not have given a time: a section page, a link, an import.
    """
    times = {one.key: one.hint_published_at for one in wanted if one.hint_published_at}
    for part in chunks(sorted(times)):
        without_time = select(urls.c.url_key).where(
            urls.c.url_key.in_(part), urls.c.hint_published_at.is_(None)
        )
        rows = [
            {"own_key": key, "times": coerced_text(times[key])}
            for key in sorted(connection.scalars(without_time).all())
        ]
        if rows:
            own = urls.c.url_key == bindparam("own_key")
            connection.execute(update(urls).where(own).values(hint_published_at=bindparam("times")), rows)


def source_of_crawl(connection: Connection, crawl: int) -> int | None:
    """Return the source of a crawl; None for an import, which may have many."""
    return connection.scalar(select(crawls.c.source_id).where(crawls.c.id == crawl))


def _new_row(key: str, one: UrlToRegister) -> dict[str, object]:
    return {
        "source_id": one.source_id,
        "url_key": key,
        "url": coerced_text(one.url),
        "kind": one.kind,
        "state": one.state,
        "attempts": 0,
        "found_in": coerced_text(one.found_in),
        "hint_title": coerced_text(one.hint_title),
        "hint_published_at": coerced_text(one.hint_published_at),
        "first_seen_at": one.at,
        "last_seen_at": one.at,
    }
