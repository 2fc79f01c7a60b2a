"""Pages that a site has about itself: its terms, how to reach it, what it costs, who writes for it.

They look like articles: a heading and sentences. Their address tells them, together with their heading, in
any language (data/own_pages.tsv); what they say tells nothing, since stories say the same of such pages.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from itertools import islice
from urllib.parse import unquote, urlsplit

from lxml.html import HtmlElement

from newsarchive.text.dates.date_labels import day_of_line
from newsarchive.text.dates.markup_dates import ARTICLE_PUBLISHED_META
from newsarchive.text.letters import letters_only, weigh_letters
from newsarchive.text.metadata.known_names import plain_letters
from newsarchive.text.metadata.printed_bylines import read_byline
from newsarchive.text.page.marked_parts import is_of_teaser, leads_away, linked_headings, teasers
from newsarchive.text.page.page_lines import page_lines
from newsarchive.text.page.structured_data import MetaTags
from newsarchive.text.sentences import count_stops, ends_sentence, sentence_spans

_LONGEST_ADDRESS, _MOST_SEGMENTS, _MOST_HEADS, _MOST_IN_HEAD, _MOST_LINKS = 1_000, 6, 4, 20, 400
# What stands between the name of a page and that of its site.
_TITLE_PARTS = re.compile(r"\s[|–—·•»-]\s|[_|｜]")
# Segments that only say in what language, or what kind of file it is.
_LANGUAGE = re.compile(r"[a-z]{1,2}(?:[-_][a-z]{2,4})?|index|default")
_FILE_END = re.compile(r"\.(?:s?html?|php|aspx?|jsp|do|action)$")
# How addresses write umlauts, where they do not leave the dots out.
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
# An offer says two or three sentences, what is written by somebody has five; letters as weighed.
_LONGEST_OFFER, _MOST_STOPS = 500, 5
# A page of a writer: what it says, its longer paragraphs (of a life there are one or two), links to stories.
_LONGEST_ABOUT, _LONG, _MOST_LONG, _FEWEST_STORIES = 2_000, 200, 2, 3
_FEWEST_OF_TOPIC = 6  # beside a story stand fewer, by reason: not fitted
_NUMBERED = re.compile(r"\d{5}")  # content systems number stories so
_MOST_DATED = 2_000
_LISTS = ("ul", "ol", "dl", "table", "nav", "aside", "section", "footer", "header")
# Prose is a story's from so many full sentences on, or so many letters, weighed by how much they say. Set by
# reason, from made-up columns and portraits (2026-11). Those of an offer are shorter than news.
_FULL, _SAYS_MUCH, _STORY_SENTENCES, _STORY_PARAGRAPHS, _STORY_PROSE = 40, 60, 3, 2, 400
# Lines looked at for who reviews what, and the characters of one.
_MOST_LINES, _LONGEST_REVIEWED = 100, 80
_CALLED_DATE = re.compile(r"date|(?<![a-z])time(?![a-z])|publish|posted")
_CUT = ("...", "…")  # what stands at the end of a teaser
_APART = ("nav", "header", "footer", "aside")
# What WordPress and Hexo call what is no post.
_PAGE = re.compile(r"(?<![\w-])(?:page-id-\d+|type-page|article-type-page)(?![\w-])")
_PROFILES = frozenset({"og:profile", "profilepage"})
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
# Paragraphs of a life, with a line for the office somebody holds.
_MOST_ABOUT = 4
_LONGEST_NAME = 4  # words


@dataclass(frozen=True, slots=True)
class OwnNames:
    """The names of data/own_pages.tsv, letters only, by their use."""

    titles: frozenset[str]
    named: frozenset[str]
    around: frozenset[str]
    authors: frozenset[str]
    offers: frozenset[str]
    topics: frozenset[str]
    people: frozenset[str]


@cache
def own_names() -> OwnNames:
    """Return what own pages are called; addresses have the titles too, without accents or with umlauts."""
    text = files("newsarchive.text.page_kinds").joinpath("data/own_pages.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    words = {use: frozenset(words.split()) for use, _, words, *_ in rows if use != "title"}
    titles = [title for use, _, *titles in rows if use == "title" for title in titles]
    written = {form for title in titles for form in _addressed(title)}
    return OwnNames(
        frozenset(map(letters_only, titles)),
        words["named"] | written,
        words["around"],
        words["author"],
        words["offer"],
        words["topic"],
        words["people"],
    )


def _addressed(text: str) -> Iterator[str]:
    """The ways in which an address writes a text, letters only."""
    small = letters_only(text)
    yield small
    yield from map(plain_letters, (small, small.translate(_UMLAUTS)))


class OwnPage:
    """A page's address, and its headings where they are asked for."""

    def __init__(self, url: str, tree: HtmlElement) -> None:
        self._tree = tree
        self._segments = tuple(_segments(url))

    @property
    def is_service(self) -> bool:
        """Whether address and heading are both those of terms, of an imprint, of how to reach the site.

        A film may be called so, too: what says when it was published, or by whom it is reviewed, is none.
        """
        if not self._is_last(own_names().named) or own_names().titles.isdisjoint(self._heads):
            return False
        return MetaTags(self._tree).first(*ARTICLE_PUBLISHED_META) is None and not self._is_reviewed()

    def is_stated(self, *, declared: bool) -> bool:
        """Whether such a page says that it is a page, not a post: then it may be dated and signed.

        Content systems have one form for both. `declared`: it says elsewhere that it is an article.
        """
        if not self._is_last(own_names().named) or own_names().titles.isdisjoint(self._heads):
            return False
        if self._is_reviewed():
            return False
        if any(_PAGE.search(one.get("class") or "") for one in islice(self._tree.iter("body", "article"), 2)):
            return True
        return not declared and MetaTags(self._tree).first("og:type") == "website"

    def is_offer(self, paragraphs: tuple[str, ...], length: int) -> bool:
        """Whether the address is that of an offer or a login, and what the page says is as short as one."""
        if not self._is_last(own_names().offers) or length > _LONGEST_OFFER:
            return False
        if sum(_full_sentences(line, _SAYS_MUCH) for line in paragraphs) >= _STORY_SENTENCES:
            return False
        return sum(map(count_stops, paragraphs)) <= _MOST_STOPS and self._can_be_pressed()

    def is_of_writer(self, paragraphs: tuple[str, ...], weight: int, kinds: Collection[str]) -> bool:
        """Whether the page tells of somebody who writes for the site in a few words, and lists the stories.

        Its markup says so, or its address is below `author` or its like; one of the two, and then the address
        is the name in the heading: where both are, it may be written in another script.
        """
        is_stated = not _PROFILES.isdisjoint(kinds)
        below = "".join(map(letters_only, self._segments[-2:-1]))
        is_below = below in own_names().authors or (is_stated and below in own_names().people)
        if not (is_stated or is_below):
            return False
        if sum(map(len, paragraphs)) * weight > _LONGEST_ABOUT:
            return False
        if sum(len(line) * weight >= _LONG for line in paragraphs) > _MOST_LONG:
            return False
        named = "".join(map(letters_only, self._segments[-1:]))
        if not (is_stated and is_below) and not any(named in _addressed(head) for head in self._heads):
            return False
        if self._stories() < _FEWEST_STORIES:
            return False
        # A life is told in sentences, too: both statements say that it is one, where headlines follow.
        is_sure = is_stated and is_below and self._headlines() >= _FEWEST_STORIES and not self._shows_day()
        return not self._tells_story(paragraphs) or (is_sure and len(paragraphs) <= _MOST_ABOUT)

    def is_of_topic(self, paragraphs: tuple[str, ...], weight: int, *, is_signed: bool = False) -> bool:
        """Whether the page says in a few words what a topic is, or who a writer, and lists the stories.

        Its address is below `tag`, `author` or their like, and ends with what the stories are filed under. A
        story has a day of publication in its markup, or more to say.
        """
        below = "".join(map(letters_only, self._segments[-2:-1]))
        # Of a writer the name may have been read as that of who wrote the page.
        longest = max(map(_count_words, self._read_heads), default=0)
        named = "".join(map(letters_only, self._segments[-1:]))
        is_called = not is_signed or any(named in _addressed(head) for head in self._heads)
        is_named = below in own_names().authors and is_called and longest <= _LONGEST_NAME
        if not is_named and (is_signed or below not in own_names().topics):
            return False
        if sum(map(len, paragraphs)) * weight > _LONGEST_ABOUT or len(paragraphs) > _MOST_LONG:
            return False
        if _NUMBERED.search(self._segments[-1]) or self._shows_day():
            return False
        if MetaTags(self._tree).first(*ARTICLE_PUBLISHED_META) is not None or self._tells_story(paragraphs):
            return False
        return self._stories() >= _FEWEST_OF_TOPIC

    def _shows_day(self) -> bool:
        """Whether a day stands where that of a story does: not in a list, nor in a box beside."""
        found = (
            one for one in islice(self._tree.iter("time", "p", "span", "div"), _MOST_DATED) if _is_date(one)
        )
        return any(next(one.iterancestors(*_LISTS), None) is None and not is_of_teaser(one) for one in found)

    def _headlines(self) -> int:
        """How many headings are links to other pages."""
        return sum(one.tag in _HEADINGS for one in linked_headings(self._tree))

    def _tells_story(self, paragraphs: tuple[str, ...]) -> bool:
        """Whether paragraphs, without what stands below linked headlines, are a story's prose."""
        told = {line: count for line in paragraphs if (count := _full_sentences(line))}
        if not _is_prose(told):
            return False
        announced = self._announced()
        return _is_prose({line: count for line, count in told.items() if letters_only(line) not in announced})

    def _announced(self) -> frozenset[str]:
        """The letters of lines that stand alone beside a linked headline, where such are several."""
        boxes = [
            [piece for piece in pieces if _full_sentences(" ".join(piece.split()))]
            for pieces in teasers(linked_headings(self._tree))
        ]
        alone = [box[0] for box in boxes if len(box) == 1]
        return frozenset(map(letters_only, alone)) if len(alone) >= _FEWEST_STORIES else frozenset()

    def _is_last(self, names: Collection[str]) -> bool:
        """Whether the address ends with one of the names, and says nothing else of the page."""
        *before, last = self._segments or ("",)
        around = own_names().around
        if letters_only(last) not in names:
            return False
        return all(_LANGUAGE.fullmatch(one) or letters_only(one) in around for one in before)

    @cached_property
    def _read_heads(self) -> list[str]:
        return [_words(head) for head in islice(self._tree.iter("h1"), _MOST_HEADS)]

    @cached_property
    def _heads(self) -> frozenset[str]:
        """The letters of the headings; without any, of the title and of its parts."""
        heads = self._read_heads
        if not any(heads):
            titles = [_words(title) for title in islice(self._tree.iter("title"), _MOST_HEADS)]
            heads = [part for title in titles for part in (title, *_TITLE_PARTS.split(title))]
        return frozenset(filter(None, map(letters_only, heads)))

    def _is_reviewed(self) -> bool:
        """Whether a line is a by-line behind its first word: "Reviewed by Jane Doe"."""
        short = (line for line in page_lines(self._tree) if len(line) <= _LONGEST_REVIEWED)
        behind = (line.partition(" ")[2] for line in islice(short, _MOST_LINES))
        lines = (rest[:1].upper() + rest[1:] for rest in behind if rest)
        return any((found := read_byline(line, is_below_headline=True)) and found.whole for line in lines)

    def _can_be_pressed(self) -> bool:
        return any(True for _ in self._tree.iter("button", "input"))

    def _stories(self) -> int:
        """How many pages links lead to that do not stand in a menu or at the foot."""
        links = (link for link in islice(self._tree.iter("a"), _MOST_LINKS) if leads_away(link))
        shown = (link for link in links if next(link.iterancestors(*_APART), None) is None)
        return len({link.get("href") for link in shown})


