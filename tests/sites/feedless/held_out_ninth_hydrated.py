"""The ninth set's lists in a script's state: Nuxt, Next, SvelteKit and Remix hand over their data."""

from __future__ import annotations

import json
from html import escape
from typing import Any

from tests.sites.building import Document
from tests.sites.feedless.held_out_ninth_articles import css_modules, prose
from tests.sites.feedless.held_out_ninth_newsroom import (
    Frame,
    day,
    island,
    iso,
    menu,
    newsroom,
    plain_name,
    popular,
    squeezed,
    stated,
    zulu,
)
from tests.sites.feedless.invention import local, millis, serial
from tests.sites.feedless.simulated import Asked, Feedless, as_html, as_json, batches
from tests.sites.stories import Story


def flattened(value: Any) -> list[Any]:
    """Return a value as Nuxt 3 writes it (devalue): a list whose objects refer to each other by number."""
    made: list[Any] = [["ShallowReactive", 1]]
    known: dict[str, int] = {}

    def add(part: Any) -> int:
        if isinstance(part, str) and part in known:
            return known[part]
        at = len(made)
        made.append(None)
        if isinstance(part, dict):
            made[at] = {name: add(one) for name, one in part.items()}
        elif isinstance(part, list):
            made[at] = [add(one) for one in part]
        else:
            made[at] = part
            if isinstance(part, str):
                known[part] = at
        return at

    add(value)
    return made


def altmarkt() -> Feedless:
    """A German city magazine on Nuxt 3: each page's list is in its `__NUXT_DATA__`, flattened."""
    rooms = [
        ("/impressum", "Impressum"),
        ("/datenschutz", "Datenschutz"),
        ("/kontakt", "Kontakt"),
        ("/abo", "Abo"),
        ("/veranstaltungen", "Veranstaltungen"),
        ("/team/jana-petersen", "Jana Petersen"),
    ]
    frame = Frame(
        "Altmarkt Magazin",
        "<div id='__nuxt'><!--[--><header class='sticky top-0'><a href='/' class='router-link-active'>"
        "Altmarkt Magazin</a>"
        + menu([("/nachrichten", "Nachrichten"), *rooms[3:]], kind="flex gap-4")
        + "</header>",
        f"<footer>{menu(rooms[:4])}</footer><!--]--></div><div id='teleports'></div>",
        tail=" · ",
        room="<main class='container'><h1>{name}</h1><div class='prose'>{text}</div></main>",
    )
    site = newsroom(
        "altmarkt",
        "state",
        "de",
        43,
        frame=frame,
        rooms=rooms,
        address=lambda story: f"/nachrichten/{plain_name(story)}",
        article=prose,
        traps=("/api/_auth/session", "/api/_nuxt_icon/lucide.json"),
        head=stated,
    )
    site.script(
        "/_nuxt/entry.9f2c1d0a.js",
        squeezed("""const raw=JSON.parse(document.getElementById("__NUXT_DATA__").textContent);
        const un=i=>{const v=raw[i];if(Array.isArray(v)&&typeof v[0]==="string")return un(v[1]);
        if(Array.isArray(v))return v.map(un);if(v&&typeof v==="object"){const o={};for(const k in v)
        o[k]=un(v[k]);return o}
        return v};const nuxt=un(0),d=nuxt.data[Object.keys(nuxt.data)[0]],el=document.querySelector(
        "[data-list]");
        for(const a of d.items){const e=document.createElement("article");e.className="py-6 border-b";
        e.innerHTML=`<h2 class="text-xl"><a href="/nachrichten/${a.slug}"></a></h2><time>${new Date(
        a.publishedAt)
        .toLocaleDateString("de-DE",{dateStyle:"long"})}</time><p></p>`;e.querySelector("a")
        .textContent=a.title;
        e.querySelector("p").textContent=a.teaser;el.append(e)}
        const nav=document.querySelector("[data-pager]");for(let p=1;p<=d.pageCount;p++){
        const a=document.createElement("a");
        a.href=`/nachrichten?seite=${p}`;a.textContent=p;nav.append(a)}"""),
    )
    pages = batches(site.stories, 9)

    def shown(at: int) -> str:
        items = [
            {
                "id": serial(one, 640),
                "slug": plain_name(one),
                "title": one.title,
                "teaser": one.paragraphs[0],
                "publishedAt": zulu(one),
                "ressort": "Stadt",
            }
            for one in pages[at]
        ]
        value = {
            "data": {f"nachrichten-{at + 1}": {"items": items, "page": at + 1, "pageCount": len(pages)}},
            "state": {"$scolor-mode": "system"},
            "once": [],
            "_errors": {},
            "serverRendered": True,
            "path": f"/nachrichten{f'?seite={at + 1}' if at else ''}",
        }
        data = island("__NUXT_DATA__", flattened(value)).replace(
            "<script", '<script data-nuxt-data="nuxt-app" data-ssr="true"', 1
        )
        return frame.page(
            site,
            "Nachrichten",
            "<main class='container'><h1>Nachrichten</h1><div data-list></div><nav data-pager class='flex "
            "gap-2'></nav></main>",
            script=data + "<script>window.__NUXT__={};"
            "window.__NUXT__.config={public:{},app:{baseURL:'/',buildAssetsDir:'/_nuxt/'}}"
            "</script><script type='module' src='/_nuxt/entry.9f2c1d0a.js' crossorigin></script>",
        )

    for at in range(len(pages)):
        path = f"/nachrichten?seite={at + 1}" if at else "/nachrichten"
        site.page(path, shown(at))
        if not at:
            site.page("/nachrichten?seite=1", shown(0))
        site.read(path)
    tops = "".join(
        f"<article><h2><a href='{site.path(one)}'>{escape(one.title)}</a></h2><time datetime='{iso(one)}'>"
        f"{day(one, '{d}. {month}')}"
        "</time></article>"
        for one in site.stories[:4]
    )
    site.page(
        "/",
        frame.page(
            site, "", f"<main class='container'>{tops}<a href='/nachrichten'>Alle Nachrichten</a></main>"
        ),
    )
    return site


