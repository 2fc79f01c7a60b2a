"""Decks and standfirsts: the lines between the headline and the text that are the story's own.

There also stand by-lines, days, section names, credits and share bars, and to the judges of blocks a short
line without a stop is one of these. What tells a deck is its box's name, what the page's data says the story
is about, or its place: a clause right below the headline, in its box.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cache
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from newsarchive.text.dates.date_labels import day_of_line
from newsarchive.text.dates.written_dates import find_times
from newsarchive.text.extraction.headline_box import headline_places
from newsarchive.text.extraction.list_mates import list_of
from newsarchive.text.extraction.stated_lines import EAST_ASIAN_ROLES
from newsarchive.text.furniture.furniture_lines import BYLINE, furniture_kind
from newsarchive.text.letters import letters_only
from newsarchive.text.metadata.byline_parts import credit_names
from newsarchive.text.metadata.printed_bylines import (
    ASKS,
    is_whole_byline,
    names_alone,
    read_byline,
    tells_of_picture,
)
from newsarchive.text.metadata.stopped_names import is_stopped
from newsarchive.text.page.more_labels import label_table
from newsarchive.text.page.page_blocks import (
    APART,
    LONGEST_NAMING,
    NAMING_WORD,
    NO_TEXT_BITS,
    SUBHEADING_BITS,
    TAG_BIT,
    Block,
    Box,
    is_called,
    kind_bits,
)
from newsarchive.text.page.page_model import PageModel
from newsarchive.text.page.structured_data import Node, article_nodes, first_text, meta_tags
from newsarchive.text.sentences import ends_sentence, has_no_stops, is_dense, is_long, says_something
from newsarchive.text.shared_words import shares_words

# Lines below a headline that are looked at: by-line, day, a row of tools and a dozen of labels.
_MOST_BELOW = 20
# Letters (in Chinese, Japanese and Korean characters) and words of a deck: in a box that is called so; a
# heading right below the headline; a paragraph there; an item of a list there. A section's name has fewer.
_NAMED, _HEADED, _PLAIN, _ITEM = (8, 5), (15, 7), (40, 20), (25, 10)
# The same of a line alone between the headline and who wrote or when; and letters of a word without a capital
# that it has where a script has capitals: "Federal Ministry of Finance" has none.
_ENCLOSED, _LONG_WORD = (20, 10), 4
# Lines of the story that such a line is held against.
_MOST_KNOWN = 20
# "Breaking: …", "Home › News › …".
_LABELLED = re.compile(r"^[^:：]{2,20}[:：]\s|[›»>|→]")
_SEVERAL_WORDS, _MANY_WORDS = 3, 6
# Characters of a name that are looked at, and of a word ("spot") that says so only alone.
_SHORT_NAME = 5
# Characters of a name beside "记者" or "기자".
_LONGEST_HAN_NAME = 4
# Lines of a box that is called a deck: of more it is the story's, or the page's.
_MOST_IN_DECK, _MOST_ITEMS = 3, 8
# Letters by which a line is known as the beginning of what the page's data says of the story.
_FEWEST_ALIKE = 25
_TITLES = SUBHEADING_BITS | TAG_BIT["h1"]
_NO_PLACE = NO_TEXT_BITS | sum(
    TAG_BIT[tag] for tag in ("h1", "figure", "figcaption", "td", "address", "video")
)
# What boxes of by-lines, days, tags and pictures are called.
_OTHER = (*APART, "caption", "media", "meta", "tags", "button")
_OTHER_BITS = kind_bits(*_OTHER)
_CREDITS = kind_bits("author", "meta")
_NAMES = ("class", "id", "itemprop")
# Boxes of other stories are called so, and beside a headline, without a link, the deck's.
_TEASING = frozenset({"teaser", "teasers"})
# Characters of a name, or two, and a town before a full stop; what such a line answers or goes on from.
_LONGEST_SIGNED, _ASKING = 80, ("?", "？", "؟", ":", "：")
_PICTURES = ("img", "picture", "figure", "video")
# What a site says of itself on every page: "siteSub", "site-description".
_OF_SITE = re.compile(r"(?<![a-z])site|blog-desc|tagline", re.IGNORECASE)
# Whole lines in boxes that are called decks: words that begin a by-line which goes on from the headline, and
# what may stand between its names; a request to share, and where and on which day a story was published.
_WITH = frozenset({"with", "mit", "avec", "con", "com", "med", "met", "z", "с"})
_BETWEEN = frozenset({"and", "und", "et", "y", "e", "och", "og", "en", "i", "и", "in", "à", "a", "w", "в"})
_NO_DECK = re.compile(
    r"(?:share|send|forward) (?:this|it|the)\b.{0,30}\b(?:friends|followers|family)"
    r"|teile(?:n sie)? (?:dies|den|das).{0,30}freunden|partage[zr]? (?:cet|l[’']).{0,30}amis"
    r"|compart[ei]\w* (?:est|el |la |o ).{0,30}amigos|condividi.{0,30}amici"
    r"|(?:published|posted|updated)\b.{0,40}\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b.{0,40}"
    r"|(?:published|posted|updated)\b.{0,60}\b(?:ago|today|yesterday)\b.{0,40}"
    r"|veröffentlicht\b.{0,40}\b(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag)\b.{0,40}"
)
_DESCRIBED = ("og:description", "description", "twitter:description")
_STATED = ("alternativeHeadline", "alternateName", "description")


def decks(
    blocks: Sequence[Block], read: Sequence[str], title: str, stated: Callable[[], Collection[str]]
) -> npt.NDArray[np.bool_]:
    """Return which blocks, not read, are decks between the page's headline and its first sentence read.

    `title` is that of the page, `stated` gives what its data says the story is about, in letters.
    """
    found = np.zeros(len(blocks), dtype=np.bool_)
    lines = set(read)
    place, end = _headline(blocks, lines, letters_only(title))
    ask = cache(stated)
    known = cache(lambda: "\n".join((*map(letters_only, (blocks[place].text, *read[:_MOST_KNOWN])), *ask())))
    is_next = True
    for at in range(place + 1, min(end, place + 1 + _MOST_BELOW)):
        block = blocks[at]
        if block.text in lines:
            continue
        is_teaser = _teases(block.box, blocks[place].box)
        if is_teaser and not (
            is_next and (_is_named(block.box, blocks[place].box) or _is_of_story(block.text, known()))
        ):
            is_next = False
            continue
        found[at] = _may_be_deck(block, blocks[place]) and (
            (is_teaser and not _is_beside(block.text))
            or _is_deck(block, blocks[place], ask, is_next=is_next)
            or (
                is_next
                and at + 1 < end
                and _is_enclosed(block, blocks[place], blocks[at + 1])
                and _is_of_story(block.text, known())
            )
        )
        is_next = is_next and bool(found[at])
    for at in _items(blocks, place, end):
        found[at] = blocks[at].text not in lines
    return found


def decks_that_ask(blocks: Sequence[Block], lines: Collection[str]) -> frozenset[str]:
    """Return those of `lines` that name whom a story asks: "Interview: Ada Roe" in a deck or heading.

    In a line of its own who asked signs so.
    """
    asking = frozenset(filter(ASKS.match, lines))
    if not asking:
        return asking
    head = next((block for block in blocks if block.box.tags & TAG_BIT["h1"]), blocks[0])
    return frozenset(block.text for block in blocks if block.text in asking and _asks(block, head))


def _asks(block: Block, headline: Block) -> bool:
    """Whether a line tells whom the story asks, in a deck or a heading, or in bold as these are."""
    if ASKS.match(block.text) is None:
        return False
    if block.box.tags & _TITLES or _is_named(block.box, headline.box):
        return True
    is_bold = block.bold >= len(block.text) - block.text.count(" ")
    return is_bold and not is_called(_CREDITS, (block.box,), headline.box)


def names_that_answer(blocks: Sequence[Block], lines: Collection[str]) -> frozenset[str]:
    """Return those of `lines` with a full stop that sign nothing, though they are a name alone.

    They answer a question, go on from a colon, say whom a picture shows, or are the deck.
    """
    stopped = frozenset(line for line in lines if len(line) <= _LONGEST_SIGNED and is_stopped(line))
    if not stopped:
        return stopped
    head = next((block for block in blocks if block.box.tags & TAG_BIT["h1"]), blocks[0])
    return frozenset(
        block.text
        for before, block in pairwise(blocks)
        if block.text in stopped
        and (before.text.endswith(_ASKING) or _is_below_picture(block) or _is_named(block.box, head.box))
    )


def _is_below_picture(block: Block) -> bool:
    """Whether what stands right before a line's box is a picture and nothing else."""
    before = block.box.element.getprevious() if block.box.element is not None else None
    if before is None or not isinstance(before.tag, str) or "".join(before.itertext()).strip():
        return False
    return before.tag in _PICTURES or next(before.iter(*_PICTURES), None) is not None


