"""The group `watches`: list, check, run, test, retry, redirect and discard.

Each command declares its options here and imports its implementation when it runs, so that `--help` is quick.
"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from newsarchive.cli.options import DAY_COUNT
from newsarchive.gc_tuning import loading

_FORMS = ["table", "csv", "jsonl"]


@click.group("watches")
def watches_group() -> None:
    """Tell people of new, edited and withdrawn articles: list, check, try and run watches.

    A watch is settings/watches/NAME.toml. Each crawl, import and reprocess ends with what `run` does.
    """


@watches_group.command("list")
@click.option("--format", "form", type=click.Choice(_FORMS), default="table", show_default=True)
@click.option("--output", type=click.Path(path_type=Path), help="Write to a file instead of stdout.")
def list_watches_command(form: str, output: Path | None) -> None:
    """List the watches: what each found, and how many messages were sent, wait and failed.

    `state` is new (no run has seen it), active, invalid or removed. `reason` is why the last message that is
    not sent yet failed. `stranded` messages wait for a channel that NEWSARCHIVE_CHANNELS does not name.
    """
    with loading():
        from newsarchive.cli.watches import list_watches
    list_watches(form, output)


@watches_group.command("check")
@click.argument("names", nargs=-1, metavar="[NAME]...")
def check_watches_command(names: tuple[str, ...]) -> None:
    """Check the watches NAME (default: all) and the file of channels; say every mistake at once.

    Nothing is sent. Exit code 2 means that something is wrong.
    """
    with loading():
        from newsarchive.cli.watches import check_watches
    check_watches(names)


@watches_group.command("run")
def run_watches_command() -> None:
    """Match what is new in the archive with the watches, and send what is due.

    Only one process does so at a time. Exit code 3 means that a message could not be sent (later runs try it
    again), or that another process is at it; 2 that a declaration is wrong (the others are told all the
    same).
    """
    with loading():
        from newsarchive.cli.watches import run_watches
    sys.exit(run_watches())


@watches_group.command("test")
@click.argument("name", metavar="NAME")
@click.option(
    "--days", type=DAY_COUNT, default=7, show_default=True, help="Look at what was stored in so many days."
)
def test_watch_command(name: str, days: int) -> None:
    """Print what the watch NAME would have told of; nothing is sent, and nothing is recorded."""
    with loading():
        from newsarchive.cli.watches import print_watch_matches
    print_watch_matches(name, days)


@watches_group.command("retry")
@click.argument("name", metavar="[NAME]", required=False)
def retry_watch_command(name: str | None) -> None:
    """Let messages of the watch NAME (default: all) that failed be sent by the next run."""
    with loading():
        from newsarchive.cli.watches import retry_messages
    retry_messages(name)


@watches_group.command("redirect")
@click.argument("channel", metavar="CHANNEL")
@click.argument("to", metavar="TO")
def redirect_channel_command(channel: str, to: str) -> None:
    """Let what waits for CHANNEL, which may be named no more, go to the channel TO with the next run."""
    with loading():
        from newsarchive.cli.watches import redirect_messages_to
    redirect_messages_to(channel, to)


@watches_group.command("discard")
@click.argument("channel", metavar="CHANNEL")
def discard_channel_command(channel: str) -> None:
    """Give up what waits for CHANNEL, which may be named no more; feeds still have what was found."""
    with loading():
        from newsarchive.cli.watches import discard_messages_for
    discard_messages_for(channel)
