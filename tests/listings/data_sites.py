"""`python -m tests.listings.data_sites`: small sites whose lists are data; prints the port of each as JSON.

Each site lists STORIES articles, a page of A_PAGE at a time, in a way of its own; nothing else names them.
`/-/rename` renames the keys of its list, as a redesign would; `/-/log` tells what was asked for.
"""

from __future__ import annotations

import base64
import json
import sys
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from tests.sites.building import Look
from tests.sites.stories import Story, stories

STORIES, A_PAGE = 13, 4
JSON, HTML, SCRIPT = "application/json", "text/html; charset=utf-8", "application/javascript"
Answer = tuple[int, str, str]


@dataclass(slots=True)
class Site:
    """A site: `answer` makes what stands at an address, None for its articles and what is not there."""

    name: str
    language: str
    address: Callable[[Story], str]
    answer: Callable[[Site, str, Mapping[str, str], str], Answer | None]
    look: Look = field(init=False)
    told: list[Story] = field(init=False)
    renamed: bool = False
    log: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.look = Look(title=self.name.title(), language=self.language)
        self.told = stories(self.name, self.language, STORIES, hours=7)

    def key(self, name: str) -> str:
        """Return a key of the list, another one after the redesign."""
        return f"{name[::-1]}_x" if self.renamed else name

    def page(self, inner: str, script: str = "") -> Answer:
        """Return the front page."""
        return 200, HTML, self.look.page("", inner + f"<script>{script}</script>")

    def article(self, path: str) -> Answer:
        """Return the page of a story, 404 where there is none."""
        for story in self.told:
            if self.address(story) == path:
                return 200, HTML, self.look.story(story)
        return 404, HTML, "<h1>404</h1>"


def _number(story: Story) -> int:
    return 4_100_277 + 13 * story.number


def _of_page(site: Site, page: int, size: int = A_PAGE) -> list[Story]:
    return site.told[(page - 1) * size : page * size]


# A shell, whose script names the list; numbers for addresses, which the script puts together.


def _numbered(site: Site, path: str, query: Mapping[str, str], body: str) -> Answer | None:
    if path == "/":
        return (
            200,
            HTML,
            "<title>临河网</title><div id=app></div><script src='/static/js/main.3f2a.js'></script>",
        )
    if path == "/static/js/main.3f2a.js":
        return (
            200,
            SCRIPT,
            (
                "!function(){var t='/prod-api';function n(e,o){return axios.get(t+'/news/page',"
                "{params:{pageNo:e,pageSize:o}})}function r(e){window.open('/detail/'+e.newsId+'.html')};"
                "axios.get(t+'/user/info');n(1,10)}()"
            ),
        )
    if path == "/prod-api/user/info":
        return 200, JSON, json.dumps({"code": 401, "msg": "未登录"})
    if path == "/prod-api/news/page":
        size = int(query.get("pageSize", 10))
        rows = [
            {
                site.key("newsId"): _number(one),
                site.key("newsTitle"): one.title,
                site.key("publishTime"): f"{one.published:%Y-%m-%d %H:%M:%S}",
                "clicks": 3 * one.number,
            }
            for one in _of_page(site, int(query["pageNo"]), size)
        ]
        return 200, JSON, json.dumps({"code": 200, "data": {site.key("records"): rows, "total": STORIES}})
    return None


# JSONP by jQuery, with relative addresses and seconds since 1970.


def _called_back(site: Site, path: str, query: Mapping[str, str], body: str) -> Answer | None:
    if path == "/":
        script = (
            "var page = 1; function more() { $.ajax({url: '/cms/roll.do', dataType: 'jsonp', jsonp: 'cb',"
            " data: {p: page, num: 5}, success: function (d) { page++; } }); }"
        )
        return site.page("<div id='list'></div><button onclick='more()'>…</button>", script)
    if path == "/cms/roll.do":
        rows = [
            {"t": one.title, "u": site.address(one).lstrip("/"), "ts": int(one.published.timestamp())}
            for one in _of_page(site, int(query.get("p", 1)), int(query.get("num", 5)))
        ]
        return 200, SCRIPT, f"{query['cb']}({json.dumps({'result': {'items': rows}}, ensure_ascii=False)});"
    return None


