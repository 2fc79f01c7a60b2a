"""UTF-8 read in a single-byte charset: `GrÃ¶ÃŸe`, `â€œ`, `æ–°é—»`, `РџСЂРёРІРµС‚`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from newsarchive.evidence import RepairKind
from newsarchive.text.frequent_characters import (
    FREQUENT_KANJI,
    FREQUENT_SIMPLIFIED,
    FREQUENT_TRADITIONAL,
    frequent_share,
    han_count,
)

# The characters that bytes 0x80 to 0xFF become when read in a single-byte charset, and the way back.


@dataclass(frozen=True, slots=True)
class SingleBytes:
    """One single-byte charset as systems misuse it: `byte_of` takes its non-ASCII characters back."""

    codec: str
    byte_of: dict[str, int]

    def characters(self, first: int, last: int) -> str:
        """Return, as the inside of a regex class, the characters that bytes `first` to `last` are read as."""
        return "".join(f"\\u{ord(char):04x}" for char, byte in self.byte_of.items() if first <= byte <= last)

    def to_bytes(self, text: str) -> bytes:
        """Return the bytes that were read as `text`, which holds ASCII and characters of `byte_of` only."""
        return bytes(self.byte_of.get(char, ord(char)) for char in text)


def single_bytes(codec: str) -> SingleBytes:
    """Return the table of `codec`, its holes filled with C1 controls as Latin-1 does."""
    controls = {chr(byte): byte for byte in range(0x80, 0xA0)}
    read = {byte: bytes((byte,)).decode(codec, "ignore") for byte in range(0x80, 0x100)}
    return SingleBytes(codec, controls | {char: byte for byte, char in read.items() if char})


# Windows-1252 and Latin-1 at once: systems mix them.
LATIN = single_bytes("cp1252")


# National charsets read as Latin-1 or Windows-1252: `ÖÐ¹ú` for `中国`, `Ìîñò` for `Мост`.

_FOREIGN = re.compile(f"[{LATIN.characters(0x80, 0xFF)}]")
_LONGEST_JUDGED = 5_000  # characters of a passage; the rest of it went the same way
_FEWEST_HAN = 4  # in one passage: alphabets and rows of signs give two or three by chance
_FREQUENT_AFTER = 0.95
_MOST_STRAYS = 0.1
_KANA = re.compile("[\u3041-\u3096\u30a1-\u30fa\u30fc]")
_HANGUL = re.compile("[\uac00-\ud7a3]")
# Particles and endings: a quarter of the syllables of Korean news, one in 200 of the 2,350 of the charset.
_ENDINGS = re.compile("[이는을의에가다고하은한로를지도기사시인서]")
_FEWEST_HANGUL, _FEWEST_ENDINGS = 6, 0.2
_FEWEST_KANA = 0.3
# Russian news: 0.55 to 0.65 of the letters are the nine most frequent ones; a wrong reading has 0.2 to 0.4.
_EXTRA = "\u00a3-\u00a8\u00aa\u00ad\u00af\u00b2-\u00b8\u00ba\u00bd\u00bf"  # yo, and the letters of Ukrainian
_COMMON_CYRILLIC = frozenset("оеаинтсрві")
_FEWEST_CYRILLIC, _FEWEST_COMMON, _MOST_CAPITALS = 8, 0.5, 0.35


@dataclass(frozen=True, slots=True)
class LegacyCharset:
    """One charset: how its text looks when read as Latin, and what it must be like to be believed.

    `proof` are the runs that do not come about by chance; `run` all that is mended once they are believed.
    """

    codec: str
    kind: str
    proof: re.Pattern[str]
    run: re.Pattern[str]
    reads_well: Callable[[str], bool]
    is_of_words: bool = False  # of single bytes

    def decoded(self, run: str) -> str | None:
        """Return what `run` was, None where it is not of this charset."""
        try:
            return LATIN.to_bytes(run).decode(self.codec)
        except UnicodeDecodeError:
            return None

    def mended(self, passage: str) -> str:
        """Return `passage` with all of its runs decoded that can be."""
        return self.run.sub(lambda match: self.decoded(match.group()) or match.group(), passage)


def _pairs(
    codec: str, kind: str, lead: tuple[int, int], ascii_trail: bool, reads_well: Callable[[str], bool]
) -> LegacyCharset:
    """The charset of two-byte characters with `lead`; two in a row are a proof."""
    trail = LATIN.characters(0x80, 0xFE) + "@-~" if ascii_trail else LATIN.characters(0xA1, 0xFE)
    pair = f"(?:[{LATIN.characters(*lead)}][{trail}])"
    return LegacyCharset(
        codec,
        RepairKind(f"{kind}_read_as_latin1"),
        re.compile(pair + "{2,}"),
        re.compile(pair + "+"),
        reads_well,
    )


def _words(codec: str, reads_well: Callable[[str], bool] | None = None, extra: str = _EXTRA) -> LegacyCharset:
    """A charset of single bytes: its words have no ASCII letter."""
    letter, high = f"[{LATIN.characters(0xC0, 0xFF)}{extra}]", LATIN.characters(0x80, 0xFF)
    word = re.compile(f"(?<![A-Za-z]){letter}{{2,}}+(?![A-Za-z])")
    one = re.compile(f"[{high}]+")
    return LegacyCharset(
        codec,
        RepairKind(f"{codec}_read_as_latin1") if reads_well is None else RepairKind.LETTERS_READ_AS_OTHERS,
        word,
        one,
        reads_well or _is_cyrillic,
        is_of_words=True,
    )


def _chinese(frequent: frozenset[str]) -> Callable[[str], bool]:
    return lambda text: (
        han_count(text) >= _FEWEST_HAN
        and 4 * len(_KANA.findall(text)) <= han_count(text)
        and frequent_share(text, frequent) >= _FREQUENT_AFTER
    )


def _is_japanese(text: str) -> bool:
    kana, han = len(_KANA.findall(text)), han_count(text)
    return (
        kana + han >= 2 * _FEWEST_HAN
        and kana >= _FEWEST_KANA * (kana + han)
        and (not han or frequent_share(text, FREQUENT_KANJI) >= _FREQUENT_AFTER)
    )


def _is_korean(text: str) -> bool:
    hangul = len(_HANGUL.findall(text))
    return (
        hangul >= max(_FEWEST_HANGUL, 0.9 * sum(ord(char) > 0x2FFF for char in text))
        and len(_ENDINGS.findall(text)) >= _FEWEST_ENDINGS * hangul
    )


def _is_cyrillic(text: str) -> bool:
    letters = [char for char in text if char.isalpha() and not char.isascii()]
    small = sum(char.islower() for char in letters)
    common = sum(char.lower() in _COMMON_CYRILLIC for char in letters)
    return (
        len(set(letters)) >= _FEWEST_CYRILLIC
        and common >= _FEWEST_COMMON * len(letters)
        and (small >= (1 - _MOST_CAPITALS) * len(letters) or not small)
    )


def _is_written_in(script: str, common: str, least: float) -> Callable[[str], bool]:
    """Whether all letters are of one script, many of them `common`: of news `least` and a tenth more are."""
    letters, frequent = re.compile(f"[{script}]"), frozenset(common)

    def reads_well(text: str) -> bool:
        found = letters.findall(text)
        return (
            len(set(found)) >= _FEWEST_CYRILLIC
            and len(found) >= _FEWEST_OF_SCRIPT * len(text)
            and sum(char in frequent for char in found) >= least * len(found)
            and 2 * sum(char.isupper() for char in found) <= len(found)
        )

    return reads_well


_FEWEST_OF_SCRIPT = 0.93  # the rest are signs and letters of its charset
_is_greek = _is_written_in("\u0386-\u03ce", "αοιετσνηυρπκςάόίέή", 0.7)
_is_hebrew = _is_written_in("\u05d0-\u05ea", "יוהלאתרבמנש", 0.6)
_is_arabic = _is_written_in("\u0600-\u06ff\u200c", "اليموتنرهدیبکہ", 0.6)
_is_thai = _is_written_in("\u0e01-\u0e5b", "านรอกเงมยลวดทสัิี่้ตบหแ", 0.7)
# Letters of Arabic and Persian below 0xC0, in Windows-1252 and in Latin-1; a joiner.
_ARABIC_BELOW = "".join(
    f"\\u{ord(char):04x}"
    for char, byte in LATIN.byte_of.items()
    if byte in {0x81, 0x8A, 0x8D, 0x8E, 0x8F, 0x90, 0x98, 0x9A, 0x9D, 0x9F, 0xAA}
)

# The most particular first: Cyrillic has no pairs, Korean and Japanese fill some rows of their charsets only.
SINGLE_BYTE_CHARSETS = (
    _words("cp1251"),
    _words("koi8-u"),
    _words("cp1253", _is_greek, "\u00a2\u00b8-\u00ba\u00bc\u00be\u00bf"),
    _words("cp1255", _is_hebrew, ""),
    _words("cp1256", _is_arabic, _ARABIC_BELOW),
    _words("cp874", _is_thai, "\u00a1-\u00bf"),
    _pairs("euc_jp", "euc-jp", (0xA1, 0xFE), False, _is_japanese),
    _pairs("cp949", "euc-kr", (0xA1, 0xFE), False, _is_korean),
    _pairs("gb18030", "gbk", (0xA1, 0xFE), False, _chinese(FREQUENT_SIMPLIFIED)),
    _pairs("cp932", "shift_jis", (0x81, 0xFC), True, _is_japanese),
    _pairs("cp950", "big5", (0xA1, 0xF9), True, _chinese(FREQUENT_TRADITIONAL)),
    _pairs("gb18030", "gbk", (0x81, 0xFE), True, _chinese(FREQUENT_SIMPLIFIED)),
)


def _may_be_japanese(text: str) -> bool:
    return (
        _KANA.search(text) is not None
        and len(_KANA.findall(text)) + han_count(text) >= 2 * _FEWEST_HAN
        and frequent_share(text, FREQUENT_KANJI) >= _FREQUENT_AFTER
    )


_JAPANESE = (
    _pairs("euc_jp", "euc-jp", (0xA1, 0xFE), False, _may_be_japanese),
    _pairs("cp932", "shift_jis", (0x81, 0xFC), True, _may_be_japanese),
)
_MUCH_KANA = 100  # in a page; a Chinese one that quotes a Japanese title has twenty


def is_japanese_page(text: str) -> bool:
    """Whether a page has much Kana, or would have, were it not read as Latin."""
    if len(_KANA.findall(text)) >= _MUCH_KANA:
        return True
    judged = text[: 4 * _LONGEST_JUDGED]
    for charset in SINGLE_BYTE_CHARSETS:
        if charset.reads_well is _is_japanese:
            proof = "".join(charset.decoded(run) or "" for run in charset.proof.findall(judged))
            if len(_KANA.findall(proof)) >= _MUCH_KANA and _is_japanese(proof):
                return True
    return False


def repair_legacy_as_latin(passage: str, *, is_on_japanese: bool = False) -> tuple[str, str] | None:
    """Return (passage put right, kind of damage) where it provably is a national charset read as Latin.

    On a Japanese page a title may be of ideographs mostly, and nothing is taken for Chinese.
    """
    judged = passage[:_LONGEST_JUDGED]
    foreign = len(_FOREIGN.findall(judged))
    if foreign < _FEWEST_HAN:
        return None
    for charset in _JAPANESE if is_on_japanese else SINGLE_BYTE_CHARSETS:
        proof = "".join(charset.decoded(run) or "" for run in charset.proof.findall(judged))
        if proof and charset.reads_well(proof) and _strays(judged, charset) <= _MOST_STRAYS * foreign:
            return charset.mended(passage), charset.kind
    return None


def _strays(passage: str, charset: LegacyCharset) -> int:
    """How many foreign characters are of no text in `charset`."""
    runs = charset.proof if charset.is_of_words else charset.run
    rest = runs.sub(lambda match: "" if charset.decoded(match.group()) else match.group(), passage)
    return len(_FOREIGN.findall(rest))


# Letters that a reading must not turn up among: right letters beside the damage speak against it.
_MOST_STRAY_SHARE = 0.25
_MOST_STRAYS_WITHOUT_MARK = 0.1
# So many characters of another script in a row do not come about by chance: one letter and two signs can
# stand together in French (`march\u00e9\u00bb\u2026`), three such groups in one passage cannot.
_FEWEST_UNITS = 3
_SAME_SCRIPT = 0.8
# Pairs that no language writes: a quotation mark's first two bytes; A-tilde or A-circumflex before a sign
# that cannot stand after a letter (quotes, dashes and ellipsis can: `IRM\u00c3\u201d`, and are left out); a
# C1 control.
# So are capitals between small letters (`No\u00c3\u00abl`), and a capital with a sign that begins a word
# (`\u00c3\u2030tat`); what can stand behind a word is left out there (`\u00c4\u201c`, `\u00c5\u2026nei`).
_SMALL = "a-z\u00df-\u00f6\u00f8-\u00ff"
_THEN = "".join(f"\\u{ord(char):04x}" for char, byte in LATIN.byte_of.items() if 0x80 <= byte <= 0xBF)
_SIGNS_IN_WORDS = (  # of `_THEN`, without quotes, dashes and the ellipsis
    "\u0080-\u009f\u20ac\u0192\u2020\u2021\u02c6\u2030\u0160\u0152\u017d\u02dc\u2122\u0161\u0153\u017e\u0178"
    "\u00a1-\u00aa\u00ac-\u00ba\u00bc-\u00bf"
)
_INNER = (
    f"(?<=[{_SMALL}])[\u00c3-\u00c6\u00c8](?:[{_SIGNS_IN_WORDS}]|[{_THEN}](?=[{_SMALL}]))"
    f"|(?<=[A-Z])[\u00c3-\u00c5\u00c8][{_SIGNS_IN_WORDS}](?=[a-z])"
    f"|(?<=[A-Za-z][{_SMALL}])[\u00c3-\u00c5\u00c8][{_THEN}](?![A-Z])"
    f"|(?<![\\w\u00c0-\u00ff])(?:\u00c3[{_THEN}](?=[{_SMALL}])"
    f"|[\u00c4\u00c5\u00c8](?:[{_SIGNS_IN_WORDS}\u2018\u201c\u203a]|[\u00ab\u00bb\u201a\u203a](?=[a-z]))"
    f"(?=[{_SMALL}]|[\u00c3-\u00c5\u00c8][{_THEN}]))"
    "|(?<=[A-Z])\u00c3[\u2030\u0160\u02c6](?=[A-Z])"
    f"|\u00e1[\u00ba\u00bb](?:[{_SIGNS_IN_WORDS}]|[{_THEN}](?=[a-z]))"  # Vietnamese
    "|[\u00c2-\u00df][\u0080-\u009f]"
)
_LATIN_MARK = (
    "\u00e2(?:\u20ac|\u0080|\u201a\u00ac|\u201e\u00a2|\u02c6\u2019)"
    "|[\u00c2\u00c3][\u00a1-\u00aa\u00ac-\u00b6\u00b8-\u00ba\u00bc-\u00bf"
    "\u0152\u0153\u0178\u0192\u2021]|[\u0080-\u009f]|(?<!\\s)\u00ef\u00bb\u00bf|\u00f0\u0178|" + _INNER
)
# A-grave whose second byte, a no-break space, became a blank: at the end of a word, or one by itself.
_LOST_A_GRAVE = re.compile("(?<![A-Z\u00c0-\u00de])\u00c3( +|$)")
_LOST_BLANK = re.compile("\u00c2(?= |$)")
# By itself it tells only behind what no capital follows.
_SURELY_LOST_BLANK = re.compile("(?<=[a-z0-9.,;:!?%)])\u00c2(?=[ \u00a0])")
# A closing quotation mark whose last byte, which Windows-1252 lacks, was dropped, or became `?` or a blank.
_LOST_QUOTE = re.compile("\u00e2\u20ac(?:\ufffd|\\?(?!\\w)|(?=[\\s.,;:!?)\\]\u00e2\u00c2]|$))")


@dataclass(frozen=True, slots=True)
class Utf8Reading:
    """What UTF-8 looks like in one charset: whole characters, all that can be part of one, sure signs."""

    table: SingleBytes
    unit: re.Pattern[str]
    run: re.Pattern[str]
    foreign: re.Pattern[str]
    mark: re.Pattern[str]

    def decoded(self, unit: str) -> str | None:
        """Return the character that `unit` stands for, None where UTF-8 has none."""
        try:
            return self.table.to_bytes(unit).decode("utf-8")
        except UnicodeDecodeError:
            return None

    def mended(self, passage: str) -> str:
        """Return `passage` with all of UTF-8 in it decoded: by runs, for speed, where all of one is right."""
        return self.run.sub(
            lambda match: self.decoded(match.group()) or self._by_unit(match.group()), passage
        )

    def _by_unit(self, run: str) -> str:
        return self.unit.sub(lambda match: self.decoded(match.group()) or match.group(), run)


def _reading(codec: str, mark: str) -> Utf8Reading:
    table = LATIN if codec == "cp1252" else single_bytes(codec)
    then = f"[{table.characters(0x80, 0xBF)}]"
    unit = (
        f"(?:[{table.characters(0xC2, 0xDF)}]{then}|[{table.characters(0xE0, 0xEF)}]{then}{{2}}"
        f"|[{table.characters(0xF0, 0xF4)}]{then}{{3}})"
    )
    return Utf8Reading(
        table,
        re.compile(unit),
        re.compile(f"{unit}++"),
        re.compile(f"[{table.characters(0x80, 0xFF)}]"),
        re.compile(mark),
    )


def _dash(codec: str) -> str:
    """The first two bytes of quotes, dashes and the ellipsis, as `codec` reads them."""
    return re.escape(b"\xe2\x80".decode(codec))


# What can stand behind a word: quotes, dashes, the ellipsis, a no-break space.
_MAY_FOLLOW = "\xa0\xab\xbb\u2013\u2014\u2018\u2019\u201a\u201c\u201d\u201e\u2026\u2039\u203a\xb7"


def _first_bytes(codec: str, leads: bytes) -> str:
    """The characters that `leads` are in `codec`, before a sign of it: no letter, no space."""
    table = single_bytes(codec)
    signs = "".join(
        f"\\u{ord(char):04x}"
        for char, byte in table.byte_of.items()
        if byte <= 0xBF and not char.isalpha() and char not in _MAY_FOLLOW
    )
    return f"[{re.escape(leads.decode(codec))}][{signs}]"


# Those that desktops and servers of newspapers had; a mark is conclusive by itself. Cyrillic ones last: in
# them one damaged Latin letter is two Cyrillic ones.
SINGLE_BYTE_READINGS = (
    _reading("cp1252", _LATIN_MARK),
    _reading(
        "cp1250",
        f"{_dash('cp1250')}|\u0102[\u00a4\u00a6-\u00a9\u00ae\u00b0\u00b1\u00b4\u00b6]"
        "|\u0139[\u201a\u203a\u00bc\u00a0\u2122]|\u00c4[\u2122\u2021\u203a]",
    ),
    # Arabic, Greek and the Baltic languages: the letters that begin their own in UTF-8, before a sign.
    _reading("cp1256", f"(?:{_first_bytes('cp1256', bytes(range(0xD8, 0xDC)))}){{2}}"),
    _reading("cp1253", f"{_dash('cp1253')}|(?:{_first_bytes('cp1253', bytes((0xCE, 0xCF)))}){{2}}"),
    _reading("cp1257", f"{_first_bytes('cp1257', bytes((0xC4, 0xC5)))}(?=[a-z])"),
    _reading(
        "cp850", "\u00d4\u00c7[\u00d6\u00ff\u00d8\u00a3\u00f4\u00f6\u00aa]|\u251c[^\\s\u2500-\u257f\x00-\x7f]"
    ),
    _reading("cp437", f"{_dash('cp437')}|\u251c[^\\s\u2500-\u257f\x00-\x7f]"),
    _reading("mac-roman", f"{_dash('mac-roman')}|\u221a[^\\s\u03c0\u221e\x00-\x7f]"),
    _reading("cp1251", f"{_dash('cp1251')}|\u0413[\u00a4\u00a7\u00a9\u00ae\u00b0\u00b1\u00b6\u00b7]"),
    _reading("koi8-r", _dash("koi8-r")),
    _reading("cp866", "[\u2564\u2568][\u0410-\u043f]"),
)
# A text without any of these is not damaged so: a mark, two characters in a row, or a lost one. In cp866 any
# two Cyrillic letters may be a character: there only marks tell. All begin as UTF-8 does, or are controls:
# what does not is passed over in a tenth of the time.
_BEGINNINGS = "".join(sorted({reading.table.characters(0xC2, 0xF4) for reading in SINGLE_BYTE_READINGS}))
SIGN = re.compile(
    f"(?=[\u0080-\u009f\u0430-\u044f{_BEGINNINGS}])(?:"
    + "|".join(
        f"{reading.mark.pattern}|{reading.unit.pattern}{{2}}"
        if reading.table.codec != "cp866"
        else reading.mark.pattern
        for reading in SINGLE_BYTE_READINGS
    )
    + f"|[\u0430-\u044f][\u0410-\u042f]{{2}}|[\u00c2\u00c3]|[\u00c4\u00c5\u00c8][{_THEN}])"
)
CHARSET_KINDS = {
    reading.table.codec: RepairKind.UTF8_READ_AS_LATIN1
    if reading.table.codec == "cp1252"
    else RepairKind(f"utf8_read_as_{reading.table.codec}")
    for reading in SINGLE_BYTE_READINGS
}


def repair_utf8_as_single(passage: str) -> tuple[str, str] | None:
    """Return (passage put right, kind of damage) where all of it is UTF-8 read in a single-byte charset."""
    return _best(passage, _repaired)


def repair_utf8_fragments(passage: str) -> tuple[str, str] | None:
    """Return (passage put right, kind of damage) where single characters of a right one are damaged so."""
    return _best(passage, _marked_only)


def _best(passage: str, repair: Callable[[str, Utf8Reading], str | None]) -> tuple[str, str] | None:
    """What explains most of the damage: it makes the text shortest."""
    found = [
        (len(mended), number, mended, CHARSET_KINDS[reading.table.codec])
        for number, reading in enumerate(SINGLE_BYTE_READINGS)
        if (mended := repair(passage, reading)) is not None and mended != passage
    ]
    return min(found)[2:] if found else None


def _repaired(passage: str, reading: Utf8Reading) -> str | None:
    judged = passage[:_LONGEST_JUDGED]
    units = reading.unit.findall(judged)
    latin = reading.table is LATIN
    if not units:
        return _without_lost_bytes(passage) if latin and _mere_lost_bytes(judged) else None
    good = [(unit, mended) for unit in units if (mended := reading.decoded(unit)) is not None]
    inside = sum(len(unit) for unit, _ in good)
    strays = len(reading.foreign.findall(judged)) - inside
    if latin:
        lost = _LOST_A_GRAVE.findall(judged), _LOST_BLANK.findall(judged), _LOST_QUOTE.findall(judged)
        strays -= len(lost[0]) + len(lost[1]) + 2 * len(lost[2])
    marked = bool(good) and reading.mark.search(judged) is not None
    if good and strays <= _MOST_STRAY_SHARE * inside and (marked or _many_of_one_script(good, latin, strays)):
        mended = reading.mended(passage)
        return _without_lost_bytes(mended) if latin else mended
    return None


_POWERS = frozenset({"\u00c5\u00b9", "\u00c5\u00b2", "\u00c5\u00b3"})  # square \u00e5ngstr\u00f6ms


def _many_of_one_script(good: list[tuple[str, str]], latin: bool, strays: int) -> bool:
    """Whether the units are letters enough, of one script; Latin ones prove nothing in a Latin charset."""
    good = [(unit, mended) for unit, mended in good if unit not in _POWERS]
    letters = [char for _, mended in good for char in mended if char.isalpha() and _script(char) != "LATIN"]
    if not latin:
        letters = [char for _, mended in good for char in mended if char.isalpha()]
        if strays > _MOST_STRAYS_WITHOUT_MARK * sum(len(unit) for unit, _ in good):
            return False
    if len(letters) < _FEWEST_UNITS:
        return False
    scripts = [_script(char) for char in letters]
    return max(scripts.count(script) for script in set(scripts)) >= _SAME_SCRIPT * len(scripts)


def _script(char: str) -> str:
    name = unicodedata.name(char, "?").split()[0]
    return "CJK" if name in {"HIRAGANA", "KATAKANA"} else name


def _marked_only(passage: str, reading: Utf8Reading) -> str | None:
    """Mend the units that are conclusive by themselves, in a passage with right letters beside them.

    A passage that shows a character or a word both damaged and right may be about such damage: it is left.
    """
    latin = reading.table is LATIN
    right: dict[str, str] = {}
    letters: dict[str, str] = {}
    for found in reading.unit.finditer(passage):
        unit, mended = found.group(), reading.decoded(found.group())
        if mended is None:
            continue
        if not reading.mark.match(passage, found.start()):
            if latin and mended.isalpha() and _LETTER.match(passage, found.end()):
                letters[unit] = mended
            continue
        right[unit] = mended
        if mended in passage and not _is_in_other_word(found, reading):
            return None
    if not right:
        return _without_sure_losses(passage) if latin else None
    if len(right) >= _FEWEST_SURE:
        right = letters | right
    mended = reading.unit.sub(lambda match: right.get(match.group(), match.group()), passage)
    return (_without_sure_losses(mended) or mended) if latin else mended


def _is_in_other_word(found: re.Match[str], reading: Utf8Reading) -> bool:
    """Whether a unit is in a word, unquoted, that the passage has not put right too."""
    passage = found.string
    before = _WORD_END.search(passage[max(0, found.start() - 40) : found.start()])
    start = found.start() - len(before.group() if before else "")
    word = _WORD.match(passage, start)
    if word is None or word.group() == found.group():
        return False
    if _OPENING.match(passage, start - 1):
        return False
    return reading.mended(word.group()) not in passage


_FEWEST_SURE = 2  # beside so many the other letters that can be damaged are
_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile("[^\\s<>\"'()\u2e80-\uffef]{1,80}")
_WORD_END = re.compile("[^\\s<>\"'()\u2e80-\uffef]{0,40}$")
_OPENING = re.compile("[\"'(]")


def _without_sure_losses(passage: str) -> str | None:
    """Mend closing quotes and no-break spaces that lost a byte, where nothing else can be meant."""
    mended = _LOST_QUOTE.sub("\u201d", _SURELY_LOST_BLANK.sub("", passage))
    return mended if mended != passage else None


def _mere_lost_bytes(passage: str) -> bool:
    """Whether the only foreign letters are A-tildes at word ends: the passage's one accent was a grave a."""
    return "\u00c3" in passage and len(_LOST_A_GRAVE.findall(passage)) == len(_LATIN_FOREIGN.findall(passage))


