"""What one revision of an article changed against the one before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from newsarchive.text.differences.pieces import difference
from newsarchive.text.fingerprints import normal_authors, normal_text, normal_title


@dataclass(frozen=True, slots=True)
class Reading:
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


def compare(before: Reading, after: Reading) -> Changes:
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
