"""A shell is asked for again through the browser: the article is handed on, or what came first, read once."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest
from scrapy.http import Response
from scrapy.statscollectors import MemoryStatsCollector
from scrapy.utils.test import get_crawler

from newsarchive.cli.crawl_summary import rendering_lines
from newsarchive.discovery.documents import Link, ListingReading
from newsarchive.discovery.sections.section_links import read_section
from newsarchive.errors import CrawlStoppingError, PageNotReadError
from newsarchive.extensions.rendering import RENDER_COUNTER, RenderingExtension
from newsarchive.hints import NO_HINTS
from newsarchive.items import RENDERED_HEADER, FetchedPage, PageToRead, Reading
from newsarchive.spiders.browser_use import page_to_read, read_section_again
from newsarchive.stages import run_line
from tests.mockserver.articles import article

SHELL = FetchedPage(
    url="http://h.example/a",
    final_url="http://h.example/b",
    body=b"<html><div id=root></div><script src=/app.js></script></html>",
)
FULL = replace(SHELL, body=article(3).encode(), headers=((RENDERED_HEADER, "chromium/1"),))


class Crawl:
    """Answers as told, reads in this process, and remembers what was asked for and read."""

    def __init__(
        self, answer: FetchedPage | Exception | None = None, unread: FetchedPage | None = None
    ) -> None:
        self.answer, self.unread = answer, unread
        self.stats = MemoryStatsCollector(get_crawler())
        self.asked: list[str] = []
        self.read_pages: list[FetchedPage] = []

    async def ask(self, url: str) -> Response:
        self.asked.append(url)
        if isinstance(self.answer, Exception):
            raise self.answer
        return Response(url)

    async def read(self, page: FetchedPage) -> Reading:
        if page == self.unread:
            raise PageNotReadError(page.url)
        self.read_pages.append(page)
        return run_line(PageToRead(page=page, hints=NO_HINTS))

    def page_of(self, _response: Response) -> FetchedPage | None:
        return None if isinstance(self.answer, Exception) else self.answer

    def settle(self, page: FetchedPage) -> FetchedPage | Reading:
        """Return the page that is still to be read, or its reading."""
        rendering = RenderingExtension("auto", self.stats, possible=True, ask=self.ask)
        return asyncio.run(page_to_read(page, rendering, self.read, self.page_of))


def test_the_rendered_article_takes_the_place_of_its_shell() -> None:
    crawl = Crawl(FULL)
    settled = crawl.settle(SHELL)
    assert settled == run_line(PageToRead(page=FULL, hints=NO_HINTS))
    assert crawl.read_pages == [SHELL, FULL]
    assert crawl.asked == ["http://h.example/b"]
    assert (
        crawl.stats.get_value(f"{RENDER_COUNTER}shell")
        == crawl.stats.get_value(f"{RENDER_COUNTER}helped")
        == 1
    )


@pytest.mark.parametrize("answer", [None, replace(SHELL, headers=FULL.headers), OSError("away")])
def test_what_does_not_help_leaves_the_page_as_it_was(answer: FetchedPage | Exception | None) -> None:
    crawl = Crawl(answer)
    assert crawl.settle(SHELL) == run_line(PageToRead(page=SHELL, hints=NO_HINTS))
    assert crawl.read_pages.count(SHELL) == 1
    assert len(crawl.asked) == 1


@pytest.mark.parametrize(
    "page",
    [
        replace(SHELL, body=article(1).encode()),
        replace(SHELL, body=b"<p>Page under construction.</p>"),
        replace(SHELL, headers=FULL.headers),  # it has been through the browser
        replace(SHELL, body=bytes(range(256)) * 9),
    ],
)
def test_other_pages_are_neither_asked_for_again_nor_read_twice(page: FetchedPage) -> None:
    crawl = Crawl()
    assert crawl.settle(page) is page
    assert (crawl.asked, crawl.read_pages, crawl.stats.get_stats()) == ([], [], {})


def test_an_article_that_looks_like_a_shell_is_none() -> None:
    """All of its text stands in its data, as sites have it that fill a page by scripts for readers alone."""
    lines = " ".join(f"The ferry to Holm runs on line {n} again, and the pier is mended." for n in range(30))
    data = f'{{"@type": "NewsArticle", "headline": "Ferry runs again", "articleBody": "{lines}"}}'
    body = f'<html><head><script type="application/ld+json">{data}</script></head>{SHELL.body.decode()[6:]}'
    page = replace(SHELL, body=body.encode())
    crawl = Crawl(FULL)
    settled = crawl.settle(page)
    assert isinstance(settled, Reading)
    assert (settled.page, settled.article.verdict) == (page, "article")
    assert (crawl.read_pages, crawl.asked) == ([page], [])


@pytest.mark.parametrize(
    ("first", "rendered", "helps"),
    [(0.4, 0.9, True), (0.4, 0.5, False), (0.4, None, False), (0.9, 0.95, None), (None, 0.9, None)],
)
def test_a_shell_whose_text_is_in_doubt_is_asked_for(
    first: float | None, rendered: float | None, helps: bool | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    crawl = Crawl(FULL)
    line = run_line(PageToRead(page=FULL, hints=NO_HINTS))

    async def read(page: FetchedPage) -> Reading:
        facts = replace(line.article.facts, text_confidence=first if page == SHELL else rendered)
        return replace(line, article=replace(line.article, page=page, facts=facts))

    monkeypatch.setattr(crawl, "read", read)
    settled = crawl.settle(SHELL)
    assert isinstance(settled, Reading)
    assert settled.page == (FULL if helps else SHELL)
    assert bool(crawl.asked) is (helps is not None)
    # The site's pages can be read without a browser: nothing is concluded, and nothing said of shells.
    assert crawl.stats.get_value(f"{RENDER_COUNTER}shell") is None


TEASERS = "".join(
    f"<h3><a href='/a/{n}'>Board deepens channel number {n} of the harbour</a></h3>"
    f"<p>The harbour board met on day {n} of the month and agreed to deepen the channel by a metre.</p>"
    for n in range(20, 40)
)


def test_teasers_beside_an_empty_root_are_no_article() -> None:
    shell = "<div id=app></div><main>{}</main><script src=/app.js></script>"
    page = replace(SHELL, body=shell.format(TEASERS).encode())
    crawl = Crawl(FULL)
    settled = crawl.settle(page)
    assert isinstance(settled, Reading)
    assert settled.page == FULL
    assert crawl.stats.get_value(f"{RENDER_COUNTER}shell") == 1
    # A page that has its story is read, and asked for by nobody.
    story = replace(SHELL, body=shell.format(article(1) + TEASERS).encode())
    other = Crawl(FULL)
    assert other.settle(story) == run_line(PageToRead(page=story, hints=NO_HINTS))
    assert (other.asked, other.read_pages) == ([], [story])


BEGUN = "<div id=rest></div><script>fetch('/rest').then(r => r.text()).then(t => rest.innerHTML = t)</script>"


def story(lines: int, more: str = "", facts: str = "") -> FetchedPage:
    told = "".join(
        f"<p>On day {n} the harbour board met and agreed to deepen the channel by a metre, and no more.</p>"
        for n in range(lines)
    )
    head = f"<title>Board deepens the channel again</title>{facts}"
    body = f"<html lang=en>{head}<article><h1>Board deepens the channel again</h1>{told}{more}</article>"
    return replace(SHELL, body=body.encode())


@pytest.mark.parametrize(
    ("page", "rendered", "is_asked", "helps"),
    [
        (story(2, BEGUN.replace("rest.inner", "document.querySelector('#rest').inner")), 6, True, True),
        (story(2, BEGUN.replace("rest.inner", "document.querySelector('#rest').inner")), 2, True, False),
        (story(3, facts='<script type="application/ld+json">{"wordCount": 500}</script>'), 15, True, True),
        (story(3, facts='<script type="application/ld+json">{"wordCount": 500}</script>'), 3, True, False),
        (story(3, facts='<script type="application/ld+json">{"wordCount": 70}</script>'), 15, False, False),
        (story(3, "<div id=more></div>", '<script src="/app.js"></script>'), 15, False, False),
    ],
)
def test_a_page_that_shows_a_beginning_is_asked_for(
    page: FetchedPage, rendered: int, is_asked: bool, helps: bool
) -> None:
    crawl = Crawl(replace(story(rendered), headers=FULL.headers))
    settled = crawl.settle(page)
    told = settled.page if isinstance(settled, Reading) else settled
    assert (told.rendered, bool(crawl.asked)) == (helps, is_asked)
    assert crawl.stats.get_value(f"{RENDER_COUNTER}part", 0) == (is_asked and not helps)
    assert crawl.read_pages.count(page) <= 1


@pytest.mark.parametrize(
    ("frame", "is_asked"),
    [
        ("<iframe width=9 src='/frame/1'>", True),
        ("<iframe src=http://h.example/frame>", True),
        ("<iframe class=a srcdoc='&lt;p&gt;Hello'>", True),
        ("<iframe src=https://video.example/1>", False),
        ("<iframe src=//ads.example/1>", False),
        ("<iframe src=about:blank>", False),
    ],
)
def test_a_page_whose_story_may_stand_in_a_frame(frame: str, is_asked: bool) -> None:
    crawl = Crawl(FULL)
    crawl.settle(replace(SHELL, body=f"<h1>Board deepens the channel</h1>{frame}</iframe>".encode()))
    assert bool(crawl.asked) is is_asked


def test_another_story_is_not_the_rest_of_one() -> None:
    page = story(2, BEGUN.replace("rest.inner", "document.querySelector('#rest').inner"))
    crawl = Crawl(FULL)
    settled = crawl.settle(page)
    assert isinstance(settled, Reading)
    assert (settled.page, len(crawl.asked)) == (page, 1)


def test_a_page_of_a_stopped_crawl_is_left_for_the_next() -> None:
    with pytest.raises(CrawlStoppingError):
        Crawl(CrawlStoppingError("stopped")).settle(SHELL)


@pytest.mark.parametrize("unread", [SHELL, FULL])
def test_a_page_that_nobody_can_read_is_left_for_the_next(unread: FetchedPage) -> None:
    with pytest.raises(PageNotReadError):
        Crawl(FULL, unread).settle(SHELL)


@pytest.mark.parametrize(
    ("rendered", "links", "declared", "told"),
    [(True, 0, True, 1), (True, 1, True, None), (False, 0, True, None), (True, 0, False, None)],
)
def test_a_rendered_listing_that_names_nothing_is_told(
    rendered: bool, links: int, declared: bool, told: int | None
) -> None:
    crawl = Crawl()
    rendering = RenderingExtension("browser", crawl.stats, possible=True, ask=crawl.ask)
    reading = ListingReading(links=(Link(url="http://h.example/a/1"),) * links)
    response = Response("http://h.example/", flags=[RENDERED_HEADER] if rendered else [])

    async def read(_response: Response) -> ListingReading:
        return reading

    again = asyncio.run(read_section_again(rendering, response, reading, read, declared=declared))
    assert again == reading
    assert crawl.stats.get_value(f"{RENDER_COUNTER}named_nothing") == told
    lines = list(rendering_lines({"named_nothing": told} if told else {}))
    assert [line.partition(";")[0] for line in lines] == (
        ["one listing named no article, though a browser rendered the page"] if told else []
    )


@pytest.mark.parametrize(
    ("shown", "problems", "is_route"),
    [
        (b"<a href='/#!/story/1'>One</a><a href='/#!/story/2'>Two</a>", (), True),
        (b"<a href='/about'>About</a><a href='#top'>Up</a>", (), False),
        (b"<p>Closed</p>", ("not_html",), False),
    ],
)
def test_a_rendered_section_is_html(
    shown: bytes, problems: tuple[str, ...], is_route: bool, caplog: pytest.LogCaptureFixture
) -> None:
    """The shell has no link, the page that a browser makes of it has: only of routes behind one URL."""
    crawl = Crawl()

    async def ask(url: str) -> Response:
        return Response(url, body=shown, flags=[RENDERED_HEADER])

    async def read(response: Response) -> ListingReading:
        return read_section(response.body, response.url, "text/html")

    shell = Response("http://h.example/", body=SHELL.body)
    rendering = RenderingExtension("auto", crawl.stats, possible=True, ask=ask)

    async def settle() -> ListingReading:
        return await read_section_again(rendering, shell, await read(shell), read)

    assert asyncio.run(settle()).problems == problems
    assert crawl.stats.get_value(f"{RENDER_COUNTER}named_nothing") == 1
    assert ("routes behind" in caplog.text) is is_route
