"""Feedless sites that are held out, the third set: lists of scripts; they are scored and not read."""

from __future__ import annotations

import json
from collections.abc import Sequence
from hashlib import md5
from html import escape
from typing import Any

from tests.sites.building import Document
from tests.sites.feedless.held_out_third import surrounded
from tests.sites.feedless.invention import local, millis, serial, short_name, slugged
from tests.sites.feedless.json_lists import empty_shell
from tests.sites.feedless.layouts import bundle, hot_words, navigation, shell, tracking
from tests.sites.feedless.running import AXIOS, JSONP, LIBRARY, NEAR, TALL, running
from tests.sites.feedless.script_state import compact
from tests.sites.feedless.simulated import Asked, Feedless, as_callback, as_html, as_json, batch, start
from tests.sites.stories import Story

ADMIN_ROBOTS = "User-agent: *\nDisallow: /wp-admin/\nAllow: /wp-admin/admin-ajax.php\n"
MENU = (("/about.html", "关于我们"), ("/contact.html", "联系我们"))


def arc_fusion() -> Feedless:
    """Arc: leads are drawn, `Fusion.contentCache` has twenty, the next are content with ?query= of JSON."""
    site = start(
        "fusion",
        "state",
        "es",
        44,
        title="El Litoral de Puerto Claro",
        host="www.ellitoral-pc.example",
        layout="ld",
        address=lambda story: (
            f"/{('local', 'economia', 'deportes')[story.number % 3]}"
            f"/{local(story):%Y/%m/%d}/{slugged(story)}/"
        ),
    )
    side = surrounded(site, ("Obituarios", "Horóscopo"), ("Lucía Ferrer", "Andrés Molina"), "Rebajas")

    def found(at: int, size: int) -> dict[str, Any]:
        rows = [
            {
                "_id": md5(site.path(story).encode()).hexdigest()[:26].upper(),
                "type": "story",
                "canonical_url": site.path(story),
                "headlines": {"basic": story.title, "mobile": ""},
                "description": {"basic": story.teaser},
                "display_date": f"{story.published:%Y-%m-%dT%H:%M:%S.000Z}",
                "credits": {"by": [{"type": "author", "name": story.author, "url": "/author/1.html"}]},
                "taxonomy": {"primary_section": {"_id": "/local", "name": "Local", "path": "/tag/1.html"}},
                "promo_items": {"basic": {"type": "image", "url": f"/resizer/v2/{story.number}.jpg"}},
            }
            for story in site.stories[at : at + size]
        ]
        told: dict[str, Any] = {"type": "results", "version": "0.6.0", "content_elements": rows}
        told["count"] = len(site.stories)
        return told | ({"next": at + size} if at + size < len(site.stories) else {})

    def answer(asked: Asked) -> Document:
        query = asked.object_of("query")
        at, size = query.get("feedOffset", 0), query.get("feedSize", 20)
        if not isinstance(at, int) or not isinstance(size, int):
            return as_json({"message": "Bad request"}, status=400)
        return as_json(found(at, min(size, 20)))

    site.route("/pf/api/v3/content/fetch/story-feed-query", answer)
    key = json.dumps({"feedOffset": 0, "feedQuery": "type:story", "feedSize": 20}, separators=(",", ":"))
    cache = {"story-feed-query": {key: {"data": found(0, 20), "expires": 1795900000000}}}
    state = (
        "window.Fusion=window.Fusion||{};Fusion.arcSite='ellitoral';Fusion.contextPath='/pf';"
        f"Fusion.mxId='00000000';Fusion.deployment='412';Fusion.globalContent={{}};"
        f"Fusion.contentCache={compact(cache)};Fusion.layout='homepage'"
    )
    code = (
        "const o=window.Fusion;function F(e,t){return fetch(''.concat(o.contextPath,'/api/v3/content/fetch/')"
        ".concat(e,'?query=').concat(encodeURIComponent(JSON.stringify(t)),'&d=').concat(o.deployment,"
        "'&_website=').concat(o.arcSite)).then(e=>e.json())}t.more=e=>F('story-feed-query',"
        "{feedOffset:e.next,feedQuery:'type:story',feedSize:20});"
        f"{NEAR}const c=o.contentCache['story-feed-query'];let s=c[Object.keys(c)[0]].data;const w=e=>e"
        ".forEach(e=>document.getElementById('lazy-feed').insertAdjacentHTML('beforeend','<article><h2>'"
        "+'<a href=\"'+e.canonical_url+'\">'+e.headlines.basic+'</a></h2></article>'));w("
        "s.content_elements);near(async()"
        "=>{if(!s.next)return!1;s=await t.more(s);w(s.content_elements)});"
    )
    built = running(bundle(code, seed=site.name, size=40))
    site.script("/pf/dist/components/combinations/default.js", built)
    leads = "".join(
        f"<article><h2><a href='{site.path(story)}'>{escape(story.title)}</a></h2></article>"
        for story in site.stories[:4]
    )
    menu = navigation((("/about.html", "Quiénes somos"), ("/contact.html", "Contacto")))
    inner = f"{menu}<main>{leads}<div id='lazy-feed'></div></main>{side}{hot_words('es')}"
    foot = (
        f"<script id='fusion-metadata' type='application/javascript'>{state}</script>"
        "<script defer src='/pf/dist/components/combinations/default.js?d=412'></script>"
    )
    site.page("/", shell("El Litoral", inner, language="es", head=TALL, foot=foot))
    site.read("/")
    for at in (20, 40):
        query = f"%7B%22feedOffset%22%3A{at}%2C%22feedQuery%22%3A%22type%3Astory%22%2C%22feedSize%22%3A20%7D"
        site.read(f"/pf/api/v3/content/fetch/story-feed-query?query={query}&d=412&_website=ellitoral")
    return site


