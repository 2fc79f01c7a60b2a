"""Feedless sites whose lists are HTML: ministries, universities, portals, local papers, in many charsets."""

from __future__ import annotations

from html import escape

from tests.sites.feedless.invention import local, serial
from tests.sites.feedless.layouts import hot_words, navigation, shell, tracking
from tests.sites.feedless.simulated import Asked, Feedless, as_html, batch, batches, start
from tests.sites.stories import Story


def trs_ministry() -> Feedless:
    """A ministry by TRS: GBK, relative links, pages index_1.shtml that a script's call names."""

    def address(story: Story) -> str:
        section = "zwyw" if story.number % 2 else "tzgg"
        return f"/{section}/{local(story):%Y%m}/t{local(story):%Y%m%d}_{serial(story, 5310400)}.shtml"

    menu = (
        ("/zwyw/", "政务要闻"),
        ("/tzgg/", "通知公告"),
        ("/about.html", "机构概况"),
        ("/contact.html", "联系我们"),
    )
    site = start(
        "trs",
        "html",
        "zh",
        48,
        title="云岭省水利厅",
        address=address,
        host="slt.yunling.example",
        charset="gbk",
        menu=menu,
    )
    tops = "".join(
        (
            f"<li><a href='.{site.path(story)}' title='{story.title}' target='_blank'>{story.title[:14]}"
            f"...</a></li>"
        )
        for story in site.stories[:5]
    )
    home = f"{navigation(menu)}<div class='focus'><ul>{tops}</ul></div>{hot_words('zh')}"
    site.page("/", shell("云岭省水利厅", home, charset="gb2312"))
    for section, rest in (("tzgg", 0), ("zwyw", 1)):
        own = [story for story in site.stories if story.number % 2 == rest]
        pages = batches(own, 9)
        for number, stories in enumerate(pages):
            name = "" if number == 0 else f"index_{number}.shtml"
            items = "".join(
                f"<li><span>{local(story):%Y-%m-%d}</span><a "
                f"href='.{site.path(story).removeprefix('/' + section)}'"
                f" target='_blank' title='{story.title}'>{story.title}</a></li>"
                for story in stories
            )
            foot = f"<script>createPageHTML({len(pages)}, {number}, 'index', 'shtml');</script>"
            site.page(
                f"/{section}/{name}",
                shell(
                    section, f"{navigation(menu)}<ul class='list'>{items}</ul>", charset="gb2312", foot=foot
                ),
            )
            site.read(f"/{section}/{name}")
        site.page(f"/{section}/index.shtml", site.documents[site.full(f"/{section}/")].body.decode("gbk"))
    return site


def university() -> Feedless:
    """A university by VSB: GB18030, pages are counted from the last one (xyxw/3.htm is the second)."""
    menu = (("xyxw.htm", "校园新闻"), ("about.html", "学校概况"), ("contact.html", "院系设置"))
    site = start(
        "vsb",
        "html",
        "zh",
        36,
        title="南湾大学新闻网",
        host="news.nanwan.example",
        charset="gb18030",
        address=lambda story: f"/info/1012/{serial(story, 28840)}.htm",
    )
    pages = batches(site.stories, 9)
    for number, stories in enumerate(pages):
        up = "" if number == 0 else "../"
        path = "/xyxw.htm" if number == 0 else f"/xyxw/{len(pages) - number}.htm"
        items = "".join(
            f"<div class='row'><div class='day'>{local(story):%d}<b>{local(story):%Y-%m}</b></div>"
            f"<a href='{up}info/1012/{site.path(story).rpartition('/')[2]}'>{story.title}</a>"
            f"<p>{story.teaser[:60]}</p></div>"
            for story in stories
        )
        turn = "".join(
            f"<a href='{up}xyxw{'/' + str(len(pages) - other) if other else ''}.htm'>{other + 1}</a>"
            for other in range(len(pages))
        )
        after = (
            f"<a href='{up}xyxw/{len(pages) - number - 1}.htm'>下页</a>" if number + 1 < len(pages) else ""
        )
        inner = f"{items}<div class='pb'>{turn}{after}</div>"
        site.page(path, shell("校园新闻-南湾大学", inner, charset="gb18030"))
        site.read(path)
    site.page("/", shell("南湾大学新闻网", navigation(menu) + hot_words("zh"), charset="gb18030"))
    return site


