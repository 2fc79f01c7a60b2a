"""Feedless sites that are held out, the sixth set: lists in HTML, and lists that are posted for."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from html import escape

from tests.sites.building import Document
from tests.sites.feedless.held_out_fifth_press import Paper, dated, plain, press
from tests.sites.feedless.invention import local, millis, serial, slugged
from tests.sites.feedless.simulated import Asked, Feedless, as_html, as_json, batches
from tests.sites.stories import Story


def sixth(about: str, title: str, menu: Sequence[tuple[str, str]], address: Callable[[Story], str]) -> Paper:
    """Return a paper; `about` is its name, family, language, count, skin, telling, minutes and charset."""
    name, family, language, count, skin, told, minutes, *charset = about.split()
    return press(
        name,
        family,
        language,
        int(count),
        title=title,
        address=address,
        skin=skin,
        told=told,
        menu=menu,
        charset=charset[0] if charset else "utf-8",
        minutes=int(minutes),
    )


def aoshima() -> Feedless:
    """A Japanese island's paper on Movable Type: an archive for each month, which names its neighbours."""

    def folder(story: Story) -> str:
        return f"/{local(story):%Y/%m}/"

    paper = sixth(
        "aoshima html ja 38 divs line 4300",
        "青島日報",
        (("/", "トップ"), ("/archives.html", "過去の記事"), ("/subscribe.html", "購読案内")),
        lambda story: f"{folder(story)}post-{serial(story, 2900)}.html",
    )
    site = paper.site
    months = list(dict.fromkeys(folder(story) for story in site.stories))

    def named(month: str) -> str:
        return f"{month[1:5]}年{int(month[6:8])}月"

    def entry(story: Story) -> str:
        return (
            f"<div class='asset hentry'><h2 class='asset-name entry-title'>{paper.link(story)}</h2>"
            f"<div class='asset-meta'><abbr class='published'>{dated(story)}</abbr></div>"
            f"<div class='asset-content'><p>{escape(story.teaser[:90])}</p></div></div>"
        )

    for at, month in enumerate(months):
        some = [story for story in site.stories if folder(story) == month]
        turn = "<a href='/'>メインページ</a> | <a href='/archives.html'>アーカイブ</a>"
        if at + 1 < len(months):
            turn = f"<a href='{months[at + 1]}'>« {named(months[at + 1])}</a> | {turn}"
        if at:
            turn += f" | <a href='{months[at - 1]}'>{named(months[at - 1])} »</a>"
        inner = f"<h1>{named(month)}アーカイブ</h1><div class='content-nav'>{turn}</div>"
        inner += "".join(entry(story) for story in some)
        paper.page(month, f"{named(month)}アーカイブ", inner, read=True)
    rows = "".join(f"<li class='module-list-item'><a href='{m}'>{named(m)}</a></li>" for m in months)
    inner = f"<h1>過去の記事</h1><h3>月別アーカイブ</h3><ul class='module-list'>{rows}</ul>"
    paper.page("/archives.html", "過去の記事", inner)
    paper.page("/subscribe.html", "購読案内", "<h1>購読案内</h1><p>月極め二千円です。</p>")
    lead = "".join(entry(story) for story in site.stories[:6])
    paper.page(
        "/", paper.name, f"{lead}<div class='content-nav'><a href='/archives.html'>アーカイブ</a></div>"
    )
    return site


