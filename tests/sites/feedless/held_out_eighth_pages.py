"""Feedless sites that are held out, the eighth set: lists in HTML of hosted builders and of portals."""

from __future__ import annotations

from urllib.parse import urlencode

from tests.sites.building import Document
from tests.sites.feedless.held_out_eighth_room import LINKED, OPEN_GRAPH, room
from tests.sites.feedless.invention import local, millis
from tests.sites.feedless.simulated import Asked, Feedless, as_html, batch, batches

HUNGARIAN_MONTHS = [
    "január",
    "február",
    "március",
    "április",
    "május",
    "június",
    "július",
    "augusztus",
    "szeptember",
    "október",
    "november",
    "december",
]
FRENCH_MONTHS = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
]


def berekalja() -> Feedless:
    """A Hungarian town on Concrete CMS: the block's own number is in the query, ccm_paging_p_b1872=2."""
    made = room(
        "berekalja html hu 40 520",
        title="Berekalja Önkormányzata",
        address="/hirek/{{slug}}",
        sections=(("hirek", "Hírek"),),
        months=HUNGARIAN_MONTHS,
        traps=("/login", "/ccm/system/accept_privacy_policy", "/ccm/frontend/conversations/vote"),
        robots="User-agent: *\nDisallow: /application/attributes\nDisallow: /concrete\nDisallow: /login\n",
        head='<meta name="description" content="{{teaser}}"><meta name="generator" content="Concrete CMS">',
        article="""<div class="ccm-page page-type-blog-entry"><header class="blog-entry-header"><h1
 class="page-title">{{title}}</h1><span class="page-date">{{[%Y. %B %d. %H:%M]}}</span> <span
 class="page-author">{{by}}</span></header><div class="ccm-block-main">{{body}}</div><div
 class="ccm-block-share-this-page"><a href="/login">Bejelentkezés a hozzászóláshoz</a></div></div>""",
        frame="""<!DOCTYPE html><html lang="hu"><head><meta charset="utf-8"><title
>{{page}} :: Berekalja</title>{{head}}
</head><body><div class="ccm-page"><header><nav><ul class="nav"><li><a href="/">Kezdőlap</a></li><li><a
 href="/hirek">Hírek</a></li><li><a href="/allasok">Állások</a></li><li><a href="/ugyintezes">Ügyintézés</a
></li></ul
></nav></header>{{main}}<footer><a href="/login">Bejelentkezés</a> © Berekalja</footer></div></body></html
>""",
    )
    row = """<div class="ccm-block-page-list-page-entry"><div class="ccm-block-page-list-page-entry-text"><div
 class="ccm-block-page-list-title"><a href="{{path}}" target="_self">{{title}}</a></div><div
 class="ccm-block-page-list-date">{{[%Y. %B %d.]}}</div><div class="ccm-block-page-list-description"
>{{teaser}}</div></div
></div>"""
    pages = batches(made.of(""), 8)
    for at, some in enumerate(pages, 1):
        links = "".join(
            f"<li class='page-item active'><span class='page-link'>{n}</span></li>"
            if n == at
            else "<li class='page-item'><a class='page-link'"
            f" href='/hirek?ccm_paging_p_b1872={n}&amp;ccm_order_by_"
            f"b1872=cv.cvDatePublic&amp;ccm_order_by_direction_b1872=desc'>{n}</a></li>"
            for n in range(1, len(pages) + 1)
        )
        main = (
            f"<h1>Hírek</h1><div class='ccm-block-page-list-wrapper'><div class='ccm-block-page-list-pages'>"
            f"{made.rows(row, some)}</div></div><div class='ccm-pagination-wrapper'><ul"
            f" class='pagination'>{links}"
            f"</ul></div>"
        )
        order = "ccm_order_by_b1872=cv.cvDatePublic&ccm_order_by_direction_b1872=desc"
        made.page(f"/hirek?ccm_paging_p_b1872={at}&{order}", "Hírek", main)
        if at == 1:
            made.page("/hirek", "Hírek", main)
        made.site.read(f"/hirek?ccm_paging_p_b1872={at}&{order}")
    jobs = "".join(
        f"<li><a href='/allasok/karbantarto-{n}'>Karbantartó ({n}. körzet)</a></li>" for n in range(1, 6)
    )
    for n in range(1, 6):
        text = "Jelentkezési határidő: december 15. Telefon: 555-0120."
        made.no_article(f"/allasok/karbantarto-{n}", f"Karbantartó ({n}. körzet)", text, "JobPosting")
    made.page("/allasok", "Állások", f"<h1>Állások</h1><ul>{jobs}</ul>")
    made.no_article("/ugyintezes", "Ügyintézés", "Ügyfélfogadás hétfőn és szerdán nyolctól négyig.")
    made.page("/", "Kezdőlap", f"<div class='area-main'>{made.rows(row, made.of('')[:4])}</div>")
    return made.site


