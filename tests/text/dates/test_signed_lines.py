"""Lines that sign and date a story without words for it, and what they are told from."""

from __future__ import annotations

import pytest

from newsarchive.items import FetchedPage
from newsarchive.stages import run_stages
from newsarchive.text.dates.signed_lines import MOST_ENTRIES, entries_of, is_signed_line


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
        "Redacción, 12 de mayo de 2024",
        "Политика | 12.05.2024",
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
        "Anfield, 5 March 2024",
        "Harrogate, by 31 March 2024",
        "Ann Lee, by 31 March 2024",
        "Gaza City, 7 October 2023",
        "Clean Rivers Act, 13 December 2007",
        "Crown Court, 5 June 2023",
        "Teatro Romano, 12 maggio 2024",
        "Kino Central, 3. März 2024, 20:00",
        "Theater am Ring, 3. März 2024",
        "Landesgericht Linz, 3. März 2024",
        "Театр Драмы, 12.05.2024",
    ],
)
def test_things_pictures_and_sentences_with_a_day_do_not(line: str) -> None:
    assert not is_signed_line(line)


def test_in_the_box_of_a_by_line_a_town_is_the_writer_s() -> None:
    assert is_signed_line("Harrogate, 3 March 2024", is_head=True)
    assert not is_signed_line("Town Hall, 3 March 2024", is_head=True)


LISTS = {
    "en": (
        "Maud Fenner, 4 July 2026",
        "Tom Hale, 11 July 2026",
        "The Reed Band, 18 July 2026",
        "Posted on 2 May 2026",
    ),
    "it": (
        "Carla Neri, 4 luglio 2026",
        "Ugo Sala, 11 luglio 2026",
        "Banda Civica, 18 luglio 2026",
        "2 maggio 2026",
    ),
    "de": (
        "Jana Wirth, 4. Juli 2026",
        "Ole Kamp, 11. Juli 2026",
        "Chor Ems, 18. Juli 2026",
        "Erschienen am 2. Mai 2026",
    ),
}
TOLD = {
    "en": (
        "She plays the organ that her grandfather built, and nobody may clap before the end.",
        "The piper from the hills has a new bag and promises that it does not leak.",
        "Thirty people blow into reeds that they cut themselves on the river in winter.",
        "What to hear in the barn this summer",
        "The doors open at seven, and whoever brings a chair pays half.",
    ),
    "it": (
        "Torna nel paese dove ha imparato a suonare, con l'organo che costruì suo nonno.",
        "Il suonatore di zampogna viene dai monti e promette di non dormire in chiesa.",
        "Trenta persone soffiano in canne che hanno tagliato da sole lungo il fiume.",
        "Che cosa ascoltare quest'estate nel fienile",
        "Le porte si aprono alle sette, e chi porta una sedia paga la metà.",
    ),
    "de": (
        "Sie spielt auf der Orgel, die ihr Großvater gebaut hat, und bittet um Ruhe.",
        "Der Pfeifer aus den Bergen hat einen neuen Sack und verspricht, dass er dicht ist.",
        "Dreißig Leute blasen in Rohre, die sie im Winter am Fluss geschnitten haben.",
        "Was man diesen Sommer in der Scheune hört",
        "Einlass ist um sieben Uhr, und wer einen Stuhl mitbringt, zahlt die Hälfte.",
    ),
}


@pytest.mark.parametrize("language", LISTS)
def test_names_and_days_of_a_list_sign_nothing(language: str) -> None:
    *entries, foot = LISTS[language]
    assert entries_of(tuple(entries)) == {*entries}
    assert not entries_of(tuple(entries[:2]))
    told = TOLD[language]
    body = "".join(f"<p>{entry}</p><p>{line}</p>" for entry, line in zip(entries, told, strict=False))
    page = (
        f"<html lang={language}><title>{told[3]}</title><article><h1>{told[3]}</h1><div>{body}"
        f"<p>{told[4]}</p><p>{foot}</p></div></article></html>"
    )
    article = run_stages(FetchedPage(url="https://paper.example/a/list.html", body=page.encode()))
    assert article.facts.authors == ()
    assert str(article.facts.published_at)[:10] == "2026-05-02"
    assert all(entry in article.text for entry in entries)


REMARKS = (
    "Rosa Kern, 9 May 2031",
    "At last a bench with a back.",
    "Jim Oakes, 10 May 2031",
    "Well done, all.",
)
REPORT = (
    "The bench under the lime tree has a back again, sixty years after a cart broke the old one off.",
    "Pupils of the joinery class cut it from an oak that fell in the churchyard during the January gales.",
    "It cost the parish nothing but the screws, and the screws were given by the ironmonger of Well Street.",
)


def test_the_first_line_signs_a_story_with_remarks_below() -> None:
    assert entries_of(("Ada Roe, 8 May 2031", *REPORT, *REMARKS)) == {REMARKS[0], REMARKS[2]}
    assert len(entries_of(("Ada Roe, 8 May 2031", REPORT[0], *REMARKS))) == 3
    assert len(entries_of((REPORT[0], "Ada Roe, 8 May 2031", *REPORT, *REMARKS))) == 3


def test_of_a_long_list_only_some_lines_are_read() -> None:
    """A page may have tens of thousands of such lines, and each takes a millisecond."""
    lines = tuple(f"Ada Roe, {number % 27 + 1} May {2000 + number // 27}" for number in range(540))
    assert 3 < len(entries_of(lines)) <= MOST_ENTRIES
