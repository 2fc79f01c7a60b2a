"""The line of stages from a page's bytes to what is stored of it, written once: LINE.

Each stage is pure and total: one value in, the next value out, and no input makes it raise. Crawls, imports,
`reprocess` and `extract` all run the line whole, in worker processes where there are any.

What reads a page is imported when the first one is there to be read: that takes as long as reading some
twenty, and a crawl that finds everything as it was reads none.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from newsarchive.hints import NO_HINTS, PageHints
from newsarchive.items import CleanArticle, DecodedPage, ExtractedArticle, FetchedPage, PageToRead, Reading
from newsarchive.lifecycle import Verdict
from newsarchive.text.decoding import decode_page

_A = TypeVar("_A")
_B = TypeVar("_B")
_C = TypeVar("_C")


def decode(page: FetchedPage, hints: PageHints = NO_HINTS) -> DecodedPage:
    """Bytes to characters, with the evidence for the charset; `hints` are for the next stage."""
    return decode_page(page, hints)


def extract(page: DecodedPage) -> ExtractedArticle:
    """Characters to the main text and its facts, damage undone, hidden and farmed parts cut.

    Where lists said something of the article, their word is weighed with the page's.
    """
    from newsarchive.text.extraction.extract_page import extract_article  # noqa: PLC0415 - see above

    if not page.page.told:
        return extract_article(page)
    from newsarchive.text.testimony.weighing import weigh_testimony, without_weighed_moment  # noqa: PLC0415

    article = extract_article(replace(page, page=without_weighed_moment(page.page)))
    return weigh_testimony(replace(article, page=page.page), page.hints)


def clean(article: ExtractedArticle) -> CleanArticle:
    """The article without injected spam, and the verdict on what is left."""
    from newsarchive.text.cleaning.clean import clean_article  # noqa: PLC0415 - see above

    return clean_article(article)


@dataclass(frozen=True, slots=True)
class Stage(Generic[_A, _B]):
    """One step: what it does, and the word by which its result is counted (`newsarchive/<name>/<word>`)."""

    name: str
    run: Callable[[_A], _B]
    outcome: Callable[[_B], str]


@dataclass(frozen=True, slots=True)
class StageLine(Generic[_A, _B]):
    """Stages one behind the other; each takes what the one before it gives, or mypy objects."""

    stages: tuple[Stage[Any, Any], ...]

    def then(self, stage: Stage[_B, _C]) -> StageLine[_A, _C]:
        """Return the line with one more stage at its end."""
        return StageLine((*self.stages, stage))

    def run(self, value: _A) -> tuple[_B, tuple[tuple[str, str], ...]]:
        """Return what the last stage gives, and the name and outcome of each stage in order."""
        result: Any = value
        outcomes: list[tuple[str, str]] = []
        for stage in self.stages:
            result = stage.run(result)
            outcomes.append((stage.name, stage.outcome(result)))
        return result, tuple(outcomes)


def begin(stage: Stage[_A, _B]) -> StageLine[_A, _B]:
    """Return a line of one stage."""
    return StageLine((stage,))


DECODE: Stage[PageToRead, DecodedPage] = Stage(
    "decode",
    run=lambda read: decode(read.page, read.hints),
    outcome=lambda page: page.charset.evidence if page.charset else Verdict.UNDECODABLE,
)
EXTRACT: Stage[DecodedPage, ExtractedArticle] = Stage("extract", extract, lambda article: article.verdict)
CLEAN: Stage[ExtractedArticle, CleanArticle] = Stage("clean", clean, lambda article: article.verdict)

LINE: StageLine[PageToRead, CleanArticle] = begin(DECODE).then(EXTRACT).then(CLEAN)


def run_line(read: PageToRead) -> Reading:
    """Run the line on one page; called in a worker process."""
    article, outcomes = LINE.run(read)
    return Reading(article=article, outcomes=outcomes)


def run_stages(page: FetchedPage, hints: PageHints = NO_HINTS) -> CleanArticle:
    """Run the line on one page and return what is stored of it."""
    return run_line(PageToRead(page=page, hints=hints)).article
