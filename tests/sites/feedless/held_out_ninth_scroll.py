"""The ninth set's endless lists: each part tells the cursor of the next."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from datetime import datetime
from html import escape
from typing import Any

from tests.sites.building import Document
from tests.sites.feedless.held_out_ninth_articles import (
    agency_story,
    css_modules,
    graf,
    prose,
)
from tests.sites.feedless.held_out_ninth_newsroom import (
    Frame,
    day,
    iso,
    menu,
    newsroom,
    plain_name,
    popular,
    squeezed,
    stated,
    zulu,
)
from tests.sites.feedless.invention import local, millis, serial
from tests.sites.feedless.running import LIBRARY, TALL
from tests.sites.feedless.simulated import Asked, Feedless, as_html, as_json
from tests.sites.stories import Story


def elbahr() -> Feedless:
    """An Arabic coast paper's React list: `next_cursor`, with an IntersectionObserver."""
    rooms = [
        ("/about", "من نحن"),
        ("/contact", "اتصل بنا"),
        ("/privacy", "سياسة الخصوصية"),
        ("/terms", "شروط الاستخدام"),
        ("/advertise", "أعلن معنا"),
        ("/writers/sami-alkhatib", "سامي الخطيب"),
    ]
    frame = Frame(
        "صحيفة البحرية",
        "<div id='__app'><header class='Nav_nav__Ab12c'><a href='/'>صحيفة البحرية</a>"
        + menu([("/latest", "آخر الأخبار"), *rooms[:2], rooms[5]], kind="Nav_list__9kLm")
        + "</header>",
        f"<footer class='Footer_footer__77Zx'>{menu(rooms[:5])}</footer></div>",
        head=TALL,
        room="<main class='Static_main__5tG'><h1>{name}</h1>{text}</main>",
    )
    site = newsroom(
        "elbahr",
        "cursor",
        "ar",
        45,
        frame=frame,
        rooms=rooms,
        address=lambda story: f"/articles/{local(story):%Y/%m/%d}/{serial(story, 61044)}",
        article=css_modules,
        traps=("/api/v2/me", "/api/v2/search"),
        head=stated,
    )
    size = 9

    def answer(asked: Asked) -> Document:
        try:
            start = int(json.loads(b64decode(asked.query.get("cursor", "") or b64encode(b'{"o":0}')))["o"])
        except (ValueError, KeyError):
            return as_json({"error": "invalid cursor"}, status=400)
        rows = [
            {
                "id": serial(one, 61044),
                "headline": one.title,
                "summary": one.paragraphs[0],
                "permalink": site.path(one),
                "published_at": zulu(one),
                "section": {"name": "محليات", "slug": "local"},
            }
            for one in site.stories[start : start + size]
        ]
        more = start + size < len(site.stories)
        return as_json(
            {"articles": rows, "next_cursor": cursor(start + size) if more else None, "has_more": more}
        )

    def cursor(start: int) -> str:
        return b64encode(json.dumps({"o": start, "t": "art"}, separators=(",", ":")).encode()).decode()

    site.route("/api/v2/feed", answer)
    site.read(f"/api/v2/feed?limit={size}")
    for start in range(size, len(site.stories), size):
        site.read(f"/api/v2/feed?limit={size}&cursor={cursor(start).replace('=', '%3D')}")
    site.script(
        "/static/chunks/latest.3b91.js",
        squeezed("""(()=>{let cursor=null,busy=!1,done=!1;const list=document.getElementById("feed"),
        end=document.getElementById("sentinel");async function more(){if(busy||done)return;busy=!0;
        const u=new URL("/api/v2/feed",location.href);u.searchParams.set("limit",9);
        cursor&&u.searchParams.set("cursor",cursor);const j=await(await fetch(u)).json();
        j.articles.forEach(a=>{const e=document.createElement("article");e.className="Card_card__q1W2e";
        e.innerHTML=`<a href="${a.permalink}"><h3></h3></a><time dateTime="${a.published_at}">${
        new Date(a.published_at).toLocaleDateString("ar")}</time>`;e.querySelector("h3")
        .textContent=a.headline;list.append(e)});
        cursor=j.next_cursor;done=!j.has_more;busy=!1;if(!done&&end.getBoundingClientRect()
        .top<innerHeight)more()}
        new IntersectionObserver(e=>{e[0].isIntersecting&&more()},{rootMargin:"100px"}).observe(end)})();"""),
    )
    shell = (
        "<main class='Latest_main__1oP'><h1>آخر الأخبار</h1><div id='feed'></div><div id='sentinel' "
        "aria-hidden='true'></div></main>"
    )
    site.page(
        "/latest",
        frame.page(
            site, "آخر الأخبار", shell, script="<script src='/static/chunks/latest.3b91.js' defer></script>"
        ),
    )
    site.page(
        "/",
        frame.page(
            site,
            "",
            f"<main><h2>الأكثر قراءة</h2>{menu(popular(site, 5))}<a href='/latest'>آخر الأخبار</a></main>",
        ),
    )
    return site


