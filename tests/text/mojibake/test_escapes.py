"""Escapes that programs and mails left in text are read; code and stories on them keep theirs."""

from __future__ import annotations

import pytest

from newsarchive.text.mojibake import undo_mojibake


@pytest.mark.parametrize(
    ("damaged", "text"),
    [
        (r"The cook\u2019s caf\u00e9 won\u2019t open", "The cook’s café won’t open"),
        (r"\u65b0\u6865\u4eca\u5929\u901a\u8f66", "新桥今天通车"),
        (r"Fans \ud83d\ude00 \u2013 happy", "Fans 😀 – happy"),
        ("The cooku2019s cafu00e9 wonu2019t open", "The cook’s café won’t open"),
        (r"Pregunt\u00f3: \u00bfqu\u00e9 har\u00e1?", "Preguntó: ¿qué hará?"),
        (r"\u0642\u0627\u0644\u060c \u0646\u0639\u0645", "قال، نعم"),
        (r"\u0928\u0926\u0940 \u092a\u0930", "नदी पर"),
        (r"Il a d\u00e9clar\u00e9 qu\u0027il n\u0027ira pas", "Il a déclaré qu'il n'ira pas"),
        (r"Rey \u0026 Hijos dijo \u0022no\u0022 a Zo\u00e9", 'Rey & Hijos dijo "no" a Zoé'),
        (
            r"The terminal of Shell sold strings of caf\u00e9s and th\u00e9",
            "The terminal of Shell sold strings of cafés and thé",
        ),
        ("Lu2019eau de lu2019Yonne monte", "L’eau de l’Yonne monte"),
        (
            "The cafu00e9 wonu2019t, thu00e9 too: www.eu2019.fi, #Peru2019",
            "The café won’t, thé too: www.eu2019.fi, #Peru2019",
        ),
        ("L=E2=80=99=C3=A9cole a =C3=A9t=C3=A9 ferm=\n=C3=A9e par=\n un", "L’école a été fermée par un"),
        (r"At 20 \u00b0C or 25 \u00b0C", "At 20 °C or 25 °C"),
        (r"It\u2019s done \u2764", "It’s done ❤"),
        ("I=92m sure it=92s late", "I’m sure it’s late"),
        ("The cook=92s caf=E9 won=92t open", "The cook’s café won’t open"),
        (
            "The baker=92s wife won=92t sell: https://bread.example/list?page=204 tells why",
            "The baker’s wife won’t sell: https://bread.example/list?page=204 tells why",
        ),
    ],
)
def test_escapes_are_read(damaged: str, text: str) -> None:
    repair = undo_mojibake(f"<p>{damaged}</p>")
    assert repair.text == f"<p>{text}</p>"
    assert [item.kind for item in repair.repairs] == ["escaped_characters"]


@pytest.mark.parametrize(
    "text",
    [
        "The drug group (n=92) and the placebo group (n=95) were alike",
        "See news.php?id=9312&amp;cat=95 and (before=97, after=91)",
        "The ball hit the roof at t=92s, and the roof hit the lawn at s=92m",
        "Der Start war bei zeit=4,5s, das Ende bei zeit=92s, danach kam nach time=92s nichts mehr",
        "Smith=9412 Jones=9123",
        r"Type \u2764 for a heart and \u2605 for a star",
        "See www.eu2019.fi or write to info@eu2019.fi",
        "The tags #Nauru2018 and #Peru2019, @eu2018at and eu2013.ie",
        "Menu2019 and menu2018 are the files of the menu u2019",
        "tv.example/watch?v=a&amp;t=92s and tv.example/watch?v=b&amp;t=92s, /x?start=92s",
        r"\u0022caf\u00e9\u0022: \u0022x\u0022, \u0022th\u00e9\u0022:1",
        r"A string escape such as \u00e9 or \u00e8, as escape sequences are",
        r"A first \u003c!-- and \u003ch1 stand there",
        r"Match [\u4e00-\u9fa5] once and [\u4e00-\u9fa5] twice",
        "Part Bu00e9 fits Cu00d2",
        r"<kbd>\u4e2d\u6587</kbd>",
        r"<PRE>\u4e2d\u6587</PRE>",
        r"JSON writes café as caf\u00e9 and it’s as it\u2019s",
        r"The shop writes é as \u00e9, and è as \u00e8",
        r"D:\users\u0041nna and C:\new\u00e9\u00e8",
        r"<code>\u00e9\u00e8\u2019</code><script>'\u00e9\u00e8'</script>",
        "Parts u00e9 and u2019 were recalled; model XU201A too",
        "x=92, y=3A=C3; a=E9; the cell F=A0+B2 and =C3*2",
        '<a href="/?q=C3=A9=C3=A8&a=92">here</a>',
        r"A shrug: ¯\_(ツ)_/¯ and \u200",
    ],
)
def test_what_is_written_so_stays(text: str) -> None:
    assert undo_mojibake(f"<p>{text}</p>").text == f"<p>{text}</p>"


NAMED = (
    (
        r"Señora Mu\u00f1oz",
        "Muñoz",
        r"El recibo decía Mu\u00f1oz N\u00fa\u00f1ez.",
        r"Otro más: Mu\u00f1oz y Mu\u00f1oz.",
    ),
    (
        r"Ein Paket f\u00fcr J\u00f6rg",
        "Jörg",
        r"Darauf stand J\u00f6rg K\u00f6hler.",
        r"F\u00fcr J\u00f6rg kam nichts.",
    ),
    (
        r"Pan \u0141ukasz",
        "Łukasz",
        r"Na bilecie: \u0141ukasz Gr\u0105dek.",
        r"Znowu \u0141ukasz Gr\u0105dek.",
    ),
)


@pytest.mark.parametrize(("title", "name", "first", "last"), NAMED)
def test_a_column_on_an_escaped_name_keeps_it(title: str, name: str, first: str, last: str) -> None:
    page = f"<h1>{title}</h1><p>{name}</p><p>{first}</p><p>{last}</p>"
    assert undo_mojibake(page).text == page
    # The right name before a damaged body tells nothing.
    damaged = undo_mojibake(f"<h1>{name}</h1><p>{first}</p><p>{last}</p>").text
    assert "\\u" not in damaged


def test_escaped_paragraphs_around_a_right_name_are_mended() -> None:
    page = (
        r"<p>El alcalde, Andr\u00e9s Pab\u00f3n, abri\u00f3 la panader\u00eda.</p>"
        r"<p>“Hay pan”, dijo Andrés.</p><p>Lleg\u00f3 toda la calle tras \u00e9l.</p>"
    )
    assert "\\u00" not in undo_mojibake(page).text
