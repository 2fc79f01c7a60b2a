"""What is due, as a table for people: source, last crawl, next crawl, state."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from newsarchive.schedule.due import NEVER_CRAWLED
from newsarchive.schedule.holding_back import Held
from newsarchive.storage.standings import INTERRUPTED, Standing

COLUMNS = ("source", "last crawl", "next due", "state")
NOBODY = Standing()


def table_rows(
    moments: Mapping[str, datetime],
    stands: Mapping[str, Standing],
    now: datetime,
    *,
    held: Mapping[str, Held],
    broken: Iterable[str],
) -> list[tuple[str, str, str, str]]:
    """Return the rows, what is due soonest first; times are UTC."""
    wrong = set(broken)
    rows = []
    for name, moment in sorted(moments.items(), key=lambda item: (item[1], item[0])):
        standing = stands.get(name, NOBODY)
        state = _state(moment, standing, now, held.get(name))
        if name in wrong:
            state += "; its file is wrong, goes on as declared before"
        rows.append((name, _time(standing.began, "never"), _next(moment), state))
    rows += [
        (name, "", "", "its file is wrong, see `sources check`") for name in sorted(wrong - moments.keys())
    ]
    return rows


def _state(moment: datetime, standing: Standing, now: datetime, held: Held | None) -> str:
    if standing.holder is not None:
        return f"at work: process {standing.holder.pid} on {standing.holder.host}"
    if moment > now:
        return "waiting"
    if held is not None and held.until > now:
        times = "once" if held.times == 1 else f"{held.times} times"
        return f"held back until {held.until:%H:%M:%S}: failed {times}, exit code {held.code}"
    if standing.began is not None and (standing.reason is None or standing.reason in INTERRUPTED):
        return f"due, the last was interrupted ({standing.reason or 'died'})"
    return "due"


def _next(moment: datetime) -> str:
    return "now" if moment == NEVER_CRAWLED else _time(moment)


def _time(moment: datetime | None, otherwise: str = "") -> str:
    return otherwise if moment is None else f"{moment:%Y-%m-%d %H:%M:%S}"
