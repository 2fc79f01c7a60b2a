"""Whole crawls of a site that only a browser can read, with a real Chromium."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

from tests.browser.site import LEAD
from tests.cli.crawling import MockServer, Project
from tests.mockserver.articles import SENTENCES
from tests.processes import family, still_alive, wait_until

pytestmark = [pytest.mark.usefixtures("chromium"), pytest.mark.xdist_group("browser")]

NO_OTHERS: Mapping[str, float] = MappingProxyType({})
# The program with some settings, and then in one line of JSON what it counted, how often each page was read,
# and whether it ever imported Playwright.
COUNTING = """
import json, sys
drives = {"playwright", "scrapy_playwright", "newsarchive.browser.renderer"}
drives.add("newsarchive.compat.playwright_private")
if {anew}:  # the process that forks has imported it
    for name in [name for name in sys.modules if drives & {name, name.partition(".")[0]}]:
        del sys.modules[name]
import settings.test
vars(settings.test).update({settings})
from collections import Counter
from newsarchive.cli import crawl_one, main
from newsarchive.extensions.page_reader import PageReaderExtension
readings = Counter()
read = PageReaderExtension.read
def counting(self, page):
    readings[f"{page.url} {'rendered' if page.rendered else 'sent'}"] += 1
    return read(self, page)
PageReaderExtension.read = counting
before = crawl_one._outcome
def after(crawler, asked):
    code = before(crawler, asked)
    counted = {name: value for name, value in crawler.stats.get_stats().items() if isinstance(value, int)}
    imported = any(name in sys.modules for name in drives)
    print(json.dumps(counted | {"imported": imported, "readings": readings}))
    return code
