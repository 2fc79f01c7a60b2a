"""Chinese sites without feeds: a portal, a paper in GBK, a government, an old content system in GBK."""

from __future__ import annotations

import re

from tests.sites.building import Look, Site, headlines, links, paged
from tests.sites.stories import Story, stories


def portal(count: int = 60) -> Site:
    """A portal of many channels on hosts of their own: no feed, no sitemap, long teasers, a calendar."""
    channels = {"news": "新闻", "sports": "体育", "finance": "财经", "tech": "科技", "ent": "娱乐"}
    base = {name: f"http://{name}.xinhe.example/" for name in channels}
    home = "http://www.xinhe.example/"
    menu = [(base[name], word) for name, word in channels.items()] + [
        ("http://video.xinhe.example/", "视频"),
        (f"{home}rili/?month=11", "日历"),
    ]
    footer = [(f"{home}about/index.html", "关于我们"), (f"{home}about/contact.html", "联系我们")]
    look = Look(title="新河网", language="zh-CN", menu=menu, footer=footer, nav="div", body="div")
    site = Site("portal-zh", home)
    items: dict[str, list[tuple[str, Story]]] = {name: [] for name in channels}
    for story in stories(site.name, "zh", count):
        channel = list(channels)[story.number % len(channels)]
        url = f"{base[channel]}{story.published:%Y-%m-%d}/doc-infxy{7_340_112 + story.number * 37}.shtml"
        extra = f"<a href='http://comment.xinhe.example/c?newsid={7_340_112 + story.number * 37}'>评论</a>"
        site.article(url, look.story(story, dated="line", extra=extra))
        items[channel].append((url, story))
    for channel, word in channels.items():
        clips = [
            (f"http://video.xinhe.example/v/{channel}{n}.shtml", f"视频：{word}一周回顾之{n}")
            for n in (1, 2, 3)
        ]
        tags = [(f"{base[channel]}tag/{n}.html", f"标签{n}") for n in range(3)]
        for url, name in (*clips, *tags):
            site.put(url, look.page(name, f"<h1>{name}</h1><div id='player'></div>"))
        inner = headlines(items[channel], teasers=channel == "finance") + links(clips) + links(tags)
        site.put(base[channel], look.page(word, inner))
    front = "".join(f"<h2>{channels[name]}</h2>" + headlines(items[name][:5]) for name in channels)
    site.put(home, look.page("", front))
    for url, name in footer:
        site.put(
            url, look.page(name, f"<h1>{name}</h1><p>新河网创办于二〇〇三年，是本地综合性新闻网站。</p>")
        )
    site.endless = lambda url: _calendar(look, url)
    return site


def _calendar(look: Look, url: str) -> str | None:
    month = re.search(r"/rili/\?month=(\d+)", url)
    if month is None:
        return None
    around = [
        (f"http://www.xinhe.example/rili/?month={int(month[1]) + step}", f"{step}月后") for step in (-1, 1)
    ]
    return look.page("日历", links(around))


def paper(count: int = 54) -> Site:
    """A daily in GBK that says gb2312: node pages that go on behind 下一页, pages of the printed issue."""
    home = "http://www.haibinribao.example/"
    nodes = {12: "要闻", 13: "社会", 14: "经济"}
    menu = [(f"{home}node_{number}.htm", word) for number, word in nodes.items()] + [
        (f"{home}html/2026-11/03/node_2.htm", "电子版")
    ]
    look = Look(
        title="海滨日报",
        language="zh",
        charset="gb2312",
        menu=menu,
        nav="div",
        body="div",
        footer=[(f"{home}gg.htm", "广告服务"), (f"{home}wzsm.htm", "网站声明")],
    )
    site = Site("paper-zh-gbk", home, charset="gbk", header="text/html")
    items: dict[int, list[tuple[str, Story]]] = {number: [] for number in nodes}
    for story in stories(site.name, "zh", count):
        node = 12 + story.number % 3
        url = f"{home}content/{story.published:%Y%m/%d}/content_{88_231 + 5 * story.number}.html"
        extra = f"<a href='{home}print.htm?id={88_231 + 5 * story.number}'>打印</a>"
        site.article(url, look.story(story, dated="line", extra=extra))
        items[node].append((url, story))
    for node, word in nodes.items():
        pages = paged(items[node], 6)
        for number, part in enumerate(pages, 1):
            name = f"{home}node_{node}.htm" if number == 1 else f"{home}node_{node}_{number}.htm"
            following = f"<a href='node_{node}_{number + 1}.htm'>下一页</a>" if number < len(pages) else ""
            site.put(
                name,
                look.page(word, headlines(part) + f"<div class='page'>共{len(pages)}页 {following}</div>"),
            )
    site.put(
        home, look.page("", "".join(f"<h2>{nodes[node]}</h2>" + headlines(items[node][:6]) for node in nodes))
    )
    site.put(f"{home}html/2026-11/03/node_2.htm", look.page("电子版", "<h1>第01版</h1><map name='m'></map>"))
    return site


