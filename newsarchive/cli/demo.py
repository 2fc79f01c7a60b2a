"""`newsarchive demo`: what `make crawl` runs, from an empty folder to answered questions."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from pathlib import Path

import click

from newsarchive.cli.children import SignalsToChild, own_command
from newsarchive.cli.demo_report import print_report
from newsarchive.cli.newsroom_process import NewsroomProcess
from newsarchive.cli.progress import ProgressReport
from newsarchive.errors import ArchiveUnavailableError, EndedEarlyError
from newsarchive.logs.speaking import echo
from newsarchive.paths import project_root
from newsarchive.storage.deriving import complete
from newsarchive.storage.last_crawls import last_crawls
from newsarchive.storage.location import database_url
from newsarchive.storage.migrating import upgrade
from newsarchive.storage.schema_revision import stored_revision

NEWSROOM = "newsroom"
VISITS_FILE = "newsroom.visits"


@click.command()
@click.argument("source", default=NEWSROOM)
def command(source: str) -> None:
    """Migrate the archive, crawl SOURCE (default: the bundled sample newsroom), show what came of it.

    The exit code is the crawl's.
    """
    folder = prepare()
    before = last_crawls(database_url()).get(source)
    with ExitStack() as open_things:
        signals = open_things.enter_context(SignalsToChild())
        environment = {"NEWSARCHIVE_LOG": "text"}  # a demonstration is for people, wherever it goes
        if source == NEWSROOM:
            newsroom = open_things.enter_context(NewsroomProcess(folder / VISITS_FILE))
            # no_proxy is emptied: an entry of the user's must not send a request past the newsroom.
            environment |= {"http_proxy": newsroom.proxy, "no_proxy": "", "NO_PROXY": ""}
            echo(f"The sample newsroom is open, visit {newsroom.visit}.", err=True)
        code = signals.run(own_command("crawl", source), environment)
    if last_crawls(database_url()).get(source) == before:
        echo(f"No crawl of {source} began, so there is nothing to show.", err=True)
    elif code in {0, EndedEarlyError.exit_code}:
        print_report(source)
    sys.exit(code)


def prepare() -> Path:
    """Make `var/` and bring the archive to head; a new archive meets the newsroom at its first visit."""
    folder = project_root() / "var"
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise ArchiveUnavailableError(f"The folder {folder} cannot be made: {error.strerror}.") from error
    url = database_url()
    if is_new(url):
        (folder / VISITS_FILE).unlink(missing_ok=True)
    upgrade(url)
    complete(url, ProgressReport)
    return folder


def is_new(url: str) -> bool:
    """Whether no migration ever ran there."""
    try:
        return stored_revision(url) is None
    except ArchiveUnavailableError:
        return True
