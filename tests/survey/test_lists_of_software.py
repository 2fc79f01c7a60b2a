"""Lists as the scripts of sites ask for them: each is declared to its end, and names only articles.

Every site has twenty-four articles, of which it shows none: what its script says is all there is to go by.
"""

from __future__ import annotations

import asyncio
import base64
import gzip
import html
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from scrapy.http import HtmlResponse, Request, Response

from newsarchive.discovery.sections.section_links import read_section, tags_of_menu
from newsarchive.discovery.urls.request_effects import objection_to
from newsarchive.discovery.urls.scoring import Anchor
from newsarchive.listings.list_kind import DataList, ListKind
from newsarchive.survey.data_lists import DataListSurvey
from newsarchive.survey.requests import Asker
from newsarchive.survey.site_evidence import ListingPlace, Survey
from newsarchive.survey.site_listings import section_place
from tests.survey.test_lists_of_scripts import Readers

HOME = "https://h.example/"
KIND = ListKind()
SIZE, MOST_READ = 6, 12
ROWS: list[dict[str, Any]] = [
    {
        "id": 8800 - 7 * n,
        "slug": f"the-old-harbour-waits-for-its-repairs-{n}",
        "title": f"The old harbour waits for its repairs, report number {n}",
        "date": f"2026-11-{28 - n:02d}T09:00:00+00:00",
        "at": 1_795_856_400_000 - 86_400_000 * n,
    }
    for n in range(24)
]
BY_ADDRESS = {f"/news/{row['slug']}": row for row in ROWS}
LINKED = "x.innerHTML = `<a href='/news/${a.slug}'>${a.title}</a>`;"


@dataclass(frozen=True, slots=True)
class Asking:
    """A request as the site sees it; `query` has the members of its address, or of a form that is sent."""

    path: str
    query: dict[str, str]
    body: str
    headers: dict[str, str]

    def number(self, name: str, otherwise: int) -> int:
        told = self.query.get(name) or ""
        return int(told) if told.isdigit() else otherwise


Answer = tuple[Any, dict[str, str]] | Any
Answers = Callable[[Asking], Answer]


def part(start: int, size: int = SIZE) -> list[dict[str, Any]]:
    return ROWS[start : start + size] if start >= 0 else []


def named(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{"title": row["title"], "url": f"/news/{row['slug']}", "id": row["id"]} for row in rows]


def linked(rows: list[dict[str, Any]]) -> str:
    return "".join(f"<h3><a href='/news/{row['slug']}'>{row['title']}</a></h3>" for row in rows)


def script(text: str, markup: str = "<button>More</button>") -> str:
    return f"{markup}<script>{text}</script>"


def hydra(asked: Asking) -> Answer:
    """Its objects name the addresses of the interface; the template of articles stands in the script."""
    if asked.path == "/":
        return script(f'let u = "/api/articles?page=1"; fetch(u).then(d => {{ {LINKED} u = next(d) }});')
    if asked.path != "/api/articles":
        return None
    number = asked.number("page", 1)
    rows = [
        {"@id": f"/api/articles/{row['id']}", "titre": row["title"], "slug": row["slug"], "le": row["date"]}
        for row in part((number - 1) * SIZE)
    ]
    view = {"hydra:next": f"/api/articles?page={number + 1}"} if number < 4 else {}
    return {"@type": "hydra:Collection", "hydra:member": rows, "hydra:view": view}


def link_header(asked: Asking) -> Answer:
    """Only the header of the answer says how it goes on, by a cursor."""
    if asked.path == "/":
        return script('let next = "/api/news?limit=6"; fetch(next).then(r => next = r.headers.get("Link"));')
    if asked.path != "/api/news":
        return None
    before = asked.number("under", 10_000)
    rows = [row for row in ROWS if row["id"] < before][:SIZE]
    link = f'<{HOME}api/news?limit=6&under={rows[-1]["id"]}>; rel="next"' if len(rows) == SIZE else ""
    return named(rows), {"Link": link}


