"""Feedless sites that are held out, the fifth set: lists in plain HTML. They are scored and not read."""

from __future__ import annotations

from hashlib import md5
from html import escape
from itertools import groupby
from urllib.parse import quote

from tests.sites.feedless.held_out_fifth_press import dated, plain, press, spread
from tests.sites.feedless.invention import local, serial, slugged
from tests.sites.feedless.simulated import Feedless, batches
from tests.sites.stories import Story


def harrow() -> Feedless:
    """An English small-town weekly on WordPress: pages of a blog, categories, months in a sidebar."""
    menu = (("/category/news/", "News"), ("/category/sport/", "Sport"), ("/category/community/", "Community"))
    paper = press(
        "harrow",
        "html",
        "en",
        48,
        title="The Harrow Ledger",
        skin="wp",
        told="time",
        menu=menu,
        address=lambda story: f"/{local(story):%Y/%m}/{slugged(story)}/",
    )
    stories = paper.site.stories
    kinds = spread(stories, [path for path, _name in menu])
    for base, own in {"/": stories, **kinds}.items():
        pages = batches(own, 10)
        for number, some in enumerate(pages, 1):
            cards = "".join(
                f"<article id='post-{serial(s, 9000)}' class='post type-post hentry'><header><h2 "
                "class='entry-title'>"
                f"<a href='{paper.href(s)}' rel='bookmark'>{escape(s.title)}</a></h2><div class='entry-meta'>"
                "<span class='posted-on'><time class='published' "
                f"datetime='{local(s).isoformat()}'>{dated(s)}"
                f"</time></span> by <a href='/author/a0/'>{s.author}</a></div></header><div "
                "class='entry-summary'>"
                f"<p>{escape(s.teaser[:120])} [&hellip;]</p><a class='more-link' "
                f"href='{paper.href(s)}'>Continue reading"
                f"</a></div><footer><a href='{paper.href(s)}#respond'>Leave a comment</a></footer></article>"
                for s in some
            )
            near = "".join(
                f"<span class='page-numbers current'>{n}</span>"
                if n == number
                else f"<a class='page-numbers' href='{base}page/{n}/'>{n}</a>"
                if n > 1
                else f"<a class='page-numbers' href='{base}'>1</a>"
                for n in range(1, len(pages) + 1)
            )
            after = f"<a class='next page-numbers' href='{base}page/{number + 1}/'>Older posts</a>"
            turn = f"<nav class='navigation pagination'>{near}{after if number < len(pages) else ''}</nav>"
            path = base if number == 1 else f"{base}page/{number}/"
            paper.page(path, paper.name, cards + turn, read=base == "/")
    return paper.site


def auen() -> Feedless:
    """A German ministry on TYPO3: the news plugin's pages have a check sum in their address."""
    menu = (("/presse/pressemitteilungen", "Pressemitteilungen"), ("/presse/termine", "Termine"))
    paper = press(
        "auen",
        "html",
        "de",
        50,
        title="Ministerium für Wasser und Auen",
        skin="divs",
        told="line",
        menu=menu,
        address=lambda story: f"/presse/pressemitteilungen/detail/{plain(story)}",
        minutes=1500,
    )
    stories, base = paper.site.stories, menu[0][0]
    pages = batches(stories, 12)

    def address(number: int) -> str:
        if number == 1:
            return base
        query = "tx_news_pi1%5Baction%5D=list&tx_news_pi1%5Bcontroller%5D=News"
        query += f"&tx_news_pi1%5BcurrentPage%5D={number}"
        return f"{base}?{query}&cHash={md5(query.encode()).hexdigest()}"

    def items(some: list[Story] | tuple[Story, ...]) -> str:
        return "".join(
            "<div class='article articletype-0' itemscope itemtype='http://schema.org/Article'><div "
            "class='header'>"
            f"<h3><a title='{escape(s.title, quote=True)}' href='{paper.href(s)}'><span itemprop='headline'>"
            f"{escape(s.title)}</span></a></h3></div><div class='teaser-text'><p>{escape(s.teaser[:140])} … "
            "<a "
            f"class='more' href='{paper.href(s)}'>Mehr</a></p></div><div class='footer'><time "
            "itemprop='datePublished' "
            f"datetime='{local(s):%Y-%m-%d}'>{local(s):%d.%m.%Y}</time></div></div>"
            for s in some
        )

    for number, some in enumerate(pages, 1):
        turn = "".join(
            f"<li><a href='{escape(address(n))}'>{n}</a></li>"
            if n != number
            else f"<li class='current'>{n}</li>"
            for n in range(1, len(pages) + 1)
        )
        if number < len(pages):
            turn += f"<li class='last next'><a href='{escape(address(number + 1))}'>Nächste &gt;</a></li>"
        inner = f"<h1>Pressemitteilungen</h1><div class='news-list-view'>{items([*some])}</div>"
        paper.page(
            address(number), menu[0][1], f"{inner}<ul class='f3-widget-paginator'>{turn}</ul>", read=True
        )
    dates = "".join(f"<li>{n}.12.2026, 10 Uhr: Sprechstunde in Raum {n}</li>" for n in range(1, 6))
    paper.page(menu[1][0], menu[1][1], f"<h1>Termine</h1><ul>{dates}</ul>")
    lead = f"<h2>Aktuelles</h2><div class='news'>{items([*stories[:4]])}</div>"
    paper.page("/", paper.name, f"{lead}<a class='btn' href='{base}'>Alle Pressemitteilungen</a>")
    return paper.site


