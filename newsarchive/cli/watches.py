"""`newsarchive watches`: lists, checks, tries and runs watches."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from newsarchive import clock
from newsarchive.cli.output import WRITERS, result_stream
from newsarchive.environment import channels_file, metrics_folder, watches_folder
from newsarchive.errors import ConfigurationError, NewsarchiveError, UsageError
from newsarchive.exports.row_text import as_text
from newsarchive.logs.console import echo
from newsarchive.logs.formats import how_many, spelled_name, visible
from newsarchive.storage import database_url, open_archive
from newsarchive.storage.interfaces.archive_interface import Archive
from newsarchive.storage.interfaces.watch_store import (
    DeliveryPart,
    OutgoingMessage,
    StrandedMessages,
    WatchCounts,
)
from newsarchive.watches.channels import Channel, load_channels
from newsarchive.watches.delivery import demand_services
from newsarchive.watches.watch_declaration import Watch
from newsarchive.watches.watch_files import LoadedWatches, load_watches, watch_file
from newsarchive.watches.watch_matching import WatchIndex
from newsarchive.watches.watch_messages import composed
from newsarchive.watches.watch_run import WatchRun, demand_folder, measure_messages, stranding_lines

_COLUMNS = (
    "watch",
    "state",
    "matches",
    "last_match_at",
    "sent",
    "waiting",
    "failed",
    "not_sent",
    "repeated",
    "stranded",
    "to",
    "reason",
)


def list_watches(form: str, output: Path | None) -> None:
    """Write the watches that are declared or were."""
    loaded = load_watches(watches_folder())
    archive = open_archive(database_url())
    try:
        counts = {one.watch: one for one in archive.watching.counts()}
        stranded = _stranded(archive)
    finally:
        archive.close()
    names = sorted({*loaded.watches, *loaded.mistakes, *counts})
    waiting: Counter[str] = Counter()
    for one in stranded:
        waiting[one.watch] += one.messages
    if not names and form == "table":
        echo(f"No watch is declared in {watches_folder()}.", err=True)
        return
    with result_stream(output) as stream:
        WRITERS[form](
            stream, _COLUMNS, [_row(name, loaded, counts.get(name), waiting[name]) for name in names]
        )
    if form == "table":
        for line in stranding_lines(stranded):
            echo(line, err=True)


def _stranded(archive: Archive) -> list[StrandedMessages]:
    """Return what waits for channels that are not named; nothing where the file of channels is wrong."""
    try:
        channels = load_channels(channels_file())
    except ConfigurationError as error:
        echo(f"{error.message} What waits for which channel is therefore not told.", err=True)
        return []
    return archive.watching.stranded(channels)


def _row(
    name: str, loaded: LoadedWatches, counts: WatchCounts | None, stranded: int
) -> tuple[str | int | None, ...]:
    watch = loaded.watches.get(name)
    if name in loaded.mistakes:
        state = "invalid"
    elif watch is None:
        state = "removed"
    else:
        state = "new" if counts is None or counts.removed_at is not None else "active"
    if counts is None:
        return name, state, 0, None, 0, 0, 0, 0, 0, 0, _to(watch), None
    return (
        name,
        state,
        counts.matches,
        as_text(counts.last_match_at),
        counts.sent,
        counts.waiting,
        counts.failed,
        counts.dropped,
        counts.repeated,
        stranded,
        _to(watch),
        counts.reason,
    )


def _to(watch: Watch | None) -> str:
    return ", ".join(watch.to) if watch is not None else ""


def check_watches(names: Sequence[str]) -> None:
    """Print that all is well; raises ConfigurationError with every mistake."""
    folder = watches_folder()
    loaded = load_watches(folder)
    known = {*loaded.watches, *loaded.mistakes}
    if unknown := [name for name in names if name not in known]:
        raise ConfigurationError(
            f"Unknown watch{'es' if len(unknown) > 1 else ''} {', '.join(map(repr, unknown))} in {folder}.",
            hint=f"Declared are: {', '.join(map(spelled_name, sorted(known))) or 'none'}.",
        )
    wanted = set(names or known)
    lines = [line for name in sorted(wanted & loaded.mistakes.keys()) for line in loaded.mistakes[name]]
    channels: dict[str, Channel] | None = None
    try:
        channels = load_channels(channels_file())
        demand_services(channels)
    except ConfigurationError as error:
        lines.append(error.message)
    if channels is not None:
        for name in sorted(wanted & loaded.watches.keys()):
            lines += _channel_mistakes(watch_file(folder, name), loaded.watches[name], channels)
    for line in _remarks(wanted, loaded, channels):
        echo(line, err=True)
    if lines:
        raise ConfigurationError("\n".join(lines))
    right = "watch is" if len(wanted) == 1 else "watches are"
    echo(f"{len(wanted)} {right} right: {', '.join(sorted(wanted)) or f'none in {folder}'}.")


def _remarks(
    wanted: Collection[str], loaded: LoadedWatches, channels: Mapping[str, Channel] | None
) -> list[str]:
    """Return what to say of these watches beside the archive, none of which is a mistake for certain.

    Sources that it does not have, and messages that wait for channels which are not named.
    """
    try:
        archive = open_archive(database_url())
    except NewsarchiveError:  # declarations can be checked before there is an archive
        return []
    try:
        known = archive.sources()
        lines = [
            line
            for name in sorted(wanted & loaded.watches.keys())
            for line in _sources_to_come(loaded.watches[name], known)
        ]
        if channels is not None:
            waiting = [one for one in archive.watching.stranded(channels) if one.watch in wanted]
            lines += stranding_lines(waiting)
        return lines
    finally:
        archive.close()


def _sources_to_come(watch: Watch, known: Collection[str]) -> Iterator[str]:
    for source in watch.sources:
        if source not in known:
            yield (
                f"Watch {watch.name}: the archive has no source {source!r}; until it has, nothing is told of"
                " it."
            )


def _channel_mistakes(file: Path, watch: Watch, channels: dict[str, Channel]) -> Iterator[str]:
    known = ", ".join(channels) or "none: set NEWSARCHIVE_CHANNELS to a file that names some"
    for name in watch.to:
        if name not in channels:
            yield f"{file}: to = {name!r}: allowed: the name of a channel ({known})"


def run_watches() -> int:
    """Match and deliver; return the exit code. Raises ConfigurationError if the channels are wrong."""
    channels = load_channels(channels_file())
    demand_services(channels)
    folder = metrics_folder()
    archive = open_archive(database_url())
    try:
        demand_folder(archive, watches_folder())
        loaded = load_watches(watches_folder())
        done = WatchRun(archive, loaded.watches, channels, keep=loaded.mistakes, written=loaded.written).run()
        measure_messages(archive, folder)
    finally:
        archive.close()
    if done.busy:
        echo("Another process matches and delivers just now.", err=True)
        return 3
    echo(
        f"{done.matched:,} new matches; {done.sent:,} messages sent"
        f"{f', {done.repeated:,} of them perhaps for the second time' if done.repeated else ''}"
        f"{f'; {done.undone:,} undone' if done.undone else ''}"
        f"{f'; {done.waiting:,} failed and are tried again' if done.waiting else ''}"
        f"{f'; {done.given_up:,} given up' if done.given_up else ''}."
    )
    for name, reason in sorted(done.failures.items()):
        echo(f"{name}: {reason}", err=True)
    if done.held:
        echo(
            f"The pages of {done.held:,} crawls that were cut short wait for the next crawl of their source,"
            " at most a day.",
            err=True,
        )
    for name in done.unknown_channels:
        if all(one.channel != name for one in done.stranded):
            echo(
                f"{name}: no channel of this name is in NEWSARCHIVE_CHANNELS; its messages will wait.",
                err=True,
            )
    for line in stranding_lines(done.stranded):
        echo(line, err=True)
    for lines in loaded.mistakes.values():
        echo("\n".join(lines), err=True)
    if loaded.mistakes:
        return 2
    return 3 if done.failures or done.given_up or done.unknown_channels or done.stranded else 0


def print_watch_matches(name: str, days: int) -> None:
    """Print what a watch would have told of in the last days."""
    folder = watches_folder()
    loaded = load_watches(folder)
    if name in loaded.mistakes:
        raise ConfigurationError("\n".join(loaded.mistakes[name]))
    if name not in loaded.watches:
        raise UsageError(
            f"There is no watch {name!r} in {folder}.",
            hint=f"Declared are: {', '.join(sorted(loaded.watches)) or 'none'}.",
        )
    watch = loaded.watches[name]
    index = WatchIndex([watch])
    found = 0
    archive = open_archive(database_url())
    try:
        for line in _sources_to_come(watch, archive.sources()):
            echo(line, err=True)
        for change in archive.watching.recent(clock.now() - timedelta(days=days)):
            for _, kind in index.matches(change):
                found += 1
                part = DeliveryPart(number=found, kind=kind, change=change)
                message = OutgoingMessage(
                    key="", watch=name, channel="", attempts=0, again=False, parts=(part,)
                )
                shown = composed(message, watch.called, watch.message_language)
                echo(f"{shown.subject}\n{visible(shown.text.rpartition(chr(10) * 2 + '-- ')[0])}\n")
    finally:
        archive.close()
    echo(f"{name} would have told of {how_many(found, 'change')} in {how_many(days, 'day')}.", err=True)


def retry_messages(name: str | None) -> None:
    """Let messages that failed be sent by the next run."""
    archive = open_archive(database_url())
    try:
        count = archive.watching.retry(name, clock.now())
    finally:
        archive.close()
    echo(f"{count:,} messages are sent by the next run: newsarchive watches run.")


@contextmanager
def alone_at_messages(archive: Archive) -> Iterator[None]:
    """Keep other processes from sending: what is being sent would be given up, or sent twice.

    Raises UsageError while another one sends.
    """
    if not archive.watching.acquire(clock.now()):
        raise UsageError("Another process matches and delivers just now.", hint="Try again once it is done.")
    try:
        yield
    finally:
        archive.watching.release()


def redirect_messages_to(channel: str, to: str) -> None:
    """Let what waits for a channel go to another one; UsageError if that is not named."""
    if to == channel:
        raise UsageError(
            f"{channel} is where these messages wait.",
            hint="Name another channel, or give them up: newsarchive watches discard.",
        )
    channels = load_channels(channels_file())
    if to not in channels:
        raise UsageError(
            f"NEWSARCHIVE_CHANNELS names no channel {to!r}.",
            hint=f"Named are: {', '.join(sorted(channels)) or 'none'}.",
        )
    archive = open_archive(database_url())
    try:
        with alone_at_messages(archive):
            count = archive.watching.redirect(channel, to, clock.now())
    finally:
        archive.close()
    echo(f"{count:,} messages go to {to} with the next run: newsarchive watches run.")


def discard_messages_for(channel: str) -> None:
    """Give up what waits for a channel, and print how much that is."""
    archive = open_archive(database_url())
    try:
        with alone_at_messages(archive):
            count = archive.watching.discard(channel, clock.now())
    finally:
        archive.close()
    echo(f"{count:,} messages for {channel} are given up; the feeds of their watches still have them.")
