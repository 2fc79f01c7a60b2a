"""Pages that tell of damage, or of radicals, keep what they quote of it."""

from __future__ import annotations

import time

import pytest

from newsarchive.text.mojibake import undo_mojibake

QUOTED = '<p>The ferry\'s timetable said "CafÃ© au port" and "MarÃ©e" all week.</p>'


@pytest.mark.parametrize(
    "told", ["The cause was UTF-8 text read as Latin-1.", "The site mixed up its character set."]
)
def test_quoted_damage_stays_where_the_page_tells_of_charsets(told: str) -> None:
    page = f"<html><body>{QUOTED}<p>{told}</p></body></html>"
    assert undo_mojibake(page).text == page
    around = page.replace("said", "saidâ€”oddlyâ€”")
    assert "CafÃ©" not in undo_mojibake(around).text


def test_quoted_damage_is_undone_on_other_pages() -> None:
    """That a page's own code names a charset is no subject."""
    code = '<meta charset="utf-8"><script>charset="utf-8"</script>'
    page = f"<html><head>{code}</head><body>{QUOTED}</body></html>"
    assert '"Café au port" and "Marée"' in undo_mojibake(page).text


@pytest.mark.parametrize(
    "page",
    [
        "<title>„KÃ¶hler“ am Gleis</title><h1>„KÃ¶hler“ am Gleis</h1><p>Das Schild blieb hängen.</p>",
        "<p>En el cartel ponía «MontaÃ±a», y nadie lo quitó.</p>",
        "<p>Receipts showed Â£9 and cafÃ© by mistake, said Zoë.</p>",
        "<p>Mails arrive with â€™ in them, Zoë said.</p>",
        "<p>「Ã©」はéのことである。</p>",
        "<h1>SeÃ±or PeÃ±a</h1><p>La caja decía PeÃ±a.</p><p>No es PeÃ±a: yo soy Peña, y vivo aquí.</p>",
        "<p>Une lettre pour HÃ©lÃ¨ne.</p><p>Je lis HÃ©lÃ¨ne, je signe Hélène.</p><p>HÃ©lÃ¨ne attend.</p>",
        "<p>We set &amp;thinsp; before units, &amp;shy; in words.</p><p>Then &amp;hellip; for a pause.</p>",
        "<p>Vor Zahlen steht &amp;nbsp; im Heft, &amp;ndash; zwischen Jahren, &amp;bdquo; am Anfang.</p>",
    ],
)
def test_a_story_on_a_damaged_word_keeps_it(page: str) -> None:
    """Few, quoted or beside a word for misprints, and all else on the page right."""
    assert undo_mojibake(page).text == page


@pytest.mark.parametrize(
    ("damaged", "text"),
    [
        ("<h1>Peña</h1><p>El señor PeÃ±a llegÃ³.</p>", "<h1>Peña</h1><p>El señor Peña llegó.</p>"),
        (
            "<p>At 10&amp;nbsp;m &amp;mdash; he said &amp;ndash; it ends&amp;hellip;</p>",
            "<p>At 10&nbsp;m &mdash; he said &ndash; it ends&hellip;</p>",
        ),
        (
            "<p>All &amp;mdash; gone.</p><p>At 10 &amp;nbsp; he left.</p><p>And so &amp;hellip; on.</p>",
            "<p>All &mdash; gone.</p><p>At 10 &nbsp; he left.</p><p>And so &hellip; on.</p>",
        ),
    ],
)
def test_damage_beside_right_words_is_undone(damaged: str, text: str) -> None:
    assert undo_mojibake(damaged).text == text


def test_attributes_are_no_quotations() -> None:
    page = '<p>Käthe kam.</p><img alt="SprÃ¼hregen" src="/a.png">'
    assert "Sprühregen" in undo_mojibake(page).text


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        (
            "<p>市⻓昨天看了⻛力发电站，车⻔旁的⼈群欢呼。</p>",
            "<p>市长昨天看了风力发电站，车门旁的人群欢呼。</p>",
        ),
        (
            "<p>康熙字典的部首⻔、⻛和⼈，字典第⼀页就有。</p>",
            "<p>康熙字典的部首⻔、⻛和⼈，字典第⼀页就有。</p>",
        ),
        # A page on why a word is not found, and one that quotes such words only.
        *[
            (text, text)
            for text in (
                "<p>文件里的“车⻔”搜不到：字⽔的编码是U+2F54。</p>",
                "<p>表格里的“车⻔”和‘⻛车’怎么也搜不到。</p>",
                "<p>学校の漢字⼈、⼝、⽊を覚えよう。</p>",
                "<p>文字コードの違いで人⽊が見つからない。</p>",
            )
        ],
        (
            '<p title="车⻔">他说“车⻔”坏了，⻛很大，⼈很多，车⻔打不开。</p><i>邮政编码</i>',
            '<p title="车门">他说“车门”坏了，风很大，人很多，车门打不开。</p><i>邮政编码</i>',
        ),
        ("<p>Unicode calls ⻔ a radical, and ⼈ too.</p>", "<p>Unicode calls ⻔ a radical, and ⼈ too.</p>"),
    ],
)
def test_radicals_in_words_are_characters(text: str, mended: str) -> None:
    assert undo_mojibake(text) == undo_mojibake(mended)
    assert undo_mojibake(text).text == mended


@pytest.mark.parametrize("text", ["<script " * 40_000, "<style><script " * 20_000, "⼀" * 100_000])
def test_time_grows_with_the_text(text: str) -> None:
    """Unclosed scripts and runs of radicals were looked through from each place to the end."""
    started = time.process_time()
    undo_mojibake(f"{text} UTF-8 Ã¼")
    assert time.process_time() - started < 2  # 0.1 s here
