"""Feedless sites that are held out, the eighth set: lists in the state that a page's scripts start from."""

from __future__ import annotations

import json
from html import escape

from tests.sites.feedless.held_out_eighth_room import LINK_ROW, LINKED, OPEN_GRAPH, room
from tests.sites.feedless.invention import local, millis
from tests.sites.feedless.simulated import Feedless, batches


def zelenyiyar() -> Feedless:
    """A Ukrainian weekly on Angular Universal: serverApp-state, in which a quotation mark is &q;."""
    made = room(
        "zelenyiyar state uk 40 400",
        title="Зелений Яр",
        address="/novyny/{{section}}/{{id}}",
        sections=(("gromada", "Громада"), ("osvita", "Освіта")),
        first=23011,
        traps=("/api/auth/login", "/api/comments/count", "/api/metrics"),
        head=OPEN_GRAPH,
        article="""<app-article _nghost-sc12><article _ngcontent-sc12 class="article"><a
 href="/rubryka/{{section}}">{{sectionname}}</a><h1 _ngcontent-sc12>{{title}}</h1><div class="article__meta"
><span>{{by}}</span> <span>{{[%d.%m.%Y, %H:%M]}}</span></div><div class="article__body">{{body}}</div
></article
></app-article>""",
        frame="""<!DOCTYPE html><html lang="uk"><head><meta charset="utf-8"><base href="/"><title
>{{page}} - Зелений Яр</title
>{{head}}<style ng-transition="serverApp">app-root{display:block}</style></head><body><app-root
 ng-version="13.3.11"
 ng-server-context="ssr"><header><a routerlink="/" href="/">Головна</a><a href="/rubryka/gromada">Громада</a
><a
 href="/rubryka/osvita">Освіта</a><a href="/kontakty">Контакти</a></header><router-outlet></router-outlet
>{{main}}<footer
>Зелений Яр</footer></app-root></body></html>""",
    )
    escapes = (("&", "&a;"), ('"', "&q;"), ("'", "&s;"), ("<", "&l;"), (">", "&g;"))
    for slug, name in made.sections:
        pages = batches(made.of(slug), 7)
        for at, some in enumerate(pages, 1):
            items = [
                {
                    "id": made.id(story),
                    "title": story.title,
                    "lead": story.teaser,
                    "category": slug,
                    "publishedAt": local(story).isoformat(timespec="seconds"),
                    "link": made.paths[story.number],
                }
                for story in some
            ]
            banner = {"id": 5, "title": "Передплата на рік", "link": "/peredplata", "type": "banner"}
            state = {
                "user": None,
                "G.menu": [{"title": word, "link": f"/rubryka/{key}"} for key, word in made.sections],
                f"G.http://api.zelenyiyar.example/v1/posts?category={slug}&page={at}": {
                    "body": {"items": items, "page": at, "pages": len(pages), "banners": [banner]},
                    "status": 200,
                },
            }
            text = json.dumps(state, ensure_ascii=False, separators=(",", ":"))
            for plain, coded in escapes:
                text = text.replace(plain, coded)
            links = "".join(f"<a href='/rubryka/{slug}?page={n}'>{n}</a> " for n in range(1, len(pages) + 1))
            main = (
                f"<app-category><h1>{name}</h1><div class='list'></div><nav"
                f" class='pages'>{links}</nav></app-category>"
                f"<script id='serverApp-state' type='application/json'>{text}</script><script"
                " src='/main.b3f1.js' defer"
                "></script>"
            )
            made.page(f"/rubryka/{slug}?page={at}", name, main)
            if at == 1:
                made.page(f"/rubryka/{slug}", name, main)
            made.site.read(f"/rubryka/{slug}?page={at}")
    made.site.script(
        "/main.b3f1.js",
        """(()=>{const s=document.getElementById("serverApp-state");if(!s)return;const u={"&a;":"&",
"&q;":'"',"&s;":"'","&l;":"<","&g;":">"};const t=JSON.parse(s.textContent.replace(/&[^;]+;/g,e=>u[e]));for(
const k in t)if(
k.startsWith(
"G.http"))for(const p of t[k].body.items){const d=document.createElement("div");d.innerHTML=
`<h2><a href="${p.link}">${p.title}</a></h2>`;document.querySelector(".list").append(d)}})();""",
    )
    made.no_article("/kontakty", "Контакти", "Редакція: вулиця Садова, 2. Телефон 555-02-10.")
    made.no_article("/peredplata", "Передплата на рік", "Ціна 480 гривень. Оформити на пошті.", "Product")
    made.page("/", "Головна", f"<ul>{made.rows(LINK_ROW, made.of('')[:5])}</ul>")
    return made.site


