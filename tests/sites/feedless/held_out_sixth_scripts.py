"""Feedless sites that are held out, the sixth set: lists that scripts fill, from states and interfaces."""

from __future__ import annotations

import json
from html import escape
from typing import Any
from urllib.parse import quote

from tests.sites.building import Document
from tests.sites.feedless.held_out_fifth_press import Paper, code, plain
from tests.sites.feedless.held_out_sixth_html import sixth
from tests.sites.feedless.invention import local, millis, serial, slugged
from tests.sites.feedless.running import NEAR
from tests.sites.feedless.simulated import Asked, Feedless, as_callback, as_json, batches


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _front(paper: Paper, path: str, name: str, count: int = 3) -> None:
    """Put a front page that has few stories and a link to the list."""
    lead = "".join(f"<h2>{paper.link(s)}</h2>" for s in paper.site.stories[:count])
    paper.page("/", paper.name, f"{lead}<p><a href='{path}'>{name}</a></p>")


def _streamed(value: Any, told: list[Any], known: dict[str, int]) -> int:
    """Put a value into a flat list, as the streams of React Router do; return where it stands."""
    if value is None:
        return -5
    if isinstance(value, str) and value in known:
        return known[value]
    at = len(told)
    told.append(value)
    if isinstance(value, str):
        known[value] = at
    elif isinstance(value, dict):
        told[at] = {}
        for key, part in value.items():
            name = _streamed(key, told, known)
            told[at][f"_{name}"] = _streamed(part, told, known)
    elif isinstance(value, list):
        told[at] = [_streamed(part, told, known) for part in value]
    return at


def karaca() -> Feedless:
    """A Turkish city magazine on React Router 7: what loaders give is streamed into the page, flat."""
    paper = sixth(
        "karaca state tr 36 app ld 190",
        "Karaca Postası",
        (("/", "Ana sayfa"), ("/gundem", "Gündem"), ("/eczaneler", "Nöbetçi eczaneler")),
        lambda story: f"/gundem/{plain(story)}",
    )
    script = """function get(flat, i, seen) {
  if (i < 0) return i === -5 ? null : undefined;
  if (i in seen) return seen[i];
  const v = flat[i];
  if (Array.isArray(v)) { const a = seen[i] = []; v.forEach(n => a.push(get(flat, n, seen))); return a; }
  if (v && typeof v === "object") {
    const o = seen[i] = {};
    for (const k in v) o[flat[+k.slice(1)]] = get(flat, v[k], seen);
    return o;
  }
  return v;
}
let whole = "";
const reader = window.__reactRouterContext.stream.pipeThrough(new TextDecoderStream()).getReader();
for (;;) { const { done, value } = await reader.read(); if (done) break; whole += value; }
const data = get(JSON.parse(whole.split("\\n")[0]), 0, {}).loaderData["routes/gundem._index"];
document.querySelector("#haberler").innerHTML = data.posts.map(p =>
  `<article class="card"><a href="/gundem/${p.slug}"><h3>${p.title}</h3></a><p>${p.summary}</p></article>`
).join("");
"""
    paper.site.script("/assets/entry.client-Bq81xLd2.js", script)
    pages = batches(paper.site.stories, 12)

    def answer(asked: Asked) -> Document:
        page = min(max(asked.number("sayfa", 1), 1), len(pages))
        posts = [
            {
                "id": serial(s, 8800),
                "title": s.title,
                "slug": plain(s),
                "summary": s.teaser[:90],
                "publishedAt": local(s).isoformat(),
                "category": {"name": "Gündem", "slug": "gundem"},
                "cover": None,
            }
            for s in pages[page - 1]
        ]
        menu = [{"label": label, "to": to} for to, label in paper.menu]
        loaded = {
            "root": {"menu": menu, "user": None},
            "routes/gundem._index": {"posts": posts, "page": page, "pageCount": len(pages)},
        }
        flat: list[Any] = []
        _streamed({"loaderData": loaded, "actionData": None, "errors": None}, flat, {})
        chunk = json.dumps(_text(flat) + "\n", ensure_ascii=False)
        foot = (
            '<script>window.__reactRouterContext = {"basename":"/","future":{"v8_middleware":false},'
            '"routeDiscovery":{"mode":"lazy","manifestPath":"/__manifest"},"ssr":true,"isSpaMode":false};'
            "window.__reactRouterContext.stream = new ReadableStream({start(controller){"
            "window.__reactRouterContext.streamController = controller;}}).pipeThrough(new "
            'TextEncoderStream());</script><script type="module" async="">import '
            '"/assets/entry.client-Bq81xLd2.js";</script><!--$--><script>window.__reactRouterContext.'
            f"streamController.enqueue({chunk});</script><!--$--><script>window.__reactRouterContext."
            "streamController.close();</script><!--/$--><!--/$-->"
        )
        turn = "".join(
            f"<a href='/gundem?sayfa={n}' data-discover='true'>{n}</a> " for n in range(1, len(pages) + 1)
        )
        inner = f"<h1>Gündem</h1><div id='haberler'></div><nav class='sayfalar'>{turn}</nav>"
        head = "<link rel='modulepreload' href='/assets/entry.client-Bq81xLd2.js'>"
        return paper.document("Gündem", inner, head, foot)

    paper.site.route("/gundem", answer)
    for number in range(1, len(pages) + 1):
        paper.site.read("/gundem" + (f"?sayfa={number}" if number > 1 else ""))
    paper.page("/eczaneler", "Nöbetçi eczaneler", "<h1>Nöbetçi eczaneler</h1><p>Çarşı, 555 0101</p>")
    _front(paper, "/gundem", "Tüm haberler")
    return paper.site


