"""A list of data leads to its next page, is asked for as declared, and says what is wrong with its table."""

from __future__ import annotations

import json

import pytest
from pydantic import ValidationError

from newsarchive.listings.list_kind import DataList, ListKind
from newsarchive.sources.loading import mistakes_of

H = "https://h.example"
KIND = ListKind()
TITLES = ("The council votes for the harbour wall", "Storm damages the tram line in Denby")
DATA = json.dumps(
    {"list": [{"title": t, "url": f"/n/{n}.html", "at": f"2026-11-2{n}"} for n, t in enumerate(TITLES)]}
).encode()


def test_pages_are_counted_and_asked_for() -> None:
    table = DataList(url=f"{H}/api?p=1", next=f"{H}/api?p={{page}}", pages=2, headers={"X-App": "web"})
    (listing,) = KIND.listings(table)
    assert KIND.request(listing).url == f"{H}/api?p=1"
    assert KIND.request(listing).headers == {"X-App": "web"}
    reading = KIND.read(listing, DATA, listing.url, "application/json")
    assert [link.title for link in reading.links] == list(TITLES)
    (following,) = KIND.further(reading, listing, goes_on=True)
    assert (following.url, following.pages) == (f"{H}/api?p=2", 1)
    assert not KIND.further(reading, listing, goes_on=False)
    assert not KIND.further(KIND.read(following, DATA, following.url, None), following, goes_on=True)


@pytest.mark.parametrize(
    ("body", "next_body", "second", "content_type"),
    [
        ('{"p":1,"c":"a"}', '{"p":{page},"c":"a"}', '{"p":2,"c":"a"}', "application/json"),
        ("p=1&c=a", "p={page}&c=a", "p=2&c=a", "application/x-www-form-urlencoded"),
        ('{"q":[{"params":"c=a&page=0"}]}', '{"q":[{"params":"c=a&page={page}"}]}', None, "application/json"),
        ('{"from":0,"size":2}', '{"from":{offset},"size":2}', '{"from":2,"size":2}', "application/json"),
    ],
    ids=["json", "form", "within", "from"],
)
def test_pages_of_a_body_have_a_url_each(
    body: str, next_body: str, second: str | None, content_type: str
) -> None:
    table = DataList(url=f"{H}/q", body=body, next_body=next_body, pages=9)
    (listing,) = KIND.listings(table)
    first = KIND.request(listing)
    assert (first.method, first.url, first.body) == ("POST", f"{H}/q", body.encode())
    assert first.headers == {"Content-Type": content_type}
    urls = [listing.url]
    for _ in range(2):
        reading = KIND.read(listing, DATA, f"{H}/q", None)
        (listing,) = KIND.further(reading, listing, goes_on=True)
        urls.append(listing.url)
        resumed = KIND.resumed((table,), listing.url, 1)
        assert resumed is not None
        assert KIND.request(resumed).body == KIND.request(listing).body
    assert len(set(urls)) == 3
    if second is not None:
        (following,) = KIND.further(
            KIND.read(KIND.listings(table)[0], DATA, f"{H}/q", None), KIND.listings(table)[0], goes_on=True
        )
        assert KIND.request(following).body == second.encode()
    assert KIND.resumed((table,), urls[0], 0) is None, "declared, and asked for anyway"


def test_a_killed_crawl_takes_up_the_page_of_its_own_list() -> None:
    news = DataList(url=f"{H}/a", next=f"{H}/a?after={{cursor}}", cursor="$.next", pages=9)
    sport = DataList(url=f"{H}/b", next="$.links.next", pages=5)
    found = KIND.resumed((news, sport), f"{H}/a?after=x", 2)
    assert found is not None
    assert (found.table, found.pages) == (news, 7)
    other = KIND.resumed((news, sport), f"{H}/b?page=3", 2)
    assert other is not None
    assert other.table == sport
    assert KIND.resumed((news, sport), f"{H}/elsewhere", 1) is None


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        (
            {"articles": "data.list"},
            "articles = 'data.list': allowed: a JSONPath (RFC 9535) such as $.data.list[*]; here it does not",
        ),
        ({"articles": "$.data["}, "allowed: a JSONPath (RFC 9535) such as $.data.list[*]; here"),
        ({"template": "/detail/"}, "allowed: a URL with members in braces"),
        ({"next": "https://h.example/2"}, "allowed: a URL with one of {page}, {offset}, {cursor}"),
        ({"link": "url", "template": f"{H}/{{id}}"}, "`link` or `template`, not both"),
        ({"next": f"{H}/?c={{cursor}}"}, "`cursor` where `next` or `next_body` has {cursor}"),
        ({"body": "p=1", "method": "GET"}, "a `body` with POST"),
        ({"headers": {"Cookie": "x"}}, "any name of a header but authorization"),
        ({"pages": 0}, "pages = 0: allowed: greater than or equal to 1"),
        ({"page": 3}, "page is an unknown field"),
    ],
    ids=lambda value: "" if isinstance(value, str) else next(iter(value)),
)
def test_mistakes_say_what_is_allowed(fields: dict[str, object], said: str) -> None:
    with pytest.raises(ValidationError) as caught:
        DataList(url=f"{H}/api", **fields)  # type: ignore[arg-type] # wrong on purpose
    assert any(said in line for line in mistakes_of(caught.value)), mistakes_of(caught.value)


def test_a_token_stands_in_no_declaration() -> None:
    table = DataList(
        url=f"{H}/q",
        body="_token={token:t}&page=1",
        next_body="_token={token:t}&page={page}",
        tokens={"t": "meta csrf-token"},
        token_page=f"{H}/",
        pages=3,
    )
    (listing,) = KIND.listings(table)
    request = KIND.request(listing)
    assert (request.tokens, request.token_page) == ({"t": "meta csrf-token"}, f"{H}/")
    assert request.body == b"_token={token:t}&page=1"
    (following,) = KIND.further(KIND.read(listing, DATA, f"{H}/q", None), listing, goes_on=True)
    assert KIND.request(following).body == b"_token={token:t}&page=2"
    assert KIND.resumed((table,), following.url, 1) is not None


@pytest.mark.parametrize(
    "fields",
    [
        {"body": "_token={token:t}", "token_page": f"{H}/"},
        {"body": "_token={token:t}", "tokens": {"t": "meta csrf-token"}},
        {"body": "page=1", "tokens": {"t": "meta csrf-token"}, "token_page": f"{H}/"},
        {"body": "_token={token:t}", "tokens": {"t": "cookie session"}, "token_page": f"{H}/"},
    ],
    ids=["no place", "no page", "no hole", "no such place"],
)
def test_a_token_needs_a_hole_a_place_and_a_page(fields: dict[str, object]) -> None:
    with pytest.raises(ValidationError, match="allowed: "):
        DataList.model_validate({"url": f"{H}/q", **fields})
