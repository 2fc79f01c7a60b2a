"""Feedless sites that are held out, the fourth set, of the second kind, continued: they are not read."""

from __future__ import annotations

from base64 import b64encode
from html import escape

from tests.sites.building import Document
from tests.sites.feedless.held_out_fourth_parts import around, laid, leads, mixed
from tests.sites.feedless.invention import local, serial
from tests.sites.feedless.simulated import Asked, Feedless, as_html, batch, start


def quince() -> Feedless:
    """An Arab ministry: its pages are turned by sending the page's form, with the state it hides."""
    site = start(
        "quince",
        "meadow",
        "ar",
        40,
        title="وزارة الموانئ",
        host="www.ports-ministry.example",
        address=lambda story: f"/ar/MediaCenter/NewsDetails.aspx?NewsID={serial(story, 14220)}",
    )
    side = around(site, ("الخدمات", "المناقصات"), ("الوزير",), "معرض")
    menu = (("/ar/MediaCenter/News.aspx", "الأخبار"), ("/tag/1.html", "الخدمات"))

    def state(page: int) -> str:
        return b64encode(f"/wEPDwUKLTk{page}GQ{mixed(f'vs{page}')}".encode()).decode()

    def answer(asked: Asked) -> Document:
        page = 1
        if asked.method == "POST":
            form = asked.form
            if form.get("__VIEWSTATE") not in {state(n) for n in range(1, 5)}:
                return Document(b"<h1>Validation of viewstate MAC failed.</h1>", status=500)
            told = form.get("__EVENTARGUMENT", "").removeprefix("Page$")
            page = int(told) if told.isdigit() and 1 <= int(told) <= 4 else 1
        rows = "".join(
            f"<tr><td><a href='NewsDetails.aspx?NewsID={serial(story, 14220)}'>{escape(story.title)}</a></td>"
            f"<td>{local(story):%d/%m/%Y}</td></tr>"
            for story in batch(site.stories, page - 1, 10)
        )
        turn = "".join(
            f"<td><span>{n}</span></td>"
            if n == page
            else f"<td><a href=\"javascript:__doPostBack('ctl00$Main$gv','Page${n}')\">{n}</a></td>"
            for n in range(1, 5)
        )
        inner = (
            "<form method='post' action='./News.aspx' id='aspnetForm'>"
            "<input type='hidden' name='__EVENTTARGET' value=''>"
            "<input type='hidden' name='__EVENTARGUMENT' value=''>"
            f"<input type='hidden' name='__VIEWSTATE' value='{state(page)}'>"
            f"<input name='ctl00$q' placeholder='بحث'><table>{rows}</table>"
            f"<table class='turn'><tr>{turn}</tr></table></form>"
        )
        scripts = (
            "<script>var theForm=document.forms['aspnetForm'];function __doPostBack(t,a){"
            "theForm.__EVENTTARGET.value=t;theForm.__EVENTARGUMENT.value=a;theForm.submit()}</script>"
        )
        return as_html(laid(site, "", "الأخبار", inner, menu=menu, side=side, scripts=scripts))

    site.route("/ar/MediaCenter/News.aspx", answer)
    laid(site, "/", "وزارة الموانئ", f"<div class='hero'>{leads(site, 3)}</div>", menu=menu, side=side)
    return site


def rowan() -> Feedless:
    """An old Chinese portal: files of a script's calls, which the page writes as it is read."""
    site = start(
        "rowan",
        "meadow",
        "zh",
        48,
        title="石桥在线",
        host="www.shiqiao-ol.example",
        charset="gb18030",
        address=lambda story: f"/html/{local(story):%Y%m}/k{serial(story, 41877)}.shtml",
    )
    side = around(site, ("供求信息", "本地论坛"), ("周雅琴",), "团购")
    menu = (("/list.htm", "新闻列表"), ("/tag/2.html", "论坛"))
    for page in range(4):
        calls = "".join(
            f'L({n},"{story.title}","{local(story):%Y%m%d}",{serial(story, 41877)});\n'
            for n, story in enumerate(batch(site.stories, page, 12))
        )
        site.script(f"/inc/d{chr(97 + page) * 2}.js", calls)
    site.script(
        "/inc/list.js",
        """var s=location.search.replace('?',''),p=s?parseInt(s):0,o=['aa','bb','cc','dd'];
function L(i,t,d,k){document.write('<li><a href="/h'+'tml/'+d.substr(0,
6)+'/k'+k+'.sht'+'ml" target="_blank">'+t+
'</a> <font color=gray>['+d.substr(4)+']</font></li>')}
document.write('<scr'+'ipt src="/inc/d'+o[p]+'.js" charset="gb18030"></scr'+'ipt>');
""",
    )
    inner = (
        "<ul><script src='/inc/list.js'></script></ul><script>if(p<3)document.write("
        '\'<a class="nx" href="/list.htm?\''
        "+(p+1)+'\">下一页</a>')</script>"
    )
    laid(site, "/list.htm", "新闻列表", inner, menu=menu, side=side)
    laid(site, "/", "石桥在线", f"<marquee>欢迎光临</marquee>{inner}", menu=menu, side=side)
    return site


BUILDERS = (quince, rowan)
