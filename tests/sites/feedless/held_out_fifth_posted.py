"""Feedless sites that are held out, the fifth set: lists asked for with POST, and one in a cache."""

from __future__ import annotations

import json
from html import escape
from typing import Any

from tests.sites.building import Document
from tests.sites.feedless.held_out_fifth_press import GROWING, code, cursor, dated, press
from tests.sites.feedless.invention import local, serial, slugged
from tests.sites.feedless.simulated import Asked, Feedless, as_html, as_json, batch

FORM = "application/x-www-form-urlencoded; charset=UTF-8"


def montero() -> Feedless:
    """A Spanish magazine on WordPress with a bought theme: blocks that ask admin-ajax for their next page."""
    paper = press(
        "montero",
        "post",
        "es",
        36,
        title="Revista Montero",
        skin="wp",
        told="meta",
        menu=(("/", "Portada"), ("/suscripciones/", "Suscripciones")),
        address=lambda story: f"/{slugged(story)}/",
    )

    def block(page: int) -> str:
        return "".join(
            "<div class='td_module_10 td_module_wrap td-animation-stack'><div class='item-details'><h3 "
            "class='entry-title "
            f"td-module-title'><a href='{paper.site.url(s)}' rel='bookmark' "
            f"title='{escape(s.title, quote=True)}'>"
            f"{escape(s.title)}</a></h3><span class='td-post-date'><time class='entry-date' "
            f"datetime='{local(s).isoformat()}'>"
            f"{dated(s)}</time></span><div class='td-excerpt'>{escape(s.teaser[:110])}...</div></div></div>"
            for s in batch(paper.site.stories, page - 1, 9)
        )

    def answer(asked: Asked) -> Document:
        if (
            asked.method != "POST"
            or asked.form.get("action") != "td_ajax_block"
            or "td_atts" not in asked.form
        ):
            return Document(b"0", "text/html; charset=UTF-8", 400)
        page = asked.number("td_current_page", 1)
        told = {
            "td_data": block(page),
            "td_block_id": asked.form.get("td_block_id"),
            "td_hide_prev": page == 1,
        }
        return as_json({**told, "td_hide_next": page >= 4}, "text/html; charset=UTF-8")

    script = """var serialized = function (form) {
  return Object.keys(form).map(function (k) { return k + '=' + encodeURIComponent(form[k]); }).join('&');
};
document.querySelectorAll('.td_ajax_load_more').forEach(function (button) {
  button.addEventListener('click', function (event) {
    var block = window['block_' + button.dataset.td_block_id], x = new XMLHttpRequest();
    event.preventDefault();
    block.td_current_page++;
    x.open('POST', td_ajax_url);
    x.setRequestHeader('Content-Type', 'application/x-www-form-urlencoded; charset=UTF-8');
    x.setRequestHeader('X-Requested-With', 'XMLHttpRequest');
    x.onload = function () {
      var answer = JSON.parse(x.responseText);
      document.getElementById(block.id).insertAdjacentHTML('beforeend', answer.td_data);
      if (answer.td_hide_next) button.style.display = 'none';
    };
    x.send(serialized({action: 'td_ajax_block', td_atts: block.atts, td_block_id: block.id,
      td_column_number: block.td_column_number, td_current_page: block.td_current_page,
        block_type: block.block_type,
      td_filter_value: '', td_user_action: '', td_magic_token: tdBlockNonce}));
  });
});
"""
    address = "/wp-admin/admin-ajax.php"
    atts = json.dumps({"limit": "9", "category_id": "", "ajax_pagination": "load_more", "class": "tdi_17"})
    paper.site.route(address, answer)
    paper.site.script("/wp-content/themes/Newspaper/legacy/js/tagdiv_theme.min.js", script)
    foot = (
        f'<script>var td_ajax_url="{paper.site.root}{address}?td_theme_name=Newspaper&v=12.6";var '
        'tdBlockNonce="8c11e0";'
        "function "
        "tdBlock(){this.id='';this.atts='';this.td_current_page=1;this.td_column_number=0;this.block_type=''}"
        f"var block_tdi_17=new tdBlock();block_tdi_17.id='tdi_17';block_tdi_17.atts='{atts}';"
        "block_tdi_17.td_column_number='2';block_tdi_17.block_type='td_block_11';</script>"
    )
    foot += code("/wp-content/themes/Newspaper/legacy/js/tagdiv_theme.min.js", script)
    inner = (
        "<div class='td_block_wrap td_block_11'><div id='tdi_17' "
        f"class='td_block_inner'>{block(1)}</div><div "
        "class='td-load-more-wrap'><a href='#' class='td_ajax_load_more' data-td_block_id='tdi_17'>Cargar "
        "más</a></div></div>"
    )
    paper.page("/", paper.name, inner, "", foot, read=True)
    paper.page("/suscripciones/", "Suscripciones", "<h1>Suscripciones</h1><p>Doce números al año.</p>")
    told = "%7B%22limit%22%3A+%229%22%2C+%22ajax_pagination%22%3A+%22load_more%22%7D"
    for page in (2, 3, 4):
        body = f"action=td_ajax_block&td_atts={told}&td_block_id=tdi_17&td_current_page={page}"
        body += "&block_type=td_block_11"
        paper.site.read(f"{address}?td_theme_name=Newspaper&v=12.6", "POST", body, FORM)
    return paper.site