def stated_summaries(model: PageModel) -> frozenset[str]:
    """Return what a page's data says its story is about (summaries, second headlines), letters only."""
    nodes = article_nodes(model)
    texts = (*meta_tags(model).all(*_DESCRIBED), *(text for node in nodes for text in _summaries(node)))
    return frozenset(filter(None, map(letters_only, texts)))


def _summaries(node: Node) -> Iterator[str]:
    return (text for key in _STATED if (text := first_text(node, key)))


def _headline(blocks: Sequence[Block], lines: set[str], title: str) -> tuple[int, int]:
    """The places of the headline and of the first sentence read below it, the nearest pair; or of nothing."""
    places = headline_places(blocks, title)
    if not places:
        highest = [at for at, block in enumerate(blocks) if block.box.tag & TAG_BIT["h1"]]
        places = highest if len(highest) == 1 else []
    pairs = [
        (end, place)
        for place in places
        if not _is_of_site(blocks[place].box)
        if (end := next((at for at in range(place + 1, len(blocks)) if _is_read(blocks[at], lines)), 0))
    ]
    end, place = min(pairs, key=lambda pair: pair[0] - pair[1], default=(0, 0))
    return place, end


def _is_read(block: Block, lines: set[str]) -> bool:
    return block.text in lines and says_something(block.text)


