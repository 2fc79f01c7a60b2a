"""Feedless sites for development whose lists are the interfaces of content systems, search and databases.

Each is written after the documentation of what it imitates; other things than articles stand beside them in
the same data: an imprint, jobs, products and adverts. Whoever works on lists looks at these.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from html import escape
from typing import Any
from urllib.parse import parse_qsl, quote

from tests.sites.building import Document
from tests.sites.feedless.invention import local, serial, slugged
from tests.sites.feedless.json_lists import empty_shell
from tests.sites.feedless.layouts import bundle, navigation, shell
from tests.sites.feedless.simulated import Asked, Feedless, as_json, batch, start
from tests.sites.stories import Story

REFUSED = as_json({"error": "bad request"}, status=400)
JSON_TYPE = "application/json"
OTHERS = (
    ("/impressum.html", "Imprint of the publishing house and its editors"),
    ("/jobs/printer-12.html", "We are looking for a printer who knows old machines"),
    ("/shop/product/99.html", "A calendar for the coming year, on heavy paper"),
)
OTHER_TEXT = (
    "The house stands at the old harbour and has done so since the fire. Whoever comes by train takes the "
    "line "
    "to the mill. Parcels are taken in at the back door. Prices are those of the list of January, with the "
    "tax."
)


def strangers(site: Feedless, name: str = "title", link: str = "url") -> dict[str, list[dict[str, Any]]]:
    """Add pages that are no articles; return them as data has them beside articles."""
    for path, title in OTHERS:
        text = f"<h1>{title}</h1><p>{OTHER_TEXT}</p><p>{title}. {OTHER_TEXT}</p>"
        site.page(path, shell(title, text, language=site.language))
    told = [{"id": n, name: title, link: path} for n, (path, title) in enumerate(OTHERS)]
    advert = {
        "id": 88,
        name: "Winter sale: boots at half price",
        link: f"http://shop.{site.name}-ads.example/deal/88",
    }
    return {
        "legal": told[:1],
        "jobs": told[1:2],
        "products": told[2:],
        "adverts": [advert, {**advert, "id": 89}],
    }


def app(
    site: Feedless, title: str, code: str, *, inner: str = "<div id='app'></div>", head: str = ""
) -> None:
    """Give a site a home page whose built script is the code."""
    site.script("/assets/main.4c1d.js", bundle(code, seed=site.name))
    empty_shell(site, title, "/assets/main.4c1d.js", root=inner, head=head)


def iso(story: Story) -> str:
    """Return when a story was published, as interfaces state it."""
    return story.published.isoformat(timespec="seconds").replace("+00:00", "Z")


def sitefinity() -> Feedless:
    """OData as Sitefinity has it; the box of the list says where its articles' pages are."""

    def dated(story: Story) -> str:
        return f"/{local(story):%Y/%m/%d}/{slugged(story)}"

    site = start(
        "dvodatabox",
        "interface",
        "de",
        48,
        title="Kreisbote Altenried",
        layout="meta",
        address=lambda story: f"/aktuelles/meldung{dated(story)}",
    )

    def answer(asked: Asked) -> Document:
        at, size = asked.number("$skip", 0), min(50, asked.number("$top", 50))
        rows = [
            {
                "Id": f"{serial(story, 900):08x}-11aa-4b2c-9d3e-0f1a2b3c4d5e",
                "LastModified": iso(story),
                "PublicationDate": iso(story),
                "Title": story.title,
                "UrlName": slugged(story),
                "ItemDefaultUrl": dated(story),
                "Summary": story.teaser[:60],
                "AllowComments": False,
            }
            for story in site.stories[at : at + size]
        ]
        told: dict[str, Any] = {"@odata.context": f"{site.root}/odata/$metadata#newsitems", "value": rows}
        if at + size < len(site.stories):
            told["@odata.nextLink"] = (
                f"{site.root}/odata/newsitems?$orderby=PublicationDate%20desc&$top={size}&$skip={at + size}"
            )
        return as_json(told)

    site.route("/odata/newsitems", answer)
    others = strangers(site, "Title", "Url")
    site.data("/odata/services", {"value": [*others["products"], *others["jobs"]]})
    code = (
        'var b=document.querySelector(".sf-list"),s=0;function '
        'more(){fetch(b.dataset.service+"?$orderby=PublicationDate%20desc&$top=20&$skip="+s)'
        ".then(function(r){return r.json()}).then(function(d){d.value.forEach(function(i){var "
        'a=document.createElement("a");'
        "a.href=b.dataset.detailPage+i.ItemDefaultUrl;a.textContent=i.Title;b.appendChild(a)});"
        "s+=20})}more();"
        'document.querySelector(".more").onclick=more'
    )
    inner = (
        "<div class='sf-list' data-service='/odata/newsitems' data-detail-page='/aktuelles/meldung' "
        "data-culture='de'></div><button class='more'>Mehr laden</button>"
    )
    app(site, "Kreisbote Altenried", code, inner=inner)
    for at in (0, 20, 40):
        site.read(f"/odata/newsitems?$orderby=PublicationDate%20desc&$top=20&$skip={at}")
    return site


