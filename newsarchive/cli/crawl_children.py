"""Several sources, one after another, each in a child process; a signal ends the one at work and the rest."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Sequence

import click

from newsarchive.cli.crawl_one import Request
from newsarchive.cli.stopping import StopRequest
from newsarchive.errors import ArchiveError, EndedEarlyError

CHECK = 0.2  # seconds between two looks for a signal


def crawl_in_children(names: Sequence[str], asked: Request) -> int:
    """Crawl the sources in order and return the gravest exit code (1 over 4 over 3 over 2).

    An archive that went away ends the round: the sources after it would fail alike.
    """
    codes: list[int] = [0]
    with StopRequest() as stop:
        for name in names:
            codes.append(_crawl(name, asked, stop))
            if stop.received is not None:
                codes.append(EndedEarlyError.exit_code)
                break
            if codes[-1] == ArchiveError.exit_code:
                click.echo("newsarchive: the other sources are left for the next time.", err=True)
                break
    return max(codes, key=(0, 2, 3, 4, 1).index)


def _crawl(name: str, asked: Request, stop: StopRequest) -> int:
    # A session of its own: Ctrl-C reaches the child once, through us, not again from the terminal.
    with subprocess.Popen(_command(name, asked), start_new_session=True) as child:  # noqa: S603 - our own module
        told = False
        while True:
            try:
                code = child.wait(CHECK)
                break
            except subprocess.TimeoutExpired:
                if stop.received is not None and not told:
                    child.send_signal(signal.SIGTERM)
                    told = True
    if code in {0, 1, 2, 3, 4}:
        return code
    click.echo(f"newsarchive: the crawl of {name} was killed ({code}); run it again to go on.", err=True)
    return EndedEarlyError.exit_code


def _command(name: str, asked: Request) -> list[str]:
    command = [sys.executable, "-m", "newsarchive.cli.crawl_one", name]
    command += ["--limit", str(asked.limit)] if asked.limit is not None else []
    command += ["--since", asked.since] if asked.since is not None else []
    return [*command, "--due"] if asked.due else command
