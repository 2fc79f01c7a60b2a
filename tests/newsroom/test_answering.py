"""What the sample sites answer: validators, redirects, absences, edits by visit."""

from __future__ import annotations

import gzip

import pytest

from newsarchive.newsroom.library import sites
from newsarchive.newsroom.server import reply

FERRY = ("news.example", "/2025/1103/ferry.html")


def headers_of(host: str, path: str, visit: int = 1) -> dict[str, str]:
    return dict(reply(host, path, visit, {}).headers)


def test_page_carries_validators() -> None:
    answer = reply(*FERRY, 1, {})
    headers = dict(answer.headers)
    assert answer.status == 200
    assert headers["Last-Modified"] == "Mon, 03 Nov 2025 00:15:00 GMT"
    assert headers["ETag"].startswith('"')
    assert int(headers["Content-Length"]) == len(answer.body) > 1000


@pytest.mark.parametrize("name", ["if-none-match", "if-modified-since"])
def test_unchanged_page_answers_304_without_a_body(name: str) -> None:
    header = {"if-none-match": "ETag", "if-modified-since": "Last-Modified"}[name]
    answer = reply(*FERRY, 1, {name: headers_of(*FERRY)[header]})
    assert (answer.status, answer.body) == (304, b"")


@pytest.mark.parametrize("since", ["", "yesterday", "Mon, 03 Nov 2025 00:14:59 GMT"])
def test_older_or_odd_dates_get_the_page(since: str) -> None:
    assert reply(*FERRY, 1, {"if-modified-since": since}).status == 200


def test_if_none_match_outweighs_the_date() -> None:
    told = {"if-none-match": '"other"', "if-modified-since": headers_of(*FERRY)["Last-Modified"]}
    assert reply(*FERRY, 1, told).status == 200


def test_one_page_is_edited_before_the_second_visit_and_stays() -> None:
    first, second, third = (reply(*FERRY, visit, {}) for visit in (1, 2, 3))
    assert first.body != second.body
    assert second == third
    validators = {"if-none-match": dict(first.headers)["ETag"]}
    assert reply(*FERRY, 2, validators).status == 200
    assert reply(*FERRY, 2, {"if-modified-since": dict(first.headers)["Last-Modified"]}).status == 200


def test_everything_else_stays_the_same() -> None:
    for site in sites().values():
        paths = [page.path for page in site.pages.values() if not page.edited]
        for path in [*paths, *(listing.path for listing in site.listings)]:
            assert reply(site.host, path, 1, {}) == reply(site.host, path, 2, {})


def test_redirect() -> None:
    answer = reply("news.example", "/2019/seawall.html", 1, {})
    assert answer.status == 301
    assert dict(answer.headers)["Location"] == "http://news.example/2025/1030/seawall.html"


@pytest.mark.parametrize(
    ("host", "path"),
    [
        ("news.example", "/2025/1101/withdrawn.html"),
        ("elsewhere.example", "/"),
        ("a.mirror.example", "/robots.txt"),
    ],
)
def test_what_is_not_there(host: str, path: str) -> None:
    assert reply(host, path, 1, {}).status == 404


def test_robots_closes_a_corner_that_the_feed_names() -> None:
    assert b"Disallow: /members/" in reply("news.example", "/robots.txt", 1, {}).body
    assert b"http://news.example/members/" in reply("news.example", "/rss.xml", 1, {}).body


def test_header_lies_about_gbk() -> None:
    answer = reply("news.example", "/old/2004/bridge.htm", 1, {})
    assert dict(answer.headers)["Content-Type"] == "text/html; charset=utf-8"
    assert "青石渡大桥合龙" in answer.body.decode("gbk")


def test_news_sitemap_is_gzip() -> None:
    body = reply("blatt.example", "/sitemap-news.xml.gz", 1, {}).body
    assert b"wettermast" in gzip.decompress(body)
