"""Feedless sites that are held out, the fourth set, of the second kind, continued: they are not read."""

from __future__ import annotations

import json
from base64 import b64encode
from html import escape
from itertools import pairwise
from typing import Any
from urllib.parse import quote

from tests.sites.building import Document
from tests.sites.feedless.held_out_fourth_more import thirty_six
from tests.sites.feedless.held_out_fourth_parts import around, laid, leads, mixed
from tests.sites.feedless.invention import local, serial, slugged
from tests.sites.feedless.running import NEAR
from tests.sites.feedless.simulated import Asked, Feedless, as_html, as_json, batch, start


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


def sorrel() -> Feedless:
    """A Russian aggregator of its own news: its script was made unreadable, its answers are short."""
    site = start(
        "sorrel",
        "meadow",
        "ru",
        45,
        title="Сосновка.Сейчас",
        layout="meta",
        address=lambda story: f"/a{serial(story, 1200345) ^ 0x5F3A}",
    )
    side = around(site, ("Курс валют", "Афиша"), ("Ольга Ларина",), "Скидки")

    def answer(asked: Asked) -> Document:
        at = asked.number("o", 0)
        if asked.method != "POST" or asked.number("k", 0) != (at * 31 + 7) % 997:
            return as_json({"e": 1}, status=400)
        rows = [
            {"a": serial(story, 1200345), "b": story.title[::-1], "c": int(story.published.timestamp()) // 60}
            for story in site.stories[max(at, 0) : max(at, 0) + 15]
        ]
        return as_json({"z": rows, "m": int(at + 15 < 45)})

    site.route("/x/q7", answer)
    words = [
        "L3gvcTc=",
        "UE9TVA==",
        "anNvbg==",
        "cmV2ZXJzZQ==",
        "c3BsaXQ=",
        "am9pbg==",
        "aW5uZXJIVE1M",
        "cHVzaA==",
    ]
    turned = words[3:] + words[:3]
    code = (
        f"var _0x3a1f={json.dumps(turned)};(function(_0x1,_0x2){{while(--_0x2)_0x1['push'](_0x1['shift']());"
        "}(_0x3a1f,0x6));var _0x5c=function(_0x1){return atob(_0x3a1f[_0x1-0x0])};"
        f"{NEAR}var _0x9=0x0;near(function(){{var _0x7=_0x9;return fetch(_0x5c('0x0'),"
        f"{{'method':_0x5c('0x1'),"
        "'headers':{'Content-Type':'application/x-www-form-urlencoded'},'body':'o='+_0x7+'&k='+("
        "_0x7*0x1f+0x7)%0x3e5"
        "})['then'](function(_0x4){return _0x4[_0x5c('0x2')]()})['then'](function(_0x4){for("
        "var _0x6 of _0x4['z']){"
        "var _0x8=document['createElement']('li'),_0xa=[..._0x6['b']][_0x5c('0x3')]()[_0x5c('0x5')]('');"
        "_0x8[_0x5c('0x6')]='<a\\x20href=\\x22/a'+(_0x6['a']^0x5f3a)+'\\x22>'+_0xa+'</a>';"
        "document['getElementById']"
        "('s')['appendChild'](_0x8)}_0x9+=0xf;return!!_0x4['m']})});"
    )
    site.script("/s/4d1.js", code)
    laid(site, "/", "Сосновка", "<ol id='s'></ol>", side=side, scripts="<script src='/s/4d1.js'></script>")
    return site


def tansy() -> Feedless:
    """An agency in English: its wire is leafed through by days, back from the newest."""
    site = start(
        "tansy",
        "meadow",
        "en",
        44,
        title="Harbour Wire",
        layout="ld",
        minutes=520,
        address=lambda story: f"/wire/{quote(slugged(story))}-{serial(story, 90011):x}",
    )
    side = around(site, ("Photos", "Services"), ("Nora Whitfield",), "Subscribe")
    days: dict[str, list[dict[str, Any]]] = {}
    for story in site.stories:
        row = {
            "n": serial(story, 90011),
            "hl": story.title,
            "sl": slugged(story),
            "at": f"{local(story):%H:%M}",
        }
        days.setdefault(f"{local(story):%Y-%j}", []).append(row)
    dates = sorted(days, reverse=True)
    assert all(int(later[-3:]) - int(older[-3:]) <= 2 for later, older in pairwise(dates))
    last = int(dates[-1][-3:])
    for number in range(last, int(dates[0][-3:]) + 1):
        rows = days.get(f"2026-{number:03}", [])
        site.data(f"/w/26/{thirty_six(number * 37)}", {"ok": True, "rows": rows, "first": number == last})
    scripts = """<script type="module">
const at = document.querySelector('#wire'), back = document.querySelector('#back');
let day = new Date(at.dataset.newest + 'T00:00:00Z');
async function turn(step) {
  day = new Date(+day - step * 864e5);
  const doy = Math.round((day - Date.UTC(day.getUTCFullYear(), 0, 0)) / 864e5);
  const path = '/w/' + String(day.getUTCFullYear()).slice(2) + '/' + (doy * 37).toString(36);
  const told = await (await fetch(path)).json();
  document.querySelector('#day').textContent = day.toISOString().slice(0, 10);
  at.replaceChildren(...told.rows.map(row => {
    const item = document.createElement('li'), link = document.createElement('a');
    link.href = '/wire/' + row.sl + '-' + row.n.toString(16);
    link.textContent = row.hl;
    item.append(row.at, ' ', link);
    return item;
  }));
  back.disabled = told.first;
}
back.onclick = () => turn(1);
turn(0);
</script>"""
    newest = f"{local(site.stories[0]):%Y-%m-%d}"
    inner = (
        f"<p><button id='back'>Previous day</button> <b id='day'></b></p>"
        f"<ul id='wire' data-newest='{newest}'></ul>"
    )
    laid(site, "/", "Harbour Wire", inner, side=side, scripts=scripts)
    return site


BUILDERS = (quince, rowan, sorrel, tansy)
