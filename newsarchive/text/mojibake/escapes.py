"""Escapes of programs and mails left in text: `caf\\u00e9`, `cafu00e9`, `ann=C3=A9es`, `mayor=92s`."""

from __future__ import annotations

import re
from collections.abc import Callable

from newsarchive.text.mojibake.subjects import tells_of

_WITH_SLASH = re.compile(r"\\u([0-9a-f]{4})", re.IGNORECASE)
# Without its backslash an escape is what no word can be: digits amid letters, or several in a row.
_BARE = re.compile(r"u([0-9a-f]{4})")
_BARE_PROOF = re.compile(
    r"(?<=[A-Za-z])u(?:00[c-f][0-9a-f]|201[0-9a-f])(?=[a-z\s.,;:!?\"]|$)|(?:u[4-9][0-9a-f]{3}){3}"
)
_MAIL = re.compile(r"(?:=[0-9A-F]{2})+")
_SOFT_END = re.compile(r"=[ \t]*\r?\n")
# A letter or a sign of UTF-8, or a quote or dash of Windows-1252 behind a letter.
_MAIL_TEXT = re.compile(
    r"=C[3-9]=[89AB][0-9A-F]|=D[0-9A-F]=[89AB][0-9A-F]|=E[0-9A-F]=[89AB][0-9A-F]=[89AB][0-9A-F]|(?<=[A-Za-z])=9[1-7]"
)
# No such text is without one of them.
_CODES = ("\\u", "u00", "u201", "u4e")
_MAIL_SIGN = re.compile("=(?:[CDE][0-9A-F]=|9[1-7])")
_SUBJECT = re.compile(
    r"\b(?:JSON|JavaScript|Unicode|UTF-8|Python|escape sequences?|quoted-printable|MIME|backslash|HTML"
    r"|programmers?|Quelltext|Quellcode|source code)\b|[编編][码碼]|程序|程式|кодировк|プログラム",
    re.IGNORECASE,
)
_PATH = re.compile(r"[A-Za-z]:\\|['\"] ?: ?['\"]|\\[\"'/]")  # paths, and data of programs in an attribute
_FEWEST = 2  # one may be a code, a path
_SHOWN = re.compile(
    r"<(?:code|pre|script|style|textarea)\b.*?</(?:code|pre|script|style|textarea)>", re.DOTALL
)
_TAG = re.compile(r"<[^<>]*>")
_BODY = re.compile(r"[^<>]+")
_MOST = 2_000_000  # characters of a page; the longest of the corpora's has fewer (2026-11-24)


def unescape_programs(text: str) -> tuple[str, int]:
    """Return a page's source with such escapes in what a reader sees as characters, and their number.

    A page that tells of them keeps them, and so does code.
    """
    if not _has_sign(text) or len(text) > _MOST:
        return text, 0
    # The data of scripts is full of them.
    first, *scripts = text.split("<script")
    rest = first + " ".join(script.partition("</script>")[2] for script in scripts)
    if not _has_sign(rest):
        return text, 0
    visible = _TAG.sub(" ", rest)
    if not any(proof.search(visible) for proof in (_WITH_SLASH, _BARE_PROOF, _MAIL_TEXT)):
        return text, 0
    if tells_of(_SUBJECT, rest):
        return text, 0
    count = 0

    def mended(match: re.Match[str]) -> str:
        nonlocal count
        passage = match.group()
        for repair in _REPAIRS:
            made, found = repair(passage)
            if found >= _FEWEST:
                passage, count = made, count + found
        return passage

    pieces: list[str] = []
    at = 0
    for shown in _SHOWN.finditer(text):
        pieces += _between_tags(text[at : shown.start()], mended), shown.group()
        at = shown.end()
    pieces.append(_between_tags(text[at:], mended))
    return "".join(pieces), count


def _has_sign(text: str) -> bool:
    return any(sign in text for sign in _CODES) or _MAIL_SIGN.search(text) is not None


def _between_tags(text: str, mended: Callable[[re.Match[str]], str]) -> str:
    return "".join(
        piece if piece.startswith("<") else _BODY.sub(mended, piece)
        for piece in re.split(r"(<[^<>]*>)", text)
    )


def _programs(passage: str) -> tuple[str, int]:
    if "u" not in passage or _PATH.search(passage):
        return passage, 0
    codes = _WITH_SLASH.findall(passage)
    if codes:
        pattern = _WITH_SLASH
    elif passage.isascii() and len(_BARE_PROOF.findall(passage)) >= _FEWEST:
        pattern, codes = _BARE, _BARE.findall(passage)
    else:
        return passage, 0
    chars = "".join(chr(int(code, 16)) for code in codes).encode("utf-16", "surrogatepass")
    try:
        told = chars.decode("utf-16")
    except UnicodeDecodeError:  # half a pair
        return passage, 0
    # A right one beside it says that the escapes are told of; controls are a program's own.
    if not all(char.isprintable() or char in "\xa0\u200c" for char in told) or any(
        not char.isascii() and char in passage for char in told
    ):
        return passage, 0
    made = pattern.sub(lambda match: chr(int(match[1], 16)), passage)
    return made.encode("utf-16", "surrogatepass").decode("utf-16"), len(codes)


def _mails(passage: str) -> tuple[str, int]:
    if not passage.isascii() or "=" not in passage:
        return passage, 0
    whole = _SOFT_END.sub("", passage)
    if len(_MAIL_TEXT.findall(whole)) < _FEWEST:
        return passage, 0
    try:
        made, count = _MAIL.subn(_decoded, whole)
    except UnicodeDecodeError:  # no mail's
        return passage, 0
    return (made, count) if made.isprintable() or "\n" in made else (passage, 0)


def _decoded(run: re.Match[str]) -> str:
    raw = bytes.fromhex(run.group().replace("=", ""))
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252")


_REPAIRS = (_programs, _mails)
