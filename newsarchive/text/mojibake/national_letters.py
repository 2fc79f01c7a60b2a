"""Letters of one charset read as those of another that has most in common: `baþkan` for `başkan`, `mog¹`."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from newsarchive.text.beyond_ascii import beyond_ascii
from newsarchive.text.mojibake.single_byte import LATIN, single_bytes

# The charsets each language was written in. `mac-roman` was read as Latin, and Latin as that.
_CODECS = {
    **dict.fromkeys(("tr", "az"), ("cp1254",)),
    **dict.fromkeys(("pl", "cs", "sk", "ro", "hu", "hr", "sl"), ("cp1250", "iso8859_2")),
    **dict.fromkeys(("lt", "lv"), ("cp1257",)),
    **dict.fromkeys(("de", "fr", "es", "pt", "sv", "it"), ("mac-roman", "read as mac-roman")),
}
# No damaged page of any length is without one of these, all of its signs; few right ones have them.
_SIGNS = (
    ("ý", "þ"),
    ("ý", "ð"),  # Turkish
    ("³", "ê"),
    ("¹", "ê"),  # Polish
    ("ì", "ø"),
    ("¾", "è"),
    ("ø", "è"),  # Czech, Slovak
    ("õ", "á"),  # Hungarian
    ("ã", "º"),
    ("ã", "þ"),
    ("ã", "î"),  # Romanian
    ("è", "æ"),
    ("è", "š"),
    ("è", "ž"),
    ("è", "¹"),
    ("è", "\x9e"),
    ("è", "\x9a"),  # Croatian, Serbian, Slovene
    ("ë", "ð"),
    ("ë", "þ"),
    ("â", "ð"),
    ("â", "þ"),
    ("â", "î", "ï"),  # Lithuanian, Latvian
    ("Ÿ",),
    ("\x9f",),
    ("Ž", "š"),
    ("Ž", "ˆ"),
    ("Ž", "—"),
    ("Š", "š"),  # Mac Roman
    ("È", "‡"),
    ("È", "Û"),
    ("È", "·"),
    ("¸", "‰"),
    ("¸", "ˆ"),
    ("‰", "ˆ"),
    ("„", "È"),  # Latin read as Mac Roman
)
# Of two sentences of news three such words are among the 400 of a language as a rule.
_FEWEST_WORDS, _FEWEST_FOUND = 3, 3
_FEWEST_OF_CHANGED = 0.1
_FEW_WORDS, _FEWEST_CHANGED = 2, 4  # in a short text where no changed word is another language's
_MOST_RIGHT = 0.2  # words of other languages that the damage would have changed, to words found
_TAG = re.compile(r"<[^<>]*>")
_TOKEN = re.compile("[^\\s<>\"“”„«»'’.,;:!?()/=&#\\[\\]{}|*_-]{2,60}")
_WORD_OR_LETTER = re.compile(_TOKEN.pattern.replace("{2,60}", "+"))
_LETTER = re.compile(r"[^\W\d_]")
_PASSAGE = re.compile(r"[^<>\n\r]+")
# What no reading makes: controls, and signs within a word.
_NO_WORD = re.compile(
    "[\u0080-\u009f]|[^\\W\\d_][\u2030\u2013\u2014\u201c\u201d\u2022\u2020\u2021](?=[^\\W\\d_])|[^\\W\\d_]\u2030"
)
# Aromanian has Romanian's \u00e3, and none of these; behind a digit they are ordinals: "1º".
_OF_ROMANIAN = re.compile("(?<![0-9])[\u00fe\u00de\u00ba\u00aa]")
# Letters of no charset that such a page was read in: Guaran\u00ed has them beside its \u00e3 and \u00f1.
_NASAL = re.compile("[\u1ebd\u0129\u0169\u1ef9]|[aeiougy]\u0303")
_MEASURE = re.compile(r"\d?[kcdmµ]?m[²³]|\d+[ºª]")


@dataclass(frozen=True, slots=True, eq=False)
class _Reading:
    """What the characters were: a table of those that changed."""

    language: str
    codec: str
    table: dict[int, str]

    def damage(self) -> tuple[dict[int, str], ...]:
        """The tables back: bytes 0x80 to 0x9F are controls in Latin-1, signs in Windows-1252."""
        signs = {ord(char): chr(code) for code, char in self.table.items() if not 0x80 <= code < 0xA0}
        controls = {ord(char): chr(code) for code, char in self.table.items() if 0x80 <= code < 0xA0}
        return (controls | signs, signs | controls)


def _table(codec: str) -> dict[int, str]:
    """The characters of `codec` by those they were read as, where they differ."""
    latin = {byte: char for char, byte in LATIN.byte_of.items()}
    if codec == "read as mac-roman":
        mac = {byte: bytes((byte,)).decode("mac-roman") for byte in range(0x80, 0x100)}
        return {ord(mac[byte]): latin[byte] for byte in mac if mac[byte] != latin[byte]}
    table: dict[int, str] = {}
    for char, byte in single_bytes(codec).byte_of.items():
        if ord(char) == byte < 0xA0:  # a hole
            continue
        for read in {latin[byte], chr(byte)}:
            if read != char:
                table[ord(read)] = char
    return table


@cache
def _known() -> tuple[dict[str, tuple[_Reading, ...]], frozenset[str]]:
    """The readings by damaged word, and the words of languages that Latin is right for."""
    lines = files("newsarchive.text.mojibake").joinpath("data", "national_words.tsv").read_text("utf-8")
    words = {name: text.split() for name, text in (line.split("\t") for line in lines.splitlines())}
    right = frozenset(words.pop("right"))
    found: dict[str, tuple[_Reading, ...]] = {}
    for language, all_words in words.items():
        for codec in _CODECS[language]:
            reading = _Reading(language, codec, _table(codec))
            damage = reading.damage()
            for word in all_words:
                for damaged in {word.translate(table).lower() for table in damage} - right - {word}:
                    found[damaged] = (*found.get(damaged, ()), reading)
    return found, right


def letters_put_right(text: str) -> tuple[str, int]:
    """Return a page's source with letters of a national charset in place of those they were read as.

    Only where frequent words of one language come out that no other has as they stand. With it the number
    of passages that changed.
    """
    beyond = beyond_ascii(text).decode("utf-8", "surrogatepass")
    if not any(all(sign in beyond for sign in signs) for signs in _SIGNS):
        return text, 0
    reading = _proven(text)
    if reading is None:
        return text, 0
    known, right = _known()
    changed = re.compile("[" + re.escape("".join(map(chr, reading.table))) + "]")
    national = frozenset(char for char in reading.table.values() if char not in LATIN.byte_of)
    count = 0

    def mended(match: re.Match[str]) -> str:
        nonlocal count
        passage = match.group()
        if changed.search(passage) is None or not national.isdisjoint(passage):
            return passage
        words = [word.lower() for word in _TOKEN.findall(passage)]
        if any(word in right and changed.search(word) for word in words) and not any(
            reading in known.get(word, ()) for word in words
        ):
            return passage
        if "mac" in reading.codec:  # its quotes and dashes stand elsewhere, too
            made = passage.translate(reading.table)
        else:
            made = _WORD_OR_LETTER.sub(lambda token: _put_right(token.group(), reading), passage)
        if _NO_WORD.search(made) and not _NO_WORD.search(passage):
            return passage
        count += made != passage
        return made

    return _PASSAGE.sub(mended, text), count


def _put_right(token: str, reading: _Reading) -> str:
    if token.isascii() or not _LETTER.search(token) or _MEASURE.fullmatch(token):
        return token
    return token.translate(reading.table)


def _proven(text: str) -> _Reading | None:
    known, right = _known()
    tokens = Counter(word.lower() for word in _TOKEN.findall(_TAG.sub(" ", text)) if not word.isascii())
    by_name: dict[tuple[str, str], _Reading] = {}
    counts: dict[tuple[str, str], list[int]] = {}
    for word, count in tokens.items():
        for reading in known.get(word, ()):
            key = reading.language, reading.codec
            by_name[key] = reading
            pair = counts.setdefault(key, [0, 0])
            pair[0] += 1
            pair[1] += count
    if not counts:
        return None
    best = max(counts, key=lambda key: (counts[key][1], counts[key][0]))
    reading, (words, hits) = by_name[best], counts[best]
    if reading.language == "ro" and (_OF_ROMANIAN.search(text) is None or _NASAL.search(text)):
        return None
    touched = [
        (word, count) for word, count in tokens.items() if any(ord(char) in reading.table for char in word)
    ]
    others = sum(count for word, count in touched if word in right)
    if words >= _FEWEST_WORDS and hits >= _FEWEST_FOUND:
        enough = hits >= _FEWEST_OF_CHANGED * sum(count for _, count in touched)
        return reading if enough and others <= _MOST_RIGHT * hits else None
    return reading if words >= _FEW_WORDS and not others and len(touched) >= _FEWEST_CHANGED else None
