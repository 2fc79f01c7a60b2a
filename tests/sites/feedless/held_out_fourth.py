"""Feedless sites that are held out, the fourth set: they are scored and not read."""

from __future__ import annotations

from html import escape
from itertools import groupby

from tests.sites.building import Document
from tests.sites.feedless.held_out_fourth_parts import around, laid, leads
from tests.sites.feedless.invention import local, serial, slugged
from tests.sites.feedless.running import LIBRARY
from tests.sites.feedless.simulated import Asked, Feedless, as_html, as_json, batch, batches, start


def alder() -> Feedless:
    """A Spanish daily: a calendar leads to days, a day to its articles."""
    site = start(
        "alder",
        "grove",
        "es",
        42,
        title="El Faro de Monte Claro",
        minutes=1100,
        address=lambda story: f"/{serial(story, 309118)}/{slugged(story)}/",
    )
    side = around(site, ("Esquelas", "Lotería", "Cartelera"), ("Lucía Ferrer", "Andrés Molina"), "Rebajas")
    days = [(day, list(own)) for day, own in groupby(site.stories, lambda story: local(story).date())]
    menu = (("/hemeroteca/", "Hemeroteca"), ("/tag/1.html", "Servicios"))
    months = [(month, list(own)) for month, own in groupby(days, lambda pair: (pair[0].year, pair[0].month))]
    for at, ((year, month), own) in enumerate(months):
        known = {day.day: f"/hemeroteca/{day:%Y/%m/%d}/" for day, _stories in own}
        cells = "".join(
            f"<td><a href='{known[n]}'>{n}</a></td>" if n in known else f"<td>{n}</td>" for n in range(1, 32)
        )
        older = months[at + 1][0] if at + 1 < len(months) else None
        turn = f"<a class='ant' href='/hemeroteca/{older[0]}/{older[1]:02}/'>&laquo;</a>" if older else ""
        inner = (
            f"<h1>Hemeroteca</h1><table class='cal'><tr><th>{turn} {month}/{year}</th>{cells}</tr></table>"
        )
        for path in {f"/hemeroteca/{year}/{month:02}/", *(["/hemeroteca/"] if at == 0 else [])}:
            laid(site, path, "Hemeroteca", inner, menu=menu, side=side)
            site.read(path)
        for day, stories in own:
            blocks = "".join(
                f"<section><h3>{('Local', 'Sucesos')[n % 2]}</h3><p class=tit><a href='{site.path(story)}'>"
                f"{escape(story.title)}</a></p><p><a href='{site.path(story)}#comentarios'>{n * 3}</a></p>"
                "</section>"
                for n, story in enumerate(stories)
            )
            path = f"/hemeroteca/{day:%Y/%m/%d}/"
            laid(site, path, f"{day:%d/%m/%Y}", f"<div class='dia'>{blocks}</div>", menu=menu, side=side)
            site.read(path)
    laid(site, "/", "El Faro", f"<div class='portada'>{leads(site, 4)}</div>", menu=menu, side=side)
    return site


def birch() -> Feedless:
    """A Russian region's site in its old charset: more of the list by the page's own address."""
    site = start(
        "birch",
        "grove",
        "ru",
        44,
        title="Заречный край",
        host="www.zarechny-krai.example",
        charset="windows-1251",
        address=lambda story: f"/press/{local(story):%Y/%m}/{serial(story, 20774)}/",
    )
    side = around(site, ("Афиша", "Погода", "ТВ"), ("Игорь Сафонов",), "Распродажа")
    menu = (("/press/", "Пресс-центр"), ("/tag/2.html", "Документы"))

    def rows(page: int) -> str:
        return "".join(
            f"<div class='news-item card' id='bx_{serial(story, 20774)}'><span class='date'>"
            f"{local(story):%d.%m.%Y}</span> <a href='{site.path(story)}'>{escape(story.title)}</a></div>"
            for story in batch(site.stories, page - 1, 11)
        )

    def answer(asked: Asked) -> Document:
        page = min(max(asked.number("PAGEN_2", 1), 1), 4)
        if asked.query.get("AJAX") == "Y":
            return as_html(rows(page), "windows-1251")
        inner = (
            f"<div class='news-list'>{rows(page)}</div><div class='show-more' data-nav='PAGEN_2' "
            f"data-page='{page}' data-max='4'><span>Показать ещё</span></div>"
        )
        scripts = "<script src='/local/js/jq.js'></script><script src='/local/js/main.js'></script>"
        text = laid(site, "", "Пресс-центр", inner, menu=menu, side=side, scripts=scripts)
        return as_html(text, "windows-1251")

    site.script("/local/js/jq.js", LIBRARY)
    site.script(
        "/local/js/main.js",
        """$(function () {
  $('.show-more').on('click', function () {
    var b = $(this), n = +b.data('page') + 1, q = {};
    if (n > +b.data('max')) return false;
    q[b.data('nav')] = n; q.AJAX = 'Y';
    $.get(location.pathname, q, function (h) {
      $('.news-list').append(h); b.data('page', n);
      if (n >= +b.data('max')) b.hide();
    }, 'html');
  });
});
""",
    )
    site.route("/press/", answer)
    site.read("/press/")
    for page in (2, 3, 4):
        site.read(f"/press/?PAGEN_2={page}&AJAX=Y")
    laid(site, "/", "Заречный край", f"<div class='slider'>{leads(site, 3)}</div>", menu=menu, side=side)
    return site


