"""Pages in two charsets, and damage that looks like one."""

from __future__ import annotations

import re

import pytest

from newsarchive.items import FetchedPage
from newsarchive.text.decoding import decode_page

RUSSIAN = (
    "Городская библиотека открыла в понедельник новый читальный зал.",
    "Работы оплатил город, а читатели могут приходить каждый день, кроме воскресенья.",
    "Житель района рассказал, что ждал этого дня два года, и записался первым.",
)
POLISH = (
    "Biblioteka miejska otworzyła w poniedziałek nową czytelnię, większą niż dawna.",
    "Prace opłaciło miasto, a czytelnicy mogą przychodzić codziennie, także wcześnie rano.",
    "Mieszkaniec dzielnicy powiedział, że czekał dwa lata i zapisał się pierwszy.",
)
FRENCH = (
    "La bibliothèque a ouvert lundi une salle de lecture, très attendue des élèves.",
    "La ville a payé les travaux ; les lecteurs pourront venir dès l’été, même le soir.",
    "Un habitant a raconté qu’il avait espéré ce jour après deux années.",
)
CHINESE = (
    "市图书馆周一开放了新的阅览室，读者都说比以前宽敞。",
    "工程费用由市政府承担，除周日外每天都可以来看书。",
    "一位居民说，他等了两年，第一个办了借书证。",
)
TRADITIONAL = (
    "市立圖書館週一開放新的閱覽室，讀者都說比以前寬敞。",
    "工程費用由市政府負擔，除週日外每天都可以來看書。",
    "一位居民說，他等了兩年，第一個辦了借書證。",
)
JAPANESE = (
    "市立図書館は月曜日に新しい閲覧室を開いた。前よりも広い。",
    "工事の費用は市が払い、日曜日のほかは毎日利用できる。",
    "近くの住民は二年も待ったと話し、最初に登録した。",
)
KOREAN = (
    "시립 도서관이 월요일에 새 열람실을 열었다. 전보다 넓다.",
    "공사비는 시가 냈고, 일요일을 빼고 날마다 이용할 수 있다.",
    "한 주민은 두 해를 기다렸다며 가장 먼저 등록했다.",
)
HEBREW = (
    "הספרייה העירונית פתחה ביום שני אולם קריאה חדש.",
    "העירייה שילמה על העבודה, והקוראים יכולים לבוא בכל יום.",
    "תושב השכונה סיפר שחיכה שנתיים ונרשם ראשון.",
)
THAI = (
    "ห้องสมุดเมืองเปิดห้องอ่านหนังสือใหม่เมื่อวันจันทร์",
    "เทศบาลจ่ายค่าก่อสร้าง และผู้อ่านมาได้ทุกวัน",
    "ชาวบ้านคนหนึ่งเล่าว่ารอมาสองปีและสมัครเป็นคนแรก",
)
OLD = [
    (RUSSIAN, "cp1251", "windows-1251"),
    (RUSSIAN, "koi8-r", "koi8-r"),
    (POLISH, "cp1250", "windows-1250"),
    (POLISH, "iso8859-2", "iso-8859-2"),
    (CHINESE, "gbk", "gb2312"),
    (TRADITIONAL, "cp950", "big5"),
    (JAPANESE, "cp932", "shift_jis"),
    (JAPANESE, "euc_jp", "euc-jp"),
    (KOREAN, "cp949", "euc-kr"),
    (HEBREW, "cp1255", "windows-1255"),
    (THAI, "cp874", "windows-874"),
]
IDS = [codec for _, codec, _ in OLD]


def read(body: bytes, declared: str) -> str:
    return decode_page(
        FetchedPage(url="", body=body, content_type=f"text/html; charset={declared}" if declared else None)
    ).text


def page(paragraphs: tuple[str, ...]) -> str:
    body = "".join(f"<p>{paragraph}</p>\n" for paragraph in paragraphs)
    return f"<html><head><title>News</title></head><body>{body}</body></html>"


