"""Damages Simplified text as annotated mirrors do, so that undoing it can be measured on any text.

The model is docs/explanation/mirrors.md#the-model-of-the-damage, step by step, and shares no code with what
undoes it: its own conversion, readings, byte order and decoder. `damage` is pure: the same text, mode and
seed give the same damage.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, replace
from functools import cache

from opencc import OpenCC
from pypinyin.pinyin_dict import pinyin_dict

# One-to-one engines keep a form that Big5's frequent half has too (rows A4 to C6), those below excepted: so
# it was with every character of the mirrors at hand that tells (48 of them).
_BIG5_RARE = b"\xc9"
CONVERTED_ALL_THE_SAME = "台准着几划听荐朴佣杆丰坏虫儿"
MODERN = str.maketrans("爲裏衆羣爭峯僞衝諮鑑閒淨鏽牀啓溼籤", "為裡眾群爭峰偽沖咨鑒閑凈銹床啟濕簽")
CUT_SIGNS = ("！", "？", "，")
SOWN_SIGNS = frozenset("！？，。、：；")
FOLDED = str.maketrans("！？，：；（）", "!?,:;()")
_CONTROLS = dict.fromkeys(range(5, 9))
_PARAGRAPH = re.compile(r"</?p>")


@dataclass(frozen=True, slots=True)
class Plan:
    """How one mirror works; shares are between 0 and 1, `seed` makes its table and the places of its cuts.

    `engine`: what converts the text, one of `ENGINES`; `density`: of the convertible characters, which share
    its annotation table holds; `toneless`: which share of all characters carries a note without tone; `cuts`:
    which share of the unaligned full-width signs is torn; `sown`: which share of the aligned ones has
    controls before it; `folded`: punctuation made half-width afterwards; `stripped`: controls lost on the way
    to us; `markup`: paragraphs were in tags, of which only torn ones are left.
    """

    seed: int = 0
    engine: str = "one form, Big5"
    convert: bool = True
    density: float = 0.0
    toneless: float = 0.0
    cuts: float = 0.0
    sown: float = 0.0
    folded: bool = False
    stripped: bool = False
    markup: bool = False


_CUT = Plan(cuts=1.0, sown=0.5)
MODES: dict[str, Plan] = {
    "few notes": Plan(density=0.2),
    "half noted": Plan(density=0.5),
    "all noted": Plan(density=1.0),
    "noted+folded": Plan(density=0.6, folded=True),
    "noted+cut": replace(_CUT, density=0.5),
    "noted+cut+folded": replace(_CUT, density=0.5, folded=True),
    "noted+cut+controls lost": replace(_CUT, density=0.5, stripped=True),
    "noted+cut+tags torn": replace(_CUT, density=0.5, markup=True),
    "converted": Plan(),
    "converted+folded": Plan(folded=True),
    "converted+cut": _CUT,
    "converted+cut+controls lost": replace(_CUT, stripped=True),
    "converted+cut+tags torn": replace(_CUT, markup=True),
    "Simplified+sown": Plan(convert=False, sown=0.5),
    "Simplified+cut": replace(_CUT, convert=False),
    "Simplified+cut+controls lost": replace(_CUT, convert=False, stripped=True),
    "Simplified+cut+tags torn": replace(_CUT, convert=False, markup=True),
    "Simplified+toneless notes": Plan(convert=False, toneless=0.2),
    "Traditional+toneless notes": Plan(toneless=0.2),
}


def damage(text: str, mode: str, seed: int, engine: str = "one form, Big5") -> str:
    """The text as a mirror of this mode (a key of MODES) would show it; the seed makes table and cuts."""
    return damage_by(text, replace(MODES[mode], seed=seed, engine=engine))


def damage_by(text: str, plan: Plan) -> str:
    """The text as the mirror of a plan would show it."""
    shown = decode(torn_bytes(text, plan))
    shown = _PARAGRAPH.sub("", shown) if plan.markup else shown
    shown = shown.translate(_CONTROLS) if plan.stripped else shown
    return shown.translate(FOLDED) if plan.folded else shown


def torn_bytes(text: str, plan: Plan) -> bytes:
    """What the engine sends, before it is read as code page 936."""
    draw = random.Random(plan.seed)
    lines = "\n".join(f"<p>{line}</p>" for line in text.split("\n")) if plan.markup else text
    converted = converted_by(lines, plan) if plan.convert else lines
    if plan.toneless:
        converted = "".join(char + _toneless(char, plan.toneless, draw) for char in converted)
    raw = converted.encode("gbk", "ignore")
    for cell, note in _table(plan.density, plan.seed, plan.engine):
        raw = raw.replace(cell, cell + note)
    return _torn(raw, plan, draw)


def converted_by(text: str, plan: Plan) -> str:
    """The text in Traditional characters as the plan's engine writes them, as far as GBK has them."""
    engine = ENGINES[plan.engine]
    if engine is not None:
        made = str(_opencc(engine).convert(text))
        return "".join(char if _in_gbk(char) else old for old, char in zip(text, made, strict=True))
    return "".join([form_by(char, plan) for char in text])


def form_by(char: str, plan: Plan) -> str:
    """The form a one-to-one engine of the plan writes for one character."""
    if plan.engine == "one form, Big5":
        return traditional(char)
    if plan.engine == "one form, site":
        return _site_form(char, plan.seed)
    standard = {"one form, s2t": "s2t", "one form, s2tw": "s2tw", "one form, s2hk": "s2hk"}[plan.engine]
    form = str(_opencc(standard).convert(char))
    return form if len(form) == 1 and _in_gbk(form) else char


