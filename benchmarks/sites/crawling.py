"""A site as an operator meets it: `sources new`, then a crawl of what that printed; what is archived then."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from newsarchive.discovery.urls.canonical_urls import canonical_key

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 900  # seconds for one command
_ARTICLES = """
SELECT article_id, url, title, text, published_at, published_on, published_offset, withdrawn_at, revision
FROM current_articles
"""
_TAGS = "SELECT article_id, tag FROM article_tags"
_PEOPLE = "SELECT article_id, name FROM article_people WHERE role = 'author' ORDER BY article_id, position"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """An article as the archive has it; `moment` is None where it knows no offset."""

    url: str
    title: str
    text: str
    moment: datetime | None
    day: str | None
    authors: tuple[str, ...]
    tags: tuple[str, ...]
    withdrawn: bool
    revision: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of a site: what the commands printed, and the articles by the keys of their addresses."""

    proposal: str
    report: str
    crawl: str
    stored: dict[str, Stored]


# Runs a command as `subprocess.run` does; tests have one that starts quicker.
Runner = Callable[..., "subprocess.CompletedProcess[str]"]


def _run(command: list[str], **options: Any) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, check=False, **options)


def propose_and_crawl(folder: Path, proxy: str, home: str, run: Runner = _run) -> Outcome:
    """Propose a source for the site and crawl it as proposed, into an archive of its own in `folder`."""
    (folder / "sources").mkdir(parents=True)
    looked = command(folder, proxy, "sources", "new", home, "--name", "tried", "--delay", "0", run=run)
    crawl = ""
    if looked.returncode == 0:
        command(folder, proxy, "db", "upgrade", run=run)
        crawl = command(folder, proxy, "crawl", "tried", run=run).stderr
    return Outcome(
        proposal=looked.stdout,
        report=looked.stderr,
        crawl=crawl,
        stored=stored_articles(folder / "archive.db"),
    )


def command(
    folder: Path, proxy: str, *arguments: str, run: Runner = _run
) -> subprocess.CompletedProcess[str]:
    """Run the command line with the sources and the archive in `folder`, and the sites behind `proxy`."""
    kept = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    environment = kept | {
        "http_proxy": proxy,
        "NEWSARCHIVE_SOURCES": str(folder / "sources"),
        "NEWSARCHIVE_DATABASE_URL": f"sqlite:///{folder}/archive.db",
        "NEWSARCHIVE_WORKERS": "0",
        "SCRAPY_PROJECT": "test",
    }
    starts = [sys.executable, "-c", "from newsarchive.cli import main; main()", *arguments]
    return run(starts, cwd=ROOT, env=environment, timeout=PATIENCE)


def stored_articles(archive: Path) -> dict[str, Stored]:
    """Return the articles of an archive by the keys of their addresses; none where there is no archive."""
    if not archive.is_file():
        return {}
    with closing(sqlite3.connect(archive)) as connection:
        tags: dict[int, list[str]] = {}
        for article, tag in connection.execute(_TAGS):
            tags.setdefault(article, []).append(tag)
        people: dict[int, list[str]] = {}
        for article, name in connection.execute(_PEOPLE):
            people.setdefault(article, []).append(name)
        return {
            canonical_key(url): Stored(
                url=url,
                title=title or "",
                text=text or "",
                moment=_moment(at, offset),
                day=str(day)[:10] if day else None,
                authors=tuple(people.get(article, ())),
                tags=tuple(tags.get(article, ())),
                withdrawn=withdrawn is not None,
                revision=revision,
            )
            for article, url, title, text, at, day, offset, withdrawn, revision in connection.execute(
                _ARTICLES
            )
        }


def _moment(at: str | None, offset: str | None) -> datetime | None:
    return datetime.fromisoformat(at).replace(tzinfo=UTC) if at and offset else None