def _may_be_deck(block: Block, headline: Block) -> bool:
    """Whether a line is no link, no furniture, and tells neither who wrote nor when."""
    line = block.text
    if block.links or block.linked or block.box.tags & _NO_PLACE or not is_long(line, *_NAMED):
        return False
    others = _OTHER_BITS & ~kind_bits("related") if _teases(block.box, headline.box) else _OTHER_BITS
    if is_called(others, (block.box,), headline.box) or _is_of_site(block.box):
        return False
    if furniture_kind(line) is not None or day_of_line(line) or tells_of_picture(line):
        return False
    # "27 May 2031, in print", "Port / 27 May 2031": what tells more has more words.
    is_other = _is_byline(line) and not _asks(block, headline)
    return not is_other and (is_long(line, *_PLAIN) or not find_times(line))


def _is_byline(line: str) -> bool:
    """Whether a line names who wrote, and says nothing else."""
    if BYLINE.match(line) or credit_names(line) or is_whole_byline(line) or _is_name_alone(line):
        return True
    byline = read_byline(line, is_below_headline=True)
    if byline is not None and byline.whole:
        return True
    beside = EAST_ASIAN_ROLES.sub(" ", line)
    return beside != line and all(len(word) <= _LONGEST_HAN_NAME for word in beside.split())


def _is_name_alone(line: str) -> bool:
    """Whether a line is a name; of scripts without capitals three words may as well be a clause."""
    has_case = line.lower() != line.upper()
    return (has_case or len(line.split()) < _SEVERAL_WORDS) and any(names_alone(line))


def _is_deck(block: Block, headline: Block, told: Callable[[], Collection[str]], *, is_next: bool) -> bool:
    line, box = block.text, block.box
    letters = letters_only(line)
    if letters == letters_only(headline.text):
        return False
    # Counts, marks and addresses are no words: "Views: 7,909", "4 of 5 stars".
    words = sum(any(map(str.isalpha, word)) for word in line.split()) if _is_spaced(line) else _MANY_WORDS
    if words < _SEVERAL_WORDS or "@" in line or line.endswith((":", "：")):
        return False
    is_heading = box.tag & SUBHEADING_BITS and box.parent is headline.box.parent
    is_placed = is_next and (
        (is_heading and is_long(line, *_HEADED))
        or (box.tag & TAG_BIT["p"] and words >= _MANY_WORDS and is_long(line, *_PLAIN))
    )
    is_by_box = (bool(is_placed) or _is_named(box, headline.box)) and not _is_beside(line)
    return is_by_box or _is_told(letters, told())


