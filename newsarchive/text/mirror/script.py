"""Traditional to Simplified for text that an engine converted one character at a time."""

from __future__ import annotations

import re
from functools import cache
from typing import Protocol


class Converter(Protocol):
    """What we use of OpenCC."""

    def convert(self, text: str) -> str:
        """The converted text."""


@cache
def _opencc(config: str) -> Converter:
    from opencc import OpenCC  # noqa: PLC0415 - loads dictionaries, only mirrors need them

    converter: Converter = OpenCC(config)
    return converter


_IDEOGRAPHS = tuple(map(chr, (*range(0x3400, 0xA000), *range(0xF900, 0xFB00))))


def _one_by_one(config: str) -> dict[str, str]:
    """What OpenCC makes of each ideograph alone, where that is another one."""
    converted = _opencc(config).convert("\n".join(_IDEOGRAPHS)).split("\n")
    return {
        old: new for old, new in zip(_IDEOGRAPHS, converted, strict=False) if old != new and len(new) == 1
    }


@cache
def _simple_forms() -> dict[str, str]:
    return _one_by_one("t2s") | {"著": "着"}


@cache
def _simplified_only() -> frozenset[str]:
    converted = _one_by_one("s2t")
    return frozenset(
        char for char in converted if not char.encode("big5", "ignore") and char not in _simple_forms()
    )


def simple(char: str) -> str:
    """The Simplified form of one character; 著 counts as 着, which it nearly always was."""
    return _simple_forms().get(char, char)


def is_simplified_only(char: str) -> bool:
    """Whether a converted page cannot hold the character: Traditional writing (Big5) has no such form."""
    return char in _simplified_only()


def is_traditional(char: str) -> bool:
    """Whether the character has another, Simplified form."""
    return char in _simple_forms()


def traditional_share(text: str) -> float:
    """The share of Traditional forms among the characters that tell the scripts apart, 0 without any."""
    traditional, simplified = _simple_forms(), _simplified_only()
    ours = sum(char in traditional for char in text)
    return ours / max(1, ours + sum(char in simplified for char in text))


# 著 stays in these words (to write, a work, marked); everywhere else an engine made it of 着.
_KEPT = re.compile(
    r"著(?=称|稱|述|者(?!急)|录|錄|书立|書立|作(?!出|为|為)|名(?![片单單字]))"
    r"|(?<=[显顯原编編专專巨土拙卓昭遗遺撰名])著(?![装裝手力重陆陸眼急想火色落迷凉涼实實床地])"
    r"|(?<![谈談议議讨討争爭评評辩辯])(?<=[论論])著"
    r"|(?<![翻])(?<=[译譯])著"
    r"|(?<=[所合])著(?=[《的])"
)


def to_simplified(text: str) -> str:
    """The text in Simplified characters; phrases decide for 乾, 瞭, 藉 (OpenCC), words for 著."""
    marked = _KEPT.sub("\0", text) if "著" in text and "\0" not in text else None
    if marked is None:
        return _opencc("t2s").convert(text)
    return _opencc("t2s").convert(marked).replace("著", "着").replace("\0", "著")