def portlinden() -> Feedless:
    """A harbour's daily on Ember FastBoot: JSON:API documents in a shoebox, with authors and events."""
    made = room(
        "portlinden state en 42 300",
        title="Port Linden Ledger",
        address="/a/{{id}}/{{slug}}",
        sections=(("harbour", "Harbour"), ("council", "Council")),
        first=66120,
        traps=("/api/sessions", "/api/reactions", "/api/page-views"),
        head='<link rel="canonical" href="{{url}}">' + LINKED,
        article="""<div id="ember{{id}}" class="ember-view"><article class="story"><p class="story-topic"><a
 href="/topics/{{section}}" class="ember-view">{{sectionname}}</a></p><h1 class="story-title">{{title}}</h1><p
 class="story-byline">{{by}} <time datetime="{{iso}}">{{[%-d %B %Y, %H:%M]}}</time></p><div
 class="story-text">{{body}}
</div></article></div>""",
        frame="""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title
>{{page}} | Port Linden Ledger</title>
{{head}}<meta name="ledger/config/environment" content="%7B%22modulePrefix%22%3A%22ledger%22%7D"></head><body
 class="ember-application"><script type="x/boundary" id="fastboot-body-start"></script><nav><a href="/"
>Home</a><a
 href="/topics/harbour">Harbour</a><a href="/topics/council">Council</a><a href="/tides">Tides</a><a
 href="/masthead">Masthead</a></nav>{{main}}<script type="x/boundary" id="fastboot-body-end"></script></body
></html>""",
    )
    for slug, name in made.sections:
        pages = batches(made.of(slug), 8)
        for at, some in enumerate(pages, 1):
            data: list[dict[str, object]] = [
                {
                    "type": "articles",
                    "id": str(made.id(story)),
                    "attributes": {
                        "headline": story.title,
                        "slug": made.fill("{{slug}}", story),
                        "standfirst": story.teaser,
                        "published-at": made.fill("{{utc}}", story),
                    },
                    "relationships": {"author": {"data": {"type": "people", "id": str(story.number % 5)}}},
                }
                for story in some
            ]
            people: list[dict[str, object]] = [
                {"type": "people", "id": str(n), "attributes": {"name": f"Staff {n}", "slug": f"staff-{n}"}}
                for n in range(5)
            ]
            people += [
                {
                    "type": "events",
                    "id": str(n),
                    "attributes": {"headline": f"Quay concert {n}", "starts-at": "2026-12-12T19:00:00Z"},
                }
                for n in range(1, 4)
            ]
            box = {
                "records": {"data": data, "included": people, "meta": {"page": at, "total-pages": len(pages)}}
            }
            text = json.dumps(box, ensure_ascii=False).replace("<", "\\u003c")
            after = (
                f"<a href='/topics/{slug}?page={at + 1}' rel='next'>Older stories</a>"
                if at < len(pages)
                else ""
            )
            main = (
                f"<h1>{name}</h1><div class='stories'></div><p class='pager'>{after}</p><script"
                " type='fastboot/shoebox' "
                f"id='shoebox-store'>{text}</script><script src='/assets/ledger-4c21.js' defer></script>"
            )
            made.list(f"/topics/{slug}" + (f"?page={at}" if at > 1 else ""), name, main)
    made.site.script(
        "/assets/ledger-4c21.js",
        """"use strict";(function(){var s=document.getElementById("shoebox-store");if(!s)return;
JSON.parse(s.textContent).records.data.forEach(function(r){var d=document.createElement("div");
d.className="teaser";
d.innerHTML='<a href="/a/'+r.id+"/"+r.attributes.slug+'">'+r.attributes.headline+"</a>";
document.querySelector(".stories").appendChild(d)})})();""",
    )
    made.no_article("/tides", "Tides", "High water 06:12 and 18:40. Low water 00:20 and 12:31.")
    made.no_article("/masthead", "Masthead", "Editor, two reporters and a photographer. Call 555-0141.")
    made.page("/", "Home", f"<ul>{made.rows(LINK_ROW, made.of('')[:5])}</ul>")
    return made.site


