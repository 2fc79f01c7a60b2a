"""A word that says who wrote is known to all that read by-lines: of lines, of markup, of labels."""

from __future__ import annotations

import lxml.html
import pytest

from newsarchive.text.metadata.author_candidates import line_credits
from newsarchive.text.metadata.authors import CERTAIN, Article, shown_names
from newsarchive.text.metadata.page_elements import page_elements
from newsarchive.text.metadata.person_names import split_names
from newsarchive.text.metadata.printed_bylines import bare_names, read_byline, tells_of_picture
from newsarchive.text.page.byline_labels import LABEL_KINDS, label_words, with_capitals

NAME = "Ada Roe"
IN_A_LINE = ("by", "noun", "text", "opening")
WITHOUT_CAPITALS = ("caseless", "caseless_noun")


def _signers(line: str, *, under_title: bool = True) -> list[str]:
    """Whom a line names that is nothing but a by-line."""
    found = line_credits([line], [], [line] if under_title else [])
    return [one.name for one in found if one.source == "line_by" and "whole" in one.traits]


def _unread(lines: list[str], name: str = NAME, *, under_title: bool = True) -> list[str]:
    return [line for line in lines if _signers(line, under_title=under_title) != [name]]


def test_every_kind_has_words_in_lower_case() -> None:
    for kind in LABEL_KINDS:
        assert label_words(kind)
        assert [word for word in label_words(kind) if word != word.lower()] == []


def test_a_line_anywhere_names_whom_its_label_says() -> None:
    labels = with_capitals(label_words(*IN_A_LINE))
    lines = [f"{label}{joint}{NAME}" for label in labels for joint in (" ", ": ")]
    assert _unread(lines, under_title=False) == []


def test_a_line_that_says_nothing_else_but_a_day_is_read_in_lower_case() -> None:
    labels = label_words(*IN_A_LINE, "by_whole", "by_small")
    forms = ("{}: {}", "2031-05-04, {} {}", "samedi 24 octobre 2026 | {} {}", "{} {} - 4.5.2031")
    assert _unread([form.format(label, NAME) for label in labels for form in forms]) == []


def test_a_small_word_without_a_day_counts_where_nothing_else_names_anybody() -> None:
    for label in label_words("by_whole", "by_small"):
        assert _signers(f"{label} {NAME}") == []
        assert bare_names(["Economy", f"{label} {NAME}", "par Nora Whitfield"]) == (NAME,)
    assert bare_names(["da Milano", "por Real Madrid", "par Air France", "de San José", "Ada Roe"]) == ()


def test_written_by_is_read_in_every_language() -> None:
    forms = ("{}: {}", "{} par {}", "2031-05-04, {} od {}")
    assert _unread([form.format(done, NAME) for done in label_words("done") for form in forms]) == []


def test_a_name_in_markup_is_told_without_its_label() -> None:
    labels = label_words(*IN_A_LINE, "caseless", "cjk", "book")
    assert [label for label in labels if split_names(f"{label} {NAME}") != (NAME,)] == []
    marked = [label for label in label_words("caseless_noun") if split_names(f"{label}: {NAME}") != (NAME,)]
    assert marked == []
    assert split_names("كاتب ياسين") == ("كاتب ياسين",)
    assert split_names("發表者陳國棟") == ("陳國棟",)
    assert split_names("作者简介") != ("简介",)


def test_a_label_without_capitals_is_read_where_the_line_begins() -> None:
    labels = label_words(*WITHOUT_CAPITALS)
    lines = [f"{day}{label}: नीला शर्मा" for label in labels for day in ("", "2031-05-04, ")]
    assert _unread(lines, "नीला शर्मा") == []


def test_a_colon_stands_between_a_noun_and_a_name_without_spaces() -> None:
    assert _unread([f"{label}：佐藤健一" for label in label_words("cjk", language="ja")], "佐藤健一") == []
    assert _unread([f"{label}: 김서연" for label in label_words("cjk", language="ko")], "김서연") == []


def test_a_label_for_those_who_cannot_see_is_known() -> None:
    text = "A ferry goes. " * 9
    for label in label_words("noun", *WITHOUT_CAPITALS, "cjk", "book"):
        page = lxml.html.document_fromstring(f"<h1>Ferry</h1><a title='{label}'>{NAME}</a><p>{text}</p>")
        assert [one.text for one in page_elements(page, text).labelled] == [NAME], label


@pytest.mark.parametrize(
    "line",
    [
        *("vom Hafen Alt", "ein Text von", "der autor Ada Roe", "著者：佐藤健一", "كاتب سعودي يفوز"),
        *("Per Olov Enquist", "Le Van Minh", "Da Silva Costa", "De Ada Roe y otros", "de Ada a Roe"),
    ],
)
def test_what_is_no_label_names_nobody(line: str) -> None:
    assert _signers(line) == []


