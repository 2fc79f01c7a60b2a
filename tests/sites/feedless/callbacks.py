"""Feedless sites whose lists are scripts: JSONP, and files that assign a list to a variable."""

from __future__ import annotations

from typing import Any

from tests.sites.building import Document
from tests.sites.feedless.invention import local, millis, serial
from tests.sites.feedless.json_lists import empty_shell
from tests.sites.feedless.layouts import bundle, hot_words, navigation, shell, tracking
from tests.sites.feedless.simulated import Asked, Feedless, as_callback, batch, batches, start

MENU = (("/about.html", "关于我们"), ("/contact.html", "联系我们"))


def fixed_callback() -> Feedless:
    """A broadcaster: files news_1.jsonp that call `news(…)`, whatever they are asked for."""
    site = start(
        "jsonpfile",
        "jsonp",
        "zh",
        40,
        title="白沙广播电视台",
        host="news.baishatv.example",
        address=lambda story: (
            f"/{local(story):%Y/%m/%d}/ARTI{serial(story, 77120441)}{local(story):%y%m%d}.shtml"
        ),
    )
    for page, stories in enumerate(batches(site.stories, 20), 1):
        rows = [
            {
                "id": f"ARTI{serial(story, 77120441)}",
                "title": story.title,
                "keywords": "白沙 新闻",
                "brief": story.teaser,
                "focus_date": f"{local(story):%Y-%m-%d %H:%M:%S}",
                "url": site.url(story),
                "image": "//p.example/1.jpg",
            }
            for story in stories
        ]
        told = as_callback("news", {"data": {"total": len(site.stories), "list": rows}})
        site.documents[site.full(f"/cmsdatainterface/page/news_{page}.jsonp")] = told
        site.read(f"/cmsdatainterface/page/news_{page}.jsonp")
    code = (
        '$.ajax({type:"get",url:"/cmsdatainterface/page/news_"+(e||1)+".jsonp",dataType:"jsonp",cache:!0,'
        'jsonpCallback:"news",success:draw})'
    )
    site.script("/js/index2024.js", f"function getPage(e){{{code}}}\ngetPage(1);")
    menu = navigation(MENU)
    site.page(
        "/",
        shell(
            "白沙广播电视台",
            f"{menu}<ul id='newslist'></ul>{hot_words('zh')}",
            foot="<script src='/js/index2024.js'></script>" + tracking(),
        ),
    )
    return site


def named_callback() -> Feedless:
    """A portal whose interface takes the callback's name, has a host of its own and counts pages."""
    site = start(
        "jsonpcallback",
        "jsonp",
        "zh",
        48,
        title="青石在线",
        host="www.qingshi.example",
        address=lambda story: f"/n/{local(story):%m%d}/c{serial(story, 38)}-{serial(story, 41120)}.html",
    )

    def answer(asked: Asked) -> Document:
        rows = [
            {
                "LinkUrl": site.url(story),
                "Title": story.title,
                "Time": f"{local(story):%m-%d %H:%M}",
                "Editor": story.author,
                "Pics": [{"title": "图", "url": f"http://img.qingshi.example/{story.number}.jpg"}],
            }
            for story in batch(site.stories, asked.number("pageIndex", 1) - 1, 16)
        ]
        told = {"State": 1, "Count": len(site.stories), "List": rows}
        return as_callback(asked.query.get("jsonpcallback") or "callback", told)

    api = site.route("http://da.qingshi.example/roll/list", answer)
    code = (
        'function roll(i){$.ajax({url:"//da.qingshi.example/roll/list",dataType:"jsonp",'
        'jsonp:"jsonpcallback",'
        "data:{node:1008,pageIndex:i,pageSize:16},success:function(r){show(r.List)}})}roll(1);"
    )
    inner = f"{navigation(MENU)}<div id='roll'></div>{hot_words('zh')}<script>{code}</script>"
    site.page("/", shell("青石在线", inner))
    for page in (1, 2, 3):
        site.read(f"{api}?jsonpcallback=jQuery1_2&node=1008&pageIndex={page}&pageSize=16")
    return site


def script_variable() -> Feedless:
    """A paper whose page reads /data/newslist.js: a variable, bare keys, single quotes, a last comma."""
    site = start(
        "variable",
        "jsonp",
        "zh",
        28,
        title="东桥日报",
        host="www.dqrb.example",
        layout="line",
        address=lambda story: f"/system/{local(story):%Y/%m/%d}/{serial(story, 30114070):09d}.shtml",
    )
    rows = "".join(
        f"  {{id:{serial(story, 30114070)}, title:'{story.title}', url:'{site.path(story)}', "
        f"time:'{local(story):%Y/%m/%d %H:%M}', top:{'true' if story.number < 2 else 'false'}}},\n"
        for story in site.stories
    )
    friends = "".join(f"  {{name:'友情链接{n}', url:'http://friend{n}.example/'}},\n" for n in range(14))
    site.script("/data/newslist.js", f"// generated 2026-11-27\nvar newsList = [\n{rows}];\n")
    site.script("/data/links.js", f"var friendLinks = [\n{friends}];\n")
    site.script(
        "/js/common.js", "function draw(l){for(var i=0;i<l.length;i++)document.write('<li>'+l[i].title)}"
    )
    scripts = "".join(
        f"<script src='{name}'></script>" for name in ("data/links.js", "data/newslist.js", "js/common.js")
    )
    site.page(
        "/", shell("东桥日报", f"{navigation(MENU)}<ul><script>draw(newsList)</script></ul>", head=scripts)
    )
    site.read("/data/newslist.js")
    return site


