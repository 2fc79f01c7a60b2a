"""`newsarchive demo`, which `make crawl` runs: from an empty folder to answered questions."""

from __future__ import annotations

import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

from newsarchive.cli.demo_report import print_report
from newsarchive.cli.progress import ProgressReport
from newsarchive.cli.subprocesses import SignalsToChild, own_command
from newsarchive.environment import database_url, for_child
from newsarchive.errors import ArchiveUnavailableError, ConfigurationError, EndedEarlyError
from newsarchive.logs.console import echo
from newsarchive.paths import project_root
from newsarchive.storage.derived.completion import complete_derived
from newsarchive.storage.frontier.source_statuses import last_crawls
from newsarchive.storage.migrating.commands import upgrade_schema
from newsarchive.storage.migrating.revision import stored_revision

# The server of the sample newsroom as a child process, which is always stopped.

# Seconds that the server gets to end by itself; it has nothing to save.
_PATIENCE = 5.0


class NewsroomProcess:
    """The server as a context manager; `proxy` is its URL, `visit` the number of this visit."""

    def __init__(self, state: Path) -> None:
        self._state = state
        self._process: subprocess.Popen[str] | None = None
        self.proxy = ""
        self.visit = 0

    def __enter__(self) -> Self:
        command = [sys.executable, "-m", "newsarchive.newsroom", "--with-parent", "--state", str(self._state)]
        # In a session of its own, so that Ctrl-C ends the crawl first and the server afterwards.
        self._process = subprocess.Popen(  # noqa: S603 - our own command
            command, stdout=subprocess.PIPE, text=True, env=for_child(), start_new_session=True
        )
        assert self._process.stdout is not None
        word, _, port = self._process.stdout.readline().strip().partition(" ")
        if word != "ready":
            self.stop()
            raise ConfigurationError("The sample newsroom's server did not start; see its message above.")
        self.proxy = f"http://127.0.0.1:{port}"
        self.visit = int(self._state.read_text(encoding="ascii"))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def stop(self) -> None:
        """End the server; kill it if it does not end."""
        process = self._process
        if process is None:
            return
        process.terminate()
        try:
            process.communicate(timeout=_PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()


_NEWSROOM = "newsroom"
_VISITS_FILE = "newsroom.visits"


def run_demo(source: str) -> int:
    """Upgrade the archive, crawl the source and print the results; return the crawl's exit code."""
    folder = prepare()
    before = last_crawls(database_url()).get(source)
    with ExitStack() as open_things:
        signals = open_things.enter_context(SignalsToChild())
        environment = {"NEWSARCHIVE_LOG": "text"}  # people read a demonstration, also from a file
        if source == _NEWSROOM:
            newsroom = open_things.enter_context(NewsroomProcess(folder / _VISITS_FILE))
            # no_proxy is emptied, so that no entry of the user's makes a request bypass the newsroom.
            environment |= {"http_proxy": newsroom.proxy, "no_proxy": "", "NO_PROXY": ""}
            echo(f"The sample newsroom is open, visit {newsroom.visit}.", err=True)
        code = signals.run(own_command("crawl", source), environment)
    if last_crawls(database_url()).get(source) == before:
        echo(f"No crawl of {source} started, so there is nothing to show.", err=True)
    elif code in {0, EndedEarlyError.exit_code}:
        print_report(source)
    return code


def prepare() -> Path:
    """Make `var/` and upgrade the archive; with a new archive the newsroom starts at its first visit."""
    folder = project_root() / "var"
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise ArchiveUnavailableError(f"The folder {folder} cannot be created: {error.strerror}.") from error
    url = database_url()
    if is_new(url):
        (folder / _VISITS_FILE).unlink(missing_ok=True)
    upgrade_schema(url)
    complete_derived(url, ProgressReport)
    return folder


def is_new(url: str) -> bool:
    """Say whether no migration has run there."""
    try:
        return stored_revision(url) is None
    except ArchiveUnavailableError:
        return True
