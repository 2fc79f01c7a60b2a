"""The pages of operators: today, the sources, one source."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated, Any, NamedTuple

from fastapi import APIRouter, Query, Request
from pydantic import Field
from starlette.responses import Response

from newsarchive import clock
from newsarchive.web.answers.archive_reader import ArchiveReader
from newsarchive.web.answers.bounded_calls import BoundedCalls
from newsarchive.web.answers.records import (
    AlarmLine,
    GapLine,
    HealthLine,
    HealthRecord,
    HourLine,
    SourceRecord,
    TodayRecord,
)
from newsarchive.web.answers.source_answers import (
    DeclarationDesk,
    DeclarationText,
    known_health,
    source_record,
    today_record,
)
from newsarchive.web.api.api_routes import SourceName
from newsarchive.web.api.parameters import PlainPageParameters
from newsarchive.web.display.charts import bar_chart, heat_map, sparkline
from newsarchive.web.display.page_renderer import TemplatePages, page_address, page_tongue
from newsarchive.web.display.translations import phrase_in

# States of `source_health` that need nobody.
_WELL = frozenset({"healthy", "retired"})
_NOT_YET = frozenset({"never_crawled", "unfinished"})
# Where so many articles are usual in a day, a day without any is chance once in 150 (Poisson: e to the -5).
_NOT_BY_CHANCE = 5.0
# A day is finished everywhere on Earth 36 hours after it began in Greenwich, as `coverage_gaps` has it; two
# days of gaps are told of, since a source that skipped a day may still miss what stood there.
_FINISHED, _TOLD = timedelta(hours=36), timedelta(days=1)
# Newest gaps that the page of today has; if there are more, it says so.
_SHOWN_GAPS = 15
# Sources of a page, with names of 63 letters in 90 KB (tests/web/test_many_sources.py).
_LISTED = 200
# Gaps of the last days that its verdict counts: where the network was down, each source has some.
_WEIGHED_GAPS = 10_000
# Health is weighed every 20 seconds, in ten more, in which others get what was known.
_FRESH = timedelta(seconds=45)
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


class SourceListParameters(PlainPageParameters):
    """One page of the sources, by name: all, or those with a text in their name and in a state."""

    name: Annotated[str, Field(max_length=200)] = ""
    state: Annotated[str, Field(max_length=50)] = ""
    after: Annotated[str, Field(max_length=200)] = ""

    def means(self, one: HealthLine) -> bool:
        """Whether it is one of those."""
        return self.name.strip().lower() in one.source.lower() and self.state in {"", one.state}


class SourceLine(NamedTuple):
    """A source in a table: its health, since when it is in trouble, and its last day."""

    health: HealthLine
    alarms: list[AlarmLine]
    hours: HourLine | None
    chart: Any
    short: list[GapLine]

    @property
    def silent(self) -> bool:
        """Whether it brought nothing in 24 hours in which it usually brings some."""
        hours = self.hours
        return hours is not None and not any(hours.counts) and sum(hours.usual or ()) >= _NOT_BY_CHANCE

    @property
    def rank(self) -> str:
        """How it is: `bad`, `warn` (it brings too little of late), `idle` (never crawled), or `good`."""
        if self.alarms or self.health.state not in _WELL | _NOT_YET:
            return "bad"
        if self.health.state in _NOT_YET:
            return "idle"
        return "warn" if (self.short or self.silent) and self.health.state != "retired" else "good"


def overview_router(
    reader: ArchiveReader, pages: TemplatePages, declarations: Path | None, calls: BoundedCalls
) -> APIRouter:
    """Return the routes; `declarations` is the folder of the sources' files, None where there is none."""
    desk = DeclarationDesk(declarations, calls)
    router = APIRouter(include_in_schema=False)

    @router.get("/")
    def today_page(request: Request, _asked: Annotated[PlainPageParameters, Query()]) -> Response:
        found = today_record(reader, clock.now(), gaps=_SHOWN_GAPS, most_gaps=_WEIGHED_GAPS)
        lines = source_lines(found)
        return pages.page(
            request,
            "today.html",
            today=found,
            lines=lines,
            bad=[line for line in lines if line.rank == "bad"],
            short=[line for line in lines if line.rank == "warn"],
            good=any(line.rank == "good" and line.health.state != "retired" for line in lines),
            idle=sum(line.rank == "idle" for line in lines),
            chart=_day_chart(request, found),
            stale=_stale(found.health),
            shown_gaps=_SHOWN_GAPS,
        )

    @router.get("/sources")
    def sources_page(request: Request, asked: Annotated[SourceListParameters, Query()]) -> Response:
        health = known_health(reader)
        meant = sorted((one for one in health.sources if asked.means(one)), key=lambda one: one.source)
        behind = [one for one in meant if one.source > asked.after]
        shown = behind[:_LISTED]
        kept = asked.model_dump(exclude={"after", "lang"}, exclude_defaults=True)
        more = page_address("/sources", **kept, after=shown[-1].source) if len(behind) > _LISTED else None
        return pages.page(
            request,
            "sources.html",
            asked=asked,
            sources=shown,
            found=len(meant),
            states=sorted({one.state for one in health.sources}),
            many=len(health.sources) > _LISTED or bool(kept),
            first_address=page_address("/sources", **kept),
            next_address=more,
            stale=_stale(health),
        )

    @router.get("/sources/{name}")
    def source_page(
        request: Request, name: SourceName, _asked: Annotated[PlainPageParameters, Query()]
    ) -> Response:
        found = source_record(reader, name)
        return pages.page(
            request,
            "source.html",
            source=found,
            heat=_rhythm(request, found),
            declaration=desk.declaration(found.source) if found.declared else DeclarationText(),
        )

    return router


