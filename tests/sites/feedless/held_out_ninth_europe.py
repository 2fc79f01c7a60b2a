"""The ninth set's lists of HTML: systems that towns, parties and local papers of Europe run."""

from __future__ import annotations

from html import escape

from tests.sites.feedless.held_out_ninth_articles import (
    bitrix_detail,
    drupal_node,
    episerver,
    k2_item,
    newspack,
    typo3_news,
)
from tests.sites.feedless.held_out_ninth_newsroom import Frame, day, iso, menu, newsroom, plain_name, popular
from tests.sites.feedless.invention import local, serial
from tests.sites.feedless.simulated import Feedless, batches


def haverdal() -> Feedless:
    """A Swedish municipality's news on Optimizely (EPiServer), by `?page=`."""
    rooms = [
        ("/om-kommunen/", "Om kommunen"),
        ("/bygga-bo/", "Bygga & bo"),
        ("/bygga-bo/bygglov/ansok-om-bygglov/", "Ansök om bygglov"),
        ("/kontakt/", "Kontakta oss"),
        ("/om-webbplatsen/personuppgifter/", "Behandling av personuppgifter"),
        ("/om-webbplatsen/tillganglighet/", "Tillgänglighetsredogörelse"),
        ("/kalender/", "Kalender"),
        ("/lediga-jobb/", "Lediga jobb"),
    ]
    frame = Frame(
        "Haverdals kommun",
        "<a class='skip-link' href='#main-content'>Till innehåll</a><header class='site-header'><a "
        "class='logo' "
        "href='/'>Haverdals kommun</a><form action='/sok/' role='search'><input name='q' type='search'>"
        "</form>"
        "<nav class='main-nav' aria-label='Huvudmeny'>"
        + menu([("/nyheter/", "Nyheter"), *rooms[:3]], item="main-nav__item")
        + "</nav></header>",
        "<footer class='site-footer'><div class='footer-columns'><div><h2>Kontakt</h2><p>Telefon: 0300-55 "
        "01 00"
        "<br><a href='mailto:kommun@haverdal.example'>kommun@haverdal.example</a></p></div><div>"
        f"<h2>Om webbplatsen</h2>{menu(rooms[3:])}</div></div></footer>"
        "<script src='/Static/js/main.min.js' defer></script>",
        room="<main id='main-content' class='l-main'><article class='standard-page'><h1>{name}</h1>"
        "<div class='main-body'>{text}</div></article></main>",
    )
    site = newsroom(
        "haverdal",
        "html",
        "sv",
        44,
        frame=frame,
        rooms=rooms,
        address=lambda story: f"/nyheter/{local(story):%Y}/{plain_name(story)}/",
        article=episerver,
        traps=("/sok/", "/api/episerver/v3.0/me"),
    )
    site.script("/Static/js/main.min.js", "document.documentElement.classList.add('js');")
    pages = batches(site.stories, 10)
    for at, stories in enumerate(pages, 1):
        items = "".join(
            f"<li class='news-list__item'><a class='news-list__link' href='{site.path(story)}'>"
            f"<h2 class='news-list__heading'>{escape(story.title)}</h2></a><p class='news-list__date'>"
            f"{day(story)}</p><p class='news-list__intro'>{escape(story.paragraphs[0][:140])}…</p></li>"
            for story in stories
        )
        numbers = "".join(
            f"<li><a class='pagination__link' href='/nyheter/{f'?page={one}' if one > 1 else ''}' "
            f"aria-label='Sida {one}'>{one}</a></li>"
            for one in range(1, len(pages) + 1)
        )
        path = "/nyheter/" if at == 1 else f"/nyheter/?page={at}"
        site.page(
            path,
            frame.page(
                site,
                "Nyheter",
                f"<main id='main-content' class='l-main'><h1>Nyheter</h1><ul class='news-list'>{items}</ul>"
                f"<nav "
                f"class='pagination' aria-label='Sidnavigering'><ul>{numbers}</ul></nav></main>",
            ),
        )
        site.read(path)
    cards = "".join(
        f"<a class='puff puff--news' href='{site.path(story)}'><h3>{escape(story.title)}</h3><span>"
        f"{day(story, '{d} {month}')}</span></a>"
        for story in site.stories[:4]
    )
    short = menu(
        [("/bygga-bo/bygglov/ansok-om-bygglov/", "Ansök om bygglov"), ("/lediga-jobb/", "Lediga jobb")]
    )
    site.page(
        "/",
        frame.page(
            site,
            "",
            "<main id='main-content'><div class='hero'><h1>Välkommen till Haverdal</h1></div><section "
            f"class='shortcuts'>{short}</section><section class='news-puffs'><h2>Aktuellt</h2>{cards}"
            "<a class='more' href='/nyheter/'>Alla nyheter</a></section><section class='events'><h2>På "
            "gång</h2>"
            "<a href='/kalender/'><time datetime='2026-12-05'>5 dec</time> Julmarknad på torget</a>"
            "</section></main>",
        ),
    )
    return site


