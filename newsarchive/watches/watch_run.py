"""Matches what is new in the archive with the watches, and delivers what was found, each message once.

A kill at any moment loses nothing: how far was read is written with what was found, in one transaction, and
a message is marked before it is sent (docs/explanation/watches.md).
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from itertools import groupby
from pathlib import Path

from newsarchive import clock
from newsarchive.durations import DAY, HOUR, MINUTE
from newsarchive.errors import ConfigurationError, EndedEarlyError, NewsarchiveError
from newsarchive.storage.interfaces.archive_interface import Archive
from newsarchive.storage.interfaces.watch_store import (
    ChangeBatch,
    DeliveryState,
    FoundMatch,
    OutgoingMessage,
    RegisteredWatch,
    StrandedMessages,
    WatchedChange,
    WatchRegistration,
)
from newsarchive.watches.channels import Channel, load_channels
from newsarchive.watches.delivery import Attempt, demand_services
from newsarchive.watches.sending import MOST_SENDING, Senders
from newsarchive.watches.watch_declaration import Watch
from newsarchive.watches.watch_files import load_watches
from newsarchive.watches.watch_matching import WatchIndex
from newsarchive.watches.watch_messages import composed
from newsarchive.watches.watch_metrics import write_watch_metrics

logger = logging.getLogger(__name__)

# Revisions looked at in one transaction: a hundredth of a second of writing.
_AT_ONCE = 500
# Messages of a channel marked at a time. A kill leaves as many in doubt as are marked, so: one.
_MARKED = 1
# Seconds for sending at the end of a crawl.
_BUDGET = 30.0
# How long until a message is tried again, and after how many tries it is given up: three days.
_WAITS = (MINUTE, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 6 * HOUR, 12 * HOUR, DAY, DAY)
# Watches that a line names.
_MOST_NAMED = 5
CUT_SHORT = "its process was killed while it was sent, and the channel does not want repeats"


@dataclass
class WatchOutcome:
    """What a run came to. `busy`: another process is at it. `failures`: the reason by channel."""

    matched: int = 0
    undone: int = 0
    sent: int = 0
    repeated: int = 0
    waiting: int = 0
    given_up: int = 0
    busy: bool = False
    unfinished: bool = False
    # Crawls that were cut short, whose pages wait for the next crawl of their source.
    held: int = 0
    unknown_channels: tuple[str, ...] = ()
    stranded: list[StrandedMessages] = field(default_factory=list)
    failures: dict[str, str] = field(default_factory=dict)


class WatchRun:
    """One run over an archive; `budget` are the seconds it may take for sending, None: as many as it takes.

    `stopping` is asked between two messages.
    """

    def __init__(
        self,
        archive: Archive,
        watches: Mapping[str, Watch],
        channels: Mapping[str, Channel],
        *,
        keep: Collection[str] = (),
        written: Mapping[str, datetime] | None = None,
        budget: float | None = None,
    ) -> None:
        self._store, self._incidents = archive.watching, archive.incidents
        self._watches = dict(watches)
        self._channels = dict(channels)
        # Watches whose files are wrong at the moment: they are told when these are right again.
        self._keep = frozenset(keep)
        self._written = written or {}
        self._budget = budget
        self._down: set[str] = set()
        self.outcome = WatchOutcome(
            unknown_channels=tuple(
                sorted({name for one in watches.values() for name in one.to if name not in channels})
            )
        )

    def run(self) -> WatchOutcome:
        """Match and deliver. Raises ArchiveError; then the next run goes on."""
        if not self._watches and not self._keep and not self._store.counts():
            return self.outcome
        if not self._store.acquire(clock.now()):
            self.outcome.busy = True
            return self.outcome
        more = True
        while more:
            try:
                self._match()
                self._deliver()
                self.outcome.stranded = self._store.stranded(self._channels)
            finally:
                self._store.release()
            # Whoever found this process at it has left its crawl to it.
            more = self._store.unread(1, clock.now()) is not None and self._store.acquire(clock.now())
        return self.outcome

    def _match(self) -> None:
        now = clock.now()
        declared = {
            name: WatchRegistration(since=self._start_of(one, now)) for name, one in self._watches.items()
        }
        registered = self._store.register(declared, now, unreadable=self._keep)
        index = WatchIndex(self._watches.values())
        for crawl in self._store.held(now).abandoned:
            self._incidents.judge(crawl, now)
        while (batch := self._store.unread(_AT_ONCE, clock.now())) is not None:
            chosen = index
            if batch.history_of is not None:
                one = self._watches.get(batch.history_of)
                chosen = WatchIndex([] if one is None else [one])
            found = found_matches(batch, chosen, registered, clock.now())
            self.outcome.matched += self._store.record(batch, found, clock.now())
        self.outcome.held = len(self._store.held(clock.now()).waiting)
        to = {name: one.to for name, one in self._watches.items()}
        self.outcome.undone += self._store.retract(clock.now(), to)

    def _start_of(self, watch: Watch, now: datetime) -> datetime:
        """Return from when on a new watch is told: as it says, else since its file was written."""
        if watch.since is not None:
            return datetime.combine(watch.since, time.min, UTC)
        return min(self._written.get(watch.name, now), now)

    def _deliver(self) -> None:
        begun = clock.now()
        bundled = [name for name, one in self._watches.items() if one.every is not None]
        with Senders() as senders:
            while True:
                over = self._budget is not None and (clock.now() - begun).total_seconds() > self._budget
                self.outcome.unfinished |= over
                if not over and self._begin_next(senders, bundled):
                    continue
                done = senders.finished()
                if not done:
                    return
                for message, attempt in done:
                    self._note(message, attempt)

    def _begin_next(self, senders: Senders, bundled: Collection[str]) -> bool:
        """Begin to send the next message of a channel that has time for it; False if there is none."""
        at_work = senders.at_work
        if len(at_work) >= MOST_SENDING:
            return False
        usable = [name for name in self._channels if name not in self._down | at_work]
        due = self._store.due(clock.now(), channels=usable, bundled=bundled, most=_MARKED)
        for message in due:
            self._send(senders, message)
        return bool(due)

    def _send(self, senders: Senders, message: OutgoingMessage) -> None:
        channel = self._channels[message.channel]
        if message.again and not channel.repeat:
            self.outcome.given_up += 1
            self._settle(message, DeliveryState.FAILED, CUT_SHORT)
            return
        if not message.parts:
            self._settle(message, DeliveryState.DROPPED, "not_shown")
            return
        watch = self._watches.get(message.watch)
        if watch is None:
            made = composed(message, message.watch)
        else:
            made = composed(message, watch.called, watch.message_language)
        self.outcome.repeated += message.again
        if failed := senders.send(channel, message, made, clock.now()):
            self._note(message, failed)

    def _note(self, message: OutgoingMessage, attempt: Attempt) -> None:
        """Record what came of a try."""
        channel = self._channels[message.channel]
        if attempt.sent:
            self.outcome.sent += 1
            if attempt.note:
                logger.warning("Watch %s: %s.", message.watch, attempt.note)
            self._settle(message, DeliveryState.SENT, None)
            return
        if attempt.channel_down:
            self._down.add(channel.name)
        reason = attempt.reason or "it was not sent"
        if attempt.in_doubt and not channel.repeat:
            reason = f"{reason}; it may have come, and the channel does not want repeats"
        self.outcome.failures[channel.name] = reason
        if message.attempts > len(_WAITS) or (attempt.in_doubt and not channel.repeat):
            self.outcome.given_up += 1
            logger.error("Watch %s: a message to %s was given up: %s.", message.watch, channel.name, reason)
            self._settle(message, DeliveryState.FAILED, reason)
            return
        self.outcome.waiting += 1
        logger.warning(
            "Watch %s: a message to %s failed (%s); tried again later.", message.watch, channel.name, reason
        )
        wait = timedelta(seconds=_WAITS[message.attempts - 1])
        self._settle(message, DeliveryState.WAITING, reason, again_at=clock.now() + wait)

    def _settle(
        self,
        message: OutgoingMessage,
        state: DeliveryState,
        reason: str | None,
        *,
        again_at: datetime | None = None,
    ) -> None:
        self._store.settle(message.key, state, clock.now(), reason=reason, again_at=again_at)


def found_matches(
    batch: ChangeBatch, index: WatchIndex, registered: Mapping[str, RegisteredWatch], at: datetime
) -> list[FoundMatch]:
    """Return what the changes of a batch are to the watches; each is told of what came after it was made."""
    found = []
    for change in batch.changes:
        for watch, kind in index.matches(change):
            told = registered.get(watch.name)
            if told is None or not _is_told(told, change):
                continue
            found.append(
                FoundMatch(
                    watch=watch.name,
                    change=change,
                    kind=kind,
                    channels=watch.to,
                    due=due_at(watch, at),
                    with_copies=watch.copies,
                )
            )
    return found


def _is_told(told: RegisteredWatch, change: WatchedChange) -> bool:
    """Say whether a change came after the watch; what is imported or backfilled from before is history."""
    if change.event_id:
        return change.event_id > told.after_event
    return change.revision_id > told.after_revision and change.captured_at >= told.told_since


def due_at(watch: Watch, at: datetime) -> datetime:
    """Return when a message is due: at once, or at the end of the watch's interval, counted from midnight."""
    if watch.every is None:
        return at
    passed = at.timestamp() // watch.every
    return datetime.fromtimestamp((passed + 1) * watch.every, UTC)


