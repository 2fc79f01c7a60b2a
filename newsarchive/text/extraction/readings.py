"""Choosing between two readings of a Chinese page: trafilatura's, and that of the densest container.

On old table layouts trafilatura keeps navigation and joins paragraphs; the densest container can be the wrong
one. What the one has and the other lacks tells: links and furniture are no loss, other words are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from newsarchive.text.furniture.lines import furniture_kind
from newsarchive.text.furniture.trimming import fold

# A line may be as long as the page: the pattern passes over it once, also where no mark comes.
SENTENCE = re.compile(r"[^。！？；!?;]++[。！？；!?;]?")
SENTENCE_MARKS = "。！？；!?;"
SHORTEST_SENTENCE = 7  # its mark included
PIECES = re.compile(r"\s+|(?<=[。！？；])")
# Measured on 110 pages (zhgold, gne, netease_gbk; 2026-11): where the densest container was the article, the
# words lost were at most half of its own or a few hundred characters, of unknown furniture; where it
# was not, as much as it has or thousands.
MOST_LOST, LITTLE = 0.5, 600
# So much of a line counts for its container: one endless line may be a post among others. Any value from 500
# to 3,000 gave the same answers on those pages.
LONGEST_COUNTED = 1_000
FEWEST_SENTENCES = 0.5
# A lead stands above the container; it is a full sentence or more.
SHORTEST_LEAD, MOST_LEADS = 30, 2
LONGEST_COMPARED = 200_000
# Characters searched for pieces, so that the time is bounded; what is not looked for counts as lost.
MOST_SEARCHED = 300_000_000


def better_reading(tree: HtmlElement, usual: tuple[str, ...], dense: tuple[str, ...]) -> tuple[str, ...]:
    """Return `dense`, a lead above it included, unless `usual` has words it lacks that are no furniture.

    What of `dense` is the text of links counts for nothing: a list of other stories outweighs no article.
    """
    links = _links(tree)
    own = sum(min(len(line), LONGEST_COUNTED) for line in dense if fold(line) not in links)
    if not own:
        return usual
    lost = sum(map(len, _lost(tree, usual, dense, links)))
    if lost <= MOST_LOST * own or (
        lost <= LITTLE and _sentences(dense) >= FEWEST_SENTENCES * _sentences(usual)
    ):
        return (*_lead(usual, dense), *dense)
    return usual


def _links(tree: HtmlElement) -> str:
    """The letters of all links, a line each; of a link's text the beginning."""
    return "\n".join(fold("".join(link.itertext())[:500]) for link in tree.iter("a"))[:LONGEST_COMPARED]


def _lost(tree: HtmlElement, usual: tuple[str, ...], dense: tuple[str, ...], links: str) -> Iterator[str]:
    """Pieces of `usual` in neither `dense`, the title, a link, nor known furniture."""
    title = fold(tree.findtext(".//title") or "")
    places = (fold("".join(dense)), title, links)
    left = MOST_SEARCHED // (sum(map(len, places)) + 1)
    known = {letters for letters, _ in _pieces(dense)}
    for letters, piece in _pieces(usual):
        if len(letters) < 2 or letters in known:
            continue
        left -= 1
        if not (left >= 0 and any(letters in place for place in places)) and not furniture_kind(piece):
            yield letters


def _pieces(lines: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """The letters of each piece of the lines, and the piece."""
    return ((fold(piece), piece) for line in lines for piece in PIECES.split(line))


def _lead(usual: tuple[str, ...], dense: tuple[str, ...]) -> tuple[str, ...]:
    """The sentences in `usual` right above the first line of the container: some pages set them apart."""
    first = fold(dense[0])[:20]
    at = next((index for index, line in enumerate(usual) if first and fold(line).startswith(first)), 0)
    kept = fold("".join(dense))
    lead: list[str] = []
    for line in reversed(usual[max(0, at - MOST_LEADS) : at]):
        if (
            len(line) < SHORTEST_LEAD
            or not _full_sentences(line)
            or furniture_kind(line)
            or fold(line) in kept
        ):
            break
        lead.insert(0, line)
    return tuple(lead)


def _sentences(lines: tuple[str, ...]) -> int:
    """Characters in full sentences."""
    return sum(
        len(sentence) for line in lines if furniture_kind(line) is None for sentence in _full_sentences(line)
    )


def _full_sentences(line: str) -> list[str]:
    return [
        sentence
        for sentence in SENTENCE.findall(line)
        if len(sentence) >= SHORTEST_SENTENCE and sentence[-1] in SENTENCE_MARKS
    ]
