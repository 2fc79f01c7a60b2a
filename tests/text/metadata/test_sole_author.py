"""The only person that the markup names is the author, also where it names a desk beside."""

from __future__ import annotations

import pytest

from newsarchive.items import FetchedPage
from newsarchive.stages import run_stages

TEXT = "<p>The keeper of the upper lock retires on Friday after 31 years. Boats wait until noon.</p>" * 4


@pytest.mark.parametrize(
    ("meta", "authors"),
    [
        (
            "<meta name=author content='The Lock Team'><meta property=article:author content='佐藤健一'>",
            ("佐藤健一",),
        ),
        ("<meta name=author content='The Lock Team'>", ()),
        ("<meta property=article:author content='https://social.example/lock'>", ()),
    ],
)
def test_a_person_beside_a_desk(meta: str, authors: tuple[str, ...]) -> None:
    story = f"<article><h1>Lock keeper</h1>{TEXT}</article>"
    body = f"<html><head><title>Lock</title>{meta}</head><body>{story}</body></html>"
    page = FetchedPage(url="http://lock.example/a", body=body.encode(), content_type="text/html")
    assert run_stages(page).facts.authors == authors
