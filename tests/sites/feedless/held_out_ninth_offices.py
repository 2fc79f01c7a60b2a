"""The ninth set's interfaces of JSON: those of companies and offices (AEM, SharePoint and others)."""

from __future__ import annotations

from html import escape
from typing import Any

from tests.sites.building import Document
from tests.sites.feedless.held_out_ninth_articles import (
    aem_article,
    cn_portal,
    css_modules,
    sharepoint_canvas,
)
from tests.sites.feedless.held_out_ninth_newsroom import (
    Frame,
    cut,
    day,
    escaped,
    iso,
    menu,
    newsroom,
    plain_name,
    popular,
    squeezed,
)
from tests.sites.feedless.invention import local, serial
from tests.sites.feedless.running import LIBRARY
from tests.sites.feedless.simulated import Asked, Feedless, as_json
from tests.sites.stories import Story


def cuiting() -> Feedless:
    """A Chinese city paper on ThinkPHP with jQuery: 点击加载更多 asks `/index/news/getlist` per channel."""
    rooms = [
        ("/about/1.html", "关于我们"),
        ("/about/2.html", "联系我们"),
        ("/about/3.html", "版权声明"),
        ("/about/4.html", "招聘信息"),
        ("/jubao.html", "违法和不良信息举报"),
        ("/epaper/", "数字报"),
    ]
    channels = [(12, "yaowen", "要闻"), (15, "minsheng", "民生")]
    frame = Frame(
        "翠亭网",
        "<div class='top w1200'><a href='/' class='logo'><img src='/static/index/images/logo.png'></a>"
        "<form class='so' action='"
        "/index/search/index.html'><input name='keyword'></form></div><div class='nav'>"
        + menu(
            [("/", "首页"), *((f"/{slug}/", name) for _, slug, name in channels), rooms[5]],
            kind="w1200 clearfix",
        )
        + "</div>",
        f"<div class='foot'>{menu(rooms[:5])}<p>增值电信业务经营许可证：浙B2-20050000</p></div>",
        head="<script src='/static/index/js/jquery.min.js'></script>",
        tail="_",
        room="<div class='w1200 single'><h1>{name}</h1>{text}</div>",
    )
    site = newsroom(
        "cuiting",
        "json",
        "zh",
        45,
        frame=frame,
        rooms=rooms,
        address=lambda story: f"/{channels[story.number % 2][1]}/{serial(story, 302218)}.html",
        article=cn_portal,
        traps=("/index/search/index.html", "/index/api/hits.html", "/index/user/login.html"),
    )
    size = 9
    site.script("/static/index/js/jquery.min.js", LIBRARY)
    site.script(
        "/static/index/js/list.js",
        """$(function () {
  var page = 1, cid = $('#list').attr('data-cid'), busy = false;
  $('.loadmore').click(function () {
    if (busy) return;
    busy = true;
    $.ajax({
      url: '/index/news/getlist.html', type: 'get', dataType: 'json',
      data: {cid: cid, page: ++page, limit: 9},
      success: function (res) {
        busy = false;
        if (res.code != 1 || !res.data.length) { $('.loadmore').html('没有更多了').hide(); return; }
        var html = '';
        $.each(res.data, function (i, v) {
          html += '<li><a href="' + v.url + '" target="_blank"><h3>' + v.title + '</h3></a><p>' +
            v.description +
            '</p><span>' + v.inputtime + '</span></li>';
        });
        $('#list').append(html);
        if (page >= res.pages) $('.loadmore').hide();
      }
    });
  });
});
""",
    )

    def answer(asked: Asked) -> Document:
        place = next((at for at, one in enumerate(channels) if str(one[0]) == asked.query.get("cid")), None)
        own = [story for story in site.stories if place is not None and story.number % 2 == place]
        rows = [
            {
                "id": serial(one, 302218),
                "catid": channels[one.number % 2][0],
                "title": one.title,
                "thumb": "",
                "description": one.paragraphs[0],
                "inputtime": f"{local(one):%Y-%m-%d %H:%M}",
                "url": site.path(one),
            }
            for one in cut(own, asked, "page", asked.number("limit", size))
        ]
        return escaped({"code": 1 if rows else 0, "msg": "ok", "pages": -(-len(own) // size), "data": rows})

    site.route("/index/news/getlist.html", answer)
    for place, (cid, slug, name) in enumerate(channels):
        own = [story for story in site.stories if story.number % 2 == place]
        items = "".join(
            f"<li><a href='{site.path(one)}' target='_blank'><h3>{one.title}</h3></a><p>"
            f"{one.paragraphs[0]}</p><span>"
            f"{local(one):%Y-%m-%d %H:%M}</span></li>"
            for one in own[:size]
        )
        site.page(
            f"/{slug}/",
            frame.page(
                site,
                name,
                f"<div class='w1200'><div class='crumb'><a href='/'>首页</a> &gt; {name}</div><ul "
                f"id='list' class='newslist' "
                f"data-cid='{cid}'>{items}</ul><a href='javascript:;' class='loadmore'>点击加载更多</a>"
                f"</div>",
                script="<script src='/static/index/js/list.js'></script>",
            ),
        )
        site.read(f"/{slug}/")
        for page in range(2, -(-len(own) // size) + 1):
            site.read(f"/index/news/getlist.html?cid={cid}&page={page}&limit={size}")
    front = "".join(
        f"<li><a href='{site.path(one)}'>{one.title}</a><em>{local(one):%m-%d}</em></li>"
        for one in site.stories[:8]
    )
    site.page("/", frame.page(site, "", f"<div class='w1200'><ul class='hot'>{front}</ul></div>"))
    return site


def kalliopi() -> Feedless:
    """A Greek prefecture's news on SharePoint: its web part asks the list by `$skiptoken`."""
    rooms = [
        ("/SitePages/About.aspx", "Ποιοι είμαστε"),
        ("/SitePages/Contact.aspx", "Επικοινωνία"),
        ("/SitePages/Privacy.aspx", "Προστασία δεδομένων"),
        ("/SitePages/Services.aspx", "Υπηρεσίες"),
        ("/SitePages/Prokiryxeis.aspx", "Προκηρύξεις"),
    ]
    frame = Frame(
        "Περιφέρεια Καλλιόπης",
        "<div id='spSiteHeader' data-automationid='SiteHeader'><a href='/' "
        "data-automationid='SiteHeaderTitle'>Περιφέρεια "
        "Καλλιόπης</a><div class='ms-HorizontalNavItems' role='menubar'>"
        + menu([("/SitePages/News.aspx", "Νέα"), *rooms[:2], *rooms[3:]], item="ms-HorizontalNavItem")
        + "</div></div>",
        f"<div data-automationid='SimpleFooter'>{menu(rooms)}</div>",
        head="<meta name='GENERATOR' content='Microsoft SharePoint'>",
        tail=" - ",
        room="<div id='spPageCanvasContent'><h1>{name}</h1><div data-automation-id='textBox'>{text}</div>"
        "</div>",
    )
    site = newsroom(
        "kalliopi",
        "json",
        "el",
        41,
        frame=frame,
        rooms=rooms,
        address=lambda story: f"/SitePages/{local(story):%Y}/Deltio-Typou-{serial(story, 1530)}.aspx",
        article=sharepoint_canvas,
        traps=("/_api/contextinfo", "/_vti_bin/client.svc/ProcessQuery", "/_api/search/query"),
    )
    size = 10
    api = "/_api/web/lists/GetByTitle('Site Pages')/items"
    wanted = (
        "$select=Id,Title,FileRef,FirstPublishedDate,Description&$filter=PromotedState eq 2&$orderby=Id desc"
    )

    def answer(asked: Asked) -> Document:
        token = asked.query.get("$skiptoken", "")
        last = int(token.rpartition("p_ID=")[2] or 0)
        rest = [story for story in site.stories if not last or serial(story, 1530) < last]
        count = int(asked.query.get("$top", "100") or 100)
        rows: list[dict[str, Any]] = [
            {
                "odata.type": "SP.Data.SitePagesItem",
                "odata.id": f"Web/Lists(guid'8d1f')/Items({serial(one, 1530)})",
                "odata.etag": '"4"',
                "Id": serial(one, 1530),
                "Title": one.title,
                "FileRef": site.path(one),
                "FirstPublishedDate": f"{one.published:%Y-%m-%dT%H:%M:%SZ}",
                "Description": one.paragraphs[0],
            }
            for one in rest[:count]
        ]
        value: dict[str, Any] = {
            "odata.metadata": f"{site.root}/_api/$metadata#SP.ListData.SitePagesItems",
            "value": rows,
        }
        if len(rest) > count:
            after = rows[-1]["Id"]
            value["odata.nextLink"] = (
                f"{site.root}{api.replace(' ', '%20')}?%24skiptoken=Paged%3DTRUE%26p_ID%3D{after}&%24select"
                f"=Id%2CTitle%2C"
                f"FileRef%2CFirstPublishedDate%2CDescription&%24filter=PromotedState%20eq%202&%24orderby=Id"
                f"%20desc&%24top={count}"
            )
        return as_json(value, "application/json;odata=minimalmetadata;streaming=true;charset=utf-8")

    site.route(api.replace(" ", "%20"), answer)
    first = f"{wanted}&$top={size}".replace(" ", "%20")
    site.read(f"{api.replace(' ', '%20')}?{first}")
    for story in site.stories[size - 1 : -1 : size]:
        told = f"$skiptoken=Paged%3DTRUE%26p_ID%3D{serial(story, 1530)}"
        site.read(f"{api.replace(' ', '%20')}?{told}&{first}")
    site.script(
        "/ClientSideAssets/news-webpart_7c1d.js",
        squeezed("""define_=function(f){f()};define_(function(){var root=document.getElementById(
        "newsWebPart"),
        list=root.querySelector(".newsItems"),more=root.querySelector("button"),
        url="/_api/web/lists/GetByTitle('Site Pages')/items?$select=Id,Title,FileRef,FirstPublishedDate,
        Description"
        +"&$filter=PromotedState eq 2&$orderby=Id desc&$top=10";
        function load(){fetch(url,{headers:{accept:"application/json;odata=minimalmetadata",
        "odata-version":""}})
        .then(function(r){return r.json()}).then(function(d){d.value.forEach(function(i){
        var e=document.createElement("div");e.className="newsItem";e.setAttribute("data-automation-id",
        "newsItem");
        e.innerHTML='<a href="'+i.FileRef+'" data-automation-id="newsItemTitle"></a><span></span><p></p>';
        e.firstChild.textContent=i.Title;e.children[1].textContent=
        new Date(i.FirstPublishedDate).toLocaleDateString("el-GR");e.children[2].textContent=i.Description;
        list.appendChild(e)});url=d["odata.nextLink"];more.style.display=url?"":"none"})}
        more.addEventListener("click",load);load()});"""),
    )
    shell = (
        "<div id='spPageCanvasContent'><h1>Νέα</h1><div id='newsWebPart' data-sp-feature-tag='News web "
        "part'><div class='"
        "newsItems'></div><button type='button' class='ms-Button ms-Button--default'>Περισσότερα</button>"
        "</div></div>"
    )
    run = "<script src='/ClientSideAssets/news-webpart_7c1d.js'></script>"
    site.page("/SitePages/News.aspx", frame.page(site, "Νέα", shell, script=run))
    tiles = "".join(
        f"<div data-automation-id='hero-tile'><a href='{site.path(one)}'>{escape(one.title)}</a></div>"
        for one in site.stories[:4]
    )
    site.page(
        "/",
        frame.page(
            site,
            "",
            f"<div id='spPageCanvasContent'>{tiles}<a href='/SitePages/News.aspx'>Όλα τα νέα</a></div>",
        ),
    )
    return site


def ostrivka() -> Feedless:
    """A Ukrainian community's paper: a Vue list over Laravel's paginator with its resources and links."""
    rooms = [
        ("/pro-nas", "Про нас"),
        ("/kontakty", "Контакти"),
        ("/reklama", "Реклама"),
        ("/polityka-konfidentsiynosti", "Політика конфіденційності"),
        ("/login", "Увійти"),
        ("/tags/budivnytstvo", "будівництво"),
    ]
    frame = Frame(
        "Острівка Онлайн",
        "<div id='app' v-cloak><nav class='navbar navbar-expand-md navbar-light bg-white shadow-sm'><a "
        "class='navbar-brand' "
        "href='/'>Острівка Онлайн</a>"
        + menu(
            [("/novyny", "Новини"), *rooms[:2], rooms[5]], kind="navbar-nav", item="nav-item", link="nav-link"
        )
        + "</nav>",
        f"</div><footer class='py-4'>{menu(rooms[1:5])}<p>© Острівка Онлайн</p></footer>",
        head="<meta name='csrf-token' content='u8XkQpVZr1LrYt3w0mAq'>",
        room="<main class='container py-4'><h1>{name}</h1>{text}</main>",
    )
    site = newsroom(
        "ostrivka",
        "json",
        "uk",
        42,
        frame=frame,
        rooms=rooms,
        address=lambda story: f"/novyny/{serial(story, 5120)}",
        article=css_modules,
        traps=("/api/user", "/api/views"),
    )
    size = 9
    last = -(-len(site.stories) // size)

    def answer(asked: Asked) -> Document:
        page = asked.number("page", 1)
        rows = [
            {
                "id": serial(one, 5120),
                "title": one.title,
                "excerpt": one.paragraphs[0],
                "image": f"{site.root}/storage/news/{one.number}.jpg",
                "published_at": iso(one),
                "published_human": day(one),
                "author": {"id": 4, "name": one.author},
            }
            for one in cut(site.stories, asked, "page", size)
        ]
        api = f"{site.root}/api/news"
        return escaped(
            {
                "data": rows,
                "links": {
                    "first": f"{api}?page=1",
                    "last": f"{api}?page={last}",
                    "prev": f"{api}?page={page - 1}" if page > 1 else None,
                    "next": f"{api}?page={page + 1}" if page < last else None,
                },
                "meta": {
                    "current_page": page,
                    "from": (page - 1) * size + 1,
                    "last_page": last,
                    "path": api,
                    "per_page": size,
                    "to": (page - 1) * size + len(rows),
                    "total": len(site.stories),
                },
            }
        )

    site.route("/api/news", answer)
    for page in range(1, last + 1):
        site.read(f"/api/news?page={page}")
    site.script(
        "/js/app.js",
        squeezed("""(self.webpackChunk=self.webpackChunk||[]).push([[773],{}]);(function(){
        var rows=document.getElementById("news-rows");if(!rows)return;var pages=document.getElementById(
        "news-pages");
        function show(p){fetch("/api/news?page="+p,{headers:{"X-Requested-With":"XMLHttpRequest",
        Accept:"application/json"}})
        .then(function(r){return r.json()}).then(function(res){rows.innerHTML="";res.data.forEach(function(n){
        var d=document.createElement("div");d.className="card mb-3";
        d.innerHTML='<div class="card-body"><h5 class="card-title"><a href="/novyny/'+n.id+'"></a></h5><p '
        +'class="card-text"></p><small class="text-muted">'+n.published_human+'</small></div>';
        d.querySelector("a").textContent=n.title;d.querySelector("p").textContent=n.excerpt;
        rows.appendChild(d)});
        pages.innerHTML="";for(var i=1;i<=res.meta.last_page;i++)(function(i){var l=document.createElement(
        "li");
        l.className="page-item"+(i===res.meta.current_page?" active":"");
        l.innerHTML='<a class="page-link" href="#">'+i+"</a>";
        l.onclick=function(e){e.preventDefault();show(i)};pages.appendChild(l)})(i)})}show(1)})();"""),
    )
    site.page(
        "/novyny",
        frame.page(
            site,
            "Новини",
            "<main class='container py-4'><h1>Новини</h1><div id='news-rows'></div><nav><ul "
            "class='pagination' id='news-pages'>"
            "</ul></nav></main>",
            script="<script src='/js/app.js' defer></script>",
        ),
    )
    site.page(
        "/",
        frame.page(
            site,
            "",
            f"<main class='container py-4'><h2>Популярне</h2>{menu(popular(site), kind='list-group')}<a "
            f"class='btn' "
            "href='/novyny'>Усі новини</a></main>",
        ),
    )
    return site


def portmeadow() -> Feedless:
    """A water company's newsroom on AEM: the list component asks its own resource with selectors."""
    base = "/content/portmeadow/en/newsroom"
    rooms = [
        ("/en/about-us.html", "About us"),
        ("/en/careers.html", "Careers"),
        ("/en/contact-us.html", "Contact us"),
        ("/en/legal/privacy.html", "Privacy"),
        ("/en/legal/modern-slavery-statement.html", "Modern slavery statement"),
        ("/en/your-bill/report-a-leak.html", "Report a leak"),
    ]
    frame = Frame(
        "Portmeadow Water",
        "<div class='root responsivegrid'><div class='aem-Grid aem-Grid--12 aem-Grid--default--12'><header "
        "class='"
        "experiencefragment aem-GridColumn'><div class='cmp-experiencefragment "
        "cmp-experiencefragment--header'><nav class='"
        "cmp-navigation' itemscope itemtype='http://schema.org/SiteNavigationElement'>"
        + menu(
            [("/en/newsroom.html", "Newsroom"), *rooms[:3], rooms[5]],
            kind="cmp-navigation__group",
            item="cmp-navigation__item cmp-navigation__item--level-0",
            link="cmp-navigation__item-link",
        )
        + "</nav></div></header>",
        f"<footer class='cmp-experiencefragment--footer'>{menu(rooms[2:5], kind='cmp-list')}</footer></div>"
        f"</div><script "
        "src='/etc.clientlibs/portmeadow/clientlibs/clientlib-site.lc-7d31.min.js'></script>",
        room="<main class='container'><div class='cmp-title'><h1 class='cmp-title__text'>{name}</h1></div>"
        "<div class='cmp-text'>"
        "{text}</div></main>",
    )
    site = newsroom(
        "portmeadow",
        "json",
        "en",
        40,
        frame=frame,
        rooms=rooms,
        minutes=1300,
        address=lambda story: f"/en/newsroom/{local(story):%Y}/{plain_name(story)}.html",
        article=aem_article,
        traps=("/libs/granite/csrf/token.json", "/content/portmeadow/en.search.json"),
    )
    api = f"{base}/jcr:content/root/container/newslist.results.json"
    size = 8

    def entry(story: Story) -> dict[str, Any]:
        return {
            "title": story.title,
            "description": story.paragraphs[0],
            "url": site.path(story),
            "path": f"/content/portmeadow{site.path(story)}".removesuffix(".html"),
            "date": f"{local(story):%d %b %Y}",
            "lastModified": int(story.published.timestamp() * 1000),
            "category": "Press release",
        }

    def answer(asked: Asked) -> Document:
        start, limit = asked.number("offset", 0), asked.number("limit", size)
        chosen = site.stories[start : start + limit]
        return as_json(
            {"total": len(site.stories), "offset": start, "results": [entry(one) for one in chosen]}
        )

    site.route(api, answer)
    for start in range(0, len(site.stories), size):
        site.read(f"{api}?offset={start}&limit={size}")
    site.script(
        "/etc.clientlibs/portmeadow/clientlibs/clientlib-site.lc-7d31.min.js",
        squeezed("""(function(){"use strict";function NewsList(e){this.el=e;
        this.url=e.dataset.resource+".results.json";
        this.limit=+e.dataset.limit;this.offset=0;this.ul=e.querySelector("ul");this.btn=e.querySelector(
        "button");
        this.btn.addEventListener("click",this.next.bind(this));this.next()}
        NewsList.prototype.next=function(){var me=this,x=new XMLHttpRequest;
        x.open("GET",this.url+"?offset="+this.offset+"&limit="+this.limit);x.onload=function(){
        var d=JSON.parse(x.responseText);d.results.forEach(function(r){var l=document.createElement("li");
        l.className="cmp-newslist__item";l.innerHTML='<a class="cmp-newslist__link" href="'+r.url+
        '"><span class="cmp-newslist__title"></span></a><span class="cmp-newslist__date">'+r.date+"</span>";
        l.querySelector(".cmp-newslist__title").textContent=r.title;me.ul.appendChild(l)});
        me.offset+=d.results.length;me.btn.hidden=me.offset>=d.total};x.send()};
        [].forEach.call(document.querySelectorAll('[data-cmp-is="newslist"]'),function(e){new NewsList(e)})
        })();"""),
    )
    shell = (
        "<main class='container'><div class='cmp-title'><h1 class='cmp-title__text'>Newsroom</h1></div>"
        "<div class='cmp-newslist' "
        f"data-cmp-is='newslist' data-resource='{base}/jcr:content/root/container/newslist' "
        f"data-limit='{size}'><ul class='"
        "cmp-newslist__items'></ul><button class='cmp-button' type='button'>Load more</button></div></main>"
    )
    site.page("/en/newsroom.html", frame.page(site, "Newsroom", shell))
    teasers = "".join(
        f"<div class='cmp-teaser'><h2 class='cmp-teaser__title'><a class='cmp-teaser__title-link' "
        f"href='{site.path(one)}'>"
        f"{escape(one.title)}</a></h2></div>"
        for one in site.stories[:3]
    )
    site.page("/", frame.page(site, "", f"<main class='container'>{teasers}</main>"))
    return site


BUILDERS = (cuiting, kalliopi, ostrivka, portmeadow)