def odata_plain() -> Feedless:
    """OData without a link to the next page; the attribute of the box names the page of an article."""
    site = start(
        "dvodataplain",
        "interface",
        "fr",
        44,
        title="La Gazette de Montreval",
        address=lambda story: f"/actualites/detail/{slugged(story)}",
    )

    def answer(asked: Asked) -> Document:
        at, size = asked.number("$skip", 0), min(50, asked.number("$top", 50))
        rows = [
            {
                "ArticleId": serial(story, 9100),
                "Titre": story.title,
                "UrlName": slugged(story),
                "DatePublication": iso(story),
            }
            for story in site.stories[at : at + size]
        ]
        return as_json(
            {"@odata.context": "$metadata#Articles", "@odata.count": len(site.stories), "value": rows}
        )

    site.route("/odata/Articles", answer)
    strangers(site)
    code = (
        '$(function(){var box=$("#fil"),skip=0;function suite(){$.getJSON("/odata/Articles?$count=true&'
        '$top=16&$skip="+skip+'
        '"&$orderby=DatePublication desc",function(d){$.each(d.value,function(i,a){box.append($("<a>")'
        '.attr("href",'
        'box.data("item-url")+a.UrlName).text(a.Titre))});skip+=d.value.length})}suite();$("#suite")'
        ".click(suite)})"
    )
    inner = (
        "<section id='fil' data-item-url='/actualites/detail/' data-lang='fr'></section><a id='suite'>"
        "Suite</a>"
    )
    app(site, "La Gazette de Montreval", code, inner=inner)
    for at in (0, 16, 32):
        site.read(f"/odata/Articles?$count=true&$top=16&$skip={at}&$orderby=DatePublication%20desc")
    return site


def detail_attribute() -> Feedless:
    """A box whose attributes name the list and the page of an article; its script is another's."""
    site = start(
        "dvdetailpage",
        "interface",
        "ru",
        40,
        title="Верхнеярский край",
        layout="ld",
        address=lambda story: f"/press/novost/{serial(story, 3100)}-{story.published:%d%m}",
    )

    def answer(asked: Asked) -> Document:
        at, size = asked.number("$skip", 0), min(50, asked.number("$top", 50))
        rows = [
            {
                "Id": f"{serial(story, 3100):08x}-22bb-4b2c-9d3e-0f1a2b3c4d5e",
                "Title": story.title,
                "UrlName": f"{serial(story, 3100)}-{story.published:%d%m}",
                "PublicationDate": iso(story),
                "Author": story.author,
            }
            for story in site.stories[at : at + size]
        ]
        return as_json(
            {"value": rows, "@odata.count": len(site.stories), "Banners": strangers(site)["adverts"]}
        )

    site.route("/odata/news", answer)
    strangers(site)
    box = (
        "<div data-widget='list' data-api-url='/odata/news?$top=15&amp;$skip=0&amp;"
        "$orderby=PublicationDate+desc' "
        "data-detail-page='/press/novost/' data-image-page='/images/'></div>"
    )
    about = navigation((("/about.html", "О нас"), ("/contact.html", "Контакты"), (OTHERS[0][0], "Imprint")))
    foot = "<script src='https://widgets.listen.example/v3/widget.js' async></script>"
    site.page("/", shell("Верхнеярский край", about + box, language="ru", foot=foot))
    for at in (0, 15, 30):
        site.read(f"/odata/news?$top=15&$skip={at}&$orderby=PublicationDate+desc")
    return site


