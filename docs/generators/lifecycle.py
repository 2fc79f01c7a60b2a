"""The words of the archive: states, outcomes, events, verdicts, reasons; kinds of removed text and repairs.

Each has its sentence where it stands: in `newsarchive.lifecycle` or a module beside it, or in the file of its
kind of listing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from docs.generators.markdown import table
from newsarchive.evidence import (
    BlockPlace,
    PageKind,
    RepairKind,
    ReservationKind,
    ReservationOrigin,
    SpamKind,
    StatedFact,
    TextRelation,
)
from newsarchive.lifecycle import (
    ARTICLE_KIND,
    ARTICLE_KIND_MEANING,
    HTTP_STATUS_MEANING,
    REASONS,
    STORED_OUTCOMES,
    CrawlKind,
    FetchFailure,
    JournalEvent,
    RenderMode,
    RereadOutcome,
    RevisionCause,
    UrlRelation,
    UrlState,
    Verdict,
)
from newsarchive.listings.kind_registry import listing_kinds
from newsarchive.politeness.host_state import BlockReason, RobotsVerdict
from newsarchive.storage.interfaces.monitoring import AlarmKind, BoundOrigin
from newsarchive.stored_word import Word
from newsarchive.survey.site_evidence import SampleOutcome, SurveyProblem


def pages() -> dict[str, str]:
    """Return the pages by their paths below docs/."""
    requested = (kind for kind in listing_kinds() if kind.is_requested)
    kinds = {ARTICLE_KIND: ARTICLE_KIND_MEANING} | {kind.name: kind.meaning for kind in requested}
    lines = [
        "# States, outcomes, events and reasons\n",
        (
            "The words that views, summaries, logs and `newsarchive why` use. How a URL passes "
            "through them: [Architecture](../explanation/architecture.md#the-life-of-a-url).\n"
        ),
        f"## Kinds of URL\n\n{_rows('word', kinds)}",
        _words("States of a URL", UrlState),
        _words("How a URL relates to its article", UrlRelation),
        _words("Outcomes of a fetch", STORED_OUTCOMES),
        _words("Events", JournalEvent),
        _words("Verdicts", Verdict),
        "## Reasons\n",
        (
            "Each refusal, failure and skip has one word. The summary of a crawl and `why` give it; "
            "the column `reason` of `fetch_failures` gives those of failures and skips.\n"
        ),
    ]
    for group, reasons in REASONS.items():
        meanings = {str(reason): reason.meaning for reason in reasons}
        if reasons is FetchFailure:
            meanings["http_…"] = HTTP_STATUS_MEANING
        lines += [f"### {group}\n", _rows("reason", meanings)]
    lines += [
        _words("Kinds of pages", PageKind),
        _words("Runs that store pages", CrawlKind),
        _words("What a new reading comes to", RereadOutcome),
        _words("Causes of a revision", RevisionCause),
        _words("Similar texts", TextRelation),
        _words("What a page states anew", StatedFact),
        _words("What decides about the pages of a host", RobotsVerdict),
        _words("Why a host is left alone", BlockReason),
        _words("Whether a source needs a browser", RenderMode),
        _words("Alarms", AlarmKind),
        _words("Where the bound of an expectation comes from", BoundOrigin),
        _words("What a page that `sources new` tries turns out to be", SampleOutcome),
        _words("Why `sources new` takes nothing from a place", SurveyProblem),
    ]
    removed = [
        "# Removed text and repairs\n",
        (
            "The words of `removed` and `repairs` in the article record, and of the view `removed_text`. "
            "Why text is cut: [Spam](../explanation/spam.md), [Boilerplate](../explanation/boilerplate.md).\n"
        ),
        _words("Places of removed text", BlockPlace),
        _words("Kinds of removed text", SpamKind),
        _words("Kinds of repairs", RepairKind),
        _words("What a page reserves", ReservationKind),
        _words("Where a page reserves it", ReservationOrigin),
    ]
    return {"reference/lifecycle.md": "\n".join(lines), "reference/removed-text.md": "\n".join(removed)}


def _words(heading: str, words: Iterable[Word]) -> str:
    return f"## {heading}\n\n{_rows('word', {str(word): word.meaning for word in words})}"


def _rows(head: str, texts: Mapping[str, str]) -> str:
    return table((head, "meaning"), ((f"`{word}`", text) for word, text in texts.items()))