def zandvoorde() -> Feedless:
    """A Dutch local paper on Drupal 10: a view with the full pager, `?page=1` is its second page."""
    rooms = [
        ("/over-ons", "Over ons"),
        ("/colofon", "Colofon"),
        ("/adverteren", "Adverteren"),
        ("/privacyverklaring", "Privacyverklaring"),
        ("/contact", "Contact"),
        ("/user/login", "Inloggen"),
        ("/taxonomy/term/12", "Wonen"),
        ("/taxonomy/term/17", "Verkeer"),
    ]
    frame = Frame(
        "Zandvoordse Bode",
        "<div class='dialog-off-canvas-main-canvas' data-off-canvas-main-canvas><header role='banner'><div "
        "class='region region-header'><div id='block-branding' class='block block-system "
        "block-system-branding-block'><a href='/' rel='home'>Zandvoordse Bode</a></div><nav "
        "role='navigation' "
        "id='block-main-menu' class='block block-menu navigation menu--main'>"
        + menu([("/", "Home"), ("/nieuws", "Nieuws"), *rooms[:1], rooms[4]], kind="menu", item="menu-item")
        + "</nav></div></header>",
        "<footer role='contentinfo'><nav class='block block-menu navigation menu--footer'>"
        + menu(rooms[1:6], kind="menu", item="menu-item")
        + "</nav></footer></div><script type='application/json' data-drupal-selector='drupal-settings-json'>"
        '{"path":{"baseUrl":"\\/","currentLanguage":"nl"},"user":{"uid":0}}</script>',
        head="<meta name='Generator' content='Drupal 10 (https://www.drupal.org)'>",
        body="<body class='path-node page-node-type-article'>",
        room="<main role='main'><article class='node node--type-page node--view-mode-full'><h1 "
        "class='page-title'>{name}</h1><div class='node__content'>{text}</div></article></main>",
    )
    site = newsroom(
        "zandvoorde",
        "html",
        "nl",
        47,
        frame=frame,
        rooms=rooms,
        address=lambda story: f"/nieuws/{plain_name(story)}",
        article=drupal_node,
        traps=("/search/node", "/statistics.php"),
    )

    def row(story: str, title: str, stamp: str, shown: str, teaser: str) -> str:
        return (
            "<div class='views-row'><article role='article' class='node node--type-article node--promoted "
            f"node--view-mode-teaser'><h2><a href='{story}' rel='bookmark'><span class='field "
            f"field--name-title'>{title}</span></a></h2><footer class='node__meta'><time datetime='{stamp}' "
            f"class='datetime'>{shown}</time></footer><div class='node__content'><div class='field "
            f"field--name-body'><p>{teaser}</p></div><ul class='links inline'><li class='node-readmore'>"
            f"<a href='{story}' rel='tag' title='{title}'>Lees verder</a></li></ul></div></article></div>"
        )

    tags = "<div class='item-list'><h3>Onderwerpen</h3>" + menu(rooms[6:]) + "</div>"
    pages = batches(site.stories, 10)
    for at, stories in enumerate(pages):
        rows = "".join(
            row(site.path(one), escape(one.title), iso(one), day(one), escape(one.paragraphs[0]))
            for one in stories
        )
        pager = "".join(
            f"<li class='pager__item{' is-active' if one == at else ''}'><a href='?page={one}' title='Naar "
            f"pagina {one + 1}'><span class='visually-hidden'>Pagina</span>{one + 1}</a></li>"
            for one in range(len(pages))
        )
        if at + 1 < len(pages):
            pager += (
                f"<li class='pager__item pager__item--next'><a href='?page={at + 1}' rel='next'><span "
                "aria-hidden='true'>››</span></a></li><li class='pager__item pager__item--last'>"
                f"<a href='?page={len(pages) - 1}'>Laatste »</a></li>"
            )
        path = f"/nieuws?page={at}" if at else "/nieuws"
        text = frame.page(
            site,
            "Nieuws",
            "<main role='main'><h1 class='page-title'>Nieuws</h1><div class='views-element-container'><div "
            f"class='view view-nieuws view-id-nieuws view-display-id-page_1'><div class='view-content'>{rows}"
            "</div><nav class='pager' role='navigation' aria-labelledby='pagination-heading'><ul class='"
            f"pager__items js-pager__items'>{pager}</ul></nav></div></div><aside>{tags}</aside></main>",
        )
        site.page(path, text)
        if not at:
            site.page("/nieuws?page=0", text)
        site.read(path)
    front = menu([(site.path(story), story.title) for story in site.stories[:6]], item="views-row")
    site.page("/", frame.page(site, "", f"<main><div class='view view-frontpage'>{front}</div>{tags}</main>"))
    return site


