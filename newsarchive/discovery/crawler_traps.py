"""Recognises crawler traps: endless calendars, session ids, paths that repeat or never end.

Known from the crawlers' handbooks (Heritrix' PathologicalPathDecideRule and TooManyPathSegmentsDecideRule
among them); what one text under many URLs means is for `CopyTrap`, fed by who fetches.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable
from typing import Literal
from urllib.parse import unquote, urlsplit

from newsarchive.discovery.url_shapes import shape_of
from newsarchive.discovery.urls import canonical_url
from newsarchive.lifecycle import SkipReason

Trap = Literal[
    SkipReason.TRAP_CALENDAR,
    SkipReason.TRAP_SESSION,
    SkipReason.TRAP_REPEATING,
    SkipReason.TRAP_TOO_DEEP,
    SkipReason.TRAP_TOO_MANY_PARAMETERS,
]

_MOST_SEGMENTS = 14  # news sites seldom pass eight
_MOST_PARAMETERS = 10
_MOST_REPEATS = 3  # of one segment: /a/b/a/b/a/b is a relative link gone wrong (Heritrix allows two)
MOST_COPIES = 8  # URLs of one template with the very same bytes: no longer a press release and its twin

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
    """Return why a URL is no page of its own, None where nothing speaks against it; total.

    Sessions that the canonical spelling leaves out are none.
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
    """One text under many URLs: says which template of URLs brings the same bytes ever again.

    A template is closed when `copies` of its URLs answered the same, and those are half of all it
    answered: the error page of a few withdrawn articles closes nothing.
    """

    def __init__(self, copies: int = MOST_COPIES) -> None:
        self._copies = copies
        self._answers: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._closed: set[str] = set()

    def met(self, url: str, body_hash: str, is_shell: Callable[[], bool] = bool) -> bool:
        """Note what a URL answered, each once; say whether that closes its template just now.

        Empty pages that scripts will fill are alike by nature: `is_shell` is asked before one is closed.
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
        """Say whether the URL is of a template that was closed."""
        return bool(self._closed) and _template(url) in self._closed


def _template(url: str) -> str:
    shape = shape_of(url)
    return f"{'/'.join(shape.words)} {shape.key}" if shape else url
