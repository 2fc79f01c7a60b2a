"""Makes words.txt.gz, which character_odds.py reads, from the word counts of two segmenters.

    python make_mirror_words.py path/to/jieba/dict.txt path/to/cutword/dict.txt words.txt.gz

jieba 0.42.1 (MIT licence, Copyright 2013 Sun Junyi) has newspapers and novels of before 2012, cutword 0.1.1
(Apache-2.0, liwenju) the Chinese of up to 2024. Neither is a dependency: only their counts are kept, added,
in eighths of a binary logarithm. Each line is one such count and the words that have it, all in order: same
input, same file.
"""

from __future__ import annotations

import gzip
import math
import re
import sys
from collections import defaultdict
from pathlib import Path

# Below this count the lists hold mostly names and slips.
MIN_COUNT = 12
SECOND_WEIGHT = 2  # the lists count 60 and 33 million words
LONGEST = 4
_WORD = re.compile(rf"[\u4e00-\u9fa5]{{1,{LONGEST}}}")


def word_counts(lines: list[str]) -> dict[str, int]:
    """The count of each word, from lines that start with the two."""
    rows = (line.split()[:2] for line in lines)
    return {row[0]: int(row[1]) for row in rows if len(row) == 2 and _WORD.fullmatch(row[0])}


def steps(found: dict[str, int]) -> dict[int, list[str]]:
    """Groups words by round(8 * log2(count))."""
    groups: dict[int, list[str]] = defaultdict(list)
    for word, count in found.items():
        if count >= MIN_COUNT:
            groups[round(8 * math.log2(count))].append(word)
    return groups


def main() -> None:
    """Reads argv[1] and argv[2], writes argv[3]."""
    first, second = (
        word_counts(Path(name).read_text(encoding="utf-8").splitlines()) for name in sys.argv[1:3]
    )
    added = {
        word: first.get(word, 0) + SECOND_WEIGHT * second.get(word, 0) for word in sorted({*first, *second})
    }
    text = "\n".join(f"{step} {' '.join(sorted(words))}" for step, words in sorted(steps(added).items()))
    Path(sys.argv[3]).write_bytes(gzip.compress(text.encode("utf-8"), 9, mtime=0))


if __name__ == "__main__":
    main()
