"""Feedless sites for development: their scripts run, and only running them shows what they ask for.

Whoever works on lists looks at these: they are counted with the sites that were worked on, never as unseen.
"""

from __future__ import annotations

import json
import re
from base64 import b64encode
from typing import Any

from tests.sites.building import Document
from tests.sites.feedless.invention import local, millis, serial, slugged
from tests.sites.feedless.layouts import navigation, shell
from tests.sites.feedless.simulated import Asked, Feedless, as_html, as_json, batch, start
from tests.sites.stories import Story

REFUSED = as_json({"error": "forbidden"}, status=403)
# Draws a list of {u, t}; more of it is asked for by `more`, which the page defines.
DRAW = """
function draw(rows) {
  var box = document.getElementById('box');
  rows.forEach(function (row) {
    var li = document.createElement('li'), a = document.createElement('a');
    a.href = row.u; a.textContent = row.t; li.style.height = '90px'; li.appendChild(a); box.appendChild(li);
  });
}
"""
SCROLL = """
var busy = false;
addEventListener('scroll', function () {
  if (busy || innerHeight + scrollY < document.body.offsetHeight - 200) return;
  busy = true; more().then(function () { busy = false; });
});
more();
"""


def computed(path: str) -> str:
    """Return an expression that computes a path, which no reader of strings sees."""
    codes = ",".join(str(ord(char) ^ 7) for char in path)
    return f"[{codes}].map(function (c) {{ return String.fromCharCode(c ^ 7); }}).join('')"


def _page(
    site: Feedless, title: str, code: str, *, inner: str = "<ul id='box'></ul>", head: str = ""
) -> None:
    about = navigation(((f"{site.root}/about.html", "About"), (f"{site.root}/contact.html", "Contact")))
    script = f"<script>{DRAW}{code}</script>"
    site.page("/", shell(title, about + inner, language=site.language, head=head, foot=script))


def _rows(site: Feedless, stories: Any) -> list[dict[str, Any]]:
    return [
        {"id": serial(story, 7000), "u": site.path(story), "t": story.title, "at": millis(story)}
        for story in stories
    ]


def scrolled_numbers() -> Feedless:
    """An endless page: /…/0, /…/1, made of pieces when the end comes near."""
    site = start(
        "watchpages",
        "watched",
        "en",
        48,
        title="The Ferry Road",
        address=lambda story: f"/stories/{serial(story, 4100)}-{slugged(story)}",
    )
    for page, stories in enumerate([site.stories[at : at + 12] for at in range(0, 48, 12)]):
        site.data(f"/srv/chunk/{page}/home", {"rows": _rows(site, stories)})
        site.read(f"/srv/chunk/{page}/home")
    site.data("/srv/chunk/4/home", {"rows": []})
    code = (
        f"var n = 0, p = {computed('/srv/chunk/')}, e = {computed('/home')};"
        "function more() { return fetch(p + (n++) + e).then(function (a) { return a.json(); })"
        ".then(function (a) { draw(a.rows); }); }" + SCROLL
    )
    _page(site, "The Ferry Road", code)
    return site


def pressed_cursor() -> Feedless:
    """A button 加载更多; the rows come by POST, and those that follow with a mark that the answer has."""
    site = start(
        "watchpost",
        "watched",
        "zh",
        45,
        title="临江晚报网",
        address=lambda story: f"/detail/{serial(story, 88000)}.html",
    )

    def answer(asked: Asked) -> Document:
        form = asked.form
        if asked.method != "POST" or form.get("column") != "yw":
            return REFUSED
        marks = [f"m{serial(story, 31)}x" for story in site.stories]
        at = marks.index(form["sinceMark"]) + 1 if form.get("sinceMark") in marks else 0
        stories = site.stories[at : at + 15]
        more = at + 15 < len(site.stories)
        mark = marks[at + 14] if more else ""
        return as_json({"rows": _rows(site, stories), "tail": {"mark": mark, "more": more}})

    site.route("/wap/getPage", answer)
    code = (
        f"var m = '', q = {computed('/wap/getPage')};"
        "function more() { var x = new XMLHttpRequest(); x.open('POST', q);"
        "x.setRequestHeader('Content-Type', 'application/x-www-form-urlencoded; charset=UTF-8');"
        "x.setRequestHeader('X-Requested-With', 'XMLHttpRequest');"
        "x.onload = function () { var a = JSON.parse(x.responseText); draw(a.rows); m = a.tail.mark; };"
        "x.send('column=yw&sinceMark=' + encodeURIComponent(m)); }"
        "document.querySelector('.b').addEventListener('click', more); more();"
    )
    _page(site, "临江晚报网", code, inner="<ul id='box'></ul><div class='b'>加载更多</div>")
    for at in (0, 15, 30):
        mark = f"m{serial(site.stories[at - 1], 31)}x" if at else ""
        site.read("/wap/getPage", "POST", f"column=yw&sinceMark={mark}", "application/x-www-form-urlencoded")
    return site