def cedar() -> Feedless:
    """A Korean paper: sections by code, pages with all that the system knows in their addresses."""
    site = start(
        "cedar",
        "grove",
        "ko",
        48,
        title="동천신문",
        host="www.dongcheon-news.example",
        address=lambda story: f"/news/articleView.html?idxno={serial(story, 318840)}",
    )
    side = around(site, ("구독신청", "기사제보", "독자투고"), ("김서연", "박준호"), "특가")
    sections = {"S1N1": "정치", "S1N2": "사회", "S1N3": "문화"}
    base = "/news/articleList.html"
    menu = tuple((f"{base}?sc_section_code={code}&view_type=sm", name) for code, name in sections.items())
    whole = (
        "&sc_sub_section_code=&sc_serial_code=&sc_area=&sc_level=&sc_article_type=&sc_view_level=&sc_sdate="
        "&sc_edate=&sc_serial_number=&sc_word=&box_idxno=&sc_multi_code=&sc_order_by=E&view_type=sm"
    )

    def answer(asked: Asked) -> Document:
        code = asked.query.get("sc_section_code", "")
        own = [story for story in site.stories if [*sections][story.number % 3] == code]
        page = asked.number("page", 1)
        rows = "".join(
            f"<li><h4 class='titles'><a href='{site.url(story).removeprefix(site.root)}'>"
            f"{escape(story.title)}</a></h4><span class='byline'><em>{story.author} 기자</em>"
            f"<em>{local(story):%m.%d %H:%M}</em></span>"
            f"<a href='/news/articlePrint.html?idxno={site.url(story).rpartition('=')[2]}'>인쇄</a></li>"
            for story in batch(own, page - 1, 6)
        )
        turn = "".join(
            f"<li><a href='articleList.html?page={n}&amp;total={len(own)}&amp;sc_section_code={code}"
            f"{escape(whole)}'>{n}</a></li>"
            for n in range(1, len(batches(own, 6)) + 1)
        )
        inner = f"<ul class='type2'>{rows}</ul><ul class='pagination'>{turn}</ul>"
        return as_html(laid(site, "", sections.get(code, "전체"), inner, menu=menu, side=side))

    site.route(base, answer)
    site.page("/news/articlePrint.html", "<html><body><script>print()</script></body></html>")
    for code in sections:
        for page in (1, 2, 3):
            site.read(f"{base}?page={page}&total=16&sc_section_code={code}{whole}")
    laid(site, "/", "동천신문", f"<div id='skin-4'>{leads(site, 5)}</div>", menu=menu, side=side)
    return site


def iris() -> Feedless:
    """An Indian ministry: a table that a script fills by a form, ten rows at a time."""
    site = start(
        "iris",
        "grove",
        "en",
        44,
        title="Ministry of Ferries and Inland Waters",
        host="www.mofiw.example",
        address=lambda story: f"/PressReleaseView.aspx?PRID={serial(story, 2190442)}",
    )
    side = around(site, ("Tenders", "Vacancies", "RTI"), ("Minister",), "e-Auction")
    menu = (("/AllRelease.aspx", "Press Releases"), ("/tag/1.html", "Tenders"))

    def answer(asked: Asked) -> Document:
        if asked.method != "POST" or "start" not in asked.form:
            return as_json({"Message": "The requested resource does not support this."}, status=405)
        at, size = asked.number("start", 0), min(asked.number("length", 10), 10)
        rows = [
            [
                str(story.number + 1),
                f"<a href='{site.url(story).removeprefix(site.root)}'>{escape(story.title)}</a>",
                f"{local(story):%d %b %Y}",
            ]
            for story in site.stories[max(at, 0) : max(at, 0) + size]
        ]
        told = {"draw": asked.number("draw", 1), "recordsTotal": 44, "recordsFiltered": 44, "data": rows}
        return as_json(told)

    site.route("/Api/Release/GetGrid", answer)
    site.script("/Scripts/jquery-3.6.0.min.js", LIBRARY)
    site.script(
        "/Scripts/grid.js",
        """$(function(){
  var t=$('#grid'),at=0,n=0,size=10,total=0;
  function draw(){
    $.ajax({url:t.data('source'),type:'POST',dataType:'json',data:{draw:++n,start:at,length:size,
      'search[value]':''},success:function(r){
      total=r.recordsFiltered;
      t.find('tbody').html(r.data.map(function(c){
return '<tr><td>'+c.join('</td><td>')+'</td></tr>'}).join(''));
    }});
  }
  $('.next').click(function(){if(at+size<total){at+=size;draw()}return false});
  $('.previous').click(function(){if(at>=size){at-=size;draw()}return false});
  draw();
});
""",
    )
    inner = (
        "<h1>Press Releases</h1><table id='grid' data-source='/Api/Release/GetGrid'><thead><tr><th>S.No"
        "</th><th>Title</th><th>Date</th></tr></thead><tbody></tbody></table><div class='paginate'>"
        "<a href='#' class='previous'>Previous</a> <a href='#' class='next'>Next</a></div>"
    )
    scripts = "<script src='/Scripts/jquery-3.6.0.min.js'></script><script src='/Scripts/grid.js'></script>"
    laid(site, "/AllRelease.aspx", "Press Releases", inner, menu=menu, side=side, scripts=scripts)
    laid(site, "/", "Ministry", f"<div class='banner'>{leads(site, 3)}</div>", menu=menu, side=side)
    for at in range(0, 44, 10):
        body = f"draw={at // 10 + 1}&start={at}&length=10&search%5Bvalue%5D="
        site.read("/Api/Release/GetGrid", "POST", body, "application/x-www-form-urlencoded")
    return site


BUILDERS = (alder, birch, cedar, iris)
