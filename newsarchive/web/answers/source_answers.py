"""Sources: their names, declarations, health, rhythm, edits and refusals; and the archive at a glance."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from newsarchive import clock
from newsarchive.errors import ConfigurationError, EndedEarlyError
from newsarchive.logs.formats import redacted
from newsarchive.recordings import recording_mistakes
from newsarchive.sources import declaration_file, load_sources, source_names
from newsarchive.sources.declaration import Expect
from newsarchive.storage.interfaces.monitoring import AlarmKind
from newsarchive.storage.queries.source_evidence import (
    OpenAlarm,
    counts_since,
    newest_missed,
    open_alarms,
    publishing_hours,
    refusal_groups,
    source_hours,
    spam_hosts,
)
from newsarchive.storage.rows.publisher_edits import IS_EDIT
from newsarchive.web.answers.archive_reader import ArchiveReader, ArchiveReading, Shown, shown_value
from newsarchive.web.answers.article_answers import NotStoredError
from newsarchive.web.answers.bounded_calls import BoundedCalls
from newsarchive.web.answers.records import (
    AlarmLine,
    DictionaryLine,
    DictionaryRecord,
    EditLine,
    GapLine,
    GapList,
    HealthLine,
    HealthRecord,
    HostCount,
    HourLine,
    MissedExpectation,
    RefusalLine,
    SourceRecord,
    TodayCounts,
    TodayRecord,
)
from newsarchive.web.answers.short_memory import ShortMemory

# The view of gaps compares eight weeks of every source: its answer serves a minute.
# Health says when it was known, so it may be of any age.
# Health that came too late is tried again as soon as health that came: one slow moment hides no trouble.
_HEALTH: ShortMemory[HealthRecord] = ShortMemory(seconds=20, most=8, patience=20, oldest=math.inf)
_GAPS: ShortMemory[list[GapLine]] = ShortMemory(seconds=60, most=8)
_MOST_EDITS = 20
# Later revisions that are looked at for them at first; not every one is an edit.
_FIRST_EDITS = 200
_MOST_HOSTS = 30
_MOST_GAPS = 200
# Days of gaps that are looked for at first, of one source and of all (of these, half are not over yet); each
# further stretch is twice as long.
_STRETCH, _STRETCH_OF_ALL = 30, 4
# Days of gaps that the first page shows.
_RECENT = timedelta(days=14)
_SOURCE = ("name AS source", "title", "home", "language", "timezone", "declared", "retired_at")


def source_names_of(reader: ArchiveReader) -> list[str]:
    """Return the names of all sources, in order."""
    with reader.reading() as reading:
        return [str(row["name"]) for row in reading.records(("name",), "FROM sources ORDER BY name")]


def health_of(reading: ArchiveReading) -> HealthRecord:
    """Return all sources by name, and what is wrong now."""
    rows = reading.records(tuple(HealthLine.model_fields), "FROM source_health ORDER BY source")
    return HealthRecord(
        sources=[HealthLine.model_validate(row) for row in rows],
        alarms=[_alarm(one) for one in open_alarms(reading.index)],
    )


def known_health(reader: ArchiveReader) -> HealthRecord:
    """Return the same, at most some seconds old: the view weighs eight weeks of every source.

    If that takes too long, what was known before, whose `known_at` says how old it is; EndedEarlyError if
    nothing was.
    """

    def ask() -> HealthRecord:
        at = _text(clock.now())
        with reader.reading() as reading:
            return health_of(reading).model_copy(update={"known_at": at})

    found = _HEALTH.recall(reader.url, ask)
    if found is None:
        raise EndedEarlyError(
            "To weigh the health of all sources takes longer than allowed.",
            hint="Let 'newsarchive serve' take longer: --timeout SECONDS.",
        )
    return found


def _alarm(one: OpenAlarm) -> AlarmLine:
    return AlarmLine(
        source=one.source,
        kind=one.kind,
        said=AlarmKind(one.kind).phrase,
        raised_at=_text(one.raised_at),
        cause=one.cause,
    )


def _text(moment: datetime) -> str:
    return str(shown_value(moment))


def gaps_of(
    reading: ArchiveReading, *, source: str | None, since: str | None, wanted: int = _MOST_GAPS
) -> GapList:
    """Return the newest gaps, of one source or all, from a day (YYYY-MM-DD) on; so many, if there are."""
    found = newest_gaps(reading, source=source, since=since, wanted=wanted + 1)
    return GapList(gaps=found[:_MOST_GAPS], more=len(found) > _MOST_GAPS)


def newest_gaps(
    reading: ArchiveReading,
    *,
    source: str | None,
    since: str | None = None,
    until: date | None = None,
    wanted: int,
    most: int | None = None,
) -> list[GapLine]:
    """Return the newest gaps: so many or more, if there are, of one source or all, between two days.

    At most `most` of each stretch of days, or `wanted`: from the newest back, in ever longer stretches, since
    most have more gaps than are told of.
    """
    first = _first_day(reading, source)
    if first is None:  # nothing was ever fetched
        return []
    # No day before the first fetch is a gap, and stretches from the year 1 on would leave the calendar.
    first = max(first, since or first)
    today = clock.now().date()
    end = min(until or today, today) + timedelta(days=1)
    days = _STRETCH_OF_ALL if source is None else _STRETCH
    gaps: list[GapLine] = []
    while len(gaps) < wanted and end.isoformat() > first:
        begin = date.fromisoformat(first)
        if (end - begin).days > days:
            begin = end - timedelta(days=days)
        gaps += _gaps_between(reading, begin, end, source, max(wanted, most or _MOST_GAPS + 1))
        end, days = begin, 2 * days
    return gaps


def _first_day(reading: ArchiveReading, source: str | None) -> str | None:
    """Return the day of the first fetch, by the index of each source."""
    of_source = "" if source is None else " WHERE s.name = ?"
    sql = (
        "SELECT CAST(min(d.day) AS text) FROM (SELECT ("  # noqa: S608 - of constants
        "SELECT min(f.day) FROM fetches AS f WHERE f.source_id = s.id"
        f") AS day FROM sources AS s{of_source}) AS d"
    )
    found: str | None = next(reading.index.rows(sql, *([] if source is None else [source])))[0]
    return found


def _gaps_between(
    reading: ArchiveReading, begin: date, end: date, source: str | None, most: int
) -> list[GapLine]:
    """Return the newest gaps before the day `end`."""
    of_source = "" if source is None else " AND source = ?"
    rows = reading.records(
        tuple(GapLine.model_fields),
        f"FROM coverage_gaps WHERE day >= ? AND day < ?{of_source} ORDER BY day DESC, source LIMIT {most}",
        begin.isoformat(),
        end.isoformat(),
        *([] if source is None else [source]),
    )
    return [GapLine.model_validate(row) for row in rows]


def recent_edits(reading: ArchiveReading, source_id: int | None = None) -> list[EditLine]:
    """Return the newest edits by publishers, of one source or all."""
    if source_id is not None:
        # By the index of its articles. The newest revision of one is no edit where it moved or was read anew.
        return _edits(reading, "a.source_id = ? AND a.latest_number > 1 AND r.number > 1", source_id)
    looked_at = _FIRST_EDITS
    while True:
        # From the newest back: left to itself, PostgreSQL looks at all edits of all years.
        edge = "SELECT recorded_at FROM revisions WHERE number > 1 ORDER BY recorded_at DESC LIMIT 1 OFFSET ?"
        since = next((_text(row[0]) for row in reading.index.rows(edge, looked_at)), None)
        if since is None:
            return _edits(reading, "r.number > 1")
        found = _edits(reading, "r.number > 1 AND r.recorded_at >= ?", since)
        if len(found) == _MOST_EDITS:
            return found
        looked_at *= 8


def _edits(reading: ArchiveReading, condition: str, *values: Shown) -> list[EditLine]:
    columns = (
        *("r.article_id", "s.name AS source", "r.number AS revision", "r.recorded_at", "f.fetched_at"),
        *("r.title", "r.language", "r.changed_title", "r.changed_text", "r.changed_authors"),
        *("r.chars_added", "r.chars_removed", "r.stealth"),
    )
    rows = reading.records(
        columns,
        "FROM revisions AS r JOIN articles AS a ON a.id = r.article_id"
        " JOIN fetches AS f ON f.id = r.fetch_id"
        " JOIN sources AS s ON s.id = a.source_id"
        f" WHERE {condition} AND {IS_EDIT} ORDER BY r.recorded_at DESC, r.id DESC LIMIT {_MOST_EDITS}",
        *values,
    )
    return [EditLine.model_validate(row) for row in rows]


def source_record(reader: ArchiveReader, name: str) -> SourceRecord:
    """Return what is known of the source; NotStoredError if the archive has none of that name."""
    health = {line.source: line for line in known_health(reader).sources}
    with reader.reading() as reading:
        index = reading.index
        number = index.source_id(name)
        if number is None or name not in health:
            raise NotStoredError(
                f"The archive has no source {name[:200]!r}.", hint="/api/v1/sources has all names."
            )
        facts: dict[str, Any] = dict(reading.records(_SOURCE, "FROM sources WHERE id = ?", number)[0])
        return SourceRecord(
            **facts,
            health=health[name],
            alarms=[_alarm(one) for one in open_alarms(index) if one.source == name],
            missed=[
                MissedExpectation.model_validate({**asdict(one), "at": _text(one.at)})
                for one in newest_missed(index, name)
            ],
            hours=publishing_hours(index, number),
            edits=recent_edits(reading, number),
            refusals=[
                RefusalLine(**{**asdict(group), "examples": list(group.examples)})
                for group in refusal_groups(index, number)
            ],
            spam_hosts=[
                HostCount(host=host, blocks=count) for host, count in spam_hosts(index, name, _MOST_HOSTS)
            ],
        )


def today_record(
    reader: ArchiveReader, at: datetime, *, gaps: int = _MOST_GAPS, most_gaps: int = _MOST_GAPS
) -> TodayRecord:
    """Return the state of the archive at the moment (aware, UTC), with the newest gaps of two weeks.

    So many of these, and more of the last days if they are not more than `most_gaps`.
    """
    health = known_health(reader)
    with reader.reading() as reading:
        found = TodayRecord(
            at=_text(at),
            counts=TodayCounts(**asdict(counts_since(reading.index, at - timedelta(days=1)))),
            hours=[
                HourLine(
                    source=one.source,
                    counts=list(one.counts),
                    usual=None if one.usual is None else list(one.usual),
                )
                for one in source_hours(reading.index, at)
            ],
            health=health,
            gaps=None,
            edits=recent_edits(reading),
        )
    since = f"{at - _RECENT:%Y-%m-%d}"

    def count() -> list[GapLine]:
        with reader.reading() as reading:
            newest = newest_gaps(reading, source=None, since=since, wanted=gaps + 1, most=most_gaps + 1)
            return newest[:most_gaps]

    return found.model_copy(update={"gaps": _GAPS.recall((reader.url, since, gaps, most_gaps), count)})


def dictionary_of(reading: ArchiveReading) -> DictionaryRecord:
    """Return the views by name, each with what its rows are, then its columns, in the archive's own words."""
    rows = reading.records(("view", '"column" AS column_name', "type", "explanation"), "FROM data_dictionary")
    lines = [
        DictionaryLine(
            view=str(row["view"]),
            column=str(row["column_name"]),
            type=str(row["type"]),
            explanation=str(row["explanation"]),
        )
        for row in rows
    ]
    # A database gives rows in any order: PostgreSQL those last that a migration changed.
    return DictionaryRecord(columns=sorted(lines, key=lambda line: (line.view, line.column != "")))