def groq(asked: Asking) -> Answer:
    if asked.path == "/":
        return script(
            """let from = 0; const q = `*[_type=="post"]|order(date desc)[${from}...${from + 6}]{title,slug}`;
            fetch("/v2021-10-21/data/query/production?query=" + encodeURIComponent(q)).then(d => {"""
            + LINKED
            + "})"
        )
    told = re.search(r"\[(\d+)\.\.\.(\d+)\]", asked.query.get("query", ""))
    return {"ms": 3, "result": ROWS[int(told[1]) : int(told[2])]} if told else None


def search_of_all(asked: Asking) -> Answer:
    if asked.path == "/":
        return script(
            'let page = 1; fetch("/collections/news/documents/search?q=*&per_page=6&page=" + page)'
            f".then(d => {{ {LINKED} }})"
        )
    if asked.path != "/collections/news/documents/search":
        return None
    hits = [{"document": row} for row in part((asked.number("page", 1) - 1) * SIZE)]
    return {"found": 24, "hits": hits}


def underscored(asked: Asking) -> Answer:
    if asked.path == "/":
        return script(f'var n = 0; $.getJSON("/articles", {{_limit: 6, _start: n}}, d => {{ {LINKED} }})')
    return part(asked.number("_start", 0)) if asked.path == "/articles" else None


def max_id(asked: Asking) -> Answer:
    if asked.path == "/":
        return script(
            'let m = ""; fetch("/api/t?count=6" + (m ? "&max_id=" + m : "")).then(d => m = d.at(-1).id)'
        )
    if asked.path != "/api/t":
        return None
    return named([row for row in ROWS if row["id"] < asked.number("max_id", 10_000)][:SIZE])


def last_moment(asked: Asking) -> Answer:
    if asked.path == "/":
        return script('var last = 0; $.getJSON("/api/t", {last: last, num: 6}, d => last = d.at(-1).at)')
    if asked.path != "/api/t":
        return None
    last = asked.number("last", 0)
    rows = [row for row in ROWS if not last or row["at"] < last][:SIZE]
    return [{**one, "at": row["at"]} for one, row in zip(named(rows), rows, strict=True)]


def from_zero(asked: Asking) -> Answer:
    """All its articles stand on page 0; page 1, which is asked for first, is empty."""
    if asked.path == "/":
        return script('var p = 0; fetch("/api/list?page=" + p + "&size=30").then(d => p = d.number + 1)')
    if asked.path != "/api/list":
        return None
    number = asked.number("page", 0)
    return {"content": named(part(30 * number, 30)), "number": number, "first": number == 0}


def of_form(asked: Asking) -> str:
    return linked(part((asked.number("page", 0) - 1) * SIZE)) if asked.query.get("cat") == "12" else "0"


def extended(asked: Asking) -> Answer:
    if asked.path == "/":
        return script(
            """var told = {cat: "12", sort: "new"}, page = 1;
            $.post("/ajax/posts", $.extend({}, told, {page: page}), add); page++;"""
        )
    return of_form(asked) if asked.path == "/ajax/posts" else None


def spread(asked: Asking) -> Answer:
    if asked.path == "/":
        return script(
            """const told = {cat: "12", sort: "new"}; let page = 1;
            fetch("/ajax/posts", {method: "POST", body: new URLSearchParams({...told, page})}); page++;"""
        )
    return of_form(asked) if asked.path == "/ajax/posts" else None


def each_entry(asked: Asking) -> Answer:
    if asked.path == "/":
        return script(
            """const told = {cat: "12", sort: "new"}; let page = 1; const form = new FormData();
            Object.entries(told).forEach(([k, v]) => form.append(k, v)); form.append("page", page);
            fetch("/ajax/posts", {method: "POST", body: form}); page++;"""
        )
    return of_form(asked) if asked.path == "/ajax/posts" else None


