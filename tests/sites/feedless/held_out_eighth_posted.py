"""Feedless sites that are held out, the eighth set: lists that are asked for by POST."""

from __future__ import annotations

import json
from html import escape
from urllib.parse import urlencode

from tests.sites.building import Document
from tests.sites.feedless.held_out_eighth_room import LINK_ROW, LINKED, NEAR, OPEN_GRAPH, TALL, room
from tests.sites.feedless.invention import local
from tests.sites.feedless.simulated import Asked, Feedless, as_html, as_json, batch, batches
from tests.sites.stories import Story

FORM = "application/x-www-form-urlencoded; charset=UTF-8"
AS_JSON = "application/json; charset=utf-8"


def kotabaru() -> Feedless:
    """An Indonesian daily on JNews: a module's next page is a form with its attributes, answered in HTML."""
    made = room(
        "kotabaru post id 45 230",
        title="Kota Baru Pos",
        address="/{{section}}/{{id}}/{{slug}}/",
        sections=(("daerah", "Daerah"), ("ekonomi", "Ekonomi")),
        first=20480,
        traps=("/wp-login.php", "/wp-admin/admin-ajax.php", "/wp-json/jnews/v1/view-counter"),
        robots="User-agent: *\nDisallow: /wp-admin/\nDisallow: /wp-login.php\n",
        head='<link rel="canonical" href="{{url}}" />' + OPEN_GRAPH,
        article="""<div class="jeg_inner_content"><div class="entry-header"><h1 class="jeg_post_title"
>{{title}}</h1><div
 class="jeg_meta_container"><div class="jeg_post_meta"><div class="jeg_meta_author">oleh <a
 href="/author/redaksi/">{{by}}</a></div><div class="jeg_meta_date"><a href="{{path}}"
>{{[%d/%m/%Y %H:%M]}}</a></div><div
 class="jeg_meta_category"><a href="/category/{{section}}/">{{sectionname}}</a></div></div></div></div><div
 class="entry-content"><div class="content-inner">{{body}}</div></div></div>""",
        frame="""<!doctype html><html lang="id-ID"><head><meta charset="UTF-8" /><title
>{{page}} - Kota Baru Pos</title>{{head}}
<script>var jnewsoption={"popup_script":"magnific",
"ajax_prefix":"jnews_ajax_","login_reload":"/","lang":"id_ID"};
var jnews_ajax_url="/?ajax-request=jnews";</script></head><body class="jnews jeg_toggle_light"><ul
 class="jeg_menu"><li
><a href="/">Beranda</a></li><li><a href="/category/daerah/">Daerah</a></li><li><a
 href="/category/ekonomi/">Ekonomi</a></li><li><a href="/redaksi/">Redaksi</a></li><li><a
 href="/wp-login.php">Masuk</a></li></ul>{{main}}<script src="/wp-content/themes/jnews/assets/js/module.js"
></script
></body></html>""",
    )
    site = made.site
    row = """<article class="jeg_post jeg_pl_md_2 format-standard"><div class="jeg_postblock_content"><h3
 class="jeg_post_title"><a href="{{path}}">{{title}}</a></h3><div class="jeg_post_meta"><div
 class="jeg_meta_date"><i
 class="fa fa-clock-o"></i> {{[%d/%m/%Y]}}</div></div><div class="jeg_post_excerpt"><p>{{teaser}}</p></div
></div
></article>"""
    advert = """<div class="jeg_ad jeg_ad_module"><a href="/iklan/promo-akhir-tahun/">Promo akhir tahun</a
></div>"""
    categories = {"12": "daerah", "15": "ekonomi"}

    def answer(asked: Asked) -> Document:
        if asked.method != "POST":
            return site.documents[site.home]
        form = asked.form
        slug = categories.get(form.get("data[attribute][include_category]", ""))
        if "ajax-request" not in asked.query or slug is None:
            return as_json(0)
        page = asked.number("data[current_page]", 1)
        some = batch(made.of(slug), page - 1, 7)
        more = len(made.of(slug)) > page * 7
        return as_json({"content": made.rows(row, some) + advert, "next": more, "prev": page > 1})

    def form_of(number: str, page: int) -> str:
        told = {
            "lang": "id_ID",
            "action": "jnews_module_ajax_jnews_block_3",
            "module": "true",
            "data[filter]": "0",
            "data[filter_type]": "all",
            "data[current_page]": str(page),
            "data[attribute][include_category]": number,
            "data[attribute][sort_by]": "latest",
            "data[attribute][pagination_mode]": "loadmore",
            "data[attribute][pagination_number_post]": "7",
        }
        return urlencode(told)

    made.page("/", "Beranda", f"<div class='jeg_posts'><ul>{made.rows(LINK_ROW, made.of('')[:5])}</ul></div>")
    site.route("/", answer)
    site.script(
        "/wp-content/themes/jnews/assets/js/module.js",
        """(function(){document.querySelectorAll(".jeg_postblock").forEach(function(block){var n=1,
attr=JSON.parse(
block.getAttribute("data-attribute")),btn=block.querySelector(".jeg_block_loadmore a");if(!btn)return;
btn.addEventListener("click",function(e){e.preventDefault();var q=new URLSearchParams();q.append("lang",
"id_ID");
q.append("action","jnews_module_ajax_"+block.getAttribute("data-module"));q.append("module","true");
q.append("data[filter]","0");q.append("data[filter_type]","all");q.append("data[current_page]",++n);
for(var k in attr)q.append("data[attribute]["+k+"]",attr[k]);fetch(jnews_ajax_url,{method:"POST",body:q}
).then(
function(r){return r.json()}).then(function(d){block.querySelector(".jeg_posts").insertAdjacentHTML(
"beforeend",
d.content);if(!d.next)btn.parentNode.style.display="none"})})})})();""",
    )
    for number, slug in categories.items():
        name = dict(made.sections)[slug]
        attribute = {
            "include_category": number,
            "sort_by": "latest",
            "pagination_mode": "loadmore",
            "pagination_number_post": "7",
        }
        told = escape(json.dumps(attribute), quote=True)
        made.list(
            f"/category/{slug}/",
            name,
            f"<h1 class='jeg_cat_title'>{name}</h1><div class='jeg_postblock_3 jeg_postblock'"
            " data-module='jnews_block_3' "
            f"data-attribute=\"{told}\"><div class='jeg_posts'>{made.rows(row, made.of(slug)[:7])}</div><div "
            "class='jeg_block_navigation'><div class='jeg_block_loadmore'><a href='#' data-load='Muat"
            " lagi'>Muat lagi</a>"
            "</div></div></div>",
        )
        for page in range(2, len(batches(made.of(slug), 7)) + 1):
            site.read("/?ajax-request=jnews", "POST", form_of(number, page), FORM)
    made.no_article("/redaksi/", "Redaksi", "Pemimpin redaksi dan tiga wartawan. Telepon 555 0110.")
    made.no_article("/author/redaksi/", "Penulis: Redaksi", "Redaksi menulis dari kota ini sejak 2004.")
    made.no_article("/iklan/promo-akhir-tahun/", "Promo akhir tahun", "Diskon separuh harga.", "Product")
    return site