def nordlagan() -> Feedless:
    """A Swedish daily whose front page goes on for ever: teasers `before` the moment of the last one."""
    rooms = [
        ("/om-oss", "Om oss"),
        ("/kundservice", "Kundservice"),
        ("/annonsera", "Annonsera"),
        ("/integritetspolicy", "Integritetspolicy"),
        ("/tipsa", "Tipsa oss"),
        ("/familj", "Familj"),
    ]
    frame = Frame(
        "Nordlagans Tidning",
        "<header class='site-header'><a class='site-logo' href='/'>Nordlagans Tidning</a>"
        + menu([*rooms[:2], *rooms[4:]], kind="site-nav")
        + "</header>",
        f"<footer class='site-footer'>{menu(rooms[:4])}<p>Ansvarig utgivare: Karin Löfgren</p></footer>",
        head=TALL,
        tail=" – ",
        room="<main class='info-page'><h1>{name}</h1>{text}</main>",
    )
    site = newsroom(
        "nordlagan",
        "cursor",
        "sv",
        48,
        frame=frame,
        rooms=rooms,
        address=lambda story: f"/nyheter/{plain_name(story)}/{serial(story, 0x4C11A0):x}",
        article=prose,
        traps=("/api/user/session", "/api/pageview"),
        head=stated,
    )
    size = 8

    def teaser(path: str, title: str, stamp: str, shown: str) -> str:
        return (
            f"<article class='teaser' data-published='{stamp}'><a class='teaser__link' href='{path}'><h2 "
            f"class='teaser__title'>"
            f"{title}</h2></a><time datetime='{stamp}'>{shown}</time></article>"
        )

    def answer(asked: Asked) -> Document:
        told = asked.query.get("before", "")
        try:
            before = datetime.fromisoformat(told)
        except ValueError:
            return as_json({"message": "before: not a date"}, status=400)
        rest = [one for one in site.stories if one.published < before][: asked.number("limit", size)]
        rows = [
            {
                "id": f"{serial(one, 0x4C11A0):x}",
                "title": one.title,
                "url": site.path(one),
                "publishedAt": zulu(one),
                "vignette": "Nyheter",
                "premium": False,
            }
            for one in rest
        ]
        return as_json({"teasers": rows, "oldest": zulu(rest[-1]) if rest else None})

    site.route("/api/teasers", answer)
    site.script(
        "/assets/front-88c1.js",
        squeezed("""const feed=document.querySelector(".front__feed");
        let oldest=feed.lastElementChild.dataset.published,
        wait=false;async function next(){if(wait||!oldest)return;wait=true;
        const r=await fetch(`/api/teasers?limit=8&before=${encodeURIComponent(oldest)}`),j=await r.json();
        for(const t of j.teasers){const a=document.createElement("article");a.className="teaser";
        a.dataset.published=t.publishedAt;a.innerHTML=`<a class="teaser__link" href="${t.url}">
        <h2 class="teaser__title"></h2>
        </a><time datetime="${t.publishedAt}"></time>`;a.querySelector("h2").textContent=t.title;
        a.querySelector("time").textContent=new Date(t.publishedAt).toLocaleString("sv-SE");feed.append(a)}
        oldest=j.oldest;wait=false}
        addEventListener("scroll",()=>{if(innerHeight+scrollY>document.body.offsetHeight-400)next()},{
        passive:true});"""),
    )
    first = "".join(
        teaser(site.path(one), escape(one.title), zulu(one), day(one, "{d} {month} {hm}"))
        for one in site.stories[:size]
    )
    site.page(
        "/",
        frame.page(
            site,
            "",
            f"<main class='front'><div class='front__feed'>{first}</div></main><aside class='annons'>"
            f"Annons</aside>",
            script="<script type='module' src='/assets/front-88c1.js'></script>",
        ),
    )
    site.read("/")
    for story in site.stories[size - 1 : -1 : size]:
        site.read(f"/api/teasers?limit={size}&before={zulu(story).replace(':', '%3A')}")
    return site


