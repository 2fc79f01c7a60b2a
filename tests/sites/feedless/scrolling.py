"""Feedless sites of infinite scroll: by cursor, time, offset, next address, last id; one never ends."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from typing import Any
from urllib.parse import quote

from tests.sites.feedless.invention import local, millis, serial, slugged
from tests.sites.feedless.json_lists import empty_shell
from tests.sites.feedless.layouts import bundle, navigation, shell
from tests.sites.feedless.simulated import Asked, Feedless, as_json, start
from tests.sites.stories import Story


def opaque_cursor() -> Feedless:
    """A news app on the web: an opaque cursor; cards of videos and polls among the articles."""
    site = start(
        "cursor",
        "scroll",
        "en",
        44,
        title="Denby Now",
        host="www.denbynow.example",
        layout="ld",
        address=lambda story: f"/read/{serial(story, 77010)}-{slugged(story)}",
    )

    def answer(asked: Asked) -> Any:
        at = next((n for n in range(0, 44, 12) if asked.query.get("cursor") == _cursor(n)), 0)
        cards: list[dict[str, Any]] = [
            {
                "kind": "story",
                "key": serial(story, 77010),
                "title": story.title,
                "permalink": site.url(story),
                "ts": millis(story) // 1000,
                "by": {"name": story.author, "permalink": f"/writers/{story.number % 5}"},
            }
            for story in site.stories[at : at + 12]
        ]
        film = "http://v.films.example/watch/4411"
        cards.insert(
            2,
            {
                "kind": "video",
                "key": 4411,
                "title": "Watch: the ferry from above",
                "permalink": film,
                "ts": 0,
            },
        )
        cards.append(
            {
                "kind": "poll",
                "key": 51,
                "title": "Should the old hall stay?",
                "permalink": "/polls/51",
                "ts": 0,
            }
        )
        return {"cards": cards, "next_cursor": _cursor(at + 12) if at + 12 < 44 else None}

    site.route("/api/feed", lambda asked: as_json(answer(asked)))
    site.put(
        "http://v.films.example/watch/4411",
        shell("The ferry", "<video></video><h1>The ferry from above</h1>"),
    )
    site.page(
        "/polls/51", shell("Poll", "<h1>Should the old hall stay?</h1><form><input type='radio'>Yes</form>")
    )
    code = (
        'async function F(e){const t=new URLSearchParams({limit:"12"});e&&t.set("cursor",e);const r=await '
        'fetch("/api/feed?"+t.toString());return r.json()}F().then(e=>{s=e.next_cursor})'
    )
    site.script("/build/app-4f1.js", bundle(code, seed=site.name))
    empty_shell(site, "Denby Now", "/build/app-4f1.js", root="<div id='app'></div>")
    for at in range(0, 44, 12):
        site.read(f"/api/feed?limit=12{'&cursor=' + quote(_cursor(at)) if at else ''}")
    return site


def _cursor(at: int) -> str:
    return urlsafe_b64encode(f"v2:{at}:d3nby".encode()).decode()


def last_time() -> Feedless:
    """A head-line app: each page is what is older than the last time of the page before."""
    site = start(
        "lasttime",
        "scroll",
        "zh",
        50,
        title="临河头条",
        host="www.lhtoutiao.example",
        address=lambda story: f"/group/{serial(story, 6911223340)}/",
    )

    def answer(asked: Asked) -> Any:
        before = asked.number("max_behot_time", 0) or 10**11
        stories = [story for story in site.stories if millis(story) // 1000 < before][:15]
        items = [
            {
                "item_id": f"{serial(story, 6911223340)}",
                "group_id": serial(story, 6911223340),
                "title": story.title,
                "source": "临河头条",
                "source_url": site.path(story),
                "behot_time": millis(story) // 1000,
                "is_ad": False,
                "media_url": "/c/user/5500/",
                "comments_count": story.number,
            }
            for story in stories
        ]
        turn = {"max_behot_time": items[-1]["behot_time"] if items else 0}
        return {"message": "success", "has_more": len(stories) == 15, "data": items, "next": turn}

    site.route("/api/pc/feed/", lambda asked: as_json(answer(asked)))
    site.page(
        "/c/user/5500/", shell("临河头条", "<h1>临河头条</h1><p>官方账号。每日更新。欢迎关注。感谢支持。</p>")
    )
    code = (
        'var u={category:"news_local",max_behot_time:0};t.more=function(){return '
        'n(3).get("/api/pc/feed/",{params:u})'
        ".then(function(e){u.max_behot_time=e.next.max_behot_time})}"
    )
    site.script("/s/feed_pc.9d.js", bundle(code, seed=site.name))
    empty_shell(site, "临河头条", "/s/feed_pc.9d.js")
    times = [0] + [millis(site.stories[at]) // 1000 for at in (14, 29, 44)]
    for moment in times:
        site.read(f"/api/pc/feed/?category=news_local&max_behot_time={moment}")
    return site


def never_ending() -> Feedless:
    """An agency: `start` beyond the end shows the last page again, for ever, with a counter that moves."""
    site = start(
        "endless",
        "scroll",
        "ru",
        36,
        title="Агентство Каменка",
        host="www.kamenka-news.example",
        layout="meta",
        address=lambda story: f"/{local(story):%Y%m%d}/{serial(story, 15550900)}.html",
    )
    site.endless_paging = True

    def answer(asked: Asked) -> Any:
        at = max(0, min(asked.number("start", 0), 36 - 12))
        items = [
            {
                "id": serial(story, 15550900),
                "headline": story.title,
                "uri": site.path(story),
                "date": millis(story) // 1000,
            }
            for story in site.stories[at : at + 12]
        ]
        return {
            "list": items,
            "start": asked.number("start", 0),
            "next_start": asked.number("start", 0) + 12,
            "more": True,
        }

    site.route("/services/lenta/more.json", lambda asked: as_json(answer(asked)))
    code = (
        'var s=0;function m(){$.getJSON("/services/lenta/more.json?start="+s,function(d){'
        "s=d.next_start;add(d.list)})}m();"
    )
    menu = navigation((("/about.html", "О нас"), ("/contact.html", "Реклама")))
    site.page(
        "/", shell("Агентство Каменка", f"{menu}<div class='lenta'></div>", foot=f"<script>{code}</script>")
    )
    for at in (0, 12, 24):
        site.read(f"/services/lenta/more.json?start={at}")
    return site


def next_address() -> Feedless:
    """A public broadcaster: each page names the next one by its whole address, on an interface's host."""
    site = start(
        "nextlink",
        "scroll",
        "ja",
        40,
        title="南原放送",
        host="www.minamihara.example",
        layout="ld",
        address=lambda story: f"/news/html/{local(story):%Y%m%d}/k{serial(story, 1001466):08d}1000.html",
    )
    api = "http://api.minamihara.example/news/v3/list"

    def answer(asked: Asked) -> Any:
        at = asked.number("after", 0)
        rows = [
            {
                "id": f"k{serial(story, 1001466):08d}1000",
                "title": story.title,
                "pubDate": f"{local(story):%Y/%m/%d %H:%M}",
                "link": f"html/{local(story):%Y%m%d}/k{serial(story, 1001466):08d}1000.html",
                "iconPath": "i.jpg",
            }
            for story in site.stories[at : at + 10]
        ]
        following = f"{api}?after={at + 10}" if at + 10 < len(site.stories) else ""
        return {
            "channel": {
                "item": rows,
                "hasNext": bool(following),
                "next": following,
                "lastBuildDate": "2026/11/27",
            }
        }

    site.route(api, lambda asked: as_json(answer(asked)))
    code = (
        f'var U="{api}";function L(u){{return fetch(u).then(function(r){{return r.json()}}).then(function(d)'
        '{d.channel.item.forEach(function(e){A("/news/"+e.link,e.title)})})}L(U)'
    )
    site.script("/news/js/top.js", bundle(code, seed=site.name, size=18))
    menu = navigation((("/about.html", "会社案内"), ("/contact.html", "採用")))
    empty_shell(site, "南原放送", "/news/js/top.js", root=f"{menu}<div id='news'></div>")
    for at in range(0, 40, 10):
        site.read(f"{api}?after={at}")
    return site