def persisted_query() -> Feedless:
    """A front end of GraphQL: the hash of a query that the server keeps, variables in JSON, a cursor."""
    site = start(
        "watchhash",
        "watched",
        "de",
        40,
        title="Hafenkurier",
        address=lambda story: f"/artikel/{slugged(story)}-{serial(story, 220)}",
    )
    digest = "5d1f0c2a" * 8

    def answer(asked: Asked) -> Document:
        kept = json.loads(asked.query.get("extensions") or "{}")
        if kept.get("persistedQuery", {}).get("sha256Hash") != digest:
            return as_json({"errors": [{"message": "PersistedQueryNotFound"}]})
        after = json.loads(asked.query.get("variables") or "{}").get("after") or _edge(0)
        at = next((n for n in range(0, 40, 10) if _edge(n) == after), 40)
        edges = [
            {
                "node": {
                    "headline": story.title,
                    "path": site.path(story),
                    "firstPublished": local(story).isoformat(),
                }
            }
            for story in site.stories[at : at + 10]
        ]
        turn = {"endCursor": _edge(at + 10), "hasNextPage": at + 10 < 40}
        return as_json({"data": {"stream": {"edges": edges, "pageInfo": turn}}})

    site.route("/gateway", answer)
    code = (
        f"var c = null, g = {computed('/gateway')}, h = {computed(digest)};"
        "function more() { var v = {first: 10, section: 'home'}; if (c) v.after = c;"
        "var u = g + '?operationName=Stream&variables=' + encodeURIComponent(JSON.stringify(v))"
        " + '&extensions='"
        " + encodeURIComponent(JSON.stringify({persistedQuery: {version: 1, sha256Hash: h}}));"
        "return fetch(u, {headers: {'apollo-require-preflight': 'true'}})"
        ".then(function (a) { return a.json(); })"
        ".then(function (a) { var s = a.data.stream; c = s.pageInfo.endCursor;"
        "draw(s.edges.map(function (e) { return {u: e.node.path, t: e.node.headline}; })); }); }" + SCROLL
    )
    _page(site, "Hafenkurier", code)
    return site


def _parts(asked: Asked) -> dict[str, str]:
    """Return the fields of a form in parts."""
    return dict(re.findall(r'name="(\w+)"\r\n\r\n(.*?)\r\n--', asked.body))


def _edge(at: int) -> str:
    return b64encode(f"arrayconnection:{at}".encode()).decode()


def first_page_in_markup() -> Feedless:
    """The first articles stand in the page; what follows is a piece of HTML that admin-ajax gives."""
    site = start(
        "watchajax",
        "watched",
        "es",
        42,
        title="El Puente",
        address=lambda story: f"/{local(story):%Y/%m}/{slugged(story)}/",
    )

    def items(stories: Any) -> str:
        return "".join(
            f"<div class='post' style='height:90px'><h3><a href='{site.path(story)}'>{story.title}</a></h3>"
            "</div>"
            for story in stories
        )

    def answer(asked: Asked) -> Document:
        form = _parts(asked) or asked.form
        if asked.method != "POST" or form.get("action") != "ep_load_more":
            return Document(b"0")
        return as_html(items(batch(site.stories, int(form["page"]) - 1, 10)))

    site.route("/wp-admin/admin-ajax.php", answer)
    code = (
        f"var n = 1, q = {computed('/wp-admin/admin-ajax.php')}, a = {computed('ep_load_more')};"
        "document.querySelector('#mas').onclick = function () { var f = new FormData();"
        "f.append('action', a); f.append('page', ++n); fetch(q, {method: 'POST', body: f})"
        ".then(function (r) { return r.text(); }).then(function (t) {"
        "document.getElementById('box').insertAdjacentHTML('beforeend', t); }); };"
    )
    inner = f"<div id='box'>{items(site.stories[:10])}</div><button id='mas'>Cargar más noticias</button>"
    _page(site, "El Puente", code, inner=inner)
    return site