def demand_folder(archive: Archive, folder: Path) -> None:
    """Raise ConfigurationError if the folder of watches that are told is not there: they are not removed."""
    if not folder.is_dir() and any(one.removed_at is None for one in archive.watching.counts()):
        raise ConfigurationError(
            f"NEWSARCHIVE_WATCHES: {folder} is no folder, but watches were declared there.",
            hint="Nothing is forgotten until it is there again; an empty folder removes all watches.",
        )


def tell_watchers(
    archive: Archive,
    folder: Path,
    channels: Path | None,
    metrics: Callable[[], str | None] = lambda: None,
) -> WatchOutcome | None:
    """Match and deliver at the end of a crawl, an import or a reprocess; what fails is a warning.

    Messages that are not begun in half a minute are left for the next run, so that no crawl waits for them;
    one that is begun has its own limit of time (newsarchive.watches.sending).
    `metrics` returns the folder for what became of them (NEWSARCHIVE_METRICS), None for nowhere.
    """
    try:
        demand_folder(archive, folder)
        loaded = load_watches(folder)
        for lines in loaded.mistakes.values():
            logger.warning("%s", "\n".join(lines))
        known = load_channels(channels)
        demand_services(known)
        run = WatchRun(
            archive, loaded.watches, known, keep=loaded.mistakes, written=loaded.written, budget=_BUDGET
        )
        outcome = run.run()
        for line in stranding_lines(outcome.stranded):
            logger.warning("%s", line)
        measure_messages(archive, metrics())
    except EndedEarlyError:  # a signal, which is to end the command
        raise
    except NewsarchiveError as error:
        logger.warning("Watches could not be told: %s", error.message)
    except Exception:  # a fault of ours, or of a library: the crawl has ended well
        logger.exception("Watches could not be told; the next run tries again.")
    else:
        return outcome
    return None