def block_of_attributes(asked: Asking) -> Answer:
    """JNews: the block's attributes are sent one by one, and its script counts up before it asks."""
    if asked.path == "/" and not asked.query:
        told = html.escape(json.dumps({"cat": "12", "size": "6"}), quote=True)
        return script(
            """var url = "/?ajax-request=j"; blocks.forEach(function (b) {
            var n = 1, attr = JSON.parse(b.getAttribute("data-attribute")), q = new URLSearchParams();
            q.append("action", "module_ajax_" + b.getAttribute("data-module"));
            q.append("data[current_page]", ++n);
            for (var k in attr) q.append("data[attribute][" + k + "]", attr[k]);
            fetch(url, {method: "POST", body: q}) })""",
            f"{linked(part(0))}<div data-module='block_3' data-attribute=\"{told}\"></div>",
        )
    if asked.path != "/" or asked.query.get("data[attribute][cat]") != "12":
        return None
    number = asked.number("data[current_page]", 0)
    return {"content": linked(part((number - 1) * SIZE)), "next": number < 4}


def own_function(asked: Asking) -> Answer:
    if asked.path == "/":
        return script(
            """const get = (path, query = {}) => fetch("/api/v1" + path + "?" + new URLSearchParams(query));
            let page = 1; get("/news/list", {page: page, size: 6});"""
        )
    return named(part((asked.number("page", 1) - 1) * SIZE)) if asked.path == "/api/v1/news/list" else None


def handed_on(asked: Asking) -> Answer:
    """What is asked is handed on by functions; how pages are called stands elsewhere in the script."""
    if asked.path == "/":
        return script(
            """const http = axios.create({baseURL: "/api/v1/"});
            const news = (params) => http.get("news/list", {params});
            let told = {page: 1, size: 6}; news(told);"""
        )
    return named(part((asked.number("page", 1) - 1) * SIZE)) if asked.path == "/api/v1/news/list" else None


def modules(asked: Asking) -> Answer:
    scripts = {
        "/js/list.js": """import config from "./config.js"; import * as paths from "./paths.js"; let page = 1;
            fetch(`${config.api.base}${paths.TOWN}?page=${page}`); page++;""",
        "/js/config.js": 'export default {api: {base: "/api/v2"}};',
        "/js/paths.js": 'export const TOWN = "/news/town";',
    }
    if asked.path == "/":
        return "<ul></ul><script type=module src=/js/list.js></script>"
    if asked.path == "/api/v2/news/town":
        return {"items": named(part((asked.number("page", 1) - 1) * SIZE))}
    return scripts.get(asked.path)


def build_of_state(asked: Asking) -> Answer:
    """Next.js: the number of the build stands in the data of the page."""
    if asked.path == "/":
        told = json.dumps({"props": {"pageProps": {"posts": part(0), "page": 1}}, "buildId": "b77"})
        return script(
            """const d = JSON.parse(document.getElementById("__NEXT_DATA__").textContent);
            let n = d.props.pageProps.page; n++;
            fetch(`/_next/data/${d.buildId}/index.json?page=${n}`).then(d => {"""
            + LINKED
            + "})",
            f"<script id='__NEXT_DATA__' type='application/json'>{told}</script>",
        )
    if asked.path != "/_next/data/b77/index.json":
        return None
    return {"pageProps": {"posts": part((asked.number("page", 1) - 1) * SIZE)}}


def selected(asked: Asking) -> Answer:
    if asked.path == "/":
        return script('var p = 1; p++; $("#list").load("/town/list.php?page=" + p + " .items > li")')
    return linked(part((asked.number("page", 1) - 1) * SIZE)) if asked.path == "/town/list.php" else None


def configured(asked: Asking) -> Answer:
    """Nothing is known but what a component is given in an attribute; its library cannot be read."""
    if asked.path == "/":
        told = html.escape(json.dumps({"endpoint": "/api/n", "params": {"cat": 3}}), quote=True)
        return f'<div class=feed data-config="{told}"></div>'
    if asked.path != "/api/n" or asked.query.get("cat") != "3":
        return None
    return {"items": named(part((asked.number("page", 1) - 1) * SIZE))}