def castelfiorito() -> Feedless:
    """An Italian local magazine on Joomla with K2, whose two categories turn by `?start=`."""
    rooms = [
        ("/index.php/chi-siamo", "Chi siamo"),
        ("/index.php/redazione", "La redazione"),
        ("/index.php/contatti", "Contatti"),
        ("/index.php/privacy-policy", "Privacy policy"),
        ("/index.php/cookie-policy", "Cookie policy"),
        ("/index.php/component/users/", "Accedi"),
    ]
    sections = [("/index.php/cronaca", "Cronaca"), ("/index.php/cultura", "Cultura")]
    frame = Frame(
        "Il Corriere di Castelfiorito",
        "<div id='t3-mainnav' class='wrap navbar navbar-default t3-mainnav'><a class='logo' href='/'>Il "
        "Corriere di "
        "Castelfiorito</a><div class='t3-navbar navbar-collapse'>"
        + menu([("/", "Home"), *sections, *rooms[:1]], kind="nav navbar-nav", item="item-101")
        + "</div></div><div class='banneritem'><a href='http://pub.castelfiorito.example/click/31'>"
        "Pubblicità</a></div>",
        "<footer id='t3-footer'>"
        + menu(rooms[1:], kind="nav")
        + "<div class='moduletable'><h3>Newsletter</h3><form class='acymailing_module'><input name='email'>"
        "</form>"
        "</div><small>Copyright &copy; 2026 Il Corriere di Castelfiorito.</small></footer>",
        head="<meta name='generator' content='Joomla! - Open Source Content Management'>",
        tail=" - ",
        room="<div class='item-page'><div class='page-header'><h1>{name}</h1></div>{text}</div>",
    )
    site = newsroom(
        "castelfiorito",
        "html",
        "it",
        42,
        frame=frame,
        rooms=rooms,
        address=lambda story: (
            f"{sections[story.number % 2][0]}/item/{serial(story, 3120)}-{plain_name(story)}"
        ),
        article=k2_item,
        traps=("/index.php/component/search/",),
    )
    site.page(
        "http://pub.castelfiorito.example/click/31", "<html><body><h1>Sconti di Natale</h1></body></html>"
    )
    for path, name in sections:
        own = [story for story in site.stories if site.path(story).startswith(path)]
        pages = batches(own, 8)
        for at, stories in enumerate(pages):
            items = "".join(
                "<div class='itemContainer itemContainerLast'><div class='catItemView groupLeading'><div "
                "class='"
                f"catItemHeader'><span class='catItemDateCreated'>{day(one)}</span><h3 class='catItemTitle'>"
                f"<a href='{site.path(one)}'>{escape(one.title)}</a></h3></div><div class='catItemBody'><div "
                f"class='catItemIntroText'><p>{escape(one.paragraphs[0])}</p></div></div><div class='"
                f"catItemReadMore'><a class='k2ReadMore' href='{site.path(one)}'>Leggi tutto...</a></div>"
                f"</div></div>"
                for one in stories
            )
            pager = "".join(
                f"<li><a class='pagenav' href='{path}{f'?start={8 * one}' if one else ''}'>{one + 1}</a></li>"
                if one != at
                else f"<li class='active'><a>{one + 1}</a></li>"
                for one in range(len(pages))
            )
            url = f"{path}?start={8 * at}" if at else path
            site.page(
                url,
                frame.page(
                    site,
                    name,
                    f"<div id='k2Container' class='itemListView'><h1 class='componentheading'>{name}</h1>"
                    f"<div "
                    f"class='itemList'><div id='itemListLeading'>{items}</div></div><div "
                    f"class='k2Pagination'><ul "
                    f"class='pagination'>{pager}</ul><p class='counter'>Pagina {at + 1} di "
                    f"{len(pages)}</p></div></div>",
                ),
            )
            site.read(url)
    latest = "".join(
        f"<li class='even'><a class='moduleItemTitle' href='{site.path(one)}'>{escape(one.title)}</a><span "
        f"class='moduleItemDateCreated'>{day(one)}</span></li>"
        for one in site.stories[:6]
    )
    site.page(
        "/", frame.page(site, "", f"<div class='k2ItemsBlock'><h3>Ultime notizie</h3><ul>{latest}</ul></div>")
    )
    return site


