"""What a publisher struck out goes, as evidence; what stands stays, and its words stay apart."""

from __future__ import annotations

import pytest
from lxml import html

from newsarchive.text.extraction.struck_text import cut_struck_text

REST = " while rain fell, and the head teacher promised cheaper tickets for all of the apprentices."


def cut(markup: str) -> tuple[str, tuple[str, ...]]:
    tree = html.fromstring(f"<html><body><h1>Boats</h1>{markup}<p>{REST * 2}</p></body></html>")
    removed = cut_struck_text(tree)
    return " ".join(tree.xpath("string(//body/*[2])").split()), tuple(one.text for one in removed)


@pytest.mark.parametrize(
    ("markup", "said", "struck"),
    [
        ("They left <del>Orford</del><ins>Saltby</ins>", "They left Saltby", "Orford"),
        ("They left <s>Orford</s> Saltby", "They left Saltby", "Orford"),
        ("They left <strike>Orford,</strike> Saltby", "They left Saltby", "Orford,"),
        ("They<del> left </del>won", "They won", "left"),
        ("They left <del>in haste</del>, all nine", "They left, all nine", "in haste"),
        ("They <em>left</em> <del>in haste</del>, all nine", "They left, all nine", "in haste"),
        (
            "They left <span style='text-decoration: line-through'>Orford</span> Saltby",
            "They left Saltby",
            "Orford",
        ),
        ("船离开<del>奥福德</del><ins>索尔特比</ins>", "船离开索尔特比", "奥福德"),
        ("They left <del>Or<s>f</s>ord</del> Saltby", "They left Saltby", "Orford"),
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
    ],
)
def test_what_stands_stays(markup: str) -> None:
    told = " ".join(html.fromstring(f"<div>{markup}</div>").text_content().split())
    assert cut(markup) == (told, ())
