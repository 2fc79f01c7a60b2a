"""`newsarchive worker`: one of any number of workers on one archive in PostgreSQL."""

from __future__ import annotations

import os
import socket
from importlib.util import find_spec
from pathlib import Path

import click

from newsarchive.cli.output import result_stream, write_table
from newsarchive.cli.project import project_settings
from newsarchive.cli.subprocesses import own_command
from newsarchive.errors import MissingExtraError
from newsarchive.logs.speaking import say_stamped, start
from newsarchive.monitoring.notify import Notifier, notifier
from newsarchive.schedule.crawl_runs import ChildCrawls
from newsarchive.schedule.declaration_files import Declarations
from newsarchive.schedule.due_snapshot import DueBoard
from newsarchive.sources import source_names
from newsarchive.storage import database_url, open_archive
from newsarchive.storage.migrating.job_queue import fleet_status, server


@click.command()
@click.option("--status", is_flag=True, help="Print workers, jobs and the last job of each source.")
@click.option(
    "--concurrency",
    type=click.IntRange(0, 64),
    default=2,
    show_default=True,
    help="Sources crawled at once; 0: only make jobs of what is due, for others.",
)
@click.option("--name", help="What --status calls this worker (default: machine and process).")
@click.pass_context
def command(context: click.Context, *, status: bool, concurrency: int, name: str | None) -> None:
    """Crawl what is due together with other workers, on this and other machines, until SIGTERM (exit code 3).

    Each minute one of the workers makes jobs of the sources that are due; whoever has room takes the next.
    The jobs of a worker that died are taken over within a minute. All machines need the same declarations.
    """
    server(database_url())
    if status:
        _show_status()
        return
    if find_spec("procrastinate") is None:
        raise MissingExtraError("A worker", "fleet")
    settings = project_settings()
    start(settings)
    original = Path(settings["NEWSARCHIVE_SOURCES"])
    source_names(original)
    open_archive(database_url()).close()
    context.exit(
        _work(original, concurrency, name or f"{socket.gethostname()}:{os.getpid()}", notifier(settings))
    )


def _work(original: Path, concurrency: int, name: str, people: Notifier) -> int:
    from newsarchive.schedule.fleet.fleet_worker import FleetWorker  # noqa: PLC0415 - an extra

    with Declarations(original) as declarations:
        crawls = ChildCrawls(
            lambda source: own_command("crawl", source, "--due"),
            {"NEWSARCHIVE_SOURCES": str(declarations.folder)},
        )
        board = DueBoard(declarations, database_url(), say_stamped, people)
        return FleetWorker(
            board, crawls, url=database_url(), name=name, concurrency=concurrency, say=say_stamped
        ).run()


def _show_status() -> None:
    tables = fleet_status(database_url())
    with result_stream(None) as stream:
        for number, table in enumerate(tables):
            stream.write(f"{'' if number == 0 else chr(10)}{table.title}\n".encode())
            stream.flush()
            write_table(stream, table.columns, table.rows)
