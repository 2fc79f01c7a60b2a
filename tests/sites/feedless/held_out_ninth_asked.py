"""The ninth set's lists that are asked for by POST: admin-ajax, jpage, GraphQL and a page's web method."""

from __future__ import annotations

import json
from html import escape
from typing import Any

from tests.sites.building import Document
from tests.sites.feedless.held_out_ninth_articles import (
    classic_post,
    craft_entry,
    hanweb_zoom,
    old_table,
)
from tests.sites.feedless.held_out_ninth_newsroom import (
    Frame,
    day,
    iso,
    menu,
    missing,
    newsroom,
    plain_name,
    popular,
    squeezed,
    stated,
)
from tests.sites.feedless.invention import local, millis, serial
from tests.sites.feedless.running import LIBRARY
from tests.sites.feedless.simulated import Asked, Feedless, as_html, as_json
from tests.sites.stories import Story


def roccaalta() -> Feedless:
    """An Italian valley paper on WordPress, whose theme has the load-more of a much copied tutorial."""
    rooms = [
        ("/chi-siamo/", "Chi siamo"),
        ("/pubblicita/", "Pubblicità"),
        ("/contatti/", "Contatti"),
        ("/privacy-policy/", "Privacy Policy"),
        ("/cookie-policy/", "Cookie Policy"),
        ("/author/giulia/", "Giulia Ferrante"),
        ("/tag/montagna/", "montagna"),
    ]
    frame = Frame(
        "Valle Alta News",
        "<div id='page' class='site'><header id='masthead' class='site-header'><p class='site-title'><a "
        "href='/'>Valle Alta News</a>"
        "</p><nav class='main-navigation'>"
        + menu(
            [("/notizie/", "Notizie"), *rooms[:3]],
            kind="menu nav-menu",
            item="menu-item menu-item-type-post_type",
        )
        + "</nav></header>",
        f"<footer class='site-footer'>{menu(rooms[3:], kind='menu')}<div class='site-info'>P.IVA "
        f"00000000000</div></footer></div>",
        head="<script src='/wp-includes/js/jquery/jquery.min.js?ver=3.7.1'></script>",
        body="<body class='blog wp-custom-logo hfeed'>",
        tail=" &#8211; ",
        room="<main class='site-main'><article class='page type-page'><h1 class='entry-title'>{name}</h1>"
        "<div class='entry-content'>"
        "{text}</div></article></main>",
    )
    site = newsroom(
        "roccaalta",
        "post",
        "it",
        44,
        frame=frame,
        rooms=rooms,
        address=lambda story: f"/{plain_name(story)}/",
        article=classic_post,
        traps=("/wp-login.php", "/wp-json/contact-form-7/v1/contact-forms"),
    )
    size = 9
    last = -(-len(site.stories) // size)
    query = {"post_type": "post", "posts_per_page": str(size), "category_name": "notizie", "order": "DESC"}

    def card(story: Story) -> str:
        return (
            f"<article id='post-{serial(story, 5630)}' class='post-{serial(story, 5630)} post type-post "
            f"status-publish hentry'>"
            f"<h2 class='entry-title'><a href='{site.url(story)}' rel='bookmark'>{escape(story.title)}</a>"
            f"</h2><div class='entry-meta'>"
            f"<time class='entry-date' datetime='{iso(story)}'>{day(story)}</time> di <a "
            f"href='/author/giulia/'>Giulia Ferrante</a>"
            f"</div><div class='entry-summary'><p>{escape(story.paragraphs[0])}</p></div></article>"
        )

    def answer(asked: Asked) -> Document:
        if asked.form.get("action") != "loadmore":
            return Document(b"0", "text/html; charset=UTF-8", 400)
        page = asked.number("page", 0)
        return as_html("".join(card(one) for one in site.stories[page * size : (page + 1) * size]))

    site.route("/wp-admin/admin-ajax.php", answer)
    params = {
        "ajaxurl": f"{site.root}/wp-admin/admin-ajax.php",
        "posts": json.dumps(query, separators=(",", ":")),
        "current_page": "1",
        "max_page": str(last),
    }
    site.script("/wp-includes/js/jquery/jquery.min.js?ver=3.7.1", LIBRARY)
    site.script("/wp-includes/js/jquery/jquery.min.js", LIBRARY)
    site.script(
        "/wp-content/themes/vallealta/myloadmore.js",
        """jQuery(function($){
  $('.misha_loadmore').click(function(){
    var button = $(this),
        data = {
      'action': 'loadmore',
      'query': misha_loadmore_params.posts,
      'page' : misha_loadmore_params.current_page
    };
    button.text('Caricamento...');
    $.ajax({
      url : misha_loadmore_params.ajaxurl,
      data : data,
      type : 'POST',
      success : function( data ){
        if( data ) {
          button.text( 'Altre notizie' ).prev().append(data);
          misha_loadmore_params.current_page++;
          if ( misha_loadmore_params.current_page == misha_loadmore_params.max_page )
            button.remove();
        } else {
          button.remove();
        }
      }
    });
  });
});
""",
    )
    first = "".join(card(one) for one in site.stories[:size])
    site.page(
        "/notizie/",
        frame.page(
            site,
            "Notizie",
            f"<main class='site-main'><h1 class='page-title'>Notizie</h1><div class='posts'>{first}</div>"
            f"<div class='misha_loadmore'>"
            "Altre notizie</div></main>",
            script=f"<script id='my_loadmore-js-extra'>\n/* <![CDATA[ */\nvar misha_loadmore_params = "
            f"{json.dumps(params)};\n/* ]]> */\n"
            "</script><script src='/wp-content/themes/vallealta/myloadmore.js' id='my_loadmore-js'></script>",
        ),
    )
    site.read("/notizie/")
    told = (
        "%7B%22post_type%22%3A%22post%22%2C%22posts_per_page%22%3A%229%22%2C%22category_name%22%3A%22not"
        "izie%22%2C%22order%22%3A%22DESC%22%7D"
    )
    for page in range(1, last):
        site.read(
            "/wp-admin/admin-ajax.php",
            "POST",
            f"action=loadmore&query={told}&page={page}",
            "application/x-www-form-urlencoded; charset=UTF-8",
        )
    top = "".join(
        f"<article class='sticky'><h2><a href='{site.url(one)}'>{escape(one.title)}</a></h2></article>"
        for one in site.stories[:5]
    )
    site.page(
        "/",
        frame.page(site, "", f"<main class='site-main'>{top}<a href='/notizie/'>Tutte le notizie</a></main>"),
    )
    return site


def dongjiang() -> Feedless:
    """A Chinese district's news on Hanweb: the list's first records lie in the page, jpage posts for more."""
    rooms = [
        ("/col/col1101/index.html", "关于我们"),
        ("/col/col1102/index.html", "联系我们"),
        ("/col/col1103/index.html", "网站声明"),
        ("/col/col1104/index.html", "政务公开"),
        ("/col/col1105/index.html", "办事服务"),
    ]
    frame = Frame(
        "东江区人民政府",
        "<div class='header'><a href='/' class='logo'>东江区人民政府</a><form "
        "action='/jsearchfront/search.do'><input name='q'></form>"
        "</div><div class='nav'>"
        + menu([("/", "首页"), ("/col/col1229/index.html", "东江要闻"), *rooms[3:]])
        + "</div>",
        f"<div class='footer'>{menu(rooms[:3])}<p>主办单位：东江区人民政府办公室</p></div>",
        head="<meta name='SiteIDCode' content='3300000099'>",
        tail=" - ",
        room="<div class='main w1200'><div class='title'>{name}</div><div id='zoom'>{text}</div></div>",
    )
    site = newsroom(
        "dongjiang",
        "post",
        "zh",
        46,
        frame=frame,
        rooms=rooms,
        address=lambda story: (
            f"/art/{local(story).year}/{local(story).month}/{local(story).day}/art_1229_"
            f"{serial(story, 59120)}.html"
        ),
        article=hanweb_zoom,
        traps=("/jsearchfront/search.do", "/module/visitcount/articlehits.jsp"),
    )
    size, group = 8, 24

    def records(stories: list[Story]) -> str:
        return "".join(
            f"<record><![CDATA[<li><a href='{site.path(one)}' title='{one.title}' target='_blank'>"
            f"{one.title}</a><span>"
            f"{local(one):%Y-%m-%d}</span></li>]]></record>\n"
            for one in stories
        )

    fixed = (
        "col=1&appid=1&webid=3&path=%2F&columnid=1229&sourceContentType=1&unitid=4580&webname="
        "%E4%B8%9C%E6%B1%9F%E5%8C%BA&permissiontype=0"
    )
    proxy = "/module/jpage/dataproxy.jsp"

    def answer(asked: Asked) -> Document:
        start, end = asked.number("startrecord", 1), asked.number("endrecord", 0)
        chosen = list(site.stories[start - 1 : end]) if asked.form.get("columnid") == "1229" else []
        text = (
            "<?xml version='1.0' encoding='UTF-8'?><datastore><totalrecord>"
            f"{len(site.stories)}</totalrecord><totalpage>{-(-len(site.stories) // size)}</totalpage>"
            f"<recordset>"
            f"{records(chosen)}</recordset></datastore>"
        )
        return Document(text.encode(), "text/xml; charset=UTF-8")

    site.route(proxy, answer)
    site.script(
        "/script/jpage.js",
        """function jPage(id, o) {
  this.box = document.getElementById(id); this.o = o; this.page = 1; this.rows = [];
  this.take(this.box.querySelector('script').textContent);
  this.show();
}
jPage.prototype.take = function (xml) {
  var m, re = /<record><!\\[CDATA\\[([\\s\\S]*?)\\]\\]><\\/record>/g;
  while ((m = re.exec(xml))) this.rows.push(m[1]);
};
jPage.prototype.show = function () {
  var me = this, at = (this.page - 1) * this.o.perPage, end = Math.min(at + this.o.perPage,
    this.o.totalRecord);
  if (this.rows.length < end) return this.ask();
  var last = Math.ceil(this.o.totalRecord / this.o.perPage);
  this.box.innerHTML = '<ul class="default_pgContainer">' + this.rows.slice(at, end).join('') +
    '</ul><div class="default_pgPanel">' +
    '<span class="default_pgTotalPage">' + this.page + '/' + last + '</span>' +
    (this.page < last ? '<a class="default_pgBtn default_pgNext" title="下一页">下一页</a>' : '') + '</div>';
  var next = this.box.querySelector('.default_pgNext');
  if (next) next.onclick = function () { me.page++; me.show(); };
};
jPage.prototype.ask = function () {
  var me = this, x = new XMLHttpRequest(), from = this.rows.length + 1, to = Math.min(from +
    this.o.groupSize - 1, this.o.totalRecord);
  x.open('POST', this.o.proxyUrl + '?startrecord=' + from + '&endrecord=' + to + '&perpage=' +
    this.o.perPage);
  x.setRequestHeader('Content-Type', 'application/x-www-form-urlencoded; charset=UTF-8');
  x.onload = function () { me.take(x.responseText); me.show(); };
  x.send(this.o.dataBefore);
};
""",
    )
    options = (
        f"{{totalRecord: {len(site.stories)}, perPage: {size}, groupSize: {group}, proxyUrl: "
        f"'{proxy}', dataBefore: '{fixed}'}}"
    )
    site.page(
        "/col/col1229/index.html",
        frame.page(
            site,
            "东江要闻",
            "<div class='main w1200'><div class='position'>当前位置：<a href='/'>首页</a> &gt; "
            "东江要闻</div><div id='4580'>"
            f'<script type="text/xml"><datastore><nextgroup><![CDATA[<a href="{proxy}?page=1&{fixed}"></a>'
            f"]]></nextgroup><recordset>"
            f"{records(list(site.stories[:group]))}</recordset></datastore></script></div></div>",
            script=f"<script src='/script/jpage.js'></script><script>var pg4580 = new jPage('4580', "
            f"{options});</script>",
        ),
    )
    site.read("/col/col1229/index.html")
    site.read(
        f"{proxy}?startrecord={group + 1}&endrecord={len(site.stories)}&perpage={size}",
        "POST",
        fixed,
        "application/x-www-form-urlencoded; charset=UTF-8",
    )
    site.page(
        "/", frame.page(site, "", f"<div class='main w1200'><h2>要闻</h2>{menu(popular(site, 7))}</div>")
    )
    return site


def fortbalsam() -> Feedless:
    """A French mountain weekly: a Vue front posts GraphQL to Craft CMS, section by section, by offset."""
    rooms = [
        ("/a-propos", "À propos"),
        ("/contact", "Contact"),
        ("/mentions-legales", "Mentions légales"),
        ("/donnees-personnelles", "Données personnelles"),
        ("/boutique", "Boutique"),
        ("/agenda", "Agenda"),
    ]
    sections = [("vallees", "Vallées"), ("montagne", "Montagne")]
    frame = Frame(
        "L'Écho de Fort-Balsam",
        "<header class='o-header'><a href='/' class='o-header__logo'>L'Écho de Fort-Balsam</a>"
        + menu(
            [*((f"/rubriques/{slug}", name) for slug, name in sections), *rooms[:1], *rooms[4:]], kind="m-nav"
        )
        + "</header>",
        f"<footer class='o-footer'>{menu(rooms[:4])}<form class='m-newsletter'><input type='email' "
        f"name='email'></form></footer>",
        room="<main class='o-page'><h1>{name}</h1>{text}</main>",
    )
    site = newsroom(
        "fortbalsam",
        "post",
        "fr",
        46,
        frame=frame,
        rooms=rooms,
        address=lambda story: f"/{sections[story.number % 2][0]}/{plain_name(story)}",
        article=craft_entry,
        traps=("/actions/users/session-info", "/actions/freeform/submit"),
        head=stated,
    )
    size = 8
    query = (
        'query Actus($rubrique:[String],$limit:Int,$offset:Int){entryCount(section:"actus",rubrique:$rubriq'
        "ue)"
        'entries(section:"actus",rubrique:$rubrique,limit:$limit,offset:$offset,orderBy:"postDate DESC")'
        "{id title url postDate ... on actus_default_Entry{chapo}}}"
    )

    def answer(asked: Asked) -> Document:
        told = asked.value.get("variables")
        if (
            asked.method != "POST"
            or not isinstance(told, dict)
            or "entries" not in str(asked.value.get("query"))
        ):
            return missing("No GraphQL query was supplied")
        place = next(
            (at for at, one in enumerate(sections) if told.get("rubrique") in (one[0], [one[0]])), None
        )
        own = [one for one in site.stories if place is None or one.number % 2 == place]
        start, limit = int(told.get("offset") or 0), int(told.get("limit") or 100)
        rows: list[dict[str, Any]] = [
            {
                "id": str(serial(one, 24110)),
                "title": one.title,
                "url": site.url(one),
                "postDate": iso(one),
                "chapo": one.paragraphs[0],
            }
            for one in own[start : start + limit]
        ]
        return as_json({"data": {"entryCount": len(own), "entries": rows}})

    site.route("/api", answer)
    site.script(
        "/dist/assets/rubrique-6b2f.js",
        squeezed(f"""const QUERY=`{query}`;
        const root=document.getElementById("rubrique"),list=root.querySelector(".m-list"),
        plus=root.querySelector("button");
        let offset=0;async function charger(){{const r=await fetch("/api",{{method:"POST",
        headers:{{"Content-Type":"application/json"}},body:JSON.stringify({{query:QUERY,
        variables:{{rubrique:[root.dataset.slug],limit:8,offset}}}})}});const{{data}}=await r.json();
        data.entries.forEach(e=>{{const a=document.createElement("article");a.className="m-card";
        a.innerHTML=`<a href="${{e.url}}"><h2></h2></a><time datetime="${{e.postDate}}">${{
        new Date(e.postDate).toLocaleDateString("fr-FR")}}</time><p></p>`;a.querySelector("h2")
        .textContent=e.title;
        a.querySelector("p").textContent=e.chapo;list.append(a)}});offset+=data.entries.length;
        plus.hidden=offset>=data.entryCount}}plus.addEventListener("click",charger);charger();"""),
    )
    for slug, name in sections:
        site.page(
            f"/rubriques/{slug}",
            frame.page(
                site,
                name,
                f"<main class='o-page' id='rubrique' data-slug='{slug}'><h1>{name}</h1><div class='m-list'>"
                f"</div><button class='a-button'>"
                "Voir plus</button></main>",
                script="<script type='module' src='/dist/assets/rubrique-6b2f.js'></script>",
            ),
        )
        for start in range(0, 23, size):
            body = {"query": query, "variables": {"rubrique": [slug], "limit": size, "offset": start}}
            site.read("/api", "POST", json.dumps(body), "application/json")
    site.page(
        "/",
        frame.page(
            site, "", f"<main class='o-page'><h2>À la une</h2>{menu(popular(site, 5), kind='m-une')}</main>"
        ),
    )
    return site


def kumbagi() -> Feedless:
    """A Turkish governor's office on ASP.NET: the page calls its own web method and gets `d`."""
    rooms = [
        ("/Hakkimizda.aspx", "Hakkımızda"),
        ("/Iletisim.aspx", "İletişim"),
        ("/KVKK.aspx", "KVKK Aydınlatma Metni"),
        ("/Ihaleler.aspx", "İhaleler"),
        ("/Duyurular.aspx", "Duyurular"),
    ]
    frame = Frame(
        "Kumbağı Kaymakamlığı",
        "<form method='post' action='./' id='aspnetForm'><input type='hidden' name='__VIEWSTATE' "
        "value='/wEPDwUKMTY3NzE5Mg=='><table "
        "width='980' align='center' class='ust'><tr><td><a href='/Default.aspx'>Kumbağı Kaymakamlığı</a>"
        "</td><td>" + menu([("/Haberler.aspx", "Haberler"), *rooms], kind="menu") + "</td></tr></table>",
        f"<table width='980' align='center' class='alt'><tr><td>{menu(rooms[:3])}</td></tr></table></form>",
        head="<script src='/Scripts/jquery-1.8.3.min.js' type='text/javascript'></script>",
        tail=" - ",
        room="<table width='980' align='center'><tr><td><span class='baslik'>{name}</span>{text}</td></tr>"
        "</table>",
    )
    site = newsroom(
        "kumbagi",
        "post",
        "tr",
        40,
        frame=frame,
        rooms=rooms,
        minutes=900,
        address=lambda story: f"/HaberDetay.aspx?HaberId={serial(story, 2210)}",
        article=old_table,
        traps=("/Arama.aspx", "/WebResource.axd"),
    )
    size = 10
    site.script("/Scripts/jquery-1.8.3.min.js", LIBRARY)
    site.script(
        "/Scripts/haberler.js",
        """var sayfa = 0;
function HaberGetir() {
    sayfa++;
    var x = new XMLHttpRequest();
    x.open("POST", "Haberler.aspx/HaberGetir", true);
    x.setRequestHeader("Content-Type", "application/json; charset=utf-8");
    x.onload = function () {
        var haberler = JSON.parse(x.responseText).d, html = "";
        for (var i = 0; i < haberler.length; i++) {
            var h = haberler[i], t = new Date(parseInt(h.Tarih.substr(6), 10));
            html += "<tr><td class='tarih'>" + t.toLocaleDateString("tr-TR") +
              "</td><td><a href='HaberDetay.aspx?HaberId=" +
                h.HaberId + "'>" + h.Baslik + "</a><br>" + h.Ozet + "</td></tr>";
        }
        $("#haberler").append(html);
        if (haberler.length < 10) $("#btnDahaFazla").hide();
    };
    x.send(JSON.stringify({ sayfa: sayfa, adet: 10 }));
}
$(function () {
    $("#btnDahaFazla").click(function () { HaberGetir(); return false; });
    HaberGetir();
});
""",
    )

    def answer(asked: Asked) -> Document:
        if asked.method != "POST" or "json" not in asked.content_type:
            return missing("Authentication failed.")
        page, count = asked.number("sayfa", 1), asked.number("adet", size)
        rows = [
            {
                "__type": "Kaymakamlik.Haber",
                "HaberId": serial(one, 2210),
                "Baslik": one.title,
                "Ozet": one.paragraphs[0],
                "Tarih": f"/Date({millis(one)})/",
            }
            for one in site.stories[(page - 1) * count : page * count]
        ]
        return as_json({"d": rows})

    site.route("/Haberler.aspx/HaberGetir", answer)
    for page in range(1, 5):
        body = json.dumps({"sayfa": page, "adet": size})
        site.read("/Haberler.aspx/HaberGetir", "POST", body, "application/json; charset=utf-8")
    site.page(
        "/Haberler.aspx",
        frame.page(
            site,
            "Haberler",
            "<table width='980' align='center'><tr><td class='baslik'>Haberler</td></tr><tr><td><table "
            "id='haberler' width='100%'><tbody>"
            "</tbody></table><a href='#' id='btnDahaFazla'>Daha Fazla Göster</a></td></tr></table>",
            script="<script src='/Scripts/haberler.js' type='text/javascript'></script>",
        ),
    )
    heads = "".join(
        f"<tr><td><a href='{escape(site.url(one))}'>{escape(one.title)}</a></td><td>"
        f"{local(one):%d.%m.%Y}</td></tr>"
        for one in site.stories[:5]
    )
    text = frame.page(
        site,
        "",
        f"<table width='980' align='center'><tr><td class='baslik'>Son Haberler</td></tr>{heads}</table>",
    )
    site.page("/", text)
    site.page("/Default.aspx", text)
    return site


BUILDERS = (roccaalta, dongjiang, fortbalsam, kumbagi)
