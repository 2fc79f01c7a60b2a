"""Who said what of an article, as lines for people: the lists that name it, and where their word decided."""

from __future__ import annotations

from collections.abc import Iterator

from newsarchive.cli.styled_lines import Line
from newsarchive.exports.row_text import as_text
from newsarchive.storage.queries.url_history import UrlTimeline
from newsarchive.testimony import HeardFacts, ListedFacts

_LONGEST_TOLD = 70  # characters of a text that people need to know it again


def evidence_lines(timeline: UrlTimeline) -> Iterator[Line]:
    """Yield a line for each list that says something of the article, then one for each fact it decided."""
    for one in timeline.told:
        yield Line(f"  {_heard(one)}: {'; '.join(_said(one.facts))}", style="dim")
    for vote in timeline.votes:
        page = f"the page: {_cut(vote.page_said)}" if vote.page_said else "the page says nothing"
        yield Line(f"  decided by {vote.listing}: {vote.field} ({page})", style="dim")


def _heard(one: HeardFacts) -> str:
    other = "" if one.is_own else " of another site"
    return f"{one.kind}{other} {one.listing} said {as_text(one.heard_at)}"


def _said(facts: ListedFacts) -> Iterator[str]:
    aside = set(facts.uniform)
    lists = (("by", "authors", facts.authors), ("on", "categories", facts.categories))
    if facts.title:
        yield f'"{_cut(facts.title)}"{_note("title", aside)}'
    if facts.published_at:
        yield f"published {facts.published_at}{_note('published_at', aside)}"
    for word, name, values in lists:
        if values:
            yield f"{word} {_cut(', '.join(values))}{_note(name, aside)}"
    if facts.guid:
        yield f"guid {_cut(facts.guid)}{_note('guid', aside)}"
    if facts.content is not None:
        yield "a whole text"
    elif facts.summary:
        yield "a summary"


def _note(name: str, aside: set[str]) -> str:
    return " (the same of all it names)" if name in aside else ""


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_TOLD else text[: _LONGEST_TOLD - 1] + "…"
