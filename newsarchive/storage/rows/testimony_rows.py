"""What lists say of articles: stored once for each distinct content, and looked up before a page is read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, null, select, update

from newsarchive.discovery.urls.canonical_urls import same_site
from newsarchive.storage.database.bulk import insert_rows
from newsarchive.storage.rows.get_or_create import chunks
from newsarchive.storage.rows.payloads import drop_unneeded, keep_payloads, payload_bytes
from newsarchive.storage.rows.url_identity import url_key
from newsarchive.storage.schema import payloads, testimonies, urls
from newsarchive.testimony import HeardFacts, ListedFacts
from newsarchive.text.revision_identity import sha256_hex

# Distinct contents kept of what one list says of one URL, ours: a list that says something else at every poll
# (a counter, a nonce in its texts) must not fill the archive. The newest then takes the place of the last.
MOST_OF_ONE = 10
_LISTS = ("authors", "categories")
_PLAIN = ("title", "published_at", "changed_at", "guid", "language", "summary", "image", "position")
_URL_COLUMNS = (urls.c.id, urls.c.url_key, urls.c.article_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What one document says of one URL: row numbers of both, and what is said."""

    url_id: int
    listing_id: int
    facts: ListedFacts


def write_testimonies(connection: Connection, heard: Iterable[Heard], at: datetime) -> None:
    """Store what was heard `at` that moment; the same as before only changes its row."""
    said: dict[tuple[int, int, str], Heard] = {}
    for one in heard:
        if one.facts.says_something:
            said.setdefault((one.url_id, one.listing_id, one.facts.key), one)
    if not said:
        return
    stored = _stored(connection, {one.url_id for one in said.values()})
    # What is said again has its text, even if that differs in what makes no difference.
    keep_payloads(connection, dict(_bodies(one for one in said.values() if not _is_known(stored, one))))
    new: list[dict[str, Any]] = []
    again: list[dict[str, Any]] = []
    replaced: list[dict[str, Any]] = []
    for (url_id, listing_id, key), one in said.items():
        rows = stored[url_id, listing_id]
        row = next((row for row in rows if row.said_key == key), None)
        if row is not None:
            again.append(_again(row, one.facts, at))
        elif len(rows) < MOST_OF_ONE:
            values = {"url_id": url_id, "listing_id": listing_id, "heard_at": at, "last_heard_at": at}
            new.append(values | _values(one.facts))
        else:
            newest = max(rows, key=lambda row: (row.last_heard_at, row.id))
            replaced.append({"own_id": newest.id, "heard_at": at, "last_heard_at": at} | _values(one.facts))
    if replaced and connection.dialect.name == "sqlite":
        # As a take-down has it, which cannot find any more what was replaced before.
        connection.exec_driver_sql("PRAGMA secure_delete = ON")
    left = _contents(connection, [row["own_id"] for row in replaced])
    left |= {row["content_sha256"] for row in replaced} - {None}
    insert_rows(connection, testimonies, new)
    _update(connection, again)
    _update(connection, replaced)
    # Else a text of a page that is taken down would stay; so would one of two that replace one row.
    drop_unneeded(connection, left)


def _contents(connection: Connection, numbers: Collection[int]) -> set[str]:
    """Return the keys of the texts that these rows have."""
    found: set[str] = set()
    for part in chunks(sorted(numbers)):
        of_row = testimonies.c.id.in_(part) & testimonies.c.content_sha256.is_not(None)
        found |= set(connection.scalars(select(testimonies.c.content_sha256).where(of_row)))
    return found


def _stored(connection: Connection, url_ids: Collection[int]) -> Mapping[tuple[int, int], list[Row[Any]]]:
    found: dict[tuple[int, int], list[Row[Any]]] = defaultdict(list)
    names = ("id", "url_id", "listing_id", "said_key", "heard_at", "last_heard_at")
    for part in chunks(sorted(url_ids)):
        query = select(*(testimonies.c[name] for name in names)).where(testimonies.c.url_id.in_(part))
        for row in connection.execute(query):
            found[row.url_id, row.listing_id].append(row)
    return found


def _is_known(stored: Mapping[tuple[int, int], Sequence[Row[Any]]], one: Heard) -> bool:
    return any(row.said_key == one.facts.key for row in stored[one.url_id, one.listing_id])


