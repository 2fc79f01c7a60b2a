"""UTF-8 read in a single-byte charset: `GrÃ¶ÃŸe`, `â€œ`, `æ–°é—»`, `РџСЂРёРІРµС‚`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from newsarchive.text.mojibake.single_bytes import LATIN, SingleBytes, single_bytes

# Letters that a reading must not turn up among: right letters beside the damage speak against it.
MOST_STRAYS = 0.25
LONGEST_JUDGED = 5_000  # characters of a passage; the rest of it went the same way
MOST_STRAYS_WITHOUT_MARK = 0.1
# So many characters of another script in a row do not come about by chance: one letter and two signs can
# stand together in French (`march\u00e9\u00bb\u2026`), three such groups in one passage cannot.
FEWEST_UNITS = 3
SAME_SCRIPT = 0.8
# Pairs that no language writes: a quotation mark's first two bytes; A-tilde or A-circumflex before a sign
# that cannot stand after a letter (quotes, dashes and ellipsis can: `IRM\u00c3\u201d`, and are left out); a
# C1 control.
LATIN_MARK = (
    "\u00e2(?:\u20ac|\u0080)|[\u00c2\u00c3][\u00a1-\u00aa\u00ac-\u00b6\u00b8-\u00ba\u00bc-\u00bf"
    "\u0152\u0153\u0178\u0192\u2021]|[\u0080-\u009f]"
)
# A-grave whose second byte, a no-break space, became a blank: at the end of a word, or one by itself.
LOST_A_GRAVE = re.compile("(?<![A-Z\u00c0-\u00de])\u00c3( +|$)")
LOST_BLANK = re.compile("\u00c2(?= |$)")


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


# Those that desktops and servers of newspapers had; a mark is conclusive by itself. Cyrillic ones last: in
# them one damaged Latin letter is two Cyrillic ones.
READINGS = (
    _reading("cp1252", LATIN_MARK),
    _reading(
        "cp1250",
        f"{_dash('cp1250')}|\u0102[\u00a4\u00a6-\u00a9\u00ae\u00b0\u00b1\u00b4\u00b6]"
        "|\u0139[\u201a\u203a\u00bc\u00a0\u2122]|\u00c4[\u2122\u2021\u203a]",
    ),
    _reading("cp437", f"{_dash('cp437')}|\u251c[^\\s\u2500-\u257f\x00-\x7f]"),
    _reading("mac-roman", f"{_dash('mac-roman')}|\u221a[^\\s\u03c0\u221e\x00-\x7f]"),
    _reading("cp1251", f"{_dash('cp1251')}|\u0413[\u00a4\u00a7\u00a9\u00ae\u00b0\u00b1\u00b6\u00b7]"),
    _reading("koi8-r", _dash("koi8-r")),
    _reading("cp866", "[\u2564\u2568][\u0410-\u043f]"),
)
# A text without any of these is not damaged so: a mark, two characters in a row, or a lost one. In cp866 any
# two Cyrillic letters may be a character: there only marks tell.
SIGN = re.compile(
    "|".join(
        f"{reading.mark.pattern}|{reading.unit.pattern}{{2}}"
        if reading.table.codec != "cp866"
        else reading.mark.pattern
        for reading in READINGS
    )
    + "|\u00c3"
)
KINDS = {reading.table.codec: f"utf8_read_as_{reading.table.codec}" for reading in READINGS} | {
    "cp1252": "utf8_read_as_latin1"
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
        (len(mended), mended, KINDS[reading.table.codec])
        for reading in READINGS
        if (mended := repair(passage, reading)) is not None and mended != passage
    ]
    return min(found)[1:] if found else None


def _repaired(passage: str, reading: Utf8Reading) -> str | None:
    judged = passage[:LONGEST_JUDGED]
    units = reading.unit.findall(judged)
    latin = reading.table is LATIN
    if not units:
        return _without_lost_bytes(passage) if latin and _mere_lost_bytes(passage) else None
    good = [(unit, mended) for unit in units if (mended := reading.decoded(unit)) is not None]
    inside = sum(len(unit) for unit, _ in good)
    strays = len(reading.foreign.findall(judged)) - inside
    if latin:
        strays -= len(LOST_A_GRAVE.findall(judged)) + len(LOST_BLANK.findall(judged))
    marked = bool(good) and reading.mark.search(judged) is not None
    if good and strays <= MOST_STRAYS * inside and (marked or _many_of_one_script(good, latin, strays)):
        mended = reading.mended(passage)
        return _without_lost_bytes(mended) if latin else mended
    return None


def _many_of_one_script(good: list[tuple[str, str]], latin: bool, strays: int) -> bool:
    """Whether the units are letters enough, of one script; Latin ones prove nothing in a Latin charset."""
    letters = [char for _, mended in good for char in mended if char.isalpha() and ord(char) > 0xFF]
    if not latin:
        letters = [char for _, mended in good for char in mended if char.isalpha()]
        if strays > MOST_STRAYS_WITHOUT_MARK * sum(len(unit) for unit, _ in good):
            return False
    if len(letters) < FEWEST_UNITS:
        return False
    scripts = [_script(char) for char in letters]
    return max(scripts.count(script) for script in set(scripts)) >= SAME_SCRIPT * len(scripts)


def _script(char: str) -> str:
    name = unicodedata.name(char, "?").split()[0]
    return "CJK" if name in {"HIRAGANA", "KATAKANA"} else name


def _marked_only(passage: str, reading: Utf8Reading) -> str | None:
    """Mend the units that are conclusive by themselves, in a passage with right letters beside them.

    A passage that shows a character both damaged and right may be about such damage: it is left alone.
    """
    marked = [unit for unit in reading.unit.findall(passage) if reading.mark.match(unit)]
    right = {unit: reading.decoded(unit) or unit for unit in marked}
    if not marked or any(mended in passage for mended in right.values()):
        return None
    return reading.unit.sub(lambda match: right.get(match.group(), match.group()), passage)


def _mere_lost_bytes(passage: str) -> bool:
    """Whether the only foreign letters are A-tildes at word ends: the passage's one accent was a grave a."""
    return "\u00c3" in passage and len(LOST_A_GRAVE.findall(passage)) == len(LATIN_FOREIGN.findall(passage))


def _without_lost_bytes(passage: str) -> str:
    """Put back the grave a, and take away what is left of no-break spaces, where blanks took their bytes."""
    passage = LOST_A_GRAVE.sub(lambda match: "\u00e0" + _blank_after(match), passage)
    return LOST_BLANK.sub("", passage)


def _blank_after(match: re.Match[str]) -> str:
    """What stays behind a grave a: of two blanks one; one blank may be both, or was the lost byte."""
    following = match.string[match.end() : match.end() + 2]
    if len(match.group(1)) == 1 and re.match(r"s(?:\W|$)|[,.)]|$", following):
        return ""
    return " " if match.group(1) else ""


LATIN_FOREIGN = READINGS[0].foreign
