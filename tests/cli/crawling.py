"""Whole crawls in processes of their own, against the mock server in another."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import time
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.request import ProxyHandler, build_opener

from tests.cli import inside
from tests.databases import make_sqlite_archive
from tests.forking import ForkedProcess
from tests.stored_words import unknown_words

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = "from newsarchive.cli import main; main()"
# They start a reactor, which cannot start again, or children; all other commands run in the test's process.
NEED_A_PROCESS = {"crawl", "demo", "schedule", "worker"}


def next_second() -> None:
    """Wait until what is heard from now on was heard later: the archive counts whole seconds."""
    time.sleep(1 - time.time() % 1)


@dataclass(frozen=True, slots=True)
class MockServer:
    """A running mock server."""

    port: int

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def log(self) -> list[dict[str, str]]:
        """Return the requests since the last change."""
        answer: list[dict[str, str]] = json.loads(self._get("/-/log"))
        return answer

    def times(self) -> list[tuple[str, float]]:
        """Return each path that was asked for, and when (of tests.mockserver.hostile)."""
        answer: list[tuple[str, float]] = json.loads(self._get("/-/times"))
        return answer

    def set(self, **values: float | str) -> None:
        """Change the site, and forget the log."""
        self._get("/-/set?" + "&".join(f"{name}={value}" for name, value in values.items()))

    def wait_for(self, process: subprocess.Popen[str], asked: int = 1) -> None:
        """Return when so many slow stories were asked for: the crawl is in the middle of its work."""
        while sum("/slow/" in entry["path"] for entry in self.log()) < asked:
            assert process.poll() is None, "the crawl ended before that"
            time.sleep(0.05)

    def _get(self, path: str) -> bytes:
        body: bytes = build_opener(ProxyHandler({})).open(self.base + path, timeout=5).read()
        return body


@dataclass(frozen=True, slots=True)
class Project:
    """A folder with sources and an archive of its own, and the command line run in it.

    Pages are read in the crawl's own process, unless `workers` are wanted: their start costs more than all
    the rest of a crawl.
    """

    folder: Path
    workers: int = 0

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
        return kept | {
            "NEWSARCHIVE_SOURCES": str(self.folder / "sources"),
            "NEWSARCHIVE_DATABASE_URL": f"sqlite:///{self.folder}/archive.db",
            "NEWSARCHIVE_CONTACT": "mailto:desk@harbour.example",
            "NEWSARCHIVE_WORKERS": str(self.workers),
            "SCRAPY_PROJECT": "test",
        }

    def make_archive(self) -> None:
        """Make its archive, with the schema `db upgrade` makes."""
        make_sqlite_archive(self.folder / "archive.db")

    def declare(self, name: str, text: str, *, private: bool = True) -> None:
        """Write a source file that waits for nothing."""
        allowance = "allow_private_addresses = true\n" if private else ""
        head = f'title = "{name}"\ndelay = 0\nconcurrency = 8\n{allowance}'
        (self.folder / "sources").mkdir(exist_ok=True)
        (self.folder / "sources" / f"{name}.toml").write_text(head + text)

    def start(
        self, *arguments: str, program: str = PROGRAM, to: Path | None = None, **environment: str
    ) -> subprocess.Popen[str]:
        """Start the command line in a session of its own; `to` is a file for all that it says.

        It is forked, unless a variable is given that Python reads at its own start.
        """
        begins = (
            ForkedProcess if not any(name.startswith("PYTHON") for name in environment) else subprocess.Popen
        )
        with to.open("w") if to else nullcontext(subprocess.PIPE) as place:
            return begins(
                [sys.executable, "-c", program, *arguments],
                cwd=ROOT,
                env=self.environment | environment,
                text=True,
                stdout=place,
                stderr=place,
                start_new_session=True,
            )

    def run(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run the command line to its end: a crawl in a process of its own, other commands in this one.

        A process must store no word that `newsarchive.lifecycle` lacks.
        """
        if not NEED_A_PROCESS & {*arguments}:
            code, out, err = inside.run(*arguments, cwd=ROOT, variables=self.environment | environment)
            return subprocess.CompletedProcess(arguments, code, out, err)
        process = self.start(*arguments, to=None, **environment)
        try:
            out, err = process.communicate(timeout=120)
        finally:
            process.kill()
        unknown = unknown_words(self.folder / "archive.db")
        assert not unknown, unknown
        return subprocess.CompletedProcess(arguments, process.returncode, out, err)

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """Ask the archive's file."""
        connection = sqlite3.connect(self.folder / "archive.db")
        try:
            return connection.execute(sql).fetchall()
        finally:
            connection.close()

    def change(self, sql: str) -> None:
        """Change the archive's file behind the program's back."""
        connection = sqlite3.connect(self.folder / "archive.db", timeout=30)
        try:
            with connection:
                connection.execute(sql)
        finally:
            connection.close()
