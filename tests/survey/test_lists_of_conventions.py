"""Lists as real software asks for them: the survey declares them, and the declaration names them all."""

from __future__ import annotations

import asyncio
import html
import json
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from scrapy.http import HtmlResponse, Request, Response

from newsarchive.listings.list_kind import DataList, ListKind
from newsarchive.listings.listing_kind import Listing
from newsarchive.survey.data_lists import DataListSurvey
from newsarchive.survey.requests import Asker
from newsarchive.survey.site_evidence import ListingPlace, Survey
from newsarchive.survey.site_listings import section_place
from tests.survey.test_lists_of_scripts import Readers

HOME = "https://h.example/"
KIND = ListKind()
ROWS: list[dict[str, Any]] = [
    {
        "id": 900 - n,
        "url": f"/2026/11/{28 - n:02d}/a-story-of-the-harbour-{n}",
        "title": f"A long story of the harbour, number {n}",
        "published": f"2026-11-{28 - n:02d}T09:00:00+00:00",
    }
    for n in range(24)
]
Answers = Callable[[str, dict[str, str]], str | None]


def page(number: int, size: int = 6) -> list[dict[str, Any]]:
    return ROWS[(number - 1) * size : number * size]


def links(rows: list[dict[str, Any]]) -> str:
    return "".join(f"<h2><a href='{row['url']}'>{row['title']}</a></h2>" for row in rows)


def older_than(moment: str | None) -> str:
    return json.dumps({"items": [row for row in ROWS if not moment or row["published"] < moment][:6]})


def attribute(value: Any) -> str:
    return html.escape(json.dumps(value), quote=True)


def state(query: dict[str, str]) -> dict[str, Any]:
    number = int(query.get("page", 1))
    return {
        "articles": page(number),
        "pagination": {"currentPage": number, "nextPage": number + 1, "totalPages": 4},
    }


def bitrix(path: str, query: dict[str, str]) -> str:
    number = int(query.get("PAGEN_1", 1))
    more = f"<a data-url='/list/?PAGEN_1={number + 1}&amp;bxajaxid=8d7a'>Показать ещё</a>"
    return links(page(number)) + more * (path == "/")


def numbered(path: str, pattern: str, first: int = 1) -> int | None:
    found = re.fullmatch(pattern, path)
    return int(found[1]) if found and first <= int(found[1]) <= 4 else None


def inertia(_path: str, query: dict[str, str]) -> str:
    number = int(query.get("page", 1))
    following = f"{HOME}?page={number + 1}" if number < 4 else None
    told = {"props": {"posts": {"data": page(number), "links": {"next": following}}}}
    return f"<div id='app' data-page=\"{attribute(told)}\"></div>"


def rails(_path: str, query: dict[str, str]) -> str:
    return f"<div data-react-class='List' data-react-props=\"{attribute(state(query))}\"></div>"


def stimulus(path: str, query: dict[str, str]) -> str:
    if path == "/items.json":
        number = int(query.get("page", 1))
        following = f"/items.json?page={number + 1}" if number < 4 else None
        return json.dumps({"items": page(number), "next_url": following})
    items = attribute(page(1))
    return f"<div data-feed-items-value=\"{items}\" data-feed-next-url-value='/items.json?page=2'></div>"


def moments(path: str, query: dict[str, str]) -> str:
    if path == "/api/timeline":
        return older_than(query.get("before"))
    return """<script>async function load() { const url = new URL("/api/timeline", location.origin);
      url.searchParams.set("limit", "6"); if (all.length) { const last = all.at(-1);
      url.searchParams.set("before", last.published); } draw(await (await fetch(url)).json()); }</script>"""


def columns(path: str, _query: dict[str, str]) -> str | None:
    if path == "/":
        return """<script>var base = "/data/", column = "yw", n = 1; function next() {
          var s = document.createElement("script"); s.src = base + column + "_" + n + ".js?callback=show";
          n++; }</script>"""
    number = numbered(path, r"/data/yw_(\d)\.js")
    return f"show({json.dumps({'list': page(number)})})" if number else None


def folded(path: str, _query: dict[str, str]) -> str | None:
    if path == "/":
        return """<ul data-column="yw"></ul><script>var T = "/data".concat("/{c}-{p}.json");
          var c = ul.dataset.column;
          function go(n) { fetch(T.replace("{c}", c).replace(/\\{p\\}/g, n)).then(show); }</script>"""
    number = numbered(path, r"/data/yw-(\d)\.json")
    return json.dumps(page(number)) if number else None


def from_two(path: str, _query: dict[str, str]) -> str | None:
    if path == "/":
        return f"""<input type=hidden id=zone value=kultur>{links(page(1))}<script>var n = 1;
          $(".more").click(function() {{ n++;
          $.get("/x/" + $("#zone").val() + "/" + n + ".htm", add); }});</script>"""
    number = numbered(path, r"/x/kultur/(\d)\.htm", 2)
    return links(page(number)) if number else None


def drupal(path: str, query: dict[str, str]) -> str | None:
    if path == "/":
        view = {"view_name": "latest", "view_display_id": "block_1", "view_args": "", "view_dom_id": "ab"}
        told = {"views": {"ajax_path": "/views/ajax", "ajaxViews": {"views_dom_id:ab": view}}}
        return f"{links(page(1))}<script type='application/json'>{json.dumps(told)}</script>"
    if path != "/views/ajax" or query.get("view_name") != "latest":
        return None
    return json.dumps(
        [{"command": "insert", "method": "replaceWith", "data": links(page(int(query["page"]) + 1))}]
    )