crawl_one._outcome = after
main()
"""


# So that little is needed to be too much: a browser that spins until its time is up keeps a processor busy.
STRICT = {
    "NEWSARCHIVE_RENDER_SETTLE": 4.0,
    "NEWSARCHIVE_RENDER_DEADLINE": 7.0,
    "NEWSARCHIVE_RENDER_BYTES": 8 << 20,
    "NEWSARCHIVE_RENDER_MEMORY": 500 << 20,
    "NEWSARCHIVE_RENDER_REQUESTS": 100,
}


def crawl(
    project: Project,
    *words: str,
    settings: Mapping[str, float] = NO_OTHERS,
    anew: bool = False,
    **environment: Any,
) -> dict[str, Any]:
    """Crawl to the end; return the counters, those of rendering without their beginning.

    `anew` is for what drives a browser to be imported in the process of the crawl.
    """
    program = COUNTING.replace("{settings}", repr(dict(settings))).replace("{anew}", repr(anew))
    process = project.start("crawl", *words, program=program, **environment)
    try:
        out, err = process.communicate(timeout=240)
    finally:
        process.kill()
    assert process.returncode == 0, err
    assert "Traceback" not in err
    assert len(err.splitlines()) < 200
    counted: dict[str, Any] = json.loads(out.splitlines()[-1])
    return {name.removeprefix("newsarchive/render/"): value for name, value in counted.items()}


def asked(site: MockServer, beginning: str) -> list[str]:
    return sorted(entry["path"] for entry in site.log() if entry["path"].startswith(beginning))


def reasons(project: Project) -> dict[str, str | None]:
    rows = project.rows("SELECT u.url, f.reason FROM fetches f JOIN urls u ON u.id = f.url_id")
    return {url.split("/", 3)[3]: reason for url, reason in rows}


def test_a_site_of_scripts_is_found_out_and_remembered(site: MockServer, project: Project) -> None:
    project.declare("app", f'feeds = [{{ url = "{site.base}/apps.xml" }}]\n')
    project.declare("plain", f'addresses = {{ urls = ["{site.base}/a/1", "{site.base}/a/2"] }}\n')

    first = crawl(project, "app", settings={"NEWSARCHIVE_RENDER_PAGES": 2})
    stories = project.rows("SELECT title, text FROM current_articles ORDER BY title")
    assert [title for title, _ in stories] == [f"Board deepens channel number {n}" for n in range(1, 4)]
    assert all("will be able to enter at any tide" in text and "Loading" not in text for _, text in stories)
    # One capture a page, the rendered one: what the server sent made no row and no event of its own.
    outcomes = project.rows("SELECT outcome, count(*) FROM fetches WHERE body_sha256 IS NOT NULL GROUP BY 1")
    assert outcomes == [("new", 3)]
    assert project.rows(
        "SELECT count(*) FROM fetches WHERE headers LIKE '%x-newsarchive-rendered: chromium/%'"
    ) == [(3,)]
    assert project.rows("SELECT mode, tried, helped FROM renderings") == [("browser", 2, 2)]
    assert (first["shell"], first["asked"], first["helped"], first["page"]) == (3, 3, 3, 3)
    # Each of the two pages that a URL had was read once.
    apps = [f"{site.base}/app/{n}" for n in range(1, 4)]
    assert first["readings"] == {f"{url} {by}": 1 for url in apps for by in ("sent", "rendered")}
    assert (first["newsarchive/extract/article"], first["newsarchive/clean/article"]) == (3, 3)
    assert first["recycled"] == 1  # after the second page
    # Neither pictures nor trackers, and one user agent.
    assert not [entry for entry in site.log() if "png" in entry["path"] or "analytics" in entry["path"]]
    assert asked(site, "/style.css")
    agent = f"newsarchive/{version('newsarchive')} (+mailto:desk@harbour.example)"
    assert {entry["agent"] for entry in site.log()} == {agent}

    plain = crawl(project, "plain", anew=True)
    assert not plain["imported"]
    assert plain["newsarchive/store/new"] == 2

    site.set(edition=1)
    second = crawl(project, "app", anew=True)
    assert second["imported"]
    assert "asked" not in second
    assert second["page"] == 4
    assert second["readings"] == {f"{site.base}/app/4 rendered": 1}
    assert asked(site, "/app/") == [f"/app/{n}" for n in range(1, 5)]
    assert (second["newsarchive/store/new"], second["newsarchive/article/unchanged"]) == (1, 3)

    why = project.run("why", f"{site.base}/app/1")
    assert "rendered by chromium/" in why.stdout


def test_pages_a_browser_does_not_fill_are_not_tried_again(site: MockServer, project: Project) -> None:
    urls = ", ".join(f'"{site.base}/empty/{n}"' for n in range(1, 6))
    project.declare("empty", f'addresses = {{ urls = [{urls}] }}\nrecheck_days = "always"\n')
    first = crawl(project, "empty")
    assert (first["asked"], first["no_help"]) == (3, 3)
    assert project.rows("SELECT mode, tried, helped FROM renderings") == [("plain", 3, 0)]
    # What is stored is what the server sent.
    assert project.rows("SELECT reason, headers LIKE '%rendered%' FROM fetches GROUP BY 1, 2") == [
        ("too_short", 0)
    ]
    # After some weeks it is found out anew, though the shells are the same and would answer 304.
    project.change("UPDATE renderings SET decided_at = '2026-01-01 00:00:00'")
    assert crawl(project, "empty", "--limit", "1")["asked"] == 1


def test_a_section_that_is_a_shell(site: MockServer, project: Project) -> None:
    project.declare("listed", f'sections = [{{ url = "{site.base}/listing/", article = "/app/[0-9]" }}]\n')
    counted = crawl(project, "listed")
    assert project.rows("SELECT count(*) FROM current_articles") == [(2,)]
    assert counted["asked"] == counted["helped"] > 1
    assert project.rows("SELECT mode FROM renderings") == [("browser",)]
    # From then on the browser is used from the start, and scrolls to the end of the list.
    assert "named_nothing" not in crawl(project, "listed")
    assert project.rows("SELECT count(*) FROM current_articles") == [(3,)]


def test_pages_that_misbehave_in_a_browser(site: MockServer, project: Project) -> None:
    """The site stands for one of the public web, behind the operator's proxy: loopback is closed to it."""
    names = ("restless/1", "hang/2", "lured/3", "barred/4", "heavy/5", "moving/6", "app/7", "missing")
    urls = ", ".join(f'"http://app.example/{name}"' for name in names)
    project.declare("wild", f'addresses = {{ urls = [{urls}] }}\nrender = "browser"\n', private=False)
    counted = crawl(project, "wild", settings=STRICT, http_proxy=site.base, NEWSARCHIVE_WORKERS="1")
    assert reasons(project) == {
        "restless/1": None,
        "hang/2": "timeout",
        "lured/3": "private_address",
        "barred/4": "robots",
        "heavy/5": None,
        "moving/6": None,
        "app/7": None,
        "missing": "not_found",
    }
    assert not asked(site, "/secret")
    assert asked(site, "http://app.example/api/7")
    titles = project.rows("SELECT url, title FROM current_articles ORDER BY title")
    assert [title[-1] for _, title in titles] == ["1", "5", "6", "7"]
    assert "http://app.example/app/6" in {url for url, _ in titles}
    assert min(counted["unsettled"], counted["deadline"], counted["too_large"]) >= 1
    assert not project.rows("SELECT 1 FROM renderings")  # declared: nothing is found out


