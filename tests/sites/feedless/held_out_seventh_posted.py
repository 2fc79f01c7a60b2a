"""Feedless sites that are held out, the seventh set: lists that are posted for."""

from __future__ import annotations

import json
from urllib.parse import urlencode

from tests.sites.building import Document
from tests.sites.feedless.held_out_seventh_desk import LINKED_DATA, OPEN_GRAPH, desk, marked, plain_page
from tests.sites.feedless.invention import millis
from tests.sites.feedless.running import LIBRARY
from tests.sites.feedless.simulated import Asked, Feedless, as_json, batch
from tests.sites.stories import Story

FORM = "application/x-www-form-urlencoded; charset=UTF-8"


def siraj() -> Feedless:
    """An Arabic paper on WordPress and tagDiv's Newspaper theme: td_ajax_block answers HTML in JSON."""
    made = desk(
        "siraj post ar 44 200",
        title="السراج",
        address="/{{[%Y/%m]}}/{{id}}/",
        sections=(("politics", "سياسة"), ("society", "مجتمع"), ("culture", "ثقافة")),
        first=61400,
        traps=("/wp-login.php", "/wp-comments-post.php", "/xmlrpc.php"),
        robots="User-agent: *\nDisallow: /wp-admin/\nAllow: /wp-admin/admin-ajax.php\n",
        head=OPEN_GRAPH + '\n<link rel="canonical" href="{{url}}" />',
        article="""<article id="post-{{id}}" class="post-{{id}} post type-post td-post-template-default
 td-container-wrap"><header
 class="td-post-title"><ul class="td-category"><li class="entry-category"><a href="/category/{{section}}/"
>{{sectionname}}</a>
</li></ul><h1 class="entry-title">{{title}}</h1><div class="td-module-meta-info"><div
 class="td-post-author-name"><a
 href="/author/desk/">{{by}}</a></div><span class="td-post-date"><time class="entry-date updated
 td-module-date"
 datetime="{{iso}}">{{[%d/%m/%Y]}}</time></span><div class="td-post-views">١٢٠</div></div></header><div
 class="td-post-content
 tagdiv-type">{{body}}</div><footer><a href="/wp-login.php">سجل الدخول لترك تعليق</a></footer></article>""",
        shell="""<!doctype html><html dir="rtl" lang="ar"><head><meta charset="UTF-8" /><title
>{{page}} | السراج</title>{{head}}
<script>var td_ajax_url="/wp-admin/admin-ajax.php?td_theme_name=Newspaper&v=12.6";var
 tds_theme_color_site_wide="#4db2ec";
</script></head><body class="rtl home page td-standard-pack"><div id="td-outer-wrap"><ul id="menu-main"
 class="sf-menu"><li><a
 href="/">الرئيسية</a></li><li><a href="/category/politics/">سياسة</a></li><li><a href="/category/society/"
>مجتمع</a></li>
<li><a href="/category/culture/">ثقافة</a></li><li><a href="/contact/">اتصل بنا</a></li></ul>{{main}}<div
 class="td-footer-wrapper"><a href="/privacy/">الخصوصية</a></div></div></body></html>""",
    )
    site = made.site
    terms = {"politics": "4", "society": "7", "culture": "9"}
    row = """<div class="td_module_1 td_module_wrap td-animation-stack"><div class="td-module-image"><a
 href="{{url}}" rel="bookmark"
 class="td-image-wrap" title="{{title}}"></a></div><h3 class="entry-title td-module-title"><a
 href="{{url}}" rel="bookmark"
 title="{{title}}">{{title}}</a></h3><span class="td-post-date"><time class="entry-date" datetime="{{iso}}"
>{{[%d/%m/%Y]}}</time>
</span></div>"""

    def answer(asked: Asked) -> Document:
        if asked.form.get("action") != "td_ajax_block":
            return as_json(0)
        term = json.loads(asked.form.get("td_atts", "{}")).get("category_id", "")
        some = next((made.of(slug) for slug, number in terms.items() if number == term), [])
        page = asked.number("td_current_page", 1)
        part = batch(some, page - 1, 6)
        return as_json(
            {
                "td_data": made.rows(row, part),
                "td_block_id": asked.form.get("td_block_id", ""),
                "td_hide_prev": page == 1,
                "td_hide_next": page * 6 >= len(some),
            },
            "text/html; charset=UTF-8",
        )

    site.route("/wp-admin/admin-ajax.php", answer)
    site.script("/wp-includes/js/jquery/jquery.min.js", LIBRARY)
    made.script(
        "/wp-content/plugins/td-composer/js/tagdiv_theme.min.js",
        """$(function () {
  $('.td_ajax_load_more_js').on('click', function () {
    var id = this.getAttribute('data-td_block_id'), block = window.tdBlocksArray[id], wrap = this;
    block.td_current_page++;
    $.ajax({ type: 'POST', url: td_ajax_url, data: { action: 'td_ajax_block', td_atts: block.atts,
 td_block_id: id,
      td_column_number: 2, td_current_page: block.td_current_page, block_type: 'td_block_1',
 td_filter_value: '',
      td_user_action: '' },
      success: function (data) {
        var res = JSON.parse(data);
        $('#' + id).append(res.td_data);
        if (res.td_hide_next) $(wrap).hide();
      } });
    return false;
  });
});""",
    )
    for slug, name in made.sections:
        atts = json.dumps(
            {
                "category_id": terms[slug],
                "limit": "6",
                "ajax_pagination": "load_more",
                "block_type": "td_block_1",
            }
        )
        block = f"tdi_{terms[slug]}_5d0"
        made.list(
            f"/category/{slug}/",
            name,
            f"<h1 class='entry-title td-page-title'>{name}</h1><div id='{block}' class='td_block_inner'>"
            f"{made.rows(row, made.of(slug)[:6])}</div><div class='td-load-more-wrap'><a href='#' "
            "class='td_ajax_load_more "
            f"td_ajax_load_more_js' id='next-page-{block}' data-td_block_id='{block}'>تحميل المزيد</a></div>"
            "<script>window.tdBlocksArray={};"
            f"tdBlocksArray['{block}']={{id:'{block}',atts:{json.dumps(atts)},"
            "td_column_number:2,block_type:'td_block_1',td_current_page:1};</script>"
            "<script src='/wp-includes/js/jquery/jquery.min.js'></script>"
            "<script src='/wp-content/plugins/td-composer/js/tagdiv_theme.min.js'></script>",
        )
        for page in range(2, -(-len(made.of(slug)) // 6) + 1):
            form = {"action": "td_ajax_block", "td_atts": atts, "td_block_id": block, "td_column_number": 2}
            form |= {
                "td_current_page": page,
                "block_type": "td_block_1",
                "td_filter_value": "",
                "td_user_action": "",
            }
            site.read(
                "/wp-admin/admin-ajax.php?td_theme_name=Newspaper&v=12.6", "POST", urlencode(form), FORM
            )
    made.page("/author/desk/", "هيئة التحرير", plain_page("هيئة التحرير\nيكتب في هذه الصفحة محررو السراج."))
    made.page("/contact/", "اتصل بنا", plain_page("اتصل بنا\nهاتف التحرير: 0200000000"))
    made.page("/privacy/", "الخصوصية", plain_page("الخصوصية\nنحترم خصوصية القراء."))
    made.page("/", "الرئيسية", f"<div class='td_block_wrap'>{made.rows(row, made.stories[:6])}</div>")
    return site


def currawong() -> Feedless:
    """An Australian regional paper that lists by Algolia: two queries in one body, one of them for offers."""
    made = desk(
        "currawong post en 45 250",
        title="Currawong Courier",
        address="/news/{{[%Y-%m-%d]}}/{{slug}}/{{id}}",
        first=104200,
        traps=("/login", "/api/poll", "/1/events"),
        head='<link rel="canonical" href="{{url}}">\n' + LINKED_DATA,
        article="""<main class="_1kLb8"><article><h1 class="_2sTfz" data-component="Heading">{{title}}</h1>
<div class="_3lXg2"
 data-component="Byline"><p>By {{by}}</p><p>Posted <time datetime="{{iso}}" data-component="Timestamp"
>{{[%a %d %b %Y at %I:%M%p]}}
</time></p></div><div class="_1HzXw" data-component="Decoy">{{body}}</div></article></main>""",
        shell="""<!doctype html><html lang="en-AU"><head><meta charset="utf-8"><title>{{page}} - Currawong
 Courier</title>{{head}}
</head><body><header><a href="/">Currawong Courier</a><nav><a href="/just-in">Just in</a><a href="/offers"
>Offers</a><a
 href="/login">Log in</a></nav></header>{{main}}<footer><a href="/editorial-policy">Editorial policy</a>
</footer></body></html>""",
    )
    site = made.site
    offers = {n: f"Offer of the week: garden shed no. {n}" for n in (11, 12, 13)}

    def hit(story: Story) -> dict[str, object]:
        return {
            "objectID": str(made.number(story)),
            "title": story.title,
            "canonicalURL": made.where[story.number],
            "synopsis": story.teaser[:90],
            "published": millis(story) // 1000,
            "docType": "Article",
            "_highlightResult": {"title": {"value": story.title, "matchLevel": "none", "matchedWords": []}},
        }

    def answer(asked: Asked) -> Document:
        results: list[dict[str, object]] = []
        for request in asked.value.get("requests", []):
            index = request.get("indexName", "")
            given = dict(part.partition("=")[::2] for part in str(request.get("params", "")).split("&"))
            page, size = int(given.get("page", 0)), int(given.get("hitsPerPage", 10))
            base = {"page": page, "hitsPerPage": size, "index": index, "exhaustiveNbHits": True, "query": ""}
            if index == "news_by_date":
                hits, total = [hit(story) for story in batch(made.stories, page, size)], len(made.stories)
            else:
                hits = [
                    {"objectID": f"o{n}", "title": t, "canonicalURL": f"/offers/{n}"}
                    for n, t in offers.items()
                ]
                total = len(hits)
            results.append({"hits": hits, "nbHits": total, "nbPages": -(-total // size), **base})
        return as_json({"results": results})

    where = "/1/indexes/*/queries"
    site.route(where, answer)
    site.route(where.replace("*", "%2A"), answer)
    agent = "x-algolia-agent=Algolia%20for%20JavaScript%20(4.20.0)%3B%20Browser%20(lite)"
    asked_of = f"{where}?{agent}&x-algolia-api-key=c1f4a0searchonly&x-algolia-application-id=Y63Q32NVDL"

    def body(page: int) -> str:
        requests = [
            {"indexName": "news_by_date", "params": f"hitsPerPage=9&page={page}&query=&facetFilters=%5B%5D"},
            {"indexName": "offers", "params": "hitsPerPage=3&page=0&query="},
        ]
        return json.dumps({"requests": requests}, separators=(",", ":"))

    made.script(
        "/public/just-in.bundle.js",
        f'var ALGOLIA="{asked_of}";\n'
        """(function(){var list=document.getElementById("hits"),side=document.getElementById("offers"),
b=document.getElementById("more"),p=0;
function search(){fetch(ALGOLIA,{method:"POST",headers:{"Content-Type":"application/json"},
body:JSON.stringify({requests:[
{indexName:"news_by_date",params:"hitsPerPage=9&page="+p+"&query=&facetFilters=%5B%5D"},{indexName:"offers",
params:"hitsPerPage=3&page=0&query="}]})}).then(function(r){return r.json()}).then(function(d){
d.results[0].hits.forEach(function(h){
list.insertAdjacentHTML("beforeend",
'<li><a href="'+h.canonicalURL+'"><h3>'+h.title+"</h3></a><p>"+h.synopsis+"</p></li>")});
side.innerHTML=d.results[1].hits.map(function(h){return'<a href="'+h.canonicalURL+'">'+h.title+"</a>"}).join(
"");p++;
b.hidden=p>=d.results[0].nbPages})}b.onclick=search;search()})();""",
    )
    made.page(
        "/just-in",
        "Just in",
        "<h1>Just in</h1><ul id='hits'></ul><button id='more'>Load more stories</button><aside id='offers'>"
        "</aside>"
        "<script src='/public/just-in.bundle.js'></script>",
    )
    for page in range(5):
        site.read(asked_of, "POST", body(page), "application/json")
    made.page(
        "/offers", "Offers", "".join(f"<li><a href='/offers/{n}'>{t}</a></li>" for n, t in offers.items())
    )
    for number, name in offers.items():
        made.page(
            f"/offers/{number}",
            name,
            f"<h1>{name}</h1><p>Advertisement. Only while stock lasts, at $399 each.</p><button>Buy</button>",
            marked("Product", name, offers={"@type": "Offer", "price": 399, "priceCurrency": "AUD"}),
        )
    made.page(
        "/editorial-policy", "Editorial policy", plain_page("Editorial policy\nWe correct what we got wrong.")
    )
    row = "<section><h2><a href='{{path}}'>{{title}}</a></h2></section>"
    made.page("/", "Home", f"{made.rows(row, made.stories[:5])}<a href='/just-in'>All stories</a>")
    return site


def kedrovka() -> Feedless:
    """A Russian taiga town's paper before Hasura: GraphQL by POST with limit and offset."""
    made = desk(
        "kedrovka post ru 42 340",
        title="Кедровка.инфо",
        address="/news/{{id}}-{{latin}}",
        first=14300,
        traps=("/v1/auth/login", "/v1/poll/vote", "/counter"),
        head=OPEN_GRAPH + "\n" + LINKED_DATA,
        article="""<div class="page"><article class="news-full"><h1 class="news-full__title">{{title}}</h1>
<div class="news-full__info">
<time datetime="{{iso}}">{{[%d.%m.%Y, %H:%M]}}</time> <span>{{by}}</span></div><div class="news-full__text"
>{{body}}</div>
<div class="news-full__share"><a href="https://vk.example/share?url={{url}}">Поделиться</a></div></article>
</div>""",
        shell="""<!DOCTYPE html><html lang="ru"><head><meta charset="utf-8"><title
>{{page}} — Кедровка.инфо</title>{{head}}</head><body>
<header class="top"><a href="/">Кедровка.инфо</a><nav><a href="/news">Лента</a><a href="/firms"
>Справочник</a><a href="/about"
>О редакции</a></nav></header>{{main}}</body></html>""",
    )
    site = made.site
    query = (
        "query Lenta($limit: Int!, $offset: Int!) { news(limit: $limit, offset: $offset, order_by: "
        "{published_at: desc}, "
        'where: {status: {_eq: "published"}}) { id title slug published_at lead author { name } } '
        "news_aggregate { aggregate "
        "{ count } } firms(limit: 2) { id name } }"
    )
    firms = {301: "Пекарня «Колос»", 302: "Автосервис «Кедр»"}

    def row(story: Story) -> dict[str, object]:
        return {
            "id": made.number(story),
            "title": story.title,
            "slug": made.fill("{{latin}}", story),
            "published_at": f"{story.published:%Y-%m-%dT%H:%M:%S}+00:00",
            "lead": story.teaser[:90],
            "author": {"name": story.author},
        }

    def answer(asked: Asked) -> Document:
        given = asked.value.get("variables", {})
        if asked.value.get("operationName") != "Lenta":
            message = "field 'operationName' is unknown"
            return as_json(
                {"errors": [{"extensions": {"path": "$", "code": "bad-request"}, "message": message}]}
            )
        start, size = int(given.get("offset", 0)), int(given.get("limit", 10))
        data = {
            "news": [row(story) for story in made.stories[start : start + size]],
            "news_aggregate": {"aggregate": {"count": len(made.stories)}},
            "firms": [{"id": n, "name": name} for n, name in firms.items()],
        }
        return as_json({"data": data})

    site.route("/v1/graphql", answer)
    made.script(
        "/static/js/lenta.4e2.js",
        f"const LENTA={json.dumps(query)};\n"
        """(()=>{const list=document.querySelector('#lenta'),more=document.querySelector('#eshche'),
firms=document.querySelector('#firmy');
let offset=0;const limit=10;async function load(){const r=await fetch('/v1/graphql',{method:'POST',
headers:{'Content-Type':'application/json'},body:JSON.stringify({operationName:'Lenta',query:LENTA,
variables:{limit,offset}})});
const{data}=await r.json();for(const n of data.news)list.insertAdjacentHTML('beforeend',
`<div class="lenta__item"><a href="/news/${n.id}-${n.slug}">${n.title}</a>
<span>${n.published_at.slice(0,10)}</span></div>`);
firms.innerHTML=data.firms.map(f=>`<a href="/firms/${f.id}">${f.name}</a>`).join(' ');
offset+=limit;more.hidden=offset>=data.news_aggregate.aggregate.count}
more.addEventListener('click',load);load()})();""",
    )
    made.page(
        "/news",
        "Лента новостей",
        "<h1>Лента новостей</h1><div id='lenta'></div><button id='eshche'>Показать ещё</button><aside "
        "id='firmy'></aside>"
        "<script src='/static/js/lenta.4e2.js'></script>",
    )
    for start in range(0, 42, 10):
        value = {"operationName": "Lenta", "query": query, "variables": {"limit": 10, "offset": start}}
        site.read("/v1/graphql", "POST", json.dumps(value), "application/json")
    made.page(
        "/firms", "Справочник", "".join(f"<li><a href='/firms/{n}'>{t}</a></li>" for n, t in firms.items())
    )
    for number, name in firms.items():
        made.page(
            f"/firms/{number}",
            name,
            f"<h1>{name}</h1><p>Улица Таёжная, 7. Открыто ежедневно с девяти до восьми.</p>",
            marked("LocalBusiness", name),
        )
    made.page(
        "/about",
        "О редакции",
        plain_page("О редакции\nСайт зарегистрирован как сетевое издание в 2014 году."),
    )
    lead = "<div class='main-news'><a href='{{path}}'>{{title}}</a></div>"
    made.page("/", "Главная", f"{made.rows(lead, made.stories[:6])}<a href='/news'>Вся лента</a>")
    return site


def orme() -> Feedless:
    """A French canton's paper on Drupal: /views/ajax is posted for, and answers commands that insert HTML."""
    made = desk(
        "orme post fr 40 480",
        title="Le Courrier de l'Orme",
        address="/article/{{slug}}",
        first=7700,
        traps=("/user/login", "/user/password", "/quickedit/metadata"),
        robots="User-agent: *\nDisallow: /admin/\nDisallow: /user/login\nDisallow: /user/password\n",
        head='<link rel="canonical" href="{{url}}" />\n' + LINKED_DATA,
        article="""<div class="region region-content"><h1 class="page-header">{{title}}</h1><article
 class="article is-promoted full clearfix"><div class="field--name-field-auteur">{{by}}</div><div
 class="field--name-created">
{{[%d/%m/%Y - %H:%M]}}</div><div class="field--name-body field--item">{{body}}</div></article></div>""",
        shell="""<!DOCTYPE html><html lang="fr" dir="ltr"><head><meta charset="utf-8" /><title
>{{page}} | Le Courrier de l'Orme</title>
{{head}}<meta name="Generator" content="Drupal 9 (https://www.drupal.org)" /></head><body class="path-node">
<div class="navbar"><a
 class="name navbar-brand" href="/">Le Courrier de l'Orme</a><ul class="menu nav navbar-nav"><li><a
 href="/infos">Infos</a></li>
<li><a href="/annonces">Annonces</a></li><li><a href="/user/login">Se connecter</a></li></ul></div>
{{main}}<footer
 class="footer"><a href="/contact">Contact</a></footer></body></html>""",
    )
    site = made.site
    dom = "js-view-dom-id-7c1f0b5e9a2d"
    row = """<div class="views-row"><div class="views-field views-field-title"><span class="field-content">
<a href="{{path}}"
 hreflang="fr">{{title}}</a></span></div><div class="views-field views-field-created"><span
 class="field-content"><time
 datetime="{{iso}}">{{[%d/%m/%Y]}}</time></span></div></div>"""

    def view(page: int) -> str:
        part = batch(made.stories, page, 10)
        after = (
            "<ul class='js-pager__items pager' data-drupal-views-infinite-scroll-pager><li "
            "class='pager__item'><a class='button' "
            f"href='#' data-page='{page + 1}' rel='next'>Afficher plus</a></li></ul>"
            if (page + 1) * 10 < len(made.stories)
            else ""
        )
        return (
            f"<div class='view view-infos view-id-infos {dom}'><div "
            "data-drupal-views-infinite-scroll-content-wrapper "
            f"class='views-infinite-scroll-content-wrapper'>{made.rows(row, part)}</div>{after}</div>"
        )

    def answer(asked: Asked) -> Document:
        if asked.form.get("view_name") != "infos":
            return as_json({"message": "Not found"}, status=404)
        commands = [
            {
                "command": "settings",
                "settings": {"pluralDelimiter": "\u0003", "views": {"ajax_path": "/views/ajax"}},
                "merge": True,
            },
            {"command": "add_css", "data": "<link rel='stylesheet' media='all' href='/core/views.css' />"},
            {"command": "viewsShowButtons"},
            {
                "command": "insert",
                "method": "infiniteScrollInsertView",
                "selector": f".{dom}",
                "data": view(asked.number("page", 0)),
                "settings": None,
            },
        ]
        return as_json(commands)

    given: dict[str, object] = {
        "view_name": "infos",
        "view_display_id": "block_1",
        "view_args": "",
        "view_path": "/node/12",
        "view_base_path": "infos",
        "view_dom_id": dom[15:],
        "pager_element": 0,
    }
    settings = {
        "path": {"baseUrl": "/", "currentPath": "node/12", "currentLanguage": "fr"},
        "views": {
            "ajax_path": "/views/ajax",
            "ajaxViews": {f"views_dom_id:{dom[15:]}": given},
        },
    }
    site.route("/views/ajax", answer)
    site.script("/core/assets/vendor/jquery/jquery.min.js", LIBRARY)
    made.script(
        "/modules/contrib/views_infinite_scroll/js/infinite-scroll.js",
        """$(function () {
  var views = JSON.parse($('[data-drupal-selector="drupal-settings-json"]').text()).views;
  var view = views.ajaxViews[Object.keys(views.ajaxViews)[0]], box = $('.js-view-dom-id-' + view.view_dom_id);
  box.on('click', '[data-page]', function () {
    var data = { page: this.getAttribute('data-page') };
    $.each(view, function (key, value) { data[key] = value; });
    data._drupal_ajax = 1;
    $.post(views.ajax_path, data, function (commands) {
      $.each(commands, function (i, one) {
        if (one.command !== 'insert') return;
        var fresh = document.createElement('div');
        fresh.innerHTML = one.data;
        box.find('.views-infinite-scroll-content-wrapper').append(
          fresh.querySelector('.views-infinite-scroll-content-wrapper').innerHTML);
        box.find('.pager').remove();
        if (fresh.querySelector('.pager')) box.append(fresh.querySelector('.pager').outerHTML);
      });
    });
    return false;
  });
});""",
    )
    made.list(
        "/infos",
        "Infos",
        f"<h1 class='page-header'>Infos</h1>{view(0)}<script type='application/json' data-drupal-selector="
        f"'drupal-settings-json'>{json.dumps(settings)}</script><script "
        "src='/core/assets/vendor/jquery/jquery.min.js'></script>"
        "<script src='/modules/contrib/views_infinite_scroll/js/infinite-scroll.js'></script>",
    )
    for page in range(1, 4):
        site.read("/views/ajax", "POST", urlencode({"page": page, **given, "_drupal_ajax": 1}), FORM)
    adverts = {91: "À vendre : poêle à bois", 92: "Recherche jardinier"}
    made.page(
        "/annonces",
        "Annonces",
        "".join(f"<li><a href='/annonces/{n}'>{t}</a></li>" for n, t in adverts.items()),
    )
    for number, name in adverts.items():
        made.page(f"/annonces/{number}", name, plain_page(f"{name}\nTéléphoner aux heures des repas."))
    made.page("/contact", "Contact", plain_page("Contact\n4, rue des Tanneurs."))
    lead = "<h3><a href='{{path}}'>{{title}}</a></h3>"
    made.page("/", "Accueil", f"{made.rows(lead, made.stories[:4])}<a href='/infos'>Toutes les infos</a>")
    return site


BUILDERS = (siraj, currawong, kedrovka, orme)
