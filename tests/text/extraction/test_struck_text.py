"""What a publisher struck out goes, as evidence; what stands stays, and its words stay apart."""

from __future__ import annotations

import pytest
from lxml import html

from newsarchive.text.extraction.struck_text import cut_struck_text

NOTE = "<p>Correction, 3 October 2026: The boat left Saltby, not Orford (奥福德).</p>"
REST = " while rain fell, and the head teacher promised cheaper tickets for all of the apprentices."


def cut(markup: str, style: str = "", note: str = NOTE) -> tuple[str, tuple[str, ...]]:
    head = f"<head><style>{style}</style></head>"
    tree = html.fromstring(f"<html>{head}<body><h1>Boats</h1>{markup}<p>{REST * 2}</p>{note}</body></html>")
    removed = cut_struck_text(tree)
    return " ".join(tree.xpath("string(//body/*[2])").split()), tuple(one.text for one in removed)


@pytest.mark.parametrize(
    ("markup", "said", "struck"),
    [
        ("They left <del>Orford</del><ins>Saltby</ins>", "They left Saltby", "Orford"),
        ("They left <del>Orford</del> <ins>Saltby</ins>", "They left Saltby", "Orford"),
        (
            "They left “Holm”, <del>Orford,</del><ins>Saltby</ins>",
            "They left “Holm”, Saltby",
            "Orford,",
        ),
        ("船离开<del>奥福德</del><ins>索尔特比</ins>", "船离开索尔特比", "奥福德"),
        ("They left <del>Or<s>f</s>ord</del><ins>Saltby</ins>", "They left Saltby", "Orford"),
    ],
)
def test_what_is_struck_goes(markup: str, said: str, struck: str) -> None:
    assert cut(f"<p>{markup}{REST}</p>") == (f"{said}{REST}", (struck,))


@pytest.mark.parametrize(
    "markup",
    [
        f"<p>They left <ins>Saltby</ins>{REST}</p>",
        f"<p>They left <u>Saltby</u>, <s></s><del> </del>the town{REST}</p>",
        # Ticked off, or out of stock.
        f"<ul><li><s>Orford, at nine in the morning</s></li><li>Saltby{REST}</li></ul>",
        "<table><tr><td><del>12</del></td><td>10</td></tr></table>",
        # A theme that means something else by it, and an element that nobody closed.
        f"<p>They left <s style='text-decoration: none'>Saltby</s>{REST}</p>",
        f"<div><s>They left Saltby{REST * 3}</s></div>",
        f"<div>{REST}<p>They left <s>Saltby for Holm.</p></div>",
        f"<p>They left <del>Saltby for Holm. {REST}</p>",
        f"<p><s>Saltby</s> is a town{REST}</p>",
        f"<p>They left <del class='place'>Saltby</del><ins>Holm</ins>{REST}</p>",
        # Told as it was: in a headline, a line of names and days, a quotation; struck in jest.
        f"<h2>They left <del>Saltby</del><ins>Holm{REST}</ins></h2>",
        "<p><s>2026-10-26 10:15</s> <s>Author: Mary Holm</s></p>",
        f"<div class='byline'><del>Ann</del> <ins>Mary Holm{REST}</ins></div>",
        f"<p>It reads: “The State shall <del>not</del> pay”{REST}</p>",
        f"<p>Our <del>dear</del> <del>old</del> leader{REST}</p>",
        f"<p>Our <s>dear leader</s> <ins>mayor</ins>{REST}</p>",
        f"<p>A place on the boat costs <del>€19</del> <ins>€14</ins>{REST}</p>",
        f"<p>Section 4 would read: The office <del>may</del><ins>shall</ins> close it{REST}</p>",
    ],
)
def test_what_stands_stays(markup: str) -> None:
    parted = markup.replace("</del><ins>", "</del> <ins>")
    told = " ".join(html.fromstring(f"<div>{parted}</div>").text_content().split())
    assert cut(markup) == (told, ())


