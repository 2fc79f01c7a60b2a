"""What makes two captures the same revision: a key that ignores what no reader would call a change."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Sequence

from newsarchive.text.letters import TOGETHER

# As the scorer of the corpora counts: each Han, Kana, Thai, Lao, Khmer, Myanmar character is one word.
CHARACTER_WORDS = (
    "\u3005\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f"
    "\u0e00-\u0e7f\u0e80-\u0eff\u1780-\u17ff\u1000-\u109f\U00020000-\U0003ffff"
)
REVISION_WORD = re.compile(rf"[{CHARACTER_WORDS}]|[^\W{CHARACTER_WORDS}]+")
# NFKC leaves these apart, but sites change them with their fonts: quotation marks, dashes, the middle dots of
# foreign names, and the ellipsis that NFKC makes three full stops.
_SAME_SIGN = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u00b4`", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb\u300c\u300d\u300e\u300f", '"'),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2500", "-"),
        **dict.fromkeys("\u00b7\u2022\u2027\u30fb\u30fb", "\u00b7"),
        "\u3002": ".",
        "\u3001": ",",
    }
)
# White space, and what has no width: joiners, marks, soft hyphens, variation selectors.
_INVISIBLE = re.compile(
    "[\\s\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff]+"
)
# The lead-in of an agency or paper, matched on normalised text, hence without blanks: `新华社北京7月31日电`,
# `本报上海3月2日讯`, `BERLIN, July 31 (Reuters) -`. A reporter in brackets behind it counts.
_HOUSE = "[\u4e00-\u9fff]{1,10}(?:社|网|網|报|報|台|在线|客户端)"
_DATELINE_HAN = re.compile(
    rf"[(\[【]?(?:{_HOUSE}[^\W\d_]{{0,12}}(?:\d{{4}}年)?\d{{1,2}}月\d{{1,2}}日(?:电|電|讯|訊|消息)(?![视視话話影子力])"
    r"|本[报報网網][讯訊])[)\]】]?"
)
_DATELINE_LATIN = re.compile(
    r"(?:[A-Z][A-Z.,'\u00c0-\u00de]{2,40}(?:[A-Z][a-z]{2,8}\.?\d{1,2},?)?)?\((?:AP|AFP|Reuters|REUTERS|dpa|EFE|ANSA|UPI|Xinhua)\)-{1,2}"
)


def sha256_hex(data: bytes) -> str:
    """Return the SHA-256 of `data` as 64 lower-case hex digits."""
    return hashlib.sha256(data).hexdigest()


def word_count(text: str) -> int:
    """Return the number of words; a Han, Kana, Thai, Lao, Khmer or Myanmar character counts as one."""
    return len(REVISION_WORD.findall(text))


def revision_key(title: str | None, text: str, authors: Sequence[str]) -> str:
    """Return the key of a revision: SHA-256 hex of normalised title, text and by-line.

    White space, invisible characters, the width of punctuation, the look of quotes and dashes and the
    dateline lead-in at the start of the text do not count; every word, letter case and digit does, and so
    does the order of the authors.
    """
    parts = [normal_title(title), normal_text(text), *normal_authors(authors)]
    return sha256_hex("\x00".join(parts).encode("utf-8", "surrogatepass"))


def normal_title(title: str | None) -> str:
    """Return the title as far as it counts for a revision."""
    return _normal(title or "")


def normal_text(text: str) -> str:
    """Return the text as far as it counts for a revision: without its dateline."""
    return _without_dateline(_normal(text))


def normal_authors(authors: Sequence[str]) -> tuple[str, ...]:
    """Return the by-line as far as it counts for a revision."""
    return tuple(map(_normal, authors))


def _normal(value: str) -> str:
    if value.isascii():  # its white space is all that is invisible in it
        return "".join(value.split()).replace("`", "'").replace("\x00", "")
    if TOGETHER.search(value):
        return _normal_together(value)
    return "".join(map(_NORMAL.__getitem__, value))


def _normal_together(value: str) -> str:
    # Signs first, so that NFKC cannot split what is one (\u2033 into two \u2032); twice, for what it makes.
    signs = value.translate(_SAME_SIGN)
    folded = unicodedata.normalize("NFKC", signs)
    if folded != signs:
        folded = folded.translate(_SAME_SIGN)
    return _INVISIBLE.sub("", folded).replace("\x00", "")


class _Normal(dict[str, str]):
    """What is left of each character met so far that no neighbour changes, as in `fold`."""

    def __missing__(self, char: str) -> str:
        normal = self[char] = _normal_together(char)
        return normal


_NORMAL = _Normal()


def _without_dateline(text: str) -> str:
    match = _DATELINE_HAN.match(text) or _DATELINE_LATIN.match(text)
    return text[match.end() :] if match else text


# Whether two texts can be one story, roughly: a guard against links that name the wrong page.

# Words in a row that are compared; three are rarely shared by chance.
_LENGTH = 3
# A text with fewer such rows says too little to be called unlike.
FEWEST_ROWS = 20
# Of the shorter text's rows, so many must stand in the other. Heavy edits keep half and more, two stories of
# one site share a few in a hundred (by-lines, notices).
_SHARED = 0.2


def are_alike(one: str, other: str) -> bool:
    """Say whether a good part of the shorter text stands in the other; true where too little tells."""
    first, second = _rows(one), _rows(other)
    fewer = min(len(first), len(second))
    return fewer < FEWEST_ROWS or len(first & second) >= _SHARED * fewer


def share_rows(one: str, other: str) -> bool:
    """Say whether a good part of the shorter text stands in the other, which a text of no words cannot."""
    first, second = _rows(one), _rows(other)
    return bool(first & second) and len(first & second) >= _SHARED * min(len(first), len(second))


def is_other_story(one: tuple[str | None, str], other: tuple[str | None, str]) -> bool:
    """Say whether two (title, text) are surely not one story: a guard for an address that leads elsewhere.

    Unlike `are_alike` it decides about short texts too: by their title, and whether one holds the other.
    """
    first, second = _rows(one[1]), _rows(other[1])
    fewer = min(len(first), len(second))
    if fewer >= FEWEST_ROWS:
        return len(first & second) < _SHARED * fewer
    if one[0] and other[0] and normal_title(one[0]) == normal_title(other[0]):
        return False
    texts = sorted((normal_text(one[1]), normal_text(other[1])), key=len)
    return bool(texts[0]) and texts[0] not in texts[1]


def _rows(text: str) -> set[tuple[str, ...]]:
    words = REVISION_WORD.findall(text.casefold())
    return set(zip(*(words[at:] for at in range(_LENGTH)), strict=False))
