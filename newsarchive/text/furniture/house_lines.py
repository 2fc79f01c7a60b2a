"""Whole lines by which a paper speaks of itself amid a story: who may copy it, where else to read it.

A line is told by its known form from beginning to end (data/house_lines.tsv, data/house_calls.tsv): a
sentence of a report that begins alike goes on otherwise, and stays. Of several sentences each must be one.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from functools import cache
from importlib.resources import files

# Where such a line may be cut: wherever it stands, above a text alone, at both of its ends.
HOUSE_LINE, HOUSE_HEAD, HOUSE_END, EMBED_CONSENT = "house_line", "house_head", "house_end", "embed_consent"
# What goes only beside another such sentence on the same line: "Want more stories like this?".
_BESIDE = "house_beside"
# Characters of the longest line: a box in the place of an embed, with four sentences.
LONGEST_HOUSE = 600
# Marks that papers set around such lines. Quotation marks of any kind are none: a story says what they hold.
_BEFORE, _BEHIND = r"[\s▶▷►■□◆◇●○※*【\[<＜(（–—→☞-]{0,4}", r"[\s.!。！।۔:：>＞\]】)）…]{0,3}"
# How the first sentence of several ends.
_STOPPED = r"(?:\s*$|(?<=\?)(?=\s)|[.!:…]+(?=\s|$))"
# A placeholder's pattern: what a name may be. The others are rows of data/house_calls.tsv.
_NAME = r"[^\s,;:!?。！？，；]{1,30}(?: [^\s,;:!?。！？，；]{1,30}){0,4}?"
_UNSTOPPED = r"[^.!?。！？]{2,100}"
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
# Letters that forms are looked up by: the first of a line, or its last.
_OF_KEY = 2
_FIRST = re.compile(r"[^\W_]{1,2}")
_WORD = re.compile(r"\{[a-z]+\}")
_ENDS_WORD = re.compile(r"[^\w(\[\\]")  # Thai vowels are marks, no letters

_Forms = dict[str, tuple[tuple[str, re.Pattern[str]], ...]]
# Signs that are set around a line besides emoji; quotation marks are none. Those that stand alone behind a
# guillemet belong to a quotation where the other guillemet is in the line.
_SIGNS = frozenset(" \t\xa0|*•·※→←↓↑➤➜➔►▶▷◀◤◢■□◆◇●○★☆>+=~_-–—\ufe0f\u200d\u200b")
_OF_TEXT = frozenset("©®ⓒ℗№°™")
_DEEPEST = 8
# Where one sentence of a line ends, and the longest line and most sentences of those that call the reader.
_PARTS = re.compile(r"(?<=[.!?؟।])\s+|(?<=[。！？])\s*|[:：]\s+|：|\s+[–—-]\s+|\s*[|｜]\s*")
_CLAUSES = re.compile(rf"{_PARTS.pattern}|,\s+|[，、]")
_LONGEST_CALLS, _MOST_PARTS = 300, 6
# A question to the reader in front of a call: "Got a story about the harbour?".
_LONGEST_QUESTION = 70
# An address of a page or of a letter box behind what calls.
_ADDRESS = re.compile(r"https?://\S{4,160}|\S{0,40}@\S{3,40}", re.IGNORECASE)
# The paper's name behind a bar: "Follow us on Facebook | Harbour Mercury".
_SIGNED = re.compile(r"\|\s?[^\W\d_][^\s|.!?:]{0,20}(?: [^\s|.!?:]{1,20}){0,3}$")


def house_kind(line: str) -> str | None:
    """Return the rule that calls `line` one of the paper's own, else None."""
    if (kind := _kind_of_whole(line)) not in (None, _BESIDE):
        return kind
    bare = without_signs(line) if len(line) <= _LONGEST_CALLS else line
    if bare != line and (kind := _kind_of_whole(bare)) not in (None, _BESIDE):
        return kind
    if len(bare) > _LONGEST_CALLS:
        return None
    return _kind_of_parts(bare, _PARTS) or _kind_of_parts(bare, _CLAUSES)


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


def _kind_of_parts(line: str, ends: re.Pattern[str]) -> str | None:
    """The rule of a line each part of which is the paper's own, or a short question before all others."""
    signed = _SIGNED.search(line)
    if signed and (kind := _kind_of_whole(without_signs(line[: signed.start()]))) == HOUSE_LINE:
        return kind
    parts = [part for part in ends.split(line) if part]
    if not 1 < len(parts) <= _MOST_PARTS:
        return None
    kinds: set[str] = set()
    if parts[0].endswith(("?", "？", "؟")) and len(parts[0]) <= _LONGEST_QUESTION:
        parts = parts[1:]
    for part in parts:
        kind = _BESIDE if _ADDRESS.fullmatch(part) else _kind_of_whole(without_signs(part).rstrip("?؟？ "))
        if kind is None:
            return None
        kinds.add(kind)
    return next((kind for kind in (HOUSE_LINE, HOUSE_END) if kind in kinds), None)


