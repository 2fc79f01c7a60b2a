"""What a list's text has besides the article, and by what it says itself that it is not whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.text.testimony.listed_endings import (
    bare_headline,
    goes_on,
    is_beside,
    is_notice,
    is_part,
    listed_lines,
    once_escaped,
)

STORY = (
    "<p>The ferry to Holm runs again after nine days, the harbour office said on Friday.</p>"
    "<p>Passengers had been taken across by fishing boats since the storm.</p>"
)


@pytest.mark.parametrize(
    "ending",
    [
        "<p>The shop on the isl [&#8230;]</p>",
        "<p>The shop on the isl…</p>",
        "<p>The shop on the isl... </p>",
        "<p>The shop on the isl&#8230; <a href='/x'>Read more</a></p>",
        "<p>The shop on the isl <a href='/x'>Read more</a></p>",
        '<p><a href="/ferry">Continue reading <span>Ferry to Holm</span> →</a></p>',
        "<p>Weiterlesen »</p>",
        "<p>Lire la suite</p>",
        "<p>Seguir leyendo.</p>",
        "<p>Leggi tutto: Il traghetto</p>",
        "<p>Читать далее →</p>",
        "<p>[阅读全文]</p>",
        "<p>船は再び運航した。続きを読む</p>",
        "<p>Subscribe to read the rest of the article.</p>",
        "<p>Dieser Text ist nur für Abonnenten.</p>",
        "<p>登录后阅读全文内容</p>",
        "<p>Read more</p><p>The post <a href='/x'>Ferry</a> appeared first on <a href='/'>Bay</a>.</p>",
    ],
)
def test_a_text_that_goes_on_elsewhere_is_a_part(ending: str) -> None:
    assert is_part(STORY + ending)


@pytest.mark.parametrize(
    "ending",
    [
        "",
        "<p>She said she would like to read more books.</p>",
        "<p>The pier opens to members of the board first, who want to learn more about it.</p>",
        "<p>Norway is already a member of the association.</p>",
        "<p>Le maire parle d'une « nuit sans bateau »</p>",
        "<p>Subscribe to our newsletter.</p>",
        "<p>The post <a href='/x'>Ferry</a> appeared first on <a href='/'>Bay</a>.</p>",
    ],
)
def test_a_whole_text_is_none(ending: str) -> None:
    assert not is_part(STORY + ending)


def test_a_notice_is_no_article() -> None:
    notice = (
        "This story is for subscribers of the Harbour Gazette. Please log in on our site to read the whole "
        "article, or take out a subscription for one month and support our newsroom."
    )
    assert is_notice([notice])
    assert is_part(f"<p>{notice}</p><p>Thank you.</p>")
    assert not is_notice(listed_lines(STORY))
    assert not is_notice(
        ["The streaming house lost subscribers in spring. It had to subscribe to new rules."]
    )


@pytest.mark.parametrize(
    "line",
    [
        "The post Ferry to Holm runs again appeared first on Harbour Gazette.",
        "This article originally appeared on Bay News.",
        "Der Beitrag Fähre fährt wieder erschien zuerst auf Hafenblatt.",
        "L’article Le ferry est apparu en premier sur La Baie.",
        "La entrada El ferry se publicó primero en La Bahía.",
        "《渡轮复航》最先出现在海湾报。",
        "Sponsored: Get 20% off your winter coat with the code FERRY.",
        "Advertisement",
        "广告",
    ],
)
def test_footers_and_adverts_are_beside_the_article(line: str) -> None:
    assert is_beside(line)


@pytest.mark.parametrize(
    "line",
    [
        "The post of harbour master was filled on Friday.",
        "The post office on the island opened first, and the school last.",
        "Advertisement of the ferry was stopped by the board.",
        "Werbung für die Fähre gibt es nicht.",
        "Der Beitrag zur Versicherung steigt im Januar.",
        "Der Artikel des Gesetzes wurde zuletzt am Montag geändert.",
    ],
)
def test_sentences_are_of_the_article(line: str) -> None:
    assert not is_beside(line)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Ferry &amp; quay: <b>runs</b>", "Ferry & quay: runs"),
        ("Ferry &#8211; runs", "Ferry – runs"),
        ("R&D and AT&T", "R&D and AT&T"),
        ("Why 3 < 5 and <video> matters", "Why 3 < 5 and <video> matters"),
        (" <i> </i> ", None),
        (None, None),
    ],
)
def test_titles_are_words(title: str | None, expected: str | None) -> None:
    assert bare_headline(title) == expected


def test_what_was_escaped_twice_is_html_and_a_story_about_tags_stays() -> None:
    assert once_escaped("&lt;p&gt;One &amp;amp; two.&lt;/p&gt;") == "<p>One &amp; two.</p>"
    about = "<p>Write &lt;p&gt; for a paragraph.</p>"
    assert once_escaped(about) == about


@given(st.text(alphabet=st.sampled_from("<>/pbr …»«.&;#8230 readmoto第一継続"), max_size=300))
def test_any_text_is_read(text: str) -> None:
    assert isinstance(is_part(once_escaped(text)), bool)
    assert isinstance(goes_on(text) or is_beside(text), bool)
    assert bare_headline(bare_headline(text)) is None or bare_headline(text)
