"""Feedless sites that are held out, the seventh set: lists in HTML of Europe's, Asia's and America's "
"software."""

from __future__ import annotations

from urllib.parse import urlsplit

from tests.sites.feedless.held_out_seventh_desk import (
    LINKED_DATA,
    OPEN_GRAPH,
    desk,
    marked,
    numbers,
    plain_page,
)
from tests.sites.feedless.simulated import Feedless, batches


def valleserra() -> Feedless:
    """A Spanish region's news on Liferay: an asset publisher, whose page is a parameter of the portlet."""
    made = desk(
        "valleserra html es 40 420",
        title="Valleserra",
        address="/es/-/{{slug}}",
        first=51200,
        traps=("/c/portal/login", "/c/portal/layout", "/es/actualidad/suscribir"),
        robots="User-agent: *\nDisallow: /c/\nDisallow: /group/\nDisallow: /api/\n",
        head='<link href="{{url}}" rel="canonical" /><meta property="og:type" content="website">',
        article="""<section class="portlet"
 id="portlet_com_liferay_asset_publisher_web_portlet_AssetPublisherPortlet">
<div class="asset-full-content clearfix" data-fragments-editor-item-id="20132-{{id}}">
<div class="asset-content mb-3"><div class="journal-content-article" data-analytics-asset-title="{{title}}">
<h1 class="titular">{{title}}</h1><p class="fecha">{{[%d/%m/%Y %H:%M]}}</p>{{body}}</div></div>
<div class="asset-ratings"><a href="/c/portal/layout?p_l_id=1&amp;ratings={{id}}">Valorar</a></div>
<a href="/c/portal/login?p_l_id=20&amp;redirect=%2Fes">Entrar para comentar</a></div></section>""",
        shell="""<!DOCTYPE html><html class="ltr" dir="ltr" lang="es-ES"><head><title
>{{page}} - Valleserra</title>
<meta charset="UTF-8" />{{head}}</head><body class="controls-visible guest-site signed-out public-page site">
<header id="banner"><a class="logo" href="/">Valleserra</a><a href="/c/portal/login" id="sign-in"
 rel="nofollow"
>Acceder</a><nav id="navigation"><ul role="menubar"><li><a href="/es/inicio"><span>Inicio</span></a></li>
<li><a href="/es/actualidad"><span>Actualidad</span></a></li><li><a href="/es/agenda"><span>Agenda</span></a>
</li>
<li><a href="/es/tramites"><span>Trámites</span></a></li></ul></nav></header><section id="content"
>{{main}}</section>
<footer id="footer"><a href="/es/aviso-legal">Aviso legal</a> <a href="/es/actualidad/suscribir"
>Suscribirse</a>
</footer></body></html>""",
    )
    site = made.site
    portlet = "com_liferay_asset_publisher_web_portlet_AssetPublisherPortlet_INSTANCE_kT4wXb"
    state = f"p_p_id={portlet}&p_p_lifecycle=0&p_p_state=normal&p_p_mode=view&_{portlet}_delta=10"
    row = """<div class="asset-abstract"><div class="card"><h3 class="asset-title"><a class="asset-title-link"
 href="{{url}}?redirect=%2Fes%2Factualidad">{{title}}</a></h3><div class="asset-summary">{{teaser}}
<a href="{{url}}?redirect=%2Fes%2Factualidad">Leer más <span class="hide-accessible">Sobre {{title}}</span>
 »</a></div>
<span class="metadata-entry metadata-publish-date">{{[%d/%m/%y]}}</span></div></div>"""
    row = row.replace("?redirect=%2Fes%2Factualidad", "")
    pages = batches(made.stories, 10)
    for at, some in enumerate(pages, 1):
        link = f"/es/actualidad?{state}&p_r_p_resetCur=false&_{portlet}_cur=§"
        turn = numbers(
            len(pages),
            at,
            f"<li class='page-item'><a class='page-link' href='{link.replace('&', '&amp;')}'>§</a></li>",
            "<li class='page-item active'><span class='page-link'>§</span></li>",
        )
        inner = (
            f"<h2 class='portlet-title-text'>Actualidad</h2><div class='subscribe-action'></div>"
            f"{made.rows(row, some)}<div class='pagination-bar'><div class='dropdown "
            "pagination-items-per-page'>"
            f"10 Entradas por página</div><p class='pagination-results'>Mostrando {at * 10 - 9} a {at * 10} "
            "de "
            f"{len(made.stories)} entradas.</p><ul class='pagination'>{turn}</ul></div>"
        )
        path = link.replace("§", str(at)) if at > 1 else "/es/actualidad"
        made.list(path, "Actualidad", inner)
        if at == 1:
            made.page(link.replace("§", "1"), "Actualidad", inner)
    events = {"feria-del-queso": "Feria del queso", "ruta-de-los-molinos": "Ruta de los molinos"}
    rows = "".join(f"<li><a href='/es/agenda/{slug}'>{name}</a></li>" for slug, name in events.items())
    made.page("/es/agenda", "Agenda", f"<h2>Agenda</h2><ul>{rows}</ul>")
    for slug, name in events.items():
        made.page(
            f"/es/agenda/{slug}",
            name,
            f"<h1 class='titular'>{name}</h1><p>Sábado a las once en la plaza. Entrada libre hasta completar "
            "aforo.</p>",
            marked("Event", name, startDate="2026-12-05T11:00:00+01:00"),
        )
    made.page("/es/tramites", "Trámites", plain_page("Trámites\nEmpadronamiento.\nLicencia de obra menor."))
    made.page(
        "/es/aviso-legal", "Aviso legal", plain_page("Aviso legal\nEl titular de este sitio es la comarca.")
    )
    lead = (
        f"<div class='aui'>{made.rows(row, made.stories[:5])}</div><a href='/es/actualidad'>Toda la "
        "actualidad</a>"
    )
    made.page("/", "Inicio", lead)
    made.page("/es/inicio", "Inicio", lead)
    return site


