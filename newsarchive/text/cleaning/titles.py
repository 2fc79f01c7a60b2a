"""The title without spam: the first that is none, brands trimmed off its ends."""

from __future__ import annotations

from newsarchive.items import RemovedBlock
from newsarchive.text.spam import Judgement, trim_title


def clean_title(
    title: str | None, candidates: tuple[str, ...]
) -> tuple[str | None, tuple[RemovedBlock, ...]]:
    """The first of `title` and `candidates` that is no spam, trimmed; what was passed over or cut."""
    removed: list[RemovedBlock] = []
    tried: set[str] = set()
    for candidate in (title, *candidates):
        if not candidate or candidate in tried:
            continue
        tried.add(candidate)
        trimmed = trim_title(candidate)
        removed += [title_block(piece, found) for piece, found in trimmed.cut]
        if trimmed.text:
            return trimmed.text, tuple(removed)
    return None, tuple(removed)


def title_block(text: str, judgement: Judgement) -> RemovedBlock:
    """Removed text whose place is the title: titles, headings, meta and tags."""
    return RemovedBlock(
        place="title", kind=judgement.kind, rule=judgement.rule, score=round(judgement.score, 3), text=text
    )
