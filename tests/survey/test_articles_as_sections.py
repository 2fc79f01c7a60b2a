"""Articles whose headlines are as short as names of sections: what is one is never denied.

A front page in Chinese, Japanese, Korean or Thai has such headlines among its teasers, of stories that are
older than those of the feed.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from html import escape
from typing import Any

import pytest
from scrapy.http import HtmlResponse, Request, Response

from newsarchive.discovery.urls.canonical_urls import canonical_key, matches_pattern
from newsarchive.discovery.urls.scoring import Anchor
from newsarchive.survey.article_urls import groups_of, label
from newsarchive.survey.proposal import propose
from newsarchive.survey.requests import Asker
from newsarchive.survey.site_chrome import chrome_of
from newsarchive.survey.site_evidence import ListingPlace, SampleOutcome, Survey
from newsarchive.survey.spider import Surveyor

from .test_evidence_read import STORIES, H, links, read, sitemap, survey_of
from .test_lists_of_scripts import Readers
from .test_site_chrome import MENU
from .test_site_chrome import survey as survey_of_box

NEWEST = 8  # stories that the feed names
OLDER = ("old-pier", "late-ferry", "grey-mill")  # that the front page has besides
# A headline of up to fifteen characters, the name of a section, and a story of that language.
WRITTEN = {
    "zh": (
        "县议会推迟了年度预算案{}",
        "时政",
        "县议会在星期二晚上推迟了年度预算，居民代表对此表示不满。议会将在下个月再次讨论这个问题。",
    ),
    "ja": (
        "市議会が予算案を延期{}",
        "政治",
        "市議会は火曜日の夜、年度予算案の採決を延期した。住民の代表は不満を表明した。",
    ),
    "ko": (
        "군의회가 예산안을 연기{}",
        "정치",
        "군의회는 화요일 밤 연간 예산안 표결을 연기했다. 주민 대표들은 불만을 나타냈다.",
    ),
    "th": (
        "สภาเลื่อนงบประมาณ{}",
        "การเมือง",
        "สภาเทศบาลเลื่อนการลงมติงบประมาณประจำปีเมื่อคืนวันอังคาร ผู้แทนชาวบ้านไม่พอใจกับการตัดสินใจนี้",
    ),
}


def address(number: int) -> str:
    """An address; nothing in that of an older story says that it is one, and it is like no other."""
    name = f"mill-story-{number}" if number <= NEWEST else OLDER[number - NEWEST - 1]
    return f"{H}/politics/{name}/"


def surveyed(language: str, *, dated: bool = True) -> Survey:
    """Survey a small site whose front page teases its newest stories and three older ones."""
    headline, section, text = WRITTEN[language]
    numbers = range(1, NEWEST + len(OLDER) + 1)
    told = {number: headline.format(number) for number in numbers}
    menu = f"<nav><a href='/'>Bay</a> <a href='/politics/'>{section}</a></nav>"
    head = f"<!doctype html><html lang={language}><meta charset=utf-8>"
    feed = "<link rel=alternate type=application/rss+xml href=/feed.xml>"
    teasers = "".join(
        f"<div class=teaser><h2><a href='{address(one)}'>{told[one]}</a></h2></div>" for one in numbers
    )
    pages = {
        f"{H}/": f"{head}<title>Bay</title>{feed}{menu}<main>{teasers}</main>",
        f"{H}/politics/": f"{head}<title>{section}</title>{menu}<main><h1>{section}</h1>{teasers}</main>",
        f"{H}/feed.xml": "<rss version='2.0'><channel><title>Bay</title>"
        + "".join(
            f"<item><title>{told[one]}</title><link>{address(one)}</link></item>" for one in numbers[:NEWEST]
        )
        + "</channel></rss>",
        f"{H}/sitemap.xml": "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>"
        + "".join(
            f"<url><loc>{escape(url)}</loc></url>"
            for url in (f"{H}/", f"{H}/politics/", *map(address, numbers))
        )
        + "</urlset>",
    }
    for one in numbers:
        day = f"<time datetime='2026-10-{31 - one}T08:00:00+00:00'>{31 - one}.10.2026</time>" if dated else ""
        body = "".join(f"<p>{text} {one * at}</p>" for at in range(1, 6))
        body += "<p><a href='/tag/bay/'>Bay</a></p>"
        pages[address(one)] = (
            f"{head}<title>{told[one]}</title>{menu}<article><h1>{told[one]}</h1>{day}{body}</article>"
        )

    async def download(request: Request) -> Response:
        page = pages.get(request.url)
        kind = "text/xml" if request.url.endswith(".xml") else "text/html; charset=utf-8"
        headers = {"Content-Type": kind}
        status = 404 if page is None else 200
        return HtmlResponse(request.url, status=status, body=(page or "").encode(), headers=headers)

    survey = Survey(asked=f"{H}/")
    readers: Any = Readers()
    asyncio.run(Surveyor(Asker(download, readers), survey, lambda _message: None).run())
    return survey


@pytest.mark.parametrize("language", sorted(WRITTEN))
@pytest.mark.parametrize("dated", [True, False])
def test_no_article_of_a_front_page_is_denied(language: str, dated: bool) -> None:
    survey = surveyed(language, dated=dated)
    proposal = propose(survey)
    denied = [n for n in range(1, NEWEST + len(OLDER) + 1) if matches_pattern(address(n), proposal.deny)]
    assert denied == []
    assert matches_pattern(f"{H}/politics/", proposal.deny), "the sitemap names it, and it is a list"
    assert matches_pattern(f"{H}/", proposal.deny)


def test_an_article_that_was_taken_for_a_section_is_a_sample() -> None:
    survey = surveyed("zh")
    read_as = {sample.url: sample.outcome for sample in survey.samples}
    older = range(NEWEST + 1, NEWEST + len(OLDER) + 1)
    assert {read_as.get(address(number)) for number in older} == {SampleOutcome.ARTICLE}
    sections = {place.url: place.outcome for place in survey.readable("section")}
    assert sections == {f"{H}/": None, f"{H}/politics/": SampleOutcome.OTHER}


def test_a_section_that_nobody_knows_is_not_denied_by_itself() -> None:
    """Its page names no article, and was not read, or shows nothing that tells what it is."""
    unknown, shown, listing = (f"{H}/stories/{name}/" for name in ("pier", "ferry", "all"))
    unlikely = tuple(replace(link, score=0.1) for link in links(["help"]))
    places = [
        ListingPlace(kind="section", url=unknown, found="browser", links=unlikely),
        ListingPlace(
            kind="section",
            url=shown,
            found="navigation",
            links=unlikely,
            outcome=SampleOutcome.FAILED,
        ),
        ListingPlace(kind="section", url=listing, found="navigation", links=links(STORIES)),
    ]
    named = (*STORIES, *(place.url.removeprefix(f"{H}/") for place in places))
    survey = survey_of(sitemap(*named), *places, samples=[read(STORIES[0])])
    deny = propose(survey).deny
    assert [matches_pattern(place.url, deny) for place in places] == [False, False, True]
    assert shown not in label(survey, groups_of(survey)).others


def test_a_korean_headline_in_a_box_of_every_page_is_no_menu() -> None:
    """It has twelve letters, which say as much as thirty-six of an alphabet."""
    hot = Anchor(f"{H}/mill-story/", "군의회가 예산안을 연기했다")
    survey = survey_of_box()
    survey.front = replace(survey.front, anchors=(*survey.front.anchors, hot))
    survey.places = [replace(one, anchors=(*one.anchors, hot)) for one in survey.places]
    survey.samples = [replace(one, anchors=(*one.anchors, hot)) for one in survey.samples]
    assert canonical_key(hot.url) not in chrome_of(survey)
    assert canonical_key(MENU[0][0]) in chrome_of(survey)
