"""Addresses a list named and the rules of its source left out: one row each, so that `why` knows them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, or_, select, update

from newsarchive.storage.events import event_row
from newsarchive.storage.fitting import fit_text
from newsarchive.storage.interfaces import LeftOut
from newsarchive.storage.many_rows import insert_rows
from newsarchive.storage.registry import Address, chunks, ensure_urls
from newsarchive.storage.schema import url_events, urls
from newsarchive.storage.visiting.values import NEVER

# The state is that of what robots.txt closes; nobody tried these (`attempts` 0), and the planner never will.
SKIPPED = "skipped"
BY_RULE = ("off_pattern", "denied")
BY_TRAP = "trap_"


def leave_out(
    connection: Connection,
    crawl: int,
    left: Mapping[str, LeftOut],
    *,
    source: int,
    at: datetime,
    most: int,
) -> tuple[int, int]:
    """Write what was left out (by key); return how many addresses were new, and how many were too many.

    An address nobody knew gets a row and an event that says why; of one left out before an event is written
    where the reason is another now. Addresses that were asked for, or are going to be, stay as they are.
    """
    known = _known(connection, left)
    new = [key for key in left if key not in known][: max(0, most)]
    ensure_urls(connection, [_address(left[key], source, at) for key in new])
    moved = [
        key
        for key, (state, reason, attempts) in known.items()
        if state == SKIPPED and not attempts and _is_left_out(reason) and reason != left[key].reason
    ]
    for part in chunks(known):
        seen = update(urls).where(urls.c.url_key.in_(part), urls.c.last_seen_at < at)
        connection.execute(seen.values(last_seen_at=at))
    told = [{"own_key": key, "reason": fit_text(left[key].reason)} for key in (*new, *moved)]
    if told:
        marked = update(urls).where(urls.c.url_key == bindparam("own_key"))
        connection.execute(marked.values(last_error=bindparam("reason"), next_check_at=NEVER), told)
        insert_rows(connection, url_events, _events(connection, crawl, left, [*new, *moved], at))
    return len(new), len(left) - len(known) - len(new)


def take_in(connection: Connection, keys: Collection[str]) -> None:
    """Make addresses ones to be asked for that a rule left out before, and leaves in now."""
    for part in chunks(sorted(keys)):
        left_out = or_(urls.c.last_error.in_(BY_RULE), urls.c.last_error.startswith(BY_TRAP, autoescape=True))
        mine = urls.c.url_key.in_(part) & (urls.c.state == SKIPPED) & (urls.c.attempts == 0) & left_out
        connection.execute(
            update(urls).where(mine).values(state="found", last_error=None, next_check_at=None)
        )


def _is_left_out(reason: str | None) -> bool:
    return reason in BY_RULE or (reason or "").startswith(BY_TRAP)


def _known(connection: Connection, keys: Collection[str]) -> dict[str, tuple[str, str | None, int]]:
    found: dict[str, tuple[str, str | None, int]] = {}
    for part in chunks(sorted(keys)):
        query = select(urls.c.url_key, urls.c.state, urls.c.last_error, urls.c.attempts)
        rows = connection.execute(query.where(urls.c.url_key.in_(part)))
        found |= {row.url_key: (row.state, row.last_error, row.attempts) for row in rows}
    return found


def _address(left: LeftOut, source: int, at: datetime) -> Address:
    return Address(
        url=left.url,
        source_id=source,
        at=at,
        state=SKIPPED,
        found_in=left.found_in,
        hint_title=left.hint_title,
        hint_published_at=left.hint_published_at,
    )


def _events(
    connection: Connection, crawl: int, left: Mapping[str, LeftOut], keys: Sequence[str], at: datetime
) -> list[dict[str, object]]:
    numbers: dict[str, int] = {}
    for part in chunks(keys):
        rows = connection.execute(select(urls.c.url_key, urls.c.id).where(urls.c.url_key.in_(part)))
        numbers |= {row.url_key: row.id for row in rows}
    return [
        event_row(SKIPPED, url_id=numbers[key], crawl=crawl, at=at, reason=one.reason, detail=one.detail)
        for key, one in ((key, left[key]) for key in keys)
    ]
