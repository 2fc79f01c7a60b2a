"""Feedless sites that are held out, the fifth set: lists behind interfaces asked with GET."""

from __future__ import annotations

import json
from html import escape
from typing import Any

from tests.sites.building import Document
from tests.sites.feedless.held_out_fifth_press import code, dated, plain, press
from tests.sites.feedless.invention import local, millis, serial, slugged
from tests.sites.feedless.simulated import Asked, Feedless, as_json, batch
from tests.sites.stories import Story


def commonwell() -> Feedless:
    """An English newsroom whose front page asks WordPress's REST interface for its posts, page by page."""
    paper = press(
        "commonwell",
        "json",
        "en",
        44,
        title="Commonwell Investigates",
        skin="wp",
        told="time",
        minutes=1700,
        menu=(("/", "Stories"), ("/donate/", "Donate")),
        address=lambda story: f"/{slugged(story)}/",
    )

    def post(story: Story) -> dict[str, Any]:
        return {
            "id": serial(story, 18200),
            "date": local(story).strftime("%Y-%m-%dT%H:%M:%S"),
            "date_gmt": story.published.strftime("%Y-%m-%dT%H:%M:%S"),
            "slug": slugged(story),
            "type": "post",
            "link": paper.site.url(story),
            "title": {"rendered": escape(story.title).replace("&#x27;", "&#8217;")},
            "excerpt": {"rendered": f"<p>{escape(story.teaser[:150])} [&hellip;]</p>\n", "protected": False},
            "author": 3 + story.number % 2,
            "featured_media": 0,
            "categories": [4],
            "_links": {"self": [{"href": f"{paper.site.root}/wp-json/wp/v2/posts/{serial(story, 18200)}"}]},
        }

    def answer(asked: Asked) -> Document:
        size, page = min(asked.number("per_page", 10), 100), asked.number("page", 1)
        some = batch(paper.site.stories, page - 1, size)
        if not some and page > 1:
            wrong = "The page number requested is larger than the number of pages available."
            told = {"code": "rest_post_invalid_page_number", "message": wrong, "data": {"status": 400}}
            return as_json(told, status=400)
        return as_json([post(story) for story in some])

    script = """(function () {
  var api = window.commonwell_api, page = 1, grid = document.querySelector('.post-grid');
  var button = document.querySelector('.post-grid__more');
  function load() {
    return fetch(api.root + 'wp/v2/posts?per_page=' + api.per_page + '&page=' + page +
      '&_embed=author').then(function (r) {
      return r.ok ? r.json() : [];
    }).then(function (posts) {
      posts.forEach(function (p) {
        var card = document.createElement('article');
        card.innerHTML = '<h2><a href="' + p.link + '">' + p.title.rendered + '</a></h2>' +
          p.excerpt.rendered;
        grid.appendChild(card);
      });
      page++;
      if (posts.length < api.per_page) button.style.display = 'none';
    });
  }
  button.addEventListener('click', load);
  load();
})();
"""
    paper.site.route("/wp-json/wp/v2/posts", answer)
    paper.site.script("/wp-content/themes/commonwell/js/grid.js", script)
    told = {"root": f"{paper.site.root}/wp-json/", "per_page": 12, "nonce": "5b1f00c9ae"}
    foot = f"<script id='commonwell-grid-js-extra'>var commonwell_api = {json.dumps(told)};</script>"
    foot += code("/wp-content/themes/commonwell/js/grid.js", script)
    paper.page(
        "/",
        paper.name,
        "<div class='post-grid'></div><button class='post-grid__more'>More stories</button>",
        "",
        foot,
    )
    paper.page("/donate/", "Donate", "<h1>Donate</h1><p>Readers pay for this newsroom.</p>")
    for page in range(1, 5):
        paper.site.read(f"/wp-json/wp/v2/posts?per_page=12&page={page}&_embed=author")
    return paper.site


