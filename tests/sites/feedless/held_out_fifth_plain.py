"""Feedless sites that are held out, the fifth set: more lists in plain HTML, scored and not read."""

from __future__ import annotations

from html import escape
from itertools import groupby
from urllib.parse import quote

from tests.sites.building import Document
from tests.sites.feedless.held_out_fifth_press import dated, plain, press, spread
from tests.sites.feedless.invention import local, serial, slugged
from tests.sites.feedless.simulated import Asked, Feedless, batch, batches
from tests.sites.stories import Story


def cinar() -> Feedless:
    """A Turkish town's news site: headlines that slide, and four sections of cards, of two pages each."""
    menu = (("/gundem/", "Gündem"), ("/spor/", "Spor"), ("/ekonomi/", "Ekonomi"), ("/yasam/", "Yaşam"))
    paper = press(
        "cinar",
        "html",
        "tr",
        52,
        title="Çınarköy Haber",
        skin="wp",
        told="ld",
        menu=menu,
        address=lambda story: f"{menu[story.number % 4][0]}{plain(story)}-h{serial(story, 45120)}.html",
    )
    for base, own in spread(paper.site.stories, [path for path, _name in menu]).items():
        for number, some in enumerate(batches(own, 7), 1):
            cards = "".join(
                f"<div class='col-6'><a class='card' href='{paper.href(s)}' "
                f"title='{escape(s.title, quote=True)}'><img "
                f"class='lazy' data-src='/d/news/{s.number}.jpg' alt=''><span "
                f"class='cat'>{dict(menu)[base]}</span>"
                f"<h3>{escape(s.title)}</h3><p>{escape(s.teaser[:100])}</p></a></div>"
                for s in some
            )
            turn = "".join(f"<a href='{base}{f'{n}/' if n > 1 else ''}'>{n}</a>" for n in (1, 2))
            inner = (
                f"<h1>{dict(menu)[base]} Haberleri</h1><div class='row'>{cards}</div><div "
                f"class='pagination'>{turn}</div>"
            )
            paper.page(base if number == 1 else f"{base}{number}/", dict(menu)[base], inner, read=True)
    slides = "".join(
        f"<div class='swiper-slide'><a href='{paper.href(s)}'><img src='/d/manset/{s.number}.jpg' "
        f"alt='{escape(s.title, quote=True)}'></a></div>"
        for s in paper.site.stories[:8]
    )
    last = "".join(f"<li><em>{local(s):%H:%M}</em> {paper.link(s)}</li>" for s in paper.site.stories[8:16])
    paper.page(
        "/", paper.name, f"<div class='manset swiper'>{slides}</div><h4>Son dakika</h4><ul>{last}</ul>"
    )
    return paper.site


def neelganj() -> Feedless:
    """A Hindi town's paper on Blogger: seven posts, older ones by date, an archive of months."""
    paper = press(
        "neelganj",
        "html",
        "hi",
        36,
        title="नीलगंज समाचार",
        skin="divs",
        told="time",
        minutes=2300,
        menu=(("/", "मुखपृष्ठ"), ("/p/blog-page.html", "विज्ञापन दर")),
        address=lambda story: f"/{local(story):%Y/%m}/blog-post_{serial(story, 700)}.html",
    )
    stories = paper.site.stories
    months = [(month, [*own]) for month, own in groupby(stories, lambda story: f"{local(story):/%Y/%m/}")]
    widget = "".join(
        f"<li class='archivedate'><a class='post-count-link' href='{month}'>{month[1:-1]}</a> "
        f"<span class='post-count'>({len(own)})</span></li>"
        for month, own in months
    )

    def blog(some: list[Story] | tuple[Story, ...], after: str) -> str:
        posts = "".join(
            f"<div class='date-outer'><h2 class='date-header'><span>{dated(s)}</span></h2><div class='post "
            "hentry'><h3 "
            f"class='post-title entry-title'><a href='{paper.site.url(s)}'>{s.title}</a></h3><div "
            "class='post-body'>"
            f"{s.teaser}<div class='jump-link'><a href='{paper.site.url(s)}#more'>और पढ़ें "
            "»</a></div></div></div></div>"
            for s in some
        )
        older = f"<a class='blog-pager-older-link' href='{escape(after)}'>पुराने पोस्ट</a>" if after else ""
        return (
            f"<div class='blog-posts hfeed'>{posts}</div><div class='blog-pager'>{older}<a class='home-link' "
            "href='/'>"
            f"मुखपृष्ठ</a></div><div class='widget BlogArchive'><ul>{widget}</ul></div>"
        )

    def older(at: int) -> str:
        if at >= len(stories):
            return ""
        before = quote(local(stories[at - 1]).isoformat(), safe="")
        return f"{paper.site.root}/search?updated-max={before}&max-results=7"

    def search(asked: Asked) -> Document:
        before = asked.query.get("updated-max", "")
        at = next(
            (n for n, s in enumerate(stories) if before and local(s).isoformat() < before), len(stories)
        )
        return paper.document(paper.name, blog([*batch(stories[at:], 0, 7)], older(at + 7)))

    paper.site.route("/search", search)
    paper.page("/", paper.name, blog([*stories[:7]], older(7)), read=True)
    for month, own in months:
        paper.page(month, paper.name, blog(own, ""), read=True)
    paper.page("/p/blog-page.html", "विज्ञापन दर", f"<h1>विज्ञापन दर</h1><p>{paper.label(12)}।</p>")
    return paper.site


