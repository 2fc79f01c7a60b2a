"""The arguments of a crawl, as the command line or `scrapy crawl -a` give them: text, checked."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import UTC, datetime

from newsarchive.errors import UsageError


@dataclass(frozen=True, slots=True)
class Arguments:
    """`limit`: articles asked for at most, None without end; `since`, `until`: others are left out.

    `due`: only what is due is asked for. `backfill`: what lies between is looked for as far back as listings
    go; `wayback`: in the Wayback Machine as well. `fresh`: ETags and dates of change are ignored,
    and listings are read to their last page.
    """

    limit: int | None = None
    since: datetime | None = None
    until: datetime | None = None
    due: bool = False
    backfill: bool = False
    wayback: bool = False
    fresh: bool = False


def read_arguments(
    limit: str | None,
    since: str | None,
    until: str | None = None,
    backfill: object = None,
    wayback: object = None,
    due: str | None = None,
    fresh: object = None,
    **unknown: object,
) -> Arguments:
    """Return the arguments; UsageError says what is allowed."""
    for name in unknown:
        allowed = ", ".join(("source", *(one.name for one in fields(Arguments))))
        raise UsageError(f"{name!r} is no argument of a crawl; allowed: {allowed}.")
    arguments = Arguments(
        limit=_limit(limit),
        since=_moment("since", since),
        until=_moment("until", until),
        due=_due(due),
        backfill=bool(backfill),
        wayback=bool(wayback),
        fresh=bool(fresh),
    )
    if arguments.since and arguments.until and arguments.since > arguments.until:
        raise UsageError(
            f"--since {since} is after --until {until}: nothing is dated so.",
            hint="Give the earlier day with --since, the later one with --until.",
        )
    if arguments.backfill and arguments.since is None:
        raise UsageError("--backfill needs --since: how far back to look.")
    if arguments.wayback and not arguments.backfill:
        raise UsageError("--wayback can only be used with --backfill.")
    if arguments.backfill and arguments.due:
        raise UsageError("--backfill cannot be combined with --due; name sources, or give --all.")
    if arguments.fresh and arguments.due:
        raise UsageError("--fresh cannot be combined with --due; name sources, or give --all.")
    return arguments


def _due(text: str | None) -> bool:
    if text not in {None, "", "0", "1"}:
        raise UsageError(f"due={text!r} is invalid; allowed: 1 or 0.")
    return text == "1"


def _limit(text: str | None) -> int | None:
    if text is None:
        return None
    if not (text.isascii() and text.isdigit()) or int(text) < 1:
        raise UsageError(f"limit={text!r} is not a number of articles; allowed: a whole number from 1.")
    return int(text)


def _moment(name: str, text: str | None) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text) if text else None
    except ValueError as error:
        raise UsageError(
            f"{name}={text!r} is not a date; allowed: YYYY-MM-DD, or with a time (UTC)."
        ) from error
    return moment.replace(tzinfo=UTC) if moment and moment.tzinfo is None else moment
