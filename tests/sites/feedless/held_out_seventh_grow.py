"""Feedless sites that are held out, the seventh set: lists that grow while a reader scrolls, by a cursor."""

from __future__ import annotations

import json
from urllib.parse import quote

from tests.sites.building import Document
from tests.sites.feedless.held_out_seventh_desk import (
    GROWING,
    LINKED_DATA,
    OPEN_GRAPH,
    compact,
    desk,
    marked,
    plain_page,
)
from tests.sites.feedless.invention import millis
from tests.sites.feedless.simulated import Asked, Feedless, as_html, as_json
from tests.sites.stories import Story

ROOMY = "<style>.feed>*,turbo-frame>article{display:block;min-height:160px}</style>"


def kuaibao() -> Feedless:
    """A Chinese portal as Toutiao's: a feed by max_behot_time, with films and advertisements in it."""
    made = desk(
        "kuaibao cursor zh 48 50",
        title="江岸快报",
        address="/article/{{id}}/",
        sections=(("news_local", "本地"), ("news_society", "社会")),
        first=7561200,
        traps=("/passport/account/info", "/api/digg", "/log/sentry"),
        head=OPEN_GRAPH,
        article="""<div class="article-viewer"><h1 class="article-title">{{title}}</h1><div
 class="article-sub"><span
 class="original">原创</span> <span>{{by}}</span> <span>{{[%Y-%m-%d %H:%M:%S]}}</span></div><div
 class="article-body"
>{{body}}</div>
<div class="tag-box"><a href="/search/?keyword=%E6%B0%91%E7%94%9F" rel="nofollow">民生</a></div>
</div>""",
        shell="""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{{page}} - 江岸快报</title>
{{head}}</head><body><div
 class="channel"><a href="/">推荐</a><a href="/ch/news_local/">本地</a><a href="/ch/news_society/">社会</a><a
 href="/about/">关于
</a></div>{{main}}</body></html>""",
    )
    site = made.site
    site.put(
        "http://mall.kuaibao-ads.example/item/31",
        "<html><body><h1>年终大促</h1><p>全场五折，仅限今日。</p></body></html>",
    )

    def cell(story: Story) -> dict[str, object]:
        return {
            "title": story.title,
            "abstract": story.teaser[:50],
            "article_url": f"/article/{made.number(story)}/",
            "group_id": str(made.number(story)),
            "item_id": str(made.number(story)),
            "behot_time": millis(story) // 1000,
            "source": "江岸快报",
            "has_video": False,
            "article_genre": "article",
        }

    def answer(asked: Asked) -> Document:
        some, before = made.of(asked.query.get("channel_id", "")), asked.number("max_behot_time", 0)
        rest = [story for story in some if not before or millis(story) // 1000 < before]
        data = [cell(story) for story in rest[:8]]
        if data:
            advert = {
                "title": "年终大促 全场五折",
                "ad_id": 31,
                "label": "广告",
                "article_url": "http://mall.kuaibao-ads.example/item/31",
            }
            film = {
                "title": "视频：渡口的早晨",
                "article_url": "/video/77/",
                "has_video": True,
                "article_genre": "video",
            }
            data[2:2] = [advert, film]
        value = {"message": "success", "has_more": len(rest) > 8, "data": data}
        last = millis(rest[min(8, len(rest)) - 1]) // 1000 if rest else 0
        return as_json({**value, "next": {"max_behot_time": last}})

    site.route("/api/pc/feed/", answer)
    made.script(
        "/static/feed.js",
        GROWING
        + """var feed = document.querySelector('.feed'), next = 0;
growing(document.getElementById('tail'), function () {
  return fetch('/api/pc/feed/?channel_id=' + feed.dataset.channel +
      '&utm_source=pc&widen=1&max_behot_time=' + next)
    .then(function (r) { return r.json(); }).then(function (res) {
      res.data.forEach(function (d) {
        feed.insertAdjacentHTML('beforeend',
 '<div class="card"><a href="' + d.article_url + '">' + d.title + '</a></div>');
      });
      next = res.next.max_behot_time;
      return res.has_more;
    });
});""",
    )
    for slug, name in made.sections:
        made.page(
            f"/ch/{slug}/",
            name,
            f"{ROOMY}<div class='feed' data-channel='{slug}'></div><div id='tail'></div><script "
            "src='/static/feed.js'></script>",
        )
        some = made.of(slug)
        for start in range(0, len(some), 8):
            before = millis(some[start - 1]) // 1000 if start else 0
            site.read(f"/api/pc/feed/?channel_id={slug}&utm_source=pc&widen=1&max_behot_time={before}")
    made.page(
        "/video/77/",
        "视频：渡口的早晨",
        "<h1>视频：渡口的早晨</h1><video src='/77.mp4'></video><p>播放 3 万次</p>",
        marked("VideoObject", "渡口的早晨", uploadDate="2026-11-25"),
    )
    made.page("/search/", "搜索", "<form action='/search/'><input name='keyword'></form>")
    made.page("/about/", "关于", plain_page("关于\n江岸快报，一座城的快报。"))
    row = "<li><a href='{{path}}'>{{title}}</a></li>"
    made.page("/", "推荐", f"<ul>{made.rows(row, made.stories[:6])}</ul>")
    return site


def puertovivo() -> Feedless:
    """A Mexican port's paper that keeps its notes in Firebase: orderBy, endAt, limitToLast."""
    made = desk(
        "puertovivo cursor es 40 420",
        title="Puerto Vivo",
        address="/nota/{{hash}}",
        traps=("/acceso", "/db/visitas.json", "/db/votos.json"),
        robots="User-agent: *\nDisallow: /acceso\n",
        head=OPEN_GRAPH + "\n" + LINKED_DATA,
        article="""<div id="app" class="nota"><h1>{{title}}</h1><p class="credito">{{by}} / Puerto
 Vivo · <span class="fecha"
>{{[%d/%m/%Y %H:%M]}}</span></p><section class="cuerpo">{{body}}</section></div>""",
        shell="""<!DOCTYPE html><html lang="es-MX"><head><meta charset="utf-8"><title>{{page}} | Puerto
 Vivo</title>{{head}}</head>
<body><header><a href="/">Puerto Vivo</a> <a href="/ultimas">Lo último</a> <a href="/clima">Clima</a> <a
 href="/acceso">Entrar
</a></header>{{main}}<footer><a href="/nosotros">Nosotros</a></footer></body></html>""",
    )
    site = made.site

    def answer(asked: Asked) -> Document:
        if asked.query.get("orderBy") != '"ts"':
            return as_json({"error": "Permission denied"}, status=401)
        end, size = asked.number("endAt", 9**15), asked.number("limitToLast", 9)
        part = [story for story in made.stories if millis(story) <= end][:size]
        value = {
            made.fill("-O{{hash}}", story): {
                "titulo": story.title,
                "id": made.fill("{{hash}}", story),
                "ts": millis(story),
                "autor": story.author,
                "resumen": story.teaser[:80],
            }
            for story in reversed(part)
        }
        return as_json(value)

    site.route("/db/notas.json", answer)
    made.script(
        "/js/ultimas.js",
        GROWING
        + """(function () {
  var muro = document.querySelector('.feed'), fin = null, seen = {};
  growing(document.querySelector('#fin'), function () {
    var url = '/db/notas.json?orderBy=%22ts%22&limitToLast=9' + (fin ? '&endAt=' + (fin - 1) : '');
    return fetch(url).then(function (r) { return r.json(); }).then(function (notas) {
      var filas = Object.keys(notas).map(function (k) { return notas[k]; }).sort(function (a, b) {
 return b.ts - a.ts; });
      filas.forEach(function (n) {
        muro.insertAdjacentHTML('beforeend',
 '<article><a href="/nota/' + n.id + '"><h2>' + n.titulo + '</h2></a></article>');
        fin = n.ts;
      });
      return filas.length === 9;
    });
  });
})();""",
    )
    made.page(
        "/ultimas",
        "Lo último",
        f"{ROOMY}<h1>Lo último</h1><div class='feed'></div><div id='fin'></div><script src='/js/ultimas.js'>"
        "</script>",
    )
    for start in range(0, 40, 9):
        end = f"&endAt={millis(made.stories[start - 1]) - 1}" if start else ""
        site.read(f"/db/notas.json?orderBy=%22ts%22&limitToLast=9{end}")
    made.page("/clima", "Clima", plain_page("Clima\nMáxima de 31 grados, viento del norte."))
    made.page("/nosotros", "Nosotros", plain_page("Nosotros\nSomos cinco periodistas del puerto."))
    row = "<article><a href='{{path}}'><h2>{{title}}</h2></a></article>"
    made.page("/", "Inicio", f"{made.rows(row, made.stories[:4])}<a href='/ultimas'>Ver todo</a>")
    return site


def songthuong() -> Feedless:
    """A Vietnamese paper on Supabase: rows older than the last one's time, with the key that its page has."""
    made = desk(
        "songthuong cursor vi 42 320",
        title="Sông Thương Mới",
        address="/bai-viet/{{slug}}-{{id}}",
        first=2600,
        traps=("/auth/v1/token", "/rest/v1/rpc/tang_luot_xem", "/dang-nhap"),
        head='<link rel="canonical" href="{{url}}">\n' + LINKED_DATA,
        article="""<main><article class="bai"><h1 class="bai-tieu-de">{{title}}</h1><div
 class="bai-thong-tin"><b>{{by}}</b> -
{{[%H:%M, %d/%m/%Y]}}</div><div class="bai-noi-dung">{{body}}</div></article></main>""",
        shell="""<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>{{page}} | Sông Thương
 Mới</title>{{head}}</head>
<body><header><a href="/">Sông Thương Mới</a><a href="/viec-lam">Việc làm</a><a href="/gioi-thieu">Giới
 thiệu</a>
<a href="/dang-nhap">Đăng nhập</a></header>{{main}}</body></html>""",
    )
    site = made.site
    key = "eyJhbGciOiJIUzI1NiJ9.eyJyb2xlIjoiYW5vbiJ9.k3Jx"

    def stamp(story: Story) -> str:
        return f"{story.published:%Y-%m-%dT%H:%M:%S}+00:00"

    def answer(asked: Asked) -> Document:
        if (asked.header("apikey") or asked.query.get("apikey")) != key:
            hint = "Double check your Supabase `anon` or `service_role` API key."
            return as_json({"message": "No API key found in request", "hint": hint}, status=401)
        before = asked.query.get("xuat_ban_luc", "").removeprefix("lt.").replace(" ", "+")
        rest = [story for story in made.stories if not before or stamp(story) < before]
        rows = [
            {
                "id": made.number(story),
                "tieu_de": story.title,
                "duong_dan": made.fill("{{slug}}-{{id}}", story),
                "xuat_ban_luc": stamp(story),
                "tac_gia": story.author,
            }
            for story in rest[:10]
        ]
        return as_json(rows)

    site.route("/rest/v1/bai_viet", answer)
    posts = {5: "Tuyển biên tập viên", 6: "Tuyển kế toán"}
    site.data(
        "/rest/v1/viec_lam",
        [{"id": n, "ten": name, "duong_dan": f"/viec-lam/{n}"} for n, name in posts.items()],
    )
    made.script(
        "/assets/index-BxQ2.js",
        GROWING
        + f"const SUPABASE={{url:'',key:'{key}'}};"
        + """
const feed=document.querySelector('.feed');let cursor='';
if(feed)growing(document.querySelector('.cuoi'),async()=>{
const q=new URLSearchParams({select:'id,tieu_de,duong_dan,xuat_ban_luc,tac_gia',order:'xuat_ban_luc.desc',
limit:10});
if(cursor)q.set('xuat_ban_luc','lt.'+cursor);
const r=await fetch(SUPABASE.url+'/rest/v1/bai_viet?'+q,{headers:{apikey:SUPABASE.key,
Authorization:'Bearer '+SUPABASE.key}});
const rows=await r.json();for(const b of rows){const a=document.createElement('article');
a.innerHTML=`<a href="/bai-viet/${b.duong_dan}"><h3>${b.tieu_de}</h3></a><small>${b.tac_gia}</small>`;
feed.append(a);cursor=b.xuat_ban_luc}
return rows.length===10});""",
    )
    made.page(
        "/",
        "Mới nhất",
        f"{ROOMY}<h1>Mới nhất</h1><div class='feed'></div><div class='cuoi'></div>"
        "<script type='module' src='/assets/index-BxQ2.js'></script>",
    )
    for start in range(0, 42, 10):
        before = f"&xuat_ban_luc=lt.{quote(stamp(made.stories[start - 1]))}" if start else ""
        wanted = f"select=id,tieu_de,duong_dan,xuat_ban_luc,tac_gia&order=xuat_ban_luc.desc&limit=10{before}"
        site.lists.append(Asked(site.full(f"/rest/v1/bai_viet?{wanted}"), headers=(("apikey", key),)))
    made.page(
        "/viec-lam",
        "Việc làm",
        "".join(f"<li><a href='/viec-lam/{n}'>{t}</a></li>" for n, t in posts.items()),
    )
    for number, name in posts.items():
        made.page(
            f"/viec-lam/{number}",
            name,
            plain_page(
                f"{name}\nLàm việc tại tòa soạn, lương thỏa thuận.\nNộp hồ sơ trước ngày 15 tháng 12."
            ),
            marked("JobPosting", name, title=name),
        )
    made.page("/gioi-thieu", "Giới thiệu", plain_page("Giới thiệu\nBáo ra hằng ngày bên bờ sông Thương."))
    return site


def lakeshore() -> Feedless:
    """An American daily whose pages ask GraphQL by GET, with a persisted query and Relay's cursors."""
    made = desk(
        "lakeshore cursor en 48 140",
        title="Lakeshore Ledger",
        address="/{{[%Y/%m/%d]}}/{{section}}/{{slug}}.html",
        sections=(("metro", "Metro"), ("business", "Business"), ("outdoors", "Outdoors")),
        traps=("/auth/login", "/svc/reactions", "/svc/pageview"),
        head=OPEN_GRAPH + "\n" + LINKED_DATA,
        article="""<article id="story" class="css-vxcmzt"><header class="css-1n3"><h1 id="link-{{hash}}"
 class="css-1l8b">{{title}}</h1>
<div class="css-103l"><p class="css-4anu">By <span itemprop="name">{{by}}</span></p><time class="css-16bl"
 datetime="{{iso}}"
>{{[%b. %d, %Y, %I:%M %p]}}</time></div></header><section name="articleBody" itemprop="articleBody"
 class="meteredContent"
>{{body}}</section></article>""",
        shell="""<!DOCTYPE html><html lang="en-US"><head><meta charset="utf-8"><title>{{page}} - Lakeshore
 Ledger</title>{{head}}</head>
<body><div id="app"><header><a href="/">Lakeshore Ledger</a><nav><a href="/section/metro">Metro</a><a
 href="/section/business"
>Business</a><a href="/section/outdoors">Outdoors</a><a href="/cooking">Cooking</a><a href="/auth/login"
>Log in</a></nav>
</header>{{main}}<footer><a href="/contact-us">Contact us</a></footer></div></body></html>""",
    )
    site = made.site
    recipes = {"perch-chowder": "Perch chowder", "cherry-slump": "Cherry slump"}

    def edge(story: Story) -> dict[str, object]:
        node = {
            "__typename": "Article",
            "id": made.fill("QXJ0aWNsZTo{{hash}}", story),
            "url": made.where[story.number],
            "headline": {"default": story.title},
            "summary": story.teaser[:90],
            "firstPublished": f"{story.published:%Y-%m-%dT%H:%M:%S}.000Z",
            "bylines": [{"renderedRepresentation": f"By {story.author}"}],
        }
        return {"cursor": made.fill("YXJyYXk{{hash}}", story), "node": node}

    def answer(asked: Asked) -> Document:
        given = asked.object_of("variables")
        if asked.object_of("extensions").get("persistedQuery", {}).get("version") != 1:
            return as_json({"errors": [{"message": "PersistedQueryNotFound"}]})
        some, after = made.of(str(given.get("id"))), given.get("cursor")
        start = next((n + 1 for n, s in enumerate(some) if made.fill("YXJyYXk{{hash}}", s) == after), 0)
        edges: list[dict[str, object]] = [edge(story) for story in some[start : start + 6]]
        paging = {"hasNextPage": start + 6 < len(some), "endCursor": edges[-1]["cursor"] if edges else None}
        slug, name = [*recipes.items()][start // 6 % 2]
        node = {"__typename": "Recipe", "url": f"/cooking/{slug}", "headline": {"default": name}}
        edges.insert(3, {"cursor": f"cmVjaXBl{slug}", "node": node})
        stream = {"totalCount": len(some), "edges": edges, "pageInfo": paging}
        return as_json({"data": {"legacyCollection": {"collectionsPage": {"stream": stream}}}})

    site.route("/graphql/v2", answer)
    digest = "5b4e7bd1a2f9c0d83e"
    made.script(
        "/vi-assets/main-73a.js",
        GROWING
        + """(function(){var f=document.querySelector(".feed"),c=null;
growing(document.querySelector(".css-end"),function(){
var v={id:f.dataset.collection,first:6,cursor:c,exclusionMode:"HIGHLIGHTS_AND_EMBEDDED"},
e={persistedQuery:{version:1,sha256Hash:"5b4e7bd1a2f9c0d83e"}};return fetch(
"/graphql/v2?operationName=CollectionsQuery&variables="+
encodeURIComponent(JSON.stringify(v))+"&extensions="+encodeURIComponent(JSON.stringify(e))).then(function(r){
return r.json()}).then(
function(r){var s=r.data.legacyCollection.collectionsPage.stream;s.edges.forEach(function(x){
f.insertAdjacentHTML("beforeend",
'<li class="css-112u"><a href="'+x.node.url+'"><h3>'+x.node.headline.default+"</h3></a></li>")});
c=s.pageInfo.endCursor;
return s.pageInfo.hasNextPage})})})();""",
    )
    for slug, name in made.sections:
        made.page(
            f"/section/{slug}",
            name,
            f"{ROOMY}<h1>{name}</h1><ol class='feed' data-collection='{slug}'></ol><div class='css-end'>"
            "</div>"
            "<script src='/vi-assets/main-73a.js'></script>",
        )
        some = made.of(slug)
        for start in range(0, len(some), 6):
            cursor = made.fill("YXJyYXk{{hash}}", some[start - 1]) if start else None
            variables = {"id": slug, "first": 6, "cursor": cursor, "exclusionMode": "HIGHLIGHTS_AND_EMBEDDED"}
            extensions = {"persistedQuery": {"version": 1, "sha256Hash": digest}}
            site.read(
                f"/graphql/v2?operationName=CollectionsQuery&variables={quote(json.dumps(variables))}"
                f"&extensions={quote(json.dumps(extensions))}"
            )
    made.page(
        "/cooking", "Cooking", "".join(f"<li><a href='/cooking/{s}'>{n}</a></li>" for s, n in recipes.items())
    )
    for slug, name in recipes.items():
        made.page(
            f"/cooking/{slug}",
            name,
            f"<h1>{name}</h1><ul><li>Two onions</li><li>A pint of cream</li></ul><p>Stir it slowly for half "
            "an hour.</p>",
            marked("Recipe", name, recipeYield="4"),
        )
    made.page("/contact-us", "Contact us", plain_page("Contact us\nCorrections: call the city desk."))
    row = "<div class='story-wrapper'><a href='{{path}}'><h3>{{title}}</h3></a></div>"
    state = (
        "<script>window.__preloadedData = "
        f"{compact({'initialState': {}, 'config': {'gqlUrlClient': '/graphql/v2'}})};</script>"
    )
    made.page("/", "Today", made.rows(row, made.stories[:6]) + state)
    return site


def pasarpagi() -> Feedless:
    """An Indonesian market town's paper on Rails and Hotwire: Turbo's lazy frames."""
    made = desk(
        "pasarpagi cursor id 40 360",
        title="Pasar Pagi",
        address="/berita/{{id}}-{{slug}}",
        first=8120,
        traps=("/users/sign_in", "/berita/suka", "/ahoy/visits"),
        article="""<article class="berita" id="berita_{{id}}"><h1>{{title}}</h1><p class="keterangan">{{by}},
<time datetime="{{iso}}">{{[%d-%m-%Y %H:%M]}}</time></p><div class="trix-content">{{body}}</div><form
 class="button_to"
 method="post" action="/berita/suka"><button type="submit">Suka</button></form></article>""",
        shell="""<!DOCTYPE html><html lang="id"><head><meta charset="utf-8"><title>{{page}} | Pasar
 Pagi</title>{{head}}<meta
 name="csrf-param" content="authenticity_token"><script src="/assets/turbo-8b2.js" defer></script></head>
<body><nav><a href="/"
>Pasar Pagi</a><a href="/berita">Berita</a><a href="/harga">Harga pasar</a><a href="/users/sign_in">Masuk</a>
</nav>{{main}}
<footer><a href="/tentang">Tentang</a></footer></body></html>""",
    )
    site = made.site
    row = """<article class="kartu"><h2><a data-turbo-frame="_top" href="{{path}}">{{title}}</a></h2><time
 datetime="{{iso}}"
>{{[%d/%m %H:%M]}}</time></article>"""

    def frame(before: int, *, whole: bool) -> str:
        rest = [story for story in made.stories if not before or made.number(story) < before]
        part = rest[:8]
        after = ""
        if len(rest) > 8:
            last = made.number(part[-1])
            after = (
                f"<turbo-frame id='sebelum_{last}' loading='lazy' src='/berita?sebelum={last}'><p>"
                "Memuat…</p></turbo-frame>"
            )
        inner = made.rows(row, part) + after
        return inner if whole else f"<turbo-frame id='sebelum_{before}'>{inner}</turbo-frame>"

    def answer(asked: Asked) -> Document:
        before = asked.number("sebelum", 0)
        if before:
            return as_html(made.whole("Berita", frame(before, whole=False)))
        return as_html(
            made.whole("Berita", f"{ROOMY}<h1>Berita</h1><div class='feed'>{frame(0, whole=True)}</div>")
        )

    site.route("/berita", answer)
    site.read("/berita")
    for story in made.stories[7:-1:8]:
        site.read(f"/berita?sebelum={made.number(story)}")
    made.script(
        "/assets/turbo-8b2.js",
        """/*! a small Turbo: frames that are lazy load when they appear */
class TurboFrame extends HTMLElement {
  connectedCallback() {
    if (this.getAttribute('loading') !== 'lazy' || !this.getAttribute('src')) return;
    const eye = new IntersectionObserver(([seen]) => { if (seen.isIntersecting) { eye.disconnect();
 this.load(); } });
    eye.observe(this);
  }
  async load() {
    const answer = await fetch(this.getAttribute('src'), { headers: { 'Turbo-Frame': this.id,
 Accept: 'text/html' } });
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const frame = page.getElementById(this.id);
    this.replaceChildren(...document.importNode(frame, true).childNodes);
    this.setAttribute('complete', '');
  }
}
customElements.define('turbo-frame', TurboFrame);""",
    )
    goods = {"cabai": "Cabai merah", "beras": "Beras medium"}
    made.page(
        "/harga", "Harga pasar", "".join(f"<li><a href='/harga/{s}'>{n}</a></li>" for s, n in goods.items())
    )
    for slug, name in goods.items():
        table = "<table><tr><td>Senin</td><td>42.000</td></tr><tr><td>Selasa</td><td>41.500</td></tr></table>"
        made.page(f"/harga/{slug}", name, f"<h1>{name}</h1>{table}")
    made.page("/tentang", "Tentang", plain_page("Tentang\nPasar Pagi terbit sejak 2016."))
    lead = "<h2><a href='{{path}}'>{{title}}</a></h2>"
    made.page("/", "Beranda", f"{made.rows(lead, made.stories[:5])}<a href='/berita'>Semua berita</a>")
    return site


BUILDERS = (kuaibao, puertovivo, songthuong, lakeshore, pasarpagi)