def shirahama() -> Feedless:
    """A Japanese island's news on VitePress: a content loader's chunk, JSON.parse in single quotes."""
    made = room(
        "shirahama state ja 40 440",
        title="白浜島だより",
        address="/news/{{[%Y]}}/{{[%m%d]}}-{{id}}.html",
        sections=(("news", "お知らせ"),),
        first=5510,
        traps=("/api/like", "/api/contact", "/members/login"),
        head=OPEN_GRAPH,
        article="""<div class="VPDoc"><main class="main"><div class="vp-doc"><div><h1 id="title"
 tabindex="-1">{{title}}</h1><p class="date">{{[%Y年%m月%d日 %H:%M]}} {{by}}</p>{{body}}</div></div></main
><div
 class="edit-info"><p class="VPLastUpdated">最終更新: <time datetime="2026-11-27T06:00:00.000Z"></time></p
></div></div>""",
        frame="""<!DOCTYPE html><html lang="ja" dir="ltr"><head><meta charset="utf-8"><title
>{{page}} | 白浜島だより</title
>{{head}}<meta name="generator" content="VitePress v1.5.0"></head><body><div id="app"><div class="Layout"
><header
 class="VPNav"><a class="title" href="/">白浜島だより</a><a class="VPNavBarMenuLink" href="/news/"
>お知らせ</a><a
 class="VPNavBarMenuLink" href="/guide/ferry.html">船の時刻</a><a class="VPNavBarMenuLink"
 href="/guide/shop.html"
>売店</a></header>{{main}}</div></div><script
>window.__VP_HASH_MAP__=JSON.parse("{\\"news_index.md\\":\\"Bx91\\",
\\"guide_ferry.md\\":\\"Ck02\\",\\"guide_shop.md\\":\\"D01z\\"}".replace(/\\n/g,""));</script></body></html
>""".replace(',\n\\"', ',\\"'),
    )
    items = [
        {
            "title": story.title,
            "url": made.paths[story.number],
            "excerpt": f"<p>{story.teaser}</p>\n",
            "date": {"time": millis(story), "string": made.clock(story, "%Y年%m月%d日")},
        }
        for story in made.site.stories
    ]
    guides = [{"title": "船の時刻", "url": "/guide/ferry.html"}, {"title": "売店", "url": "/guide/shop.html"}]
    coded = (
        json.dumps(items, ensure_ascii=False, separators=(",", ":")).replace("\\", "\\\\").replace("'", "\\'")
    )
    made.site.script(
        "/assets/chunks/posts.data.D9f2aQ1x.js",
        f"const t=JSON.parse('{coded}'),g={json.dumps(guides, ensure_ascii=False)};export{{t as d,g}};",
    )
    made.site.script(
        "/assets/news_index.md.Bx91.js",
        """import{d as p}from"./chunks/posts.data.D9f2aQ1x.js";const l=document.querySelector(".posts"),b=
document.querySelector(".more");let n=0;function s(){for(const e of p.slice(n,n+=8)){const i=
document.createElement("li");i.innerHTML=`<a href="${e.url}">${e.title}</a><time>${e.date.string}</time>`;
l.append(i)}
b.hidden=n>=p.length}b.onclick=s;s();""",
    )
    made.site.read("/assets/chunks/posts.data.D9f2aQ1x.js")
    made.page(
        "/news/",
        "お知らせ",
        "<h1>お知らせ</h1><ul class='posts'></ul><button class='more' hidden>もっと見る</button><link"
        " rel='modulepreload' "
        "href='/assets/chunks/posts.data.D9f2aQ1x.js'><script type='module'"
        " src='/assets/news_index.md.Bx91.js'></script>",
    )
    made.no_article("/guide/ferry.html", "船の時刻", "一便は七時、最終便は十八時。")
    made.no_article("/guide/shop.html", "売店", "営業時間は九時から十七時まで。")
    made.page(
        "/", "白浜島だより", f"<div class='VPHome'><ul>{made.rows(LINK_ROW, made.of('')[:4])}</ul></div>"
    )
    return made.site


