"""Differences of two texts by word, by character where characters are words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from rapidfuzz.distance import Indel

from newsarchive.text.revision_identity import (
    CHARACTER_WORDS,
    normal_authors,
    normal_text,
    normal_title,
    word_count,
)

# What was taken out of a text and what was put in, aligned by paragraph first, then by word.

_Kind = Literal["same", "removed", "added"]
# A line break, other blanks, a word (one character where characters are words), or any other sign.
_UNIT = re.compile(rf"\n|[^\S\n]+|[{CHARACTER_WORDS}]|(?:(?![{CHARACTER_WORDS}])\w)+|.", re.DOTALL)
# The break is a unit of its own: the last paragraph, which has none, is then like any other.
LINE_UNIT = re.compile(r"\n|[^\n]+")
# Units of one side times units of the other that are aligned: the matrix takes a bit of memory each, 2 MB at
# most. 4,000 words a side are an article of the longest; longer passages are told apart by paragraph alone.
_LARGEST = 16_000_000
# The marks of GNU wdiff, for text without colours.
_MARKS: dict[_Kind, tuple[str, str]] = {"same": ("", ""), "removed": ("[-", "-]"), "added": ("{+", "+}")}
# One of them anywhere, overlapping too; what has no width or ink may stand within.
_LOOKS_MARKED = re.compile(r"(?=\{{0}\+|\+{0}\}|\[{0}-|-{0}\])".replace("{0}", r"[^\w\s!-~]*"))
_BRACKETS = str.maketrans({sign: f"\\{sign}" for sign in "{}[]\\"})


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that both have (`same`), only the old one (`removed`), or only the new (`added`)."""

    kind: _Kind
    text: str


def difference(old: str, new: str) -> tuple[Piece, ...]:
    """Return the pieces in order; neighbours differ in kind, what is removed comes before what is added.

    The old text is its `same` and `removed` pieces, the new one its `same` and `added` pieces, to the letter.
    Total, and bounded in time and memory: 4 s for a million Chinese characters a side, the worst tried.
    """
    pieces: list[Piece] = []
    for kind, olds, news in _aligned(LINE_UNIT.findall(old), LINE_UNIT.findall(new)):
        if kind == "same":
            pieces.append(Piece("same", "".join(news)))
        elif olds and news:
            pieces.extend(_by_word("".join(olds), "".join(news)))
        else:
            pieces.extend(_changed(olds, news))
    return tuple(_merged(pieces))


def _by_word(old: str, new: str) -> Iterator[Piece]:
    for kind, olds, news in _aligned(_UNIT.findall(old), _UNIT.findall(new)):
        if kind == "same":
            yield Piece("same", "".join(news))
        else:
            yield from _changed(olds, news)


def _changed(olds: Sequence[str], news: Sequence[str]) -> list[Piece]:
    pieces = [Piece("removed", "".join(olds)), Piece("added", "".join(news))]
    return [piece for piece in pieces if piece.text]


def _aligned(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, Sequence[str], Sequence[str]]]:
    """Yield runs that are the same, and runs of both sides that are not, in order."""
    shorter = min(len(old), len(new))
    head = next((at for at in range(shorter) if old[at] != new[at]), shorter)
    rest = shorter - head
    tail = next((at for at in range(rest) if old[-1 - at] != new[-1 - at]), rest)
    if head:
        yield "same", old[:head], new[:head]
    yield from _middle(old[head : len(old) - tail], new[head : len(new) - tail])
    if tail:
        yield "same", old[len(old) - tail :], new[len(new) - tail :]


def _middle(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, Sequence[str], Sequence[str]]]:
    if not old and not new:
        return
    if not old or not new or len(old) * len(new) > _LARGEST:
        yield "other", old, new
        return
    # Numbers, not texts: rapidfuzz compares hashes, and only those of numbers are sure to differ.
    numbers: dict[str, int] = {}
    coded = [[numbers.setdefault(unit, len(numbers)) for unit in side] for side in (old, new)]
    codes = Indel.opcodes(coded[0], coded[1])
    for same, group in groupby(codes, key=lambda code: code.tag == "equal"):
        run = list(group)
        olds, news = old[run[0].src_start : run[-1].src_end], new[run[0].dest_start : run[-1].dest_end]
        yield "same" if same else "other", olds, news


