"""Which lines of the page stand around the article: from headline to first sentence, and after the last."""

from __future__ import annotations

from dataclasses import dataclass

from newsarchive.text.furniture.trimming import fold

# The facts under a headline and after an article stand within a few lines of them.
ABOVE, BELOW = 14, 12
# Letters from which a paragraph stands once on a page; shorter first lines repeat the headline or a link.
UNMISTAKABLE, DEEPEST = 20, 6

# More lines between standfirst and text are a list of something.
MOST_BETWEEN = 6


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Lines above the article's first paragraph (nearest last) and below its last (nearest first)."""

    above: tuple[str, ...]
    below: tuple[str, ...]


def surroundings(lines: tuple[str, ...], paragraphs: tuple[str, ...], title: str | None) -> Surroundings:
    """Return what stands around `paragraphs` in the page's `lines`; above reaches up to the title."""
    if not paragraphs:
        return Surroundings((), ())
    lead = next(
        (number for number, text in enumerate(paragraphs[:DEEPEST]) if len(fold(text)) >= UNMISTAKABLE), 0
    )
    first = _find(lines, paragraphs[lead], 0)
    if first is not None and lead:
        first = max(0, first - lead)
    between = _between(lines, paragraphs, first)
    last = _find(lines, paragraphs[-1], first or 0, final=True)
    above = lines[max(0, first - ABOVE) : first] if first is not None else lines[: ABOVE * 2]
    head = fold(title or "")
    shown = [index for index, line in enumerate(above) if head and head in fold(line)]
    if shown:
        above = above[max(0, shown[-1] - 1) :] if len(above) - shown[-1] > 1 else above
    below = lines[last + 1 : last + 1 + BELOW] if last is not None else ()
    return Surroundings((*above, *between), below)


def _between(lines: tuple[str, ...], paragraphs: tuple[str, ...], first: int | None) -> tuple[str, ...]:
    """The by-line may stand between the standfirst and the text."""
    if first is None or len(paragraphs) < 2:
        return ()
    second = _find(lines, paragraphs[1], first + 1)
    return lines[first + 1 : second] if second is not None and second - first <= MOST_BETWEEN else ()


def _find(lines: tuple[str, ...], paragraph: str, start: int, *, final: bool = False) -> int | None:
    wanted = fold(paragraph)[:40] if not final else fold(paragraph)[-40:]
    if not wanted:
        return None
    found = [index for index in range(start, len(lines)) if wanted in fold(lines[index])]
    return (found[-1] if final else found[0]) if found else None
