"""Runs the demonstration in a project folder of its own, and asks its archive."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from typing import Any

from newsarchive.items import CleanArticle, FetchedPage
from newsarchive.newsroom.library import SamplePage, sites
from newsarchive.newsroom.server import page_resource
from newsarchive.stages import run_stages
from tests.cli.inside import run
from tests.forking import ForkedProcess

ROOT = Path(__file__).resolve().parents[1]
COMMAND = [sys.executable, "-c", "from newsarchive.cli import main; main()"]


def newsroom_article(page: SamplePage) -> CleanArticle:
    """What the stages make of the page as the newsroom serves it."""
    return _read(served(page))


def served(page: SamplePage) -> FetchedPage:
    """The page as the newsroom serves it."""
    resource = page_resource(sites()[page.host], page)
    return FetchedPage(url=page.url, body=resource.body, content_type=resource.content_type)


@cache
def _read(page: FetchedPage) -> CleanArticle:
    return run_stages(page)


class DemoProject:
    """A folder with the project's configuration and no archive yet."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        shutil.copy(ROOT / "scrapy.cfg", folder)
        (folder / "settings").symlink_to(ROOT / "settings")
        mine = ("NEWSARCHIVE_", "SCRAPY_", "http_proxy", "HTTP_PROXY")
        self.environment = {name: value for name, value in os.environ.items() if not name.startswith(mine)}

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run `newsarchive ARGUMENTS…` there."""
        with self.start(*arguments) as process:
            out, err = process.communicate(timeout=180)
        return subprocess.CompletedProcess(process.args, process.returncode, out, err)

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """Start it and go on."""
        return ForkedProcess(
            [*COMMAND, *arguments],
            cwd=self.folder,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    def query(self, sql: str) -> list[dict[str, Any]]:
        """The rows of an answer."""
        given = {name: self.environment.get(name, "") for name in ("NEWSARCHIVE_DATABASE_URL",)}
        code, out, said = run("query", sql, "--format", "jsonl", cwd=self.folder, variables=given)
        assert code == 0, said
        return [json.loads(line) for line in out.splitlines()]


def stored_record(archive: Path, row: dict[str, Any]) -> dict[str, Any]:
    """A row of current_articles as the article record (docs/reference/record.md), every field of it.

    What the views only count (repairs) or do not have (picture, charset's evidence) is read from the tables
    of the SQLite file `archive`.
    """
    with closing(sqlite3.connect(f"file:{archive}?mode=ro", uri=True)) as connection:
        connection.row_factory = sqlite3.Row

        def rows(sql: str) -> list[sqlite3.Row]:
            return connection.execute(sql, (row["revision_id"],)).fetchall()

        revision = rows(
            "SELECT image, charset_evidence, text_confidence, shows_part FROM revisions WHERE id = ?"
        )[0]
        page = rows(
            "SELECT f.kind, f.kind_confidence FROM revisions AS r JOIN fetches AS f ON f.id = r.fetch_id"
            " WHERE r.id = ?"
        )[0]
        repairs = rows("SELECT kind, count, confidence FROM repairs WHERE revision_id = ? ORDER BY id")
        removed = rows(
            "SELECT place, kind, rule, score, text, hosts FROM removed_blocks WHERE revision_id = ?"
            " ORDER BY position"
        )
        bodies = rows(
            "SELECT name FROM people WHERE revision_id = ? AND role = 'organisation' ORDER BY position"
        )
        tags = rows("SELECT tag FROM tags WHERE revision_id = ? ORDER BY position")
    assert (len(repairs), len(removed)) == (row["repairs"], row["removed_blocks"])
    plain = ["url", "canonical_url", "title", "text", "editor", "outlet", "dateline", "section"]
    plain += ["date_source", "language", "script"]
    return {name: row[name] for name in plain} | {
        "verdict": "article",
        "authors": row["authors"].split("; ") if row["authors"] else [],
        "organisations": [body["name"] for body in bodies],
        "tags": [tag["tag"] for tag in tags],
        "published_at": with_offset(row["published_at"], row["published_offset"]),
        "modified_at": with_offset(row["modified_at"], row["published_offset"]),
        "image": revision["image"],
        **dict(page),
        "text_confidence": revision["text_confidence"],
        "shows_part": bool(revision["shows_part"]),
        "charset": {"name": row["charset"], "evidence": revision["charset_evidence"]},
        "repairs": [dict(repair) for repair in repairs],
        "removed": [{**dict(block), "hosts": block["hosts"].split()} for block in removed],
    }


def with_offset(stored: str | None, offset: str | None) -> str | None:
    """The stored time (UTC where the page gave an offset) as the page had it."""
    if stored is None:
        return None
    moment = datetime.fromisoformat(stored)
    if offset is None:
        return moment.isoformat()
    hours, minutes = offset[1:].split(":")
    zone = timezone(timedelta(hours=int(hours), minutes=int(minutes)) * (-1 if offset[0] == "-" else 1))
    return moment.replace(tzinfo=UTC).astimezone(zone).isoformat()
