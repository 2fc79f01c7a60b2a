"""Feedless sites that are held out, the fourth set, continued: they are scored and not read."""

from __future__ import annotations

import json
from base64 import b64encode
from itertools import groupby
from typing import Any

from tests.sites.building import Document
from tests.sites.feedless.held_out_fourth_parts import around, laid
from tests.sites.feedless.invention import local, serial, slugged
from tests.sites.feedless.layouts import bundle
from tests.sites.feedless.running import LIBRARY, running
from tests.sites.feedless.simulated import Asked, Feedless, as_callback, as_json, batch, start
from tests.sites.stories import Story


def dogwood() -> Feedless:
    """A British weekly: the page's own data comes in pieces of text, the next by a cursor."""
    site = start(
        "dogwood",
        "grove",
        "en",
        45,
        title="The Castleby Weekly",
        layout="ld",
        address=lambda story: (
            f"/{('politics', 'books', 'town')[story.number % 3]}"
            f"/{local(story):%Y/%m}/{slugged(story)}-{serial(story, 5510)}"
        ),
    )
    side = around(site, ("Crosswords", "Events", "Shop"), ("Nora Whitfield", "Tom Hale"), "Winter offer")

    def cursor(story: Story) -> str:
        return b64encode(f"pub:{story.published:%Y%m%d%H%M}".encode()).decode().rstrip("=")

    def told(after: str) -> dict[str, Any]:
        at = next((n + 1 for n, story in enumerate(site.stories) if cursor(story) == after), 0)
        own = site.stories[at : at + 15]
        rows = [
            {
                "uid": f"cw-{serial(story, 5510)}",
                "headline": {"text": story.title, "kicker": None},
                "href": site.path(story),
                "firstPublished": story.published.isoformat(),
                "contributors": [{"name": story.author, "href": "/author/1.html"}],
            }
            for story in own
        ]
        return {"entries": rows, "endCursor": cursor(own[-1]) if at + 15 < 45 and own else None}

    site.route("/_api/river", lambda asked: as_json(told(asked.query.get("after", ""))))
    row = ["$", "$L1c", None, {"initial": told(""), "promo": {"title": "Subscribe", "href": "/tag/3.html"}}]
    flight = '2:"$Sreact.fragment"\n1c:I[4417,["991","static/chunks/991.js"],"River"]\n5:' + json.dumps(
        row, ensure_ascii=False, separators=(",", ":")
    )
    pieces = [flight[at : at + 1777] for at in range(0, len(flight), 1777)]
    pushed = "".join(
        f"<script>self.__next_f.push({json.dumps([1, piece], ensure_ascii=False)})</script>"
        for piece in pieces
    )
    code = (
        "var f=self.__next_f.map(e=>e[1]||'').join('').split('\\n').find(e=>e.startsWith('5:')),"
        "s=JSON.parse(f.slice(2))[3].initial,b=document.getElementById('river'),"
        "m=document.getElementById('mo');"
        "function w(e){e.entries.forEach(e=>{var a=document.createElement('a');a.href=e.href;a.textContent="
        "e.headline.text;b.appendChild(document.createElement('li')).appendChild(a)});"
        "m.hidden=!e.endCursor}w(s);"
        "m.onclick=async()=>{s=await(await fetch(`/_api/river?after=${encodeURIComponent("
        "s.endCursor)}`)).json();"
        "w(s)};"
    )
    site.script("/_next/static/chunks/991.js", running(bundle(code, seed=site.name)))
    inner = "<main><ul id='river'></ul><button id='mo' hidden>Show more</button></main>"
    scripts = (
        f"<script>(self.__next_f=self.__next_f||[]).push([0])</script>{pushed}"
        "<script src='/_next/static/chunks/991.js' async></script>"
    )
    laid(site, "/", "The Castleby Weekly", inner, side=side, scripts=scripts)
    site.read("/")
    for at in (14, 29):
        site.read(f"/_api/river?after={cursor(site.stories[at])}")
    return site


