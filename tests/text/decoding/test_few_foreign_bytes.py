"""English pages whose charset shows in a few quotes, a name, a word; and lies that these give away."""

from __future__ import annotations

import pytest

from newsarchive.items import FetchedPage
from newsarchive.text.decoding import decode_page

BEFORE = "<html><head><title>News</title></head><body><p>The library opened a reading room on Monday.</p>"
AFTER = "<p>The town paid for the work, and readers may come every day but Sunday.</p></body></html>"
QUOTED = "“We’re glad,” the mayor said, adding that it wasn’t cheap."


def read(body: bytes, declared: str | None) -> str:
    content_type = declared and f"text/html; charset={declared}"
    return decode_page(FetchedPage(url="", body=body, content_type=content_type)).text


def page(passage: str) -> str:
    return f"{BEFORE}<p>{passage}</p>{AFTER}"


@pytest.mark.parametrize(
    ("declared", "codec", "passage"),
    [
        *(
            (label, codec, QUOTED)
            for label, codec in [
                ("gb2312", "gbk"),
                ("big5", "cp950"),
                ("shift_jis", "cp932"),
                ("euc-jp", "euc_jp"),
                ("euc-kr", "cp949"),
            ]
        ),
        ("gb2312", "gbk", "The guest was Zhao Ziyang (赵紫阳)."),
        ("gb2312", "gbk", "王旭, 李娜, 赵明, 刘翔."),
        ("iso-8859-1", "cp1252", "IRM\u00c3; MANH\u00c3; \u201cMA\u00c7\u00c3\u201d."),
        ("big5", "cp950", "The guest was Lee (李登輝)."),
        ("shift_jis", "cp932", "The room is called もみじ."),
        ("euc-kr", "cp949", "The room is called 나무."),
        ("windows-1251", "cp1251", "The room is called Берёзка."),
        ("koi8-r", "koi8-r", "The room is called Калина."),
        ("windows-1253", "cp1253", "The room is called Ελιά."),
        ("windows-1255", "cp1255", "The room is called תמר."),
        ("windows-874", "cp874", "The room is called มะม่วง."),
        ("iso-8859-2", "iso8859-2", "The guest came in a Škoda."),
        ("iso-8859-9", "iso8859-9", "The guest came from Beşiktaş."),
    ],
)
def test_what_is_declared_and_reads_well_is_believed(declared: str, codec: str, passage: str) -> None:
    assert read(page(passage).encode(codec), declared) == page(passage)


@pytest.mark.parametrize("declared", ["gb2312", "big5", "shift_jis", "euc-kr", "windows-1255", "utf-8", None])
@pytest.mark.parametrize(
    "passage", [QUOTED, "The Café Zoë is shut; its owner, José Núñez, is in São Tomé.", "© 2004 The Courier"]
)
def test_a_western_page_is_seen_through_other_labels(declared: str | None, passage: str) -> None:
    assert read(page(passage).encode("cp1252"), declared) == page(passage)


@pytest.mark.parametrize("declared", ["gb2312", "euc-jp", "windows-1251", "iso-8859-1"])
def test_utf8_is_seen_through_any_label(declared: str) -> None:
    assert read(page(QUOTED).encode(), declared) == page(QUOTED)


def test_a_sign_before_a_capital_stays_one() -> None:
    assert "©Reuters" in read(page("©Reuters").encode("cp1252"), "iso-8859-1")


@pytest.mark.parametrize(
    ("label", "codec", "text"),
    [
        ("viscii", "viscii", "Thư viện thành phố mở phòng đọc mới, người dân rất vui mừng."),
        ("tcvn-5712", "tcvn3", "Thư viện thành phố mở phòng đọc mới, người dân rất vui mừng."),
        ("armscii-8", "armscii-8", "Քաղաքի գրադարանը բացեց նոր ընթերցասրահ։"),
        ("georgian-ps", "georgian-ps", "ქალაქის ბიბლიოთეკამ ახალი სამკითხველო გახსნა."),
        ("x-mac-romanian", "mac-romanian", "Biblioteca orașului a deschis o sală de lectură după doi ani."),
    ],
)
def test_rare_charsets_are_read_where_declared(label: str, codec: str, text: str) -> None:
    assert text in read(page(text).encode(codec), label)


def test_a_rare_label_over_another_language_is_none() -> None:
    text = "Die Bücherei öffnete am Montag für alle, größer als früher und schöner."
    assert text in read(page(text).encode("cp1252"), "armscii-8")


def test_greek_twins_are_told_by_their_one_capital() -> None:
    text = page("Άνοιξε χθες το αναγνωστήριο της πόλης, είπε ο Άρης.")
    assert read(text.encode("cp1253"), "iso-8859-7") == text
    assert read(text.encode("iso8859-7"), "iso-8859-7") == text
    elided = page("Ήρθε απ’ το χωριό, μ’ ένα βιβλίο: ‘Ναι’, είπε ο Άρης.")
    assert read(elided.encode("iso8859-7"), "iso-8859-7") == elided


@pytest.mark.parametrize(
    ("declared", "codec", "text"),
    [
        ("utf-8", "cp874", "กรุงเทพ"),
        ("utf-8", "euc_jp", "トヨタ"),
        ("gb2312", "cp949", "김대중 대통령"),
        ("gb2312", "euc_jp", "新しい閲覧室"),
        ("euc-kr", "gbk", "中国队赢了"),
        ("gb2312", "gbk", "李鹏"),
        ("gb2312", "gbk", "王旭, 李娜, 赵明, 刘翔."),
        ("big5", "cp950", "李登輝"),
        ("euc-jp", "euc_jp", "野球"),
        ("euc-kr", "cp949", "나무"),
        # In rows of Hangul throughout, but rare ones; and those that Korean papers have.
        ("gb2312", "gbk", "公安机关破获假冒案"),
        ("euc-jp", "euc_jp", "東京都知事選"),
        ("gb2312", "cp949", "서울 지하철 연장"),
        ("euc-jp", "cp949", "경찰 수사 착수"),
        ("big5", "gbk", "反腐败"),
    ],
)
def test_a_few_words_alone(declared: str, codec: str, text: str) -> None:
    short = f"<html><body><p>{text}</p></body></html>"
    assert read(short.encode(codec), declared) == short
