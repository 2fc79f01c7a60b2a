"""Decides which URLs are requested: new ones that the rules allow, known ones that are due or changed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Literal

from newsarchive.declared_schedule import recheck_window
from newsarchive.discovery.documents import Link
from newsarchive.discovery.urls.canonical_urls import fitting, matches_pattern
from newsarchive.discovery.urls.crawler_traps import trap_of
from newsarchive.lifecycle import ANSWERED, UNANSWERED, SkipReason
from newsarchive.planning.disappearance import delay_before_second_look
from newsarchive.sources import Links, Source
from newsarchive.storage.interfaces.crawl_store import FrontierUrl
from newsarchive.testimony import stated_moment
from newsarchive.text.dates.markup_dates import url_date

# Which links are requested, by the rules of the source and the options of the operator.

_A_DAY = timedelta(days=1)
OFF_PATTERN = SkipReason.OFF_PATTERN
OUT_OF_RANGE_REASONS = frozenset({"older_than_since", "newer_than_until"})


def why_left_out(
    link: Link, rules: Links, since: datetime | None, until: datetime | None = None
) -> str | None:
    """Return the reason why a link is left out, None if it is requested.

    `off_pattern`, `denied`, `older_than_since`, `newer_than_until`; for links chosen by a score also `trap_`
    and the kind of trap.
    """
    if rules.allow and not matches_pattern(link.url, rules.allow):
        return OFF_PATTERN
    if matches_pattern(link.url, rules.deny):
        return SkipReason.DENIED
    if link.score < 1 and (trap := trap_of(link.url)) is not None:
        return trap
    return out_of_range(link.url, link.published_at, link.changed_at, since, until)


def rule_behind(link: Link, rules: Links, reason: str) -> str | None:
    """Return the rule of the declaration that excludes a link, for people."""
    if reason == SkipReason.DENIED:
        return f"[links] deny has {fitting(link.url, rules.deny)!r}"
    return "no pattern of [links] allow fits" if reason == OFF_PATTERN else None


def out_of_range(
    url: str,
    published_at: str | None,
    changed_at: str | None,
    since: datetime | None,
    until: datetime | None,
) -> str | None:
    """Return how a document is outside the range: by its date, its last change, or the day in its URL.

    A document last changed before `since` was published before. A day without a time has a tolerance of a
    day on both sides, since its time zone is unknown.
    """
    published = stated_moment(published_at)
    changed = stated_moment(changed_at)
    day = stated_moment(url_date(url)) if published is None else None
    latest = [published, changed + _A_DAY if changed else None, day + 2 * _A_DAY if day else None]
    if since is not None and any(moment is not None and moment < since for moment in latest):
        return "older_than_since"
    earliest = [published, day - _A_DAY if day else None]
    if until is not None and any(moment is not None and moment > until for moment in earliest):
        return "newer_than_until"
    return None


# Whether a known URL is fetched again: new, unfinished and recent ones are, older articles are not.

Choice = Literal["new", "recheck", "known", "waiting"]
# How far back a crawl without `--due` rechecks articles (docs/explanation/polling.md#the-recheck-window).
_RECHECKED_DAYS = 7


def recheck_since(source: Source, now: datetime, since: datetime | None) -> datetime | None:
    """Return the time since which articles are rechecked, None for all.

    The operator's `since` overrides the declared window.
    """
    if since is not None:
        return since
    window = recheck_window(source, _RECHECKED_DAYS)
    return None if window is None else now - window


def choose(known: FrontierUrl, cutoff: datetime | None) -> Choice:
    """Decide what to do with a URL that a listing names."""
    if known.new or known.state in UNANSWERED:
        return "new"
    return "recheck" if known.is_missing or _recent(known, cutoff) else "known"


def choose_due(known: FrontierUrl, now: datetime) -> Choice:
    """Decide what to do with a URL that a listing names, if only what is due is fetched.

    Due rechecks are not decided here: they are planned within the budget (Plan.due).
    """
    planned = known.next_check_at
    if known.new or known.state in UNANSWERED:
        return "waiting" if planned is not None and planned > now else "new"
    if known.is_missing:
        return "recheck" if _is_worth_checking(known, now) else "known"
    return "known"


def _is_worth_checking(known: FrontierUrl, now: datetime) -> bool:
    """Say whether to check if a missing page that a listing names is back; the waits grow with each check."""
    unsure = known.state in ANSWERED
    waits = timedelta(seconds=delay_before_second_look(known.attempts, unsure=unsure))
    return known.last_fetched_at is None or now - known.last_fetched_at >= waits


def _recent(known: FrontierUrl, cutoff: datetime | None) -> bool:
    if cutoff is None:
        return True
    moments = (known.first_stored_at or known.last_fetched_at, known.published_at)
    return any(moment is not None and _aware(moment) >= cutoff for moment in moments)


def _aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


# Change reports: which known articles a listing reports as changed since our last fetch.


def reported_changes(links: Iterable[Link], named: Iterable[FrontierUrl], now: datetime) -> list[str]:
    """Return the known URLs whose entry reports a change since our last fetch (`updated`, `lastmod`).

    A day without a time counts from midnight UTC. Times without an offset and future times are ignored.
    """
    changed = {link.url: changed_at(link.changed_at) for link in links}
    return [
        known.url
        for known in named
        if known.last_fetched_at is not None
        and (moment := changed.get(known.url)) is not None
        and known.last_fetched_at < moment <= now
    ]


def changed_at(text: str | None) -> datetime | None:
    """Return a timestamp in UTC; None if it is invalid or has no offset."""
    stamp = (text or "").strip()
    try:
        moment = datetime.fromisoformat(stamp)
        if moment.tzinfo is None and not _is_day(stamp):
            return None
        return moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _is_day(stamp: str) -> bool:
    try:
        date.fromisoformat(stamp)
    except ValueError:
        return False
    return True
