"""Whom an obituary has as its headline did not write it."""

from __future__ import annotations

import pytest

from newsarchive.items import FetchedPage
from newsarchive.stages import run_stages
from tests.text.metadata.test_byline_forms import STORY


@pytest.mark.parametrize(("line", "authors"), [("Clara Winter", ()), ("By Clara Winter", ("Clara Winter",))])
def test_whom_an_obituary_is_about_is_no_author(line: str, authors: tuple[str, ...]) -> None:
    about = "Clara Winter, 70, of Port Mara, died on Tuesday in the hospital by the harbour after an illness."
    text = f"<p>{about}</p>" + "".join(f"<p>{one}</p>" for one in STORY["en"])
    page = (
        "<html lang=en><head><title>Clara Winter | Paper</title></head><body><a href=/>Home</a>"
        f"<h1>Clara Winter</h1><i>{line if authors else 'May 15, 2031'}</i>{text}</body></html>"
    )
    found = run_stages(FetchedPage(url="https://paper.example/town/obit.html", body=page.encode()))
    assert found.facts.authors == authors
