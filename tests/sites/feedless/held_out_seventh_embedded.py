"""Feedless sites that are held out, the seventh set: more lists in the state of pages."""

from __future__ import annotations

import json
from html import escape
from urllib.parse import quote

from tests.sites.building import Document
from tests.sites.feedless.held_out_seventh_desk import (
    LINKED_DATA,
    OPEN_GRAPH,
    compact,
    desk,
    marked,
    plain_page,
)
from tests.sites.feedless.invention import local, millis
from tests.sites.feedless.simulated import Asked, Feedless, as_html, as_json, batches
from tests.sites.stories import Story


def karasu() -> Feedless:
    """A Turkish coast's paper on Laravel and Inertia: data-page, and pages by its header."""
    made = desk(
        "karasu state tr 44 270",
        title="Karasu Postası",
        address="/haber/{{slug}}-{{id}}",
        sections=(("gundem", "Gündem"), ("ekonomi", "Ekonomi")),
        first=22400,
        traps=("/giris", "/api/anket/oy", "/sayac"),
        head=OPEN_GRAPH + "\n" + LINKED_DATA,
        article="""<div id="app"><article class="mx-auto max-w-3xl prose"><h1 class="text-3xl font-bold"
>{{title}}</h1><p
 class="text-sm text-gray-500">{{by}} · {{[%d.%m.%Y %H:%M]}}</p><div class="mt-6">{{body}}</div></article>
</div>""",
        shell="""<!DOCTYPE html><html lang="tr"><head><meta charset="utf-8"><title inertia
>{{page}} - Karasu Postası</title>{{head}}
</head><body class="font-sans antialiased"><nav class="flex"><a href="/">Karasu Postası</a><a
 href="/kategori/gundem">Gündem</a>
<a href="/kategori/ekonomi">Ekonomi</a><a href="/resmi-ilanlar">Resmi ilanlar</a><a href="/giris">Giriş</a>
</nav>{{main}}
<footer><a href="/kunye">Künye</a></footer></body></html>""",
    )
    site = made.site

    def row(story: Story) -> dict[str, object]:
        return {
            "id": made.number(story),
            "baslik": story.title,
            "url": site.url(story),
            "ozet": story.teaser[:90],
            "yayin_tarihi": local(story).isoformat(),
        }

    def answer_for(slug: str, name: str) -> None:
        pages = batches(made.of(slug), 8)
        path = site.full(f"/kategori/{slug}")

        def answer(asked: Asked) -> Document:
            page = asked.number("page", 1)
            some = pages[page - 1] if 1 <= page <= len(pages) else []
            after = f"{path}?page={page + 1}" if page < len(pages) else None
            listed = {
                "current_page": page,
                "data": [row(story) for story in some],
                "first_page_url": f"{path}?page=1",
                "last_page": len(pages),
                "next_page_url": after,
                "path": path,
                "per_page": 8,
                "total": len(made.of(slug)),
            }
            props = {
                "errors": {},
                "auth": {"user": None},
                "kategori": {"ad": name, "slug": slug},
                "haberler": listed,
            }
            value = {
                "component": "Kategori/Goster",
                "props": props,
                "url": f"/kategori/{slug}?page={page}",
                "version": "9b1e",
            }
            if asked.header("X-Inertia"):
                return as_json(value)
            inner = f'<div id="app" data-page="{escape(compact(value))}"></div>{code}'
            return as_html(made.whole(name, inner))

        site.route(f"/kategori/{slug}", answer)
        for page in range(1, len(pages) + 1):
            site.read(f"/kategori/{slug}" + (f"?page={page}" if page > 1 else ""))

    code = "<script type='module' src='/build/assets/app-6f3d.js'></script>"
    made.script(
        "/build/assets/app-6f3d.js",
        """const app=document.getElementById('app');let page=JSON.parse(app.dataset.page);
const list=document.createElement('div'),more=document.createElement('button');more.className='daha';
more.textContent='Daha fazla haber';
app.append(list,more);
const draw=()=>{const h=page.props.haberler;list.insertAdjacentHTML('beforeend',h.data.map(
n=>`<a class="block p-4"
 href="${n.url}"><h3>${n.baslik}</h3><p>${n.ozet}</p></a>`).join(''));more.hidden=!h.next_page_url};
more.onclick=async()=>{const r=await fetch(page.props.haberler.next_page_url,{headers:{'X-Inertia':'true',
'X-Inertia-Version':
page.version,'X-Requested-With':'XMLHttpRequest',Accept:'text/html, application/xhtml+xml'}});
page=await r.json();draw()};draw();""",
    )
    for slug, name in made.sections:
        answer_for(slug, name)
    notices = {n: f"İcra dairesinden taşınmazın açık artırma ilanı {n}" for n in (881, 882, 883)}
    rows = "".join(f"<li><a href='/resmi-ilanlar/{n}'>{t}</a></li>" for n, t in notices.items())
    made.page("/resmi-ilanlar", "Resmi ilanlar", f"<ul>{rows}</ul>")
    for number, name in notices.items():
        made.page(
            f"/resmi-ilanlar/{number}",
            name,
            plain_page(f"{name}\nSatış ilanı ilgililere tebliğ olunur. Basın no: {number}"),
        )
    made.page("/kunye", "Künye", plain_page("Künye\nİmtiyaz sahibi ve yazı işleri müdürü."))
    lead = "<div class='manset'><a href='{{url}}'><h2>{{title}}</h2></a></div>"
    made.page("/", "Ana sayfa", made.rows(lead, made.stories[:6]))
    return site