def yunshan() -> Feedless:
    """A Chinese province's news app on the web: a body of JSON with channel, page and size."""
    paper = press(
        "yunshan",
        "post",
        "zh",
        60,
        title="云山新闻客户端",
        skin="app",
        told="line",
        minutes=90,
        menu=(("/channel/101", "头条"), ("/download", "下载")),
        address=lambda story: f"/news/{serial(story, 2904410)}",
    )

    def answer(asked: Asked) -> Document:
        if asked.method != "POST" or str(asked.value.get("channelId")) != "101":
            return as_json({"code": 400, "msg": "参数错误", "data": None})
        page, size = asked.number("pageNum", 1), min(asked.number("pageSize", 10), 20)
        rows = [
            {
                "id": serial(s, 2904410),
                "articleTitle": s.title,
                "summary": s.teaser[:50],
                "publishTime": f"{local(s):%Y-%m-%d %H:%M:%S}",
                "source": "云山日报",
                "coverImg": f"https://img.yunshan.example/{s.number}.png",
                "readCount": 100 + s.number,
                "contentType": 1,
            }
            for s in batch(paper.site.stories, page - 1, size)
        ]
        data = {"list": rows, "total": 60, "pageNum": page, "pageSize": size, "hasNextPage": page * size < 60}
        return as_json({"code": 200, "msg": "操作成功", "data": data})

    script = """(function(){
  var http = {post: function(u, b){ return fetch("/gateway" + u, {method: "POST", headers: {"Content-Type":
    "application/json;charset=UTF-8"}, body: JSON.stringify(b)}).then(function(r){ return r.json(); }); }};
  var root = document.getElementById("list"), tip = document.getElementById("tip"), form = {
    channelId: Number(location
    .pathname.split("/").pop()), pageNum: 0, pageSize: 15}, more = true, busy = false;
  function next(){
    if (!more || busy) return;
    busy = true; form.pageNum++;
    http.post("/cms/article/page", form).then(function(r){
      r.data.list.forEach(function(n){
        var e = document.createElement("div");
        e.className = "card"; e.innerHTML = '<a href="/news/' + n.id + '" target="_blank">' + n.articleTitle +
          "</a><i>" + n.source + " " + n.publishTime + "</i>";
        root.appendChild(e);
      });
      more = r.data.hasNextPage; busy = false;
      tip.textContent = more ? "加载中" : "没有更多了";
    });
  }
  addEventListener("scroll", function(){
    if (innerHeight + scrollY > document.documentElement.scrollHeight - 200) next();
  });
  next();
})();
"""
    paper.site.route("/gateway/cms/article/page", answer)
    paper.site.script("/static/js/channel.2c9e71.js", script)
    inner = "<div id='list'></div><p id='tip'></p>"
    paper.page("/channel/101", "头条", inner, GROWING, code("/static/js/channel.2c9e71.js", script))
    paper.page("/download", "下载", "<h1>下载</h1><p>扫码下载客户端。</p>")
    lead = "".join(f"<h3>{paper.link(s)}</h3>" for s in paper.site.stories[:4])
    paper.page("/", paper.name, f"{lead}<a href='/channel/101'>更多头条</a>")
    for page in range(1, 5):
        body = f'{{"channelId":101,"pageNum":{page},"pageSize":15}}'
        paper.site.read("/gateway/cms/article/page", "POST", body, "application/json;charset=UTF-8")
    return paper.site