def inkwell() -> Feedless:
    """A publication in the manner of Medium: `?format=json` with `to` and `page`, and a guard."""
    rooms = [
        ("/about", "About"),
        ("/@staff", "Inkwell staff"),
        ("/contact-us", "Contact"),
        ("/privacy", "Privacy"),
        ("/tagged/rivers", "Rivers"),
    ]
    frame = Frame(
        "The Inkwell Lane",
        "<div class='site-main surface-container'><div class='metabar u-clearfix'><a class='siteNav__logo' "
        "href='/'>The Inkwell "
        "Lane</a><nav class='metabar-block'>"
        + menu([("/latest", "Latest"), *rooms[:2], rooms[4]], kind="u-noWrap")
        + "</nav></div>",
        f"</div><footer>{menu(rooms[:4])}</footer>",
        head=f"<meta property='og:site_name' content='The Inkwell Lane'>{TALL}",
        tail=" – ",
        room="<main class='container u-maxWidth740'><h1 class='graf--title'>{name}</h1>{text}</main>",
    )
    site = newsroom(
        "inkwell",
        "cursor",
        "en",
        43,
        frame=frame,
        rooms=rooms,
        address=lambda story: f"/{plain_name(story)}-{serial(story, 0x8F3C21A07B4E):x}",
        article=graf,
        traps=("/_/graphql", "/m/signin", "/_/stat"),
    )
    size = 10

    def post(story: Story) -> dict[str, Any]:
        return {
            "id": f"{serial(story, 0x8F3C21A07B4E):x}",
            "versionId": "c1d0",
            "title": story.title,
            "uniqueSlug": site.path(story)[1:],
            "slug": plain_name(story),
            "firstPublishedAt": millis(story),
            "latestPublishedAt": millis(story),
            "virtuals": {"subtitle": story.paragraphs[0], "wordCount": 180, "readingTime": 0.9},
            "type": "Post",
        }

    def payload(stories: list[Story], page: int) -> dict[str, Any]:
        following: dict[str, Any] = {}
        if stories and stories[-1].number + 1 < len(site.stories):
            ahead = {"limit": size, "to": str(millis(stories[-1])), "source": "latest", "page": page + 1}
            following = {"next": ahead}
        return {"posts": [post(one) for one in stories], "paging": {"path": "/latest", **following}}

    def card(path: str, title: str, stamp: str, shown: str) -> str:
        return (
            f"<div class='postArticle streamItem js-streamItem card'><a class='' data-action='open-post' "
            f"href='{path}'><h3 class='"
            f"graf--title'>{title}</h3></a><time datetime='{stamp}'>{shown}</time></div>"
        )

    def answer(asked: Asked) -> Document:
        if asked.query.get("format") != "json":
            cards = "".join(
                card(site.path(one), escape(one.title), iso(one), day(one, "{month} {d}"))
                for one in site.stories[:size]
            )
            first = json.dumps(payload(list(site.stories[:size]), 1), ensure_ascii=False)
            return as_html(
                frame.page(
                    site,
                    "Latest",
                    f"<main class='container'><div class='streamItems js-stream'>{cards}</div></main>",
                    script=f'<script>// <![CDATA[\nwindow["obvInit"]=window["obvInit"]||function(d){{window'
                    f".obv=d}};\n"
                    f'window["obvInit"]({first})\n// ]]></script><script '
                    f'src="/_/fp/gen-js/main-posters.bundle.js"></script>',
                )
            )
        to = asked.number("to", millis(site.stories[0]) + 1)
        rest = [one for one in site.stories if millis(one) < to][: asked.number("limit", size)]
        value = {"success": True, "payload": payload(rest, asked.number("page", 1)), "v": 3, "b": "lite"}
        return Document(
            f"])}}while(1);</x>{json.dumps(value, ensure_ascii=False)}".encode(), "application/json"
        )

    site.route("/latest", answer)
    site.read("/latest")
    for page, story in enumerate(site.stories[size - 1 : -1 : size], 2):
        site.read(f"/latest?format=json&limit={size}&to={millis(story)}&source=latest&page={page}")
    site.script(
        "/_/fp/gen-js/main-posters.bundle.js",
        squeezed("""(function(){var stream=document.querySelector(".js-stream"),paging=window.obv.paging,
        busy=false;
        function more(){if(busy||!paging.next)return;busy=true;var n=paging.next;
        fetch(paging.path+"?format=json&limit="+n.limit+"&to="+n.to+"&source="+n.source+"&page="+n.page)
        .then(function(r){return r.text()}).then(function(t){var p=JSON.parse(t.replace("])}while(1);</x>",
        "")).payload;
        p.posts.forEach(function(s){var d=document.createElement("div");
        d.className="postArticle streamItem js-streamItem card";
        d.innerHTML='<a data-action="open-post" href="/'+s.uniqueSlug+'"><h3 class="graf--title"></h3></a>
        <time>'
        +new Date(s.firstPublishedAt).toDateString()+"</time>";d.querySelector("h3").textContent=s.title;
        stream.appendChild(d)});paging=p.paging;busy=false})}
        window.addEventListener("scroll",function(){
        if(window.pageYOffset+window.innerHeight>document.documentElement.scrollHeight-500)more()})})();"""),
    )
    cards = "".join(
        card(site.path(one), escape(one.title), iso(one), day(one, "{month} {d}")) for one in site.stories[:4]
    )
    site.page(
        "/", frame.page(site, "", f"<main class='container'>{cards}<a href='/latest'>Latest</a></main>")
    )
    return site


