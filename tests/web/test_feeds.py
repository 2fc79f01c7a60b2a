"""Feeds as other programs read them: feedparser, the grammar of RFC 4287, the rules of JSON Feed 1.1."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import feedparser
import pytest
from jsonschema import Draft202012Validator, FormatChecker
from lxml import etree
from starlette.testclient import TestClient

from newsarchive.lifecycle import CrawlKind, Outcome
from newsarchive.storage import open_archive
from newsarchive.storage.interfaces.crawl_store import Answer
from newsarchive.storage.queries import revision_feed
from newsarchive.web.answers import feed_entries
from newsarchive.web.answers.archive_reader import ArchiveReader
from newsarchive.web.answers.feed_entries import FeedPage, feed_page
from newsarchive.web.answers.search_answers import ArticleChoice
from newsarchive.web.application import make_application
from newsarchive.web.guard.web_settings import WebSettings
from tests.storage.making import article
from tests.web.filled_archive import BEGUN, FERRY, HOSTILE

GRAMMAR = etree.RelaxNG(etree.parse(Path(__file__).with_name("atom.rng")))
TEXT = {"type": "string", "minLength": 1}
URL = {"type": "string", "format": "uri", "pattern": "^https?://"}
STAMP = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"}
# https://www.jsonfeed.org/version/1.1/, as far as ours goes; names of extensions begin with _.
JSON_FEED = {
    "type": "object",
    "required": ["version", "title", "home_page_url", "feed_url", "items"],
    "additionalProperties": False,
    "properties": {
        "version": {"const": "https://jsonfeed.org/version/1.1"},
        "title": TEXT,
        "home_page_url": URL,
        "feed_url": URL,
        "next_url": URL,
        "items": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["id", "content_html"],
                "additionalProperties": False,
                "properties": {
                    **dict.fromkeys(("id", "title", "content_html", "summary", "language"), TEXT),
                    **dict.fromkeys(("url", "external_url"), URL),
                    **dict.fromkeys(("date_published", "date_modified"), STAMP),
                    "authors": {"type": "array", "minItems": 1, "items": {"required": ["name"]}},
                    "tags": {"type": "array", "items": TEXT},
                    "_newsarchive": {"type": "object"},
                },
            },
        },
    },
}


def parsed(client: TestClient, address: str = "/feeds/atom", **asked: Any) -> Any:
    answer = client.get(address, params=asked or None)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/atom+xml; charset=utf-8"
    GRAMMAR.assertValid(etree.fromstring(answer.content))
    found = feedparser.parse(answer.content)
    assert not found.bozo, found.bozo_exception
    return found


def as_json(client: TestClient, path: str = "/feeds/json", **asked: Any) -> dict[str, Any]:
    answer = client.get(path, params=asked)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith("application/feed+json")
    found: dict[str, Any] = answer.json()
    Draft202012Validator(JSON_FEED, format_checker=FormatChecker()).validate(found)
    return found


def linked(feed: Any, relation: str) -> str | None:
    return next((link.href for link in feed.feed.links if link.rel == relation), None)


def test_an_edit_shows_what_was_taken_out_and_put_in(client: TestClient) -> None:
    feed = parsed(client, q="轮渡")
    edit, new = [entry for entry in feed.entries if FERRY in [link.href for link in entry.links]]
    assert [tag.term for tag in edit.tags] == ["edited", "newsroom"]
    assert [tag.term for tag in new.tags] == ["new", "newsroom"]
    assert "<ins>" in edit.content[0].value
    assert "<ins>" not in new.content[0].value
    assert re.match(r"Edited: \+\d+ −\d+ characters", edit.summary)
    assert edit.content[0].language == "zh-Hans"
    assert edit.id != new.id
    assert edit.link.startswith("http://localhost/articles/")


def test_every_new_article_and_edit_is_told_once_over_all_pages(client: TestClient) -> None:
    whole = parsed(client, limit=50)
    assert linked(whole, "next") is None
    identities: list[str] = []
    address: str | None = "/feeds/atom?limit=7"
    while address is not None:
        page = parsed(client, address)
        identities += [entry.id for entry in page.entries]
        assert linked(page, "first") == "http://localhost/feeds/atom?limit=7"
        address = linked(page, "next")
    assert identities == [entry.id for entry in whole.entries]
    assert len(identities) == len(set(identities)) > 28
    without = parsed(client, limit=50, edits=False)
    assert len(without.entries) == 28


def test_json_and_atom_tell_the_same(client: TestClient) -> None:
    asked: dict[str, Any] = {"source": "newsroom", "limit": 3}
    atom, feed = parsed(client, **asked), as_json(client, **asked)
    assert [item["id"] for item in feed["items"]] == [entry.id for entry in atom.entries]
    assert {item["_newsarchive"]["source"] for item in feed["items"]} == {"newsroom"}
    following = client.get(feed["next_url"]).json()
    assert not {item["id"] for item in feed["items"]} & {item["id"] for item in following["items"]}
    assert as_json(client, language="xx")["items"] == []
    assert parsed(client, language="xx").feed.updated == "1970-01-01T00:00:00Z"


def test_a_reader_that_has_it_gets_nothing_again(client: TestClient) -> None:
    for path in ("/feeds/atom", "/feeds/json"):
        first = client.get(path)
        again = client.get(path, headers={"If-None-Match": first.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert client.head(path).status_code == 200


def test_hours_of_no_zone_are_not_given_one(client: TestClient) -> None:
    items = as_json(client, limit=50)["items"]
    dated = [item for item in items if "date_published" in item]
    assert 0 < len(dated) < len(items)
    now = datetime.now(UTC)
    assert all(datetime.fromisoformat(item["date_published"]) < now for item in dated)


def test_hostile_text_stays_text(client: TestClient) -> None:
    feed = parsed(client, source="hostile")
    (entry,) = feed.entries
    raw = client.get("/feeds/json", params={"source": "hostile"}).json()["items"][0]["content_html"]
    assert "<script" not in raw
    assert "&lt;script&gt;" in raw
    assert {*re.findall(r"</?([a-z0-9]+)", raw)} == {"p"}
    assert "\x1b" not in raw
    assert "\u202e" not in raw
    assert "{{7*7}}" in raw
    assert all('"' not in link.href and "<" not in link.href for link in entry.links)
    odd = parsed(client, q='"\x1b[31m \u202e <b>"')
    assert "\x1b" not in odd.feed.title


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"limit": "51"}, "limit"),
        ({"sorce": "x"}, "sorce"),
        ({"before": "0"}, "before"),
        ({"q": "a OR b"}, "OR"),
    ],
)
def test_what_cannot_be_understood_is_a_problem(client: TestClient, asked: dict[str, str], said: str) -> None:
    for path in ("/feeds/atom", "/feeds/json"):
        answer = client.get(path, params=asked)
        assert answer.status_code == 400
        assert answer.headers["content-type"] == "application/problem+json"
        assert said in answer.text


def test_pages_say_where_their_feed_is(client: TestClient) -> None:
    for address, expected in (
        ("/search?q=轮渡&language=zh", "/feeds/atom?q=%E8%BD%AE%E6%B8%A1&amp;language=zh"),
        ("/sources/newsroom", "/feeds/atom?source=newsroom"),
    ):
        page = client.get(address).text
        assert f'type="application/atom+xml" title="newsarchive" href="{expected}">' in page
        assert 'type="application/feed+json"' in page


def test_withdrawals_and_returns_have_a_feed_of_their_own(archive_url: str) -> None:
    gone, back, other = (f"https://bay.example/{name}" for name in ("gone", "back", "other"))
    archive = open_archive(archive_url, wait=5)
    for days, seen in enumerate(((), (gone, back), (gone, back), (gone,))):
        at = BEGUN + timedelta(days=days)
        crawl = archive.crawls.begin("bay", CrawlKind.CRAWL, at)
        shown = [url for url in (gone, back, other) if url not in seen]
        texts = {url: f"{HOSTILE}\nA kestrel of {url}." for url in shown}
        archive.saves.save(crawl, [article(url, texts[url], title=url[-5:], fetched_at=at) for url in shown])
        missing: dict[str, Any] = {"kind": "article", "outcome": Outcome.GONE, "status": 404, "at": at}
        answers = [Answer(url=url, reason="not_found", **missing) for url in seen]
        archive.frontier.record(crawl, answers)
        archive.crawls.end(crawl, at + timedelta(minutes=5), "finished")
    archive.close()
    client = TestClient(make_application(WebSettings(archive_url=archive_url)), base_url="http://localhost")
    feed = parsed(client, "/feeds/withdrawals/atom")
    told = [(entry.tags[0].term, entry.title) for entry in feed.entries]
    assert sorted(told[1:]) == [("withdrawn", "/back"), ("withdrawn", "/gone")]
    assert told[0] == ("returned", "/back")
    assert "<script" not in feed.entries[0].content[0].value
    assert "kestrel" in feed.entries[0].content[0].value
    assert len({entry.id for entry in feed.entries}) == 3
    first = parsed(client, "/feeds/withdrawals/atom?limit=1&q=kestrel&source=bay")
    assert [entry.id for entry in first.entries] == [feed.entries[0].id]
    following = parsed(client, str(linked(first, "next")))
    assert following.entries[0].id == feed.entries[1].id
    assert as_json(client, path="/feeds/withdrawals/json")["items"][0]["id"] == feed.entries[0].id
    assert parsed(client, "/feeds/withdrawals/atom?q=osprey").entries == []
    # The feed of articles has none of them.
    assert {entry.tags[0].term for entry in parsed(client).entries} == {"new"}


@pytest.mark.parametrize("words", ["ferry", "轮渡", "the -ferry", '"the ferry"', "nowhere"])
@pytest.mark.parametrize("edits", [True, False])
@pytest.mark.parametrize("limit", [1, 3, 50])
def test_words_are_found_in_the_newest_texts_as_in_the_index(
    filled_url: str, monkeypatch: pytest.MonkeyPatch, words: str, edits: bool, limit: int
) -> None:
    def page() -> FeedPage:
        reader = ArchiveReader(filled_url)
        return feed_page(reader, ArticleChoice(words=words), edits=edits, before=None, limit=limit)

    by_index = page()
    # As where thousands of the newest texts are no news: then the revisions themselves are looked through.
    monkeypatch.setattr(revision_feed, "_MOST_STEPS", 0)
    by_text = page()
    monkeypatch.setattr(feed_entries, "_LOOKED_AT", 0)
    assert page() == by_text == by_index
