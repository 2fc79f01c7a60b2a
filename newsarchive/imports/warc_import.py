"""`import warc`: stores the records of WARC files in the archive, as a crawl would have stored them."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from newsarchive import clock
from newsarchive.discovery.urls.canonical_urls import canonical_key
from newsarchive.errors import ArchiveError
from newsarchive.hints import NO_HINTS, NOTHING_SHARED, PageHints, SharedParts
from newsarchive.imports.line_results import ReadPage
from newsarchive.imports.page_file import PageBytes
from newsarchive.imports.page_import import (
    ALREADY_THERE,
    BATCH_BYTES,
    BATCH_PAGES,
    IMPORT_HEARTBEAT,
    NOT_READ,
    STORED_COUNTS,
)
from newsarchive.imports.patient_calls import PatientCalls
from newsarchive.imports.warc_records import Item, Revisit, WarcRecords, answer_without_page
from newsarchive.items import CleanArticle, FetchedPage
from newsarchive.lifecycle import ANSWERED, CrawlKind, Outcome, SkipReason
from newsarchive.storage.interfaces.archive_interface import Archive
from newsarchive.storage.interfaces.crawl_store import Answer
from newsarchive.storage.rows.url_identity import sharing_key
from newsarchive.testimony import HeardFacts
from newsarchive.text.revision_identity import sha256_hex
from newsarchive.workers import Pool
from newsarchive.workers.refusal import KILLED

# The most pages sent to the workers before the first result is awaited; fewer if their bytes fill a batch.
_AHEAD = 48
Done = CleanArticle | Answer
# Bytes of the pages read last that are held for revisits: some thousand pages of an export.
_REMEMBERED_BYTES = 64 * 1024 * 1024


class RecentBodies:
    """The bodies of the captures read last: the archive keeps none of those that say what it has already.

    A revisit of another URL may still name such a capture.
    """

    def __init__(self, most: int = _REMEMBERED_BYTES) -> None:
        self._most, self._size = most, 0
        self._bodies: dict[tuple[str, datetime], bytes] = {}

    def add(self, read: ReadPage) -> None:
        """Remember the body of a sound capture; those added first are forgotten for it."""
        page = read.page
        key = _capture_key(page.url, page.fetched_at)
        if key is None or key in self._bodies or not page.body or read.file.reason is not None:
            return
        self._bodies[key] = page.body
        self._size += len(page.body)
        while self._size > self._most:
            self._size -= len(self._bodies.pop(next(iter(self._bodies))))

    def get(self, url: str, at: datetime | None) -> bytes | None:
        """Return the body of the capture of a URL at this time, None if it is not remembered."""
        key = _capture_key(url, at)
        return None if key is None else self._bodies.get(key)


def _capture_key(url: str, at: datetime | None) -> tuple[str, datetime] | None:
    return None if at is None else (canonical_key(url), at)


class WarcTally:
    """Counts records: pages by outcome, responses without a page, refusals and skipped records by reason."""

    def __init__(self) -> None:
        self.pages: Counter[str] = Counter()
        self.answers: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()
        self.skipped: Counter[str] = Counter()
        self.cut_short: dict[str, str] = {}

    def rows(self) -> list[tuple[str, int]]:
        """Return the rows to print."""
        rows = [(name, self.pages[name]) for name in STORED_COUNTS]
        rows += [(NOT_READ, self.pages[NOT_READ])] if self.pages[NOT_READ] else []
        for label, counts in (
            ("answer", self.answers),
            ("refused", self.refused),
            ("passed over", self.skipped),
        ):
            rows += [(f"{label}: {name}", count) for name, count in sorted(counts.items())]
        return rows


class WarcImport:
    """One run over files; captures keep the order of the files and of their records.

    `hints` are those of the source; without one, `hints_of(name, url)` gives those of a source that the files
    name, None for an undeclared one and where the URL is not of its site. `on_progress(path, bytes read)` is
    called with the progress, `stopping()` after each record; `say` is told when the archive is waited for.
    """

    def __init__(
        self,
        archive: Archive,
        pool: Pool[ReadPage, CleanArticle],
        *,
        on_progress: Callable[[Path, int], None],
        stopping: Callable[[], bool],
        say: Callable[[str], None],
        hints: PageHints = NO_HINTS,
        hints_of: Callable[[str, str], PageHints | None] = lambda _name, _url: None,
        source: str | None = None,
    ) -> None:
        self._archive = archive
        self._pool = pool
        self._on_progress = on_progress
        self._stopping = stopping
        self._patiently = PatientCalls(say=say, stopping=stopping)
        self._of_source = hints
        self._hints_of = hints_of
        self._source = source
        self._shared: Mapping[tuple[str, str], SharedParts] = {}
        self._listed: Mapping[str, str] = {}
        self._told: Mapping[str, tuple[HeardFacts, ...]] = {}
        self._flying: deque[tuple[Future[CleanArticle] | None, Done | None]] = deque()
        self._flying_bytes = 0
        self._recent = RecentBodies()
        self._batch: list[Done] = []
        self._bytes = 0
        self._crawl = 0
        self._heartbeat_at = clock.now()
        self.tally = WarcTally()

    def run(self, files: Sequence[Path]) -> bool:
        """Import the files; return false if it was stopped before the end.

        Raises ArchiveError if the archive cannot be used; what was stored before stays.
        """
        crawls = self._archive.crawls
        self._crawl = crawls.begin(None, CrawlKind.IMPORT, clock.now())
        try:
            self._shared = self._archive.reads.shared()
            for path in files:
                if not self._stopping():
                    self._file(path)
            complete = not self._stopping()
        except BaseException:
            with suppress(ArchiveError):  # the first error is the one to report
                crawls.end(self._crawl, clock.now(), "failed")
            raise
        self._patiently(crawls.end, self._crawl, clock.now(), "finished" if complete else "stopped")
        return complete

    def _file(self, path: Path) -> None:
        records = WarcRecords(path, self._source, self._stopping, is_of=self._is_of)
        for window in _windows(records):
            if self._stopping():
                break
            self._on_progress(path, records.position)
            self._window(window)
        self._drain()
        self.tally.skipped += records.skipped
        if records.cut_short and not self._stopping():
            self.tally.cut_short[str(path)] = records.cut_short

    def _window(self, window: Sequence[Item]) -> None:
        """Process the records that the archive does not have yet."""
        reads = self._archive.reads
        marks = {_mark(item) for item in window if isinstance(item, ReadPage)}
        known = self._patiently(reads.captured_at, marks)
        pages = {item.page.url for item in window if not isinstance(item, Answer)}
        self._listed = self._patiently(reads.listed, pages)
        self._told = self._patiently(reads.told, pages)
        for item in window:
            self._say_alive()
            if isinstance(item, Answer):
                self._fly(None, item)
            elif isinstance(item, Revisit):
                self._revisit(item)
            elif _mark(item) in known:
                self._recent.add(item)
                self.tally.pages[ALREADY_THERE] += 1
            else:
                self._page(item)

    def _page(self, read: ReadPage) -> None:
        self._flying_bytes += len(read.page.body)
        self._recent.add(read)
        url = read.page.url
        page = replace(read.page, listed_at=self._listed.get(url), told=self._told.get(url, ()))
        self._fly(self._pool.submit(replace(read, page=page, hints=self._hints(page))), None)

    def _revisit(self, revisit: Revisit) -> None:
        """Read the bytes of the capture that a revisit names.

        Without them, record only that it was seen again.
        """
        reads = self._archive.reads
        body = self._patiently(reads.body, revisit.refers_to, revisit.refers_to_at)
        if body is None:  # it may still be in progress
            self._drain()
            body = self._patiently(reads.body, revisit.refers_to, revisit.refers_to_at)
        if body is None:
            body = self._recent.get(revisit.refers_to, revisit.refers_to_at)
        if body is None:
            known = self._patiently(self._archive.frontier.lookup, [revisit.page.url])
            stored = any(url.state in ANSWERED for url in known.values())
            seen = answer_without_page(revisit.page, Outcome.NOT_MODIFIED) if stored else None
            self._fly(
                None,
                seen
                or answer_without_page(revisit.page, Outcome.SKIPPED, SkipReason.REVISIT_WITHOUT_ORIGINAL),
            )
            return
        read = ReadPage(replace(revisit.page, body=body), PageBytes(body), sha256_hex(body))
        if self._patiently(reads.captured_at, {_mark(read)}):
            self.tally.pages[ALREADY_THERE] += 1
        else:
            self._page(read)

    def _fly(self, future: Future[CleanArticle] | None, done: Done | None) -> None:
        self._flying.append((future, done))
        while len(self._flying) > _AHEAD or self._flying_bytes > BATCH_BYTES:
            self._move_to_batch()

    def _move_to_batch(self) -> None:
        """Move the oldest page in progress into the batch: the order must not depend on the workers."""
        future, done = self._flying.popleft()
        result = done if future is None else future.result()
        assert result is not None
        size = len(result.page.body) if isinstance(result, CleanArticle) else 0
        self._flying_bytes -= size
        if isinstance(result, CleanArticle) and result.reason == KILLED:
            self.tally.pages[NOT_READ] += 1
            return
        self._batch.append(result)
        self._bytes += size
        if len(self._batch) >= BATCH_PAGES or self._bytes >= BATCH_BYTES:
            self._save()

    def _drain(self) -> None:
        while self._flying:
            self._move_to_batch()
        self._save()

    def _save(self) -> None:
        """Store pages and answers, in their order."""
        batch, self._batch, self._bytes = self._batch, [], 0
        at = 0
        while at < len(batch):
            run = [batch[at]]
            while at + len(run) < len(batch) and type(batch[at + len(run)]) is type(run[0]):
                run.append(batch[at + len(run)])
            at += len(run)
            self._store(run)

    def _store(self, run: Sequence[Done]) -> None:
        articles = [one for one in run if isinstance(one, CleanArticle)]
        answers = [one for one in run if isinstance(one, Answer)]
        if answers:
            self._patiently(self._archive.frontier.record, self._crawl, answers, once=True)
            self.tally.answers.update(one.reason or one.outcome for one in answers)
        if articles:
            save = self._archive.saves.save
            for saved in self._patiently(save, self._crawl, articles, by_time=True):
                if saved.outcome == Outcome.REFUSED:
                    self.tally.refused[saved.reason or "unknown"] += 1
                else:
                    self.tally.pages[saved.outcome] += 1

    def _hints(self, page: FetchedPage) -> PageHints:
        named = None
        if page.source is not None and page.source != self._source:
            named = self._hints_of(page.source, page.final_url or page.url)
        return replace(named or self._of_source, shared=self._shared.get(sharing_key(page), NOTHING_SHARED))

    def _is_of(self, name: str, url: str) -> bool:
        return self._hints_of(name, url) is not None

    def _say_alive(self) -> None:
        now = clock.now()
        if now - self._heartbeat_at >= IMPORT_HEARTBEAT:
            self._heartbeat_at = now
            self._patiently(self._archive.crawls.heartbeat, self._crawl, now)


def _mark(read: ReadPage) -> tuple[str, str, datetime]:
    assert read.page.fetched_at is not None
    return read.page.url, read.sha256, read.page.fetched_at


def _windows(items: Iterable[Item]) -> Iterator[list[Item]]:
    """Yield the records in groups, so that one query looks up a whole group."""
    window: list[Item] = []
    size = 0
    for item in items:
        window.append(item)
        size += len(item.page.body) if isinstance(item, ReadPage) else 0
        if len(window) >= BATCH_PAGES or size >= BATCH_BYTES:
            yield window
            window, size = [], 0
    yield window
