"""The rows of a revision, its people, tags, removed blocks and repairs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from sqlalchemy import Column, Connection, Table, select

from newsarchive.evidence import MIRROR_KINDS
from newsarchive.items import ArticleFacts, CleanArticle
from newsarchive.lifecycle import RevisionCause
from newsarchive.storage.database.bulk import insert_rows
from newsarchive.storage.database.database import before_commit
from newsarchive.storage.derived.fingerprints import NewText, write_fingerprints
from newsarchive.storage.derived.revision_changes import write_changes
from newsarchive.storage.derived.search_entries import refresh
from newsarchive.storage.rows.journal import insert_numbered
from newsarchive.storage.rows.local_days import published_time
from newsarchive.storage.schema import metadata, people, removed_blocks, revisions
from newsarchive.storage.schema.base import ARTICLE_FIELD, IS_JUDGEMENT
from newsarchive.text.revision_identity import word_count

# What a row of a field's table says of the article or capture it belongs to, and not of the value it holds.
_OWNER_COLUMNS = ("id", "fetch_id", "revision_id")
# The rows that hold the values of a field, whichever article they belong to: how often each is there.
HeldRows = Counter[tuple[Any, ...]]
# Stored otherwise than as they are: times by the clock, the charset in two columns; an article's canonical
# URL is decided by the archive.
_CONVERTED = frozenset({"published_at", "modified_at", "charset", "canonical_url"})
_PLAIN_FACTS = [
    one.name for one in fields(ArticleFacts) if one.name in revisions.c and one.name not in _CONVERTED
]


@cache
def extractor() -> str:
    """Return the name and version of this package, as in `newsarchive/0.1.0`."""
    try:
        return f"newsarchive/{version('newsarchive')}"
    except PackageNotFoundError:  # run from a bare checkout
        return "newsarchive/unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRevision:
    """A revision to write; `id` is its row number once it is written."""

    article: CleanArticle
    key: str
    article_id: int
    number: int
    fetch_id: int
    canonical_url: str
    now: datetime
    cause: RevisionCause = RevisionCause.PUBLISHER
    came_late: bool = False  # the article has been seen later than this page
    id: int = 0


def write_revisions(connection: Connection, new: Sequence[NewRevision]) -> list[NewRevision]:
    """Insert the revisions with their people, tags, removed blocks and repairs; return them with row numbers.

    Row numbers ascend in the order given. Everything derived from a revision is written here too, for the
    whole batch at once: `derive_x(connection, written)` gets every revision of the batch (usually 50) and
    runs one statement for all their rows, not one per revision.
    """
    ids = insert_numbered(connection, revisions, [_revision_row(one) for one in new])
    written = [replace(one, id=number) for one, number in zip(new, ids, strict=True)]
    insert_rows(connection, people, [row for one in written for row in _people(one.article, one.id)])
    for table in held_tables():
        if _is_evidence(table):
            continue
        rows = [row for one in written for row in _rows_of(table, one.article, {"revision_id": one.id})]
        insert_rows(connection, table, rows)
    write_evidence(connection, [(one.article, one.fetch_id, one.id) for one in written])
    before_commit(connection, refresh, [one.article_id for one in written])
    write_fingerprints(
        connection,
        [
            NewText(one.article_id, one.id, one.article.text, one.article.facts.canonical_url)
            for one in written
            if not one.came_late
        ],
    )
    for one in written:
        if one.number > 1:  # an edit, which is rare
            write_changes(connection, one.id)
    return written


def write_evidence(connection: Connection, evidence: Sequence[tuple[CleanArticle, int, int | None]]) -> None:
    """Insert what was removed and repaired, for each page with its fetch and revision (None: refused)."""
    for table in filter(_is_evidence, held_tables()):
        rows = [
            row
            for article, fetch, revision in evidence
            for row in _rows_of(table, article, {"fetch_id": fetch, "revision_id": revision})
        ]
        insert_rows(connection, table, rows)


@cache
def held_tables() -> tuple[Table, ...]:
    """Return the tables with a row for each value of a field of an article; their `info` names the field.

    Each row belongs to a revision, or, as evidence (with `fetch_id`), to a capture, whatever became of it.
    """
    return tuple(table for table in metadata.sorted_tables if ARTICLE_FIELD in table.info)


def _is_evidence(table: Table) -> bool:
    return "fetch_id" in table.c


def held_columns(table: Table) -> list[Column[Any]]:
    """Return the columns of the table that say what the field holds; judgements are left out."""
    return [column for column in table.c if column.name not in _OWNER_COLUMNS and column.info != IS_JUDGEMENT]


def held_rows(article: CleanArticle) -> dict[str, HeldRows]:
    """Return, by field, the rows that hold the article's values; compare them with `stored_rows`."""
    return {
        table.info[ARTICLE_FIELD]: Counter(
            tuple(row.get(column.name) for column in held_columns(table))
            for row in _rows_of(table, article, {})
        )
        for table in held_tables()
    }


