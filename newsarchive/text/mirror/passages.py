"""The pieces of a page, and in which script each is: what was converted is decided on the article's own."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from newsarchive.text.mirror.converted_script import (
    never_left,
    to_simplified,
    traditional_forms,
    traditional_share,
)
from newsarchive.text.mirror.mandarin_readings import LETTERS, TONED

# A farm's links, keywords and notices may be many times the article, on the same line of the source or not.
_BLOCKS = (
    "p|div|br|li|ul|ol|dl|dt|dd|t[dhr]|table|h[1-6r]|section|article|title|meta|link|head|body|header|footer|nav|aside|main"
    "|blockquote|figure|figcaption|script|style|form|option|center|marquee|pre|img"
)
_BORDER = re.compile(rf"\n|<(?:/?(?P<link>a)|/?(?:{_BLOCKS}))\b", re.IGNORECASE)
# What a stop stands in and so many characters that tell the script is a sentence (30 ideographs hold ten).
_STOP, _LEAST_TOLD = re.compile("[。，！？；,;!?]"), 8
# Keywords of a farm stand in `meta`, with commas between them.
_NO_SENTENCE = re.compile(r"<(?:meta|script|style)\b", re.IGNORECASE)
_NOTED = re.compile(rf"[{TONED}][{LETTERS}]{{0,5}}[)）]")
_TRADITIONAL = 0.5  # of the characters that tell the scripts apart
# Some engines convert every second character; Simplified sentences that quote a few words have less.
CONVERTED_SHARE = 0.2


@dataclass(slots=True)
class ScriptPiece:
    """A line, or a block's, or a link's text, with its tags; `traditional` and `simplified` count."""

    start: int
    end: int
    traditional: int
    simplified: int
    is_link: bool = False

    @property
    def is_traditional(self) -> bool:
        """Whether most of what tells the script is Traditional."""
        return self.traditional > _TRADITIONAL * (self.traditional + self.simplified)

    @property
    def may_be_converted(self) -> bool:
        """Whether it is no Simplified text that quotes."""
        return self.traditional > 0 and self.traditional >= CONVERTED_SHARE * self.told

    @property
    def told(self) -> int:
        """How many characters tell the script."""
        return self.traditional + self.simplified


def pieces(text: str) -> list[ScriptPiece]:
    """The text in pieces, without gaps."""
    traditional, simplified = traditional_forms(), never_left()
    found: list[ScriptPiece] = []
    for start, end, is_link in _borders(text):
        part = text[start:end]
        if part.isascii():
            ours = others = 0
        else:
            ours = sum(char in traditional for char in part)
            others = sum(char in simplified for char in part)
        found.append(ScriptPiece(start, end, ours, others, is_link))
    return found


def _borders(text: str) -> Iterator[tuple[int, int, bool]]:
    start, is_link = 0, False
    for border in _BORDER.finditer(text):
        at = border.end() if border[0] == "\n" else border.start()
        if at > start:
            yield start, at, is_link
            start = at
        is_link = border["link"] is not None and border[0][1] != "/"
    if start < len(text) or not start:
        yield start, len(text), is_link


def spelled_part(text: str, parts: Sequence[ScriptPiece]) -> str:
    """What tells how a page is spelled: the sentences of an article that is Traditional, without its frame.

    All of the text where its sentences are in the other script, or in none.
    """
    sentences = _sentences(text, parts)
    if not _are_converted(sentences):
        return text
    converted = [text[one.start : one.end] for one in sentences if one.may_be_converted]
    return "\n".join([_INLINE.sub(_if_traditional, piece) if "</" in piece else piece for piece in converted])


# What is sown into a sentence stands in an element of its own.
_INLINE = re.compile(r"<(span|i|b|em|strong|font|u|small)\b[^<>]{0,200}>([^<>]{2,40})</\1>", re.IGNORECASE)


def _if_traditional(inline: re.Match[str]) -> str:
    """Nothing in place of an inline element all in Simplified characters: it is no part of the sentence."""
    traditional, simplified = traditional_forms(), never_left()
    is_other = not simplified.isdisjoint(inline[2]) and traditional.isdisjoint(inline[2])
    return "" if is_other else inline[0]


def noted_share(text: str, parts: Sequence[ScriptPiece]) -> float:
    """The share of Traditional forms in the pieces that bear a toned note, 0 without any."""
    noted = "".join([text[one.start : one.end] for one in parts if _NOTED.search(text, one.start, one.end)])
    return traditional_share(noted)


def mentions(text: str, parts: Sequence[ScriptPiece]) -> Sequence[tuple[int, int]]:
    """Where the page says something in Simplified characters, or in Latin letters.

    What is Traditional there is quoted.
    """
    return [
        (one.start, one.end)
        for one in parts
        if one.told and (not one.may_be_converted or _is_in_latin(text[one.start : one.end]))
    ]


# Words of Latin letters, next to each other: lessons are in English, names and products stand alone.
_TAG, _LATIN_WORDS = re.compile("<[^<>]*>"), re.compile(r"(?<![a-zA-Z])[a-zA-Z']+[,:;]? (?=[a-zA-Z'])")
_LEAST_LATIN = 4


def _is_in_latin(piece: str) -> bool:
    return len(_LATIN_WORDS.findall(_TAG.sub("\n", piece))) >= _LEAST_LATIN


def is_within(spans: Sequence[tuple[int, int]], at: int) -> bool:
    """Whether a place is within one of the spans, which are in order."""
    before = bisect_right(spans, (at, at)) - 1
    return before >= 0 and at < spans[before][1]


_END = re.compile("[。\\n]|</?(?:p|br|div)\\b")
# Traditional forms in sentences without a note: a hundred and twenty ideographs. Of four notes sown at random
# among three sentences all fall in one once in 27.
_LEAST_BARE = 40


def in_one_sentence(text: str, notes: Sequence[int], parts: Sequence[ScriptPiece]) -> bool:
    """Whether all notes stand in one sentence of many: a list of names, a line of a lesson."""
    if not notes or _END.search(text, notes[0], notes[-1]):
        return False
    start, after = 0, _END.search(text, notes[-1])
    for before in _END.finditer(text, 0, notes[0]):
        start = before.end()
    traditional = traditional_forms()
    noted = sum(char in traditional for char in text[start : after.start() if after else len(text)])
    return sum(one.traditional for one in _sentences(text, parts)) - noted >= _LEAST_BARE


# Which passages of a mirror the engine made Traditional: what it quotes, or hosts beside them, stays.


def simplified_passages(text: str, signs: Sequence[int], *, whole: bool) -> tuple[str, int]:
    """The text with what was converted in Simplified characters, and how many characters that changed.

    `signs` are the places of the damage, in order. `whole`: the spelling of the page shows an engine. In a
    page of the other script only a passage that bears damage was converted; one that does not is quoted.
    The page's script is that of its sentences: a farm's links are no part of the article.
    """
    parts = pieces(text)
    whole = whole or _is_traditional(parts) or _are_converted(_sentences(text, parts))
    made: list[str] = []
    changed = 0
    for one in _passages(parts):
        piece = text[one.start : one.end]
        if whole or (one.may_be_converted and _bears_damage(one, signs)):
            plain = to_simplified(piece, text)
            changed += sum(old != new for old, new in zip(piece, plain, strict=False))
            piece = plain
        made.append(piece)
    return "".join(made), changed


def _sentences(text: str, parts: Sequence[ScriptPiece]) -> list[ScriptPiece]:
    return [
        one
        for one in parts
        if not one.is_link
        and one.told >= _LEAST_TOLD
        and _STOP.search(text, one.start, one.end)
        and not _NO_SENTENCE.match(text, one.start)
    ]


def _is_traditional(parts: Sequence[ScriptPiece]) -> bool:
    return sum(one.traditional for one in parts) > sum(one.simplified for one in parts)


def _are_converted(sentences: Sequence[ScriptPiece]) -> bool:
    converted = sum(one.told for one in sentences if one.may_be_converted)
    return converted > _TRADITIONAL * sum(one.told for one in sentences)


def _bears_damage(one: ScriptPiece, signs: Sequence[int]) -> bool:
    at = bisect_left(signs, one.start)
    return at < len(signs) and signs[at] < one.end


def _passages(parts: Sequence[ScriptPiece]) -> list[ScriptPiece]:
    """Pieces one after another in one script; what does not tell, and links, belong to those before."""
    found: list[ScriptPiece] = []
    for one in parts:
        if found and (one.is_link or not one.told or found[-1].is_traditional == one.is_traditional):
            last = found[-1]
            last.end = one.end
            if not one.is_link:
                last.traditional += one.traditional
                last.simplified += one.simplified
        else:
            found.append(ScriptPiece(one.start, one.end, one.traditional, one.simplified))
    return found