def millbrook() -> Feedless:
    """A Pennsylvanian daily on BLOX: sections show a few, /search/?c=news/local*&l=10&o=10 shows the rest."""
    made = room(
        "millbrook html en 48 240",
        title="The Millbrook Sentinel",
        address="/{{section}}/{{slug}}/article_{{uuid}}.html",
        sections=(("news/local", "Local News"), ("sports", "Sports"), ("business", "Business")),
        traps=("/tncms/tracking/hit", "/users/login/", "/tncms/poll/vote"),
        robots="User-agent: *\nDisallow: /tncms/\nDisallow: /users/\n",
        head='<link rel="canonical" href="{{url}}">' + OPEN_GRAPH + LINKED,
        article="""<article class="asset article-asset" itemscope itemtype="https://schema.org/NewsArticle"
><header
 class="asset-header"><h1 itemprop="headline" class="headline">{{title}}</h1><div
 class="meta"><span itemprop="author" class="tnt-byline">By {{by}}</span> <ul class="list-inline"><li
 class="hidden-print"
><time datetime="{{iso}}" class="tnt-date asset-date text-muted">{{[%b %d, %Y]}}</time></li></ul></div
></header><div
 id="article-body" itemprop="articleBody" class="asset-content subscriber-premium">{{body}}</div><div
 class="asset-reactions"><a href="/users/login/?referer_url={{hash}}">Log in to comment</a></div></article
>""",
        frame="""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title
>{{page}} | sentinel.example</title>{{head}}
<script>dataLayer=[{"townnews":{"product":{"software":"BLOX","version":"1.201.4"}}}];</script></head><body
 class="app-editorial"><div id="site-container"><nav class="navbar"><ul><li><a href="/">Home</a></li><li><a
 href="/news/local/">Local News</a></li><li><a href="/sports/">Sports</a></li><li><a href="/business/"
>Business</a></li
><li><a href="/multimedia/">Video</a></li><li><a href="/users/login/">Log In</a></li></ul></nav
>{{main}}<footer><a
 href="/site/contact.html">Contact us</a> <a href="/site/terms.html">Terms of Use</a></footer></div></body
></html>""",
    )
    card = """<article class="tnt-asset-type-article card summary has-image" data-asset-uuid="{{uuid}}"><div
 class="card-container"><div class="card-body"><div class="card-headline"><h3 class="tnt-headline"><a
 href="{{path}}" class="tnt-asset-link">{{title}}</a></h3></div><div class="card-meta"><ul><li
 class="card-date"><time
 datetime="{{iso}}" class="tnt-date">{{[%b %d, %Y]}}</time></li></ul></div><div class="card-lead"><p
 class="tnt-summary">{{teaser}}</p></div></div></div></article>"""
    names = dict(made.sections)

    def search_path(section: str, offset: int) -> str:
        asked = {
            "c": f"{section}*",
            "f": "html",
            "l": 10,
            "o": offset,
            "s": "start_time",
            "sd": "desc",
            "t": "article",
        }
        return f"/search/?{urlencode(asked)}"

    def search(asked: Asked) -> Document:
        section, offset = asked.query.get("c", "").strip("*"), asked.number("o", 0)
        stories = made.of(section) if section in names else []
        some = stories[offset : offset + 10]
        total = f"<p>Showing: {offset + 1} - {offset + len(some)} of {len(stories)}</p>"
        steps = ""
        if offset + 10 < len(stories):
            link = search_path(section, offset + 10).replace("&", "&amp;")
            steps = f"<li class='next'><a href='{link}' class='btn btn-default'>Next</a></li>"
        if offset:
            link = search_path(section, max(offset - 10, 0)).replace("&", "&amp;")
            steps = f"<li class='prev'><a href='{link}'>Previous</a></li>" + steps
        main = (
            "<section id='main-page-container'><div"
            f" class='card-grid'>{made.rows(card, some)}</div>{total}<ul "
            f"class='pagination pager'>{steps}</ul></section>"
        )
        return as_html(made.whole("Search results", main))

    made.site.route("/search/", search)
    for slug, name in made.sections:
        more = search_path(slug, 0).replace("&", "&amp;")
        main = (
            f"<h1>{name}</h1><div class='card-grid'>{made.rows(card, made.of(slug)[:6])}</div><div"
            " class='block-footer'>"
            f"<a href='{more}' class='btn btn-default'>More {name}</a></div>"
        )
        made.page(f"/{slug}/", name, main)
        for offset in range(0, len(made.of(slug)), 10):
            made.site.read(search_path(slug, offset))
    films = ""
    for n in range(1, 6):
        path = f"/multimedia/high-school-highlights-{n}/video_3f{n}0c1aa-7b2e-11f0-9d1c-00163ec2aa7{n}.html"
        made.no_article(
            path, f"High school highlights, week {n}", "Watch the plays of the week.", "VideoObject"
        )
        films += (
            f"<article class='tnt-asset-type-video card'><h3><a href='{path}'>High school highlights,"
            f" week {n}</a></h3></article>"
        )
    made.page("/multimedia/", "Video", f"<h1>Video</h1><div class='card-grid'>{films}</div>")
    made.no_article("/site/contact.html", "Contact us", "Newsroom 555-0131. Circulation 555-0132.")
    made.no_article("/site/terms.html", "Terms of Use", "By using this site you agree to these terms.")
    promo = """<article class="tnt-asset-type-link card"><span class="label-flag">Sponsored</span><h3><a
 href="http://ads.dealer.example/winter">Winter tires at half price</a></h3></article>"""
    made.page("/", "Home", f"<div class='card-grid'>{made.rows(card, made.of('')[:7])}{promo}</div>")
    return made.site


