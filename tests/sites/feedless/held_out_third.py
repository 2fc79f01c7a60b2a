"""Feedless sites that are held out, the third set: pages of HTML, and XML; they are scored and not read."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from html import escape
from itertools import groupby

from tests.sites.building import Document
from tests.sites.feedless.invention import local, serial, slugged
from tests.sites.feedless.layouts import hot_words, navigation, shell, tracking
from tests.sites.feedless.running import LIBRARY
from tests.sites.feedless.script_state import compact
from tests.sites.feedless.simulated import Asked, Feedless, as_html, as_json, batch, batches, start
from tests.sites.stories import Story

PDF = Document(b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF", "application/pdf")
WEEK = "月火水木金土日"


def surrounded(site: Feedless, topics: Sequence[str], people: Sequence[str], deal: str) -> str:
    """Add pages of topics and people; return links to them and to an advert, which the articles have too."""
    items = ""
    for kind, names in (("tag", topics), ("author", people)):
        for number, name in enumerate(names, 1):
            path = f"/{kind}/{number}.html"
            site.page(path, shell(name, f"<h1>{name}</h1>", language=site.language, charset=site.charset))
            items += f"<li><a href='{path}'>{name}</a></li>"
    advert = f"<a class='ad' rel='nofollow' href='http://shop.{site.name}-ads.example/deal/88'>{deal}</a>"
    block = f"<aside class='side'><ul>{items}</ul>{advert}</aside>"
    for url in site.truth:
        page = site.documents[url].body.decode(site.charset)
        site.put(url, page.replace("<footer>", f"{block}<footer>"))
    return block


def electronic_paper() -> Feedless:
    """A paper's printed issues: the home page moves on to today's first page; image maps, issues by day."""
    site = start(
        "epaper",
        "html",
        "zh",
        44,
        title="临河日报数字报",
        host="epaper.linherb.example",
        address=lambda story: f"/lhrb/html/{local(story):%Y-%m/%d}/content_{serial(story, 6104488)}.htm",
    )
    surrounded(site, ("数字报首页", "手机版"), (), "征订热线")
    issues = [(day, list(own)) for day, own in groupby(site.stories, lambda s: f"{local(s):%Y-%m/%d}")]
    periods = ""
    for at, (day, own) in enumerate(issues):
        older = issues[at + 1][0] if at + 1 < len(issues) else ""
        boards = batches(own, 5)
        turn = "".join(
            f"<tr><td><a id=pageLink href=./node_{number}.htm>第0{number}版：{name}</a></td><td>"
            f"<a href=../../../page/1/{day}/0{number}/0{number}_pdf.pdf><img src=../../../tplimg/pdf.gif></a>"
            "</td></tr>"
            for number, name in zip(range(1, len(boards) + 1), ("要闻", "综合"), strict=False)
        )
        before = f"<a class=preart href=../../{older}/node_1.htm>上一期</a>" if older else ""
        for number, stories in enumerate(boards, 1):
            names = [site.path(story).rpartition("/")[2] for story in stories]
            areas = "".join(
                f"<area shape=polygon coords='{n},{n},{n + 90},{n},{n + 90},{n + 60}' href='{name}'>"
                for n, name in enumerate(names)
            )
            rows = "".join(
                f"<tr><td class=default><a href={name}><div style='display:inline' id=mp{n}>{story.title}"
                "</div></a></td></tr>"
                for n, (name, story) in enumerate(zip(names, stories, strict=True))
            )
            inner = (
                f"{before}<img usemap='#PagePicMap' src=../../../page/1/{day}/0{number}/0{number}.jpg>"
                f"<map name=PagePicMap>{areas}</map><table>{turn}</table><table>{rows}</table>"
            )
            site.page(f"/lhrb/html/{day}/node_{number}.htm", shell("临河日报", inner, language="zh"))
            site.documents[site.full(f"/lhrb/page/1/{day}/0{number}/0{number}_pdf.pdf")] = PDF
            site.read(f"/lhrb/html/{day}/node_{number}.htm")
        periods += (
            f"<period id='{at}'><period_name>{day.replace('/', '-')}</period_name><period_date>"
            f"{day.replace('/', '-')}</period_date><front_page>node_1.htm</front_page></period>"
        )
    calendar = f"<?xml version='1.0' encoding='UTF-8'?><period_list>{periods}</period_list>"
    site.documents[site.full("/lhrb/html/2026-11/period.xml")] = Document(calendar.encode(), "text/xml")
    head = f"<meta http-equiv='REFRESH' content='0; URL=lhrb/html/{issues[0][0]}/node_1.htm'>"
    site.page("/", shell("临河日报数字报", "", language="zh", head=head))
    return site


def korean_county() -> Feedless:
    """A county by the Korean state's framework, in EUC-KR: rows and pages are calls, a form has the rest."""
    site = start(
        "egov",
        "html",
        "ko",
        40,
        title="청하군청",
        host="www.cheongha.example",
        charset="euc-kr",
        address=lambda story: (
            f"/portal/bbs/selectBoardArticle.do?bbsId=BBSMSTR_0021&nttId={serial(story, 84410)}"
        ),
    )
    side = surrounded(site, ("민원안내", "여권발급", "분야별정보"), ("군수실",), "특산물 장터")
    pages = {url.rpartition("=")[2]: site.documents[url] for url in site.truth}

    def article(asked: Asked) -> Document:
        return pages.get(asked.query.get("nttId", "")) or Document(b"", status=404)

    def listing(asked: Asked) -> str:
        page = asked.number("pageIndex", 1)
        own = site.stories if asked.query.get("bbsId") == "BBSMSTR_0021" else ()
        rows = "".join(
            f"<tr><td>{40 - story.number}</td><td class='subject'><a href='#none' onclick=\"fn_egov_view("
            f"'{site.url(story).rpartition('=')[2]}'); return false;\">{story.title}</a></td>"
            f"<td>홍보담당관</td><td>{local(story):%Y.%m.%d}</td><td>{story.number * 7 + 3}</td></tr>"
            for story in batch(own, page - 1, 10)
        )
        turn = "".join(
            f"<a href='#' onclick='fn_egov_link_page({n}); return false;'>{n}</a>" for n in range(1, 5)
        )
        form = (
            "<form name='frm' method='get' action='/portal/bbs/selectBoardList.do'>"
            "<input type='hidden' name='bbsId' value='BBSMSTR_0021'>"
            f"<input type='hidden' name='pageIndex' value='{page}'><select name='searchCnd'>"
            "<option value='0'>제목</option></select><input name='searchWrd' title='검색어'></form>"
        )
        code = (
            "function fn_egov_link_page(no){document.frm.pageIndex.value=no;document.frm.submit();}\n"
            "function fn_egov_view(id){location.href='/portal/bbs/selectBoardArticle.do?bbsId=BBSMSTR_0021"
            "&nttId='+id;}"
        )
        inner = f"{menu}{form}<table>{rows}</table><div class='paging'>{turn}</div>{side}"
        return shell("군정소식", inner, language="ko", charset="euc-kr", foot=f"<script>{code}</script>")

    menu = navigation(
        (
            ("/portal/bbs/selectBoardList.do?bbsId=BBSMSTR_0021", "군정소식"),
            ("/about.html", "청하소개"),
            ("/contact.html", "오시는 길"),
        )
    )
    site.route("/portal/bbs/selectBoardArticle.do", article)
    site.route("/portal/bbs/selectBoardList.do", lambda asked: as_html(listing(asked), "euc-kr"))
    home = f"{menu}<div class='visual'></div>{hot_words('ko')}{side}"
    site.page("/", shell("청하군청", home, language="ko", charset="euc-kr"))
    for page in range(1, 5):
        site.read(f"/portal/bbs/selectBoardList.do?bbsId=BBSMSTR_0021&pageIndex={page}")
    return site


