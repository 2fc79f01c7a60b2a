"""The language a page says it is in, and the charsets that language was written in before UTF-8."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

# What pages call their charset, mapped to the Python codec a browser would use for it.

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
    "x-mac-ce": "mac-latin2",
    "x-mac-greek": "mac-greek",
    "x-mac-icelandic": "mac-iceland",
    "x-mac-romanian": "mac-romanian",
    "x-mac-turkish": "mac-turkish",
    "tcvn": "tcvn3",
    "tcvn-5712": "tcvn3",
    "x-viet-tcvn5712": "tcvn3",
    "csviscii": "viscii",
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
_REFUSED = frozenset(
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
_LONGEST_LABEL = 40  # WHATWG's longest label has 19 characters


def resolve_label(label: str) -> str | None:
    """Return the Python codec for a declared label, mending misspelt ones; None where it names none."""
    name = label.strip(" \t\r\n\f\"'").lower().replace("_", "-")
    if not name or len(name) > _LONGEST_LABEL:
        return None
    return _known(name) or _mended(name)


def _known(name: str) -> str | None:
    if name in EXTRA_LABELS:
        return EXTRA_LABELS[name]
    try:
        info = codecs.lookup(name)
    except (LookupError, ValueError, UnicodeError):
        return None
    if info.name in _REFUSED or not _is_of_text(info.name):
        return None
    return SUPERSETS.get(info.name, info.name)


def _is_of_text(codec: str) -> bool:
    """Whether a codec makes text of bytes, as `hex` and `zlib` do not."""
    try:
        b"-".decode(codec, "replace")
    except LookupError:
        return False
    except UnicodeError:  # of text, but one that a single byte is none of
        return True
    return True


def _mended(name: str) -> str | None:
    for pattern, codec in FAMILIES:
        if match := pattern.search(name):
            return _known(match.expand(codec).lower())
    return None


# Where a page says what its charset is: header, XML declaration, meta; wherever it stands, however spelt.

_Place = Literal["header", "xml", "meta"]

# WHATWG looks at 1,024 bytes; real declarations stand behind kilobytes of script, as in case 08
# of docs/explanation/charsets.md#the-cases.
_META_REACH = 200_000
_XML_REACH = 1_000
_MOST_METAS = 200
_HEADER_CHARSET = re.compile(r"charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([^\s\"';,]{1,40})", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"<\?xml[^>]{0,200}?encoding\s{0,9}=\s{0,9}[\"']([^\"'>]{1,40})", re.IGNORECASE)
_META_TAG = re.compile(rb"<meta\b([^>]{0,600})", re.IGNORECASE)
_META_CHARSET = re.compile(rb"charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([^\s\"';/>]{1,40})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Declaration:
    """One declared charset: the codec it names and where it stood."""

    codec: str
    place: _Place


def declarations(body: bytes, content_type: str | None) -> tuple[Declaration, ...]:
    """Return what header, XML declaration and meta tags declare, in that order, each codec once.

    Labels that name no codec, even mended, are left out.
    """
    found: dict[str, Declaration] = {}
    for place, label in _labels(body, content_type):
        codec = resolve_label(label)
        if codec is not None and codec not in found:
            found[codec] = Declaration(codec, place)
    return tuple(found.values())


def _labels(body: bytes, content_type: str | None) -> Iterator[tuple[_Place, str]]:
    if content_type and (match := _HEADER_CHARSET.search(content_type)):
        yield "header", match.group(1)
    if xml := _XML_ENCODING.search(body[:_XML_REACH]):
        yield "xml", xml.group(1).decode("latin-1")
    for count, tag in enumerate(_META_TAG.finditer(body, 0, _META_REACH)):
        if count >= _MOST_METAS:
            return
        if meta := _META_CHARSET.search(tag.group(1)):
            yield "meta", meta.group(1).decode("latin-1")


# WHATWG's default charset of each locale, and the ISO and national ones that newspapers used beside it
# (https://html.spec.whatwg.org/multipage/parsing.html#determining-the-character-encoding).
LANGUAGE_CODECS = {
    "zh": ("gb18030", "cp950"),
    "ja": ("cp932", "euc_jp"),
    "ko": ("cp949",),
    "ru": ("cp1251", "koi8-r"),
    "uk": ("cp1251", "koi8-u"),
    "be": ("cp1251",),
    "bg": ("cp1251",),
    "sr": ("cp1251", "cp1250"),
    "mk": ("cp1251",),
    "kk": ("cp1251",),
    "pl": ("iso8859-2", "cp1250"),
    "cs": ("cp1250", "iso8859-2"),
    "sk": ("cp1250", "iso8859-2"),
    "hu": ("iso8859-2", "cp1250"),
    "sl": ("cp1250", "iso8859-2"),
    "hr": ("cp1250", "iso8859-2"),
    "ro": ("cp1250", "iso8859-2", "iso8859-16"),
    "el": ("iso8859-7", "cp1253"),
    "tr": ("cp1254",),
    "az": ("cp1254",),
    "he": ("cp1255", "iso8859-8"),
    "iw": ("cp1255", "iso8859-8"),
    "ar": ("cp1256",),
    "fa": ("cp1256",),
    "ur": ("cp1256",),
    "lt": ("cp1257", "iso8859-13"),
    "lv": ("cp1257", "iso8859-13"),
    "et": ("cp1257", "iso8859-13"),
    "vi": ("cp1258",),
    "th": ("cp874",),
}
_LATIN_1 = frozenset(
    {
        "en",
        "de",
        "fr",
        "es",
        "it",
        "pt",
        "nl",
        "da",
        "sv",
        "nb",
        "no",
        "nn",
        "fi",
        "is",
        "ca",
        "gl",
        "eu",
        "sq",
        "id",
    }
)
_LANG = re.compile(rb"<html[^>]{0,500}?\blang\s{0,3}=\s{0,3}[\"']?([a-z]{2})\b", re.IGNORECASE)
_LOOK_AT = 8_192


def language_codecs(body: bytes) -> tuple[str, ...]:
    """Return the legacy charsets of the language in `<html lang=…>`, () where there is none or no telling."""
    match = _LANG.search(body[:_LOOK_AT])
    if not match:
        return ()
    language = match.group(1).decode("ascii").lower()
    return ("cp1252", "iso8859-15") if language in _LATIN_1 else LANGUAGE_CODECS.get(language, ())