def valmorel() -> Feedless:
    """A French regional site on Next's app router: its list is in the flight data that the page streams."""
    rooms = [
        ("/mentions-legales", "Mentions légales"),
        ("/confidentialite", "Confidentialité"),
        ("/contact", "Contact"),
        ("/qui-sommes-nous", "Qui sommes-nous ?"),
        ("/abonnement", "S'abonner"),
        ("/auteur/lucie-fournel", "Lucie Fournel"),
    ]
    sections = [("/actu/politique", "Politique"), ("/actu/societe", "Société")]
    frame = Frame(
        "Le Courrier de Valmorel",
        "<header class='header_header__Q1wEr'><a href='/'>Le Courrier de Valmorel</a>"
        + menu([*sections, *rooms[2:5]], kind="nav_list__8uYtR")
        + "</header>",
        f"<footer class='footer_footer__Zx2cV'>{menu(rooms)}</footer>",
        body="<body class='__className_d65c78'>",
        room="<main class='page_main__nW3kP'><h1>{name}</h1>{text}</main>",
    )
    site = newsroom(
        "valmorel",
        "state",
        "fr",
        44,
        frame=frame,
        rooms=rooms,
        address=lambda story: f"{sections[story.number % 2][0]}/{plain_name(story)}-{serial(story, 51204)}",
        article=css_modules,
        traps=("/api/auth/session", "/_vercel/insights/view"),
        head=stated,
    )
    site.script(
        "/_next/static/chunks/main-app-4b7e1c.js",
        squeezed("""(()=>{const text=self.__next_f.filter(e=>e[0]===1).map(e=>e[1]).join("");
        const row=text.split("\\n").find(e=>e.includes('"initialArticles"'));if(!row)return;
        const props=JSON.parse(row.slice(row.indexOf(":")+1))[3];const ul=document.getElementById("liste");
        ul.innerHTML="";props.initialArticles.forEach(e=>{const n=document.createElement("li");
        n.className="card_card__Lk9Jh";n.innerHTML=`<a href="${e.href}"><h2></h2></a><time dateTime="${
        e.publishedAt}">${
        new Date(e.publishedAt).toLocaleDateString("fr-FR")}</time>`;n.querySelector("h2")
        .textContent=e.title;ul.append(n)})})();"""),
    )

    def streamed(stories: list[Story], path: str, page: int, last: int) -> str:
        articles = [
            {
                "id": f"art_{serial(one, 51204)}",
                "title": one.title,
                "chapo": one.paragraphs[0],
                "href": site.path(one),
                "publishedAt": zulu(one),
                "author": {"name": one.author, "slug": "lucie-fournel"},
            }
            for one in stories
        ]
        props = {
            "initialArticles": articles,
            "section": path.rpartition("/")[2],
            "page": page,
            "totalPages": last,
        }
        rows = [
            '2:"$Sreact.fragment"\n3:I[87211,["177","static/chunks/app/layout-a1.js"],"default"]\n',
            '4:I[31290,["931","static/chunks/app/actu/page-b2.js"],"ArticleList"]\n',
            f"7:{json.dumps(['$', '$L4', None, props], ensure_ascii=False, separators=(',', ':'))}\n",
            '0:{"P":null,"b":"k3JpQ0xW","c":["","actu"],"i":false,"f":[[["",{}],["$","main",null,"$7"]]]}\n',
        ]
        pushed = "".join(
            f"<script>self.__next_f.push([1,{json.dumps(row, ensure_ascii=False)}])</script>" for row in rows
        )
        return f"<script>(self.__next_f=self.__next_f||[]).push([0])</script>{pushed}"

    for place, (path, name) in enumerate(sections):
        pages = batches([story for story in site.stories if story.number % 2 == place], 8)
        for at, stories in enumerate(pages, 1):
            numbers = "".join(
                f"<a class='pager_link__u2' href='{path}{f'?page={one}' if one > 1 else ''}'>{one}</a>"
                for one in range(1, len(pages) + 1)
            )
            url = path if at == 1 else f"{path}?page={at}"
            site.page(
                url,
                frame.page(
                    site,
                    name,
                    f"<main class='page_main__nW3kP'><h1>{name}</h1><ul id='liste'><!--$?--><template "
                    f"id='B:0'></template><li "
                    f"class='skeleton_row__1'></li><!--/$--></ul><nav class='pager_pager__u1'>"
                    f"{numbers}</nav></main>",
                    script=streamed(list(stories), path, at, len(pages))
                    + "<script src='/_next/static/chunks/main-app-4b7e1c.js' defer></script>",
                ),
            )
            site.read(url)
    cards = "".join(
        f"<li class='card_card__Lk9Jh'><a href='{site.path(one)}'><h2>{escape(one.title)}</h2></a></li>"
        for one in site.stories[:5]
    )
    site.page("/", frame.page(site, "", f"<main class='page_main__nW3kP'><ul>{cards}</ul></main>"))
    return site


