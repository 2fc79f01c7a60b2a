"""Undoes damage in a page: the damaged passages are put right, everything else is left alone."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from html.entities import name2codepoint
from itertools import islice

from newsarchive.evidence import RepairKind
from newsarchive.items import Repair
from newsarchive.text.entities import signs_for_controls, unescape
from newsarchive.text.mojibake.escapes import unescape_programs
from newsarchive.text.mojibake.multi_byte import LATIN_SIGNS, repair_marks_as_multi, repair_utf8_as_multi
from newsarchive.text.mojibake.multi_byte import MULTI_BYTE_READINGS as MULTI
from newsarchive.text.mojibake.national_letters import letters_put_right
from newsarchive.text.mojibake.radicals import characters_for_radicals
from newsarchive.text.mojibake.single_byte import (
    SIGN,
    is_japanese_page,
    repair_cyrillic_as_cyrillic,
    repair_legacy_as_latin,
    repair_lost_controls,
    repair_utf8_as_single,
    repair_utf8_fragments,
)
from newsarchive.text.mojibake.subjects import SHOWING_CODE, tells_of

# Characters written as entities by a system that saw bytes, or that escaped what was escaped already.

# `&#206;&#210;`: one entity a byte. A few in a row; single ones are accented letters and signs.
_NAMED = r"(?!amp|quot|apos|lt;|gt;|nbsp)[A-Za-z]{2,6}\d{0,2}"
_BYTE = rf"&(?:#(?:1[2-9]\d|2[0-4]\d|25[0-5])|#x[89a-f][0-9a-f]|{_NAMED});"
_BYTES = re.compile(f";{_BYTE}{_BYTE}")  # behind another entity
_ONE_BYTE = re.compile(_BYTE)
# Escaped twice: `&amp;#20013;`, `&amp;nbsp;`. Names that news uses; `lt` and `gt` may be code that is shown.
_TAG = re.compile(r"<(/?[a-z][a-z0-9]{0,15})\b", re.IGNORECASE)
_SAYING = frozenset({"meta"})
# Those of HTML 4 that stand in texts: letters, signs, quotes and dashes. Mathematics and Greek are told of.
_IN_TEXTS = {name for name, code in name2codepoint.items() if code < 0x370 or 0x2000 <= code < 0x2100}
_NAMES = "|".join(sorted(_IN_TEXTS - {"lt", "gt", "not"} | {"apos", "trade"}))
_TWICE = r"&(?i:amp;(?:amp;){{0,3}}(#(?!0*6[02];|x0*3[ce];)(?:\d{{2,6}}|x[0-9a-f]{{2,5}})|{names}));"
TWICE = re.compile(_TWICE.format(names=_NAMES))
# Of a page with words of Greek letters, four in a row, the lone ones are its text as well.
_GREEK = "|".join(sorted(name for name, code in name2codepoint.items() if 0x370 <= code < 0x400))
_GREEK_TWICE = re.compile(_TWICE.format(names=f"{_NAMES}|{_GREEK}"))
_GREEK_WORD = re.compile(rf"&amp;(?:{_GREEK});(?:&amp;(?:{_GREEK}|#9\d\d);){{3}}")


def repair_byte_entities(
    passage: str, repair: Callable[[str], tuple[str, str] | None]
) -> tuple[str, str] | None:
    """Return `repair`'s answer to the passage with entities of single bytes as characters, None for none."""
    if not _BYTES.search(passage):
        return None
    return repair(_ONE_BYTE.sub(lambda match: _high(match.group()), passage))


def unescape_once_more(text: str) -> tuple[str, int]:
    """Return a page's source with what a reader sees of it escaped once only, and the entities that took."""
    if "&amp;" not in text:
        return text, 0
    place = _Place(text)
    twice = _GREEK_TWICE if _GREEK_WORD.search(text) else TWICE
    found = [match for match in twice.finditer(text) if place.is_read(match.start())]
    if not found or _shows_entities(text) or _tells_of_entities(text, found):
        return text, 0
    made: list[str] = []
    at = 0
    for match in found:
        made += text[at : match.start()], f"&{match[1]};"
        at = match.end()
    made.append(text[at:])
    return "".join(made), len(found)