# All articles in the state that the page brings, as no JSON.


def _in_state(site: Site, path: str, query: Mapping[str, str], body: str) -> Answer | None:
    if path != "/":
        return None
    rows = ",".join(
        f"{{headline:{json.dumps(one.title)},href:'{site.address(one)}',date:'{one.published.isoformat()}',live:!1,}}"
        for one in site.told
    )
    return site.page(
        "<div id='root'></div>", f"window.__INITIAL_STATE__={{menu:[{{name:'A',href:'/a'}}],feed:[{rows}]}};"
    )


# Nuxt's function, in which texts are parameters.


def _in_nuxt(site: Site, path: str, query: Mapping[str, str], body: str) -> Answer | None:
    if path != "/":
        return None
    names = [f"a{number}" for number in range(len(site.told))]
    rows = ",".join(
        f'{{title:{name},path:"{site.address(one)}",published_at:"{one.published.isoformat()}"}}'
        for name, one in zip(names, site.told, strict=True)
    )
    given = ",".join(json.dumps(one.title) for one in site.told)
    body = f"return {{data:[{{posts:[{rows}]}}],error:null}}"
    code = f"window.__NUXT__=(function({','.join(names)}){{{body}}}({given}));"
    return site.page("<div id='__nuxt'></div>", code)


# Endless scrolling by a cursor.


def _by_cursor(site: Site, path: str, query: Mapping[str, str], body: str) -> Answer | None:
    if path == "/":
        script = (
            "let cursor = ''; async function load() {"
            " const r = await fetch(`/api/v2/stream?limit=5&cursor=${cursor}`);"
            " const j = await r.json(); cursor = j.paging.nextCursor;"
            " j.entries.forEach(e => { list.innerHTML +="
            " `<li><a href='${e.links.web}'>${e.headline}</a></li>`; }); }"
        )
        return site.page("<ul id='list'></ul>", script)
    if path == "/api/v2/stream":
        start = int(base64.b64decode(query["cursor"])) if query.get("cursor") else 0
        part = site.told[start : start + A_PAGE]
        rows = [
            {
                site.key("headline"): one.title,
                "links": {"api": f"/api/v2/entry/{one.number}", "web": site.address(one)},
                "published": int(one.published.timestamp() * 1000),
            }
            for one in part
        ]
        more = start + A_PAGE < len(site.told)
        cursor = base64.b64encode(str(start + A_PAGE).encode()).decode() if more else None
        return 200, JSON, json.dumps({site.key("entries"): rows, "paging": {"nextCursor": cursor}})
    return None


# POST with JSON.


def _posted(site: Site, path: str, query: Mapping[str, str], body: str) -> Answer | None:
    if path == "/":
        script = (
            "let pageNum = 1; function load() { return fetch('/gateway/article/query', {method: 'POST',"
            " headers: {'Content-Type': 'application/json'},"
            " body: JSON.stringify({pageNum: pageNum, pageSize: 5, siteId: 12})}).then(r => r.json()); }"
        )
        return site.page("<div id='list'></div>", script)
    if path == "/gateway/article/query":
        asked = json.loads(body)
        if asked.get("siteId") != 12:
            return 200, JSON, json.dumps({"rows": []})
        rows = [
            {
                "articleTitle": one.title,
                "articleUrl": site.address(one),
                "releaseDate": f"{one.published:%Y%m%d%H%M%S}",
            }
            for one in _of_page(site, int(asked["pageNum"]), int(asked["pageSize"]))
        ]
        return 200, JSON, json.dumps({"rows": rows, "hasMore": bool(rows)})
    return None


# JSON whose member is HTML.


def _in_fragments(site: Site, path: str, query: Mapping[str, str], body: str) -> Answer | None:
    if path == "/":
        return site.page(
            "<div id='list'></div>",
            "$('#more').click(function(){ $.getJSON('/ajax/more_posts?offset=' + n, add) })",
        )
    if path == "/ajax/more_posts":
        start = int(query.get("offset") or 0)
        part = site.told[start : start + A_PAGE]
        html = "".join(f"<li><a href='{site.address(one)}'>{one.title}</a></li>" for one in part)
        return 200, JSON, json.dumps({"html": html, "count": len(part)})
    return None


