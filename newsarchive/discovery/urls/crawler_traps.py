"""Recognises crawler traps: endless calendars, session ids, paths that repeat or never end.

The rules are those of established crawlers (such as Heritrix' PathologicalPathDecideRule and
TooManyPathSegmentsDecideRule). `CopyTrap` recognises one text under many URLs, which only fetching shows.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable
from typing import Literal
from urllib.parse import unquote, urlsplit

from newsarchive.discovery.urls.canonical_urls import canonical_url
from newsarchive.discovery.urls.url_shapes import shape_of
from newsarchive.lifecycle import SkipReason

Trap = Literal[
    SkipReason.TRAP_CALENDAR,
    SkipReason.TRAP_SESSION,
    SkipReason.TRAP_REPEATING,
    SkipReason.TRAP_TOO_DEEP,
    SkipReason.TRAP_TOO_MANY_PARAMETERS,
]

_MOST_SEGMENTS = 14  # news sites rarely have more than eight
_MOST_PARAMETERS = 10
_MOST_REPEATS = 3  # of one segment: /a/b/a/b/a/b comes from a wrong relative link (Heritrix allows two)
MOST_COPIES = 8  # URLs of one template with the same bytes: too many for copies of a press release

_SESSION = re.compile(
    r"(?:^|[&;?/])(?:sessionid|session_id|sessid|cfid|cftoken|osCsid|zenid"
    r"|s|sid)=[0-9a-z_.!-]{16,}|\(S\([0-9a-z]{20,}\)\)",
    re.IGNORECASE,
)
_CALENDAR_WORD = re.compile(
    r"/(?:calend[ae]r\w*|[a-z]+-calend[ae]r|agenda|kalender|rili|日历|events?[-_]?month)(?:/|\Z)",
    re.IGNORECASE,
)
_CALENDAR_QUERY = re.compile(
    r"(?:^|&)(?:month|monat|mes|mois|year|yr|day|week|date|ical|tribe-bar-date|eventdate|cal[-_]?\w*)=\d",
    re.IGNORECASE,
)


def trap_of(url: str) -> Trap | None:
    """Return the kind of trap that a URL looks like, None if it looks like none; total.

    Session ids that the canonical URL leaves out do not count.
    """
    try:
        parts = urlsplit(canonical_url(url) or url)
    except ValueError:
        return None
    if _SESSION.search(f"{parts.path}?{parts.query}"):
        return SkipReason.TRAP_SESSION
    if len([part for part in parts.query.split("&") if part]) > _MOST_PARAMETERS:
        return SkipReason.TRAP_TOO_MANY_PARAMETERS
    if _CALENDAR_WORD.search(parts.path) or _CALENDAR_QUERY.search(parts.query):
        return SkipReason.TRAP_CALENDAR
    return _path_trap([unquote(segment).lower() for segment in parts.path.split("/") if segment])


def _path_trap(segments: list[str]) -> Trap | None:
    if len(segments) > _MOST_SEGMENTS:
        return SkipReason.TRAP_TOO_DEEP
    repeated = any(segments.count(each) >= _MOST_REPEATS for each in set(segments) if not each.isdigit())
    return SkipReason.TRAP_REPEATING if repeated else None


class CopyTrap:
    """Recognises templates whose URLs return the same bytes again and again.

    A template is closed if `copies` of its URLs returned the same bytes, and these are at least half of its
    responses: the error page of a few withdrawn articles closes no template.
    """

    def __init__(self, copies: int = MOST_COPIES) -> None:
        self._copies = copies
        self._answers: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._closed: set[str] = set()

    def met(self, url: str, body_hash: str, is_shell: Callable[[], bool] = bool) -> bool:
        """Record the response for a URL, once each; return whether it closes the template.

        Pages that scripts fill are alike by nature, so `is_shell` is called before a template is closed.
        """
        template = _template(url)
        answers = self._answers[template]
        answers[body_hash] += 1
        copies = answers[body_hash]
        if template in self._closed or copies < self._copies or copies * 2 < answers.total():
            return False
        if is_shell():
            del answers[body_hash]
            return False
        self._closed.add(template)
        return True

    def is_closed(self, url: str) -> bool:
        """Say whether the URL's template is closed."""
        return bool(self._closed) and _template(url) in self._closed


def _template(url: str) -> str:
    shape = shape_of(url)
    return f"{'/'.join(shape.words)} {shape.key}" if shape else url