def _without_lost_bytes(passage: str) -> str:
    """Put back the grave a, and take away what is left of no-break spaces, where blanks took their bytes."""
    passage = _LOST_A_GRAVE.sub(lambda match: "\u00e0" + _blank_after(match), passage)
    return _LOST_BLANK.sub("", _LOST_QUOTE.sub("\u201d", passage))


def _blank_after(match: re.Match[str]) -> str:
    """What stays behind a grave a: of two blanks one; one blank may be both, or was the lost byte."""
    following = match.string[match.end() : match.end() + 2]
    if len(match.group(1)) == 1 and re.match(r"s(?:\W|$)|[,.)]|$", following):
        return ""
    return " " if match.group(1) else ""


_LATIN_FOREIGN = SINGLE_BYTE_READINGS[0].foreign


# Cyrillic in one charset read as another: `опхбЕР` for `Привет`. Capitals and small letters change places.

_CYRILLIC_WORD = re.compile("[\u0400-\u04ff]{3,}")
_FEWEST_TURNED, _LEAST_TURNED = 3, 0.7


def _exchange(read_as: str, codec: str) -> dict[int, str]:
    read = {bytes((byte,)).decode(read_as, "ignore"): byte for byte in range(0x80, 0x100)}
    return {ord(char): bytes((byte,)).decode(codec, "ignore") for char, byte in read.items() if char}


