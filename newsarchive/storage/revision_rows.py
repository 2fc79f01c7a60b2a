"""A revision and everything that hangs on it, as rows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from sqlalchemy import Connection, Table, insert

from newsarchive.items import CleanArticle
from newsarchive.storage.moments import moment
from newsarchive.storage.schema import people, removed_blocks, repairs, revisions, tags
from newsarchive.text.fingerprints import word_count

# Repairs of these kinds mean that an annotated mirror was undone (newsarchive.text.mirror.repairs).
MIRROR_KINDS = frozenset(
    {"pinyin_note", "byte_wreckage", "cut_punctuation", "sown_controls", "script_conversion", "undecided"}
)


@cache
def extractor() -> str:
    """Return what made the text: name/version of this package."""
    try:
        return f"newsarchive/{version('newsarchive')}"
    except PackageNotFoundError:  # run from a bare checkout
        return "newsarchive/unknown"


def write_revision(
    connection: Connection,
    article: CleanArticle,
    *,
    key: str,
    article_id: int,
    number: int,
    fetch_id: int,
    canonical_url: str,
    now: datetime,
) -> int:
    """Write revision `number` with its people, tags, removed blocks and repairs; return its row number."""
    values = _plain(article) | _times(article)
    values |= {
        "article_id": article_id,
        "number": number,
        "fetch_id": fetch_id,
        "recorded_at": now,
        "cause": "publisher",
        "revision_key": key,
        "canonical_url": canonical_url,
        "extractor": extractor(),
    }
    revision = int(connection.scalars(insert(revisions).returning(revisions.c.id), values).one())
    _insert(connection, people, _people(article, revision))
    tagged = [{"revision_id": revision, "position": at, "tag": tag} for at, tag in enumerate(article.tags)]
    _insert(connection, tags, tagged)
    write_evidence(connection, article, fetch_id=fetch_id, revision=revision)
    return revision


def write_evidence(
    connection: Connection, article: CleanArticle, *, fetch_id: int, revision: int | None
) -> None:
    """Write what was cut out and what was repaired; of refused pages too, without a revision."""
    owner = {"fetch_id": fetch_id, "revision_id": revision}
    blocks = [
        owner
        | {
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
    _insert(connection, removed_blocks, blocks)
    mended = [
        owner | {"kind": repair.kind, "count": repair.count, "confidence": repair.confidence}
        for repair in article.repairs
    ]
    _insert(connection, repairs, mended)


def is_mirror(article: CleanArticle) -> bool:
    """Say whether an annotated mirror was undone."""
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
    published = moment(article.published_at)
    return {
        "published_at": published.at,
        "published_on": published.on,
        "published_offset": published.offset,
        "modified_at": moment(article.modified_at).at,
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


def _insert(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        connection.execute(insert(table), rows)