# Damage spares no letter of its kind, and leaves no blanks or quotes around what it took.
_SHOWN = re.compile(
    r"&amp;(?:(?<=[\s\"'“‘「『（(：]&amp;)(?:#\d{4,6}|#[xX][0-9a-fA-F]{4,5});"
    r"(?:&amp;(?:#\d{4,6}|#[xX][0-9a-fA-F]{4,5});){0,7}(?=[\s\"'”’」』）)，。、])"
    r"|(?<=[\s\"'“‘「『（(：\u3400-\u9fff]&amp;)[lg]t;(?=[\s\"'”’」』）)，。、\u3400-\u9fff]))"
)
_FEWEST_SHOWN = 2
_HAN = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_AROUND = 30


def _shows_entities(text: str) -> bool:
    """Whether a page explains entities: they stand apart, East Asian ones amid right characters."""
    if "&amp;#" not in text:  # none of those, and the pattern looks at every character
        return False
    found, east_asian, place = 0, False, _Place(text)
    for shown in islice(_SHOWN.finditer(text), _MOST_JUDGED):
        if not place.is_read(shown.start()):
            continue
        found += 1
        if not east_asian and "#" in shown[0] and _HAN.search(unescape(shown[0].replace("&amp;", "&"))):
            around = text[max(0, shown.start() - _AROUND) : shown.end() + _AROUND]
            east_asian = _HAN.search(around) is not None
        if found >= _FEWEST_SHOWN and east_asian:
            return True
    return False


# Words that come before or behind entities where somebody tells of them.
_OF_ENTITIES = re.compile(
    r"\bX?HTML\b|\b(?:ampersand|(?:character )?(?:entit(?:y|ies)|references?)|Entit(?:ät|y|ies)(?:en)?"
    r"|entités?|entidad(?:es)?|entità|misprint(?:ed|s)?|garbled|by mistake|Quelltext|source code|code source"
    r"|código fuente)\b|源码|源代码|原始碼|原始碼|ソースコード|исходн\w+ код",
    re.IGNORECASE,
)
# Entities that every text has, and signs that stand in text that is escaped once: they prove nothing.
_EVERYDAY = frozenset("&\"'\xa0\u2013\u2014\u2018\u2019\u201c\u201d\u2026\xad\xb7\u2022")
_FEW_ENTITIES = 12  # who tells of entities shows some; a damaged page has them in every line


def _tells_of_entities(text: str, found: list[re.Match[str]]) -> bool:
    """Whether the entities are what is told of: the right letter stands beside them, or all are quoted.

    Damage takes all of a paragraph: `&amp;eacute;` with an `é` beside it was written so.
    """
    passages: dict[tuple[int, int], list[re.Match[str]]] = {}
    for match in found[: _FEW_ENTITIES + 1]:
        passages.setdefault(_passage_around(text, match.start()), []).append(match)
    if len(found) > _FEW_ENTITIES:
        return False
    if _are_listed(text, found):
        return True
    in_quotes = apart = 0
    for (start, end), inside in passages.items():
        passage = text[start:end]
        chars = [unescape(f"&{match[1]};") for match in inside]
        rest = unescape(TWICE.sub(" ", passage))
        telling = [char for char in chars if char not in _EVERYDAY]
        if any(char in rest for char in telling) or _OF_ENTITIES.search(rest):
            return True
        if _is_spelt_out(inside, chars, rest):
            return True
        quoted = [span.span() for span in _QUOTED.finditer(passage)]
        for match, char in zip(inside, chars, strict=True):
            at = match.start() - start
            in_quotes += char not in _EVERYDAY and any(one <= at < other for one, other in quoted)
            apart += char not in _EVERYDAY
    return 0 < apart == in_quotes


# Signs that nobody sees, which stand between letters or digits, and no blanks around them.
_UNSEEN = frozenset("\xa0\xad\u2009\u200c\u200d")
_FEWEST_LISTED = 3


