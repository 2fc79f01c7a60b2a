"""Corpora pages written in other charsets, their declaration lying or missing: they must come back."""

from __future__ import annotations

import gzip
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from opencc import OpenCC

from benchmarks.evaluation.corpora import PAGE_SETS, Corpora

# Charset as Python calls it -> the languages it was used for; Big5 pages are converted to Traditional first.
WESTERN = ("en", "de", "fr", "es", "pt", "it", "nl", "no", "da", "sv", "fi")
LANGUAGES = {
    "gb18030": ("zh",),
    "big5": ("zh",),
    "cp932": ("ja",),
    "euc_jp": ("ja",),
    "cp949": ("ko",),
    "cp1251": ("ru", "uk", "bg"),
    "koi8_r": ("ru",),
    "cp1252": WESTERN,
    "cp1250": ("pl", "cs", "hu"),
    "cp1253": ("el",),
    "cp1254": ("tr",),
    "utf-8": ("zh", "ja", "ko", "ru", "ar", "fa", "el", "tr", "pl", *WESTERN),
    "utf-16": ("zh", "ja", "ko", "ru", "ar", "pl", "de"),
    "utf-16-le": ("zh", "ja", "ko", "ru", "ar", "pl", "de"),
}
# What a lying page says: what misconfigured servers say of everything.
LIES = {"utf-8": ("gb2312", "iso-8859-1")}
USUAL_LIES = ("utf-8", "iso-8859-1")
PAGES_A_LANGUAGE, SAMPLED = 8, 3  # SAMPLED: of sampled corpora
LONGEST = 300_000  # characters: longer pages are no different, and slower
META = re.compile(r"<meta\b[^>]*?charset\s*=[^>]*>", re.IGNORECASE)
XML = re.compile(r"^\s*<\?xml\b[^>]*\?>")
HEAD = re.compile(r"<head\b[^>]*>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reencoded:
    """A page in a charset of our choice: bytes, what the header says, the text that must come back."""

    page: str
    codec: str
    declaration: str
    body: bytes
    content_type: str
    text: str


def reencoded(corpora: Corpora) -> Iterator[Reencoded]:
    """Yield up to eight pages for each charset and language, under each kind of declaration.

    Of sampled corpora up to three.
    """
    pages, whole = SAMPLED if corpora.sampled else PAGES_A_LANGUAGE, replace(corpora, sampled=False)
    for codec, languages in LANGUAGES.items():
        for language in languages:
            for page, text in _pages(whole, language)[:pages]:
                yield from variants(page, text, codec)


def variants(page: str, text: str, codec: str) -> Iterator[Reencoded]:
    """Yield a page's text in a charset five times: undeclared, and twice with either lie."""
    if codec == "big5":
        text = OpenCC("s2twp").convert(text)
    bare = XML.sub("", META.sub("", text))
    yield _made(page, codec, "none", bare, "text/html")
    for lie in LIES.get(codec, USUAL_LIES):
        meta = HEAD.sub(rf'\g<0><meta charset="{lie}">', bare, count=1)
        yield _made(page, codec, "lying meta", meta, "text/html")
        yield _made(page, codec, "lying header", bare, f"text/html; charset={lie}")


def _made(page: str, codec: str, declaration: str, text: str, content_type: str) -> Reencoded:
    # As a publisher's system would: what the charset lacks is an entity.
    body = text.encode(codec, "xmlcharrefreplace")
    return Reencoded(page, codec, declaration, body, content_type, body.decode(codec))


@cache
def _pages(corpora: Corpora, language: str) -> list[tuple[str, str]]:
    """Return pages of a language whose bytes are sound, in an order of chance, with their text."""
    rows = [
        (hashlib.sha256(row["id"].encode()).digest(), name, row)
        for name in PAGE_SETS
        if corpora.gold_file(name).exists()
        for row in corpora.gold(name)
        if row.get("lang") == language
    ]
    found: list[tuple[str, str]] = []
    for _, name, row in sorted(rows, key=lambda item: item[0]):
        text = _sound_text(corpora.root / name / f"{row['id']}.html.gz", row.get("charset_actual") or "utf-8")
        if text is not None and not text.isascii() and HEAD.search(text):
            found.append((f"{name}/{row['id']}", text))
        if len(found) == PAGES_A_LANGUAGE:
            break
    return found


def _sound_text(file: Path, codec: str) -> str | None:
    """Return the text of a page that decodes without one bad byte, and holds no sign of older damage."""
    try:
        text = gzip.decompress(file.read_bytes()).decode(codec).removeprefix("\ufeff")
    except (UnicodeDecodeError, LookupError):
        return None
    return None if len(text) > LONGEST or "\ufffd" in text or "\0" in text else text
