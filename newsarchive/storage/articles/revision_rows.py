"""The rows of a revision, its people, tags, removed blocks and repairs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import Any, Literal

from sqlalchemy import Connection

from newsarchive.items import CleanArticle
from newsarchive.storage.database.bulk import insert_rows
from newsarchive.storage.database.database import before_commit
from newsarchive.storage.derived.fingerprints import NewText, write_fingerprints
from newsarchive.storage.derived.revision_changes import write_changes
from newsarchive.storage.derived.search_entries import refresh
from newsarchive.storage.rows.journal import insert_numbered
from newsarchive.storage.rows.local_days import published_time
from newsarchive.storage.schema import people, removed_blocks, repairs, revisions, tags
from newsarchive.text.revision_identity import word_count

# Repairs of these kinds mean that an annotated mirror was reversed (newsarchive.text.mirror.repairs).
MIRROR_KINDS = frozenset(
    {"pinyin_note", "byte_wreckage", "cut_punctuation", "sown_controls", "script_conversion", "undecided"}
)

Cause = Literal["publisher", "reprocess"]


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
    cause: Cause = "publisher"
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
    insert_rows(connection, tags, [row for one in written for row in _tags(one.article, one.id)])
    write_evidence(connection, [(one.article, one.fetch_id, one.id) for one in written])
    before_commit(connection, refresh, [one.article_id for one in written])
    write_fingerprints(
        connection,
        [NewText(one.article_id, one.id, one.article.text, one.article.canonical_url) for one in written],
    )
    for one in written:
        if one.number > 1:  # an edit, which is rare
            write_changes(connection, one.id)
    return written


def write_evidence(connection: Connection, evidence: Sequence[tuple[CleanArticle, int, int | None]]) -> None:
    """Insert what was removed and repaired, for each page with its fetch and revision (None: refused)."""
    blocks = [row for article, fetch, revision in evidence for row in _blocks(article, fetch, revision)]
    mended = [row for article, fetch, revision in evidence for row in _repairs(article, fetch, revision)]
    insert_rows(connection, removed_blocks, blocks)
    insert_rows(connection, repairs, mended)


def _blocks(article: CleanArticle, fetch_id: int, revision: int | None) -> list[dict[str, Any]]:
    return [
        {
            "fetch_id": fetch_id,
            "revision_id": revision,
            "position": position,
            "place": block.place,
            "kind": block.kind,
            "rule": block.rule,
            "score": block.score,
            "text": block.text,
            "hosts": " ".join(block.hosts),
        }
        for position, block in enumerate(article.removed)
    ]


def _repairs(article: CleanArticle, fetch_id: int, revision: int | None) -> list[dict[str, Any]]:
    owner = {"fetch_id": fetch_id, "revision_id": revision}
    return [
        owner | {"kind": repair.kind, "count": repair.count, "confidence": repair.confidence}
        for repair in article.repairs
    ]


def _tags(article: CleanArticle, revision: int) -> list[dict[str, Any]]:
    return [{"revision_id": revision, "position": at, "tag": tag} for at, tag in enumerate(article.tags)]


def _revision_row(new: NewRevision) -> dict[str, Any]:
    return revision_values(new.article) | {
        "article_id": new.article_id,
        "number": new.number,
        "fetch_id": new.fetch_id,
        "recorded_at": new.now,
        "cause": new.cause,
        "revision_key": new.key,
        "canonical_url": new.canonical_url,
        "extractor": extractor(),
    }


def revision_values(article: CleanArticle) -> dict[str, Any]:
    """Return the columns of a revision that come from the article."""
    return _plain(article) | _times(article)


def is_mirror(article: CleanArticle) -> bool:
    """Say whether an annotated mirror was reversed."""
    return any(repair.kind in MIRROR_KINDS for repair in article.repairs)


def _plain(article: CleanArticle) -> dict[str, Any]:
    names = ("title", "text", "editor", "outlet", "dateline", "section", "language", "script", "image")
    values: dict[str, Any] = {name: getattr(article, name) for name in names}
    charset = article.charset
    return values | {
        "charset": charset.name if charset else None,
        "charset_evidence": charset.evidence if charset else None,
        "mirror": is_mirror(article),
        "word_count": word_count(article.text),
    }


def _times(article: CleanArticle) -> dict[str, Any]:
    published = published_time(article.published_at)
    return {
        "published_at": published.at,
        "published_on": published.on,
        "published_offset": published.offset,
        "modified_at": published_time(article.modified_at).at,
        "date_source": article.date_source,
    }


def _people(article: CleanArticle, revision: int) -> list[dict[str, Any]]:
    named = [("author", position, name) for position, name in enumerate(article.authors)]
    if article.editor:
        named.append(("editor", 0, article.editor))
    return [
        {"revision_id": revision, "role": role, "position": position, "name": name}
        for role, position, name in named
    ]
