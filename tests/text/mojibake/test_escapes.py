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
        ("L=E2=80=99=C3=A9cole a =C3=A9t=C3=A9 ferm=\n=C3=A9e par=\n un", "L’école a été fermée par un"),
        ("The cook=92s caf=E9 won=92t open", "The cook’s café won’t open"),
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
        "Smith=9412 Jones=9123",
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