def rotach() -> Feedless:
    """A German town's news on TYPO3 with its news extension: /aktuelles/seite-2."""
    made = desk(
        "rotach html de 36 900",
        title="Stadt Rotach",
        address="/aktuelles/meldung/{{slug}}",
        first=990,
        traps=("/anmelden", "/index.php", "/newsletter/bestellen"),
        robots="User-agent: *\nDisallow: /typo3/\nDisallow: /*cHash\n",
        head='<link rel="canonical" href="{{url}}"/>\n<meta name="generator" content="TYPO3 CMS">',
        article="""<div class="news news-single"><div class="article" itemscope="itemscope"
 itemtype="http://schema.org/Article"><div class="header"><h1 itemprop="headline">{{title}}</h1></div>
<div class="footer"><p><span class="news-list-date"><time itemprop="datePublished" datetime="{{[%Y-%m-%d]}}">
{{[%d.%m.%Y]}}</time></span> <span class="news-list-author">Von {{by}}</span></p></div>
<div class="news-text-wrap" itemprop="articleBody">{{body}}</div>
<div class="news-backlink-wrap"><a href="/aktuelles">Zurück</a></div></div></div>""",
        shell="""<!DOCTYPE html><html lang="de"><head><meta charset="utf-8">
<!-- This website is powered by TYPO3 - inspiring people to share! --><title>{{page}}: Stadt Rotach</title>
{{head}}
</head><body id="p12"><nav class="navbar navbar-default"><ul class="nav navbar-nav"><li><a href="/"
>Startseite</a></li>
<li><a href="/aktuelles">Aktuelles</a></li><li><a href="/rathaus">Rathaus</a></li><li><a href="/termine"
>Termine</a></li>
<li><a href="/stellen">Stellenangebote</a></li><li><a href="/anmelden">Anmelden</a></li></ul></nav>
<main><!--TYPO3SEARCH_begin-->{{main}}<!--TYPO3SEARCH_end--></main><footer><a href="/impressum">Impressum</a>
<a href="/datenschutz">Datenschutz</a> <a href="/newsletter/bestellen">Newsletter</a></footer></body></html>
""",
    )
    site = made.site
    row = """<div class="article articletype-0" itemscope="itemscope" itemtype="http://schema.org/Article">
<div class="header"><h3><a title="{{title}}" href="{{path}}"><span itemprop="headline">{{title}}</span></a>
</h3></div>
<div class="teaser-text"><div itemprop="description"><p>{{teaser}}…</p></div><a class="more" title="{{title}}"
 href="{{path}}">Weiterlesen</a></div><div class="footer"><time itemprop="datePublished"
 datetime="{{[%Y-%m-%d]}}"
>{{[%d.%m.%Y]}}</time></div></div>"""
    pages = batches(made.stories, 9)
    for at, some in enumerate(pages, 1):
        turn = numbers(
            len(pages), at, "<li><a href='/aktuelles/seite-§'>§</a></li>", "<li class='current'>§</li>"
        ).replace("/aktuelles/seite-1'", "/aktuelles'")
        if at < len(pages):
            turn += f"<li class='last next'><a href='/aktuelles/seite-{at + 1}'>nächste</a></li>"
        inner = (
            f"<h1>Aktuelles</h1><div class='news'><div class='news-list-view' id='news-container-34'>"
            f"{made.rows(row, some)}<div class='page-navigation'><p>Seite {at} von {len(pages)}.</p>"
            f"<ul class='f3-widget-paginator'>{turn}</ul></div></div></div>"
        )
        made.list(f"/aktuelles/seite-{at}" if at > 1 else "/aktuelles", "Aktuelles", inner)
    posts = {"erzieherin": "Erzieherin (m/w/d)", "bauhof": "Mitarbeiter im Bauhof (m/w/d)"}
    made.page(
        "/stellen",
        "Stellenangebote",
        "<h1>Stellenangebote</h1>"
        + "".join(f"<h3><a href='/stellen/{s}'>{n}</a></h3>" for s, n in posts.items()),
    )
    for slug, name in posts.items():
        text = (
            f"{name}\nDie Stadt Rotach sucht zum nächstmöglichen Zeitpunkt Verstärkung.\nBezahlt wird "
            "nach TVöD."
        )
        made.page(f"/stellen/{slug}", name, plain_page(text), marked("JobPosting", name, title=name))
    dates = "".join(
        f"<li><a href='/termine/termin/markt-{n}'>Wochenmarkt am {n}.12.</a></li>" for n in (3, 10, 17)
    )
    made.page("/termine", "Termine", f"<h1>Termine</h1><ul>{dates}</ul>")
    for day in (3, 10, 17):
        made.page(
            f"/termine/termin/markt-{day}",
            "Wochenmarkt",
            plain_page("Wochenmarkt\nVon 8 bis 13 Uhr am Rathaus."),
        )
    for path, text in (
        ("/rathaus", "Rathaus\nÖffnungszeiten: montags bis freitags von 8 bis 12 Uhr."),
        ("/impressum", "Impressum\nStadt Rotach, Marktplatz 1. Vertreten durch die Bürgermeisterin."),
        ("/datenschutz", "Datenschutz\nWir verarbeiten nur, was wir brauchen."),
    ):
        made.page(path, text.partition("\n")[0], plain_page(text))
    lead = "".join(
        made.fill("<div class='teaser'><h2><a href='{{path}}'>{{title}}</a></h2></div>", s)
        for s in made.stories[:3]
    )
    made.page("/", "Startseite", f"{lead}<p><a href='/aktuelles'>Alle Meldungen</a></p>")
    return site


