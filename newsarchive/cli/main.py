"""The `newsarchive` command: finds the subcommand, and turns errors into messages and exit codes."""

from __future__ import annotations

import codecs
import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import click

from newsarchive.cli.archive_commands import (
    db_group,
    export_group,
    forget_command,
    import_group,
    reprocess_command,
)
from newsarchive.cli.broken_pipe import reader_may_leave
from newsarchive.cli.crawl_commands import (
    crawl_command,
    demo_command,
    schedule_command,
    sources_group,
    worker_command,
)
from newsarchive.cli.operating_commands import (
    incidents_group,
    overview_command,
    recheck_command,
    unblock_command,
)
from newsarchive.cli.reading_commands import (
    decode_command,
    extract_command,
    history_command,
    query_command,
    search_command,
    why_command,
)
from newsarchive.cli.stopping import StopAtOnce
from newsarchive.cli.watch_commands import watches_group
from newsarchive.cli.web_commands import mcp_command, report_command, serve_command
from newsarchive.errors import EndedEarlyError, NewsarchiveError
from newsarchive.logs.console import print_error
from newsarchive.logs.formats import visible


class CommandLine(click.Group):
    """Turns errors into messages and exit codes; lists its commands by name."""

    def make_context(self, *words: Any, **more: Any) -> click.Context:
        _accept_every_character()
        with _errors_printed():
            return super().make_context(*words, **more)

    def invoke(self, ctx: click.Context) -> Any:
        # Commands that have work to finish replace the handlers of StopAtOnce.
        with _errors_printed(), StopAtOnce():
            return super().invoke(ctx)


def _accept_every_character() -> None:
    """Make stdout and stderr accept every character, also in the locale C or in Latin-1.

    ASCII means that no locale is set; then the terminal most likely shows UTF-8, as click assumes too.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            ascii_only = codecs.lookup(stream.encoding).name == "ascii"
            stream.reconfigure(encoding="utf-8" if ascii_only else stream.encoding, errors="backslashreplace")


@contextmanager
def _errors_printed() -> Iterator[None]:
    """Print our errors and exit with their codes; escape control characters that click's messages quote."""
    try:
        with reader_may_leave():
            yield
    except NewsarchiveError as error:
        with suppress(EndedEarlyError), reader_may_leave():
            print_error(error)
        sys.exit(error.exit_code)
    except click.ClickException as error:
        message = error.format_message()
        if visible(message) == message:
            raise
        raise click.UsageError(visible(message), getattr(error, "ctx", None)) from error


@click.group(cls=CommandLine, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="newsarchive", prog_name="newsarchive")
def main() -> None:
    """Crawl news sites, keep every revision of every article, and query the archive."""


for each in (
    *(crawl_command, schedule_command, worker_command, demo_command, sources_group),
    *(overview_command, incidents_group, recheck_command, unblock_command),
    *(db_group, import_group, export_group, reprocess_command, forget_command),
    *(query_command, search_command, history_command, why_command, extract_command, decode_command),
    *(serve_command, mcp_command, report_command, watches_group),
):
    main.add_command(each)