def yuntai() -> Feedless:
    """A Taiwanese agency's list on jQuery: reaching its end asks for what is older than `lastId`."""
    rooms = [
        ("/about/us.aspx", "關於我們"),
        ("/about/privacy.aspx", "隱私權政策"),
        ("/about/service.aspx", "客服信箱"),
        ("/about/license.aspx", "授權申請"),
        ("/topic/typhoon.aspx", "防災專題"),
    ]
    sections = [("alc", "地方"), ("alf", "生活")]
    frame = Frame(
        "雲台通訊社",
        "<header class='header'><a class='logo' href='/'>雲台通訊社</a><nav>"
        + menu(
            [(f"/list/{code}.aspx", name) for code, name in sections] + rooms[:1] + rooms[4:], kind="mainMenu"
        )
        + "</nav></header>",
        f"<footer>{menu(rooms[:4])}<p>本網站之文字、圖片及影音，非經授權，不得轉載。</p></footer>",
        head=f"<script src='/scripts/jquery-3.6.0.min.js'></script>{TALL}",
        room="<div class='centralContent'><h1>{name}</h1>{text}</div>",
    )
    site = newsroom(
        "yuntai",
        "cursor",
        "zh-TW",
        46,
        frame=frame,
        rooms=rooms,
        address=lambda story: (
            f"/news/{sections[story.number % 2][0]}/{local(story):%Y%m%d}{serial(story, 7710):04d}.aspx"
        ),
        article=agency_story,
        traps=("/api/member", "/api/hotkey"),
    )
    size = 8
    site.script("/scripts/jquery-3.6.0.min.js", LIBRARY)
    site.script(
        "/scripts/list.js",
        """$(function () {
  var $ul = $('#jsMainList'), category = $ul.attr('data-category'), lastId = $ul.attr('data-last'),
    loading = false;
  $(window).scroll(function () {
    if (loading || !lastId) return;
    if (window.pageYOffset + window.innerHeight < document.documentElement.scrollHeight - 300) return;
    loading = true;
    $.getJSON('/api/newslist', { category: category, lastId: lastId, size: 8 }, function (res) {
      $.each(res.items, function (i, n) {
        $ul.append('<li><a href="' + n.pageUrl + '"><div class="listInfo"><h2>' + n.headLine +
          '</h2><div class="date">' +
          n.createTime + '</div></div></a></li>');
      });
      lastId = res.lastId;
      loading = false;
    });
  });
});
""",
    )

    def row(story: Story) -> dict[str, Any]:
        return {
            "id": f"{local(story):%Y%m%d}{serial(story, 7710):04d}",
            "headLine": story.title,
            "pageUrl": site.path(story),
            "createTime": f"{local(story):%Y/%m/%d %H:%M}",
            "classNameZh": sections[story.number % 2][1],
        }

    def answer(asked: Asked) -> Document:
        place = {"alc": 0, "alf": 1}.get(asked.query.get("category", ""))
        own = [one for one in site.stories if one.number % 2 == place]
        rest = [one for one in own if row(one)["id"] < asked.query.get("lastId", "")]
        rows = [row(one) for one in rest[: asked.number("size", size)]]
        return as_json(
            {"code": 200, "items": rows, "lastId": rows[-1]["id"] if len(rest) > len(rows) else None}
        )

    site.route("/api/newslist", answer)
    for place, (code, name) in enumerate(sections):
        own = [one for one in site.stories if one.number % 2 == place]
        items = "".join(
            f"<li><a href='{site.path(one)}'><div class='listInfo'><h2>{one.title}</h2><div class='date'>"
            f"{local(one):%Y/%m/%d %H:%M}"
            "</div></div></a></li>"
            for one in own[:size]
        )
        site.page(
            f"/list/{code}.aspx",
            frame.page(
                site,
                name,
                f"<div class='centralContent'><h1>{name}</h1><ul id='jsMainList' class='mainList "
                f"imgModule' data-category='{code}' "
                f"data-last='{row(own[size - 1])['id']}'>{items}</ul></div>",
                script="<script src='/scripts/list.js'></script>",
            ),
        )
        site.read(f"/list/{code}.aspx")
        for one in own[size - 1 : -1 : size]:
            site.read(f"/api/newslist?category={code}&lastId={row(one)['id']}&size={size}")
    site.page(
        "/",
        frame.page(
            site, "", f"<div class='centralContent'><ul class='topNews'>{menu(popular(site, 6))}</ul></div>"
        ),
    )
    return site


