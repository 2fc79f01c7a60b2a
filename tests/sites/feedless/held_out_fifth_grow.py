"""Feedless sites that are held out, the fifth set: lists that grow, and lists in script files."""

from __future__ import annotations

from html import escape
from typing import Any

from tests.sites.building import Document
from tests.sites.feedless.held_out_fifth_press import GROWING, code, cursor, dated, plain, press
from tests.sites.feedless.invention import local, millis, serial, slugged
from tests.sites.feedless.simulated import Asked, Feedless, as_callback, as_html, as_json, batch
from tests.sites.stories import Story


def portside() -> Feedless:
    """An English city portal: a feed that grows at its end, by the cursor that the last answer gave."""
    paper = press(
        "portside",
        "cursor",
        "en",
        48,
        title="Portside Today",
        skin="app",
        told="ld",
        menu=(("/", "Feed"), ("/weather", "Weather")),
        address=lambda story: f"/p/{slugged(story)}-{serial(story, 71330):x}",
    )

    def answer(asked: Asked) -> Document:
        after = asked.query.get("cursor", "")
        at = next((s.number + 1 for s in paper.site.stories if cursor(s) == after), 0)
        some = paper.site.stories[at : at + min(asked.number("limit", 12), 30)]
        rows = [
            {
                "type": "article",
                "id": f"{serial(s, 71330):x}",
                "headline": s.title,
                "url": paper.href(s),
                "dek": s.teaser[:120],
                "publishedAt": s.published.strftime("%Y-%m-%dT%H:%M:%SZ"),
                "topic": {"name": ("Harbour", "Council")[s.number % 2]},
            }
            for s in some
        ]
        rows.insert(
            3, {"type": "promo", "id": "newsletter", "headline": "Get our newsletter", "url": "/contact.html"}
        )
        last = not some or some[-1].number == 47
        return as_json({"items": rows, "nextCursor": None if last else cursor(some[-1])})

    script = """const feed = document.querySelector("#feed"), sentinel = document.querySelector("#sentinel");
let next = "", busy = false, over = false;
async function more() {
  if (busy || over) return;
  busy = true;
  const answer = await fetch(`/api/feed?limit=12${next ? `&cursor=${encodeURIComponent(next)}` : ""}`);
  const {items, nextCursor} = await answer.json();
  for (const item of items) {
    const card = document.createElement("div");
    card.className = `card card--${item.type}`;
    card.innerHTML = `<a href="${item.url}">${item.headline}</a><p>${item.dek || ""}</p>`;
    feed.append(card);
  }
  next = nextCursor;
  over = !next;
  busy = false;
  if (over) watcher.disconnect();
  else { watcher.unobserve(sentinel); watcher.observe(sentinel); }
}
const watcher = new IntersectionObserver(seen => seen.some(one => one.isIntersecting) && more(), {
  rootMargin: "300px"});
watcher.observe(sentinel);
"""
    paper.site.route("/api/feed", answer)
    paper.site.script("/assets/feed.9ad2.js", script)
    head = GROWING + code("/assets/feed.9ad2.js", script, module=True)
    paper.page("/", paper.name, "<div id='feed'></div><div id='sentinel' style='height:1px'></div>", head)
    paper.page("/weather", "Weather", "<h1>Weather</h1><p>Rain in the morning, dry later.</p>")
    for at in (None, 11, 23, 35):
        after = f"&cursor={cursor(paper.site.stories[at]).replace('=', '%3D')}" if at else ""
        paper.site.read(f"/api/feed?limit=12{after}")
    return paper.site


