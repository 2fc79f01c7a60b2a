"""The values and the store of watches: what is matched with them, what they found, and what was sent."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from newsarchive.stored_word import Word


class MatchKind(Word):
    """What a watch tells of an article (`watch_matches.kind`)."""

    NEW = "new", "A new article.", "new"
    EDITED = "edited", "The publisher edited the article.", "edited"
    ADDED = "added", "The publisher added text with the watch's words in it.", "text added"
    HEADLINE = "headline", "The headline changed.", "headline changed"
    WITHDRAWN = "withdrawn", "The article counts as withdrawn.", "withdrawn"
    RETURNED = "returned", "A withdrawn article answers again.", "back again"
    UNDONE = "undone", "What was told before belonged to an incident, and is undone.", "was no edit"


# Told of an edit, which is a revision with a number above 1.
OF_EDITS = (MatchKind.EDITED, MatchKind.ADDED, MatchKind.HEADLINE)


class DeliveryState(Word):
    """What became of a message (`watch_deliveries.state`)."""

    WAITING = "waiting", "It is to be sent, or tried again."
    SENDING = "sending", "It is being sent, or was when the process was killed: it is sent again then."
    SENT = "sent", "The channel took it."
    FAILED = "failed", "It was given up after many tries; the reason says why."
    DROPPED = "dropped", "It was not sent, for the reason given."


UNSETTLED_DELIVERIES = (DeliveryState.WAITING, DeliveryState.SENDING)


class DropReason(Word):
    """Why a message is not sent (`watch_deliveries.reason`)."""

    COPY = "copy", "Another copy of the article was told of before (`copies`)."
    UNDONE = "undone", "An incident that is over, or was dismissed, made the edit."
    NOT_SHOWN = "not_shown", "A changed rule of its source leaves the article out."
    NO_WATCH = "no_watch", "The watch was removed before it was sent."
    DISCARDED = "discarded", "The operator gave it up (`newsarchive watches discard`)."


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchedChange:
    """A revision, or the withdrawal or return of an article, as watches look at it.

    `old_title`, `old_text` and `old_authors` are of the revision before that no incident doubts; None and
    empty where there is none. `event_id` is 0 for a revision; its page was fetched at `captured_at`. `said`
    is MatchKind.NEW, EDITED (an edit of any kind), WITHDRAWN or RETURNED.
    """

    said: MatchKind
    revision_id: int
    event_id: int
    article_id: int
    number: int
    source: str
    url: str
    title: str | None
    text: str
    authors: tuple[str, ...]
    language: str | None
    script: str | None
    old_title: str | None
    old_text: str | None
    old_authors: tuple[str, ...]
    stealth: bool
    captured_at: datetime
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchRegistration:
    """A declared watch: from when on it is told, once it is registered."""

    since: datetime


@dataclass(frozen=True, slots=True)
class RegisteredWatch:
    """The last revision and event that a watch is not told of, and from when on pages must have come."""

    after_revision: int
    after_event: int
    told_since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundMatch:
    """A match to record: `channels` get a message, not before `due`."""

    watch: str
    change: WatchedChange
    kind: MatchKind
    channels: tuple[str, ...]
    due: datetime
    with_copies: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeBatch:
    """Changes to match, and how far the archive was read: hand it back with what was found.

    `history_of` names the one watch that they are for, None: all. `last` says that nothing more is there now.
    """

    changes: tuple[WatchedChange, ...]
    crawl: int
    from_revision: int
    to_revision: int
    from_event: int
    to_event: int
    held: Mapping[int, int]
    history_of: str | None
    last: bool


@dataclass(frozen=True, slots=True)
class HeldRuns:
    """Crawls that were cut short, whose pages watches do not look at yet.

    `waiting` for the next crawl of their source, `abandoned` by it: to be judged, and looked at then.
    """

    waiting: tuple[int, ...]
    abandoned: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryPart:
    """One match in a message."""

    number: int
    kind: MatchKind
    change: WatchedChange
    copies: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class OutgoingMessage:
    """A message that is marked as being sent; `key` is the same at each try. `again`: a try was cut short."""

    key: str
    watch: str
    channel: str
    attempts: int
    again: bool
    parts: tuple[DeliveryPart, ...]


@dataclass(frozen=True, slots=True)
class StrandedMessages:
    """Messages of a watch that wait for a channel which the settings do not name."""

    channel: str
    watch: str
    messages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchCounts:
    """What a watch found, and the state of its messages; `reason` is of the last that failed."""

    watch: str
    registered_at: datetime
    removed_at: datetime | None
    matches: int
    last_match_at: datetime | None
    waiting: int
    sent: int
    failed: int
    dropped: int
    repeated: int
    reason: str | None

    @property
    def in_trouble(self) -> bool:
        """Whether messages were given up, or wait since a try failed; those of a removed watch are past."""
        return self.removed_at is None and bool(self.failed or (self.waiting and self.reason))


class Watching(Protocol):
    """What watches found, and the messages about it. All raise ArchiveError."""

    def register(
        self, declared: Mapping[str, WatchRegistration], at: datetime, *, unreadable: Collection[str] = ()
    ) -> dict[str, RegisteredWatch]:
        """Give each declared watch a row, and close those of watches that are gone; return them by name.

        Those whose declaration is `unreadable` now stop, and read on from there when it is right again.
        """

    def acquire(self, at: datetime) -> bool:
        """Become the one process that matches and delivers; False while another one does."""

    def beat(self, at: datetime) -> None:
        """Say that this process is alive."""

    def release(self) -> None:
        """Let others match and deliver."""

    def unread(self, most: int, at: datetime) -> ChangeBatch | None:
        """Return the next changes that no watch was matched with, None if there are none."""

    def held(self, at: datetime) -> HeldRuns:
        """Return the crawls whose pages are held back though they no longer go on."""

    def record(self, batch: ChangeBatch, found: Sequence[FoundMatch], at: datetime) -> int:
        """Record matches, their messages, and how far was read, all or nothing; return the new matches."""

    def retract(self, at: datetime, channels: Mapping[str, tuple[str, ...]]) -> int:
        """Settle what incidents that have ended undid: drop what waits, tell of what was sent."""

    def due(
        self, at: datetime, *, channels: Collection[str], bundled: Collection[str], most: int
    ) -> list[OutgoingMessage]:
        """Mark messages that are due as being sent, and return them; `bundled` watches get one for all."""

    def settle(
        self, key: str, state: DeliveryState, at: datetime, *, reason: str | None, again_at: datetime | None
    ) -> None:
        """Record what became of a message: sent, failed, or waiting until `again_at`."""

    def retry(self, watch: str | None, at: datetime) -> int:
        """Let messages that failed be tried again at once; return their number."""

    def stranded(self, channels: Collection[str]) -> list[StrandedMessages]:
        """Return what waits for other channels than these, by channel and watch."""

    def redirect(self, channel: str, to: str, at: datetime) -> int:
        """Let what waits for a channel go to another one; return how many messages that are."""

    def discard(self, channel: str, at: datetime) -> int:
        """Give up what waits for a channel; return how many messages that are."""

    def recent(self, since: datetime) -> Iterator[WatchedChange]:
        """Yield what watches would look at that was stored since a moment; doubted edits are left out."""

    def counts(self) -> list[WatchCounts]:
        """Return the watches that are registered, by name."""
