"""The article in the page's own data: what its scripts would show, read without running them.

Sites that build their pages in the browser send the article with them: as JSON in a script of its own, as a
value that a script assigns or parses, or in chunks. See docs/explanation/extraction.md#script-state.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice, takewhile
from typing import Any
from urllib.parse import unquote, urlsplit

from lxml.html import HtmlElement

from newsarchive.text.entities import unescape
from newsarchive.text.extraction.state_texts import (
    ADDRESS_KEYS,
    BODY_KEYS,
    HEADLINE_KEYS,
    PLAIN_KEYS,
    SHORTEST_BODY,
    SHORTEST_FLASH,
    STATE_PARAGRAPH,
    StateText,
    state_texts,
)
from newsarchive.text.letters import count_letters, letters_only, weigh_letters
from newsarchive.text.metadata.titles import SAME_HEADLINE, likeness
from newsarchive.text.sentences import says_something
from newsarchive.text.tidy_lines import tidy

# Texts looked at, of data made to be slow.
_MOST_CANDIDATES = 60
# A text in the markup that is no article; and how much more the data must hold to be the article.
# What names no story is only taken where the markup shows next to nothing.
_NO_ARTICLE, _MUCH_MORE, _NOTHING = 400, 3, 120
# The share of what is shown, from which a text of the data has it.
_HELD = 0.7
# Another text so much shorter than the longest is no rival of it.
_RIVAL = 0.5
_LONGEST_HEADLINE = 300
# From this share on what is shown is the article, as far as the markup has it. Set by reason, as well.
_SHARED = 0.3
# What is shown instead may be longer than the article, by so much; and than the object's own text.
_MUCH_LESS = 2
# Texts compared with what is shown, of data made to be slow.
_MOST_COMPARED = 200

_YEAR = re.compile(r"(?:19|20)\d\d")
_NUMBERS = re.compile(
    r"_?(?:article|post|story|news|content|doc|item)?_?(?:id|code|no|number)", re.IGNORECASE
)

# What a story was before, or has beside it under the same headline.
_EARLIER = re.compile(
    r"(?:old|previous|prior)\w*|versions?|revisions?|history|drafts?|live_?(?:blog|ticker)?|entries|updates",
    re.IGNORECASE,
)

# What an object calls who wrote it, and how these are named where they are objects.
_AUTHOR_KEYS = re.compile(r"authors?|by_?lines?|(?:author|byline)_?names?|writers?", re.IGNORECASE)
_NAME_KEYS = ("name", "fullName", "full_name", "displayName", "display_name")
_MOST_AUTHORS, _LONGEST_BY = 20, 200


@dataclass(frozen=True, slots=True)
class StateBody:
    """The article in the page's data: its paragraphs, its headline there, and the keys that lead to it.

    `by`: what the object of the story says of who wrote it, as it stands there.
    """

    paragraphs: tuple[str, ...]
    title: str | None
    path: str
    by: tuple[str, ...] = ()


def _share_of(shown: tuple[str, ...], paragraphs: tuple[str, ...]) -> float:
    """The share of what is shown, by letters, that stands among the paragraphs."""
    text = letters_only("\n".join(paragraphs))
    pieces = [letters_only(line) for line in shown]
    return sum(len(piece) for piece in pieces if piece in text) / max(1, sum(map(len, pieces)))


def read_state(
    tree: HtmlElement, url: str, shown: tuple[str, ...], *, is_doubted: bool = False
) -> StateBody | None:
    """Return the article in the page's data, where the markup shows none; total, and bounded.

    `shown` is what the markup gave; a longer text is some other list of the page where it `is_doubted`. The
    data around the text must say that it is this page's: by its address, a number in it, or the page's
    headline; what says nothing is taken only where there is no rival.
    """
    size = sum(map(count_letters, shown))
    if size >= _NO_ARTICLE and not is_doubted:
        return None
    page = _Page(url, tuple(_headlines(tree)))
    if size >= _NO_ARTICLE and not page.is_deep:
        return None
    every = state_texts(tree)
    if size < _NO_ARTICLE:
        texts = _for_a_rest(every, shown, size, page)
    else:
        texts = _for_another_text(every, shown, page)
    for text in texts:
        if page.owns(text):
            by = tuple(dict.fromkeys(name for one in page.own(text) for name in _by_of(one)))
            return StateBody(text.paragraphs, _headline(text.holders), ".".join(text.path), by)
    if texts and size < _NOTHING and page.is_deep and _is_nobodys(texts, page):
        return StateBody(texts[0].paragraphs, None, ".".join(texts[0].path))
    return None


def _for_a_rest(every: list[StateText], shown: tuple[str, ...], size: int, page: _Page) -> list[StateText]:
    """The texts that may be the article of which the markup shows nothing or a rest, the longest first."""
    if page.is_bare(shown):
        much = _MUCH_MORE * sum(map(weigh_letters, shown))
        texts = [
            text
            for text in every[:_MOST_CANDIDATES]
            if text.long >= max(_MUCH_MORE * size, SHORTEST_BODY)
            or (text.size >= max(much, SHORTEST_FLASH) and text.is_run and page.has_as_body(text))
        ]
    else:
        texts = [
            text for text in every[:_MOST_CANDIDATES] if text.long >= max(_MUCH_MORE * size, SHORTEST_BODY)
        ]
    if not texts or (size < _NOTHING and not any(map(says_something, shown))):
        return texts
    return [one for one in _with_shown(texts, every, shown, page) if not _is_earlier(one, page)]


def _for_another_text(every: list[StateText], shown: tuple[str, ...], page: _Page) -> list[StateText]:
    """The bodies that may be the article where the markup shows a long text that is hardly it."""
    size = sum(map(count_letters, shown))
    texts = [
        text
        for text in every[:_MOST_CANDIDATES]
        if text.long >= size / _MUCH_LESS and text.is_body and _share_of(shown, text.paragraphs) < _SHARED
    ]
    return _with_shown(texts, every, shown, page) if texts else []


def _is_nobodys(texts: list[StateText], page: _Page) -> bool:
    """Whether the longest text is called a body, has no rival, and no object around it names a story.

    Of what names no story paragraphs alone count: short sentences are messages of a program as well.
    """
    largest, *others = texts
    if (
        sum(size for line in largest.paragraphs if (size := weigh_letters(line)) >= STATE_PARAGRAPH)
        < SHORTEST_BODY
    ):
        return False
    rivals = (
        text
        for text in others
        if text.size >= _RIVAL * largest.size and text.paragraphs != largest.paragraphs
    )
    named = any(map(BODY_KEYS.search, largest.path))
    return named and page.owner(largest) is None and not any(rivals)


def _with_shown(
    texts: list[StateText], every: list[StateText], shown: tuple[str, ...], page: _Page
) -> list[StateText]:
    """Those of the texts that may be the article where the markup shows something: a short one, or its lead.

    Where the story's own object has what is shown, the article has it too; and it stands in the object itself
    or in what is called as bodies are, not in that of its section, its sponsor or its video.
    """
    size = sum(map(count_letters, shown))
    alike = (one for one in every if size / _MUCH_LESS <= one.long <= _MUCH_MORE * size)
    if any(
        page.owns(one) and _share_of(shown, one.paragraphs) >= _HELD for one in islice(alike, _MOST_COMPARED)
    ):
        texts = [one for one in texts if _share_of(shown, one.paragraphs) >= _HELD]
    return [one for one in texts if (at := page.owner(one)) is None or one.is_body_below(at)]


def _is_earlier(text: StateText, page: _Page) -> bool:
    """Whether a text stands in what the story was before, or in the entries of its live blog."""
    at = page.outermost(text)
    return at is not None and any(map(_EARLIER.fullmatch, text.path[text.depths[at] :]))


# Whose text it is.


class _Page:
    """What the page says of itself, for the objects around a text to be compared with."""

    def __init__(self, url: str, headlines: tuple[str, ...]) -> None:
        self._headlines = headlines
        self._known: dict[int, tuple[bool | None, ...]] = {}
        try:
            parts = urlsplit(url)
        except ValueError:
            parts = urlsplit("")
        self._path = unquote(parts.path).strip("/").lower()
        self._slug = self._path.rpartition("/")[2].partition(".")[0]
        self._words = frozenset(re.split(r"[^\w]+|_", f"{self._path} {unquote(parts.query)}".lower()))

    @property
    def is_deep(self) -> bool:
        """Whether the address is not that of a front page or a section, as far as it can be told."""
        return len(self._slug) >= 8 or any(char.isdigit() for char in self._path)

    def is_bare(self, shown: tuple[str, ...]) -> bool:
        """Whether next to nothing is shown besides the headline: no paragraph, and few words."""
        heads = set(map(letters_only, self._headlines))
        sizes = [weigh_letters(line) for line in shown if letters_only(line) not in heads]
        return sum(sizes) < _NOTHING and all(size < STATE_PARAGRAPH for size in sizes)

    def has_as_body(self, text: StateText) -> bool:
        """Whether a text is the body of this page's story, by the headline and by all names below that."""
        at = self.owner(text)
        if at is None or not text.is_own_body(at) or not self.owns(text):
            return False
        titles = (
            value for key, value in islice(text.holders[at].items(), 200) if HEADLINE_KEYS.fullmatch(key)
        )
        return any(self._is_headline(title) for value in titles for title in _titles_in(value))

    def owns(self, text: StateText) -> bool:
        """Say whether the nearest object that identifies a story identifies this page's."""
        at = self.owner(text)
        return at is not None and any(self._answers(text.holders[at]))

    def owner(self, text: StateText) -> int | None:
        """Return the number of the nearest object that identifies a story, this page's or another."""
        for number, holder in enumerate(text.holders):
            if any(answer is not None for answer in self._answers(holder)):
                return number
        return None

    def own(self, text: StateText) -> tuple[Mapping[str, Any], ...]:
        """Return the objects around a text that identify this page's story, up to one that does another's."""
        answers = ((holder, self._answers(holder)) for holder in text.holders)
        told = takewhile(lambda one: False not in one[1] or True in one[1], answers)
        return tuple(holder for holder, said in told if True in said)

    def outermost(self, text: StateText) -> int | None:
        """Return the number of the outermost object that identifies this page's story."""
        own = [number for number, holder in enumerate(text.holders) if any(self._answers(holder))]
        return own[-1] if own else None

    def _answers(self, holder: Mapping[str, Any]) -> tuple[bool | None, ...]:
        """What an object says of whose story it is; objects hold many texts, and each is asked once."""
        if id(holder) not in self._known:  # texts keep it alive
            self._known[id(holder)] = tuple(self._ask(holder))
        return self._known[id(holder)]

    def _ask(self, holder: Mapping[str, Any]) -> Iterator[bool | None]:
        for key, value in islice(holder.items(), 200):
            if HEADLINE_KEYS.fullmatch(key):
                for title in _titles_in(value):
                    answer = self._is_headline(title)
                    yield answer if answer or key.lower() not in PLAIN_KEYS else None
            elif isinstance(value, str) and ADDRESS_KEYS.fullmatch(key):
                yield self._is_address(value)
            elif isinstance(value, str | int) and not isinstance(value, bool) and _NUMBERS.fullmatch(key):
                yield self._is_number(str(value))

    def _is_headline(self, title: str) -> bool | None:
        if not self._headlines or count_letters(title) < 8:
            return None
        return any(likeness(title, headline) >= SAME_HEADLINE for headline in self._headlines)

    def _is_address(self, value: str) -> bool | None:
        try:
            path = unquote(urlsplit(value.strip()).path).strip("/").lower()
        except ValueError:
            return None
        slug = path.rpartition("/")[2].partition(".")[0]
        if len(slug) < 5:
            return None
        if not self._path:
            return False
        return path == self._path or (len(slug) >= 8 and slug in self._path) or slug == self._slug

    def _is_number(self, value: str) -> bool | None:
        # Objects have many numbers of their own: only one that stands in the address says something.
        return (
            True if len(value) >= 4 and not _YEAR.fullmatch(value) and value.lower() in self._words else None
        )


