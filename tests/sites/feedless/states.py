"""Feedless sites for development whose first articles stand in the state of a page, and whose others do not.

Each framework keeps that state elsewhere, and says in its own way how the list goes on. Whoever works on
lists looks at these.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from html import escape
from typing import Any

from tests.sites.building import Document
from tests.sites.feedless.interfaces import iso, strangers
from tests.sites.feedless.invention import local, millis, serial, slugged
from tests.sites.feedless.layouts import bundle, navigation, shell
from tests.sites.feedless.script_state import MENU, compact
from tests.sites.feedless.simulated import Asked, Feedless, as_html, as_json, batch, start
from tests.sites.stories import Story


def attribute(value: Any) -> str:
    """Return JSON as an attribute has it."""
    return escape(json.dumps(value, ensure_ascii=False, separators=(",", ":")), quote=True)


def whole(site: Feedless, title: str, inner: str, foot: str = "") -> str:
    """Return a page of the site with a menu."""
    return shell(title, navigation(MENU) + inner, language=site.language, foot=foot)


def preloaded() -> Feedless:
    """Redux: entities by id, the list as ids in order, and the address of more of it beside them."""
    site = start(
        "dvpreloaded",
        "states",
        "en",
        44,
        title="Quayside Standard",
        layout="ld",
        address=lambda story: f"/{('town', 'port')[story.number % 2]}/{slugged(story)}",
    )
    others = strangers(site, "headline", "path")

    def entities(stories: Sequence[Story]) -> dict[str, Any]:
        return {
            f"a{serial(story, 4700)}": {
                "id": f"a{serial(story, 4700)}",
                "headline": story.title,
                "path": site.path(story),
                "published": millis(story),
                "authors": ["p1"],
            }
            for story in stories
        }

    def listed(at: int) -> dict[str, Any]:
        stories = site.stories[at : at + 16]
        more = (
            f"/gateway/lists/home?from=a{serial(stories[-1], 4700)}" if at + 16 < len(site.stories) else None
        )
        return {"ids": [f"a{serial(story, 4700)}" for story in stories], "moreUrl": more}

    def answer(asked: Asked) -> Document:
        marks = [f"a{serial(story, 4700)}" for story in site.stories]
        if asked.query.get("from") not in marks:
            return as_json({"error": "from?"}, status=400)
        at = marks.index(asked.query["from"]) + 1
        own = listed(at)
        return as_json({"entities": {"articles": entities(site.stories[at : at + 16])}, "list": own})

    site.route("/gateway/lists/home", answer)
    state = {
        "session": {"user": None},
        "entities": {
            "articles": entities(site.stories[:16]),
            "people": {"p1": {"id": "p1", "name": "Ella Marsh", "path": "/people/ella-marsh"}},
            "offers": {
                f"o{n}": one for n, one in enumerate([*others["products"], *others["jobs"], *others["legal"]])
            },
        },
        "lists": {"home": listed(0)},
    }
    site.script(
        "/static/client.1d9.js", bundle("t.load=function(e){return fetch(e.moreUrl)}", seed=site.name)
    )
    foot = (
        f"<script>window.__PRELOADED_STATE__ = {compact(state)};</script><script "
        "src='/static/client.1d9.js'></script>"
    )
    site.page("/", whole(site, "Quayside Standard", "<div id='root'></div>", foot))
    site.read("/")
    for at in (15, 31):
        site.read(f"/gateway/lists/home?from=a{serial(site.stories[at], 4700)}")
    return site


def inertia() -> Feedless:
    """Inertia: the page's object in an attribute, with Laravel's paginator in it."""
    site = start(
        "dvinertia",
        "states",
        "es",
        42,
        title="La Voz de Vega",
        layout="meta",
        address=lambda story: f"/cronica/{serial(story, 900)}-{slugged(story)[:30].strip('-')}",
    )
    others = strangers(site, "titulo", "enlace")

    def answer(asked: Asked) -> Document:
        page = asked.number("page", 1)
        rows = [
            {"id": serial(story, 900), "titulo": story.title, "enlace": site.url(story), "fecha": iso(story)}
            for story in batch(site.stories, page - 1, 14)
        ]
        last = -(-len(site.stories) // 14)
        told = {
            "current_page": page,
            "data": rows,
            "last_page": last,
            "next_page_url": f"{site.root}/?page={page + 1}" if page < last else None,
            "per_page": 14,
            "total": len(site.stories),
        }
        value = {
            "component": "Portada",
            "props": {"noticias": told, "empleos": others["jobs"] * 3, "errors": {}},
            "url": "/",
            "version": "9b",
        }
        return as_html(
            whole(site, "La Voz de Vega", f"<div id='app' data-page=\"{attribute(value)}\"></div>")
        )

    site.route("/", answer)
    for page in (1, 2, 3):
        site.read(f"/?page={page}" if page > 1 else "/")
    return site


def livewire() -> Feedless:
    """Livewire: the list in a component's snapshot, whose paginator follows the page's address."""
    site = start(
        "dvlivewire",
        "states",
        "pt",
        40,
        title="Jornal de Monte Belo",
        address=lambda story: f"/leitura/{slugged(story)}",
    )
    others = strangers(site)

    def answer(asked: Asked) -> Document:
        page = asked.number("page", 1)
        rows = [
            [
                {
                    "id": serial(story, 70),
                    "title": story.title,
                    "slug": slugged(story),
                    "published_at": iso(story),
                },
                {"s": "arr"},
            ]
            for story in batch(site.stories, page - 1, 10)
        ]
        snapshot = {
            "data": {
                "posts": [rows, {"s": "arr"}],
                "hasMore": page * 10 < len(site.stories),
                "paginators": [{"page": page}, {"s": "arr"}],
            },
            "memo": {
                "id": "k2Jx",
                "name": "latest-posts",
                "path": "/",
                "method": "GET",
                "children": [],
                "locale": "pt",
            },
            "checksum": f"5b{page}f" * 16,
        }
        offers = {
            "data": {"products": [[others["products"][0], {"s": "arr"}]] * 3},
            "memo": {"name": "offers"},
        }
        inner = (
            f'<div wire:snapshot="{attribute(snapshot)}" wire:effects="[]" wire:id="k2Jx"><template '
            'x-for="p in $wire.posts">'
            "<a :href=\"'/leitura/' + p.slug\" x-text='p.title'></a></template><button "
            "wire:click=\"nextPage('page')\">"
            f'Mais</button></div><div wire:snapshot="{attribute(offers)}" wire:id="z9"></div>'
        )
        return as_html(whole(site, "Jornal de Monte Belo", inner))

    site.route("/", answer)
    for page in (1, 2, 3, 4):
        site.read(f"/?page={page}" if page > 1 else "/")
    return site


def flight() -> Feedless:
    """Next.js by the app router: the flight has the first articles, a client's chunk the way to others."""
    site = start(
        "dvflight",
        "states",
        "fr",
        42,
        title="L’Écho de Valdorne",
        layout="ld",
        address=lambda story: f"/lire/{slugged(story)}",
    )

    def rows(at: int) -> list[dict[str, Any]]:
        return [
            {
                "id": f"n{serial(story, 5200)}",
                "titre": story.title,
                "slug": slugged(story),
                "publieLe": iso(story),
            }
            for story in site.stories[at : at + 14]
        ]

    def mark(at: int) -> str | None:
        return f"q{at}z" if at < len(site.stories) else None

    def answer(asked: Asked) -> Document:
        after = asked.query.get("curseur", "")
        at = int(after[1:-1]) if after[1:-1].isdigit() else 0
        return as_json(
            {
                "articles": rows(at),
                "curseur": mark(at + 14),
                "annonces": strangers(site, "titre", "slug")["adverts"],
            }
        )

    site.route("/api/fil", answer)
    strangers(site)
    text = (
        '1:"$Sreact.fragment"\n2:I[6613,["177","static/chunks/app/page-9c.js"],"Fil"]\n'
        f'6:["$","$L2",null,{{"articles":{compact(rows(0))},"curseur":"{mark(14)}"}}]\n'
    )
    pushes = "<script>(self.__next_f=self.__next_f||[]).push([0])</script>" + "".join(
        f"<script>self.__next_f.push({compact([1, text[at : at + 900]])})</script>"
        for at in range(0, len(text), 900)
    )
    code = (
        "let[c,s]=(0,r.useState)(e.curseur);async function plus(){const t=await "
        'fetch("/api/fil?curseur="+encodeURIComponent(c)),'
        "n=await t.json();s(n.curseur)}return(0,i.jsx)(o.default,{href:`/lire/${a.slug}`,children:a.titre})"
    )
    site.script("/_next/static/chunks/app/page-9c.js", bundle(code, seed=site.name))
    foot = pushes + "<script src='/_next/static/chunks/app/page-9c.js' async></script>"
    site.page("/", whole(site, "L’Écho de Valdorne", "<main></main>", foot))
    site.read("/")
    for at in (14, 28):
        site.read(f"/api/fil?curseur={mark(at)}")
    return site


