"""Declared labels and the codecs they stand for."""

from __future__ import annotations

import pytest

from newsarchive.text.decoding.declared_charset import declarations, resolve_label


@pytest.mark.parametrize(
    ("label", "codec"),
    [
        ("gb2312", "gb18030"),
        ("GBK", "gb18030"),
        ("gb-2312x", "gb18030"),
        ("gb_2312-80", "gb18030"),
        ("x-gbk", "gb18030"),
        ("latin1", "cp1252"),
        ("ISO-8859-1", "cp1252"),
        ("us-ascii", "cp1252"),
        ("iso-8859-9", "cp1254"),
        ("Shift_JIS", "cp932"),
        ("x-sjis", "cp932"),
        ("ks_c_5601-1987", "cp949"),
        ("euc-kr", "cp949"),
        ("big5", "cp950"),
        ("win-1251", "cp1251"),
        (" 'UTF8' ", "utf-8"),
        ("utf-8-unicode", "utf-8"),
        ("utf-7", None),
        ("unicode_escape", None),
        ("raw-unicode-escape", None),
        ("rot13", None),
        ("hex", None),
        ("none", None),
        ("", None),
        ("\x00", None),
        ("x" * 5000, None),
    ],
)
def test_resolve_label(label: str, codec: str | None) -> None:
    assert resolve_label(label) == codec


def test_declarations_in_order_each_codec_once() -> None:
    body = b'<?xml version="1.0" encoding="windows-1251"?><meta charset=gb2312><meta content="charset=gbk">'
    found = declarations(body, 'text/html; Charset="KOI8-R"')
    assert [(item.codec, item.place) for item in found] == [
        ("koi8-r", "header"),
        ("cp1251", "xml"),
        ("gb18030", "meta"),
    ]