@pytest.mark.parametrize(("paragraphs", "codec", "label"), OLD, ids=IDS)
def test_an_old_paragraph_in_a_page_of_utf8(paragraphs: tuple[str, ...], codec: str, label: str) -> None:
    text = page(paragraphs)
    body = text.encode().replace(paragraphs[2].encode(), paragraphs[2].encode(codec))
    assert read(body, "utf-8") == text


@pytest.mark.parametrize(("paragraphs", "codec", "label"), OLD, ids=IDS)
def test_a_paragraph_of_utf8_in_an_old_page(paragraphs: tuple[str, ...], codec: str, label: str) -> None:
    text = page(paragraphs)
    body = text.encode(codec).replace(paragraphs[2].encode(codec), paragraphs[2].encode())
    assert read(body, label) == text


@pytest.mark.parametrize(
    ("paragraphs", "codec", "label"), [one for one in OLD if one[1] not in {"cp1250", "cp932"}]
)
def test_quotes_of_utf8_in_an_old_page(paragraphs: tuple[str, ...], codec: str, label: str) -> None:
    text = page((*paragraphs[:2], f"[{paragraphs[2]}]"))
    body = text.encode(codec).replace(b"<p>[", "<p>“".encode()).replace(b"]</p>", "”</p>".encode())
    assert read(body, label) == text.replace("[", "“").replace("]", "”")


def test_western_letters_and_quotes_in_a_page_of_utf8() -> None:
    text = page(FRENCH)
    assert read(text.encode().replace(FRENCH[1].encode(), FRENCH[1].encode("cp1252")), "utf-8") == text
    assert read(text.encode().replace("’".encode(), b"\x92"), "utf-8") == text
    assert read(text.encode().replace("dès".encode(), b"d\xe8s"), "utf-8") == text
    english = page(("“It’s open,” said Zoë, the mayor – at last.", "She hadn’t slept."))
    quotes = english.encode().replace("’".encode(), b"\x92").replace("–".encode(), b"\x96")
    assert read(quotes.replace("“".encode(), b"\x93").replace("”".encode(), b"\x94"), "utf-8") == english


@pytest.mark.parametrize("paragraphs", [RUSSIAN, POLISH, FRENCH, CHINESE, KOREAN, THAI])
def test_a_character_cut_off_is_no_old_part(paragraphs: tuple[str, ...]) -> None:
    text = page(paragraphs)
    body = text.encode()
    at = next(at for at in range(body.index(b"</p>\n<p>"), len(body)) if body[at] >= 0xC0)
    cut = body[: at + 1] + b"..." + body[body.index(b"</p>", at) :]
    assert "\ufffd..." in read(cut, "utf-8")
    assert read(cut, "utf-8").replace("\ufffd...", "") == cut.decode("utf-8", "ignore").replace("...", "")


@pytest.mark.parametrize(
    ("text", "codec", "label"),
    [
        # A capital with a hard blank or a closing quote behind is a character of UTF-8 too.
        ("В\u00a02010 году НАТО» и США» открыли зал. Я\u00a0рад.", "cp1251", "windows-1251"),
        ("«ЦСКА» и «СССР»… Её ждали — и дождались!", "cp1251", "windows-1251"),
        ("В кодировке UTF-8 слово «Привет» видно как (РџСЂРёРІРµС‚).", "cp1251", "windows-1251"),
        ("Das Zeichen „é“ erscheint als Ã© und „ü“ als Ã¼.", "cp1252", "iso-8859-1"),
        ("网页乱码是这样的：“北京”变成“鍖椾含”，看不懂。", "gbk", "gb2312"),
        ("ร้านกาแฟเปิดรกรากใหม่ที่ริมน้ำ", "cp874", "tis-620"),
    ],
)
def test_old_pages_whose_bytes_happen_to_be_utf8_stay(text: str, codec: str, label: str) -> None:
    assert read(page((text, text)).encode(codec), label) == page((text, text))


