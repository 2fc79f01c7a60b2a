"""What the markup of a page has its scripts load is found without running them."""

from __future__ import annotations

from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.discovery.documents import page_root
from newsarchive.discovery.sections.loaded_pieces import following_piece, loaded_pieces

URL = "https://h.example/news/"


def pieces(html: str) -> list[str]:
    root = page_root(f"<html><body><p>x</p>{html}</body></html>")
    assert root is not None
    return [url.removeprefix("https://h.example") for url in loaded_pieces(root, URL)]


def following(html: str) -> str | None:
    root = page_root(f"<html><body><p>x</p>{html}</body></html>")
    assert root is not None
    return following_piece(root, URL)


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<iframe src='/inc/box.php'></iframe>", ["/inc/box.php"]),
        ("<iframe src='about:blank' data-src='/inc/box.php'></iframe>", ["/inc/box.php"]),
        ("<iframe data-lazy-src='box.php'></iframe>", ["/news/box.php"]),
        ("<main hx-get='/river' hx-trigger='load' hx-swap='innerHTML'></main>", ["/river"]),
        ("<div hx-get='/river' hx-trigger='revealed once'></div>", ["/river"]),
        ("<turbo-frame id='l' src='/latest'></turbo-frame>", ["/latest"]),
        ("<include-fragment src='/latest'></include-fragment>", ["/latest"]),
        ("<div hx-get='/river?page=2' hx-trigger='revealed'></div>", []),
        ("<button hx-get='/menu' hx-trigger='click'>Menu</button>", []),
        ("<iframe src='about:blank'></iframe>", []),
        ("<img data-src='/a.jpg'>", []),
    ],
)
def test_frames_and_pieces(html: str, found: list[str]) -> None:
    assert pieces(html) == found


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<div hx-get='/river?cur=6b07' hx-trigger='revealed'></div>", "/river?cur=6b07"),
        ("<div hx-get='/river?cur=6b07' hx-trigger='intersect once'></div>", "/river?cur=6b07"),
        ("<button hx-get='/news/p/2'>More</button>", "/news/p/2"),
        ("<turbo-frame loading='lazy' src='/news?page=2'></turbo-frame>", "/news?page=2"),
        ("<div id='end' data-next-url='?page=2'></div>", "/news/?page=2"),
        ("<button data-load-more-url='/news/more/2.html'>More</button>", "/news/more/2.html"),
        ("<main hx-get='/river?n=10' hx-trigger='load'></main>", None),
        ("<button hx-get='/vote?id=2'>+1</button>", None),
        ("<button hx-post='/api/vote?id=2'>+1</button>", None),
        ("<div data-next='2' data-more='true'></div>", None),
        ("<div data-next-url='https://other.example/?page=2'></div>", None),
    ],
)
def test_what_follows(html: str, found: str | None) -> None:
    assert following(html) == (f"https://h.example{found}" if found else None)


NAMES = st.sampled_from(["src", "data-src", "hx-get", "hx-trigger", "data-next-url", "loading", "ic-src"])
TAGS = st.sampled_from(["iframe", "div", "turbo-frame", "button", "a"])


@given(st.lists(st.tuples(TAGS, st.dictionaries(NAMES, st.text(max_size=30), max_size=4)), max_size=5))
def test_any_markup_is_read(elements: list[tuple[str, dict[str, str]]]) -> None:
    written = [
        (tag, " ".join(f"{name}='{escape(value)}'" for name, value in told.items())) for tag, told in elements
    ]
    html = "".join(f"<{tag} {attributes}></{tag}>" for tag, attributes in written)
    root = page_root(f"<html><body>{html}</body></html>")
    if root is not None:
        assert all(url.startswith(("http://", "https://")) for url in loaded_pieces(root, URL))
        assert (following_piece(root, URL) or URL).startswith("https://h.example")