# The time of the last article asks for the next ones.


def _by_time(site: Site, path: str, query: Mapping[str, str], body: str) -> Answer | None:
    if path == "/":
        script = (
            "var last = 0; $.get('/timeline/latest?before=' + last,"
            " function (d) { last = d.list[d.list.length - 1].time; });"
        )
        return site.page("<div id='list'></div>", script)
    if path == "/timeline/latest":
        before = int(query.get("before") or 0) or 10**12
        part = [one for one in site.told if int(one.published.timestamp()) < before][:A_PAGE]
        rows = [
            {
                "id": one.number,
                "title": one.title,
                "time": int(one.published.timestamp()),
                "url": site.address(one),
            }
            for one in part
        ]
        return 200, JSON, json.dumps({"list": rows})
    return None


# htmx: pieces of a page, each of which asks for the next one.


def _in_pieces(site: Site, path: str, query: Mapping[str, str], body: str) -> Answer | None:
    if path == "/":
        return site.page("<div hx-get='/partials/stream?page=1' hx-trigger='load'></div>")
    if path == "/partials/stream":
        page = int(query["page"])
        items = "".join(
            f"<li><a href='{site.address(one)}'>{one.title}</a></li>" for one in _of_page(site, page)
        )
        return (
            200,
            HTML,
            items + f"<div hx-get='/partials/stream?page={page + 1}' hx-trigger='revealed'></div>",
        )
    return None


# Records of markup in XML, asked for by a pager of the site's own.


def _in_records(site: Site, path: str, query: Mapping[str, str], body: str) -> Answer | None:
    if path == "/":
        return site.page(
            "<div id='pager'></div>", "$('#pager').pager({url: '/module/list.jsp', data: {}, perPage: 45});"
        )
    if path == "/module/list.jsp":
        rows = "".join(
            f"<record><![CDATA[<li><a href='{site.address(one)}'>{one.title}</a></li>]]></record>"
            for one in site.told
        )
        return 200, "text/xml", f"<?xml version='1.0'?><datastore><recordset>{rows}</recordset></datastore>"
    return None


# A state in base64, of rows without keys, whose addresses the script puts together by place.


def _encoded(site: Site, path: str, query: Mapping[str, str], body: str) -> Answer | None:
    if path != "/":
        return None
    rows = [[_number(one), one.title, f"{one.published:%Y-%m-%d %H:%M}"] for one in site.told]
    data = base64.b64encode(json.dumps(rows).encode()).decode()
    script = (
        f"var d = JSON.parse(atob('{data}')); d.forEach(function (r) {{"
        " ul.innerHTML += '<a href=\"/n/' + r[0] + '.html\">' + r[1] + '</a>'; });"
    )
    return site.page("<ul id='ul'></ul>", script)


# POST whose page stands in a string within an array.


def _in_queries(site: Site, path: str, query: Mapping[str, str], body: str) -> Answer | None:
    if path == "/":
        script = (
            "fetch('/1/indexes/queries', {method: 'POST', body: JSON.stringify({requests: [{index: 'news',"
            " params: 'hitsPerPage=5&page=0'}]})})"
        )
        return site.page("<div id='hits'></div>", script)
    if path == "/1/indexes/queries":
        asked = dict(parse_qsl(json.loads(body)["requests"][0]["params"]))
        hits = [
            {"objectID": f"{one.number}", "headline": one.title, "permalink": site.address(one)}
            for one in _of_page(site, 1 + int(asked["page"]))
        ]
        return 200, JSON, json.dumps({"results": [{"hits": hits, "page": int(asked["page"])}]})
    return None


# Each answer names the day before, which stands in the path.