def gbk_callback() -> Feedless:
    """A portal's columns in GBK: cm_yaowen.js, cm_yaowen_02.js, `data_callback([…])` with videos."""
    site = start(
        "gbkjsonp",
        "jsonp",
        "zh",
        45,
        title="网白沙",
        host="news.wangbaisha.example",
        charset="gbk",
        address=lambda story: f"/{local(story):%y/%m%d/%H}/{serial(story, 918273645):X}.html",
    )
    for page, stories in enumerate(batches(site.stories, 15), 1):
        rows: list[dict[str, Any]] = [
            {
                "title": story.title,
                "digest": "",
                "docurl": site.url(story),
                "commenturl": "",
                "tienum": 12,
                "tlastid": "",
                "label": "其它",
                "keywords": [{"akey_link": "/search?q=1", "keyname": "白沙"}],
                "time": f"{local(story):%m/%d/%Y %H:%M:%S}",
                "newstype": "article",
                "imgurl": "",
                "source": "白沙",
            }
            for story in stories
        ]
        film = {
            "title": "视频：渡口清晨航拍全景来了",
            "docurl": "http://v.filmhost.example/play/77",
            "newstype": "video",
        }
        rows.insert(3, {**rows[0], **film})
        name = "cm_yaowen.js" if page == 1 else f"cm_yaowen_{page:02}.js"
        site.documents[site.full(f"/special/{name}")] = as_callback("data_callback", rows, "gbk")
        site.read(f"/special/{name}")
    site.put(
        "http://v.filmhost.example/play/77",
        shell("视频", "<h1>渡口清晨航拍</h1><p>清晨的渡口。云很低。船很慢。人很多。</p>", charset="gbk"),
    )
    code = (
        "var ne={cm:'yaowen',page:1};function nx(){var u='/special/cm_'+ne.cm+(ne.page>"
        "1?'_0'+ne.page:'')+'.js"
        "?callback=data_callback';var s=document.createElement('script');s.src=u;s.charset='gbk';"
        "document.body.appendChild(s)}nx();"
    )
    inner = f"{navigation(MENU)}<div class='ndi_main'></div>{hot_words('zh')}"
    foot = (
        f"<script src='/special/cm_yaowen.js?callback=data_callback' charset='gbk'></script><script>"
        f"{code}</script>"
    )
    site.page("/", shell("网白沙", inner, charset="gbk", foot=foot))
    return site


def bundled_callback() -> Feedless:
    """A finance site by Vue: JSONP, times as seconds, addresses made of date and code."""
    site = start(
        "finance",
        "jsonp",
        "zh",
        36,
        title="临河财经",
        host="finance.linhe.example",
        layout="ld",
        address=lambda story: f"/a/{local(story):%Y%m%d}{serial(story, 35112770)}.html",
    )

    def answer(asked: Asked) -> Document:
        rows = [
            {
                "code": f"{local(story):%Y%m%d}{serial(story, 35112770)}",
                "title": story.title,
                "mediaName": "临河财经",
                "showTime": millis(story) // 1000,
                "summary": story.teaser[:60],
                "stockList": [{"name": "白沙港", "code": "600001"}],
            }
            for story in batch(site.stories, asked.number("pageindex", 1) - 1, 12)
        ]
        return as_callback(asked.query.get("cb") or "callback", {"rc": 1, "data": {"list": rows}, "me": ""})

    site.route("/api/getlist", answer)
    code = (
        'var l=n(881);t.load=function(e){return l.jsonp("/api/getlist?column=345&pageindex="+e+"&pagesi'
        'ze=12",'
        '{param:"cb"})};t.href=function(e){return"/a/"+e.code+".html"}'
    )
    site.script("/static/news.8812ab.js", bundle(code, seed=site.name, size=20))
    menu = navigation(MENU)
    empty_shell(site, "临河财经", "/static/news.8812ab.js", root=f"{menu}<div id='app'></div>")
    for page in (1, 2, 3):
        site.read(f"/api/getlist?column=345&pageindex={page}&pagesize=12&cb=jQuery351")
    return site


BUILDERS = (fixed_callback, named_callback, script_variable, gbk_callback, bundled_callback)
