"""Pagers are read as software writes them: TYPO3, Plone, Joomla, Bitrix, ExpressionEngine and others."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.discovery.sections.page_labels import (
    is_page_label,
    list_pages,
    next_label,
    numbered_pages,
    page_number,
    told_next,
)
from newsarchive.discovery.urls.scoring import Anchor

H = "https://h.example"
SUMS = ("1c9f3a2b", "77d1e0c4", "a3b93d20", "f4442ab1")


def pages_of(template: str, *numbers: int, width: int = 1, first: int = 1) -> list[Anchor]:
    return [
        Anchor(H + template.format(n=width * (number - 1) + first, sum=SUMS[number % 4]), str(number))
        for number in numbers
    ]


@pytest.mark.parametrize(
    ("own", "template", "numbers", "width", "first", "following"),
    [
        ("/n/", "/n/?tx_news_pi1%5BcurrentPage%5D={n}&cHash={sum}", (2, 3, 4, 5), 1, 1, 2),
        ("/n/?x%5Bpage%5D=3&cHash=9e", "/n/?x%5Bpage%5D={n}&cHash={sum}", (2, 4), 1, 1, 4),
        ("/index.php?id=12", "/index.php?id=12&tx_ttnews%5Bpointer%5D={n}&cHash={sum}", (2, 3), 1, 0, 2),
        ("/news", "/news?b_start:int={n}", (2, 3, 4), 12, 0, 2),
        ("/news?b_start:int=12", "/news?b_start:int={n}", (1, 3, 4), 12, 0, 3),
        ("/news?start=20", "/news?start={n}", (2, 4), 10, 0, 4),
        ("/news/P10", "/news/P{n}", (1, 3), 10, 0, 3),
        ("/news.php", "/news.php?default.0.{n}", (2, 3), 9, 0, 2),
        ("/news/local-p2", "/news/local-p{n}", (3,), 1, 1, 3),
        ("/news/", "/news/?PAGEN_1={n}", (2, 3), 1, 1, 2),
        ("/a/list_5_2.html", "/a/list_5_{n}.html", (1, 3, 4), 1, 1, 3),
        ("/x,2.html", "/x,{n}.html", (3, 4), 1, 1, 3),
        ("/n?from=1", "/n?from={n}", (2, 3, 4), 9, 1, 2),
        ("/news?page=4", "/news?page={n}", (1, 2, 3), 1, 0, None),
    ],
)  # fmt: skip
def test_numbers_lead_to_the_next_page(
    own: str, template: str, numbers: tuple[int, ...], width: int, first: int, following: int | None
) -> None:
    found = numbered_pages(pages_of(template, *numbers, width=width, first=first), H + own)
    given_pages = dict(
        zip(numbers, (a.url for a in pages_of(template, *numbers, width=width, first=first)), strict=True)
    )
    assert (found.next if found else None) == given_pages.get(following or 0)


def test_a_part_of_the_pager_does_not_tell_the_last_page() -> None:
    found = numbered_pages(pages_of("/n?page={n}", 2, 3), f"{H}/n")
    assert found is not None
    assert found.last == 0
    found = numbered_pages(pages_of("/n?page={n}", 2, 3, 9), f"{H}/n")
    assert found is not None
    assert found.last == 9


@pytest.mark.parametrize(("own", "following"), [("/n", 10), ("/n?from=10", 19)])
@pytest.mark.parametrize("label", ["{0}-{1}", "{0}"])
def test_pages_are_labelled_by_what_they_begin_with(own: str, following: int, label: str) -> None:
    begun = [start for start in (10, 19, 28) if not own.endswith(f"={start}")]
    begun += [] if own == "/n" else [1]
    anchors = [Anchor(f"{H}/n?from={start}", label.format(start, start + 8)) for start in begun]
    found = numbered_pages(anchors, H + own)
    assert found is not None
    assert found.next == f"{H}/n?from={following}"


def test_read_on_is_no_next_page() -> None:
    teasers = [Anchor(f"{H}/story-{number}", "Weiter") for number in range(5)]
    assert told_next(teasers) is None
    assert told_next([*teasers, Anchor(f"{H}/?page=2", "Nächste »")]) == f"{H}/?page=2"


def test_what_is_only_labelled_as_a_page_is_one() -> None:
    anchors = [
        Anchor(f"{H}/news/local-p3", "3"),
        Anchor(f"{H}/news/flood-at-the-mill", "»"),
        Anchor(f"{H}/news/flood-at-the-mill", "Flood at the mill"),
        Anchor(f"{H}/news/local-p9", "Last »"),
    ]
    assert len(list_pages(anchors)) == 2


@pytest.mark.parametrize(
    "text", ["2", "[3]", "Seite 4", "第5页", "Next 12 items »", "›", "След.", "11 - 20", "尾页"]
)
def test_labels(text: str) -> None:
    assert is_page_label(text)


@pytest.mark.parametrize(
    "text", ["", "Next of kin found", "1984 revisited", "Page turned on old feud", "12 dead"]
)
def test_headlines_are_no_labels(text: str) -> None:
    assert not is_page_label(text)


@given(st.text(), st.lists(st.tuples(st.text(), st.text())), st.text())
def test_pagers_are_read_without_errors(text: str, links: list[tuple[str, str]], url: str) -> None:
    anchors = [Anchor(f"{H}/{path}", words) for path, words in links]
    assert next_label(text) <= is_page_label(text)
    assert page_number(text) >= 0
    assert numbered_pages(anchors, url) is None or url is not None
    assert len(list_pages(anchors)) <= len(anchors)