def songmai() -> Feedless:
    """A Vietnamese daily: sections whose further pages end in -p2, numbers at the end of slugs."""
    menu = (("/thoi-su", "Thời sự"), ("/kinh-te", "Kinh tế"), ("/giao-duc", "Giáo dục"))
    paper = press(
        "songmai",
        "html",
        "vi",
        57,
        title="Báo Sông Mai",
        skin="app",
        told="meta",
        menu=menu,
        address=lambda story: f"/{plain(story)}-{serial(story, 4681234)}.html",
    )
    lead = ""
    for base, own in spread(paper.site.stories, [path for path, _name in menu]).items():
        pages, name = batches(own, 8), dict(menu)[base]
        for number, some in enumerate(pages, 1):
            items = "".join(
                "<article class='item-news'><div class='thumb-art'><a class='thumb' "
                f"href='{paper.site.url(s)}'><picture>"
                "<img src='data:image/gif;base64,R0lGOD' "
                f"data-src='/i/{s.number}.jpg'></picture></a></div><h3 "
                f"class='title-news'><a href='{paper.site.url(s)}' "
                f"title='{escape(s.title, quote=True)}'>{s.title}</a></h3>"
                f"<p class='description'><a href='{paper.site.url(s)}'>{s.teaser[:110]}</a></p></article>"
                for s in some
            )
            turn = "".join(
                f"<a class='btn-page' href='{base}{f'-p{n}' if n > 1 else ''}'>{n}</a>"
                for n in range(1, len(pages) + 1)
            )
            if number < len(pages):
                turn += f"<a class='btn-page next-page' href='{base}-p{number + 1}'>Trang sau</a>"
            inner = (
                f"<h1>{name}</h1><div class='list-news-subfolder'>{items}</div><div "
                f"class='button-page'>{turn}</div>"
            )
            paper.page(base if number == 1 else f"{base}-p{number}", name, inner, read=True)
        lead += (
            "<section class='box-category'><h2><a "
            f"href='{base}'>{name}</a></h2><ul>{paper.links(own[:3])}</ul></section>"
        )
    paper.page("/", paper.name, lead)
    return paper.site


def quad() -> Feedless:
    """A student paper, written by hand: the front page has ten, the archive has a page for each month."""
    paper = press(
        "quad",
        "html",
        "en",
        42,
        title="The Quad",
        skin="table",
        told="line",
        minutes=2700,
        menu=(("/archive/", "Archive"), ("/staff/", "Staff"), ("/crossword/", "Crossword")),
        address=lambda story: (
            f"/{('news', 'opinion', 'arts')[story.number % 3]}"
            f"/{local(story):%Y/%b/%d}/{slugged(story)}/".lower()
        ),
    )
    stories = paper.site.stories
    months = [(month, [*own]) for month, own in groupby(stories, lambda s: f"{local(s):%B %Y}")]
    index = ""
    for month, own in months:
        path = f"/archive/{local(own[0]):%Y/%B/}".lower()
        rows = "".join(
            f"<tr><td>{local(s):%d}</td><td>{paper.link(s)}</td><td><a "
            f"href='/author/a1/'>{s.author}</a></td></tr>"
            for s in own
        )
        paper.page(
            path,
            month,
            f"<h2>{month}</h2><table class='issue'>{rows}</table><a href='/archive/'>Back</a>",
            read=True,
        )
        index += f"<li><a href='{path}'>{month}</a> ({len(own)} stories)</li>"
    paper.page("/archive/", "Archive", f"<h2>Archive</h2><ul>{index}</ul>")
    paper.page(
        "/staff/",
        "Staff",
        "<h2>Staff</h2><ul><li>Editor in chief</li><li>News desk</li><li>Photo desk</li></ul>",
    )
    paper.page("/crossword/", "Crossword", "<h2>Crossword</h2><p>1 across: river bank (5)</p>")
    lead = "".join(
        f"<h3>{paper.link(s)}</h3><p>{escape(s.teaser[:140])}... by {s.author}</p>" for s in stories[:10]
    )
    paper.page("/", paper.name, lead)
    return paper.site


