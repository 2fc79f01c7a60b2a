"""What a robots.txt says, and how long what it said is believed (RFC 9309)."""

from __future__ import annotations

import codecs
import math
import re
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Literal

from protego import Protego

from newsarchive.politeness.host import HostState

MOST_BYTES = 500 * 1024  # what a crawler must parse at least (RFC 9309, 2.5)
FRESH = timedelta(hours=24)  # RFC 9309, 2.4
# A copy this old is no longer believed, and a robots.txt away for so long counts as none (2.3.1.4).
BELIEVED = timedelta(days=30)
AGAIN = timedelta(minutes=10)  # between two tries while it is away
LONGEST_DELAY = 86_400.0  # seconds of Crawl-delay obeyed: who asks for more is asked once a day
# 401 and 403 would be "no rules" by RFC 9309, 2.3.1.3; a host that hides its rules is left alone instead.
REFUSALS = frozenset({401, 403})
TOO_MANY = 429  # about us, not about the rules: as good as away

Standing = Literal["rules", "none", "refused", "unreachable"]
_NOT_ASCII = re.compile(rb"[\x80-\xff]")


class Rules:
    """A parsed robots.txt, asked for one agent; total."""

    def __init__(self, text: str, agent: str) -> None:
        self._agent = agent
        self._parsed = Protego.parse(text)

    def allow(self, url: str) -> bool:
        """Say whether the address may be asked for."""
        return bool(self._parsed.can_fetch(url, self._agent))

    @property
    def crawl_delay(self) -> float | None:
        """Seconds between two requests, at most LONGEST_DELAY; None where nothing usable is stated."""
        delay = self._parsed.crawl_delay(self._agent)
        if delay is None or not math.isfinite(delay) or delay <= 0:
            return None
        return min(float(delay), LONGEST_DELAY)


def decode_robots(body: bytes) -> str:
    """Return the text of a robots.txt: at most MOST_BYTES of it, whole lines; "" for a page of HTML.

    Bytes that are no UTF-8 become escapes, as addresses have them, whatever charset was meant.
    """
    if len(body) > MOST_BYTES:
        body = body[:MOST_BYTES].rpartition(b"\n")[0]
    if body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = body.decode("utf-16", "replace")
    else:
        body = body.removeprefix(codecs.BOM_UTF8)
        try:
            text = body.decode("utf-8")
        except UnicodeDecodeError:
            text = _NOT_ASCII.sub(lambda byte: b"%%%02X" % byte[0][0], body).decode("ascii")
    return "" if text.lstrip().startswith("<") else text.replace("\0", "")


def robots_due(state: HostState, now: datetime) -> bool:
    """Say whether robots.txt is to be asked for (again)."""
    if state.robots_away_since is not None:
        return state.robots_tried_at is None or now - state.robots_tried_at >= AGAIN
    return state.robots_fetched_at is None or now - state.robots_fetched_at >= FRESH


def robots_answered(state: HostState, status: int, body: bytes, now: datetime, agent: str) -> HostState:
    """Return the host after an answer to robots.txt; 5xx and 429 mean that it is away."""
    if status >= 500 or status == TOO_MANY:
        return replace(robots_away(state, now), robots_status=status)
    settled = replace(
        state,
        robots_state="refused" if status in REFUSALS else "none",
        robots_status=status,
        robots_text=None,
        robots_fetched_at=now,
        robots_tried_at=now,
        robots_away_since=None,
        crawl_delay=None,
    )
    text = decode_robots(body) if 200 <= status < 300 else ""
    if not text.strip():
        return settled
    return replace(
        settled, robots_state="rules", robots_text=text, crawl_delay=Rules(text, agent).crawl_delay
    )


def robots_away(state: HostState, now: datetime) -> HostState:
    """Return the host after robots.txt was asked for in vain."""
    return replace(
        state,
        robots_status=None,
        robots_tried_at=now,
        robots_away_since=state.robots_away_since or now,
    )


def standing(state: HostState, now: datetime) -> Standing:
    """Say by what the host's pages are judged now: rules, none, a refusal, or that nothing is known."""
    if state.robots_away_since is None:
        return state.robots_state or "unreachable"
    if state.robots_fetched_at is not None and now - state.robots_fetched_at < BELIEVED:
        return state.robots_state or "unreachable"
    return "none" if now - state.robots_away_since >= BELIEVED else "unreachable"