def drawn(path: str, query: dict[str, str]) -> str | None:
    """The state begins a program, and only that says how addresses are made: of articles, of older pages."""
    if path == "/app/start.js":
        return """export function start(box, d) { box.innerHTML = d.rows.map((w) => `<a href="/${w.kind
          === "raffle" ? "" : "2026/"}${w.month}/${w.day}/${w.slug}">${w.title}</a>`).join("");
          if (d.leaf < d.leaves) box.append(`<a href="/?leaf=${d.leaf + 1}">Starsze</a>`) }"""
    if path != "/":
        return next((row["title"] for row in ROWS if row["url"] == path), None)
    number = int(query.get("leaf", 1))
    told = [
        {
            "title": row["title"],
            "month": "11",
            "day": row["url"][9:11],
            "slug": row["url"][12:],
            "kind": "news",
        }
        for row in page(number)
    ]
    given = f"{{rows: {json.dumps(told)}, leaf: {number}, leaves: 4}}"
    return f"""<div id=box></div><script>import("/app/start.js").then((kit) => {{
      kit.start(document.querySelector("#box"), {given}); }});</script>"""


@pytest.mark.parametrize(
    "answers",
    [inertia, rails, stimulus, bitrix, moments, columns, folded, from_two, drupal, drawn],
    ids=lambda one: one.__name__,
)
def test_a_list_is_declared_to_its_end(answers: Answers) -> None:
    places = surveyed(answers)
    tables = [place.table for place in places if place.kind == "list" and place.table is not None]
    shown = {link.url for place in places if place.kind == "section" for link in place.links}
    named: set[str] = set()
    waiting: list[Listing] = [one for table in tables for one in KIND.listings(table)]  # type: ignore[arg-type]
    read = 0
    while waiting and read < 20:
        listing, read = waiting.pop(0), read + 1
        body = answered(answers, KIND.request(listing).url)
        if body is None:
            continue
        reading = KIND.read(listing, body.encode(), listing.url, "text/html")
        new = {link.url for link in reading.links} - named
        named |= new
        waiting += KIND.further(reading, listing, goes_on=bool(new))
    assert {HOME.rstrip("/") + row["url"] for row in ROWS} <= named | shown


def test_a_template_whose_page_was_not_there_is_not_taken_later() -> None:
    """A second page of the site has the first page's articles: the template that failed there fails here."""
    rows = json.dumps(
        [{"slug": f"a-story-of-the-harbour-{n}", "title": f"A long story, {n}"} for n in range(9)]
    )

    def failing(path: str, _query: dict[str, str]) -> str | None:
        if path not in {"/", "/town"}:
            return None
        return f"<script>window.__S__ = {{rows: {rows}}}; a.href = `/item/${{x.slug}}`;</script>"

    assert not [place.url for place in surveyed(failing, "town") if place.kind == "list" and place.links]


def test_what_the_data_of_a_page_names_beyond_what_is_shown_is_the_whole() -> None:
    def cached(_path: str, _query: dict[str, str]) -> str:
        store = json.dumps({"byId": {str(row["id"]): row for row in ROWS}})
        return f"{links(page(1))}<button>Load more</button><script>window.__S__ = {store}</script>"

    (place,) = [one for one in surveyed(cached) if one.kind == "list"]
    assert (len(place.links), place.is_whole) == (24, True)


def test_an_address_in_which_nothing_changes_gives_the_whole() -> None:
    def asked(path: str, _query: dict[str, str]) -> str:
        if path == "/data/all.json":
            return json.dumps(ROWS)
        return "<button>Load more</button><script>fetch('/data/all.json').then(all => show(all, 6))</script>"

    (place,) = [one for one in surveyed(asked) if one.links and one.kind == "list"]
    assert place.is_whole


def test_what_a_section_loads_ahead_is_its_list_with_pages_in_folders() -> None:
    """As Gatsby has it: the data beside a section's page, whose first page has no number."""

    def gatsby(path: str, _query: dict[str, str]) -> str | None:
        if path == "/":
            return "<a href='/news/'>All the news</a>"
        ahead = re.fullmatch(r"/page-data/news/(?:([2-4])/)?page-data\.json", path)
        if ahead:
            number = int(ahead[1] or 1)
            told = {"currentPage": number, "numPages": 4}
            return json.dumps({"result": {"data": {"edges": page(number)}, "pageContext": told}})
        if path != "/news/":
            return None
        return (
            "<head><link rel='preload' as='fetch' href='/page-data/news/page-data.json'></head><main></main>"
        )

    (table,) = [one.table for one in surveyed(gatsby, "news/") if one.links and one.table is not None]
    assert isinstance(table, DataList)
    assert table.next == f"{HOME}page-data/news/{{page}}/page-data.json"


def answered(answers: Answers, url: str) -> str | None:
    parts = urlsplit(url)
    body = answers(parts.path, dict(parse_qsl(parts.query)))
    return f"<html><body>{body}</body></html>" if body is not None and parts.path == "/" else body


def surveyed(answers: Answers, *sections: str) -> list[ListingPlace]:
    """Return the places of the front page: its links, and the lists of its data and scripts."""

    async def download(request: Request) -> Response:
        body = answered(answers, request.url)
        return HtmlResponse(
            request.url, status=200 if body is not None else 404, body=(body or "").encode(), encoding="utf-8"
        )

    async def survey() -> list[ListingPlace]:
        asker = Asker(download, Readers())  # type: ignore[arg-type]
        front = await asker.get(HOME)
        seen = Survey(asked=HOME, home=HOME)
        seen.places.append(await section_place(asker, front, "front page"))
        lists = DataListSurvey(asker, seen)
        places = [*seen.places, *await lists.of_front(front)]
        for path in sections:
            places += await lists.of_section(await asker.get(HOME + path))
        return places

    return asyncio.run(survey())