GROQ = (
    '*[_type=="post"&&!(_id in path("drafts.**"))]|order(publishedAt desc)[$from...$to]{_id,title,'
    '"slug":slug.current,publishedAt}'
)


def sanity() -> Feedless:
    """Sanity: the query is a parameter, its bounds are two others, and both move."""
    site = start(
        "dvgroq",
        "interface",
        "en",
        42,
        title="Harbour Fold",
        layout="ld",
        address=lambda story: f"/reads/{slugged(story)}",
    )

    def answer(asked: Asked) -> Document:
        query = asked.query
        begin, end = query.get("$from", ""), query.get("$to", "")
        if "post" not in query.get("query", "") or not begin.isdigit() or not end.isdigit():
            return REFUSED
        rows = [
            {
                "_id": f"p{serial(story, 800)}",
                "title": story.title,
                "slug": slugged(story),
                "publishedAt": iso(story),
            }
            for story in site.stories[int(begin) : min(int(end), int(begin) + 50)]
        ]
        return as_json({"ms": 7, "query": query["query"], "result": rows})

    site.route("/v2024-01-01/data/query/production", answer)
    strangers(site)
    code = (
        f"const Q=`{GROQ}`,S=14;let f=0;async function m(){{const "
        f"u=`/v2024-01-01/data/query/production?query=${{encodeURIComponent(Q)}}"
        "&$from=${f}&$to=${f+S}`;const{result:r}=await(await fetch(u)).json();r.forEach(e=>"
        "add(`/reads/${e.slug}`,e.title));f+=S}m()"
    )
    app(site, "Harbour Fold", code)
    for at in (0, 14, 28):
        site.read(f"/v2024-01-01/data/query/production?query={quote(GROQ, safe='')}&$from={at}&$to={at + 14}")
    return site


def elastic() -> Feedless:
    """Elasticsearch: POST of a query with from and size; the hits are deep, other kinds stand among them."""
    site = start(
        "dvelastic",
        "interface",
        "es",
        45,
        title="El Correo de Ribera",
        layout="meta",
        address=lambda story: f"/noticia/{serial(story, 30110)}/{slugged(story)}",
    )

    def answer(asked: Asked) -> Document:
        if asked.method != "POST" or "query" not in asked.value:
            return REFUSED
        at, size = asked.number("from", 0), min(50, asked.number("size", 10))
        others = strangers(site, "titulo", "ruta")
        hits = [
            {
                "_index": "web",
                "_id": str(serial(story, 30110)),
                "_source": {
                    "type": "noticia",
                    "titulo": story.title,
                    "ruta": site.path(story),
                    "fecha": iso(story),
                },
            }
            for story in site.stories[at : at + size]
        ]
        if at == 0:
            hits.insert(
                4,
                {
                    "_index": "web",
                    "_id": "s1",
                    "_source": {"type": "product", **others["products"][0], "fecha": iso(site.stories[0])},
                },
            )
        return as_json(
            {
                "took": 2,
                "hits": {
                    "total": {"value": len(site.stories), "relation": "eq"},
                    "max_score": None,
                    "hits": hits,
                },
            }
        )

    site.route("/buscador/web/_search", answer)
    strangers(site)
    code = (
        "class L{constructor(){this.from=0;this.size=15}async next(){const r=await "
        "fetch('/buscador/web/_search',{method:'POST',"
        "headers:{'Content-Type':'application/json'},body:JSON.stringify({from:this.from,size:this.size,"
        "query:{match_all:{}},"
        "sort:[{fecha:{order:'desc'}}]})});this.from+=this.size;return(await r.json()).hits.hits.map(h=>"
        "h._source)}}new L().next()"
    )
    app(site, "El Correo de Ribera", code)
    for at in (0, 15, 30):
        body = json.dumps(
            {"from": at, "size": 15, "query": {"match_all": {}}, "sort": [{"fecha": {"order": "desc"}}]}
        )
        site.read("/buscador/web/_search", "POST", body, JSON_TYPE)
    return site