def moorfleet() -> Feedless:
    """A German club's and village's news on Contao: a news list's pages are numbered in page_n12."""
    paper = sixth(
        "moorfleet html de 42 wp time 1100",
        "Moorfleeter Bote",
        (("/", "Startseite"), ("/aktuelles.html", "Aktuelles"), ("/termine.html", "Termine")),
        lambda story: f"/aktuelles/{slugged(story)}.html",
    )
    site = paper.site
    pages = batches(site.stories, 9)

    def row(story: Story) -> str:
        href, title = paper.href(story).removeprefix("/"), escape(story.title)
        return (
            f"<div class='layout_latest arc_1 block'><p class='info'><time datetime='"
            f"{local(story).isoformat()}'>{local(story):%d.%m.%Y %H:%M}</time></p><h2><a href='{href}' "
            f"title='Den Artikel lesen: {title}'>{title}</a></h2><div class='ce_text block'><p>"
            f"{escape(story.teaser[:130])}</p></div><p class='more'><a href='{href}' title='Den Artikel "
            f"lesen: {title}'>Weiterlesen … <span class='invisible'>{title}</span></a></p></div>"
        )

    def answer(asked: Asked) -> Document:
        page = asked.number("page_n12", 1)
        if not 1 <= page <= len(pages):
            return Document(b"<html><body><h1>404</h1></body></html>", status=404)
        numbers = "".join(
            f"<li><strong class='active'>{n}</strong></li>"
            if n == page
            else f"<li><a href='aktuelles.html?page_n12={n}' class='link'>{n}</a></li>"
            for n in range(1, len(pages) + 1)
        )
        if page < len(pages):
            numbers += (
                f"<li class='next'><a href='aktuelles.html?page_n12={page + 1}' class='next'>"
                "Vorwärts</a></li>"
                f"<li class='last'><a href='aktuelles.html?page_n12={len(pages)}' class='last'>Ende</a></li>"
            )
        inner = (
            f"<div class='mod_article block'><div class='mod_newslist block'>"
            f"{''.join(row(s) for s in pages[page - 1])}<nav class='pagination block'><p>Seite {page} von "
            f"{len(pages)}</p><ul>{numbers}</ul></nav></div></div>"
        )
        return paper.document("Aktuelles", inner, f"<base href='{site.root}/'>")

    site.route("/aktuelles.html", answer)
    for number in range(1, len(pages) + 1):
        site.read("/aktuelles.html" + (f"?page_n12={number}" if number > 1 else ""))
    days = "".join(f"<li>{n}. Dezember: Übung der Feuerwehr</li>" for n in range(2, 9))
    paper.page("/termine.html", "Termine", f"<h1>Termine</h1><ul>{days}</ul>")
    lead = "".join(f"<div class='layout_short'><h3>{paper.link(s)}</h3></div>" for s in site.stories[:4])
    paper.page("/", paper.name, f"<h1>Willkommen</h1>{lead}<a href='/aktuelles.html'>Alle Meldungen</a>")
    return site


def talnik() -> Feedless:
    """A Russian town's paper on Bitrix in windows-1251: a list's pages are numbered in PAGEN_1."""
    paper = sixth(
        "talnik html ru 40 table line 190 windows-1251",
        "Тальниковский вестник",
        (("/", "Главная"), ("/news/", "Новости"), ("/board/", "Доска объявлений")),
        lambda story: f"/news/detail.php?ELEMENT_ID={serial(story, 18800)}",
    )
    site = paper.site
    pages = batches(site.stories, 10)

    def answer(asked: Asked) -> Document:
        page = asked.number("PAGEN_1", 1)
        page = page if 1 <= page <= len(pages) else 1  # so does Bitrix
        rows = "".join(
            f"<p class='news-item' id='bx_3218110189_{serial(s, 18800)}'><span class='news-date-time'>"
            f"{local(s):%d.%m.%Y}</span> <a href='{paper.href(s)}'><b>{escape(s.title)}</b></a><br>"
            f"{escape(s.teaser[:120])}</p>"
            for s in pages[page - 1]
        )
        numbers = " ".join(
            f"<b>{n}</b>" if n == page else f"<a href='/news/?PAGEN_1={n}'>{n}</a>"
            for n in range(1, len(pages) + 1)
        )
        after = "След. | Конец"
        if page < len(pages):
            after = f"<a href='/news/?PAGEN_1={page + 1}'>След.</a> | <a href='/news/?PAGEN_1=4'>Конец</a>"
        inner = (
            f"<h1>Новости</h1><div class='news-list'>{rows}</div><font class='text'>Новости "
            f"{page * 10 - 9} - {page * 10} из {len(site.stories)}<br></font>"
            f"<font class='text'>Начало | Пред. | {numbers} | {after}</font>"
        )
        return paper.document("Новости", inner)

    site.route("/news/", answer)
    for number in range(1, len(pages) + 1):
        site.read("/news/" + (f"?PAGEN_1={number}" if number > 1 else ""))
    sold = "".join(f"<li>Продам дрова, {n} куб. м, тел. 555-01{n:02}</li>" for n in range(3, 12))
    paper.page("/board/", "Доска объявлений", f"<h1>Доска объявлений</h1><ul>{sold}</ul>")
    lead = "".join(f"<p>{paper.link(s)}</p>" for s in site.stories[:5])
    paper.page("/", paper.name, f"<h1>Сегодня</h1>{lead}<a href='/news/'>Все новости</a>")
    return site


