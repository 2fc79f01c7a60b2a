"""The recheck schedule: when each listing and article is fetched next."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol

from newsarchive.storage.interfaces.crawl_store import FrontierUrl

# The next check of a URL that must not be fetched again.
NEVER = datetime(9999, 12, 31, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecheckPolicy:
    """What a source declares about being fetched again.

    every    seconds between two crawls; None: each listing is polled by how often it names something new
    window   how long after it was stored, published or edited an article is rechecked; None: for ever
    budget   requests per UTC day, of which rechecks get what is left; None: unlimited
    """

    every: float | None = None
    window: timedelta | None = timedelta(days=14)
    budget: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclaredSchedule:
    """A source's policy, and the URLs of the listings it declares."""

    policy: RecheckPolicy
    listings: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingDue:
    """When a listing is due, from when a crawl that runs anyway polls it, and its last complete answer.

    `read_by` is the version of the declaration by which the links of that answer were chosen.
    """

    next_poll_at: datetime
    piggyback_at: datetime
    last_full_at: datetime | None
    read_by: str | None = None


class Rechecks(Protocol):
    """The recheck schedule of the archive."""

    def listings(self, urls: Sequence[str]) -> dict[str, ListingDue]:
        """Return when these listings are due, by URL as given; listings never polled are absent."""

    def due_articles(self, crawl: int, at: datetime, policy: RecheckPolicy) -> list[FrontierUrl]:
        """Return the due article URLs of the crawl's source: rechecks, and failed ones to try again.

        The articles most likely to have been edited come first. Rechecks stay within the day's budget.
        """

    def change_report_limit(self, crawl: int, at: datetime, policy: RecheckPolicy) -> int | None:
        """Return how many articles to fetch because listings report a change; None: all of them.

        Few as long as the reports of the source are untested, hardly any once they proved wrong, and never
        more than the day's budget allows.
        """

    def plan(self, crawl: int, at: datetime, policy: RecheckPolicy, reported: Collection[str] = ()) -> None:
        """Learn from the crawl's rechecks, and plan the next fetch of every article it fetched.

        `reported` are URLs that were fetched because a listing reported a change.
        """