def _island(value: Any) -> list[Any]:
    """Return a property of an island as Astro writes it: with its kind before it."""
    if isinstance(value, list):
        return [1, [_island(part) for part in value]]
    if isinstance(value, dict):
        return [0, {key: _island(part) for key, part in value.items()}]
    return [0, value]


def madhuban() -> Feedless:
    """A Hindi monthly on Astro: an island's properties have all stories, a button shows more of them."""
    paper = sixth(
        "madhuban state hi 36 app meta 1900",
        "मधुबन समाचार",
        (("/", "मुखपृष्ठ"), ("/panchang/", "पंचांग")),
        lambda story: f"/khabar/{serial(story, 4400)}/",
    )
    rows = [
        {
            "id": serial(s, 4400),
            "data": {
                "title": s.title,
                "description": s.teaser[:80],
                "pubDate": [3, s.published.strftime("%Y-%m-%dT%H:%M:%S.000Z")],
                "draft": False,
                "tags": ["जिला"],
            },
        }
        for s in paper.site.stories
    ]
    told = [
        [0, {"id": [0, r["id"]], "data": [0, {k: v if k == "pubDate" else _island(v) for k, v in d.items()}]}]
        for r in rows
        if isinstance(d := r["data"], dict)
    ]
    props = {"stories": [1, told], "perPage": [0, 9], "base": [0, "/khabar/"]}
    script = """function d([k, v]) {
  if (k === 1) return v.map(d);
  if (k === 3) return new Date(v);
  return v && typeof v === "object" ? Object.fromEntries(Object.entries(v).map(([n, w]) => [n, d(w)])) : v;
}
customElements.define("astro-island", class extends HTMLElement {
  connectedCallback() { requestAnimationFrame(() => this.hydrate()); }
  hydrate() {
    const p = Object.fromEntries(Object.entries(JSON.parse(this.getAttribute("props"))).map(([n, w]) => [n,
      d(w)]));
    if (!p.stories) return;
    let n = p.perPage;
    const button = this.querySelector("button"), list = this.querySelector("ul");
    this.removeAttribute("ssr");
    button.onclick = () => {
      p.stories.slice(n, n += p.perPage).forEach(s => list.insertAdjacentHTML("beforeend",
        `<li class="card"><a href="${p.base}${s.id}/">${s.data.title}</a><p>${s.data.description}</p></li>`));
      if (n >= p.stories.length) button.remove();
    };
  }
});
"""
    paper.site.script("/_astro/StoryList.CkQ0x9aB.js", script)
    cards = "".join(
        f"<li class='card'>{paper.link(s)}<p>{escape(s.teaser[:80])}</p></li>" for s in paper.site.stories[:9]
    )
    weather = escape(_text({"city": [0, "मधुबन"], "days": [1, [[0, 21], [0, 23]]]}))
    inner = (
        f'<astro-island uid="Z2f" component-url="/_astro/Weather.js" props="{weather}" client="idle">21°'
        '</astro-island><astro-island uid="1kQx0" prefix="r2" component-url="/_astro/StoryList.CkQ0x9aB.js" '
        'component-export="default" renderer-url="/_astro/client.DVx.js" client="load" ssr '
        f'props="{escape(_text(props))}" opts="{escape(_text({"name": "StoryList", "value": True}))}">'
        f"<ul>{cards}</ul><button type='button'>और खबरें</button></astro-island>"
    )
    head = code("/_astro/StoryList.CkQ0x9aB.js", script, module=True)
    paper.page("/", paper.name, f"<h1>ताज़ा खबरें</h1>{inner}", head, read=True)
    paper.page("/panchang/", "पंचांग", "<h1>पंचांग</h1><p>आज का पंचांग कल छपेगा।</p>")
    return paper.site