def garam() -> Feedless:
    """A Korean regional paper on the system that most of them buy: articleList and articleView."""
    paper = sixth(
        "garam html ko 45 divs meta 190",
        "가람신문",
        (
            ("/", "홈"),
            ("/news/articleList.html?view_type=sm", "전체기사"),
            ("/news/articleList.html?sc_section_code=S1N1&view_type=sm", "지역"),
            ("/com/jb.html", "제보하기"),
        ),
        lambda story: f"/news/articleView.html?idxno={serial(story, 30912)}",
    )
    site = paper.site

    def answer(asked: Asked) -> Document:
        section = asked.query.get("sc_section_code", "")
        chosen = [s for s in site.stories if not section or s.number % 3 == 0]
        pages = batches(chosen, 15)
        page = asked.number("page", 1)
        some = pages[page - 1] if 1 <= page <= len(pages) else []
        rows = "".join(
            f"<li><h4 class='titles'>{paper.link(s)}</h4><p class='lead line-6x2'><a href='{paper.href(s)}'>"
            f"{escape(s.teaser[:100])}</a></p><span class='byline'><em>지역</em><em>{s.author} 기자</em>"
            f"<em>{local(s):%Y.%m.%d %H:%M}</em></span></li>"
            for s in some
        )
        base = f"/news/articleList.html?page={{}}&amp;total={len(chosen)}"
        base += f"&amp;sc_section_code={section}&amp;view_type=sm"
        numbers = "".join(
            f"<li class='{'active' if n == page else 'page'}'><a href='{base.format(n)}'>{n}</a></li>"
            for n in range(1, len(pages) + 1)
        )
        inner = (
            f"<header class='article-list-head'><h3>전체기사</h3><small>총 {len(chosen)}건</small></header>"
            f"<section id='section-list'><ul class='type2'>{rows}</ul></section>"
            f"<ul class='pagination'>{numbers}</ul>"
        )
        return paper.document("전체기사", inner)

    site.route("/news/articleList.html", answer)
    for number in (1, 2, 3):
        tail = f"?page={number}&total=45&sc_section_code=&view_type=sm" if number > 1 else "?view_type=sm"
        site.read(f"/news/articleList.html{tail}")
    paper.page("/com/jb.html", "제보하기", "<h1>제보하기</h1><p>전화 555-0100으로 알려 주십시오.</p>")
    lead = "".join(f"<div class='item'><strong>{paper.link(s)}</strong></div>" for s in site.stories[:7])
    paper.page("/", paper.name, f"<div class='auto-article'>{lead}</div>")
    return site


