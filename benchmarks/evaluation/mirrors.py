"""How much of damaged Chinese news comes back, by mode of damage, passage by passage, text in and text out.

python -m benchmarks.evaluation.mirrors [--root CORPORA] [--half 0|1] [--modes few notes,…] [--show N]

Passages are the gold texts of the Chinese sets, whole and paragraph by paragraph; `--half` takes every other
one by a hash, `--show` prints the first N that did not come back.
"""

from __future__ import annotations

import argparse
import json
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path
from zlib import crc32

from benchmarks.evaluation.mirror_damage import MODES, damage
from newsarchive.text.mirror import undo_mirror

SETS = ("zhgold", "netease_gbk", "gne")
CORPORA = Path(__file__).resolve().parents[3] / "shared" / "corpora"
RAREST = 0.001  # of characters of a Simplified text that GB 2312 lacks
SHORTEST = 60  # characters of a paragraph: less is a by-line or a heading


@dataclass(slots=True)
class Score:
    """What came back of one mode's passages; `untouched` ones were not seen to be mirrors."""

    characters: int = 0
    wrong: int = 0
    passages: int = 0
    exact: int = 0
    untouched: int = 0
    failed: list[tuple[str, str]] = field(default_factory=list, repr=False)

    @property
    def share_right(self) -> float:
        """Of characters."""
        return 1 - self.wrong / max(1, self.characters)

    @property
    def share_exact(self) -> float:
        """Of passages."""
        return self.exact / max(1, self.passages)


def bare(text: str) -> str:
    """The text as it is compared: NFKC, no white space, none of the controls that these mirrors sow."""
    return "".join(
        char for char in unicodedata.normalize("NFKC", text) if not char.isspace() and char > "\x08"
    )


def wrong(gold: str, found: str) -> int:
    """Characters of the gold that are missing or wrong, and characters too many."""
    one, other = bare(gold), bare(found)
    if one == other:
        return 0
    blocks = SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    return sum(max(b - a, d - c) for kind, a, b, c, d in blocks if kind != "equal")


def measure(golds: list[str] | Mapping[int, str], mode: str, engine: str = "one form, Big5") -> Score:
    """Damages each passage, the number of the passage being the seed, undoes it and counts."""
    score = Score()
    for seed, gold in golds.items() if isinstance(golds, Mapping) else enumerate(golds):
        found = undo_mirror(damage(gold, mode, seed, engine))
        lost = wrong(gold, found.text)
        score.characters += len(bare(gold))
        score.wrong += min(lost, len(bare(gold)))
        score.passages += 1
        score.exact += lost == 0
        score.untouched += not found.is_mirror
        if lost:
            score.failed.append((gold, found.text))
    return score


def golds(corpora: Path) -> list[str]:
    """The gold texts a GBK mirror could hold: Chinese prose in Simplified characters."""
    texts: list[str] = []
    for name in SETS:
        rows = (corpora / name / "gold.jsonl").read_text("utf-8").splitlines()
        texts += [json.loads(row).get("text") or "" for row in rows]
    return [_cleaned(text) for text in texts if _is_chinese(text) and _is_simplified(text)]


def paragraphs(texts: list[str]) -> list[str]:
    """Each paragraph once."""
    return list(dict.fromkeys(line for text in texts for line in text.split("\n") if _is_passage(line)))


def _cleaned(text: str) -> str:
    """As a page in GBK can hold it."""
    lines = (line.strip() for line in unicodedata.normalize("NFC", text).split("\n"))
    return "\n".join(line for line in lines if line).encode("gbk", "ignore").decode("gbk")


def _is_chinese(text: str) -> bool:
    return sum("\u4e00" <= char <= "\u9fff" for char in text) > 0.5 * len(text) > 0


def _is_simplified(text: str) -> bool:
    """Whether GB 2312 has it, one character in a thousand aside: what it lacks is of another script."""
    ideographs = [char for char in text if "\u4e00" <= char <= "\u9fff"]
    strange = sum(not char.encode("gb2312", "ignore") for char in ideographs) + text.count("於")
    return strange <= RAREST * len(ideographs)


def _is_passage(line: str) -> bool:
    return len(line) >= SHORTEST and _is_chinese(line)


def _half(passages: list[str], half: int | None) -> list[str]:
    return [one for one in passages if half is None or crc32(one[:40].encode()) % 2 == half]


def _rows(texts: list[str], modes: list[str], half: int | None) -> Iterator[tuple[str, str, Score]]:
    for kind, passages in (("text", texts), ("paragraph", paragraphs(texts))):
        for mode in modes:
            yield kind, mode, measure(_half(passages, half), mode)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--root", type=Path, default=CORPORA)
    parser.add_argument("--half", type=int, choices=(0, 1))
    parser.add_argument("--modes", default=",".join(MODES))
    parser.add_argument("--show", type=int, default=0)
    options = parser.parse_args()
    print(f"{'passages':10} {'mode':34} {'characters':>10} {'exact':>6} {'of':>5} {'untouched':>9}")
    for kind, mode, score in _rows(golds(options.root), options.modes.split(","), options.half):
        shares = (
            f"{score.share_right:10.5f} {score.share_exact:6.3f} {score.passages:5d} {score.untouched:9d}"
        )
        print(f"{kind:10} {mode:34} {shares}", flush=True)
        for gold, found in score.failed[: options.show]:
            _show(gold, found)


def _show(gold: str, found: str) -> None:
    one, other = bare(gold), bare(found)
    for kind, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if kind != "equal":
            print(f"    {one[max(0, a - 12) : a]}[{one[a:b][:60]} -> {other[c:d][:60]}]{one[b : b + 12]}")


if __name__ == "__main__":
    main()