# OpenCC's standards go by phrases; a one-to-one engine writes one form for each character wherever it
# stands. A site's own table has any form a character can have, drawn by the seed.
ENGINES: dict[str, str | None] = {
    "one form, Big5": None,
    "one form, s2t": None,
    "one form, s2tw": None,
    "one form, s2hk": None,
    "one form, site": None,
    "phrases, s2t": "s2t",
    "phrases, s2tw": "s2tw",
    "phrases, s2hk": "s2hk",
}


def _in_gbk(char: str) -> bool:
    return len(char.encode("gbk", "ignore")) == len(char) + (not char.isascii())


@cache
def _site_form(char: str, seed: int) -> str:
    return random.Random(f"{char}{seed}").choice(forms_of_each().get(char, (char,)))


@cache
def forms_of_each() -> dict[str, tuple[str, ...]]:
    """The Traditional forms of each Simplified character, of itself too where Big5's frequent half has it."""
    found: dict[str, set[str]] = {}
    for char in map(chr, range(0x4E00, 0xA000)):
        simple = str(_opencc("t2s").convert(char))
        if simple != char and len(simple) == 1 and b"" < char.encode("big5", "ignore") < _BIG5_RARE:
            found.setdefault(simple, set()).add(char)
    for simple, forms in found.items():
        if b"" < simple.encode("big5", "ignore") < _BIG5_RARE:
            forms.add(simple)
    return {simple: tuple(sorted(filter(_in_gbk, forms))) or (simple,) for simple, forms in found.items()}


@cache
def traditional(char: str) -> str:
    """The engine's Traditional form of one character."""
    if char not in CONVERTED_ALL_THE_SAME and b"" < char.encode("big5", "ignore") < _BIG5_RARE:
        return char
    form = (
        "桿"
        if char == "杆"
        else "著"
        if char == "着"
        else str(_opencc("s2t").convert(char)).translate(MODERN)
    )
    return form if len(form) == 1 and len(form.encode("gbk", "ignore")) == 2 else char


@cache
def _opencc(standard: str) -> OpenCC:
    return OpenCC(standard)


def _readings(char: str) -> list[str]:
    return [reading for reading in pinyin_dict.get(ord(char), "").split(",") if reading]


def _toneless(char: str, share: float, draw: random.Random) -> str:
    readings = _readings(char) if "\u4e00" <= char <= "\u9fff" and draw.random() < share else []
    return f"({_without_tone(readings[0])})" if readings else ""


@cache
def _without_tone(reading: str) -> str:
    plain = "aaaaeeeeiiiioooouuuuvvvvvnnnm"
    return reading.translate(str.maketrans("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿ", plain))


@cache
def _table(density: float, seed: int, engine: str) -> tuple[tuple[bytes, bytes], ...]:
    """The annotation table: everyday characters, one reading each, in the engine's own order."""
    draw = random.Random(seed)
    chosen = [
        (char, draw.choice(_readings(char)))
        for char in sorted(_repertoire(engine))
        if draw.random() < density and _readings(char)
    ]
    draw.shuffle(chosen)
    return tuple((char.encode("gbk"), f"({reading})".encode("gbk", "ignore")) for char, reading in chosen)


@cache
def _repertoire(engine: str) -> frozenset[str]:
    """What an engine may note: GB 2312's first level, 3,755 characters, where converting changes them."""
    cells = (bytes((lead, trail)) for lead in range(0xB0, 0xD8) for trail in range(0xA1, 0xFF))
    everyday = [char for char in (cell.decode("gb2312", "ignore") for cell in cells) if char]
    if engine == "one form, Big5":
        return frozenset(traditional(char) for char in everyday if traditional(char) != char)
    # Engines of many forms note each of them.
    return frozenset(form for char in everyday for form in forms_of_each().get(char, ()) if form != char)


def _torn(raw: bytes, plan: Plan, draw: random.Random) -> bytes:
    """Controls sown before full-width signs at byte level, where pairs that are no character are hit too."""
    for sign in CUT_SIGNS if plan.cuts or plan.sown else ():
        first, *rest = raw.split(sign.encode("gbk"))
        parts, inside = [first], _ends_inside(first)
        for piece in rest:
            if draw.random() < (plan.cuts if inside else plan.sown):
                parts.append(_controls(draw))
                inside = False
            parts += [sign.encode("gbk"), piece]
            inside = _ends_inside(b"\xa1" * inside + sign.encode("gbk") + piece)
        raw = b"".join(parts)
    return raw


def _controls(draw: random.Random) -> bytes:
    return bytes(draw.choice((5, 6, 7, 8)) for _ in range(draw.randint(1, 5)))


def _ends_inside(before: bytes) -> bool:
    """Whether these bytes end in a lead byte without its trail."""
    at = 0
    while at < len(before):
        at += 1 if before[at] <= 0x80 else 2
    return at > len(before)


def decode(raw: bytes) -> str:
    """Code page 936 as PHP reads it: a lead byte without a trail takes the next with it and becomes `?`."""
    parts: list[str] = []
    at = 0
    while at < len(raw):
        first, cell = raw[at], raw[at : at + 2]
        if first <= 0x80:
            parts.append(chr(first) if first < 0x80 else "€")
        else:
            good = len(cell) == 2 and 0x40 <= cell[1] <= 0xFE and cell[1] != 0x7F and first <= 0xFE
            parts.append(_character(cell) if good else "?")
            at += 1
        at += 1
    return "".join(parts)


@cache
def _character(cell: bytes) -> str:
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