def corvaux() -> Feedless:
    """A French weekly, written by hand: a list of issues, and what each issue has inside."""

    def issue(story: Story) -> int:
        return 412 - story.number // 8

    paper = sixth(
        "corvaux html fr 40 table line 1260",
        "L’Écho de Corvaux",
        (("/", "Accueil"), ("/numeros.html", "Tous les numéros"), ("/annonces.html", "Annonces")),
        lambda story: f"/n{issue(story)}/p{story.number % 8 + 2}-{slugged(story)[:34].strip('-')}.htm",
    )
    site = paper.site
    issues = batches(site.stories, 8)
    listed = ""
    for some in issues:
        number = issue(some[0])
        path = f"/n{number}/sommaire.htm"
        parts = "".join(
            f"<p><b>Page {s.number % 8 + 2}</b> <a href='{paper.href(s).rpartition('/')[2]}'>"
            f"{escape(s.title)}</a><br><i>{s.author}</i></p>"
            for s in some
        )
        near = f"<a href='../n{number - 1}/sommaire.htm'>numéro précédent</a>" if number > 408 else ""
        near += f" <a href='../n{number + 1}/sommaire.htm'>numéro suivant</a>" if number < 412 else ""
        inner = f"<h1>N° {number}, {dated(some[0])}</h1><p>Au sommaire</p>{parts}<p>{near}</p>"
        paper.page(path, f"N° {number}", inner, read=True)
        listed += f"<tr><td><a href='{path}'>N° {number}</a></td><td>{dated(some[0])}</td></tr>"
    paper.page("/numeros.html", "Tous les numéros", f"<h1>Tous les numéros</h1><table>{listed}</table>")
    sold = "".join(f"<p>À vendre : vélo, {n}0 euros, téléphone 555 01{n:02}</p>" for n in range(2, 9))
    paper.page("/annonces.html", "Annonces", f"<h1>Annonces</h1>{sold}")
    lead = f"<h2>{paper.link(site.stories[0])}</h2><p>{escape(site.stories[0].teaser)}</p>"
    cover = "<a href='/n412/sommaire.htm'><img src='/n412/une.jpg' alt='Le n° 412'></a>"
    paper.page("/", paper.name, f"{lead}{cover}<p><a href='/numeros.html'>Anciens numéros</a></p>")
    return site


def vilar() -> Feedless:
    """A Portuguese municipality on Liferay: an asset publisher, whose pages have portlet addresses."""
    paper = sixth(
        "vilar html pt 36 divs time 1500",
        "Município de Vilar",
        (("/inicio", "Início"), ("/noticias", "Notícias"), ("/concursos", "Concursos")),
        lambda story: f"/noticias/-/asset_publisher/kWp3Zr/content/{slugged(story)}",
    )
    site = paper.site
    pages = batches(site.stories, 8)
    portlet = "com_liferay_asset_publisher_web_portlet_AssetPublisherPortlet_INSTANCE_kWp3Zr"

    def address(page: int) -> str:
        return (
            f"/noticias?p_p_id={portlet}&p_p_lifecycle=0&p_p_state=normal&p_p_mode=view&"
            f"_{portlet}_delta=8&p_r_p_resetCur=false&_{portlet}_cur={page}"
        )

    def answer(asked: Asked) -> Document:
        page = min(max(asked.number(f"_{portlet}_cur", 1), 1), len(pages))
        rows = "".join(
            f"<div class='asset-abstract default-asset-publisher'><span class='asset-anchor' "
            f"id='{serial(s, 71000)}'></span><h4 class='asset-title'>{paper.link(s)}</h4><div "
            f"class='asset-content'><div class='asset-summary'>{escape(s.teaser[:140])} <a "
            f"href='{paper.href(s)}'>Ler mais <span class='hide-accessible sr-only'>Sobre "
            f"{escape(s.title)}</span>»</a></div></div><span class='metadata-publish-date'>"
            f"{local(s):%d/%m/%y}</span></div>"
            for s in pages[page - 1]
        )
        older = "<li class='page-item disabled'><span class='page-link'>Próxima</span></li>"
        if page < len(pages):
            older = f"<li class='page-item'><a href='{escape(address(page + 1))}'>Próxima</a></li>"
        newer = ""
        if page > 1:
            newer = f"<li class='page-item'><a href='{escape(address(page - 1))}'>Anterior</a></li>"
        inner = (
            f"<section class='portlet' id='portlet_{portlet}'><h2 class='portlet-title-text'>Notícias</h2>"
            f"{rows}<div class='pagination-bar'><p class='pagination-results'>A mostrar {page * 8 - 7} - "
            f"{min(page * 8, 36)} de 36 resultados.</p><ul class='pagination'>{newer}{older}</ul></div>"
            "</section>"
        )
        return paper.document("Notícias", inner)

    site.route("/noticias", answer)
    for number in range(1, len(pages) + 1):
        site.read(address(number) if number > 1 else "/noticias")
    calls = "".join(f"<li>Concurso {n}/2026, obras em escolas</li>" for n in range(11, 19))
    paper.page("/concursos", "Concursos", f"<h1>Concursos</h1><ul>{calls}</ul>")
    lead = "".join(f"<div class='carousel-item'>{paper.link(s)}</div>" for s in site.stories[:3])
    for path in ("/inicio", "/"):
        paper.page(path, paper.name, f"{lead}<a href='/noticias'>Todas as notícias</a>")
    return site


