"""An archive for the pages and the API: the sample newsroom with its edit, refused and hostile pages."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from sqlalchemy import create_engine, insert, select

from newsarchive import clock
from newsarchive.evidence import BlockPlace, SpamKind, StatedFact
from newsarchive.items import CleanArticle, RemovedBlock
from newsarchive.lifecycle import CrawlKind
from newsarchive.newsroom.library import all_pages
from newsarchive.storage import Archive, open_archive
from newsarchive.storage.database.location import parsed
from newsarchive.storage.interfaces.crawl_store import SourceFacts
from newsarchive.storage.schema import articles, restatements, revisions
from newsarchive.watches.watch_declaration import Watch
from newsarchive.watches.watch_files import read_watch
from newsarchive.watches.watch_run import WatchRun
from tests.newsroom_demo import newsroom_article
from tests.storage.making import article, refused

BEGUN = datetime(2025, 11, 3, 9, tzinfo=UTC)
FERRY = "http://news.example/2025/1103/ferry.html"
MIRROR = "http://a.mirror.example/news/20251018_4471.html"
# What a page, a site or a declaration may put into any field: markup, scripts, formulas, escapes of a
# terminal, controls of direction, signs of SQL and of templates.
HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(2)>\"'`&lt;</title></style>"
    "\u202eevil\u202c\u2066=cmd|'/C calc'!A0 \x1b[31mred\x07 {{7*7}} ${7*7} '; DROP TABLE articles; --"
)
HOSTILE_URL = 'https://evil.example/"><script>alert(3)</script>?a=\'b\'&c=%22#"onmouseover="x'


def hostile_article() -> CleanArticle:
    """An article every text of which is hostile."""
    made = article(
        HOSTILE_URL,
        text=f"=1+1\n{HOSTILE}\nzebrafish {HOSTILE}",
        title=f"@SUM(1) {HOSTILE}",
        authors=(HOSTILE,),
        editor=HOSTILE,
        outlet=HOSTILE,
        dateline=HOSTILE,
        section=HOSTILE,
        language="en",
        body=f"<p onclick='x'>{HOSTILE}<script src=//evil.example/x.js></script>".encode(),
        fetched_at=BEGUN + timedelta(hours=3),
    )
    block = RemovedBlock(
        place=BlockPlace.INSIDE,
        kind=SpamKind.OTHER,
        rule="hostile",
        score=0.9,
        text=HOSTILE,
        hosts=("evil.example",),
    )
    return replace(made, removed=(block,))


WATCH_FILES = {
    "ferry": 'title = "The ferry"\nwords = "轮渡"\non = ["new", "edited"]\n',
    "hostile": f"title = {json.dumps(HOSTILE)}\nwords = 'zebrafish'\n",
    "broken": f"words = {json.dumps(HOSTILE)}\n",
}


def declare_watches(folder: Path) -> Path:
    """Write the files of the watches; return their folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in WATCH_FILES.items():
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return folder


def _watch(archive: Archive) -> None:
    watches = {}
    for name, words in (("ferry", "轮渡"), ("hostile", "zebrafish")):
        found = read_watch(name, {"words": words, "since": BEGUN.date()})
        assert isinstance(found, Watch)
        watches[name] = found
    WatchRun(archive, watches, {}).run()


def fill(url: str) -> None:
    """Fill a migrated archive."""
    archive = open_archive(url, wait=5)
    archive.crawls.register(
        [SourceFacts(name="newsroom", title="The sample newsroom", home="http://news.example/")]
    )
    first = archive.crawls.begin("newsroom", CrawlKind.CRAWL, BEGUN)
    archive.saves.save(first, [_at(made, BEGUN) for made in _newsroom(1)])
    archive.saves.save(first, [refused("http://news.example/spam.html", fetched_at=BEGUN)])
    archive.crawls.end(first, BEGUN + timedelta(minutes=5), "finished")
    later = BEGUN + timedelta(hours=6)
    second = archive.crawls.begin("newsroom", CrawlKind.CRAWL, later)
    archive.saves.save(second, [_at(made, later) for made in _newsroom(2)])
    archive.crawls.end(second, later + timedelta(minutes=5), "finished")
    third = archive.crawls.begin("hostile", CrawlKind.IMPORT, BEGUN)
    archive.saves.save(third, [hostile_article()])
    archive.crawls.end(third, later, "finished")
    _watch(archive)
    archive.close()
    _state_anew(url)


def _state_anew(url: str) -> None:
    """Have the hostile page state a hostile section and hostile tags, and another day."""
    engine = create_engine(parsed(url))
    with engine.begin() as connection:
        found = select(revisions.c.article_id, revisions.c.fetch_id).join(articles)
        found = found.where(articles.c.url == HOSTILE_URL)
        number, fetch = connection.execute(found).one()
        row = {"article_id": number, "fetch_id": fetch, "recorded_at": BEGUN, "stated_in": HOSTILE}
        told = [(fact, HOSTILE, f"{HOSTILE}; anew") for fact in (StatedFact.SECTION, StatedFact.TAGS)]
        told.append((StatedFact.PUBLISHED, "2025-11-03", "2025-11-05T08:00:00+08:00"))
        rows = [row | {"fact": fact, "said_before": old, "said_after": new} for fact, old, new in told]
        connection.execute(insert(restatements), rows)
    engine.dispose()


def crawl_newsroom(archive: Archive) -> None:
    """Store the sample newsroom as a crawl does that begins in a minute."""
    at = clock.now() + timedelta(minutes=1)
    crawl = archive.crawls.begin("newsroom", CrawlKind.CRAWL, at)
    archive.saves.save(crawl, [_at(made, at) for made in _newsroom(1)])
    archive.crawls.end(crawl, at, "finished")


@cache
def _newsroom(visit: int) -> list[CleanArticle]:
    """What is new at that visit."""
    pages = all_pages() if visit == 1 else [page.at_visit(visit) for page in all_pages() if page.edited]
    return [newsroom_article(page) for page in pages]


def _at(made: CleanArticle, moment: datetime) -> CleanArticle:
    return replace(made, page=replace(made.page, fetched_at=moment))