def monthly_tables() -> Feedless:
    """A Japanese agency in EUC-JP: a table for each month, dates of the era, months in a select."""
    site = start(
        "months",
        "html",
        "ja",
        40,
        title="港湾保全庁",
        host="www.kowan-hozen.example",
        charset="euc-jp",
        minutes=2700,
        address=lambda story: f"/houdou/{local(story):%Y}/kh{serial(story, 40210):06d}.html",
    )
    side = surrounded(site, ("申請・手続き", "白書", "統計"), ("長官記者会見",), "広報誌")
    months = [(month, list(own)) for month, own in groupby(site.stories, lambda s: local(s).month)]
    options = "".join(
        f"<option value='./h08{month:02}.html'>令和8年{month}月</option>" for month, _own in months
    )
    choice = (
        "<form><select name='ym' onchange='location.href=this.options[this.selectedIndex].value'>"
        f"<option value=''>過去の報道発表</option>{options}</select></form>"
    )
    menu = navigation((("/houdou/", "報道発表"), ("/about.html", "組織案内"), ("/contact.html", "採用情報")))
    for at, (month, own) in enumerate(months):
        rows = ""
        for day, same in groupby(own, lambda story: local(story).date()):
            stories = list(same)
            for n, story in enumerate(stories):
                when = f"令和8年{day.month}月{day.day}日（{WEEK[day.weekday()]}）"
                first = f"<th rowspan='{len(stories)}'>{when}</th>" if n == 0 else ""
                href = site.path(story).removeprefix("/houdou/")
                sheet = href.replace(".html", ".pdf")
                site.documents[site.full(f"/houdou/{sheet}")] = PDF
                rows += (
                    f"<tr>{first}<td><a href='{href}'>{story.title}</a>"
                    f" <a href='{sheet}'>[PDF形式：112KB]</a></td></tr>"
                )
        inner = f"{menu}<h1>報道発表資料</h1>{choice}<table summary='報道発表'>{rows}</table>{side}"
        path = "/houdou/" if at == 0 else f"/houdou/h08{month:02}.html"
        text = shell("報道発表資料", inner, language="ja", charset="euc-jp")
        for address in {path, f"/houdou/h08{month:02}.html"}:
            site.page(address, text)
        site.read(path)
    site.page("/", shell("港湾保全庁", menu + hot_words("ja") + side, language="ja", charset="euc-jp"))
    return site