def _titles_in(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        if len(value) <= _LONGEST_HEADLINE:
            yield unescape(re.sub(r"<[^>]{0,200}>", "", value))
    elif isinstance(value, Mapping):
        yield from (
            one
            for one in islice(value.values(), 10)
            if isinstance(one, str) and len(one) <= _LONGEST_HEADLINE
        )


def _by_of(story: Mapping[str, Any]) -> Iterator[str]:
    """What an object says in its own members of who wrote it; bodies and references are no persons."""
    for key, value in islice(story.items(), 200):
        if _AUTHOR_KEYS.fullmatch(key):
            for one in value[:_MOST_AUTHORS] if isinstance(value, list) else [value]:
                name = one
                if isinstance(one, Mapping) and "Organi" not in str(
                    one.get("@type") or one.get("__typename")
                ):
                    name = next(filter(None, map(one.get, _NAME_KEYS)), None)
                if isinstance(name, str) and len(name) <= _LONGEST_BY:
                    yield unescape(name)


def _headline(holders: Iterable[Mapping[str, Any]]) -> str | None:
    for holder in holders:
        for key, value in islice(holder.items(), 200):
            if HEADLINE_KEYS.fullmatch(key) and key.lower() not in PLAIN_KEYS:
                for title in _titles_in(value):
                    if tidied := tidy(title):
                        return tidied
    return None


def _headlines(tree: HtmlElement) -> Iterator[str]:
    for element in islice(tree.iter("title", "h1"), 10):
        yield "".join(islice(element.itertext(), 50))[:_LONGEST_HEADLINE]
    for meta in islice(tree.iter("meta"), 500):
        if (meta.get("property") or meta.get("name") or "").lower() in ("og:title", "twitter:title", "title"):
            yield (meta.get("content") or "")[:_LONGEST_HEADLINE]
