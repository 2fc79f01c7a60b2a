"""Whole lines by which a paper speaks of itself amid a story: who may copy it, where else to read it.

A line is told by its known form from beginning to end (data/house_lines.tsv, data/house_calls.tsv): a
sentence of a report that begins alike goes on otherwise, and stays. Of several sentences each must be one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

from newsarchive.text.furniture.house_forms import SignedLine, forms_of, may_begin

# Where such a line may be cut: wherever it stands, above a text alone, at both of its ends.
HOUSE_LINE, HOUSE_HEAD, HOUSE_END, EMBED_CONSENT = "house_line", "house_head", "house_end", "embed_consent"
# What goes only beside another such sentence on the same line: "Want more stories like this?".
_BESIDE = "house_beside"
# The rule of a form by its place in the tables.
_RULES = {
    "anywhere": HOUSE_LINE,
    "head": HOUSE_HEAD,
    "ends": HOUSE_END,
    "consent": EMBED_CONSENT,
    "beside": _BESIDE,
}
# Characters of the longest line: a box in the place of an embed, with four sentences.
_LONGEST_HOUSE = 600
# Each further sentence of a box in the place of an embed has one of these, and speaks to the reader or as the
# paper; in languages whose forms the table has.
_OF_CONSENT = re.compile(
    r"cookie|consent|permission|privacy|this content|content provided|allow \S+ content"
    r"|einwillig|zustimm|datenschutz|personenbezogen|einverstanden|extern\w* inhalt|mit einem klick"
    r"|traceur|ce contenu|vos données|toestemming|questo contenuto|visualizzarlo|samtykke"
    r"|informasjonskapsler|kakor|este conte|treść|zgod|ciasteczk",
    re.IGNORECASE,
)
_TO_READER = re.compile(
    r"\b(?:you|your|we|our|i|sie|ihnen|ihre[nr]?|dich|dir|deine[nr]?|wir|unsere[nr]?|ich|vous|vos|votre|nous|je|jouw|uw|u"
    r"|wij|onze|ti|tu|tuoi|puoi|devi|noi|du|dig|din|dine|vi|vår|te|sus?|usted|nuestr[ao]s?|você|seus?|nossos?"
    r"|twoj\w+|możesz|nasz\w*)\b",
    re.IGNORECASE,
)
_SENTENCES = re.compile(r"(?<=[.!?])\s+")
# Signs that are set around a line besides emoji; quotation marks are none. Those that stand alone behind a
# guillemet belong to a quotation where the other guillemet is in the line.
_SIGNS = frozenset(" \t\xa0|*•·※→←↓↑➤➜➔►▶▷◀◤◢■□◆◇●○★☆>+=~_-–—\ufe0f\u200d\u200b")
_OF_TEXT = frozenset("©®ⓒ℗№°™")
_DEEPEST = 8
# Where one sentence of a line ends, and the longest line and most sentences of those that call the reader.
_PARTS = re.compile(r"(?<=[.!?؟।])\s+|(?<=[。！？])\s*|[:：]\s+|：|\s+[–—-]\s+|\s*[|｜]\s*")
_CLAUSES = re.compile(rf"{_PARTS.pattern}|,\s+|[，、]")
_MARK = re.compile("[.!?؟।。！？:：–—|｜,，、-]")  # one of these is at each of them
_LONGEST_CALLS, _MOST_PARTS = 300, 6
# A question to the reader in front of a call: "Got a story about the harbour?".
_LONGEST_QUESTION = 70
_ASKED = re.compile("[?？؟]")
# An address of a page or of a letter box behind what calls.
_ADDRESS = re.compile(r"https?://\S{4,160}|\S{0,40}@\S{3,40}", re.IGNORECASE)
# The paper's name behind a bar: "Follow us on Facebook | Harbour Mercury".
_SIGNED = re.compile(r"\|\s?[^\W\d_][^\s|.!?:]{0,20}(?: [^\s|.!?:]{1,20}){0,3}$")


def house_kind(line: str, names: Collection[str] = ()) -> str | None:
    """Return the rule that calls `line` one of the paper's own, else None; `names` are those of its site."""
    if (kind := _kind_of_whole(line, names)) not in (None, _BESIDE):
        return kind
    if len(line) > _LONGEST_CALLS:
        return None
    bare = without_signs(line)
    if bare != line and (kind := _kind_of_whole(bare, names)) not in (None, _BESIDE):
        return kind
    # Most lines end here: the first of several parts has a form, or asks something.
    if not may_begin(bare) and _ASKED.search(bare) is None:
        return None
    if (mark := _MARK.search(bare)) is None or mark.end() == len(bare):
        return None
    return _kind_of_parts(bare, _PARTS, names) or _kind_of_parts(bare, _CLAUSES, names)


def without_signs(line: str) -> str:
    """Return `line` without the emoji, arrows and bars that are set around it."""
    start, end = 0, len(line)
    while start < min(end, _DEEPEST) and _is_sign(line, start):
        start += 1
    while end > max(start, len(line) - _DEEPEST) and _is_sign(line, end - 1):
        end -= 1
    return line[start:end]


def _is_sign(line: str, at: int) -> bool:
    char = line[at]
    if char.isascii() or char in _SIGNS:
        return char in _SIGNS
    if char == "»":
        return "«" not in line
    return char not in _OF_TEXT and unicodedata.category(char) == "So"


def _kind_of_parts(line: str, ends: re.Pattern[str], names: Collection[str]) -> str | None:
    """The rule of a line each part of which is the paper's own, or a short question before all others."""
    if (first := ends.search(line)) is None:
        return None
    begun = line[: first.start()]
    is_asked = begun.endswith(("?", "？", "؟")) and len(begun) <= _LONGEST_QUESTION
    if begun and not is_asked and _kind_of_part(begun, names) is None:
        return None
    signed = _SIGNED.search(line)
    if signed and (kind := _kind_of_whole(without_signs(line[: signed.start()]), names)) == HOUSE_LINE:
        return kind
    parts = [part for part in ends.split(line) if part]
    if not 1 < len(parts) <= _MOST_PARTS:
        return None
    kinds: set[str] = set()
    for part in parts[1:] if is_asked else parts:
        if (kind := _kind_of_part(part, names)) is None:
            return None
        kinds.add(kind)
    return next((kind for kind in (HOUSE_LINE, HOUSE_END) if kind in kinds), None)


def _kind_of_part(part: str, names: Collection[str]) -> str | None:
    if _ADDRESS.fullmatch(part):
        return _BESIDE
    return _kind_of_whole(without_signs(part).rstrip("?؟？ "), names)


def _kind_of_whole(line: str, names: Collection[str]) -> str | None:
    if len(line) > _LONGEST_HOUSE or not (forms := forms_of(line)):
        return None
    seen = SignedLine(line, names)
    for form in forms:
        rule = _RULES[form.place]
        if rule == EMBED_CONSENT:
            begun = form.pattern.match(line)
            if begun and all(map(_asks_consent, _further(line[begun.end() :]))):
                return rule
        elif form.fits(seen):
            return rule
    return None


def _further(rest: str) -> list[str]:
    return [sentence for sentence in _SENTENCES.split(rest.strip()) if sentence]


def _asks_consent(sentence: str) -> bool:
    return bool(_OF_CONSENT.search(sentence) and _TO_READER.search(sentence))