def weinberg() -> Feedless:
    """A German wine region's magazine with htmx: the last row asks for the next ones when it is seen."""
    paper = press(
        "weinberg",
        "cursor",
        "de",
        40,
        title="Weinberg Rundschau",
        skin="wp",
        told="time",
        menu=(("/neuigkeiten/", "Neuigkeiten"), ("/rezepte/", "Rezepte")),
        address=lambda story: f"/neuigkeiten/{plain(story)}/",
    )

    def rows(page: int) -> str:
        some = batch(paper.site.stories, page - 1, 10)
        more = f" hx-get='/neuigkeiten/?seite={page + 1}' hx-trigger='revealed' hx-swap='afterend'"
        return "".join(
            f"<article class='row'{more if s is some[-1] and page < 4 else ''}><h2><a href='{paper.href(s)}'>"
            f"{escape(s.title)}</a></h2><time>{dated(s)}</time><p>{escape(s.teaser[:140])}</p></article>"
            for s in some
        )

    def answer(asked: Asked) -> Document:
        page = asked.number("seite", 1)
        if asked.header("HX-Request"):
            return as_html(rows(page))
        return paper.document(
            "Neuigkeiten", f"<h1>Neuigkeiten</h1>{rows(page)}", GROWING, code("/static/htmx.js", script)
        )

    script = """var htmx=function(){"use strict";
function swap(e){var x=new XMLHttpRequest();x.open("GET",e.getAttribute("hx-get"));
x.setRequestHeader("HX-Request","true");x.setRequestHeader("HX-Current-URL",location.href);
x.onload=function(){e.removeAttribute("hx-trigger");e.insertAdjacentHTML(e.getAttribute("hx-swap")||
  "afterend",x.responseText);
process()};x.send()}
function process(){document.querySelectorAll("[hx-get][hx-trigger=revealed]").forEach(function(e){
if(e.done)return;e.done=1;var o=new IntersectionObserver(function(s){if(s[0].isIntersecting){o.disconnect();
  swap(e)}});o.observe(e)})}
process();return{process:process,version:"1.9.12"}}();
"""
    paper.site.route("/neuigkeiten/", answer)
    paper.site.script("/static/htmx.js", script)
    for page in range(1, 5):
        paper.site.read(f"/neuigkeiten/?seite={page}")
    paper.page("/rezepte/", "Rezepte", "<h1>Rezepte</h1><ul><li>Zwiebelkuchen</li><li>Quittenbrot</li></ul>")
    lead = "".join(f"<h2>{paper.link(s)}</h2>" for s in paper.site.stories[:3])
    paper.page("/", paper.name, f"{lead}<a href='/neuigkeiten/'>Alle Neuigkeiten</a>")
    return paper.site


def lagoa() -> Feedless:
    """A Brazilian radio: its timeline asks for what is older than the oldest that it shows."""
    paper = press(
        "lagoa",
        "cursor",
        "pt",
        45,
        title="Rádio Lagoa Funda",
        skin="app",
        told="meta",
        minutes=260,
        menu=(("/ultimas", "Últimas"), ("/programacao", "Programação")),
        address=lambda story: f"/noticia/{local(story):%Y/%m/%d}/{slugged(story)}",
    )

    def moment(story: Story) -> str:
        return story.published.strftime("%Y-%m-%dT%H:%M:%SZ")

    def answer(asked: Asked) -> Document:
        before = asked.query.get("before", "")
        older = [s for s in paper.site.stories if not before or moment(s) < before]
        some = older[: min(asked.number("limit", 15), 30)]
        rows: list[dict[str, Any]] = [
            {
                "uuid": f"{serial(s, 880120)}-0c1e",
                "titulo": s.title,
                "linhaFina": s.teaser[:110],
                "link": paper.site.url(s),
                "dataPublicacao": moment(s),
                "editoria": ("Cidade", "Esporte")[s.number % 2],
            }
            for s in some
        ]
        return as_json({"itens": rows, "temMais": len(older) > len(some)})

    script = """(() => {
  const linha = document.getElementById('linha-do-tempo'), botao = document.getElementById('carregar');
  let ultima = null;
  const carregar = async () => {
    botao.disabled = true;
    const url = new URL('/api/timeline', location.origin);
    url.searchParams.set('limit', 15);
    if (ultima) url.searchParams.set('before', ultima);
    const { itens, temMais } = await fetch(url).then(r => r.json());
    linha.append(...itens.map(item => {
      const bloco = document.createElement('div');
      bloco.className = 'card';
      bloco.innerHTML = `<small>${item.editoria}</small><a href="${item.link}">${item.titulo}</a>`;
      return bloco;
    }));
    ultima = itens[itens.length - 1].dataPublicacao;
    botao.disabled = false;
    if (!temMais) botao.remove();
  };
  botao.addEventListener('click', carregar);
  carregar();
})();
"""
    paper.site.route("/api/timeline", answer)
    paper.site.script("/js/timeline.js", script)
    inner = "<h1>Últimas</h1><div id='linha-do-tempo'></div><button id='carregar'>Carregar mais</button>"
    paper.page("/ultimas", "Últimas", inner, "", code("/js/timeline.js", script))
    paper.page(
        "/programacao", "Programação", "<h1>Programação</h1><ul><li>6h Bom dia</li><li>18h Jornal</li></ul>"
    )
    lead = "".join(f"<h2>{paper.link(s)}</h2>" for s in paper.site.stories[:4])
    paper.page("/", paper.name, f"{lead}<a href='/ultimas'>Últimas notícias</a>")
    paper.site.read("/api/timeline?limit=15")
    for at in (14, 29):
        paper.site.read(f"/api/timeline?limit=15&before={moment(paper.site.stories[at]).replace(':', '%3A')}")
    return paper.site


