"""A text as an array of folded character codes: a whole page is looked at in a few vector operations."""

from __future__ import annotations

import html
import re
from functools import cache

import numpy as np
import numpy.typing as npt

from newsarchive.text.spam.unmasking import LOOKALIKES, PINYIN_NOTE, ZERO_WIDTH, fold_table

Codes = npt.NDArray[np.uint32]
LINE_END, SPACE, DIGIT = 10, 32, 48
_ENTITY = re.compile(r"&#(?:x[0-9a-fA-F]{1,6}|[0-9]{1,7});?")
_CYRILLIC = (0x370, 0x530)  # Greek and Cyrillic


def page_codes(text: str) -> Codes:
    """Letters folded (one for one), digits 0 and at most two in a row, all else one space; line ends stay.

    A line end stands at either end. Rougher than `fold`: of look-alikes only those beside a Latin letter
    or a Han character are folded.
    """
    text = unescaped(text)
    if "(" in text:
        text = PINYIN_NOTE.sub("", text)
    codes = _page_table()[_bmp(text)]
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
    return _ENTITY.sub(lambda entity: html.unescape(entity[0]), text) if "&#" in text else text


def line_codes(folded: str) -> Codes:
    """The same of one line that `fold` has folded, with spaces for line ends."""
    codes = _letter_table()[_bmp(folded.strip())]
    codes[codes == LINE_END] = SPACE
    found = _squeezed(codes)
    found[0] = found[-1] = SPACE
    return found


def _squeezed(codes: npt.NDArray[np.uint16]) -> Codes:
    """Runs of spaces made one and of digits two, a line end at either end; no line end is lost."""
    padded = np.empty(len(codes) + 2, np.uint32)
    padded[0] = padded[-1] = LINE_END
    padded[1:-1] = codes
    space, digit = padded == SPACE, padded == DIGIT
    blank = padded <= SPACE
    dull = np.zeros(len(padded), bool)
    dull[1:-1] = space[1:-1] & (blank[:-2] | (padded[2:] == LINE_END))
    dull[2:] |= digit[2:] & digit[1:-1] & digit[:-2]
    return padded[~dull]


def _bmp(text: str) -> npt.NDArray[np.uint32]:
    return np.minimum(np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32), 0xFFFF)


@cache
def _letter_table() -> npt.NDArray[np.uint16]:
    """What each folded character of the BMP counts as."""
    return np.array([_letter(chr(code)) for code in range(0xFFFF)] + [SPACE], np.uint16)


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
    return np.array([LOOKALIKES.get(code, code) for code in range(*_CYRILLIC)], np.uint16)


def _letter(character: str) -> int:
    if character.isdigit() or character == "\n":
        return DIGIT if character != "\n" else LINE_END
    if character > "\uffff":
        return SPACE
    # Vowel signs of India, Thailand and Laos are no letters to Python, but parts of words.
    return ord(character) if character.isalpha() or "\u0900" <= character < "\u0f00" else SPACE
