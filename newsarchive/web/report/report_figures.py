"""The figures of a report: all that its charts and tables say of a period, from one state of the archive."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from newsarchive.errors import UsageError
from newsarchive.logs.formats import visible
from newsarchive.storage.database.location import masked, parsed, sqlite_file
from newsarchive.storage.queries.period_articles import (
    EditedArticle,
    NamedCount,
    PublishedCounts,
    ReportedEdit,
    edited_articles,
    edits_of,
    headlines_of,
    published_counts,
    top_authors,
    top_tags,
    withdrawals_of,
)
from newsarchive.storage.queries.period_captures import (
    AnswerCount,
    ArchiveState,
    CaptureDelay,
    CrawlCount,
    KindCount,
    ReasonCount,
    answers_of,
    archive_state,
    crawls_of,
    delays_of,
    reasons_of,
    removed_of,
    repairs_of,
)
from newsarchive.storage.queries.period_ledger import (
    LedgerDay,
    Period,
    ReportedIncident,
    ReportedSource,
    daily_articles,
    ledger_of,
    reported_incidents,
    reported_sources,
)
from newsarchive.storage.queries.run_query import reading_index
from newsarchive.words.rising_words import RisingWords, rising_words

# Rows of a list of names; the longest that people read.
MOST_NAMED = 15
# Headlines of a period that are compared with those before: a minute's work at most.
MOST_HEADLINES = 50_000
# So many questions are asked; progress counts them.
STEPS = 17

_Found = TypeVar("_Found")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFigures:
    """All figures of the report; counts by source have its row number in `sources`."""

    archive: str
    state: ArchiveState
    period: Period
    sources: tuple[ReportedSource, ...]
    chosen: bool  # whether only some sources were asked for
    ledger: dict[str, tuple[LedgerDay, ...]]
    before: dict[tuple[int, date], int]  # articles of as many days before, by source and day
    incidents: tuple[ReportedIncident, ...]
    answers: tuple[AnswerCount, ...]
    reasons: tuple[ReasonCount, ...]
    crawls: tuple[CrawlCount, ...]
    repairs: tuple[KindCount, ...]
    removed: tuple[KindCount, ...]
    delays: list[CaptureDelay]
    published: PublishedCounts
    authors: tuple[NamedCount, ...]
    tags: tuple[NamedCount, ...]
    rising: dict[str, RisingWords]  # by language, of the sources that have articles then and before
    rising_cut: bool  # whether there were more headlines than are compared
    edits: list[ReportedEdit]
    edited: tuple[EditedArticle, ...]
    withdrawals: tuple[tuple[str, date, int], ...]


def report_figures(
    url: str,
    period: Period,
    names: Sequence[str],
    now: datetime,
    *,
    timeout: float,
    step: Callable[[], None] = lambda: None,
) -> ReportFigures:
    """Read the figures of the period from one state of the archive; `step` is called after each question.

    Of days not over at `now` (aware, UTC) nothing is concluded. Raises UsageError for a source that the
    archive does not have, EndedEarlyError after `timeout` seconds, ArchiveError if it cannot be read.
    """
    location = parsed(url)

    def asked(found: _Found) -> _Found:
        step()
        return found

    with reading_index(url, timeout=timeout, wait=30, scanning=True) as index:
        every = asked(reported_sources(index))
        sources = tuple(one for one in every if not names or one.name in names)
        _demand_known(names, [one.name for one in every])
        edits = asked(list(edits_of(index, period, sources)))
        both = (period, period.before())
        headlines = [asked(headlines_of(index, one, sources, MOST_HEADLINES)) for one in both]
        return ReportFigures(
            archive=masked(location) if sqlite_file(location) is None else str(sqlite_file(location)),
            state=asked(archive_state(index, sqlite_file(location))),
            period=period,
            sources=sources,
            chosen=bool(names),
            ledger=asked(ledger_of(index, period, sources, now)),
            before=asked(daily_articles(index, period.before(), sources)),
            incidents=asked(reported_incidents(index, period, sources)),
            answers=asked(answers_of(index, period, sources)),
            reasons=asked(reasons_of(index, period, sources)),
            crawls=asked(crawls_of(index, period, sources)),
            repairs=asked(repairs_of(index, period, sources)),
            removed=asked(removed_of(index, period, sources)),
            delays=asked(delays_of(index, period, sources)),
            published=asked(published_counts(index, period, sources)),
            authors=asked(top_authors(index, period, sources, MOST_NAMED)),
            tags=asked(top_tags(index, period, sources, MOST_NAMED)),
            rising=_rising(*headlines),
            rising_cut=any(sum(map(len, one.values())) == MOST_HEADLINES for one in headlines),
            edits=edits,
            edited=edited_articles(index, edits, MOST_NAMED),
            withdrawals=withdrawals_of(index, period, sources),
        )


_Headlines = dict[int, list[tuple[str, str]]]


def _rising(now: _Headlines, before: _Headlines) -> dict[str, RisingWords]:
    """Compare the headlines of sources that have some of both times: else a new source's own words rise."""
    pairs: dict[str, tuple[list[str], list[str]]] = {}
    for number in now.keys() & before.keys():
        for place, headlines in enumerate((now[number], before[number])):
            for language, title in headlines:
                pairs.setdefault(language, ([], []))[place].append(title)
    return {language: rising_words(*pairs[language], MOST_NAMED) for language in sorted(pairs)}


def _demand_known(names: Sequence[str], known: Sequence[str]) -> None:
    for name in names:
        if name not in known:
            like = difflib.get_close_matches(name, known, n=1)
            near = f" Did you mean {visible(like[0])}?" if like else ""
            raise UsageError(
                f"--source {name!r}: the archive has no such source.{near}",
                hint="'newsarchive status' names all sources.",
            )
