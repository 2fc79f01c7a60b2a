"""Text folded before matching: spammers hide words with Cyrillic а, ⅴ, full and zero width.

A line is folded to text, a whole page to an array of character codes, looked at in a few vector operations.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain

import numpy as np
import numpy.typing as npt
from opencc import OpenCC

from newsarchive.text.entities import unescape

# Letters of Cyrillic and Greek that look like Latin ones (Unicode confusables.txt, the lower-case letters).
_LOOKALIKES = str.maketrans(
    "авсԁеһіјкӏмнорԛгѕтѵԝхуΥαβγεικνορτυχωλѡ", "abcdehijklmhopqrstvwxyyabyeiknoptuxwlw"
)
ZERO_WIDTH = re.compile(
    "[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)
_ENTITY = re.compile(r"&#(?:x[0-9a-fA-F]{1,6}|[0-9]{1,7});?")
_PINYIN_NOTE = re.compile(r"\([a-zü\u00e0-\u01dc]{1,7}\)")
_PINYIN = re.compile(r"(?<=[\u3400-\u9fff])\([a-zü\u00e0-\u01dc]{1,7}\)")
_MIXED_WORD = re.compile(r"[a-z0-9\u0370-\u03ff\u0400-\u052f]+")
_FOREIGN = re.compile(r"[\u0370-\u03ff\u0400-\u052f]")
# Where characters with a compatibility form or a lower case lie (the rest of the BMP has next to none).
_FOLDING = (
    range(0x250),
    range(0x370, 0x590),
    range(0x1D00, 0x3400),
    range(0xF900, 0xFB07),
    range(0xFE30, 0x10000),
)
_HAN = re.compile(r"[\u3400-\u9fff]")
# Written for a bar: a stroke that is a Han character (丨), lines for drawing boxes, a click's letter.
BARS = "\u4e28\u2502\u2503\u2223\u01c0"


@dataclass(frozen=True, slots=True)
class Folded:
    """Text folded for matching; `offsets[i]` is where its character i stood in `original`."""

    text: str
    offsets: Sequence[int]
    original: str

    def original_end(self, end: int) -> int:
        """Where in the original the folded span ending before `end` ends."""
        return self.offsets[end - 1] + 1 if end else 0


def unmask(text: str) -> Folded:
    """Lower case, NFKC, Simplified, look-alikes as Latin; entities read, invisible characters dropped."""
    if "&#" in text:
        return _fold_slowly(text)
    if text.isascii():
        return Folded(text.lower(), range(len(text)), text)
    folded = text.translate(fold_table())
    if len(folded) != len(text) or ZERO_WIDTH.search(text) or ("(" in folded and _PINYIN.search(folded)):
        return _fold_slowly(text)
    return Folded(_latinise(folded), range(len(text)), text)


def fold_only(text: str) -> str:
    """The text `fold` would give, without the places of its characters: for long texts."""
    if "&#" in text:
        text = _ENTITY.sub(lambda entity: unescape(entity[0]), text)
    if text.isascii():
        return text.lower()
    folded = ZERO_WIDTH.sub("", text).translate(fold_table())
    return _latinise(_PINYIN.sub("", folded) if "(" in folded else folded)


def _fold_slowly(text: str) -> Folded:
    """As `fold`, where lengths change: what stays one for one at once, the rest with the place of each."""
    out: list[str] = []
    offsets: list[int] = []
    position = 0
    table = fold_table()
    for odd in _odd().finditer(text):
        out.append(text[position : odd.start()].translate(table))
        offsets.extend(range(position, odd.start()))
        position = odd.end()
        # The last place of an entity stands for it, so that a cut takes all of it.
        folded = ZERO_WIDTH.sub("", unescape(odd[0])).translate(table)
        out.append(folded)
        offsets.extend([position - 1] * len(folded))
    out.append(text[position:].translate(table))
    offsets.extend(range(position, len(text)))
    joined = "".join(out)
    for note in reversed(list(_PINYIN.finditer(joined))):
        joined = joined[: note.start()] + joined[note.end() :]
        del offsets[note.start() : note.end()]
    return Folded(_latinise(joined), offsets, text)


@cache
def _odd() -> re.Pattern[str]:
    """Entities, and characters that fold to none or several."""
    folds = fold_table().items()
    wide = "".join(re.escape(chr(code)) for code, to in folds if isinstance(to, str) and len(to) > 1)
    return re.compile(f"{_ENTITY.pattern}|{ZERO_WIDTH.pattern}|[{wide}]")


def _latinise(text: str) -> str:
    """Cyrillic and Greek look-alikes as Latin, in words that mix alphabets or touch a Han character."""
    if text.isascii() or not _FOREIGN.search(text):
        return text
    parts: list[str] = []
    last = 0
    for word in _MIXED_WORD.finditer(text):
        token = word[0]
        beside = text[word.start() - 1 : word.start()] + text[word.end() : word.end() + 1]
        if _FOREIGN.search(token) and (re.search("[a-z]", token) or _HAN.search(beside)):
            parts += [text[last : word.start()], token.translate(_LOOKALIKES)]
            last = word.end()
    return "".join([*parts, text[last:]])


class _Table(dict[int, str | int]):
    """A table for `str.translate` that remembers which characters stay: failed look-ups are slow."""

    def __missing__(self, code: int) -> int:
        self[code] = code
        return code


@cache
def fold_table() -> _Table:
    """Every character that folds: NFKC and lower case, then Traditional to Simplified by OpenCC."""
    table = _Table()
    for code in chain(*_FOLDING):
        character = chr(code)
        folded = unicodedata.normalize("NFKC", character).lower()
        if folded != character and len(folded) >= 1:
            table[code] = folded
    han = "".join(map(chr, range(0x3400, 0xA000)))
    simplified = OpenCC("t2s").convert("\n".join(han)).split("\n")
    table.update({ord(old): new for old, new in zip(han, simplified, strict=True) if old != new})
    return table


# A text as an array of folded character codes.

Codes = npt.NDArray[np.uint32]
LINE_END, SPACE_CODE, _DIGIT = 10, 32, 48
_CYRILLIC = (0x370, 0x530)  # Greek and Cyrillic


def page_codes(text: str) -> Codes:
    """Letters folded (one for one), digits 0 and at most two in a row, all else one space; line ends stay.

    A line end stands at either end. Rougher than `fold`: of look-alikes only those beside a Latin letter
    or a Han character are folded.
    """
    text = unescaped(text)
    if "(" in text:
        text = _PINYIN_NOTE.sub("", text)
    codes = _looked_up(_page_table(), text)
    codes = codes[codes > 0]
    foreign = (codes >= _CYRILLIC[0]) & (codes < _CYRILLIC[1])
    if foreign.any():
        beside = ((codes >= ord("a")) & (codes <= ord("z"))) | ((codes >= 0x3400) & (codes < 0xA000))
        mixed = np.zeros(len(codes), bool)
        mixed[1:] = beside[:-1]
        mixed[:-1] |= beside[1:]
        mixed &= foreign
        codes[mixed] = _lookalikes()[codes[mixed] - _CYRILLIC[0]]
    return _squeezed(codes)


def unescaped(text: str) -> str:
    """The text with its numeric entities read."""
    return _ENTITY.sub(lambda entity: unescape(entity[0]), text) if "&#" in text else text


def line_codes(folded: str) -> Codes:
    """The same of one line that `fold` has folded, with spaces for line ends."""
    codes = _looked_up(_letter_table(), folded.strip())
    codes[codes == LINE_END] = SPACE_CODE
    found = _squeezed(codes)
    found[0] = found[-1] = SPACE_CODE
    return found


def _squeezed(codes: npt.NDArray[np.uint16]) -> Codes:
    """Runs of spaces made one and of digits two, a line end at either end; no line end is lost."""
    padded = np.empty(len(codes) + 2, np.uint32)
    padded[0] = padded[-1] = LINE_END
    padded[1:-1] = codes
    space, digit = padded == SPACE_CODE, padded == _DIGIT
    blank = padded <= SPACE_CODE
    dull = np.zeros(len(padded), bool)
    dull[1:-1] = space[1:-1] & (blank[:-2] | (padded[2:] == LINE_END))
    dull[2:] |= digit[2:] & digit[1:-1] & digit[:-2]
    return padded[~dull]


def _looked_up(table: npt.NDArray[np.uint16], text: str) -> npt.NDArray[np.uint16]:
    """What a table of the BMP has for each character; for all beyond it what it has last."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    found: npt.NDArray[np.uint16] = table.take(codes, mode="clip")
    return found


