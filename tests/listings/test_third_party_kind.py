"""A kind of listing of others is one file and its entry point: nothing of ours knows its name."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.cli.crawling import PROGRAM, ROOT, Project
from tests.listings.timeline_server import serving

HERE = Path(__file__).parent
METADATA = "Metadata-Version: 2.1\nName: harbour-timeline\nVersion: 1.0\n"
DECLARED = """
[[timelines]]
url = "{base}/api/timeline"
token = "harbour"
pages = 5

[[timelines]]
url = "{base}/api/timeline?refused"

[links]
deny = ["/a/4$"]
"""
# The command line as Python would start it where the distribution is on its path.
INSTALLED = """
import sys
from newsarchive.listings.kind_registry import listing_kinds
from newsarchive.sources.declaration import source_model
sys.path.insert(0, {folder!r})
listing_kinds.cache_clear()
source_model.cache_clear()
from newsarchive.cli import main
main()
"""


@pytest.fixture
def base() -> Iterator[str]:
    with serving() as base:
        yield base


@pytest.fixture
def project(tmp_path: Path, sqlite_template: Path) -> Project:
    shutil.copy(sqlite_template, tmp_path / "archive.db")
    return Project(tmp_path)


def install(folder: Path, value: str = "timeline_kind:TimelineKind") -> str:
    """Install the distribution into a folder, and return the folder for PYTHONPATH."""
    info = folder / "harbour_timeline-1.0.dist-info"
    info.mkdir(parents=True)
    shutil.copy(HERE / "timeline_kind.py", folder)
    (info / "METADATA").write_text(METADATA)
    (info / "entry_points.txt").write_text(f"[newsarchive.listing_kinds]\ntimeline = {value}\n")
    return str(folder)


def shell(
    project: Project, installed: str, *words: str, **environment: Any
) -> subprocess.CompletedProcess[str]:
    """Run the command line in a process of its own, which alone can find what is installed now."""
    program = PROGRAM if environment else INSTALLED.format(folder=installed)
    process = project.start(*words, program=program, **environment)
    out, err = process.communicate(timeout=120)
    return subprocess.CompletedProcess(words, process.returncode, out, err)


def test_a_kind_of_others_is_crawled_stored_and_shown(base: str, project: Project, tmp_path: Path) -> None:
    installed = install(tmp_path / "site")
    project.declare("harbour", DECLARED.format(base=base))
    checked = shell(project, installed, "sources", "check")
    assert checked.returncode == 0, checked.stderr
    # Python finds it as it starts, and so does a worker: the other commands are forked, and have none.
    done = shell(replace(project, workers=1), installed, "crawl", "harbour", PYTHONPATH=installed)
    assert done.returncode == 0, done.stderr
    kinds = dict(project.rows("SELECT url, kind FROM urls"))
    assert kinds == {
        f"{base}/api/timeline": "timeline",
        f"{base}/api/timeline?page=2": "timeline",
        f"{base}/api/timeline?page=3": "timeline",
        f"{base}/api/timeline?refused": "timeline",
        **{f"{base}/a/{number}": "article" for number in range(1, 7)},
    }
    stored = project.rows("SELECT url FROM current_articles ORDER BY url")
    assert [url for (url,) in stored] == [f"{base}/a/{number}" for number in (1, 2, 3, 5, 6)]

    shown = shell(project, installed, "sources", "show", "harbour")
    assert f'# timelines = [{{ url = "{base}/api/timeline", token = "harbour"' in shown.stdout
    listed = shell(project, installed, "sources", "list")
    assert "harbour  2 timelines  harbour" in listed.stdout
    why = shell(project, installed, "why", f"{base}/api/timeline")
    assert "timeline of harbour · stored" in why.stdout
    assert project.rows("SELECT source, fetch_errors_7d FROM source_health") == [("harbour", 1)]
    failed = project.rows("SELECT url, reason FROM fetch_failures")
    assert failed == [(f"{base}/api/timeline?refused", "http_403")]


def test_a_survey_proposes_it_where_nothing_else_names_the_articles(
    base: str, project: Project, tmp_path: Path
) -> None:
    installed = install(tmp_path / "site")
    (project.folder / "sources").mkdir()
    words = ("sources", "new", base, "--name", "found", "--delay", "0", "--allow-private-addresses")
    done = shell(project, installed, *words)
    assert done.returncode == 0, done.stderr
    assert tomllib.loads(done.stdout)["timelines"] == [
        {"url": f"{base}/api/timeline", "token": "harbour", "pages": 5}
    ]
    row = rf"take +timeline +its kind +2 +2 .* most articles +(?:[A-Z]+ +)?{base}/api/timeline"
    assert re.search(row, done.stderr)
    crawled = shell(project, installed, "crawl", "found")
    assert crawled.returncode == 0, crawled.stderr
    stored = project.rows("SELECT url FROM current_articles ORDER BY url")
    assert [url for (url,) in stored] == [f"{base}/a/{number}" for number in range(1, 7)]
    without = project.run(*words[:-4], "--name", "other", *words[-3:])
    assert without.returncode != 0, "nobody else finds them"


def test_the_reference_and_mistakes_know_the_kind(project: Project, tmp_path: Path) -> None:
    installed = install(tmp_path / "site")
    project.declare("harbour", "[[timelines]]\nurl = 'http://h.example/api'\npage = 2\n")
    wrong = shell(project, installed, "sources", "check")
    assert wrong.returncode != 0
    assert "timelines[1].page is an unknown field; allowed here: url, token, pages" in wrong.stderr
    program = (
        "from docs.generators import lifecycle, source_fields\n"
        "for each in (lifecycle, source_fields): print(*each.pages().values())\n"
    )
    pages = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": installed},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert "## [[timelines]]\n\nA timeline: posts of a JSON interface." in pages
    assert "| `timeline` | A JSON interface of posts. |" in pages
    without = project.run("sources", "check")
    assert "timelines is an unknown field; allowed here: name, title, home" in without.stderr


def test_an_error_of_its_code_is_a_failure_of_the_listing(
    base: str, project: Project, tmp_path: Path
) -> None:
    installed = install(tmp_path / "site")
    code = (tmp_path / "site" / "timeline_kind.py").read_text()
    (tmp_path / "site" / "timeline_kind.py").write_text(code.replace('"POST"', '"GET"'))
    project.declare("harbour", f"[[timelines]]\nurl = '{base}/maintenance'\n")
    done = shell(project, installed, "crawl", "harbour")
    assert "the code of the kind timeline fails: JSONDecodeError" in done.stderr
    assert project.rows("SELECT reason FROM fetch_failures") == [("reader_failed",)]
    why = shell(project, installed, "why", f"{base}/maintenance")
    assert "reader_failed" in why.stdout
    assert "JSONDecodeError" in why.stdout


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("nowhere:Kind", "cannot be imported: ModuleNotFoundError"),
        ("timeline_kind:Timeline", "is not a subclass of ListingKind"),
        ("newsarchive.listings.feed_kind:FeedKind", "Two kinds of listings have the name 'feed'"),
    ],
)
def test_a_wrong_entry_point_is_named(project: Project, tmp_path: Path, value: str, said: str) -> None:
    project.declare("harbour", "[[feeds]]\nurl = 'http://h.example/feed'\n")
    done = shell(project, install(tmp_path / "site", value), "sources", "check")
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
