"""Days as Unicode CLDR writes them in 122 languages, and as translators of site software write them."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest

from newsarchive.text.dates.written_dates import find_times, month_of


def _days() -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    lines = Path(__file__).with_name("days_of_languages.tsv").read_text(encoding="utf-8").splitlines()
    for line in lines:
        if not line.startswith("#"):
            language, day, text = line.split("\t")
            found[language].append((day, text))
    return found


DAYS = _days()


def _read(text: str, language: str | None) -> tuple[str, ...]:
    return tuple(
        time[:10] for one in find_times(text, language=language) for time in (one.time, one.other or "")
    )


@pytest.mark.parametrize("language", DAYS)
def test_days_on_a_page_in_the_language(language: str) -> None:
    missed = [
        (text, _read(text, language)) for day, text in DAYS[language] if day not in _read(text, language)
    ]
    assert not missed


def test_a_day_is_never_taken_for_another_where_the_language_is_unknown() -> None:
    wrong = [
        (text, found)
        for days in DAYS.values()
        for day, text in days
        if (found := _read(text, None)) and day not in found
    ]
    assert not wrong


@pytest.mark.parametrize(
    ("text", "language", "day"),
    [
        ("5. јануара 2026.", "sr", "2026-01-05"),  # WordPress, and every Serbian paper
        ("28. novembra 2026.", None, "2026-11-28"),
        ("5 בינואר 2026", None, "2026-01-05"),
        ("18 ตุลาคม G 2026", "th", "2026-10-18"),  # Hugo
        ("18 İyun 2026", "az", "2026-06-18"),
        ("5 1월 2026", "ko", "2026-01-05"),  # Django
        ("30-aprel, 2026", "uz", "2026-04-30"),
        ("জানুয়ারি ৫, ২০২৬", "bn", "2026-01-05"),
        ("മാര്‍ച്ച് 22, 2026", "ml", "2026-03-22"),  # written before Unicode 5.1
        ("٣١ كانون الأوّل ٢٠٢٦", "ar", "2026-12-31"),
        ("27/08/2026".replace("/", "\u200f/"), "ar", "2026-08-27"),
        ("5/May/2026", "en", "2026-05-05"),
        ("۱۰ جدی ۱۴۰۵", "fa", "2026-12-31"),  # Dari months of the Persian calendar
        ("2026 оны 12-р сарын 31", "mn", "2026-12-31"),
        ("2026-يىلى11-ئاينىڭ12-كۈنى", "ug", "2026-11-12"),
        ("Tháng năm 1, 2026", "vi", "2026-05-01"),
        ("14 fevriye 2026", "ht", "2026-02-14"),
        ("22 Th03 2026", "vi", "2026-03-22"),
    ],
)
def test_days_as_software_writes_them(text: str, language: str | None, day: str) -> None:
    assert day in _read(text, language)


@pytest.mark.parametrize(
    "text",
    [
        "the 5th 3 2026",
        "27 here 2026",  # Breton's October
        "In 2019 the May 5 vote",
        "5 masa 2026",
        "Since 2019 5 May was a holiday",
        "a 2026 mae 5",
    ],
)
def test_words_of_other_languages_are_no_months(text: str) -> None:
    assert not _read(text, "en")


def test_a_language_of_its_own_comes_first() -> None:
    assert (month_of("may", "dua"), month_of("may", "en"), month_of("may")) == (10, 5, 5)
