"""`sources new` on sites of three kinds; what it printed, crawled as it is, finds their articles, no more."""

from __future__ import annotations

import contextlib
import socket
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from newsarchive.sources import load_source
from tests.sites import all_sites
from tests.sites.trying import Tried, command, serving, try_site

COUNT = 24  # articles a site: half of the benchmark's, with every trap
SITES = all_sites(COUNT)

pytestmark = pytest.mark.xdist_group("survey")


@pytest.fixture(scope="module")
def proxy() -> Iterator[str]:
    with serving(COUNT) as address:
        yield address


@pytest.fixture(scope="module", params=["paper-zh-gbk", "local-en", "portal-en"])
def tried(request: pytest.FixtureRequest, proxy: str, tmp_path_factory: pytest.TempPathFactory) -> Tried:
    return try_site(SITES[request.param], tmp_path_factory.mktemp("survey") / "site", proxy)


def test_the_articles_are_found_and_nothing_else(tried: Tried) -> None:
    assert not tried.wrong, tried.report
    assert tried.found >= 0.95, tried.report + tried.proposal + tried.crawl


def test_it_is_polite_and_says_what_it_did(tried: Tried) -> None:
    assert 0 < tried.requests <= 40
    assert tried.report.count("article  ") >= 2, "pages tried"
    assert "As they would be stored" in tried.report
    assert tried.report.rstrip().endswith("tried.toml.")
    assert "Traceback" not in tried.report + tried.crawl


def test_what_is_printed_is_what_is_written(tried: Tried, proxy: str) -> None:
    table = tomllib.loads(tried.proposal)
    assert table["home"] == tried.site.home
    assert table["language"].startswith(tried.site.name.split("-")[1].replace("local", "en"))
    assert "allow" not in table.get("links", {}), "what feeds and sitemaps name is asked for"


def test_a_site_that_does_not_answer(proxy: str, tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    away = command(tmp_path, proxy, "sources", "new", "http://nowhere.example/", "--delay", "0")
    assert (away.returncode, away.stdout) == (2, "")
    assert "http_502" in away.stderr
    assert not list((tmp_path / "sources").iterdir())


def test_mistakes_are_2_and_nothing_is_asked(proxy: str, tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "there.toml").write_text("# mine")
    there = command(tmp_path, proxy, "sources", "new", "http://www.northwire.example/", "--name", "there")
    assert there.returncode == 2
    assert "exists already" in there.stderr
    nowhere = command(tmp_path / "none", proxy, "sources", "new", "http://www.northwire.example/")
    assert nowhere.returncode == 2
    assert "does not exist" in nowhere.stderr
    odd = command(tmp_path, proxy, "sources", "new", "ftp://h.example/")
    assert odd.returncode == 2
    assert (tmp_path / "sources" / "there.toml").read_text() == "# mine"


def test_a_site_that_refuses_connections_is_one_error(tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    home = f"http://127.0.0.1:{free_port()}/"
    done = command(tmp_path, "", "sources", "new", home, "--allow-private-addresses", "--delay", "0")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "refused" in done.stderr
    assert ".." not in done.stderr


def test_private_addresses_are_refused(tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    done = command(tmp_path, "", "sources", "new", "http://127.0.0.1:9/", "--dry-run")
    assert done.returncode == 2
    assert "--allow-private-addresses" in done.stderr


def test_no_file_is_written_of_a_site_whose_pages_cannot_be_read(tmp_path: Path) -> None:
    """A feed names articles, and none of them is there: nobody knows what they look like."""
    site, sources = tmp_path / "site", tmp_path / "sources"
    site.mkdir()
    sources.mkdir()
    (site / "index.html").write_text(
        "<title>Pier</title><link rel=alternate type=application/rss+xml href=/f.xml>"
    )
    items = "".join(
        f"<item><title>Pier {n}</title><link>/2026/10/0{n}/pier/</link></item>" for n in (1, 2, 3)
    )
    (site / "f.xml").write_text(f"<rss version='2.0'><channel><title>x</title>{items}</channel></rss>")
    (site / "robots.txt").write_text("User-agent: *\nDisallow: /2026/10/02/\n")
    port = free_port()
    server = [sys.executable, "-m", "http.server", str(port), "--bind", "127.0.0.1", "--directory", str(site)]
    with subprocess.Popen(server, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            await_port(port)
            asked = (
                "sources",
                "new",
                f"http://127.0.0.1:{port}/",
                "--delay",
                "0",
                "--allow-private-addresses",
            )
            done = command(tmp_path, "", *asked)
        finally:
            process.kill()
    assert (done.returncode, done.stdout) == (2, ""), done.stderr
    assert "pages tried could be read as an article" in done.stderr
    assert "http_404" in done.stderr
    assert "(robots)" in done.stderr
    assert "ignored" not in done.stderr
    assert "Disabled" not in done.stderr, "that there is no archive is no news to a survey"
    assert list(sources.iterdir()) == []


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def await_port(port: int) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.05)


def test_a_site_that_needs_a_browser_says_so(proxy: str, tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    home = SITES["app-js"].home
    output = tmp_path / "app.toml"
    done = command(tmp_path, proxy, "sources", "new", home, "--delay", "0", "--output", str(output))
    assert done.returncode == 0, done.stderr
    assert 'render = "browser"' in done.stdout
    assert "needs a browser" in done.stderr
    assert "sitemap" in [listing.kind for listing in load_source(output).listings()]
    assert output.read_text() == done.stdout
