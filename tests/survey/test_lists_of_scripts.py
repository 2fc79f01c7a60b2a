"""Lists in scripts as a survey asks for them: nothing that changes a site, and no list ends the survey."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from scrapy.http import HtmlResponse, Request, Response

from newsarchive.discovery.lists import list_reading
from newsarchive.discovery.sections.front_page import FrontPage, read_front_page
from newsarchive.discovery.urls.scoring import Anchor
from newsarchive.listings.list_kind import DataList
from newsarchive.survey import data_lists
from newsarchive.survey.data_lists import DataListSurvey
from newsarchive.survey.requests import Asker
from newsarchive.survey.site_evidence import ListingPlace, Survey, SurveyProblem
from newsarchive.survey.site_listings import section_place, survey_sections

HOME = "https://h.example/"
ROWS = [
    {"url": f"/2026/11/2{n}/a-story-of-the-harbour-{n}", "title": f"A long story of the harbour, number {n}"}
    for n in range(6)
]


class Readers:
    """Reads in this process, as the workers of a survey do in theirs."""

    async def read(self, reader: Callable[..., Any], *given: Any) -> Any:
        return reader(*given)


def surveyed(script: str) -> tuple[list[ListingPlace], list[tuple[str, str, str]]]:
    """Return the places that a front page's script gives, and the requests that were made."""
    made: list[tuple[str, str, str]] = []
    page = f"<html><body><script>{script}</script></body></html>".encode()

    async def download(request: Request) -> Response:
        made.append((request.method, request.url.removeprefix(HOME), request.body.decode()))
        body = page if request.url == HOME else json.dumps(ROWS).encode()
        return HtmlResponse(request.url, body=body, headers={"Content-Type": "text/html"})

    async def survey() -> list[ListingPlace]:
        asker = Asker(download, Readers())  # type: ignore[arg-type]
        front = await asker.get(HOME)
        made.clear()
        return await DataListSurvey(asker, Survey(asked=HOME, home=HOME)).of_front(front)

    return asyncio.run(survey()), made


def test_what_changes_the_site_is_told_and_not_asked_for() -> None:
    places, made = surveyed(
        'fetch("/graphql",{method:"POST",body:JSON.stringify({query:"mutation { like(id: 5) { id } }"})});'
        '$.post("/wp-admin/admin-ajax.php",{action:"postviews",id:1}); $.post("/api/news/praise",{id:"1"});'
        'fetch("/index.php?action=logout&next=news"); $.get("/api/news.php?do=delete&id=3");'
        '$.post("/api/list",{page:1,email:e}); fetch("/api/posts/15",{method:"DELETE"});'
        'axios.post("/api/news/latest",{});'
    )
    assert ("POST", "api/news/latest", "{}") in made
    assert {path for _, path, _ in made} == {"api/news/latest"}
    told = {(one.method, one.url.removeprefix(HOME)): one.problem for one in places if one.problem}
    assert told == {
        ("POST", "graphql"): SurveyProblem.CHANGES,
        ("POST", "wp-admin/admin-ajax.php"): SurveyProblem.CHANGES,
        ("POST", "api/news/praise"): SurveyProblem.CHANGES,
        ("GET", "index.php?action=logout&next=news"): SurveyProblem.CHANGES,
        ("GET", "api/news.php?do=delete&id=3"): SurveyProblem.CHANGES,
        ("DELETE", "api/posts/15"): SurveyProblem.CHANGES,
        ("POST", "api/list"): SurveyProblem.PERSONAL,
    }
    (found,) = [one for one in places if one.links]
    assert (found.method, len(found.links)) == ("POST", len(ROWS))


@pytest.mark.parametrize(
    "request_",
    [
        'fetch("/api/list",{headers:{"X-A":"' + "a" * 1_001 + '"}})',
        'fetch("/api/list",{method:"POST",body:JSON.stringify({query:"{' + "q" * 20_001 + '}"})})',
    ],
    ids=["header", "body"],
)
def test_a_request_that_no_declaration_holds_is_told(request_: str) -> None:
    places, made = surveyed(request_ + '; fetch("/api/news/latest");')
    assert {path.partition("?")[0] for _, path, _ in made} == {"api/news/latest"}
    assert SurveyProblem.UNDECLARABLE in {one.problem for one in places}
    assert any(one.links for one in places)


def test_a_post_may_send_nothing() -> None:
    places, made = surveyed('$.post("/api/news/more",{last:$("#x").val()})')
    assert made[0] == ("POST", "api/news/more", "")
    (found,) = [one for one in places if one.links]
    assert found.table is not None
    assert found.table.model_dump(exclude_defaults=True)["method"] == "POST"


def test_an_error_of_one_list_does_not_end_the_survey(monkeypatch: pytest.MonkeyPatch) -> None:
    known = list_reading.found_arrays

    def broken(data: Any, base: str, *given: Any) -> Any:
        if "x=1" in str(data.value):
            raise ZeroDivisionError
        return known(data, base, *given)

    monkeypatch.setattr(data_lists, "found_arrays", broken)
    ROWS[0]["note"] = "x=1"
    try:
        places, _ = surveyed('fetch("/api/news/latest")')
    finally:
        del ROWS[0]["note"]
    assert [one.problem for one in places] == ["reader_failed"]


