"""Radicals of Unicode that stand for the characters they look like: copies of PDF have `部⻔` for `部门`."""

from __future__ import annotations

import re
import unicodedata

from newsarchive.text.beyond_ascii import beyond_ascii
from newsarchive.text.mojibake.subjects import tells_of

# Kangxi radicals have compatibility forms (NFKC). Of the supplement those that are characters of their own
# (EquivalentUnifiedIdeograph.txt of Unicode).
_SUPPLEMENT = str.maketrans(
    "\u2e81\u2e9f\u2ea0\u2ec1\u2ec4\u2ec5\u2ec6\u2ec9\u2ecb\u2ed1\u2ed3\u2ed4\u2ed8\u2ed9\u2eda\u2edb"
    "\u2edc\u2edd\u2ee2\u2ee3\u2ee4\u2ee5\u2ee6\u2ee7\u2ee8\u2ee9\u2eec\u2eee\u2eef\u2ef0\u2ef3",
    "厂母民虎西见角贝车長长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿竜龙龟",
)
_FORMS = _SUPPLEMENT | {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
_HAN = "\u3400-\u9fff"
_RADICALS = re.compile(f"[{re.escape(''.join(map(chr, sorted(_FORMS))))}]+")
# In a word: what is told of radicals as such stands apart, or alone between quotation marks.
_IS_HAN = re.compile(f"[{_HAN}]")
# How their UTF-8 begins: quotation marks and dashes begin with the first byte too.
_LEAD = re.compile(b"\xe2[\xba-\xbf]")
# Pages about radicals, or about how characters are encoded, mean them.
_SUBJECT = re.compile(
    r"部首|偏旁|部品|[汉漢]字|[笔筆][画畫]|康熙|字符|字元|(?<!政)编码|編碼|异体字|異[體体]字|文字コード|ユニコード|유니코드"
    r"|\b(?:Unicode|Kangxi|NFKC|U\+2[EF][0-9A-F]{2})",
    re.IGNORECASE,
)
# A quoted word is what the writer saw, unless more words without quotation marks have radicals too.
_QUOTED_WORD = re.compile("(?:[“‘「『《]|(?<!=)[\"'])[^“”‘’「」『』《》\"'。，！？<>\n]{1,10}[”’」』》\"']")


def characters_for_radicals(text: str) -> str:
    """Return `text` with the radicals in its words as characters; no damage is told, as with NFC."""
    if not _LEAD.search(beyond_ascii(text)) or not _RADICALS.search(text) or tells_of(_SUBJECT, text):
        return text
    runs = [run for run in _RADICALS.finditer(text) if _is_in_word(run)]
    if 2 * len(quoted := _quoted_places(text, runs)) >= len(runs):
        runs = [run for run in runs if run.start() not in quoted]
    made: list[str] = []
    at = 0
    for run in runs:
        made += text[at : run.start()], run[0].translate(_FORMS)
        at = run.end()
    made.append(text[at:])
    return "".join(made)


def _is_in_word(run: re.Match[str]) -> bool:
    text, start, end = run.string, run.start(), run.end()
    before = start > 0 and _IS_HAN.match(text, start - 1) is not None
    return before or _IS_HAN.match(text, end) is not None


def _quoted_places(text: str, runs: list[re.Match[str]]) -> frozenset[int]:
    """Where runs begin that stand in a quoted word."""
    quoted: set[int] = set()
    for word in _QUOTED_WORD.finditer(text) if runs else ():
        quoted.update(range(*word.span()))
    return frozenset(run.start() for run in runs if run.start() in quoted)
