"""Differences as people read them: no confetti, only paragraphs that changed, long sameness cut short."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from newsarchive.text.differences.word_differences import Kind, Piece
from newsarchive.text.revision_identity import word_count

# A word or a sign between two changes that both sides happen to share: read as part of the change.
ISLAND = 4
# Characters shown on either side of a change; East Asian ones are twice as wide.
CONTEXT = 60
CUT = "…"


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


def _change(removed: str, added: str) -> list[Piece]:
    """What went and what came; a blank that both end in is no part of the change."""
    end = int(
        removed[-1:] == added[-1:] and removed[-1:] in {" ", "\n"} and min(len(removed), len(added)) > 1
    )
    same = removed[len(removed) - end :]
    kinds: tuple[tuple[Kind, str], ...] = (
        ("removed", removed[: len(removed) - end]),
        ("added", added[: len(added) - end]),
        ("same", same),
    )
    return [Piece(kind, text) for kind, text in kinds if text]


def _is_island(text: str) -> bool:
    return len(text) <= ISLAND and "\n" not in text and word_count(text) <= 1


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
            yield Piece("same", piece.text[:head] + CUT + piece.text[len(piece.text) - tail :])


def _context(text: str) -> int:
    wide = sum(1 for character in text[:200] if _is_wide(character))
    return CONTEXT // 2 if wide * 2 > len(text[:200]) else CONTEXT


def _is_wide(character: str) -> bool:
    return "\u3000" <= character <= "\u9fff" or "\uac00" <= character <= "\ud7a3" or character >= "\U00020000"