def algolia() -> Feedless:
    """Algolia's queries of several indexes at once: the page is a part of a text in an array of a body."""
    site = start(
        "dvalgolia",
        "interface",
        "pt",
        40,
        title="Folha de Ribeira Alta",
        address=lambda story: f"/noticias/{local(story):%Y}/{slugged(story)}",
    )
    path = "/1/indexes/*/queries"

    def answer(asked: Asked) -> Document:
        told = json.loads(asked.body or "{}") if asked.method == "POST" else {}
        if asked.query.get("x-algolia-application-id") != "RIBEIRA1" or not told.get("requests"):
            return REFUSED
        results: list[dict[str, Any]] = []
        for one in told["requests"]:
            given = dict(parse_qsl(one.get("params", "")))
            page, size = int(given.get("page", "0")), int(given.get("hitsPerPage", "20"))
            hits: list[dict[str, Any]] = [
                {
                    "objectID": str(serial(story, 7001)),
                    "titulo": story.title,
                    "permalink": site.path(story),
                    "data": int(story.published.timestamp()),
                }
                for story in batch(site.stories, page, size)
            ]
            if one.get("indexName") != "noticias":
                hits = strangers(site, "titulo", "permalink")["products"]
            results.append(
                {
                    "hits": hits,
                    "index": one.get("indexName"),
                    "page": page,
                    "nbPages": -(-len(site.stories) // size),
                    "nbHits": len(site.stories),
                    "hitsPerPage": size,
                }
            )
        return as_json({"results": results})

    site.route(path, answer)
    strangers(site)
    code = (
        'var A="RIBEIRA1",K="5f1c9d3ab7e2",p=0;function busca(){return '
        'fetch("/1/indexes/*/queries?x-algolia-application-id="+A+"&x-algolia-api-key="+K,'
        '{method:"POST",headers:{"Content-Type":"application/json"},'
        'body:JSON.stringify({requests:[{indexName:"noticias",params:"query=&hitsPerPage=16&page="+p}]})})'
        ".then(function(r){return r.json()}).then(function(d){draw(d.results[0].hits);p++})}busca()"
    )
    app(site, "Folha de Ribeira Alta", code)
    for page in (0, 1, 2):
        body = json.dumps(
            {"requests": [{"indexName": "noticias", "params": f"query=&hitsPerPage=16&page={page}"}]}
        )
        site.read(
            f"{path}?x-algolia-application-id=RIBEIRA1&x-algolia-api-key=5f1c9d3ab7e2",
            "POST",
            body,
            JSON_TYPE,
        )
    return site


NODES = (
    "query Articles($offset:Int,$limit:Int){articles(offset:$offset,limit:$limit){total items{id title "
    "slug publishedAt}}jobs{title url}}"
)


def graphql_offset() -> Feedless:
    """GraphQL by offset and limit, with jobs in the same answer."""
    site = start(
        "dvgqloffset",
        "interface",
        "de",
        42,
        title="Werkhof Zeitung",
        layout="ld",
        address=lambda story: f"/beitrag/{slugged(story)}",
    )

    def answer(asked: Asked) -> Document:
        if asked.method != "POST" or "articles" not in str(asked.value.get("query")):
            return REFUSED
        given: dict[str, Any] = asked.value.get("variables") or {}
        at, size = int(given.get("offset") or 0), min(20, int(given.get("limit") or 10))
        items = [
            {
                "id": serial(story, 800),
                "title": story.title,
                "slug": slugged(story),
                "publishedAt": iso(story),
            }
            for story in site.stories[at : at + size]
        ]
        told = {"articles": {"total": len(site.stories), "items": items}, "jobs": strangers(site)["jobs"] * 3}
        return as_json({"data": told})

    site.route("/api/graphql", answer)
    strangers(site)
    code = (
        f"const D=`{NODES}`;function run(o){{return axios.post('/api/graphql',{{operationName:'Articles',"
        f"query:D,variables:{{offset:o,limit:14}}}})}}"
        "run(0).then(function(r){r.data.data.articles.items.map(function(a){link('/beitrag/'+a.slug,"
        "a.title)})})"
    )
    app(site, "Werkhof Zeitung", code)
    for at in (0, 14, 28):
        body = json.dumps(
            {"operationName": "Articles", "query": NODES, "variables": {"offset": at, "limit": 14}}
        )
        site.read("/api/graphql", "POST", body, JSON_TYPE)
    return site


def persisted() -> Feedless:
    """GraphQL by GET, of which only the hash of the query is sent; edges and a cursor."""
    site = start(
        "dvpersisted",
        "interface",
        "ja",
        40,
        title="北港新報",
        layout="meta",
        address=lambda story: f"/articles/{serial(story, 55400)}",
    )
    sha = "3b1f" * 16
    extensions = json.dumps({"persistedQuery": {"version": 1, "sha256Hash": sha}}, separators=(",", ":"))

    def answer(asked: Asked) -> Document:
        stated: dict[str, Any] = asked.object_of("extensions").get("persistedQuery") or {}
        if stated.get("sha256Hash") != sha:
            return as_json({"errors": [{"message": "PersistedQueryNotFound"}]})
        given = asked.object_of("variables")
        after = str(given.get("after") or "")
        at = int(after.removeprefix("k")) if after.removeprefix("k").isdigit() else 0
        size = min(20, int(given.get("first") or 10))
        edges = [
            {
                "cursor": f"k{at + n + 1}",
                "node": {
                    "databaseId": serial(story, 55400),
                    "headline": story.title,
                    "path": site.path(story),
                    "publishedAt": iso(story),
                },
            }
            for n, story in enumerate(site.stories[at : at + size])
        ]
        turn = {"hasNextPage": at + size < len(site.stories), "endCursor": f"k{at + len(edges)}"}
        return as_json({"data": {"latest": {"edges": edges, "pageInfo": turn}}})

    site.route("/graphql", answer)
    strangers(site)
    code = (
        f'const X={{persistedQuery:{{version:1,sha256Hash:"{sha}"}}}};async function q(a){{const '
        f"v={{first:14,after:a}};"
        'const u="/graphql?operationName=Latest&variables="+encodeURIComponent(JSON.stringify(v))+"&'
        'extensions="+encodeURIComponent(JSON.stringify(X));'
        "return(await fetch(u)).json()}q(null)"
    )
    app(site, "北港新報", code)
    for at in (0, 14, 28):
        given = quote(
            json.dumps({"first": 14, "after": f"k{at}" if at else None}, separators=(",", ":")), safe=""
        )
        site.read(f"/graphql?operationName=Latest&variables={given}&extensions={quote(extensions, safe='')}")
    return site


def strapi() -> Feedless:
    """Strapi: pagination[page], the members below `attributes`, and the address made of a slug."""
    site = start(
        "dvstrapi",
        "interface",
        "ru",
        46,
        title="Заречный вестник",
        address=lambda story: f"/novosti/{serial(story, 4400)}-n",
    )

    def answer(asked: Asked) -> Document:
        page, size = asked.number("pagination[page]", 1), min(100, asked.number("pagination[pageSize]", 25))
        rows = [
            {
                "id": story.number + 1,
                "attributes": {
                    "title": story.title,
                    "slug": f"{serial(story, 4400)}-n",
                    "publishedAt": iso(story),
                    "cover": {
                        "data": {
                            "id": 5,
                            "attributes": {"url": f"/uploads/{story.number}.jpg", "name": "cover.jpg"},
                        }
                    },
                },
            }
            for story in batch(site.stories, page - 1, size)
        ]
        told = {
            "page": page,
            "pageSize": size,
            "pageCount": -(-len(site.stories) // size),
            "total": len(site.stories),
        }
        return as_json({"data": rows, "meta": {"pagination": told}})

    site.route("/api/articles", answer)
    site.data("/api/jobs", {"data": strangers(site)["jobs"], "meta": {}})
    code = (
        'const B="/api";function list(p){return fetch(`${B}/articles?sort=publishedAt:desc&'
        "pagination[page]=${p}&pagination[pageSize]=20&populate=cover`)"
        ".then(e=>e.json()).then(e=>e.data.map(t=>h(Link,{to:`/novosti/${t.attributes.slug}`},"
        "t.attributes.title)))}list(1);fetch(`${B}/jobs`)"
    )
    app(site, "Заречный вестник", code)
    for page in (1, 2, 3):
        site.read(
            f"/api/articles?sort=publishedAt:desc&pagination[page]={page}&pagination[pageSize]=20&"
            "populate=cover"
        )
    return site


def directus() -> Feedless:
    """Directus: fields, limit and page; how many there are stands in `meta`."""
    site = start(
        "dvdirectus",
        "interface",
        "ko",
        44,
        title="은항신문",
        layout="meta",
        address=lambda story: f"/news/{serial(story, 61200)}",
    )

    def answer(asked: Asked) -> Document:
        page, size = asked.number("page", 1), min(50, asked.number("limit", 100))
        rows = [
            {
                "id": serial(story, 61200),
                "status": "published",
                "title": story.title,
                "date_published": iso(story),
            }
            for story in batch(site.stories, page - 1, size)
        ]
        return as_json({"data": rows, "meta": {"filter_count": len(site.stories)}})

    site.route("/items/articles", answer)
    site.data("/items/products", {"data": [{"id": 99, "status": "published", "title": OTHERS[2][1]}] * 2})
    strangers(site)
    code = (
        'const fields=["id","status","title","date_published"].join(",");function get(p){return '
        'fetch("/items/articles?fields="+fields+'
        '"&sort=-date_published&limit=18&meta=filter_count&page="+p).then(r=>r.json())}get(1)'
        '.then(({data:d})=>d.forEach(a=>put("/news/"+a.id,a.title)))'
    )
    app(site, "은항신문", code)
    for page in (1, 2, 3):
        site.read(
            "/items/articles?fields=id,status,title,date_published&sort=-date_published&limit=18&"
            f"meta=filter_count&page={page}"
        )
    return site


def jsonapi() -> Feedless:
    """JSON:API of a headless Drupal: page[offset], links.next.href, and the alias of each article."""
    site = start(
        "dvjsonapi",
        "interface",
        "en",
        36,
        title="Reach Council Paper",
        layout="ld",
        address=lambda story: f"/stories/{slugged(story)}",
    )

    def answer(asked: Asked) -> Document:
        at, size = asked.number("page[offset]", 0), min(50, asked.number("page[limit]", 50))
        rows = [
            {
                "type": "node--story",
                "id": f"{serial(story, 700):08x}-0000-4000-8000-000000000001",
                "links": {
                    "self": {
                        "href": f"{site.root}/jsonapi/node/story/{serial(story, 700):08x}-0000-4000-8000-00"
                        "0000000001"
                    }
                },
                "attributes": {
                    "drupal_internal__nid": serial(story, 700),
                    "title": story.title,
                    "created": story.published.isoformat(),
                    "path": {"alias": site.path(story), "pid": 4, "langcode": "en"},
                },
            }
            for story in site.stories[at : at + size]
        ]
        links = {"self": {"href": asked.url}}
        if at + size < len(site.stories):
            links["next"] = {
                "href": f"{site.root}/jsonapi/node/story?page%5Boffset%5D={at + size}&"
                f"page%5Blimit%5D={size}&sort=-created"
            }
        return as_json(
            {"jsonapi": {"version": "1.0"}, "data": rows, "links": links}, "application/vnd.api+json"
        )

    site.route("/jsonapi/node/story", answer)
    strangers(site)
    code = (
        'const base="/jsonapi/node";async function load(u){const r=await '
        'fetch(u,{headers:{Accept:"application/vnd.api+json"}});const j=await r.json();'
        "show(j.data);next=j.links.next&&j.links.next.href}load(base+'/story?page[limit]=12&page[offset]=0&"
        "sort=-created')"
    )
    app(site, "Reach Council Paper", code)
    for at in (0, 12, 24):
        site.read(f"/jsonapi/node/story?page[limit]=12&page[offset]={at}&sort=-created")
    return site


def contentful() -> Feedless:
    """Contentful: skip and limit, members below `fields`, pictures and authors in `includes`."""
    site = start(
        "dvcontentful",
        "interface",
        "fr",
        42,
        title="Les Cahiers du Lac",
        layout="meta",
        address=lambda story: f"/carnets/{slugged(story)}",
    )

    def answer(asked: Asked) -> Document:
        if asked.query.get("content_type") != "article":
            return REFUSED
        at, size = asked.number("skip", 0), min(50, asked.number("limit", 100))
        own = site.stories[at : at + size]
        rows = [
            {
                "sys": {
                    "id": f"e{serial(story, 6100)}",
                    "type": "Entry",
                    "createdAt": iso(story),
                    "updatedAt": iso(story),
                    "contentType": {"sys": {"type": "Link", "id": "article"}},
                },
                "fields": {
                    "titre": story.title,
                    "slug": slugged(story),
                    "date": iso(story),
                    "auteur": {"sys": {"type": "Link", "linkType": "Entry", "id": "a1"}},
                },
            }
            for story in own
        ]
        assets = [
            {
                "sys": {"id": f"i{story.number}", "type": "Asset"},
                "fields": {
                    "title": f"Photographie du {local(story):%d/%m/%Y} au bord du lac",
                    "file": {"url": f"//images.example/{story.number}.jpg"},
                },
            }
            for story in own
        ]
        return as_json(
            {
                "sys": {"type": "Array"},
                "total": len(site.stories),
                "skip": at,
                "limit": size,
                "items": rows,
                "includes": {
                    "Asset": assets,
                    "Entry": [{"sys": {"id": "a1"}, "fields": {"nom": "Julien Prat", "slug": "julien-prat"}}],
                },
            }
        )

    site.route("/spaces/k4/environments/master/entries", answer)
    strangers(site)
    code = (
        'const c={space:"k4",environment:"master",accessToken:"cda_91f0"};function entries(s){return '
        "fetch(`/spaces/${c.space}/environments/${c.environment}/entries?access_token=${c.accessToken}"
        "&content_type=article&order=-fields.date&limit=15&skip=${s}`).then(r=>r.json())}entries(0)"
        ".then(r=>r.items.map(i=>({href:`/carnets/${i.fields.slug}`})))"
    )
    app(site, "Les Cahiers du Lac", code)
    for at in (0, 15, 30):
        site.read(
            "/spaces/k4/environments/master/entries?access_token=cda_91f0&content_type=article&"
            f"order=-fields.date&limit=15&skip={at}"
        )
    return site


def data_tables() -> Feedless:
    """DataTables on the server: POST of draw, start and length; rows are arrays with a link in one."""
    site = start(
        "dvdatatables",
        "interface",
        "es",
        48,
        title="Boletín de Vega",
        address=lambda story: f"/boletin/ficha/{serial(story, 8800)}",
    )

    def answer(asked: Asked) -> Document:
        if asked.method != "POST" or "draw" not in asked.form:
            return REFUSED
        at, size = asked.number("start", 0), min(50, asked.number("length", 10))
        rows = [
            [
                f"{local(story):%d/%m/%Y}",
                f"<a href='{site.path(story)}'>{escape(story.title)}</a>",
                story.author,
            ]
            for story in site.stories[at : at + size]
        ]
        return as_json(
            {
                "draw": asked.number("draw", 1),
                "recordsTotal": len(site.stories),
                "recordsFiltered": len(site.stories),
                "data": rows,
            }
        )

    site.route("/boletin/tabla", answer)
    strangers(site)
    code = (
        "jQuery(function($){$('#tabla').DataTable({processing:true,serverSide:true,pageLength:16,order:[[0,"
        "'desc']],"
        "ajax:{url:'/boletin/tabla',type:'POST'},"
        "columns:[{title:'Fecha'},{title:'Título'},{title:'Autor'}]})})"
    )
    app(site, "Boletín de Vega", code, inner="<table id='tabla'></table>")
    for at in (0, 16, 32):
        site.read(
            "/boletin/tabla", "POST", f"draw=1&start={at}&length=16", "application/x-www-form-urlencoded"
        )
    return site


def callback_in_path() -> Feedless:
    """JSONP whose callback is a part of the path."""
    site = start(
        "dvpathjsonp",
        "interface",
        "zh",
        45,
        title="白沙新闻网",
        address=lambda story: f"/n/{local(story):%Y%m%d}/{serial(story, 77100)}.html",
    )

    def page(number: int) -> str:
        rows = [
            {
                "id": serial(story, 77100),
                "bt": story.title,
                "lj": site.path(story),
                "sj": f"{local(story):%Y-%m-%d %H:%M:%S}",
            }
            for story in batch(site.stories, number - 1, 15)
        ]
        told = {"list": rows, "ad": strangers(site, "bt", "lj")["adverts"], "count": len(site.stories)}
        return f"showNews({json.dumps(told, ensure_ascii=False)})"

    for number in (1, 2, 3):
        site.script(f"/jsonp/showNews/yaowen/{number}", page(number))
        site.read(f"/jsonp/showNews/yaowen/{number}")
    code = (
        "var cb='showNews',page=1;window[cb]=function(d){draw(d.list)};function more(){var "
        "s=document.createElement('script');"
        "s.src='/jsonp/'+cb+'/yaowen/'+page;document.body.appendChild(s);page++}more();"
        "document.getElementById('m').onclick=more;"
    )
    about = navigation((("/about.html", "关于我们"), ("/contact.html", "广告服务")))
    site.page(
        "/",
        shell(
            "白沙新闻网",
            f"{about}<ul id='l'></ul><p id='m'>加载更多</p>",
            language="zh",
            foot=f"<script>{code}</script>",
        ),
    )
    return site


def xml_records() -> Feedless:
    """A list in XML that is no feed, read by a script with XMLHttpRequest."""
    site = start(
        "dvxmlrows",
        "interface",
        "de",
        40,
        title="Talpost",
        layout="meta",
        address=lambda story: f"/text/{serial(story, 9210)}.html",
    )

    def answer(asked: Asked) -> Document:
        rows = "".join(
            f"<eintrag nr='{serial(story, 9210)}'><kopf>{escape(story.title)}</kopf>"
            f"<pfad>{site.path(story)}</pfad><zeit>{local(story).isoformat()}</zeit></eintrag>"
            for story in batch(site.stories, asked.number("seite", 1) - 1, 14)
        )
        return Document(
            "<?xml version='1.0' encoding='UTF-8'?><liste "
            f"anzahl='{len(site.stories)}'>{rows}</liste>".encode(),
            "text/xml",
        )

    site.route("/daten/liste.xml", answer)
    strangers(site)
    code = (
        "var seite=1;function hole(){var x=new XMLHttpRequest();x.open('GET',"
        "'/daten/liste.xml?seite='+seite);x.onload=function(){"
        "var e=x.responseXML.getElementsByTagName('eintrag');for(var i=0;i<e.length;i++)zeige(e[i]);"
        "seite++};x.send()}hole()"
    )
    app(site, "Talpost", code)
    for number in (1, 2, 3):
        site.read(f"/daten/liste.xml?seite={number}")
    return site


def strapi_five() -> Feedless:
    """Strapi's fifth version: members at the top, documentId, and pagination by start and limit."""
    site = start(
        "dvstrapifive",
        "interface",
        "pt",
        45,
        title="Diário da Serra",
        layout="ld",
        address=lambda story: f"/materia/{slugged(story)}",
    )

    def answer(asked: Asked) -> Document:
        at, size = asked.number("pagination[start]", 0), min(100, asked.number("pagination[limit]", 25))
        rows = [
            {
                "id": 3 * story.number + 1,
                "documentId": f"doc{serial(story, 500)}xk",
                "titulo": story.title,
                "slug": slugged(story),
                "publishedAt": iso(story),
                "locale": "pt-BR",
            }
            for story in site.stories[at : at + size]
        ]
        return as_json(
            {"data": rows, "meta": {"pagination": {"start": at, "limit": size, "total": len(site.stories)}}}
        )

    site.route("/cms/api/materias", answer)
    strangers(site)
    code = (
        'const api=axios.create({baseURL:"/cms/api"});let s=0;const mais=()=>'
        'api.get("/materias",{params:{"sort[0]":"publishedAt:desc","pagination[start]":s,'
        '"pagination[limit]":15}})'
        '.then(({data:{data:r}})=>{r.forEach(m=>push({titulo:m.titulo,href:"/materia/"+m.slug}));s+=15});'
        "mais()"
    )
    app(site, "Diário da Serra", code)
    for at in (0, 15, 30):
        site.read(f"/cms/api/materias?sort[0]=publishedAt:desc&pagination[start]={at}&pagination[limit]=15")
    return site


BUILDERS: Sequence[Callable[[], Feedless]] = (
    sitefinity,
    odata_plain,
    detail_attribute,
    sanity,
    elastic,
    algolia,
    graphql_offset,
    persisted,
    strapi,
    strapi_five,
    directus,
    jsonapi,
    contentful,
    data_tables,
    callback_in_path,
    xml_records,
)