def oriane() -> Feedless:
    """A French town on SPIP: everything is spip.php, further pages by debut_articles."""
    menu = (("/spip.php?rubrique2", "Actualités"), ("/spip.php?rubrique5", "Communiqués"))
    paper = press(
        "oriane",
        "html",
        "fr",
        46,
        title="Sainte-Oriane info",
        skin="wp",
        told="line",
        menu=menu,
        minutes=800,
        address=lambda story: f"/spip.php?article{serial(story, 1460)}",
    )

    def items(some: list[Story] | tuple[Story, ...]) -> str:
        return "".join(
            f"<li class='item hentry clearfix'><h3><a href='{paper.href(s)[1:]}' "
            f"rel='bookmark'>{escape(s.title)}</a></h3>"
            "<p class='publication'><time pubdate "
            f"datetime='{local(s):%Y-%m-%d %H:%M:%S}'>{dated(s)}</time>, par "
            f"{s.author}</p><div class='introduction'>{escape(s.teaser[:150])} (…)</div></li>"
            for s in some
        )

    for base, own in spread(paper.site.stories, [path for path, _name in menu]).items():
        pages, name = batches(own, 8), dict(menu)[base]
        for at, some in enumerate(pages):
            turn = "<span class='sep'>|</span>".join(
                f"<strong class='on'>{n * 8}</strong>"
                if n == at
                else f"<a href='{escape(base[1:])}&amp;debut_articles={n * 8}#pagination_articles' "
                "class='lien_pagination' "
                f"rel='nofollow'>{n * 8}</a>"
                for n in range(len(pages))
            )
            inner = (
                f"<h1>{name}</h1><a id='pagination_articles'></a><ul "
                f"class='liste-items'>{items([*some])}</ul>"
            )
            path = f"{base}&debut_articles={at * 8}" if at else base
            paper.page(path, name, f"{inner}<p class='pagination'>{turn}</p>", read=True)
        paper.page(f"{base}&debut_articles=0", name, f"<h1>{name}</h1><ul>{items([*pages[0]])}</ul>")
    paper.page(
        "/", paper.name, f"<div class='liste articles'><ul>{items([*paper.site.stories[:5]])}</ul></div>"
    )
    return paper.site


def portonovo() -> Feedless:
    """A Brazilian port authority on Plone: a folder's listing, further parts by b_start."""
    menu = (("/pt-br/noticias", "Notícias"), ("/pt-br/acesso-a-informacao", "Acesso à informação"))
    paper = press(
        "portonovo",
        "html",
        "pt",
        44,
        title="Autoridade Portuária de Porto Novo",
        skin="app",
        told="time",
        menu=menu,
        address=lambda story: f"/pt-br/noticias/{slugged(story)}",
        minutes=1300,
    )
    pages = batches(paper.site.stories, 12)
    for at, some in enumerate(pages):
        items = "".join(
            f"<article class='entry'><header><span class='summary'><a class='summary url' title='News Item' "
            f"href='{paper.site.url(s)}'>{escape(s.title)}</a></span><div class='documentByLine'>por <a "
            "href='/author/a0/'>"
            f"{s.author}</a> publicado {local(s):%d/%m/%Y %Hh%M}</div></header><p class='description'>"
            f"{escape(s.teaser[:120])}</p></article>"
            for s in some
        )
        turn = "".join(
            f"<li class='active'><span>{n + 1}</span></li>"
            if n == at
            else f"<li><a href='{paper.site.root}{menu[0][0]}?b_start:int={n * 12}'>{n + 1}</a></li>"
            for n in range(len(pages))
        )
        if at + 1 < len(pages):
            turn += (
                "<li class='next'><a "
                f"href='{paper.site.root}{menu[0][0]}?b_start:int={at * 12 + 12}'>Próximo</a></li>"
            )
        inner = (
            f"<h1>Notícias</h1><div id='content-core'>{items}<nav "
            f"class='pagination'><ul>{turn}</ul></nav></div>"
        )
        path = f"{menu[0][0]}?b_start:int={at * 12}" if at else menu[0][0]
        paper.page(path, "Notícias", inner, read=True)
        if not at:
            paper.page(f"{menu[0][0]}?b_start:int=0", "Notícias", inner)
    paper.page(
        menu[1][0], menu[1][1], "<h1>Acesso à informação</h1><ul><li>Licitações</li><li>Servidores</li></ul>"
    )
    tiles = "".join(
        f"<div class='tile-default'><h2>{paper.link(s)}</h2></div>" for s in paper.site.stories[:4]
    )
    paper.page("/", paper.name, f"<div class='row'>{tiles}</div><a href='{menu[0][0]}'>Todas as notícias</a>")
    return paper.site