def test_a_page_that_leads_on_and_its_frames_are_told() -> None:
    moved = read_front_page(b"<html><script>window.location.href='cn/index.html'</script></html>", HOME)
    assert moved.moved_to == f"{HOME}cn/index.html"
    away = read_front_page(b"<html><script>location.replace('https://e.example/')</script></html>", HOME)
    assert away.moved_to is None
    framed = read_front_page(
        b"<iframe src='list.html'></iframe><iframe src='//ads.example/a'></iframe>", HOME
    )
    assert (framed.frames, framed.moved_to) == ((f"{HOME}list.html",), None)


@pytest.mark.parametrize(
    "script",
    [
        "if (/iPhone/.test(navigator.userAgent)) { location.href = '/m/' }",
        "screen.width < 600 && location.replace('/m/')",
        "document.body.onclick = function () { location.href = '/m/' }",
        "localStorage.token ? start() : location.assign('/m/')",
    ],
)
def test_where_only_some_readers_are_sent_on_the_page_stays(script: str) -> None:
    page = f"<html><body><div id=app></div><script>{script}</script><script src=/app.js></script>"
    read = read_front_page(page.encode(), HOME)
    assert (read.is_shell, read.moved_to) == (True, None)


def test_an_entry_of_the_menu_that_signs_out_is_not_followed() -> None:
    made: list[str] = []

    async def download(request: Request) -> Response:
        made.append(request.url.removeprefix(HOME))
        return HtmlResponse(request.url, body=b"<a href='/world'>World</a>")

    anchors = (Anchor(f"{HOME}index.php?action=logout", "Bye", True), Anchor(f"{HOME}world", "World", True))
    frames = (f"{HOME}hits/counter.html", f"{HOME}list.html")
    survey = Survey(asked=HOME, home=HOME, front=FrontPage(anchors=anchors, frames=frames))
    asker = Asker(download, Readers())  # type: ignore[arg-type]
    places = asyncio.run(survey_sections(asker, survey, DataListSurvey(asker, survey)))
    assert made == ["list.html", "world"]
    told = {one.url.removeprefix(HOME): one.problem for one in places}
    assert told["index.php?action=logout"] == SurveyProblem.CHANGES
    assert told["hits/counter.html"] == SurveyProblem.CHANGES


def test_a_menu_is_followed_where_the_front_page_shows_a_few_articles() -> None:
    """The name of the section of all news has three words, as slugs of articles have."""
    rows = "".join(f"<a href='{row['url']}'>{row['title']}</a>" for row in ROWS)
    pages = {
        HOME: "<div class='nav'><a href='/toute-l-info/'>Toute l’info</a></div>"
        + rows[: rows.index("</a>") + 4],
        f"{HOME}toute-l-info/": rows,
    }

    async def download(request: Request) -> Response:
        body = f"<html><body><p>x</p>{pages.get(request.url, '')}</body></html>".encode()
        return HtmlResponse(request.url, body=body, headers={"Content-Type": "text/html"})

    async def survey() -> list[ListingPlace]:
        asker = Asker(download, Readers())  # type: ignore[arg-type]
        front = await asker.get(HOME)
        made = Survey(asked=HOME, home=HOME, front=read_front_page(front.body, HOME))
        made.places.append(await section_place(asker, front, "front page"))
        return await survey_sections(asker, made, DataListSurvey(asker, made))

    (place,) = [one for one in asyncio.run(survey()) if one.links]
    assert (place.url, len(place.links)) == (f"{HOME}toute-l-info/", len(ROWS))


def paged(script: str, pages: int) -> list[ListingPlace]:
    """Return the places that a front page's script gives, where a list has pages of six and says so."""

    async def download(request: Request) -> Response:
        at = parse_qs(urlsplit(request.url).query).get("page", ["1"])[0]
        rows = (
            [
                {
                    "url": f"/2026/11/2{at}/a-story-of-page-{at}-{n}",
                    "title": f"The story {at} {n} of the harbour",
                }
                for n in range(6)
            ]
            if int(at) <= pages
            else []
        )
        body = (
            f"NewsList.render({json.dumps({'CurPage': int(at), 'TotalPage': pages, 'Data': rows})});".encode()
        )
        page = f"<html><body><script>{script}</script></body></html>".encode()
        kind = "text/html" if request.url == HOME else "application/javascript"
        return HtmlResponse(
            request.url, body=page if request.url == HOME else body, headers={"Content-Type": kind}
        )

    async def survey() -> list[ListingPlace]:
        asker = Asker(download, Readers())  # type: ignore[arg-type]
        front = await asker.get(HOME)
        return await DataListSurvey(asker, Survey(asked=HOME, home=HOME)).of_front(front)

    return asyncio.run(survey())


@pytest.mark.parametrize("pages", [2, 5])
def test_a_list_whose_script_counts_up_before_it_asks_begins_at_its_first_page(pages: int) -> None:
    """Of two pages the second is the last, and says nothing of a next one."""
    places = paged(
        "var NewsList = { page: 0, load: function () { var s = document.createElement('script');"
        "s.src = '/api/list.jsp?rows=6&page=' + (NewsList.page + 1) + '&callback=NewsList.render';"
        "document.head.appendChild(s); } }; NewsList.load();",
        pages,
    )
    table = next(place.table for place in places if place.links)
    assert isinstance(table, DataList)
    assert "page=1&" in table.url
    assert "page={page}&" in str(table.next)
    assert table.pages >= pages
