"""What no repair can know of damaged passages: how high the scores of mirrors.py can be.

python -m benchmarks.evaluation.mirror_ceiling [--root CORPORA] [--every N]

`sign` passages lost a digit, letter or ASCII sign: the decoder took it with the lead byte before it and
showed one `?` for both. `byte` passages lost half a character: a guess by its neighbours. `script` passages
were converted, nothing else, and hold no character that those who write Traditional would write otherwise:
they are Traditional text, as good as any. Those who write it are OpenCC's three standards and a dictionary
made by hand (CC-CEDICT): where all three write 發佈 and it has 發布 too, 發布 tells nobody. A guess may be
right, so that only `sign` and `script` passages are out of reach (`most`).
"""

from __future__ import annotations

import argparse
import lzma
import re
from dataclasses import replace
from functools import cache
from pathlib import Path

from opencc import OpenCC

from benchmarks.evaluation.mirror_damage import FOLDED, MODES, Plan, converted_by, damage, torn_bytes
from benchmarks.evaluation.mirrors import CORPORA, golds, paragraphs

STANDARDS = ("s2t", "s2tw", "s2hk")
BIG5 = Plan()  # the first engine
_NOTE = re.compile(rb"\([a-z\x80-\xff]{1,12}\)")
_SOWN = frozenset(range(5, 9))


def swallowed(raw: bytes) -> tuple[bool, bool]:
    """Whether an ASCII sign, and whether half a character, cannot be told from what is shown."""
    sign = half = False
    at = 0
    while at < len(raw) - 1:
        if raw[at] <= 0x80:
            at += 1
            continue
        second = raw[at + 1]
        if second < 0x40:
            known = second in _SOWN or second in b"<\n " or _NOTE.match(raw, at + 1) is not None
            sign |= not known
            half |= _NOTE.match(raw, at + 1) is None
        at += 2
    return sign, half


@cache
def _written(standard: str) -> OpenCC:
    return OpenCC(standard)


@cache
def _dictionary() -> frozenset[str]:
    """Its words with characters of several forms (how made: training/make_traditional_words.py)."""
    raw = lzma.decompress(Path(__file__).with_name("traditional_words.txt.xz").read_bytes())
    return frozenset(raw.decode().split("\n")) | LACKING


# Everyday words that the dictionary lacks and OpenCC cuts wrongly: 最多|只有期 it writes 最多隻|有期.
LACKING = frozenset({"只有"})
LONGEST_WORD = 8
_WEEK = "周"  # nothing but 周 is written in Hong Kong (常用字字形表), 週 beside it in Taiwan


def _in_words(made: str) -> set[int]:
    """The places of characters that stand in a word of the dictionary."""
    found: set[int] = set()
    for start in range(len(made)):
        for end in range(start + 2, min(len(made), start + LONGEST_WORD) + 1):
            if made[start:end] in _dictionary():
                found.update(range(start, end))
    return found


def otherwise(text: str, plan: Plan = BIG5) -> tuple[str, list[int]]:
    """What the plan's engine makes, and where it has a character that none of the standards has there."""
    made = converted_by(text, plan)
    written = [str(_written(standard).convert(text)) for standard in STANDARDS]
    rows = enumerate(zip(made, *written, strict=False))
    return made, [at for at, (char, *others) in rows if char not in others]


def tells(text: str, plan: Plan = BIG5) -> bool:
    """Whether what the plan's engine makes has a form that neither the standards nor the dictionary have."""
    made, places = otherwise(text, plan)
    attested = _in_words(made) if places else set[int]()
    return any(at not in attested and made[at] != _WEEK for at in places)


def lost(text: str, mode: str, seed: int, engine: str = BIG5.engine) -> tuple[bool, bool, bool]:
    """`sign`, `byte`, `script` of one damaged passage."""
    plan = replace(MODES[mode], seed=seed, engine=engine)
    sign, half = swallowed(torn_bytes(text, plan))
    return sign, half, is_bare(text, mode, seed, engine) and not tells(text, plan)


def is_bare(text: str, mode: str, seed: int, engine: str = BIG5.engine) -> bool:
    """Whether the passage was converted and bears no other damage."""
    plan = replace(MODES[mode], seed=seed, engine=engine)
    converted = converted_by(text, plan)
    shown = damage(text, mode, seed, engine)
    return plan.convert and shown == (converted.translate(FOLDED) if plan.folded else converted)


def is_attested(text: str, mode: str, seed: int, engine: str = BIG5.engine) -> bool:
    """Whether only the dictionary has all its forms: by the standards alone the passage could be decided."""
    plan = replace(MODES[mode], seed=seed, engine=engine)
    return is_bare(text, mode, seed, engine) and bool(otherwise(text, plan)[1]) and not tells(text, plan)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--root", type=Path, default=CORPORA)
    parser.add_argument("--every", type=int, default=1)
    options = parser.parse_args()
    texts = golds(options.root)
    total, reached = 0, 0
    print(f"{'passages':10} {'mode':30} {'sign':>6} {'byte':>6} {'script':>6} {'most':>6}")
    for kind, passages in (("text", texts), ("paragraph", paragraphs(texts))):
        for mode in MODES:
            rows = [lost(gold, mode, seed) for seed, gold in enumerate(passages) if seed % options.every == 0]
            within = sum(not (sign or script) for sign, _, script in rows)
            total, reached = total + len(rows), reached + within
            shares = " ".join(f"{sum(column) / len(rows):6.3f}" for column in zip(*rows, strict=True))
            print(f"{kind:10} {mode:30} {shares} {within / len(rows):6.3f}", flush=True)
    print(f"all {total} passages: at most {reached / total:.4f} exact")


if __name__ == "__main__":
    main()
