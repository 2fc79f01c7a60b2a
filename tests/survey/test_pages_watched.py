"""Which pages of a site a survey opens in the browser, and why."""

from __future__ import annotations

from typing import Any

import pytest

from newsarchive.discovery.documents import Link
from newsarchive.discovery.sections.pagination import Pager
from newsarchive.survey.requests import Answered
from newsarchive.survey.site_evidence import ListingPlace, Survey, SurveyProblem
from newsarchive.survey.site_listings import is_scripted, speaks_of_more
from newsarchive.survey.watched_lists import WatchedSurvey

H = "https://quay.example"
PLAIN = Answered(f"{H}/", b"<html><body><a href='/a'>The harbour is open</a></body></html>")
SCRIPTED = Answered(f"{H}/", b"<html><body><script>var harbour = 1;</script></body></html>")


class Lists:
    """Says that scripts may ask for data, as where they were not read."""

    def asks_for_data(self, _markup: str) -> bool:
        return True


def section(path: str, count: int = 0, **given: Any) -> ListingPlace:
    links = tuple(Link(url=f"{H}{path}/the-harbour-opens-{n}", score=0.8) for n in range(count))
    return ListingPlace(kind="section", url=H + path, found="navigation", links=links, **given)


def watching(*places: ListingPlace) -> WatchedSurvey:
    survey = Survey(asked=H, home=f"{H}/", places=list(places))
    return WatchedSurvey(None, survey, Lists(), None)  # type: ignore[arg-type]


FRONT = section("", 6)


def test_a_section_that_scripts_fill_is_opened_though_the_front_page_has_none() -> None:
    shell = section("/latest", problem=SurveyProblem.SHELL, is_shell=True)
    assert watching(FRONT).reason(PLAIN) is None
    watch = watching(FRONT, section("/about"), shell)
    assert watch.reason(PLAIN) is not None
    assert watch._pages(PLAIN) == [f"{H}/latest"]
    assert watch._pages(SCRIPTED)[:2] == [f"{H}/", f"{H}/latest"]


def test_so_is_one_whose_control_speaks_of_more() -> None:
    many = section("/news", 30, speaks_of_more=True)
    assert watching(FRONT, section("/news", 30)).reason(PLAIN) is None
    assert "speaks of more" in str(watching(FRONT, many).reason(PLAIN))
    # Its pages go on without scripts.
    paged = section("/news", 30, speaks_of_more=True, pager=Pager(next=f"{H}/news?page=2"))
    assert watching(FRONT, paged).reason(PLAIN) is None


def test_pages_to_sign_in_are_not_opened() -> None:
    door = section("/login", problem=SurveyProblem.SHELL, is_shell=True)
    assert watching(FRONT, door).reason(PLAIN) is None


@pytest.mark.parametrize(
    "words", ["تحميل المزيد", "Afficher plus", "더보기", "और देखें", "Load more", "Xem thêm"]
)
def test_words_for_more(words: str) -> None:
    page = f"<button>{words}</button>".encode()
    assert not speaks_of_more(page)  # nothing would happen
    assert speaks_of_more(page + b"<script src='/list.js'></script>")
    assert not speaks_of_more(b"<script src='/list.js'></script>")
    assert is_scripted(b"<script src='/list.js'></script>")