def langven() -> Feedless:
    """A Vietnamese village's paper with Jetpack's infinite scroll: POST to /?infinity=scrolling."""
    made = room(
        "langven post vi 42 360",
        title="Báo Làng Ven",
        address="/{{[%Y/%m/%d]}}/{{slug}}-{{id}}/",
        sections=(("tin-tuc", "Tin tức"),),
        first=6001,
        traps=("/wp-login.php", "/wp-comments-post.php", "/wp-admin/admin-ajax.php"),
        robots="User-agent: *\nDisallow: /wp-admin/\n",
        head=LINKED,
        article="""<main id="main" class="site-main"><article id="post-{{id}}"
 class="post-{{id}} post type-post
 status-publish format-standard hentry"><header class="entry-header"><h1 class="entry-title">{{title}}</h1>
<div
 class="entry-meta"><span class="posted-on">Đăng ngày <time class="entry-date published"
 datetime="{{iso}}">{{[%d/%m/%Y]}}</time></span> <span class="byline">bởi {{by}}</span></div></header><div
 class="entry-content">{{body}}<div class="sharedaddy sd-like"><a href="/wp-login.php">Thích</a></div></div
></article><div
 id="respond"><form action="/wp-comments-post.php" method="post"><textarea name="comment"></textarea></form
></div></main>""",
        frame="""<!DOCTYPE html><html lang="vi"><head><meta charset="UTF-8"><title>{{page}}</title>{{head}}"""
        + TALL
        + """</head><body class="infinite-scroll hfeed"><div id="page" class="site"><nav
 id="site-navigation"><ul><li><a
 href="/">Trang chủ</a></li><li><a href="/gioi-thieu/">Giới thiệu</a></li><li><a href="/lien-he/">Liên hệ</a
></li><li><a
 href="/wp-login.php">Đăng nhập</a></li></ul></nav>{{main}}</div></body></html>""",
    )
    site = made.site
    row = """<article id="post-{{id}}" class="card post-{{id}} post type-post hentry"><header
 class="entry-header"><h2
 class="entry-title"><a href="{{url}}" rel="bookmark">{{title}}</a></h2><time class="entry-date"
 datetime="{{iso}}">{{[%d/%m/%Y]}}</time></header><div class="entry-summary"><p>{{teaser}}</p></div
></article>"""
    size = 7

    def answer(asked: Asked) -> Document:
        if asked.method != "POST":
            return site.documents[site.home]
        if asked.query.get("infinity") != "scrolling" or asked.form.get("action") != "infinite_scroll":
            return Document(b"0", "text/html", 400)
        page = asked.number("page", 1)
        some = batch(site.stories, page - 1, size)
        if not some:
            return as_json({"type": "empty"})
        html = made.rows(row, some)
        last = f"{local(some[-1]):%d.%m.%y}"
        ids = [made.id(story) for story in some]
        done = page * size >= len(site.stories)
        return as_json(
            {
                "type": "success",
                "html": html,
                "lastbatch": done,
                "currentday": last,
                "postflair": ids,
                "stats": "",
            }
        )

    settings = {
        "id": "main",
        "ajaxurl": site.full("/?infinity=scrolling"),
        "type": "scroll",
        "wrapper": True,
        "footer": "page",
        "click_handle": "1",
        "text": "Bài cũ hơn",
        "order": "DESC",
        "scripts": ["jquery-core"],
        "query_args": {"posts_per_page": size, "order": "DESC"},
        "last_post_date": f"{local(site.stories[size - 1]):%Y-%m-%d %H:%M:%S}",
    }
    made.list(
        "/",
        "Báo Làng Ven",
        f"<main id='main' class='site-main'>{made.rows(row, site.stories[:size])}</main><script>var"
        " infiniteScroll = "
        f'JSON.parse(decodeURIComponent("{_encoded({"settings": settings})}"));</script><script '
        "src='/wp-content/plugins/jetpack/infinity.js'></script>",
    )
    site.route("/", answer)
    site.script(
        "/wp-content/plugins/jetpack/infinity.js",
        NEAR
        + """;(function(){var s=infiniteScroll.settings,page=1,day="";near(function(){
var q=new URLSearchParams();
q.append("action","infinite_scroll");q.append("page",++page);q.append("currentday",day);q.append("order",
s.order);
s.scripts.forEach(function(x,i){q.append("scripts["+i+"]",x)});for(var k in s.query_args)q.append(
"query_args["+k+"]",
s.query_args[k]);q.append("query_before","2026-11-27 06:00:00");q.append("last_post_date",s.last_post_date);
return fetch(s.ajaxurl,{method:"POST",body:q}).then(function(r){return r.json()}).then(function(d){
if(d.type!=="success")return false;document.getElementById(s.id).insertAdjacentHTML("beforeend",d.html);
day=d.currentday;return !d.lastbatch})})})();""",
    )
    for page in range(2, len(batches(site.stories, size)) + 1):
        form = {
            "action": "infinite_scroll",
            "page": page,
            "currentday": "",
            "order": "DESC",
            "scripts[0]": "jquery-core",
            "query_args[posts_per_page]": size,
            "last_post_date": settings["last_post_date"],
        }
        site.read("/?infinity=scrolling", "POST", urlencode(form), FORM)
    made.no_article("/gioi-thieu/", "Giới thiệu", "Tòa soạn có bốn người và một chiếc xe đạp.")
    made.no_article("/lien-he/", "Liên hệ", "Điện thoại 555 0120. Văn phòng mở cửa từ tám giờ.")
    return site