def svelte() -> Feedless:
    """SvelteKit: the data of nodes in the starting script, and page by page behind `?page=2`."""
    site = start(
        "dvsvelte",
        "states",
        "de",
        42,
        title="Seeblatt",
        layout="meta",
        address=lambda story: f"/beitrag/{local(story):%Y}/{slugged(story)}",
    )
    others = strangers(site)

    def answer(asked: Asked) -> Document:
        page = asked.number("page", 1)
        rows = ",".join(
            f"{{title:{compact(story.title)},url:{compact(site.path(story))},date:new Date({millis(story)})}}"
            for story in batch(site.stories, page - 1, 14)
        )
        data = (
            f'[{{type:"data",data:{{user:null}},uses:{{}}}},{{type:"data",data:{{posts:[{rows}],'
            f"page:{page},pages:3,"
            f'jobs:{compact(others["jobs"] * 3)}}},uses:{{search_params:["page"]}}}}]'
        )
        foot = (
            '<script>{__sveltekit_1f={base:""};const element=document.currentScript.parentElement;'
            'Promise.all([import("/_app/immutable/entry/start.C1.js"),'
            'import("/_app/immutable/entry/app.D2.js")])'
            f".then(([kit,app])=>{{kit.start(app,element,{{node_ids:[0,2],data:{data},form:null,"
            "error:null}})}})}}</script>"
        )
        return as_html(whole(site, "Seeblatt", "<div style='display: contents'></div>", foot))

    site.route("/", answer)
    for page in (1, 2, 3):
        site.read(f"/?page={page}" if page > 1 else "/")
    return site


