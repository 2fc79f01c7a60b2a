"""Makes han_words.txt, Chinese words that read as a person's name, from jieba's dictionary.

    python -m benchmarks.training.make_han_words DICT.TXT [han_words.txt]

DICT.TXT is `jieba/dict.txt` of jieba 0.42.1 (MIT licence, Sun Junyi; https://pypi.org/project/jieba/): a
word, how often it was counted, and its part of speech a line. jieba is no dependency: only the words are kept
that are no person's there (`nr`), in both scripts. Same input, same file.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from opencc import OpenCC

from newsarchive.text.metadata.east_asian_names import chinese_words, is_common_han_name

# Among sixty words taken by chance without this bound stood names such as 吴兴国 and 朱梦魁 (2026-11-30).
FEWEST = 10
A_LINE = 40
HEAD = """\
# Words, places and books that read as a Chinese name with a common surname (江阴, 史记, 文静): where no label
# says that somebody is named, they name nobody. From the dictionary of jieba 0.42.1 (data/NOTICE), words it
# counts ten times and more and takes for no person, a few of which it errs about (made by
# benchmarks/training/make_han_words.py).
"""
OUT = Path(__file__).parents[2] / "newsarchive/text/metadata/data/han_words.txt"


def like_names(dictionary: Iterable[str]) -> Iterator[str]:
    """Yield the words of a dictionary's lines that read as a common name and are none."""
    traditional = OpenCC("s2t")
    for line in dictionary:
        word, count, part = line.split()
        if int(count) < FEWEST or part.startswith("nr") or word in chinese_words("like_names"):
            continue
        yield from filter(is_common_han_name, (word, traditional.convert(word)))


def main() -> None:
    """Read argv[1], write argv[2]."""
    words = sorted({*like_names(Path(sys.argv[1]).read_text("utf-8").splitlines())})
    lines = (" ".join(words[at : at + A_LINE]) for at in range(0, len(words), A_LINE))
    out = Path(sys.argv[2]) if len(sys.argv) > 2 else OUT
    out.write_text(HEAD + "\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