def rules_of(held: Mapping[str, HeldRows]) -> Counter[str]:
    """Return how often each rule removed something, from the rows of `held_rows` or `stored_rows`."""
    at = held_columns(removed_blocks).index(removed_blocks.c.rule)
    found = Counter[str]()
    for row, often in held[removed_blocks.info[ARTICLE_FIELD]].items():
        found[row[at]] += often
    return found


def stored_rows(connection: Connection, of: Sequence[int]) -> dict[int, dict[str, HeldRows]]:
    """Return, by revision and field, the rows that hold its values; as `held_rows` gives them."""
    found = {number: {table.info[ARTICLE_FIELD]: HeldRows() for table in held_tables()} for number in of}
    for table in held_tables():
        query = select(table.c.revision_id, *held_columns(table)).where(table.c.revision_id.in_(of))
        for number, *row in connection.execute(query):
            found[number][table.info[ARTICLE_FIELD]][tuple(row)] += 1
    return found


def _rows_of(table: Table, article: CleanArticle, owner: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return one row for each value of the field the table holds: a text, or a dataclass with its columns."""
    held = table.info[ARTICLE_FIELD]
    values = getattr(article if hasattr(article, held) else article.facts, held)
    return [_row_of(table, value, {"position": at, **owner}) for at, value in enumerate(values)]


def _row_of(table: Table, value: Any, given: Mapping[str, Any]) -> dict[str, Any]:
    row = {name: told for name, told in given.items() if name in table.c}
    if isinstance(value, str):
        (column,) = table.c.keys() - row.keys() - {*_OWNER_COLUMNS}
        return row | {column: value}
    told = {field.name: getattr(value, field.name) for field in fields(value)}
    return row | {name: " ".join(one) if isinstance(one, tuple) else one for name, one in told.items()}


def _revision_row(new: NewRevision) -> dict[str, Any]:
    return revision_values(new.article) | {
        "article_id": new.article_id,
        "number": new.number,
        "fetch_id": new.fetch_id,
        "recorded_at": new.now,
        "cause": new.cause,
        "came_late": new.came_late or None,
        "revision_key": new.key,
        "canonical_url": new.canonical_url,
        "extractor": extractor(),
    }


def revision_values(article: CleanArticle) -> dict[str, Any]:
    """Return what the row of a revision takes from the article, by column.

    A fact that a column is named after is stored there as it is; of the others each is named here.
    """
    facts = article.facts
    published = published_time(facts.published_at)
    return {name: getattr(facts, name) for name in _PLAIN_FACTS} | {
        "title": article.title,
        "text": article.text,
        "published_at": published.at,
        "published_on": published.on,
        "published_offset": published.offset,
        "modified_at": published_time(facts.modified_at).at,
        "charset": facts.charset.name if facts.charset else None,
        "charset_evidence": facts.charset.evidence if facts.charset else None,
        "mirror": is_mirror(article),
        "word_count": word_count(article.text),
    }


def is_mirror(article: CleanArticle) -> bool:
    """Say whether an annotated mirror was undone."""
    return any(repair.kind in MIRROR_KINDS for repair in article.facts.repairs)


def _people(article: CleanArticle, revision: int) -> list[dict[str, Any]]:
    named = [("author", position, name) for position, name in enumerate(article.facts.authors)]
    if article.facts.editor:
        named.append(("editor", 0, article.facts.editor))
    named += [("organisation", position, name) for position, name in enumerate(article.facts.organisations)]
    return [
        {"revision_id": revision, "role": role, "position": position, "name": name}
        for role, position, name in named
    ]
