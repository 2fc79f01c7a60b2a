"""`crawl --backfill`: what was published in a range, from lists, sitemaps and the Wayback Machine."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import ProxyHandler, build_opener, urlopen

import pytest

from tests.cli.crawling import ROOT, MockServer, Project
from tests.forking import ForkedProcess
from tests.sites import chinese
from tests.sites.trying import serving

HOME = "http://harbour.example/"
HARBOUR = f'home = "{HOME}"\nsections = [{{ url = "{HOME}section/", article = "/a/" }}]\n'
LOG = "http://sites.example/-/log"
PAPER = chinese.paper()
DECLARED = """
title = "x"
delay = 0
sections = [{ url = "http://www.haibinribao.example/node_12.htm", article = 'content_\\d+\\.html$' }]
"""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = Project(tmp_path)
    made.make_archive()
    return made


@contextmanager
def wayback(captures: list[tuple[str, str, int]]) -> Iterator[str]:
    command = [sys.executable, "-m", "tests.mockserver.wayback", json.dumps(captures)]
    process = ForkedProcess(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    with process:
        assert process.stdout is not None
        yield f"http://127.0.0.1:{int(process.stdout.readline())}"
        process.kill()


def test_lists_are_read_back_to_the_day_and_no_further(project: Project) -> None:
    """The list has three pages of six: of November, of the days before, and of earlier ones."""
    (project.folder / "sources").mkdir()
    (project.folder / "sources" / "paper.toml").write_text(DECLARED)
    with serving() as proxy:
        assert project.run("crawl", "paper", http_proxy=proxy).returncode == 0
        assert len(stored(project)) == 6, "one page of the list"
        asked_so_far(proxy)
        near = project.run("crawl", "paper", "--since", "2026-11-03", "--backfill", http_proxy=proxy)
        pages = [url for url in asked_so_far(proxy) if "node_12" in url]
        far = project.run("crawl", "paper", "--since", "2026-10-01", "--backfill", http_proxy=proxy)
    assert (near.returncode, far.returncode) == (0, 0), near.stderr + far.stderr
    assert [url.rpartition("/")[2] for url in pages] == ["node_12.htm", "node_12_2.htm"]
    assert stored(project) == {url for url in PAPER.articles if _node(url) == 12}


def stored(project: Project) -> set[str]:
    return {url for (url,) in project.rows("SELECT url FROM current_articles")}


def asked_so_far(proxy: str) -> list[str]:
    opener = build_opener(ProxyHandler({"http": proxy}))
    asked: list[str] = json.loads(opener.open(LOG, timeout=5).read())
    return asked


def _node(url: str) -> int:
    number = int(url.rpartition("_")[2].partition(".")[0])
    return 12 + (number - 88_231) // 5 % 3


def test_gone_pages_come_from_the_wayback_machine(project: Project, server: MockServer) -> None:
    project.declare("harbour", HARBOUR)
    captures = [
        ("20261101080000", f"{HOME}gone", 71),
        ("20261102090000", f"{HOME}gone", 72),
        ("20261101080000", f"{HOME}a/40", 40),
        ("20261101080000", f"{HOME}missing/5", 73),
        ("20261101080000", "http://elsewhere.example/a/1", 74),
    ]
    with wayback(captures) as base:
        done = backfill(project, server, base, "--wayback")
        log = json.loads(urlopen(f"{base}/-/log", timeout=5).read())
    assert done.returncode == 0, done.stderr
    withdrawn = "SELECT count(*) FROM current_articles WHERE withdrawn_at IS NOT NULL"
    assert project.rows(withdrawn) == [(0,)], "nobody has looked twice"
    project.change("UPDATE urls SET missing_since = datetime(missing_since, '-2 hours')")
    again = project.run("crawl", "harbour", http_proxy=server.base, no_proxy="127.0.0.1")
    assert again.returncode == 0, again.stderr
    rows = project.rows("SELECT url, title, withdrawn_at IS NOT NULL FROM current_articles")
    found = {url.removeprefix(HOME): (title, gone) for url, title, gone in rows}
    assert found["a/40"] == ("Board deepens channel number 40", 0), "from the live site"
    assert found["gone"] == ("Board deepens channel number 72", 1), "the newest capture, withdrawn"
    assert found["missing/5"][1] == 1
    assert len(found) == 5, found
    fetched = project.rows(f"SELECT fetched_at FROM captures WHERE url = '{HOME}gone' AND status = 200")
    assert [str(at)[:19] for (at,) in fetched] == ["2026-11-02 09:00:00"]
    assert sum("id_" in path for path in log) == 2, log


def test_an_archive_that_is_away_costs_only_its_captures(project: Project, server: MockServer) -> None:
    project.declare("harbour", f"wayback.enabled = true\n{HARBOUR}")
    with wayback([]) as base:
        done = backfill(project, server, f"{base}/away")
    assert done.returncode == 0, done.stderr
    assert "list of captures is incomplete" in done.stderr
    assert len(project.rows("SELECT url FROM current_articles")) == 2


def backfill(
    project: Project, server: MockServer, base: str, *options: str
) -> subprocess.CompletedProcess[str]:
    """Crawl back to October: the mock server stands for the site as its proxy."""
    names = {"http_proxy": server.base, "no_proxy": "127.0.0.1", "NEWSARCHIVE_WAYBACK": base}
    return project.run("crawl", "harbour", "--since", "2026-10-01", "--backfill", *options, **names)


@pytest.mark.parametrize("options", [("--backfill",), ("--since", "2026-10-01", "--wayback")])
def test_options_that_do_not_go_together(project: Project, options: tuple[str, ...]) -> None:
    project.declare("harbour", 'home = "http://h.example/"\nfeeds = [{ url = "http://h.example/f" }]\n')
    done = project.run("crawl", "harbour", *options)
    assert done.returncode == 2
    assert "--since" in done.stderr or "--backfill" in done.stderr


def test_without_the_library_it_is_said_which_extra_to_install(project: Project) -> None:
    project.declare("harbour", HARBOUR)
    hidden = "import sys; sys.modules['wayback'] = None\nfrom newsarchive.cli import main; main()"
    process = project.start(
        *("crawl", "harbour", "--since", "2026-10-01", "--backfill", "--wayback"), program=hidden
    )
    _, err = process.communicate(timeout=60)
    assert process.returncode == 2, err
    assert "newsarchive[wayback]" in err
    assert "Traceback" not in err