ALPINE = """(function(){document.querySelectorAll("[x-data]").forEach(function(root){
var data=new Function("return ("+root.getAttribute("x-data")+")")();
function run(code,one){return new Function("post","with(this){return ("+code+")}").call(data,one)}
function draw(){root.querySelectorAll("[x-row]").forEach(function(e){e.remove()});
root.querySelectorAll("template[x-for]").forEach(function(t){run(t.getAttribute("x-for").split(
" in ")[1]).forEach(
function(one){var row=t.content.firstElementChild.cloneNode(true);row.setAttribute("x-row","");
var a=row.querySelector("a");a.setAttribute("href",run(a.getAttribute(":href"),one));
a.textContent=run(a.getAttribute("x-text"),one);t.parentNode.insertBefore(row,t)})});
root.querySelectorAll("[x-show]").forEach(function(e){e.style.display=run(e.getAttribute(
"x-show"))?"":"none"})}
root.querySelectorAll("[x-on\\\\:click]").forEach(function(e){e.addEventListener("click",function(){
run(e.getAttribute("x-on:click"));draw()})});draw()})})();"""


def akwaaba() -> Feedless:
    """A Ghanaian paper on Laravel's Blade with Alpine: x-data has the list as Js::from writes it."""
    made = room(
        "akwaaba state en 45 270",
        title="The Akwaaba Chronicle",
        address="/story/{{slug}}-{{id}}",
        sections=(("nation", "Nation"), ("markets", "Markets"), ("football", "Football")),
        first=90210,
        traps=("/livewire/update", "/login", "/broadcasting/auth"),
        robots="User-agent: *\nDisallow: /login\nDisallow: /livewire\n",
        head='<meta name="csrf-token" content="k2J0u">' + OPEN_GRAPH,
        article="""<article class="prose mx-auto"><a href="/category/{{section}}" class="text-red-600"
>{{sectionname}}</a><h1
 class="text-4xl font-bold">{{title}}</h1><div class="flex text-gray-500"><span>{{by}}</span><time
 datetime="{{iso}}">{{[%a, %d %b %Y %H:%M]}}</time></div><div class="mt-6">{{body}}</div><form method="post"
 action="/login"><input type="hidden" name="_token" value="k2J0u"></form></article>""",
        frame="""<!DOCTYPE html><html lang="en-GH"><head><meta charset="utf-8"><title
>{{page}} — The Akwaaba Chronicle</title
>{{head}}<style>[x-cloak]{display:none}</style></head><body class="antialiased"><div
 x-data="{ open: false }"><button
 x-on:click="open = ! open">Menu</button></div><nav><a href="/">Home</a> <a href="/category/nation"
>Nation</a> <a
 href="/category/markets">Markets</a> <a href="/category/football">Football</a> <a href="/jobs">Jobs</a> <a
 href="/login">Log in</a></nav>{{main}}<footer>Accra</footer><script src="/build/assets/app-4ed993c7.js"
 defer></script
></body></html>""",
    )

    def js_from(value: object) -> str:
        text = json.dumps(value, separators=(",", ":")).replace("/", "\\/").replace("\\", "\\\\")
        for plain, code in (
            ('"', "\\u0022"),
            ("'", "\\u0027"),
            ("<", "\\u003C"),
            (">", "\\u003E"),
            ("&", "\\u0026"),
        ):
            text = text.replace(plain, code)
        return f"JSON.parse('{text}')"

    for slug, name in made.sections:
        posts = [
            {
                "id": made.id(story),
                "title": story.title,
                "url": made.url(story),
                "category": {"name": name, "slug": slug},
                "published_at": f"{story.published:%Y-%m-%dT%H:%M:%S}.000000Z",
            }
            for story in made.of(slug)
        ]
        main = (
            f'<h1>{name}</h1><section x-data="{{ shown: 6, posts: {js_from(posts)} }}"><template '
            "x-for='post in posts.slice(0, shown)'><div class='py-4'><a :href='post.url'"
            " x-text='post.title'></a></div>"
            "</template><button class='load-more' x-show='shown &lt; posts.length' x-on:click='shown +="
            " 6'>Load more"
            "</button></section>"
        )
        made.list(f"/category/{slug}", name, main)
    made.site.script("/build/assets/app-4ed993c7.js", ALPINE)
    jobs = [
        {"id": n, "title": f"Sales clerk, branch {n}", "url": f"/jobs/sales-clerk-{n}"} for n in range(1, 7)
    ]
    for job in jobs:
        made.no_article(
            str(job["url"]), str(job["title"]), "Apply with your CV by 10 December.", "JobPosting"
        )
    made.page(
        "/jobs",
        "Jobs",
        f'<h1>Jobs</h1><section x-data="{{ posts: {js_from(jobs)} }}"><template x-for=\'post in'
        " posts'><div><a "
        "class='job' :href='post.url' x-text='post.title'></a></div></template></section>",
    )
    made.page("/", "Home", f"<ul>{made.rows(LINK_ROW, made.of('')[:6])}</ul>")
    return made.site