def _merged(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Join neighbours of one kind; between two `same` pieces, all that is removed comes first."""
    for same, group in groupby(pieces, key=lambda piece: piece.kind == "same"):
        run = list(group)
        kinds: tuple[_Kind, ...] = ("same",) if same else ("removed", "added")
        for kind in kinds:
            text = "".join(piece.text for piece in run if piece.kind == kind)
            if text:
                yield Piece(kind, text)


@dataclass(frozen=True, slots=True)
class ComparedRevision:
    """A revision as far as it is compared."""

    title: str | None
    text: str
    authors: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What changed; the characters are those of the text, by whole words (see `pieces`)."""

    changed_title: bool
    changed_text: bool
    changed_authors: bool
    chars_added: int
    chars_removed: int


def compare_revisions(before: ComparedRevision, after: ComparedRevision) -> Changes:
    """Return what changed; what makes no revision (white space, dateline, …) is no change. Total.

    The characters are counted to the letter, so that a text can have some although it says the same.
    """
    pieces = difference(before.text, after.text)
    return Changes(
        changed_title=normal_title(before.title) != normal_title(after.title),
        changed_text=normal_text(before.text) != normal_text(after.text),
        changed_authors=normal_authors(before.authors) != normal_authors(after.authors),
        chars_added=sum(len(piece.text) for piece in pieces if piece.kind == "added"),
        chars_removed=sum(len(piece.text) for piece in pieces if piece.kind == "removed"),
    )


# Differences as people read them: no confetti, only paragraphs that changed, long sameness cut short.

# A word or a sign between two changes that both sides happen to share: read as part of the change.
_ISLAND = 4
# Characters shown on either side of a change; East Asian ones are twice as wide.
_CONTEXT = 60
_CUT = "…"


@dataclass(frozen=True, slots=True)
class Skipped:
    """So many paragraphs in a row that did not change."""

    count: int


Paragraph = tuple[Piece, ...]


def readable(pieces: Sequence[Piece]) -> Iterator[Paragraph | Skipped]:
    """Yield the changed paragraphs in order, without line breaks, and how many lie between them. Total."""
    unchanged = 0
    for paragraph in _paragraphs(joined(pieces)):
        if all(piece.kind == "same" for piece in paragraph):
            unchanged += bool(paragraph)
            continue
        if unchanged:
            yield Skipped(unchanged)
        unchanged = 0
        yield tuple(_shortened(paragraph))
    if unchanged:
        yield Skipped(unchanged)


def changed_paragraphs(pieces: Sequence[Piece]) -> Iterator[Paragraph]:
    """Yield the changed paragraphs whole and in order, without line breaks. Total."""
    for paragraph in _paragraphs(joined(pieces)):
        if any(piece.kind != "same" for piece in paragraph):
            yield tuple(paragraph)


def joined(pieces: Sequence[Piece]) -> list[Piece]:
    """Join changes with nothing but a short word or a sign between them; both texts stay what they were."""
    found: list[Piece] = []
    removed = added = ""
    for at, piece in enumerate(pieces):
        inside = 0 < at < len(pieces) - 1 and piece.kind == "same" and _is_island(piece.text)
        if piece.kind != "same" or inside:
            removed += piece.text if piece.kind != "added" else ""
            added += piece.text if piece.kind != "removed" else ""
            continue
        found += [*_change(removed, added), piece]
        removed = added = ""
    return [*found, *_change(removed, added)]


def with_marks(pieces: Sequence[Piece]) -> str:
    """Return the pieces as plain text: `[-removed-]{+added+}`.

    Where the text has such signs of its own, each of its brackets and backslashes has a backslash before it:
    no text can say what was edited.
    """
    if has_own_marks(pieces):
        pieces = [Piece(piece.kind, piece.text.translate(_BRACKETS)) for piece in pieces]
    return _marked(pieces)


def has_own_marks(pieces: Sequence[Piece]) -> bool:
    """Say whether the text could be taken for marked: it has a mark, makes one with ours, or hides ours."""
    ours = 2 * sum(piece.kind != "same" for piece in pieces)
    return len(_LOOKS_MARKED.findall(_marked(pieces))) != ours or (
        ours > 0 and any(piece.text.endswith("\\") for piece in pieces)
    )


def _marked(pieces: Sequence[Piece]) -> str:
    return "".join(piece.text.join(_MARKS[piece.kind]) for piece in pieces)


def _change(removed: str, added: str) -> list[Piece]:
    """What went and what came; a blank that both end in is no part of the change."""
    end = int(
        removed[-1:] == added[-1:] and removed[-1:] in {" ", "\n"} and min(len(removed), len(added)) > 1
    )
    same = removed[len(removed) - end :]
    kinds: tuple[tuple[_Kind, str], ...] = (
        ("removed", removed[: len(removed) - end]),
        ("added", added[: len(added) - end]),
        ("same", same),
    )
    return [Piece(kind, text) for kind, text in kinds if text]


def _is_island(text: str) -> bool:
    return len(text) <= _ISLAND and "\n" not in text and word_count(text) <= 1


def _paragraphs(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    current: list[Piece] = []
    for piece in pieces:
        first, *rest = piece.text.split("\n")
        current += [Piece(piece.kind, first)] if first else []
        for line in rest:
            yield current
            current = [Piece(piece.kind, line)] if line else []
    yield current


def _shortened(paragraph: Sequence[Piece]) -> Iterator[Piece]:
    last = len(paragraph) - 1
    for at, piece in enumerate(paragraph):
        keep = _context(piece.text)
        head, tail = (0 if at == 0 else keep), (0 if at == last else keep)
        if piece.kind != "same" or len(piece.text) <= head + tail + 10:
            yield piece
        else:
            yield Piece("same", piece.text[:head] + _CUT + piece.text[len(piece.text) - tail :])


def _context(text: str) -> int:
    wide = sum(1 for character in text[:200] if _is_wide(character))
    return _CONTEXT // 2 if wide * 2 > len(text[:200]) else _CONTEXT


def _is_wide(character: str) -> bool:
    return "\u3000" <= character <= "\u9fff" or "\uac00" <= character <= "\ud7a3" or character >= "\U00020000"
