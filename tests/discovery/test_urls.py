"""One page must have one key, whoever shared the link, and no text may break the making of it."""

from __future__ import annotations

from unittest.mock import patch

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from newsarchive.discovery.urls import canonical_urls as urls_module
from newsarchive.discovery.urls.canonical_urls import (
    LONGEST_URL,
    canonical_key,
    canonical_url,
    host_of,
    is_http_url,
    is_tidy,
    resolve,
    same_site,
    site_of,
)

SPELLINGS = [
    ("HTTP://News.Example:80/a/../b/./c%7e", "http://news.example/b/c~"),
    ("https://news.example:443", "https://news.example/"),
    ("https://news.example:8443/x", "https://news.example:8443/x"),
    ("https://editor:secret@news.example./x", "https://news.example/x"),
    ("https://news.example/x#comments", "https://news.example/x"),
    ("  https://news.example/x\n", "https://news.example/x"),
    (
        "https://新闻.example/要 闻?词=雨",
        "https://xn--efvy88h.example/%E8%A6%81%20%E9%97%BB?%E8%AF%8D=%E9%9B%A8",
    ),
    ("http://news.example/%c4%e3?x=%c4%e3&y", "http://news.example/%C4%E3?x=%C4%E3&y"),
    ("http://[::1]:8080/x", "http://[::1]:8080/x"),
    ("http://news.example/s?b=2&a=1", "http://news.example/s?b=2&a=1"),
    ("http://news.example/s;jsessionid=0A1B.w?a=1&PHPSESSID=0a1b", "http://news.example/s?a=1"),
    ("http://news.example/s?a=1&utm_source=w&spm=1.2.3&scm=4&isappinstalled=0", "http://news.example/s?a=1"),
    ("http://news.example/?fbclid=Iw&share_token=9&wfr=spider&%75tm_medium=m", "http://news.example/"),
    ("http://news.example/s?FROM=timeline&id=7", "http://news.example/s?id=7"),
    ("http://www.xe.com/convert?from=USD&to=EUR", "http://www.xe.com/convert?from=USD&to=EUR"),
    ("http://baijiahao.baidu.com/s?id=1&wfr=spider&for=pc", "http://baijiahao.baidu.com/s?id=1"),
    ("http://news.example/s?for=pc", "http://news.example/s?for=pc"),
]
UNUSABLE = [
    "",
    "x",
    "//news.example/x",
    "http://",
    "http:///x",
    "ftp://news.example/x",
    "file:///etc/passwd",
    "data:text/html,x",
    "mailto:a@news.example",
]
UNUSABLE += ["javascript:void(0)", "http://a b/", "http://a..b/", "http://[::1", "http://[x]/", "http://h:x/"]
UNUSABLE += ["http://h:99999/", "http://h/\ud800", f"http://h/{'a' * LONGEST_URL}", "http://-a-.example/"]


@pytest.mark.parametrize(("given_url", "wanted"), SPELLINGS)
def test_spellings_of_one_address(given_url: str, wanted: str) -> None:
    assert canonical_url(given_url) == wanted
    assert is_http_url(given_url) == (" " not in given_url.strip())


@pytest.mark.parametrize("text", UNUSABLE)
def test_what_is_no_usable_address(text: str) -> None:
    assert canonical_url(text) is None
    assert not is_http_url(text)
    assert canonical_key(text) == text.strip()
    assert host_of(text) is None


def test_key_knows_neither_scheme_nor_order_of_parameters() -> None:
    keys = {
        canonical_key(f"{scheme}://news.example/s?{query}")
        for scheme in ("http", "https")
        for query in ("a=1&b=2", "b=2&a=1")
    }
    assert keys == {"news.example/s?a=1&b=2"}


def test_links_resolve_and_keep_the_publishers_spelling() -> None:
    base = "https://news.example/list/index.html"
    assert resolve(base, " ../a.html?utm_source=x#top ") == "https://news.example/a.html?utm_source=x"
    assert resolve(base, "//other.example/b") == "https://other.example/b"
    assert resolve(base, "javascript:history.back()") is None
    assert resolve(base, "http://[") is None
    assert resolve("http://[", "https://other.example/b") == "https://other.example/b"


parts = st.sampled_from(
    ["..", "/.", ":80", ":8080", ":07", "xn--", "%41", "?a=1", ";jsessionid=1", "127.0.0.1"]
)
lengths = st.sampled_from([63, 64, 500]).map(lambda length: "a" * length)
pieces = st.one_of(parts, lengths, st.text("ab9-./~_:%?#@A é\n", max_size=6))


@given(
    st.sampled_from(["http://", "https://", "HTTP://", "ftp://", "//"]),
    st.lists(pieces, max_size=9).map("".join),
)
@example("https://", "news.example/2026/a-b_c~d.html")
@example("https://", "127.0.0.1:8080/a/1")
def test_a_tidy_address_is_its_own_spelling(scheme: str, rest: str) -> None:
    """What is recognised at a glance is what the long way gives."""
    url = scheme + rest
    if is_tidy(url):
        with patch.object(urls_module, "is_tidy", lambda _: False):
            assert canonical_url.__wrapped__(url) == url
            assert resolve("https://other.example/x/y.html", url) == url


def test_most_addresses_are_tidy() -> None:
    assert is_tidy("https://news.example/2026/03/a-b_c~d.html")
    assert is_tidy("http://127.0.0.1:8080/a/1")
    assert not is_tidy("https://news.example")
    assert not is_tidy("https://news.example/a/../b")


urls = st.builds(
    "{}://{}/{}".format, st.sampled_from(["http", "https", "HTTP"]), st.text(max_size=12), st.text()
)


@given(urls | st.text())
@example("http://a/%%34%31")
@example("http://a/%2e%2e/%252e")
@example("http://a/;/..;x?&&=&%26=%3D")
def test_canonical_again_is_the_same(text: str) -> None:
    canonical = canonical_url(text)
    if canonical is None:
        assert canonical_key(text) == text.strip()
    else:
        assert canonical_url(canonical) == canonical
        assert canonical.isascii()
        assert canonical_key(canonical) == canonical_key(text)


@given(st.text(), st.text())
def test_resolving_is_total(base: str, link: str) -> None:
    resolved = resolve(base, link)
    assert resolved is None or canonical_url(resolved) is not None


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("www.bay.com", "bay.com"),
        ("news.bay.co.uk", "bay.co.uk"),
        ("www.bay.or.jp", "bay.or.jp"),
        ("ada.github.io", "ada.github.io"),
        ("www.ada.blogspot.com", "ada.blogspot.com"),
        ("ada.blogspot.de", "ada.blogspot.de"),
        ("ada.substack.com", "ada.substack.com"),
        ("ada.wordpress.com", "ada.wordpress.com"),
        ("substack.com", "substack.com"),
        ("news.bay.example", "bay.example"),
        ("127.0.0.1", "127.0.0.1"),
        ("::1", "::1"),
        ("localhost", "localhost"),
    ],
)
def test_sites_under_public_suffixes_are_apart(host: str, expected: str) -> None:
    assert site_of(host) == expected


def test_a_neighbour_at_the_same_host_of_blogs_is_another_site() -> None:
    assert same_site("https://ada.github.io/feed", "https://ada.github.io/ferry")
    assert not same_site("https://bo.github.io/feed", "https://ada.github.io/ferry")
    assert same_site("https://feeds.bay.com/all", "https://www.bay.com/ferry")


@given(st.text(max_size=60))
def test_every_host_has_a_site(host: str) -> None:
    assert isinstance(site_of(host), str)