def _kind_of_whole(line: str) -> str | None:
    if len(line) > LONGEST_HOUSE or (first := _FIRST.search(line[:8])) is None:
        return None
    by_beginning, by_end = _forms()
    forms = by_beginning.get(first[0].casefold(), ())
    last = _ending(line)
    for rule, form in (*forms, *by_end.get(last, ())):
        if rule == EMBED_CONSENT:
            if (begun := form.match(line)) and all(map(_asks_consent, _further(line[begun.end() :]))):
                return rule
        elif form.fullmatch(line):
            return rule
    return None


def _further(rest: str) -> list[str]:
    return [sentence for sentence in _SENTENCES.split(rest.strip()) if sentence]


def _asks_consent(sentence: str) -> bool:
    return bool(_OF_CONSENT.search(sentence) and _TO_READER.search(sentence))


def _ending(line: str) -> str:
    """The last two letters of a line, marks left out."""
    letters = "".join(char for char in line[-8:] if char.isalnum())
    return letters[-2:].casefold()


@cache
def _forms() -> tuple[_Forms, _Forms]:
    """The forms of data/house_lines.tsv by the two letters they begin with, or by those they end with."""
    data = files("newsarchive.text.furniture").joinpath("data")
    tables = [data.joinpath(name).read_text("utf-8") for name in ("house_lines.tsv", "house_calls.tsv")]
    rules = {
        "anywhere": HOUSE_LINE,
        "head": HOUSE_HEAD,
        "ends": HOUSE_END,
        "consent": EMBED_CONSENT,
        "beside": _BESIDE,
    }
    words = {"{name}": _NAME}
    by_beginning: defaultdict[str, list[tuple[str, re.Pattern[str]]]] = defaultdict(list)
    by_end: defaultdict[str, list[tuple[str, re.Pattern[str]]]] = defaultdict(list)
    rows = [row.split("\t") for table in tables for row in table.splitlines() if not row.startswith("#")]
    for place, called, form in rows:
        if place == "word":
            words[f"{{{called}}}"] = _with_words(form, words)
    for place, _, form in rows:
        if place == "word":
            continue
        pattern = _with_words(form.replace("…", _UNSTOPPED, 1), words)
        behind = _STOPPED if place == "consent" else _BEHIND
        entry = rules[place], re.compile(rf"{_BEFORE}(?:{pattern}){behind}", re.IGNORECASE)
        if "…" in form:
            by_end[_ending(form.rstrip(")?"))].append(entry)
        else:
            for key in _beginnings(pattern if form.startswith("{") else form):
                by_beginning[key].append(entry)
    return (
        {key: tuple(entries) for key, entries in by_beginning.items()},
        {key: tuple(entries) for key, entries in by_end.items()},
    )


def _with_words(form: str, words: dict[str, str]) -> str:
    return _WORD.sub(lambda word: words[word[0]], form)


def _beginnings(form: str) -> set[str]:
    """The first two letters, folded, of lines that have a form: of each choice, class and option in it."""
    found: set[str] = set()
    open_ends = [("", form.replace("(?-i:", "(?:"))]
    while open_ends:
        begun, rest = open_ends.pop()
        if len(begun) == _OF_KEY or not rest or (begun and _ENDS_WORD.match(rest)):
            found.add(begun.casefold())
        elif rest.startswith("(?:"):
            choices, behind = _group(rest)
            open_ends.extend((begun, choice + behind) for choice in choices)
        else:
            size = rest.index("]") + 1 if rest[0] == "[" else 2 if rest[0] == "\\" else 1
            piece, behind = rest[:size], rest[size:]
            if behind.startswith("?"):
                open_ends.append((begun, behind := behind[1:]))
            letters = [char for char in piece if char.isalnum()] if piece[0] != "\\" else []
            open_ends.extend((begun + letter, behind) for letter in letters or [""])
    return found


def _group(form: str) -> tuple[list[str], str]:
    """The choices of the group that a form begins with, "" for an optional one, and what follows."""
    depth, begin, choices = 0, len("(?:"), []
    for place, char in enumerate(form):
        depth += (char == "(") - (char == ")")
        if (char == "|" and depth == 1) or depth == 0:
            choices.append(form[begin:place])
            begin = place + 1
        if depth == 0:
            behind = form[place + 1 :]
            if behind.startswith("*"):  # two of them tell the first two letters
                again = f"{form[: place + 1]}?"
                return [*(choice + again for choice in choices), ""], behind[1:]
            return ([*choices, ""], behind[1:]) if behind.startswith("?") else (choices, behind)
    return choices, ""
