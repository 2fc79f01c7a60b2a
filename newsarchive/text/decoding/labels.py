"""What pages call their charset, mapped to the Python codec a browser would use for it."""

from __future__ import annotations

import codecs
import re

# The WHATWG Encoding Standard reads each subset by its superset, because pages labelled with the subset use
# the rest too (https://encoding.spec.whatwg.org/#names-and-labels). Python knows most labels as aliases; the
# right-hand sides are Python codecs.
SUPERSETS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "cp950",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}
# Labels that WHATWG lists, or that pages use, and Python does not know.
EXTRA_LABELS = {
    "x-gbk": "gb18030",
    "gb18030-2000": "gb18030",
    "x-sjis": "cp932",
    "windows-31j": "cp932",
    "x-euc-jp": "euc_jp",
    "eucjp": "euc_jp",
    "x-cp1250": "cp1250",
    "x-cp1251": "cp1251",
    "x-cp1252": "cp1252",
    "x-mac-roman": "mac-roman",
    "x-mac-cyrillic": "mac-cyrillic",
    "x-mac-ukrainian": "mac-cyrillic",
    "macintosh": "mac-roman",
    "windows-874": "cp874",
    "dos-874": "cp874",
    "x-windows-949": "cp949",
    "x-x-big5": "cp950",
    "big5-tw": "cp950",
    "iso-8859-8-i": "iso8859-8",
    "logical": "iso8859-8",
    "visual": "iso8859-8",
    "unicode": "utf-16-le",
    "utf8mb4": "utf-8",
    "unicode-1-1-utf-8": "utf-8",
    "hz-gb-2312": "hz",
}
# Codecs that are no charset, or that no server sends and an attacker may (UTF-7 hides markup in ASCII).
REFUSED = frozenset(
    {"utf-7", "idna", "punycode", "unicode-escape", "raw-unicode-escape", "mbcs", "oem", "undefined"}
)
# Misspelt labels still name their family by these letters, e.g. `gb-2312x`, `charset=utf8;`, `win-1251`.
FAMILIES = (
    (re.compile(r"gb\W?(?:2312|18030|k)|^gb"), "gb18030"),
    (re.compile(r"big\W?5"), "cp950"),
    (re.compile(r"utf\W?8"), "utf-8"),
    (re.compile(r"s(?:hift)?\W?jis"), "cp932"),
    (re.compile(r"euc\W?jp"), "euc_jp"),
    (re.compile(r"euc\W?kr"), "cp949"),
    (re.compile(r"koi8\W?r"), "koi8-r"),
    (re.compile(r"koi8\W?u"), "koi8-u"),
    (re.compile(r"(?:win|windows|cp)\W?(125[0-8])\b"), r"cp\1"),
    (re.compile(r"iso\W?8859\W?(1[0-6]|[1-9])\b"), r"iso8859-\1"),
    (re.compile(r"latin\W?1\b"), "cp1252"),
)
LONGEST_LABEL = 40  # WHATWG's longest label has 19 characters


def resolve_label(label: str) -> str | None:
    """Return the Python codec for a declared label, mending misspelt ones; None where it names none."""
    name = label.strip(" \t\r\n\f\"'").lower().replace("_", "-")
    if not name or len(name) > LONGEST_LABEL:
        return None
    return _known(name) or _mended(name)


def _known(name: str) -> str | None:
    if name in EXTRA_LABELS:
        return EXTRA_LABELS[name]
    try:
        info = codecs.lookup(name)
    except (LookupError, ValueError, UnicodeError):
        return None
    if info.name in REFUSED or not info._is_text_encoding:
        return None
    return SUPERSETS.get(info.name, info.name)


def _mended(name: str) -> str | None:
    for pattern, codec in FAMILIES:
        if match := pattern.search(name):
            return _known(match.expand(codec).lower())
    return None