@pytest.mark.parametrize(
    "line",
    [
        *(
            "da Milano, 24 ottobre 2026",
            "por Real Madrid, 2031-05-04",
            "2031-05-04, par Noël",
        ),
        *(
            "San José,24 de octubre de 2026",
            "Stadthalle Fürth 24.10.2026",
            "Bataille de Verdun,24 octobre 2026",
        ),
    ],
)
def test_places_and_clubs_beside_a_day_sign_nothing(line: str) -> None:
    assert [one.name for one in line_credits([line], [], [line]) if one.source != "line_alone"] == []


def test_a_clear_label_names_whom_no_list_knows() -> None:
    found = line_credits(["by: Xyrr Quolm, Dec 17, 2025"], [], ["by: Xyrr Quolm, Dec 17, 2025"])
    assert [one.name for one in found] == ["Xyrr Quolm"]


def test_the_town_behind_a_name_is_no_author() -> None:
    assert _signers("24/10/2026, par Iris Halle, Paris") == ["Iris Halle"]


@pytest.mark.parametrize(
    "line", ["4 May 2031, par Ada Roe", "2031-05-04 | od Ada Roe", "4 May 2031, per Ada Roe"]
)
def test_small_words_are_read_under_the_headline_alone(line: str) -> None:
    assert _signers(line) == [NAME]
    assert _signers(line, under_title=False) == []


def test_work_on_a_line_of_capitals_is_bounded() -> None:
    """Names with nothing between them were tried in every way: 70 letters took more than a second."""
    assert bare_names([f"par {'A' * 110}!"]) == ()


@pytest.mark.parametrize("name", ["Yazan Kaya", "Di Maio"])
def test_a_label_may_be_the_first_word_of_a_name(name: str) -> None:
    assert split_names(name) == (name,)
    assert _signers(name) == []
    assert [one.name for one in line_credits([f"{name} | By Ada Roe"], []) if one.source == "line_by"] == [
        NAME
    ]


def test_a_name_stands_between_two_days() -> None:
    for line in ("2031-05-04 | Ada Roe | 2031-05-05", "Posted 4 May 2031 | Ada Roe | updated 5 May 2031"):
        assert [one.name for one in line_credits([line], [], [line])] == [NAME], line


def test_an_ending_behind_a_stroke_has_no_capital() -> None:
    assert with_capitals(["napisao/la", "autorin/autor"]) == ("Napisao/la", "Autorin/Autor")


@pytest.mark.parametrize("name", ["Per Olov Enquist", "Le Van Minh", "De Niro", "Da Silva"])
def test_a_name_keeps_what_looks_like_a_label(name: str) -> None:
    assert split_names(name) == (name,)


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("BY MARA QUIST AND JON BAKER", ("MARA QUIST", "JON BAKER")),
        ("PAR MARA QUIST ET JON BAKER", ("MARA QUIST", "JON BAKER")),
        ("POR MARA QUIST Y JON BAKER", ("MARA QUIST", "JON BAKER")),
        ("By Mara Quist And Jon Baker | 3 May 2031", ("Mara Quist", "Jon Baker")),
        ("Words: Mara Quist and Jon Baker Photos: Tom Hay", ("Mara Quist", "Jon Baker")),
        ("Text: Mara Quist Foto: Jon Baker", ("Mara Quist",)),
        ("By Mara Quist Photos by Jon Baker", ("Mara Quist",)),
        ("Von Mara Quist, Brüssel", ("Mara Quist",)),
        # Names that only look like it.
        ("By Bild Lilli", ("Bild Lilli",)),
        ("By Andrea Undset", ("Andrea Undset",)),
        ("By VE Schwab", ("VE Schwab",)),
        ("By Y Lan Phan", ("Y Lan Phan",)),
    ],
)
def test_a_name_ends_where_another_word_begins(line: str, names: tuple[str, ...]) -> None:
    found = read_byline(line, is_below_headline=True)
    assert found is not None
    assert split_names(found.names) == names


def test_the_words_of_somebody_sign_nothing() -> None:
    assert read_byline("Famous Last Words: Mark Twain", is_below_headline=False) is None


@pytest.mark.parametrize(
    ("line", "is_of_picture"),
    [
        ("Words: Mara Quist Photos: Tom Hay", False),
        ("Text: Mara Quist | Foto: Tom Hay", False),
        ("By Mara Quist, photos by Tom Hay", False),
        ("By Mara Quist/Getty Images", True),
        ("Photo: Mara Quist", True),
        ("Mara Quist at the harbour. Photo: Tom Hay", True),
    ],
)
def test_a_line_that_says_who_wrote_tells_of_more_than_a_picture(line: str, is_of_picture: bool) -> None:
    assert tells_of_picture(line) is is_of_picture
    assert bool(list(line_credits([line], [], [line]))) is not is_of_picture


