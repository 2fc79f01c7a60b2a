"""The places of a mirrored text where bytes were added or lost: notes, wreckage, cuts, sown controls."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from newsarchive.text.mirror.mandarin_readings import LETTERS, TONED

# What a walk through a text met, counted.


@dataclass(slots=True)
class Tally:
    """What was met on the way; mirror_evidence judges from it."""

    converted_notes: int = 0  # with its tone, on an everyday character that has a Simplified form
    converted_needless: int = 0  # of these, on characters that nobody explains, with their usual reading
    mentioned_notes: int = 0  # such notes within quoted words, which a writer may explain
    places: list[int] = field(default_factory=list)  # where notes stand in the text as it was
    second_readings: int = 0  # such notes on a character that was noted with another reading before
    readings: dict[str, str] = field(default_factory=dict)  # the first reading of each noted character
    # Such notes with the usual reading, by character; and what of them follows an engine's law (Restorer).
    usual: dict[str, int] = field(default_factory=dict)
    unusual: set[str] = field(default_factory=set)  # characters noted with another reading than the usual
    steady: bool = False  # all noted characters are noted wherever they stand
    noted_again: int = 0  # usual notes on a character that was noted before and is never bare
    of_the_mainland: bool = False  # steady, in its words, and nobody else's
    is_of_nowhere: bool = False  # no word of the mainland is in it
    elsewhere: bool = False  # in signs or a language of others, with no word of the mainland
    # Notes with their tone on other characters, which an engine would not have noted:
    other_toned_notes: int = 0
    other_running: int = 0  # with a bare character after them
    other_needless: set[str] = field(default_factory=set)  # their characters that nobody explains
    other_places: dict[str, int] = field(default_factory=dict)  # where each of these was noted last
    other_resown: set[str] = field(default_factory=set)  # those that are noted, then bare, then noted again
    other_second_readings: int = 0
    tells_of_readings: bool = False  # the text names what lessons are about
    # Notes on characters that no engine converts, with their tone or without, and what is told of them:
    plain_notes: int = 0
    plain_running: int = 0  # with a bare character after them
    plain_unusual: int = 0  # with another reading than the usual
    plain_back_to_back: int = 0
    plain_needless: set[str] = field(default_factory=set)  # their characters that nobody explains
    # Of these the ones noted again, or bare first and noted then, where notes had begun.
    plain_lawless: set[str] = field(default_factory=set)
    plain_noted: dict[str, int] = field(default_factory=dict)  # how often each everyday character is noted
    plain_standing: int = 0  # how often these stand in the text, noted or bare
    plain_full_width: int = 0  # in full-width brackets, which writers use and engines at byte level do not
    plain_said: int = 0  # characters from the stop before each to the stop after it
    tells_of_speech: bool = False  # the text names what readings are about
    is_home_news: bool = False  # the text has words of the mainland, nobody else's, and tells of no readings
    toneless_notes: int = 0  # where the reading has a tone
    back_to_back: int = 0  # toneless notes on neighbours: 你(ni)好(hao)
    running_notes: int = 0  # toneless notes with a bare character after them
    notes_in_words: int = 0  # of these, the ones amid a word: 开(kai)放
    needless_notes: set[str] = field(default_factory=set)  # characters of 的(de) 是(shi)
    letter_notes: int = 0  # W(wǎng): a note on a pair that display tore apart
    control_runs: int = 0
    controls_before_signs: int = 0
    runs_of_several: int = 0  # three controls and more, of two kinds and more: no slip of a program
    keyless: int = 0  # controls in runs with ENQ or ACK: editing keys and lay-out programs leave BEL and BS
    stops: int = 0  # signs that controls are sown before, in the whole text
    undecided: int = 0
    stripped_notes: int = 0
    wreck_gains: list[float] = field(default_factory=list)
    cut_gains: list[float] = field(default_factory=list)
    torn_tags: int = 0  # of the solved stretches those that took the `<` of a closing tag with them
    signs: list[int] = field(default_factory=list)  # where in the restored text each damage stood


_FEW_CUTS, _CUT_SPACING = 20, 80
CUT_SIGNS = "！？，。、；：!?,"
_SYLLABLE = rf"[{LETTERS}]{{1,6}}"
_CLOSE = "[)）]"

# A note stands whole, or its bracket was swallowed by a lead byte that became `?` (U+FFFD with decoders that
# leave the bracket; nothing at all where those were dropped). `[？！，]` may hide a lost byte before it.
EVENT = re.compile(
    rf"[(（](?P<note>{_SYLLABLE}){_CLOSE}"
    rf"|[?\ufffd][(（]?(?P<wreck>{_SYLLABLE}){_CLOSE}"
    rf"|(?<=[\u4e00-\u9fff])(?P<bald>[a-z]{{0,3}}[{TONED}][a-z]{{0,3}}){_CLOSE}"
    r"|(?P<controls>[\x05-\x08]+)"
    r"|(?P<cut>[?\ufffd])"
    r"|(?P<sign>[！？，])"
)
_CONTROLS = re.compile(r"[\x05-\x08]*")
_TAG = re.compile(
    r"/[a-zA-Z][a-zA-Z0-9]{0,10}\s{0,3}>|[a-zA-Z][a-zA-Z0-9]{0,10}\s{0,3}(?:/?>|[a-z-]{2,12}=)|!--"
)
TORN_TAG = re.compile("[?\ufffd]/[a-zA-Z][a-zA-Z0-9]{0,8}>")
_ENTITY = re.compile(r"(?:#\d{1,5}|#x[0-9a-fA-F]{1,5}|[a-z]{2,7});")
_ATTRIBUTE_END = re.compile(r"\s*(?:/?>|[a-z-]{2,12}=[\"'])")
# Up to what closes the bracket, whole notes skipped; what closes the rest of a torn note does not count.
_NO_NOTE = "".join(rf"(?<![{TONED}][a-z]{{{behind}}})" for behind in range(4))
_BRACKET = re.compile(rf"(?:[^()（）<>\n]|[(（]{_SYLLABLE}{_CLOSE}){{0,60}}{_NO_NOTE}{_CLOSE}")
_YEAR = re.compile(r"(?:([089])\d\d年|([19])世)")


def most_cuts(text: str) -> int:
    """Mirrors cut once in a hundred characters at most; more is no mirror, and would take seconds."""
    return _FEW_CUTS + len(text) // _CUT_SPACING


def after_controls(text: str, at: int) -> int:
    """Where the text goes on after sown controls."""
    found = _CONTROLS.match(text, at)
    return found.end() if found else at


def is_cut(text: str, at: int) -> bool:
    """Whether what stands at `at` is a sign that engines cut before, controls aside."""
    at = after_controls(text, at)
    return at < len(text) and text[at] in CUT_SIGNS


class Swallowed(NamedTuple):
    """An ASCII sign that a lead byte took with it: what to write for it, and what it was in kind.

    `kind` is a sign of that class (character_odds.count_class): a digit cannot be known, only that it was
    one, and is written as `?`, but for the first one of a year or century. `proven` is whether what follows
    leaves no doubt.
    """

    written: str
    kind: str
    proven: bool


_NOTHING = Swallowed("", "", True)
_LINE_END = Swallowed("", "\n", True)
_BLANK, _NEW_LINE = Swallowed(" ", "-", False), Swallowed("\n", "\n", False)
_DIGIT, _LETTER = Swallowed("?", "0", False), Swallowed("?", "a", False)
_NUMBER = re.compile(r"[.,%]?\d|[至到~～]\d|%|[年月日时點点亿億万萬千百个個名只隻条條％]")


def swallowed(text: str, at: int) -> tuple[Swallowed, ...]:
    """What a lead byte may have taken with it before `at`."""
    if at >= len(text):
        return (_LINE_END,)
    if text.startswith(("\x05", "\x06", "\x07", "\x08"), at) or is_cut(text, at):
        return (_NOTHING,)
    for pattern, sign in ((_TAG, "<"), (_ENTITY, "&"), (_ATTRIBUTE_END, '"'), (_BRACKET, "(")):
        if pattern.match(text, at):
            return (Swallowed(sign, sign, True),)
    found = [_BLANK, _NEW_LINE]
    if year := _YEAR.match(text, at):
        found.append(Swallowed("2" if (year[1] or year[2]) in "01" else "1", "0", False))
    elif _NUMBER.match(text, at):
        found.append(_DIGIT)
    if text[at].isascii() and text[at].isalpha():
        found.append(_LETTER)
    return tuple(found)
