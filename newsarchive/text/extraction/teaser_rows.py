"""Rows of teasers beside a story: headlines that lead to other stories, each with how that one begins.

Of short news there is less than of such a list, so that a judge of blocks takes the list for the article. A
round-up and a list of ten books are built alike, often below an introduction in a box of its own. What tells
teasers is a name of their box that says so, a place above the headline, or that the story is an `article`
with its day, introduces nothing, and they stand outside of it with headlines that are links.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import islice, takewhile

from lxml.html import HtmlElement

from newsarchive.text.dates.other_stories import OtherStories, is_headline_long
from newsarchive.text.dates.written_dates import find_times
from newsarchive.text.extraction.headline_box import headline_places
from newsarchive.text.letters import letters_only
from newsarchive.text.page.page_blocks import NO_TEXT_BITS, TAG_BIT, Block, Box, PageBlocks
from newsarchive.text.sentences import says_something

_CARDS = sum(TAG_BIT[tag] for tag in ("div", "li", "article", "section", "tr", "td", "p", "a"))
_HEADINGS = sum(TAG_BIT[tag] for tag in ("h2", "h3", "h4"))
_ARTICLE = TAG_BIT["article"]
_HEADER = TAG_BIT["header"]
# Teasers of a page, and lines of one: section, headline, beginning, author, day.
_FEWEST, _MOST, _LINES = 3, 60, range(2, 8)
# Of a teaser's lines one of the first is its headline; a story's beginning has few lines and characters.
_MOST_HEADS, _MOST_SAID, _LONGEST_SAID, _MOST_LINKS = 3, 2, 600, 10
# Share of a line in links that is a link; letters of a line from which it may be a story.
_LINKED, _SHORTEST_TOLD = 0.9, 40
# Characters of a line that says who wrote a story, and when.
_LONGEST_DATED, _LONGEST_DAY = 100, 25
# Words of a class or id that say that the box holds the story's own entries, and that it heads a story.
_OWN = re.compile(
    r"(?<![a-z])(?:article-?body|body|text|content|copy|prose|live(?:-?blog)?|updates?|ticker|timeline|gallery"
    r"|slides?(?:how)?|steps?|listicle|round-?up|briefs?|faq|recipe|chapters?)(?![a-z])",
    re.IGNORECASE,
)
_HEAD = re.compile(
    r"(?<![a-z])(?:head(?:er|line|ing)?|intro(?:duction)?|hero|masthead|top|title|lead|deck|standfirst)(?![a-z])",
    re.IGNORECASE,
)
# Words of one that say that it holds other stories. "Latest", "teasers", "popular", "recommended", "recent"
# and "more" alone are names of a story's own entries, too: decisions, walks, books.
_LISTS = re.compile(
    r"(?<![a-z])(?:latest-?(?:news|stories|posts|articles)|related(?:-?[a-z]+)?|trending|most-?read|read-?next"
    r"|(?<!by-)side(?:bar)?(?!-by)|(?:more|other)-?(?:stories|posts|articles|news))(?![a-z])",
    re.IGNORECASE,
)
# Words of an introduction that point at what stands below it; of one without quotes, who chose it.
_ANNOUNCES = re.compile(
    r"(?<![^\W_])(?:these|here (?:are|is)|below|following|diese[nr]?|folgende[nr]?"
    r"|hier (?:sind|ist|finden|haben)|zusammengestellt|überblick|ces|voici|ci-dessous|suivante?s|est[ao]s"
    r"|aquí|siguientes|a continuación|quest[ei]|ecco|di seguito|seguenti|estes|aqui|a seguir|seguintes|deze"
    r"|hieronder|volgende|dessa|här|nedan|följande|disse|nedenfor|følgende|nämä|tässä|seuraavat|oto|poniżej"
    r"|następujące|tyto|zde|níže|эти|вот|ниже|следующие|ці|ось|нижче|наступні|bunlar|aşağıda|işte|berikut"
    r"|παρακάτω)(?![^\W_])|以下|次の|こちら|这些|這些|다음|아래|التالية|להלן|नीचे",
    re.IGNORECASE,
)
_CHOOSES = re.compile(
    r"(?<![^\W_])(?:we|our|wir|unsere?|nous|nos|hemos|nuestr[ao]s|abbiamo|nostr[ei]|wij|onze|мы|ми|наши"
    r"|wybraliśmy|vybrali jsme)(?![^\W_])",
    re.IGNORECASE,
)
_QUOTES = re.compile('["“”„«»「『]')
_BODY = re.compile(
    r"(?<![a-z])(?:article-?(?:body|content|text)|(?:story|entry|post)-?(?:body|content|text)|body|text|content)"
    r"(?![a-z])",
    re.IGNORECASE,
)
# A class of a box that is the story, whatever it holds.
_STORY = re.compile(r"(?<![\w-])(?:article|story|post|hentry|h-entry|entry)(?![\w-])", re.IGNORECASE)
_NUMBER = re.compile(r"\d+")
_NUMBERED = re.compile(r"\W{0,2}\d{1,3}\b")
_CLOCK = re.compile(r"\W{0,2}\d{1,2}[:.h]\d\d(?:\W{0,2}[ap]\.?m\.?)?\W{0,2}", re.IGNORECASE)
_OPENS = (":", "：")
_PICTURE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|svg|mp4|pdf)\?", re.IGNORECASE)


def teaser_rows(
    page: PageBlocks,
    paragraphs: Sequence[str],
    title: str,
    others: Callable[[], OtherStories],
    is_article: Callable[[], bool],
) -> tuple[HtmlElement, ...]:
    """Return the teasers of other stories that `paragraphs`, a reading of the page, took lines from.

    `is_article`: the page says that it is one (Open Graph, `og:type`).

    Three at least stand side by side, made alike; each leads to one story of the site by its headline, and
    says little more. No name says that they are entries of the story, in which a sentence stands below the
    page's headline. They are in a box that is called another list; or outside of the story's, above the
    headline; or below one that is an `article`, states its day and announces nothing, where their headlines
    are links: a card whose link says "Map" or "Papers" is an item of the story.
    """
    lines = frozenset(paragraphs)
    rows = [*_rows(page)]
    if sum(map(len, rows)) < _FEWEST or not any(_is_read(page, row, lines) for row in rows):
        return ()
    headlines = headline_places(page.blocks, letters_only(title))
    found: list[Box] = []
    for row in rows:
        is_above = bool(headlines) and row[-1].end <= min(headlines)
        beside = (_story_beside(page.blocks, at, row, is_article, is_above=is_above) for at in headlines)
        story = next(filter(None, beside), None)
        if story is None or _are_entries(page.blocks, story, row):
            continue
        if not (is_above or _is_around(_LISTS, row, story) or _are_linked(page.blocks, row)):
            continue
        if _are_teasers(page.blocks, row, others()):
            found += row
    if not _FEWEST <= len(found) <= _MOST or not _is_read(page, found, lines):
        return ()
    return tuple(box.element for box in found if box.element is not None)


def _is_read(page: PageBlocks, row: Sequence[Box], lines: frozenset[str]) -> bool:
    """Whether something of a row was read that is no link, or a sentence; headlines may be of any list."""
    told = (block for box in row for block in page.blocks[box.first : box.end])
    return any(
        block.text in lines and (block.linked < _LINKED * len(block.text) or says_something(block.text))
        for block in told
        if not block.box.tag & _HEADINGS
    )


def _rows(page: PageBlocks) -> Iterator[list[Box]]:
    """Yield the boxes of one kind in one box that may be teasers, two at least."""
    groups: defaultdict[tuple[int, str], list[Box]] = defaultdict(list)
    for box in page.boxes:
        if not box.tag & _CARDS or box.end - box.first not in _LINES or box.parent is None:
            continue
        if _headline(page.blocks[box.first : box.end]) is not None:
            groups[box.parent.number, box.signature.partition(" ")[0]].append(box)
    yield from (group for group in groups.values() if len(group) > 1)


def _headline(told: Sequence[Block]) -> int | None:
    """The place of the headline among the lines of a teaser: one of the first, a heading or a link.

    Beside the link stands a day, if anything.
    """
    for at, block in enumerate(told[:_MOST_HEADS]):
        if block.box.tag & _HEADINGS:
            return at
        rest = len(block.text) - block.linked
        is_link = block.linked >= _LINKED * len(block.text) or (
            block.linked >= rest and rest <= _LONGEST_DAY and bool(find_times(block.text))
        )
        if is_link and is_headline_long(block.text):
            return at
        if says_something(block.text):
            return None
    return None


def _are_linked(blocks: Sequence[Block], row: Sequence[Box]) -> bool:
    """Whether the headline of each teaser of a row is a link; a day may stand beside it."""
    cards = [blocks[box.first : box.end] for box in row]
    heads = [card[_headline(card) or 0] for card in cards]
    return all(2 * block.linked >= len(block.text) for block in heads)


def _story_beside(
    blocks: Sequence[Block],
    place: int,
    row: Sequence[Box],
    is_article: Callable[[], bool],
    *,
    is_above: bool,
) -> range | None:
    """The places of the story with the headline at `place`, where it stands whole outside of a row.

    It is in the largest box with the headline and without the row, or in an `article` or a body, by its name,
    between both. Of a row that is called another list it is what stands above.
    """
    first, end = row[0].first, row[-1].end
    boxes = [*_chain(blocks[place].box)]
    above = [*takewhile(lambda one: not (one.first < end and first < one.end), boxes)]
    if not above:
        return None
    story, around = above[-1], boxes[len(above) :]
    if story.first < first and _is_around(_LISTS, row, story):
        return range(place, first) if any(map(_tells, blocks[place + 1 : first])) else None
    if any(one.tag & _ARTICLE or _is_called(_STORY, one) for one in around):
        return None
    body: Box | None = story
    if not any(map(_tells, blocks[place + 1 : story.end])):
        body = _body_behind(blocks, story, around, row)
    elif story.tag & _HEADER or _is_called(_HEAD, story):
        body = None
    if body is None:
        return None
    found = range(min(story.first, place), body.end)
    is_marked = bool(body.tag & _ARTICLE) or any(one.tag & _ARTICLE for one in above)
    is_list = is_above or _is_around(_LISTS, row, found)
    is_sure = is_list and (is_marked or is_article())
    return (
        found
        if _is_whole(blocks, place, found, is_marked=is_marked, is_list=is_list, is_sure=is_sure)
        else None
    )


def _is_whole(
    blocks: Sequence[Block], place: int, story: range, *, is_marked: bool, is_list: bool, is_sure: bool
) -> bool:
    """Whether what stands below a headline is a story, and no introduction of what stands beside it.

    Where nothing else says that this `is_list` of other stories, the story is an article by its element, with
    its day.
    """
    below = blocks[place + 1 : story.stop]
    told = [block for block in below if _tells(block)]
    last = next((block.text for block in reversed(below) if not block.linked), "")
    if not told or last.endswith(_OPENS):
        return False
    if is_sure:
        return True
    if not is_list and (not is_marked or any(map(_introduces, below))):
        return False
    return _is_dated(blocks[story.start : story.stop], told[0])


def _introduces(block: Block) -> bool:
    """Whether a line is a sentence that may announce what stands below it."""
    if not says_something(block.text):
        return False
    if _ANNOUNCES.search(block.text):
        return True
    return _CHOOSES.search(block.text) is not None and not _QUOTES.search(block.text)


def _body_behind(blocks: Sequence[Block], head: Box, around: Sequence[Box], row: Sequence[Box]) -> Box | None:
    """The box of the text between the box of a headline and a row: an `article`, or one called a body."""
    first = next((at for at in range(head.end, row[0].first) if _tells(blocks[at])), None)
    if first is None:
        return None
    for box in _chain(blocks[first].box):
        if box in around or box.end > row[0].first:
            return None
        if box.tag & _ARTICLE or _is_called(_BODY, box):
            return box
    return None


def _chain(box: Box | None) -> Iterator[Box]:
    """A box and those around it."""
    while box is not None:
        yield box
        box = box.parent


def _tells(block: Block) -> bool:
    """Whether a line is a sentence of a story, by its length and place."""
    is_text = not block.box.tags & NO_TEXT_BITS and 2 * block.linked < len(block.text)
    return is_text and block.letters >= _SHORTEST_TOLD and says_something(block.text)


def _is_dated(story: Sequence[Block], first: Block) -> bool:
    """Whether a day stands above the first sentence of a story."""
    head = takewhile(lambda block: block is not first, story)
    return any(len(block.text) <= _LONGEST_DATED and bool(find_times(block.text)) for block in head)


def _is_around(names: re.Pattern[str], row: Sequence[Box], story: Box | range) -> bool:
    """Whether a box around a row, and not around the story, is called so."""
    box: Box | None = row[0].parent
    first = story.start if isinstance(story, range) else story.first
    while box is not None and not box.first <= first < box.end:
        if _is_called(names, box):
            return True
        box = box.parent
    return False


def _are_entries(blocks: Sequence[Block], story: range, row: Sequence[Box]) -> bool:
    """Whether a row is the story's own: by a name around it, or its number in the headline.

    So is one of which each entry has its number or its hour.
    """
    if _is_around(_OWN, row, story):
        return True
    headings = (block.text for block in blocks[story.start : story.stop] if not says_something(block.text))
    if any(str(len(row)) in _NUMBER.findall(text) for text in headings if not find_times(text)):
        return True
    told = [blocks[one.first : one.end] for one in row]
    heads = [card[_headline(card) or 0].text for card in told]
    if all(_NUMBERED.match(text) and not find_times(text) for text in heads):
        return True
    return all(any(_CLOCK.fullmatch(block.text) for block in card) for card in told)


def _is_called(names: re.Pattern[str], box: Box) -> bool:
    called = box.signature.partition(" ")[2]
    return names.search(called) is not None or names.search(box.ident) is not None


def _are_teasers(blocks: Sequence[Block], row: Sequence[Box], others: OtherStories) -> bool:
    """Whether each box of a row leads to one story of the site, another each, and says little more."""
    led = [_story_of(blocks[box.first : box.end], box, others) for box in row]
    return None not in led and len({*led}) == len(led)


def _story_of(told: Sequence[Block], card: Box, others: OtherStories) -> str | None:
    at = _headline(told)
    rest = [block for number, block in enumerate(told) if number != at]
    said = [block.text for block in rest if says_something(block.text)]
    if card.element is None or len(said) > _MOST_SAID or sum(map(len, said)) > _LONGEST_SAID:
        return None
    links = [*islice(card.element.iter("a"), _MOST_LINKS)] or [*islice(card.element.iterancestors("a"), 1)]
    led = [others.story(link) for link in links]
    # A sentence that links a word of it tells of what it links.
    is_prose = (0 < block.linked < _LINKED * len(block.text) and says_something(block.text) for block in rest)
    if None in led and any(is_prose):
        return None
    place = others.only_other(led)
    return None if place is None or _PICTURE.search(place) else place