def last_moment() -> Feedless:
    """Each page is what is older than the last moment, in seconds, though the rows tell it otherwise."""
    site = start(
        "watchtime",
        "watched",
        "zh",
        50,
        title="清源新闻",
        address=lambda story: f"/a/{serial(story, 5500)}",
    )

    def answer(asked: Asked) -> Document:
        before = asked.number("e", 0) or 10**11
        stories = [story for story in site.stories if millis(story) // 1000 < before][:12]
        rows = [
            {"link": site.path(story), "name": story.title, "pubDate": f"{local(story):%Y-%m-%d %H:%M:%S}"}
            for story in stories
        ]
        return as_json({"code": 0, "result": rows})

    site.route("/v3/flow", answer)
    code = (
        f"var e = 0, q = {computed('/v3/flow?e=')};"
        "function more() { return fetch(q + e).then(function (a) { return a.json(); }).then(function (a) {"
        "draw(a.result.map(function (r) { e = Date.parse(r.pubDate.replace(' ', 'T') + '+08:00') / 1000;"
        "return {u: r.link, t: r.name}; })); }); }" + SCROLL
    )
    _page(site, "清源新闻", code)
    return site


def months_of_archive() -> Feedless:
    """A menu of months; each month is a file of data, and the first is the newest."""
    site = start(
        "watchmonth",
        "watched",
        "en",
        44,
        title="Valley Record",
        address=lambda story: f"/news/{slugged(story)}.html",
        minutes=3000,
    )
    months: dict[str, list[Story]] = {}
    for story in site.stories:
        months.setdefault(f"{local(story):%Y-%m}", []).append(story)
    for month, stories in months.items():
        site.data(f"/data/{month.replace('-', '/')}.json", {"month": month, "rows": _rows(site, stories)})
        site.read(f"/data/{month.replace('-', '/')}.json")
    options = "".join(f"<option value='{month}'>{month}</option>" for month in sorted(months, reverse=True))
    code = (
        f"var s = document.querySelector('select'), d = {computed('/data/')};"
        "function more() { return fetch(d + s.value.replace('-', '/') + '.json')"
        ".then(function (a) { return a.json(); })"
        ".then(function (a) { document.getElementById('box').innerHTML = ''; draw(a.rows); }); }"
        "s.onchange = more; more();"
    )
    _page(site, "Valley Record", code, inner=f"<select>{options}</select><ul id='box'></ul>")
    return site


def numbers_only() -> Feedless:
    """The rows have a number and a title; the page makes the addresses."""
    site = start(
        "watchids",
        "watched",
        "zh",
        40,
        title="南湾融媒",
        address=lambda story: f"/n/detail-{serial(story, 620000)}.html",
    )

    def answer(asked: Asked) -> Document:
        stories = batch(site.stories, asked.number("no", 1) - 1, 10)
        rows = [{"nid": serial(story, 620000), "name": story.title} for story in stories]
        return as_json({"code": 0, "body": {"rows": rows, "count": 40}})

    site.route("/open/rows", answer)
    code = (
        f"var n = 0, q = {computed('/open/rows?no=')}, d = {computed('/n/detail-')};"
        "function more() { return fetch(q + (++n)).then(function (a) { return a.json(); })"
        ".then(function (a) { draw(a.body.rows.map(function (r) {"
        "return {u: d + r.nid + '.html', t: r.name}; })); }); }" + SCROLL
    )
    _page(site, "南湾融媒", code)
    return site


def signed_requests() -> Feedless:
    """Each request needs a mark that the page makes anew: only the page itself is answered."""
    site = start(
        "watchsigned",
        "watched",
        "en",
        14,
        title="Locked Gazette",
        address=lambda story: f"/item/{serial(story, 900)}-{slugged(story)}",
    )
    used: set[str] = set()

    def answer(asked: Asked) -> Document:
        mark = asked.query.get("sig", "")
        if mark in used or not mark:
            return REFUSED
        used.add(mark)
        return as_json({"rows": _rows(site, site.stories)})

    site.route("/feed/signed", answer)
    code = (
        f"var q = {computed('/feed/signed?sig=')};"
        "fetch(q + Math.random().toString(36).slice(2)).then(function (a) { return a.json(); })"
        ".then(function (a) { draw(a.rows); });"
    )
    _page(site, "Locked Gazette", code)
    site.browser = True
    return site


BUILDERS = (
    scrolled_numbers,
    pressed_cursor,
    persisted_query,
    first_page_in_markup,
    last_moment,
    months_of_archive,
    numbers_only,
    signed_requests,
)