def nested_page(asked: Asking) -> Answer:
    if asked.path == "/":
        return script(
            """let at = 1; fetch("/api/list", {method: "POST",
            body: JSON.stringify({channel: "town", page: {index: at, size: 6}})})"""
        )
    if asked.path != "/api/list":
        return None
    return {"rows": named(part((json.loads(asked.body)["page"]["index"] - 1) * SIZE))}


def packed(asked: Asking) -> Answer:
    if asked.path != "/":
        return None
    told = base64.b64encode(gzip.compress(json.dumps({"items": named(ROWS)}).encode())).decode()
    return script(f'window.S = JSON.parse(pako.inflate(bytes(atob("{told}")), {{to: "string"}}))')


def without_scheme(asked: Asking) -> Answer:
    if asked.path == "/":
        return script('let p = 1; fetch("/api/n?page=" + p)')
    rows = part((asked.number("page", 1) - 1) * SIZE)
    told = [{"headline": row["title"], "link": f"h.example/news/{row['slug']}"} for row in rows]
    return {"items": told} if asked.path == "/api/n" else None


def sent_fields(asked: Asking) -> Answer:
    """The fields of a form that its readers do not see are sent with the page."""
    if asked.path == "/":
        return script(
            'var page = 1; $.post("/ajax/posts", $("#f").serialize() + "&page=" + page, add); page++;',
            "<form id=f><input type=hidden name=cat value=12></form>",
        )
    return of_form(asked) if asked.path == "/ajax/posts" else None


def fields_of_form(asked: Asking) -> Answer:
    if asked.path == "/":
        return script(
            """let page = 1; const d = new FormData(document.getElementById("f")); d.append("page", page);
            fetch("/ajax/posts", {method: "POST", body: d}); page++;""",
            "<form id=f><input type=hidden name=cat value=12></form>",
        )
    return of_form(asked) if asked.path == "/ajax/posts" else None


def town(asked: Asking) -> Answer:
    number = asked.number("page", 1)
    return named(part((number - 1) * SIZE)) if asked.path == "/api/town/list" else None


def address_by_function(asked: Asking) -> Answer:
    if asked.path != "/":
        return town(asked)
    return script(
        """function listOf(channel, page) { return "/api/" + channel + "/list?page=" + page }
        let page = 1; fetch(listOf("town", page)); page++;"""
    )


def joined_array(asked: Asking) -> Answer:
    if asked.path != "/":
        return town(asked)
    return script('let page = 1; fetch(["/api", "town", "list"].join("/") + "?page=" + page); page++;')


def one_more(asked: Asking) -> Answer:
    if asked.path != "/":
        return town(asked)
    return script("const key = (i) => `/api/town/list?page=${i + 1}`; useSWRInfinite(key, get);")


def of_window(asked: Asking) -> Answer:
    if asked.path != "/":
        return town(asked)
    return script(
        'var p = 1; $.getJSON(SITE.api + "/" + SITE.town + "/list?page=" + p); p++;',
        '<script>window.SITE = {town: "town", api: "https://h.example/api"};</script>',
    )


@pytest.mark.parametrize(
    "answers",
    [
        *(sent_fields, fields_of_form, address_by_function, joined_array, one_more, of_window),
        *(hydra, link_header, groq, search_of_all, underscored, max_id, last_moment, from_zero),
        *(extended, spread, each_entry, block_of_attributes, own_function, handed_on, modules),
        *(build_of_state, selected, configured, nested_page, packed, without_scheme),
    ],
    ids=lambda one: one.__name__,
)
def test_a_convention_is_declared_to_its_end(answers: Answers) -> None:
    tables = [place.table for place in surveyed(answers) if place.links and isinstance(place.table, DataList)]
    assert tables
    found = set().union(*(read_to_end(answers, table) for table in tables))
    assert found == {HOME.rstrip("/") + path for path in BY_ADDRESS}


def test_a_list_that_leads_only_to_data_is_none() -> None:
    def data_only(asked: Asking) -> Answer:
        if asked.path == "/":
            return script('fetch("/api/list?page=1")')
        if asked.path == "/api/list":
            return [{"title": row["title"], "uri": f"/api/item/{row['id']}"} for row in ROWS]
        return {"title": "An item"} if asked.path.startswith("/api/item/") else None

    assert not [place for place in surveyed(data_only) if place.links and place.kind == "list"]


