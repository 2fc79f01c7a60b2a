"""The tables are what OpenCC and the national charsets say."""

from __future__ import annotations

import opencc

from newsarchive.text.language import SIMPLIFIED_ONLY, TRADITIONAL_ONLY

HAN = [chr(code) for code in range(0x4E00, 0xA000)]


def converted(name: str) -> dict[str, str]:
    return dict(zip(HAN, opencc.OpenCC(name).convert("\n".join(HAN)).split("\n"), strict=True))


def encodable(char: str, codec: str) -> bool:
    return char.encode(codec, "ignore") != b""


def test_tables_follow_from_opencc() -> None:
    to_traditional, to_simplified = converted("s2t"), converted("t2s")
    simplified = {
        char
        for char in HAN
        if to_traditional[char] != char == to_simplified[char]
        and encodable(char, "gb2312")
        and not encodable(char, "big5")
    }
    traditional = {
        char
        for char in HAN
        if to_simplified[char] != char == to_traditional[char]
        and encodable(char, "big5")
        and not encodable(char, "gb2312")
    }
    # OpenCC mends a few dozen entries a release; the tables need not follow at once.
    assert len(simplified ^ SIMPLIFIED_ONLY) <= 40
    assert len(traditional ^ TRADITIONAL_ONLY) <= 40


def test_tables_do_not_meet() -> None:
    assert not SIMPLIFIED_ONLY & TRADITIONAL_ONLY
    assert not set("后里干面台只松") & SIMPLIFIED_ONLY