def test_a_style_sheet_means_something_else_by_it() -> None:
    markup = f"<p>They left <del>Saltby</del><ins>Holm</ins>{REST}</p>"
    assert cut(markup, "p, del { color: red }")[1] == ()
    assert cut(markup, ".del { color: red }")[1] == ("Saltby",)


SOON = "<p>The water will be corrected to monitored in March, he said.</p>"


@pytest.mark.parametrize("note", ["", SOON, f"{NOTE}<p>It is monitored.</p>"])
def test_what_was_replaced_is_the_news_where_nothing_is_corrected(note: str) -> None:
    markup = f"<p>The page now says the water is <del>unsafe</del> <ins>monitored</ins>{REST}</p>"
    assert cut(markup, note=note)[1] == ()
    assert cut(markup, note="<p>Correction, 3 October 2026: The water is not unsafe.</p>")[1] == ("unsafe",)


@pytest.mark.parametrize(
    ("markup", "said"),
    [
        ("今年<del>三百</del><ins>七十六</ins>岁", "今年三百 七十六岁"),
        ("it <del>may</del><ins>shall</ins> do so", "it may shall do so"),
        ("it <del>may</del> <ins>shall</ins> do so", "it may shall do so"),
    ],
)
def test_what_stays_is_not_glued_to_what_replaces_it(markup: str, said: str) -> None:
    assert cut(f"<p>{markup}{REST}</p>", note="") == (f"{said}{REST}", ())


def test_a_note_says_what_was_struck_beside_the_same_words() -> None:
    markup = f"<p>There were <del>twelve</del> <ins>fourteen</ins> apprentices on it{REST}</p>"
    for said, is_gone in (
        ("An earlier version of this story said twelve apprentices were there.", True),
        ("The story now says fourteen apprentices.", True),
        ("The story gave a wrong age for the twelve.", False),
        ("The story had the boat leave at twelve on Friday.", False),
    ):
        note = f"<p>Correction, 3 October 2026: {said}</p>"
        assert cut(markup, note=note)[1] == (("twelve",) if is_gone else ()), said
    dense = f"<p>船上有<del>十二</del><ins>十四</ins>名学生{REST}</p>"
    assert cut(dense, note="<p>更正：本文先前误写为十二名学生。</p>")[1] == ("十二",)
    assert cut(dense, note="<p>更正：本文误写了十二日的天气。</p>")[1] == ()


@pytest.mark.parametrize(
    ("struck", "put", "said", "is_gone"),
    [
        # By chance: in another word, or a common word by itself.
        ("may", "shall", "The story gave a wrong year for the mayor’s election.", False),
        ("chairman", "chair", "The story misspelled the name of the board’s chair.", False),
        ("Orford", "Saltby", "The story misspelled Orfordness.", False),
        ("可以", "必须", "本文误写了可以渡河的日期。", False),
        # Both, one in quotes, one denied, a name, several words.
        ("may", "shall", "The town shall keep a ferry, where we said it may.", True),
        ("may", "shall", "The story had the word “may” in the rule.", True),
        ("unsafe", "monitored", "The water is not unsafe.", True),
        ("unsicher", "sicher", "Das Wasser ist nicht unsicher.", True),
        ("Orford", "Saltby", "The boat did leave from Saltby.", True),
        ("the old mill", "a farm", "It was not near the old mill.", True),
        # One that stands there as in the text, before or behind the same words.
        ("north", "south", "We had written that the rule had north in its name.", True),
        ("twelve", "fourteen", "We first wrote that twelve in it were for trains.", False),
        ("twelve", "fourteen", "We first wrote that the rule had twelve of them.", False),
        ("十二", "十四", "本文误写为十二人。", False),
    ],
)
def test_a_note_names_what_was_struck(struck: str, put: str, said: str, *, is_gone: bool) -> None:
    markup = f"<p>The rule had <del>{struck}</del> <ins>{put}</ins> in it{REST}</p>"
    assert cut(markup, note=f"<p>Correction, 3 October 2026: {said}</p>")[1] == ((struck,) if is_gone else ())
