"""Surveys a simulated site in this process, and reads what the proposal declares as a crawl does.

No program is started and nothing is stored, so that a site takes a tenth of a second: each convention of the
web's software can have one of its own.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from scrapy.http import HtmlResponse, Request, Response

from newsarchive import clock
from newsarchive.discovery.urls.canonical_urls import canonical_key, matches_pattern
from newsarchive.items import FetchedPage
from newsarchive.lifecycle import Verdict
from newsarchive.listings.kind_registry import kind_named
from newsarchive.listings.listing_kind import read_listing
from newsarchive.sources import load_source
from newsarchive.stages import run_stages
from newsarchive.survey.declaration_file import written
from newsarchive.survey.proposal import propose
from newsarchive.survey.requests import Asker
from newsarchive.survey.site_evidence import Survey
from newsarchive.survey.spider import Surveyor
from tests.sites.building import Document
from tests.sites.feedless.invention import local, serial, slugged
from tests.sites.feedless.simulated import Asked, Feedless, batches, start
from tests.sites.stories import Story
from tests.survey.test_lists_of_scripts import Readers

MOST_READ = 300  # pages of lists; a walk that needs more goes in circles
Paths = Callable[[int], str]
Foot = Callable[[int, int, Paths], str]
MENU = (("/news/", "News"), ("/about.html", "About us"), ("/contact.html", "Contact"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Walked:
    """What a survey of a site came to: `missed` articles, `wrong` pages that would be stored, requests."""

    survey: Survey
    declaration: str
    missed: frozenset[str]
    wrong: frozenset[str]
    asked: tuple[str, ...]

    @property
    def is_whole(self) -> bool:
        """Whether every article of the site is named, and nothing else."""
        return not self.missed and not self.wrong


def walked(site: Feedless, folder: Path) -> Walked:
    """Survey a site, and read the lists that the proposal declares to their ends."""
    asked: list[str] = []

    async def download(request: Request) -> Response:
        asked.append(request.url)
        kind = (request.headers.get(b"Content-Type") or b"").decode()
        answer = site.reply(Asked(request.url, request.method, request.body.decode(), kind))
        headers = {"Content-Type": answer.content_type}
        return HtmlResponse(request.url, status=answer.status, body=answer.body, headers=headers)

    survey = Survey(asked=site.home)
    asker = Asker(download, Readers())  # type: ignore[arg-type]
    asyncio.run(Surveyor(asker, survey, lambda _message: None).run())
    proposal = propose(survey, "tried", delay=0)
    truth = {canonical_key(url) for url in site.articles}
    if not proposal.finds_something:
        return Walked(
            survey=survey,
            declaration="",
            missed=frozenset(truth),
            wrong=frozenset(),
            asked=tuple(asked),
        )
    declaration = written(proposal)
    found = _named(site, declaration, folder)
    kept = {key: url for key, url in found.items() if not matches_pattern(url, proposal.deny)}
    return Walked(
        survey=survey,
        declaration=declaration,
        missed=frozenset(truth - kept.keys()),
        wrong=frozenset(url for key, url in kept.items() if key not in truth and _is_stored(site, url)),
        asked=tuple(asked),
    )


def _named(site: Feedless, declaration: str, folder: Path) -> dict[str, str]:
    """Return the addresses that the declared lists name, by their keys."""
    path = folder / "tried.toml"
    path.write_text(declaration, encoding="utf-8")
    waiting = list(load_source(path).listings())
    met: set[str] = set()
    found: dict[str, str] = {}
    while waiting and len(met) < MOST_READ:
        listing = waiting.pop(0)
        kind: Any = kind_named(listing.kind)
        if canonical_key(listing.url) in met:
            continue
        met.add(canonical_key(listing.url))
        request = kind.request(listing)
        told = dict(request.headers).get("Content-Type", "")
        answer = site.reply(Asked(request.url, request.method, request.body or "", told))
        if answer.status != 200:
            continue
        reading = read_listing(kind, listing, answer.body, request.url, answer.content_type)
        new = {canonical_key(link.url): link.url for link in reading.links}
        goes_on = not new.keys() <= found.keys()
        found = new | found
        waiting += kind.further(reading, listing, goes_on=goes_on)
    return found


def _is_stored(site: Feedless, url: str) -> bool:
    answer = site.reply(Asked(url))
    page = FetchedPage(
        url=url, body=answer.body, content_type=answer.content_type, final_url=url, fetched_at=clock.now()
    )
    return answer.status == 200 and run_stages(page).verdict == Verdict.ARTICLE


def dated(story: Story) -> str:
    """Return an address with a date and a name."""
    return f"/news/{local(story):%Y/%m/%d}/{slugged(story)}"


def numbered(story: Story) -> str:
    """Return an address with a number."""
    return f"/news/{serial(story, 70000)}"


def items(site: Feedless, stories: list[Story]) -> str:
    """Return stories as items of a list."""
    return "".join(
        f"<li><a href='{escape(site.url(one).removeprefix(site.root))}'>{escape(one.title)}</a></li>"
        for one in stories
    )


def framed(inner: str, *, head: str = "", menu: tuple[tuple[str, str], ...] = MENU) -> Document:
    """Return a page of a paper, with its menu above and below."""
    links = "".join(f"<a href='{escape(url)}'>{name}</a>" for url, name in menu)
    foot = (
        "Published by the printers of this paper since 1951. "
        "All rights are reserved to its owners, who are named here."
    )
    begin = f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>The Paper</title>{head}</head>"
    end = f"<footer><nav>{links}</nav><p>{foot}</p></footer></body></html>"
    text = f"{begin}<body><nav>{links}</nav><main>{inner}</main>{end}"
    return Document(text.encode(), "text/html; charset=utf-8")


def paged_site(
    name: str,
    paths: Paths,
    foot: Foot,
    *,
    rows: Callable[[Feedless, list[Story]], str] = items,
    address: Callable[[Story], str] = dated,
    head: Foot | None = None,
    count: int = 40,
    size: int = 8,
) -> Feedless:
    """Return a site whose list has eight articles a page; `foot` is what stands below page n of so many.

    `paths` is where a page is; the first is in the menu. `head` is what a page has in its head.
    """
    menu = ((paths(1), "News"), *MENU[1:])
    site = start(name, "html", "en", count, title="The Paper", address=address, menu=menu)
    pages = batches(site.stories, size)
    for number, stories in enumerate(pages, 1):
        inner = f"<h1>News</h1><ul>{rows(site, [*stories])}</ul>{foot(number, len(pages), paths)}"
        told = "" if head is None else head(number, len(pages), paths)
        site.documents[site.full(paths(number))] = framed(inner, head=told, menu=menu)
    home = f"<h1>Home</h1><ul>{rows(site, [*site.stories[:5]])}</ul>"
    site.documents[site.home] = framed(home, menu=menu)
    return site