def test_a_page_has_the_url_that_was_answered_for(site: MockServer, project: Project) -> None:
    """What scripts write into the address bar is no redirect, nor is an answer that brings no document."""
    names = ("pushing/1", "homing/2", "moving/3", "leaping/4", "beeping/5", "app/6#!/story")
    urls = ", ".join(f'"{site.base}/{name}"' for name in names)
    project.declare("app", f'addresses = {{ urls = [{urls}] }}\nrender = "browser"\n')
    crawl(project, "app")
    stored = dict(project.rows("SELECT url, title FROM current_articles"))
    assert stored == {
        f"{site.base}/{name}": f"Board deepens channel number {name.partition('#')[0][-1]}"
        for name in ("pushing/1", "homing/2", "app/3", "app/8#!/story", "beeping/5", "app/6#!/story")
    }
    redirected = (
        "SELECT u.url FROM fetches f JOIN urls u ON u.id = f.url_id WHERE f.final_url <> u.url ORDER BY 1"
    )
    assert project.rows(redirected) == [(f"{site.base}/leaping/4",), (f"{site.base}/moving/3",)]


def test_what_stands_in_shadow_roots_is_read(site: MockServer, project: Project) -> None:
    pages = [f"{site.base}/{kind}/1" for kind in ("rooted", "declared")]
    project.declare("app", f'render = "browser"\naddresses = {{ urls = {json.dumps(pages)} }}\n')
    crawl(project, "app")
    told = "\n".join((LEAD, *(sentence.format(n=1) for sentence in SENTENCES)))
    assert (
        project.rows("SELECT title, text FROM current_articles")
        == [("Board deepens channel number 1", told)] * 2
    )


def test_what_stands_in_closed_shadow_roots_is_read(site: MockServer, project: Project) -> None:
    pages = [f"{site.base}/{kind}/1" for kind in ("closed-root", "sealed")]
    project.declare("app", f'render = "browser"\naddresses = {{ urls = {json.dumps(pages)} }}\n')
    crawl(project, "app")
    told = "\n".join((LEAD, *(sentence.format(n=1) for sentence in SENTENCES)))
    assert project.rows("SELECT text FROM current_articles") == [(told,)] * 2


@pytest.mark.parametrize("mode", ["auto", "browser"])
def test_a_story_in_a_frame_of_the_page_s_own_is_read(site: MockServer, project: Project, mode: str) -> None:
    names = ("framed/1", "doc/2", "abroad/3", "advertised/4")
    urls = json.dumps([f"{site.base}/{name}" for name in names])
    project.declare("app", f'render = "{mode}"\naddresses = {{ urls = {urls} }}\n')
    crawl(project, "app")
    assert reasons(project) == {
        "framed/1": None,
        "doc/2": None,
        "abroad/3": "too_short",
        "advertised/4": None,
    }
    for name in ("framed/1", "doc/2", "advertised/4"):
        told = "\n".join((LEAD, *(sentence.format(n=name[-1]) for sentence in SENTENCES)))
        stored = f"SELECT title, text FROM current_articles WHERE url = '{site.base}/{name}'"
        assert project.rows(stored) == [(f"Board deepens channel number {name[-1]}", told)]


