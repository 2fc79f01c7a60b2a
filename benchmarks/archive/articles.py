"""Invented articles by number: each is a function of its number, whatever was made before it."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, timezone

import numpy as np

from benchmarks.archive.sources import ZONES, Source, all_sources, of_script, shares
from benchmarks.archive.writing import Written, edited, page_markup, spread, write
from newsarchive.evidence import BlockPlace, SpamKind
from newsarchive.items import (
    NO_FACTS,
    Charset,
    CleanArticle,
    FetchedPage,
    RemovedBlock,
    Repair,
    cleaned_article,
)
from newsarchive.lifecycle import Verdict

SEED = 4
# When the last article was published, unless it is told: pages of today want an archive that ends today.
ENDS = datetime(2026, 11, 27, 20, tzinfo=UTC)
LASTS = timedelta(days=3 * 365)
DAY = timedelta(days=1)
COPIED, REVISED, SPAMMED, MENDED, REFUSED = 0.02, 0.05, 0.08, 0.05, 0.02
# A copy follows its original by at most so many articles, an edit its article by exactly so many.
COPY_WITHIN, EDIT_AFTER = 2000, 500
# Every so many articles one is a running story, edited so often (as a live ticker is).
RUNNING_EVERY, RUNNING_EDITS = 5000, 40
# The small sources from this rank on keep the pages they were given, as sources do unless told otherwise.
KEEPS_PAGES_FROM = 190
ZONE_OF = {zone: timezone(timedelta(hours=int(zone[1:3]))) for zone in ZONES.values()}


@dataclass(frozen=True, slots=True)
class Plan:
    """What an article is to be, before it is written; `copy_of` is the number whose text it takes."""

    number: int
    source: Source
    copy_of: int | None
    revisions: int
    spammed: bool
    mended: bool
    refused_before: bool


def plan(number: int) -> Plan:
    """Return what article `number` is."""
    dice = _dice(number, 0)
    draws = dice.random(7)
    source = all_sources()[bisect_right(shares(), draws[0])]
    copied = draws[1] < COPIED and number > 0
    original = number - 1 - int(draws[2] * min(COPY_WITHIN, number)) if copied else None
    if original is not None:
        script = plan(original).source.script
        mates = of_script(script)
        source = mates[int(draws[0] * len(mates))]
    return Plan(
        number,
        source,
        original,
        revisions=RUNNING_EDITS if number % RUNNING_EVERY == RUNNING_EVERY - 1 else int(draws[3] < REVISED),
        spammed=bool(draws[4] < SPAMMED),
        mended=bool(draws[5] < MENDED),
        refused_before=bool(draws[6] < REFUSED),
    )


def written(number: int) -> Written:
    """Return title, text and names of article `number`."""
    of = plan(number)
    if of.copy_of is None:
        return write(of.source.script, _dice(number, 1))
    return spread(written(of.copy_of), of.source.name, of.source.script)


def keeps_pages(source: Source) -> bool:
    """Whether the pages of the source are kept in the archive."""
    return source in all_sources()[KEEPS_PAGES_FROM:]


def published(number: int, count: int, ends: datetime = ENDS) -> datetime:
    """Return when article `number` of `count` came out; more do at noon than in the evening."""
    evenly = ends - LASTS * (1 - number / count)
    midnight = evenly.replace(hour=0, minute=0, second=0, microsecond=0)
    of_day = (evenly - midnight) / DAY
    return min(ends, midnight + DAY * (of_day + 0.05 * (math.cos(2 * math.pi * of_day) - 1)))


def article(number: int, count: int, ends: datetime = ENDS) -> CleanArticle:
    """Return article `number` of `count` as the pipelines would give it."""
    of, wrote = plan(number), written(number)
    out = published(number, count, ends)
    page = _page(of, out + timedelta(minutes=20), f"{SEED}/{number}/1", wrote)
    facts = replace(
        NO_FACTS,
        charset=Charset("utf-8", "valid_utf8"),
        canonical_url=page.url,
        authors=wrote.authors,
        editor=wrote.editor,
        outlet=of.source.name.title(),
        section=wrote.section,
        published_at=out.astimezone(ZONE_OF[of.source.zone]).isoformat(timespec="seconds"),
        date_source="json_ld",
        language="en" if of.source.script == "Latn" else "zh",
        script=None if of.source.script == "Latn" else of.source.script,
        image=f"https://{of.source.host}/images/{number}.jpg",
        repairs=_repairs(of),
    )
    return cleaned_article(
        page=page,
        facts=facts,
        verdict=Verdict.ARTICLE,
        reason=None,
        title=wrote.title,
        text=wrote.text,
        tags=wrote.tags,
        removed=_removed(of),
    )


def edits(number: int, count: int, ends: datetime = ENDS) -> Iterator[CleanArticle]:
    """Yield the later versions of article `number`, the first fetched hours later, one after another."""
    of = plan(number)
    if not of.revisions:
        return
    first, again = article(number, count, ends), written(number)
    for version in range(2, 2 + of.revisions):
        again = edited(again, of.source.script, _dice(number, version))
        fetched = (first.page.fetched_at or ends) + timedelta(hours=9, minutes=20 * (version - 2))
        page = _page(of, first.page.fetched_at or ends, f"{SEED}/{number}/{version}", again)
        yield replace(first, page=replace(page, fetched_at=fetched), title=again.title, text=again.text)


def stream(
    count: int, start: int = 0, end: int | None = None, ends: datetime = ENDS
) -> Iterator[CleanArticle]:
    """Yield the articles in order of publication, refused pages and edits between them.

    `start` and `end` cut out a part; the edits still due after the last article stand at number `count`.
    """
    for number in range(start, count + 1 if end is None else end):
        if number == count:
            due = range(max(0, count - EDIT_AFTER), count)
        else:
            due = range(max(0, number - EDIT_AFTER), max(0, number - EDIT_AFTER + 1))
            if plan(number).refused_before:
                yield _refused(number, count, ends)
            yield article(number, count, ends)
        for one in due:
            yield from edits(one, count, ends)


def _dice(number: int, purpose: int) -> np.random.Generator:
    return np.random.Generator(np.random.PCG64([SEED, purpose, number]))


def _page(of: Plan, fetched: datetime, mark: str, wrote: Written | None) -> FetchedPage:
    kind = "index" if wrote is None else "news"
    body = mark if wrote is None or not keeps_pages(of.source) else page_markup(wrote, mark)
    url = f"https://{of.source.host}/{kind}/{fetched:%Y/%m/%d}/{of.number}.html"
    headers = (("Content-Type", "text/html; charset=utf-8"), ("ETag", f'"{mark}"'), ("Server", "nginx"))
    return FetchedPage(
        url=url,
        body=body.encode(),
        content_type="text/html; charset=utf-8",
        final_url=url,
        headers=headers,
        fetched_at=fetched,
        source=of.source.name,
    )


def _refused(number: int, count: int, ends: datetime) -> CleanArticle:
    of = plan(number)
    fetched = published(number, count, ends) + timedelta(minutes=10)
    page = _page(of, fetched, f"{SEED}/{number}/index", None)
    facts = replace(NO_FACTS, charset=Charset("utf-8", "valid_utf8"))
    return cleaned_article(
        page=page,
        facts=facts,
        verdict=Verdict.NOT_ARTICLE,
        reason="index_page",
        title="Index",
        text="",
        tags=(),
        removed=(),
    )


def _repairs(of: Plan) -> tuple[Repair, ...]:
    if not of.mended:
        return ()
    if of.source.script == "Hans":
        return (Repair("pinyin_note", 3 + of.number % 40, 0.97), Repair("script_conversion", 1, 1.0))
    return (Repair("utf8_read_as_latin1", 1 + of.number % 9, 0.99),)


def _removed(of: Plan) -> tuple[RemovedBlock, ...]:
    if not of.spammed:
        return ()
    hosts = (f"win{of.number % 97}.example", f"lucky{of.number % 89}.example")
    spam = RemovedBlock(
        place=BlockPlace.TAIL,
        kind=SpamKind.GAMBLING,
        rule="delimiter_list",
        score=0.93,
        text="|".join(f"lucky{(of.number + at) % 1000}" for at in range(12)),
        hosts=hosts,
    )
    bar = RemovedBlock(
        place=BlockPlace.HEAD, kind=SpamKind.FURNITURE, rule="share_bar", score=1.0, text="Share Print Mail"
    )
    return (bar, spam)
