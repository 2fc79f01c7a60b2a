"""Feedless sites whose lists answer to POST only: bodies of JSON, forms, GraphQL."""

from __future__ import annotations

import json
from typing import Any

from tests.sites.building import Document
from tests.sites.feedless.invention import local, millis, serial, slugged
from tests.sites.feedless.json_lists import empty_shell
from tests.sites.feedless.layouts import bundle, hot_words, navigation, shell
from tests.sites.feedless.simulated import Asked, Feedless, as_json, batch, start

JSON_TYPE, FORM_TYPE = "application/json", "application/x-www-form-urlencoded"
REFUSED = as_json({"code": 405, "msg": "Request method 'GET' not supported"}, status=405)


def json_body() -> Feedless:
    """A county's media centre: POST with {"channelId":…,"pageNum":…}."""
    site = start(
        "postjson",
        "post",
        "zh",
        45,
        title="临河区融媒体中心",
        host="rmt.linhequ.example",
        address=lambda story: f"/web/detail/{serial(story, 31877)}.html",
    )

    def answer(asked: Asked) -> Document:
        if asked.method != "POST":
            return REFUSED
        if asked.value.get("channelId") != "8a81f2c1":
            return as_json({"code": 500, "msg": "channelId must not be null", "rows": []})
        rows = [
            {
                "articleId": serial(story, 31877),
                "articleTitle": story.title,
                "publishDate": f"{local(story):%Y-%m-%d %H:%M}",
                "staticUrl": site.path(story),
                "sourceName": "临河融媒",
                "columnName": "要闻",
            }
            for story in batch(site.stories, asked.number("pageNum", 1) - 1, asked.number("pageSize", 15))
        ]
        return as_json({"code": 200, "msg": "ok", "rows": rows, "total": len(site.stories)})

    site.route("/cms/web/article/page", answer)
    code = (
        'var o=n(55);t.page=function(e){return o.post("/cms/web/article/page",{channelId:"8a81f2c1",'
        "pageNum:e,"
        'pageSize:15})};t.vote=function(e){return o.post("/api/user/login",{id:e})}'
    )
    site.script("/js/app.c01d.js", bundle(code, seed=site.name))
    empty_shell(site, "临河区融媒体中心", "/js/app.c01d.js")
    for page in (1, 2, 3):
        body = json.dumps({"channelId": "8a81f2c1", "pageNum": page, "pageSize": 15})
        site.read("/cms/web/article/page", "POST", body, JSON_TYPE)
    return site


def form_body() -> Feedless:
    """A ministry by old .NET: POST of a form, page and typeid, dates as /Date(…)/."""
    site = start(
        "postform",
        "post",
        "zh",
        36,
        title="石桥市教育局",
        host="jyj.shiqiao.example",
        layout="line",
        address=lambda story: f"/Article/Show?id={serial(story, 9917)}",
    )

    def answer(asked: Asked) -> Document:
        if asked.method != "POST":
            return Document(b"<h2>404 - File or directory not found.</h2>", status=404)
        own = site.stories if asked.form.get("typeid") == "3" else ()
        rows = [
            {
                "Id": serial(story, 9917),
                "Title": story.title,
                "AddTime": f"/Date({millis(story)})/",
                "Hits": 9,
            }
            for story in batch(own, asked.number("page", 1) - 1, 12)
        ]
        return as_json({"Success": True, "Data": rows, "Total": len(own)})

    site.route("/Article/GetList", answer)
    code = (
        "var p=1;function getList(){$.post('/Article/GetList',{page:p,rows:12,typeid:3},function(d){var h='';"
        "$.each(d.Data,function(i,e){h+='<li><a href=\"/Article/Show?id='+e.Id+'\">'+e.Title+'</a></li>'});"
        "$('#list').html(h)},'json')}$(getList);function login(){$.post('/api/user/login',"
        "$('#f').serialize())}"
    )
    menu = navigation((("/about.html", "机构设置"), ("/contact.html", "局长信箱")))
    inner = f"{menu}<form id='f'><input name='user'></form><ul id='list'></ul>{hot_words('zh')}"
    site.page("/", shell("石桥市教育局", inner, foot=f"<script>{code}</script>"))
    for page in (1, 2, 3):
        site.read("/Article/GetList", "POST", f"page={page}&rows=12&typeid=3", FORM_TYPE)
    return site