def lindenquell() -> Feedless:
    """A German district paper on TYPO3 with the extension news, whose pager has a checksum in its links."""
    rooms = [
        ("/impressum/", "Impressum"),
        ("/datenschutz/", "Datenschutz"),
        ("/kontakt/", "Kontakt"),
        ("/mediadaten/", "Mediadaten"),
        ("/service/abfallkalender/", "Abfallkalender"),
        ("/service/stellenangebote/", "Stellenangebote"),
    ]
    frame = Frame(
        "Lindenqueller Anzeiger",
        "<div id='page'><header id='header'><a href='/' title='Startseite'><img src='/fileadmin/logo.png' "
        "alt='"
        "Lindenqueller Anzeiger'></a><nav id='mainnavigation'>"
        + menu(
            [("/aktuelles/", "Aktuelles"), rooms[4], rooms[5], rooms[2]], kind="navbar-nav", item="nav-item"
        )
        + "</nav></header>",
        "<footer>"
        + menu(rooms[:4], kind="footer-nav")
        + "</footer><div class='cookie-consent' hidden><p>Wir verwenden Cookies.</p></div></div>",
        head="<meta name='generator' content='TYPO3 CMS'>\n<link rel='stylesheet' "
        "href='/typo3temp/assets/a1.css'>",
        tail=": ",
        room="<div id='content'><div class='frame frame-default frame-type-text'><header><h1>{name}</h1>"
        "</header>"
        "{text}</div></div>",
    )
    site = newsroom(
        "lindenquell",
        "html",
        "de",
        45,
        frame=frame,
        rooms=rooms,
        address=lambda story: f"/aktuelles/artikel/{plain_name(story).replace('--', '-')}/",
        article=typo3_news,
        traps=("/suche/",),
    )
    pages = batches(site.stories, 9)

    def link(page: int) -> str:
        checks = ("4d0f3a91c27be5", "9b1c77e02fa3d8", "e15a04bb6c9d21", "70c2d9f3814ea6", "b83e6f1d25a907")
        if page == 1:
            return "/aktuelles/"
        return (
            "/aktuelles/?tx_news_pi1%5Baction%5D=list&tx_news_pi1%5Bcontroller%5D=News&tx_news_pi1%5Bcurren"
            "tPage"
            f"%5D={page}&cHash={checks[page - 1]}"
        )

    for at, stories in enumerate(pages, 1):
        items = "".join(
            "<div class='article articletype-0 topnews' itemscope='itemscope' "
            "itemtype='http://schema.org/Article'>"
            f"<div class='header'><h3><a title='{escape(one.title)}' href='{site.path(one)}'><span "
            f"itemprop='headline'>{escape(one.title)}</span></a></h3></div><div class='teaser-text'><div "
            f"itemprop='description'><p>{escape(one.paragraphs[0])}</p></div><a class='more' title='"
            f"{escape(one.title)}' href='{site.path(one)}'>Weiterlesen</a></div><div class='footer'><p><span "
            f"class='news-list-date'><time itemprop='datePublished' datetime='{local(one):%Y-%m-%d}'>"
            f"{local(one):%d.%m.%Y}</time></span></p></div></div>"
            for one in stories
        )
        numbers = "".join(
            f"<li class='current'>{one}</li>"
            if one == at
            else f"<li><a href='{escape(link(one))}'>{one}</a></li>"
            for one in range(1, len(pages) + 1)
        )
        after = (
            f"<li class='next'><a href='{escape(link(at + 1))}'>Nächste</a></li>" if at < len(pages) else ""
        )
        site.page(
            link(at),
            frame.page(
                site,
                "Aktuelles",
                "<div id='content'><h1>Aktuelles</h1><div class='frame frame-type-news_pi1'><div "
                "class='news'><div "
                f"class='news-list-view' id='news-container-27'>{items}<div class='page-navigation'><p>"
                f"Seite {at} von "
                f"{len(pages)}.</p><ul class='f3-widget-paginator'>{numbers}{after}</ul></div></div></div>"
                f"</div></div>",
            ),
        )
        site.read(link(at))
    latest = menu(
        [(site.path(story), story.title) for story in site.stories[:5]], kind="news-latest-container"
    )
    site.page(
        "/",
        frame.page(
            site,
            "",
            f"<div id='content'><h2>Neueste Meldungen</h2>{latest}<p><a href='/aktuelles/'>Alle "
            f"Meldungen</a></p>"
            "<div class='anzeige'><span>Anzeige</span><a href='/mediadaten/'>Hier werben</a></div></div>",
        ),
    )
    return site


