"""Whole crawls in real processes: everything found is accounted for, nothing is lost or stored twice."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
from collections import Counter
from importlib.metadata import version
from pathlib import Path

import pytest

from tests.cli.crawling import ROOT, MockServer, Project
from tests.mockserver.articles import SENTENCES
from tests.text.boilerplate.gazette import gazette_text

# The program with less patience for an archive that is away: a minute is too long for a test.
IMPATIENT = (
    "import settings.test; settings.test.NEWSARCHIVE_ARCHIVE_PATIENCE = 1.0;"
    "from newsarchive.cli import main; main()"
)
PLACES = """
feeds = [{{ url = "{base}/feed.xml" }}]
sitemaps = [{{ url = "{base}/sitemap.xml" }}]
sections = [{{ url = "{base}/section/", article = "/a/[0-9]+" }}]
addresses = {{ urls = ["{base}/a/12", "{base}/withdrawn", "{base}/loop", "{base}/busy", "{base}/binary"] }}
"""
WITH_WORKERS = pytest.mark.parametrize("project", [1], indirect=True)


@pytest.fixture(params=[0])
def project(request: pytest.FixtureRequest, tmp_path: Path, sqlite_template: Path) -> Project:
    made = Project(tmp_path, workers=request.param)
    shutil.copy(sqlite_template, tmp_path / "archive.db")
    return made


def stories(project: Project) -> list[tuple[str, int]]:
    """Return path and revisions of every article, sorted."""
    rows = project.rows("SELECT url, max(revision) FROM article_history GROUP BY url")
    return sorted((url.split("/", 3)[3], revision) for url, revision in rows)


@WITH_WORKERS
def test_everything_found_is_accounted_for(server: MockServer, project: Project) -> None:
    project.declare("mock", PLACES.format(base=server.base))
    first = project.run("crawl", "mock")
    assert first.returncode == 0, first.stderr
    assert "Traceback" not in first.stderr
    assert "scrapy" not in first.stderr, "a component that misses another warns at each start"
    assert not first.stdout
    # /moved leads to /a/7 and is no article of its own; /gbk lies about its charset.
    assert [path for path, _ in stories(project)] == sorted([f"a/{n}" for n in range(1, 13)] + ["gbk"])
    [(title,)] = project.rows("SELECT title FROM current_articles WHERE url LIKE '%/gbk'")
    assert title == "海港决定疏浚第5号航道"
    failures = {
        path.split("/", 3)[3]: reason
        for path, reason in project.rows(
            "SELECT u.url, e.reason FROM url_events e JOIN urls u ON u.id = e.url_id"
            " WHERE e.reason IS NOT NULL"
        )
    }
    assert failures["missing"] == "not_found"
    assert failures["gone"] == "gone"
    assert failures["closed/1"] == "robots"
    assert failures["loop"] == "too_many_redirects"
    assert failures["busy"] == "http_503"
    assert failures["withdrawn"] == "to_home"
    assert failures["binary"] == "binary"
    log = server.log()
    assert not any(entry["path"].startswith("/closed") for entry in log)
    assert {entry["agent"] for entry in log} == {
        f"newsarchive/{version('newsarchive')} (+mailto:desk@harbour.example)"
    }
    for line in ("stored, new", "too_many_redirects", "robots"):
        assert line in first.stderr


@WITH_WORKERS
def test_what_comes_cut_short_is_asked_again_and_never_taken_for_the_page(
    server: MockServer, project: Project
) -> None:
    """Every form and framing, from a real server: what breaks off is `truncated`, and a bomb a bomb."""
    server.set(edition=0)
    forms, framings = ("gzip", "zlib", "deflate", "br", "zstd"), ("length", "chunks", "close")
    whole = [f"packed/{form}/{framing}/whole" for form in forms for framing in framings]
    late = [f"packed/{form}/close/late" for form in forms]
    cut = [f"packed/{form}/{framing}/cut" for form in forms for framing in framings]
    lost = [f"packed/gzip/{framing}/lost" for framing in framings]
    bombs = ["packed/gzip/length/bomb", "packed/br/chunks/bomb", "packed/zstd/close/bomb"]
    urls = [f"{server.base}/{path}" for path in (*whole, *late, *cut, *lost, *bombs)]
    project.declare("mock", f"addresses = {{ urls = {urls} }}\nexpect = {{ failed = 1 }}")
    done = project.run("crawl", "mock")
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    assert stories(project) == sorted((path, 1) for path in (*whole, *late))
    failures = "SELECT url, reason FROM fetch_failures"
    assert {url.removeprefix(server.base + "/"): reason for url, reason in project.rows(failures)} == (
        dict.fromkeys(cut, "truncated")
        | dict(zip(lost, ("cut_off", "cut_off", "truncated"), strict=True))
        | dict.fromkeys(bombs, "bomb")
    )
    asked = Counter(entry["path"].strip("/") for entry in server.log())
    assert {asked[path] for path in (*cut, *lost)} == {2}, "RETRY_TIMES of the test's settings is one"
    assert {asked[path] for path in whole + bombs} == {1}
    assert "truncated" in done.stderr
    assert "DOWNLOAD_FAIL_ON_DATALOSS" not in done.stderr, "what is cut is never to be stored"
    server.set(edition=0)
    project.run("crawl", "mock")
    again = {entry["path"].strip("/") for entry in server.log()}
    assert again >= {*cut, *lost}, "what came cut short is asked for by the next crawl"


def test_selectors_of_the_source_are_used_and_misses_named(server: MockServer, project: Project) -> None:
    selectors = "[extraction]\nbody = 'article'\nremove = ['p:nth-of-type(2)']\ntitle = '.none'\n"
    project.declare("mock", f'addresses = {{ urls = ["{server.base}/a/5"] }}\n{selectors}')
    done = project.run("crawl", "mock")
    assert done.returncode == 0, done.stderr
    assert "selector extraction.title found nothing on 1 pages" in done.stderr
    [(text,)] = project.rows("SELECT text FROM current_articles")
    assert text.startswith("The harbour board met on the 5th day")
    assert "measured the sand" not in text
    assert "berths at the northern quay" in text


def test_what_stands_below_every_story_is_learned_and_no_edit(server: MockServer, project: Project) -> None:
    def declare(stories: int) -> None:
        urls = ", ".join(f'"{server.base}/noticed/{number}"' for number in range(1, stories + 1))
        project.declare("mock", f'addresses = {{ urls = [{urls}] }}\nrecheck_days = "always"\n')

    declare(6)
    assert project.run("crawl", "mock").returncode == 0
    assert project.rows(
        "SELECT count(*) FROM current_articles WHERE text LIKE '%printed by its readers%'"
    ) == [(6,)]
    declare(8)
    assert project.run("crawl", "mock").returncode == 0
    # The six have other bytes and are read without the notice now: the publisher edited none of them.
    outcomes = dict(project.rows("SELECT outcome, count(*) FROM fetches WHERE crawl_id = 2 GROUP BY 1"))
    assert outcomes == {"new": 2, "unchanged": 6}
    assert project.rows("SELECT count(*), max(revision) FROM article_history") == [(8, 1)]
    assert project.rows(
        "SELECT count(*) FROM current_articles WHERE text LIKE '%printed by its readers%'"
    ) == [(6,)]
    assert project.rows(
        "SELECT place, kind, count(*) FROM removed_text WHERE rule = 'host_lines' GROUP BY 1, 2"
    ) == [("tail", "furniture", 2)]


def test_boxes_of_the_host_are_learned_and_no_edit(server: MockServer, project: Project) -> None:
    """Short news among letters is read wrongly at first, rightly once a crawl has completed."""

    def declare(stories: int) -> None:
        urls = ", ".join(f'"{server.base}/gazette/{number}"' for number in range(1, stories + 1))
        project.declare("mock", f'addresses = {{ urls = [{urls}] }}\nrecheck_days = "always"\n')

    def wrong() -> set[int]:
        found = dict(project.rows("SELECT url, text FROM current_articles"))
        texts = {int(url.rpartition("/")[2]): text for url, text in found.items()}
        return {number for number, text in texts.items() if text != gazette_text(number)}

    declare(16)
    assert project.run("crawl", "mock").returncode == 0
    first = wrong()
    assert first == set(range(2, 17, 2))
    declare(24)
    assert project.run("crawl", "mock").returncode == 0
    # All have other bytes, and eight are read otherwise now: the publisher edited none of them.
    outcomes = dict(project.rows("SELECT outcome, count(*) FROM fetches WHERE crawl_id = 2 GROUP BY 1"))
    assert outcomes == {"new": 8, "unchanged": 16}
    assert wrong() == first, "the eight new ones are right"
    rules = "SELECT count(DISTINCT url) FROM removed_text WHERE rule = 'host_boxes'"
    assert project.rows(rules) == [(4,)]
    assert project.run("reprocess").returncode == 0
    assert wrong() == set()


def test_a_second_crawl_asks_conditionally_and_finds_the_edit(server: MockServer, project: Project) -> None:
    project.declare("mock", PLACES.format(base=server.base) + 'recheck_days = "always"\n')
    assert project.run("crawl", "mock").returncode == 0
    server.set(edition=1)
    assert project.run("crawl", "mock").returncode == 0
    assert dict(stories(project))["a/1"] == 2
    assert sum(revision for _, revision in stories(project)) == len(stories(project)) + 1
    statuses = {entry["path"]: entry["status"] for entry in server.log()}
    assert statuses["/a/1"] == "200"
    assert {statuses[f"/a/{n}"] for n in range(2, 13)} == {"304"}
    assert statuses["/news.xml.gz"] == "304"
    # An index is asked for whole, or its children would be lost; so is a feed that was broken.
    assert (statuses["/sitemap.xml"], statuses["/feed.xml"]) == ("200", "200")
    server.set(edition=1)
    assert project.run("crawl", "mock").returncode == 0
    assert dict(stories(project))["a/1"] == 2


def test_a_304_feed_still_leaves_rechecks(server: MockServer, project: Project) -> None:
    project.declare("many", f'feeds = [{{ url = "{server.base}/many.xml" }}]\n')
    assert project.run("crawl", "many").returncode == 0
    server.set(slow=0)
    assert project.run("crawl", "many").returncode == 0
    statuses = [entry["status"] for entry in server.log() if entry["path"] != "/robots.txt"]
    assert statuses == ["304"] * 61


def test_limit_leaves_the_rest_for_the_next_crawl(server: MockServer, project: Project) -> None:
    project.declare("many", f'feeds = [{{ url = "{server.base}/many.xml" }}]\nrecheck_days = 0\n')
    assert project.run("crawl", "many", "--limit", "5").returncode == 0
    assert len(stories(project)) == 5
    assert project.run("crawl", "many").returncode == 0
    assert [revision for _, revision in stories(project)] == [1] * 60


@WITH_WORKERS
def test_killed_and_run_again_nothing_is_lost_or_stored_twice(server: MockServer, project: Project) -> None:
    project.declare("many", f'feeds = [{{ url = "{server.base}/many.xml" }}]\nrecheck_days = 0\n')
    server.set(slow=0.1)
    process = project.start("crawl", "many")
    server.wait_for(process, asked=20)
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()
    before = len(project.rows("SELECT 1 FROM articles"))
    assert before < 60
    server.set(slow=0)
    again = project.run("crawl", "many")
    assert again.returncode == 0, again.stderr
    assert len(stories(project)) == 60
    assert [revision for _, revision in stories(project)] == [1] * 60
    asked = [entry["path"] for entry in server.log() if "/slow/" in entry["path"]]
    assert len(asked) == 60 - before
    assert project.rows("SELECT count(*) FROM urls WHERE state IN ('found', 'claimed')") == [(0,)]


@WITH_WORKERS
def test_sigterm_ends_cleanly_with_code_3(server: MockServer, project: Project) -> None:
    project.declare("many", f'feeds = [{{ url = "{server.base}/many.xml" }}]\n')
    server.set(slow=0.2)
    process = project.start("crawl", "many")
    server.wait_for(process)
    os.kill(process.pid, signal.SIGTERM)
    _, err = process.communicate(timeout=120)
    assert process.returncode == 3
    assert "ended early (shutdown)" in err
    assert "Traceback" not in err
    assert project.rows("SELECT reason FROM crawls") == [("shutdown",)]


def test_an_archive_that_goes_away_is_4(server: MockServer, project: Project) -> None:
    project.declare("many", f'feeds = [{{ url = "{server.base}/many.xml" }}]\n')
    server.set(slow=0.3)
    with project.start("crawl", "many", program=IMPATIENT) as process:
        server.wait_for(process)
        (project.folder / "archive.db").rename(project.folder / "elsewhere.db")
        _, err = process.communicate(timeout=120)
    assert process.returncode == 4
    assert "was deleted or replaced while it was open" in err
    assert "Traceback" not in err


def test_a_busy_source_is_3_and_0_when_only_due(server: MockServer, project: Project) -> None:
    project.declare("many", f'feeds = [{{ url = "{server.base}/many.xml" }}]\n')
    server.set(slow=8)  # sixty of them: three more commands must find it at work
    process = project.start("crawl", "many")
    server.wait_for(process)
    busy = project.run("crawl", "many")
    assert busy.returncode == 3
    assert "is being crawled since" in busy.stderr
    assert "Traceback" not in busy.stderr
    project.change("UPDATE crawls SET started_at = '2026-01-01 00:00:00'")  # so that it is due again
    due = project.run("crawl", "--due")
    assert (due.returncode, "Traceback" in due.stderr) == (0, False)
    assert "is being crawled since" in due.stderr
    process.kill()
    process.communicate()


def test_a_site_that_is_away_is_no_traceback(project: Project) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    project.declare("away", f'addresses = {{ urls = ["http://127.0.0.1:{port}/a/1"] }}\n')
    done = project.run("crawl", "away")
    assert done.returncode == 3
    assert "answered: the site did not answer" in done.stderr
    assert "Traceback" not in done.stderr
    assert f"http://127.0.0.1:{port}/robots.txt cannot be downloaded" in done.stderr
    assert project.rows("SELECT event, reason FROM url_events") == [("skipped", "robots_unreachable")]
    assert "left for the next crawl: 1 robots_unreachable" in done.stderr


def test_private_addresses_are_refused_unless_declared(server: MockServer, project: Project) -> None:
    named = server.base.replace("127.0.0.1", "localhost")
    urls = f'addresses = {{ urls = ["{server.base}/a/1", "{named}/a/2", "{server.base}/inside"] }}\n'
    project.declare("mock", urls, private=False)
    done = project.run("crawl", "mock")
    assert done.returncode == 0, done.stderr
    assert not server.log()
    reasons = project.rows("SELECT DISTINCT reason FROM url_events WHERE reason IS NOT NULL")
    assert reasons == [("private_address",)]
    assert "private_address" in done.stderr


def test_credentials_in_a_url_are_neither_sent_nor_shown(server: MockServer, project: Project) -> None:
    named = [
        f"{server.base.replace('//', '//bob:PWSECRET@')}{path}" for path in ("/a/1", "/none?token=TOKSECRET")
    ]
    project.declare("mock", f"addresses = {{ urls = {json.dumps(named)} }}\n")
    done = project.run("crawl", "mock")
    assert done.returncode == 0, done.stderr
    assert "SECRET" not in done.stderr + done.stdout
    assert {entry["path"] for entry in server.log()} == {"/robots.txt", "/a/1", "/none?token=TOKSECRET"}
    assert [path for path, _ in stories(project)] == ["a/1"]
    fetches = project.rows("SELECT url, reason, detail, final_url FROM fetches ORDER BY url LIKE '%none%'")
    assert [(url, reason) for url, reason, *_ in fetches] == [(named[0], None), (named[1], "not_found")]
    assert fetches[0][2:] == (None, f"{server.base}/a/1")
    for url in named:
        told = project.run("why", url)
        assert "http://***@" in told.stdout
        assert "SECRET" not in told.stdout + told.stderr
    unknown = project.run("why", "http://bob:PWSECRET@elsewhere.example/x")
    assert "http://***@elsewhere.example/x" in unknown.stderr


def test_what_a_take_down_keeps_out_is_counted(server: MockServer, project: Project) -> None:
    urls = json.dumps([f"{server.base}/a/{number}" for number in (1, 2, 3)])
    project.declare("mock", f"addresses = {{ urls = {urls} }}\n")
    done = project.run("crawl", "mock")
    assert "take-down" not in done.stderr
    for number in (1, 2):
        taken = project.run("forget", f"{server.base}/a/{number}", "--reason", "a wish", "--yes")
        assert taken.returncode == 0, taken.stderr
    done = project.run("crawl", "mock")
    assert "2 listed URLs are kept out by a take-down" in done.stderr
    assert [path for path, _ in stories(project)] == ["a/3"]


def test_several_sources_and_due(server: MockServer, project: Project) -> None:
    project.declare("first", f'addresses = {{ urls = ["{server.base}/a/1"] }}\n')
    project.declare("second", f'addresses = {{ urls = ["{server.base}/a/2"] }}\n')
    done = project.run("crawl", "--due")
    assert done.returncode == 0, done.stderr
    assert [path for path, _ in stories(project)] == ["a/1", "a/2"]
    again = project.run("crawl", "--due")
    assert (again.returncode, again.stderr) == (0, "No source is due.\n")


@pytest.mark.parametrize(
    ("arguments", "environment", "code", "said"),
    [
        (["nope"], {}, 2, "Unknown source 'nope'"),
        ([], {}, 2, "Declared are: mock"),
        (["--all", "mock"], {}, 2, "--all cannot be combined"),
        (["mock"], {"SCRAPY_PROJECT": "foo"}, 2, "Allowed: default, development, production, test."),
        (["mock"], {"NEWSARCHIVE_CONTACT": "a\nb"}, 2, "NEWSARCHIVE_CONTACT"),
        (["mock"], {"NEWSARCHIVE_DATABASE_URL": "sqlite:////nowhere/at/all.db"}, 4, "does not exist"),
        (["mock"], {"NEWSARCHIVE_SOURCES": "/nowhere"}, 2, "does not exist"),
    ],
)
def test_mistakes(
    tmp_path: Path, arguments: list[str], environment: dict[str, str], code: int, said: str
) -> None:
    project = Project(tmp_path)
    project.declare("mock", 'addresses = { urls = ["http://h.example/a"] }\n')
    done = project.run("crawl", *arguments, **environment)
    assert (done.returncode, done.stdout) == (code, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_an_archive_that_was_never_made_is_4_and_not_migrated(tmp_path: Path) -> None:
    project = Project(tmp_path)
    project.declare("mock", 'addresses = { urls = ["http://h.example/a"] }\n')
    done = project.run("crawl", "mock")
    assert done.returncode == 4
    assert "newsarchive db upgrade" in done.stderr
    assert not (tmp_path / "archive.db").exists()


def test_scrapy_crawl_keeps_working(server: MockServer, project: Project) -> None:
    project.declare("mock", f'addresses = {{ urls = ["{server.base}/a/1"] }}\n')
    done = subprocess.run(
        [sys.executable, "-m", "scrapy", "crawl", "source", "-a", "source=mock"],
        check=False,
        cwd=ROOT,
        env=project.environment,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    assert stories(project) == [("a/1", 1)]


def test_an_argument_that_is_none_is_told_with_those_that_are(project: Project) -> None:
    project.declare("mock", 'addresses = { urls = ["http://h.example/a"] }\n')
    done = subprocess.run(
        [sys.executable, "-m", "scrapy", "crawl", "source", "-a", "source=mock", "-a", "nosuch=1"],
        check=False,
        cwd=ROOT,
        env=project.environment,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode != 0
    assert "Traceback" not in done.stderr
    assert "'nosuch' is no argument of a crawl; allowed: source, limit, since, until, due" in done.stderr


def test_short_news_is_dated_by_its_feed_and_outlives_a_paywall(server: MockServer, project: Project) -> None:
    """Neither its comments nor the newest of other stories, which are dated, are taken for it."""
    project.declare("mock", f'feeds = [{{ url = "{server.base}/dated.xml" }}]')
    asked = (
        "SELECT published_at, published_offset, date_source, text, revision FROM current_articles ORDER BY 1"
    )
    stored = [
        (
            f"2026-09-0{n} 06:15:00",
            "+02:00",
            "listing",
            "\n".join(one.format(n=n) for one in SENTENCES[:2]),
            1,
        )
        for n in (1, 2)
    ]
    assert project.run("crawl", "mock").returncode == 0
    assert project.rows(asked) == stored
    server.set(edition=1)
    assert project.run("crawl", "mock").returncode == 0
    assert project.rows(asked) == stored
    assert project.rows("SELECT reason FROM url_events WHERE event = 'refused'") == [("paywall",)] * 2
