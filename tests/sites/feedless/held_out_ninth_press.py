"""The ninth set's interfaces of JSON: systems of publishers (Arc, Quintype, JSON:API, Strapi)."""

from __future__ import annotations

from html import escape
from typing import Any

from tests.sites.building import Document
from tests.sites.feedless.held_out_ninth_articles import arc_article, css_modules, drupal_node, prose
from tests.sites.feedless.held_out_ninth_newsroom import (
    Frame,
    day,
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
from tests.sites.feedless.simulated import Asked, Feedless, as_json
from tests.sites.stories import Story


def wharfside() -> Feedless:
    """A harbour paper whose Vue front asks Drupal by JSON:API, page after page by `links.next`."""
    rooms = [
        ("/about", "About us"),
        ("/contact", "Contact"),
        ("/privacy", "Privacy notice"),
        ("/advertise", "Advertise"),
        ("/accessibility", "Accessibility"),
        ("/topics/ferries", "Ferries"),
    ]
    frame = Frame(
        "Wharfside Gazette",
        "<header class='g-header'><a class='g-header__logo' href='/'>Wharfside Gazette</a><nav>"
        + menu([("/latest", "Latest"), *rooms[:2], rooms[5]], kind="g-nav")
        + "</nav></header>",
        f"<footer class='g-footer'>{menu(rooms[2:5])}<form class='g-signup'><label>The Tuesday "
        f"letter<input type='email'>"
        "</label></form></footer>",
        room="<main class='g-main'><h1>{name}</h1>{text}</main>",
    )
    site = newsroom(
        "wharfside",
        "json",
        "en",
        43,
        frame=frame,
        rooms=rooms,
        address=lambda story: f"/news/{local(story):%Y-%m-%d}/{plain_name(story)}",
        article=drupal_node,
        traps=("/jsonapi/user/user", "/session/token"),
        head=stated,
    )
    size = 12

    def node(story: Story) -> dict[str, Any]:
        key = f"{serial(story, 0x5F3A21):08x}-6d1c-4b7e-9f02-{serial(story, 0xA1B2C3D4E5):012x}"
        return {
            "type": "node--article",
            "id": key,
            "links": {"self": {"href": f"{site.root}/jsonapi/node/article/{key}"}},
            "attributes": {
                "drupal_internal__nid": serial(story, 7410),
                "title": story.title,
                "created": iso(story),
                "changed": iso(story),
                "path": {"alias": site.path(story), "pid": serial(story, 9100), "langcode": "en"},
                "field_standfirst": story.paragraphs[0],
            },
            "relationships": {
                "uid": {"data": {"type": "user--user", "id": "0c5b3d6e-77aa-4f11-8a4d-1f0e9b7a2c10"}}
            },
        }

    def answer(asked: Asked) -> Document:
        start = int(asked.query.get("page[offset]", "0") or 0)
        limit = min(int(asked.query.get("page[limit]", "50") or 50), 50)
        links = {"self": {"href": site.full("/jsonapi/node/article")}}
        if start + limit < len(site.stories):
            query = f"sort=-created&page%5Boffset%5D={start + limit}&page%5Blimit%5D={limit}"
            links["next"] = {"href": f"{site.root}/jsonapi/node/article?{query}"}
        value = {
            "jsonapi": {
                "version": "1.0",
                "meta": {"links": {"self": {"href": "http://jsonapi.org/format/1.0/"}}},
            },
            "data": [node(story) for story in site.stories[start : start + limit]],
            "links": links,
        }
        return as_json(value, "application/vnd.api+json")

    site.route("/jsonapi/node/article", answer)
    for start in range(0, len(site.stories), size):
        site.read(f"/jsonapi/node/article?sort=-created&page%5Boffset%5D={start}&page%5Blimit%5D={size}")
    site.script(
        "/assets/index-4f1d02ce.js",
        squeezed("""const base="/jsonapi/node/article",el=document.getElementById("app");
        let next=`${base}?sort=-created&page[offset]=0&page[limit]=12`;
        const btn=document.querySelector(".g-more");
        const card=n=>{const a=n.attributes,e=document.createElement("article");e.className="g-card";
        e.innerHTML=`<h2><a href="${a.path.alias}"></a></h2><time datetime="${a.created}">${new Date(
        a.created)
        .toLocaleDateString("en-GB",{day:"numeric",month:"long",year:"numeric"})}</time><p></p>`;
        e.querySelector("a").textContent=a.title;e.querySelector("p").textContent=a.field_standfirst;
        return e};
        async function load(){const r=await fetch(next,{headers:{Accept:"application/vnd.api+json"}});
        const j=await r.json();j.data.forEach(n=>el.append(card(n)));
        next=j.links.next?j.links.next.href:null;btn.hidden=!next}
        btn.addEventListener("click",load);load();"""),
    )
    shell = (
        "<main class='g-main'><h1>Latest</h1><div id='app' class='g-list'></div><button class='g-more' "
        "type='button'>Show "
        "more</button></main>"
    )
    run = "<script type='module' src='/assets/index-4f1d02ce.js'></script>"
    site.page("/latest", frame.page(site, "Latest", shell, script=run))
    lead = "".join(
        f"<article class='g-lead'><h2><a href='{site.path(one)}'>{escape(one.title)}</a></h2><p>"
        f"{day(one)}</p></article>"
        for one in site.stories[:3]
    )
    site.page(
        "/", frame.page(site, "", f"<main class='g-main'>{lead}<a href='/latest'>All the latest</a></main>")
    )
    return site


def olchowo() -> Feedless:
    """A Polish town portal: a React front that asks Strapi (v4) for numbered pages."""
    rooms = [
        ("/o-nas", "O nas"),
        ("/kontakt", "Kontakt"),
        ("/regulamin", "Regulamin"),
        ("/polityka-prywatnosci", "Polityka prywatności"),
        ("/reklama", "Reklama"),
        ("/autorzy/anna-wronska", "Anna Wrońska"),
    ]
    frame = Frame(
        "Olchowo24",
        "<div id='root'><header class='Header_wrap__1kq'><a href='/'>Olchowo24</a><nav>"
        + menu([("/wiadomosci", "Wiadomości"), *rooms[:2]])
        + "</nav></header>",
        f"<footer class='Footer_wrap__8hs'>{menu(rooms[1:])}</footer></div>",
        room="<main class='Page_page__4ty'><h1>{name}</h1>{text}</main>",
    )
    site = newsroom(
        "olchowo",
        "json",
        "pl",
        46,
        frame=frame,
        rooms=rooms,
        address=lambda story: f"/wiadomosci/{plain_name(story)}",
        article=css_modules,
        traps=("/api/users/me", "/api/comments"),
    )
    size = 10
    fixed = "sort=publishedAt%3Adesc&populate=cover"

    def answer(asked: Asked) -> Document:
        page = int(asked.query.get("pagination[page]", "1"))
        per = int(asked.query.get("pagination[pageSize]", "25"))
        entries = [
            {
                "id": serial(story, 1290),
                "attributes": {
                    "title": story.title,
                    "slug": plain_name(story),
                    "lead": story.paragraphs[0],
                    "createdAt": zulu(story),
                    "updatedAt": zulu(story),
                    "publishedAt": zulu(story),
                    "cover": {
                        "data": {"id": story.number, "attributes": {"url": f"/uploads/c_{story.number}.jpg"}}
                    },
                },
            }
            for story in site.stories[(page - 1) * per : page * per]
        ]
        total = len(site.stories)
        counted = {"page": page, "pageSize": per, "pageCount": -(-total // per), "total": total}
        return as_json({"data": entries, "meta": {"pagination": counted}})

    site.route("/api/articles", answer)
    for page in range(1, 6):
        site.read(f"/api/articles?{fixed}&pagination%5Bpage%5D={page}&pagination%5BpageSize%5D={size}")
    site.script(
        "/static/js/main.6e0c9d17.js",
        squeezed("""(()=>{"use strict";const e="/api",t=document.getElementById("lista"),
        n=document.getElementById("strony");
        function r(r){const o=new URLSearchParams({sort:"publishedAt:desc",populate:"cover",
        "pagination[page]":r,
        "pagination[pageSize]":10});fetch(`${e}/articles?${o}`).then(e=>e.json()).then(({data:e,meta:o})=>{
        t.innerHTML="";e.forEach(({attributes:e})=>{const n=document.createElement("li");
        n.innerHTML=`<a class="Card_link__9xw" href="/wiadomosci/${e.slug}"><h3></h3></a><span>${
        new Date(e.publishedAt).toLocaleDateString("pl-PL")}</span>`;n.querySelector("h3")
        .textContent=e.title;t.append(n)});
        n.innerHTML="";for(let e=1;e<=o.pagination.pageCount;e++){const t=document.createElement("button");
        t.textContent=e;t.disabled=e===r;t.onclick=()=>r_(e);n.append(t)}})}const r_=r;r(1)})();"""),
    )
    shell = (
        "<main class='List_main__2vb'><h1>Wiadomości</h1><ul id='lista' class='List_list__6ud'></ul><div "
        "id='strony' "
        "class='Pagination_root__0aa'></div></main>"
    )
    run = "<script defer src='/static/js/main.6e0c9d17.js'></script>"
    site.page("/wiadomosci", frame.page(site, "Wiadomości", shell, script=run))
    site.page(
        "/",
        frame.page(
            site,
            "",
            f"<main class='Home_main__7yy'><h2>Najczęściej czytane</h2>{menu(popular(site))}<a "
            f"class='Home_all__1we' "
            "href='/wiadomosci'>Wszystkie wiadomości</a></main>",
        ),
    )
    return site


def sanmarcial() -> Feedless:
    """A Spanish regional paper on Arc XP: its results list asks Fusion's content API with a query of JSON."""
    rooms = [
        ("/quienes-somos/", "Quiénes somos"),
        ("/aviso-legal/", "Aviso legal"),
        ("/politica-cookies/", "Política de cookies"),
        ("/contacto/", "Contacto"),
        ("/suscripciones/", "Suscríbete"),
        ("/autor/redaccion/", "Redacción"),
        ("/hemeroteca/", "Hemeroteca"),
    ]
    sections = [("/local", "Local"), ("/deportes", "Deportes")]
    frame = Frame(
        "Diario de San Marcial",
        "<div id='fusion-app' class='fusion-app'><div class='b-right-rail'><header class='c-stack "
        "page-header'><nav class='"
        "b-header-nav-chain'><a class='b-header-nav-chain__logo' href='/'>Diario de San Marcial</a>"
        + menu([(f"{path}/", name) for path, name in sections] + rooms[:1], kind="b-links-bar")
        + "</nav></header>",
        f"<footer class='c-footer b-footer'>{menu(rooms)}</footer></div></div>",
        tail=" - ",
        room="<section role='main' class='b-right-rail__main'><h1 class='b-headline'>{name}</h1><article>"
        "{text}</article></section>",
    )
    site = newsroom(
        "sanmarcial",
        "json",
        "es",
        48,
        frame=frame,
        rooms=rooms,
        address=lambda story: f"{sections[story.number % 2][0]}/{local(story):%Y/%m/%d}/{plain_name(story)}/",
        article=arc_article,
        traps=("/pf/api/v3/content/fetch/search-api", "/identity/public/v1/auth/token"),
        head=stated,
    )
    size = 8

    def element(story: Story) -> dict[str, Any]:
        path = sections[story.number % 2]
        return {
            "_id": f"K{serial(story, 48_120_991):X}SANMARC",
            "type": "story",
            "headlines": {"basic": story.title},
            "description": {"basic": story.paragraphs[0]},
            "display_date": zulu(story),
            "credits": {"by": [{"name": story.author, "type": "author", "url": "/autor/redaccion/"}]},
            "websites": {
                "sanmarcial": {
                    "website_section": {"_id": path[0], "name": path[1], "path": path[0]},
                    "website_url": site.path(story),
                }
            },
        }

    def answer(asked: Asked) -> Document:
        query = asked.object_of("query")
        own = [one for one in site.stories if site.path(one).startswith(f"{query.get('includeSections')}/")]
        start, count = int(query.get("offset") or 0), int(query.get("size") or 10)
        return as_json(
            {
                "type": "results",
                "version": "0.6.0",
                "content_elements": [element(one) for one in own[start : start + count]],
                "count": len(own),
                **({"next": start + count} if start + count < len(own) else {}),
                "_id": "9f1c77d2",
            }
        )

    api = "/pf/api/v3/content/fetch/story-feed-sections"
    site.route(api, answer)
    site.script(
        "/pf/dist/components/combinations/default.js",
        squeezed("""window.Fusion=window.Fusion||{};Fusion.arcSite="sanmarcial";Fusion.deployment="412";
        Fusion.contextPath="/pf";(function(){var box=document.querySelector(".b-results-list");if(!box)return;
        var list=box.querySelector(".b-results-list__items"),more=box.querySelector("button"),
        o=JSON.parse(box.dataset.feed),shown=0;
        function pull(){var q={feedOffset:0,includeSections:o.section,offset:shown,size:o.size};
        var u=Fusion.contextPath+"/api/v3/content/fetch/story-feed-sections?query="+encodeURIComponent(
        JSON.stringify(q))
        +"&d="+Fusion.deployment+"&mxId=00000000&_website="+Fusion.arcSite;
        fetch(u).then(function(r){return r.json()}).then(function(j){j.content_elements.forEach(function(c){
        var w=c.websites[Fusion.arcSite],d=document.createElement("article");
        d.className="b-results-list__item";
        d.innerHTML='<a class="c-link" href="'+w.website_url+'"><h2 class="c-heading"></h2></a><time></time>';
        d.querySelector("h2").textContent=c.headlines.basic;
        d.querySelector("time").textContent=new Date(c.display_date).toLocaleDateString("es-ES");
        list.appendChild(d)});
        shown+=j.content_elements.length;more.hidden=shown>=j.count})}
        more.addEventListener("click",pull);pull()})();"""),
    )
    run = (
        "<script id='fusion-template-script' defer "
        "src='/pf/dist/components/combinations/default.js?d=412'></script>"
    )
    for path, name in sections:
        feed = escape(f'{{"section":"{path}","size":{size}}}')
        shell = (
            f"<section role='main' class='b-right-rail__main'><h1 class='b-headline'>{name}</h1><div "
            f"class='b-results-list' "
            f"data-feed=\"{feed}\"><div class='b-results-list__items'></div><button class='c-button "
            "b-results-list__see-more' type='button'>Más noticias</button></div></section>"
        )
        site.page(f"{path}/", frame.page(site, name, shell, script=run))
        for start in range(0, 24, size):
            query = (
                f"%7B%22feedOffset%22%3A0%2C%22includeSections%22%3A%22%2F{path[1:]}%22%2C%22offset%22%3A"
                f"{start}"
                f"%2C%22size%22%3A{size}%7D"
            )
            site.read(f"{api}?query={query}&d=412&mxId=00000000&_website=sanmarcial")
    top = "".join(
        f"<article class='b-top-table-list-large'><a class='c-link' href='{site.path(one)}'><h2 "
        f"class='c-heading'>"
        f"{escape(one.title)}</h2></a></article>"
        for one in site.stories[:5]
    )
    site.page("/", frame.page(site, "", f"<section role='main'>{top}</section>"))
    return site


def anandpur() -> Feedless:
    """A Hindi daily on Quintype: Malibu's pages ask `/api/v1/collections/` by offset for their load-more."""
    rooms = [
        ("/about-us", "हमारे बारे में"),
        ("/contact-us", "संपर्क करें"),
        ("/privacy-policy", "गोपनीयता नीति"),
        ("/terms-of-use", "उपयोग की शर्तें"),
        ("/author/news-desk", "न्यूज डेस्क"),
        ("/topic/jal-sankat", "जल संकट"),
    ]
    sections = [("nagar", "नगर"), ("pradesh", "प्रदेश")]
    frame = Frame(
        "आनंदपुर समाचार",
        "<div id='header'><div class='header-module__header__2hpJs'><a class='logo' href='/'>आनंदपुर समाचार</a>"
        + menu(
            [*((f"/{path}", name) for path, name in sections), *rooms[4:]], kind="menu-module__menu__1k7Zt"
        )
        + "</div></div>",
        f"<div class='footer-module__footer__9sQrd'>{menu(rooms[:4])}<p>Powered by Quintype</p></div>",
        body="<body class='body'>",
        room="<div id='container'><div class='static-page'><h1>{name}</h1>{text}</div></div>",
    )
    site = newsroom(
        "anandpur",
        "json",
        "hi",
        44,
        frame=frame,
        rooms=rooms,
        address=lambda story: f"/{sections[story.number % 2][0]}/story-{serial(story, 88120)}-anandpur",
        article=prose,
        traps=("/api/v1/search", "/api/auth/v1/users/me", "/api/v1/stats/track"),
        head=stated,
    )

    def item(story: Story) -> dict[str, Any]:
        path, name = sections[story.number % 2]
        return {
            "type": "story",
            "id": f"{serial(story, 0x77A1B2):08x}-aa10-42c5-8b1f-000000000000",
            "item": {"headline": [story.title]},
            "story": {
                "story-content-id": f"{serial(story, 0x77A1B2):08x}-aa10-42c5-8b1f-000000000000",
                "headline": story.title,
                "subheadline": None,
                "slug": site.path(story)[1:],
                "url": site.url(story),
                "author-name": story.author,
                "published-at": millis(story),
                "first-published-at": millis(story),
                "story-template": "text",
                "sections": [{"id": 4021, "name": name, "slug": path, "section-url": f"{site.root}/{path}"}],
                "hero-image-s3-key": f"anandpur/2026-11/{story.number}.jpg",
            },
        }

    def collection(place: int, slug: str, name: str) -> None:
        own = [story for story in site.stories if story.number % 2 == place]

        def answer(asked: Asked) -> Document:
            start, limit = asked.number("offset", 0), asked.number("limit", 20)
            return as_json(
                {
                    "id": 5100 + place,
                    "slug": slug,
                    "name": name,
                    "total-count": len(own),
                    "items": [item(one) for one in own[start : start + limit]],
                }
            )

        site.route(f"/api/v1/collections/{slug}", answer)
        for start in range(0, len(own), 8):
            site.read(f"/api/v1/collections/{slug}?item-type=story&limit=8&offset={start}")

    site.script(
        "/anandpur/assets/app-1c0fe4.js",
        squeezed("""!function(){var page=JSON.parse(document.getElementById("static-page").textContent),
        grid=document.getElementById("stories"),btn=document.getElementById("load-more"),at=0,LIMIT=8;
        function get(){fetch("/api/v1/collections/"+page.collection+"?item-type=story&limit="+LIMIT+"&offse
        t="+at)
        .then(function(r){return r.json()}).then(function(c){c.items.forEach(function(i){var s=i.story,
        d=document.createElement("div");d.className="story-card-module__card__3bTnm";
        d.innerHTML='<a href="/'+s.slug+'"><h6 class="headline"></h6></a><div class="publish-time"></div>';
        d.querySelector("h6").textContent=s.headline;d.querySelector(".publish-time").textContent=
        new Date(s["published-at"]).toLocaleDateString("hi-IN");grid.appendChild(d)});
        at+=c.items.length;if(at>=c["total-count"])btn.style.display="none"})}
        btn.onclick=get;get()}();"""),
    )
    for place, (slug, name) in enumerate(sections):
        collection(place, slug, name)
        shell = (
            f"<div id='container'><h1 class='collection-name'>{name}</h1><div id='stories' class='grid'>"
            f"</div><button "
            "id='load-more' class='load-more-module__btn__2xKcv'>और पढ़ें</button></div>"
            f'<script type="application/json" id="static-page">'
            f'{{"pageType":"section-page","collection":"{slug}"}}</script>'
        )
        run = "<script src='/anandpur/assets/app-1c0fe4.js' defer></script>"
        site.page(f"/{slug}", frame.page(site, name, shell, script=run))
    site.page(
        "/",
        frame.page(
            site, "", f"<div id='container'><div class='top-stories'>{menu(popular(site, 5))}</div></div>"
        ),
    )
    return site


BUILDERS = (wharfside, olchowo, sanmarcial, anandpur)
