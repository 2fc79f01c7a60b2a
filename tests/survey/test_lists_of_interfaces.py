"""Lists of content systems, search services and states of pages: declared, and read to their end.

The sites are simulated (tests/sites/feedless): the survey and the reader ask them in this process.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, cast

import pytest
from scrapy.http import Request, Response

from newsarchive.discovery.urls.canonical_urls import canonical_key
from newsarchive.listings.list_kind import DataList, ListKind
from newsarchive.middlewares.list_tokens import ListTokenMiddleware, meta_of_tokens
from newsarchive.survey.data_lists import DataListSurvey
from newsarchive.survey.requests import Asker
from newsarchive.survey.site_evidence import ListingPlace, Survey
from tests.sites.feedless import guarded, interfaces, states
from tests.sites.feedless.simulated import Asked, Feedless
from tests.survey.test_lists_of_scripts import Readers

KIND = ListKind()
# Qwik's page links to the next one: a section reads it.
BUILDERS = [
    one for one in (*interfaces.BUILDERS, *states.BUILDERS, *guarded.BUILDERS) if one is not states.qwik
]
MOST_READ = 30  # pages of a site's lists


class Download:
    """Answers as a site does, with the tokens of requests filled as a crawl fills them."""

    def __init__(self, site: Feedless) -> None:
        self.site = site
        self.asked: set[str] = set()
        engine = SimpleNamespace(download_async=self.answer)
        crawler = SimpleNamespace(engine=engine, stats=SimpleNamespace(inc_value=print))
        self._tokens = ListTokenMiddleware(cast("Any", crawler))

    async def answer(self, request: Request) -> Response:
        request = await self._tokens.process_request(request) or request
        self.asked.add(request.url.partition("?")[0])
        told = {name.decode(): values[-1].decode() for name, values in request.headers.items()}
        kind = told.get("Content-Type", "")
        asked = Asked(request.url, request.method, request.body.decode(), kind, tuple(told.items()))
        answer = self.site.reply(asked)
        headers = {"Content-Type": answer.content_type, "Set-Cookie": answer.cookie}
        return Response(request.url, status=answer.status, body=answer.body, headers=headers)


def surveyed(download: Download) -> list[ListingPlace]:
    """Return the lists that the survey finds from the home page."""
    site = download.site

    async def survey() -> list[ListingPlace]:
        asker = Asker(download.answer, Readers())  # type: ignore[arg-type]
        front = await asker.get(site.home)
        return await DataListSurvey(asker, Survey(asked=site.home, home=site.home)).of_front(front)

    return asyncio.run(survey())


def named_by(site: Feedless, table: DataList) -> set[str]:
    """Return the keys of all that the list of a table names, read to its end."""
    named: set[str] = set()
    waiting = [*KIND.listings(table)]
    for _ in range(MOST_READ):
        if not waiting:
            break
        listing = waiting.pop(0)
        asked = KIND.request(listing)
        request = Request(
            asked.url,
            method=asked.method,
            body=asked.body,
            headers=dict(asked.headers),
            meta=meta_of_tokens(asked),
        )
        answer = asyncio.run(Download(site).answer(request))
        kind = (answer.headers["Content-Type"] or b"").decode()
        reading = KIND.read(listing, answer.body, asked.url, kind)
        new = {canonical_key(link.url) for link in reading.links} - named
        named |= new
        waiting += KIND.further(reading, listing, goes_on=bool(new))
    return named


@pytest.mark.parametrize("build", BUILDERS, ids=lambda build: build.__name__)
def test_a_list_is_declared_to_its_end_and_names_nothing_else(build: Callable[[], Feedless]) -> None:
    site = build()
    download = Download(site)
    places = surveyed(download)
    assert not download.asked & site.traps
    tables = [place.table for place in places if place.links and isinstance(place.table, DataList)]
    named = set().union(*(named_by(site, table) for table in tables))
    truth = {canonical_key(url) for url in site.articles}
    assert not truth - named
    others = {url for url in named - truth if site.reply(Asked(f"http://{url}")).status == 200}
    assert not others


@pytest.mark.parametrize("build", guarded.BUILDERS, ids=lambda build: build.__name__)
def test_a_token_is_sent_with_what_only_asks_and_written_down_nowhere(build: Callable[[], Feedless]) -> None:
    site = build()
    places = surveyed(Download(site))
    (table,) = [place.table for place in places if place.links and isinstance(place.table, DataList)]
    assert table.tokens
    assert table.token_page == site.home
    assert "{token:" in f"{table.next_body} {table.headers}"