def bihu() -> Feedless:
    """A Taiwanese county on the system of many offices: News.aspx with pages, years of the Republic."""
    paper = sixth(
        "bihu html zh-TW 40 divs line 1200",
        "碧湖縣政府",
        (("/", "首頁"), ("/News.aspx?n=3F2A&sms=9C01", "縣政新聞"), ("/cp.aspx?n=77B0", "服務專線")),
        lambda story: f"/News_Content.aspx?n=3F2A&s={serial(story, 71400)}",
    )
    site = paper.site
    pages = batches(site.stories, 10)

    def answer(asked: Asked) -> Document:
        page = min(max(asked.number("page", 1), 1), len(pages))
        rows = "".join(
            f"<tr><td class='CCMS_jGridView_td_Class_0' data-title='序號'>{s.number + 1}</td><td "
            f"class='CCMS_jGridView_td_Class_1' data-title='標題'><span><a href='"
            f"{escape(paper.href(s)[1:])}' title='{escape(s.title)}'>{escape(s.title)}</a></span></td><td "
            f"class='CCMS_jGridView_td_Class_2' data-title='發布日期'><span>{local(s).year - 1911}-"
            f"{local(s):%m-%d}</span></td></tr>"
            for s in pages[page - 1]
        )
        base = "News.aspx?n=3F2A&amp;sms=9C01&amp;page={}&amp;PageSize=10"
        numbers = "".join(
            f"<li{' class=is-active' if n == page else ''}><a href='{base.format(n)}'>{n}</a></li>"
            for n in range(1, len(pages) + 1)
        )
        inner = (
            f"<div class='group page-content'><h2>縣政新聞</h2><table class='rwd-table'><tr><th>序號</th><th>"
            f"標題</th><th>發布日期</th></tr>{rows}</table><div class='page'><ul>{numbers}</ul><p>共40筆</p>"
            "</div></div>"
        )
        return paper.document("縣政新聞", inner)

    site.route("/News.aspx", answer)
    for number in range(1, len(pages) + 1):
        tail = f"&page={number}&PageSize=10" if number > 1 else ""
        site.read(f"/News.aspx?n=3F2A&sms=9C01{tail}")
    lines = "".join(f"<li>服務專線{n}：555-01{n:02}</li>" for n in range(1, 8))
    paper.page("/cp.aspx?n=77B0", "服務專線", f"<h1>服務專線</h1><ul>{lines}</ul>")
    lead = f"<ul class='list'>{paper.links(site.stories[:5])}</ul>"
    more = "<a href='/News.aspx?n=3F2A&amp;sms=9C01' title='更多縣政新聞'>更多</a>"
    paper.page("/", paper.name, f"<h3>縣政新聞</h3>{lead}{more}")
    return site