def stranding_lines(stranded: Sequence[StrandedMessages]) -> list[str]:
    """Return what to say of messages that wait for channels which the settings do not name, one line each."""
    lines = []
    for channel, found in groupby(stranded, key=lambda one: one.channel):
        of = list(found)
        count = sum(one.messages for one in of)
        names = ", ".join(one.watch for one in of[:_MOST_NAMED]) + (", …" if len(of) > _MOST_NAMED else "")
        lines.append(
            f"Channel {channel}: NEWSARCHIVE_CHANNELS does not name it, and {count:,}"
            f" message{' waits' if count == 1 else 's wait'} for it (of {names}): name it there, or"
            f" 'newsarchive watches redirect {channel} OTHER', or 'newsarchive watches discard {channel}'."
        )
    return lines


def measure_messages(archive: Archive, folder: str | None) -> None:
    """Write what became of messages to the folder of metrics, if there is one and a watch was ever declared.

    A folder that cannot be written is a warning. Raises ArchiveError.
    """
    if folder is None or not (counts := archive.watching.counts()):
        return
    try:
        write_watch_metrics(Path(folder), counts)
    except OSError as error:
        logger.warning(
            "NEWSARCHIVE_METRICS: the metrics in %s could not be written: %s.", folder, error.strerror
        )