def kauri() -> Feedless:
    """A valley's gazette in New Zealand on Squarespace: ?offset= has the last item's milliseconds."""
    made = room(
        "kauri html en 38 600",
        title="The Kauri Valley Gazette",
        address="/stories/{{[%Y/%-m/%-d]}}/{{slug}}",
        sections=(("stories", "Stories"),),
        traps=("/api/census/RecordHit", "/api/ui-extensions/", "/api/events/RecordEvent"),
        robots="User-agent: *\nDisallow: /config\nDisallow: /account$\nDisallow: /api/\nDisallow: /static/\n",
        head='<link rel="canonical" href="{{url}}"/><meta itemprop="datePublished" content="{{iso}}"/>'
        '<meta itemprop="headline" content="{{title}}"/>' + LINKED,
        article="""<article class="h-entry entry" data-item-id="{{hash}}"><div class="blog-item-wrapper"><div
 class="blog-item-top-wrapper"><h1 class="entry-title entry-title--large p-name" itemprop="headline"
>{{title}}</h1><div
 class="blog-item-meta-wrapper"><time class="dt-published blog-meta-item blog-meta-item--date"
 datetime="{{[%b %-d]}}" pubdate>{{[%b %-d]}}</time> <span class="blog-meta-item blog-meta-item--author"
>Written By
 {{by}}</span></div></div><div class="blog-item-content e-content"><div class="sqs-layout"><div
 class="sqs-block html-block"><div class="sqs-html-content">{{body}}</div></div></div></div></div></article
>""",
        frame="""<!doctype html><html lang="en-NZ"><head><meta charset="utf-8"><!-- This is Squarespace. -->
<title>{{page}} —
 The Kauri Valley Gazette</title>{{head}}<script
>Static.SQUARESPACE_CONTEXT={"websiteId":"63f0","rollups":{}};</script>
</head><body id="collection-63f0a1"><script>0</script><header id="header"><nav class="header-nav-list"><a
 href="/">Home</a><a href="/stories">Stories</a><a href="/shop">Shop</a><a href="/about">About</a><a
 href="/cart">Cart (0)</a></nav></header><main id="page">{{main}}</main><footer
>Made with Squarespace</footer></body></html>""".replace("<script>Static.", "<script>var Static={};Static."),
    )
    row = """<article class="blog-basic-grid--container entry blog-item is-loaded" data-item-id="{{hash}}"
><div
 class="blog-basic-grid--text"><div class="blog-meta-section"><time class="blog-date" pubdate
>{{[%-m/%-d/%y]}}</time></div
><h1 class="blog-title"><a href="{{path}}" data-no-animation>{{title}}</a></h1><div class="blog-excerpt"><p
>{{teaser}}</p
></div><a class="blog-more-link" href="{{path}}">Read More</a></div></article>"""
    pages = batches(made.of(""), 8)
    here = "/stories"
    for at, some in enumerate(pages):
        older = f"/stories?offset={millis(some[-1])}"
        after = (
            f"<div class='older'><a href='{older}' rel='next' class='blog-list-pagination-link'>Older"
            " Posts</a></div>"
            if at + 1 < len(pages)
            else ""
        )
        newer = (
            f"<div class='newer'><a href='/stories?offset={millis(some[0])}&amp;reversePaginate=true'"
            " rel='prev'>Newer"
            f" Posts</a></div>"
            if at
            else ""
        )
        main = (
            f"<div class='blog-basic-grid collection-content-wrapper'>{made.rows(row, some)}</div><nav "
            f"class='blog-list-pagination'>{newer}{after}</nav>"
        )
        made.list(here, "Stories", main)
        if at:
            back = made.whole(
                "Stories", f"<div class='blog-basic-grid'>{made.rows(row, pages[at - 1])}</div>"
            )
            made.site.page(f"/stories?offset={millis(some[0])}&reversePaginate=true", back)
        here = older
    goods = "".join(
        f"<div class='grid-item'><a href='/shop/p/tea-towel-{n}'><h1 class='grid-title'>Tea towel no."
        f" {n}</h1>"
        f"<div class='product-price'>$18.00</div></a></div>"
        for n in range(1, 7)
    )
    for n in range(1, 7):
        made.no_article(
            f"/shop/p/tea-towel-{n}", f"Tea towel no. {n}", "Linen. $18.00. Add to cart.", "Product"
        )
    made.page("/shop", "Shop", f"<div class='products-flex-container list-grid'>{goods}</div>")
    made.no_article("/about", "About", "Four volunteers make this gazette in a woolshed.")
    made.no_article("/cart", "Cart", "You have nothing in your shopping cart.")
    summary = """<div class="summary-item"><div class="summary-title"><a href="{{path}}"
 class="summary-title-link">{{title}}</a></div><time class="summary-metadata-item--date"
>{{[%b %-d, %Y]}}</time></div>"""
    made.page("/", "Home", f"<div class='summary-v2-block'>{made.rows(summary, made.of('')[:6])}</div>")
    return made.site


