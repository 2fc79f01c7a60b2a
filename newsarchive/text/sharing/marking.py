"""Which lines of a page stand on many pages of its host."""

from __future__ import annotations

from newsarchive.hints import SharedParts
from newsarchive.text.furniture.trimming import KnownLines
from newsarchive.text.sharing.keys import line_key


def shared_lines(paragraphs: tuple[str, ...], shared: SharedParts) -> KnownLines:
    """Return the positions of the lines to cut at the head, at the tail and inside."""
    if not (shared.head or shared.tail or shared.inside):
        return KnownLines()
    keys = {index: key for index, line in enumerate(paragraphs) if (key := line_key(line))}
    head, tail, inside = (
        frozenset(index for index, key in keys.items() if key in known)
        for known in (shared.head, shared.tail, shared.inside)
    )
    return KnownLines(head, tail, inside)