def sabinar() -> Feedless:
    """A Spanish daily on React with Redux: entities by number, and the order in which a page has them."""
    paper = sixth(
        "sabinar state es 40 app ld 190",
        "Diario del Sabinar",
        (("/", "Portada"), ("/ultimas/", "Últimas noticias"), ("/esquelas/", "Esquelas")),
        lambda story: f"/comarca/{slugged(story)}_{serial(story, 66100)}/",
    )
    script = """!function(e){var t=e.entities.articles,n=e.listing;
document.getElementById("root-list").innerHTML=n.ids.map(function(i){var a=t[i];
return'<article class="card"><h2><a href="'+a.url+'">'+a.headline+"</a></h2><p>"+
a.standfirst+"</p></article>"}).join("")}(window.__PRELOADED_STATE__);
"""
    paper.site.script("/static/js/main.6f1c2e07.js", script)
    pages = batches(paper.site.stories, 10)
    for number, some in enumerate(pages, 1):
        shown = sorted([*some, *paper.site.stories[:2]], key=lambda s: serial(s, 66100))
        articles = {
            str(serial(s, 66100)): {
                "id": serial(s, 66100),
                "headline": s.title,
                "standfirst": s.teaser[:110],
                "url": paper.href(s),
                "publishedOn": local(s).isoformat(),
                "sectionId": 7,
                "authorIds": [s.number % 2],
                "isPremium": False,
            }
            for s in shown
        }
        sections = {"7": {"id": 7, "name": "Comarca", "url": "/comarca/"}}
        names = {str(n): {"id": n, "name": f"Redacción {n}", "url": f"/author/a{n}/"} for n in (0, 1)}
        listing = {
            "ids": [serial(s, 66100) for s in some],
            "page": number,
            "pageSize": 10,
            "total": 40,
            "isFetching": False,
            "mostRead": [serial(s, 66100) for s in paper.site.stories[:2]],
        }
        state = {
            "entities": {"articles": articles, "sections": sections, "authors": names},
            "listing": listing,
            "session": {"user": None, "subscribed": False},
        }
        told = _text(state).replace("<", "\\u003c").replace("/", "\\u002F")
        foot = f"<script>window.__PRELOADED_STATE__ = {told}</script>"
        foot += code("/static/js/main.6f1c2e07.js", script)
        turn = "".join(
            f"<a href='/ultimas/{f'{n}/' if n > 1 else ''}'>{n}</a> " for n in range(1, len(pages) + 1)
        )
        inner = f"<h1>Últimas noticias</h1><div id='root-list'></div><nav class='paginador'>{turn}</nav>"
        path = f"/ultimas/{number}/" if number > 1 else "/ultimas/"
        paper.page(path, "Últimas noticias", inner, "", foot, read=True)
    paper.page("/comarca/", "Comarca", f"<h1>Comarca</h1><ul>{paper.links(paper.site.stories[:6])}</ul>")
    paper.page("/esquelas/", "Esquelas", "<h1>Esquelas</h1><p>Hoy no hay esquelas.</p>")
    _front(paper, "/ultimas/", "Ver más", 4)
    return paper.site


