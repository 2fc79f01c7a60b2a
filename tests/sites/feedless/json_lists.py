"""Feedless sites whose lists are JSON that their built scripts ask for."""

from __future__ import annotations

from typing import Any

from tests.sites.feedless.invention import local, millis, serial, slugged
from tests.sites.feedless.layouts import bundle, hot_words, navigation, shell, tracking
from tests.sites.feedless.simulated import Asked, Feedless, as_json, batch, batches, start
from tests.sites.stories import Story

APP = "<div id='app'></div>"


def empty_shell(site: Feedless, title: str, *scripts: str, root: str = APP, head: str = "") -> None:
    """Give a site the home page of a front end: a root element and scripts, nothing to read."""
    foot = "".join(f"<script src='{script}' defer></script>" for script in scripts)
    text = "<noscript>You need to enable JavaScript to run this app.</noscript>"
    site.page("/", shell(title, text + root, language=site.language, head=head, foot=foot + tracking()))


def rolling_news() -> Feedless:
    """A portal's rolling news: ?pageid=153&lid=2509&num=20&page=1, asked by a script inside /roll/."""
    site = start(
        "roll",
        "json",
        "zh",
        60,
        title="新潮网",
        host="news.xinchao.example",
        address=lambda story: f"/c/{local(story):%Y-%m-%d}/doc-i{serial(story, 60466176):x}.shtml",
    )

    def answer(asked: Asked) -> Any:
        stories = batch(site.stories, asked.number("page", 1) - 1, min(50, asked.number("num", 10)))
        items = [
            {
                "oid": str(serial(story, 60466176)),
                "url": site.url(story),
                "wapurl": "",
                "title": story.title,
                "stitle": "",
                "intro": story.teaser[:50],
                "ctime": str(millis(story) // 1000),
                "media_name": "新潮网",
                "keywords": "",
                "images": [],
                "lids": "2509,2510",
            }
            for story in stories
        ]
        status = {"code": 0, "msg": "succ"}
        return {"result": {"status": status, "total": len(site.stories), "data": items, "lid": "2509"}}

    site.route("/api/roll/get", lambda asked: as_json(answer(asked)))
    menu = navigation((("/roll/", "滚动"), ("/about.html", "关于我们"), ("/contact.html", "广告服务")))
    site.page("/", shell("新潮网", menu + hot_words("zh") + tracking()))
    code = (
        "var page=1,num=20;function load(){$.getJSON('/api/roll/get?pageid=153&lid=2509&k=&num='+num+'&"
        "page='+page,"
        "function(o){render(o.result.data)})}load();$('.next').click(function(){page++;load()});"
    )
    site.page("/roll/", shell("滚动新闻", f"{menu}<div id='d_list'></div>", foot=f"<script>{code}</script>"))
    for page in range(1, 4):
        site.read(f"/api/roll/get?pageid=153&lid=2509&k=&num=20&page={page}")
    return site


def provincial_vue() -> Feedless:
    """Provincial media by Vue: epoch milliseconds, the address is built of the id by the script."""
    site = start(
        "vue",
        "json",
        "zh",
        40,
        title="云岭客户端",
        host="www.ylapp.example",
        address=lambda story: f"/article/{serial(story, 912044)}.html",
    )

    def answer(asked: Asked) -> Any:
        page, size = asked.number("pageNo", 1), asked.number("pageSize", 20)
        records = [
            {
                "id": serial(story, 912044),
                "channelId": 12,
                "title": story.title,
                "summary": story.teaser[:40],
                "coverImg": f"/upload/{story.number}.jpg",
                "publishTime": millis(story),
                "readCount": 17 * story.number,
                "author": story.author,
            }
            for story in batch(site.stories, page - 1, size)
        ]
        told = {"total": len(site.stories), "size": size, "current": page, "records": records}
        return {"code": 200, "msg": "success", "data": told}

    site.route("/api/content/list", lambda asked: as_json(answer(asked)))
    site.trap(
        "/api/hotword/list",
        {"code": 200, "data": [{"id": n, "title": "供暖", "url": "/search?q=1"} for n in range(9)]},
    )
    code = (
        'var r=n(1842),a=function(e){return r.a.get("/api/content/list",{params:{channelId:12,pageNo:e,'
        "pageSize:20}})},"
        'h=function(){return r.a.get("/api/hotword/list")};'
        "t.default={methods:{open:function(e){window.open(`/article/${e.id}.html`)}},"
        "created:function(){a(1)}}"
    )
    site.script("/static/js/app.8f3e21c4.js", bundle(code, seed=site.name))
    site.script("/static/js/chunk-vendors.51ab0e77.js", bundle("e.exports={}", seed="vendors", size=400))
    empty_shell(site, "云岭客户端", "/static/js/chunk-vendors.51ab0e77.js", "/static/js/app.8f3e21c4.js")
    for page in (1, 2):
        site.read(f"/api/content/list?channelId=12&pageNo={page}&pageSize=20")
    return site


def react_offset() -> Feedless:
    """A daily by React: the interface has a host of its own, base and path are joined, offset and limit."""
    site = start(
        "react",
        "json",
        "en",
        50,
        title="The Eastfell Post",
        host="www.eastfellpost.example",
        layout="ld",
        address=lambda story: f"/news/{slugged(story)}-{serial(story, 33100)}",
    )

    def answer(asked: Asked) -> Any:
        offset, limit = asked.number("offset", 0), min(25, asked.number("limit", 10))
        items = [
            {
                "uuid": f"5f0c-{serial(story, 33100)}",
                "slug": site.path(story).removeprefix("/news/"),
                "headline": {"text": story.title, "kicker": None},
                "standfirst": story.teaser[:70],
                "published_at": story.published.isoformat().replace("+00:00", "Z"),
                "authors": [
                    {"name": story.author, "url": "/author/" + story.author.lower().replace(" ", "-")}
                ],
                "image": {"src": f"https://img.eastfellpost.example/{story.number}.jpg", "title": "Photo"},
            }
            for story in site.stories[offset : offset + limit]
        ]
        return {"meta": {"count": len(site.stories), "offset": offset, "limit": limit}, "items": items}

    api = site.route("http://api.eastfellpost.example/v1/articles", lambda asked: as_json(answer(asked)))
    staff = [{"name": f"Writer {n}", "url": f"/author/writer-{n}", "joined": "2019-04-01"} for n in range(12)]
    site.route("http://api.eastfellpost.example/v1/authors", lambda _asked: as_json({"items": staff}))
    for n in range(12):
        site.page(
            f"/author/writer-{n}",
            shell(f"Writer {n}", f"<h1>Writer {n}</h1><p>Writes of ports. Lives here.</p>"),
        )
    code = (
        'const o=r.create({baseURL:"http://api.eastfellpost.example/v1",timeout:1e4});'
        'const s=e=>o.get("/articles",{params:{offset:e,limit:25}}),u=()=>o.get("/authors");'
        "function L({item:e}){return(0,i.jsx)(Link,{to:`/news/${e.slug}`,children:e.headline.text})}"
    )
    site.script("/assets/index-B7xk2q.js", bundle(code, seed=site.name))
    empty_shell(site, "The Eastfell Post", "/assets/index-B7xk2q.js", root="<div id='root'></div>")
    for offset in (0, 25):
        site.read(f"{api}?offset={offset}&limit=25")
    return site


def angular_ministry() -> Feedless:
    """A ministry by Angular over Spring: {content:[…],last}, pages from 0, prefix in a constant."""
    site = start(
        "angular",
        "json",
        "pt",
        45,
        title="Secretaria de Obras de Vila Clara",
        host="www.obras.vilaclara.example",
        layout="line",
        address=lambda story: f"/noticias/{serial(story, 5170)}/{slugged(story)}",
    )

    def answer(asked: Asked) -> Any:
        page, size = asked.number("page", 0), asked.number("size", 20)
        content = [
            {
                "noticiaId": serial(story, 5170),
                "titulo": story.title,
                "resumo": story.teaser,
                "dataPublicacao": f"{local(story):%d/%m/%Y %H:%M}",
                "link": site.path(story),
                "destaque": story.number < 3,
            }
            for story in batch(site.stories, page, size)
        ]
        last = -(-len(site.stories) // size) - 1
        told = {
            "totalPages": last + 1,
            "totalElements": len(site.stories),
            "last": page >= last,
            "number": page,
        }
        return {
            "content": content,
            "pageable": {"pageNumber": page, "pageSize": size},
            **told,
            "first": page == 0,
        }

    site.route("/portal-api/noticias/ultimas", lambda asked: as_json(answer(asked)))
    site.data(
        "/portal-api/menu", [{"id": n, "titulo": f"Serviço {n}", "link": "/about.html"} for n in range(14)]
    )
    code = (
        'const env={production:!0,apiUrl:"/portal-api"};class N{constructor(t){this.http=t}menu(){return '
        'this.http.get(env.apiUrl+"/menu")}latest(t=0){return this.http.get(`${env.apiUrl}'
        "/noticias/ultimas?page=${t}&size=15`)}}"
    )
    site.script("/main.9a41e0c2b7.js", bundle(code, seed=site.name))
    empty_shell(site, "Secretaria de Obras", "/main.9a41e0c2b7.js", root="<app-root></app-root>")
    for page in range(3):
        site.read(f"/portal-api/noticias/ultimas?page={page}&size=15")
    return site


def fragments() -> Feedless:
    """A portal by PHPCMS: more.php gives HTML in a member of its JSON; moments are 2小时前 or 昨天."""
    site = start(
        "fragment",
        "json",
        "zh",
        36,
        title="东桥新闻",
        host="www.dongqiao.example",
        address=lambda story: f"/html/{local(story):%Y/%m%d}/{serial(story, 21877)}.html",
    )

    def card(story: Story) -> str:
        days = (local(site.stories[0]).date() - local(story).date()).days
        when = (f"{story.number * 3 + 1}小时前", "昨天")[days] if days < 2 else f"{local(story):%m-%d}"
        return (
            f'<li><a class="pic" href="{site.path(story)}"><img src="/up/{story.number}.jpg"></a>'
            f'<a href="{site.path(story)}" target="_blank">{story.title}</a><span>{when}</span></li>\r\n'
        )

    def answer(asked: Asked) -> Any:
        stories = batch(site.stories, asked.number("page", 1) - 1, 12)
        return {"status": 1 if stories else 0, "html": "".join(map(card, stories)), "info": ""}

    site.route("/index.php", lambda asked: as_json(answer(asked), "text/html; charset=utf-8"))
    code = (
        "var p=1;function more(){$.get('/index.php?m=content&c=index&a=ajax_list&catid=9&page='+p,"
        "function(d){"
        "if(d.status==1){$('#list').append(d.html);p++}},'json')}more();$(window).scroll(more);"
    )
    menu = navigation((("/about.html", "关于"), ("/contact.html", "招聘")))
    site.page(
        "/", shell("东桥新闻", f"{menu}<ul id='list'></ul>{hot_words('zh')}", foot=f"<script>{code}</script>")
    )
    for page in (1, 2, 3):
        site.read(f"/index.php?m=content&c=index&a=ajax_list&catid=9&page={page}")
    return site


def published_files() -> Feedless:
    """A city's media: its system writes files of JSON, 27.json, 27_1.json; adverts stand among the items."""
    site = start(
        "files",
        "json",
        "zh",
        33,
        title="白沙发布",
        host="www.baishafb.example",
        layout="meta",
        address=lambda story: f"/{local(story):%Y%m/%d}/wap_{serial(story, 120977)}.html",
    )
    for page, stories in enumerate(batches(site.stories, 11)):
        rows: list[dict[str, Any]] = [
            {
                "DocID": serial(story, 120977),
                "Title": story.title,
                "ListTitle": story.title,
                "Type": "article",
                "PubTime": f"{local(story):%Y-%m-%d %H:%M:%S}",
                "PubUrl": site.url(story),
                "Pic": "",
            }
            for story in stories
        ]
        deal = {
            "DocID": 1,
            "Title": "双十二大促销全场满三百减一百",
            "Type": "ad",
            "PubUrl": "http://shop.files-ads.example/deal/88",
        }
        rows.insert(4, {**deal, "PubTime": "2026-11-20 00:00:00"})
        name = "27.json" if page == 0 else f"27_{page}.json"
        site.data(f"/json/channel/{name}", {"list": rows, "pageCount": 3, "page": page}, "application/json")
        site.read(f"/json/channel/{name}")
    code = (
        'function chan(e,t){return fetch("/json/channel/27"+(t?"_"+t:"")+".json").then(function(e){'
        "return e.json()})}"
        "chan(27,0)"
    )
    site.script("/dist/pc.min.js", bundle(code, seed=site.name, size=12))
    menu = navigation((("/about.html", "关于"), ("/contact.html", "联系")))
    empty_shell(site, "白沙发布", "/dist/pc.min.js?v=20261101", root=f"{menu}<div id='list'></div>")
    return site


def channels() -> Feedless:
    """A portal of three channels: each page states its own id, and one script asks for the list of it."""
    site = start(
        "channels",
        "json",
        "zh",
        54,
        title="石桥网",
        host="www.shiqiao.example",
        address=lambda story: f"/detail/{('yw', 'sh', 'ty')[story.number % 3]}/{serial(story, 700321)}",
    )
    names = {101: "要闻", 102: "社会", 103: "体育"}

    def answer(asked: Asked) -> Any:
        channel = asked.number("cid", 0) - 101
        own = [story for story in site.stories if story.number % 3 == channel]
        items = [
            {
                "newsId": serial(story, 700321),
                "newsTitle": story.title,
                "detailUrl": site.path(story),
                "releaseDate": f"{local(story).month}月{local(story).day}日 {local(story):%H:%M}",
            }
            for story in batch(own, asked.number("p", 1) - 1, 10)
        ]
        return {"ok": True, "rows": items, "more": asked.number("p", 1) * 10 < len(own)}

    site.route("/api/list", lambda asked: as_json(answer(asked)))
    code = (
        'function g(e){return $.ajax({url:"/api/list",data:{cid:window.channelId,p:e},dataType:"json"})}'
        'g(1).then(function(e){e.rows.forEach(function(e){$("#ul").append("<li><a href="+e.detailUrl+">'
        '"+e.newsTitle)})})'
    )
    site.script("/js/list.min.js", bundle(code, seed=site.name, size=9))
    menu = navigation([(f"/ch/{key}.html", name) for key, name in names.items()] + [("/about.html", "关于")])
    site.page("/", shell("石桥网", menu + hot_words("zh")))
    for key, name in names.items():
        foot = f"<script>window.channelId={key};</script><script src='/js/list.min.js'></script>"
        site.page(f"/ch/{key}.html", shell(name, f"{menu}<ul id='ul'></ul>", foot=foot))
        for page in (1, 2):
            site.read(f"/api/list?cid={key}&p={page}")
    return site


BUILDERS = (
    rolling_news,
    provincial_vue,
    react_offset,
    angular_ministry,
    fragments,
    published_files,
    channels,
)