def _encoded(value: object) -> str:
    text = json.dumps(value, ensure_ascii=True, separators=(",", ":"))
    return text.replace('"', "%22").replace("\\", "%5C").replace(" ", "%20")


def montebelo() -> Feedless:
    """A Brazilian paper before Meilisearch: JSON with filter, page and hitsPerPage, answered with hits."""
    made = room(
        "montebelo post pt 44 280",
        title="Folha de Monte Belo",
        address="/{{section}}/{{slug}}-{{id}}.html",
        sections=(("cidade", "Cidade"), ("esporte", "Esporte")),
        first=41020,
        traps=("/api/conta/login", "/api/enquete/votar", "/busca-api/stats"),
        head='<link rel="canonical" href="{{url}}">' + OPEN_GRAPH + LINKED,
        article="""<article class="materia"><span class="chapeu"><a href="/{{section}}/">{{sectionname}}</a
></span><h1
 class="materia__titulo">{{title}}</h1><p class="materia__assinatura">{{by}} <time
 datetime="{{iso}}">{{[%d/%m/%Y %Hh%M]}}</time></p><div class="materia__texto">{{body}}</div></article>""",
        frame="""<!DOCTYPE html><html lang="pt-BR"><head><meta charset="utf-8"><title
>{{page}} | Folha de Monte Belo</title>
{{head}}</head><body><nav class="menu"><a href="/">Capa</a><a href="/cidade/">Cidade</a><a href="/esporte/"
>Esporte</a><a
 href="/expediente/">Expediente</a></nav>{{main}}<footer>Folha de Monte Belo</footer></body></html>""",
    )
    site = made.site

    def hit(story: Story) -> dict[str, object]:
        return {
            "id": made.id(story),
            "titulo": story.title,
            "linha_fina": story.teaser,
            "editoria": made.section[story.number],
            "url": made.paths[story.number],
            "publicado_em": int(story.published.timestamp()),
            "tipo": "materia",
        }

    made.no_article("/assine/", "Assine a Folha", "Plano mensal por R$ 19,90.", "Product")

    def answer(asked: Asked) -> Document:
        told = asked.value
        slug = str(told.get("filter", "")).partition("= ")[2].strip('"')
        page, size = int(told.get("page", 1)), int(told.get("hitsPerPage", 20))
        some = made.of(slug or "-")
        hits = [hit(story) for story in batch(some, page - 1, size)]
        if hits:
            paid = {
                "id": 1,
                "titulo": "Assine a Folha",
                "url": "/assine/",
                "tipo": "anuncio",
                "linha_fina": "",
            }
            hits.append(hits[0] | paid)
        return as_json(
            {
                "hits": hits,
                "query": "",
                "processingTimeMs": 2,
                "hitsPerPage": size,
                "page": page,
                "totalPages": -(-len(some) // size),
                "totalHits": len(some),
            }
        )

    site.route("/busca-api/indexes/materias/search", answer)
    site.script(
        "/assets/editoria.9b1d.js",
        """(()=>{const l=document.querySelector("#materias"),m=document.querySelector("#mais");if(!l)return;
let p=1;
const q=async()=>{const r=await fetch("/busca-api/indexes/materias/search",{method:"POST",headers:{
"Content-Type":
"application/json",Authorization:"Bearer 0f2c9d1e5a"},body:JSON.stringify({q:"",
filter:'editoria = "'+l.dataset.editoria+
'"',sort:["publicado_em:desc"],page:p,hitsPerPage:8})});const d=await r.json();d.hits.forEach(h=>{const e=
document.createElement("div");e.className=h.tipo;e.innerHTML=`<h2><a href="${h.url}">${h.titulo}</a></h2>`;
l.append(e)});
m.hidden=p++>=d.totalPages};m.onclick=q;q()})();""",
    )
    for slug, name in made.sections:
        made.page(
            f"/{slug}/",
            name,
            f"<h1>{name}</h1><div id='materias' data-editoria='{slug}'></div><button id='mais' hidden>Mais"
            " notícias</button>"
            "<script src='/assets/editoria.9b1d.js'></script>",
        )
        for page in range(1, len(batches(made.of(slug), 8)) + 1):
            asked = {
                "q": "",
                "filter": f'editoria = "{slug}"',
                "sort": ["publicado_em:desc"],
                "page": page,
                "hitsPerPage": 8,
            }
            site.read("/busca-api/indexes/materias/search", "POST", json.dumps(asked), AS_JSON)
    made.no_article("/expediente/", "Expediente", "Direção, redação e fotografia. Telefone 555 0130.")
    made.page("/", "Capa", f"<ul>{made.rows(LINK_ROW, made.of('')[:5])}</ul>")
    return site


def nongsai() -> Feedless:
    """A Thai district's office on ASP.NET: a page's WebMethod gives rows of HTML in d."""
    made = room(
        "nongsai post th 40 460",
        title="ที่ว่าการอำเภอหนองใส",
        address="/NewsDetail.aspx?id={{id}}",
        sections=(("1", "ข่าวประชาสัมพันธ์"), ("2", "ข่าวกิจกรรม")),
        first=1900,
        traps=("/Login.aspx", "/Default.aspx/AddVisitor", "/Poll.aspx/Vote"),
        robots="User-agent: *\nDisallow: /Admin/\nDisallow: /Login.aspx\n",
        head='<meta name="description" content="{{teaser}}" />',
        article="""<form method="post" action="./NewsDetail.aspx?id={{id}}" id="form1"><input type="hidden"
 name="__VIEWSTATE" value="/wEPDwUKLTk2" /><div class="container"><h1 id="ContentPlaceHolder1_lblTitle"
>{{title}}</h1><span
 id="ContentPlaceHolder1_lblDate">วันที่ {{[%d/%m/%Y %H:%M]}} น.</span> <span id="ContentPlaceHolder1_lblBy"
>{{by}}</span
><div id="ContentPlaceHolder1_pnlDetail">{{body}}</div></div></form>""",
        frame="""<!DOCTYPE html><html lang="th"><head><meta charset="utf-8" /><title>{{page}}</title
>{{head}}</head><body><div
 class="navbar"><a href="/Default.aspx">หน้าแรก</a> <a href="/News.aspx?type=1">ข่าวประชาสัมพันธ์</a> <a
 href="/Activity.aspx">ข่าวกิจกรรม</a> <a href="/Download.aspx">ดาวน์โหลด</a> <a href="/Login.aspx"
>เข้าสู่ระบบ</a></div
>{{main}}<footer>ที่ว่าการอำเภอหนองใส</footer></body></html>""",
    )
    site = made.site
    row = """<tr class="news-row"><td>{{[%d/%m/%Y]}}</td><td><a href="NewsDetail.aspx?id={{id}}"
 target="_blank">{{title}}</a></td></tr>"""

    def answer(asked: Asked) -> Document:
        told = asked.value
        if asked.method != "POST" or "newsType" not in told:
            return as_json(
                {"Message": "Invalid web service call", "ExceptionType": "System.InvalidOperation"},
                status=500,
            )
        some = batch(
            made.of(str(told["newsType"])), int(told.get("pageIndex", 1)) - 1, int(told.get("pageSize", 8))
        )
        return as_json({"d": made.rows(row, some)})

    def detail(asked: Asked) -> Document:
        known = site.documents.get(asked.url)
        return known or as_html(made.whole("ไม่พบข่าว", "<p>ไม่พบข่าว</p>"))

    site.route("/News.aspx/GetNews", answer)
    site.route("/NewsDetail.aspx", detail)
    site.script(
        "/Scripts/news-list.js",
        """var pageIndex=0;function GetRecords(){pageIndex++;var t=document.getElementById("tblNews"),x=
new XMLHttpRequest();x.open("POST","/News.aspx/GetNews");x.setRequestHeader("Content-Type",
"application/json; charset=utf-8");x.onload=function(){var d=JSON.parse(x.responseText).d;
if(!d){document.getElementById("btnMore").style.display="none";return}t.tBodies[0].insertAdjacentHTML(
"beforeend",d)};
x.send(JSON.stringify({newsType:t.getAttribute("data-type"),pageIndex:pageIndex,pageSize:8}))}
document.getElementById("btnMore").onclick=GetRecords;GetRecords();""",
    )
    for number, name in made.sections:
        path = "/News.aspx" if number == "1" else "/Activity.aspx"
        made.page(
            path,
            name,
            f"<h2>{name}</h2><table id='tblNews' data-type='{number}'><tbody></tbody></table><button"
            " type='button' "
            "id='btnMore'>ดูเพิ่มเติม</button><script src='/Scripts/news-list.js'></script>",
        )
        for page in range(1, len(batches(made.of(number), 8)) + 1):
            body = json.dumps({"newsType": number, "pageIndex": page, "pageSize": 8})
            site.read("/News.aspx/GetNews", "POST", body, AS_JSON)
    files = "".join(f"<li><a href='/Files/form{n}.pdf'>แบบฟอร์มคำร้อง {n}</a></li>" for n in range(1, 5))
    for n in range(1, 5):
        site.script(f"/Files/form{n}.pdf", "%PDF-1.4\n%%EOF\n", "application/pdf")
    made.page("/Download.aspx", "ดาวน์โหลด", f"<ul>{files}</ul>")
    home = f"<ul>{made.rows(LINK_ROW, made.of('')[:4])}</ul>"
    made.page("/", "หน้าแรก", home)
    made.page("/Default.aspx", "หน้าแรก", home)
    return site


BUILDERS = (kotabaru, langven, montebelo, nongsai)
