"""Texts as they are compared: width, case and Chinese script folded, invisible characters gone."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from importlib.resources import files

# Soft hyphen, joiners, byte order mark, variation selectors: a reader sees none of them.
UNSEEN = re.compile("[\u00ad\u200c\u200d\u2060\ufeff\ufe00-\ufe0f]")


# Characters that neither join with a neighbour nor change places with it under NFKC, before or after case
# folding: of a text of these each is folded by itself, once for all (four times faster). Latin, Cyrillic,
# signs, kana, Han, Hangul syllables, full-width forms; `tests/text/words/test_folding.py` holds it.
ALONE = (
    "\x00-\xa7\xa9-\xae\xb0-\xb3\xb5-\xb7\xb9-\u012f\u0131-\u01ef\u01f1-\u024f\u0400-\u0482\u048a-\u052f"
    "\u1ea0-\u1eff\u2000-\u2016\u2018-\u203d\u203f-\u20cf\u2100-\u2adb\u3000-\u3029\u3030-\u3098\u309d-\u30ff"
    "\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uff9d\U00020000-\U0002ffff"
)
TOGETHER = re.compile(f"[^{ALONE}]")


@cache
def simplified() -> dict[int, str]:
    """Return the Simplified form of each Traditional character; not to be changed.

    OpenCC 1.4 (Apache-2.0), its `t2s` asked for one character at a time, and 著 as 着, which it nearly always
    was. Frozen in a file, since what is stored in an index must not change with a library.
    `tests/text/words/test_folding.py` derives it anew.
    """
    table = files("newsarchive.text.words").joinpath("data", "simplified.txt").read_text(encoding="utf-8")
    return {ord(line[at]): line[at + 1] for line in table.splitlines() for at in range(0, len(line), 2)}


def fold(text: str) -> str:
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
