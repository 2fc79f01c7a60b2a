"""Texts as they are compared: width, case and Chinese script folded, invisible characters gone."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from importlib.resources import files

from newsarchive.text.letters import TOGETHER

# Soft hyphen, joiners, byte order mark, variation selectors: a reader sees none of them.
UNSEEN = re.compile("[\u00ad\u200c\u200d\u2060\ufeff\ufe00-\ufe0f]")


@cache
def simplified() -> dict[int, str]:
    """Return the Simplified form of each Traditional character; not to be changed.

    OpenCC 1.4 (Apache-2.0), its `t2s` asked for one character at a time, and 著 as 着, which it nearly always
    was. Frozen in a file, since what is stored in an index must not change with a library.
    `tests/text/words/test_folding.py` derives it anew.
    """
    table = files("newsarchive.text.words").joinpath("data", "simplified.txt").read_text(encoding="utf-8")
    return {ord(line[at]): line[at + 1] for line in table.splitlines() for at in range(0, len(line), 2)}


def search_form(text: str) -> str:
    """Return the text in NFKC, case folded, Han characters Simplified one by one; never raises."""
    if text.isascii():
        return text.lower()
    if TOGETHER.search(text):
        return _fold_together(text)
    return "".join(map(_FOLDED.__getitem__, text))


def _fold_together(text: str) -> str:
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return UNSEEN.sub("", folded).translate(simplified())


class _Folded(dict[str, str]):
    """The folded form of each character met so far; of those in `ALONE` only, which bounds it."""

    def __missing__(self, char: str) -> str:
        folded = self[char] = _fold_together(char)
        return folded


_FOLDED = _Folded()
