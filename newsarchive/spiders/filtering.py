"""Which found links are asked for, by what the source and the operator said."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from newsarchive.discovery.reading import Link
from newsarchive.sources import Links


def why_left_out(link: Link, rules: Links, since: datetime | None) -> str | None:
    """Return why a link is not asked for (`off_pattern`, `denied`, `older_than_since`), None when it is."""
    if rules.allow and not any(re.search(pattern, link.url) for pattern in rules.allow):
        return "off_pattern"
    if any(re.search(pattern, link.url) for pattern in rules.deny):
        return "denied"
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
