"""What a survey tried and why, and articles as they would be stored: for the operator's eyes."""

from __future__ import annotations

from collections.abc import Iterator

from newsarchive.items import CleanArticle
from newsarchive.sources.finding.choosing import Choice
from newsarchive.sources.finding.evidence import Survey
from newsarchive.sources.finding.proposal import Proposal

FIRST_LINES, LONGEST_LINE = 3, 100
HEADINGS = ("", "place", "found by", "links", "articles", "newest", "why", "address")


def tried(survey: Survey, proposal: Proposal) -> Iterator[str]:
    """The places, taken ones first, then the pages that were tried."""
    choices = sorted(proposal.choices, key=lambda choice: not choice.taken)
    rows = [HEADINGS, *map(_row, choices)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADINGS) - 1)]
    yield f"\n{survey.requests} requests to {survey.home}; places that might name articles:"
    for row in rows:
        cells = [f"{cell:<{width}}" for cell, width in zip(row, widths, strict=False)]
        yield "  ".join([*cells, row[-1]]).rstrip()
    yield "\nPages tried:"
    for sample in survey.samples:
        reason = f" ({sample.reason})" if sample.reason else ""
        yield f"  {sample.outcome + reason:<28}  {sample.url}"
    if not survey.samples:
        yield "  none: no link looks like an article's"
    if proposal.browser:
        yield '\nPages come empty and are filled by scripts: this site needs a browser (render = "browser").'
    for url in proposal.learned.unmatched[:5]:
        yield f"No pattern for {url}"


def _row(choice: Choice) -> tuple[str, ...]:
    place = choice.place
    dates = [link.published_at for link in place.links if link.published_at]
    return (
        "take" if choice.taken else "",
        place.kind,
        place.found,
        str(len(place.links)),
        str(len(choice.articles)),
        max(dates)[:16].replace("T", " ") if dates else "",
        choice.why,
        place.url,
    )


def examples(proposal: Proposal) -> Iterator[str]:
    """The articles as they would be stored: title, date, authors, first lines."""
    yield "\nAs they would be stored:"
    for article in proposal.samples:
        yield from ("", *_example(article))
    if not proposal.samples:
        yield "  none could be read; the patterns are those of what feeds and sitemaps name."


def _example(article: CleanArticle) -> Iterator[str]:
    yield f"  {article.page.url}"
    yield f"  {article.title or '(no title)'}"
    yield f"  {article.published_at or '(no date)'} · {', '.join(article.authors) or '(no author)'}"
    for line in article.text.splitlines()[:FIRST_LINES]:
        yield f"    {line[:LONGEST_LINE]}{'…' if len(line) > LONGEST_LINE else ''}"