def drumlin() -> Feedless:
    """An English valley's paper on ExpressionEngine: further pages by an offset that ends the path."""
    paper = sixth(
        "drumlin html en 44 wp ld 700",
        "Drumlin Valley Record",
        (("/", "Home"), ("/news", "News"), ("/whats-on", "What’s on")),
        lambda story: f"/news/article/{slugged(story)}",
    )
    site = paper.site
    for at in range(0, len(site.stories), 10):
        rows = "".join(
            f"<div class='entry-summary'><h3>{paper.link(s)}</h3><p class='date'>{dated(s)}</p><p>"
            f"{escape(s.teaser[:150])} <a href='{paper.href(s)}'>Read on</a></p></div>"
            for s in site.stories[at : at + 10]
        )
        turn = "".join(
            f" <strong>{n // 10 + 1}</strong>" if n == at else f" <a href='/news/P{n}'>{n // 10 + 1}</a>"
            for n in range(0, len(site.stories), 10)
        )
        if at + 10 < len(site.stories):
            turn += f" <a href='/news/P{at + 10}'>&gt;</a> <a href='/news/P40'>Last &rsaquo;</a>"
        inner = f"<h1>News</h1>{rows}<p class='paginate'>Page {at // 10 + 1} of 5 pages{turn}</p>"
        paper.page(f"/news/P{at}" if at else "/news", "News", inner, read=True)
        if not at:
            paper.page("/news/P0", "News", inner)
    events = "".join(f"<li>{n} December: choir practice, church hall</li>" for n in range(1, 9))
    paper.page("/whats-on", "What’s on", f"<h1>What’s on</h1><ul>{events}</ul>")
    lead = "".join(f"<h2>{paper.link(s)}</h2><p>{escape(s.teaser)}</p>" for s in site.stories[:4])
    paper.page("/", paper.name, f"{lead}<p><a href='/news'>More news</a></p>")
    return site


def marisma() -> Feedless:
    """A Brazilian coast's paper on Rails with Turbo: each part of its list ends in a frame for the next."""
    paper = sixth(
        "marisma cursor pt 40 app meta 190",
        "Folha da Marisma",
        (("/", "Capa"), ("/noticias", "Notícias"), ("/mare", "Tábua da maré")),
        lambda story: f"/noticias/{serial(story, 9900)}-{slugged(story)}",
    )
    site = paper.site
    pages = batches(site.stories, 10)
    script = """class TurboFrame extends HTMLElement{connectedCallback(){if(!this.getAttribute("src"))return;
this.o=new IntersectionObserver(e=>{if(e.some(x=>x.isIntersecting)){this.o.disconnect();this.load()}});
this.o.observe(this)}async load(){const r=await fetch(this.getAttribute("src"),{headers:{
"Turbo-Frame":this.id,Accept:"text/html, application/xhtml+xml"}});
const d=new DOMParser().parseFromString(await r.text(),"text/html");
const f=d.getElementById(this.id);this.removeAttribute("src");this.replaceChildren(...f.childNodes)}}
customElements.define("turbo-frame",TurboFrame);
"""
    site.script("/assets/turbo.min-8e1f.js", script)

    def answer(asked: Asked) -> Document:
        page = min(max(asked.number("page", 1), 1), len(pages))
        rows = "".join(
            f"<article class='card' id='noticia_{serial(s, 9900)}'><h2><a data-turbo-frame='_top' href='"
            f"{paper.href(s)}'>{escape(s.title)}</a></h2><p>{escape(s.teaser[:120])}</p></article>"
            for s in pages[page - 1]
        )
        if page < len(pages):
            rows += (
                f"<turbo-frame id='noticias_{page + 1}' src='/noticias?page={page + 1}' loading='lazy' "
                "style='display:block'><p>Carregando…</p></turbo-frame>"
            )
        frame = f"<turbo-frame id='noticias_{page}' style='display:block'>{rows}</turbo-frame>"
        if asked.header("Turbo-Frame"):
            return as_html(f"<html><head></head><body>{frame}</body></html>")
        head = "<script src='/assets/turbo.min-8e1f.js' type='module'></script>"
        return paper.document("Notícias", f"<h1>Notícias</h1>{frame}", head)

    site.route("/noticias", answer)
    for number in range(1, len(pages) + 1):
        site.read("/noticias" + (f"?page={number}" if number > 1 else ""))
    tides = "".join(f"<li>Preamar {n:02}h{n}0</li>" for n in range(1, 6))
    paper.page("/mare", "Tábua da maré", f"<h1>Tábua da maré</h1><ul>{tides}</ul>")
    lead = "".join(f"<h2>{paper.link(s)}</h2>" for s in site.stories[:3])
    paper.page("/", paper.name, f"{lead}<a href='/noticias'>Mais notícias</a>")
    return site