def _bodies(heard: Iterable[Heard]) -> Iterable[tuple[str, bytes]]:
    for one in heard:
        if one.facts.content is not None:
            body = one.facts.content.encode()
            yield sha256_hex(body), body


def _again(row: Row[Any], facts: ListedFacts, at: datetime) -> dict[str, Any]:
    return {
        "own_id": row.id,
        "heard_at": min(row.heard_at, at),
        "last_heard_at": max(row.last_heard_at, at),
        "position": facts.position,
        "changed_at": facts.changed_at,
        "uniform": " ".join(facts.uniform) or None,
    }


def _values(facts: ListedFacts) -> dict[str, Any]:
    content = facts.content
    return {
        "said_key": facts.key,
        "content_sha256": None if content is None else sha256_hex(content.encode()),
        "uniform": " ".join(facts.uniform) or None,
        **{name: getattr(facts, name) for name in _PLAIN},
        **{name: "\n".join(getattr(facts, name)) or None for name in _LISTS},
    }


def _update(connection: Connection, rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        names = sorted(rows[0].keys() - {"own_id"})
        values: dict[str, Any] = {name: bindparam(f"new_{name}") for name in names}
        given = [{"own_id": row["own_id"]} | {f"new_{name}": row[name] for name in names} for row in rows]
        connection.execute(
            update(testimonies).where(testimonies.c.id == bindparam("own_id")).values(values), given
        )


def told_of(
    connection: Connection, page_urls: Iterable[str], *, with_texts: bool = True
) -> dict[str, tuple[HeardFacts, ...]]:
    """Return what lists said of each page, by URL as given; of nothing said nothing is returned.

    What was said of any URL counts that leads to the article of the page. Without `with_texts` a whole text
    is "": analysts' roles may not read bodies.
    """
    keys = {url: url_key(url) for url in page_urls}
    own = _related(connection, set(keys.values()))
    wanted = {number for ids in own.values() for number in ids}
    said: dict[int, list[HeardFacts]] = defaultdict(list)
    for part in chunks(sorted(wanted)):
        for row in connection.execute(_query(with_texts=with_texts).where(testimonies.c.url_id.in_(part))):
            said[row.url_id].append(_testimony(row, with_texts=with_texts))
    found = {
        url: tuple(one for number in sorted(own.get(key, ())) for one in said[number])
        for url, key in keys.items()
    }
    return {url: told for url, told in found.items() if told}


def _related(connection: Connection, keys: Collection[str]) -> dict[str, set[int]]:
    """Return the row numbers of each URL and of those that lead to the same article, by key."""
    rows = [
        row
        for part in chunks(sorted(keys))
        for row in connection.execute(select(*_URL_COLUMNS).where(urls.c.url_key.in_(part)))
    ]
    of_article: dict[int, set[int]] = defaultdict(set)
    for part in chunks(sorted({row.article_id for row in rows if row.article_id is not None})):
        query = select(*_URL_COLUMNS).where(urls.c.article_id.in_(part))
        for row in connection.execute(query):
            of_article[row.article_id].add(row.id)
    return {row.url_key: {row.id} | of_article.get(row.article_id, set()) for row in rows}


def _query(*, with_texts: bool) -> Any:
    listing = urls.alias("listing")
    body = (payloads.c.body, payloads.c.size) if with_texts else (null().label("body"), null().label("size"))
    query = (
        select(testimonies, urls.c.url.label("page"), listing.c.url.label("listing"), listing.c.kind, *body)
        .join(urls, urls.c.id == testimonies.c.url_id)
        .join(listing, listing.c.id == testimonies.c.listing_id)
    )
    same = payloads.c.sha256 == testimonies.c.content_sha256
    return query.outerjoin(payloads, same) if with_texts else query


def _testimony(row: Any, *, with_texts: bool) -> HeardFacts:
    content = None if with_texts or row.content_sha256 is None else ""
    given: dict[str, Any] = {name: getattr(row, name) for name in _PLAIN}
    given |= {name: tuple(filter(None, (getattr(row, name) or "").split("\n"))) for name in _LISTS}
    if row.body is not None:
        content = payload_bytes(row.content_sha256, row.body, row.size).decode("utf-8", "replace")
    return HeardFacts(
        listing=row.listing,
        kind=row.kind,
        is_own=same_site(row.listing, row.page),
        heard_at=row.heard_at,
        last_heard_at=row.last_heard_at,
        facts=ListedFacts(content=content, uniform=tuple((row.uniform or "").split()), **given),
    )
