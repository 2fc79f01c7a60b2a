"""robots.txt: what it allows, and for how long a copy is used (RFC 9309)."""

from __future__ import annotations

import codecs
import io
import math
import re
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import islice

from protego import Protego

from newsarchive.durations import DAY
from newsarchive.politeness.host_state import HostState, RobotsVerdict

MOST_ROBOTS_BYTES = 500 * 1024  # what a crawler must parse at least (RFC 9309, 2.5)
_FRESH = timedelta(hours=24)  # RFC 9309, 2.4
# A copy is used no longer than this, and a robots.txt unavailable for this long counts as none (2.3.1.4).
_BELIEVED = timedelta(days=30)
_AGAIN = timedelta(minutes=10)  # between two tries while it is unavailable
_MOST_SITEMAPS = 1_000
LONGEST_CRAWL_DELAY = DAY  # seconds of Crawl-delay that are obeyed: at least one request a day
# 401 and 403 would be "no rules" by RFC 9309, 2.3.1.3; a host that hides its rules is left alone instead.
_REFUSALS = frozenset({401, 403})
_TOO_MANY = 429  # says nothing about the rules: treated as unavailable

# Portals' robots.txt have some hundreds of rules. One with wildcards is looked for in each URL asked for:
# a thousand take 1 ms (2026-11), no more than the rest of a request.
MOST_WILD_RULES = 1_000
_MOST_WILDCARDS, _LONGEST_RULE = 16, 2_048  # of one rule; no URL asked for is longer
_OTHERS = "User-agent: -"
DISALLOW_ALL = "User-agent: *\nDisallow: /\n"

_AGENT = re.compile(r"\s*user[ -]?agent\s*[:\s]\s*", re.IGNORECASE)
_RULE = re.compile(
    r"\s*(?:(allow)|di[sa]{1,3}l{1,2}[ao]w)\s*[:\s]\s*", re.IGNORECASE
)  # as Protego misspells it
_DELAY = re.compile(r"\s*crawl[- ]delay\s*[:\s]\s*", re.IGNORECASE)
_NOT_ASCII = re.compile(rb"[\x80-\xff]")


class Rules:
    """A parsed robots.txt for one user agent; its methods never raise.

    `shortened`: the number of rules that were cut or dropped because there are too many or they are too long
    (see `rules_for`).
    """

    def __init__(self, text: str, agent: str) -> None:
        self._agent = agent
        ours, self.shortened = rules_for(text, agent)
        self._parsed = Protego.parse(ours)

    def allow(self, url: str) -> bool:
        """Say whether the URL may be fetched."""
        return bool(self._parsed.can_fetch(url, self._agent))

    @property
    def sitemaps(self) -> tuple[str, ...]:
        """The URLs of its sitemaps, at most _MOST_SITEMAPS; they hold for every user agent."""
        return tuple(islice(self._parsed.sitemaps, _MOST_SITEMAPS))

    @property
    def crawl_delay(self) -> float | None:
        """Seconds between two requests, at most LONGEST_CRAWL_DELAY; None without a valid Crawl-delay."""
        delay = self._parsed.crawl_delay(self._agent)
        if delay is None or not math.isfinite(delay) or delay <= 0:
            return None
        return min(float(delay), LONGEST_CRAWL_DELAY)


def rules_for(text: str, agent: str) -> tuple[str, int]:
    """Return the lines of a robots.txt for a user agent, and the number of rules that were shortened.

    Protego copies each rule for each user agent above it but uses one group only, so the other groups are
    left out. Rules beyond the limits are decided against us, so that nothing is fetched that may be
    forbidden: of a Disallow that is too long or has too many wildcards the beginning is kept, which forbids
    more; an Allow is dropped.
    """
    lines: list[str] = []
    shortened = wild = 0
    concerns_us = in_rules = False
    ours = _chosen_name(text, agent)
    for line in io.StringIO(text, newline=None):
        words = line.partition("#")[0].strip()
        if found := _AGENT.match(words):
            is_ours = ours is not None and _bare(words[found.end() :]) == ours
            concerns_us, in_rules = is_ours or (concerns_us and not in_rules), False
            words = f"User-agent: {ours}" if is_ours else _OTHERS
            if lines and lines[-1] == words:
                continue
        elif found := _RULE.match(words):
            in_rules = True
            if not concerns_us:
                continue
            words, is_whole = _shortened(words, found.end(), keep_wild=wild < MOST_WILD_RULES)
            wild += "*" in words
            shortened += not is_whole
        elif (found := _DELAY.match(words)) and _is_beyond_floats(words[found.end() :]):
            words = f"Crawl-delay: {LONGEST_CRAWL_DELAY}"
        if words:
            lines.append(words)
    return "\n".join(lines), shortened