def doruk() -> Feedless:
    """A Turkish agency, whose archive asks Elasticsearch through its own host: from, size, hits in hits."""
    paper = sixth(
        "doruk post tr 48 divs meta 190",
        "Doruk Ajans",
        (("/", "Manşet"), ("/arsiv", "Tüm haberler"), ("/kunye", "Künye")),
        lambda story: f"/haber/{plain(story)}-{serial(story, 120400)}",
    )
    site = paper.site

    def answer(asked: Asked) -> Document:
        if asked.method != "POST":
            return as_json({"error": "Incorrect HTTP method for uri", "status": 405}, status=405)
        begin, size = max(int(asked.value.get("from", 0)), 0), min(int(asked.value.get("size", 10)), 100)
        hits = [
            {
                "_index": "haberler_v7",
                "_id": str(serial(s, 120400)),
                "_score": None,
                "_source": {
                    "baslik": s.title,
                    "spot": s.teaser[:110],
                    "url": paper.href(s),
                    "yayinTarihi": local(s).isoformat(),
                    "kategori": "Güncel",
                },
                "sort": [millis(s)],
            }
            for s in site.stories[begin : begin + size]
        ]
        total = {"value": 48, "relation": "eq"}
        shards = {"total": 1, "successful": 1, "skipped": 0, "failed": 0}
        found = {"total": total, "max_score": None, "hits": hits}
        return as_json({"took": 3, "timed_out": False, "_shards": shards, "hits": found})

    site.route("/es/haberler/_search", answer)
    script = """$(function () {
  var size = 12, box = document.querySelector("#sonuclar"), bar = document.querySelector("#numaralar");
  function ara(from) {
    $.ajax({ url: "/es/haberler/_search", type: "POST", contentType: "application/json", dataType: "json",
      data: JSON.stringify({ from: from, size: size, sort: [{ yayinTarihi: "desc" }],
        query: { term: { durum: "yayinda" } } }),
      success: function (r) {
        box.innerHTML = r.hits.hits.map(function (h) {
          return '<li><a href="' + h._source.url + '">' + h._source.baslik + "</a><p>" + h._source.spot +
            "</p></li>";
        }).join("");
        bar.innerHTML = "";
        for (var i = 0; i * size < r.hits.total.value; i++) (function (i) {
          var b = document.createElement("a"); b.href = "#"; b.textContent = i + 1;
          b.onclick = function () { ara(i * size); return false; };
          bar.appendChild(b);
        })(i);
      } });
  }
  ara(0);
});
"""
    library = """function $(f){f()}$.ajax=function(o){fetch(o.url,{method:o.type,body:o.data,
headers:{"Content-Type":o.contentType}}).then(function(r){return r.json()}).then(o.success)};
"""
    site.script("/lib/mini.js", library)
    site.script("/js/arsiv.js", script)
    inner = "<h1>Tüm haberler</h1><ul id='sonuclar'></ul><div id='numaralar'></div>"
    foot = "<script src='/lib/mini.js'></script><script src='/js/arsiv.js'></script>"
    paper.page("/arsiv", "Tüm haberler", inner, "", foot)
    for begin in range(0, 48, 12):
        asked = {"from": begin, "size": 12, "sort": [{"yayinTarihi": "desc"}]}
        body = json.dumps(asked | {"query": {"term": {"durum": "yayinda"}}}, separators=(",", ":"))
        site.read("/es/haberler/_search", "POST", body, "application/json")
    paper.page("/kunye", "Künye", "<h1>Künye</h1><p>Doruk Ajans, Liman Caddesi 4.</p>")
    lead = "".join(f"<h3>{paper.link(s)}</h3>" for s in site.stories[:4])
    paper.page("/", paper.name, f"{lead}<a href='/arsiv'>Tüm haberler</a>")
    return site


