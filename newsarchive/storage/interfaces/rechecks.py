"""What passes through the door `Visits`."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol

from newsarchive.storage.interfaces.crawl_store import KnownUrl

# The plan of what nobody is to ask for again.
NEVER = datetime(9999, 12, 31, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecheckPolicy:
    """What a source declares of visits.

    every    seconds between two polls of a listing; None: by how often it names something new
    window   how long after it was stored or published an article is rechecked; None: for ever
    budget   requests of a day (UTC) to be spent, rechecks last; None: no bound
    """

    every: float | None = None
    window: timedelta | None = timedelta(days=14)
    budget: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclaredSchedule:
    """A source's policy, and the addresses of the listings it declares."""

    policy: RecheckPolicy
    listings: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingDue:
    """When a listing is due, from when a crawl made anyway asks, and when it last answered in full.

    `read_by` says by which declaration the links of that answer were chosen.
    """

    next_poll_at: datetime
    piggyback_at: datetime
    last_full_at: datetime | None
    read_by: str | None = None


class Rechecks(Protocol):
    """When what is asked for again."""

    def listings(self, urls: Sequence[str]) -> dict[str, ListingDue]:
        """When these listings are due, by the address as given; those never polled are absent."""

    def due_articles(self, crawl: int, at: datetime, policy: RecheckPolicy) -> list[KnownUrl]:
        """Article addresses of the crawl's source that are due: rechecks, and failed ones for another try.

        Most likely edited first. Of rechecks no more than the day's budget leaves.
        """

    def change_report_limit(self, crawl: int, at: datetime, policy: RecheckPolicy) -> int | None:
        """How many of the articles that lists say were changed are looked at; None: all of them.

        Few while it is not known whether the lists of the crawl's source are to be believed, hardly any when
        they are not, and no more than the day's budget leaves.
        """

    def plan(self, crawl: int, at: datetime, policy: RecheckPolicy, called: Collection[str] = ()) -> None:
        """Learn from the crawl's rechecks, and plan the next visit of every article it asked for.

        `called` are addresses that were asked for because a list said they had changed.
        """
