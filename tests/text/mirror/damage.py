"""Damages Simplified text as mirrors do (DESIGN 4, steps 1 to 4): undoing it can be tested on any text.

Written from the model alone, without the code under test: its own conversion, readings and decoder.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import cache

from opencc import OpenCC
from pypinyin.pinyin_dict import pinyin_dict

# One-to-one engines keep what Big5 has too, these excepted (cases/mirror/README.md, and the samples there).
CONVERTED_ALL_THE_SAME = "台准广着几冲划"
MODERN = str.maketrans("爲裏衆羣爭峯僞", "為裡眾群爭峰偽")
CUT_SIGNS = ("！", "？", "，")
FOLDED = str.maketrans("！？，：；（）", "!?,:;()")


@dataclass(frozen=True, slots=True)
class Plan:
    """How one mirror works: which share of converted characters is in its table, where it cuts and sows."""

    seed: int = 0
    density: float = 0.5
    toneless: float = 0.0
    cuts: float = 0.0
    sown: float = 0.0
    folded: bool = False
    convert: bool = True


@cache
def _s2t() -> OpenCC:
    return OpenCC("s2t")


@cache
def traditional(char: str) -> str:
    """The engine's Traditional form of one character."""
    if char not in CONVERTED_ALL_THE_SAME and char.encode("big5", "ignore"):
        return char
    form = str(_s2t().convert(char)).translate(MODERN)
    return "著" if char == "着" else form if len(form) == 1 and _encodes(form) else char


def _encodes(char: str) -> bool:
    return len(char.encode("gbk", "ignore")) == 2


def table(text: str, plan: Plan) -> list[tuple[bytes, bytes]]:
    """The annotation table: characters of the engine's repertoire, in its own order, one reading each."""
    draw = random.Random(plan.seed)
    chosen = []
    for char in sorted(_repertoire()):
        if draw.random() < plan.density:
            reading = draw.choice(pinyin_dict.get(ord(char), "").split(","))
            chosen.append((char, reading))
    draw.shuffle(chosen)
    return [(char.encode("gbk"), f"({reading})".encode("gbk")) for char, reading in chosen if reading]


@cache
def _repertoire() -> frozenset[str]:
    """Converted characters of everyday use: GB 2312's first level, 3,755 characters, made Traditional."""
    first_level = [
        bytes((lead, trail)).decode("gb2312", "ignore")
        for lead in range(0xB0, 0xD8)
        for trail in range(0xA1, 0xFF)
    ]
    return frozenset(traditional(char) for char in first_level if char and traditional(char) != char)


def decode(raw: bytes) -> str:
    """Code page 936 as PHP reads it: a lead byte without a trail takes the next with it and becomes `?`."""
    parts: list[str] = []
    at = 0
    while at < len(raw):
        first = raw[at]
        if first < 0x80:
            parts.append(chr(first))
        elif first == 0x80:
            parts.append("€")
        else:
            cell = raw[at : at + 2]
            good = len(cell) == 2 and 0x40 <= cell[1] <= 0xFE and cell[1] != 0x7F and first <= 0xFE
            parts.append(_cell(cell) if good else "?")
            at += 1
        at += 1
    return "".join(parts)


@cache
def _cell(cell: bytes) -> str:
    """A character, a private-use one for user-defined cells, `?` for cells without a character."""
    lead, trail = cell
    if 0xA1 <= lead <= 0xA7 and trail < 0xA1:
        return chr(0xE4C6 + (lead - 0xA1) * 96 + trail - 0x40 - (trail > 0x7F))
    if 0xAA <= lead <= 0xAF and trail >= 0xA1:
        return chr(0xE000 + (lead - 0xAA) * 94 + trail - 0xA1)
    if lead >= 0xF8 and trail >= 0xA1:
        return chr(0xE234 + (lead - 0xF8) * 94 + trail - 0xA1)
    text = cell.decode("gbk", "ignore")
    return text if len(text) == 1 and text >= "\x80" else "?"


def _cut(raw: bytes, plan: Plan, draw: random.Random) -> bytes:
    """Controls sown before full-width signs, at byte level: unaligned pairs are hit too."""
    for sign in CUT_SIGNS:
        pieces = raw.split(sign.encode("gbk"))
        joined = pieces[0]
        before = pieces[0]
        for piece in pieces[1:]:
            torn = _is_torn(joined)
            if draw.random() < (plan.cuts if torn else plan.sown):
                joined += bytes(draw.choice((5, 6, 7, 8)) for _ in range(draw.randint(1, 5)))
            joined += sign.encode("gbk") + piece
        raw = joined if before or pieces[1:] else raw
    return raw


def _is_torn(before: bytes) -> bool:
    """Whether these bytes end in a lead byte without its trail."""
    at = 0
    while at < len(before):
        at += 1 if before[at] <= 0x80 else 2
    return at > len(before)


def damage(text: str, plan: Plan) -> str:
    """The text as a mirror would show it."""
    draw = random.Random(plan.seed + 1)
    converted = "".join(map(traditional, text)) if plan.convert else text
    raw = converted.encode("gbk", "ignore")
    for char, note in table(text, plan) if plan.density else ():
        raw = raw.replace(char, char + note)
    if plan.cuts or plan.sown:
        raw = _cut(raw, plan, draw)
    shown = decode(raw)
    return shown.translate(FOLDED) if plan.folded else shown
