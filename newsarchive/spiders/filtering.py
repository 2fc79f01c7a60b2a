"""Which found links are asked for, by what the source and the operator said."""

from __future__ import annotations

from datetime import UTC, datetime

from newsarchive.discovery.matching import fits
from newsarchive.discovery.reading import Link
from newsarchive.discovery.traps import trap_of
from newsarchive.sources import Links


def why_left_out(link: Link, rules: Links, since: datetime | None) -> str | None:
    """Return why a link is not asked for, None when it is.

    `off_pattern`, `denied`, `older_than_since`, or of links chosen by a score `trap_` and the kind of trap.
    """
    if rules.allow and not fits(link.url, rules.allow):
        return "off_pattern"
    if fits(link.url, rules.deny):
        return "denied"
    if link.score < 1 and (trap := trap_of(link.url)) is not None:
        return f"trap_{trap}"
    published = _moment(link.published_at)
    if since is not None and published is not None and published < since:
        return "older_than_since"
    return None


def _moment(text: str | None) -> datetime | None:
    """A date without offset is taken for UTC: the comparison is with a day, and hours do not matter."""
    try:
        moment = datetime.fromisoformat(text) if text else None
    except ValueError:
        return None
    return moment.replace(tzinfo=UTC) if moment and moment.tzinfo is None else moment
