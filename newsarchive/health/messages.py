"""What people are told of spells of trouble: which source, what is wrong since when, and where to look."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from newsarchive.storage.health.values import Alarm

WHAT = {
    "missed": "expectations missed",
    "failed": "crawls fail",
    "blind": "not crawled any more",
    "vanished": "articles vanish",
    "unanswered": "the site does not answer",
}
FAILURES = "newsarchive query \"SELECT * FROM fetch_failures WHERE source = '{}' ORDER BY at DESC LIMIT 20\""
LOOK = {
    "missed": "newsarchive query \"SELECT * FROM source_health WHERE source = '{}'\"",
    "failed": "newsarchive crawl {}",
    "blind": "newsarchive query \"SELECT * FROM source_health WHERE state = 'blind'\"",
    "vanished": FAILURES,
    "unanswered": FAILURES,
}
# More sources are counted, not listed: a message is read on a telephone.
LISTED = 20


class Message(NamedTuple):
    """A line, and what there is to say."""

    title: str
    body: str


def message(alarms: Sequence[Alarm]) -> Message:
    """Return one message for these alarms (at least one)."""
    if len(alarms) == 1:
        return Message(_title(alarms[0]), _body(alarms[0]))
    begun = sum(alarm.ended_at is None for alarm in alarms)
    parts = [f"{begun} in trouble"] if begun else []
    parts += [f"{len(alarms) - begun} well again"] if begun < len(alarms) else []
    told = [f"{_title(alarm)}\n{_body(alarm)}" for alarm in alarms[:LISTED]]
    more = [f"… and {len(alarms) - LISTED} more."] if len(alarms) > LISTED else []
    return Message(f"newsarchive: {', '.join(parts)}", "\n\n".join([*told, *more]))


def _title(alarm: Alarm) -> str:
    if alarm.ended_at is not None:
        return f"newsarchive: {alarm.source} is well again ({WHAT[alarm.kind]})"
    return f"newsarchive: {alarm.source}: {WHAT[alarm.kind]}"


def _body(alarm: Alarm) -> str:
    since = f"since {alarm.raised_at:%Y-%m-%d %H:%M} UTC"
    if alarm.ended_at is not None:
        return f"Trouble {since}, over at {alarm.ended_at:%Y-%m-%d %H:%M} UTC. It was:\n{alarm.cause}"
    return f"{alarm.cause}\nKnown {since}. Look further: {LOOK[alarm.kind].format(alarm.source)}"