def nordkanal() -> Feedless:
    """A German broadcaster on Strapi: attributes, pagination in brackets, an interface on another host."""
    paper = press(
        "nordkanal",
        "json",
        "de",
        48,
        title="Nordkanal",
        skin="app",
        told="ld",
        menu=(("/meldungen", "Meldungen"), ("/sendungen", "Sendungen")),
        address=lambda story: f"/meldungen/{plain(story)}",
    )

    def answer(asked: Asked) -> Document:
        page, size = asked.number("pagination[page]", 1), min(asked.number("pagination[pageSize]", 25), 100)
        rows = [
            {
                "id": serial(s, 2210),
                "attributes": {
                    "titel": s.title,
                    "slug": plain(s),
                    "anriss": s.teaser[:130],
                    "publishedAt": s.published.strftime("%Y-%m-%dT%H:%M:%S.112Z"),
                    "createdAt": s.published.strftime("%Y-%m-%dT06:00:00.000Z"),
                    "locale": "de",
                },
            }
            for s in batch(paper.site.stories, page - 1, size)
        ]
        meta = {"page": page, "pageSize": size, "pageCount": -(-48 // size), "total": 48}
        return as_json({"data": rows, "meta": {"pagination": meta}})

    script = """const API = "http://cms.nordkanal.example/api";
const list = document.getElementById("meldungen"), more = document.getElementById("weitere");
let page = 0;
async function load() {
  const query = new URLSearchParams({"sort": "publishedAt:desc", "pagination[page]": ++page,
    "pagination[pageSize]": 12});
  const {data, meta} = await (await fetch(`${API}/meldungen?${query}`)).json();
  for (const {attributes: a} of data) {
    list.insertAdjacentHTML("beforeend", `<li><a href="/meldungen/${a.slug}">${a.titel}</a><p>${
      a.anriss}</p></li>`);
  }
  more.hidden = meta.pagination.page >= meta.pagination.pageCount;
}
more.addEventListener("click", load);
load();
"""
    paper.site.route("http://cms.nordkanal.example/api/meldungen", answer)
    paper.site.script("/assets/meldungen-Bq81.js", script)
    inner = (
        "<h1>Meldungen</h1><ul id='meldungen' class='list'></ul><button id='weitere'>Weitere "
        "Meldungen</button>"
    )
    paper.page("/meldungen", "Meldungen", inner, code("/assets/meldungen-Bq81.js", script, module=True))
    paper.page(
        "/sendungen",
        "Sendungen",
        "<h1>Sendungen</h1><ul><li>Der Morgen, 6 Uhr</li><li>Spätschicht, 22 Uhr</li></ul>",
    )
    lead = "".join(f"<h2>{paper.link(s)}</h2>" for s in paper.site.stories[:3])
    paper.page("/", paper.name, f"{lead}<a href='/meldungen'>Alle Meldungen</a>")
    query = "sort=publishedAt%3Adesc&pagination%5Bpage%5D={}&pagination%5BpageSize%5D=12"
    for page in range(1, 5):
        paper.site.read(f"http://cms.nordkanal.example/api/meldungen?{query.format(page)}")
    return paper.site


def yesilova() -> Feedless:
    """A Turkish ministry whose archive asks Solr: a start and rows, a pager that a script draws."""
    paper = press(
        "yesilova",
        "json",
        "tr",
        40,
        title="Su ve Liman Bakanlığı",
        skin="divs",
        told="line",
        minutes=1100,
        menu=(("/haberler", "Haberler"), ("/mevzuat", "Mevzuat")),
        address=lambda story: f"/haber/{serial(story, 6620)}/{plain(story)}",
    )

    def answer(asked: Asked) -> Document:
        at, size = max(asked.number("start", 0), 0), min(asked.number("rows", 10), 50)
        rows = [
            {
                "id": f"haber-{serial(s, 6620)}",
                "baslik_t": s.title,
                "ozet_t": s.teaser[:120],
                "url_s": paper.href(s),
                "tarih_dt": s.published.strftime("%Y-%m-%dT%H:%M:%SZ"),
                "_version_": 1815332000000000000 + s.number,
            }
            for s in paper.site.stories[at : at + size]
        ]
        head = {"status": 0, "QTime": 3, "params": {"q": asked.query.get("q", ""), "wt": "json"}}
        return as_json({"responseHeader": head, "response": {"numFound": 40, "start": at, "docs": rows}})

    script = """var rows = 10;
function haberGetir(sayfa) {
  var x = new XMLHttpRequest();
  x.open('GET', '/solr/haberler/select?q=*:*&fq=dil_s:tr&sort=tarih_dt+desc&wt=json&rows=' + rows +
    '&start=' +
    (sayfa - 1) * rows);
  x.onload = function () {
    var r = JSON.parse(x.responseText).response, h = '', s = '';
    r.docs.forEach(function (d) {
      h += '<div class="haber"><a href="' + d.url_s + '">' + d.baslik_t + '</a><span>' +
        d.tarih_dt.substr(0, 10).split('-').reverse().join('.') + '</span></div>';
    });
    for (var i = 1; i <= Math.ceil(r.numFound / rows); i++) s += '<a href="javascript:haberGetir(' + i +
      ')">' + i + '</a> ';
    document.getElementById('haberler').innerHTML = h;
    document.getElementById('sayfalama').innerHTML = s;
  };
  x.send();
}
haberGetir(1);
"""
    paper.site.route("/solr/haberler/select", answer)
    paper.site.script("/assets/js/haberler.js", script)
    inner = "<h1>Haberler</h1><div id='haberler'></div><div id='sayfalama'></div>"
    paper.page("/haberler", "Haberler", inner, "", code("/assets/js/haberler.js", script))
    paper.page("/mevzuat", "Mevzuat", "<h1>Mevzuat</h1><ul><li>Liman yönetmeliği</li><li>Su kanunu</li></ul>")
    slides = "".join(f"<div class='slide'>{paper.link(s)}</div>" for s in paper.site.stories[:4])
    paper.page("/", paper.name, f"{slides}<a class='tumu' href='/haberler'>Tüm haberler</a>")
    for at in range(0, 40, 10):
        paper.site.read(
            f"/solr/haberler/select?q=*:*&fq=dil_s:tr&sort=tarih_dt+desc&wt=json&rows=10&start={at}"
        )
    return paper.site


def taihe() -> Feedless:
    """A Chinese province's platform: the interface answers JSON that has a piece of HTML in it."""
    paper = press(
        "taihe",
        "json",
        "zh",
        54,
        title="太和市人民政府",
        skin="divs",
        told="line",
        minutes=800,
        menu=(("/col/col1229/index.html", "要闻动态"), ("/col/col1230/index.html", "办事指南")),
        address=lambda story: (
            f"/art/{local(story).year}/{local(story).month}/{local(story).day}"
            f"/art_1229_{serial(story, 590312)}.html"
        ),
    )

    def answer(asked: Asked) -> Document:
        needed = {"parseType", "webId", "tplSetId", "pageType", "tagId", "pageId", "paramJson"}
        if not needed <= asked.query.keys():
            return as_json({"success": False, "code": 500, "message": "参数不能为空", "data": None})
        page = int(asked.object_of("paramJson").get("pageNo", 1))
        rows = "".join(
            f"<li><a href='{paper.href(s)}' target='_blank' "
            f"title='{s.title}'>{s.title}</a><b>{local(s):%Y-%m-%d}</b></li>"
            for s in batch(paper.site.stories, page - 1, 18)
        )
        body = (
            f"<div class='page-content'><ul>{rows}</ul></div><div class='pagination' totalpage='3' "
            f"pageno='{page}'></div>"
        )
        return as_json({"success": True, "code": 200, "message": "", "data": {"html": body, "pageCount": 3}})

    script = """var unit = document.getElementById("unit"), q = unit.querySelector("script").dataset, no = 1;
function build(n){
  var p = new URLSearchParams({parseType: q.parseType, webId: q.webId, tplSetId: q.tplSetId,
    pageType: "column",
    tagId: q.tagId, editType: "null", pageId: q.pageId, paramJson: JSON.stringify({pageNo: n,
      pageSize: 18})});
  fetch(q.url + "?" + p).then(function(a){ return a.json(); }).then(function(a){
    unit.querySelector(".box").innerHTML = a.data.html;
    no = n;
    document.getElementById("cur").textContent = n + "/" + a.data.pageCount;
  });
}
document.getElementById("xyy").onclick = function(){ if (no < 3) build(no + 1); return false; };
document.getElementById("syy").onclick = function(){ if (no > 1) build(no - 1); return false; };
build(1);
"""
    base = "/api-gateway/jpaas-publish-server/front/page/build/unit"
    paper.site.route(base, answer)
    paper.site.script("/script/0/unitbuild.js", script)
    inner = (
        "<div id='unit'><script type='text/plain' data-parse-type='buildstatic' data-web-id='3312' "
        "data-tpl-set-id='c9f1' "
        f"data-tag-id='信息列表' data-page-id='col1229' data-url='{base}'></script><div "
        "class='box'></div></div><a href='#' "
        "id='syy'>上一页</a> <span id='cur'></span> <a href='#' id='xyy'>下一页</a>"
    )
    paper.page("/col/col1229/index.html", "要闻动态", inner, "", code("/script/0/unitbuild.js", script))
    paper.page(
        "/col/col1230/index.html", "办事指南", "<h1>办事指南</h1><ul><li>户籍办理</li><li>社保查询</li></ul>"
    )
    lead = "".join(f"<li>{paper.link(s)}<span>{local(s):%m-%d}</span></li>" for s in paper.site.stories[:6])
    paper.page("/", paper.name, f"<h2><a href='/col/col1229/index.html'>要闻动态</a></h2><ul>{lead}</ul>")
    fixed = "parseType=buildstatic&webId=3312&tplSetId=c9f1&pageType=column"
    fixed += "&tagId=%E4%BF%A1%E6%81%AF%E5%88%97%E8%A1%A8&editType=null&pageId=col1229"
    for page in (1, 2, 3):
        paper.site.read(f"{base}?{fixed}&paramJson=%7B%22pageNo%22%3A{page}%2C%22pageSize%22%3A18%7D")
    return paper.site


def sonbagh() -> Feedless:
    """An Indian news site on Quintype: stories by offset and limit, keys with hyphens."""
    paper = press(
        "sonbagh",
        "json",
        "hi",
        50,
        title="सोनबाग टाइम्स",
        skin="app",
        told="ld",
        menu=(("/", "ताजा खबरें"), ("/rashifal", "राशिफल")),
        address=lambda story: f"/{('rajya', 'desh')[story.number % 2]}/story-{serial(story, 330140)}",
    )

    def answer(asked: Asked) -> Document:
        at, size = max(asked.number("offset", 0), 0), min(asked.number("limit", 20), 50)
        rows = [
            {
                "id": f"7c0e{serial(s, 330140)}-41aa",
                "headline": s.title,
                "slug": paper.href(s)[1:],
                "summary": s.teaser[:120],
                "published-at": millis(s),
                "last-published-at": millis(s) + 60000,
                "author-name": s.author,
                "sections": [{"id": 411 + s.number % 2, "name": ("राज्य", "देश")[s.number % 2]}],
                "hero-image-s3-key": f"sonbagh/{s.number}.jpg",
                "story-template": "text",
            }
            for s in paper.site.stories[at : at + size]
        ]
        return as_json({"stories": rows, "total": 50, "term": None})

    script = """"use strict";(()=>{const t=document.querySelector("[data-collection]"),
      e=document.querySelector(".load-more");
let o=0;const n=Number(t.dataset.limit);async function a(){const r=await fetch(
  "/api/v1/stories?story-group="+t.dataset
.collection+"&fields=id,headline,slug,summary,published-at,author-name,sections,hero-image-s3-key&offset="+o+"&limit="+n),
{stories:s,total:i}=await r.json();for(const c of s)t.insertAdjacentHTML("beforeend",
  '<div class="card"><a href="/'+c.slug
+'">'+c.headline+"</a><p>"+c.summary+"</p></div>");o+=s.length;o>=i&&e.remove()}e.addEventListener("click",
  a);a()})();
"""
    paper.site.route("/api/v1/stories", answer)
    paper.site.script("/sonbagh/assets/list-4f21.js", script)
    inner = (
        "<h1>ताजा खबरें</h1><div data-collection='top' data-limit='10'></div><button class='load-more'>और "
        "देखें</button>"
    )
    paper.page("/", paper.name, inner, "", code("/sonbagh/assets/list-4f21.js", script))
    paper.page("/rashifal", "राशिफल", "<h1>राशिफल</h1><ul><li>मेष</li><li>वृषभ</li><li>मिथुन</li></ul>")
    fields = "id,headline,slug,summary,published-at,author-name,sections,hero-image-s3-key"
    for at in range(0, 50, 10):
        paper.site.read(f"/api/v1/stories?story-group=top&fields={fields}&offset={at}&limit=10")
    return paper.site


def montecal() -> Feedless:
    """A Spanish village's site made with Hugo: one file has all pages, also those that are no news."""
    paper = press(
        "montecal",
        "json",
        "es",
        38,
        title="Ayuntamiento de Montecal",
        skin="wp",
        told="meta",
        minutes=2600,
        menu=(("/noticias/", "Noticias"), ("/tramites/", "Trámites")),
        address=lambda story: f"/noticias/{local(story).year}/{slugged(story)}/",
    )
    rows = [
        {
            "title": s.title,
            "permalink": paper.site.url(s),
            "date": local(s).isoformat(),
            "section": "noticias",
            "summary": s.teaser[:120],
            "tags": ["pleno"] if s.number % 2 else None,
        }
        for s in paper.site.stories
    ]
    for path, title in (
        ("/tramites/", "Trámites"),
        ("/about.html", "Quiénes somos"),
        ("/contact.html", "Contacto"),
    ):
        page = {"title": title, "permalink": paper.site.full(path), "date": "2021-03-01T09:00:00+01:00"}
        rows.append({**page, "section": "paginas", "summary": "", "tags": None})
    script = """fetch('/index.json').then(r => r.json()).then(pages => {
  const news = pages.filter(p => p.section === 'noticias');
  const list = document.querySelector('#lista'), more = document.querySelector('#mas');
  let shown = 0;
  const show = () => {
    for (const p of news.slice(shown, shown + 10)) {
      const item = document.createElement('li'), link = document.createElement('a');
      link.href = p.permalink; link.textContent = p.title;
      item.append(link, ' ' + p.date.slice(0, 10)); list.append(item);
    }
    shown += 10;
    more.hidden = shown >= news.length;
  };
  more.addEventListener('click', show);
  show();
});
"""
    paper.site.data("/index.json", rows)
    paper.site.script("/js/noticias.min.js", script)
    inner = "<h1>Noticias</h1><ul id='lista' class='list'></ul><button id='mas'>Ver más</button>"
    paper.page("/noticias/", "Noticias", inner, "", code("/js/noticias.min.js", script))
    paper.page("/tramites/", "Trámites", "<h1>Trámites</h1><ul><li>Padrón</li><li>Licencias</li></ul>")
    lead = "".join(f"<li>{paper.link(s)} <small>{dated(s)}</small></li>" for s in paper.site.stories[:3])
    paper.page("/", paper.name, f"<ul>{lead}</ul><a href='/noticias/'>Todas las noticias</a>")
    paper.site.read("/index.json")
    return paper.site


BUILDERS = (commonwell, nordkanal, yesilova, taihe, sonbagh, montecal)