@cache
def _letter_table() -> npt.NDArray[np.uint16]:
    """What each folded character of the BMP counts as."""
    return np.array([_letter(chr(code)) for code in range(0xFFFF)] + [SPACE_CODE], np.uint16)


@cache
def _page_table() -> npt.NDArray[np.uint16]:
    """The same of characters not yet folded; 0 for those without width."""
    table = _letter_table().copy()
    for code, folded in fold_table().items():
        if code < 0xFFFF:
            table[code] = _letter(folded[0] if isinstance(folded, str) else chr(folded))
    widthless = ZERO_WIDTH.findall("".join(map(chr, range(0xFFFF))))
    table[[ord(character) for character in widthless]] = 0
    return table


@cache
def _lookalikes() -> npt.NDArray[np.uint16]:
    return np.array([_LOOKALIKES.get(code, code) for code in range(*_CYRILLIC)], np.uint16)


def _letter(character: str) -> int:
    if character.isdigit() or character == "\n":
        return _DIGIT if character != "\n" else LINE_END
    if character > "\uffff":
        return SPACE_CODE
    # Vowel signs of India, Thailand and Laos are no letters to Python, but parts of words.
    return ord(character) if character.isalpha() or "\u0900" <= character < "\u0f00" else SPACE_CODE


def unmasked_letters(text: str) -> str:
    """Return the letters and digits of a text without what masks its words."""
    return "".join(filter(str.isalnum, unmask(text).text))