def government(count: int = 48) -> Site:
    """A city's site on TRS: lists whose next pages only a script knows, notices, attachments, about pages."""
    home = "http://www.qingshi.gov.example/"
    columns = {"xwdt/zwyw": "政务要闻", "xwdt/bmdt": "部门动态", "zwgk/tzgg": "通知公告"}
    menu = [(f"{home}{path}/", word) for path, word in columns.items()] + [
        (f"{home}zfjg/", "政府机构"),
        (f"{home}zjqs/", "走进青石"),
    ]
    look = Look(title="青石市人民政府", language="zh-CN", menu=menu, nav="div", body="div")
    site = Site("gov-zh", home)
    items: dict[str, list[tuple[str, Story]]] = {path: [] for path in columns}
    for story in stories(site.name, "zh", count, hours=12):
        path = list(columns)[story.number % 3]
        name = f"t{story.published:%Y%m%d}_{4_411_208 + 11 * story.number}.html"
        url = f"{home}{path}/{story.published:%Y%m}/{name}"
        site.article(url, look.story(story, dated="line", extra=f"<a href='{home}P020261103.pdf'>附件</a>"))
        items[path].append((url, story))
    for path, word in columns.items():
        pages = paged(items[path], 6)
        for number, part in enumerate(pages):
            name = f"{home}{path}/" if number == 0 else f"{home}{path}/index_{number}.html"
            script = f'<script>createPageHTML({len(pages)}, {number}, "index", "html");</script>'
            site.put(name, look.page(word, headlines(part) + f"<div class='pages'>{script}</div>"))
    site.put(
        home,
        look.page(
            "", "".join(f"<h2>{word}</h2>" + headlines(items[path][:5]) for path, word in columns.items())
        ),
    )
    site.put(
        f"{home}zfjg/",
        look.page("政府机构", links([(f"{home}zfjg/{name}/", f"市{name}局") for name in "甲乙丙丁"])),
    )
    site.put(f"{home}zjqs/", look.page("走进青石", "<p>青石市位于河口平原，常住人口八十七万。</p>" * 2))
    return site


def old_system(count: int = 45) -> Site:
    """A local portal on ASP in GBK: parameters only, print versions, sessions in links, numbered lists."""
    home = "http://www.yunling.example/"
    kinds = {3: "本地新闻", 4: "民生", 5: "文化"}
    menu = [(f"{home}list.asp?typeid={number}", word) for number, word in kinds.items()]
    look = Look(
        title="云岭热线",
        language="zh",
        charset="gbk",
        menu=menu,
        nav="div",
        body="div",
        footer=[(f"{home}about.asp", "关于本站"), (f"{home}guestbook.asp?page=1", "留言板")],
    )
    site = Site("old-zh-asp", home, charset="gbk")
    items: dict[int, list[tuple[str, Story]]] = {number: [] for number in kinds}
    for story in stories(site.name, "zh", count, hours=9):
        number = 21_877 + 3 * story.number
        url = f"{home}show.asp?newsid={number}"
        printed = f"{home}print.asp?newsid={number}"
        site.article(url, look.story(story, dated="line", extra=f"<a href='{printed}'>打印本页</a>"))
        site.put(printed, look.story(story, dated="line"))
        items[3 + story.number % 3].append((url, story))
    for kind, word in kinds.items():
        pages = paged(items[kind], 5)
        for number, part in enumerate(pages, 1):
            pager = "".join(
                f"<a href='list.asp?typeid={kind}&amp;page={other}'>{other}</a> "
                for other in range(1, len(pages) + 1)
                if other != number
            )
            text = look.page(
                word,
                headlines(part) + f"<p>{pager}</p>" + links([(printed_of(url), "打印") for url, _ in part]),
            )
            site.put(f"{home}list.asp?typeid={kind}" + (f"&page={number}" if number > 1 else ""), text)
    site.put(home, look.page("", "".join(headlines(items[kind][:6]) for kind in kinds)))
    return site


def printed_of(url: str) -> str:
    """Return the address of the print version."""
    return url.replace("show.asp", "print.asp")
