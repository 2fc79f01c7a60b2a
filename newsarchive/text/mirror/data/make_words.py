"""Makes words.txt.gz, which plausibility.py reads, from the dictionary of jieba 0.42.1 (MIT licence).

    python make_words.py path/to/jieba/dict.txt words.txt.gz

jieba (Copyright 2013 Sun Junyi) is not a dependency: only its counts are kept, in eighths of a binary
logarithm. Each line is one such count and the words that have it, all in order: same input, same file.
"""

from __future__ import annotations

import gzip
import math
import re
import sys
from collections import defaultdict
from pathlib import Path

# Below this count the list holds mostly names and slips; 103,000 words and 96,000 pairs remain (2026-11-24).
MIN_COUNT = 10
LONGEST = 4
_WORD = re.compile(rf"[\u4e00-\u9fa5]{{1,{LONGEST}}}")


def steps(lines: list[str]) -> dict[int, list[str]]:
    """Groups the words of `word count tag` lines by round(8 * log2(count))."""
    found: dict[int, list[str]] = defaultdict(list)
    for line in lines:
        word, count = line.split()[:2]
        if _WORD.fullmatch(word) and int(count) >= MIN_COUNT:
            found[round(8 * math.log2(int(count)))].append(word)
    return found


def main() -> None:
    """Reads argv[1], writes argv[2]."""
    groups = steps(Path(sys.argv[1]).read_text(encoding="utf-8").splitlines())
    text = "\n".join(f"{step} {' '.join(sorted(words))}" for step, words in sorted(groups.items()))
    Path(sys.argv[2]).write_bytes(gzip.compress(text.encode("utf-8"), mtime=0))


if __name__ == "__main__":
    main()