def persisted_query() -> Feedless:
    """Public radio by GraphQL over GET: an operation's name, variables and the hash of a stored query."""
    site = start(
        "persisted",
        "json",
        "en",
        40,
        title="KCBY Castleby Public Radio",
        host="www.kcby.example",
        layout="ld",
        address=lambda story: f"/{local(story):%Y/%m/%d}/nx-s1-{serial(story, 5523190)}/{slugged(story)}",
    )
    side = surrounded(site, ("Schedule", "Podcasts", "Events"), ("Nora Whitfield",), "Become a member")
    digest = "b6f1c0a97e5d4d2c8f3e1a0b9c8d7e6f5a4b3c2d1e0f9a8b7c6d5e4f3a2b1c0d"

    def answer(asked: Asked) -> Document:
        given = asked.object_of("variables")
        stored = asked.object_of("extensions").get("persistedQuery")
        if not isinstance(stored, dict) or stored.get("sha256Hash") != digest:
            return as_json({"errors": [{"message": "PersistedQueryNotFound"}]}, status=400)
        at, size = given.get("skip", 0), given.get("limit", 10)
        if not isinstance(at, int) or not isinstance(size, int):
            return as_json({"errors": [{"message": "Variable has an invalid value"}]}, status=400)
        rows = [
            {
                "__typename": "Story",
                "id": f"nx-s1-{serial(story, 5523190)}",
                "headline": story.title,
                "webUrl": site.path(story),
                "publishDate": story.published.isoformat().replace("+00:00", "Z"),
                "bylines": [{"__typename": "Person", "name": story.author, "webUrl": "/author/1.html"}],
            }
            for story in site.stories[at : at + min(size, 20)]
        ]
        return as_json({"data": {"latest": {"__typename": "Page", "total": 40, "items": rows}}})

    api = site.route("http://graph.kcby.example/graphql", answer)
    code = (
        f'const E="{api}",H="{digest}";function Q(e,t,n){{const r=new URLSearchParams({{operationName:e,'
        "variables:JSON.stringify(t),extensions:JSON.stringify({persistedQuery:{version:1,sha256Hash:n}})});"
        'return fetch(E+"?"+r).then(e=>e.json())}t.latest=(e=0)=>Q("LatestStories",{limit:16,skip:e},H);'
        f"{NEAR}let k=0;near(async()=>{{const e=(await t.latest(k)).data.latest.items;if(!e.length)return!1;"
        "k+=e.length;e.forEach(e=>document.getElementById('app').insertAdjacentHTML('beforeend',`<article>"
        '<h3><a href="${e.webUrl}">${e.headline}</a></h3></article>`))});'
    )
    site.script("/dist/app.3c9e.js", running(bundle(code, seed=site.name)))
    menu = navigation((("/about.html", "About"), ("/contact.html", "Contact"), ("/search", "Search")))
    empty_shell(site, "KCBY", "/dist/app.3c9e.js", root=f"{TALL}{menu}<div id='app'></div>{side}")
    for at in (0, 16, 32):
        given = f"%7B%22limit%22%3A16%2C%22skip%22%3A{at}%7D"
        stored = f"%7B%22persistedQuery%22%3A%7B%22version%22%3A1%2C%22sha256Hash%22%3A%22{digest}%22%7D%7D"
        site.read(f"{api}?operationName=LatestStories&variables={given}&extensions={stored}")
    return site