def taiwanese_paper() -> Feedless:
    """A local paper by ASP, in Big5: list.asp?page=2, view.asp?id=."""
    menu = (("/news/list.asp", "最新消息"), ("/about.html", "關於本報"), ("/contact.html", "廣告刊登"))
    site = start(
        "asp",
        "html",
        "zh-TW",
        40,
        title="清水時報",
        host="www.chingshui.example",
        charset="big5",
        menu=menu,
        address=lambda story: f"/news/view.asp?id={serial(story, 73300)}",
        layout="line",
    )

    def listing(asked: Asked) -> str:
        page = asked.number("page", 1)
        rows = "".join(
            f"<tr><td>{local(story):%m/%d}</td><td><a "
            f"href='view.asp?id={site.url(story).rpartition('=')[2]}'>"
            f"{escape(story.title)}</a></td></tr>"
            for story in batch(site.stories, page - 1, 10)
        )
        turn = "".join(f" <a href='list.asp?page={number}'>{number}</a>" for number in range(1, 5))
        return shell("清水時報", f"{navigation(menu)}<table>{rows}</table>{turn}", charset="big5")

    site.route("/news/list.asp", lambda asked: as_html(listing(asked), "big5"))
    for number in range(1, 5):
        site.read(f"/news/list.asp?page={number}")
    site.page("/", shell("清水時報", navigation(menu) + hot_words("zh-TW"), charset="big5"))
    return site


def japanese_paper() -> Feedless:
    """A Japanese paper in Shift_JIS: a list of each category, moments as 11月27日 07時."""
    categories = {"shakai": "社会", "keizai": "経済", "bunka": "文化"}
    keys = [*categories]
    menu = [(f"/{key}/", name) for key, name in categories.items()] + [("/about.html", "会社案内")]
    site = start(
        "sjis",
        "html",
        "ja",
        42,
        title="青浜新聞",
        host="www.aohama.example",
        charset="shift_jis",
        menu=menu,
        address=lambda story: f"/{keys[story.number % 3]}/{local(story):%Y%m%d}-{serial(story, 9900)}.html",
    )
    for index, (key, name) in enumerate(categories.items()):
        own = [story for story in site.stories if story.number % 3 == index]
        items = "".join(
            f"<dt>{local(story).month}月{local(story).day}日 {local(story):%H}時</dt>"
            f"<dd><a href='{site.path(story)}'>{story.title}</a></dd>"
            for story in own
        )
        site.page(f"/{key}/", shell(name, f"{navigation(menu)}<dl>{items}</dl>", charset="Shift_JIS"))
        site.read(f"/{key}/")
    site.page("/", shell("青浜新聞", navigation(menu) + hot_words("ja"), charset="Shift_JIS"))
    return site


