"""The words of the archive: states, outcomes, events, verdicts, reasons; kinds of removed text and repairs.

States, outcomes, events and reasons have their sentences in `newsarchive.lifecycle`. Of the other words it is
said here what they mean, and one that the code has and this page lacks is an error.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import get_args

from docs.generators.markdown import table
from newsarchive.evidence import RepairKind, SpamKind
from newsarchive.items import Place, Verdict
from newsarchive.lifecycle import (
    HTTP_STATUS_MEANING,
    REASONS,
    STORED_OUTCOMES,
    FetchFailure,
    JournalEvent,
    RereadOutcome,
    UrlState,
    Word,
)
from newsarchive.listings.kind_registry import listing_kinds

VERDICTS = {
    "article": "An article.",
    "not_article": "No article; the reason says what it is.",
    "hijacked": "No article is left once the spam is cut.",
    "undecodable": "The bytes are no text, cannot be unpacked, or the page ended its worker twice.",
}
PLACES = {
    "head": "Before the article.",
    "inside": "Within the article.",
    "tail": "After the article.",
    "title": "In the title, the headings or the meta tags.",
    "hidden": "In an element that is hidden or off-screen.",
}


def pages() -> dict[str, str]:
    """Return the pages by their paths below docs/."""
    requested = (kind for kind in listing_kinds() if kind.is_requested)
    kinds = {"article": "The page of an article."} | {kind.name: kind.meaning for kind in requested}
    lines = [
        "# States, outcomes, events and reasons\n",
        (
            "The words that views, summaries, logs and `newsarchive why` use. How a URL passes "
            "through them: [Architecture](../explanation/architecture.md#the-life-of-a-url).\n"
        ),
        _section("Kinds of URL", kinds, kinds),
        _words("States of a URL", UrlState),
        _words("Outcomes of a fetch", STORED_OUTCOMES),
        _words("Events", JournalEvent),
        _section("Verdicts", VERDICTS, get_args(Verdict)),
        "## Reasons\n",
        (
            "One word for each refusal, failure and skip: `reason` in `fetch_failures`, in the summary "
            "of a crawl, and in `why`.\n"
        ),
    ]
    for group, reasons in REASONS.items():
        meanings = {str(reason): reason.meaning for reason in reasons}
        if reasons is FetchFailure:
            meanings["http_…"] = HTTP_STATUS_MEANING
        lines += [f"### {group}\n", _rows("reason", meanings)]
    lines.append(_words("What a new reading comes to", RereadOutcome))
    removed = [
        "# Removed text and repairs\n",
        (
            "The words of `removed` and `repairs` in the article record, and of the view `removed_text`. "
            "Why text is cut: [Spam](../explanation/spam.md), [Boilerplate](../explanation/boilerplate.md).\n"
        ),
        _section("Places of removed text", PLACES, get_args(Place)),
        _words("Kinds of removed text", SpamKind),
        _words("Kinds of repairs", RepairKind),
    ]
    return {"reference/lifecycle.md": "\n".join(lines), "reference/removed-text.md": "\n".join(removed)}


def _words(heading: str, words: Iterable[Word]) -> str:
    return f"## {heading}\n\n{_rows('word', {str(word): word.meaning for word in words})}"


def _section(heading: str, texts: Mapping[str, str], known: Iterable[str]) -> str:
    unlike = set(texts) ^ set(known)
    if unlike:
        raise ValueError(
            f"docs/generators/lifecycle.py, {heading}: differs from the code in {sorted(unlike)}"
        )
    return f"## {heading}\n\n{_rows('word', texts)}"


def _rows(head: str, texts: Mapping[str, str]) -> str:
    return table((head, "meaning"), ((f"`{word}`", text) for word, text in texts.items()))