def essarts() -> Feedless:
    """A French valley's monthly on Webflow: each list has its own hash in the query, ?5f0a1c22_page=2."""
    made = room(
        "essarts html fr 40 560",
        title="L'Écho des Essarts",
        address="/articles/{{slug}}",
        sections=(("vie-locale", "Vie locale"), ("patrimoine", "Patrimoine")),
        months=FRENCH_MONTHS,
        traps=("/api/v1/form/63f0", "/.wf_auth", "/espace-membre"),
        head='<meta content="{{title}}" property="og:title"/><meta content="{{teaser}}" name="description"/>'
        '<meta property="og:type" content="website"/>' + LINKED,
        article="""<section class="section-article"><div class="w-container"><a href="/rubriques/{{section}}"
 class="tag">{{sectionname}}</a><h1 class="heading-article">{{title}}</h1><div class="meta-flex"><div
 class="text-date">{{[%d %B %Y]}}</div><div class="text-auteur">{{by}}</div></div><div
 class="article-body w-richtext">{{body}}</div><div class="newsletter w-form"><form method="post"
 action="/api/v1/form/63f0"><input type="email" class="w-input"/></form></div></div></section>""",
        frame="""<!DOCTYPE html><html data-wf-domain="www.essarts.example" data-wf-page="63f0" lang="fr"
><head><meta
 charset="utf-8"/><title>{{page}} | L'Écho des Essarts</title>{{head}}<meta content="Webflow"
 name="generator"/></head
><body><div data-collapse="medium" class="navbar w-nav"><nav role="navigation" class="w-nav-menu"><a
 href="/rubriques/vie-locale" class="w-nav-link">Vie locale</a><a href="/rubriques/patrimoine"
 class="w-nav-link"
>Patrimoine</a><a href="/agenda" class="w-nav-link">Agenda</a><a href="/mentions-legales"
>Mentions légales</a></nav></div
>{{main}}<div class="w-webflow-badge">Made in Webflow</div></body></html>""",
    )
    row = """<div role="listitem" class="collection-item w-dyn-item"><a href="{{path}}"
 class="card-link w-inline-block"
><h3 class="card-title">{{title}}</h3><p class="card-text">{{teaser}}</p><div class="card-date"
>{{[%d/%m/%Y]}}</div></a
></div>"""
    for slug, name in made.sections:
        key, pages = ("5f0a1c22" if slug == "patrimoine" else "b81d09e4"), batches(made.of(slug), 6)
        for at, some in enumerate(pages, 1):
            after = (
                f"<a href='?{key}_page={at + 1}' aria-label='Next Page' class='w-pagination-next'><div "
                f"class='w-inline-block'>Suivant</div></a><link rel='prerender' href='?{key}_page={at + 1}'/>"
                if at < len(pages)
                else ""
            )
            main = (
                f"<h1>{name}</h1><div class='w-dyn-list'><div role='list' class='collection-list"
                " w-dyn-items'>"
                f"{made.rows(row, some)}</div><div role='navigation' aria-label='List'"
                " class='w-pagination-wrapper'>"
                f"{after}</div></div>"
            )
            made.list(f"/rubriques/{slug}" + (f"?{key}_page={at}" if at > 1 else ""), name, main)
    dates = "".join(
        f"<div role='listitem' class='w-dyn-item'><a href='/evenements/loto-{n}'>Loto numéro {n}</a></div>"
        for n in range(1, 6)
    )
    for n in range(1, 6):
        made.no_article(
            f"/evenements/loto-{n}", f"Loto numéro {n}", "Samedi à 20 h, salle des fêtes.", "Event"
        )
    made.page(
        "/agenda",
        "Agenda",
        f"<div class='w-dyn-list'><div role='list' class='w-dyn-items'>{dates}</div></div>",
    )
    made.no_article("/mentions-legales", "Mentions légales", "Association loi 1901. Hébergeur : Webflow.")
    made.page(
        "/",
        "Accueil",
        f"<div class='w-dyn-list'><div class='w-dyn-items'>{made.rows(row, made.of('')[:5])}</div></div>",
    )
    return made.site