def lukovo() -> Feedless:
    """A Russian district paper on 1C-Bitrix: news.list, and modern navigation by `PAGEN_1`."""
    rooms = [
        ("/about/", "О газете"),
        ("/about/vacancies/", "Вакансии"),
        ("/contacts/", "Контакты"),
        ("/reklama/", "Рекламодателям"),
        ("/policy/", "Политика обработки персональных данных"),
        ("/auth/", "Вход"),
    ]
    frame = Frame(
        "Луковские вести",
        "<div id='panel'></div><div id='page-wrapper'><div id='header'><a href='/' id='company-logo'>"
        "Луковские вести</a>"
        "<div id='search'><form action='/search/index.php'><input name='q' size='15'></form></div>"
        + menu([("/news/", "Новости"), *rooms[:4]], kind="left-menu")
        + "</div>",
        "<div id='footer'>"
        + menu(rooms[2:], kind="bottom-menu")
        + "<p>© Луковские вести, 2003–2026. 16+</p></div></div>"
        "<script>var _ba=_ba||[];(function(){var i=new Image();i.src='/bitrix/spread.gif'})();</script>",
        head="<script>if(!window.BX)window.BX={};BX.message={'LANGUAGE_ID':'ru'};</script>",
        room="<div class='workarea'><h1 id='pagetitle'>{name}</h1>{text}</div>",
    )
    site = newsroom(
        "lukovo",
        "html",
        "ru",
        48,
        frame=frame,
        rooms=rooms,
        charset="windows-1251",
        address=lambda story: f"/news/{serial(story, 18230)}/",
        article=bitrix_detail,
        traps=("/search/index.php", "/bitrix/tools/composite_data.php"),
    )
    pages = batches(site.stories, 12)
    for at, stories in enumerate(pages, 1):
        items = "".join(
            f"<p class='news-item' id='bx_3218110189_{serial(one, 18230)}'><span class='news-date-time'>"
            f"{local(one):%d.%m.%Y}</span> <a href='{site.path(one)}'><b>{escape(one.title)}</b></a><br>"
            f"{escape(one.paragraphs[0])}</p>"
            for one in stories
        )
        numbers = "".join(
            f"<span class='modern-page-current'>{one}</span>"
            if one == at
            else f"<a href='/news/?PAGEN_1={one}'>{one}</a>"
            for one in range(1, len(pages) + 1)
        )
        if at < len(pages):
            numbers += f"<a class='modern-page-next' href='/news/?PAGEN_1={at + 1}'>След.</a>"
        path = "/news/" if at == 1 else f"/news/?PAGEN_1={at}"
        text = frame.page(
            site,
            "Новости",
            f"<div class='workarea'><h1 id='pagetitle'>Новости</h1><div class='news-list'>{items}<div class='"
            f"modern-page-navigation'><span class='modern-page-title'>Страницы:</span>{numbers}</div>"
            f"</div></div>",
        )
        site.page(path, text)
        if at == 1:
            site.page("/news/?PAGEN_1=1", text)
        site.read(path)
    front = "".join(
        f"<div class='news-item'><small>{local(one):%d.%m.%Y %H:%M}</small><br><a href='{site.path(one)}'>"
        f"{escape(one.title)}</a></div>"
        for one in site.stories[:5]
    )
    site.page(
        "/",
        frame.page(
            site, "", f"<div class='workarea'><h1>Главное</h1><div class='news-list'>{front}</div></div>"
        ),
    )
    return site