def valmorin() -> Feedless:
    """A French regional paper with Apollo's cache in its pages: articles by reference."""
    made = desk(
        "valmorin state fr 44 290",
        title="Le Réveil de Valmorin",
        address="/{{section}}/article/{{[%Y/%m/%d]}}/{{slug}}_{{id}}.html",
        sections=(("region", "Région"), ("societe", "Société"), ("eco", "Économie")),
        first=5570300,
        traps=("/compte/connexion", "/graphql-prive", "/api/reaction"),
        head=OPEN_GRAPH,
        article="""<main class="css-1k2j"><article class="css-9ab"><a class="css-kk1" href="/{{section}}/"
>{{sectionname}}</a><h1
 class="css-hd3">{{title}}</h1><div class="css-mt2">Par {{by}} | Publié le {{[%d/%m/%Y à %H:%M]}}</div><div
 class="css-bd7"
>{{body}}</div><p class="css-ft1"><a href="/compte/connexion?retour={{path}}">Connectez-vous pour réagir</a>
</p></article></main>""",
        shell="""<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8"><title>{{page}} - Le Réveil de
 Valmorin</title>{{head}}
</head><body><div id="root"><header><a href="/">Le Réveil de Valmorin</a><nav><a href="/region/">Région</a>
<a href="/societe/"
>Société</a><a href="/eco/">Économie</a><a href="/jeux/">Jeux</a></nav></header>{{main}}<footer><a
 href="/cgu/">CGU</a></footer>
</div></body></html>""",
    )
    site = made.site

    def cache(slug: str, stories: list[Story]) -> str:
        value: dict[str, object] = {}
        for story in stories:
            value[f"Article:{made.number(story)}"] = {
                "__typename": "Article",
                "id": str(made.number(story)),
                "titre": story.title,
                "uri": made.where[story.number],
                "datePublication": local(story).isoformat(),
                "auteur": {"__ref": f"Auteur:{story.author}"},
            }
            value[f"Auteur:{story.author}"] = {
                "__typename": "Auteur",
                "nom": story.author,
                "uri": "/auteurs/",
            }
        value["Jeu:12"] = {
            "__typename": "Jeu",
            "titre": "Mots croisés du week-end",
            "uri": "/jeux/mots-croises/",
        }
        value["ROOT_QUERY"] = {
            "__typename": "Query",
            f'articles({{"first":20,"rubrique":"{slug}"}})': {
                "__typename": "ArticleConnection",
                "nodes": [{"__ref": f"Article:{made.number(story)}"} for story in stories],
            },
            "jeuDuJour": {"__ref": "Jeu:12"},
        }
        return (
            "<main><div class='liste'></div><button class='voir' type='button'>Voir plus</button></main>"
            "<script>"
            f"window.__APOLLO_STATE__={compact(value)};</script><script src='/static/js/main.51d0.js'>"
            "</script>"
        )

    made.script(
        "/static/js/main.51d0.js",
        """(function(){var c=window.__APOLLO_STATE__,q=c.ROOT_QUERY,
k=Object.keys(q).filter(function(x){return x.indexOf("articles(")===0})[0],
n=q[k].nodes,i=0,l=document.querySelector(".liste"),b=document.querySelector(".voir");function more(){
n.slice(i,i+6).forEach(function(r){
var a=c[r.__ref];l.insertAdjacentHTML("beforeend",
'<article><h2><a href="'+a.uri+'">'+a.titre+"</a></h2><span>"+c[a.auteur.__ref].nom+
"</span></article>")});i+=6;b.hidden=i>=n.length}b.onclick=more;more();var g=c[q.jeuDuJour.__ref];
l.insertAdjacentHTML("afterend",
'<aside><a href="'+g.uri+'">'+g.titre+"</a></aside>")})();""",
    )
    for slug, name in made.sections:
        made.list(f"/{slug}/", name, cache(slug, made.of(slug)))
    made.page("/jeux/", "Jeux", "<h1>Jeux</h1><a href='/jeux/mots-croises/'>Mots croisés du week-end</a>")
    made.page(
        "/jeux/mots-croises/",
        "Mots croisés",
        plain_page("Mots croisés du week-end\nHorizontalement : 1. Se lit le matin."),
    )
    made.page("/cgu/", "CGU", plain_page("CGU\nL'accès au site est libre."))
    made.page("/", "À la une", cache("une", [*made.stories[:6]]))
    return site