def linjiang() -> Feedless:
    """A Chinese county's government: columns of index_1.html, whose pager is written by a script."""
    menu = (("/xwzx/zwyw/", "政务要闻"), ("/xwzx/bmdt/", "部门动态"))
    paper = press(
        "linjiang",
        "html",
        "zh",
        56,
        title="临江县人民政府",
        skin="divs",
        told="line",
        menu=menu,
        minutes=700,
        address=lambda story: (
            f"{menu[story.number % 2][0]}{local(story):%Y%m/t%Y%m%d}_{serial(story, 6104488)}.html"
        ),
    )
    paper.site.script(
        "/images/page.js",
        """function createPageHTML(_nPageCount, _nCurrIndex, _sPageName, _sPageExt){
  if(_nPageCount == null || _nPageCount <= 1) return;
  var nCurrIndex = _nCurrIndex || 0;
  if(nCurrIndex > 0){
    var prev = nCurrIndex == 1 ? _sPageName + "." + _sPageExt : _sPageName + "_" + (nCurrIndex - 1) + "." +
      _sPageExt;
    document.write("<a href=\\"" + prev + "\\">上一页</a>&nbsp;");
  }
  for(var i = 0; i < _nPageCount; i++){
    if(nCurrIndex == i) document.write("<span>" + (i + 1) + "</span>&nbsp;");
    else if(i == 0) document.write("<a href=\\"" + _sPageName + "." + _sPageExt + "\\">1</a>&nbsp;");
    else document.write("<a href=\\"" + _sPageName + "_" + i + "." + _sPageExt + "\\">" + (i + 1) +
      "</a>&nbsp;");
  }
  if(nCurrIndex < _nPageCount - 1)
    document.write("<a href=\\"" + _sPageName + "_" + (nCurrIndex + 1) + "." + _sPageExt + "\\">下一页</a>");
}
""",
    )
    lead = ""
    for base, own in spread(paper.site.stories, [path for path, _name in menu]).items():
        pages, name = batches(own, 10), dict(menu)[base]
        for at, some in enumerate(pages):
            rows = "".join(
                f"<li><span class='date'>{local(s):%Y-%m-%d}</span><a "
                f"href='.{paper.href(s).removeprefix(base[:-1])}' "
                f"target='_blank' title='{s.title}'>{s.title}</a></li>"
                for s in some
            )
            turn = (
                f"<script src='/images/page.js'></script><script>createPageHTML({len(pages)}, {at}, "
                '"index", '
            )
            inner = (
                f"<div class='position'>首页 &gt; {name}</div><ul class='list'>{rows}</ul><div "
                f"class='page'>{turn}"
            )
            for path in {base, f"{base}index.html"} if at == 0 else {f"{base}index_{at}.html"}:
                paper.page(path, name, f'{inner}"html");</script></div>')
            paper.site.read(base if at == 0 else f"{base}index_{at}.html")
        rows = "".join(
            f"<li><a href='.{paper.href(s)}'>{s.title[:18]}...</a><em>{local(s):%m-%d}</em></li>"
            for s in own[:5]
        )
        lead += (
            f"<div class='box'><h3><a href='.{base}'>{name}</a><a class='more' "
            f"href='.{base}'>更多</a></h3><ul>{rows}</ul></div>"
        )
    paper.page("/", paper.name, lead)
    return paper.site