def banlao() -> Feedless:
    """A Thai local paper on Laravel with Bootstrap's paginator, and dates of the Buddhist era."""
    made = desk(
        "banlao html th 44 280",
        title="บ้านเล่านิวส์",
        address="/news/{{id}}",
        sections=(("local", "ท้องถิ่น"), ("crime", "อาชญากรรม"), ("travel", "ท่องเที่ยว")),
        first=15600,
        traps=("/login", "/register", "/news/like", "/csrf-token"),
        robots="User-agent: *\nDisallow: /admin\nDisallow: /login\n",
        article="""<div class="container py-4"><nav aria-label="breadcrumb"><ol class="breadcrumb"><li
 class="breadcrumb-item"><a href="/">หน้าแรก</a></li><li class="breadcrumb-item"><a
 href="/category/{{section}}"
>{{sectionname}}</a></li></ol></nav><h1 class="news-title fw-bold">{{title}}</h1><div class="text-muted
 small">
<i class="fa fa-calendar"></i> {{thai}} <i class="fa fa-user"></i> {{by}} <i class="fa fa-eye"></i> 1,204
 ครั้ง</div>
<img class="img-fluid" src="/storage/news/{{id}}.jpg" alt=""><div class="news-detail mt-3">{{body}}</div>
<form action="/news/like" method="post"><input type="hidden" name="_token" value="k3Jx"><button
>ถูกใจ</button></form>
<a class="btn btn-sm" href="/news/like?id={{id}}">แชร์</a></div>""",
        shell="""<!doctype html><html lang="th"><head><meta charset="utf-8"><meta name="csrf-token"
 content="k3Jx">
<title>{{page}} | บ้านเล่านิวส์</title>{{head}}</head><body><nav class="navbar navbar-expand-lg"><a
 class="navbar-brand"
 href="/">บ้านเล่านิวส์</a><ul class="navbar-nav"><li class="nav-item"><a class="nav-link" href="/news"
>ข่าวทั้งหมด</a></li>
<li class="nav-item"><a class="nav-link" href="/category/local">ท้องถิ่น</a></li>
<li class="nav-item"><a class="nav-link" href="/products">สินค้าชุมชน</a></li>
<li class="nav-item"><a class="nav-link" href="/login">เข้าสู่ระบบ</a></li></ul></nav><main>{{main}}</main>
<footer class="bg-dark text-white"><a href="/about">เกี่ยวกับเรา</a> <a href="/contact">ติดต่อโฆษณา</a></footer>
</body></html>""",
    )
    site = made.site
    row = """<div class="col-md-4 mb-4"><div class="card h-100"><a href="{{url}}"><img class="card-img-top"
 src="/storage/news/{{id}}.jpg" alt="{{title}}"></a><div class="card-body"><span class="badge bg-danger"
>{{sectionname}}</span><h5 class="card-title"><a href="{{url}}" class="text-dark">{{title}}</a></h5>
<p class="card-text"><small class="text-muted">{{thai}}</small></p></div></div></div>"""
    groups = [("/news", "ข่าวทั้งหมด", [*made.stories])]
    groups += [(f"/category/{slug}", name, made.of(slug)) for slug, name in made.sections]
    for base, name, some in groups:
        pages = batches(some, 12)
        for at, part in enumerate(pages, 1):
            turn = numbers(
                len(pages),
                at,
                f"<li class='page-item'><a class='page-link' href='{site.root}{base}?page=§'>§</a></li>",
                "<li class='page-item active' aria-current='page'><span class='page-link'>§</span></li>",
            )
            if at < len(pages):
                turn += (
                    f"<li class='page-item'><a class='page-link' href='{site.root}{base}?page={at + 1}' "
                    "rel='next' "
                    "aria-label='ถัดไป »'>&rsaquo;</a></li>"
                )
            inner = (
                f"<div class='container'><h2>{name}</h2><div class='row'>{made.rows(row, part)}</div>"
                f"<nav><ul class='pagination'>{turn}</ul></nav></div>"
            )
            (made.list if base == "/news" else made.page)(
                f"{base}?page={at}" if at > 1 else base, name, inner
            )
    goods = {61: "น้ำผึ้งป่า", 62: "ผ้าทอมือ", 63: "กาแฟดอย"}
    cards = "".join(
        f"<div class='card'><a href='/products/{n}'>{g}</a><b>฿{n * 3}</b></div>" for n, g in goods.items()
    )
    made.page("/products", "สินค้าชุมชน", f"<h2>สินค้าชุมชน</h2>{cards}")
    for number, name in goods.items():
        made.page(
            f"/products/{number}",
            name,
            f"<h1 class='fw-bold'>{name}</h1><p>สินค้าจากกลุ่มแม่บ้าน ส่งทั่วประเทศ ราคา {number * 3} บาท</p>"
            "<button>หยิบใส่ตะกร้า</button>",
            marked("Product", name, offers={"@type": "Offer", "price": number * 3, "priceCurrency": "THB"}),
        )
    made.page("/about", "เกี่ยวกับเรา", plain_page("เกี่ยวกับเรา\nบ้านเล่านิวส์เป็นสื่อท้องถิ่นของคนในชุมชน"))
    made.page("/contact", "ติดต่อโฆษณา", plain_page("ติดต่อโฆษณา\nโทร 02 000 0000 ในเวลาราชการ"))
    made.page(
        "/", "หน้าแรก", f"<div class='row'>{made.rows(row, made.stories[:6])}</div><a href='/news'>ดูทั้งหมด</a>"
    )
    return site


