"""Shells of script-driven pages are told from pages that are just short."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.text.js_shell import is_js_shell

SCRIPT = "<script src='/app.js'></script>"
MENU = "<nav>" + "<a href='/x'>All about the harbour and its ships</a>" * 40 + "</nav>"
STORY = "<p>The harbour board met on the third day of the month and agreed to deepen the channel.</p>"


@pytest.mark.parametrize(
    "page",
    [
        f"<html><body><div id='root'></div>{SCRIPT}</body></html>",
        f"<html><body>{MENU}<div id='__next'>Loading…</div>{SCRIPT}</body></html>",
        f"<body><noscript>You need to enable JavaScript to run this app.</noscript>{STORY}{SCRIPT}</body>",
        f"<body><noscript>请启用 JavaScript 后再访问。</noscript><p>{'新闻' * 30}</p>{SCRIPT}</body>",
        f"<body><news-app></news-app>{STORY}{SCRIPT}</body>",
        f"<body><div id=app><p>…</p></div><script>{'render(1);' * 80}</script></body>",
        f"<body><script type='application/json'>{'[1, 2]' * 100}</script></body>",
    ],
)
def test_shells(page: str) -> None:
    assert is_js_shell(page)


@pytest.mark.parametrize(
    "page",
    [
        "",
        "<div id='root'></div>",  # nothing would fill it
        "<div id=root></div><script>ga('send');</script>",  # a counter does not
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
