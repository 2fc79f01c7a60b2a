"""Words beside a date that say what it is the date of."""

from __future__ import annotations

import pytest

from newsarchive.text.dates.date_labels import day_words, is_beside_day, label_of


@pytest.mark.parametrize(
    ("before", "after", "label"),
    [
        ("Veröffentlicht am ", "", "published"),
        ("Aktualisiert: ", "", "updated"),
        ("Published 1 May, updated ", "", "updated"),
        ("© ", " The News", "other"),
        ("", " 更新", "updated"),
        ("", " - Güncelleme : 05.04.2025", None),
        ("", " Aktualisiert am 5. April", None),
        ("发布时间：", "", "published"),
        ("Дата публикации: ", "", "published"),
        ("", "", None),
        ("The ferry of ", " ran late", None),
        ("Printed on ", "", "other"),
        ("Gedruckt am ", "", "other"),
        ("Published and printed on ", "", "published"),
        ("Reprinted on ", "", None),
        ("Originally printed on ", "", None),
        ("First printed on ", "", None),
        ("Printed on page 3 on ", "", None),
        ("This page was printed on ", "", "other"),
        ("", " | Printed on 9 June 2031", None),
        ("", " | Printed on", None),
    ],
)
def test_label(before: str, after: str, label: str | None) -> None:
    assert label_of(before, after) == label


def test_words_that_stand_beside_a_day_are_joined_once() -> None:
    """To join five sets for each line took longer than to look at the line."""
    assert day_words() is day_words()
    assert is_beside_day("It was last updated on Sunday, 11:24 Uhr")
    assert not is_beside_day("It was last painted on Sunday")