def eunhang() -> Feedless:
    """A Korean weekly: a script takes the next page of the list and puts its rows below the others."""
    paper = press(
        "eunhang",
        "cursor",
        "ko",
        42,
        title="은항주간",
        skin="divs",
        told="line",
        menu=(("/article/list", "전체기사"), ("/notice", "알림")),
        address=lambda story: f"/article/view/{serial(story, 20260)}",
    )
    script = """(function () {
  var list = document.querySelector('.article-list'), next = document.querySelector('.pagination .next');
  if (!next) return;
  document.querySelector('.pagination').style.display = 'none';
  var busy = false;
  function more() {
    if (busy || !next || innerHeight + pageYOffset < document.documentElement.scrollHeight - 400) return;
    busy = true;
    fetch(next.getAttribute('href')).then(function (r) { return r.text(); }).then(function (t) {
      var page = new DOMParser().parseFromString(t, 'text/html');
      page.querySelectorAll('.article-list > .row').forEach(function (row) { list.appendChild(row); });
      next = page.querySelector('.pagination .next');
      busy = false;
      more();
    });
  }
  window.addEventListener('scroll', more);
  more();
})();
"""

    def answer(asked: Asked) -> Document:
        page = asked.number("page", 1)
        rows = "".join(
            f"<div class='row'><a class='thumb' href='{paper.href(s)}'><img "
            f"src='/t/{s.number}.jpg'></a><dl><dt><a "
            f"href='{paper.href(s)}'>{s.title}</a></dt><dd>{s.teaser[:80]}</dd><dd>{s.author} | "
            f"{local(s):%Y-%m-%d %H:%M}"
            "</dd></dl></div>"
            for s in batch(paper.site.stories, page - 1, 14)
        )
        after = f"<a class='next' href='/article/list?page={page + 1}'>다음</a>" if page < 3 else ""
        inner = f"<div class='article-list'>{rows}</div><div class='pagination'>{after}</div>"
        return paper.document("전체기사", inner, GROWING, code("/js/scroll.js", script))

    paper.site.route("/article/list", answer)
    paper.site.script("/js/scroll.js", script)
    for page in (1, 2, 3):
        paper.site.read(f"/article/list?page={page}")
    paper.page("/notice", "알림", "<h1>알림</h1><ul><li>휴간 안내</li><li>구독료 안내</li></ul>")
    lead = "".join(f"<h3>{paper.link(s)}</h3>" for s in paper.site.stories[:4])
    paper.page("/", paper.name, f"{lead}<a href='/article/list'>더보기</a>")
    return paper.site


def cotrang() -> Feedless:
    """A Vietnamese portal: a zone's timeline comes in pieces of HTML, each a file with its number."""
    paper = press(
        "cotrang",
        "cursor",
        "vi",
        50,
        title="Cồn Trắng Online",
        skin="wp",
        told="line",
        menu=(("/xa-hoi.htm", "Xã hội"), ("/lich.htm", "Lịch")),
        address=lambda story: f"/{plain(story)}-{local(story):%y%m%d}{serial(story, 104500)}.htm",
    )

    def items(page: int) -> str:
        return "".join(
            f"<li class='knswli clearfix'><a href='{paper.href(s)}' class='knswli-left' "
            f"title='{escape(s.title, quote=True)}'>"
            f"<img data-src='/thumb/{s.number}.jpg'></a><h3 class='knswli-title'><a "
            f"href='{paper.href(s)}'>{s.title}</a></h3>"
            f"<span class='time' title='{local(s).isoformat()}'>{dated(s)}</span></li>"
            for s in batch(paper.site.stories, page - 1, 10)
        )

    script = """var timeline = {page: 1, zone: document.getElementById('hdZoneId').value, loading: false};
timeline.loadMore = function () {
  if (timeline.loading) return;
  timeline.loading = true;
  var x = new XMLHttpRequest();
  x.open('GET', '/timelinelist/' + timeline.zone + '/' + (timeline.page + 1) + '.htm');
  x.onload = function () {
    timeline.loading = false;
    if (x.status !== 200 || !x.responseText) { document.querySelector('.view-more').style.display = 'none';
      return; }
    timeline.page++;
    document.querySelector('.knsw-list').insertAdjacentHTML('beforeend', x.responseText);
  };
  x.send();
};
document.querySelector('.view-more').onclick = timeline.loadMore;
"""
    for page in range(2, 6):
        paper.site.page(f"/timelinelist/182/{page}.htm", items(page))
    paper.site.page("/timelinelist/182/6.htm", "")
    paper.site.script("/js/timeline.min.js", script)
    inner = (
        f"<input type='hidden' id='hdZoneId' value='182'><ul class='knsw-list'>{items(1)}</ul><a "
        "class='view-more' "
        "href='javascript:;'>Xem thêm</a>"
    )
    paper.page("/xa-hoi.htm", "Xã hội", inner, "", code("/js/timeline.min.js", script), read=True)
    for page in range(2, 6):
        paper.site.read(f"/timelinelist/182/{page}.htm")
    paper.page("/lich.htm", "Lịch", "<h1>Lịch</h1><p>Hôm nay là ngày 17 tháng 10 âm lịch.</p>")
    lead = "".join(f"<h2>{paper.link(s)}</h2>" for s in paper.site.stories[:5])
    paper.page("/", paper.name, f"{lead}<a href='/xa-hoi.htm'>Xã hội</a>")
    return paper.site


