"""A site as an operator meets it: `sources new`, then a crawl of what that printed; what came of both."""

from __future__ import annotations

import os
import re
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from newsarchive.discovery.urls.canonical_urls import canonical_key
from tests.databases import make_sqlite_archive
from tests.forking import run_forked
from tests.sites.building import Site

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = "from newsarchive.cli import main; main()"
PATIENCE = 300  # seconds for one command; a busy machine needs a minute


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """`stored` are the addresses of the archive's articles; `wrong` those that are none of the site's."""

    site: Site
    proposal: str
    report: str
    requests: int
    stored: frozenset[str]
    crawl: str
    seconds: float

    @property
    def found(self) -> float:
        keys = {canonical_key(url) for url in self.site.articles}
        return len(keys & self.stored) / len(keys)

    @property
    def wrong(self) -> frozenset[str]:
        return self.stored - {canonical_key(url) for url in self.site.articles}


@contextmanager
def serving(count: int | None = None) -> Iterator[str]:
    """Serve the sites in a process of their own; yields the address of the proxy."""
    server = [sys.executable, "-m", "tests.sites", *([str(count)] if count else [])]
    process = subprocess.Popen(server, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    with process:
        assert process.stdout is not None
        yield f"http://127.0.0.1:{int(process.stdout.readline())}"
        process.kill()


def try_site(site: Site, folder: Path, proxy: str) -> Tried:
    """Propose a source for the site and crawl it, into an archive of its own in `folder`."""
    started = time.monotonic()
    (folder / "sources").mkdir(parents=True)
    looked = command(folder, proxy, "sources", "new", site.home, "--name", "tried", "--delay", "0")
    crawl = ""
    if looked.returncode == 0:
        make_sqlite_archive(folder / "archive.db")
        crawl = command(folder, proxy, "crawl", "tried").stderr
    requests = re.search(r"(\d+) requests to", looked.stderr)
    return Tried(
        site=site,
        proposal=looked.stdout,
        report=looked.stderr,
        requests=int(requests[1]) if requests else 0,
        stored=_stored(folder / "archive.db"),
        crawl=crawl,
        seconds=time.monotonic() - started,
    )


def command(folder: Path, proxy: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command line with the sources and the archive in `folder`."""
    return _run(_environment(folder, proxy), *arguments)


def _environment(folder: Path, proxy: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    return kept | {
        **({"http_proxy": proxy} if proxy else {}),
        "NEWSARCHIVE_SOURCES": str(folder / "sources"),
        "NEWSARCHIVE_DATABASE_URL": f"sqlite:///{folder}/archive.db",
        "NEWSARCHIVE_WORKERS": "0",  # their start takes as long as reading a site of these
        "SCRAPY_PROJECT": "test",
    }


def _run(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", PROGRAM, *arguments]
    return run_forked(command, cwd=ROOT, env=environment, timeout=PATIENCE)


def _stored(archive: Path) -> frozenset[str]:
    if not archive.is_file():
        return frozenset()
    connection = sqlite3.connect(archive)
    try:
        return frozenset(
            canonical_key(url) for (url,) in connection.execute("SELECT url FROM current_articles")
        )
    finally:
        connection.close()
