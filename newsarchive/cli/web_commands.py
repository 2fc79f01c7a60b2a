"""The commands that show the archive to browsers, programs and agents: serve, mcp.

They declare their options here and import their implementation when they run, so that `--help` is quick.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from newsarchive.cli.options import Seconds
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
@_timeout
def serve_command(
    host: str,
    port: int,
    token_file: Path | None,
    proxies: tuple[str, ...],
    login_header: str,
    allowed: tuple[str, ...],
    timeout: float,
) -> None:
    """Show the archive in a browser, and to programs by the API under /api/v1.

    Nothing can be changed there. Without --host only this machine can ask; on any other address --token-file
    or --trusted-proxy is needed. SIGTERM and Ctrl-C end it (exit code 3).
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
            timeout=timeout,
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
