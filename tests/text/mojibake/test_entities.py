"""Entities escaped twice: undone where a reader sees them, however long the text between tags is."""

from __future__ import annotations

import time

import pytest

from newsarchive.text.mojibake.undo import unescape_once_more

EXPLAINED = (
    "<p>源码里写 &amp;#28783;&amp;#22612; 或 &amp;#x706F; ，显示“灯塔”。</p>"
    "<p>写&amp;nbsp;空格，用 &amp;lt; 作小于号</p>"
)


@pytest.mark.parametrize(
    ("source", "mended", "count"),
    [
        ("<p>Lamps &amp;nbsp; and &amp;#38; ships</p>", "<p>Lamps &nbsp; and &#38; ships</p>", 2),
        ('<meta content="Lamps &amp;quot;on&amp;quot;">', '<meta content="Lamps &quot;on&quot;">', 2),
        ('<a href="/?a=1&amp;copy;=2">Lamps</a>', '<a href="/?a=1&amp;copy;=2">Lamps</a>', 0),
        ("<code>&amp;nbsp;</code> is &amp;nbsp;", "<code>&amp;nbsp;</code> is &nbsp;", 1),
        ("<p>&amp;lt;b&amp;gt;</p>", "<p>&amp;lt;b&amp;gt;</p>", 0),
        # Who explains entities shows them; what a system left of a name stands amid its letters.
        (
            EXPLAINED,
            EXPLAINED,
            0,
        ),
        (
            "<p>灯塔看守周&amp;#38229;山说 &amp;#8211; 好。</p>",
            "<p>灯塔看守周&#38229;山说 &#8211; 好。</p>",
            2,
        ),
        # Names beside those of letters: damage takes all of a sentence.
        (
            "<p>&amp;bdquo;Gr&amp;uuml;n&amp;ldquo;, &amp;sect; 5, 3&amp;times;4</p>",
            "<p>&bdquo;Gr&uuml;n&ldquo;, &sect; 5, 3&times;4</p>",
            5,
        ),
        # Greek in words, and what stands alone among them; not what is told of.
        (
            "<p>&amp;Omicron; &amp;delta;&amp;rho;&amp;#972;&amp;mu;&amp;omicron;&amp;sigmaf; &amp;tau;</p>",
            "<p>&Omicron; &delta;&rho;&#972;&mu;&omicron;&sigmaf; &tau;</p>",
            8,
        ),
        *[
            (text, text, 0)
            for text in (
                "<p>The &amp;alpha; and the &amp;omega; of it, and x&amp;pi;</p>",
                "<p>The sign &amp;ouml; stands for ö in such a page.</p>",
                "<title>What &amp;ouml; means</title><p>Write ö or &amp;ouml;.</p>",
                "<p>In HTML an arrow is &amp;rarr;.</p>",
                "<p>The firm printed “Zo&amp;euml;” on the badge.</p>",
                "<p>Программа показала &amp;#1044;&amp;#1072; вместо ответа.</p>",
            )
        ],
        ("Lamps &amp;nbsp; without a tag", "Lamps &amp;nbsp; without a tag", 0),
    ],
)
def test_what_a_reader_sees_is_escaped_once(source: str, mended: str, count: int) -> None:
    assert unescape_once_more(source) == (mended, count)


def test_a_long_text_is_mended_to_its_end_in_time_that_grows_with_it() -> None:
    """The tag was sought 10,000 characters back from each entity: 12 s for this, and no tag behind those."""
    started = time.process_time()
    mended, count = unescape_once_more("<p>灯塔" + "&amp;#20013;" * 300_000)
    assert (mended[-8:], count) == ("&#20013;", 300_000)
    assert time.process_time() - started < 2  # 0.2 s here