def start_time() -> Feedless:
    """A Shanghai kind of portal: Next.js draws a channel's first, POST with the time of the last has more."""
    site = start(
        "starttime",
        "post",
        "zh",
        45,
        title="白沙新闻",
        host="www.baishapaper.example",
        layout="meta",
        address=lambda story: f"/newsDetail_forward_{serial(story, 31998877)}",
    )
    side = surrounded(site, ("专题", "问吧", "湃客"), ("林晓峰", "周雅琴"), "年货节")

    def rows(stories: Sequence[Story]) -> list[dict[str, Any]]:
        return [
            {
                "contId": str(serial(story, 31998877)),
                "contType": 0,
                "isOutForword": "0",
                "name": story.title,
                "nodeInfo": {"nodeId": 25950, "name": "要闻"},
                "pubTime": f"{local(story):%m-%d %H:%M}",
                "pubTimeLong": millis(story),
                "tagList": [{"tagId": n, "tag": f"话题{n}"} for n in range(2)],
            }
            for story in stories
        ]

    def older(moment: int) -> Sequence[Story]:
        return [story for story in site.stories if not moment or millis(story) < moment][:15]

    def answer(asked: Asked) -> Document:
        if asked.method != "POST" or str(asked.value.get("channelId")) != "25950":
            return as_json({"code": 500, "desc": "参数错误", "data": None})
        own = older(asked.number("startTime", 0))
        told = {"hasNext": len(own) == 15, "startTime": millis(own[-1]) if own else 0, "list": rows(own)}
        return as_json({"code": 200, "desc": "成功", "data": told})

    api = site.route("http://api.baishapaper.example/contentapi/nodeCont/getByChannelId", answer)
    first = older(0)
    told = {"hasNext": True, "startTime": millis(first[-1]), "list": rows(first)}
    state = {
        "props": {"pageProps": {"data": told, "channelId": "25950", "nodeName": "要闻"}, "__N_SSP": True},
        "page": "/channel/[id]",
        "query": {"id": "25950"},
        "buildId": "hx41-prod",
    }
    code = (
        'var r=n(12);const p=r.create({baseURL:"http://api.baishapaper.example"}),m=e=>p.post('
        '"/contentapi/nodeCont/'
        'getByChannelId",{channelId:"25950",excludeContIds:[],pageSize:15,startTime:e});'
        "function card(e){return`/newsDetail_forward_${e.contId}`}"
        "t.more=async e=>{const t=await m(e.startTime);return t.data.data};"
        f"{NEAR}let d=JSON.parse(document.getElementById('__NEXT_DATA__').textContent).props.pageProps.data;"
        "near(async()=>{if(!d.hasNext)return!1;d=await t.more(d);d.list.forEach(e=>document.querySelector("
        '".loading").insertAdjacentHTML("beforebegin",`<div class="card"><a href="${card(e)}" target='
        '"_blank"><h2>${e.name}</h2></a></div>`))});'
    )
    built = running(bundle(code, seed=site.name), {12: AXIOS})
    site.script("/_next/static/chunks/pages/channel/%5Bid%5D-81.js", built)
    menu = navigation((("/channel_25950", "要闻"), *MENU))
    items = "".join(
        f"<div class='card'><a href='{site.path(story)}' target='_blank'><h2>{story.title}</h2></a></div>"
        for story in first
    )
    foot = (
        f"<script id='__NEXT_DATA__' type='application/json'>{compact(state)}</script>"
        "<script src='/_next/static/chunks/pages/channel/%5Bid%5D-81.js' defer></script>"
    )
    inner = f"<div id='__next'>{menu}{items}<div class='loading'></div>{side}</div>"
    site.page("/channel_25950", shell("要闻", inner, language="zh", head=TALL, foot=foot))
    site.page("/", shell("白沙新闻", f"{menu}{hot_words('zh')}{side}{tracking()}", language="zh"))
    site.read("/channel_25950")
    for at in (14, 29):
        body = {"channelId": "25950", "excludeContIds": [], "pageSize": 15}
        body |= {"startTime": millis(site.stories[at])}
        site.read(api, "POST", json.dumps(body), "application/json")
    return site