def lanxi() -> Feedless:
    """A Chinese county's media on Vue with its server renderer: the initial state has rows by number."""
    paper = sixth(
        "lanxi state zh 40 app line 190",
        "兰溪融媒",
        (("/", "首页"), ("/list", "要闻"), ("/service", "便民服务")),
        lambda story: f"/detail/{serial(story, 240800)}",
    )
    script = """(window.webpackJsonp=window.webpackJsonp||[]).push([["app"],{}]);(function(s){
var l=s.news.list,h="";for(var i=0;i<l.length;i++){h+='<li class="item"><a href="/detail/'+l[i].id+'">'+
l[i].title+"</a><span>"+l[i].source+"</span></li>"}
document.querySelector("#app .news-list").innerHTML=h;
})(window.__INITIAL_STATE__);
"""
    paper.site.script("/dist/app.2b7f31c8.js", script)
    pages = batches(paper.site.stories, 10)

    def answer(asked: Asked) -> Document:
        page = min(max(asked.number("p", 1), 1), len(pages))
        rows = [
            {
                "id": serial(s, 240800),
                "title": s.title,
                "desc": s.teaser[:50],
                "ctime": millis(s) // 1000,
                "source": paper.name,
                "thumb": f"//img.lanxi.example/{s.number}.jpg",
                "readNum": 310 - s.number,
            }
            for s in pages[page - 1]
        ]
        banners = [{"id": n, "title": f"专题{n}", "link": f"http://zt.lanxi.example/{n}"} for n in (1, 2)]
        state = {
            "news": {"list": rows, "total": 40, "pageNo": page, "pageSize": 10, "loading": False},
            "banner": banners,
            "user": {"token": "", "info": None},
            "route": {"path": "/list", "query": {"p": str(page)}},
        }
        foot = (
            f"<script>window.__INITIAL_STATE__={_text(state)};(function(){{var s;(s=document.currentScript||"
            "document.scripts[document.scripts.length-1]).parentNode.removeChild(s);}());</script>"
        )
        foot += code("/dist/app.2b7f31c8.js", script)
        turn = "".join(f"<a href='/list?p={n}'>{n}</a> " for n in range(1, len(pages) + 1))
        inner = (
            "<div id='app' data-server-rendered='true'><h1>要闻</h1><ul class='news-list'></ul>"
            f"<div class='pager'>{turn}</div></div>"
        )
        return paper.document("要闻", inner, "", foot)

    paper.site.route("/list", answer)
    for number in range(1, len(pages) + 1):
        paper.site.read("/list" + (f"?p={number}" if number > 1 else ""))
    paper.page("/service", "便民服务", "<h1>便民服务</h1><ul><li>热线：555-0101</li></ul>")
    _front(paper, "/list", "更多要闻", 4)
    return paper.site


