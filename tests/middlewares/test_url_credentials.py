"""A URL with a user name and password is asked for without them."""

from __future__ import annotations

import pytest
from scrapy.http import Request

from newsarchive.middlewares.url_credentials import CredentialsMiddleware


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("http://bob:pw@news.example/a?b=c@d", "http://news.example/a?b=c@d"),
        ("https://bob@news.example:8443/a", "https://news.example:8443/a"),
        ("http://:pw@[2606:4700::1111]/", "http://[2606:4700::1111]/"),
        ("http://a@b@news.example/@x", "http://news.example/@x"),
    ],
)
def test_credentials_are_not_sent(written: str, asked: str) -> None:
    request = Request(written, priority=7, meta={"depth": 2}, cb_kwargs={"known": 1})
    plain = CredentialsMiddleware().process_request(request)
    assert plain is not None
    assert plain.url == asked
    assert (plain.priority, plain.meta, plain.cb_kwargs) == (7, {"depth": 2}, {"known": 1})
    assert CredentialsMiddleware().process_request(plain) is None


@pytest.mark.parametrize("url", ["http://news.example/@writer", "http://news.example/?to=a@b", "data:,a@b"])
def test_other_urls_stay(url: str) -> None:
    assert CredentialsMiddleware().process_request(Request(url)) is None
