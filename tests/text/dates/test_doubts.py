"""Which outright statements are doubted, and what may stand against them."""

from __future__ import annotations

import pytest

from newsarchive.text.dates.markup_dates import Claim
from newsarchive.text.dates.time_choice import is_doubtful, rivals
from newsarchive.text.dates.visible_dates import Sighting
from tests.text.dates.pages import page_of, tree_of

DAY = "2024-05-02"


@pytest.mark.parametrize(
    ("head", "claims", "url", "doubted"),
    [
        ("", (), "https://news.example/a", False),
        ("<p>2 May 2024</p>", (), "https://news.example/2024/05/02/a", False),
        ("<p>1 May 2024</p>", (), "https://news.example/a", True),
        ("", (("meta:pubdate", "2024-04-30"),), "https://news.example/a", True),
        ("", (("meta:date", "2024-04-30"),), "https://news.example/a", False),
        ("", (), "https://news.example/2024/05/01/a", True),
    ],
)
def test_another_day_said_outright_in_the_address_or_shown_makes_doubt(
    head: str, claims: tuple[Claim, ...], url: str, doubted: bool
) -> None:
    tree = tree_of(head)
    page = page_of(tree, published=(("json-ld", DAY), *claims), url=url)
    assert is_doubtful(DAY, page, tree, month_first=False) is doubted


@pytest.mark.parametrize(
    ("time", "traits", "kept"),
    [
        ("2024-05-09", ("src:json-ld-published",), True),
        ("2024-04-30", ("kind:text",), True),
        ("2024-04-30", ("kind:text", "label:updated"), False),
        ("2024-05-09", ("kind:text",), False),
        ("2024-05-03", ("kind:text", "stated:local"), True),
        ("2024-04-29", ("kind:text",), False),
        ("2024-04-29T10:30:00", ("kind:text",), False),
        ("2024-04-29T12:30:00", ("kind:text",), False),
        ("2024-04-29T18:05:00", ("kind:text",), True),
    ],
)
def test_changes_and_later_days_are_no_rivals(time: str, traits: tuple[str, ...], kept: bool) -> None:
    page = page_of(
        tree_of(""), published=(("json-ld", DAY),), modified=(("json-ld", "2024-04-29T10:30:00Z"),)
    )
    found = Sighting(time, "text", traits)
    assert (list(rivals([found], DAY, page, month_first=False)) == [found]) is kept
