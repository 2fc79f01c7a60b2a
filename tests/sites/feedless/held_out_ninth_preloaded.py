"""The ninth set's lists in a script's state: Gatsby, Angular, Inertia and Ember."""

from __future__ import annotations

import json
from html import escape
from typing import Any

from tests.sites.building import Document
from tests.sites.feedless.held_out_ninth_articles import (
    css_modules,
    markdown_post,
    portal_read,
    prose,
)
from tests.sites.feedless.held_out_ninth_newsroom import (
    Frame,
    cut,
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
from tests.sites.feedless.invention import local, serial
from tests.sites.feedless.simulated import Asked, Feedless, as_html, as_json, batches
from tests.sites.stories import Story


def feiraalta() -> Feedless:
    """A Portuguese magazine on Gatsby: the shell of each page fetches its `page-data.json`."""
    rooms = [
        ("/sobre/", "Sobre"),
        ("/contactos/", "Contactos"),
        ("/estatuto-editorial/", "Estatuto editorial"),
        ("/politica-de-privacidade/", "Política de privacidade"),
        ("/autores/carla-souto/", "Carla Souto"),
        ("/agenda/", "Agenda"),
    ]
    frame = Frame(
        "Feira Alta",
        "<div id='___gatsby'><div style='outline:none' tabindex='-1' id='gatsby-focus-wrapper'><header "
        "class='Layout-module--"
        "header--2d1f0'><a href='/'>Feira Alta</a>"
        + menu([("/noticias/", "Notícias"), *rooms[:2], rooms[5]])
        + "</header>",
        f"<footer class='Layout-module--footer--90c4b'>{menu(rooms[:5])}</footer></div><div "
        f"id='gatsby-announcer' "
        "aria-live='assertive'></div></div>",
        head="<meta name='generator' content='Gatsby 5.13.3'/>",
        room="<main><h1>{name}</h1>{text}</main>",
    )
    site = newsroom(
        "feiraalta",
        "state",
        "pt",
        45,
        frame=frame,
        rooms=rooms,
        address=lambda story: f"/noticias/{local(story):%Y-%m-%d}-{plain_name(story)}/",
        article=markdown_post,
        traps=("/.netlify/functions/subscribe",),
    )
    pages = batches(site.stories, 9)

    def node(story: Story) -> dict[str, Any]:
        return {
            "node": {
                "id": f"{serial(story, 0x3F0021):x}-5b1e",
                "excerpt": story.paragraphs[0][:140] + "…",
                "fields": {"slug": site.path(story)},
                "frontmatter": {
                    "title": story.title,
                    "date": day(story, "{dd} de {month} de {y}"),
                    "author": story.author,
                    "featured": None,
                },
            }
        }

    for at, stories in enumerate(pages, 1):
        path = "/noticias/" if at == 1 else f"/noticias/{at}/"
        data = f"/page-data{path}page-data.json"
        value = {
            "componentChunkName": "component---src-templates-noticias-js",
            "path": path,
            "result": {
                "data": {
                    "allMarkdownRemark": {
                        "edges": [node(one) for one in stories],
                        "totalCount": len(site.stories),
                    }
                },
                "pageContext": {"limit": 9, "skip": 9 * (at - 1), "currentPage": at, "numPages": len(pages)},
            },
            "staticQueryHashes": ["2841359383"],
            "slicesMap": {},
        }
        site.data(data, value)
        site.page(
            path,
            frame.page(
                site,
                "Notícias",
                "<main class='Noticias-module--main--b71'><h1>Notícias</h1><div "
                "class='Noticias-module--list--0f2'></div><nav "
                "class='Noticias-module--pages--3aa'></nav></main>",
                head=f"<link as='fetch' rel='preload' href='{data}' crossorigin='anonymous'/>",
                script=f"<script id='gatsby-script-loader'>/*<![CDATA[*/window.pagePath=\"{path}\";"
                f"window.___webpackCompilationHash"
                '="ab31";/*]]>*/</script><script src="/app-5d0c81e7f3.js" async></script>',
            ),
        )
        site.read(data)
    site.script(
        "/app-5d0c81e7f3.js",
        squeezed("""(function(){var e=window.pagePath,t="/page-data"+e+"page-data.json";
        fetch(t).then(function(e){return e.json()}).then(function(e){
        var t=e.result.data.allMarkdownRemark.edges,
        n=document.querySelector(".Noticias-module--list--0f2");t.forEach(function(e){var t=e.node,
        r=document.createElement("article");r.innerHTML='<h2><a href="'+t.fields.slug+'"></a></h2><small>
        </small><p></p>';
        r.querySelector("a").textContent=t.frontmatter.title;r.querySelector("small")
        .textContent=t.frontmatter.date;
        r.querySelector("p").textContent=t.excerpt;n.appendChild(r)});
        var r=e.result.pageContext,o=document.querySelector(".Noticias-module--pages--3aa");
        for(var i=1;i<=r.numPages;i++){var a=document.createElement("a");
        a.href=i===1?"/noticias/":"/noticias/"+i+"/";
        a.textContent=i;o.appendChild(a)}})})();"""),
    )
    heads = "".join(
        f"<article><h2><a href='{site.path(one)}'>{escape(one.title)}</a></h2></article>"
        for one in site.stories[:4]
    )
    site.page("/", frame.page(site, "", f"<main>{heads}<a href='/noticias/'>Todas as notícias</a></main>"))
    return site


def haemek() -> Feedless:
    """A Hebrew valley paper on Angular: `ng-state` has the first answer, a button asks the next."""
    rooms = [
        ("/about", "אודות"),
        ("/contact", "צור קשר"),
        ("/terms", "תנאי שימוש"),
        ("/privacy", "מדיניות פרטיות"),
        ("/accessibility", "הצהרת נגישות"),
        ("/advertise", "פרסמו אצלנו"),
    ]
    frame = Frame(
        "העמק היום",
        "<app-root ng-version='17.3.9' ng-server-context='ssr'><app-header _nghost-ng-c1187><a href='/' "
        "class='logo'>העמק היום</a>" + menu([("/news", "חדשות"), *rooms[:2], rooms[5]]) + "</app-header>",
        f"<app-footer _nghost-ng-c2290>{menu(rooms[:5])}</app-footer></app-root>",
        head="<base href='/'>",
        room="<app-static-page><h1>{name}</h1>{text}</app-static-page>",
    )
    site = newsroom(
        "haemek",
        "state",
        "he",
        43,
        frame=frame,
        rooms=rooms,
        address=lambda story: f"/article/{serial(story, 77120)}",
        article=css_modules,
        traps=("/api/account/me", "/api/track"),
        head=stated,
    )
    size = 11

    def told(page: int) -> dict[str, Any]:
        chosen = site.stories[(page - 1) * size : page * size]
        return {
            "items": [
                {
                    "articleId": serial(one, 77120),
                    "title": one.title,
                    "subTitle": one.paragraphs[0],
                    "publishDate": iso(one),
                    "imageUrl": f"/media/{one.number}.jpg",
                    "authorName": one.author,
                }
                for one in chosen
            ],
            "pageNumber": page,
            "pageSize": size,
            "totalCount": len(site.stories),
        }

    site.route("/api/articles", lambda asked: as_json(told(asked.number("pageNumber", 1))))
    state = {
        "1184093221": {
            "b": told(1),
            "h": {},
            "s": 200,
            "st": "OK",
            "u": f"{site.root}/api/articles?pageNumber=1&pageSize={size}",
            "rt": "json",
        },
        "__nghData__": [{"c": {"0": [{"i": "c1187", "r": 1}]}}],
    }
    site.script(
        "/main-XK3Q7ZPA.js",
        squeezed("""var S=JSON.parse(document.getElementById("ng-state").textContent),f=S["1184093221"].b,
        L=document.querySelector("app-news-list .list"),B=document.querySelector("app-news-list button"),
        page=1,n=0;
        function put(d){d.items.forEach(i=>{let e=document.createElement("app-news-card");
        e.innerHTML='<a href="/article/'+i.articleId+'"><h3></h3></a><span class="date"></span><p></p>';
        e.querySelector("h3").textContent=i.title;e.querySelector(".date").textContent=
        new Date(i.publishDate).toLocaleDateString("he-IL");e.querySelector("p").textContent=i.subTitle;
        L.append(e)});
        n+=d.items.length;B.hidden=n>=d.totalCount}put(f);
        B.addEventListener("click",()=>{page++;fetch("/api/articles?pageNumber="+page+"&pageSize=11")
        .then(r=>r.json()).then(put)});"""),
    )
    shell = (
        "<app-news-list><h1>חדשות</h1><div class='list'></div><button type='button' class='load-more'>"
        "טען עוד</button></app-news-list>"
    )
    run = island("ng-state", state) + "<script src='/main-XK3Q7ZPA.js' type='module'></script>"
    site.page("/news", frame.page(site, "חדשות", shell, script=run))
    site.read("/news")
    for page in range(2, 5):
        site.read(f"/api/articles?pageNumber={page}&pageSize={size}")
    site.page(
        "/",
        frame.page(site, "", f"<app-home>{menu(popular(site, 5))}<a href='/news'>לכל החדשות</a></app-home>"),
    )
    return site


def kotasari() -> Feedless:
    """An Indonesian town's portal on Laravel with Inertia, whose `data-page` has a category's list."""
    rooms = [
        ("/tentang-kami", "Tentang Kami"),
        ("/redaksi", "Redaksi"),
        ("/pedoman-media-siber", "Pedoman Media Siber"),
        ("/kontak", "Kontak"),
        ("/kebijakan-privasi", "Kebijakan Privasi"),
        ("/tag/banjir", "banjir"),
    ]
    sections = [("daerah", "Daerah"), ("pendidikan", "Pendidikan")]
    frame = Frame(
        "Kotasari Kini",
        "<header class='bg-white'><a href='/'>Kotasari Kini</a>"
        + menu([*((f"/kanal/{slug}", name) for slug, name in sections), rooms[5]])
        + "</header>",
        f"<footer class='bg-gray-100'>{menu(rooms[:5])}<p>© 2026 Kotasari Kini</p></footer>",
        body="<body class='font-sans antialiased'>",
        tail=" - ",
        room="<main class='max-w-7xl mx-auto'><h1>{name}</h1>{text}</main>",
    )
    site = newsroom(
        "kotasari",
        "state",
        "id",
        46,
        frame=frame,
        rooms=rooms,
        address=lambda story: f"/read/{serial(story, 20911)}/{plain_name(story)}",
        article=portal_read,
        traps=("/sanctum/csrf-cookie", "/cari"),
        head=stated,
    )
    size = 8

    def section(place: int, slug: str, name: str) -> None:
        own = [story for story in site.stories if story.number % 2 == place]
        last = -(-len(own) // size)
        path = f"/kanal/{slug}"

        def answer(asked: Asked) -> Document:
            page = asked.number("page", 1)
            rows = [
                {
                    "id": serial(one, 20911),
                    "title": one.title,
                    "slug": plain_name(one),
                    "summary": one.paragraphs[0],
                    "published_at": f"{local(one):%Y-%m-%d %H:%M:%S}",
                    "category": {"name": name, "slug": slug},
                }
                for one in cut(own, asked, "page", size)
            ]
            value = {
                "component": "Category/Show",
                "props": {
                    "errors": {},
                    "auth": {"user": None},
                    "category": {"name": name, "slug": slug},
                    "posts": {
                        "current_page": page,
                        "data": rows,
                        "last_page": last,
                        "next_page_url": f"{site.root}{path}?page={page + 1}" if page < last else None,
                        "per_page": size,
                        "total": len(own),
                    },
                },
                "url": path if page == 1 else f"{path}?page={page}",
                "version": "7a1c0ffee2",
            }
            if asked.header("X-Inertia"):
                return as_json(value)
            text = escape(json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("/", "\\/"))
            shell = f'<div id="app" data-page="{text}"></div>'
            return as_html(
                frame.page(
                    site,
                    name,
                    shell,
                    script="<script type='module' src='/build/assets/app-D3kf02.js'></script>",
                )
            )

        site.route(path, answer)
        for page in range(1, last + 1):
            site.read(path if page == 1 else f"{path}?page={page}")

    site.script(
        "/build/assets/app-D3kf02.js",
        squeezed("""const app=document.getElementById("app");let page=JSON.parse(app.dataset.page);
        function draw(){const p=page.props;app.innerHTML=`<main class="max-w-7xl mx-auto"><h1>${
        p.category.name}</h1>
        <div class="grid"></div><nav class="flex"></nav></main>`;const g=app.querySelector(".grid");
        p.posts.data.forEach(a=>{const d=document.createElement("div");d.className="rounded shadow";
        d.innerHTML=`<a href="/read/${a.id}/${a.slug}"><h3></h3></a><span>${a.published_at}</span><p></p>`;
        d.querySelector("h3").textContent=a.title;d.querySelector("p").textContent=a.summary;g.append(d)});
        if(p.posts.next_page_url){const n=document.createElement("a");n.className="next";
        n.href=p.posts.next_page_url;
        n.textContent="Selanjutnya »";n.addEventListener("click",async e=>{e.preventDefault();
        const r=await fetch(n.href,{headers:{"X-Inertia":"true","X-Inertia-Version":page.version,
        "X-Requested-With":"XMLHttpRequest",Accept:"text/html, application/xhtml+xml"}});page=await r.json();
        history.pushState(page,"",page.url);draw()});app.querySelector("nav").append(n)}}draw();"""),
    )
    for place, (slug, name) in enumerate(sections):
        section(place, slug, name)
    site.page(
        "/",
        frame.page(
            site, "", f"<main class='max-w-7xl mx-auto'><h2>Terpopuler</h2>{menu(popular(site, 5))}</main>"
        ),
    )
    return site


def stonehythe() -> Feedless:
    """A coast paper on Ember with FastBoot: its shoebox keeps the first answer as text, JSON:API has more."""
    rooms = [
        ("/about", "About the Echo"),
        ("/contact", "Contact"),
        ("/privacy-policy", "Privacy policy"),
        ("/complaints", "Complaints"),
        ("/notices", "Public notices"),
        ("/tides", "Tide tables"),
    ]
    frame = Frame(
        "Stonehythe Echo",
        "<script type='x/boundary' id='fastboot-body-start'></script><div class='ember-view'><header "
        "class='masthead'><a href='/' "
        "class='ember-view'>Stonehythe Echo</a>"
        + menu([("/stories", "Stories"), *rooms[:1], *rooms[4:]])
        + "</header>",
        f"<footer class='colophon'>{menu(rooms[:4])}</footer></div><script type='x/boundary' "
        f"id='fastboot-body-end'></script>",
        room="<main class='static-page'><h1>{name}</h1>{text}</main>",
    )
    site = newsroom(
        "stonehythe",
        "state",
        "en",
        39,
        frame=frame,
        rooms=rooms,
        address=lambda story: f"/stories/{serial(story, 6420)}-{plain_name(story)}",
        article=prose,
        traps=("/api/v1/session", "/api/v1/events"),
        head=stated,
    )
    size = 10
    last = -(-len(site.stories) // size)

    def told(page: int) -> dict[str, Any]:
        rows = [
            {
                "id": str(serial(one, 6420)),
                "type": "stories",
                "attributes": {
                    "headline": one.title,
                    "slug": plain_name(one),
                    "standfirst": one.paragraphs[0],
                    "published-at": zulu(one),
                    "byline": one.author,
                },
            }
            for one in site.stories[(page - 1) * size : page * size]
        ]
        return {"data": rows, "meta": {"page": page, "total-pages": last}}

    def answer(asked: Asked) -> Document:
        return as_json(told(int(asked.query.get("page[number]", "1"))), "application/vnd.api+json")

    site.route("/api/v1/stories", answer)
    site.script(
        "/assets/stonehythe-1f0c77.js",
        squeezed("""(function(){var box=document.getElementById("shoebox-ember-data-storefront");if(!box)
        return;
        var kept=JSON.parse(box.textContent).queries,list=document.querySelector(".story-list"),
        more=document.querySelector(".js-more-stories"),page=1;
        function put(d){d.data.forEach(function(s){var a=s.attributes,e=document.createElement("li");
        e.className="ember-view";
        e.innerHTML='<a class="ember-view" href="/stories/'+s.id+"-"+a.slug+'"></a> <span class="when">
        </span>';
        e.firstChild.textContent=a.headline;e.querySelector(".when").textContent=new Date(
        a["published-at"]).toDateString();
        list.appendChild(e)});if(d.meta.page>=d.meta["total-pages"])more.style.display="none"}
        put(JSON.parse(kept["/api/v1/stories?page[number]=1&page[size]=10"]));
        more.addEventListener("click",function(){fetch("/api/v1/stories?page[number]="+(++page)
        +"&page[size]=10",
        {headers:{Accept:"application/vnd.api+json"}}).then(function(r){return r.json()}).then(put)})})();
        """),
    )
    first = json.dumps(told(1), ensure_ascii=False, separators=(",", ":"))
    shoebox = json.dumps(
        {"queries": {f"/api/v1/stories?page[number]=1&page[size]={size}": first}}, ensure_ascii=False
    )
    site.page(
        "/stories",
        frame.page(
            site,
            "Stories",
            "<main><h1>Stories</h1><ul class='story-list'></ul><button class='js-more-stories'>More "
            "stories</button></main>",
            script='<script type="fastboot/shoebox" id="shoebox-ember-data-storefront">'
            f"{shoebox}</script><script src='/assets/stonehythe-1f0c77.js'></script>",
        ),
    )
    site.read("/stories")
    for page in range(2, last + 1):
        site.read(f"/api/v1/stories?page%5Bnumber%5D={page}&page%5Bsize%5D={size}")
    heads = "".join(
        f"<li><a href='{site.path(one)}'>{escape(one.title)}</a> <span>{day(one)}</span></li>"
        for one in site.stories[:5]
    )
    site.page("/", frame.page(site, "", f"<main><ul>{heads}</ul><a href='/stories'>All stories</a></main>"))
    return site


BUILDERS = (feiraalta, haemek, kotasari, stonehythe)
