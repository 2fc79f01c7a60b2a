"""What no repair can know of damaged passages: how high the scores of mirrors.py can be.

python -m benchmarks.evaluation.mirror_ceiling [--root CORPORA] [--every N]

`sign` passages lost a digit, letter or ASCII sign: the decoder took it with the lead byte before it and
showed one `?` for both. `byte` passages lost half a character: a guess by its neighbours. `script` passages
were converted, nothing else, and hold no character that those who write Traditional (OpenCC's three
standards) would write otherwise: they are Traditional text, as good as any. A guess may be right, so
that only `sign` and `script` passages are out of reach (`most`).
"""

from __future__ import annotations

import argparse
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


def tells(text: str, plan: Plan = BIG5) -> bool:
    """Whether what the plan's engine makes has a character that none of the standards has there."""
    made = converted_by(text, plan)
    written = [str(_written(standard).convert(text)) for standard in STANDARDS]
    return any(char not in others for char, *others in zip(made, *written, strict=False))


def lost(text: str, mode: str, seed: int, engine: str = BIG5.engine) -> tuple[bool, bool, bool]:
    """`sign`, `byte`, `script` of one damaged passage."""
    plan = replace(MODES[mode], seed=seed, engine=engine)
    sign, half = swallowed(torn_bytes(text, plan))
    converted = converted_by(text, plan)
    bare = damage(text, mode, seed, engine) == (converted.translate(FOLDED) if plan.folded else converted)
    return sign, half, plan.convert and bare and not tells(text, plan)


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