def _are_listed(text: str, found: list[re.Match[str]]) -> bool:
    """Whether a style book lists entities: some, each once and as a word alone, and one that nobody sees.

    At least two stand in one passage; damage leaves one here and there, too.
    """
    chars = [unescape(f"&{match[1]};") for match in found]
    if not _FEWEST_LISTED <= len(chars) == len(set(chars)) or _UNSEEN.isdisjoint(chars):
        return False
    if len({_passage_around(text, match.start()) for match in found}) == len(found):
        return False
    beside = (
        (text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]) for match in found
    )
    return all(not before.isalnum() and not behind.isalnum() for before, behind in beside)


def _passage_around(text: str, at: int) -> tuple[int, int]:
    """The borders of the passage that `at` is in: tags and line ends, not far away."""
    around = text[max(0, at - _PASSAGE_AROUND) : at]
    start = at - len(around) + max(around.rfind(sign) for sign in "<>\n\r") + 1
    ahead = text[at : at + _PASSAGE_AROUND]
    ends = [place for sign in "<>\n\r" if (place := ahead.find(sign)) >= 0]
    return start, at + min(ends, default=len(ahead))


_PASSAGE_AROUND = 2_000


def _is_spelt_out(inside: list[re.Match[str]], chars: list[str], rest: str) -> bool:
    """Whether a word is written in entities of an alphabet that the passage has right letters of."""
    if len(inside) < _FEWEST_SHOWN or not all(match[1].startswith("#") for match in inside):
        return False
    scripts = {unicodedata.name(char, "?").split()[0] for char in chars if len(char) == 1 and char.isalpha()}
    return (
        len(scripts) == 1
        and scripts <= _ALPHABETS
        and any(unicodedata.name(char, "?").split()[0] in scripts for char in rest if not char.isascii())
    )


_ALPHABETS = frozenset(
    {"CYRILLIC", "GREEK", "HEBREW", "ARABIC", "ARMENIAN", "GEORGIAN", "THAI", "DEVANAGARI"}
)


class _Place:
    """Whether a reader sees what stands at a place: text, or what a meta tag says; no script, no address.

    Asked from the beginning of the source to its end, so that each character is passed over once.
    """

    def __init__(self, text: str) -> None:
        self._text, self._at = text, 0
        self._tag, self._inside = "", False

    def is_read(self, at: int) -> bool:
        """Say it of a place behind the last one asked for."""
        start = self._text.rfind("<", self._at, at)
        if start >= 0:
            tag = _TAG.match(self._text, start)
            self._tag, self._inside = tag.group(1).lower() if tag else "", True
        if self._inside:
            self._inside = self._text.rfind(">", max(self._at, start + 1), at) < 0
        self._at = at
        if not self._tag:
            return False
        return self._tag in _SAYING if self._inside else self._tag not in SHOWING_CODE


def _high(entity: str) -> str:
    char = unescape(entity)
    return char if len(char) == 1 and not char.isascii() else entity


# A page cut into the passages that are judged one by one: damage comes by paragraph, title or attribute.

# Tags and line ends part what came from different fields of a database; so do quotes of attributes.
_PASSAGE = re.compile(r"[^<>\n\r]+")
# Text that went through two broken systems is damaged twice; a third time was never seen.
_MOST_ROUNDS = 2
# A suspect passage costs up to 70 microseconds. The worst of the corpora's pages has 69 (2026-11-24), and no
# article ten thousand paragraphs.
_MOST_JUDGED = 20_000
_MOST_KEPT = 20


