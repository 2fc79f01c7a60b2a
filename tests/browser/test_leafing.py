"""A list that only its page turns is leafed through in each crawl; its articles come without a browser."""

from __future__ import annotations

import re
import threading
from pathlib import Path

import pytest

from newsarchive.browser.leafing import with_links
from newsarchive.discovery.sections.front_page import read_front_page
from tests.databases import make_sqlite_archive
from tests.sites.feedless.__main__ import FeedlessServer
from tests.sites.feedless.invention import serial
from tests.sites.feedless.layouts import shell
from tests.sites.feedless.simulated import Asked, Feedless, as_html, batch, start
from tests.sites.trying import command

DECLARED = """title = "Turned"
home = "{home}"
delay = 0

[[sections]]
url = "{home}"
article = '/news/\\d+'
render = true
"""


def turned_site() -> Feedless:
    """Its form is sent by POST, names no page in an address, and its button is called otherwise each time."""
    site = start(
        "turned", "turned", "en", 8, title="Turned", address=lambda story: f"/news/{serial(story, 7000)}"
    )

    def answer(asked: Asked) -> object:
        page = asked.number("page", 1)
        links = "".join(
            f"<li><a href='{site.path(one)}'>{one.title}</a></li>" for one in batch(site.stories, page - 1, 3)
        )
        form = (
            "<form method='post' action='/'><input type='hidden' name='page' "
            f"value='{page + 1}'><button>{'Older news' if page == 1 else 'More'}</button></form>"
        )
        vote = "<form method='post' action='/vote'><button class='load-more'>Vote</button></form>"
        return as_html(shell("Turned", f"<ul>{links}</ul>{form if page < 3 else ''}{vote}"))

    site.route("/", answer)  # type: ignore[arg-type]
    site.trap("/vote", {"ok": True})
    return site


# A crawl with Chromium: that it leafs, remembers what it saw and fetches articles plainly shows only there.
@pytest.mark.usefixtures("chromium")
def test_a_crawl_turns_the_pages(tmp_path: Path) -> None:
    site = turned_site()
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "turned.toml").write_text(DECLARED.format(home=site.home), encoding="utf-8")
    make_sqlite_archive(tmp_path / "archive.db")
    server = FeedlessServer({site.name: site})
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    done = command(tmp_path, f"http://127.0.0.1:{server.server_port}", "crawl", "turned")
    server.shutdown()
    server.server_close()
    assert re.search(r"stored, new +8$", done.stderr, re.MULTILINE), done.stderr
    asked = server.log[site.name]
    assert [one["body"] for one in asked if one["method"] == "POST"] == ["page=2", "page=3"]
    assert all("Chrome" not in one["agent"] for one in asked if "/news/" in one["url"])


def test_what_was_seen_is_told_with_the_page() -> None:
    page = with_links(b"<html><body><p>x</p></body></html>", {"https://h.example/a?b=1&c=2": 'A "b" <c>'})
    (anchor,) = read_front_page(page, "https://h.example/").anchors
    assert (anchor.url, anchor.text) == ("https://h.example/a?b=1&c=2", 'A "b" <c>')
    assert with_links(b"x", {}) == b"x"