def russian_region() -> Feedless:
    """A regional site in windows-1251 without a charset in its header; today, yesterday; ?page=2."""
    menu = (("/news/", "Новости"), ("/about.html", "О редакции"), ("/contact.html", "Реклама"))
    site = start(
        "cp1251",
        "html",
        "ru",
        44,
        title="Заречье сегодня",
        charset="windows-1251",
        layout="meta",
        host="www.zarechye.example",
        menu=menu,
        address=lambda story: f"/news/{serial(story, 181200)}/",
    )
    site.header = "text/html"

    def moment(story: Story) -> str:
        days = (local(site.stories[0]).date() - local(story).date()).days
        day = ("сегодня", "вчера")[days] if days < 2 else f"{local(story):%d.%m.%Y}"
        return f"{day}, {local(story):%H:%M}"

    def listing(asked: Asked) -> str:
        page = asked.number("page", 1)
        items = "".join(
            (
                f"<div class='n'><i>{moment(story)}</i><a href='{site.url(story)}'>{escape(story.title)}"
                f"</a></div>"
            )
            for story in batch(site.stories, page - 1, 12)
        )
        more = f"<a class='more' href='/news/?page={page + 1}'>Ещё новости</a>" if page < 4 else ""
        return shell("Новости", f"{navigation(menu)}{items}{more}", charset="windows-1251")

    site.route("/news/", lambda asked: as_html(listing(asked), "windows-1251"))
    site.page("/", listing(Asked(site.home)))
    for number in range(1, 5):
        site.read(f"/news/?page={number}")
    for story in site.stories:  # the routes are looked at first, and /news/ is one
        assert site.url(story) in site.documents
    return site


def clicked_rows() -> Feedless:
    """A county portal whose rows are no links: onclick and data-href lead to the articles."""
    site = start(
        "onclick",
        "html",
        "zh",
        30,
        title="临河融媒",
        host="www.linherm.example",
        address=lambda story: f"/a/{local(story):%Y%m%d}/{serial(story, 40210):08x}.html",
    )
    rows = ""
    for story in site.stories:
        when = f"<em>{local(story).month}月{local(story).day}日 {local(story):%H:%M}</em>"
        if story.number % 2:
            rows += f"<li onclick=\"window.open('{site.path(story)}')\"><h3>{story.title}</h3>{when}</li>"
        else:
            rows += f"<li class='card' data-href='{site.path(story)}'><h3>{story.title}</h3>{when}</li>"
    rows += (
        "<li class='card' data-href='http://shop.onclick-ads.example/deal/88'><h3>"
        "年终大促全场五折起包邮到家</h3></li>"
    )
    menu = navigation((("/about.html", "关于我们"), ("/contact.html", "联系方式")))
    site.page("/", shell("临河融媒", f"{menu}<ul class='feed'>{rows}</ul>{tracking()}{hot_words('zh')}"))
    site.read("/")
    return site


def deep_sections() -> Feedless:
    """A provincial portal: its lists are two levels below the home page, which names channels only."""
    channels = ("shizheng", "minsheng", "jingji", "wenyu")
    site = start(
        "deep",
        "html",
        "zh",
        56,
        title="云岭在线",
        host="www.yunlingol.example",
        layout="meta",
        address=lambda story: (
            f"/{channels[story.number % 4]}/{('yw', 'kx')[story.number % 8 // 4]}"
            f"/{local(story):%Y-%m/%d}/content_{serial(story, 88121000)}.htm"
        ),
    )
    names = ("时政", "民生", "经济", "文娱")
    pairs = [(f"/{channel}/", name) for channel, name in zip(channels, names, strict=True)]
    menu = navigation([*pairs, ("/about.html", "关于")])
    site.page("/", shell("云岭在线", menu + hot_words("zh") + tracking()))
    for index, channel in enumerate(channels):
        below = navigation(
            [(f"/{channel}/yw/node_{index}1.htm", "要闻"), (f"/{channel}/kx/node_{index}2.htm", "快讯")]
        )
        site.page(f"/{channel}/", shell(channel, menu + below))
        for part, name in enumerate(("yw", "kx")):
            own = [s for s in site.stories if s.number % 4 == index and s.number % 8 // 4 == part]
            items = "".join(
                f"<li><a href='{site.path(story)}'>{story.title}</a><i>{local(story):%Y-%m-%d %H:%M}</i></li>"
                for story in own
            )
            path = f"/{channel}/{name}/node_{index}{part + 1}.htm"
            site.page(path, shell(name, f"{menu}<ul>{items}</ul>"))
            site.read(path)
    return site


BUILDERS = (
    trs_ministry,
    university,
    taiwanese_paper,
    japanese_paper,
    russian_region,
    clicked_rows,
    deep_sections,
)