def lontar() -> Feedless:
    """An Indonesian district on Joomla: a category as a blog, with a leading story and a start."""
    menu = (("/index.php/berita", "Berita"), ("/index.php/profil", "Profil"))
    paper = press(
        "lontar",
        "html",
        "id",
        40,
        title="Kabupaten Kampung Lontar",
        skin="divs",
        told="time",
        menu=menu,
        address=lambda story: f"/index.php/berita/{serial(story, 1204)}-{slugged(story)}",
        minutes=1000,
    )
    pages = batches(paper.site.stories, 8)
    for at, some in enumerate(pages):
        items = "".join(
            f"<div class='{'leading-0' if n == 0 else f'item column-{n % 2 + 1}'}' itemprop='blogPost'><h2 "
            "itemprop='name'>"
            f"<a href='{paper.href(s)}' itemprop='url'>{escape(s.title)}</a></h2><ul class='actions'><li><a "
            "rel='nofollow' "
            f"href='{paper.href(s)}?tmpl=component&amp;print=1'>Cetak</a></li></ul><dl "
            "class='article-info'><dd "
            f"class='published'>Diterbitkan: {dated(s)}</dd><dd class='hits'>Dilihat: "
            f"{s.number * 7}</dd></dl><p>"
            f"{escape(s.teaser[:120])}</p><p class='readmore'><a class='btn' "
            f"href='{paper.href(s)}'>Selengkapnya: "
            f"{escape(s.title)}</a></p></div>"
            for n, s in enumerate(some)
        )
        turn = "".join(
            f"<li class='active'><a>{n + 1}</a></li>"
            if n == at
            else f"<li><a class='pagenav' href='{menu[0][0]}{f'?start={n * 8}' if n else ''}'>"
            f"{n + 1}</a></li>"
            for n in range(len(pages))
        )
        if at + 1 < len(pages):
            turn += (
                f"<li><a title='Selanjutnya' href='{menu[0][0]}?start={at * 8 + 8}' "
                "class='pagenav'>Selanjutnya</a></li>"
            )
        inner = (
            f"<div class='blog'>{items}<div class='pagination'><p class='counter'>Halaman {at + 1} dari "
            f"{len(pages)}</p>"
        )
        path = f"{menu[0][0]}?start={at * 8}" if at else menu[0][0]
        paper.page(path, "Berita", f"{inner}<ul class='pagination-list'>{turn}</ul></div></div>", read=True)
    for story in paper.site.stories:
        printed = f"<h2>{escape(story.title)}</h2><p>{escape(story.teaser)}</p><script>print()</script>"
        canonical = f"<link rel='canonical' href='{paper.site.url(story)}'>"
        paper.page(f"{paper.href(story)}?tmpl=component&print=1", story.title, printed, canonical)
    paper.page(menu[1][0], menu[1][1], f"<h1>Profil</h1><p>{paper.label(12)}.</p>")
    lead = f"<h3>Berita terbaru</h3><ul class='latestnews'>{paper.links(paper.site.stories[:5])}</ul>"
    paper.page("/", paper.name, lead)
    return paper.site


BUILDERS = (cinar, neelganj, songmai, quad, oriane, portonovo, lontar)
