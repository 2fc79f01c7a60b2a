"""The commands that show the archive to browsers, programs, agents and readers: serve, mcp, report.

They declare their options here and import their implementation when they run, so that `--help` is quick.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from newsarchive.cli.options import TIMEOUT_SECONDS, Seconds, as_typed
from newsarchive.errors import UsageError
from newsarchive.gc_tuning import loading

_F = TypeVar("_F", bound=Callable[..., Any])


def _access_options(command: _F) -> _F:
    """Add what says who may ask from where."""
    for option in reversed(
        (
            click.option(
                "--token-file",
                type=click.Path(path_type=Path),
                metavar="FILE",
                help="Ask for the token that this file holds (or NEWSARCHIVE_WEB_TOKEN).",
            ),
            click.option(
                "--trusted-proxy",
                "proxies",
                multiple=True,
                metavar="ADDRESS",
                help="Let in who comes by the proxy at this address and is logged in there; may be repeated.",
            ),
            click.option(
                "--login-header",
                default="X-Forwarded-User",
                show_default=True,
                metavar="NAME",
                help="The header in which a trusted proxy says who is logged in.",
            ),
            click.option(
                "--allow-host",
                "allowed",
                multiple=True,
                metavar="NAME",
                help="A name of this machine that URLs may have, besides --host and localhost;"
                " may be repeated.",
            ),
        )
    ):
        command = option(command)
    return command


_timeout = click.option(
    "--timeout",
    type=Seconds(0, 3_600, min_open=True),
    default=10.0,
    show_default=True,
    help="Stop each question to the archive after this many seconds.",
)


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port",
    type=click.IntRange(0, 65_535),
    default=8765,
    show_default=True,
    help="The port to listen on; 0 takes a free one.",
)
@_access_options
@click.option(
    "--outer-url",
    default="",
    metavar="URL",
    help="Where readers find these pages if a proxy stands before them, as in https://archive.example: feeds"
    " and mementos name it, and it counts as an --allow-host.",
)
@_timeout
@click.option(
    "--nice",
    type=click.IntRange(0, 19),
    default=10,
    show_default=True,
    help="Give way to other programs of this machine, as 'nice -n' does; the database's server does not.",
)
@click.option(
    "--edit-watches",
    is_flag=True,
    help="Let whoever may look here add, change and remove watches, by a form that writes their files.",
)
def serve_command(
    host: str,
    port: int,
    token_file: Path | None,
    proxies: tuple[str, ...],
    login_header: str,
    allowed: tuple[str, ...],
    outer_url: str,
    timeout: float,
    nice: int,
    *,
    edit_watches: bool,
) -> None:
    """Show the archive in a browser, and to programs by the API under /api/v1.

    Nothing can be changed there, but watches with --edit-watches. Without --host only this machine can ask;
    on any other address --token-file or --trusted-proxy is needed. SIGTERM and Ctrl-C end it (exit code 3).
    """
    with loading():
        from newsarchive.cli.serve import serve_archive
    sys.exit(
        serve_archive(
            host,
            port,
            token_file=token_file,
            proxies=proxies,
            login_header=login_header,
            allowed=allowed,
            outer_url=outer_url,
            timeout=timeout,
            nice=nice,
            edit_watches=edit_watches,
        )
    )


@click.command("mcp")
@click.option("--http", is_flag=True, help="Listen on a port instead of stdin.")
@click.option("--host", default="127.0.0.1", show_default=True, help="With --http: the address to listen on.")
@click.option(
    "--port",
    type=click.IntRange(0, 65_535),
    default=8766,
    show_default=True,
    help="With --http: the port to listen on; 0 takes a free one.",
)
@_access_options
@_timeout
def mcp_command(
    http: bool,
    host: str,
    port: int,
    token_file: Path | None,
    proxies: tuple[str, ...],
    login_header: str,
    allowed: tuple[str, ...],
    timeout: float,
) -> None:
    """Answer AI agents by the Model Context Protocol: search, article, history, why, gaps, SQL.

    Without --http an agent's program starts it and speaks to it on stdin and stdout; it ends when stdin is
    closed. With --http it answers at /mcp, on this machine only unless --token-file or --trusted-proxy is
    given. Nothing can be changed by it. SIGTERM and Ctrl-C end it (exit code 3).
    """
    with loading():
        from newsarchive.cli.mcp import serve_agent, serve_agents
    if not http:
        sys.exit(serve_agent(timeout))
    sys.exit(
        serve_agents(
            host,
            port,
            token_file=token_file,
            proxies=proxies,
            login_header=login_header,
            allowed=allowed,
            timeout=timeout,
        )
    )


_DAY = click.DateTime(["%Y-%m-%d"])


@click.command("report")
@click.option("--since", type=_DAY, help="The first day (default: thirty days in all).")
@click.option("--until", type=_DAY, help="The last day (default: the newest that is over everywhere).")
@click.option("--source", "sources", multiple=True, metavar="NAME", help="Only this source; may be repeated.")
@click.option(
    "--lang", "tongue", type=click.Choice(["en", "zh"]), default="en", show_default=True, help="Its language."
)
@click.option(
    "--html",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write one file that a browser shows without a network; - is stdout.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the same numbers as JSON.")
@click.option(
    "--timeout",
    type=TIMEOUT_SECONDS,
    default=600.0,
    show_default=True,
    help="Stop reading the archive after this many seconds (exit code 3).",
)
def report_command(
    since: datetime | None,
    until: datetime | None,
    sources: tuple[str, ...],
    tongue: Any,
    html: Path | None,
    as_json: bool,
    timeout: float,
) -> None:
    """Report on a period: volume, coverage, trouble, edits, authors and more, as charts and tables.

    Both days are included; days are those of each source's time zone. Days on which a source was not seen
    are marked in every chart of volume. The same period of the same archive gives the same bytes.
    """
    if html is not None and as_json:
        raise UsageError("Give either --html or --json.")
    with loading():
        from newsarchive.cli.period_report import write_report
    write_report(
        since.date() if since else None,
        until.date() if until else None,
        [as_typed(name) for name in sources],
        tongue,
        html,
        as_json=as_json,
        timeout=timeout,
    )
