"""UTF-8 read as Latin-1 or Windows-1252: `GrÃ¶ÃŸe`, `â€œ`, `æ–°é—»`."""

from __future__ import annotations

import re
import unicodedata

from newsarchive.text.mojibake.latin_bytes import characters, to_bytes
from newsarchive.text.mojibake.passages import Undone, repair_passages

CONTINUATION = f"[{characters(0x80, 0xBF)}]"
FOREIGN = re.compile(f"[{characters(0x80, 0xFF)}]")
UNIT = (
    f"(?:[{characters(0xC2, 0xDF)}]{CONTINUATION}|[{characters(0xE0, 0xEF)}]{CONTINUATION}{{2}}"
    f"|[{characters(0xF0, 0xF4)}]{CONTINUATION}{{3}})"
)
UNITS = re.compile(f"{UNIT}+")
# Pairs that no language writes: a quotation mark's first two bytes; A-tilde or A-circumflex before a sign
# that cannot stand after a letter (quotes, dashes and ellipsis can: `IRM\u00c3\u201d`, and are left out).
STRONG = re.compile(
    "\u00e2\u20ac|\u00e2\u0080|[\u00c2\u00c3][\u00a1-\u00aa\u00ac-\u00b6\u00b8-\u00ba\u00bc-\u00bf\u0152\u0153\u0178\u0192\u2021]"
)
# So many characters of another script in a row do not come about by chance: one letter and two signs can
# stand together in French (`march\u00e9\u00bb\u2026`), three such groups in one passage cannot.
FEWEST_OF_OTHER_SCRIPTS = 3
SAME_SCRIPT = 0.8
# Right letters beside the damage speak against it: the passage is mixed, or was never damaged.
MOST_STRAYS = 0.25


def repair_utf8_as_latin(text: str) -> Undone:
    """Return `text` with the passages put right that are UTF-8 read as Latin-1 or Windows-1252."""
    return repair_passages(text, _repair)


def _repair(passage: str) -> str | None:
    units = UNITS.findall(passage)
    if not units:
        return None
    decoded = [_decoded(unit) for unit in units]
    good = [(unit, mended) for unit, mended in zip(units, decoded, strict=True) if mended is not None]
    inside = sum(len(unit) for unit, _ in good)
    strays = len(FOREIGN.findall(passage)) - inside
    if not good or strays > MOST_STRAYS * inside or not _proven(good):
        return None
    return UNITS.sub(lambda match: _decoded(match.group()) or match.group(), passage)


def _decoded(unit: str) -> str | None:
    try:
        return to_bytes(unit).decode("utf-8")
    except UnicodeDecodeError:
        return None


def _proven(good: list[tuple[str, str]]) -> bool:
    if any(STRONG.search(unit) for unit, _ in good):
        return True
    letters = [char for _, mended in good for char in mended if char.isalpha() and ord(char) > 0xFF]
    if len(letters) < FEWEST_OF_OTHER_SCRIPTS:
        return False
    scripts = [_script(char) for char in letters]
    return max(scripts.count(script) for script in set(scripts)) >= SAME_SCRIPT * len(scripts)


def _script(char: str) -> str:
    name = unicodedata.name(char, "?").split()[0]
    return "CJK" if name in {"HIRAGANA", "KATAKANA"} else name