def songtra() -> Feedless:
    """A Vietnamese town's portal on NukeViet 4: /tin-tuc/chuyen-muc/page-2/, and prints."""
    made = desk(
        "songtra html vi 44 500",
        title="Sông Trà Online",
        address="/tin-tuc/{{section}}/{{slug}}-{{id}}.html",
        sections=(("thoi-su", "Thời sự"), ("kinh-te", "Kinh tế")),
        first=4310,
        traps=("/users/login/", "/users/register/", "/tin-tuc/rating/", "/tin-tuc/sendmail/", "/voting/"),
        robots="User-agent: *\nDisallow: /admin/\nDisallow: /users/\nDisallow: /statistics/\n",
        head=OPEN_GRAPH + '\n<meta name="generator" content="NukeViet v4.5">',
        article="""<div class="news_column panel panel-default" itemtype="http://schema.org/NewsArticle"
 itemscope>
<div class="panel-body"><h1 class="title margin-bottom-lg" itemprop="headline">{{title}}</h1>
<div class="row margin-bottom-lg"><span class="h5">{{[%d/%m/%Y %H:%M]}}</span>
<ul class="list-inline text-right"><li><a rel="nofollow" href="/tin-tuc/sendmail/{{slug}}-{{id}}.html"><em
 class="fa fa-envelope"></em></a></li><li><a rel="nofollow" href="/tin-tuc/print/{{slug}}-{{id}}.html"
><em class="fa fa-print"></em></a></li></ul></div><div id="news-bodyhtml" class="bodytext margin-bottom-lg"
>{{body}}</div><p class="h5 text-right"><strong>Tác giả: </strong>{{by}}</p>
<form id="form3B"><a href="/tin-tuc/rating/?id={{id}}&amp;point=5">Đánh giá bài viết</a></form></div></div>
""",
        shell="""<!DOCTYPE html><html lang="vi" xmlns="http://www.w3.org/1999/xhtml"><head><meta
 charset="utf-8">
<title>{{page}} - Sông Trà Online</title>{{head}}</head><body><div class="body-bg"><div id="header"><a
 href="/"
>Sông Trà Online</a><a href="/users/login/">Đăng nhập</a></div><nav class="second-nav" id="menusite"><ul
 class="nav navbar-nav"><li><a href="/">Trang nhất</a></li><li><a href="/tin-tuc/thoi-su/">Thời sự</a></li>
<li><a href="/tin-tuc/kinh-te/">Kinh tế</a></li><li><a href="/laws/">Văn bản</a></li>
<li><a href="/contact/">Liên hệ</a></li></ul></nav><section><div class="container" id="body">{{main}}</div>
</section>
<div class="panel"><form action="/voting/" method="post"><input type="radio" name="option"> Rất tốt</form>
</div>
<footer id="footer"><a href="/about/">Giới thiệu</a></footer></div></body></html>""",
    )
    site = made.site
    row = """<div class="panel panel-default clearfix"><div class="panel-body featured"><a href="{{path}}"
 title="{{title}}"><img alt="" src="/assets/news/{{id}}.jpg"></a><h2><a href="{{path}}" title="{{title}}"
>{{title}}</a>
</h2><div class="text-muted"><ul class="list-unstyled list-inline"><li><em class="fa fa-clock-o"></em>
 {{[%d/%m/%Y %I:%M:%S %p]}}</li></ul></div>{{teaser}}</div></div>"""
    for slug, name in made.sections:
        base = f"/tin-tuc/{slug}/"
        pages = batches(made.of(slug), 8)
        for at, some in enumerate(pages, 1):
            turn = numbers(
                len(pages),
                at,
                f"<li><a rel='next' title='Trang §' href='{base}page-§/'>§</a></li>",
                "<li class='active'><a href='#'>§</a></li>",
            ).replace(f"{base}page-1/", base)
            inner = (
                f"<div class='news_column'>{made.rows(row, some)}</div><div class='text-center'><ul "
                f"class='pagination'>{turn}</ul></div>"
            )
            made.list(f"{base}page-{at}/" if at > 1 else base, name, inner)
    for story in made.stories:
        lines = made.fill(
            '<link rel="canonical" href="{{url}}"><meta name="robots" content="noindex">', story
        )
        site.trap(made.fill("/tin-tuc/sendmail/{{slug}}-{{id}}.html", story), {"status": "error"})
        text = made.fill("<div id='print'><h1>{{title}}</h1>{{body}}<p>Nguồn tin: {{url}}</p></div>", story)
        site.page(
            made.fill("/tin-tuc/print/{{slug}}-{{id}}.html", story),
            f"<html><head><title>{story.title}</title>{lines}</head><body onload='window.print()'>"
            f"{text}</body></html>",
        )
    laws = "".join(
        f"<li><a href='/laws/detail/quyet-dinh-{n}/'>Quyết định số {n}/QĐ-UBND</a></li>"
        for n in range(11, 15)
    )
    made.page("/laws/", "Văn bản", f"<h2>Văn bản</h2><ul>{laws}</ul>")
    for number in range(11, 15):
        name = f"Quyết định số {number}/QĐ-UBND"
        rows = (
            "<tr><td>Cơ quan ban hành</td><td>UBND</td></tr><tr><td>Ngày ban hành</td><td>02/03/2024</td>"
            "</tr>"
        )
        made.page(f"/laws/detail/quyet-dinh-{number}/", name, f"<h1>{name}</h1><table>{rows}</table>")
    made.page("/contact/", "Liên hệ", plain_page("Liên hệ\nĐiện thoại tòa soạn: 0200 000 000."))
    made.page(
        "/about/",
        "Giới thiệu",
        plain_page("Giới thiệu\nTrang tin của thị xã Sông Trà, hoạt động từ năm 2011."),
    )
    made.page("/", "Trang nhất", f"<div class='news_column'>{made.rows(row, made.stories[:7])}</div>")
    return site