def rimba() -> Feedless:
    """An Indonesian forest paper on Payload: an interface of docs, whose filter is in brackets."""
    paper = sixth(
        "rimba json id 36 app meta 190",
        "Kabar Rimba",
        (("/", "Terbaru"), ("/pasar", "Harga pasar")),
        lambda story: f"/kabar/{slugged(story)}",
    )

    def answer(asked: Asked) -> Document:
        limit, page = min(max(asked.number("limit", 10), 1), 50), max(asked.number("page", 1), 1)
        some = paper.site.stories[(page - 1) * limit : page * limit]
        docs = [
            {
                "id": f"66f0c1{serial(s, 990000):06x}",
                "title": s.title,
                "slug": slugged(s),
                "_status": "published",
                "publishedAt": s.published.strftime("%Y-%m-%dT%H:%M:%S.000Z"),
                "meta": {"title": f"{s.title} | {paper.name}", "description": s.teaser[:100]},
                "categories": [{"id": "c1", "title": "Hutan", "slug": "hutan"}],
                "populatedAuthors": [{"id": "a1", "name": s.author}],
            }
            for s in some
        ]
        last = -(-36 // limit)
        around = {"hasPrevPage": page > 1, "hasNextPage": page < last, "limit": limit, "page": page}
        after = {"nextPage": page + 1 if page < last else None, "totalDocs": 36, "totalPages": last}
        return as_json({"docs": docs, **around, **after, "pagingCounter": (page - 1) * limit + 1})

    paper.site.route("/api/posts", answer)
    query = "depth=1&limit=12&page={}&sort=-publishedAt&where%5B_status%5D%5Bequals%5D=published"
    script = """(()=>{let page=1;
const grid=document.querySelector(".grid"),more=document.querySelector(".lagi");
async function load(){const q=new URLSearchParams({depth:"1",limit:"12",page:String(page),sort:"-publishedAt",
"where[_status][equals]":"published"});const r=await fetch("/api/posts?"+q.toString()),d=await r.json();
for(const n of d.docs){const c=document.createElement("article");c.className="card";
c.innerHTML=`<a href="/kabar/${n.slug}"><h3>${n.title}</h3></a><p>${n.meta.description}</p>`;grid.append(c)}
page=d.nextPage;if(!d.hasNextPage)more.remove()}more.addEventListener("click",load);load()})();
"""
    paper.site.script("/_next/static/chunks/app/page-91be.js", script)
    inner = "<h1>Terbaru</h1><div class='grid'></div><button class='lagi'>Kabar lain</button>"
    paper.page("/", paper.name, inner, "", code("/_next/static/chunks/app/page-91be.js", script))
    for number in (1, 2, 3):
        paper.site.read(f"/api/posts?{query.format(number)}")
    paper.page("/pasar", "Harga pasar", "<h1>Harga pasar</h1><ul><li>Karet: 12.000</li></ul>")
    return paper.site


def nakhla() -> Feedless:
    """An Arabic ministry on Sitefinity: OData with $top and $skip, addresses below the list's own page."""

    def below(story: Any) -> str:
        return f"/{local(story):%Y/%m/%d}/news-{serial(story, 7300)}"

    paper = sixth(
        "nakhla json ar 40 divs time 1440",
        "وزارة النخيل",
        (("/ar", "الرئيسية"), ("/ar/media/news", "الأخبار"), ("/ar/tenders", "المناقصات")),
        lambda story: f"/ar/media/news{below(story)}",
    )

    def answer(asked: Asked) -> Document:
        skip, top = max(asked.number("$skip", 0), 0), min(max(asked.number("$top", 50), 1), 50)
        rows = [
            {
                "Id": f"{serial(s, 7300):08x}-51d2-4c7e-9b0a-2f6e8d1c0a{s.number:02x}",
                "Title": s.title,
                "Summary": s.teaser[:90],
                "UrlName": f"news-{serial(s, 7300)}",
                "ItemDefaultUrl": below(s),
                "PublicationDate": s.published.strftime("%Y-%m-%dT%H:%M:%SZ"),
            }
            for s in paper.site.stories[skip : skip + top]
        ]
        about = f"{paper.site.root}/api/default/$metadata#newsitems"
        return as_json({"@odata.context": about, "@odata.count": 40, "value": rows})

    paper.site.route("/api/default/newsitems", answer)
    asked = (
        "$select=Id,Title,Summary,UrlName,ItemDefaultUrl,PublicationDate&$orderby=PublicationDate%20desc"
        "&$top=10&$skip={}&$count=true"
    )
    script = """$news = (function () {
  var size = 10, list = document.getElementById("newsList"), pager = document.getElementById("newsPager");
  var base = list.getAttribute("data-detail-page"), api = list.getAttribute("data-service");
  function go(page) {
    var url = api + "newsitems?$select=Id,Title,Summary,UrlName,ItemDefaultUrl,PublicationDate" +
      "&$orderby=PublicationDate desc&$top=" + size + "&$skip=" + (page - 1) * size + "&$count=true";
    fetch(url).then(function (r) { return r.json(); }).then(function (d) {
      list.innerHTML = d.value.map(function (n) {
        return '<li><a href="' + base + n.ItemDefaultUrl + '">' + n.Title + "</a> " + n.Summary + "</li>";
      }).join("");
      pager.innerHTML = "";
      for (var i = 1; i <= Math.ceil(d["@odata.count"] / size); i++) (function (i) {
        var b = document.createElement("a");
        b.href = "javascript:void(0)"; b.textContent = i; b.onclick = function () { go(i); };
        pager.appendChild(b);
      })(i);
    });
  }
  go(1);
})();
"""
    paper.site.script("/ResourcePackages/Ministry/assets/dist/js/news-list.js", script)
    inner = (
        "<h1>الأخبار</h1><ul id='newsList' data-detail-page='/ar/media/news' "
        "data-service='/api/default/'></ul><div id='newsPager'></div>"
    )
    foot = code("/ResourcePackages/Ministry/assets/dist/js/news-list.js", script)
    paper.page("/ar/media/news", "الأخبار", inner, "", foot)
    for skip in range(0, 40, 10):
        paper.site.read(f"/api/default/newsitems?{asked.format(skip)}")
    tenders = "".join(f"<li>مناقصة رقم {n}</li>" for n in range(41, 48))
    paper.page("/ar/tenders", "المناقصات", f"<h1>المناقصات</h1><ul>{tenders}</ul>")
    _front(paper, "/ar/media/news", "كل الأخبار")
    paper.page("/ar", paper.name, "<p><a href='/ar/media/news'>كل الأخبار</a></p>")
    return paper.site


def fenwick() -> Feedless:
    """An English island weekly on Sanity: a query in its own language, the ends of the part beside it."""
    paper = sixth(
        "fenwick json en 40 app ld 900",
        "Fenwick Islander",
        (("/", "Front"), ("/stories", "Stories"), ("/tides", "Tides")),
        lambda story: f"/stories/{slugged(story)}",
    )
    where = "http://k3v9x2ab.apicdn.fenwick-content.example/v2024-01-01/data/query/production"

    def answer(asked: Asked) -> Document:
        begin, end = max(asked.number("$from", 0), 0), asked.number("$to", 10)
        rows = [
            {
                "_id": f"{serial(s, 5000):x}-post",
                "_type": "post",
                "title": s.title,
                "slug": slugged(s),
                "publishedAt": s.published.strftime("%Y-%m-%dT%H:%M:%S.000Z"),
                "standfirst": s.teaser[:120],
                "byline": s.author,
            }
            for s in paper.site.stories[begin : min(end, begin + 100)]
        ]
        if "post" not in asked.query.get("query", ""):
            return as_json(
                {"error": {"description": "expected a query", "type": "queryParseError"}}, status=400
            )
        return as_json({"query": asked.query["query"], "result": rows, "syncTags": ["s1:5fG"], "ms": 9})

    paper.site.route(where, answer)
    script = """const client={host:"http://k3v9x2ab.apicdn.fenwick-content.example",version:"v2024-01-01",
dataset:"production",fetch(q,p){const s=new URLSearchParams({query:q});for(const k in p)s.set("$"+k,
JSON.stringify(p[k]));return fetch(`${this.host}/${this.version}/data/query/${this.dataset}?${s}`)
.then(r=>r.json()).then(r=>r.result)}};
const STORIES=`*[_type == "post" && publishedAt < now()] | order(publishedAt desc) [$from...$to]{
_id,_type,title,"slug":slug.current,publishedAt,standfirst,"byline":author->name}`;
const list=document.getElementById("stories"),button=document.getElementById("older");let from=0;
async function more(){const rows=await client.fetch(STORIES,{from,to:from+10});from+=10;
for(const s of rows)list.insertAdjacentHTML("beforeend",
`<article class="card"><h2><a href="/stories/${s.slug}">${s.title}</a></h2><p>${s.standfirst}</p></article>`);
if(rows.length<10||from>=40)button.remove()}
button.addEventListener("click",more);more();
"""
    paper.site.script("/assets/index-Bd41fe.js", script)
    inner = "<h1>Stories</h1><div id='stories'></div><button id='older'>Older stories</button>"
    paper.page("/stories", "Stories", inner, "", code("/assets/index-Bd41fe.js", script, module=True))
    query = (
        "*%5B_type+%3D%3D+%22post%22+%26%26+publishedAt+%3C+now%28%29%5D+%7C+order%28publishedAt+desc%29+"
        "%5B%24from...%24to%5D%7B%0A_id%2C_type%2Ctitle%2C%22slug%22%3Aslug.current%2CpublishedAt%2C"
        "standfirst%2C%22byline%22%3Aauthor-%3Ename%7D"
    )
    for begin in range(0, 40, 10):
        paper.site.read(f"{where}?query={query}&%24from={begin}&%24to={begin + 10}")
    paper.page("/tides", "Tides", "<h1>Tides</h1><ul><li>High water 04:51</li></ul>")
    _front(paper, "/stories", "All stories")
    return paper.site


def polyana() -> Feedless:
    """A Russian city portal: JSONP of another host, by limit and offset, to a method of an object."""
    paper = sixth(
        "polyana jsonp ru 45 divs time 190",
        "Поляна Онлайн",
        (("/", "Лента"), ("/pogoda/", "Погода")),
        lambda story: f"/n/{serial(story, 330800)}/",
    )

    def answer(asked: Asked) -> Document:
        begin, count = max(asked.number("offset", 0), 0), min(max(asked.number("limit", 15), 1), 60)
        items = [
            {
                "id": serial(s, 330800),
                "h": s.title,
                "u": f"//www.polyana.example/n/{serial(s, 330800)}/",
                "t": millis(s) // 1000,
                "a": s.teaser[:90],
                "r": {"id": 3, "n": "Город"},
            }
            for s in paper.site.stories[begin : begin + count]
        ]
        value = {"status": "ok", "total": 45, "items": items}
        name = asked.query.get("cb", "")
        return as_callback(name, value) if name else as_json(value)

    paper.site.route("http://api.polyana.example/ribbon/", answer)
    script = """var Ribbon={offset:0,limit:15,box:null,
init:function(){this.box=document.getElementById("ribbon");
document.getElementById("eshe").onclick=function(){Ribbon.load()};this.load()},
load:function(){var s=document.createElement("script");
s.src="//api.polyana.example/ribbon/?rubric=all&limit="+this.limit+"&offset="+this.offset+"&cb=Ribbon.draw";
document.body.appendChild(s);this.offset+=this.limit},
draw:function(d){for(var i=0;i<d.items.length;i++){var n=d.items[i],e=document.createElement("div");
e.className="card";e.innerHTML='<a href="'+n.u+'">'+n.h+"</a><p>"+n.a+"</p>";this.box.appendChild(e)}
if(this.offset>=d.total)document.getElementById("eshe").style.display="none"}};Ribbon.init();
"""
    paper.site.script("/js/ribbon.js?v=14", script)
    inner = "<h1>Лента новостей</h1><div id='ribbon'></div><span id='eshe' class='btn'>Ещё новости</span>"
    paper.page("/", paper.name, inner, "", "<script src='/js/ribbon.js?v=14'></script>")
    for begin in (0, 15, 30):
        paper.site.read(
            f"http://api.polyana.example/ribbon/?rubric=all&limit=15&offset={begin}&cb=Ribbon.draw"
        )
    paper.page("/pogoda/", "Погода", "<h1>Погода</h1><p>Ночью минус два, днём плюс один.</p>")
    return paper.site


def bachmai() -> Feedless:
    """A Vietnamese magazine before a hosted WordPress: its last answer names the handle of the next page."""
    paper = sixth(
        "bachmai cursor vi 40 app time 190",
        "Tạp chí Bạch Mai",
        (("/", "Mới nhất"), ("/lich/", "Lịch")),
        lambda story: f"/bai-viet/{plain(story)}/",
    )
    where = "http://public-api.bachmai-press.example/rest/v1.1/sites/www.bachmai.example/posts/"
    first = f"{where}?number=10&fields=ID,title,URL,date,excerpt"

    def handle(at: int) -> str:
        last = paper.site.stories[at - 1]
        return f"value={local(last).isoformat()}&id={serial(last, 6400)}"

    handles = {handle(at): at for at in range(1, 41)}

    def answer(asked: Asked) -> Document:
        told, count = asked.query.get("page_handle", ""), min(max(asked.number("number", 20), 1), 100)
        if told and told not in handles:
            return as_json({"error": "invalid_input", "message": "page_handle"}, status=400)
        begin = handles.get(told, 0)
        posts = [
            {
                "ID": serial(s, 6400),
                "title": s.title,
                "URL": paper.site.url(s),
                "date": local(s).isoformat(),
                "excerpt": f"<p>{s.teaser[:90]}</p>\n",
            }
            for s in paper.site.stories[begin : begin + count]
        ]
        meta = {"links": {"counts": f"{where}counts"}, "wpcom": True}
        after = {"next_page": handle(begin + count)} if begin + count < 40 else {}
        return as_json({"found": 40, "posts": posts, "meta": meta | after})

    paper.site.route(where, answer)
    script = """!function(){var w="http://public-api.bachmai-press.example/rest/v1.1/sites/www.bachmai.example/posts/",
h="",l=document.querySelector(".posts");near(function(){if(h===null)return!1;
return fetch(w+"?number=10&fields=ID,title,URL,date,excerpt"+(h&&"&page_handle="+encodeURIComponent(h))).then(
function(r){return r.json()}).then(function(d){d.posts.forEach(function(p){
var e=document.createElement("article");e.innerHTML='<h3><a href="'+p.URL+'">'+p.title+"</a></h3>"+p.excerpt;
l.appendChild(e)});h=d.meta.next_page||null;return h!==null})})}();
"""
    paper.site.script("/static/app.5d10.js", f"{NEAR}\n{script}")
    paper.page("/", paper.name, "<div class='posts'></div>", "", code("/static/app.5d10.js", script))
    for begin in range(0, 40, 10):
        paper.site.read(first + (f"&page_handle={quote(handle(begin), safe='')}" if begin else ""))
    paper.page("/lich/", "Lịch", "<h1>Lịch</h1><ul><li>Ngày 4 tháng 12: đọc sách</li></ul>")
    return paper.site


BUILDERS = (karaca, madhuban, sabinar, lanxi, rimba, nakhla, fenwick, polyana, bachmai)
