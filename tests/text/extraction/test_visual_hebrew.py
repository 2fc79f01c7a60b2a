"""Hebrew in visual order is put in the order of reading; what is in that order already stays."""

from __future__ import annotations

from time import process_time

import pytest

from newsarchive.evidence import RepairKind
from newsarchive.items import FetchedPage
from newsarchive.stages import decode, extract
from newsarchive.text.extraction.source_repair import repair_source
from newsarchive.text.extraction.visual_hebrew import read_visual_hebrew

# In the order of reading; the lines of STORED are these as they look from left to right.
STORY = (
    "ראש העיר הודיע אתמול כי הגשר הישן ייסגר לתנועה עד סוף השנה.",
    "תושבים רבים באו לאולם המועצה כדי לשמוע את המהנדסים.",
    "לדבריהם, התיקון ידרוש שלושים ימים והכביש אינו מסוכן.",
)
STORED = tuple(line[::-1] for line in STORY)
# Enough of turned words about a line that has none.
PAGE = "<html><body><p>" + "</p><p>".join(STORED) + "</p><p>{}</p></body></html>"


def read(line: str) -> str:
    text, _ = read_visual_hebrew(PAGE.format(line))
    return text.split("<p>")[4].split("</p>")[0]


@pytest.mark.parametrize(
    ("stored", "logical"),
    [
        (".ףסכה לע רמא ,1,500-מ רתוי", "יותר מ-1,500, אמר על הכסף."),
        ("10 ,הרטשמה ירבדל", "לדברי המשטרה, 10"),
        ("13/03/1997 ,ישימח םויב", "ביום חמישי, 13/03/1997"),
        ("2001-1998 םינשב", "בשנים 2001-1998"),
        ("20 10 ןתוא", "אותן 10 20"),
        ("50% לש הדירי", "ירידה של 50%"),
        ("(הלחנ) ץיבוק", "קוביץ (נחלה)"),
        ("Windows 98 (beta) תכרעמ", "מערכת Windows 98 (beta)"),
        ("&quot;ונתוא לאש אל&quot; ןאכ", "כאן &quot;לא שאל אותנו&quot;"),
        ("<b>ןימינב</b> רמא", "אמר <b>בנימין</b>"),
        ("<a href='x'>םש</a> וא <i>ןאכ</i> רמא", "אמר <i>כאן</i> או <a href='x'>שם</a>"),
        ("<font size=2>םש רמא", "<font size=2>אמר שם"),
        ("ןאכ רמא</font>", "אמר כאן</font>"),
        ("In English, as it stands.", "In English, as it stands."),
        ("כבר הגיעו לכאן", "כבר הגיעו לכאן"),
    ],
)
def test_lines_are_turned_but_for_what_is_read_from_left_to_right(stored: str, logical: str) -> None:
    assert read(stored) == logical


def test_a_page_of_the_old_charset_is_read_and_told() -> None:
    first, second = STORY[0].rsplit(" ", 3)[0], STORY[0][len(STORY[0].rsplit(" ", 3)[0]) + 1 :]
    body = f"{first[::-1]}<BR>\n{second[::-1]}<P>{STORED[1]}<P>{STORED[2]}<P>{STORED[0]}"
    page = f"<html><body><font size=5><b>{'הגשר הישן נסגר'[::-1]}</b></font><p>{body}</body></html>"
    article = extract(
        decode(
            FetchedPage(
                url="https://haaretz.example/1",
                body=page.encode("iso8859-8"),
                content_type="text/html; charset=iso-8859-8",
            )
        )
    )
    assert article.paragraphs == (*STORY, STORY[0])
    assert [(one.kind, one.count) for one in article.facts.repairs] == [(RepairKind.VISUAL_HEBREW, 6)]


def test_lines_of_plain_text_are_turned_one_by_one() -> None:
    assert read_visual_hebrew("\n".join(STORED)) == ("\n".join(STORY), 3)


def test_short_lines_stay_lines() -> None:
    lines = ("שמעון לוי", "חיפה", STORY[0])
    page = "<p>" + "<br>".join(line[::-1] for line in lines) + "</p>" + PAGE.format("")
    assert "<br>".join(lines) in read_visual_hebrew(page)[0]


@pytest.mark.parametrize(
    "page",
    [
        PAGE.format("")
        .replace(STORED[0], STORY[0])
        .replace(STORED[1], STORY[1])
        .replace(STORED[2], STORY[2]),
        # An example amid text in order, and one in a page of another language.
        "<p>" + "</p><p>".join((*STORED, *STORY)) + "</p>",
        "<p>" + "</p><p>".join(STORED) + "</p>" + "<p>Old pages hold letters in the order they look.</p>" * 9,
        f"<p>{STORED[0]}</p>",
    ],
    ids=["in order", "both", "example", "few words"],
)
def test_other_pages_stay(page: str) -> None:
    repaired = repair_source(page)
    assert (repaired.text, repaired.repairs) == (page, ())


@pytest.mark.parametrize(
    "piece", ["<b>", "</b>", "<b></b>", "<!--", "<script>", "1,", "a ", "&", "<", "<br>", "("]
)
def test_hostile_pages_take_time_by_their_length(piece: str) -> None:
    page = PAGE.format("םש " + piece * 5_000 + " םש")
    begin = process_time()
    read_visual_hebrew(page)
    assert process_time() - begin < 3
