"""Invented articles by number: each is a function of its number, whatever was made before it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, timezone

import numpy as np

from benchmarks.archive.sources import ZONES, Source, all_sources, of_script, shares
from benchmarks.archive.writing import Written, edited, spread, write
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
BEGINS = datetime(2023, 9, 1, tzinfo=UTC)
LASTS = timedelta(days=3 * 365)
COPIED, REVISED, SPAMMED, MENDED, REFUSED = 0.02, 0.05, 0.08, 0.05, 0.02
# A copy follows its original by at most so many articles, an edit its article by exactly so many.
COPY_WITHIN, EDIT_AFTER = 2000, 500
ZONE_OF = {zone: timezone(timedelta(hours=int(zone[1:3]))) for zone in ZONES.values()}


@dataclass(frozen=True, slots=True)
class Plan:
    """What an article is to be, before it is written; `copy_of` is the number whose text it takes."""

    number: int
    source: Source
    copy_of: int | None
    revised: bool
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
        revised=bool(draws[3] < REVISED),
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


def article(number: int, count: int) -> CleanArticle:
    """Return article `number` of `count` as the pipelines would give it."""
    of, wrote = plan(number), written(number)
    published = BEGINS + LASTS * (number / count)
    page = _page(of, published + timedelta(minutes=20), f"{SEED}/{number}/1")
    facts = replace(
        NO_FACTS,
        charset=Charset("utf-8", "valid_utf8"),
        canonical_url=page.url,
        authors=wrote.authors,
        editor=wrote.editor,
        outlet=of.source.name.title(),
        section=wrote.section,
        published_at=published.astimezone(ZONE_OF[of.source.zone]).isoformat(timespec="seconds"),
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


def edit(number: int, count: int) -> CleanArticle | None:
    """Return the second version of article `number`, fetched hours later; None where there is none."""
    of = plan(number)
    if not of.revised:
        return None
    first = article(number, count)
    again = edited(written(number), of.source.script, _dice(number, 2))
    fetched = (first.page.fetched_at or BEGINS) + timedelta(hours=9)
    page = replace(first.page, body=f"{SEED}/{number}/2".encode(), fetched_at=fetched)
    return replace(first, page=page, title=again.title, text=again.text)


def stream(count: int, start: int = 0, end: int | None = None) -> Iterator[CleanArticle]:
    """Yield the articles in order of publication, refused pages and edits between them.

    `start` and `end` cut out a part; the edits still due after the last article stand at number `count`.
    """
    for number in range(start, count + 1 if end is None else end):
        if number == count:
            due = range(max(0, count - EDIT_AFTER), count)
        else:
            due = range(max(0, number - EDIT_AFTER), max(0, number - EDIT_AFTER + 1))
            if plan(number).refused_before:
                yield _refused(number, count)
            yield article(number, count)
        yield from (again for one in due if (again := edit(one, count)) is not None)


def _dice(number: int, purpose: int) -> np.random.Generator:
    return np.random.Generator(np.random.PCG64([SEED, purpose, number]))


def _page(of: Plan, fetched: datetime, body: str, kind: str = "news") -> FetchedPage:
    url = f"https://{of.source.host}/{kind}/{fetched:%Y/%m/%d}/{of.number}.html"
    headers = (("Content-Type", "text/html; charset=utf-8"), ("ETag", f'"{body}"'), ("Server", "nginx"))
    return FetchedPage(
        url=url,
        body=body.encode(),
        content_type="text/html; charset=utf-8",
        final_url=url,
        headers=headers,
        fetched_at=fetched,
        source=of.source.name,
    )


def _refused(number: int, count: int) -> CleanArticle:
    of = plan(number)
    fetched = BEGINS + LASTS * (number / count) + timedelta(minutes=10)
    page = _page(of, fetched, f"{SEED}/{number}/index", kind="index")
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
