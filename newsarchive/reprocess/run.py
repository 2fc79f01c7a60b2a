"""One run of `reprocess`: reads captures from the archive in the workers, and stores what changes."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

from newsarchive import clock
from newsarchive.errors import ArchiveError
from newsarchive.hints import NO_HINTS, NOTHING_SHARED, PageHints, SharedParts
from newsarchive.items import CleanArticle, FetchedPage, PageToRead, Reading
from newsarchive.lifecycle import CrawlKind, RereadOutcome
from newsarchive.reprocess.reader_version import of_page, reader_name
from newsarchive.storage.interfaces.archive_interface import Archive
from newsarchive.storage.interfaces.reprocessing import Difference, StoredCapture
from newsarchive.storage.rows.url_identity import sharing_key
from newsarchive.workers import Pool
from newsarchive.workers.refusal import KILLED

# In the order they are printed: what changes first.
_PRINTED = (
    RereadOutcome.REVISED,
    RereadOutcome.METADATA,
    RereadOutcome.ACCEPTED,
    RereadOutcome.DOUBTED,
    RereadOutcome.UNCHANGED,
    RereadOutcome.REFUSED,
    RereadOutcome.MOVED_ON,
)
_MEANING = {outcome: outcome.phrase for outcome in _PRINTED}
_DONE = "read by the same code before"


class ReprocessTally:
    """Counts the captures of one run by outcome; each is counted once."""

    def __init__(self, captures: int) -> None:
        self.captures = captures
        self.kinds: Counter[str] = Counter()
        self.done = 0
        self.not_read = 0  # their workers were killed from outside: another run tries them again

    @property
    def accounted(self) -> int:
        return self.kinds.total() + self.done

    @property
    def complete(self) -> bool:
        return self.accounted == self.captures

    def add(self, found: Difference) -> None:
        self.kinds[found.kind] += 1

    def rows(self) -> list[tuple[str, int]]:
        """Return what to print, adding up to the captures."""
        rows = [(f"{kind}: {meaning}", self.kinds[kind]) for kind, meaning in _MEANING.items()]
        rows += [(_DONE, self.done)] if self.done else []
        rows += [("not read: their workers were killed", self.not_read)] if self.not_read else []
        left = self.captures - self.accounted - self.not_read
        return rows + ([("not reached, or taken away meanwhile", left)] if left else [])


# As in imports (docs/explanation/performance.md#batches); a kill loses at most the work of one batch.
_BATCH = 50
# A run without a heartbeat for a minute counts as dead.
_HEARTBEAT = timedelta(seconds=10)


class Reprocess:
    """`run` once: `report(difference)` hears of every capture that changes something, in order.

    `declared` are the hints of declared sources by name, `undeclared` those of all others; what the pages of
    a host share is taken as it stands when the run begins. With `dry` nothing is written and everything is
    read; otherwise captures that the same reader has read are passed over, unless `again`. `metadata` makes
    revisions of changes that leave title, text and authors alone.
    """

    def __init__(
        self,
        archive: Archive,
        pool: Pool[PageToRead, Reading],
        *,
        declared: Mapping[str, PageHints],
        undeclared: PageHints = NO_HINTS,
        dry: bool = False,
        again: bool = False,
        metadata: bool = False,
    ) -> None:
        self._archive, self._pool = archive, pool
        self._declared, self._undeclared = declared, undeclared
        self._dry, self._again, self._metadata = dry, again, metadata
        self._shared: Mapping[tuple[str, str], SharedParts] = {}
        self._readers: dict[tuple[str, str], tuple[PageHints, str]] = {}
        self._waiting: deque[tuple[StoredCapture, str]] = deque()
        self._crawl = 0
        self._heard_at = clock.now()

    def run(
        self,
        captures: Sequence[int],
        *,
        report: Callable[[Difference], None],
        step: Callable[[int], None],
        stopping: Callable[[], bool],
    ) -> ReprocessTally:
        """Read the captures again and return the counts; once `stopping()` is true, finish and stop.

        Raises ArchiveError if the archive cannot be used; what was stored before stays.
        """
        tally = ReprocessTally(len(captures))
        if self._dry:
            self._shared = self._archive.reads.shared()
            self._read(captures, tally, report, step, stopping)
            return tally
        crawls = self._archive.crawls
        self._crawl = crawls.begin(None, CrawlKind.REPROCESS, clock.now())
        try:
            self._shared = self._archive.reads.shared()
            self._read(captures, tally, report, step, stopping)
        except BaseException:
            with suppress(ArchiveError):  # the first error is the one to tell
                crawls.end(self._crawl, clock.now(), "failed")
            raise
        crawls.end(self._crawl, clock.now(), "stopped" if stopping() else "finished")
        return tally

    def _read(
        self,
        captures: Sequence[int],
        tally: ReprocessTally,
        report: Callable[[Difference], None],
        step: Callable[[int], None],
        stopping: Callable[[], bool],
    ) -> None:
        batch: list[tuple[StoredCapture, CleanArticle, str]] = []
        for reading in self._pool.map(self._unread(captures, tally, step, stopping)):
            article = reading.article
            capture, reader = self._waiting.popleft()
            if article.reason == KILLED:
                tally.not_read += 1
                step(1)
                continue
            batch.append((capture, article, reader))
            if len(batch) >= _BATCH:
                self._finish(batch, tally, report, step)
        self._finish(batch, tally, report, step)

    def _finish(
        self,
        batch: list[tuple[StoredCapture, CleanArticle, str]],
        tally: ReprocessTally,
        report: Callable[[Difference], None],
        step: Callable[[int], None],
    ) -> None:
        if not batch:
            return
        store = self._archive.reprocessing
        if self._dry:
            found: Sequence[Difference] = [store.compare(capture, article) for capture, article, _ in batch]
        else:
            found = store.save(self._crawl, batch, metadata=self._metadata)
        for each in found:
            tally.add(each)
            if each.kind not in {RereadOutcome.UNCHANGED, RereadOutcome.REFUSED}:
                report(each)
        step(len(batch))
        batch.clear()

    def _unread(
        self,
        captures: Sequence[int],
        tally: ReprocessTally,
        step: Callable[[int], None],
        stopping: Callable[[], bool],
    ) -> Iterator[PageToRead]:
        for start in range(0, len(captures), _BATCH):
            for capture in self._archive.reprocessing.load(captures[start : start + _BATCH]):
                self._say_alive()
                if stopping():
                    return
                hints, reader = self._reader(capture.page)
                reader = of_page(reader, capture.page)
                if capture.reader == reader and not (self._dry or self._again):
                    tally.done += 1
                    step(1)
                else:
                    self._waiting.append((capture, reader))
                    yield PageToRead(page=capture.page, hints=hints)

    def _reader(self, page: FetchedPage) -> tuple[PageHints, str]:
        key = sharing_key(page)
        if key not in self._readers:
            declared = self._declared.get(page.source or "", self._undeclared)
            hints = replace(declared, shared=self._shared.get(key, NOTHING_SHARED))
            self._readers[key] = hints, reader_name(hints, mode="metadata" if self._metadata else "")
        return self._readers[key]

    def _say_alive(self) -> None:
        now = clock.now()
        if self._crawl and now - self._heard_at >= _HEARTBEAT:
            self._heard_at = now
            self._archive.crawls.heartbeat(self._crawl, now)
