"""Text and numbers made fit for both databases, and what had to go counted."""

from __future__ import annotations

import math
import re
from dataclasses import replace

from newsarchive.items import CleanArticle, FetchedPage, RemovedBlock, Repair

# PostgreSQL refuses NUL in text, both databases (and UTF-8 itself) a lone surrogate (FACTS 2).
UNFIT = re.compile("[\x00\ud800-\udfff]")
REPAIR = "unstorable_characters"
# The largest bigint of both databases.
LARGEST = 2**63 - 1


class Fitter:
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


def fit_text(value: str | None) -> str | None:
    """Return the text without what no database holds."""
    return None if value is None else UNFIT.sub("", value)


def fit_article(article: CleanArticle) -> CleanArticle:
    """Return the article fit for both databases, with a repair that counts what was taken out."""
    fitter = Fitter()
    named = ("title", "editor", "outlet", "dateline", "section", "date_source", "language", "image", "reason")
    changes = {name: fitter.optional(getattr(article, name)) for name in (*named, "error", "canonical_url")}
    fit = replace(
        article,
        page=fit_page(article.page, fitter),
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


def fit_page(page: FetchedPage, fitter: Fitter) -> FetchedPage:
    """Return the page with fit addresses and headers; the bytes stay as they are."""
    return replace(
        page,
        url=fitter.text(page.url),
        final_url=fitter.optional(page.final_url),
        content_type=fitter.optional(page.content_type),
        source=fitter.optional(page.source),
        headers=tuple((fitter.text(name), fitter.text(value)) for name, value in page.headers),
    )


def _fit_block(block: RemovedBlock, fitter: Fitter) -> RemovedBlock:
    return replace(
        block,
        rule=fitter.text(block.rule),
        text=fitter.text(block.text),
        hosts=fitter.texts(block.hosts),
        score=_number(block.score),
    )


def _fit_repair(repair: Repair, fitter: Fitter) -> Repair:
    return Repair(fitter.text(repair.kind), min(repair.count, LARGEST), _number(repair.confidence))


def _number(value: float) -> float:
    # SQLite makes NULL of a NaN, which the column then refuses.
    return value if math.isfinite(value) else 0.0