def riverbend() -> Feedless:
    """An American broadcaster on Brightspot: a list's next page is the parameter <list id>-page."""
    made = desk(
        "riverbend html en 45 190",
        title="KRVB Riverbend Public Radio",
        address="/{{section}}/{{[%Y-%m-%d]}}/{{slug}}",
        sections=(
            ("local-news", "Local News"),
            ("environment", "Environment"),
            ("arts-culture", "Arts & Culture"),
        ),
        first=700,
        traps=("/donate/start", "/account/signin", "/newsletter/subscribe", "/pixel/pageview"),
        head=OPEN_GRAPH + '\n<meta name="brightspot.contentId" content="0000019a-{{hash}}">\n' + LINKED_DATA,
        article="""<div class="ArtP-mainContent"><div class="ArtP-headline-container"><div
 class="ArtP-breadcrumb"><a
 class="Link" href="/{{section}}">{{sectionname}}</a></div><h1 class="ArtP-headline">{{title}}</h1></div>
<div class="ArtP-byline">KRVB | By {{by}}</div><div class="ArtP-timestamp">Published {{[%B %d, %Y
 at %I:%M %p]}} GMT</div>
<div class="ArtP-articleBody"><div class="RichTextArticleBody RichTextBody">{{body}}</div>
<div class="Enhancement"><a href="/newsletter/subscribe?list=daily">Sign up for our daily newsletter</a>
</div></div>
<div class="ArtP-tags">Tags <a class="Link" href="/tags/infrastructure">Infrastructure</a></div></div>""",
        shell="""<!DOCTYPE html><html class="ArtP" lang="en"><head><meta charset="UTF-8"><title
>{{page}} | KRVB</title>
{{head}}</head><body class="Page-body"><ps-header class="PH"><a aria-label="home page" href="/">KRVB</a>
<nav class="Page-navigation"><ul><li><a class="NavLink" href="/local-news">Local News</a></li>
<li><a class="NavLink" href="/environment">Environment</a></li><li><a class="NavLink" href="/arts-culture"
>Arts &amp;
 Culture</a></li><li><a class="NavLink" href="/podcasts">Podcasts</a></li><li><a class="NavLink"
 href="/people">Staff
</a></li><li><a class="NavLink" href="/donate/start">Donate</a></li></ul></nav></ps-header><main
>{{main}}</main>
<footer class="Page-footer"><a href="/account/signin">Sign in</a> <a href="/privacy">Privacy</a>
<a href="/contest-rules">Contest rules</a></footer></body></html>""",
    )
    site = made.site
    row = """<li class="ListD-items-item"><ps-promo class="PromoB" data-content-type="article"><div
 class="PromoB-media"><a
 aria-label="{{title}}" href="{{url}}"><img src="/dims4/{{hash}}.jpg" alt=""></a></div><div
 class="PromoB-content">
<div class="PromoB-title"><a class="Link" aria-label="{{title}}" href="{{url}}">{{title}}</a></div><div
 class="PromoB-description">{{teaser}}</div><div class="PromoB-byline">{{by}}</div><div
 class="PromoB-timestamp"
 data-timestamp="{{millis}}">{{[%B %d, %Y]}}</div></div></ps-promo></li>"""
    for at, (slug, name) in enumerate(made.sections):
        listed = f"0000018c-2f0{at}-d7e1-a1fe-7f9d3c5b000{at}-page"
        pages = batches(made.of(slug), 5)
        for number, some in enumerate(pages, 1):
            turn = (
                "<div class='ListD-nextPage'><a class='Button' data-ajax-load-more "
                f"href='/{slug}?{listed}={number + 1}' "
                "rel='nofollow'>Load More</a></div>"
                if number < len(pages)
                else ""
            )
            inner = (
                f"<h1 class='PageList-pageHeading'>{name}</h1><ps-list-loadmore class='ListD' "
                "data-list-loadmore>"
                f"<ul class='ListD-items'>{made.rows(row, some)}</ul>{turn}</ps-list-loadmore>"
            )
            made.list(f"/{slug}?{listed}={number}" if number > 1 else f"/{slug}", name, inner)
    made.page(
        "/tags/infrastructure",
        "Infrastructure",
        f"<ul class='ListD-items'>{made.rows(row, made.stories[:5])}</ul>",
    )
    shows = {"river-hour": "The River Hour", "low-tide": "Low Tide"}
    made.page(
        "/podcasts",
        "Podcasts",
        "".join(f"<div class='PromoB-title'><a href='/podcasts/{s}'>{n}</a></div>" for s, n in shows.items()),
    )
    for slug, name in shows.items():
        made.page(
            f"/podcasts/{slug}",
            name,
            f"<h1>{name}</h1><p>Every Friday at noon, an hour of talk about the valley and its people.</p>",
            marked("PodcastSeries", name),
        )
    people = sorted({story.author for story in made.stories})
    made.page(
        "/people",
        "Staff",
        "".join(f"<div><a href='/people/{p.lower().replace(' ', '-')}'>{p}</a></div>" for p in people),
    )
    for person in people:
        made.page(
            f"/people/{person.lower().replace(' ', '-')}",
            person,
            f"<h1 class='ABP-authorName'>{person}</h1><p>{person} joined KRVB in 2019 and reports on the "
            "valley.</p>"
            f"<ul>{made.rows(row, [s for s in made.stories if s.author == person][:4])}</ul>",
        )
    made.page("/privacy", "Privacy", plain_page("Privacy\nWe keep what you give us, and give it to nobody."))
    made.page(
        "/contest-rules",
        "Contest rules",
        plain_page("Contest rules\nNo purchase is needed. One entry a household."),
    )
    made.page("/", "Home", f"<ul class='ListA'>{made.rows(row, made.stories[:8])}</ul>")
    return site


