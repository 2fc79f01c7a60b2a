"""How much of a piece of spam is left in what the stages give back for a page it was put into."""

from __future__ import annotations

from dataclasses import dataclass

from benchmarks.evaluation.spam_phrases import phrases
from newsarchive.evidence import SpamKind
from newsarchive.items import CleanArticle

_RUN = 5  # letters in a row that must reappear for them to count as leaked


@dataclass(frozen=True, slots=True)
class Leak:
    """Letters of a piece of spam, how many of them are still there, and the phrases that are."""

    letters: int
    left: int
    phrases: tuple[str, ...]


def letters_of(text: str) -> str:
    """Letters and digits, lower case."""
    return "".join(filter(str.isalnum, text.lower()))


def leak(spam: str, clean: CleanArticle, injected: CleanArticle) -> Leak:
    """Compare the answers to the page without and with the spam; what the page says anyway is no leak."""
    pieces = [letters_of(phrase) for phrase in phrases(spam)]
    before, after = _facts(clean), _facts(injected)
    left = [_left(piece, before, after) for piece in pieces]
    return Leak(
        letters=sum(map(len, pieces)),
        left=sum(left),
        phrases=tuple(piece for piece, count in zip(pieces, left, strict=True) if count),
    )


def lost_lines(clean: CleanArticle, injected: CleanArticle) -> list[str]:
    """Lines of the article that were cut as spam where the spam was put in.

    What furniture rules take, or extraction leaves out of a page that looks otherwise now, is no matter of
    the spam rules: it is measured with the text of pages.
    """
    kept = letters_of(injected.text)
    cut = [letters_of(block.text) for block in injected.removed if block.kind != SpamKind.FURNITURE]
    missing = (line for line in clean.text.split("\n") if letters_of(line) not in kept)
    return [line for line in missing if any(_overlap(letters_of(line), piece) for piece in cut)]


def _overlap(line: str, piece: str) -> bool:
    """Whether a piece holds the line, or was cut out of it."""
    return line in piece or (len(piece) >= _RUN and piece in line)


def _facts(article: CleanArticle) -> str:
    names = (
        article.facts.outlet,
        article.facts.editor,
        article.facts.dateline,
        article.facts.section,
        *article.facts.authors,
        *article.tags,
    )
    return "\n".join(letters_of(part or "") for part in (article.title, article.text, *names))


def _left(piece: str, before: str, after: str) -> int:
    """Letters of the piece under a run that stands in the later text and not in the earlier one."""
    size = min(_RUN, len(piece))
    covered: set[int] = set()
    for at in range(len(piece) - size + 1):
        run = piece[at : at + size]
        if run in after and run not in before:
            covered.update(range(at, at + size))
    return len(covered)