def hamel() -> Feedless:
    """A French public broadcaster's region: GraphQL, a connection of edges, first and after."""
    paper = press(
        "hamel",
        "post",
        "fr",
        44,
        title="Port-Hamel Télévision",
        skin="app",
        told="ld",
        menu=(("/actualites", "Actualités"), ("/replay", "Replay")),
        address=lambda story: f"/actualites/{slugged(story)}",
    )

    def answer(asked: Asked) -> Document:
        query, variables = str(asked.value.get("query", "")), asked.value.get("variables") or {}
        if asked.method != "POST" or "articles" not in query:
            message = "Must provide query string." if not query else "Cannot query this field on type Query."
            return as_json({"errors": [{"message": message}]}, status=400)
        at = next((s.number + 1 for s in paper.site.stories if cursor(s) == variables.get("after")), 0)
        first = variables.get("first", 12)
        some = paper.site.stories[at : at + min(first if isinstance(first, int) else 12, 24)]
        edges = [
            {
                "cursor": cursor(s),
                "node": {
                    "id": f"QXJ0aWNsZTo{serial(s, 5510)}",
                    "title": s.title,
                    "slug": slugged(s),
                    "chapo": s.teaser[:110],
                    "publishedAt": local(s).isoformat(),
                    "rubrique": {"label": ("Société", "Mer")[s.number % 2]},
                },
            }
            for s in some
        ]
        info = {"hasNextPage": at + len(some) < 44, "endCursor": cursor(some[-1]) if some else None}
        return as_json({"data": {"articles": {"edges": edges, "pageInfo": info, "totalCount": 44}}})

    script = """const QUERY = `query Articles($first: Int!, $after: String) {
  articles(first: $first, after: $after) {
    edges { cursor node { id title slug chapo publishedAt rubrique { label } } }
    pageInfo { hasNextPage endCursor }
    totalCount
  }
}`;
const zone = document.querySelector(".articles"), bouton = document.querySelector(".voir-plus");
let after = null;
async function suite() {
  const answer = await fetch("/graphql", {
    method: "POST",
    headers: {"Content-Type": "application/json", Accept: "application/json"},
    body: JSON.stringify({operationName: "Articles", query: QUERY, variables: {first: 12, after}}),
  });
  const {edges, pageInfo} = (await answer.json()).data.articles;
  for (const {node} of edges) zone.insertAdjacentHTML("beforeend",
    `<div class="card"><span>${node.rubrique.label}</span><a href="/actualites/${node.slug}">${
      node.title}</a></div>`);
  after = pageInfo.endCursor;
  bouton.hidden = !pageInfo.hasNextPage;
}
bouton.addEventListener("click", suite);
suite();
"""
    paper.site.route("/graphql", answer)
    paper.site.script("/assets/actualites.1f0b.js", script)
    inner = (
        "<h1>Actualités</h1><div class='articles'></div><button class='voir-plus'>Voir plus "
        "d'articles</button>"
    )
    paper.page("/actualites", "Actualités", inner, code("/assets/actualites.1f0b.js", script, module=True))
    paper.page(
        "/replay", "Replay", "<h1>Replay</h1><ul><li>Le journal de 19 h</li><li>Mer et marées</li></ul>"
    )
    lead = "".join(f"<h2>{paper.link(s)}</h2>" for s in paper.site.stories[:3])
    paper.page("/", paper.name, f"{lead}<a href='/actualites'>Toute l'actualité</a>")
    query = script[script.index("`") + 1 : script.index("`;")]
    for at in (None, 11, 23, 35):
        variables = {"first": 12, "after": None if at is None else cursor(paper.site.stories[at])}
        body = json.dumps({"operationName": "Articles", "query": query, "variables": variables})
        paper.site.read("/graphql", "POST", body, "application/json")
    return paper.site