def positions_in_path() -> Feedless:
    """A portal: `allData` in the page, then JSONP whose path has the last item's id and time."""
    site = start(
        "pathparts",
        "jsonp",
        "zh",
        45,
        title="绿洲资讯",
        host="news.lvzhouzx.example",
        address=lambda story: f"/c/{short_name(story)}",
    )
    side = surrounded(site, ("风水", "旅游", "财经"), (), "直播间好物")
    base = "http://shankapi.lvzhouzx.example/shank/_/getColumnInfo/_/default"

    def rows(stories: Sequence[Story]) -> list[dict[str, Any]]:
        return [
            {
                "id": short_name(story),
                "type": "article",
                "title": story.title,
                "url": site.url(story).removeprefix("http:"),
                "newsTime": f"{local(story):%Y-%m-%d %H:%M:%S}",
                "source": "绿洲资讯",
                "thumbnails": {"image": [{"url": f"//x0.img.example/{story.number}.jpg"}]},
                "commentUrl": f"ucms_{short_name(story)}",
            }
            for story in stories
        ]

    for at, last in enumerate(site.stories):
        own = site.stories[at + 1 : at + 16]
        data = {"isEnd": at + 16 >= len(site.stories), "newsstream": rows(own)}
        told = {"code": 0, "message": "成功", "data": data}
        path = f"{base}/{short_name(last)}/{millis(last)}/15/3-35191-/getColumnInfoCallback"
        site.documents[path] = as_callback("getColumnInfoCallback", told)
        if at in {14, 29}:
            site.read(f"{path}?callback=getColumnInfoCallback")
    nav = [{"title": name, "url": f"//news.lvzhouzx.example{path}"} for path, name in MENU]
    told = {"nav": nav, "hotWords": [], "newsstream": rows(site.stories[:15]), "sysNow": "2026-11-27"}
    foot = (
        f'<script>var allData = {compact(told)};\nvar adData = {{"slots":[]}};</script>'
        "<script src='/static/index.8c1.js'></script>"
    )
    code = (
        "var h='http://shankapi.lvzhouzx.example/shank/_/getColumnInfo/_/default/';t.more=function(e){"
        "return n(77).jsonp(h.concat(e.id,'/').concat(new Date(e.newsTime+' GMT+0800').getTime(),'/15/3-3"
        "5191-/getColumnInfoCallback'),{jsonpCallback:'getColumnInfoCallback'})};"
        f"{NEAR}var l,z=window.allData.isEnd,w=function(e){{l=e[e.length-1];e.forEach(function(e){{document."
        "getElementById('root').insertAdjacentHTML('beforeend','<li><a target=\"_blank\" href=\"'+e.url+'\">'"
        "+e.title+'</a></li>')})};w(window.allData.newsstream);near(function(){return!z&&t.more(l).then("
        "function(e){z=e.data.isEnd;w(e.data.newsstream)})})"
    )
    site.script("/static/index.8c1.js", running(bundle(code, seed=site.name, size=24), {77: JSONP}))
    inner = f"<div id='root'></div>{navigation(MENU)}{side}{hot_words('zh')}"
    site.page("/", shell("绿洲资讯", inner, language="zh", head=TALL, foot=foot))
    site.lists.insert(0, Asked(site.home))
    return site