def _is_beyond_floats(number: str) -> bool:
    """Say whether a number is so large that Python reads it as infinite; Protego drops those."""
    try:
        return number[:1].isdigit() and float(number) == math.inf
    except ValueError:
        return False


def _chosen_name(text: str, agent: str) -> str | None:
    """Return the user agent in the file whose rules Protego applies to `agent`, None if there is none."""
    found: dict[str, None] = {}
    for line in io.StringIO(text, newline=None):
        if named := _AGENT.match(words := line.partition("#")[0].strip()):
            name = _bare(words[named.end() :])
            if name == "*" or (name and name in agent.lower()):
                found[name] = None
    names = list(found)
    # To learn which one, give each a Crawl-delay of its own and ask for that.
    groups = (f"User-agent: {name}\nCrawl-delay: {at}" for at, name in enumerate(names, start=1))
    chosen = Protego.parse("\n".join(groups)).crawl_delay(agent)
    return None if chosen is None else names[int(chosen) - 1]


def _bare(name: str) -> str:
    """Return a user agent as Protego compares it: without stars."""
    name = name.strip().lower()
    return name if name == "*" else name.replace("*", "")


def _shortened(line: str, start: int, *, keep_wild: bool) -> tuple[str, bool]:
    """Return as much of the rule as the limits allow, and whether that is all of it."""
    pattern = line[start:]
    most = _MOST_WILDCARDS if keep_wild else 0
    pieces = pattern[:_LONGEST_RULE].split("*")
    if len(pattern) <= _LONGEST_RULE and len(pieces) - 1 <= most:
        return line, True
    if _RULE.match(line[:start])[1]:  # type: ignore[index] # it is what was matched
        return "", False
    kept = "*".join(pieces[: most + 1]) or "/"
    # The longest rule wins (RFC 9309, 2.2.2): stars at the end keep its length without changing its meaning.
    return "Disallow: " + (kept.ljust(min(len(pattern), _LONGEST_RULE), "*") if "*" in kept else kept), False


def decode_robots(body: bytes) -> str:
    """Return the text of a robots.txt: whole lines of at most MOST_ROBOTS_BYTES; "" for an HTML page.

    Bytes that are not UTF-8 are percent-encoded, as they are in URLs, whatever their charset.
    """
    if len(body) > MOST_ROBOTS_BYTES:
        body = body[:MOST_ROBOTS_BYTES].rpartition(b"\n")[0]
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
    """Say whether robots.txt must be fetched (again)."""
    if state.robots_away_since is not None:
        return state.robots_tried_at is None or now - state.robots_tried_at >= _AGAIN
    return state.robots_fetched_at is None or now - state.robots_fetched_at >= _FRESH


def robots_answered(state: HostState, status: int, text: str, now: datetime) -> HostState:
    """Return the host after a response for robots.txt; `text` is its decoded body (decode_robots).

    5xx and 429 count as unavailable. `crawl_delay` is set by the caller, who parses the rules.
    """
    if status >= 500 or status == _TOO_MANY:
        return replace(robots_away(state, now), robots_status=status)
    settled = replace(
        state,
        robots_state=RobotsVerdict.REFUSED if status in _REFUSALS else RobotsVerdict.NONE,
        robots_status=status,
        robots_text=None,
        robots_fetched_at=now,
        robots_tried_at=now,
        robots_away_since=None,
        crawl_delay=None,
    )
    if not 200 <= status < 300 or not text.strip():
        return settled
    return replace(settled, robots_state=RobotsVerdict.RULES, robots_text=text)


def robots_away(state: HostState, now: datetime) -> HostState:
    """Return the host after a fetch of robots.txt that failed."""
    return replace(
        state,
        robots_status=None,
        robots_tried_at=now,
        robots_away_since=state.robots_away_since or now,
    )


def robots_verdict(state: HostState, now: datetime) -> RobotsVerdict:
    """Return what decides about the host's pages now; `rules`: the robots.txt in `robots_text`."""
    if state.robots_away_since is None:
        return state.robots_state or RobotsVerdict.UNREACHABLE
    if state.robots_fetched_at is not None and now - state.robots_fetched_at < _BELIEVED:
        return state.robots_state or RobotsVerdict.UNREACHABLE
    old = now - state.robots_away_since >= _BELIEVED
    return RobotsVerdict.NONE if old else RobotsVerdict.UNREACHABLE
