"""Converted articles in farms: told by whose words they are, where the farm around them sells in Simplified.

A text converted by phrases is Traditional text as good as any, so that nothing in it shows an engine. What
shows it is the farm: spam in Simplified characters around an article in the mainland's words and quotation
marks, and nobody else's. Pages of Hong Kong, Macau, Taiwan and overseas are hacked and spammed too: a corner
bracket, a language of theirs, a menu in Traditional characters, a word or two of theirs, and the page stays.
"""

from __future__ import annotations

import re

from newsarchive.evidence import RepairKind
from newsarchive.items import Repair
from newsarchive.text.mirror import MirrorRepair
from newsarchive.text.mirror.conversion_marks import conversion_spelling, may_be_by_engine
from newsarchive.text.mirror.converted_script import is_traditional, never_left, to_simplified
from newsarchive.text.mirror.mandarin_readings import EXACT, LETTERS, TONED, is_usual, match
from newsarchive.text.mirror.passages import ScriptPiece, pieces, simplified_passages, spelled_part
from newsarchive.text.mirror.regional_words import (
    ELSEWHERE,
    ISLAND_QUOTES,
    ISLANDS,
    MAINLAND,
    told_by_the_mainland,
)
from newsarchive.text.spam import judge

# How much speaks for it: distinct words of the mainland, and two for quotation marks of its kind. An article
# may have one word of others for five of these. With three, and with words that others share, 14 of 16
# hacked pages of Hong Kong, Macau and overseas were made Simplified, so none is; 501 of 625 paragraphs of
# mirrors come back, and came 510 (pages by two writers who had not seen the rule, 2026-12-01).
_LEAST_TOLD, _MOST_ISLANDS = 4, 1 / 5
# Words of it that are enough, without one of others', where the spelling shows an engine or half a table; by
# itself a mixture of few characters is a writer's, who slips.
_LEAST_WORDS = 1
# Links in Traditional characters: the menu of a page that is.
_MOST_TRADITIONAL_LINKS = 3
# Distinct links, titles or keywords that are spam, of the first so many that are in Simplified characters.
_LEAST_SPAM, _MOST_ASKED = 3, 80
_LONGEST_KEYWORDS = 300  # characters
_CONFIDENCE = 0.9
# A note on a Traditional character with the reading that everybody knows tells as much as two words: nobody
# who writes 個 explains it by pinyin.
_NOTE = re.compile(rf"([\u4e00-\u9fff])\(([{LETTERS}]{{0,4}}[{TONED}][{LETTERS}]{{0,4}})\)")
_NOTE_TELLS, _MOST_NOTES_TELL = 2, 2
_TAG = re.compile("<[^<>]*>")
_CONTENT = re.compile(r"""\bcontent\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)


def undo_farm_conversion(text: str) -> MirrorRepair:
    """The source of a page with its article made Simplified again, if a farm converted it; any text at all.

    The farm's spam must be in Simplified characters, the article in mainland words, with next to none of
    others' anywhere on the page.
    """
    untouched = MirrorRepair(text, (), False)
    # The second look is at every character: it is for pages that may be in Traditional ones.
    if not may_be_by_engine(text) or never_left().isdisjoint(text):
        return untouched
    parts = pieces(text)
    article = spelled_part(text, parts)
    if article is text or not _is_of_the_mainland(text, article, parts) or not _is_sold_around(text, parts):
        return untouched
    bare = _NOTE.sub(lambda note: note[1] if _is_needless(note) else note[0], text)
    final, changed = simplified_passages(bare, (), whole=True)
    repairs = [Repair(RepairKind.SCRIPT_CONVERSION, changed, _CONFIDENCE)]
    if stripped := sum(map(_is_needless, _NOTE.finditer(text))):
        repairs.insert(0, Repair(RepairKind.PINYIN_NOTE, stripped, _CONFIDENCE))
    return MirrorRepair(final, tuple(repairs), True)


def _is_needless(note: re.Match[str]) -> bool:
    char, reading = note[1], note[2]
    return is_traditional(char) and is_usual(char, reading) and match(char, reading) == EXACT


def _is_of_the_mainland(text: str, article: str, parts: list[ScriptPiece]) -> bool:
    if ISLAND_QUOTES.search(article) or ELSEWHERE.search(text):
        return False
    noted = {note[1] for note in _NOTE.finditer(article) if _is_needless(note)}
    plain = to_simplified(article)
    links = {_shown(text[one.start : one.end]) for one in parts if one.is_link and one.is_traditional}
    if len(links) > _MOST_TRADITIONAL_LINKS:
        return False
    told = told_by_the_mainland(article, plain) + _NOTE_TELLS * min(len(noted), _MOST_NOTES_TELL)
    islands = len(set(ISLANDS.findall(to_simplified(text))))
    return (told >= _LEAST_TOLD and islands <= _MOST_ISLANDS * told) or _is_spelled_so(article, plain)


def _is_spelled_so(article: str, plain: str) -> bool:
    """Whether an engine may have made it whose table lacks characters, of a text in the mainland's words."""
    if len(set(MAINLAND.findall(plain))) < _LEAST_WORDS or ISLANDS.search(plain):
        return False
    return conversion_spelling(article, sold=True).by_engine


def _is_sold_around(text: str, parts: list[ScriptPiece]) -> bool:
    """Whether links, titles and keywords in Simplified characters are spam."""
    asked: set[str] = set()
    spam = 0
    for one in parts:
        if not one.simplified or one.traditional:
            continue
        line = _shown(text[one.start : one.end])
        if not line or len(line) > _LONGEST_KEYWORDS or line in asked:
            continue
        asked.add(line)
        spam += judge(line).spam
        if spam >= _LEAST_SPAM:
            return True
        if len(asked) >= _MOST_ASKED:
            return False
    return False


def _shown(piece: str) -> str:
    """What a piece of the source says, or the content of its `meta`."""
    stated = [one or other for one, other in _CONTENT.findall(piece)]
    return " ".join([*stated, _TAG.sub(" ", piece).strip()]).strip()
