"""What stood around a keyword that was cut, and holds nothing now: （）, 【】, ★★, an arrow, a colon."""

from __future__ import annotations

import re

from newsarchive.text.spam.lexicon import is_alphabetic

# Brackets and quotation marks in pairs, but none that close in one language what they open in another, nor
# straight ones: they may belong to what stands beside the keyword. Marks of which one stands on either side;
# what points at a keyword, or parts it from the text at an end of the paragraph.
_PAIRS = {
    "(": ")（）",
    "（": "）)",
    "[": "]",
    "【": "】",
    "〖": "〗",
    "〔": "〕",
    "{": "}",
    "｛": "｝",
    "〈": "〉",
    "《": "》",
    "<": ">",
    "「": "」",
    "『": "』",
    "“": "”",
    "‘": "’",
}
_BOTH_SIDES = re.compile(r"(?:([_|｜丨¦*#～·•★☆◆●■※])\1*|([=+~^])\2+|//+|--+|——*|––*)$")
_POINTING = re.compile(r"(?:>>+|(?<=\s)>|[＞➤➜➔→▶►☞👉⇒]+)$")
_POINTING_BACK = re.compile("[<＜◀◄☜👈←⇐]+")
# Before a number a dash may be its sign, and > its bound.
_PARTING_HEAD = re.compile(r"(?:[:：|｜丨_·•★☆◆●■※＞➤➜➔→▶►/]|[>-](?!\d))+[^\S\n]*|[–—]{1,2}(?!\d)[^\S\n]*")
_PARTING_END = re.compile(
    r"(?:[^\S\n]*[|｜丨_·•★☆◆●■※＞➤➜➔→▶►☞👉]+|[^\S\n]+#+|[^\S\n]*>>+|[^\S\n]+[-–—]+)[^\S\n]*$"
)
# Markup that the page shows as text, for it was escaped twice.
_TAG = re.compile(r"<(font|span|a|b|strong|em|i|u|div|p)\b[^<>\n]{0,200}>\s*$", re.IGNORECASE)
_CLOSED = re.compile(r"\s*</([a-z]{1,6})\s*>", re.IGNORECASE)
# Pictures on both sides need not be the same one: 🍓…🍌.
_PICTURES = "[\u2600-\u27bf\ufe0e\ufe0f\u200d\U0001f300-\U0001faff]+"
_PICTURES_BEFORE, _PICTURES_BEHIND = re.compile(_PICTURES + "$"), re.compile(_PICTURES)
# Commas on both sides of what was put in between: one of them was the sentence's.
_COMMAS = "，、；,;،"
_LONGEST_TAG = 220
_LONGEST = 8  # characters of a frame, blanks included


def frame_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where a keyword stands with the marks around it, which say nothing when it is gone.

    Pairs and marks on both sides close the keyword alone; what parts it from the text goes where nothing but
    the keyword is on its other side.
    """
    while text[end : end + 1] in ("<", " ") and (closed := _CLOSED.match(text, end)):
        tag = _TAG.search(text[max(0, start - _LONGEST_TAG) : start])
        if tag is None or tag[1].lower() != closed[1].lower():
            break
        start, end = start - len(tag[0]), closed.end()
    bare = start, end
    start, end = _without_pointing(text, *_closed_around(text, start, end))
    if not text[:start].strip() and (parting := _PARTING_HEAD.match(text, _skipped(text, end))):
        end = parting.end()
    if not text[end:].strip() and (parting := _PARTING_END.search(text, max(0, start - _LONGEST), start)):
        start = parting.start()
    if start and text[start - 1] in _COMMAS and text[end : end + 1] == text[start - 1]:
        end += 1
    return bare if _joins(text, start, end) else (start, end)


def _closed_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Where a keyword stands with the pairs around it, and the marks and pictures on both sides."""
    for _ in range(2):  # brackets in brackets
        before, behind = text[max(0, start - _LONGEST) : start], text[end : end + _LONGEST]
        left, right = before.rstrip(" \u3000\xa0"), behind.lstrip(" \u3000\xa0")
        first, last = len(before) - len(left), len(behind) - len(right)
        if left and right and right[0] in _PAIRS.get(left[-1], ""):
            start, end = start - first - 1, end + last + 1
        elif (mark := _BOTH_SIDES.search(left)) and right.startswith(mark[0]):
            start, end = start - first - len(mark[0]), end + last + len(mark[0])
        elif (mark := _PICTURES_BEFORE.search(left)) and (other := _PICTURES_BEHIND.match(right)):
            start, end = start - first - len(mark[0]), end + last + len(other[0])
        else:
            break
    return start, end


def _without_pointing(text: str, start: int, end: int) -> tuple[int, int]:
    """The span with what points at it from either side."""
    before = text[max(0, start - _LONGEST) : start]
    left = before.rstrip(" \u3000\xa0")
    if pointing := _POINTING.search(left):
        start -= len(before) - len(left) + len(pointing[0])
    if pointing := _POINTING_BACK.match(text, end):
        end = pointing.end()
    return start, end


def _joins(text: str, start: int, end: int) -> bool:
    """Whether words that only the marks part would be one word without them."""
    before, behind = text[start - 1 : start], text[end : end + 1]
    return bool(before and behind) and is_alphabetic(behind) and (is_alphabetic(before) or before in ".!?,;:")


def _skipped(text: str, at: int) -> int:
    while at < len(text) and text[at] in " \u3000\xa0":
        at += 1
    return at