def hanok() -> Feedless:
    """A Korean county on ASP.NET Web Forms: a page's method is posted to, its answer is in d."""
    paper = sixth(
        "hanok post ko 40 table line 1000",
        "한옥군청 소식",
        (("/", "처음"), ("/Board/News.aspx", "군정소식"), ("/Guide/Map.aspx", "오시는 길")),
        lambda story: f"/Board/NewsView.aspx?seq={serial(story, 15200)}",
    )
    site = paper.site

    def answer(asked: Asked) -> Document:
        if asked.method != "POST" or "json" not in asked.content_type:
            return as_json({"Message": "Invalid web service call.", "StackTrace": ""}, status=500)
        page, size = int(asked.value.get("pageIndex", 0)), int(asked.value.get("pageSize", 0))
        if page < 1 or not 1 <= size <= 50:
            return as_json({"Message": "Invalid web service call.", "StackTrace": ""}, status=500)
        rows = [
            {
                "__type": "County.Web.BoardItem",
                "Seq": serial(s, 15200),
                "Subject": s.title,
                "Summary": s.teaser[:60],
                "Dept": "홍보담당관",
                "RegDate": f"/Date({millis(s)})/",
                "Hit": 900 - s.number,
            }
            for s in site.stories[(page - 1) * size : page * size]
        ]
        return as_json({"d": {"__type": "County.Web.BoardResult", "TotalCount": 40, "Items": rows}})

    site.route("/Board/News.aspx/GetList", answer)
    script = """var pageIndex = 0, pageSize = 10;
function fnMore() {
  pageIndex++;
  var x = new XMLHttpRequest();
  x.open("POST", "News.aspx/GetList", true);
  x.setRequestHeader("Content-Type", "application/json; charset=utf-8");
  x.onload = function () {
    var d = JSON.parse(x.responseText).d, h = "";
    for (var i = 0; i < d.Items.length; i++) {
      h += "<li><a href='NewsView.aspx?seq=" + d.Items[i].Seq + "'>" + d.Items[i].Subject + "</a> " +
        d.Items[i].Dept + "</li>";
    }
    document.getElementById("ulList").insertAdjacentHTML("beforeend", h);
    if (pageIndex * pageSize >= d.TotalCount) document.getElementById("btnMore").style.display = "none";
  };
  x.send(JSON.stringify({ boardId: "NEWS", pageIndex: pageIndex,
    pageSize: pageSize }));
}
fnMore();
"""
    site.script("/Scripts/board.js", script)
    foot = "<script src='/Scripts/board.js'></script>"
    button = "<input type='button' id='btnMore' value='더보기' onclick='fnMore()'>"
    paper.page("/Board/News.aspx", "군정소식", f"<h1>군정소식</h1><ul id='ulList'></ul>{button}", "", foot)
    for number in range(1, 5):
        body = json.dumps({"boardId": "NEWS", "pageIndex": number, "pageSize": 10}, separators=(",", ":"))
        site.read("/Board/News.aspx/GetList", "POST", body, "application/json; charset=utf-8")
    paper.page("/Guide/Map.aspx", "오시는 길", "<h1>오시는 길</h1><p>터미널에서 걸어서 십 분입니다.</p>")
    lead = "".join(f"<p>{paper.link(s)}</p>" for s in site.stories[:3])
    paper.page("/", paper.name, f"{lead}<a href='/Board/News.aspx'>더 많은 소식</a>")
    return site


BUILDERS = (aoshima, moorfleet, talnik, garam, corvaux, vilar, bihu, drumlin, marisma, doruk, hanok)