def polderblik() -> Feedless:
    """A Dutch weekly on Django with htmx: the last card of each part is replaced by the next part."""
    rooms = [
        ("/over/", "Over Polderblik"),
        ("/contact/", "Contact"),
        ("/colofon/", "Colofon"),
        ("/privacy/", "Privacy"),
        ("/agenda/", "Agenda"),
        ("/accounts/login/", "Inloggen"),
    ]
    frame = Frame(
        "Polderblik",
        "<header><a href='/' class='brand'>Polderblik</a><nav>"
        + menu([("/artikelen/", "Artikelen"), *rooms[:2], *rooms[4:]])
        + "</nav></header>",
        f"<footer>{menu(rooms[1:4])}</footer>",
        head=f"<script src='/static/js/htmx.min.3f1c9a.js' defer></script>{TALL}",
        body='<body hx-headers=\'{"X-CSRFToken": "mZ2kQ0pT"}\'>',
        room="<main class='flatpage'><h1>{name}</h1>{text}</main>",
    )
    site = newsroom(
        "polderblik",
        "cursor",
        "nl",
        42,
        frame=frame,
        rooms=rooms,
        address=lambda story: f"/artikelen/{local(story):%Y/%m/%d}/{plain_name(story)}/",
        article=prose,
        traps=("/zoeken/", "/accounts/profile/"),
    )
    size = 7

    def part(stories: list[Story]) -> str:
        ends = len(stories) == size and stories[-1].number + 1 < len(site.stories)
        cards = ""
        for one in stories:
            more = ""
            if ends and one is stories[-1]:
                told = b64encode(f"p={local(one):%Y-%m-%d %H:%M:%S}".encode()).decode().replace("=", "%3D")
                more = f" hx-get='/artikelen/?cursor={told}' hx-trigger='revealed' hx-swap='afterend'"
            cards += (
                f"<article class='card'{more}><h2><a href='{site.path(one)}'>{escape(one.title)}</a></h2>"
                f"<p class='meta'>{day(one)} · "
                f"{escape(one.author)}</p><p>{escape(one.paragraphs[0])}</p></article>"
            )
        return cards

    def answer(asked: Asked) -> Document:
        told = b64decode(asked.query.get("cursor", "")).decode().removeprefix("p=")
        rest = [one for one in site.stories if not told or f"{local(one):%Y-%m-%d %H:%M:%S}" < told][:size]
        if asked.header("HX-Request"):
            return as_html(part(rest))
        return as_html(
            frame.page(
                site, "Artikelen", f"<main><h1>Artikelen</h1><div id='lijst'>{part(rest)}</div></main>"
            )
        )

    site.route("/artikelen/", answer)
    site.read("/artikelen/")
    for one in site.stories[size - 1 : -1 : size]:
        told = b64encode(f"p={local(one):%Y-%m-%d %H:%M:%S}".encode()).decode().replace("=", "%3D")
        site.read(f"/artikelen/?cursor={told}")
    site.script(
        "/static/js/htmx.min.3f1c9a.js",
        squeezed("""var htmx=function(){"use strict";var Q={version:"1.9.12",process:null};
        function seen(e){var r=e.getBoundingClientRect();return r.top<innerHeight&&r.bottom>0}
        function issue(e){if(e._hx)return;e._hx=true;fetch(e.getAttribute("hx-get"),{headers:{
        "HX-Request":"true",
        "HX-Current-URL":location.href}}).then(function(r){return r.text()}).then(function(t){
        e.insertAdjacentHTML({afterend:"afterend",beforeend:"beforeend"}[e.getAttribute("hx-swap")
        ]||"beforeend",t);check()})}
        function check(){document.querySelectorAll("[hx-get][hx-trigger=revealed]").forEach(function(e){if(
        seen(e))issue(e)})}
        Q.process=check;window.addEventListener("scroll",check);
        setInterval(check,200);check();return Q}();"""),
    )
    heads = "".join(
        f"<li><a href='{site.path(one)}'>{escape(one.title)}</a></li>" for one in site.stories[:4]
    )
    site.page(
        "/", frame.page(site, "", f"<main><ul>{heads}</ul><a href='/artikelen/'>Alle artikelen</a></main>")
    )
    return site


BUILDERS = (elbahr, nordlagan, inkwell, yuntai, polderblik)