def test_a_menu_of_tags_is_one_of_sections_and_a_cloud_is_none() -> None:
    menu = [Anchor(f"{HOME}tag/{name}/", name, furniture=True) for name in ("town", "sport", "arts")]
    assert tags_of_menu([*menu, Anchor(f"{HOME}tag/rare/", "rare")], HOME) == [one.url for one in menu]
    assert not tags_of_menu([replace(menu[0], url=f"{HOME}tag/t{n}/") for n in range(40)], HOME)


def test_a_block_that_is_loaded_is_nobody_who_is_blocked() -> None:
    def objection(action: str) -> str | None:
        return objection_to(f"{HOME}?ajax-request=j", f"action={action}&page=2", posts=True)

    assert objection("jnews_module_ajax_jnews_block_3") is None
    assert objection("ajax_block_user") == objection("user_block") == "changes"


def test_a_placeholder_of_unpoly_and_an_attribute_of_any_name_lead_on() -> None:
    for placed in ("<div up-defer=reveal up-href='{}'></div>", "<x-feed url-of-rest='{}'></x-feed>"):
        page = f"<main>{linked(part(0))}{placed.format('/stories?before=8765')}</main>"
        assert read_section(page.encode(), f"{HOME}stories").next == f"{HOME}stories?before=8765"
    back = f"<main>{linked(part(0))}<x-feed data-prev-url='/stories?page=2'></x-feed></main>"
    assert read_section(back.encode(), f"{HOME}stories").next is None


def answered(answers: Answers, request: Request) -> Response:
    parts = urlsplit(request.url)
    body = request.body.decode()
    sent = dict(parse_qsl(body)) if body[:1] != "{" else {}
    headers = {name.decode(): values[-1].decode() for name, values in request.headers.items()}
    value = answers(Asking(parts.path, {**dict(parse_qsl(parts.query)), **sent}, body, headers))
    more: dict[str, str] = {}
    if isinstance(value, tuple):
        value, more = value
    row = BY_ADDRESS.get(parts.path)
    if value is None and row is not None:
        value = f"<html><body><h1>{row['title']}</h1></body></html>"
    if value is None:
        return HtmlResponse(request.url, status=404)
    kind = "text/html" if isinstance(value, str) else "application/json"
    text = value if isinstance(value, str) else json.dumps(value)
    if parts.path == "/" and kind == "text/html":
        text = f"<html><body>{text}</body></html>"
    headers = {"Content-Type": f"{kind}; charset=utf-8", **more}
    return HtmlResponse(request.url, body=text.encode(), headers=headers)


def surveyed(answers: Answers) -> list[ListingPlace]:
    """Return the places of the front page: its links, and the lists of its data and scripts."""

    async def download(request: Request) -> Response:
        return answered(answers, request)

    async def survey() -> list[ListingPlace]:
        asker = Asker(download, Readers())  # type: ignore[arg-type]
        front = await asker.get(HOME)
        seen = Survey(asked=HOME, home=HOME)
        seen.places.append(await section_place(asker, front, "front page"))
        return await DataListSurvey(asker, seen).of_front(front)

    return asyncio.run(survey())


def read_to_end(answers: Answers, table: DataList) -> set[str]:
    """Return the addresses that a list names, read to its end."""
    found: set[str] = set()
    waiting = [*KIND.listings(table)]
    for _ in range(MOST_READ):
        if not waiting:
            break
        listing = waiting.pop(0)
        asked = KIND.request(listing)
        request = Request(asked.url, method=asked.method, body=asked.body, headers=dict(asked.headers))
        answer = answered(answers, request)
        kind = (answer.headers["Content-Type"] or b"").decode() if answer.status == 200 else ""
        reading = KIND.read(listing, answer.body, asked.url, kind)
        new = {link.url for link in reading.links} - found
        found |= new
        waiting += KIND.further(reading, listing, goes_on=bool(new))
    return found
