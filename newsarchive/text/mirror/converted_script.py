"""Traditional to Simplified for text that an engine converted one character at a time."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
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


# OpenCC reads them as they stand, and its standards write them: 揹負, 親暱, 馬伕. GB 2312 has none.
_LEFT_BY_OPENCC = dict(zip("衞敍粧糭枱痺簷衹伕揹暱睪", "卫叙妆粽台痹檐只夫背昵睾", strict=True))
_IDEOGRAPHS = tuple(map(chr, (*range(0x3400, 0xA000), *range(0xF900, 0xFB00))))


def _one_by_one(config: str) -> dict[str, str]:
    """What OpenCC makes of each ideograph alone, where that is another one."""
    converted = _opencc(config).convert("\n".join(_IDEOGRAPHS)).split("\n")
    return {
        old: new for old, new in zip(_IDEOGRAPHS, converted, strict=False) if old != new and len(new) == 1
    }


@cache
def _simple_forms() -> dict[str, str]:
    return _one_by_one("t2s") | _LEFT_BY_OPENCC | {"著": "着"}


# One-to-one engines keep a form that Big5's frequent half (lead bytes below C9) has too, these excepted: so
# it was with each of the 48 characters of the mirrors at hand that tell. Of two forms they make the second.
_BIG5_RARE = b"\xc9"
_CONVERTED_ALL_THE_SAME = "台准几划听荐朴佣丰坏虫儿"
_VARIANTS = str.maketrans("爲衆羣爭峯僞鑑淨鏽牀啓溼籤豔", "為眾群爭峰偽鑒凈銹床啟濕簽艷")
_CHOSEN = str.maketrans("裏衝諮閒", "裡沖咨閑")


@cache
def _engine_forms() -> dict[str, str]:
    """What an engine makes of a Simplified character, where that is another one."""
    made = _one_by_one("s2t")
    kept = {char for char in made if b"" < char.encode("big5", "ignore") < _BIG5_RARE}
    changed = {old: new.translate(_VARIANTS).translate(_CHOSEN) for old, new in made.items()}
    kept -= set(_CONVERTED_ALL_THE_SAME)
    forms = {old: new for old, new in changed.items() if old not in kept and old != new}
    return forms | {"着": "著", "杆": "桿"}


def engine_form(char: str) -> str:
    """What a one-to-one engine makes of the character."""
    return _engine_forms().get(char, char)


@cache
def traditional_forms() -> frozenset[str]:
    """Characters that have another, Simplified form. Not to be changed."""
    return frozenset(_simple_forms())


@cache
def never_left() -> frozenset[str]:
    """Simplified characters that every one-to-one engine converts. Not to be changed."""
    return frozenset(_engine_forms()) - set(_CONVERTED_ALL_THE_SAME)


@cache
def never_made() -> frozenset[str]:
    """Traditional characters that no one-to-one engine makes: 後, 於, 裡, 製. Not to be changed."""
    made = frozenset(_engine_forms().values()) | {chr(code) for code in _VARIANTS}
    return frozenset(
        char for char in _simple_forms() if char not in made and (char == "於" or not is_gb2312(char))
    )


def is_gb2312(char: str) -> bool:
    """Whether Simplified text may hold it too: 乾 in names, 藉 in words."""
    return len(char.encode("gb2312", "ignore")) == 2


def simple(char: str) -> str:
    """The Simplified form of one character; 著 counts as 着, which it nearly always was."""
    return _simple_forms().get(char, char)


@cache
def one_variant() -> dict[int, str]:
    """For `str.translate`: each Traditional character in the variant that OpenCC writes."""
    text = "\n".join(_IDEOGRAPHS)
    for standard in ("tw2t", "hk2t"):
        text = _opencc(standard).convert(text)
    pairs = zip(_IDEOGRAPHS, text.split("\n"), strict=False)
    return {ord(old): new for old, new in pairs if old != new and len(new) == 1} | {ord("著"): "着"}


def written_traditional(text: str) -> str:
    """The text as OpenCC writes it by phrases, whatever forms it has."""
    parts = _SURROGATES.split(text)
    parts[::2] = [_opencc("s2t").convert(_opencc("t2s").convert(part)) for part in parts[::2]]
    return "".join(parts)


_SEEN = 2  # times


@dataclass(frozen=True)
class ConversionTable:
    """The forms an engine makes, as far as a page shows: `made` by Simplified character, else as most do.

    `seen` are Traditional characters that most engines do not make and this one does.
    """

    made: Mapping[str, str] = field(default_factory=dict)
    seen: frozenset[str] = frozenset()

    def form(self, char: str) -> str:
        """What the engine makes of the character."""
        return self.made.get(char) or engine_form(char)

    def is_foreign(self, char: str) -> bool:
        """Whether a converted page cannot hold the character: the engine converts it, or never makes it."""
        return char in never_left() or (char in never_made() and char not in self.seen)


def table_of(text: str) -> ConversionTable:
    """The engine's table estimated from a page: what it has twice is no wreckage, and so of the table."""
    counts = Counter(text)
    found = [(count, char) for char, count in counts.items() if count >= _SEEN and char in _simple_forms()]
    # The commonest form of each, the last of equals by code: a page has no order.
    made = {simple(char): char for _, char in sorted(found)}
    return ConversionTable(made, frozenset(char for _, char in found if char in never_made()))


def is_traditional(char: str) -> bool:
    """Whether the character has another, Simplified form."""
    return char in _simple_forms()


def traditional_share(text: str) -> float:
    """The share of Traditional forms among the characters that tell the scripts apart, 0 without any."""
    traditional, simplified = _simple_forms(), never_left()
    ours = sum(char in traditional for char in text)
    return ours / max(1, ours + sum(char in simplified for char in text))