def hidden_links() -> Feedless:
    """A French regional site that hides most links from search engines: base64 in an attribute of a span."""
    site = start(
        "hidden",
        "html",
        "fr",
        40,
        title="Valdorne Infos",
        host="www.valdorne-infos.example",
        layout="ld",
        address=lambda story: f"/actualite/{slugged(story)}-{serial(story, 771200)}.html",
    )
    side = surrounded(site, ("Agenda", "Cinéma", "Petites annonces"), ("Lucie Fournel",), "Soldes d'hiver")

    def hidden(path: str, name: str, kind: str) -> str:
        return f"<span class='{kind} js-obf' data-obf='{b64encode(path.encode()).decode()}'>{name}</span>"

    def card(story: Story, *, lead: bool) -> str:
        name = escape(story.title)
        title = f"<a href='{site.path(story)}'>{name}</a>" if lead else hidden(site.path(story), name, "t")
        return (
            f"<article data-article-id='{site.path(story).rpartition('-')[2][:-5]}'><h2>{title}</h2>"
            f"<time datetime='{local(story).isoformat()}'>{local(story):%d/%m à %Hh%M}</time></article>"
        )

    code = (
        "document.querySelectorAll('[data-obf]').forEach(function(e){e.addEventListener('click',function(){"
        "window.location.href=atob(e.getAttribute('data-obf'))})});"
    )
    menu = navigation((("/actualite/", "Actualité"), ("/about.html", "Qui sommes-nous")))
    legal = hidden("/contact.html", "Mentions légales", "legal") + hidden("/search", "Recherche", "legal")
    pages = batches(site.stories, 10)
    for number, stories in enumerate(pages, 1):
        cards = "".join(card(story, lead=n == 0) for n, story in enumerate(stories))
        turn = "".join(
            hidden(f"/actualite/page-{n}.html" if n > 1 else "/actualite/", str(n), "pagination__item")
            for n in range(1, len(pages) + 1)
        )
        inner = f"{menu}<main>{cards}<div class='pagination'>{turn}</div></main>{side}{legal}{tracking()}"
        path = "/actualite/" if number == 1 else f"/actualite/page-{number}.html"
        site.page(path, shell("Actualité", inner, language="fr", foot=f"<script>{code}</script>"))
        site.read(path)
    top = "".join(card(story, lead=True) for story in site.stories[:3])
    inner = f"{menu}{top}{hot_words('fr')}{side}{legal}"
    site.page("/", shell("Valdorne Infos", inner, language="fr", foot=f"<script>{code}</script>"))
    return site


