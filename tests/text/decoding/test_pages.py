"""The charset cases that trip other crawlers (lying, late, misspelt, missing declarations; damaged bytes)."""

from __future__ import annotations

import time

import pytest

from newsarchive.items import DecodedPage, FetchedPage
from newsarchive.text.decoding import decode_page
from newsarchive.text.decoding.page_decoding import LARGEST_BODY

CHINESE = (
    "<p>海州市水务局昨天宣布，新建的输水管道将于下月通水。</p>"
    "<p>工程负责人说，管道全长四十二公里，可以满足三十万居民的用水需要。</p>"
    "<p>沿线村庄的自来水价格在两年内不会上涨，老人和学校还可以申请补贴。</p>"
)
TRADITIONAL = (
    "<p>海州市水務局昨天宣布，新建的輸水管道將於下個月通水。</p>"
    "<p>工程負責人說，管道全長四十二公里，可以滿足三十萬居民的用水需要。</p>"
)
GERMAN = (
    "<p>Die Bürgermeisterin von Grünau eröffnete am Dienstag die neue Fußgängerbrücke über die Mühle.</p>"
    "<p>Für die Bauarbeiten waren größere Maßnahmen nötig, sagte sie.</p>"
)
RUSSIAN = "<p>Мэр города Зареченска открыл новый мост через реку. Строительство заняло три года.</p>"


def decoded(body: bytes, content_type: str | None = None) -> DecodedPage:
    return decode_page(FetchedPage(url="", body=body, content_type=content_type))


def page(text: str, meta: str = "") -> str:
    return f"<html><head>{meta}<title>t</title></head><body>{text}</body></html>"


META_GB = '<meta http-equiv="Content-Type" content="text/html; charset=gb2312">'
JAPANESE = "<p>海州市の新しい橋が今日から使えます。市民は喜んでいます。</p>"
KOREAN = "<p>해주시의 새로운 다리가 오늘부터 개통되었습니다. 시민들이 모였다.</p>"
MISSPELT = '<meta httpequiv="ContentType" content="charset=gb2312">'
SCRIPT = "<script>" + "x=1;" * 1500 + "</script>"
CASES = {
    "01 GBK under a utf-8 header": (page(CHINESE), "gb18030", "text/html; charset=utf-8"),
    "02 GBK undeclared": (page(CHINESE), "gb18030", None),
    "04 UTF-8 under a gbk header": (page(CHINESE), "utf-8", "text/html; charset=gbk"),
    "05 UTF-8 with meta gb2312": (page(CHINESE, META_GB), "utf-8", None),
    "06 Big5 declared": (page(TRADITIONAL), "cp950", "text/html; charset=big5"),
    "07 Big5 undeclared": (page(TRADITIONAL), "cp950", None),
    "08 meta behind 6 kB of script": (page(CHINESE, SCRIPT + META_GB), "gb18030", None),
    "09 httpequiv misspelt": (page(CHINESE, MISSPELT), "gb18030", None),
    "15 Latin-1 German declared": (page(GERMAN), "cp1252", "text/html; charset=iso-8859-1"),
    "16 bogus label": (page(CHINESE), "gb18030", "text/html; charset=gb-2312x"),
    "17 short GBK undeclared": ("<p>海州新桥今日通车，市民可以免费参观</p>", "gb18030", None),
    "18 GBK behind 30 kB of ASCII": (page("<a href=/x>menu</a> " * 1500 + CHINESE), "gb18030", None),
    "Shift_JIS undeclared": (page(JAPANESE), "cp932", None),
    "EUC-JP under a latin-1 header": (page(JAPANESE), "euc_jp", "text/html; charset=iso-8859-1"),
    "EUC-KR under a gb2312 header": (page(KOREAN), "cp949", "text/html; charset=gb2312"),
    "windows-1251 under a latin-1 header": (page(RUSSIAN), "cp1251", "text/html; charset=ISO-8859-1"),
    "KOI8-R with meta windows-1251": (page(RUSSIAN, '<meta charset="windows-1251">'), "koi8-r", None),
    "ISO-2022-JP": (page("<p>海州市の新しい橋</p>"), "iso2022_jp", None),
    "HZ": (page("<p>海州大桥</p><p>今天通车</p><p>市民高兴</p>"), "hz", None),
    "UTF-16 LE without mark": (page(CHINESE), "utf-16-le", "text/html; charset=utf-8"),
    "UTF-16 BE without mark": (page(GERMAN), "utf-16-be", None),
    "UTF-32 LE without mark": (page(GERMAN), "utf-32-le", None),
}  # fmt: skip


