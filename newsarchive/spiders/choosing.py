"""What of the known is asked for again, and how: new, unfinished and recent yes; old news no."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Literal

from newsarchive.habits import recheck_window
from newsarchive.planning.vanishing import look_again
from newsarchive.sources import Source
from newsarchive.storage.interfaces import KnownUrl

Choice = Literal["new", "recheck", "known", "waiting"]
# Never answered; those that failed wait for their time when only what is due is asked for.
UNANSWERED = frozenset({"found", "claimed", "failed", "skipped"})
# How far back a crawl goes that rechecks whatever is recent (DESIGN 2.2).
RECHECKED_DAYS = 7


def recheck_since(source: Source, now: datetime, since: datetime | None) -> datetime | None:
    """Return the moment at or after which stored articles are rechecked, None for all of them.

    An operator's `since` stands for the declared window.
    """
    if since is not None:
        return since
    window = recheck_window(source, RECHECKED_DAYS)
    return None if window is None else now - window


def choose(known: KnownUrl, cutoff: datetime | None) -> Choice:
    """Say what becomes of an address that was found (again)."""
    if known.new or known.state in UNANSWERED:
        return "new"
    return "recheck" if known.is_missing or _recent(known, cutoff) else "known"


def choose_due(known: KnownUrl, now: datetime) -> Choice:
    """Say what becomes of an address that was found (again) when only what is due is asked for.

    Rechecks that are due come from the planner, which keeps to the budget (Plan.due).
    """
    planned = known.next_check_at
    if known.new or known.state in UNANSWERED:
        return "waiting" if planned is not None and planned > now else "new"
    if known.is_missing:
        return "recheck" if _may_be_back(known, now) else "known"
    return "known"


def _may_be_back(known: KnownUrl, now: datetime) -> bool:
    """A list that names a missing page contradicts; ones that name dead links for ever are believed less."""
    waits = timedelta(seconds=look_again(known.attempts))
    return known.last_fetched_at is None or now - known.last_fetched_at >= waits


def _recent(known: KnownUrl, cutoff: datetime | None) -> bool:
    if cutoff is None:
        return True
    moments = (known.first_stored_at or known.last_fetched_at, known.published_at)
    return any(moment is not None and _aware(moment) >= cutoff for moment in moments)


def _aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