# The declaration of a source as it stands: what `sources check` says of it, and what it expects.

# Recorded pages are read with the source's rules, some milliseconds each; their files change by hand.
_REMEMBERED = 60.0


@dataclass(frozen=True, slots=True)
class DeclarationText:
    """The text, every mistake of it and of its recorded pages, and the bounds that `[expect]` sets."""

    text: str | None = None
    mistakes: str | None = None
    expects: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class _Recorded:
    """The source whose recorded pages are to be read."""

    folder: Path
    name: str


class DeclarationDesk:
    """Reads the declarations of a folder, None where there is none."""

    def __init__(self, folder: Path | None, calls: BoundedCalls) -> None:
        self._folder, self._calls = folder, calls
        self._memory: ShortMemory[tuple[str, ...]] = ShortMemory(seconds=_REMEMBERED, most=500)

    def declaration(self, name: str) -> DeclarationText:
        """Return the declaration of a declared source; empty where it has none here."""
        folder = self._folder
        if folder is None or name not in source_names(folder):
            return DeclarationText()
        text = None
        try:
            text = redacted(declaration_file(folder, name).read_text(encoding="utf-8"))
            source = load_sources(folder, [name])[name]
            task = _Recorded(folder, name)
            read = self._memory.recall((task, text), lambda: self._calls.call(_recording_lines, task))
        except ConfigurationError as error:
            return DeclarationText(text, error.message)
        except (OSError, UnicodeDecodeError):
            return DeclarationText()
        # Not in silence: who reads "valid" trusts it.
        mistakes = ("Its recorded pages take longer to read than allowed.",) if read is None else read
        return DeclarationText(text, "\n".join(mistakes) or None, _bounds(source.expect))


def _recording_lines(task: _Recorded) -> tuple[str, ...]:
    """Return what is wrong with recorded pages; in a process of its own, since others wrote them."""
    source = load_sources(task.folder, [task.name])[task.name]
    # Without the folder, which is nobody's business who only looks.
    return tuple(line.removeprefix(f"{task.folder}/") for line in recording_mistakes(source, task.folder))


def _bounds(expect: Expect) -> tuple[tuple[str, str], ...]:
    told = expect.model_dump(exclude_none=True)
    return tuple(
        (name, f"{value:g}" if isinstance(value, float) else str(value)) for name, value in told.items()
    )
