"""Crawls of sites whose lists are made to hold them up: they go on, end when told to, and keep to limits."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from tests.cli.crawling import ROOT, MockServer, Project
from tests.forking import ForkedProcess
from tests.processes import still_alive

# The site's limits made small: what a million addresses would show, some hundreds do.
FEW = (
    "import newsarchive.spiders.crawl_plan as p; p._MOST_NEW = 300; from newsarchive.cli import main; main()"
)


@pytest.fixture
def hold(tmp_path: Path) -> Path:
    return tmp_path / "hold"


@pytest.fixture
def site(hold: Path) -> Iterator[MockServer]:
    command = [sys.executable, "-m", "tests.mockserver.hostile", str(hold)]
    process = ForkedProcess(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    with process:
        assert process.stdout is not None
        yield MockServer(int(process.stdout.readline()))
        process.kill()


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = Project(tmp_path, workers=1)
    made.make_archive()
    return made


def wait_until(happened: Callable[[], object], process: subprocess.Popen[str]) -> None:
    deadline = time.monotonic() + 60
    while not happened():
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < deadline
        time.sleep(0.1)


def held(site: MockServer, times: int) -> bool:
    return str(site.log()).count("/chain/2.xml") >= times


def test_a_list_that_is_never_read_holds_up_nobody(project: Project, site: MockServer) -> None:
    """The trap would take its reader hours: news are stored meanwhile, and a signal ends it at once."""
    section = f'sections = [{{ url = "{site.base}/trap", article = "(a+)+$" }}]\n'
    project.declare("trap", f'home = "{site.base}/"\nfeeds = [{{ url = "{site.base}/feed.xml" }}]\n{section}')
    process = project.start("crawl", "trap")
    try:
        news = "SELECT 1 FROM urls WHERE kind = 'article' AND state = 'stored'"
        wait_until(lambda: "/trap" in str(site.log()) and project.rows(news), process)
        asked = time.monotonic()
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=120)
    finally:
        process.kill()
    # Its time is over after 20 s of processor time, twice; nobody waits for that.
    assert time.monotonic() - asked < 20
    assert process.returncode == 3
    assert not still_alive({process.pid})
    left = project.rows("SELECT state FROM urls WHERE kind = 'section'")
    assert left == [("found",)], "the next crawl reads it"


def test_the_limit_of_depth_outlives_a_kill(project: Project, site: MockServer, hold: Path) -> None:
    project = replace(project, workers=0)  # lists that small are read in the crawl itself
    project.declare("deep", f'home = "{site.base}/"\nsitemaps = [{{ url = "{site.base}/chain/0.xml" }}]\n')
    known = "SELECT url FROM urls WHERE kind = 'sitemap' ORDER BY url"
    for asked in (1, 2):
        hold.touch()
        process = project.start("crawl", "deep")
        try:
            wait_until(partial(held, site, asked), process)
        finally:
            process.kill()
            process.communicate()
        hold.unlink()
        project.change("UPDATE crawls SET heartbeat_at = '2020-01-01 00:00:00' WHERE ended_at IS NULL")
    assert project.run("crawl", "deep").returncode == 0
    sitemaps = [url.rpartition("/")[2] for (url,) in project.rows(known)]
    assert sitemaps == ["0.xml", "1.xml", "2.xml"]
    told = "SELECT reason, detail FROM fetches WHERE url LIKE '%/chain/2.xml' AND outcome = 'fetched'"
    assert set(project.rows(told)) == {("too_deep", "1 URLs left out")}


def test_a_large_index_is_stopped_killed_and_gone_on_with(project: Project, site: MockServer) -> None:
    """100 sitemaps of 200 addresses, of which a crawl may write 2,000; what is left out has a count each."""
    few = FEW.replace("300", "2_000")
    index = f"{site.base}/many/100/200/index.xml"
    project.declare("many", f'home = "{site.base}/"\nsitemaps = [{{ url = "{index}" }}]\n')
    written, read = (
        f"SELECT count(*) FROM urls WHERE kind = '{kind}'"
        for kind in ("article", "sitemap' AND state = 'stored")
    )
    most = 2_000 + 100  # towards the end, a hundred at a time
    process = project.start("crawl", "many", program=few)
    try:
        wait_until(lambda: project.rows(read)[0][0] >= 3, process)
    finally:
        process.kill()
        process.communicate()
    assert 0 < (before := project.rows(written)[0][0]) <= most
    project.change("UPDATE crawls SET heartbeat_at = '2020-01-01 00:00:00' WHERE ended_at IS NULL")
    process = project.start("crawl", "many", program=few)
    try:
        was = project.rows(read)[0][0]
        wait_until(lambda: project.rows(read)[0][0] > was, process)
        process.send_signal(signal.SIGTERM)
        asked = time.monotonic()
        _, err = process.communicate(timeout=120)
    finally:
        process.kill()
    assert time.monotonic() - asked < 20
    assert process.returncode == 3, err
    assert "never retrieved" not in err
    assert project.rows(written)[0][0] <= before + most
    process = project.start("crawl", "many", program=few)
    _, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    assert project.rows("SELECT state, count(*) FROM urls WHERE kind = 'sitemap' GROUP BY 1") == [
        ("stored", 101)
    ]
    assert err.count("URLs left out (too_many_addresses)") == 5, (
        "one reason is not told for each of the lists"
    )
    assert err.count("(too_many_addresses); others like it are only counted") == 1
    # A list that a crawl before read, too, says what that one had no room for.
    last = "SELECT max(id) FROM fetches WHERE outcome = 'fetched' GROUP BY url_id"
    left = project.rows(
        f"SELECT url, detail FROM fetches WHERE id IN ({last}) AND reason = 'too_many_addresses'"
    )
    kept = project.rows(written)[0][0]
    assert kept <= before + 2 * most
    assert sum(int(detail.split()[0]) for _, detail in left) == 100 * 200 - kept, "each is one or the other"
    said = err.partition("URLs left out by a limit: ")[2].partition(" from sitemaps")[0]
    assert 0 < int(said.replace(",", "")) <= 100 * 200 - kept
    told = project.run("why", left[0][0]).stdout
    assert f"read: too_many_addresses ({left[0][1]})" in told


def test_a_limit_of_articles_is_one_of_lists(project: Project, site: MockServer) -> None:
    """Each of thirty lists names one page: they were all asked for before the first of them."""
    project = replace(project, workers=0)  # lists that small are read in the crawl itself
    index = f"{site.base}/many/30/1/index.xml"
    project.declare("many", f'home = "{site.base}/"\nsitemaps = [{{ url = "{index}" }}]\n')
    declaration = (
        project.folder / "sources" / "many.toml"
    )  # as of a real site: a list is read before the next
    pace = "delay = 0.3\nconcurrency = 1\n"
    declaration.write_text(declaration.read_text().replace("delay = 0\nconcurrency = 8\n", pace))
    done = project.run("crawl", "many", "--limit", "3")
    assert done.returncode == 0, done.stderr
    asked = [path for path, _ in site.times() if path.startswith("/many/")]
    assert len(asked) <= 1 + 3 + 4, "the index, a list for each article, and those on their way"
    assert f"left for the next crawl: {31 - len(asked)} beyond_limit" in done.stderr
    done = project.run("crawl", "many", "--limit", "60")
    assert done.returncode == 0, done.stderr
    lists = "SELECT state, count(*) FROM urls WHERE kind = 'sitemap' GROUP BY 1"
    assert project.rows(lists) == [("stored", 31)]
    assert project.rows("SELECT count(*) FROM urls WHERE kind = 'article'") == [(30,)]


def test_articles_come_between_lists_without_end(project: Project, site: MockServer) -> None:
    project = replace(project, workers=0)
    index = f"{site.base}/papers/130/1/index.xml"
    project.declare("many", f'home = "{site.base}/"\nsitemaps = [{{ url = "{index}" }}]\n')
    done = project.run("crawl", "many")
    assert done.returncode == 0, done.stderr
    asked = [path.endswith(".xml") for path, _ in site.times() if path != "/robots.txt"]
    before_last_list = asked[: len(asked) - asked[::-1].index(True)]
    assert before_last_list.count(False) >= 90, "the pages of the first hundred lists come before the last"
    assert project.rows("SELECT count(*) FROM urls WHERE kind = 'article'") == [(130,)]


def test_a_crawl_writes_so_many_addresses_and_says_what_is_left(project: Project, site: MockServer) -> None:
    project = replace(project, workers=0)  # lists that small are read in the crawl itself
    project.declare("wide", f'home = "{site.base}/"\nsitemaps = [{{ url = "{site.base}/index.xml" }}]\n')
    written = "SELECT count(*) FROM urls WHERE kind = 'article'"
    process = project.start("crawl", "wide", program=FEW)
    _, err = process.communicate(timeout=120)
    assert project.rows(written)[0][0] == 300
    assert "URLs left out by a limit: 300 from sitemaps" in err
    told = "SELECT detail, count(*) FROM fetches WHERE reason = 'too_many_addresses' GROUP BY detail"
    assert project.rows(told) == [("100 URLs left out", 3)]
    process = project.start("crawl", "wide", program=FEW)
    _, err = process.communicate(timeout=120)
    assert project.rows(written)[0][0] == 600, "the next crawl goes on"
    assert "left out by a limit" not in err
    process = project.start("crawl", "wide", program=FEW.replace("300", "0"))
    _, err = process.communicate(timeout=120)
    assert "left out by a limit" not in err, "what is written needs no room"