def xml_files() -> Feedless:
    """A Japanese television station: a script reads XML of the station's own form and makes addresses."""
    site = start(
        "tvxml",
        "xml",
        "ja",
        38,
        title="北港テレビ",
        host="www.kitaminato-tv.example",
        address=lambda story: f"/news/detail/{local(story):%Y%m%d}{serial(story, 9100):05d}.html",
    )
    side = surrounded(site, ("番組表", "イベント", "プレゼント"), ("佐藤アナ", "山口アナ"), "通販")
    menu = navigation(
        (("/news/", "ニュース"), ("/news/archive.html", "過去のニュース"), ("/about.html", "会社概要"))
    )
    scripts = "<script src='/common/js/jquery.min.js'></script><script src='/news/js/news.js'></script>"
    site.script("/common/js/jquery.min.js", LIBRARY)
    for name, page, stories in (
        ("newslist", "/news/", site.stories[:20]),
        ("archive", "/news/archive.html", site.stories[20:]),
    ):
        rows = "".join(
            f"<news>\n<id>{site.path(story).rpartition('/')[2][:-5]}</id>\n<category code='{n % 3}'>"
            f"{('社会', '経済', 'スポーツ')[n % 3]}</category>\n<title><![CDATA[{story.title}]]></title>\n"
            f"<date>{local(story):%Y/%m/%d}</date><time>{local(story):%H:%M}</time>\n"
            f"<movie>{n % 2}</movie>\n</news>\n"
            for n, story in enumerate(stories)
        )
        text = f"<?xml version='1.0' encoding='UTF-8'?>\n<newslist station='KTV'>\n{rows}</newslist>"
        site.documents[site.full(f"/news/data/{name}.xml")] = Document(text.encode(), "text/xml")
        site.read(f"/news/data/{name}.xml")
        foot = f"{scripts}<script>$(function(){{loadNews('/news/data/{name}.xml','#newsList');}});</script>"
        inner = f"{menu}<ul id='newsList'></ul>{hot_words('ja')}{side}"
        site.page(page, shell("ニュース", inner, language="ja", foot=foot))
    code = (
        "function loadNews(url,box){\n  $.ajax({url:url+'?'+(new Date()).getTime(),dataType:'xml'})"
        ".done(function(xml){\n    $(xml).find('news').each(function(){\n      "
        "var id=$(this).find('id').text();\n      $(box).append("
        "'<li><a href=\"/news/detail/'+id+'.html\">'+$(this).find('title').text()"
        "+'</a><span>'+$(this).find('time').text()+'</span></li>');\n    });\n  });\n}\n"
    )
    site.script("/news/js/news.js", code)
    site.page("/", shell("北港テレビ", f"{menu}<div class='onair'></div>{side}", language="ja"))
    return site


def remix() -> Feedless:
    """Remix: drawn on the server, the loader's data at the end, more by a form of GET with a button."""
    site = start(
        "remix",
        "state",
        "de",
        42,
        title="Oberlinden Zeitung",
        host="www.oberlinden-zeitung.example",
        layout="meta",
        address=lambda story: (
            f"/{('region', 'wirtschaft', 'kultur')[story.number % 3]}"
            f"/{slugged(story)}-ld.{serial(story, 18844)}"
        ),
    )
    side = surrounded(site, ("Abo", "E-Paper", "Rätsel"), ("Jana Petersen", "Uwe Hartmann"), "Wintermarkt")
    menu = navigation((("/about.html", "Impressum"), ("/contact.html", "Kontakt")))

    def page(asked: Asked) -> Document:
        number = asked.number("seite", 1)
        stories = batch(site.stories, number - 1, 14)
        rows = [
            {
                "id": f"ld.{serial(story, 18844)}",
                "titel": story.title,
                "pfad": site.path(story),
                "lead": story.teaser,
                "publiziert": story.published.isoformat(),
                "autoren": [{"name": story.author, "pfad": "/author/1.html"}],
            }
            for story in stories
        ]
        data = {"artikel": rows, "seite": number, "weitere": number * 14 < len(site.stories)}
        if asked.query.get("_data"):
            return as_json(data)
        route = "routes/_index" if asked.url.rstrip("/") == site.root else "routes/neuste"
        state = {"loaderData": {"root": {"user": None}, route: data}, "actionData": None, "errors": None}
        items = "".join(
            f"<li><a data-discover='true' href='{site.path(story)}'><h3>{escape(story.title)}</h3></a></li>"
            for story in stories
        )
        more = (
            f"<form method='get' action='/neuste' data-discover='true'><button type='submit' name='seite' "
            f"value='{number + 1}'>Mehr laden</button></form>"
        )
        foot = (
            f"<script>window.__remixContext = {compact({'basename': '/', 'state': state})};</script>"
            "<script type='module' async>import '/assets/manifest-7c0f.js';</script>"
        )
        inner = f"{menu}<ol>{items}</ol>{more if data['weitere'] else ''}{side}"
        return as_html(shell("Oberlinden Zeitung", inner, language="de", foot=foot))

    site.script("/assets/manifest-7c0f.js", "window.__remixManifest={entry:{module:'/assets/e.js'}};")
    site.route("/", page)
    site.route("/neuste", page)
    site.read("/")
    for number in (2, 3):
        site.read(f"/neuste?seite={number}")
    return site


BUILDERS = (electronic_paper, korean_county, monthly_tables, hidden_links, xml_files, remix)