def alwadi() -> Feedless:
    """An Arabic paper on a WordPress block theme: a query loop whose page is ?query-12-page."""
    made = desk(
        "alwadi html ar 42 350",
        title="صحيفة الوادي",
        address="/{{[%Y/%m/%d]}}/{{coded}}/",
        sections=(("local", "محليات"), ("economy", "اقتصاد")),
        first=18020,
        traps=("/wp-login.php", "/wp-comments-post.php", "/wp-admin/admin-ajax.php"),
        robots="User-agent: *\nDisallow: /wp-admin/\nAllow: /wp-admin/admin-ajax.php\n",
        head='<link rel="canonical" href="{{url}}" />\n<link rel="shortlink" href="/?p={{id}}" />\n'
        + LINKED_DATA,
        article="""<main class="wp-block-group is-layout-flow"><h1 class="wp-block-post-title">{{title}}</h1>
<div class="wp-block-group is-layout-flex"><div class="wp-block-post-date"><time datetime="{{iso}}"
>{{[%d/%m/%Y]}}</time>
</div><div class="wp-block-post-author"><p class="wp-block-post-author__name">{{by}}</p></div></div>
<div class="entry-content wp-block-post-content is-layout-constrained">{{body}}</div>
<div class="wp-block-comments"><h3>اترك تعليقا</h3><form action="/wp-comments-post.php" method="post"></form>
<p>يجب أن تكون <a href="/wp-login.php?redirect_to=%2F">مسجل الدخول</a> لنشر تعليق.</p></div></main>""",
        shell="""<!DOCTYPE html><html dir="rtl" lang="ar"><head><meta charset="UTF-8" /><title
>{{page}} &#8211; صحيفة الوادي
</title>{{head}}</head><body class="rtl wp-embed-responsive"><div class="wp-site-blocks"><header
 class="wp-block-template-part"><p class="wp-block-site-title"><a href="/" rel="home">صحيفة الوادي</a></p>
<nav class="wp-block-navigation"><ul><li><a class="wp-block-navigation-item__content" href="/category/local/"
>محليات</a></li><li><a class="wp-block-navigation-item__content" href="/category/economy/">اقتصاد</a></li>
<li><a href="/about/">من نحن</a></li><li><a href="/wp-login.php">دخول</a></li></ul></nav></header>{{main}}
<footer class="wp-block-template-part"><p><a href="/privacy-policy/">سياسة الخصوصية</a></p></footer></div>
</body></html>""",
    )
    site = made.site
    for url in [*site.truth]:  # WordPress answers to escapes in either case
        head, _, rest = url.partition(urlsplit(url).netloc)
        upper = head + urlsplit(url).netloc + "".join(p.upper() if len(p) == 2 else p for p in _escapes(rest))
        site.documents[upper] = site.documents[url]
    row = """<li class="wp-block-post post-{{id}} post type-post status-publish hentry category-{{section}}"
><div
 class="wp-block-group"><h2 class="wp-block-post-title has-large-font-size"><a href="{{url}}" target="_self"
>{{title}}</a>
</h2><div class="wp-block-post-excerpt"><p class="wp-block-post-excerpt__excerpt">{{teaser}}&hellip;</p>
</div><div
 class="wp-block-post-date"><time datetime="{{iso}}"><a href="{{url}}">{{[%d/%m/%Y]}}</a></time></div></div>
</li>"""
    pages = batches(made.stories, 8)
    for at, some in enumerate(pages, 1):
        turn = numbers(
            len(pages),
            at,
            "<a class='page-numbers' href='?query-12-page=§'>§</a> ",
            "<span aria-current='page' class='page-numbers current'>§</span> ",
        )
        if at < len(pages):
            turn += (
                f"<a href='/?query-12-page={at + 1}' class='wp-block-query-pagination-next'>الصفحة "
                "التالية<span "
                "class='wp-block-query-pagination-next-arrow'>→</span></a>"
            )
        inner = (
            f"<main class='wp-block-group'><div class='wp-block-query'><ul class='wp-block-post-template'>"
            f"{made.rows(row, some)}</ul><nav class='wp-block-query-pagination'>{turn}</nav></div></main>"
        )
        made.list(f"/?query-12-page={at}" if at > 1 else "/", "الرئيسية", inner)
    made.page("/?query-12-page=1", "الرئيسية", f"<ul>{made.rows(row, pages[0])}</ul>")
    for slug, name in made.sections:
        made.page(f"/category/{slug}/", name, f"<h1>{name}</h1><ul>{made.rows(row, made.of(slug)[:10])}</ul>")
    made.page("/about/", "من نحن", plain_page("من نحن\nصحيفة الوادي صحيفة محلية مستقلة تأسست عام 2008."))
    made.page("/privacy-policy/", "سياسة الخصوصية", plain_page("سياسة الخصوصية\nلا نجمع إلا ما نحتاج إليه."))
    return site


def _escapes(address: str) -> list[str]:
    """Return an address in parts: the two digits of each escape, and what stands between them."""
    first, *rest = address.split("%")
    return [first, *(part for piece in rest for part in ("%", piece[:2], piece[2:]))]


BUILDERS = (valleserra, rotach, banlao, songtra, riverbend, alwadi)