def remix() -> Feedless:
    """Remix: the data of loaders in the page; each further page is the same route with another number."""
    site = start(
        "dvremix",
        "states",
        "en",
        45,
        title="Upper Mill Weekly",
        address=lambda story: f"/weekly/{serial(story, 660)}/{slugged(story)}",
    )
    others = strangers(site, "title", "to")

    def loaded(page: int) -> dict[str, Any]:
        rows = [
            {
                "id": serial(story, 660),
                "title": story.title,
                "to": site.path(story),
                "publishedAt": iso(story),
            }
            for story in batch(site.stories, page - 1, 15)
        ]
        return {
            "articles": rows,
            "page": page,
            "hasNextPage": page * 15 < len(site.stories),
            "openings": others["jobs"],
        }

    def answer(asked: Asked) -> Document:
        page = asked.number("page", 1)
        if asked.query.get("_data") == "routes/_index":
            return as_json(loaded(page))
        state = {
            "basename": "/",
            "future": {},
            "state": {"loaderData": {"root": {"env": {}}, "routes/_index": loaded(page)}, "actionData": None},
        }
        foot = (
            f"<script>window.__remixContext = {compact(state)};</script><script type='module' async>"
            "import '/build/entry.js';</script>"
        )
        return as_html(whole(site, "Upper Mill Weekly", "<main></main>", foot))

    site.route("/", answer)
    for page in (1, 2, 3):
        site.read(f"/?page={page}" if page > 1 else "/")
    return site