def comarca() -> Feedless:
    """A Spanish regional daily on Drupal: a view's rows and its full pager, counted from nought."""
    menu = (("/noticias", "Noticias"), ("/agenda", "Agenda"))
    paper = press(
        "comarca",
        "html",
        "es",
        45,
        title="La Voz de la Comarca",
        skin="app",
        told="ld",
        menu=menu,
        address=lambda story: f"/noticias/{slugged(story)}",
    )
    pages = batches(paper.site.stories, 9)
    for at, some in enumerate(pages):
        rows = "".join(
            f"<div class='views-row'><article about='{paper.href(s)}' class='node node--type-noticia "
            "node--view-mode-teaser'>"
            f"<div class='field field--name-field-image'><a href='{paper.href(s)}'><img alt='' "
            "src='/sites/default/files/"
            f"styles/teaser/{s.number}.jpg'></a></div><h2><a href='{paper.href(s)}' "
            f"rel='bookmark'><span>{escape(s.title)}"
            f"</span></a></h2><div class='field--name-created'>{dated(s)}</div><div class='field--name-body'>"
            f"{escape(s.teaser[:150])}</div><ul class='links inline'><li class='node-readmore'><a "
            f"href='{paper.href(s)}'>"
            "Leer más<span class='visually-hidden'> sobre "
            f"{escape(s.title)}</span></a></li></ul></article></div>"
            for s in some
        )
        turn = "".join(
            f"<li class='pager__item{' is-active' if n == at else ''}'><a href='?page={n}' title='Ir a la "
            f"página {n + 1}'>"
            f"{n + 1}</a></li>"
            for n in range(len(pages))
        )
        if at + 1 < len(pages):
            turn += (
                f"<li class='pager__item pager__item--next'><a href='?page={at + 1}' rel='next'>Siguiente "
                "›</a></li>"
                f"<li class='pager__item pager__item--last'><a href='?page={len(pages) - 1}'>Último "
                "»</a></li>"
            )
        inner = (
            f"<h1>Noticias</h1><div class='view-content'>{rows}</div><nav class='pager'><ul>{turn}</ul></nav>"
        )
        paper.page("/noticias" if at == 0 else f"/noticias?page={at}", "Noticias", inner, read=True)
        if at == 0:
            paper.page("/noticias?page=0", "Noticias", inner)
    events = "".join(f"<li>{n} de diciembre: concierto en la plaza, {n} h</li>" for n in range(7, 12))
    paper.page("/agenda", "Agenda", f"<h1>Agenda</h1><ul>{events}</ul>")
    lead = "".join(f"<section><h2>{paper.link(s)}</h2></section>" for s in paper.site.stories[:3])
    paper.page("/", paper.name, f"{lead}<a href='/noticias'>Todas las noticias</a>")
    return paper.site


def yuhama() -> Feedless:
    """A Japanese town, written by hand in its old charset: definitions by year, addresses up a folder."""
    menu = (("/info/index.html", "新着情報"), ("/kurashi/index.html", "くらし"))
    paper = press(
        "yuhama",
        "html",
        "ja",
        40,
        title="湯浜町公式サイト",
        skin="table",
        told="line",
        menu=menu,
        charset="shift_jis",
        minutes=22000,
        address=lambda story: f"/topics/{local(story):%Y/%m%d}_{story.number % 3 + 1:02}.html",
    )
    years = [(year, [*own]) for year, own in groupby(paper.site.stories, lambda story: local(story).year)]
    links = "　".join(f"<a href='{year}.html'>{year}年</a>" for year, _own in years)
    for at, (year, own) in enumerate(years):
        rows = "".join(
            f"<dt>{local(s).month}月{local(s).day}日</dt><dd><img src='../img/new.gif'><a "
            f"href='..{paper.href(s)}'>{s.title}"
            "</a></dd>"
            for s in own
        )
        inner = f"<h2>新着情報（{year}年）</h2><p>過去の情報：{links}</p><dl class='news'>{rows}</dl>"
        if at == 0:
            paper.page("/info/index.html", "新着情報", inner)
        paper.page(f"/info/{year}.html", "新着情報", inner, read=True)
    paper.page(
        "/kurashi/index.html", "くらし", "<h2>くらし</h2><ul><li>ごみの出し方</li><li>窓口の時間</li></ul>"
    )
    rows = "".join(
        f"<dt>{dated(s)}</dt><dd><a href='.{paper.href(s)}'>{s.title}</a></dd>"
        for s in paper.site.stories[:6]
    )
    lead = f"<h2>お知らせ</h2><dl>{rows}</dl><p align='right'><a href='info/index.html'>一覧へ</a></p>"
    paper.page("/", paper.name, lead)
    return paper.site