def test_a_page_that_says_that_it_waits_is_waited_for(site: MockServer, project: Project) -> None:
    pages = [f"{site.base}/{name}" for name in ("late/1", "loading/2", "scrolled/3", "app/4")]
    project.declare("app", f'render = "browser"\naddresses = {{ urls = {json.dumps(pages)} }}\n')
    crawl(project, "app")
    expected = ["\n".join(sentence.format(n=number) for sentence in SENTENCES) for number in range(1, 5)]
    assert [text for (text,) in project.rows("SELECT text FROM current_articles ORDER BY url")] == [
        expected[at] for at in (3, 0, 1, 2)
    ]


def test_a_story_that_comes_as_a_stream_is_read(site: MockServer, project: Project) -> None:
    project.declare("app", f'render = "browser"\naddresses = {{ urls = ["{site.base}/streamed/1"] }}\n')
    crawl(project, "app")
    told = "\n".join(sentence.format(n=1) for sentence in SENTENCES)
    assert project.rows("SELECT title, text FROM current_articles") == [
        ("Board deepens channel number 1", told)
    ]


def test_a_beginning_is_asked_for_in_the_browser(site: MockServer, project: Project) -> None:
    """The server sends two paragraphs, scripts fill a box below them; whose box is for remarks is whole."""
    pages = [f"{site.base}/{name}" for name in ("begun/1", "remarked/2", "begun/3")]
    project.declare("app", f"addresses = {{ urls = {json.dumps(pages)} }}\n")
    counted = crawl(project, "app")
    told = project.rows("SELECT text, text_confidence > 0.7 FROM current_articles ORDER BY text")
    expected = [
        ("\n".join(sentence.format(n=number) for sentence in SENTENCES[:most]), 1)
        for number, most in ((1, 5), (2, 2), (3, 5))
    ]
    assert told == sorted(expected)
    assert (counted["asked"], counted["helped"]) == (2, 2)
    assert not project.rows("SELECT 1 FROM renderings")  # the site can be read without a browser


def test_a_beginning_without_a_browser_is_told(site: MockServer, project: Project) -> None:
    project.declare("app", f'addresses = {{ urls = ["{site.base}/begun/1", "{site.base}/remarked/2"] }}\n')
    done = project.run("crawl", "app", **browserless(project))
    assert "one page shows only the beginning of a story" in done.stderr
    told = dict(project.rows("SELECT url, text_confidence FROM current_articles"))
    assert told[f"{site.base}/begun/1"] == 0.5
    assert told[f"{site.base}/remarked/2"] > 0.8


def test_a_server_that_does_not_answer_is_out_of_time(site: MockServer, project: Project) -> None:
    pages = [f"{site.base}/{name}" for name in ("mute/1", "app/2")]
    project.declare("app", f'render = "browser"\naddresses = {{ urls = {json.dumps(pages)} }}\n')
    crawl(project, "app", settings={"PLAYWRIGHT_DEFAULT_NAVIGATION_TIMEOUT": 3_000.0, "RETRY_TIMES": 0})
    assert reasons(project) == {"mute/1": "timeout", "app/2": None}


def test_the_next_story_below_a_story_is_another(site: MockServer, project: Project) -> None:
    pages = [f"{site.base}/next/{number}" for number in (1, 3)]
    project.declare("app", f'render = "browser"\naddresses = {{ urls = {json.dumps(pages)} }}\n')
    crawl(project, "app")
    for number in (1, 3):
        told = "\n".join(sentence.format(n=number) for sentence in SENTENCES)
        stored = f"SELECT title, text FROM current_articles WHERE url = '{site.base}/next/{number}'"
        assert project.rows(stored) == [(f"Board deepens channel number {number}", told)]


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_a_crawl_that_is_ended_leaves_no_browser_behind(
    site: MockServer, project: Project, number: signal.Signals
) -> None:
    urls = ", ".join(f'"{site.base}/hang/{n}"' for n in range(1, 9))
    project.declare("hang", f'addresses = {{ urls = [{urls}] }}\nrender = "browser"\n')
    process = project.start("crawl", "hang", NEWSARCHIVE_WORKERS="1")
    children: set[int] = set()
    while not asked(site, "/hang/") or len(children) < 4:
        assert process.poll() is None
        children = family(process.pid)
        time.sleep(0.05)
    started = time.monotonic()
    os.kill(process.pid, number)
    _, err = process.communicate(timeout=30)
    assert not still_alive(children, 10)
    assert "Traceback" not in err
    if number == signal.SIGTERM:
        assert process.returncode == 3
        assert time.monotonic() - started < 10
    # Every address is asked for again by the next crawl.
    assert project.rows("SELECT DISTINCT state FROM urls") in ([("found",)], [("claimed",)])