def rivergate() -> Feedless:
    """A British hyperlocal on SvelteKit, whose page starts with its data as a script's literal."""
    rooms = [
        ("/about", "About"),
        ("/support-us", "Support us"),
        ("/contact", "Contact"),
        ("/privacy", "Privacy"),
        ("/whats-on", "What's on"),
        ("/tagged/council", "Council"),
    ]
    frame = Frame(
        "Rivergate Post",
        "<div style='display: contents'><header class='s-y_bCXRrkrYfP'><a href='/'>Rivergate Post</a>"
        + menu([("/news", "News"), *rooms[:2], *rooms[4:]])
        + "</header>",
        f"<footer class='s-y_bCXRrkrYfP'>{menu(rooms[:4])}<form class='newsletter'><input type='email' "
        f"placeholder='Your email'>"
        "</form></footer></div>",
        body="<body data-sveltekit-preload-data='hover'>",
        tail=" — ",
        room="<main class='s-p1'><h1>{name}</h1>{text}</main>",
    )
    site = newsroom(
        "rivergate",
        "state",
        "en",
        41,
        frame=frame,
        rooms=rooms,
        address=lambda story: f"/news/{local(story):%Y}/{local(story):%m}/{plain_name(story)}",
        article=prose,
        traps=("/api/subscribe", "/api/me"),
    )
    site.script("/_app/immutable/entry/app.Bq2x.js", "export const nodes=[];export const root=null;")
    site.script(
        "/_app/immutable/entry/start.D81k.js",
        squeezed("""export function start(app,target,o){const d=o.data[1].data,el=document.getElementById(
        "posts");
        for(const p of d.posts){const e=document.createElement("article");e.className="post s-Jk3";
        e.innerHTML=`<h3><a></a></h3><p class="meta"></p>`;const a=e.querySelector("a");
        a.href="/news/"+p.year+"/"+p.month+"/"+p.slug;a.textContent=p.title;
        e.querySelector(".meta").textContent=p.date.toLocaleDateString("en-GB")+" by "+p.author;el.append(e)}
        if(d.page<d.pages){const n=document.createElement("a");n.className="older";n.href="/news?page="+(
        d.page+1);
        n.textContent="Older stories";document.getElementById("more").append(n)}}"""),
    )
    pages = batches(site.stories, 9)

    def literal(story: Story) -> str:
        text = {"slug": plain_name(story), "title": story.title, "author": story.author}
        fields = ",".join(f"{name}:{json.dumps(value, ensure_ascii=False)}" for name, value in text.items())
        at = local(story)
        return f'{{{fields},year:"{at:%Y}",month:"{at:%m}",date:new Date({millis(story)}),standfirst:null}}'

    for at, stories in enumerate(pages, 1):
        posts = ",".join(literal(one) for one in stories)
        run = (
            '<script>{__sveltekit_1m0xk3={base:""};const element=document.currentScript.parentElement;\n'
            'Promise.all([import("/_app/immutable/entry/start.D81k.js"),import("/_app/immutable/entry/app.B'
            'q2x.js")])'
            ".then(([kit,app])=>{kit.start(app,element,{node_ids:[0,4],data:[null,"
            f'{{type:"data",data:{{posts:[{posts}],page:{at},pages:{len(pages)}}},uses:{{search_params:["pa'
            f'ge"]}}}}],'
            "form:null,error:null});});}</script>"
        )
        path = "/news" if at == 1 else f"/news?page={at}"
        site.page(
            path,
            frame.page(
                site,
                "News",
                f"<main class='s-p1'><h1>News</h1><div id='posts'></div><div id='more'></div></main>{run}",
            ),
        )
        site.read(path)
    site.page(
        "/",
        frame.page(
            site,
            "",
            f"<main class='s-p1'><h2>Top stories</h2>{menu(popular(site, 5))}<a href='/news'>All news</a>"
            f"</main>",
        ),
    )
    return site