# 著 stays in these words (to write, a work, marked); everywhere else an engine made it of 着.
_KEPT = re.compile(
    r"著(?=称|稱|述|者(?!急)|录|錄|书立|書立|作(?!出|为|為)|名(?![片单單字]))"
    # 挂着有《兰亭》, 意味着有三部: verbs that go on.
    r"|(?<![味随隨带帶看穿跟伴想挂掛放写寫印画畫摆擺藏存贴貼刻立有在抱充满滿流传傳堆雕种種养養装裝沿朝收])"
    r"著(?=有(?:[《〈]|[一二三四五六七八九十百两兩数數多]{1,3}[余餘多]?[部本册冊卷种種篇]|(?:长篇|長篇|短篇)?(?:小说|小說)|诗集|詩集|文集|专著|專著))"
    r"|(?<!(?<!(?<![代外发發])表)彰[显顯])"
    r"(?<=[显顯原编編专專巨土拙卓昭遗遺撰名])著(?![装裝手力重陆陸眼急想火色落迷凉涼实實床地])"
    r"|(?<![谈談议議讨討争爭评評辩辯])(?<=[论論])著"
    r"|(?<![翻])(?<=[译譯])著"
    r"|(?<=[所合])著(?=[《的])"
)


# Simplified text holds them too (GB 2312 has all but 昇, which the list of 2013 gives back to names,
# 通用规范汉字表), and engines that go character by character never make them: there the original had them.
_WRITTEN_SO = frozenset("拚捱摺榘薹袷醣藉昇")
# Simplified text keeps 藉 in 狼藉, 慰藉 and 蕴藉 (现代汉语词典), and some write 藉口. In these words it has
# 借, of which converters by phrases make 藉: 228,000 characters of news have 借 in all nine (2026-11).
_BORROWED = re.compile("(?<![狼慰蕴蘊枕])藉(?=[助由此以着著机機故端])|(?<=[凭憑])藉")
# Names have 昇 again; who writes Simplified has 升 in these.
_RISEN = re.compile("(?<=[提上晋晉飙飆回攀爬抬推])昇(?!平)|昇(?=[级級降高温溫值至到起])")
# OpenCC makes it of 鍾; the originals were written in GB 2312, which lacks it, but for one writer's name.
_NOT_GB2312 = re.compile("(?<!钱)锺")
_LEFT = str.maketrans(_LEFT_BY_OPENCC)
_SURROGATES = re.compile("([\ud800-\udfff]+)")


def to_simplified(text: str, page: str = "") -> str:
    """The text in Simplified characters; phrases decide for 乾, 瞭, 藉 (OpenCC), words for 著.

    `page` is what it is a passage of.
    """
    marked = _KEPT.sub("\0", text) if "著" in text and "\0" not in text else None
    if marked is None:
        return _converted(text, page or text)
    return _converted(marked, page or text).replace("著", "着").replace("\0", "著")


# Words that phrases make of another, and OpenCC does not make again: Simplified texts have 坐标 33 times for
# one 座标, 想象 six times for one 想像 (the counts of words.txt.gz).
_OF_PHRASES = {"座标": "坐标", "想像": "想象", "薰陶": "熏陶", "薰染": "熏染"}
_BY_PHRASE = re.compile("|".join(_OF_PHRASES))
# The fourth of the old five tones, which OpenCC makes 征 but for a few phrases.
_TONE_OF_OLD = re.compile("(?<=宫商角)征|(?<=角、)征(?=、)|(?<=角)征(?=羽)")
_TONE = "徵"


def _converted(text: str, page: str) -> str:
    """By phrases; OpenCC takes no lone surrogates."""
    parts = _SURROGATES.split(text)
    parts[::2] = map(_opencc("t2s").convert, parts[::2])
    found = _as_written(text, "".join(parts), page).translate(_LEFT)
    found = _TONE_OF_OLD.sub(_TONE, found) if _TONE in text else found
    if _is_by_phrases(page):
        found = _BY_PHRASE.sub(lambda word: _OF_PHRASES[word[0]], found)
    return _NOT_GB2312.sub("钟", found)


# Everyday characters that only converters by phrases make; one of them alone may be of a name (於, 後藤).
_BY_PHRASES, _LEAST_BY_PHRASES = frozenset("後於裡裏製係隻"), 2


@lru_cache(maxsize=16)
def _is_by_phrases(page: str) -> bool:
    return len(_BY_PHRASES.intersection(page)) >= _LEAST_BY_PHRASES


@lru_cache(maxsize=16)
def _kept_as_written(page: str) -> frozenset[str]:
    """Of the characters that Simplified text has too those that the engine of a page did not make.

    A page with 後 and 裡 was converted by phrases, or by a table with more forms than most: those make 藉口
    of 借口 and 摺疊 of 折叠. So does a table of 升 that has 昇 throughout. Remembered: each passage asks.
    """
    if _is_by_phrases(page):
        return frozenset()
    return frozenset(char for char in _WRITTEN_SO if page.count(char) < _SEEN or simple(char) in page)


def _as_written(text: str, converted: str, page: str) -> str:
    """The converted text with what the original had too; phrases keep their number of characters."""
    if _WRITTEN_SO.isdisjoint(text) or len(text) != len(converted):
        return converted
    kept = _kept_as_written(page)
    written = _RISEN.sub("\0", _BORROWED.sub("\0", text) if "藉" in kept else text)
    return "".join([old if old in kept else new for old, new in zip(written, converted, strict=True)])
