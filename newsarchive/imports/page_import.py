"""`import pages`: stores saved pages in the archive, in the order of fetching, each capture once."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from newsarchive import clock
from newsarchive.errors import ArchiveError
from newsarchive.hints import NO_HINTS, NOTHING_SHARED, PageHints, SharedParts
from newsarchive.imports.line_results import ReadPage, read_line
from newsarchive.imports.manifest import ManifestLine
from newsarchive.imports.page_file import PageBytes
from newsarchive.imports.patient_calls import PatientCalls
from newsarchive.items import CleanArticle, FetchedPage
from newsarchive.lifecycle import REVISED, CrawlKind, Outcome
from newsarchive.storage.interfaces.archive_interface import Archive
from newsarchive.storage.interfaces.crawl_store import Saved
from newsarchive.storage.rows.url_identity import sharing_key
from newsarchive.workers import Pool
from newsarchive.workers.refusal import KILLED

ALREADY_THERE = "already there"
_NOT_REACHED = "not reached"
NOT_READ = "not read: their workers were killed"
NAMED_REFUSALS = 10
STORED_COUNTS = (*REVISED, Outcome.UNCHANGED, ALREADY_THERE)


@dataclass(frozen=True, slots=True)
class RefusedLine:
    """A page that was refused: the manifest's id and path, and why, in words where there are any."""

    id: str
    path: str
    why: str


class ImportTally:
    """Counts the lines of one import by outcome, and refused pages by reason; each line is counted once.

    `first_refused` are the first of the refused pages.
    """

    def __init__(self, lines: int) -> None:
        self.lines = lines
        self.outcomes: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()
        self.first_refused: list[RefusedLine] = []
        self.missed: Counter[str] = Counter()
        self.not_read = 0

    @property
    def accounted(self) -> int:
        """The number of lines that have an outcome."""
        return self.outcomes.total() + self.refused.total()

    @property
    def complete(self) -> bool:
        """Whether every line has one."""
        return self.accounted == self.lines

    def add_saved(self, saved: Iterable[Saved]) -> None:
        """Count the pages of a batch."""
        for each in saved:
            if each.outcome == Outcome.REFUSED:
                self.refused[each.reason or "unknown"] += 1
            else:
                self.outcomes[each.outcome] += 1

    def add_refused(self, line: ManifestLine, reason: str, error: str | None) -> None:
        """Keep which page was refused, of the first ones; `add_saved` counts it."""
        if len(self.first_refused) < NAMED_REFUSALS:
            why = error if error and error.startswith(reason) else ": ".join(filter(None, (reason, error)))
            self.first_refused.append(RefusedLine(line.id, line.path, why))

    def add_unread(self, line: ManifestLine, file: PageBytes) -> None:
        """Count a page whose file could not be read in an earlier run, and cannot be now."""
        reason = file.reason or "unknown"
        self.refused[reason] += 1
        self.add_refused(line, reason, file.error)

    def add_already_there(self) -> None:
        """Count a line whose capture is already in the archive."""
        self.outcomes[ALREADY_THERE] += 1

    def add_not_read(self) -> None:
        """Count a page that was not read: it is not stored, and the next run tries it again."""
        self.not_read += 1

    def add_missed(self, fields: Iterable[str]) -> None:
        """Count the selectors that found nothing on a page; its outcome is counted separately."""
        self.missed.update(fields)

    def rows(self) -> list[tuple[str, int]]:
        """Return the rows to print, which add up to the lines: outcomes, refusals, lines left by a stop."""
        rows = [(name, self.outcomes[name]) for name in STORED_COUNTS]
        rows += [(f"refused: {reason}", count) for reason, count in sorted(self.refused.items())]
        rows += [(NOT_READ, self.not_read)] if self.not_read else []
        left = self.lines - self.accounted - self.not_read
        assert left >= 0, f"{self.accounted} outcomes for {self.lines} lines"
        return rows + ([(_NOT_REACHED, left)] if left else [])


# Larger batches are not faster, and a kill would lose more (docs/explanation/performance.md#batches).
BATCH_PAGES = 50
# The most bytes in a batch, and in a window of read pages.
BATCH_BYTES = 64 * 1024**2
# A crawl counts as dead after a minute without a heartbeat.
IMPORT_HEARTBEAT = timedelta(seconds=10)


def capture_order(lines: Iterable[ManifestLine]) -> list[ManifestLine]:
    """Return the lines by time of fetching; those without one come last, in their own order."""
    latest = datetime.max.replace(tzinfo=UTC)
    return sorted(lines, key=lambda line: (line.fetched_at or latest, line.number))


