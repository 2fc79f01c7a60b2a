"""`newsarchive worker`: runs one of several workers on an archive in PostgreSQL."""

from __future__ import annotations

import os
import socket
from importlib.util import find_spec
from pathlib import Path

from newsarchive.cli.output import result_stream
from newsarchive.cli.project import project_settings
from newsarchive.cli.subprocesses import own_command
from newsarchive.cli.tables import write_table
from newsarchive.errors import MissingExtraError
from newsarchive.logs.console import print_stamped, set_up_logging
from newsarchive.monitoring.notify import Notifier, notifier
from newsarchive.schedule.crawl_runs import ChildCrawls
from newsarchive.schedule.declaration_files import Declarations
from newsarchive.schedule.due_snapshot import DueBoard
from newsarchive.sources import source_names
from newsarchive.storage import database_url, open_archive
from newsarchive.storage.migrating.job_queue import fleet_status, server


def run_worker(concurrency: int, name: str | None) -> int:
    """Crawl what is due, together with other workers, until a signal comes; return the exit code.

    Raises UsageError unless the archive is in PostgreSQL, MissingExtraError without the libraries of a fleet.
    """
    server(database_url())
    if find_spec("procrastinate") is None:
        raise MissingExtraError("A worker", "fleet")
    settings = project_settings()
    set_up_logging(settings)
    original = Path(settings["NEWSARCHIVE_SOURCES"])
    source_names(original)
    open_archive(database_url()).close()
    return _work(original, concurrency, name or f"{socket.gethostname()}:{os.getpid()}", notifier(settings))


def _work(original: Path, concurrency: int, name: str, people: Notifier) -> int:
    from newsarchive.schedule.fleet.fleet_worker import FleetWorker  # noqa: PLC0415 - an extra

    with Declarations(original) as declarations:
        crawls = ChildCrawls(
            lambda source: own_command("crawl", source, "--due"),
            {"NEWSARCHIVE_SOURCES": str(declarations.folder)},
        )
        board = DueBoard(declarations, database_url(), print_stamped, people)
        return FleetWorker(
            board, crawls, url=database_url(), name=name, concurrency=concurrency, print_message=print_stamped
        ).run()


def print_fleet_status() -> None:
    """Print workers, jobs and the last job of each source.

    Raises UsageError unless the archive is in PostgreSQL.
    """
    server(database_url())
    tables = fleet_status(database_url())
    with result_stream(None) as stream:
        for number, table in enumerate(tables):
            stream.write(f"{'' if number == 0 else chr(10)}{table.title}\n".encode())
            stream.flush()
            write_table(stream, table.columns, table.rows)