def jiangwan() -> Feedless:
    """A Chinese portal on ByteDance's framework: RENDER_DATA is JSON in the escapes of an address."""
    made = desk(
        "jiangwan state zh 45 130",
        title="江湾网",
        address="/article/{{id}}/",
        sections=(("shizheng", "时政"), ("minsheng", "民生"), ("jiaoyu", "教育")),
        first=7433100,
        traps=("/passport/web/login", "/api/article/digg", "/mcs/list"),
        head=LINKED_DATA,
        article="""<div class="article-detail-container"><div class="main"><div class="article-content">
<h1>{{title}}</h1><div
 class="article-meta"><span>{{[%Y-%m-%d %H:%M]}}</span><span class="dot">·</span><span class="name"><a
 href="/user/{{section}}/"
>江湾网{{sectionname}}</a></span></div><article class="syl-article-base">{{body}}</article></div></div></div>
""",
        shell="""<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8"><title>{{page}}-江湾网</title>
{{head}}</head><body>
<div id="root"><div class="nav"><a href="/">推荐</a><a href="/channel/shizheng/">时政</a><a
 href="/channel/minsheng/">民生</a>
<a href="/channel/jiaoyu/">教育</a><a href="/passport/web/login">登录</a></div>{{main}}<div class="footer"><a
 href="/about/"
>关于江湾</a></div></div></body></html>""",
    )
    site = made.site

    def item(story: Story) -> dict[str, object]:
        return {
            "groupId": str(made.number(story)),
            "title": story.title,
            "articleUrl": f"/article/{made.number(story)}/",
            "publishTime": millis(story) // 1000,
            "mediaInfo": {"name": "江湾网", "url": made.fill("/user/{{section}}/", story)},
            "cellType": 60,
        }

    def state(stories: list[Story], name: str) -> str:
        film = {"groupId": "900", "title": "视频：江湾的一天", "articleUrl": "/video/900/", "cellType": 49}
        value = {
            "data": {
                "channel": {"name": name},
                "feed": {"list": [*map(item, stories), film]},
                "hotSearch": [{"query": "防洪堤"}],
            }
        }
        coded = quote(json.dumps(value, ensure_ascii=False), safe="")
        return (
            "<div class='feed-card-wrapper'></div><script id='RENDER_DATA' type='application/json'>"
            f"{coded}</script>"
            "<script src='/jiangwan_web_pc/main.4f1.js'></script>"
        )

    made.script(
        "/jiangwan_web_pc/main.4f1.js",
        """!function(){var d=JSON.parse(decodeURIComponent(document.getElementById(
"RENDER_DATA").textContent)).data,i=0,
b=document.querySelector(".feed-card-wrapper"),m=document.createElement("button");m.className="more";
m.textContent="查看更多";
function r(){d.feed.list.slice(i,i+7).forEach(function(x){var n=document.createElement("div");
n.className="feed-card";
n.innerHTML='<a class="title" href="'+x.articleUrl+'">'+x.title+'</a>';b.insertBefore(n,m)});i+=7;
m.hidden=i>=d.feed.list.length}
b.appendChild(m);m.onclick=r;r()}();""",
    )
    for slug, name in made.sections:
        made.list(f"/channel/{slug}/", name, state(made.of(slug), name))
        made.page(f"/user/{slug}/", f"江湾网{name}", plain_page(f"江湾网{name}\n关注 12　粉丝 3,406"))
    made.page(
        "/video/900/",
        "视频：江湾的一天",
        "<h1>视频：江湾的一天</h1><video src='/v/900.mp4'></video><p>1.2万次播放</p>",
        marked("VideoObject", "江湾的一天", uploadDate="2026-11-20"),
    )
    made.page("/about/", "关于江湾", plain_page("关于江湾\n江湾网，看见江湾。"))
    made.page("/", "推荐", state([*made.stories[:6]], "推荐"))
    return site


