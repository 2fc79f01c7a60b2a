"""Text and numbers made fit for both databases, and what had to go counted."""

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

# Column types that hold the same value on SQLite and PostgreSQL.

# SQLite numbers rows by itself only where the type is INTEGER; PostgreSQL's INTEGER ends at 2**31 - 1.
BigId = BigInteger().with_variant(Integer(), "sqlite")
# "C" is the order of code points, as SQLite's own: servers set up in different languages must sort alike.
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


# PostgreSQL refuses NUL in text, both databases (and UTF-8 itself) a lone surrogate
# (docs/explanation/storage.md#values-that-databases-refuse).
UNFIT = re.compile("[\x00\ud800-\udfff]")
REPAIR = "unstorable_characters"
# The largest bigint of both databases.
LARGEST = 2**63 - 1


class ValueCoercer:
    """Takes out what no database holds; `count` says how many characters it was."""

    def __init__(self) -> None:
        self.count = 0

    def text(self, value: str) -> str:
        fit, gone = UNFIT.subn("", value)
        self.count += gone
        return fit

    def optional(self, value: str | None) -> str | None:
        return None if value is None else self.text(value)

    def texts(self, values: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(self.text(value) for value in values)


def coerced_text(value: str | None) -> str | None:
    """Return the text without what no database holds."""
    return None if value is None else UNFIT.sub("", value)


def coerced_article(article: CleanArticle) -> CleanArticle:
    """Return the article fit for both databases, with a repair that counts what was taken out."""
    fitter = ValueCoercer()
    named = ("title", "editor", "outlet", "dateline", "section", "date_source", "language", "image", "reason")
    changes = {name: fitter.optional(getattr(article, name)) for name in (*named, "error", "canonical_url")}
    fit = replace(
        article,
        page=coerced_page(article.page, fitter),
        text=fitter.text(article.text),
        authors=fitter.texts(article.authors),
        tags=fitter.texts(article.tags),
        removed=tuple(_fit_block(block, fitter) for block in article.removed),
        repairs=tuple(_fit_repair(repair, fitter) for repair in article.repairs),
        **changes,  # type: ignore[arg-type]
    )
    if not fitter.count:
        return fit
    return replace(fit, repairs=(*fit.repairs, Repair(REPAIR, fitter.count, 1.0)))


def coerced_page(page: FetchedPage, fitter: ValueCoercer) -> FetchedPage:
    """Return the page with fit addresses and headers; the bytes stay as they are."""
    return replace(
        page,
        url=fitter.text(page.url),
        final_url=fitter.optional(page.final_url),
        content_type=fitter.optional(page.content_type),
        source=fitter.optional(page.source),
        headers=tuple((fitter.text(name), fitter.text(value)) for name, value in page.headers),
    )


def _fit_block(block: RemovedBlock, fitter: ValueCoercer) -> RemovedBlock:
    return replace(
        block,
        rule=fitter.text(block.rule),
        text=fitter.text(block.text),
        hosts=fitter.texts(block.hosts),
        score=_number(block.score),
    )


def _fit_repair(repair: Repair, fitter: ValueCoercer) -> Repair:
    return Repair(fitter.text(repair.kind), min(repair.count, LARGEST), _number(repair.confidence))


def _number(value: float) -> float:
    # SQLite makes NULL of a NaN, which the column then refuses.
    return value if math.isfinite(value) else 0.0
