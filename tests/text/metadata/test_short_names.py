"""Initials stand for the whole name that the page gives too; a paper behind a name is no second writer."""

from __future__ import annotations

import pytest

from newsarchive.items import FetchedPage
from newsarchive.stages import run_stages

TEXT = (
    "The upper lock closes on Friday, and boats must wait at the quay until the spring, the council said.",
    "Its gates were hung in 1932 and have been mended three times since, the last time after a flood.",
    "A ferry takes people across meanwhile; it leaves the north pier every half hour from six o'clock on.",
)

PLACES = ("northern", "southern", "eastern", "western", "oldest", "newest", "widest", "smallest")


def authors(byline: str, *, below: str = "", amid: str = "") -> tuple[str, ...]:
    lines = [f"<p>{line.replace('the', f'the {place}', 1)}</p>" for place in PLACES for line in TEXT]
    text = "".join((*lines[:9], amid, *lines[9:]))
    page = (
        "<html lang=en><head><title>The upper lock closes - Lock Notes</title></head><body><main><article>"
        f"<h1>The upper lock closes</h1>{byline}<div class=text>{text}</div></article>{below}</main>"
        "</body></html>"
    )
    return run_stages(FetchedPage(url="https://lock.example/2031/lock/", body=page.encode())).facts.authors


INITIALS = (
    "<p class=meta>4 May 2031 Posted by <span class='author vcard'>"
    "<a rel=author href=/author/{0}/>{0}</a></span></p>"
)


def test_initials_stand_for_the_name_that_the_page_gives() -> None:
    licence = "<p>Lock Notes by Helen Carter is under a licence of its own.</p>"
    assert authors(INITIALS.format("HC"), below=licence) == ("Helen Carter",)
    assert authors(INITIALS.format("HC")) == ("HC",)
    assert authors(INITIALS.format("MP"), below=licence) == ("MP",)


@pytest.mark.parametrize(
    ("second", "named"),
    [
        ("Washington Post", ("Helen Carter",)),
        ("Boston Globe", ("Helen Carter",)),
        ("Denver Post", ("Helen Carter",)),
        ("Emily Post", ("Helen Carter", "Emily Post")),
        ("Ringo Star", ("Helen Carter", "Ringo Star")),
    ],
)
def test_a_paper_behind_a_name_is_no_second_writer(second: str, named: tuple[str, ...]) -> None:
    byline = (
        "<div class=byline>By <span class=author-name>Helen Carter</span></div>"
        f"<div class=byline><span class=author-name>{second}</span></div><time>4 May 2031</time>"
    )
    assert authors(byline) == named


LIST = (
    "<dl class=meta><dt> {0} </dt>\n<dd> <a href=/staff/x/>{1}</a> </dd><dt>Date</dt><dd>4 May 2031</dd></dl>"
)


def test_a_list_of_terms_labels_the_author() -> None:
    assert authors("", amid=LIST.format("Auteur", "\n" + 250 * " " + "Helen Carter")) == ("Helen Carter",)
    assert authors("", amid=LIST.format("Author", "Helen Carter")) == ("Helen Carter",)
    assert authors("", amid=LIST.format("Cover", "Helen Carter")) == ()
    assert authors("", amid=LIST.format("Author", "Lock Notes")) == ()
    book = "<dt>ISBN</dt><dd>0-000-00000-0</dd></dl>"
    assert authors("", amid=LIST.format("Author", "Helen Carter").replace("</dl>", book)) == ()
