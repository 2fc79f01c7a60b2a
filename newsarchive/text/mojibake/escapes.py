"""Escapes of programs and mails left in text: `caf\\u00e9`, `cafu00e9`, `ann=C3=A9es`, `mayor=92s`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from newsarchive.text.mojibake.subjects import SHOWING_CODE, tells_of

_WITH_SLASH = re.compile(r"\\u([0-9a-f]{4})", re.IGNORECASE)
# Without its backslash an escape is what no word can be: digits amid small letters, or several in a row.
# "eu2019" has a year: apostrophes tell only before the end of a contraction, or behind a word cut short.
_BARE = re.compile(r"u([0-9a-f]{4})")
_BARE_PROOF = re.compile(
    r"(?<=[a-z])u(?:(?:00[c-f][0-9a-f]|201[a-f])(?=[a-z\s.,;:!?\"]|$)|2019(?=(?:s|t|re|ve|ll|d|m)(?![^\W_])))"
    r"|(?<![^\s(\"])(?:[CDJLMNSTcdjlmnst]|[Qq]u|[Uu]n|(?:[DNdn]?[Aa]|[Ss][au]|[Dd]e|[Qq]ue)ll)u2019(?=[A-Za-z]{2}|u00[c-f])"
    r"|(?:u[4-9][0-9a-f]{3}){3}",
)
_TOKEN = re.compile(r"\S+")
_ADDRESS = re.compile(r"[@#]|\bwww\.|://|[a-z0-9]\.[a-z]{2}")
_MAIL = re.compile(r"(?:=[0-9A-F]{2})+")
_SOFT_END = re.compile(r"=[ \t]*\r?\n")
# A letter or a sign of UTF-8, or an apostrophe of Windows-1252 within a word: "(n=92)" is none, nor is what
# an address is asked with, "watch?v=x&t=92s", "?start=92s".
_ASKED = "".join(rf"(?<!{sign}[A-Za-z]{{{n}}}=92)" for sign in ("[?&#]", "&amp;") for n in range(1, 8))
# A letter by itself is a quantity, "t=92s", and none but "I" has 'm behind it.
_APOSTROPHE = rf"=92(?<=[A-Za-z]=92)(?<![^A-Za-z][A-HJ-Za-z]=92)(?=(?:s|t|re|ve|ll|d|m(?<=I=92m))\b){_ASKED}"
# Where others stand, so is what follows a word: "time=4.3s … time=92s".
_QUANTITY = re.compile(r"(?<!=[0-9A-F])[A-Za-z]=(?:\d(?![0-9A-F])|\d{3}|\d+[.,]\d)")
_LINK = re.compile(r"(?:\bhttps?://|\bwww\.)\S+")  # its quantities say nothing of the text
_MAIL_TEXT = re.compile(
    r"=C[3-9]=[89AB][0-9A-F]|=D[0-9A-F]=[89AB][0-9A-F]|=E[0-9A-F]=[89AB][0-9A-F]=[89AB][0-9A-F]|"
    + _APOSTROPHE
)
_MAIL_APOSTROPHE = re.compile(_APOSTROPHE)
# No such text is without one of them.
_CODES = ("\\u", "u00", "u201", "u4e")
_MAIL_SIGN = re.compile("=(?:[CDE][0-9A-F]=|92)")
_SUBJECT = re.compile(
    r"\b(?:JSON|JavaScript|Java|Unicode|UTF-8|Python|C#|Rust|PHP|Perl|regex(?:p|es)?|regular expressions?"
    r"|grep|emojis?|command (?:line|prompt|shell)s?|(?:Unix|Linux|Bash|login|remote) (?:shell|terminal)s?"
    r"|shell (?:script|command|prompt)s?|terminal (?:window|emulator|command)s?"
    r"|(?:character|text|query) strings?|strings? (?:literal|constant|variable|escape)s?"
    r"|escape (?:sequence|character|code)s?|escaped (?:character|string)s?"
    r"|(?:character|unicode|backslash) escapes?|quoted-printable|MIME"
    r"|backslash(?:es)?|HTML|programmers?|Quelltext|Quellcode|source code)\b"
    "|[编編][码碼]|程序|程式|正则|正規|кодировк|プログラム",
    re.IGNORECASE,
)
_PATH = re.compile(r"[A-Za-z]:\\|['\"] ?: ?['\"]|\\[\"'/]|[\[-]\\u")  # paths, data of programs, patterns
# Words with escapes in them; a column on a name that systems spoil has a few.
_ESCAPED = re.compile(
    r"(?<!\w)(?:\w|\\u[0-9a-fA-F]{4}){0,40}?\\u[0-9a-fA-F]{4}(?:\w|\\u[0-9a-fA-F]{4}){0,40}"
)
_WORD = re.compile(r"\w+")
_FEW_TOLD = 6
_FEWEST = 2  # one may be a code, a path
# What escapes of text stand for besides letters, by Unicode's categories: vowel signs, digits, punctuation,
# signs, blanks; and the joiners of scripts that have them. A program's are controls.
_OF_TEXT = ("L", "M", "N", "P", "S", "Zs")
_LAST_OF_LATIN = "\u00ff"  # "°", "©" and "®" are written as letters are
_JOINERS = frozenset("\u200c\u200d\u200e\u200f")
# Some systems escape what HTML does: qu\u0027il, Smith \u0026 Sons, \u0022no\u0022.
_OF_HTML = re.compile(
    r"\\u00(?:27(?<=\w\\u0027)(?=\w|\\u)|26(?:(?<=\w\\u0026)(?=\w)|(?<= \\u0026)(?= ))"
    r"|22(?:(?<=\w\\u0022)(?!:)|(?=\w|\\u)))"
)
_TAGS = re.compile(r"(<[^<>]*>)")
_CODE_TAG = re.compile(rf"<(/?)({'|'.join(sorted(SHOWING_CODE))})(?![a-z0-9])[^<>]*>", re.IGNORECASE)
_BODY = re.compile(r"[^<>]+")
_MOST = 2_000_000  # characters of a page; the longest of the corpora's has fewer (2026-11-24)


def unescape_programs(text: str) -> tuple[str, int]:
    """Return a page's source with such escapes in what a reader sees as characters, and their number.

    A page that tells of them keeps them, and so does code.
    """
    if len(text) > _MOST or not _has_sign(text):
        return text, 0
    shown = [*_shown(text)]
    # No sign has a blank or a bracket in it: one that is read stands in such a part, tags and all.
    if not any(_has_sign(text[begin:end]) for begin, end in shown):
        return text, 0
    told = [piece for begin, end in shown for piece in _TAGS.split(text[begin:end])[::2]]
    visible = " ".join(told)
    if not _has_sign(visible):
        return text, 0
    if not any(proof.search(visible) for proof in (_WITH_SLASH, _BARE_PROOF, _MAIL_TEXT)):
        return text, 0
    if tells_of(_SUBJECT, visible) or _tells_of_words(told):
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

    made: list[str] = []
    at = 0
    for begin, end in shown:
        pieces = _TAGS.split(text[begin:end])
        pieces[::2] = [_BODY.sub(mended, piece) for piece in pieces[::2]]
        made += text[at:begin], *pieces
        at = end
    made.append(text[at:])
    return ("".join(made), count) if count else (text, 0)


def _tells_of_words(shown: Sequence[str]) -> bool:
    """Whether a story is on a few escaped words: what is escaped most often stands right between, too.

    A damaged body has its right title and names before it or behind.
    """
    places = [at for at, piece in enumerate(shown) if _WITH_SLASH.search(piece)]
    words = [word for at in places for word in _ESCAPED.findall(shown[at])]
    if not 0 < len({*words}) <= _FEW_TOLD:
        return False
    between = {word for piece in shown[places[0] + 1 : places[-1]] for word in _WORD.findall(piece)}
    return 2 * sum(_read(word, _WITH_SLASH) in between for word in words) >= len(words)


def _shown(text: str) -> Iterator[tuple[int, int]]:
    """Yield from where to where no code stands, tags and all; what is never closed is code."""
    within: str | None = None
    at = 0
    for tag in _CODE_TAG.finditer(text):
        name = tag[2].lower()
        if within is None and not tag[1] and name in SHOWING_CODE:
            yield at, tag.start()
            within = name
        elif tag[1] and name == within:
            within, at = None, tag.end()
    if within is None:
        yield at, len(text)


def _has_sign(text: str) -> bool:
    return any(sign in text for sign in _CODES) or _MAIL_SIGN.search(text) is not None


def _programs(passage: str) -> tuple[str, int]:
    if "u" not in passage or _PATH.search(passage):
        return passage, 0
    codes = _WITH_SLASH.findall(passage)
    if codes:
        is_text = _are_of_text(passage, codes, len(_OF_HTML.findall(passage)))
        made = _read(passage, _WITH_SLASH)
    elif passage.isascii() and len(_BARE_PROOF.findall(passage)) >= _FEWEST:
        codes = _BARE.findall(passage)
        is_text = _are_of_text(passage, codes, 0)
        made = _TOKEN.sub(_read_token, passage)
    else:
        return passage, 0
    return (made, len(codes)) if is_text else (passage, 0)


def _are_of_text(passage: str, codes: list[str], most_ascii: int) -> bool:
    """Whether codes stand for what text has, as few of them as that for ASCII; a program has controls."""
    try:
        told = (
            "".join(chr(int(code, 16)) for code in codes).encode("utf-16", "surrogatepass").decode("utf-16")
        )
    except UnicodeDecodeError:  # half a pair
        return False
    foreign = [char for char in told if not char.isascii()]
    # A right one beside it says that the escapes are told of.
    is_told_of = not set(passage).isdisjoint(foreign)
    # A code of a heart alone may be told of: "type \\u2764"; letters and quotes come with those of a text.
    if foreign and all(char > _LAST_OF_LATIN and unicodedata.category(char) == "So" for char in foreign):
        return False
    return all(map(_is_of_text, foreign)) and not is_told_of and len(told) - len(foreign) <= most_ascii


def _read_token(token: re.Match[str]) -> str:
    """A word as it was, but for the years in addresses and tags: "www.eu2019.fi", "#Peru2019"."""
    return token[0] if _ADDRESS.search(token[0]) else _read(token[0], _BARE)


def _read(escaped: str, pattern: re.Pattern[str]) -> str:
    made = pattern.sub(lambda match: chr(int(match[1], 16)), escaped)
    return made.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _mails(passage: str) -> tuple[str, int]:
    if not passage.isascii() or "=" not in passage:
        return passage, 0
    whole = _SOFT_END.sub("", passage)
    if len(_MAIL_TEXT.findall(whole)) < _FEWEST or _QUANTITY.search(_LINK.sub(" ", whole)):
        return passage, 0
    is_mail = whole != passage
    apostrophes = _MAIL_APOSTROPHE.sub("\u2019", whole)
    made, count = _MAIL.subn(lambda run: _decoded(run, is_mail=is_mail), apostrophes)
    count += len(_MAIL_APOSTROPHE.findall(whole))
    return (made, count) if made.isprintable() or "\n" in made else (passage, 0)


def _decoded(run: re.Match[str], *, is_mail: bool) -> str:
    """The text of a run of codes; what may be a number, "=92", only where lines end as those of mails."""
    raw = bytes.fromhex(run.group().replace("=", ""))
    try:
        told = raw.decode("utf-8")
    except UnicodeDecodeError:
        is_letter = len(raw) == 1 and raw[0] >= 0xC0 and run.string[: run.start()][-1:].islower()
        return raw.decode("cp1252") if is_letter else run.group()
    return told if is_mail or not told.isascii() else run.group()


def _is_of_text(char: str) -> bool:
    return unicodedata.category(char).startswith(_OF_TEXT) or char in _JOINERS


_REPAIRS = (_programs, _mails)
