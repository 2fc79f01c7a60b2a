"""Lines that only lead to another story, and sentences that begin like one."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.items import FetchedPage
from newsarchive.stages import decode, extract
from newsarchive.text.furniture.see_also import LABELS, is_labelled, refers

HEADLINE = "Harbour dispute enters its second week"
# As newspapers print them.
PRINTED = """
Read more: | ALSO READ: | Related - | See also » | Lesen Sie auch:
Mehr zum Thema: | À lire aussi : | Lire aussi : | Lea también: | Lea:
Te puede interesar: | Leia também: | Leggi anche: | Lees ook: | Läs också:
Les også: | Læs også: | Lue myös: | Czytaj też: | Čtěte také:
Prečítajte si aj: | Olvassa el ezt is: | Citește și: | Читайте также:
Читайте також: | Вижте още: | Pročitajte i: | Preberite tudi: | Διαβάστε επίσης:
Bunu da okuyun: | اقرأ أيضا: | بیشتر بخوانید: | مزید پڑھیں: | קראו גם:
यह भी पढ़ें: | আরও পড়ুন: | Baca juga: | Xem thêm: | อ่านเพิ่มเติม: | 相关阅读：
延伸閱讀： | 【延伸閲讀】 | 第2页： | 【関連記事】 | 관련 기사: | ▶ Read also:
"""


@pytest.mark.parametrize("label", re.split(r" \| |\n", PRINTED.strip()))
def test_a_label_and_a_linked_headline_refer(label: str) -> None:
    line = f"{label} {HEADLINE}"
    assert refers(line, len(HEADLINE))
    assert refers(line, len(line))  # all of it is the link
    assert not refers(line, len("Harbour"))
    assert not refers(line, 0)
    assert not refers(label, len(label))


@pytest.mark.parametrize(
    "label",
    [
        *("ये भी पढ़ें- ", "આ પણ વાંચો : ", "Taip pat skaitykite: ", "Mohlo by vás zajímat: ", "ALSO WATCH: "),
        *(
            "Прочитајте повеќе: ",
            "Herwiha bixwîne: ",
            "زیاتر بخوێنەوە: ",
            "තවත් කියවන්න: ",
            "Baca juga",
            "Pročitajte i",
        ),
    ],
)
def test_so_do_labels_of_the_table_and_those_side_by_side_with_a_link(label: str) -> None:
    assert refers(label + HEADLINE, len(HEADLINE))


@pytest.mark.parametrize("begun", ["More ", "Read more ", "Baca juga ", "The harbour: ", "Baca"])
def test_a_sentence_that_goes_on_in_a_link_does_not(begun: str) -> None:
    assert not refers(begun + HEADLINE, len(HEADLINE))


@pytest.mark.parametrize(
    ("line", "linked"),
    [
        ("Read more about recent innovations in the harbour's own report.", 19),
        ("Recommended: two spoons of sugar in each cup of tea", 40),
        ("Watch: The Harbour Pilot (1961)", 24),
        ("Listen: Songs of the quay, volume two", 29),
        ("Related parties: the harbour board and the ferry company", 0),
        ("See also section 4: the harbour board decides on fares", 20),
        ("Read more: p. 4", 4),
        ("The sign on the pier says read more: and leads to a page on the dispute.", 60),
        ("参见：第四页", 3),
        ("Read more: " + "harbour " * 60, 480),
    ],
)
def test_sentences_and_lists_stay(line: str, linked: int) -> None:
    assert not refers(line, linked)


def test_every_languages_labels_are_a_pattern_of_their_own() -> None:
    for language, pattern in LABELS.items():
        assert re.compile(pattern).groups == 0, language


@given(st.text(max_size=400), st.integers(min_value=0, max_value=500))
def test_it_never_fails(line: str, linked: int) -> None:
    assert refers(line, linked) in (True, False)


def test_such_a_line_is_told_and_no_sentence_goes() -> None:
    text = [
        f"The ferry number {number} was late again on Monday, and nobody on the pier said why it was."
        for number in range(12)
    ]
    lines = [*text[:3], f'Read more: <a href="/2026/dispute">{HEADLINE}</a>', *text[3:]]
    html = "".join(f"<p>{line}</p>" for line in lines)
    head = "<html lang=en><title>Ferries are late</title><article><h1>Ferries are late</h1>"
    page = f"{head}{html}</article></html>"
    article = extract(decode(FetchedPage(url="https://quay.example/2026/late", body=page.encode())))
    assert article.paragraphs == tuple(text)
    told = [(one.rule, one.text) for one in article.removed]
    assert told == [("headline", "Ferries are late"), ("see_also", f"Read more: {HEADLINE}")]


OF_WIDER_LABELS = [
    "READ: Ferry to the outer islands is off until the ice melts",
    "Watch: How the keeper counts his geese from the tower",
    "Just watch this: How the keeper counts his geese",
    "Karanta wannan: Jiragen ruwa sun tsaya a tashar tsibirin",
]


@pytest.mark.parametrize("line", OF_WIDER_LABELS)
def test_a_wider_label_stands_before_a_linked_headline(line: str) -> None:
    headline = line.split(": ", 1)[1]
    assert refers(line, len(headline))
    assert refers(line, len(line))
    # It may stand before a book, a film, a sentence as well.
    assert not refers(f"{line}.", len(headline) + 1)
    assert not refers(f"{line.split(':', maxsplit=1)[0]}: Goose Moon", 10)
    assert not refers(line, 12)
    assert not is_labelled(line)


@pytest.mark.parametrize(
    "label", ["Loe lisaks", "Llegiu també", "Taip pat skaitykite", "Hier lesen Sie mehr"]
)
def test_a_label_within_the_link_goes(label: str) -> None:
    line = f"{label}: The geese have left the island for good"
    assert refers(line, len(line))
    assert not refers(line, 0)