def admin_ajax() -> Feedless:
    """WordPress: its front page has ten, a button posts a form to admin-ajax.php, which answers HTML."""
    site = start(
        "adminajax",
        "post",
        "pt",
        40,
        title="Gazeta da Lagoa",
        host="www.gazetadalagoa.example",
        layout="meta",
        address=lambda story: f"/{local(story):%Y/%m}/{slugged(story)}/",
    )
    side = surrounded(site, ("Edital", "Classificados"), ("Carla Souto", "Jorge Pires"), "Feirão")
    site.documents[f"{site.root}/robots.txt"] = Document(ADMIN_ROBOTS.encode(), "text/plain")

    def cards(page: int) -> str:
        return "".join(
            f"<article id='post-{serial(story, 9120)}' class='post-{serial(story, 9120)} post type-post'>"
            f"<h2 class='entry-title'><a href='{site.url(story)}' rel='bookmark'>{escape(story.title)}</a>"
            f"</h2><span class='byline'><a href='/author/1.html'>{story.author}</a></span>"
            f"<div class='entry-summary'><p>{escape(story.teaser[:70])}…</p></div></article>\n"
            for story in batch(site.stories, page, 10)
        )

    def answer(asked: Asked) -> Document:
        if asked.method != "POST" or asked.form.get("action") != "loadmore":
            return Document(b"0", "text/html; charset=UTF-8", 400)
        return as_html(cards(asked.number("page", 0)))

    refused = {"code": "rest_forbidden", "message": "Acesso negado.", "data": {"status": 401}}
    for path in ("/wp-json/", "/wp-json/wp/v2/posts"):
        site.route(path, lambda _asked: as_json(refused, status=401))
    api = site.route("/wp-admin/admin-ajax.php", answer)
    told = {
        "ajaxurl": api.replace("/", "\\/"),
        "posts": '{"post_type":"post","paged":0}',
        "current_page": "1",
        "max_page": "4",
    }
    config = ",".join(f'"{name}":{json.dumps(text)}' for name, text in told.items()).replace("\\\\/", "\\/")
    code = (
        "jQuery(function($){$('.loadmore').click(function(){var button=$(this),data={'action':'loadmore',"
        "'query':loadmore_params.posts,'page':loadmore_params.current_page};$.ajax({url:loadmore_params."
        "ajaxurl,data:data,type:'POST',success:function(d){if(d){button.prev().append(d);loadmore_params."
        "current_page++;if(loadmore_params.current_page==loadmore_params.max_page)button.remove()}}})})});"
    )
    site.script("/wp-includes/js/jquery/jquery.min.js", LIBRARY)
    site.script("/wp-content/themes/gazeta/js/loadmore.js", code)
    menu = navigation((("/about.html", "Sobre"), ("/contact.html", "Anuncie")))
    inner = f"{menu}<main id='main'>{cards(0)}</main><div class='loadmore'>Carregar mais</div>{side}"
    foot = (
        f"<script id='loadmore-js-extra'>var loadmore_params = {{{config}}};</script>"
        "<script src='/wp-includes/js/jquery/jquery.min.js?ver=3.7.1' id='jquery-core-js'></script>"
        "<script src='/wp-content/themes/gazeta/js/loadmore.js?ver=6.8.3' id='loadmore-js'></script>"
    )
    head = "<meta name='generator' content='WordPress 6.8.3'>"
    site.page("/", shell("Gazeta da Lagoa", inner, language="pt", head=head, foot=foot))
    site.read("/")
    for page in (1, 2, 3):
        query = "%7B%22post_type%22%3A%22post%22%2C%22paged%22%3A0%7D"
        body = f"action=loadmore&query={query}&page={page}"
        site.read("/wp-admin/admin-ajax.php", "POST", body, "application/x-www-form-urlencoded")
    return site


