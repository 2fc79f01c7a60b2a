"""Lines that sign and date a story without words for it, and what they are told from."""

from __future__ import annotations

import pytest

from newsarchive.text.dates.signed_lines import is_signed_line


@pytest.mark.parametrize(
    "line",
    [
        "March 3, 2024 By Ann Lee",
        "3 March 2024 by Ann Lee and Max Poe",
        "Ann Lee, 3 March 2024",
        "Ann Lee | March 3, 2024 | 10:15",
        "News | 3 March 2024",
        "3 March 2024 | News",
        "March 3, 2024 in News",
        "Autor: Jan Kowalski, 12.05.2024",
        "Av Anna Berg, 12.03.2024",
        "di Mario Rossi, 12 maggio 2024",
        "Tekst: Jan de Vries, 12 mei 2024",
        "Автор: Иван Петров, 12.05.2024",
        "Thursday 9 May 2024 | Ann Lee",
        "Kirjoittaja: Aino Salo, 12.5.2024",
        "Yazar: Ada Kaya | 12.05.2024",
    ],
)
def test_names_and_a_day_sign_a_story(line: str) -> None:
    assert is_signed_line(line)


@pytest.mark.parametrize(
    "line",
    [
        "Flood of 3 March 1998",
        "Killed on 3 March 1998",
        "Since 3 March 1998",
        "Photo: Ada Roe, 3 March 2019",
        "Foto Ada Roe | 3. März 2019",
        "Zdjęcie: Jan Kowalski, 12.05.2024",
        "Venue: Town Hall, 3 March 2024",
        "Concert: 3 March 2024",
        "The old hall burned down, 3 March 1998",
        "Ann Lee won the race, 3 March 1998",
        "Ada Roe 3 March 1998",
        "Rovers beat City 25-08-24",
        "Ann Lee",
        "Ann Lee, 3 March 2024, 5 rooms",
    ],
)
def test_things_pictures_and_sentences_with_a_day_do_not(line: str) -> None:
    assert not is_signed_line(line)