def test_a_page_whose_browser_is_killed_is_asked_for_again(site: MockServer, project: Project) -> None:
    pages = [f"{site.base}/ticking/1", f"{site.base}/app/2"]
    project.declare("app", f'render = "browser"\naddresses = {{ urls = {json.dumps(pages)} }}\n')
    process = project.start("crawl", "app", NEWSARCHIVE_WORKERS="1")
    wait_until(lambda: asked(site, "/api/1"), "the page asks for nothing", 60)
    time.sleep(2)  # its network is quiet, its text is not: the browser is asked for that alone
    for number in family(process.pid):
        words = Path(f"/proc/{number}/cmdline").read_bytes().split(b"\0")
        if any(b"--remote-debugging" in word for word in words):
            os.kill(number, signal.SIGKILL)
    _, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    assert reasons(project) == {"ticking/1": None, "app/2": None}
    assert asked(site, "/ticking/1") == ["/ticking/1"] * 2


def browserless(project: Project) -> dict[str, str]:
    return {"PATH": "/nowhere", "HOME": str(project.folder), "NEWSARCHIVE_CHROMIUM": ""}


def test_without_a_browser_the_crawl_goes_on_and_says_so(site: MockServer, project: Project) -> None:
    project.declare("app", f'addresses = {{ urls = ["{site.base}/app/1", "{site.base}/a/2"] }}\n')
    done: subprocess.CompletedProcess[str] = project.run("crawl", "app", **browserless(project))
    assert done.returncode == 0, done.stderr
    assert "1 pages are empty but for scripts, and no browser is installed" in done.stderr
    assert reasons(project) == {"app/1": "too_short", "a/2": None}
    assert not project.rows("SELECT 1 FROM renderings")


def test_a_browser_that_does_not_start_is_not_told_as_missing(site: MockServer, project: Project) -> None:
    project.declare("app", f'addresses = {{ urls = ["{site.base}/app/1", "{site.base}/app/2"] }}\n')
    done = project.run("crawl", "app", NEWSARCHIVE_CHROMIUM="/bin/false")
    assert "Chromium cannot be started" in done.stderr
    assert (
        "2 pages are empty but for scripts, and the browser that would render them did not start"
        in done.stderr
    )
    assert "is installed" not in done.stderr
    assert "were fetched with a browser" not in done.stderr


def test_a_source_that_declares_a_browser_needs_one(site: MockServer, project: Project) -> None:
    project.declare("app", f'addresses = {{ urls = ["{site.base}/app/1"] }}\nrender = "browser"\n')
    missing = project.run("crawl", "app", **browserless(project))
    assert missing.returncode == 2
    assert "no Chromium was found" in missing.stderr
    assert "apt-get install chromium" in missing.stderr
    broken = project.run("crawl", "app", NEWSARCHIVE_CHROMIUM="/bin/false")
    assert broken.returncode == 3
    assert "Chromium cannot be started" in broken.stderr
    assert "Traceback" not in missing.stderr + broken.stderr


def test_pages_that_take_too_much_are_given_up_and_the_next_is_rendered(
    site: MockServer, project: Project
) -> None:
    """A balloon of 6 GB, a text of 9 MB and 20,000 fetches: each refused by name, few lines in the log."""
    pages = [f"{site.base}/{kind}/1" for kind in ("balloon", "long", "greedy")] + [f"{site.base}/app/1"]
    project.declare("app", f'render = "browser"\naddresses = {{ urls = {json.dumps(pages)} }}\n')
    counted = crawl(project, "app", settings=STRICT, NEWSARCHIVE_WORKERS="1")
    assert reasons(project) == {
        "balloon/1": "rendering_limit",
        "long/1": "rendering_limit",
        "greedy/1": "rendering_limit",
        "app/1": None,
    }
    assert counted["too_much_memory"] == counted["too_many_requests"] == counted["too_long"] == 1
    assert len(asked(site, "/poll")) <= 100