def kaltenau() -> Feedless:
    """A German valley's paper on Gridsome: window.__INITIAL_STATE__ with edges, pages /nachrichten/2/."""
    made = room(
        "kaltenau state de 40 410",
        title="Kaltenau Kurier",
        address="/nachrichten/{{[%Y/%m]}}/{{slug}}/",
        sections=(("nachrichten", "Nachrichten"),),
        traps=("/.netlify/functions/vote", "/.netlify/identity/token", "/.netlify/functions/hit"),
        head=LINKED,
        article="""<main class="layout"><article class="post"><div class="post-title"><h1
 class="post-title__text">{{title}}</h1><div class="post-meta"
>Veröffentlicht {{[%-d.%-m.%Y, %H:%M]}} Uhr. Von <strong
>{{by}}</strong></div></div><div class="post__content">{{body}}</div></article></main>""",
        frame="""<!DOCTYPE html><html data-html-server-rendered="true" lang="de"><head><title
>{{page}} - Kaltenau Kurier
</title><meta data-vue-tag="ssr" charset="utf-8"><meta data-vue-tag="ssr" name="generator"
 content="Gridsome v0.7.23">
{{head}}</head><body><div id="app" data-server-rendered="true" class="layout"><header class="header"><nav
 class="nav"><a href="/" class="nav__link">Start</a><a href="/nachrichten/" class="nav__link">Nachrichten</a
><a
 href="/hofladen/" class="nav__link">Hofladen</a><a href="/impressum/" class="nav__link">Impressum</a></nav
></header>
{{main}}</div></body></html>""",
    )
    pages = batches(made.of(""), 8)
    for at, some in enumerate(pages, 1):
        edges = [
            {
                "node": {
                    "id": made.fill("{{hash}}", story),
                    "title": story.title,
                    "path": made.paths[story.number],
                    "date": made.clock(story, "%d.%m.%Y"),
                    "timeToRead": 2,
                    "description": story.teaser,
                    "tags": [{"id": "wasser", "title": "Wasser", "path": "/tag/wasser/"}],
                }
            }
            for story in some
        ]
        state = {
            "data": {
                "posts": {"pageInfo": {"totalPages": len(pages), "currentPage": at}, "edges": edges},
                "shop": {
                    "edges": [
                        {"node": {"title": f"Honig {n}", "path": f"/hofladen/honig-{n}/"}} for n in (1, 2)
                    ]
                },
            },
            "context": {"page": at},
        }
        links = "".join(
            f"<a href='/nachrichten/{f'{n}/' if n > 1 else ''}' class='pager__link'>{n}</a>"
            for n in range(1, len(pages) + 1)
        )
        text = json.dumps(state, ensure_ascii=False).replace("<", "\\u003C").replace("/", "\\u002F")
        made.list(
            "/nachrichten/" + (f"{at}/" if at > 1 else ""),
            "Nachrichten",
            "<h1>Nachrichten</h1><div class='posts'></div><nav role='navigation'"
            f" class='pager'>{links}</nav><script>"
            f"window.__INITIAL_STATE__={text};(function(){{var s;(s=document.currentScript||document.scripts["
            "document.scripts.length-1]).parentNode.removeChild(s);}());</script><script "
            "src='/assets/js/app.6d4c1e0b.js' defer></script>",
        )
    made.site.script(
        "/assets/js/app.6d4c1e0b.js",
        """(function(){var b=document.querySelector(".posts"),s=window.__INITIAL_STATE__;if(!b||!s)return;
s.data.posts.edges.forEach(function(e){var d=document.createElement("div");d.className="post-card";
d.innerHTML='<a class="post-card__link" href="'+e.node.path+'">'+e.node.title+"</a>";b.appendChild(d)})})();
""",
    )
    for n in (1, 2):
        made.no_article(f"/hofladen/honig-{n}/", f"Honig {n}", "Glas zu 500 Gramm. 7,50 Euro.", "Product")
    goods = "".join(f"<a href='/hofladen/honig-{n}/'>Honig {n}</a>" for n in (1, 2))
    made.page("/hofladen/", "Hofladen", f"<h1>Hofladen</h1>{goods}")
    made.no_article("/impressum/", "Impressum", "Kaltenau Kurier, Talstraße 9. Telefon 555 0160.")
    made.page("/tag/wasser/", "Wasser", "<h1># Wasser</h1><p>Alles über Wasser.</p>")
    made.page("/", "Start", f"<ul>{made.rows(LINK_ROW, made.of('')[:4])}</ul>")
    return made.site