def konkan() -> Feedless:
    """An Indian paper on Quintype: #initial-page holds collections of collections, and their stories."""
    made = desk(
        "konkan state en 45 210",
        title="Konkan Post",
        address="/{{section}}/{{slug}}",
        sections=(("goa", "Goa"), ("ports", "Ports"), ("fisheries", "Fisheries")),
        traps=("/api/auth/v1/login", "/api/v1/polls/vote", "/stats/qlitics"),
        robots="User-agent: *\nDisallow: /api/auth/\nDisallow: /preview/\n",
        head=OPEN_GRAPH + "\n" + LINKED_DATA,
        article="""<div id="container"><div class="story-grid"><a class="arr--section-name"
 href="/{{section}}">{{sectionname}}</a><h1
 class="arr--story-headline" data-test-id="headline">{{title}}</h1><div class="arr--author"><a
 href="/author/desk">{{by}}</a></div>
<div class="arr--publish-details">Published on: <time datetime="{{iso}}">{{[%d %b %Y, %I:%M %p]}}</time>
</div><div
 class="arr--text-element">{{body}}</div></div></div>""",
        shell="""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{{page}} | Konkan
 Post</title>{{head}}</head><body>
<div id="header"><a href="/">Konkan Post</a><ul><li><a href="/goa">Goa</a></li><li><a href="/ports">Ports</a>
</li><li><a
 href="/fisheries">Fisheries</a></li><li><a href="/web-stories">Web stories</a></li></ul></div>{{main}}<div
 id="footer"><a
 href="/about-us">About us</a> <a href="/author/desk">News desk</a></div></body></html>""",
    )
    site = made.site

    def card(story: Story) -> dict[str, object]:
        inner = {
            "id": made.fill("{{hash}}", story),
            "headline": story.title,
            "slug": made.where[story.number].lstrip("/"),
            "url": site.url(story),
            "published-at": millis(story),
            "author-name": story.author,
            "story-template": "text",
            "sections": [
                {
                    "name": made.fill("{{sectionname}}", story),
                    "section-url": site.full(made.fill("/{{section}}", story)),
                }
            ],
        }
        return {"id": inner["id"], "type": "story", "story": inner}

    def state(kind: str, name: str, items: list[dict[str, object]]) -> str:
        value = {
            "qt": {
                "pageType": kind,
                "data": {"collection": {"name": name, "items": items}},
                "currentPath": "/",
            }
        }
        return (
            "<div id='container'></div><script type='application/json' id='initial-page'>"
            f"{compact(value)}</script>"
            "<script src='/konkan/assets/app-91f2.js'></script>"
        )

    made.script(
        "/konkan/assets/app-91f2.js",
        """(()=>{const c=JSON.parse(document.getElementById("initial-page").textContent).qt.data.collection,
b=document.getElementById("container");let n=9;const flat=a=>a.flatMap(x=>x.type==="collection"?flat(
x.items):[x.story]);
const all=flat(c.items);const draw=()=>{b.innerHTML=all.slice(0,n).map(
s=>`<div class="arr--story-card"><a href="/${s.slug}">
<h6>${s.headline}</h6></a><span>${
s["author-name"]}</span></div>`).join("");if(n<all.length){const m=document.createElement("button");
m.className="arr--button";m.textContent="Load More";m.onclick=()=>{n+=9;draw()};b.append(m)}};draw()})();""",
    )
    for slug, name in made.sections:
        made.list(f"/{slug}", name, state("section-page", name, [card(story) for story in made.of(slug)]))
    slides = {
        "ten-lighthouses": "Ten lighthouses of the coast",
        "monsoon-in-pictures": "The monsoon in pictures",
    }
    made.page(
        "/web-stories",
        "Web stories",
        "".join(f"<a href='/web-stories/{s}'>{n}</a> " for s, n in slides.items()),
    )
    for slug, name in slides.items():
        pictures = "".join(
            f"<amp-story-page id='p{n}'><img src='/s/{n}.jpg' alt=''></amp-story-page>" for n in range(4)
        )
        made.page(
            f"/web-stories/{slug}", name, f"<h1>{name}</h1><amp-story standalone>{pictures}</amp-story>"
        )
    made.page("/author/desk", "News desk", plain_page("News desk\nStories by the desk in Panjim."))
    made.page("/about-us", "About us", plain_page("About us\nKonkan Post is read from Karwar to Alibag."))
    nested: list[dict[str, object]] = [
        {"type": "collection", "name": name, "items": [card(story) for story in made.of(slug)[:3]]}
        for slug, name in made.sections
    ]
    made.page("/", "Home", state("home-page", "Home", nested))
    return site


BUILDERS = (karasu, valmorin, jiangwan, konkan)