def campoverde() -> Feedless:
    """A Brazilian local paper on WordPress with Newspack's theme and blocks; its sections are archives."""
    rooms = [
        ("/quem-somos/", "Quem somos"),
        ("/anuncie/", "Anuncie"),
        ("/expediente/", "Expediente"),
        ("/politica-de-privacidade/", "Política de privacidade"),
        ("/fale-conosco/", "Fale conosco"),
        ("/tag/obras/", "obras"),
        ("/author/redacao/", "Redação"),
    ]
    sections = [
        ("/category/cidade/", "Cidade"),
        ("/category/esporte/", "Esporte"),
        ("/category/cultura/", "Cultura"),
    ]
    frame = Frame(
        "Jornal de Campo Verde",
        "<div id='page' class='site'><a class='skip-link screen-reader-text' href='#content'>Pular</a>"
        "<header "
        "id='masthead' class='site-header'><p class='site-title'><a href='/' rel='home'>Jornal de Campo "
        "Verde</a></p>"
        "<nav id='site-navigation' class='main-navigation'>"
        + menu([*sections, *rooms[:2]], kind="main-menu", item="menu-item menu-item-type-taxonomy")
        + "</nav></header>",
        "<footer id='colophon' class='site-footer'><aside class='widget-area footer-widgets'><section "
        "class='widget "
        "widget_newsletter'><h2>Receba no e-mail</h2><form method='post' action='/wp-admin/admin-post.php'>"
        "<input "
        f"type='email' name='npe'></form></section></aside>{menu(rooms[2:5], kind='footer-menu')}</footer>"
        f"</div>",
        head="<link rel='stylesheet' href='/wp-content/themes/newspack-theme/style.css'>",
        body="<body class='wp-embed-responsive hfeed'>",
        tail=" - ",
        room="<main id='main' class='site-main'><article class='page type-page hentry'><h1 "
        "class='entry-title'>{name}"
        "</h1><div class='entry-content'>{text}</div></article></main>",
    )
    site = newsroom(
        "campoverde",
        "html",
        "pt",
        45,
        frame=frame,
        rooms=rooms,
        address=lambda story: f"/{local(story):%Y/%m/%d}/{plain_name(story)}/",
        article=newspack,
        traps=("/wp-login.php", "/wp-admin/admin-post.php"),
    )

    def entry(path: str, title: str, stamp: str, shown: str, teaser: str) -> str:
        return (
            "<article class='post type-post status-publish hentry'><div class='entry-container'><header "
            "class='"
            f"entry-header'><h2 class='entry-title'><a href='{path}' rel='bookmark'>{title}</a></h2>"
            f"</header><div "
            "class='entry-meta'><span class='byline'>por <a class='url fn n' href='/author/redacao/'>"
            "Redação</a>"
            f"</span> <span class='posted-on'><time class='entry-date published' datetime='{stamp}'>"
            f"{shown}</time>"
            f"</span></div><div class='entry-content'><p>{teaser}</p></div></div></article>"
        )

    for place, (path, name) in enumerate(sections):
        pages = batches([story for story in site.stories if story.number % 3 == place], 6)
        for at, stories in enumerate(pages, 1):
            items = "".join(
                entry(
                    site.url(one),
                    escape(one.title),
                    iso(one),
                    day(one, "{d} de {month} de {y}"),
                    escape(one.paragraphs[0][:160]) + " […]",
                )
                for one in stories
            )
            numbers = "".join(
                f"<span aria-current='page' class='page-numbers current'>{one}</span>"
                if one == at
                else f"<a class='page-numbers' href='{path}{f'page/{one}/' if one > 1 else ''}'>{one}</a>"
                for one in range(1, len(pages) + 1)
            )
            url = path if at == 1 else f"{path}page/{at}/"
            site.page(
                url,
                frame.page(
                    site,
                    f"Arquivos {name}",
                    f"<section id='primary' class='content-area'><header class='page-header'><h1 "
                    f"class='page-title'>"
                    f"{name}</h1></header><main id='main' class='site-main'>{items}<nav class='navigation "
                    f"pagination'>"
                    f"<div class='nav-links'>{numbers}</div></nav></main></section>",
                ),
            )
            site.read(url)
    blocks = "".join(
        f"<article data-post-id='{serial(one, 9100)}'><div class='entry-wrapper'><h3 class='entry-title'>"
        f"<a href='"
        f"{site.url(one)}'>{escape(one.title)}</a></h3></div></article>"
        for one in site.stories[:7]
    )
    top = menu(popular(site), kind="widget-popular")
    site.page(
        "/",
        frame.page(
            site,
            "",
            f"<main id='main'><div class='wp-block-newspack-blocks-homepage-articles wpnbha'>{blocks}</div>"
            f"<aside><h2>Mais lidas</h2>{top}<p>Tags: <a href='/tag/obras/'>obras</a></p></aside></main>",
        ),
    )
    return site


BUILDERS = (haverdal, zandvoorde, castelfiorito, lindenquell, lukovo, campoverde)