def fenglin() -> Feedless:
    """A Chinese portal's channels like ifeng's: var allData with newsstream, adData beside it."""
    made = room(
        "fenglin state zh 48 200",
        title="枫林网",
        address="/c/8{{hash}}",
        sections=(("shizheng", "时政"), ("shehui", "社会"), ("caijing", "财经")),
        traps=("/api/vote", "/api/ucenter/login", "/docvv"),
        robots="User-agent: *\nDisallow: /api/\n",
        head='<meta name="og:time " content="{{[%Y-%m-%d %H:%M:%S]}}"><meta name="og:category "'
        ' content="{{sectionname}}">'
        '<meta property="og:type" content="news">',
        article="""<div class="index_main"><div class="index_content"><h1 class="index_title_HkTuJ"
>{{title}}</h1><div
 class="index_info"><span class="index_source">枫林网</span> <span
 class="index_time">{{[%Y年%m月%d日 %H:%M:%S]}}</span> 来自 枫林镇</div><div class="index_text_D0U1y"
>{{body}}</div><p
 class="index_editor">[责任编辑：{{by}}]</p></div></div>""",
        frame="""<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8"><title>{{page}}_枫林网</title
>{{head}}</head><body>
<div class="nav"><a href="/">枫林网</a><a href="/shizheng/">时政</a><a href="/shehui/">社会</a><a
 href="/caijing/">财经</a>
<a href="/aboutus/">关于我们</a></div>{{main}}<div class="footer">枫林网 版权所有</div></body></html>""",
    )
    for slug, name in made.sections:
        stream = [
            {
                "id": made.fill("{{id}}", story),
                "title": story.title,
                "url": f"//www.fenglin.example{made.paths[story.number]}",
                "base62Id": made.paths[story.number].removeprefix("/c/"),
                "newsTime": made.clock(story, "%Y-%m-%d %H:%M:%S"),
                "source": name,
                "type": "article",
                "skey": made.fill("{{hash}}", story)[:6],
                "thumbnails": {"image": []},
                "commentUrl": made.fill("ucms_{{hash}}", story),
            }
            for story in made.of(slug)
        ]
        live = [
            {"title": f"直播：枫林湖畔 第{n}场", "url": f"//www.fenglin.example/live/{n}"}
            for n in range(1, 4)
        ]
        data = {
            "pageId": slug,
            "nav": [{"title": word, "url": f"//www.fenglin.example/{key}/"} for key, word in made.sections],
            "hotLives": live,
            "newsstream": stream,
            "cooperation": [{"title": "友情链接", "url": "//www.fenglin.example/aboutus/"}],
        }
        ads = {"fullScreenAd": {"data": {"preload": "//ads.fenglin-ads.example/0.js", "title": "冬季特卖"}}}
        main = (
            "<div class='hotlive'></div><ul class='news-stream-basic-more'></ul><span"
            " class='loadmore'>点击加载更多</span>"
            f"<script>var allData = {json.dumps(data, ensure_ascii=False)};\nvar adData = "
            f"{json.dumps(ads, ensure_ascii=False)};</script><script src='/fe/channel.0a9d.js'></script>"
        )
        made.list(f"/{slug}/", name, main)
    made.site.script(
        "/fe/channel.0a9d.js",
        """!function(){var u=document.querySelector(".news-stream-basic-more"),m=document.querySelector(
".loadmore"),i=0;
function g(){allData.newsstream.slice(i,i+=8).forEach(function(n){var l=document.createElement("li");
l.innerHTML=
'<h2><a href="'+n.url+'" target="_blank">'+n.title+"</a></h2><time>"+n.newsTime.slice(5,16)+"</time>";
u.appendChild(l)});
m.style.display=i<allData.newsstream.length?"":"none"}allData.hotLives.forEach(function(n){var a=
document.createElement("a");a.href=n.url;a.textContent=n.title;document.querySelector(
".hotlive").appendChild(a)});
m.onclick=g;g()}();""",
    )
    for n in range(1, 4):
        made.no_article(f"/live/{n}", f"直播：枫林湖畔 第{n}场", "直播尚未开始。", "BroadcastEvent")
    made.no_article("/aboutus/", "关于我们", "枫林网编辑部共有八人。电话：0500-5161。")
    made.page("/", "首页", f"<ul class='index_list'>{made.rows(LINK_ROW, made.of('')[:8])}</ul>")
    return made.site