def _is_enclosed(block: Block, headline: Block, below: Block) -> bool:
    """Whether a clause stands alone between headline and who wrote or when, whatever its box is called."""
    line, words = block.text, block.text.split()
    if block.box.tags & TAG_BIT["li"] or block.box.end - block.box.first != 1:
        return False
    if not is_long(line, *_ENCLOSED) or _is_beside(line):
        return False
    if (_is_spaced(line) and len(words) < _SEVERAL_WORDS) or "@" in line or line.endswith((":", "：")):
        return False
    if line != line.lower() and not any(word.islower() and len(word) >= _LONG_WORD for word in words):
        return False
    if letters_only(line) == letters_only(headline.text):
        return False
    is_credit = bool(day_of_line(below.text)) or _is_byline(below.text)
    return is_credit or is_called(_CREDITS, (below.box,), headline.box)


def _is_of_story(line: str, known: str) -> bool:
    """Whether a line has words of the headline, the story or what the page's data says of it, all in `known`.

    What offers, sorts or leads on has others, or a label before them.
    """
    return not _LABELLED.search(line) and shares_words(line, known)


def _teases(box: Box, headline: Box) -> bool:
    """Whether a box beside the headline is called a teaser: of this story, if it tells of the same."""
    if box.parent is not headline.parent or box.element is None:
        return False
    return any(
        word.lower() in _TEASING
        for word in NAMING_WORD.findall((box.element.get("class") or "")[:LONGEST_NAMING])
    )


def _is_beside(line: str) -> bool:
    """Whether a line says with whom a story was written, when it was published, or asks to share it."""
    if ends_sentence(line):
        return False
    first, *rest = line.split()
    if first in _WITH and rest and all(word[0].isupper() or word in _BETWEEN for word in rest):
        return True
    return _NO_DECK.fullmatch(line.lower()) is not None


def _is_spaced(line: str) -> bool:
    """Whether a line has to have words: not so in Chinese, Japanese, Korean or Thai."""
    return not (has_no_stops(line) or is_dense(line))


def _is_named(box: Box, headline: Box) -> bool:
    """Whether a box, or one around it that holds little more and not the headline, is called a deck."""
    one: Box | None = box
    while one is not None and one.end - one.first <= _MOST_IN_DECK:
        if one.first <= headline.first < one.end:
            return False
        if one.hints & kind_bits("lead") or any(map(_is_name, _names(one))):
            return True
        one = one.parent
    return False


def _is_of_site(box: Box) -> bool:
    return any(map(_OF_SITE.search, _names(box)))


def _names(box: Box) -> Iterator[str]:
    if box.element is not None:
        for attribute in _NAMES:
            yield from (box.element.get(attribute) or "").split()


def _is_name(name: str) -> bool:
    """Whether a name, its last word, or the last two together, is what decks are called; "spot" alone."""
    parts = [part.lower() for part in NAMING_WORD.findall(name[:LONGEST_NAMING])]
    ends = {"".join(parts), "".join(parts[-2:]), *(part for part in parts[-1:] if len(part) > _SHORT_NAME)}
    return not ends.isdisjoint(label_table("newsarchive.text.extraction", "deck_names"))


def _is_told(letters: str, told: Collection[str]) -> bool:
    """Whether the page's data says the same of the story, or begins so, or is cut short."""
    if letters in told:
        return True
    alike = (min(len(letters), len(one)) >= _FEWEST_ALIKE for one in told)
    return any(
        is_long_enough and (one.startswith(letters) or letters.startswith(one))
        for is_long_enough, one in zip(alike, told, strict=True)
    )


def _items(blocks: Sequence[Block], place: int, end: int) -> range:
    """The places of a list of clauses right below the headline: what the story comes to."""
    first = place + 1
    if first >= end or (one := list_of(blocks[first].box)) is None or one.first != first or one.end > end:
        return range(0)
    items = blocks[one.first : one.end]
    if not 1 < len(items) <= _MOST_ITEMS:
        return range(0)
    are_clauses = all(is_long(each.text, *_ITEM) and _may_be_deck(each, blocks[place]) for each in items)
    return range(one.first, one.end) if are_clauses else range(0)
