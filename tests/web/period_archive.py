"""An archive for reports, made by hand: six weeks of one source, a blind day, edits, spam, hostile names."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from newsarchive import clock
from newsarchive.items import CleanArticle
from newsarchive.lifecycle import CrawlKind
from newsarchive.storage import open_archive
from newsarchive.storage.interfaces.crawl_store import SourceFacts
from tests.storage.making import article, mirror_repair, refused
from tests.web.filled_archive import HOSTILE

# A Monday; the report below is of the last week.
BEGUN = datetime(2026, 3, 2, 8, tzinfo=UTC)
WEEKS = 6
SINCE, UNTIL = "2026-04-06", "2026-04-12"
NOW = datetime(2026, 4, 14, 12, tzinfo=UTC)
BLIND = "2026-04-08"


def fill_period(url: str) -> None:
    """Four articles a day at 09:30 in Hong Kong, captured at 02:00 UTC; on one day nobody asked."""
    archive = open_archive(url, wait=5)
    archive.crawls.register([SourceFacts(name="pier", home="https://pier.example/")])
    for number in range(WEEKS * 7):
        day = BEGUN + timedelta(days=number)
        if f"{day:%Y-%m-%d}" == BLIND:
            continue
        with clock.using(partial(_same, day)):
            crawl = archive.crawls.begin("pier", CrawlKind.CRAWL, day)
            archive.saves.save(crawl, [_article(day, at) for at in range(4)])
            if f"{day:%Y-%m-%d}" == UNTIL:
                archive.saves.save(crawl, _last_day(day))
            archive.crawls.end(crawl, day + timedelta(minutes=5), "finished")
    archive.close()


def _same(moment: datetime) -> datetime:
    return moment


def _headline(day: datetime, at: int) -> str:
    """In the last week a storm is in all of them."""
    storm = "Storm: " if f"{day:%Y-%m-%d}" >= SINCE else ""
    return f"{storm}Ferry {at} of {day:%d %B}"


def _article(day: datetime, at: int) -> CleanArticle:
    seen = day.replace(hour=2)
    facts: dict[str, Any] = {
        "section": "Harbour",
        "language": "zh" if at == 0 else "en",
        "authors": (f"Ada {at}",),
    }
    url = f"https://pier.example/{day:%Y/%m/%d}/{at}"
    return article(
        url,
        text=f"The ferry of {day:%d %B} number {at} runs.",
        title=_headline(day, at),
        fetched_at=seen,
        published_at=f"{day:%Y-%m-%d}T09:{30 if at else 0:02d}:00+08:00",
        tags=("ferry",),
        **facts,
    )


def _last_day(day: datetime) -> list[CleanArticle]:
    """An edit of yesterday's first article, a hostile article from a mirror, and two refusals."""
    former = day - timedelta(days=1)
    edited = article(
        f"https://pier.example/{former:%Y/%m/%d}/0",
        text="The ferry does not run.",
        title=_headline(former, 0),
        fetched_at=day.replace(hour=3),
        published_at=f"{former:%Y-%m-%d}T09:00:00+08:00",
        section="Harbour",
        language="zh",
        authors=("Ada 0",),
        tags=("ferry",),
    )
    hostile = article(
        "https://pier.example/hostile",
        text=f"{HOSTILE} runs",
        title=HOSTILE,
        authors=(HOSTILE,),
        section=HOSTILE,
        tags=(HOSTILE,),
        language="en",
        repairs=(mirror_repair(),),
        fetched_at=day.replace(hour=2),
        published_at=f"{day:%Y-%m-%d}",
    )
    again = article(
        "https://pier.example/hostile",
        text=f"{HOSTILE} stops",
        title=HOSTILE,
        authors=(HOSTILE,),
        section=HOSTILE,
        tags=(HOSTILE,),
        language="en",
        fetched_at=day.replace(hour=4),
        published_at=f"{day:%Y-%m-%d}",
    )
    pages = [refused(f"https://pier.example/spam/{at}", fetched_at=day) for at in range(2)]
    return [edited, hostile, again, *pages]
