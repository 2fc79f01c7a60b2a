"""Feedless sites that are held out, the seventh set: lists in JSON that sites' own fronts ask for."""

from __future__ import annotations

from urllib.parse import quote

from tests.sites.building import Document
from tests.sites.feedless.held_out_seventh_desk import (
    LINKED_DATA,
    OPEN_GRAPH,
    compact,
    desk,
    marked,
    plain_page,
)
from tests.sites.feedless.invention import millis
from tests.sites.feedless.running import LIBRARY
from tests.sites.feedless.simulated import Asked, Feedless, as_json, batch
from tests.sites.stories import Story


def jansetu() -> Feedless:
    """A Hindi paper whose front asks Strapi 4: attributes below data, addresses made of category and slug."""
    made = desk(
        "jansetu json hi 42 310",
        title="जनसेतु",
        address="/{{section}}/khabar-{{id}}",
        sections=(("rajya", "राज्य"), ("khel", "खेल"), ("krishi", "कृषि")),
        first=12070,
        traps=("/api/auth/local", "/api/poll-votes", "/api/page-views"),
        head=OPEN_GRAPH + "\n" + LINKED_DATA,
        article="""<main class="story"><a class="story__cat" href="/{{section}}">{{sectionname}}</a><h1
 class="story__head"
>{{title}}</h1><p class="story__by">{{by}}, जनसेतु संवाददाता</p><p class="story__time"
>प्रकाशित: {{[%d-%m-%Y %H:%M]}} IST</p>
<div class="story__body">{{body}}</div><button data-api="/api/poll-votes">पसंद</button></main>""",
        shell="""<!doctype html><html lang="hi"><head><meta charset="utf-8"><title>{{page}} | जनसेतु</title>
{{head}}</head><body>
<header class="top"><a href="/">जनसेतु</a><nav><a href="/rajya">राज्य</a><a href="/khel">खेल</a><a
 href="/krishi">कृषि</a>
<a href="/epaper">ई-पेपर</a></nav></header>{{main}}<footer><a href="/hamare-bare-mein">हमारे बारे में</a>
</footer></body></html>""",
    )
    site = made.site

    def entry(story: Story) -> dict[str, object]:
        slug, name = made.fill("{{section}}", story), made.fill("{{sectionname}}", story)
        return {
            "id": made.number(story),
            "attributes": {
                "title": story.title,
                "slug": made.fill("khabar-{{id}}", story),
                "summary": story.teaser[:100],
                "createdAt": f"{story.published:%Y-%m-%dT%H:%M:%S}.114Z",
                "publishedAt": f"{story.published:%Y-%m-%dT%H:%M:%S}.802Z",
                "locale": "hi",
                "category": {"data": {"id": 2, "attributes": {"slug": slug, "name": name}}},
            },
        }

    def answer(asked: Asked) -> Document:
        page, size = asked.number("pagination[page]", 1), asked.number("pagination[pageSize]", 8)
        some = made.of(asked.query.get("filters[category][slug][$eq]", "rajya"))
        paging = {"page": page, "pageSize": size, "pageCount": -(-len(some) // size), "total": len(some)}
        part = batch(some, page - 1, size)
        return as_json({"data": [entry(story) for story in part], "meta": {"pagination": paging}})

    site.route("/api/articles", answer)
    site.data(
        "/api/epapers",
        {
            "data": [
                {"id": n, "attributes": {"title": f"ई-पेपर {n}", "pdf": f"/uploads/{n}.pdf"}} for n in (1, 2)
            ]
        },
    )
    made.script(
        "/assets/index-5f0c2a.js",
        """const list=document.getElementById("suchi"),btn=document.getElementById("aur");let page=0;
const api=(path,params)=>fetch("/api"+path+"?"+new URLSearchParams(params)).then(r=>r.json());
async function next(){page++;const r=await api("/articles",{"populate":"category",
"sort[0]":"publishedAt:desc",
"filters[category][slug][$eq]":list.dataset.cat,"pagination[page]":page,"pagination[pageSize]":8});
for(const{attributes:a}of r.data){const c=a.category.data.attributes.slug;
list.insertAdjacentHTML("beforeend",
`<div class="item"><a href="/${c}/${a.slug}"><h3>${a.title}</h3></a><p>${a.summary}</p></div>`)}
btn.style.display=page<r.meta.pagination.pageCount?"":"none"}
btn.onclick=next;next();""",
    )
    for slug, name in made.sections:
        made.page(
            f"/{slug}",
            name,
            f"<h1>{name}</h1><div id='suchi' data-cat='{slug}'></div><button id='aur'>और खबरें</button>"
            "<script type='module' src='/assets/index-5f0c2a.js'></script>",
        )
        for page in (1, 2):
            wanted = f"populate=category&sort[0]=publishedAt:desc&filters[category][slug][$eq]={slug}"
            site.read(f"/api/articles?{wanted}&pagination[page]={page}&pagination[pageSize]=8")
    made.page("/epaper", "ई-पेपर", plain_page("ई-पेपर\nआज का अंक पढ़ने के लिए ग्राहक बनें।"))
    made.page("/hamare-bare-mein", "हमारे बारे में", plain_page("हमारे बारे में\nजनसेतु 1978 से प्रकाशित हो रहा है।"))
    row = "<div class='lead'><a href='{{path}}'>{{title}}</a></div>"
    state = f"<script>window.__CONFIG__={compact({'apiUrl': '/api', 'locale': 'hi'})}</script>"
    made.page("/", "मुख्य पृष्ठ", made.rows(row, made.stories[:6]) + state)
    return site


def kahawai() -> Feedless:
    """A New Zealand paper that lists by Typesense: hits with documents, public notices among them."""
    made = desk(
        "kahawai json en 45 230",
        title="Kahawai Coast Times",
        address="/stories/{{[%Y]}}/{{slug}}-{{id}}",
        first=5200,
        traps=("/account/login", "/ts/analytics/events", "/ts/operations/vote"),
        head='<link rel="canonical" href="{{url}}">\n' + LINKED_DATA,
        article="""<div class="layout"><article class="story" data-doc="{{id}}"><h1>{{title}}</h1><div
 class="standfirst-meta">
<span class="reporter">{{by}}</span><time datetime="{{iso}}">{{[%d %b %Y, %H:%M]}}</time></div><div
 class="copy">{{body}}</div>
<div class="upsell"><a href="/account/login">Log in to comment</a></div></article></div>""",
        shell="""<!doctype html><html lang="en-NZ"><head><meta charset="utf-8"><title>{{page}} - Kahawai
 Coast Times</title>{{head}}
</head><body><header><a href="/" class="masthead">Kahawai Coast Times</a><nav><a href="/latest">Latest</a>
<a href="/notices">Public notices</a><a href="/advertise">Advertise</a></nav></header>{{main}}<footer>
<a href="/complaints">Complaints</a></footer></body></html>""",
    )
    site = made.site
    notices = {n: f"Notice of road closure no. {n}" for n in range(201, 209)}

    def hit(story: Story) -> dict[str, object]:
        document = {
            "id": str(made.number(story)),
            "kind": "story",
            "headline": story.title,
            "path": made.where[story.number],
            "published_ts": millis(story) // 1000,
            "byline": story.author,
        }
        return {"document": document, "highlights": [], "text_match": 100}

    def notice(number: int) -> dict[str, object]:
        path = f"/notices/{number}"
        return {
            "document": {"id": f"n{number}", "kind": "notice", "headline": notices[number], "path": path},
            "highlights": [],
        }

    def answer(asked: Asked) -> Document:
        if asked.query.get("x-typesense-api-key") != "kQz7SearchOnly":
            return as_json(
                {"message": "Forbidden - a valid `x-typesense-api-key` header must be sent."}, status=401
            )
        page, size = asked.number("page", 1), asked.number("per_page", 10)
        hits = [hit(story) for story in batch(made.stories, page - 1, size)]
        if hits and "kind" not in asked.query.get("filter_by", ""):
            hits[4:4] = [notice(200 + page)]
        found = len(made.stories) + 5
        return as_json(
            {
                "facet_counts": [],
                "found": found,
                "hits": hits,
                "out_of": found,
                "page": page,
                "search_time_ms": 2,
            }
        )

    site.route("/ts/collections/stories/documents/search", answer)
    made.script(
        "/static/latest.mjs",
        """const client={key:'kQz7SearchOnly',base:'/ts/collections/'};let page=1;
const el=document.querySelector('#hits'),older=document.querySelector('#older');
async function search(){const q=new URLSearchParams({q:'*',query_by:'headline',sort_by:'published_ts:desc',
page,per_page:10,
'x-typesense-api-key':client.key});const {hits,found}=await(await fetch(
client.base+'stories/documents/search?'+q)).json();
el.innerHTML+=hits.map(h=>`<li class="${h.document.kind}"><a href="${h.document.path}">
${h.document.headline}</a></li>`).join('');
older.hidden=page*11>=found;page+=1}
older.addEventListener('click',search);search();""",
    )
    made.page(
        "/latest",
        "Latest",
        "<h2>Latest</h2><ol id='hits'></ol><button id='older'>Older stories</button>"
        "<script type='module' src='/static/latest.mjs'></script>",
    )
    for page in range(1, 6):
        wanted = f"q=*&query_by=headline&sort_by=published_ts:desc&page={page}&per_page=10"
        site.read(f"/ts/collections/stories/documents/search?{wanted}&x-typesense-api-key=kQz7SearchOnly")
    made.page(
        "/notices",
        "Public notices",
        "".join(f"<li><a href='/notices/{n}'>{t}</a></li>" for n, t in notices.items()),
    )
    for number, name in notices.items():
        made.page(
            f"/notices/{number}",
            name,
            f"<h1>{name}</h1><p>Placed by the district council. Ref. {number}/26.</p>",
        )
    made.page("/advertise", "Advertise", plain_page("Advertise\nA full page costs 900 dollars."))
    made.page("/complaints", "Complaints", plain_page("Complaints\nWrite to the editor first."))
    row = "<section class='lead'><h2><a href='{{path}}'>{{title}}</a></h2></section>"
    made.page("/", "Home", f"{made.rows(row, made.stories[:6])}<a href='/latest'>More stories</a>")
    return site


def alqarya() -> Feedless:
    """An Arabic ministry on SharePoint: /_api/web/lists answers OData, and its nextLink has a $skiptoken."""
    made = desk(
        "alqarya json ar 40 800",
        title="وزارة القرى",
        address="/ar/MediaCenter/News/Pages/news-{{id}}.aspx",
        first=3600,
        traps=("/_layouts/15/Authenticate.aspx", "/_vti_bin/client.svc", "/_api/contextinfo"),
        robots="User-agent: *\nDisallow: /_layouts/\nDisallow: /_vti_bin/\n",
        head='<meta name="GENERATOR" content="Microsoft SharePoint" />',
        article="""<div id="DeltaPlaceHolderMain"><div class="article article-right"><div
 class="captioned-image"></div>
<div class="article-header date-line">{{[%d/%m/%Y %I:%M %p]}}</div><h1 class="ms-rteElement-H1">{{title}}</h1>
<div class="article-content"><div class="ms-rtestate-field" style="display:inline">{{body}}</div></div>
<div class="article-byline">{{by}} - إدارة الإعلام</div></div></div>""",
        shell="""<!DOCTYPE html><html dir="rtl" lang="ar-sa"><head><meta charset="utf-8" /><title
>{{page}} - وزارة القرى</title>
{{head}}</head><body><div id="s4-workspace"><div id="DeltaTopNavigation"><ul class="root static"><li><a
 class="static
 menu-item" href="/ar/Pages/default.aspx">الرئيسية</a></li><li><a
 href="/ar/MediaCenter/News/Pages/default.aspx"
>الأخبار</a></li><li><a href="/ar/Services/Pages/default.aspx">الخدمات</a></li>
<li><a href="/_layouts/15/Authenticate.aspx?Source=%2Far">تسجيل الدخول</a></li></ul></div>{{main}}<div
 class="footer"><a
 href="/ar/Pages/terms.aspx">شروط الاستخدام</a></div></div></body></html>""",
    )
    site = made.site
    listed = "/_api/web/lists/getbytitle('News')/items"
    wanted = "$select=Id,Title,ArticleDate,FileRef&$orderby=ArticleDate desc&$top=10"

    def item(story: Story) -> dict[str, object]:
        return {
            "FileSystemObjectType": 0,
            "Id": made.number(story),
            "Title": story.title,
            "ArticleDate": f"{story.published:%Y-%m-%dT%H:%M:%S}Z",
            "FileRef": made.where[story.number],
        }

    def answer(asked: Asked) -> Document:
        token = asked.query.get("$skiptoken", "")
        after = token.rpartition("p_ID=")[2]
        start = next((s.number + 1 for s in made.stories if str(made.number(s)) == after), 0)
        part = made.stories[start : start + 10]
        value: dict[str, object] = {"value": [item(story) for story in part]}
        if start + 10 < len(made.stories):
            token = quote(f"Paged=TRUE&p_ID={made.number(part[-1])}")
            value["odata.nextLink"] = site.full(f"{listed}?{quote(wanted, safe='$=&,')}&$skiptoken={token}")
        return as_json(value, "application/json;odata=minimalmetadata;streaming=true;charset=utf-8")

    site.route(listed, answer)
    site.route(listed.replace("'", "%27"), answer)
    made.script(
        "/Style Library/news/list.js".replace(" ", "%20"),
        """var NewsList = (function () {
  var next = _spPageContextInfo.webAbsoluteUrl + "/_api/web/lists/getbytitle('News')/items?" +
    '$select=Id,Title,ArticleDate,FileRef&$orderby=' + encodeURIComponent('ArticleDate desc') + '&$top=10';
  function more() {
    $.ajax({ url: next, type: 'GET', headers: { Accept: 'application/json;odata=minimalmetadata' },
 dataType: 'json',
      success: function (data) {
        $.each(data.value, function (i, one) {
          $('#newsItems').append(
'<div class="news-item"><a href="' + one.FileRef + '">' + one.Title + '</a><span>' +
            one.ArticleDate.substr(0, 10) + '</span></div>');
        });
        next = data['odata.nextLink'];
        if (!next) $('#moreNews').hide();
      } });
  }
  $(function () { $('#moreNews').on('click', function () { more(); return false; }); more(); });
  return { more: more };
})();""",
    )
    site.script("/_layouts/15/jquery.min.js", LIBRARY)
    made.page(
        "/ar/MediaCenter/News/Pages/default.aspx",
        "الأخبار",
        "<h1>الأخبار</h1><div id='newsItems'></div><a href='#' id='moreNews' role='button'>المزيد من "
        "الأخبار</a>"
        f"<script>var _spPageContextInfo={{webAbsoluteUrl:'{site.root}',webLanguage:1025}};</script>"
        "<script src='/_layouts/15/jquery.min.js'></script><script src='/Style%20Library/news/list.js'>"
        "</script>",
    )
    site.read(f"{listed}?{wanted}")
    for story in made.stories[9:-1:10]:
        site.read(f"{listed}?{wanted}&$skiptoken={quote(f'Paged=TRUE&p_ID={made.number(story)}')}")
    made.page(
        "/ar/Services/Pages/default.aspx", "الخدمات", plain_page("الخدمات\nطلب رخصة بناء.\nطلب توصيل المياه.")
    )
    made.page(
        "/ar/Pages/terms.aspx", "شروط الاستخدام", plain_page("شروط الاستخدام\nجميع الحقوق محفوظة للوزارة.")
    )
    row = "<div class='slide'><a href='{{path}}'>{{title}}</a></div>"
    for path in ("/", "/ar/Pages/default.aspx"):
        made.page(path, "الرئيسية", made.rows(row, made.stories[:4]))
    return site


def umikaze() -> Feedless:
    """A Japanese coast's paper on microCMS: contents, totalCount and offset."""
    made = desk(
        "umikaze json ja 44 380",
        title="うみかぜ通信",
        address="/news/{{hash}}",
        sections=(("chiiki", "地域"), ("sangyo", "産業")),
        traps=("/api/v1/contact", "/api/v1/likes", "/members/login"),
        head=OPEN_GRAPH + "\n" + LINKED_DATA,
        article="""<main class="l-main"><article class="p-article"><header class="p-article__header"><p
 class="p-article__category">{{sectionname}}</p><h1 class="p-article__title">{{title}}</h1><time
 class="p-article__date"
 datetime="{{iso}}">{{[%Y年%m月%d日 %H:%M]}}</time></header><div class="p-article__body c-editor"
>{{body}}</div>
<p class="p-article__writer">取材・文：{{by}}</p><a href="/api/v1/likes?id={{hash}}">いいね</a></article>
</main>
""",
        shell="""<!DOCTYPE html><html lang="ja"><head><meta charset="UTF-8"><title
>{{page}}｜うみかぜ通信</title>
{{head}}</head><body>
<header class="l-header"><a href="/">うみかぜ通信</a><nav class="l-nav"><a href="/news/">記事一覧</a><a
 href="/shops/"
>お店</a>
<a href="/company/">会社概要</a><a href="/members/login">会員ログイン</a></nav></header>{{main}}
<footer class="l-footer"><a href="/privacy/">個人情報保護方針</a></footer></body></html>""",
    )
    site = made.site

    def content(story: Story) -> dict[str, object]:
        stamp = f"{story.published:%Y-%m-%dT%H:%M:%S}.210Z"
        return {
            "id": made.fill("{{hash}}", story),
            "createdAt": stamp,
            "updatedAt": stamp,
            "publishedAt": stamp,
            "revisedAt": stamp,
            "title": story.title,
            "category": {"id": made.fill("{{section}}", story), "name": made.fill("{{sectionname}}", story)},
            "eyecatch": {"url": f"/assets/{made.number(story)}.jpg", "height": 630, "width": 1200},
        }

    def answer(asked: Asked) -> Document:
        start, size = asked.number("offset", 0), asked.number("limit", 11)
        part = made.stories[start : start + size]
        total = len(made.stories)
        return as_json(
            {"contents": [content(s) for s in part], "totalCount": total, "offset": start, "limit": size}
        )

    site.route("/api/v1/news", answer)
    shops = {"sushi-hama": "浜のすし屋", "cafe-nagisa": "カフェなぎさ", "zakka-shio": "雑貨しお"}
    site.data(
        "/api/v1/shops",
        {
            "contents": [{"id": slug, "title": name} for slug, name in shops.items()],
            "totalCount": 3,
            "offset": 0,
            "limit": 10,
        },
    )
    made.script(
        "/assets/js/archive.js",
        """(async () => {
  const list = document.querySelector('.js-news'), pager = document.querySelector('.js-pager'), limit = 11;
  if (!list) return;
  const show = async (page) => {
    const res = await fetch(`/api/v1/news?limit=${limit}&offset=${(page - 1) * limit}&orders=-publishedAt`);
    const { contents, totalCount } = await res.json();
    list.innerHTML = contents.map((c) => `<li class="p-news__item"><a href="/news/${c.id}"><time>${
      c.publishedAt.slice(0, 10)}</time><span>${c.title}</span></a></li>`).join('');
    pager.innerHTML = [...Array(Math.ceil(totalCount / limit)).keys()].map((n) =>
      `<button type="button" ${n + 1 === page ? 'disabled' : ''}>${n + 1}</button>`).join('');
  };
  pager.addEventListener('click', (e) => e.target.matches('button') && show(Number(e.target.textContent)));
  await show(1);
})();""",
    )
    made.page(
        "/news/",
        "記事一覧",
        "<h2>記事一覧</h2><ul class='p-news js-news'></ul><div class='c-pager js-pager'></div>"
        "<script src='/assets/js/archive.js' defer></script>",
    )
    for start in range(0, 44, 11):
        site.read(f"/api/v1/news?limit=11&offset={start}&orders=-publishedAt")
    made.page("/shops/", "お店", "".join(f"<li><a href='/shops/{s}'>{n}</a></li>" for s, n in shops.items()))
    for slug, name in shops.items():
        made.page(
            f"/shops/{slug}",
            name,
            f"<h1>{name}</h1><p>営業時間は十一時から十八時まで。定休日は水曜日です。駐車場は三台分あります。</p>",
            marked("LocalBusiness", name),
        )
    made.page("/company/", "会社概要", plain_page("会社概要\n商号：うみかぜ通信社\n設立：二〇〇一年四月"))
    made.page(
        "/privacy/",
        "個人情報保護方針",
        plain_page("個人情報保護方針\n取得した情報は目的のほかには使いません。"),
    )
    row = "<li><a href='{{path}}'>{{title}}</a></li>"
    made.page("/", "トップ", f"<ul>{made.rows(row, made.stories[:5])}</ul><a href='/news/'>もっと見る</a>")
    return site


BUILDERS = (jansetu, kahawai, alqarya, umikaze)