def morikage() -> Feedless:
    """A Japanese forest town's medium on Remix: `__remixContext` has the page's loader data."""
    rooms = [
        ("/about", "私たちについて"),
        ("/contact", "お問い合わせ"),
        ("/privacy", "プライバシー"),
        ("/company", "運営会社"),
        ("/tags/mori", "森"),
        ("/events", "イベント"),
    ]
    frame = Frame(
        "森影ニュース",
        "<header class='site-header'><a href='/'>森影ニュース</a>"
        + menu([("/articles", "記事"), *rooms[:2], *rooms[4:]])
        + "</header>",
        f"<footer class='site-footer'>{menu(rooms[:4])}<small>© 森影ニュース編集部</small></footer>",
        tail=" | ",
        room="<main class='page'><h1>{name}</h1>{text}</main>",
    )
    site = newsroom(
        "morikage",
        "state",
        "ja",
        42,
        frame=frame,
        rooms=rooms,
        address=lambda story: f"/articles/{serial(story, 0x9C41F):x}",
        article=prose,
        traps=("/resources/theme", "/healthcheck"),
        head=stated,
    )
    size = 10
    last = -(-len(site.stories) // size)

    def loaded(page: int) -> dict[str, Any]:
        return {
            "articles": [
                {
                    "id": f"{serial(one, 0x9C41F):x}",
                    "title": one.title,
                    "summary": one.paragraphs[0],
                    "publishedAt": zulu(one),
                    "writer": one.author,
                }
                for one in site.stories[(page - 1) * size : page * size]
            ],
            "page": page,
            "lastPage": last,
        }

    def answer(asked: Asked) -> Document:
        page = asked.number("page", 1)
        if asked.query.get("_data") == "routes/articles._index":
            return as_json(loaded(page))
        context = {
            "basename": "/",
            "future": {"v3_fetcherPersist": True},
            "state": {
                "loaderData": {"root": {"env": "production"}, "routes/articles._index": loaded(page)},
                "errors": None,
            },
        }
        data = json.dumps(context, ensure_ascii=False, separators=(",", ":"))
        numbers = "".join(
            f"<a href='/articles{f'?page={one}' if one > 1 else ''}'>{one}</a>" for one in range(1, last + 1)
        )
        inner = (
            "<main class='page'><h1>記事一覧</h1><ul class='article-list'></ul><nav class='pager'>"
            f"{numbers}</nav></main>"
        )
        script = (
            f"<script>window.__remixContext = {data};</script><script type='module'>import "
            f"'/assets/manifest-2ac1.js';import "
            "'/assets/entry.client-77d0.js';</script>"
        )
        return as_html(frame.page(site, "記事一覧", inner, script=script))

    site.route("/articles", answer)
    for page in range(1, last + 1):
        site.read("/articles" if page == 1 else f"/articles?page={page}")
    site.script(
        "/assets/manifest-2ac1.js", 'window.__remixManifest={entry:{module:"/assets/entry.client-77d0.js"}};'
    )
    site.script(
        "/assets/entry.client-77d0.js",
        squeezed("""const d=window.__remixContext.state.loaderData["routes/articles._index"],
        u=document.querySelector(".article-list");d.articles.forEach(a=>{const l=document.createElement("li");
        l.innerHTML=`<a href="/articles/${a.id}"><strong></strong></a><time>${a.publishedAt.slice(0,10)
        .replaceAll("-",".")}</time><p></p>`;l.querySelector("strong").textContent=a.title;
        l.querySelector("p").textContent=a.summary;u.append(l)});"""),
    )
    heads = "".join(
        f"<li><a href='{site.path(one)}'><strong>{one.title}</strong></a></li>" for one in site.stories[:5]
    )
    site.page(
        "/",
        frame.page(site, "", f"<main class='page'><ul>{heads}</ul><a href='/articles'>記事一覧へ</a></main>"),
    )
    return site


BUILDERS = (altmarkt, valmorel, rivergate, morikage)