def wahat() -> Feedless:
    """An Arabic agency on Laravel: categories of cards, slugs in Arabic, a pager that leaves pages out."""
    menu = (("/ar/category/local", "محليات"), ("/ar/category/economy", "اقتصاد"))
    paper = press(
        "wahat",
        "html",
        "ar",
        54,
        title="وكالة واحة للأنباء",
        skin="wp",
        told="meta",
        menu=menu,
        address=lambda story: f"/ar/news/{serial(story, 88412)}/{quote('-'.join(story.title.split()))}",
    )

    def cards(some: list[Story] | tuple[Story, ...]) -> str:
        return "".join(
            f"<div class='col-md-4'><div class='card'><a href='{paper.href(s)}'><img class='card-img-top' "
            f"src='/storage/{s.number}.webp' alt='{s.title}'></a><div class='card-body'><a class='badge' "
            f"href='{menu[s.number % 2][0]}'>{menu[s.number % 2][1]}</a><h5 class='card-title'><a "
            f"href='{paper.href(s)}'>"
            f"{s.title}</a></h5><small class='text-muted'>{local(s):%Y-%m-%d}</small></div></div></div>"
            for s in some
        )

    for base, own in spread(paper.site.stories, [path for path, _name in menu]).items():
        pages, name = batches(own, 6), dict(menu)[base]
        for number, some in enumerate(pages, 1):
            shown = sorted({1, number - 1, number, number + 1, len(pages)} & {*range(1, len(pages) + 1)})
            turn = "".join(
                f"<li class='page-item active' aria-current='page'><span class='page-link'>{n}</span></li>"
                if n == number
                else f"<li class='page-item'><a class='page-link' href='{paper.site.root}{base}?page={n}'>"
                f"{n}</a></li>"
                for n in shown
            )
            if number < len(pages):
                turn += (
                    "<li class='page-item'><a class='page-link' "
                    f"href='{paper.site.root}{base}?page={number + 1}' "
                    "rel='next' aria-label='التالي &raquo;'>&rsaquo;</a></li>"
                )
            inner = (
                f"<h1>{name}</h1><div class='row'>{cards([*some])}</div><nav><ul "
                f"class='pagination'>{turn}</ul></nav>"
            )
            paper.page(base if number == 1 else f"{base}?page={number}", name, inner, read=True)
        paper.page(f"{base}?page=1", name, f"<h1>{name}</h1><div class='row'>{cards([*pages[0]])}</div>")
    paper.page("/", paper.name, f"<div class='row'>{cards([*paper.site.stories[:6]])}</div>")
    return paper.site


def zarya() -> Feedless:
    """A Russian district paper on DataLife Engine: short stories page by page, a calendar."""
    menu = (("/obshchestvo/", "Общество"), ("/kultura/", "Культура"))
    paper = press(
        "zarya",
        "html",
        "ru",
        44,
        title="Заря района",
        skin="divs",
        told="line",
        menu=menu,
        charset="windows-1251",
        address=lambda story: f"{menu[story.number % 2][0]}{serial(story, 21440)}-{plain(story)}.html",
    )
    stories = paper.site.stories
    kinds = spread(stories, [path for path, _name in menu])
    days = {local(story).date() for story in stories}
    dates = {f"{day:/%Y/%m/%d/}": [s for s in stories if local(s).date() == day] for day in days}
    cells = "".join(
        f"<td class='day-active'><a href='{day:/%Y/%m/%d/}'>{day.day}</a></td>" for day in sorted(days)
    )
    for base, own in {"/": stories, **kinds, **dates}.items():
        pages = batches(own, 10)
        for number, some in enumerate(pages, 1):
            short = "".join(
                "<div class='base shortstory'><h3 class='btl'><a "
                f"href='{paper.site.url(s)}'>{s.title}</a></h3><div "
                f"class='bhinfo'><a href='/author/a0/'>admin</a>, {local(s):%d-%m-%Y, %H:%M} | <a "
                f"href='{menu[s.number % 2][0]}'>{menu[s.number % 2][1]}</a></div><div "
                f"class='maincont'>{s.teaser[:130]}..."
                f"</div><div class='mlink'><a href='{paper.site.url(s)}'>Подробнее</a> <a "
                f"href='{paper.site.url(s)}#comment'>Комментарии (0)</a></div></div>"
                for s in some
            )
            turn = " ".join(
                f"<span>{n}</span>"
                if n == number
                else f"<a href='{paper.site.root}{base}{f'page/{n}/' if n > 1 else ''}'>{n}</a>"
                for n in range(1, len(pages) + 1)
            )
            after = (
                f"<a href='{paper.site.root}{base}page/{number + 1}/'>Далее</a>"
                if number < len(pages)
                else ""
            )
            inner = f"<div id='dle-content'>{short}<div class='navigation'>{turn} {after}</div></div>"
            inner += f"<table id='calendar' class='calendar'><tr>{cells}</tr></table>"
            path = base if number == 1 else f"{base}page/{number}/"
            paper.page(path, paper.name, inner, read=base == "/")
    return paper.site


BUILDERS = (harrow, auen, linjiang, comarca, yuhama, wahat, zarya)
