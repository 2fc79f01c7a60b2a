"""Shells of script-driven pages are told from pages that are just short."""

from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.text.js_shell import is_js_shell, may_be_js_shell, may_wait_for_scripts

SCRIPT = "<script src='/app.js'></script>"
MENU = "<nav>" + "<a href='/x'>All about the harbour and its ships</a>" * 40 + "</nav>"
STORY = "<p>The harbour board met on the third day of the month and agreed to deepen the channel.</p>"


SHELLS = [
    f"<html><body><div id='root'></div>{SCRIPT}</body></html>",
    f"<html><body>{MENU}<div id='__next'>Loading…</div>{SCRIPT}</body></html>",
    f"<body><noscript>You need to enable JavaScript to run this app.</noscript>{STORY}{SCRIPT}</body>",
    f"<body><noscript>请启用 JavaScript 后再访问。</noscript><p>{'新闻' * 30}</p>{SCRIPT}</body>",
    f"<body><news-app></news-app>{STORY}{SCRIPT}</body>",
    f"<body><div id=app><p>…</p></div><script>{'render(1);' * 80}</script></body>",
    f"<body><script type='application/json'>{'[1, 2]' * 100}</script></body>",
    "<body><div id=app></div><script>fetch('/api/1').then(r => r.text()).then(show)</script></body>",
    "<body><script type=module>import('/app.js')</script></body>",
    "<body><script>var asked = new XMLHttpRequest(); asked.send()</script></body>",
    "<body><p>One moment</p><script>location.replace('/news/1')</script></body>",
    "<body><script>window.location.href = '/news/1'</script></body>",
]


@pytest.mark.parametrize("page", SHELLS)
def test_shells(page: str) -> None:
    assert is_js_shell(page)


@pytest.mark.parametrize(
    "page",
    [
        "",
        "<div id='root'></div>",  # nothing would fill it
        "<div id=root></div><script>ga('send');</script>",  # a counter does not
        "<div id=root></div><script>if (location.href == '/') prefetch()</script>",
        "<div id=root></div><script type='application/json'>[\"fetch()\"]</script>",
        f"<div id=root></div><script type='application/ld+json'>{'{}' * 300}</script>",
        f"<body>{STORY * 2}{SCRIPT}</body>",  # short, and says so itself
        f"<body><div id='root'>{STORY * 9}</div>{SCRIPT}</body>",
        f"<body><noscript>Needs JavaScript</noscript>{STORY * 9}{SCRIPT}</body>",
        f"<body><div id='root'></div><p>{'新闻' * 120}</p>{SCRIPT}</body>",
    ],
)
def test_pages_that_a_browser_would_not_help(page: str) -> None:
    assert not is_js_shell(page)


@given(
    st.text()
    | st.lists(st.sampled_from(["<div id=app>", SCRIPT, "<noscript>", STORY, "</div>", "\0<"])).map("".join)
)
def test_never_raises(page: str) -> None:
    assert is_js_shell(page) in {True, False}


@pytest.mark.parametrize("charset", ["utf-8", "gb18030", "utf-16-le"])
@pytest.mark.parametrize("page", SHELLS, ids=range(len(SHELLS)))
def test_the_look_at_the_bytes_passes_no_shell_over(page: str, charset: str) -> None:
    much = STORY * 40
    unseen = f"""<!-- {much} --><style>{much}</style><svg data-state="a > b {much}">{much}</svg>
<div title='{much}'></div></nav></nav>&quot;&amp;&#8230;"""
    assert may_be_js_shell((unseen + page).encode(charset))


@pytest.mark.parametrize("charset", ["utf-8", "gb18030", "cp1252"])
@pytest.mark.parametrize("text", [STORY * 30, f"{MENU}<main>{STORY * 30}</main>", f"</nav>{STORY * 30}"])
def test_the_look_at_the_bytes_tells_an_article(text: str, charset: str) -> None:
    assert not may_be_js_shell(f"<body><div id=root></div>{SCRIPT}{text}</body>".encode(charset))


@given(
    st.binary()
    | st.lists(st.sampled_from([b"<nav", b"<svg/>", b"</nav>", b"<!--", b"'", b">"])).map(b"".join)
)
def test_the_look_at_the_bytes_never_raises(body: bytes) -> None:
    assert may_be_js_shell(body) in {True, False}


@pytest.mark.parametrize("piece", ["<nav>", "<!--", "<a title='", '<a title="', "<script", "&", "<", "a>'"])
def test_the_look_at_the_bytes_takes_linear_time(piece: str) -> None:
    def seconds(times: int) -> float:
        body = piece.encode() * times
        started = process_time()
        may_be_js_shell(body)
        return process_time() - started

    assert seconds(200_000) < 20 * max(seconds(20_000), 0.01)


@pytest.mark.parametrize(
    ("page", "waits"),
    [
        ("<div id=app></div>", True),
        ("<div class='x' id='__next'><p> Loading… </p></div>", True),
        ('<main data-v="1" ID = "root" >\n</main>', True),
        ("<div id=app><p>The harbour board met on the third day of the month.</p></div>", False),
        ("<div id=apply></div>", False),
        ("<p>id=app</p>", False),
    ],
)
def test_empty_roots_in_bytes(page: str, waits: bool) -> None:
    assert may_wait_for_scripts((STORY * 20 + page).encode()) is waits