def last_id() -> Feedless:
    """A brief-news site: the next page is what is below the last id; the address is made of date and id."""
    site = start(
        "lastid",
        "scroll",
        "zh",
        42,
        title="云岭快讯",
        host="kuaixun.yunling.example",
        address=lambda story: f"/a/{local(story):%Y%m%d}/{serial(story, 530990)}.html",
    )

    def below(story: Story, last: int) -> bool:
        return not last or serial(story, 530990) < last

    def answer(asked: Asked) -> Any:
        own = [story for story in site.stories if below(story, asked.number("lastId", 0))][:14]
        rows = [
            {
                "id": serial(story, 530990),
                "title": story.title,
                "day": f"{local(story):%Y%m%d}",
                "hm": f"{local(story):%H:%M}",
            }
            for story in own
        ]
        return {"errno": 0, "result": rows, "lastId": rows[-1]["id"] if rows else 0}

    site.route("/live/list", lambda asked: as_json(answer(asked)))
    code = (
        'function q(e){return x.get("/live/list?size=14&lastId="+(e||0))}q().then(function(e){'
        "e.result.forEach("
        'function(e){var a=document.createElement("a");a.href="/a/"+e.day+"/"+e.id+".html"})})'
    )
    site.script("/static/live.min.js", bundle(code, seed=site.name, size=14))
    empty_shell(site, "云岭快讯", "/static/live.min.js")
    for last in (0, *(serial(site.stories[at], 530990) for at in (13, 27))):
        site.read(f"/live/list?size=14&lastId={last}")
    return site


BUILDERS = (opaque_cursor, last_time, never_ending, next_address, last_id)
