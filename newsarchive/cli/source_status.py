"""`newsarchive status`: all sources at a glance; `unblock` and `recheck`: what to do about them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from newsarchive import clock
from newsarchive.cli.output import WRITERS, result_stream
from newsarchive.cli.project import project_sources_folder
from newsarchive.durations import DAY, HOUR, MINUTE
from newsarchive.environment import channels_file
from newsarchive.errors import ConfigurationError, UsageError
from newsarchive.exports.row_text import as_text
from newsarchive.logs.console import echo
from newsarchive.logs.formats import how_many
from newsarchive.politeness.backoff import block_text, is_blocked
from newsarchive.politeness.host_state import authority
from newsarchive.schedule.due import NEVER_CRAWLED, due_moments
from newsarchive.sources import Source, load_each_source
from newsarchive.storage import database_url, open_archive
from newsarchive.storage.frontier.host_records import unblock_host
from newsarchive.storage.frontier.recheck_store import mark_due
from newsarchive.storage.frontier.source_statuses import SourceStatus, source_statuses
from newsarchive.storage.queries.source_overview import SourceOverview, source_overviews
from newsarchive.storage.rows.crawl_ends import INTERRUPTED_REASONS
from newsarchive.watches.channels import load_channels
from newsarchive.watches.watch_run import stranding_lines

_COLUMNS = (
    *("source", "state", "blocked_until", "next_due", "why", "last_crawl", "last_new"),
    *("left_out", "suspicious", "incidents", "hidden_edits"),
)
_UNCRAWLED = "never_crawled"


def write_status(form: str, output: Path | None) -> None:
    """Write a row for each source, declared or imported, those in trouble first; retired ones are left out.

    A source whose declaration is invalid has the state `invalid`.
    """
    now = clock.now()
    loaded = load_each_source(project_sources_folder())
    named = {
        name: {authority(url) for url in (source.home, *source.urls()) if url}
        for name, source in loaded.sources.items()
    }
    known = source_overviews(database_url(), now, named)
    moments = due_moments(database_url(), loaded.sources.values(), now)
    statuses = source_statuses(database_url(), now)
    rows = []
    for name in sorted({*known, *loaded.names}):
        seen = known.get(name) or SourceOverview(source=name, state=_UNCRAWLED, last_new_at=None)
        status = statuses.get(name, SourceStatus())
        source = loaded.sources.get(name)
        state = "invalid" if name in loaded.mistakes else seen.state
        due = moments.get(name)
        rows.append(
            (
                name,
                state,
                ", ".join(f"{as_text(until)} ({host})" for host, until in seen.blocked) or None,
                _moment(due, now),
                _why(source, status, seen, due, now)
                if name not in loaded.mistakes
                else "its file is invalid",
                as_text(status.began) or None,
                as_text(seen.last_new_at) or None,
                seen.left_out,
                seen.suspicious,
                ", ".join(seen.incidents) or None,
                seen.hidden_edits,
            )
        )
    rows.sort(key=lambda row: (row[1] == "healthy", row[0]))
    if not rows and form == "table":
        echo("No source is declared. Declare one: newsarchive sources new URL", err=True)
        return
    with result_stream(output) as stream:
        WRITERS[form](stream, _COLUMNS, rows)
    if form == "table":
        _tell_of_messages()


def _tell_of_messages() -> None:
    """Say which watches have messages that could not be sent."""
    archive = open_archive(database_url())
    try:
        troubled = [one for one in archive.watching.counts() if one.in_trouble]
        try:
            stranded = archive.watching.stranded(load_channels(channels_file()))
        except ConfigurationError:  # 'newsarchive watches check' says what is wrong
            stranded = []
    finally:
        archive.close()
    for line in stranding_lines(stranded):
        echo(line, err=True)
    for one in troubled:
        echo(
            f"Watch {one.watch}: {how_many(one.failed, 'message')} failed, {one.waiting:,} wait"
            f" ({one.reason or 'no reason is kept'}); newsarchive watches retry tries again.",
            err=True,
        )


def unblock(host: str) -> None:
    """Lift the block of a host, and print what is due again; raises UsageError if the host is unknown."""
    name = authority(host) if "//" in host else authority(f"//{host}")
    now = clock.now()
    done = unblock_host(database_url(), name, now) if name else None
    if done is None:
        raise UsageError(
            f"The archive knows no host {host!r}.",
            hint="Give it as messages do: site.example, or site.example:8080."
            " 'newsarchive status' lists blocks.",
        )
    lifted = is_blocked(done.before, now)
    was = f"{block_text(done.before)}; that is lifted" if lifted else f"{name} was not blocked"
    echo(f"{was}. Its failures are forgotten, and its robots.txt is asked for anew.", err=True)
    echo(
        f"Due again: {how_many(done.urls, 'URL')} and {how_many(done.listings, 'listing')}."
        " A crawl that runs keeps what it knows.",
        err=True,
    )


def recheck(names: Sequence[str], since: datetime | None, *, every: bool) -> None:
    """Have stored articles rechecked, and print how many; raises UsageError for unknown sources."""
    declared = load_each_source(project_sources_folder())
    unknown = [name for name in names if name not in declared.names]
    listed = f"Declared are: {', '.join(declared.names) or 'none'}."
    if unknown:
        raise UsageError(f"Unknown source {', '.join(map(repr, unknown))}.", hint=listed)
    if bool(names) == every:
        raise UsageError("Name one or more sources, or give --all.", hint=listed)
    now = clock.now()
    marked = mark_due(database_url(), list(names) or declared.names, since, now)
    for name, due in marked.items():
        besides = (
            f", and {how_many(due.pages, 'URL')} whose pages were refused or are gone" if due.pages else ""
        )
        are = "is" if due.articles == 1 else "are"
        echo(f"{name}: {how_many(due.articles, 'article')} {are} due{besides}", err=True)
    echo(
        "The next crawl rechecks them, as far as requests_per_day lets it: newsarchive crawl --due", err=True
    )
    some = [name for name, due in marked.items() if due.articles or due.pages]
    wanted = [declared.sources[name] for name in some if name in declared.sources]
    for name, at in due_moments(database_url(), wanted, now).items():
        if at > now:
            echo(
                f"  {name} is due for 'crawl --due' and the scheduler at {as_text(at)} (UTC);"
                f" newsarchive crawl {name} does not wait.",
                err=True,
            )


def _moment(due: datetime | None, now: datetime) -> str | None:
    if due is None:
        return None
    return "now" if due <= now else as_text(due)


def _why(
    source: Source | None, status: SourceStatus, seen: SourceOverview, due: datetime | None, now: datetime
) -> str:
    """Return why a source is due, or by what it will be."""
    if source is None or due is None:
        return "not declared"
    return _why_by_crawls(status, due) or _why_by_plan(source, seen, due, now)


def _why_by_crawls(status: SourceStatus, due: datetime) -> str | None:
    if status.holder is not None:
        return f"being crawled by process {status.holder.pid} on {status.holder.host}"
    if status.began is None and due == NEVER_CRAWLED:
        return "never crawled"
    if status.reason is None or status.reason in INTERRUPTED_REASONS:
        return f"its last crawl was interrupted ({status.reason or 'died'})"
    return None


def _why_by_plan(source: Source, seen: SourceOverview, due: datetime, now: datetime) -> str:
    if source.at:
        return f"at {', '.join(f'{each:%H:%M}' for each in source.at)}"
    if source.every is not None:
        return f"every {_span(source.every)}"
    waiting = [
        how_many(count, what)
        for count, what in (
            (seen.unfinished, "unfinished URL"),
            (seen.listings, "listing"),
            (seen.rechecks, "recheck"),
        )
        if count
    ]
    if due > now:
        return "nothing is due yet" if not waiting else f"soon: {', '.join(waiting)}"
    return ", ".join(waiting) or "a listing never polled"


def _span(seconds: float) -> str:
    for unit, length in (("d", DAY), ("h", HOUR), ("m", MINUTE)):
        if seconds >= length and seconds % length == 0:
            return f"{seconds / length:.0f}{unit}"
    return f"{seconds:.0f}s"