QUERY = (
    "query Latest($first:Int!,$after:String){posts(first:$first,after:$after){edges{node{id title uri "
    "publishedAt author{name}}}pageInfo{hasNextPage endCursor}}}"
)


def graphql() -> Feedless:
    """A magazine by GraphQL: edges, nodes, pageInfo with an end cursor."""
    site = start(
        "graphql",
        "post",
        "en",
        34,
        title="Saltmarsh Review",
        host="www.saltmarshreview.example",
        layout="ld",
        address=lambda story: f"/essays/{slugged(story)}",
    )

    def answer(asked: Asked) -> Document:
        query = str(asked.value.get("query", ""))
        if asked.method != "POST" or "posts" not in query:
            return as_json({"errors": [{"message": "Must provide query string."}]}, status=400)
        given: dict[str, Any] = asked.value.get("variables") or {}
        after = str(given.get("after") or "")
        at = int(after.removeprefix("c_")) if after.removeprefix("c_").isdigit() else 0
        size = min(20, int(given.get("first") or 10))
        edges = [
            {
                "node": {
                    "id": f"UG9zdDo{serial(story, 800)}",
                    "title": story.title,
                    "uri": site.path(story),
                    "publishedAt": story.published.isoformat(),
                    "author": {"name": story.author},
                }
            }
            for story in site.stories[at : at + size]
        ]
        turn = {"hasNextPage": at + size < len(site.stories), "endCursor": f"c_{at + len(edges)}"}
        return as_json({"data": {"posts": {"edges": edges, "pageInfo": turn}}})

    site.route("/graphql", answer)
    code = (
        f'const Q="{QUERY}";async function G(e){{const t=await fetch("/graphql",{{method:"POST",'
        f'headers:{{"content-type":'
        '"application/json"},body:JSON.stringify({query:Q,variables:{first:20,after:e}})});return '
        "t.json()}G(null)"
    )
    site.script("/dist/main.5512.js", bundle(code, seed=site.name))
    empty_shell(site, "Saltmarsh Review", "/dist/main.5512.js", root="<div id='root'></div>")
    for after in (None, "c_20"):
        body = json.dumps({"query": QUERY, "variables": {"first": 20, "after": after}})
        site.read("/graphql", "POST", body, JSON_TYPE)
    return site


def search_body() -> Feedless:
    """An agency whose list is a search: POST of {"query":{…},"from":0,"size":20}, hits.hits._source."""
    site = start(
        "postsearch",
        "post",
        "pt",
        40,
        title="Agência Lagoa Funda",
        host="agencia.lagoafunda.example",
        layout="meta",
        address=lambda story: f"/geral/noticia/{local(story):%Y-%m}/{slugged(story)}",
    )

    def answer(asked: Asked) -> Document:
        if asked.method != "POST":
            return REFUSED
        at, size = asked.number("from", 0), min(50, asked.number("size", 10))
        hits = [
            {
                "_index": "news",
                "_id": f"{serial(story, 1499)}",
                "_score": None,
                "sort": [millis(story)],
                "_source": {
                    "title": story.title,
                    "canonical_url": site.path(story),
                    "display_date": story.published.isoformat(),
                },
            }
            for story in site.stories[at : at + size]
        ]
        return as_json(
            {"took": 3, "timed_out": False, "hits": {"total": {"value": len(site.stories)}, "hits": hits}}
        )

    site.route("/es/news/_search", answer)
    code = (
        'n.latest=function(e){return fetch("/es/news/_search",{method:"POST",headers:{'
        '"Content-Type":"application/json"},'
        'body:JSON.stringify({query:{term:{type:"story"}},sort:[{display_date:"desc"}],from:e||0,size:20})})}'
    )
    site.script("/pf/dist/engine.js", bundle(code, seed=site.name))
    empty_shell(site, "Agência Lagoa Funda", "/pf/dist/engine.js?d=88")
    for at in (0, 20):
        body = json.dumps(
            {"query": {"term": {"type": "story"}}, "sort": [{"display_date": "desc"}], "from": at, "size": 20}
        )
        site.read("/es/news/_search", "POST", body, JSON_TYPE)
    return site


BUILDERS = (json_body, form_body, graphql, search_body)
