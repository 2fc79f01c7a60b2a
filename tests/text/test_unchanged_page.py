"""Two answers that say the same share a key; whatever a reader or the archive would see changes it."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.text.revision_identity import sha256_hex
from newsarchive.text.unchanged_page import content_key, is_unchanged_page, words_key

PAGE = (
    "<html><head><title>Ferry</title><meta name='author' content='Ann Lee'>"
    "<meta name='csrf-token' content='{nonce}'><script>var n='{nonce}';</script>"
    '<script type=\'application/ld+json\'>{{"dateModified": "{modified}"}}</script>'
    "<style>p {{ color: #{nonce} }}</style></head>"
    "<body data-v='{nonce}'><!-- {nonce} --><p>The ferry {word} at noon.</p></body></html>"
)


def page(
    nonce: str = "1", word: str = "sails", modified: str = "2026-11-02", author: str = "Ann Lee"
) -> bytes:
    return PAGE.format(nonce=nonce, word=word, modified=modified).replace("Ann Lee", author).encode()


def test_nonces_do_not_count() -> None:
    assert (
        words_key(page("1"))
        == words_key(page("2"))
        == words_key(page("1").replace(b"<p>", b"\n  <p class='x'>"))
    )


@pytest.mark.parametrize("changed", [{"word": "sank"}, {"modified": "2026-11-03"}, {"author": "Bo Kim"}])
def test_what_is_stored_counts(changed: dict[str, str]) -> None:
    assert words_key(page()) != words_key(page(**changed))


HIDING = [
    "<p>Profits < 5 are {} <br>again",
    "<title>Ferry <b pier {}</title><p>text",
    '<meta property="og:title" content="Pier < 5 {}"><p>text',
    '<script type="application/ld+json">{{"description":"<a href=","dateModified":"{}"}}</script><p>text',
    '<script>var a="<!--";</script><p>Pier {}</p><!-- ad -->',
    "<!--><p>Pier {}</p><!-- ad -->",
    "<!-- ad --!><p>Pier {}</p><!-- ad -->",
    '<script type="application/ld+json">{{"a":"<!--"}}</script><p>Pier {}</p><!-- ad -->',
    "<style><!--</style><p>Pier {}</p><!-- ad -->",
    "<!-- <script> --><p>Pier {}</p><script></script>",
    "<!-- ad <p>Pier {}",
    '<meta name="description" content="How <!-- works"><p>Pier {}</p><!-- ad -->',
    '<img alt="a > b <!-- c"><p>Pier {}</p><!-- ad -->',
    "<title>How <!-- works</title><p>Pier {}</p><!-- ad -->",
    '<p><img alt="the <script> tag">Pier {}</p><script>1</script>',
    '<script data-a="x>y" type="application/ld+json">{{"datePublished": "{}"}}</script><p>text',
    '<script type="application/ld&#43;json">{{"datePublished": "{}"}}</script><p>text',
    '<meta name="byl" content="By {}">',
    '<meta name="dc.creator" content="{}">',
    '<meta name="twitter:data1" content="{}">',
    '<meta name="headline" content="{}">',
    '<meta name="parsely-pub-date" content="{}">',
    '<meta property="og:url" content="{}">',
    '<time datetime="{}">noon</time>',
    '<span class=x itemprop="datePublished" content="{}"></span>',
]


@pytest.mark.parametrize("page", HIDING)
def test_no_edit_hides_behind_a_sign(page: str) -> None:
    """Each hid what a reader sees, or what is stored, from some way of looking for tags."""
    assert words_key(page.format("three").encode()) != words_key(page.format("seven").encode())


CHINESE, JAPANESE = ("价格上涨说", "价格下涨说"), ("会社は黒字だと市場", "会社は赤字だと市場")


@pytest.mark.parametrize(
    ("codec", "stories"),
    [
        ("utf-16", CHINESE),
        ("utf-16-le", CHINESE),
        ("utf-16-be", CHINESE),
        ("hz", CHINESE),
        ("iso2022_jp", JAPANESE),
    ],
)
def test_charsets_whose_bytes_are_signs_elsewhere(codec: str, stories: tuple[str, str]) -> None:
    """Halves of their characters are `<`, `>` or white space: what stood between them was lost."""
    one, other = (f"<p>{story}</p>".encode(codec) for story in stories)
    assert words_key(one) != words_key(other)


@pytest.mark.parametrize("silent", [b"<!-- %s -->", b"<SCRIPT>%s</Script >", b"<style media=all>%s</style>"])
def test_what_is_silent(silent: bytes) -> None:
    one, other = (b"<p>One" + silent % word + b"two</p>" for word in (b"a", b"b<p>"))
    assert words_key(one) == words_key(other) != words_key(b"<p>One three</p>")


@given(st.binary(max_size=300))
def test_total_and_the_same_again(body: bytes) -> None:
    assert words_key(body) == words_key(body)
    assert is_unchanged_page(body, sha256_hex(body), content_key(body))


ENDLESS = [
    b"<!--",
    b"<script>",
    b"<style",
    b"<",
    b"<meta title",
    b"</script",
    b"-->",
    b"<title>",
    b"<a <!-- ",
    b'<a="<!--',
    b"<a itemprop",
    b"<a ",
    b"<time date",
    b'<script a="',
    b"<title></title>",
    b"itemprop ",
]


@pytest.mark.parametrize("piece", ENDLESS)
def test_linear(piece: bytes) -> None:
    def took(times: int) -> float:
        body = piece * times
        began = time.process_time()
        words_key(body)
        return time.process_time() - began

    assert took(200_000) < 2.0, "a quadratic pattern takes minutes here"


def test_known_again_by_bytes_or_by_words() -> None:
    known = content_key(page("1"))
    for body, same in ((page("1"), True), (page("2"), True), (page("1", word="sank"), False)):
        assert is_unchanged_page(body, sha256_hex(body), known) is same
