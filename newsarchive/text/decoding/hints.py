"""The language a page says it is in, and the charsets that language was written in before UTF-8."""

from __future__ import annotations

import re

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
LATIN_1 = frozenset(
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
LANG = re.compile(rb"<html[^>]{0,500}?\blang\s{0,3}=\s{0,3}[\"']?([a-z]{2})\b", re.IGNORECASE)
LOOK_AT = 8_192


def language_codecs(body: bytes) -> tuple[str, ...]:
    """Return the legacy charsets of the language in `<html lang=…>`, () where there is none or no telling."""
    match = LANG.search(body[:LOOK_AT])
    if not match:
        return ()
    language = match.group(1).decode("ascii").lower()
    return ("cp1252", "iso8859-15") if language in LATIN_1 else LANGUAGE_CODECS.get(language, ())