def baekseok() -> Feedless:
    """A Korean portal's news like Naver's: lists by section, day and page, with a strip of earlier days."""
    made = room(
        "baekseok html ko 48 210",
        title="백석뉴스",
        address="/mnews/article/{{section}}/0012{{id}}",
        sections=(("101", "경제"), ("102", "사회")),
        first=840211,
        traps=("/api/likeit/v1", "/nidlogin.login", "/api/comment/count"),
        robots="User-agent: *\nDisallow: /api/\nDisallow: /nidlogin.login\n",
        head='<meta property="og:article:author" content="백석뉴스">' + OPEN_GRAPH.split("\n", maxsplit=1)[0],
        article="""<div id="ct" class="newsct"><div class="media_end_head go_trans"><div
 class="media_end_head_title"><h1
 id="title_area" class="media_end_head_headline">{{title}}</h1></div><div class="media_end_head_info"><div
 class="media_end_head_info_datestamp"><em class="media_end_head_info_datestamp_term">입력</em><span
 class="media_end_head_info_datestamp_time _ARTICLE_DATE_TIME" data-date-time="{{[%Y-%m-%d %H:%M:%S]}}"
>{{[%Y.%m.%d. %H:%M]}}</span></div><em class="media_end_head_journalist_name">{{by}} 기자</em></div></div><div
 id="newsct_article"><article id="dic_area" class="go_trans _article_content">{{body}}</article></div><div
 class="u_likeit"><a href="/api/likeit/v1?id={{id}}">좋아요</a> <a href="/nidlogin.login">댓글 쓰기</a></div
></div>""",
        frame="""<!DOCTYPE html><html lang="ko"><head><meta charset="utf-8"><title
>{{page}} : 백석뉴스</title>{{head}}</head><body>
<header><ul class="Nlnb_menu_list"><li><a href="/">홈</a></li><li><a
 href="/main/list?mode=LS2D&amp;sid1=101">경제</a>
</li><li><a href="/main/list?mode=LS2D&amp;sid1=102">사회</a></li><li><a href="/photo/list">포토</a></li><li
><a
 href="/policy/service">이용약관</a></li></ul></header>{{main}}<footer>© 백석뉴스</footer></body></html>""",
    )
    row = """<li><dl><dt><a href="{{path}}" class="nclicks">{{title}}</a></dt><dd><span class="lede"
>{{teaser}}</span><span
 class="writing">백석뉴스</span><span class="date is_new">{{[%Y.%m.%d. %H:%M]}}</span></dd></dl></li>"""
    days = sorted({local(story).strftime("%Y%m%d") for story in made.site.stories}, reverse=True)

    def link(sid: str, day: str, page: int) -> str:
        return f"/main/list?mode=LS2D&sid1={sid}&date={day}&page={page}"

    def answer(asked: Asked) -> Document:
        sid, day = asked.query.get("sid1", ""), asked.query.get("date", days[0])
        some = [story for story in made.of(sid) if local(story).strftime("%Y%m%d") == day]
        page = asked.number("page", 1)
        numbers = "".join(
            f"<strong>{n}</strong>"
            if n == page
            else f"<a href='{link(sid, day, n).replace('&', '&amp;')}'>{n}</a>"
            for n in range(1, len(batches(some, 3)) + 1)
        )
        at = days.index(day) if day in days else 0
        strip = "".join(
            f"<a href='{link(sid, near, 1).replace('&', '&amp;')}'>{near[4:6]}월{near[6:]}일</a>"
            for near in days[max(at - 1, 0) : at + 3]
            if near != day
        )
        main = (
            "<div class='list_body newsflash_body'><ul"
            f" class='type06_headline'>{made.rows(row, batch(some, page - 1, 3))}"
            f"</ul></div><div class='paging'>{numbers}</div><div class='pagenavi_day'>{strip}</div>"
        )
        return as_html(made.whole(dict(made.sections).get(sid, "뉴스"), main))

    made.site.route("/main/list", answer)
    for sid, _name in made.sections:
        for day in days:
            some = [story for story in made.of(sid) if local(story).strftime("%Y%m%d") == day]
            for page in range(1, len(batches(some, 3)) + 1):
                made.site.read(link(sid, day, page))
    photos = "".join(f"<li><a href='/photo/view/{n}'>포토: 오늘의 날씨 {n}</a></li>" for n in range(1, 6))
    for n in range(1, 6):
        made.no_article(f"/photo/view/{n}", f"포토: 오늘의 날씨 {n}", "사진 한 장.", "ImageObject")
    made.page("/photo/list", "포토", f"<ul class='photo_list'>{photos}</ul>")
    made.no_article("/policy/service", "이용약관", "이 약관은 서비스 이용 조건을 정한다.")
    made.page("/", "홈", f"<ul class='type06'>{made.rows(row, made.of('')[:8])}</ul>")
    return made.site


BUILDERS = (berekalja, millbrook, kauri, essarts, baekseok)
