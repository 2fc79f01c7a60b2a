"""Feedless sites that are held out, the fifth set: lists in what frameworks write into their pages."""

from __future__ import annotations

import json
from hashlib import md5
from html import escape
from typing import Any

from tests.sites.building import Document
from tests.sites.feedless.held_out_fifth_press import code, plain, press
from tests.sites.feedless.invention import local, millis, serial, slugged
from tests.sites.feedless.simulated import Asked, Feedless, as_json, batch, batches


def meridian() -> Feedless:
    """An English magazine on Next.js with pages: eight cards, a button shows what the state has more."""
    paper = press(
        "meridian",
        "state",
        "en",
        32,
        title="Meridian Magazine",
        skin="app",
        told="ld",
        minutes=1440,
        menu=(("/", "Latest"), ("/podcast", "Podcast")),
        address=lambda story: f"/story/{slugged(story)}",
    )
    rows = [
        {
            "_id": md5(s.title.encode()).hexdigest(),
            "title": s.title,
            "slug": {"_type": "slug", "current": slugged(s)},
            "publishedAt": s.published.strftime("%Y-%m-%dT%H:%M:%S.000Z"),
            "section": {
                "title": ("Ideas", "Places")[s.number % 2],
                "slug": ("ideas", "places")[s.number % 2],
            },
            "author": {"name": s.author, "slug": "a0", "bio": "Staff writer"},
            "excerpt": s.teaser[:160],
            "mainImage": {"asset": {"_ref": f"image-{s.number}-1200x800-jpg"}, "alt": None},
        }
        for s in paper.site.stories
    ]
    episodes = [
        {"title": f"Episode {n}: letters", "url": f"/podcast#e{n}", "duration": 1800 + n} for n in range(1, 7)
    ]
    props = {
        "stories": rows,
        "nav": [{"title": name, "href": url} for url, name in paper.menu],
        "episodes": episodes,
    }
    state = {
        "props": {"pageProps": props, "__N_SSG": True},
        "page": "/",
        "query": {},
        "buildId": "kZq3yFh2",
        "gsp": True,
    }
    cards = "".join(
        f"<article class='StoryCard_card__Zx'><a href='{paper.href(s)}'><h3>{escape(s.title)}</h3></a><p>"
        f"{escape(s.teaser[:160])}</p></article>"
        for s in paper.site.stories[:8]
    )
    script = """(self.webpackChunk_N_E=self.webpackChunk_N_E||[]).push([[405],{}]);(function(){
  var p = JSON.parse(document.getElementById("__NEXT_DATA__").textContent).props.pageProps, shown = 8;
  var grid = document.querySelector(".StoryGrid_grid__a1"), more = document.querySelector(
    ".LoadMore_button__k2");
  more.addEventListener("click", function(){
    p.stories.slice(shown, shown + 8).forEach(function(s){
      var e = document.createElement("article"), h = document.createElement("h3"),
        t = document.createElement("p");
      var a = document.createElement("a");
      e.className = "StoryCard_card__Zx"; h.textContent = s.title; t.textContent = s.excerpt;
      a.href = "/story/".concat(s.slug.current); a.append(h); e.append(a, t); grid.append(e);
    });
    if ((shown += 8) >= p.stories.length) more.remove();
  });
})();
"""
    paper.site.script("/_next/static/chunks/pages/index-3f2a91c0d4.js", script)
    inner = (
        f"<div class='StoryGrid_grid__a1'>{cards}</div><button class='LoadMore_button__k2'>Load more "
        "stories</button>"
    )
    told = json.dumps(state, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/")
    foot = f"<script id='__NEXT_DATA__' type='application/json'>{told}</script>"
    head = code("/_next/static/chunks/pages/index-3f2a91c0d4.js", script)
    paper.page("/", paper.name, inner, head, foot, read=True)
    heard = "".join(f"<li>{row['title']}</li>" for row in episodes)
    paper.page("/podcast", "Podcast", f"<h1>Podcast</h1><ol>{heard}</ol>")
    return paper.site


def qingshui() -> Feedless:
    """A Taiwanese weekly on Next.js with its app router: rows in the flight, links to pages."""
    paper = press(
        "qingshui",
        "state",
        "zh-TW",
        36,
        title="清水週報",
        skin="app",
        told="meta",
        menu=(("/news", "即時新聞"), ("/events", "活動")),
        address=lambda story: f"/news/{serial(story, 51200)}",
    )
    script = """(function(){
  var text = (self.__next_f || []).filter(function(c){ return c[0] === 1; }).map(function(c){ return c[1];
    }).join("");
  text.split("\\n").forEach(function(line){
    var at = line.indexOf(":"), row;
    if (at < 1 || line[at + 1] !== "[") return;
    row = JSON.parse(line.slice(at + 1));
    if (row[1] !== "$L1a") return;
    document.getElementById("S:0").innerHTML = row[3].articles.map(function(n){
      return '<div class="card"><a href="/news/' + n.id + '">' + n.title + "</a><time>" +
        n.publishedAt.slice(0, 10) +
        "</time><p>" + n.summary + "</p></div>";
    }).join("");
  });
})();
"""
    paper.site.script("/_next/static/chunks/app/news/page-77ad1e.js", script)
    pages = batches(paper.site.stories, 12)

    def answer(asked: Asked) -> Document:
        page = min(max(asked.number("page", 1), 1), len(pages))
        rows = [
            {
                "id": serial(s, 51200),
                "title": s.title,
                "summary": s.teaser[:60],
                "publishedAt": local(s).isoformat(),
                "category": {"id": s.number % 3, "name": ("地方", "生活", "文化")[s.number % 3]},
                "cover": {"url": f"https://img.qingshui.example/{s.number}.webp", "width": 800},
            }
            for s in pages[page - 1]
        ]
        row = ["$", "$L1a", None, {"articles": rows, "page": page, "totalPages": len(pages)}]
        flight = (
            '1:"$Sreact.fragment"\n2:I[5244,["177","static/chunks/app/news/page-77ad1e.js"],"default"]\n'
            '0:{"P":null,"b":"t9x","p":"","c":["","news"],"i":false}\n'
            f"5:{json.dumps(row, ensure_ascii=False, separators=(',', ':'))}\n"
        )
        pieces = [flight[at : at + 1900] for at in range(0, len(flight), 1900)]
        pushed = "".join(
            f"<script>self.__next_f.push([1,{json.dumps(piece, ensure_ascii=False)}])</script>"
            for piece in pieces
        )
        turn = "".join(f"<a href='/news?page={n}'>{n}</a> " for n in range(1, len(pages) + 1))
        inner = (
            "<h1>即時新聞</h1><div id='S:0'><div class='skeleton'></div></div><div "
            f"class='pages'>{turn}</div>"
        )
        foot = f"<script>(self.__next_f=self.__next_f||[]).push([0])</script>{pushed}"
        return paper.document(
            "即時新聞", inner, code("/_next/static/chunks/app/news/page-77ad1e.js", script), foot
        )

    paper.site.route("/news", answer)
    for number in range(1, len(pages) + 1):
        paper.site.read(f"/news?page={number}")
    events = "".join(f"<li>12月{n}日 社區講座第{n}場</li>" for n in range(3, 9))
    paper.page("/events", "活動", f"<h1>活動</h1><ul>{events}</ul>")
    lead = "".join(f"<h2>{paper.link(s)}</h2>" for s in paper.site.stories[:3])
    paper.page("/", paper.name, f"{lead}<a href='/news'>更多新聞</a>")
    return paper.site


def berega() -> Feedless:
    """A Russian city's portal on Nuxt 2: the state is a function that is called with what repeats."""
    paper = press(
        "berega",
        "state",
        "ru",
        40,
        title="Берега",
        skin="app",
        told="time",
        menu=(("/", "Лента"), ("/afisha", "Афиша")),
        address=lambda story: f"/news/{serial(story, 90210)}-{plain(story)}",
    )
    script = """(window.webpackJsonp=window.webpackJsonp||[]).push([[4],{}]);!function(){
  var s = window.__NUXT__, d = s.data[0];
  document.querySelector(".feed").innerHTML = d.news.map(function(n){
    return '<div class="card feed__item"><span>' + n.rubric.title + '</span> <a href="/news/' + n.id + "-" +
      n.alias +
      '">' + n.title + "</a><p>" + n.lead + "</p></div>";
  }).join("");
}();
"""
    paper.site.script("/_nuxt/pages/index.9c1f4a2.js", script)
    pages = batches(paper.site.stories, 10)
    for number, some in enumerate(pages, 1):
        rows = ",".join(
            f'{{id:{serial(s, 90210)},title:{json.dumps(s.title, ensure_ascii=False)},alias:"{plain(s)}",'
            f"lead:{json.dumps(s.teaser[:120], ensure_ascii=False)},rubric:{'cd'[s.number % 2]},"
            f"published_at:{millis(s) // 1000},image:b,comments_count:{s.number * 2},is_adv:a}}"
            for s in some
        )
        told = (
            '<script>window.__NUXT__=(function(a,b,c,d,e){c.title="Общество";c.slug="society";'
            'd.title="Культура";'
            'd.slug="culture";return '
            f'{{layout:"default",data:[{{news:[{rows}],page:{number},pages:{len(pages)}}}],'
            'fetch:{},error:b,state:{user:b,weather:{city:"Заречный",temp:-4},menu:[{title:"Лента",'
            'url:"\\u002F"},'
            '{title:"Афиша",url:"\\u002Fafisha"}]},serverRendered:e,routePath:"\\u002F",config:{}}}'
            "(false,null,{},{},true));</script>"
        )
        turn = "".join(
            f"<a class='pagination__link' href='/page/{n}'>{n}</a>" for n in range(1, len(pages) + 1)
        )
        inner = f"<div class='feed'></div><div class='pagination'>{turn}</div>"
        head = code("/_nuxt/pages/index.9c1f4a2.js", script)
        paper.page("/" if number == 1 else f"/page/{number}", paper.name, inner, head, told, read=True)
        if number == 1:
            paper.page("/page/1", paper.name, inner, head, told)
    paper.page(
        "/afisha", "Афиша", "<h1>Афиша</h1><ul><li>Концерт, 5 декабря</li><li>Спектакль, 6 декабря</li></ul>"
    )
    return paper.site


def _flat(value: Any, told: list[Any]) -> int:
    """Put a value into a flat list, as `devalue` does, and return where it stands."""
    at = len(told)
    told.append(value)
    if isinstance(value, dict):
        told[at] = {key: _flat(part, told) for key, part in value.items()}
    elif isinstance(value, list):
        told[at] = [_flat(part, told) for part in value]
    return at


def elbtal() -> Feedless:
    """A German regional magazine on Nuxt 3: the payload is one flat list of values that name each other."""
    paper = press(
        "elbtal",
        "state",
        "de",
        40,
        title="Elbtal Magazin",
        skin="app",
        told="meta",
        minutes=900,
        menu=(("/", "Start"), ("/veranstaltungen", "Veranstaltungen")),
        address=lambda story: f"/artikel/{plain(story)}",
    )
    rows = [
        {
            "id": serial(s, 3300),
            "titel": s.title,
            "pfad": paper.href(s),
            "vorspann": s.teaser[:140],
            "ressort": ("Stadt", "Land", "Kultur")[s.number % 3],
            "veroeffentlicht": local(s).isoformat(),
            "bild": {"src": f"/_ipx/w_800/{s.number}.jpg", "alt": ""},
        }
        for s in paper.site.stories
    ]
    flat: list[Any] = [["ShallowReactive", 1]]
    data = {
        "data": {"artikel-start": {"eintraege": rows, "gesamt": len(rows)}},
        "state": {"$scolor-mode": "light"},
    }
    _flat({**data, "once": [], "serverRendered": True, "path": "/"}, flat)
    script = """const e = JSON.parse(document.getElementById("__NUXT_DATA__").textContent);
function r(i, s = {}) {
  if (i in s) return s[i];
  const v = e[i];
  if (Array.isArray(v)) return typeof v[0] === "string" ? r(v[1], s) : (s[i] = v.map(n => r(n, s)));
  return v && typeof v === "object" ? (s[i] = Object.fromEntries(Object.entries(v).map(([k, n]) => [k, r(n,
    s)]))) : v;
}
const l = r(0).data["artikel-start"].eintraege, g = document.querySelector(".liste"),
  b = document.querySelector(".mehr");
let n = 10;
b.onclick = () => {
  l.slice(n, n += 10).forEach(a => g.insertAdjacentHTML("beforeend", `<article class="teaser"><a href="${
    a.pfad}"><h3>${
    a.titel}</h3></a><p>${a.vorspann}</p></article>`));
  n >= l.length && b.remove();
};
"""
    paper.site.script("/_nuxt/DkX9a2Lm.js", script)
    first = "".join(
        "<article class='teaser'><a "
        f"href='{paper.href(s)}'><h3>{escape(s.title)}</h3></a><p>{escape(s.teaser[:140])}</p>"
        "</article>"
        for s in paper.site.stories[:10]
    )
    told = json.dumps(flat, ensure_ascii=False, separators=(",", ":"))
    foot = (
        "<script type='application/json' data-nuxt-data='nuxt-app' data-ssr='true' id='__NUXT_DATA__' "
        f"data-src='/_payload.json?5c1e'>{told}</script><script>window.__NUXT__={{}};"
        f"window.__NUXT__.config={{public:"
        '{apiBase:"/api"},app:{baseURL:"/",buildId:"5c1e",buildAssetsDir:"/_nuxt/",cdnURL:""}}</script>'
    )
    inner = f"<h1>Aktuell</h1><div class='liste'>{first}</div><button class='mehr'>Mehr laden</button>"
    paper.page("/", paper.name, inner, code("/_nuxt/DkX9a2Lm.js", script, module=True), foot, read=True)
    paper.site.data("/_payload.json", flat)
    paper.page(
        "/veranstaltungen", "Veranstaltungen", "<h1>Veranstaltungen</h1><ul><li>Markt, 5. Dezember</li></ul>"
    )
    return paper.site


def ribera() -> Feedless:
    """A Spanish culture site on SvelteKit: the data stands, as JavaScript, in the call that starts it."""
    paper = press(
        "ribera",
        "state",
        "es",
        33,
        title="Ribera Cultural",
        skin="app",
        told="time",
        minutes=1300,
        menu=(("/articulos", "Artículos"), ("/agenda", "Agenda")),
        address=lambda story: f"/articulos/{slugged(story)}",
    )
    begin = """export function start(app, element, state) {
  const list = element.querySelector("ul.articulos");
  const page = state.data.find(part => part && part.data.posts);
  for (const post of page.data.posts) {
    const item = document.createElement("li"), link = document.createElement("a"),
      when = document.createElement("time");
    link.href = `/articulos/${post.slug}`; link.textContent = post.title;
    when.dateTime = post.date.toISOString(); item.append(link, when); list.append(item);
  }
}
"""
    paper.site.script("/_app/immutable/entry/start.CqX2.js", begin)
    paper.site.script("/_app/immutable/entry/app.B8fw.js", "export const nodes = [], dictionary = {};\n")
    pages = batches(paper.site.stories, 11)

    def answer(asked: Asked) -> Document:
        page = min(max(asked.number("page", 1), 1), len(pages))
        posts = ",".join(
            f'{{slug:"{slugged(s)}",title:{json.dumps(s.title, ensure_ascii=False)},excerpt:'
            f"{json.dumps(s.teaser[:120], ensure_ascii=False)},date:new Date({millis(s)}),"
            f'tags:["{("cine", "teatro")[s.number % 2]}"],author:{{name:"{s.author}",avatar:null}}}}'
            for s in pages[page - 1]
        )
        foot = (
            "<script>{__sveltekit_1k2j3={base:new URL('.',location).pathname.slice(0,-1)};const "
            "element=document."
            'querySelector(".layout");Promise.all([import("/_app/immutable/entry/start.CqX2.js"),'
            'import("/_app/immutable/entry/app.B8fw.js")]).then(([kit,app])=>{kit.start(app,element,'
            "{node_ids:[0,4],"
            'data:[{type:"data",data:{session:null,menu:[{title:"Agenda",href:"/agenda"}]},uses:{}},'
            '{type:"data",'
            f'data:{{posts:[{posts}],page:{page},pages:{len(pages)}}},uses:{{search_params:["page"]}}}}],'
            "form:null,"
            "error:null});});}</script>"
        )
        turn = f"<a rel='prev' href='/articulos?page={page - 1}'>Anteriores</a>" if page > 1 else ""
        turn += f"<a rel='next' href='/articulos?page={page + 1}'>Siguientes</a>" if page < len(pages) else ""
        inner = f"<h1>Artículos</h1><ul class='articulos'></ul><p class='paginas'>{turn}</p>"
        head = "<link rel='modulepreload' href='/_app/immutable/entry/start.CqX2.js'>"
        return paper.document("Artículos", inner, head, foot)

    paper.site.route("/articulos", answer)
    for number in range(1, len(pages) + 1):
        paper.site.read(f"/articulos?page={number}")
    paper.page(
        "/agenda",
        "Agenda",
        "<h1>Agenda</h1><ul><li>Cine, 4 de diciembre</li><li>Teatro, 9 de diciembre</li></ul>",
    )
    lead = "".join(f"<h2>{paper.link(s)}</h2>" for s in paper.site.stories[:2])
    paper.page("/", paper.name, f"{lead}<a href='/articulos'>Todos los artículos</a>")
    return paper.site


def kenkai() -> Feedless:
    """A Japanese prefecture's news on Angular: the first answer in the transfer state, then an interface."""
    paper = press(
        "kenkai",
        "state",
        "ja",
        45,
        title="県政ニュース",
        skin="app",
        told="line",
        menu=(("/", "新着"), ("/faq", "よくある質問")),
        address=lambda story: f"/articles/{serial(story, 77100)}",
    )

    def content(page: int) -> dict[str, Any]:
        some = batch(paper.site.stories, page, 15)
        rows = [
            {
                "id": serial(s, 77100),
                "title": s.title,
                "lead": s.teaser[:70],
                "publishDate": local(s).strftime("%Y-%m-%dT%H:%M:%S"),
                "genre": {"code": f"G{s.number % 3}", "label": ("県政", "防災", "観光")[s.number % 3]},
                "thumbnail": None,
            }
            for s in some
        ]
        return {
            "content": rows,
            "number": page,
            "size": 15,
            "totalElements": 45,
            "totalPages": 3,
            "first": page == 0,
            "last": page >= 2,
            "empty": not rows,
        }

    script = """var M=document.querySelector("app-list"),B=document.querySelector("app-list + button"),
      S=JSON.parse(document
  .getElementById("ng-state").textContent),P=0;
function draw(c){c.content.forEach(function(n){
  M.insertAdjacentHTML("beforeend",'<div class="card"><a href="/articles/'+n.id+'">'+n.title+"</a><span>"+
    n.genre.label+"</span></div>")});
  if(c.last)B.remove()}
Object.keys(S).forEach(function(k){var r=S[k];if(r&&r.u&&r.u.indexOf("/api/v1/articles")>0)draw(r.b)});
B.addEventListener("click",function(){fetch("/api/v1/articles?page="+(
  ++P)+"&size=15&sort=publishDate,desc").then(
  function(a){return a.json()}).then(draw)});
"""
    paper.site.script("/main.4b1c77e0.js", script)
    paper.site.route("/api/v1/articles", lambda asked: as_json(content(asked.number("page", 0))))
    address = f"{paper.site.root}/api/v1/articles?page=0&size=15&sort=publishDate,desc"
    weather = {
        "b": {"area": "南部", "max": 12},
        "h": {},
        "s": 200,
        "st": "OK",
        "u": "/api/v1/weather",
        "rt": "json",
    }
    state = {
        "1838209113": weather,
        "3271640055": {"b": content(0), "h": {}, "s": 200, "st": "OK", "u": address, "rt": "json"},
        "__nghData__": [],
    }
    told = json.dumps(state, ensure_ascii=False, separators=(",", ":"))
    foot = (
        "<script id='ng-state' "
        f"type='application/json'>{told}</script>{code('/main.4b1c77e0.js', script, module=True)}"
    )
    paper.page(
        "/",
        paper.name,
        "<app-list ng-version='17.3.0'></app-list><button>もっと見る</button>",
        "",
        foot,
        read=True,
    )
    for page in (1, 2):
        paper.site.read(f"/api/v1/articles?page={page}&size=15&sort=publishDate,desc")
    paper.page(
        "/faq",
        "よくある質問",
        "<h1>よくある質問</h1><dl><dt>窓口は何時までですか</dt><dd>五時までです</dd></dl>",
    )
    return paper.site


def muara() -> Feedless:
    """An Indonesian local paper on Laravel with Inertia: the page is an attribute, as are further pages."""
    paper = press(
        "muara",
        "state",
        "id",
        39,
        title="Warta Muara Jati",
        skin="app",
        told="ld",
        menu=(("/berita", "Berita"), ("/galeri", "Galeri")),
        address=lambda story: f"/berita/{slugged(story)}",
    )
    script = """(function(){
  var app = document.getElementById("app");
  function draw(page){
    var a = page.props.articles;
    app.innerHTML = '<div class="grid">' + a.data.map(function(n){
      return '<div class="card"><a href="' + n.url + '">' + n.title + "</a><p>" + n.excerpt + "</p></div>";
    }).join("") + "</div><nav>" + a.meta.links.map(function(l){
      return l.url ? '<a class="page" href="' + l.url + '">' + l.label + "</a> " : "<span>" + l.label +
        "</span> ";
    }).join("") + "</nav>";
  }
  app.addEventListener("click", function(e){
    if (!e.target.classList.contains("page")) return;
    e.preventDefault();
    var to = e.target.getAttribute("href");
    fetch(to, {headers: {"X-Inertia": "true", "X-Requested-With": "XMLHttpRequest",
      Accept: "application/json"}})
      .then(function(r){ return r.json(); }).then(function(p){ history.pushState(p, "", to); draw(p); });
  });
  draw(JSON.parse(app.dataset.page));
})();
"""
    paper.site.script("/build/assets/app-8d2e1b90.js", script)
    pages = batches(paper.site.stories, 13)

    def answer(asked: Asked) -> Document:
        page = min(max(asked.number("page", 1), 1), len(pages))
        rows = [
            {
                "id": serial(s, 5100),
                "title": s.title,
                "slug": slugged(s),
                "url": paper.site.url(s),
                "excerpt": s.teaser[:100],
                "published_at": local(s).isoformat(),
                "category": {"name": "Daerah", "slug": "daerah"},
            }
            for s in pages[page - 1]
        ]
        base = f"{paper.site.root}/berita?page="
        links = [
            {"url": f"{base}{n}", "label": str(n), "active": n == page} for n in range(1, len(pages) + 1)
        ]
        after = f"{base}{page + 1}" if page < len(pages) else None
        links.append({"url": after, "label": "Berikutnya &raquo;", "active": False})
        meta = {"current_page": page, "last_page": len(pages), "per_page": 13, "total": 39, "links": links}
        articles = {"data": rows, "links": {"first": f"{base}1", "next": after}, "meta": meta}
        props = {
            "errors": {},
            "auth": {"user": None},
            "articles": articles,
            "ziggy": {"url": paper.site.root},
        }
        value = {
            "component": "News/Index",
            "props": props,
            "url": f"/berita?page={page}",
            "version": "c81e728d",
        }
        if asked.header("X-Inertia"):
            return as_json(value)
        told = escape(json.dumps(value, ensure_ascii=False, separators=(",", ":")))
        script_tag = code("/build/assets/app-8d2e1b90.js", script, module=True)
        return paper.document("Berita", f'<div id="app" data-page="{told}"></div>', script_tag)

    paper.site.route("/berita", answer)
    for number in range(1, len(pages) + 1):
        paper.site.read(f"/berita?page={number}")
    paper.page("/galeri", "Galeri", "<h1>Galeri</h1><ul><li>Foto pasar</li><li>Foto dermaga</li></ul>")
    lead = "".join(f"<h2>{paper.link(s)}</h2>" for s in paper.site.stories[:3])
    paper.page("/", paper.name, f"{lead}<a href='/berita'>Semua berita</a>")
    return paper.site


BUILDERS = (meridian, qingshui, berega, elbtal, ribera, kenkai, muara)