def data_sources() -> Feedless:
    """An agency: an attribute has the id of a data source, a script reads ds_ID.json beside the page."""
    channels = {"politics": "时政", "local": "地方"}
    keys = [*channels]
    site = start(
        "datasource",
        "json",
        "zh",
        44,
        title="白山通讯",
        host="www.baishan-agency.example",
        layout="meta",
        address=lambda story: (
            f"/{keys[story.number % 2]}/{local(story):%Y%m%d}/{md5(story.title.encode()).hexdigest()}/c.html"
        ),
    )
    side = surrounded(site, ("学习园地", "客户端下载"), (), "文创商城")
    pairs = [(f"/{key}/xwlb/index.html", name) for key, name in channels.items()]
    menu = navigation([*pairs, *MENU])
    for index, (key, name) in enumerate(channels.items()):
        source = md5(key.encode()).hexdigest()
        rows = [
            {
                "contentId": f"{local(story):%Y%m%d}{site.path(story).split('/')[3]}",
                "title": story.title,
                "showTitle": story.title,
                "author": story.author,
                "publishUrl": f"../{site.path(story).removeprefix(f'/{key}/')}",
                "publishTime": f"{local(story):%Y-%m-%d %H:%M:%S}",
                "titleImages": [{"imageUrl": f"{story.number}.jpg", "imageTitle": "配图"}],
                "keywords": "白山 要闻",
            }
            for story in site.stories
            if story.number % 2 == index
        ]
        told = {"datasource": rows, "categoryName": name, "updateTime": "2026-11-27 07:30:00"}
        site.data(f"/{key}/xwlb/ds_{source}.json", told, "application/json")
        inner = (
            f"{menu}<div class='list list-cont' data='datasource:{source}' datatype='content' preview='ds_'>"
            f"<ul id='list'></ul><div id='more' class='xpage-more-btn'>加载更多</div></div>{side}"
        )
        foot = "<script src='/static/js/jquery.js'></script><script src='/static/xhwpage/list.js'></script>"
        site.page(f"/{key}/xwlb/index.html", shell(name, inner, language="zh", foot=foot))
        site.read(f"/{key}/xwlb/ds_{source}.json")
    code = (
        "(function($){$('[data^=\"datasource:\"]').each(function(){var box=$(this),id=box.attr('data').split("
        "':')[1],pre=box.attr('preview');$.getJSON(pre+id+'.json',function(d){var at=0;function more("
        "){var h='';$.each(d.datasource.slice(at,at+=10),function(i,e){h+='<li><a href=\"'+e.publishUrl+'\" "
        "target=\"_blank\">'+e.title+'</a><i>'+"
        "e.publishTime+'</i></li>'});box.find('ul').append(h);if(at>=d.datasource.length)$('#more').hide()}"
        "$('#more').click(more);more()})})})(jQuery);"
    )
    site.script("/static/js/jquery.js", LIBRARY)
    site.script("/static/xhwpage/list.js", code)
    site.page("/", shell("白山通讯", f"{menu}{hot_words('zh')}{side}{tracking()}", language="zh"))
    return site


BUILDERS = (arc_fusion, persisted_query, start_time, positions_in_path, admin_ajax, data_sources)