@pytest.mark.parametrize(("text", "codec", "content_type"), CASES.values(), ids=CASES.keys())
def test_reads_what_was_written(text: str, codec: str, content_type: str | None) -> None:
    result = decoded(text.encode(codec), content_type)
    assert result.text == text
    assert result.charset is not None
    assert result.charset.name == codec


def test_gb18030_with_a_gbk_euro_sign() -> None:
    body = (
        page(CHINESE + "<p>票价12#，约合人民币九十元，可以网上购买。</p>", META_GB)
        .encode("gb18030")
        .replace(b"#", b"\x80")
    )
    result = decoded(body)
    assert "票价12€，约合" in result.text
    assert result.text.count("\ufffd") == 0


def test_utf8_with_a_gbk_advert() -> None:
    body = page(CHINESE).encode() + "广".encode("gbk") + b"</html>"
    result = decoded(body)
    assert result.text.startswith(page(CHINESE))
    assert result.charset is not None
    assert result.charset.evidence == "utf8_tolerant"


def test_utf8_cut_inside_a_character() -> None:
    result = decoded(page(CHINESE).encode()[: page(CHINESE).encode().index("贴".encode()) + 2])
    assert result.text.endswith("申请补\ufffd")
    assert result.charset is not None
    assert result.charset.name == "utf-8"


def test_gbk_with_a_bad_byte_loses_one_character_only() -> None:
    text = page(CHINESE)
    body = text.encode("gb18030").replace(b"<p>", b"<p>\xff", 1)
    for content_type in (None, "text/html; charset=gbk", "text/html; charset=utf-8"):
        assert decoded(body, content_type).text == text.replace("<p>", "<p>\ufffd", 1)


def test_bad_lead_byte_spares_the_tag_behind_it() -> None:
    result = decoded(
        page(CHINESE).encode("gb18030").replace(b"</p>", b"\xd6</p>", 1), "text/html; charset=gbk"
    )
    assert result.text.count("</p>") == 3


def test_windows_1252_quotes_under_a_latin1_label() -> None:
    text = "<p>“It’s open,” the mayor of Fairhaven said – after three years.</p>"
    assert decoded(text.encode("cp1252"), "text/html; charset=iso-8859-1").text == text


def test_polish_twins_are_told_apart_under_each_others_label() -> None:
    text = page("<p>Śląscy strażnicy ogłosili, że święto źródeł odbędzie się w sobotę, także dla gości.</p>")
    assert decoded(text.encode("cp1250"), "text/html; charset=iso-8859-2").text == text
    assert decoded(text.encode("iso8859-2"), "text/html; charset=windows-1250").text == text


@pytest.mark.parametrize("declared", [None, "utf-8", "windows-1251", "gb2312"])
def test_a_lone_sign_does_not_make_another_script(declared: str | None) -> None:
    text = page("<p>The mayor opened the bridge.</p><p>© 2019 The Courier</p>")
    content_type = declared and f"text/html; charset={declared}"
    assert decoded(text.encode("cp1252"), content_type).text == text


def test_an_euro_far_down_the_page_tells_latin_9() -> None:
    text = page("<p>Der Bürgermeister eröffnete die Brücke.</p>" * 200 + "<p>Das Kärtchen kostet 3 €.</p>")
    assert decoded(text.encode("iso8859-15"), "text/html; charset=iso-8859-1").text == text


