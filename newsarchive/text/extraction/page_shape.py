"""How a page is built around its text: captions, headings that are links, text that is links, titles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, cached_property
from importlib.resources import files
from itertools import islice, pairwise

from lxml.html import HtmlElement

from newsarchive.text.extraction.teasers import leads_away, linked_headings, teasers
from newsarchive.text.letters import fold

MOST_ELEMENTS = 2_000
LONGEST_COMPARED = 20_000
LONGEST_PIECE = 400
# Letters from which a link's text is found in a text because it is the link, not because a word is common.
SHORTEST_LINK, SHORTEST_HAN_LINK = 10, 5
HAN = re.compile("[\u3400-\u9fff]")
STATUS = re.compile(r"(?:error|http)*(?:4\d\d|50\d)(?:error)?")
NUMBERS = re.compile(r"\d+|error|http|fehler|erreur")
SHORTEST_OFFER = 20
OFFER = re.compile(
    r"pay-?(?:wall|gate)|reg-?wall|metered|piano-offer|(?:premium|subscribe)-?wall", re.IGNORECASE
)


class PageShape:
    """A page's tree and its extracted text, looked at only as far as a verdict asks."""

    def __init__(self, tree: HtmlElement, paragraphs: tuple[str, ...]) -> None:
        self._tree, self._paragraphs = tree, paragraphs

    @cached_property
    def _text(self) -> str:
        return fold("\n".join(self._paragraphs)[:LONGEST_COMPARED])

    @cached_property
    def headings(self) -> list[HtmlElement]:
        """The headings that are links to other pages, wherever they stand."""
        return linked_headings(self._tree)

    def caption_share(self, fewest: int) -> tuple[int, float]:
        """Return how many captions stand in the text, and their share of its letters; 0 for too few."""
        elements = list(islice(self._tree.iter("figcaption"), MOST_ELEMENTS))
        if len(elements) < fewest:
            return 0, 0.0
        captions = self._found(_texts(elements))
        return len(captions), self._share(captions)

    def linked_headings(self) -> tuple[int, float]:
        """Return how many headings of the text are links to other pages, and the longest part without one."""
        found = self._found(_texts(self.headings))
        starts = sorted({0, len(self._text), *(self._text.find(piece) for piece in found)})
        longest = max((after - before for before, after in pairwise(starts)), default=0)
        return len(found), longest / max(1, len(self._text))

    def teaser_share(self, longest: int) -> tuple[int, float]:
        """Return how many boxes that announce other stories stand in the text, and their share of it.

        A box with more letters of the text than `longest` is no teaser but a part of an article.
        """
        boxes = [self._found(map(fold, pieces)) for pieces in teasers(self.headings)]
        found = {frozenset(pieces) for pieces in boxes if 0 < sum(map(len, pieces)) <= longest}
        return len(found), self._share(set().union(*found))

    def link_share(self) -> tuple[int, float]:
        """Return how many links' whole texts stand in the text, and their share of its letters."""
        links = self._found(_texts(link for link in self._tree.iter("a") if leads_away(link)))
        return len(links), self._share(links)

    def shows_offer(self) -> bool:
        """Say whether an element is marked as the wall that asks readers to subscribe, and says something.

        Many sites have an empty one on every page, for their scripts to fill when it is time.
        """
        named = (
            element
            for element in self._tree.iter("div", "section", "aside")
            if element.attrib and OFFER.search(f"{element.get('class', '')} {element.get('id', '')}")
        )
        return any(len(words) >= SHORTEST_OFFER for words in _texts(islice(named, 10)))

    def titles(self) -> list[str]:
        """Return the letters of the title and of the h1s."""
        return list(_texts(islice(self._tree.iter("title", "h1"), 10)))

    def _found(self, pieces: Iterable[str]) -> set[str]:
        return {
            piece
            for piece in islice(pieces, MOST_ELEMENTS)
            if piece in self._text
            and len(piece) >= (SHORTEST_HAN_LINK if HAN.search(piece) else SHORTEST_LINK)
        }

    def _share(self, pieces: Iterable[str]) -> float:
        return sum(len(piece) * self._text.count(piece) for piece in pieces) / max(1, len(self._text))


def is_error_title(title: str) -> bool:
    """Say whether a title is that of an error or a wall, numbers aside; compared whole, never by a word."""
    folded = fold(title)
    phrases = _phrases("error_titles")
    return folded in phrases or NUMBERS.sub("", folded) in phrases or bool(STATUS.fullmatch(folded))


def consent_phrases(text: str) -> int:
    """Return how many different phrases of consent walls the text holds."""
    folded = fold(text[:LONGEST_COMPARED])
    return sum(phrase in folded for phrase in _phrases("consent_phrases"))


def _texts(elements: Iterable[HtmlElement]) -> Iterator[str]:
    return (fold("".join(islice(element.itertext(), 50))[:LONGEST_PIECE]) for element in elements)


@cache
def _phrases(name: str) -> frozenset[str]:
    text = files("newsarchive.text.extraction").joinpath("data", f"{name}.txt").read_text(encoding="utf-8")
    return frozenset(fold(line) for line in text.splitlines() if line.strip() and not line.startswith("#"))