class Passages:
    """The passages of a text that need mending, and what was done to them."""

    def __init__(self, text: str, suspect: Callable[[str], bool]) -> None:
        self.text = text
        self.suspect = suspect
        self.counts: dict[str, int] = {}
        self.confidence: dict[str, float] = {}
        self.judged = 0
        self.changed: list[tuple[str, str]] = []  # no more than tells whether these are few

    def repaired(self, repair: Callable[[str], tuple[str, str] | None]) -> str:
        """Return the text with every suspect passage replaced for which `repair` has another one."""
        once = cache(repair)  # hostile pages say one thing twenty thousand times
        pieces = self.text.split("<")
        for number, piece in enumerate(pieces):
            if self.judged < _MOST_JUDGED and self.suspect(piece):
                pieces[number] = _PASSAGE.sub(lambda match: self._mended(match.group(), once), piece)
        return "<".join(pieces)

    def repairs(self) -> tuple[Repair, ...]:
        """Return one entry a kind: passages changed, the least share of one that came back whole."""
        return tuple(
            Repair(kind, count, round(self.confidence[kind], 3)) for kind, count in self.counts.items()
        )

    def _mended(self, passage: str, repair: Callable[[str], tuple[str, str] | None]) -> str:
        if self.judged >= _MOST_JUDGED or not self.suspect(passage):
            return passage
        self.judged += 1
        whole_passage = passage
        for _ in range(_MOST_ROUNDS):
            found = repair(passage)
            if found is None:
                break
            passage, kind = found
            self.counts[kind] = self.counts.get(kind, 0) + 1
            whole = 1 - passage.count("\ufffd") / max(len(passage), 1)
            self.confidence[kind] = min(self.confidence.get(kind, 1.0), whole)
        if passage != whole_passage and len(self.changed) <= _MOST_KEPT:
            self.changed.append((whole_passage, passage))
        return passage


# What no damaged text can be without: a cheap look that spares right text the rest.

_ASCII_TO_BLANK = bytes(0x20 if byte < 0x80 else byte for byte in range(0x100))
# Of damaged East Asian text a third of the characters tell, of right text one in hundreds; read as GBK a few
# words may have but one, and right Simplified text has none.
_UTF8_AS_MULTI = re.compile(
    "|".join(
        reading.telltale.pattern
        if reading.codec == "gb18030"
        else f"{reading.telltale.pattern}.{{0,12}}{reading.telltale.pattern}"
        for reading in MULTI
    )
)
# Bytes of Latin-1 that may be of a national charset read as Latin: three in a row are in no western word. The
# leads of Kana in Shift_JIS are Windows-1252's own: `\u201a` and `\u0192`, or controls.
_HIGH = bytes(0x48 if byte >= 0x80 and byte != 0xA0 else 0x20 for byte in range(0x100))
_THREE_HIGH = b"HHH"
_KANA = re.compile("[\u201a\u0192\u0082\u0083][^ ][\u201a\u0192\u0082\u0083]")


_LOST_CONTROL = re.compile("\u00e2(?:s|t|re|ve|ll|d|m)\\b")


def has_sign(text: str) -> bool:
    """Whether some passage of `text` may be damaged; False means that none provably is."""
    if text.isascii():
        return False
    # Bytes are five times as fast to sift as characters; runs of ASCII become one blank.
    runs = text.encode("utf-8", "surrogatepass").translate(_ASCII_TO_BLANK).split()
    if not runs:
        return False
    foreign = b" ".join(runs).decode("utf-8", "surrogatepass")
    return (
        _THREE_HIGH in foreign.encode("latin-1", "replace").translate(_HIGH)
        or _KANA.search(foreign) is not None
        or _UTF8_AS_MULTI.search(foreign) is not None
        or SIGN.search(foreign) is not None
        or (" \u00e2 " in f" {foreign} " and _LOST_CONTROL.search(text) is not None)
        or not LATIN_SIGNS.isdisjoint(foreign)
    )


@dataclass(frozen=True, slots=True)
class MojibakeRepair:
    """The text with provable damage undone, and what was done, one entry a kind."""

    text: str
    repairs: tuple[Repair, ...] = ()