@pytest.mark.parametrize("text", [GERMAN, RUSSIAN * 3])
def test_old_macs(text: str) -> None:
    codec = "mac-roman" if text == GERMAN else "mac-cyrillic"
    assert decoded(page(text).encode(codec)).text == page(text)


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-32"])
def test_marks_are_taken_off_and_believed(codec: str) -> None:
    result = decoded(page(CHINESE).encode(codec), "text/html; charset=gbk")
    assert result.text == page(CHINESE)
    assert result.charset is not None
    assert result.charset.evidence == "bom"


def test_a_utf8_mark_on_a_gbk_page_is_not_believed() -> None:
    result = decoded(b"\xef\xbb\xbf" + page(CHINESE).encode("gb18030"))
    assert result.text == page(CHINESE)


def test_text_is_left_as_it_is() -> None:
    text = "<p>a\r\nb\rc\x07\x1f &amp; <b>d</b></p>\u00a0\r\n"
    assert decoded(text.encode()).text == text


@pytest.mark.parametrize(
    ("body", "evidence"),
    [(b"<p>plain</p>", "ascii"), ("<p>déjà</p>".encode(), "utf8_valid")],
)
def test_evidence_of_the_plain_cases(body: bytes, evidence: str) -> None:
    result = decoded(body, "text/html; charset=gbk")
    assert result.charset is not None
    assert (result.charset.name, result.charset.evidence) == ("utf-8", evidence)


def test_evidence_names_the_declaration_that_held() -> None:
    body = page(CHINESE, META_GB).encode("gb18030")
    for content_type, evidence in (
        (None, "meta"),
        ("text/html; charset=gbk", "header"),
        ("text/html; charset=big5", "meta"),
    ):
        charset = decoded(body, content_type).charset
        assert charset is not None
        assert charset.evidence == evidence


@pytest.mark.parametrize(
    ("body", "error"),
    [
        (b"", "empty_body"),
        (b"%PDF-1.7\n1 0 obj", "binary pdf: only HTML and plain text are read"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "binary png"),
        (b"\x1f\x8b\x08\x00\x00\x00", "binary gzip: the data ends too early"),
        (b"ID3\x03\x00\x00", "binary mp3"),
        (b"wOFF\x00\x01\x00\x00", "binary font"),
        (bytes(range(256)) * 8, "binary data"),
        (b"a" * (LARGEST_BODY + 1), "too_large"),
    ],
    ids=["empty", "pdf", "png", "gzip", "mp3", "font", "noise", "large"],
)
def test_what_is_no_text_says_why(body: bytes, error: str) -> None:
    result = decoded(body)
    assert (result.error, result.text, result.charset) == (error, "", None)


def test_a_text_may_begin_like_a_file_of_music() -> None:
    assert decoded(b"ID3 tags hold the names of songs.").error is None


@pytest.mark.parametrize(
    ("text", "content_type", "media"),
    [
        ("The bridge < the ferry > opened.\n", None, "text"),
        ("<p>The bridge opened.", None, "html"),
        ("<p>quoted markup</p> in a plain text", "text/plain; charset=utf-8", "text"),
        ("<!DOCTYPE html><html><p>x", "text/plain", "html"),
        ("The bridge opened.\n", "text/html", "text"),
    ],
)
def test_media(text: str, content_type: str | None, media: str) -> None:
    assert decoded(text.encode(), content_type).media == media


@pytest.mark.parametrize("filler", [b"\xff", b"<meta charset=", b"\xe9a", b"<?xml ", b"~{", "é".encode()])
def test_hostile_bodies_take_time_by_their_length(filler: bytes) -> None:
    body = CHINESE.encode("gb18030") * 20 + filler * (2_000_000 // len(filler))
    start = time.perf_counter()
    decoded(body, "text/html; charset=gbk")
    assert time.perf_counter() - start < 5  # 0.2 s here; quadratic work would take minutes
