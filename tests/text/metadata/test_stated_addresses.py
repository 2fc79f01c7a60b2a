"""URLs that markup writes, made absolute: http only, with a host, and of the page, not of a copy of it."""

from __future__ import annotations

import pytest
from lxml.html import document_fromstring

from newsarchive.items import FetchedPage
from newsarchive.stages import run_stages
from newsarchive.text.metadata.stated_addresses import absolute, stated_address
from newsarchive.text.page.structured_data import MetaTags

BASE = "https://base.example/2026/story.html"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("/a.jpg", "https://base.example/a.jpg"),
        (" b.jpg ", "https://base.example/2026/b.jpg"),
        ("//cdn.example/c.jpg", "https://cdn.example/c.jpg"),
        ("HTTP://ab.io", "http://ab.io"),
        ("http://www.a.io/", "http://www.a.io/"),
        ("http://a.io", None),
        ("http://www.a.i/", None),
        ("https://h/", None),
        ("ftp://host.example/", None),
        ("mailto:x@y.example", None),
        ("data:image/png;base64,x", None),
        ("http://[::1", None),
        ("https://base.example/" + "x" * 2_000, None),
        ("", None),
        (None, None),
    ],
)
def test_absolute_urls(written: str | None, expected: str | None) -> None:
    found = absolute(written, BASE)
    assert (found and found.lower()) == expected


STORY = "https://base.example/2026/story"
REPLAY = "https://archive.example/web/20230105101112"


@pytest.mark.parametrize(
    ("link", "shared", "is_local", "expected"),
    [
        # As sites write it.
        (STORY, None, False, STORY),
        ("/2026/story", "https://base.example/other", False, STORY),
        (None, STORY, False, STORY),
        ("story-of-the-day.html", None, False, "https://base.example/2026/story-of-the-day.html"),
        ("../2026/story", None, False, STORY),
        ("../index.php/2026/story", None, False, "https://base.example/index.php/2026/story"),
        ("../v2.0/story", None, False, "https://base.example/v2.0/story"),
        ("../news.nsf/story", None, False, "https://base.example/news.nsf/story"),
        ("story.html", None, False, "https://base.example/2026/story.html"),
        ("story/index.html", None, False, "https://base.example/2026/story/index.html"),
        ("the-story.html", "https://base.example/", False, "https://base.example/2026/the-story.html"),
        ("index.html", "https://base.example/2026/", False, "https://base.example/2026/index.html"),
        # As mirrors make of it.
        ("story.html", STORY, False, STORY),
        ("../../www2.base.example/2026/story.html", None, False, None),
        (
            "../../www2.base.example/2026/story.html",
            "https://www2.base.example/s",
            False,
            "https://www2.base.example/s",
        ),
        ("story-1a2b.html", None, True, None),
        ("story-1a2b.html", STORY, True, STORY),
        ("story-1a2b.html", "story-1a2b.html", True, None),
        ("story-1a2b.html", "https://base.example/", True, None),
        ("story-1a2b.html", "https://base.example/2026/", True, None),
        (STORY, None, True, STORY),
        # As archives replay it.
        (f"{REPLAY}/{STORY}", None, False, STORY),
        ("/c/20230105101112oe_/" + STORY, None, False, STORY),
        ("https://archive.example/2023.01.05-101112/" + STORY, "https://archive.example/AbCd1", False, STORY),
    ],
)
def test_the_address_a_page_states(
    link: str | None, shared: str | None, is_local: bool, expected: str | None
) -> None:
    head = f'<link rel="canonical" href="{link}">' if link else ""
    head += f'<meta property="og:url" content="{shared}">' if shared else ""
    tree = document_fromstring(f"<html><head>{head}</head><body><p>x</p></body></html>")
    assert stated_address(tree, MetaTags(tree), STORY, is_local=is_local) == expected


CAPTURE = (
    '<html><head><meta property="og:site_name" content="archive.example">{head}'
    '<meta property="article:published_time" content="{published}"></head>'
    '<body><div id="HEADER">5 Jan 2023 10:11:12 UTC</div><article><h1>The pier</h1>'
    '<figure><img src="{image}" width=600></figure><p>{text}</p></article></body></html>'
)


@pytest.mark.parametrize(
    ("head", "published", "image", "expected"),
    [
        (
            f'<link rel="canonical" href="https://archive.example/2023.01.05-101112/{STORY}">',
            "2023-01-05T10:11:12Z",
            f"{REPLAY}im_/https://base.example/i.jpg",
            (None, None, "https://base.example/i.jpg"),
        ),
        (
            f'<link rel="canonical" href="{REPLAY}/{STORY}">',
            "2021-09-04T08:00:00Z",
            "/i.jpg",
            (None, "2021-09-04T08:00:00+00:00", "https://base.example/i.jpg"),
        ),
        (
            f'<link rel="canonical" href="{STORY}">',
            "2023-01-05T10:11:12Z",
            "story_files/i.jpg",
            ("archive.example", "2023-01-05T10:11:12+00:00", "https://base.example/2026/story_files/i.jpg"),
        ),
    ],
    ids=["capture", "replay", "no replay"],
)
def test_what_an_archive_says_of_its_capture_is_not_the_page_s(
    head: str, published: str, image: str, expected: tuple[str | None, str | None, str | None]
) -> None:
    words = "The council of the bay voted on Tuesday to rebuild the old pier after nine years of debate. " * 5
    page = CAPTURE.format(head=head, published=published, image=image, text=words)
    facts = run_stages(FetchedPage(url=STORY, body=page.encode())).facts
    assert (facts.outlet, facts.published_at, facts.image) == expected


def test_files_of_a_copy_have_no_address() -> None:
    assert absolute("./Story_files/i.jpg", BASE, is_local=True) is None
    assert absolute("/i.jpg", BASE, is_local=True) == "https://base.example/i.jpg"