def fir() -> Feedless:
    """A Japanese paper: files of months, which a file of their names leads to."""
    site = start(
        "fir",
        "grove",
        "ja",
        44,
        title="青浜新報",
        layout="meta",
        minutes=2300,
        address=lambda story: f"/articles/AH{local(story):%y%m%d}{serial(story, 76110):06d}.html",
    )
    side = around(site, ("紙面案内", "訃報", "求人"), ("佐藤健一",), "ふるさと市")
    months = [(month, list(own)) for month, own in groupby(site.stories, lambda s: f"{local(s):%Y%m}")]
    site.data("/_shared/months.json", {"updated": "2026-11-27T07:00:00+09:00", "m": [m for m, _ in months]})
    site.read("/_shared/months.json")
    for month, own in months:
        rows = [
            {
                "k": site.path(story).rpartition("/")[2][:-5],
                "ttl": story.title,
                "d": f"{local(story):%Y-%m-%dT%H:%M:%S+09:00}",
                "lnk": site.path(story),
                "gz": None,
            }
            for story in own
        ]
        site.data(f"/_shared/{month[:4]}/{month[4:]}.json", {"n": len(rows), "i": rows})
        site.read(f"/_shared/{month[:4]}/{month[4:]}.json")
    scripts = """<script>
const box = document.querySelector('#kiji'), sel = document.querySelector('#tsuki');
async function show(m) {
  const r = await fetch(`/_shared/${m.slice(0, 4)}/${m.slice(4)}.json`), d = await r.json();
  box.innerHTML = d.i.map(x => `<li><a href="${x.lnk}">${x.ttl}</a><time>${x.d.slice(5,
10)}</time></li>`).join('');
}
fetch('/_shared/months.json').then(r => r.json()).then(d => {
  sel.innerHTML = d.m.map(m => `<option value="${m}">${m.slice(0, 4)}年${+m.slice(4)}月</option>`).join('');
  show(d.m[0]);
});
sel.addEventListener('change', () => show(sel.value));
</script>"""
    inner = "<h2>記事一覧</h2><select id='tsuki'></select><ul id='kiji'></ul>"
    laid(site, "/", "青浜新報", inner, side=side, scripts=scripts)
    return site


def juniper() -> Feedless:
    """A Chinese portal's rolling news: a tab for each channel, by callbacks from another host."""
    site = start(
        "juniper",
        "grove",
        "zh",
        48,
        title="滚动快讯",
        host="roll.tiehe-news.example",
        layout="meta",
        address=lambda story: (
            f"http://{('finance', 'society')[story.number % 2]}.tiehe-news.example"
            f"/{local(story):%Y-%m-%d}/doc-inz{serial(story, 777120)}.shtml"
        ),
    )
    side = around(site, ("股票", "基金", "彩票"), ("陈国栋",), "理财")

    def answer(asked: Asked) -> Document:
        lids = {"2509": 0, "2669": 1}
        which, page = lids.get(asked.query.get("lid", "")), asked.number("page", 1)
        own = [story for story in site.stories if story.number % 2 == which]
        rows = [
            {
                "docid": f"comos:inz{serial(story, 777120)}",
                "url": site.url(story),
                "wapurl": site.url(story).replace("http://", "http://m."),
                "title": story.title,
                "ctime": str(int(story.published.timestamp())),
                "media_name": "滚动快讯",
                "keywords": "",
                "images": [],
            }
            for story in batch(own, page - 1, min(asked.number("num", 12), 12))
        ]
        told = {"result": {"status": {"code": 0, "msg": "succ"}, "total": len(own), "data": rows}}
        name = asked.query.get("callback", "")
        return as_callback(name, told) if name else as_json(told)

    site.route("http://feed.tiehe-roll.example/api/roll/get", answer)
    site.script("/js/jq.js", LIBRARY)
    site.script(
        "/js/roll.js",
        """$(function(){
  var API='http://feed.tiehe-roll.example/api/roll/get',now={lid:0,page:1};
  function load(clear){
    $.ajax({url:API+'?pageid=153&num=12&lid='+now.lid+'&page='+now.page,dataType:'jsonp',success:function(r){
      var h='';
      $.each(r.result.data,function(i,e){h+='<li><a target="_blank" href="'+e.url+'">'+e.title+'</a></li>'});
      if(clear)$('.d_list').html(h);else $('.d_list').append(h);
      if(now.page*12>=r.result.total)$('.d_more').hide();else $('.d_more').show();
    }});
  }
  $('.d_tabs span').click(function(){now={lid:$(this).data('lid'),page:1};load(true)});
  $('.d_more').click(function(){now.page++;load(false)});
  now.lid=$('.d_tabs span').eq(0).data('lid');load(true);
});
""",
    )
    inner = (
        "<div class='d_tabs'><span data-lid='2509'>财经</span><span data-lid='2669'>社会</span></div>"
        "<ul class='d_list'></ul><div class='d_more'>加载更多</div>"
    )
    scripts = "<script src='/js/jq.js'></script><script src='/js/roll.js'></script>"
    laid(site, "/", "滚动快讯", inner, side=side, scripts=scripts)
    for lid in (2509, 2669):
        for page in (1, 2):
            query = f"pageid=153&num=12&lid={lid}&page={page}&callback=jQuery3710{page}"
            site.read(f"http://feed.tiehe-roll.example/api/roll/get?{query}")
    return site


BUILDERS = (dogwood, fir, juniper)
