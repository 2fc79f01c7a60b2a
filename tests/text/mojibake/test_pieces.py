"""Damage in a word or a sign, amid right text; and what only looks like it."""

from __future__ import annotations

import time

import pytest

from newsarchive.text.mojibake import undo_mojibake


@pytest.mark.parametrize(
    ("damaged", "text"),
    [
        # A closing quotation mark whose last byte was dropped, or became `?` or a blank.
        ("â€œWe wait,â€ she said. â€œStill.â€", "“We wait,” she said. “Still.”"),
        ("â€œWe wait,â€? she said. â€œStill.â€?", "“We wait,” she said. “Still.”"),
        # No-break spaces in text that is ASCII otherwise.
        ("It was 31Â °C in town.Â  Nobody slept.", "It was 31 °C in town.  Nobody slept."),
        # Single words beside right ones: what can stand behind a word is a letter's byte within one.
        ("L’Ã‰cole de GaÃ«l ouvre en aoÃ»t, à côté.", "L’École de Gaël ouvre en août, à côté."),
        ("Gemeinderätin KÃ¤the MÃ¶rike kam spät.", "Gemeinderätin Käthe Mörike kam spät."),
        ("The shop in PiteÈ™ti and the one in TimiÈ™oara.", "The shop in Pitești and the one in Timișoara."),
        ("Dyrektor PaweÅ‚ GÄ…ska był zadowolony.", "Dyrektor Paweł Gąska był zadowolony."),
        ("RÅ¯Å¾ena lives in Brno.", "Růžena lives in Brno."),
        ("Entry is â‚¬7, or â‚¬3 for pupils.", "Entry is €7, or €3 for pupils."),
        # Controls that were dropped; other readings of quotes.
        (
            "He isnât here and the boyâs late, âsorry,â he said.",
            "He isn’t here and the boy’s late, “sorry,” he said.",
        ),
        ("The clerkÔÇÖs note ÔÇô lost.", "The clerk’s note – lost."),
        ("The clerk鈥檚 note wasn鈥檛 lost.", "The clerk’s note wasn’t lost."),
        ("The clerk窶冱 note.", "The clerk’s note."),
        # Controls that stand for the signs of Windows-1252.
        ("The clerk\x92s \x93note\x94 \x96 lost\x85", "The clerk’s “note” – lost…"),
        ("Fans wrote &#55357;&#56832; and &#xD83C;&#xDF89;.", "Fans wrote 😀 and 🎉."),
    ],
)
def test_pieces_are_mended(damaged: str, text: str) -> None:
    repair = undo_mojibake(f"<p>{damaged}</p><p>plain</p>")
    assert repair.text == f"<p>{text}</p><p>plain</p>"


@pytest.mark.parametrize(
    "text",
    [
        "40 Å² here, 37 Å² there and 900 Å² in all",
        "LULEÅ\u00a0kommun, the CAFFÈ\u00a0del Corso and the UMEÅ–regionen",
        "È\u00a0una cosa. È\u00a0il caso. È\u00a0stato così",
        "the type &amp;forall; or &amp;exist; of it",
        "cã unã dupã sã di tu â",
        "Ä… nei! Å… ja; „Å“ og «Å», 10 Å–20 Å, Åre–Östersund",
        "MAÇÃ– LÃ… “IRMÔ «NÃO» ÂNGELA, Â, olá»… já»",
        "È… vero: «È» già là. ÈLITE",
        "Bâle, mâs, tâm, câm, hât; à la mode; CÔTE, ÔÇ",
        "شرط» و«وسط»… «الخط» – حفظ",
        "Ο «ΝΑΤΟ», «ΕΞ», “ΟΛΟ”… ΟΧΙ–ΝΑΙ",
        "«窶» 鈥字, 窶冱 貧窶",
        "мРНК, кВт, гУП и вУЗ; НАТО",
        "新聞\x92報 \x85\n",
        "&#55357; &#56832;",
    ],
)
def test_what_looks_like_pieces_stays(text: str) -> None:
    assert undo_mojibake(f"<p>{text}</p>").text == f"<p>{text}</p>"


def test_a_japanese_title_is_read_as_japanese() -> None:
    """Of ideographs mostly, it reads as Chinese, too; the page says which it is."""
    title = "新市庁舎が完成 来月に開庁式"
    body = "<p>" + "新しい庁舎は来月から使えるようになり、市民はとても喜んでいる。" * 5 + "</p>"
    for codec in ("cp932", "euc_jp"):
        damaged = title.encode(codec).decode("latin-1")
        assert undo_mojibake(f"<h1>{damaged}</h1>{body}").text == f"<h1>{title}</h1>{body}"


def test_cyrillic_read_in_another_cyrillic_charset() -> None:
    text = "<p>Жители посёлка ждали новую школу три года и теперь довольны.</p>"
    for codec, read_as in (("koi8-r", "cp1251"), ("cp1251", "koi8-r")):
        assert undo_mojibake(text.encode(codec).decode(read_as)).text == text


@pytest.mark.parametrize("piece", ["Â ", "â€", "Ä™a", "\x92", "оПХ ", "鈥檚", "isnât ", "\\u00e9", "=C3=A9"])
def test_pieces_take_time_by_their_number(piece: str) -> None:
    started = time.process_time()
    undo_mojibake("<p>" + piece * (100_000 // len(piece)))
    assert time.process_time() - started < 3  # 0.02 to 0.4 s here
