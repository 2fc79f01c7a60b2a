"""Which found links are asked for, by what the source and the operator said."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from newsarchive.discovery.matching import fits, fitting
from newsarchive.discovery.reading import Link
from newsarchive.discovery.traps import trap_of
from newsarchive.sources import Links
from newsarchive.text.dates.evidence import url_date

A_DAY = timedelta(days=1)
OFF_PATTERN = "off_pattern"
OUT_OF_RANGE = frozenset({"older_than_since", "newer_than_until"})


def why_left_out(
    link: Link, rules: Links, since: datetime | None, until: datetime | None = None
) -> str | None:
    """Return why a link is not asked for, None when it is.

    `off_pattern`, `denied`, `older_than_since`, `newer_than_until`; of links chosen by a score also `trap_`
    with the kind of trap.
    """
    if rules.allow and not fits(link.url, rules.allow):
        return OFF_PATTERN
    if fits(link.url, rules.deny):
        return "denied"
    if link.score < 1 and (trap := trap_of(link.url)) is not None:
        return f"trap_{trap}"
    return out_of_range(link.url, link.published_at, link.changed_at, since, until)


def rule_behind(link: Link, rules: Links, reason: str) -> str | None:
    """Return which rule of the declaration left a link out, for people."""
    if reason == "denied":
        return f"[links] deny has {fitting(link.url, rules.deny)!r}"
    return "no pattern of [links] allow fits" if reason == OFF_PATTERN else None


def out_of_range(
    url: str,
    published_at: str | None,
    changed_at: str | None,
    since: datetime | None,
    until: datetime | None,
) -> str | None:
    """Return how a document is outside the range, by its date, its last change, else the day in its address.

    What was last changed before `since` was published before. A day without a clock is taken with a day's
    leeway on both sides, since nobody knows the zone.
    """
    published = _moment(published_at)
    changed = _moment(changed_at)
    day = _moment(url_date(url)) if published is None else None
    latest = [published, changed + A_DAY if changed else None, day + 2 * A_DAY if day else None]
    if since is not None and any(moment is not None and moment < since for moment in latest):
        return "older_than_since"
    earliest = [published, day - A_DAY if day else None]
    if until is not None and any(moment is not None and moment > until for moment in earliest):
        return "newer_than_until"
    return None


def _moment(text: str | None) -> datetime | None:
    """A date without offset is taken for UTC: the comparison is with a day, and hours do not matter."""
    try:
        moment = datetime.fromisoformat(text) if text else None
    except ValueError:
        return None
    return moment.replace(tzinfo=UTC) if moment and moment.tzinfo is None else moment
