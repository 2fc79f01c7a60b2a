"""Hebrew stored as it looks on a screen, from left to right, put into the order in which it is read.

Pages of ISO-8859-8 without `-I` are in visual order (RFC 1556; "visual" in WHATWG's Encoding Standard), and
copies of them may be in any charset. So the letters tell, not the label: those that end words begin them.
Each line is turned as Unicode's bidirectional algorithm (UAX #9) would have laid it out: all of it but
numbers and words of other scripts, brackets mirrored.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from newsarchive.text.entities import unescape

_LETTERS = "\u05d0-\u05ea"
# Kaf, mem, nun, pe and tsadi have another form at the end of a word, and only there. The common two of them
# are asked for first: no text with _FEWEST of such words has neither.
_FINALS = "\u05da\u05dd\u05df\u05e3\u05e5"
_COMMON = ("\u05dd", "\u05df")
_TURNED = re.compile(f"(?<![\u0591-\u05ea])[{_FINALS}](?=[{_LETTERS}])")
_IN_ORDER = re.compile(f"(?<=[{_LETTERS}])[{_FINALS}](?![\u0591-\u05ea])")
# One word in six has a final letter: so many turned ones are no misprint, and a few sentences have them. A
# page that quotes turned words, or tells of them, has as many in order, or is in another language.
_FEWEST, _TURNED_TO_ORDERED = 8, 20
_HEBREW, _LATIN = re.compile(f"[{_LETTERS}]"), re.compile("[A-Za-z]")

_PART = re.compile(
    r"<!--(?:[^-]++|-(?!->))*+(?:-->)?|<(script|style)\b[^<]*+(?:<(?!/\1)[^<]*+)*+"
    r"|</?[a-z!?][^<>]*+>?|[^<]++|<",
    re.IGNORECASE,
)
_NAME = re.compile(r"</?([a-z][a-z0-9]*)", re.IGNORECASE)
_UNIT = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});?|.", re.DOTALL)
# Elements that stand within a line; all others end it.
_WITHIN = frozenset(
    {
        *("a", "abbr", "acronym", "b", "bdo", "big", "cite", "code", "del", "em", "font", "i", "ins", "kbd"),
        *("nobr", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "tt", "u", "var"),
    }
)
_VOID = frozenset({"img", "wbr"})
_KEEPS_LINES = frozenset({"pre", "listing", "xmp", "plaintext"})
_DEEPEST = 30
# Characters of the widest line from which lines are thought to be wrapped, and how much of it a line and the
# next word must fill: letters differ in width.
_WRAPPED, _FILLED = 30, 0.9
_FEWEST_LINES = 3

# Runs that are read from left to right, by the classes of characters (UAX #9, W4 to W7 and N1): letters of
# other scripts with what stands between them, and numbers with their separators and signs.
_NUMBER = "T*1+(?:[SC]1+)*T*"
_RUN = re.compile(f"(?:{_NUMBER})?L(?:[^R]*(?:L|1T*))?|{_NUMBER}")
_CLASSES = {"L": "L", "R": "R", "AL": "R", "EN": "1", "ES": "S", "CS": "C", "ET": "T"}
_MIRRORED = {"(": ")", "[": "]", "{": "}", "&lt;": "&gt;", "\u00ab": "\u00bb", "&laquo;": "&raquo;"}
_MIRROR = _MIRRORED | {closing: opening for opening, closing in _MIRRORED.items()}


@dataclass(slots=True)
class _Line:
    """Parts of the source that are shown in one line, and the tag or line end behind it."""

    parts: list[str] = field(default_factory=list)
    end: str = ""
    is_turned: bool = False

    @property
    def text(self) -> str:
        return unescape("".join(part for part in self.parts if not part.startswith("<"))).strip()


def read_visual_hebrew(text: str) -> tuple[str, int]:
    """Return the source of a page with its turned lines in the order of reading, and their number."""
    if not any(letter in text for letter in _COMMON) or not _is_visual(text):
        return text, 0
    lines = [*_lines(text)]
    for line in lines:
        shown = line.text
        if _HEBREW.search(shown) and (_TURNED.search(shown) or not _IN_ORDER.search(shown)):
            turned = _turn(line.parts)
            line.is_turned = turned is not None
            line.parts = turned or line.parts
    _join(lines)
    count = sum(line.is_turned for line in lines)
    return "".join(part for line in lines for part in (*line.parts, line.end)), count


def _is_visual(text: str) -> bool:
    turned = len(_TURNED.findall(text))
    if turned < _FEWEST or turned < _TURNED_TO_ORDERED * len(_IN_ORDER.findall(text)):
        return False
    shown = "".join(match[0] for match in _PART.finditer(text) if not match[0].startswith("<"))
    return len(_HEBREW.findall(shown)) > len(_LATIN.findall(shown))


def _lines(text: str) -> Iterator[_Line]:
    """Yield the lines of a source; line ends count in plain text, and where an element keeps them."""
    line, keeps = _Line(), "</" not in text
    for match in _PART.finditer(text):
        part = match[0]
        name = found[1].lower() if part[0] == "<" and (found := _NAME.match(part)) else ""
        if not name:
            if keeps and part[0] != "<":
                *ended, part = part.split("\n")
                for one in ended:
                    line.parts.append(one)
                    line.end = "\n"
                    yield line
                    line = _Line()
            line.parts.append(part)
        elif name in _WITHIN or name in _VOID:
            line.parts.append(part)
        else:
            keeps = part[1] != "/" if name in _KEEPS_LINES else keeps
            line.end = part
            yield line
            line = _Line()
    yield line


# One line: its characters with the elements they stand in, turned, and written again.


def _turn(parts: list[str]) -> list[str] | None:
    """Return the parts of a line in the order of reading; None for one in too many elements.

    An element that begins or ends in the line, and goes on in others, is kept for those.
    """
    closed_by = _pairs(parts)
    before: list[str] = []
    behind: list[str] = []
    units: list[tuple[str, tuple[int, ...]]] = []
    within: tuple[int, ...] = ()
    last = max((at for at, part in enumerate(parts) if _is_text(part)), default=-1)
    for at, part in enumerate(parts):
        if not part.startswith("<") or part == "<":
            units.extend((unit[0], within) for unit in _UNIT.finditer(part))
        elif at in closed_by:
            within = (*within, at)
        elif within and closed_by[within[-1]] == at:
            within = within[:-1]
        elif part[1] == "/":
            (behind if at > last else before).append(part)
        elif (name := _NAME.match(part)) and name[1].lower() in _WITHIN:
            (before if not units else behind).append(part)
        else:
            units.append((part, within))
        if len(within) > _DEEPEST:
            return None
    return [*before, *_written(_in_order(units), parts, closed_by), *behind]


def _is_text(part: str) -> bool:
    return not part.startswith("<") and not part.isspace()


def _pairs(parts: list[str]) -> dict[int, int]:
    """The places of tags that open elements within a line, with those of the tags that close them."""
    pairs: dict[int, int] = {}
    opened: list[tuple[str, int]] = []
    for at, part in enumerate(parts):
        found = _NAME.match(part)
        name = found[1].lower() if found else ""
        if name not in _WITHIN:
            continue
        if part[1] != "/":
            opened.append((name, at))
        elif opened and opened[-1][0] == name:
            pairs[opened.pop()[1]] = at
    return pairs


def _in_order(units: list[tuple[str, tuple[int, ...]]]) -> Iterator[tuple[str, tuple[int, ...]]]:
    end = len(units)
    for start, stop in reversed([*_runs([unit for unit, _ in units])]):
        yield from map(_mirrored, reversed(units[stop:end]))
        yield from units[start:stop]
        end = start
    yield from map(_mirrored, reversed(units[:end]))


def _runs(units: list[str]) -> Iterator[tuple[int, int]]:
    """Yield where runs from left to right begin and end; a bracket opened in one is closed in it (N0)."""
    for run in _RUN.finditer("".join(map(_class, units))):
        start, end = run.span()
        closing = _MIRRORED.get(next((unit for unit in reversed(units[start:end]) if unit in _MIRROR), ""))
        yield start, end + (closing is not None and units[end : end + 1] == [closing])


def _class(unit: str) -> str:
    shown = unescape(unit) if unit.startswith("&") else unit
    return _CLASSES.get(unicodedata.bidirectional(shown), "N") if len(shown) == 1 else "N"


def _mirrored(unit: tuple[str, tuple[int, ...]]) -> tuple[str, tuple[int, ...]]:
    return _MIRROR.get(unit[0], unit[0]), unit[1]


def _written(
    units: Iterator[tuple[str, tuple[int, ...]]], parts: list[str], closed_by: dict[int, int]
) -> Iterator[str]:
    """Yield the units, and the tags of the elements that each stands in."""
    opened: tuple[int, ...] = ()
    for unit, within in units:
        if within != opened:
            same = sum(1 for one, other in zip(opened, within, strict=False) if one == other)
            yield from (parts[closed_by[one]] for one in reversed(opened[same:]))
            yield from (parts[one] for one in within[same:])
            opened = within
        yield unit
    yield from (parts[closed_by[one]] for one in reversed(opened))


# Lines that were cut where the next word had no room are one paragraph.


def _join(lines: list[_Line]) -> None:
    """Write a blank for each line end between turned lines that is only where the width ended."""
    groups: list[list[_Line]] = [[]]
    for line in lines:
        groups[-1].append(line)
        if not line.text or not _is_break(line.end):
            groups.append([])
    widest = max((len(line.text) for group in groups if len(group) > 1 for line in group), default=0)
    for group in groups:
        width = max((len(line.text) for line in group), default=0)
        width = width if len(group) >= _FEWEST_LINES else widest
        for line, following in pairwise(group):
            words = following.text.split(maxsplit=1)
            if width < _WRAPPED or not (words and line.is_turned and following.is_turned):
                continue
            if len(line.text) + 1 + len(words[0]) > _FILLED * width:
                line.end = " "


def _is_break(end: str) -> bool:
    found = _NAME.match(end)
    return found is not None and found[1].lower() == "br"
