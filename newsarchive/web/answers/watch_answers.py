"""What the pages, the API and the feeds tell of watches."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import BaseModel, Field

from newsarchive.storage.interfaces.watch_store import DeliveryState, MatchKind
from newsarchive.storage.queries.revision_feed import fed_revisions
from newsarchive.watches.watch_declaration import Watch
from newsarchive.watches.watch_files import LoadedWatches, load_watch_files, load_watches
from newsarchive.web.answers.archive_reader import ArchiveReader, ArchiveReading, ShownRecord
from newsarchive.web.answers.article_answers import NotStoredError
from newsarchive.web.answers.cursors import read_name_cursor, written_name_cursor
from newsarchive.web.answers.feed_entries import FeedEntry, FeedPage, Happening, revision_entry

_MATCHES = (
    "m.id AS match_id",
    "m.kind",
    "m.matched_at",
    "m.event_id",
    "m.revision_id",
    "r.article_id",
    "r.number AS revision",
    "r.title",
    "r.language",
    "r.script",
    "a.url",
    "s.name AS source",
)
_FROM = (
    "FROM watch_matches AS m JOIN watches AS w ON w.id = m.watch_id"
    " JOIN revisions AS r ON r.id = m.revision_id JOIN articles AS a ON a.id = r.article_id"
    " JOIN sources AS s ON s.id = a.source_id LEFT JOIN source_incidents AS i ON i.id = r.incident_id"
    # As messages: nothing that is in doubt, or was undone, nor what a changed rule leaves out.
    " WHERE w.name = ? AND m.id < ? AND a.set_aside_at IS NULL"
    " AND (i.id IS NULL OR i.state = 'accepted' OR m.kind = 'undone') ORDER BY m.id DESC LIMIT ?"
)
_ABOVE_ALL = 1 << 62
_HAPPENED: dict[MatchKind, Happening] = {
    MatchKind.WITHDRAWN: "withdrawn",
    MatchKind.RETURNED: "returned",
}
_KEPT_TITLES = {MatchKind.WITHDRAWN, MatchKind.RETURNED, MatchKind.UNDONE}


class WatchMatchLine(BaseModel):
    """What a watch found."""

    match_id: int
    kind: str
    matched_at: str
    article_id: int
    revision: int
    source: str
    url: str
    title: str | None
    language: str | None
    script: str | None


class WatchLine(BaseModel):
    """A watch: its state (`new`, `active`, `invalid` or `removed`), and what became of its messages."""

    watch: str
    title: str | None
    state: str
    on: list[str]
    to: list[str]
    matches: int
    last_match_at: str | None
    sent: int
    waiting: int
    failed: int
    not_sent: int
    repeated: int


class WatchList(BaseModel):
    """Watches, by name."""

    watches: list[WatchLine]
    next_cursor: str | None = Field(
        default=None, description="Gives the next page as `cursor`; null on the last one."
    )


class WatchRecord(BaseModel):
    """A watch with its declaration and the newest of what it found."""

    watch: WatchLine
    words: str | None
    sources: list[str]
    unknown_sources: list[str] = Field(description="Those that the archive does not have, or not yet.")
    addresses: list[str]
    authors: list[str]
    languages: list[str]
    smallest_change: int
    copies: bool
    every: float | None
    since: str | None
    mistakes: list[str]
    matches: list[WatchMatchLine]
    next_before: int | None


@dataclass(frozen=True, slots=True)
class WatchDesk:
    """The folder of watches, and the archive that knows what they found."""

    reader: ArchiveReader
    folder: Path | None

    def loaded(self, only: str | None = None) -> LoadedWatches:
        """Return what is declared, all or of the name, rightly or wrongly."""
        return load_watches(self.folder, only) if self.folder is not None else LoadedWatches({}, {}, {})

    def lines(self, loaded: LoadedWatches | None = None) -> list[WatchLine]:
        """Return all watches, by name; `loaded` are the declarations where these are at hand."""
        loaded = self.loaded() if loaded is None else loaded
        with self.reader.reading() as reading:
            counts = {str(row["name"]): row for row in _counts(reading)}
        names = sorted({*loaded.watches, *loaded.mistakes, *counts})
        return [_line(name, loaded, counts.get(name)) for name in names]

    def page(self, after: str, most: int) -> tuple[list[WatchLine], str | None, int]:
        """Return the watches whose names come after one, the last name if there are more, and how many are.

        Only what is shown is read, of files and of the archive.
        """
        files = {path.stem: path for path in self.folder.glob("*.toml")} if self.folder is not None else {}
        with self.reader.reading() as reading:
            known = {str(row["name"]) for row in reading.records(("w.name",), "FROM watches AS w")}
            names = sorted({*files, *known}, key=_spelled)
            shown = [name for name in names if _spelled(name) > after][: most + 1]
            named = [name for name in shown[:most] if name in known]
            counts = {str(row["name"]): row for row in _counts(reading, *named)} if named else {}
        loaded = load_watch_files(files[name] for name in shown[:most] if name in files)
        lines = [_line(name, loaded, counts.get(name)) for name in shown[:most]]
        return lines, lines[-1].watch if len(shown) > most else None, len(names)

    def listed(self, limit: int | None, cursor: str | None) -> WatchList:
        """Return so many watches behind the cursor, or all; UsageError for a cursor that cannot be read."""
        after = "" if cursor is None else read_name_cursor(cursor)
        if limit is None:
            return WatchList(watches=[line for line in self.lines() if line.watch > after])
        lines, last, _ = self.page(after, limit)
        return WatchList(watches=lines, next_cursor=None if last is None else written_name_cursor(last))

    def found(
        self, name: str, before: int | None, most: int
    ) -> tuple[list[WatchMatchLine], int | None] | None:
        """Return what a watch found, newest first, and the number before which more is, None if that is all.

        None if there is no watch of the name.
        """
        with self.reader.reading() as reading:
            known = reading.records(("w.id",), "FROM watches AS w WHERE w.name = ?", name)
            rows = _matches(reading, name, before, most + 1)
        if not known:
            # Not read for a watch that has looked at the archive.
            loaded = self.loaded(name)
            if name not in {*loaded.watches, *loaded.mistakes}:
                return None
        shown = [WatchMatchLine.model_validate(row) for row in rows[:most]]
        return shown, shown[-1].match_id if len(rows) > most else None

    def record(self, name: str, before: int | None, most: int) -> WatchRecord:
        """Return a watch; raises NotStoredError if there is none of the name."""
        loaded = self.loaded(name)
        with self.reader.reading() as reading:
            counts = next(iter(_counts(reading, name)), None)
            rows = _matches(reading, name, before, most + 1)
        if counts is None and name not in {*loaded.watches, *loaded.mistakes}:
            raise NotStoredError(f"There is no watch {name!r}.", hint="All watches are at /watches.")
        watch = loaded.watches.get(name)
        sources = list(watch.sources) if watch else []
        shown = [WatchMatchLine.model_validate(row) for row in rows[:most]]
        return WatchRecord(
            watch=_line(name, loaded, counts),
            words=watch.words if watch else None,
            sources=sources,
            unknown_sources=self._unknown(sources),
            addresses=list(watch.addresses) if watch else [],
            authors=list(watch.authors) if watch else [],
            languages=list(watch.languages) if watch else [],
            smallest_change=watch.smallest_change if watch else 0,
            copies=watch.copies if watch else False,
            every=watch.every if watch else None,
            since=watch.since.isoformat() if watch and watch.since else None,
            # Without the folder, which is nobody's business who only looks.
            mistakes=[line.partition(".toml: ")[2] or line for line in loaded.mistakes.get(name, ())],
            matches=shown,
            next_before=shown[-1].match_id if len(rows) > most else None,
        )

    def _unknown(self, sources: list[str]) -> list[str]:
        if not sources:
            return []
        with self.reader.reading() as reading:
            return [name for name in sources if reading.index.source_id(name) is None]

    def feed(self, name: str, before: int | None, most: int) -> FeedPage:
        """Return a page of the feed of a watch; raises NotStoredError if there is none of the name."""
        self.record(name, before, 1)
        with self.reader.reading() as reading:
            rows = _matches(reading, name, before, most + 1)
            entries = list(_entries(reading, rows[:most]))
        last = rows[most - 1]["match_id"] if len(rows) > most else None
        return FeedPage(entries=tuple(entries), next_before=None if last is None else int(str(last)))


def _matches(reading: ArchiveReading, name: str, before: int | None, most: int) -> list[ShownRecord]:
    return reading.records(_MATCHES, _FROM, name, _ABOVE_ALL if before is None else before, most)


def _entries(reading: ArchiveReading, rows: list[ShownRecord]) -> Iterator[FeedEntry]:
    numbers = [int(str(row["revision_id"])) for row in rows]
    entries = {one.revision_id: revision_entry(reading, one) for one in fed_revisions(reading.index, numbers)}
    for row in rows:
        entry = entries.get(int(str(row["revision_id"])))
        if entry is None:
            continue
        kind = MatchKind(str(row["kind"]))
        if kind in _KEPT_TITLES:
            named = f"{entry.id} {kind} {row['event_id']}"
            entry = replace(
                entry,
                id=f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, named)}",
                title=f"{kind.phrase}: {entry.title}",
                summary=kind.meaning,
                html=f"<p>{kind.meaning}</p>",
                happened=_HAPPENED.get(kind, entry.happened),
            )
        yield entry


def _counts(reading: ArchiveReading, *names: str) -> list[ShownRecord]:
    columns = (
        "w.name",
        "w.removed_at",
        "(SELECT count(*) FROM watch_matches AS m WHERE m.watch_id = w.id) AS matches",
        "(SELECT max(m.matched_at) FROM watch_matches AS m WHERE m.watch_id = w.id) AS last_match_at",
        *(f"{_deliveries(state)} AS {state}" for state in DeliveryState),
        (
            "(SELECT coalesce(sum(d.repeats), 0) FROM watch_matches AS m JOIN watch_deliveries AS d"
            " ON d.match_id = m.id WHERE m.watch_id = w.id) AS repeated"
        ),
    )
    if names:
        places = ", ".join("?" * len(names))
        return reading.records(columns, f"FROM watches AS w WHERE w.name IN ({places})", *names)
    return reading.records(columns, "FROM watches AS w ORDER BY w.name")


def _spelled(name: str) -> str:
    """Return the name of a file, which may be of any bytes; that of a watch is ASCII."""
    return name.encode("utf-8", "backslashreplace").decode()


def _deliveries(state: DeliveryState) -> str:
    return (
        "(SELECT count(*) FROM watch_matches AS m JOIN watch_deliveries AS d ON d.match_id = m.id"  # noqa: S608
        f" WHERE m.watch_id = w.id AND d.state = '{state}')"
    )


def _line(name: str, loaded: LoadedWatches, counts: ShownRecord | None) -> WatchLine:
    watch: Watch | None = loaded.watches.get(name)
    if name in loaded.mistakes:
        state = "invalid"
    elif watch is None:
        state = "removed"
    else:
        state = "new" if counts is None or counts["removed_at"] is not None else "active"
    known = counts or {}

    def number(column: str) -> int:
        return int(str(known.get(column) or 0))

    last = known.get("last_match_at")
    return WatchLine(
        watch=_spelled(name),
        title=watch.title if watch is not None else None,
        state=state,
        on=list(watch.on) if watch is not None else [],
        to=list(watch.to) if watch is not None else [],
        matches=number("matches"),
        last_match_at=None if last is None else str(last),
        sent=number("sent"),
        waiting=number("waiting") + number("sending"),
        failed=number("failed"),
        not_sent=number("dropped"),
        repeated=number("repeated"),
    )