def marsa() -> Feedless:
    """An Arabic ministry on ASP.NET: a button sends a form by script and is answered with a piece of HTML."""
    paper = press(
        "marsa",
        "post",
        "ar",
        40,
        title="وزارة الموانئ والمياه",
        skin="divs",
        told="line",
        minutes=1200,
        menu=(("/News/Index", "الأخبار"), ("/Services/Index", "الخدمات")),
        address=lambda story: f"/News/Details/{serial(story, 7720)}",
    )

    def rows(page: int) -> str:
        return "".join(
            "<div class='row news-item'><div class='col-md-3'><img "
            f"src='/Uploads/News/{s.number}.jpg'></div><div "
            f"class='col-md-9'><a href='{paper.href(s)}'>{s.title}</a><span "
            f"class='date'>{dated(s)}</span><p>{s.teaser[:90]}"
            "</p></div></div>"
            for s in batch(paper.site.stories, page - 1, 8)
        )

    def answer(asked: Asked) -> Document:
        if asked.method != "POST" or "pageNumber" not in asked.form:
            return Document(b"<html><body><h2>Not Found</h2></body></html>", status=404)
        return as_html(rows(asked.number("pageNumber", 1)))

    script = """var pageNumber = 1;
document.getElementById('btnLoadMore').onclick = function () {
  var button = this, token = document.querySelector('input[name=__RequestVerificationToken]').value;
  var x = new XMLHttpRequest();
  x.open('POST', '/News/LoadMore', true);
  x.setRequestHeader('Content-Type', 'application/x-www-form-urlencoded; charset=UTF-8');
  x.onreadystatechange = function () {
    if (x.readyState !== 4 || x.status !== 200) return;
    if (!x.responseText.trim()) { button.style.display = 'none'; return; }
    document.getElementById('newsContainer').insertAdjacentHTML('beforeend', x.responseText);
  };
  pageNumber = pageNumber + 1;
  x.send('pageNumber=' + pageNumber + '&pageSize=8&categoryId=0&__RequestVerificationToken=' +
    encodeURIComponent(token));
};
"""
    paper.site.route("/News/LoadMore", answer)
    paper.site.script("/Scripts/news-list.js", script)
    inner = (
        "<h1>الأخبار</h1><input name='__RequestVerificationToken' type='hidden' value='CfDJ8Kz0x1'><div "
        "id='newsContainer'>"
        f"{rows(1)}</div><button type='button' id='btnLoadMore' class='btn'>تحميل المزيد</button>"
    )
    paper.page("/News/Index", "الأخبار", inner, "", code("/Scripts/news-list.js", script), read=True)
    paper.page("/Services/Index", "الخدمات", "<h1>الخدمات</h1><ul><li>رخصة بحرية</li><li>حجز رصيف</li></ul>")
    lead = "".join(f"<div class='item'>{paper.link(s)}</div>" for s in paper.site.stories[:4])
    paper.page(
        "/", paper.name, f"<div class='slider'>{lead}</div><a href='/News/Index'>المزيد من الأخبار</a>"
    )
    for page in range(2, 6):
        body = f"pageNumber={page}&pageSize=8&categoryId=0&__RequestVerificationToken=CfDJ8Kz0x1"
        paper.site.read("/News/LoadMore", "POST", body, FORM)
    return paper.site


def ondes() -> Feedless:
    """A French broadcaster with Apollo: a cache of objects that name each other; a button shows them."""
    paper = press(
        "ondes",
        "state",
        "fr",
        34,
        title="Ondes du Lac",
        skin="app",
        told="meta",
        menu=(("/", "Infos"), ("/programmes", "Programmes")),
        address=lambda story: f"/infos/{slugged(story)}-{serial(story, 40990)}",
    )
    key = 'articles({"channel":"infos","first":34})'
    cache: dict[str, Any] = {
        "ROOT_QUERY": {
            "__typename": "Query",
            'show({"id":"matinale"})': {"__ref": "Show:matinale"},
            key: {
                "__typename": "ArticleConnection",
                "totalCount": 34,
                "edges": [
                    {"__typename": "ArticleEdge", "node": {"__ref": f"Article:{serial(s, 40990)}"}}
                    for s in paper.site.stories
                ],
            },
        },
        "Show:matinale": {
            "__typename": "Show",
            "id": "matinale",
            "title": "La matinale",
            "url": "/programmes",
        },
    }
    for story in paper.site.stories:
        cache[f"Article:{serial(story, 40990)}"] = {
            "__typename": "Article",
            "id": str(serial(story, 40990)),
            "headline": story.title,
            "path": paper.href(story),
            "standfirst": story.teaser[:120],
            "publicationDate": local(story).isoformat(),
            "image": {"__ref": f"Image:{story.number}"},
        }
        cache[f"Image:{story.number}"] = {
            "__typename": "Image",
            "id": str(story.number),
            "url": f"/i/{story.number}.jpg",
        }
    script = """!function(){
  var c = window.__APOLLO_STATE__, q = c.ROOT_QUERY, n = 0;
  var key = Object.keys(q).filter(function(k){ return k.indexOf("articles(") === 0; })[0];
  var all = q[key].edges.map(function(e){ return c[e.node.__ref]; });
  var box = document.getElementById("infos"), more = document.getElementById("plus");
  function draw(){
    all.slice(n, n += 12).forEach(function(a){
      box.insertAdjacentHTML("beforeend", '<div class="card"><a href="' + a.path + '">' + a.headline +
        "</a><p>" +
        a.standfirst + "</p></div>");
    });
    if (n >= all.length) more.remove();
  }
  more.onclick = draw; draw();
}();
"""
    paper.site.script("/static/js/main.6be1d0.js", script)
    told = json.dumps(cache, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    foot = f"<script>window.__APOLLO_STATE__={told};window.__ENV__={{GRAPHQL:'/graphql'}}</script>"
    foot += code("/static/js/main.6be1d0.js", script)
    inner = "<h1>Les infos</h1><div id='infos'></div><button id='plus'>Voir plus</button>"
    paper.page("/", paper.name, inner, "", foot, read=True)
    paper.page(
        "/programmes", "Programmes", f"<h1>Programmes</h1><p>La matinale, {dated(paper.site.stories[0])}</p>"
    )
    return paper.site


BUILDERS = (montero, yunshan, hamel, marsa, ondes)