class PageImport:
    """One run over a manifest's lines; `run` may be called once.

    Each page is looked up by (url, sha256 of its bytes) before it is processed. One thread reads and writes;
    the results of the pool come in order, so that the archive does not depend on the workers.
    `step(count)` is called with the number of finished pages, `stopping()` after each page; `say` is told
    when the archive is waited for. `declared` are the hints of declared sources by name, `undeclared` those
    of all others.
    """

    def __init__(
        self,
        archive: Archive,
        pool: Pool[ReadPage, CleanArticle],
        *,
        step: Callable[[int], None],
        stopping: Callable[[], bool],
        say: Callable[[str], None],
        declared: Mapping[str, PageHints] | None = None,
        undeclared: PageHints = NO_HINTS,
    ) -> None:
        self._archive = archive
        self._pool = pool
        self._step = step
        self._stopping = stopping
        self._patiently = PatientCalls(say=say, stopping=stopping)
        self._declared = declared or {}
        self._undeclared = undeclared
        self._shared: Mapping[tuple[str, str], SharedParts] = {}
        self._seen: set[tuple[str, str]] = set()
        self._begun: deque[ManifestLine] = deque()  # lines whose pages are at the workers, in order
        self._heard_at = clock.now()

    def run(self, lines: Sequence[ManifestLine]) -> ImportTally:
        """Import the lines and return the tally; on a stop, pages in progress are stored first.

        Raises ArchiveError if the archive cannot be used; what was stored before stays.
        """
        tally = ImportTally(len(lines))
        crawls = self._archive.crawls
        crawl = crawls.begin(None, CrawlKind.IMPORT, clock.now())
        try:
            # The whole run uses the state at its start, whatever other runs add.
            self._shared = self._archive.reads.shared()
            self._import(crawl, capture_order(lines), tally)
        except BaseException:
            with suppress(ArchiveError):  # the first error is the one to report
                crawls.end(crawl, clock.now(), "failed")
            raise
        self._patiently(crawls.end, crawl, clock.now(), "finished" if tally.complete else "stopped")
        return tally

    def _import(self, crawl: int, lines: Sequence[ManifestLine], tally: ImportTally) -> None:
        batch: list[tuple[ManifestLine, CleanArticle]] = []
        for article in self._pool.map(self._unknown(crawl, lines, tally)):
            line = self._begun.popleft()
            if article.reason == KILLED:
                tally.add_not_read()
                self._step(1)
                continue
            tally.add_missed(article.facts.missed_selectors)
            batch.append((line, article))
            if _is_full(batch):
                self._save(crawl, batch, tally)
            if self._stopping():
                break
        self._save(crawl, batch, tally)

    def _save(self, crawl: int, batch: list[tuple[ManifestLine, CleanArticle]], tally: ImportTally) -> None:
        if batch:
            saved = self._patiently(self._archive.saves.save, crawl, [article for _, article in batch])
            tally.add_saved(saved)
            for one, (line, article) in zip(saved, batch, strict=True):
                if one.outcome == Outcome.REFUSED:
                    tally.add_refused(line, one.reason or "unknown", article.facts.error)
            self._step(len(batch))
            batch.clear()

    def _unknown(self, crawl: int, lines: Sequence[ManifestLine], tally: ImportTally) -> Iterator[ReadPage]:
        """Yield the pages whose capture is not in the archive; of repeated captures only the first."""
        reads = self._archive.reads
        for window in _windows(lines):
            pairs = {read.capture for _, read in window} - self._seen
            self._seen |= self._patiently(reads.captured, pairs)
            addresses = {read.page.url for _, read in window}
            listed = self._patiently(reads.listed, addresses)
            told = self._patiently(reads.told, addresses)
            for line, read in window:
                self._say_alive(crawl)
                if self._stopping():
                    return
                if read.capture in self._seen:
                    if read.file.reason is None:
                        tally.add_already_there()
                    else:  # nothing of it is there but the word that it could not be read
                        tally.add_unread(line, read.file)
                    self._step(1)
                else:
                    self._seen.add(read.capture)
                    page = replace(
                        read.page, listed_at=listed.get(read.page.url), told=told.get(read.page.url, ())
                    )
                    self._begun.append(line)
                    yield replace(read, page=page, hints=self._hints(page))

    def _hints(self, page: FetchedPage) -> PageHints:
        declared = self._declared.get(page.source or "", self._undeclared)
        return replace(declared, shared=self._shared.get(sharing_key(page), NOTHING_SHARED))

    def _say_alive(self, crawl: int) -> None:
        now = clock.now()
        if now - self._heard_at >= IMPORT_HEARTBEAT:
            self._heard_at = now
            self._patiently(self._archive.crawls.heartbeat, crawl, now)


def _is_full(batch: Sequence[tuple[ManifestLine, CleanArticle]]) -> bool:
    return len(batch) >= BATCH_PAGES or sum(len(article.page.body) for _, article in batch) >= BATCH_BYTES


def _windows(lines: Iterable[ManifestLine]) -> Iterator[list[tuple[ManifestLine, ReadPage]]]:
    """Read the pages in groups, so that one query looks up a whole group."""
    window: list[tuple[ManifestLine, ReadPage]] = []
    size = 0
    for line in lines:
        read = read_line(line)
        window.append((line, read))
        size += len(read.page.body)
        if len(window) >= BATCH_PAGES or size >= BATCH_BYTES:
            yield window
            window, size = [], 0
    yield window