def _stale(health: HealthRecord) -> str | None:
    """Return when the health was found out, if that is longer ago than it may be."""
    if health.known_at is None:
        return None
    age = clock.now().replace(tzinfo=None) - datetime.fromisoformat(health.known_at)
    return health.known_at if age > _FRESH else None


def source_lines(found: TodayRecord) -> list[SourceLine]:
    """Return the sources: those in trouble first, then those that bring too little, then the others."""
    hours = {one.source: one for one in found.hours}
    since = f"{datetime.fromisoformat(found.at) - _FINISHED - _TOLD:%Y-%m-%d}"
    short: dict[str, list[GapLine]] = {}
    for gap in found.gaps or ():
        if gap.day >= since:
            short.setdefault(gap.source, []).append(gap)
    lines = [
        SourceLine(
            health,
            [alarm for alarm in found.health.alarms if alarm.source == health.source],
            hours.get(health.source),
            _spark(hours.get(health.source)),
            short.get(health.source, []),
        )
        for health in found.health.sources
    ]
    order = {"bad": 0, "warn": 1, "good": 2, "idle": 3}
    return sorted(
        lines,
        key=lambda line: (
            order[line.rank],
            -(sum(line.hours.counts) if line.hours else 0),
            line.health.source,
        ),
    )


def _spark(hours: HourLine | None) -> Any:
    if hours is None:
        return None
    return sparkline(hours.counts, hours.usual, title=f"{sum(hours.counts)}")


def _day_chart(request: Request, found: TodayRecord) -> Any:
    tongue = page_tongue(request)
    known = [one.usual for one in found.hours if one.usual is not None]
    last = int(found.at[11:13])
    labels = [f"{(last - 23 + number) % 24:02d}" for number in range(24)]
    return bar_chart(
        labels,
        _sums([one.counts for one in found.hours]),
        title=phrase_in(tongue, "New articles by hour, all sources"),
        unit=phrase_in(tongue, "articles an hour; hours of UTC"),
        line=_sums(known) if known else None,
    )


def _sums(rows: Sequence[Sequence[float]]) -> list[float]:
    return [sum(row[number] for row in rows) for number in range(24)]


def _rhythm(request: Request, found: SourceRecord) -> Any:
    if not any(map(any, found.hours)):
        return None
    tongue = page_tongue(request)
    return heat_map(
        [phrase_in(tongue, day) for day in _DAYS],
        [f"{hour:02d}" for hour in range(24)],
        found.hours,
        title=phrase_in(tongue, "Articles by weekday and hour of publishing"),
    )
