"""`newsarchive why`: shows the audit trail of a URL."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Self

from rich.style import Style
from rich.text import Text

from newsarchive import clock
from newsarchive.cli.history import doubt_text, restatement_text
from newsarchive.cli.host_lines import trouble_of
from newsarchive.cli.styled_lines import Line, write_lines
from newsarchive.discovery.urls.canonical_urls import canonical_key
from newsarchive.environment import database_url
from newsarchive.evidence import PageKind
from newsarchive.exports.row_text import as_text
from newsarchive.lifecycle import (
    REVISED,
    WITHOUT_PAGE,
    EventNote,
    GoneReason,
    JournalEvent,
    Outcome,
    Postponement,
    ReadingNote,
    UrlRelation,
    UrlState,
    is_left_out,
)
from newsarchive.logs.console import echo
from newsarchive.logs.formats import how_many, redacted
from newsarchive.storage.queries.article_history import is_recorded_apart
from newsarchive.storage.queries.url_history import UrlEvent, UrlFetch, UrlHistory, UrlTimeline, url_history
from newsarchive.testimony import HeardFacts, ListedFacts

# The audit trail as lines for people.

# Reasons that add nothing to the event.
_UNSAID = {GoneReason.GONE, EventNote.LISTED}
# Outcomes that are shown with their reason: the problems of a listing, and the entries beyond a limit.
_SAID_WHY = frozenset({Outcome.REFUSED, Outcome.FAILED, Outcome.GONE, Outcome.SKIPPED, Outcome.FETCHED})
_STYLES = {
    Outcome.NEW: "green",
    Outcome.CHANGED: "green",
    Outcome.REFUSED: "yellow",
    Outcome.FAILED: "red",
    Outcome.GONE: "red",
}


class _Told(Line):
    """A line without the secrets of URLs: people pass on what they see."""

    def __init__(self, text: str = "", style: str = "") -> None:
        super().__init__(redacted(text), style)

    def append(self, text: Text | str, style: str | Style | None = None) -> Self:
        return super().append(redacted(text) if isinstance(text, str) else text, style)


def why_lines(known: UrlHistory) -> Iterator[Line]:
    """Yield the lines: the state now, related URLs, then the events, oldest first."""
    timeline = known.timeline
    if timeline is not None:
        yield _Told(timeline.url, style="bold")
        yield from _now(timeline)
        trouble = trouble_of(known.host, clock.now()) if known.host is not None else None
        if trouble is not None:
            yield _Told(trouble, style="yellow")
        yield from evidence_lines(timeline)
        yield _Told()
        yield from (line for _, line in sorted(_story(timeline), key=lambda told: told[0]))
    if known.forgotten_at is not None:
        yield _line(known.forgotten_at, f"taken down for good: {known.forgotten_why}", "bold red")


def _now(timeline: UrlTimeline) -> Iterator[Line]:
    state = UrlState(timeline.state).phrase
    if _never_came(timeline):
        state = "named by its article as canonical; no page came from it so far"
    elif timeline.state == UrlState.FOUND and any(
        answer.outcome != Outcome.SKIPPED for answer in timeline.answers
    ):
        state = "asked for, and left for a later crawl"
    elif timeline.state == UrlState.FOUND and timeline.last_error == Postponement.HOST_BLOCKED:
        # A request that was not answered leaves none: it may have been asked for, or left out by the block.
        state = "found, and left for a later crawl"
    tries = f" ({timeline.attempts} times in a row)" if timeline.attempts > 1 else ""
    why = "; since then ".join(_reasons(timeline))
    # Of an article that is stored, and always was, it is the last look that brought nothing.
    joint = "; at the last look: " if timeline.state == UrlState.STORED else ": "
    yield _Told(f"{timeline.kind} of {timeline.source} · {state}{why and joint + why}{tries}")
    if timeline.state == UrlState.REFUSED and timeline.leads_to is not None:
        yield _Told("the article is kept as it was")
    if timeline.missing_since is not None and timeline.state != UrlState.GONE:
        since = f"its page is missing since {as_text(timeline.missing_since)}"
        yield _Told(f"{since}; {_threat(timeline)}{_next(timeline)}")
    if timeline.incident is not None:
        yield _Told(
            f"what its page shows is {doubt_text(timeline.incident)}; the revision from before is shown"
            f"{_next(timeline)}",
            style="yellow",
        )
    if timeline.leads_to is None:
        return
    count = how_many(timeline.revisions, "revision")
    away = f", withdrawn since {as_text(timeline.withdrawn_at)}" if timeline.withdrawn_at else ""
    if timeline.leads_to == timeline.url and timeline.relation != UrlRelation.CANONICAL:
        yield _Told(f"the URL by which the article is shown ({count}{away})")
    else:
        yield _Told(f"{timeline.relation or 'known'} URL of the article {timeline.leads_to} ({count}{away})")
    for url, relation in timeline.others:
        yield _Told(f"  also {relation}: {url}", style="dim")


def _never_came(timeline: UrlTimeline) -> bool:
    """Say whether the URL counts as stored only because its article names it."""
    if timeline.state != UrlState.STORED or timeline.relation != UrlRelation.CANONICAL:
        return False
    return timeline.leads_to != timeline.url and all(
        answer.outcome in WITHOUT_PAGE or answer.outcome == Outcome.SKIPPED for answer in timeline.answers
    )


def _threat(timeline: UrlTimeline) -> str:
    """Return what becomes of the article if its page is found gone again."""
    if timeline.is_shown_elsewhere:
        return "the article does not count as withdrawn: another of its URLs answers"
    later = ", a day or more after that, as a list still names it" if _is_named(timeline) else ""
    return f"the article counts as withdrawn when it is found gone again{later}"


def _is_named(timeline: UrlTimeline) -> bool:
    """Say whether a listing named the URL since its page is missing."""
    since = timeline.missing_since
    return since is not None and any(
        event.event == JournalEvent.CONTRADICTED and event.at >= since for event in timeline.events
    )


def _next(timeline: UrlTimeline) -> str:
    planned = timeline.next_check_at
    return f" (next look at {as_text(planned)}, or by `crawl {timeline.source}`)" if planned else ""


def _reasons(timeline: UrlTimeline) -> Iterator[str]:
    """Return why the page was refused, which later answers do not repeat, and the problem of the last one."""
    refusal = None
    if timeline.state == UrlState.REFUSED:
        refusals = (
            answer.reason for answer in reversed(timeline.answers) if answer.outcome == Outcome.REFUSED
        )
        refusal = next(refusals, None)
    if refusal:
        yield refusal
    if timeline.last_error and timeline.last_error != refusal:
        yield timeline.last_error


def _story(timeline: UrlTimeline) -> Iterator[tuple[datetime, Line]]:
    """Yield the events in the order of recording, with the time at which each happened."""
    named = f' as "{timeline.hint_title}"' if timeline.hint_title else ""
    where = f"found in {timeline.found_in}{named}" if timeline.found_in else "first heard of"
    yield timeline.first_seen_at, _line(timeline.first_seen_at, where)
    for answer in timeline.answers:
        told = _answer(answer, timeline.url)
        yield answer.at, _line(answer.at, told, _STYLES.get(Outcome(answer.outcome), ""))
    for event in timeline.events:
        yield event.at, _line(event.at, _event(event), "bold")


def _answer(answer: UrlFetch, asked: str) -> str:
    told = answer.said
    if answer.outcome == Outcome.UNCHANGED and answer.revision is None:
        told = "the page as it was"
    elif answer.outcome == Outcome.UNCHANGED and answer.restatements:
        told = "the text as it was"
    if answer.outcome == Outcome.CHANGED and answer.revision is not None:  # it may have been taken down
        told += f": revision {answer.revision}"
    if answer.outcome in _SAID_WHY and answer.reason not in {None, told}:
        told = f"{told}: {answer.reason}" + (f" ({answer.detail})" if answer.detail else "")
    told += "".join(f"; {restatement_text(one)}" for one in answer.restatements)
    told += _incident(answer)
    if answer.reason == ReadingNote.CANONICAL_REFUSED:
        told += f"; its canonical link {answer.detail} is not believed, another story stands there"
    if answer.stands_in_for is not None and answer.outcome in REVISED:
        told += f"; the page: {answer.stands_in_for}, a list's text stands in for it"
    if answer.kind not in {None, PageKind.ARTICLE}:
        told += f"; kind {answer.kind} ({answer.kind_confidence:.2f})"
    # Crawls store the final URL with every answer.
    if answer.final_url and canonical_key(answer.final_url) != canonical_key(asked):
        told += f", redirected to {answer.final_url}"
    if answer.rendered_by:
        told += f", rendered by {answer.rendered_by}"
    status = f"{answer.status} " if answer.status else ""
    return f"{status}{told} · {_run(answer)}"


def _incident(answer: UrlFetch) -> str:
    if answer.trouble is not None:
        return f", during incident {answer.trouble.number} ({answer.trouble.kind})"
    return "" if answer.doubt is None else f", {doubt_text(answer.doubt)}"


def _run(answer: UrlFetch) -> str:
    apart = is_recorded_apart(answer.at, answer.recorded_at)
    recorded = f", recorded {as_text(answer.recorded_at)}" if apart else ""
    return f"{answer.crawl_kind} {answer.crawl}{recorded}"


def _event(event: UrlEvent) -> str:
    if event.event == JournalEvent.SKIPPED and is_left_out(event.reason):
        rule = event.detail or "its URL looks like one of a site's endless ones"
        return f"left out by a rule: {event.reason} ({rule})"
    why = " ".join(part for part in (event.reason, event.detail) if part and part not in _UNSAID)
    return JournalEvent(event.event).phrase + (f": {why}" if why else "")


def _line(at: datetime, text: str, style: str = "") -> Line:
    return _Told(f"{as_text(at)}  ", style="dim").append(text, style=f"not dim {style}".strip())


def print_why(url: str) -> None:
    """Print the audit trail of the URL, or print on stderr that there is none."""
    known = url_history(database_url(), url)
    if known.timeline is None and known.forgotten_at is None:
        echo(
            f"newsarchive: Nothing is known about {url}: no feed, sitemap, section or list named it, and it"
            " was never asked for.\n"
            "  See that its source declares a feed or section that lists it ('newsarchive sources list'), or"
            " save the page and\n  give it to 'newsarchive import pages'.",
            err=True,
        )
        return
    write_lines(why_lines(known))


# Who said what of an article: the lists that name it, and where their word decided.

_LONGEST_TOLD = 70  # characters of a text that people need to know it again


def evidence_lines(timeline: UrlTimeline) -> Iterator[Line]:
    """Yield a line for each list that says something of the article, then one for each fact it decided."""
    for one in timeline.told:
        yield _Told(f"  {_heard(one)}: {'; '.join(_said(one.facts))}", style="dim")
    for vote in timeline.votes:
        page = f"the page: {_cut(vote.page_said)}" if vote.page_said else "the page says nothing"
        yield _Told(f"  decided by {vote.listing}: {vote.field} ({page})", style="dim")


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
    return " (not believed: it says the like of others)" if name in aside else ""


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_TOLD else text[: _LONGEST_TOLD - 1] + "…"