def undo_mojibake(text: str) -> MojibakeRepair:
    """Return `text` (a page's source, tags and all), passages that were read in a wrong charset put right.

    A passage is changed only when its characters, taken back to bytes, are valid in the right charset and
    read better in it. `Repair.count` is the number of passages, `confidence` the least share of characters
    that came back whole in one. Never raises; right text comes back unchanged.
    """
    text, escaped = unescape_once_more(characters_for_radicals(text))
    repairs: tuple[Repair, ...] = (
        (Repair(RepairKind.TWICE_ESCAPED_ENTITIES, escaped, 1.0),) if escaped else ()
    )
    entities = _BYTES.search(text) is not None
    if entities or has_sign(text):
        subject = tells_of(_SUBJECT, text)
        passages = Passages(
            text, lambda part: has_sign(part) or (entities and _BYTES.search(part) is not None)
        )
        # Nobody asks it of most pages: few look as if a passage were of East Asia.
        is_japanese = cache(lambda: is_japanese_page(text))
        mended = passages.repaired(
            lambda part: None if subject and _is_quoted(part) else _repaired(part, is_japanese)
        )
        if mended != text and not _tells_of_damage(text, passages.changed):
            text = mended
            repairs += passages.repairs()
    text, escapes = unescape_programs(text)
    if escapes:
        repairs += (Repair(RepairKind.ESCAPED_CHARACTERS, escapes, 1.0),)
    text, letters = letters_put_right(text)
    if letters:
        repairs += (Repair(RepairKind.LETTERS_READ_AS_OTHERS, letters, 1.0),)
    return _with_signs_for_controls(_with_pairs_joined(text), repairs)


# A character outside of the first plane as two references to surrogates, as JavaScript counts: an emoji.
_PAIR = re.compile(
    "&#(?:(5[56][0-9]{3})|[xX]([dD][89abAB][0-9a-fA-F]{2}));&#(?:(5[67][0-9]{3})|[xX]([dD][c-fC-F][0-9a-fA-F]{2}));"
)


def _with_pairs_joined(text: str) -> str:
    return _PAIR.sub(_joined, text) if ";&#" in text else text


def _joined(pair: re.Match[str]) -> str:
    high = int(pair[1]) if pair[1] else int(pair[2], 16)
    low = int(pair[3]) if pair[3] else int(pair[4], 16)
    if not (0xD800 <= high < 0xDC00 <= low < 0xE000):
        return pair[0]
    return chr(0x10000 + (high - 0xD800 << 10) + low - 0xDC00)


def _with_signs_for_controls(text: str, repairs: tuple[Repair, ...]) -> MojibakeRepair:
    mended, count = signs_for_controls(text)
    return MojibakeRepair(
        mended, (*repairs, Repair(RepairKind.CONTROLS_FOR_SIGNS, count, 1.0)) if count else repairs
    )


# A page that tells of a word that came out wrong shows few, quoted or beside such words; the rest is right.
_FEW_PASSAGES, _FEW_WORDS = 8, 4  # a title stands in four places
_OF_MISPRINTS = re.compile(
    r"\b(?:misprint\w*|printing errors?|garbled|gibberish|by mistake|typos?|glitch\w*|in place of|instead of"
    r"|Druckfehler|Zeichensalat|Kauderwelsch|statt|anstelle|au lieu de|coquilles?|charabia|en lugar de"
    r"|en vez de|errata|invece di|refuso|em vez de|gralha|zamiast|místo|namesto|umjesto|în loc de"
    r"|helyett|yerine)\b"
    r"|вместо|замість|замест|опечатк\w+|кракозябр\w*|عوضًا عن|بدلا من|בטעות|αντί",
    re.IGNORECASE,
)
_QUOTES = frozenset("“”„‟«»‘’‚「」")
_RIGHT_LETTER = re.compile("[ß-öø-ÿĀ-ɏͰ-ӿ]")
_LONE_QUOTE = re.compile("(?<![^\\s])\u00e2\u20ac(?:\u2122|\u02dc|\u0153|\u009d)(?![^\\s])")


def _tells_of_damage(text: str, changed: list[tuple[str, str]]) -> bool:
    """Whether the few words that look damaged are what the page tells of."""
    if len(changed) <= _FEW_PASSAGES and _spells_both_ways(text, changed):
        return True
    if len(changed) > _FEW_PASSAGES or not all(_tells_in(before, after) for before, after in changed):
        return False
    words = {word for before, after in changed for word in set(before.split()) - set(after.split())}
    if len(words) > _FEW_WORDS:
        return False
    rest = text
    for before, _ in changed:
        rest = rest.replace(before, " ")
    around = " ".join(" ".join(set(before.split()) & set(after.split())) for before, after in changed)
    marked = any(sign in before and sign in after for before, after in changed for sign in _QUOTES)
    return (
        marked
        or _RIGHT_LETTER.search(unescape(_TAGS.sub(" ", rest))) is not None
        or (_RIGHT_LETTER.search(around) is not None)
    )