def brzozowo() -> Feedless:
    """A Polish commune on Laravel with Vue components: the list is the attribute :items of one."""
    made = room(
        "brzozowo state pl 40 430",
        title="Gmina Brzozowo",
        address="/wiadomosci/{{id}},{{slug}}",
        sections=(("wiadomosci", "Wiadomości"), ("sport", "Sport")),
        first=3390,
        traps=("/ajax/ankieta", "/logowanie", "/ajax/licznik"),
        robots="User-agent: *\nDisallow: /logowanie\nDisallow: /ajax/\n",
        head='<meta name="description" content="{{teaser}}">',
        article="""<div id="app"><div class="container"><h1 class="tytul">{{title}}</h1><p class="data"
>Dodano:
 {{[%d.%m.%Y, godz. %H:%M]}} | Autor: {{by}}</p><div class="tresc">{{body}}</div><a
 href="/ajax/ankieta?id={{id}}"
>Czy artykuł był pomocny?</a></div></div>""",
        frame="""<!doctype html><html lang="pl"><head><meta charset="utf-8"><meta name="csrf-token"
 content="x9Qe"><title
>{{page}} - Gmina Brzozowo</title>{{head}}</head><body><ul class="nav"><li><a href="/">Start</a></li><li><a
 href="/dzial/wiadomosci">Wiadomości</a></li><li><a href="/dzial/sport">Sport</a></li><li><a
 href="/przetargi">Przetargi</a></li><li><a href="/kontakt">Kontakt</a></li><li><a href="/logowanie"
>Zaloguj</a></li></ul
>{{main}}<script src="/js/app.js?id=71c0"></script></body></html>""",
    )
    for slug, name in made.sections:
        items = [
            {
                "id": made.id(story),
                "tytul": story.title,
                "zajawka": story.teaser,
                "link": made.url(story),
                "created_at": f"{local(story):%Y-%m-%d %H:%M:%S}",
            }
            for story in made.of(slug)
        ]
        coded = escape(json.dumps(items, ensure_ascii=False).replace("/", "\\/"), quote=True)
        main = (
            f'<div id="app"><lista-wiadomosci naglowek="{name}" :na-strone="8"'
            f' :items="{coded}"></lista-wiadomosci></div>'
        )
        made.list(f"/dzial/{slug}", name, main)
    tenders = [{"id": n, "tytul": f"Przetarg nr {n}/2026", "link": f"/przetargi/{n}"} for n in range(1, 6)]
    for tender in tenders:
        made.no_article(
            str(tender["link"]), str(tender["tytul"]), "Termin składania ofert: 15 grudnia, godz. 10."
        )
    coded = escape(json.dumps(tenders, ensure_ascii=False), quote=True)
    made.page(
        "/przetargi",
        "Przetargi",
        f'<lista-wiadomosci naglowek="Przetargi" :na-strone="8" :items="{coded}"></lista-wiadomosci>',
    )
    made.site.script(
        "/js/app.js",
        """(()=>{document.querySelectorAll("lista-wiadomosci").forEach(e=>{const t=JSON.parse(e.getAttribute(
":items")),
n=+e.getAttribute(":na-strone");const h=document.createElement("h1"),u=document.createElement("ul"),p=
document.createElement("p");h.textContent=e.getAttribute("naglowek");p.className="strony";e.append(h,u,p);
function s(k){u.innerHTML="";t.slice(k*n,k*n+n).forEach(i=>{const l=document.createElement("li");l.innerHTML=
`<a href="${i.link}">${i.tytul}</a>`;u.append(l)})}for(let k=0;k*n<t.length;k++){const b=
document.createElement("button");b.textContent=k+1;b.onclick=()=>s(k);p.append(b)}s(0)})})();""",
    )
    made.no_article("/kontakt", "Kontakt", "Urząd Gminy, ulica Polna 1. Telefon 555 0170.")
    made.page("/", "Start", f"<ul>{made.rows(LINK_ROW, made.of('')[:4])}</ul>")
    return made.site


BUILDERS = (zelenyiyar, portlinden, shirahama, akwaaba, kaltenau, fenglin, brzozowo)
