"""Radicals of Unicode that stand for the characters they look like: copies of PDF have `部⻔` for `部门`."""

from __future__ import annotations

import re
import unicodedata

# Kangxi radicals have compatibility forms (NFKC). Of the supplement those that are characters of their own
# (EquivalentUnifiedIdeograph.txt of Unicode).
_SUPPLEMENT = str.maketrans(
    "\u2e81\u2e9f\u2ea0\u2ec1\u2ec4\u2ec5\u2ec6\u2ec9\u2ecb\u2ed1\u2ed3\u2ed4\u2ed8\u2ed9\u2eda\u2edb"
    "\u2edc\u2edd\u2ee2\u2ee3\u2ee4\u2ee5\u2ee6\u2ee7\u2ee8\u2ee9\u2eec\u2eee\u2eef\u2ef0\u2ef3",
    "厂母民虎西见角贝车長长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿竜龙龟",
)
_FORMS = _SUPPLEMENT | {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
_HAN = "\u3400-\u9fff"
_RADICALS = f"[{re.escape(''.join(map(chr, sorted(_FORMS))))}]"
# In a word: what is told of radicals as such stands apart, or between quotation marks.
_IN_WORDS = re.compile(f"(?<=[{_HAN}]){_RADICALS}+|{_RADICALS}+(?=[{_HAN}])")
# How their UTF-8 begins.
_LEADS = (b"\xe2\xba", b"\xe2\xbb", b"\xe2\xbc", b"\xe2\xbd", b"\xe2\xbe", b"\xe2\xbf")
# Pages about radicals mean them.
_SUBJECT = re.compile("部首|偏旁")


def characters_for_radicals(text: str) -> str:
    """Return `text` with the radicals in its words as characters; no damage is told, as with NFC."""
    if text.isascii():
        return text
    raw = text.encode("utf-8", "surrogatepass")
    if not any(lead in raw for lead in _LEADS) or _SUBJECT.search(text):
        return text
    return _IN_WORDS.sub(lambda match: match[0].translate(_FORMS), text)
