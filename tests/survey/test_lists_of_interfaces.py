"""Lists of content systems, search services and states of pages: declared, and read to their end.

The sites are simulated (tests/sites/feedless): the survey and the reader ask them in this process.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest
from scrapy.http import Request, Response

from newsarchive.discovery.urls import canonical_key
from newsarchive.listings.list_kind import DataList, ListKind
from newsarchive.survey.data_lists import DataListSurvey
from newsarchive.survey.requests import Asker
from newsarchive.survey.site_evidence import ListingPlace, Survey
from tests.sites.building import Document
from tests.sites.feedless import interfaces, states
from tests.sites.feedless.simulated import Asked, Feedless
from tests.survey.test_lists_of_scripts import Readers

KIND = ListKind()
# Qwik's page links to the next one: a section reads it.
BUILDERS = [one for one in (*interfaces.BUILDERS, *states.BUILDERS) if one is not states.qwik]
MOST_READ = 30  # pages of a site's lists


def asked_of(site: Feedless, url: str, method: str, body: str, kind: str) -> Document:
    return site.reply(Asked(url, method, body, kind))


def surveyed(site: Feedless) -> list[ListingPlace]:
    """Return the lists that the survey finds from the home page."""

    async def download(request: Request) -> Response:
        kind = (request.headers.get("Content-Type") or b"").decode()
        answer = asked_of(site, request.url, request.method, request.body.decode(), kind)
        headers = {"Content-Type": answer.content_type}
        return Response(request.url, status=answer.status, body=answer.body, headers=headers)

    async def survey() -> list[ListingPlace]:
        asker = Asker(download, Readers())  # type: ignore[arg-type]
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
        request = KIND.request(listing)
        kind = dict(request.headers).get("Content-Type", "")
        answer = asked_of(site, request.url, request.method, request.body.decode(), kind)
        reading = KIND.read(listing, answer.body, request.url, answer.content_type)
        new = {canonical_key(link.url) for link in reading.links} - named
        named |= new
        waiting += KIND.further(reading, listing, goes_on=bool(new))
    return named


@pytest.mark.parametrize("build", BUILDERS, ids=lambda build: build.__name__)
def test_a_list_is_declared_to_its_end_and_names_nothing_else(build: Callable[[], Feedless]) -> None:
    site = build()
    places = surveyed(site)
    tables = [place.table for place in places if place.links and isinstance(place.table, DataList)]
    named = set().union(*(named_by(site, table) for table in tables))
    truth = {canonical_key(url) for url in site.articles}
    assert not truth - named
    others = {url for url in named - truth if site.reply(Asked(f"http://{url}")).status == 200}
    assert not others
