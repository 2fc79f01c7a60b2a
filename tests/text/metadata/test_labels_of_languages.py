"""Labels of by-lines in languages whose words for "reporter" and "writing" the table has."""

from __future__ import annotations

import pytest

from newsarchive.text.metadata.native_by import with_plain_by
from newsarchive.text.metadata.person_names import split_names
from newsarchive.text.metadata.printed_bylines import read_byline


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Сурвалжлагч: Б.Энхболд", "Б.Энхболд"),
        ("Marubuci: Musa Danladi", "Musa Danladi"),
        ("Qoraa: Ahmed Warsame", "Ahmed Warsame"),
        ("লেখা: রাশেদ মাহমুদ", "রাশেদ মাহমুদ"),
        ("ရေးသားသူ: မောင် ဇော်", "မောင် ဇော်"),
        ("ዘጋቢ፦ አበበ ተሰማ", "አበበ ተሰማ"),
        ("حاوره: خالد منصور", "خالد منصور"),
        ("كتب - خالد منصور:", "خالد منصور"),
        ("Подготовил: Олег Иванов", "Олег Иванов"),
        ("Записала: Елена Иванова", "Елена Иванова"),
        ("เรื่อง : สมชาย ท่าเรือ ภาพ : ธนกร ท่าน้ำ", "สมชาย ท่าเรือ"),
    ],
)
def test_a_label_and_a_name(line: str, name: str) -> None:
    byline = read_byline(line, is_below_headline=True)
    assert byline is not None
    assert split_names(byline.names) == (name,)


@pytest.mark.parametrize(
    "line",
    [
        "রাশেদের লেখা বই প্রকাশিত হলো",
        "రవి రచన చదివిన వారు",
        "เรื่อง: การประชุมท่าเรือ",
        "گفتگو: راه صلح",
        # Lyrics of a song, and whom a coach trained.
        "రచన: సీతారామ శాస్త్రి",
        "රචනය: සුනිල් පෙරේරා",
        "Подготовила Елена Иванова лучших пловцов",
        "Записал Олег Иванов новых песен",
        "Підготував Олег Коваль нових чемпіонів",
        "Подготовил сборную к зиме",
        "Записала новый альбом в Осло",
        "كتب - جديدة",
    ],
)
def test_sentences_and_subjects_name_nobody(line: str) -> None:
    byline = read_byline(line, is_below_headline=True)
    assert byline is None or not byline.names


def test_hausa_by_lines_and_places() -> None:
    assert with_plain_by("Daga Musa Danladi", "ha") == "By Musa Danladi"
    assert with_plain_by("Daga Farin Kogi", "ha") == "Daga Farin Kogi"
    assert with_plain_by("Daga Musa Danladi", "en") == "Daga Musa Danladi"