@pytest.mark.parametrize(
    ("codec", "label", "paragraphs"), [("cp874", "windows-874", THAI), ("cp1255", "windows-1255", HEBREW)]
)
def test_a_stray_byte_leaves_a_page_its_charset(codec: str, label: str, paragraphs: tuple[str, ...]) -> None:
    body = page(paragraphs).encode(codec).replace(b"</p>", b"\xff</p>", 1)
    assert read(body, label) == page(paragraphs).replace("</p>", "\ufffd</p>", 1)


@pytest.mark.parametrize(
    ("paragraphs", "broken"),
    [
        (RUSSIAN, "Нападающий [João] [Félix] перешёл в клуб [Málaga] за год."),
        (RUSSIAN, "Игра в [Köln]: 25[°]C, [£]5, [½] и [Málaga]"),
        (RUSSIAN, "[Müller]"),
        (HEBREW, "ראש העיר [Beyoncé]"),
        (THAI, "[Pelé]"),
    ],
)
def test_names_in_latin1_do_not_become_letters_of_the_page(paragraphs: tuple[str, ...], broken: str) -> None:
    parts = re.split(r"[\[\]]", broken)
    body = b"".join(part.encode("latin-1" if at % 2 else "utf-8") for at, part in enumerate(parts))
    text = page((*paragraphs, "HERE"))
    wanted = text.replace("HERE", body.decode("utf-8", "replace"))
    assert read(text.encode().replace(b"HERE", body), "utf-8") == wanted


@pytest.mark.parametrize(
    ("paragraphs", "cut"),
    [
        (
            ("The mayor said on Monday — it’s open.", "“I’m glad,” she said."),
            "“Open” on Monday — ".encode() + b"it\xe2...",
        ),
        (
            ("The mayor said on Monday — it’s open.", "“I’m glad,” she said."),
            "“Open” on Monday — ".encode() + b"it\xe2\x80...",
        ),
        (("The mayor said on Monday — it’s open.", "“I’m glad,” she said."), "so \U0001f600".encode()[:-1]),
        (FRENCH, b"le maire Erdo\xc4..."),
        (RUSSIAN, "понравилось \U0001f600".encode()[:-1] + b"..."),
        (RUSSIAN, b"\xd0\xb2 \xed\xa0\xbd\xed\xb8\x80"),
        (CHINESE, "市图".encode()[:-1] + b"..."),
        (JAPANESE, b"the rea\xc3ding room"),
    ],
)
def test_what_is_cut_off_stays_lost(paragraphs: tuple[str, ...], cut: bytes) -> None:
    text = page((*paragraphs, "HERE")).replace("<html>", '<html lang="en">')
    wanted = text.replace("HERE", cut.decode("utf-8", "replace"))
    assert read(text.encode().replace(b"HERE", cut), "utf-8") == wanted


def test_a_letter_of_the_page_stays_in_an_old_paragraph() -> None:
    text = page((*RUSSIAN, "В зале был я и все читатели района."))
    old = "зале был я и все читатели"
    body = text.encode().replace(old.encode(), old.encode("cp1251"))
    mixed = body.replace(" я ".encode("cp1251"), " я ".encode())
    assert read(body, "utf-8") == read(mixed, "utf-8") == text


@pytest.mark.parametrize(
    ("language", "begin", "text", "codec"),
    [
        ("pl", "Burmistrz otworzył most, choć padało.", "Czytelnik pisze: to świetnie, że już.", "iso8859-2"),
        ("pl", "Burmistrz otworzył most, choć padało.", "Napisał: też żal.", "iso8859-2"),
        ("pl", "Burmistrz otworzył most, choć padało.", "Foto © Gazeta 2031", "cp1252"),
    ],
)
def test_a_few_letters_amid_little_utf8_are_of_the_language(
    language: str, begin: str, text: str, codec: str
) -> None:
    head = f'<html lang={language}><meta charset="utf-8"><body>'
    assert text in read(f"{head}<p>{begin}</p>".encode() + f"<p>{text}</p>".encode(codec), "utf-8")