def _by_day(site: Site, path: str, query: Mapping[str, str], body: str) -> Answer | None:
    if path == "/":
        script = (
            "fetch('/api/news/latest').then(show);"
            " function older(d) { return fetch('/api/news/before/' + d.date); }"
        )
        return site.page("<div id='list'></div>", script)
    days = sorted({f"{one.published:%Y%m%d}" for one in site.told}, reverse=True)
    day = path.rpartition("/")[2]
    if path.startswith("/api/news/"):
        chosen = days[0] if day == "latest" else next((one for one in days if one < day), "")
        rows = [
            {"title": one.title, "url": site.address(one)}
            for one in site.told
            if f"{one.published:%Y%m%d}" == chosen
        ]
        return 200, JSON, json.dumps({"date": chosen, "stories": rows})
    return None


def all_data_sites() -> list[Site]:
    """Return the sites."""
    return [
        Site("linhe", "zh", lambda one: f"/detail/{_number(one)}.html", _numbered),
        Site(
            "hafenblatt", "de", lambda one: f"/artikel/{one.published:%Y/%m/%d}/{one.slug}.html", _called_back
        ),
        Site("northwire", "en", lambda one: f"/story/{one.slug}", _in_state),
        Site("puerto", "es", lambda one: f"/{one.published:%Y/%m}/{one.slug}/", _in_nuxt),
        Site("saltmarsh", "en", lambda one: f"/s/{_number(one)}", _by_cursor),
        Site("nanwan", "zh", lambda one: f"/c/{one.published:%Y-%m-%d}/{_number(one)}.shtml", _posted),
        Site("eastfell", "en", lambda one: f"/{one.published:%Y/%m/%d}/{one.slug}", _in_fragments),
        Site("castleby", "en", lambda one: f"/{one.published:%Y/%m/%d}/{one.slug}", _in_pieces),
        Site(
            "yunling",
            "zh",
            lambda one: f"/art/{one.published:%Y/%-m/%-d}/art_12_{_number(one)}.html",
            _in_records,
        ),
        Site("ribera", "es", lambda one: f"/n/{_number(one)}.html", _encoded),
        Site("marlow", "en", lambda one: f"/story/{one.slug}-{_number(one)}", _in_queries),
        Site("baisha", "zh", lambda one: f"/x/{one.published:%Y%m%d}/{_number(one)}.html", _by_day),
        Site("seefelde", "de", lambda one: f"/meldung-{_number(one)}", _by_time),
    ]


class Handler(BaseHTTPRequestHandler):
    """Answers for one site.

    Twisted takes the connection of an HTTP/1.0 server for one to use again until it sees it closed; a POST
    sent meanwhile gets no answer, and on a fast machine its repetition none either.
    """

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: Server

    def do_GET(self) -> None:
        self._answer("")

    def do_POST(self) -> None:
        self._answer(self.rfile.read(int(self.headers["Content-Length"])).decode())

    def _answer(self, body: str) -> None:
        site, parts = self.server.site, urlsplit(self.path)
        if parts.path == "/-/rename":
            site.renamed = True
            self._send((200, JSON, "{}"))
            return
        if parts.path == "/-/log":
            self._send((200, JSON, json.dumps(site.log)))
            return
        site.log.append(f"{self.command} {self.path}")
        query = dict(parse_qsl(parts.query, keep_blank_values=True))
        try:
            answer = site.answer(site, parts.path, query, body)
        except (KeyError, ValueError, TypeError) as error:
            answer = (400, JSON, json.dumps({"error": str(error)}))
        self._send(answer or site.article(parts.path))

    def _send(self, answer: Answer) -> None:
        status, content_type, text = answer
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(text.encode())))
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the library's name
        """Say nothing."""


class Server(ThreadingHTTPServer):
    """Serves one site."""

    daemon_threads = True
    request_queue_size = 128  # at five, the default, a slow machine meets closed doors

    def __init__(self, site: Site) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.site = site


def main() -> None:
    """Serve until killed."""
    servers = [Server(site) for site in all_data_sites()]
    threads = [threading.Thread(target=server.serve_forever) for server in servers]
    for thread in threads:
        thread.start()
    sys.stdout.write(json.dumps({server.site.name: server.server_port for server in servers}) + "\n")
    sys.stdout.flush()
    for thread in threads:
        thread.join()


if __name__ == "__main__":
    main()