def _full_sentences(line: str, least: int = _FULL) -> int:
    """How many sentences of a line are no mere words on a button: closed by a stop, and of some length."""
    spans = (line[start:end].strip() for start, end in sentence_spans(line))
    return sum(weigh_letters(one) >= least and ends_sentence(one) and not one.endswith(_CUT) for one in spans)


def _is_prose(told: Mapping[str, int]) -> bool:
    """Whether lines, with their full sentences, are those of a story."""
    if sum(map(weigh_letters, told)) >= _STORY_PROSE:
        return True
    return len(told) >= _STORY_PARAGRAPHS and sum(told.values()) >= _STORY_SENTENCES


def _is_date(element: HtmlElement) -> bool:
    """Whether an element is one of a day: a `time`, or called so, with a day in its few words."""
    if element.tag != "time" and not _CALLED_DATE.search((element.get("class") or "").lower()):
        return False
    return bool(day_of_line(_words(element)))


def _count_words(text: str) -> int:
    """How many words a text has; where no spaces part them, by its letters: names have two to six."""
    weight = weigh_letters(text)
    return max(len(text.split()), weight // 5 if weight > len(text) else 0)


def _words(element: HtmlElement) -> str:
    return " ".join("".join(islice(element.itertext(), _MOST_IN_HEAD)).split())


def _segments(url: str) -> Iterator[str]:
    """The segments of an address's path, without what a file's name ends with; no `index.html`."""
    try:
        path = unquote(urlsplit(url[:_LONGEST_ADDRESS]).path).lower()
    except ValueError:
        return
    parts = [part for part in path.split("/") if part]
    if len(parts) > _MOST_SEGMENTS:
        return
    for number, part in enumerate(parts, 1):
        name = _FILE_END.sub("", part)
        if number == len(parts) and len(parts) > 1 and name in ("index", "default"):
            return
        yield name