_EXCHANGES = (_exchange("cp1251", "koi8-r"), _exchange("koi8-r", "cp1251"))


def repair_cyrillic_as_cyrillic(passage: str) -> tuple[str, str] | None:
    """Return (passage put right, kind of damage) where KOI8 and Windows-1251 were taken for one another."""
    words = _CYRILLIC_WORD.findall(passage[:_LONGEST_JUDGED])
    turned = sum(word[1:].isupper() for word in words)
    if turned < _FEWEST_TURNED or turned < _LEAST_TURNED * len(words) or _is_cyrillic("".join(words)):
        return None
    for table in _EXCHANGES:
        mended = passage.translate(table)
        if _is_cyrillic("".join(_CYRILLIC_WORD.findall(mended))):
            return mended, RepairKind.LETTERS_READ_AS_OTHERS
    return None


# Controls that were dropped: of an apostrophe's three bytes the first is left.

_CONTRACTED = re.compile(
    "\\b(?:(?:is|are|was|were|do|does|did|has|have|had|wo|ca|could|would|should)n\u00e2t"
    "|(?:it|he|she|that|there|what|who|let)\u00e2s|(?:we|you|they)\u00e2(?:re|ve|ll|d)|I\u00e2(?:m|ve|ll|d))\\b",
    re.IGNORECASE,
)
_APOSTROPHE = re.compile("(?<=[A-Za-z])\u00e2(?=(?:s|t|re|ve|ll|d|m)\\b)|(?<=s)\u00e2(?= )")
_OPENING_QUOTE = re.compile("(?:(?<=\\s)|^)\u00e2(?=[A-Za-z])")
_CLOSING_QUOTE = re.compile("(?<=[.,!?])\u00e2(?=\\s|$)")


def repair_lost_controls(passage: str) -> tuple[str, str] | None:
    """Return an English passage with its apostrophes and quotes, of which one byte in three was left."""
    if not passage.replace("\u00e2", "").isascii() or not _CONTRACTED.search(passage):
        return None
    mended = _CLOSING_QUOTE.sub("\u201d", _OPENING_QUOTE.sub("\u201c", _APOSTROPHE.sub("\u2019", passage)))
    return mended.replace(" \u00e2 ", " \u2013 "), RepairKind.UTF8_READ_AS_LATIN1
