"""Column types and values that are the same on SQLite and PostgreSQL.

Characters that a database refuses are removed, and the removal is counted as a repair.
"""

from __future__ import annotations

import math
import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import BigInteger, DateTime, Dialect, Integer, Text
from sqlalchemy.dialects.sqlite import DATETIME
from sqlalchemy.types import TypeDecorator, TypeEngine

from newsarchive.items import CleanArticle, FetchedPage, RemovedBlock, Repair

# SQLite numbers rows by itself only where the type is INTEGER; PostgreSQL's INTEGER ends at 2**31 - 1.
BigId = BigInteger().with_variant(Integer(), "sqlite")
# "C" sorts by code point, as SQLite does: servers with different locales must sort alike.
Words = Text().with_variant(Text(collation="C"), "postgresql")


class UtcDateTime(TypeDecorator[datetime]):
    """An instant in whole seconds: aware UTC in Python, UTC without zone in the database.

    SQLite's own DateTime drops an offset without converting it, hence this type
    (docs/explanation/storage.md#values-that-databases-refuse). Stored text is `YYYY-MM-DD HH:MM:SS`, so that
    literals compare alike on both databases.
    """

    impl = DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "sqlite":
            return dialect.type_descriptor(DATETIME(truncate_microseconds=True))  # type: ignore[no-untyped-call]
        return dialect.type_descriptor(DateTime())

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a time without zone was given to the archive: {value!r}")
        return value.astimezone(UTC).replace(tzinfo=None, microsecond=0)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        return None if value is None else value.replace(tzinfo=UTC)


# PostgreSQL refuses NUL in text; both databases (and UTF-8 itself) refuse a lone surrogate
# (docs/explanation/storage.md#values-that-databases-refuse).
UNFIT = re.compile("[\x00\ud800-\udfff]")
REPAIR = "unstorable_characters"
# The largest bigint of both databases.
LARGEST = 2**63 - 1


class ValueCoercer:
    """Removes the characters that a database refuses; `count` is how many were removed."""

    def __init__(self) -> None:
        self.count = 0

    def text(self, value: str) -> str:
        coerced, removed = UNFIT.subn("", value)
        self.count += removed
        return coerced

    def optional(self, value: str | None) -> str | None:
        return None if value is None else self.text(value)

    def texts(self, values: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(self.text(value) for value in values)


def coerced_text(value: str | None) -> str | None:
    """Return the text without the characters that a database refuses."""
    return None if value is None else UNFIT.sub("", value)


def coerced_article(article: CleanArticle) -> CleanArticle:
    """Return the article with values that both databases accept; a repair counts what was removed."""
    coercer = ValueCoercer()
    names = ("title", "editor", "outlet", "dateline", "section", "date_source", "language", "image", "reason")
    changes = {name: coercer.optional(getattr(article, name)) for name in (*names, "error", "canonical_url")}
    coerced = replace(
        article,
        page=coerced_page(article.page, coercer),
        text=coercer.text(article.text),
        authors=coercer.texts(article.authors),
        tags=coercer.texts(article.tags),
        removed=tuple(_coerced_block(block, coercer) for block in article.removed),
        repairs=tuple(_coerced_repair(repair, coercer) for repair in article.repairs),
        **changes,  # type: ignore[arg-type]
    )
    if not coercer.count:
        return coerced
    return replace(coerced, repairs=(*coerced.repairs, Repair(REPAIR, coercer.count, 1.0)))


def coerced_page(page: FetchedPage, coercer: ValueCoercer) -> FetchedPage:
    """Return the page with URLs and headers that both databases accept; its bytes stay as they are."""
    return replace(
        page,
        url=coercer.text(page.url),
        final_url=coercer.optional(page.final_url),
        content_type=coercer.optional(page.content_type),
        source=coercer.optional(page.source),
        headers=tuple((coercer.text(name), coercer.text(value)) for name, value in page.headers),
    )


def _coerced_block(block: RemovedBlock, coercer: ValueCoercer) -> RemovedBlock:
    return replace(
        block,
        rule=coercer.text(block.rule),
        text=coercer.text(block.text),
        hosts=coercer.texts(block.hosts),
        score=_finite(block.score),
    )


def _coerced_repair(repair: Repair, coercer: ValueCoercer) -> Repair:
    return Repair(coercer.text(repair.kind), min(repair.count, LARGEST), _finite(repair.confidence))


def _finite(value: float) -> float:
    # SQLite turns a NaN into NULL, which the column then refuses.
    return value if math.isfinite(value) else 0.0
