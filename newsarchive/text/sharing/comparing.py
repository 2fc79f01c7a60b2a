"""Whether two captures differ only in what one of them had cut as shared: that is no edit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from newsarchive.text.fingerprints import revision_key
from newsarchive.text.letters import fold


@dataclass(frozen=True, slots=True)
class Version:
    """A text as one run read it, and what that run cut from it by the rules of sharing."""

    text: str
    cut: tuple[str, ...] = ()


def is_same_reading(title: str | None, authors: Sequence[str], stored: Version, now: Version) -> bool:
    """Say whether two texts are one text read with different knowledge; title and authors are the same.

    Lines that either reading cut as shared are left out of both.
    """
    if not (stored.cut or now.cut):
        return False
    cut = [fold(line) for text in (*stored.cut, *now.cut) for line in text.split("\n")]
    return _key(title, authors, stored.text, cut) == _key(title, authors, now.text, cut)


def _key(title: str | None, authors: Sequence[str], text: str, cut: Iterable[str]) -> str:
    gone = frozenset(cut)
    kept = "\n".join(line for line in text.split("\n") if fold(line) not in gone)
    return revision_key(title, kept, authors)