_TAGS = re.compile("<[^<>]*>")
_AROUND_WORDS = ".,;:!?()"


def _spells_both_ways(text: str, changed: list[tuple[str, str]]) -> bool:
    """Whether a passage has one of the few words that look damaged beside the same word as it should be.

    Damage takes all of a passage.
    """
    pairs = {
        (wrong.strip(_AROUND_WORDS), right.strip(_AROUND_WORDS))
        for before, after in changed
        if len(before.split()) == len(after.split())
        for wrong, right in zip(before.split(), after.split(), strict=True)
        if wrong != right
    }
    if len(pairs) > _FEW_WORDS:
        return False
    passages = [set(_bare_words(passage[0])) for passage in _PASSAGE.finditer(text) if has_sign(passage[0])]
    return any(pair <= words for pair in map(frozenset, pairs) if len(pair) > 1 for words in passages)


def _bare_words(passage: str) -> Iterator[str]:
    return (word.strip(_AROUND_WORDS) for word in passage.split())


def _tells_in(before: str, after: str) -> bool:
    rest = _QUOTED.sub(" ", before)
    if rest != before and (not has_sign(rest) or _repaired(rest) is None):
        return True
    return (
        _OF_MISPRINTS.search(after) is not None
        or _shows_both(before, after)
        or (_LONE_QUOTE.search(before) is not None and not _repaired(_LONE_QUOTE.sub(" ", before)))
    )


def _shows_both(before: str, after: str) -> bool:
    """Whether signs stand alone whose right character stands in the passage, too."""
    lone = [word.strip(".,;:!?()") for word in set(before.split()) - set(after.split())]
    right = {word.strip(".,;:!?()") for word in set(after.split()) - set(before.split())}
    return (
        bool(lone)
        and not any(char.isascii() and char.isalpha() for word in lone for char in word)
        and any(len(char) == 1 and char in before for char in right)
    )


# Who quotes damaged words tells what they are.
_SUBJECT = re.compile(
    r"\b(?:UTF-8|Latin-1|ISO[- ]8859|Windows-125\d|mojibake|Zeichensatz|Zeichenkodierung|encodage"
    r"|codificación|codifica|codificação|kodowani[ea]|character (?:set|encoding))\b"
    r"|乱码|亂碼|文字化け|кодировк|깨진 글자",
    re.IGNORECASE,
)
_QUOTED = re.compile(
    "(?<!=)\"[^\"]{1,40}\"|“[^”]{1,40}”|«[^»]{1,40}»|„[^“”]{1,40}[“”]|「[^」]{1,40}」|‘[^’]{1,40}’|(?<!=)'[^']{1,40}'"
)


def _is_quoted(passage: str) -> bool:
    """Whether all that may be damaged stands in short quotations."""
    rest = _QUOTED.sub(" ", passage)
    return rest != passage and not has_sign(rest)


def _repaired(passage: str, is_japanese: Callable[[], bool] = lambda: False) -> tuple[str, str] | None:
    if ";&" in passage and (found := repair_byte_entities(passage, _charset_repaired)):
        return found
    return None if passage.isascii() else _charset_repaired(passage, is_japanese)


_THREE_FOREIGN = re.compile(r"[^\x00-\x7f]{3}")


def _charset_repaired(
    passage: str, is_japanese: Callable[[], bool] = lambda: False
) -> tuple[str, str] | None:
    # UTF-8 is the stricter proof: what could be either is taken for it, unless only bits of it are.
    return (
        repair_utf8_as_single(passage)
        or repair_utf8_as_multi(passage)
        or repair_legacy_as_latin(
            passage, is_on_japanese=_THREE_FOREIGN.search(passage) is not None and is_japanese()
        )
        or repair_cyrillic_as_cyrillic(passage)
        or repair_marks_as_multi(passage)
        or repair_lost_controls(passage)
        or repair_utf8_fragments(passage)
    )
