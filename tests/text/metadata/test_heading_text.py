"""The words of a heading as a reader sees them: looks part nothing, boxes do."""

from __future__ import annotations

import pytest
from lxml.html import document_fromstring

from newsarchive.text.metadata.heading_text import heading_text


def shown(heading: str) -> str:
    (found,) = document_fromstring(f"<body><h1>{heading}</h1></body>").iter("h1")
    return heading_text(found)


@pytest.mark.parametrize(
    ("heading", "text"),
    [
        ("The ‘<i>Marigold</i>’ sinks, <em>Heron</em>, afloat", "The ‘Marigold’ sinks, Heron, afloat"),
        ("<b>F</b>erry lowers CH<sub>4</sub>, and <strong>now</strong>?", "Ferry lowers CH4, and now?"),
        ("Lighthouse<wbr>keeper", "Lighthousekeeper"),
        ("Le 3<sup>e</sup> quai", "Le 3e quai"),
        ("".join(f"<span>{char}</span>" for char in "Ferry late"), "Ferry late"),
        ("<span class=big>F</span>erry late", "Ferry late"),
        ("<ruby>灯台<rp>(</rp><rt>とうだい</rt><rp>)</rp></ruby>の<em>守り</em>人", "灯台の守り人"),
        ("<span>灯台</span><span>の守り人</span>", "灯台の守り人"),
        ("影片《<em>灯塔</em>》上映", "影片《灯塔》上映"),
        ("등대<em>지기</em>가 떠났다", "등대지기가 떠났다"),
        ("<b>ر</b>حيل الحارس", "رحيل الحارس"),
        ("<svg><title>Film</title></svg>Ferry late", "Ferry late"),
        ("Ferry<!-- ad --> late", "Ferry late"),
    ],
)
def test_looks_part_no_words(heading: str, text: str) -> None:
    assert shown(heading) == text


@pytest.mark.parametrize(
    ("heading", "text"),
    [
        ("Ferry<br>late", "Ferry late"),
        ("灯台<br>守り人", "灯台 守り人"),
        ("<div>Harbour</div><div>Ferry late</div>", "Harbour Ferry late"),
        # What is set as a box by a style sheet: nothing tells so, but no word is written like that.
        ("<span>Harbour</span><span>Ferry late</span>", "Harbour Ferry late"),
        ("<span>Harbour</span>Ferry late", "Harbour Ferry late"),
        ("<strong>Harbour</strong>Ferry late", "Harbour Ferry late"),
        ("<span>Harbour:</span><span>Ferry late</span>", "Harbour: Ferry late"),
        ("<span>Hafen</span><span>„Heron“ kommt spät</span>", "Hafen „Heron“ kommt spät"),
        ("<span>الميناء</span><span>العبارة تأخرت</span>", "الميناء العبارة تأخرت"),
        ("<span>항구</span>여객선이 늦었다", "항구 여객선이 늦었다"),
    ],
)
def test_boxes_part_words(heading: str, text: str) -> None:
    assert shown(heading) == text