def qwik() -> Feedless:
    """Qwik: objects that refer to each other by numbers to the base 36; further pages by `?page=`."""
    site = start(
        "dvqwik",
        "states",
        "es",
        36,
        title="Diario del Puerto",
        layout="ld",
        address=lambda story: f"/relato/{slugged(story)}/",
    )

    def answer(asked: Asked) -> Document:
        page = asked.number("page", 1)
        objs: list[Any] = []

        def place(value: Any) -> str:
            objs.append(value)
            number, text = len(objs) - 1, ""
            while True:
                number, digit = divmod(number, 36)
                text = "0123456789abcdefghijklmnopqrstuvwxyz"[digit] + text
                if not number:
                    return text

        rows = [
            place({"titulo": place(story.title), "ruta": place(site.path(story)), "fecha": place(iso(story))})
            for story in batch(site.stories, page - 1, 12)
        ]
        place({"noticias": place(rows), "pagina": place(page), "paginas": place(3)})
        state = {"refs": {}, "ctx": {}, "objs": objs, "subs": []}
        links = f"<a rel='next' href='/?page={page + 1}'>›</a>" if page < 3 else ""
        foot = f"<script type='qwik/json'>{compact(state)}</script>"
        return as_html(whole(site, "Diario del Puerto", f"<div q:container='paused'>{links}</div>", foot))

    site.route("/", answer)
    strangers(site)
    for page in (1, 2, 3):
        site.read(f"/?page={page}" if page > 1 else "/")
    return site


def island() -> Feedless:
    """Astro: an island's props have the first articles and the address of those that follow."""
    site = start(
        "dvisland",
        "states",
        "ru",
        42,
        title="Каменский листок",
        layout="meta",
        address=lambda story: f"/zametki/{serial(story, 8100)}/",
    )

    def rows(at: int) -> list[dict[str, Any]]:
        return [
            {"title": story.title, "url": site.path(story), "date": iso(story)}
            for story in site.stories[at : at + 14]
        ]

    for number, at in ((2, 14), (3, 28)):
        told: dict[str, Any] = {"items": rows(at)}
        if number < 3:
            told["next"] = f"/feed/{number + 1}.json"
        site.data(f"/feed/{number}.json", told)
    typed = [[0, {key: [0, value] for key, value in row.items()}] for row in rows(0)]
    shop = [[0, {key: [0, value] for key, value in one.items()}] for one in strangers(site)["products"] * 3]
    props = {"items": [1, typed], "next": [0, "/feed/2.json"], "shop": [1, shop]}
    inner = (
        f'<astro-island uid="Q1" component-url="/_astro/List.k.js" props="{attribute(props)}" ssr '
        'client="visible" '
        'opts="{&quot;name&quot;:&quot;List&quot;}"></astro-island>'
    )
    site.page("/", whole(site, "Каменский листок", inner))
    for path in ("/", "/feed/2.json", "/feed/3.json"):
        site.read(path)
    return site


def json_island() -> Feedless:
    """A script of JSON without a framework; a module reads it and asks for more at the address in it."""
    site = start(
        "dvjsonisland",
        "states",
        "zh-TW",
        45,
        title="東港週報",
        address=lambda story: f"/article/{serial(story, 9900)}",
    )
    others = strangers(site)

    def told(at: int) -> dict[str, Any]:
        rows = [
            {"id": serial(story, 9900), "title": story.title, "time": f"{local(story):%Y-%m-%d %H:%M}"}
            for story in site.stories[at : at + 15]
        ]
        return {"rows": rows, "total": len(site.stories), "hasMore": at + 15 < len(site.stories)}

    site.route("/more/list", lambda asked: as_json(told(asked.number("offset", 0))))
    data = {
        **told(0),
        "endpoint": "/more/list?offset=15",
        "menu": [{"title": "關於", "href": "/about.html"}],
        "shop": others["products"],
    }
    code = (
        "import{h}from'/m/h.js';const d=JSON.parse(document.getElementById('data').textContent);"
        "d.rows.forEach(r=>h(`/article/${r.id}`,r.title));let o=15;addEventListener('scroll',()=>"
        "fetch(`/more/list?offset=${o}`))"
    )
    foot = (
        f"<script type='application/json' id='data'>{compact(data)}</script><script "
        f"type='module'>{code}</script>"
    )
    site.page("/", whole(site, "東港週報", "<main id='m'></main>", foot))
    site.read("/")
    for at in (15, 30):
        site.read(f"/more/list?offset={at}")
    return site


BUILDERS = (preloaded, inertia, livewire, flight, svelte, remix, qwik, island, json_island)