@pytest.mark.parametrize(
    "line",
    [
        "As told to Zorvina Quast",
        "Aufgezeichnet von Zorvina Quast",
        "Propos recueillis par Zorvina Quast",
        "Entretien réalisé par Zorvina Quast",
        "Escribe: Zorvina Quast",
        "Par Zorvina Quast (avec AFP)",
    ],
)
def test_who_asked_and_wrote_down_signs(line: str) -> None:
    assert _signers(line) == ["Zorvina Quast"]


def test_the_hour_behind_a_bulgarian_day_hides_nobody() -> None:
    assert _signers("от Иван Петров 23 февруари 2031 г., 11:24 ч.") == ["Иван Петров"]


def test_what_heads_a_story_as_well_names_nobody_in_a_line() -> None:
    """ "Interview: Ada Roe" tells whom it asks; in an element that is a by-line, who did."""
    words = label_words("marked")
    assert [name for word in words for name in _signers(f"{word.title()}: {NAME}")] == []
    assert {split_names(f"{word}: {NAME}") for word in words} == {(NAME,)}


def test_who_translated_is_no_author() -> None:
    assert _signers("Translated from the Danish by Clara Thompson") == []


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Par Odile d’Aubray", "Odile d’Aubray"),
        ("Por Marta d'Abelló", "Marta d'Abelló"),
        ("Автор: Анна д’Обре", "Анна д’Обре"),
    ],
)
def test_a_small_word_elided_before_a_surname_is_of_the_name(line: str, name: str) -> None:
    assert _signers(line) == [name]


def test_a_place_with_such_a_word_is_nobody() -> None:
    assert [one.name for one in line_credits(["Val d’Aoste", "4 mai 2031"], [], ["Val d’Aoste"])] == []


def test_the_heading_of_a_report_signs_beside_a_day_or_a_picture() -> None:
    lines = ["Haber: Aylin Kaya", "4 Mayıs 2031"]
    named = shown_names(lines, [], (), Article("Kapak cuma günü kapanacak."), lines)[0]
    assert [one.likelihood >= CERTAIN for one in named] == [True]
    told = Article("Aylin Kaya kapağın cuma günü kapanacağını söyledi.")
    assert [one.likelihood >= CERTAIN for one in shown_names(lines, [], (), told, lines)[0]] == [False]
    assert [one.name for one in line_credits(lines, [], lines)] == ["Aylin Kaya"]
    assert _signers("Haber: Aylin Kaya / Fotoğraf: Nuray Bal") == ["Aylin Kaya"]
    assert _signers("Haber: Aylin Kaya") == []


def test_the_paper_behind_a_name_is_no_part_of_it() -> None:
    line = "Clara Thompson for the Mill Courier"
    found = line_credits([line, "4 May 2031"], [], [line])
    assert [one.name for one in found if not one.is_body] == ["Clara Thompson"]
    assert [one.name for one in line_credits(["Best Buys for the Garden"], [], [])] == []


@pytest.mark.parametrize(
    "line",
    [
        "הכביש נחסם לשעתיים.",
        "다친 사람은 없다.",
        "کسی آسیب ندید.",
        "الصورة مزيفة.",
        "कोई घायल नहीं।",
        "Ada Roe Waits.",
    ],
)
def test_a_sentence_names_nobody(line: str) -> None:
    assert [*line_credits([line], [], [line])] == []


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Jean-Pierre Martin.", ["Jean-Pierre Martin"]),
        ("Иван Петров.", ["Иван Петров"]),
        ("Ana García y Luis Pérez.", ["Ana García", "Luis Pérez"]),
        ("Jane Miller, London.", ["Jane Miller"]),
        ("Marta de la Cruz.", ["Marta de la Cruz"]),
        ("Frohe Weihnachten.", []),
        ("Ada Roe Waits.", []),
    ],
)
def test_who_signs_with_a_full_stop(line: str, names: list[str]) -> None:
    assert [one.name for one in line_credits([], [line], (), [line])] == names
    assert [one.name for one in line_credits([line, "4 May 2031"], [], [line, "4 May 2031"])] == names
    assert [one.name for one in line_credits([line], [], [line])] == []  # whose a picture is


@pytest.mark.parametrize("line", ["Ada Roe Jr.", "Ada Roe 28. 10. 2031.", "אדה רועי"])
def test_a_stop_of_a_day_or_an_abbreviation_ends_no_sentence(line: str) -> None:
    assert [*line_credits([line], [], [line])]