def haidong() -> Feedless:
    """A Chinese portal's rolling news: JSONP by page, the callback's name is made anew each time."""
    paper = press(
        "haidong",
        "jsonp",
        "zh",
        60,
        title="海东网",
        skin="divs",
        told="line",
        minutes=40,
        menu=(("/roll/", "滚动"), ("/weather/", "天气")),
        address=lambda story: f"/c/{local(story):%Y-%m-%d}/doc-i{serial(story, 8120450)}.shtml",
    )

    def answer(asked: Asked) -> Document:
        size = min(asked.number("num", 20), 50)
        rows = [
            {
                "docid": f"comos:i{serial(s, 8120450)}",
                "title": s.title,
                "url": paper.site.url(s),
                "intro": s.teaser[:60],
                "ctime": str(millis(s) // 1000),
                "media_name": "海东网",
                "keywords": "海东,新闻",
                "images": [],
            }
            for s in batch(paper.site.stories, asked.number("page", 1) - 1, size)
        ]
        told = {"result": {"status": {"code": 0, "msg": "succ"}, "total": 60, "lid": 2509, "data": rows}}
        name = asked.query.get("callback", "")
        return as_callback(name, told) if name else as_json(told)

    script = """var FEED = {pageid: 153, lid: 2509, num: 20, page: 1};
function jsonp(url, data, fn) {
  var name = 'jQuery' + String(Math.random()).slice(2) + '_' + new Date().getTime(),
    s = document.createElement('script');
  var q = ['callback=' + name];
  for (var k in data) q.push(k + '=' + data[k]);
  window[name] = function (d) { fn(d); s.parentNode.removeChild(s); };
  s.src = url + '?' + q.join('&') + '&_=' + new Date().getTime();
  document.getElementsByTagName('head')[0].appendChild(s);
}
function loadPage(n) {
  FEED.page = n;
  jsonp('http://feed.haidong.example/api/roll/get', FEED, function (d) {
    var h = '', p = '', r = d.result;
    for (var i = 0; i < r.data.length; i++) h += '<li><a href="' + r.data[i].url + '" target="_blank">' +
      r.data[i].title +
      '</a></li>';
    for (i = 1; i <= Math.ceil(r.total / FEED.num);
      i++) p += '<a href="javascript:void(0)" onclick="loadPage(' + i + ')">' +
      i + '</a> ';
    document.getElementById('d_list').innerHTML = '<ul>' + h + '</ul>';
    document.getElementById('pagebox').innerHTML = p;
  });
}
loadPage(1);
"""
    paper.site.route("http://feed.haidong.example/api/roll/get", answer)
    paper.site.script("/js/roll.js", script)
    inner = "<div id='d_list'></div><div id='pagebox' class='pagebox'></div>"
    paper.page("/roll/", "滚动新闻", inner, "", code("/js/roll.js", script))
    paper.page("/weather/", "天气", "<h1>天气</h1><p>明天晴，最高气温12度。</p>")
    paper.page("/", paper.name, f"<div class='top'>{''.join(map(paper.link, paper.site.stories[:5]))}</div>")
    for page in (1, 2, 3):
        query = f"callback=jQuery31_17&pageid=153&lid=2509&num=20&page={page}&_=1795"
        paper.site.read(f"http://feed.haidong.example/api/roll/get?{query}")
    return paper.site


def zhongtai() -> Feedless:
    """A Chinese broadcaster: its system writes files of JSONP, one for each page of a column."""
    paper = press(
        "zhongtai",
        "jsonp",
        "zh",
        48,
        title="中泰电视台",
        skin="divs",
        told="meta",
        minutes=300,
        menu=(("/news/", "新闻"), ("/live/", "直播")),
        address=lambda story: (
            f"/{local(story):%Y/%m/%d}/ARTI{serial(story, 930771)}{local(story):%y%m%d}.shtml"
        ),
    )
    for number in range(1, 4):
        rows = [
            {
                "id": paper.href(s)[12:-6],
                "title": s.title,
                "url": paper.site.url(s),
                "brief": s.teaser[:50],
                "focus_date": f"{local(s):%Y-%m-%d %H:%M:%S}",
                "keywords": "要闻",
                "image": f"http://p1.zhongtai.example/{s.number}.jpg",
                "count": "0",
            }
            for s in batch(paper.site.stories, number - 1, 16)
        ]
        told = as_callback("news", {"data": {"total": 48, "list": rows}})
        paper.site.documents[paper.site.full(f"/gaiban/cmsdatainterface/page/news_{number}.jsonp")] = told
        paper.site.read(f"/gaiban/cmsdatainterface/page/news_{number}.jsonp?cb=news")
    script = """(function(){
  var base = "/gaiban/cmsdatainterface/page/", column = "news", page = 1, total = 0, busy = false;
  window[column] = function(d){
    total = d.data.total;
    document.getElementById("newslist").insertAdjacentHTML("beforeend", d.data.list.map(function(n){
      return '<li><div class="image"><img data-echo="' + n.image + '"></div><h3 class="title"><a href="' +
        n.url + '">' +
        n.title + "</a></h3><span>" + n.focus_date + "</span></li>";
    }).join(""));
    busy = false;
  };
  function load(){
    var s = document.createElement("script");
    busy = true;
    s.src = base + column + "_" + page + ".jsonp?cb=" + column;
    document.body.appendChild(s);
  }
  window.addEventListener("scroll", function(){
    var left = document.documentElement.scrollHeight - window.innerHeight - window.pageYOffset;
    if (left < 300 && !busy && page * 16 < total) { page++; load(); }
  });
  load();
})();
"""
    paper.site.script("/js/newslist.js", script)
    paper.page(
        "/news/", "新闻", "<ul id='newslist' class='list'></ul>", GROWING, code("/js/newslist.js", script)
    )
    paper.page("/live/", "直播", "<h1>直播</h1><p>直播将于晚上七点开始。</p>")
    lead = "".join(f"<h3>{paper.link(s)}</h3>" for s in paper.site.stories[:4])
    paper.page("/", paper.name, f"{lead}<a href='/news/'>更多新闻</a>")
    return paper.site


def onsen() -> Feedless:
    """A Japanese spa town's society: somebody keeps the news by hand in a script for each year."""
    paper = press(
        "onsen",
        "jsonp",
        "ja",
        30,
        title="湯の川観光協会",
        skin="table",
        told="line",
        minutes=24000,
        menu=(("/", "トップ"), ("/access.html", "交通案内")),
        address=lambda story: f"/topics/{local(story):%y%m%d}.html",
    )
    years = sorted({local(s).year for s in paper.site.stories}, reverse=True)
    tags = ""
    for year in years:
        rows = ",\n".join(
            f"  {{ date: '{local(s):%Y.%m.%d}', cat: '{('お知らせ', 'イベント')[s.number % 2]}', title: "
            f"'{s.title}', "
            f"link: 'topics/{local(s):%y%m%d}.html' }}"
            for s in paper.site.stories
            if local(s).year == year
        )
        tags += f"<script src='js/news{year}.js'></script>"
        paper.site.script(
            f"/js/news{year}.js",
            f"// {year}年のお知らせ  上に追加してください\nvar news{year} = [\n{rows}\n];\n",
        )
        paper.site.read(f"/js/news{year}.js")
    names = ", ".join(f"news{year}" for year in years)
    script = f"""var all = [].concat({names});
for (var i = 0; i < all.length; i++) {{
  document.write('<dt>' + all[i].date + ' [' + all[i].cat + ']</dt><dd><a href="' + all[i].link + '">' +
    all[i].title + '</a></dd>');
}}
"""
    inner = f"<h2>新着情報</h2><dl>{tags}<script>{script}</script></dl>"
    paper.page("/", paper.name, inner)
    paper.page("/access.html", "交通案内", "<h2>交通案内</h2><p>駅からバスで十五分です。</p>")
    return paper.site


BUILDERS = (portside, weinberg, lagoa, eunhang, cotrang, haidong, zhongtai, onsen)
