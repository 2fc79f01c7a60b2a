"""Whole stories beside the page's own: other posts of a blog, related ones told in full, a second copy.

They are written like the article, so that a judge of blocks takes them for more of it. What tells posts apart
is where they lead: each to a page of its own.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import accumulate, islice

from lxml.html import HtmlElement

from newsarchive.text.dates.date_labels import day_of_line
from newsarchive.text.dates.other_stories import HEADING_TAGS, OtherStories, is_headline_long
from newsarchive.text.dates.written_dates import find_times
from newsarchive.text.extraction.related_cards import related_cards
from newsarchive.text.extraction.teaser_rows import teaser_rows
from newsarchive.text.letters import count_letters
from newsarchive.text.page.html_display import first_link
from newsarchive.text.page.page_blocks import TAG_BIT, Box, PageBlocks
from newsarchive.text.page.page_model import Page, PageModel, model_of
from newsarchive.text.page.structured_data import meta_tags
from newsarchive.text.sentences import says_something
from newsarchive.text.tidy_lines import tidy

# Letters of the reading from which a box of a series tells a story: a teaser's few words change little.
_TOLD = 200
# Of the letters of the reading those outside of the series are at most this share, where the series is all.
_MOST_OUTSIDE = 0.1
_MOST_LINKS = 60
# Words by which sites name the box of stories that are not this one, as whole words of a class or id. They
# are more than the names of `marked_parts`, which count alone; `hint_words` has "more" and "read" too.
_RELATED = re.compile(
    r"(?<![a-z])(?:related|relacionad[ao]s?|recommend(?:ed|ation)s?|similar|further-?reading|read-?next"
    r"|more-?(?:stories|posts|articles|news)|you-?may(?:-?also)?-?like|relatedposts?(?:title)?)(?![a-z])",
    re.IGNORECASE,
)
_HIGHEST_NAME = 3
# Articles in articles that are looked at, and paragraphs of one that announces another story.
_MOST_INNER, _MOST_ANNOUNCED = 50, 2
_H1 = TAG_BIT["h1"]
# What another story's headline is, characters of a line with its author and day, such stories of one page.
_NEXT_HEADLINES, _LONGEST_DATED, _MOST_NEXT = TAG_BIT["h1"] | TAG_BIT["h2"], 100, 3
# Lines that are sentences, from which a box of such a headline is a story and no teaser.
_FEWEST_SENTENCES = 2
_NUMBER = re.compile(r"\d")
# Of an entry's first lines one is its headline; of a link's text so much is looked at.
_MOST_HEADS, _MOST_PIECES, _LONGEST_HEAD = 3, 10, 300


@dataclass(frozen=True, slots=True)
class OtherEntries:
    """Boxes that the article is not in: `stories` of other pages, `copies` of what stands further up."""

    stories: tuple[HtmlElement, ...] = ()
    copies: tuple[HtmlElement, ...] = ()

    @property
    def all(self) -> tuple[HtmlElement, ...]:
        """Both."""
        return (*self.stories, *self.copies)


NO_ENTRIES = OtherEntries()


@dataclass(frozen=True, slots=True)
class _Entry:
    """A box of a series, the letters of the reading in it, and its links to stories only it leads to."""

    box: Box
    told: int
    links: tuple[tuple[HtmlElement, str], ...]


class _Read:
    """Where on a page a reading was taken from."""

    def __init__(self, page: PageBlocks, paragraphs: Sequence[str], title: str) -> None:
        lines = frozenset(paragraphs)
        self.boxes = page.boxes
        self.blocks = page.blocks
        self.sizes = [block.letters if block.text in lines else 0 for block in page.blocks]
        self._sums = (0, *accumulate(self.sizes))
        self.headlines = [
            *(box.first for box in page.boxes if box.tag & _H1 and box.end > box.first),
            *(
                number
                for number, block in enumerate(page.blocks)
                if is_headline_long(block.text) and block.text in title
            ),
        ]
        self.title = title

    def told(self, box: Box) -> int:
        """Return the letters of the reading in a box."""
        return self._sums[box.end] - self._sums[box.first]

    def sentences(self, box: Box) -> int:
        """Return how many lines in a box of which something was read are sentences."""
        blocks = self.blocks[box.first : box.end] if self.told(box) else ()
        return sum(says_something(block.text) for block in blocks)

    @property
    def all(self) -> int:
        """The letters of the reading."""
        return self._sums[-1]

    def is_headed(self, box: Box) -> bool:
        """Say whether a headline stands in a box: an h1, or a line of the page's title."""
        return any(box.first <= one < box.end for one in self.headlines)


def other_entries(source: Page, url: str, page: PageBlocks, paragraphs: Sequence[str]) -> OtherEntries:
    """Return the boxes `paragraphs`, a reading of the page, was taken from and the article is not in; total.

    Of stories there are three kinds: a series in a box that the page names as related, beside a text, two of
    which say at what page they are found; a series that is all of the reading, with no headline (an h1, a
    line of the title) outside of it, each of which says so (the one that is this page is its story, else the
    first); and the next stories below the page's own, each with its headline and day. With them come cards
    that announce stories (`related_cards`, `teaser_rows`).
    """
    model = model_of(source)
    read = _Read(page, paragraphs, tidy((model.tree.findtext(".//title") or "")[:_LONGEST_HEAD]))
    found: list[Box] = []
    others = cache(partial(OtherStories, model, url))
    for boxes in _series(read):
        found += _other_stories(read, boxes, others())
    announced = [one for one in _inner_articles(model) if _is_announced(one, others())]
    announced += _elements(_next_stories(read))
    announced += related_cards(page, paragraphs, read.title, others)
    announced += teaser_rows(page, paragraphs, read.title, others, partial(_says_article, model))
    return OtherEntries(tuple(dict.fromkeys((*_elements(found), *announced))), _elements(_copies(read)))


def _says_article(model: PageModel) -> bool:
    return (meta_tags(model).first("og:type") or "").lower() == "article"


def _inner_articles(model: PageModel) -> Iterator[HtmlElement]:
    """The articles inside of an article that has a headline of its own, which leads nowhere.

    What stands inside of it so is related to it (HTML, section 4.3.2): comments, entries, other stories.
    """
    for article in islice(model.iter("article"), _MOST_INNER):
        outer = next(article.iterancestors("article"), None)
        if outer is None:
            continue
        own = (one for one in outer.iter("h1", "h2", "h3") if next(one.iterancestors("article")) is outer)
        headline = next(own, None)
        if headline is not None and first_link(headline) is None:
            yield article


def _is_announced(article: HtmlElement, others: OtherStories) -> bool:
    """Whether an article says little more than where another story is: its headline and a link lead there."""
    heading = next(article.iter(*HEADING_TAGS), None)
    link = None if heading is None else first_link(heading)
    if heading is None or link is None or tidy("".join(link.itertext())) != tidy("".join(heading.itertext())):
        return False
    place = others.story(link)
    if place is None or not others.is_on_site(place):
        return False
    told = sum(count_letters("".join(one.itertext())) >= _PARAGRAPH for one in article.iter("p"))
    again = sum(others.story(one) == place for one in islice(article.iter("a"), _MOST_LINKS))
    return told <= _MOST_ANNOUNCED and again > 1


def _next_stories(read: _Read) -> list[Box]:
    """The boxes below the page's own article that begin with another headline and the day of their story.

    Sites put the next story there, for those who scroll on; of a short one the reading has nothing else. More
    than a few are a list, such as the entries of a live blog.
    """
    own = _own_article(read)
    if own is None:
        return []
    found: dict[int, Box] = {}
    for box in read.boxes:
        is_below = box.tag & _NEXT_HEADLINES and box.first >= own.end and box.end > box.first
        if not is_below or any(one.first <= box.first < one.end for one in found.values()):
            continue
        headline = read.blocks[box.first].text
        if not is_headline_long(headline) or headline in read.title or not _heads_a_page(box):
            continue
        whole = _begun_by(box)
        if read.sentences(whole) >= _FEWEST_SENTENCES and _is_dated(read, box, whole):
            found[whole.number] = whole
            if len(found) > _MOST_NEXT:
                return []
    return [*found.values()]


def _heads_a_page(heading: Box) -> bool:
    """Whether a headline is a page's own (`h1`) or leads to one: those in a live blog do neither."""
    element = heading.element
    return element is not None and (element.tag == "h1" or first_link(element) is not None)


def _own_article(read: _Read) -> Box | None:
    """The first `article`, else the `main`, with the page's headline, a line of its title, and a sentence."""
    for tag in ("article", "main"):
        for box in read.boxes:
            if box.tag & TAG_BIT[tag]:
                lines = [block.text for block in read.blocks[box.first : box.end]]
                at = next((at for at, line in enumerate(lines) if _is_of_title(line, read.title)), None)
                if at is not None and any(map(says_something, lines[at + 1 :])):
                    return box
    return None


def _is_of_title(line: str, title: str) -> bool:
    return is_headline_long(line) and line in title


def _begun_by(heading: Box) -> Box:
    """The largest box that begins with a heading."""
    box = heading
    while (
        (above := box.parent) is not None
        and above.first == heading.first
        and above.element is not None
        and above.element.tag not in ("body", "main")
    ):
        box = above
    return box


def _is_dated(read: _Read, heading: Box, whole: Box) -> bool:
    """Whether a day stands between a headline and the first sentence below it, in a line of few words."""
    for block in read.blocks[heading.end : min(whole.end, heading.end + _MOST_HEADS)]:
        if says_something(block.text):
            return False
        if len(block.text) <= _LONGEST_DATED and find_times(block.text):
            return True
    return False


def _elements(boxes: Iterable[Box]) -> tuple[HtmlElement, ...]:
    return tuple(box.element for box in boxes if box.element is not None)


def _other_stories(read: _Read, boxes: Sequence[Box], others: OtherStories) -> list[Box]:
    entries = [one for one in _entries(read, boxes, others) if _is_addressed(read, one)]
    stories = [one for one in entries if one.told >= _TOLD]
    if len(stories) < 2:
        return []
    beside = read.all - sum(map(read.told, boxes))
    if _is_related(boxes) and beside >= _TOLD:
        return [box for box in boxes if not read.is_headed(box)]
    if len(stories) < sum(read.told(box) >= _TOLD for box in boxes) or not _is_all(read, boxes):
        return []
    kept = next((one for one in stories if others.is_own([place for _, place in one.links])), stories[0])
    return [one.box for one in entries if one is not kept]


def _series(read: _Read) -> Iterator[list[Box]]:
    """Yield the boxes of one make in one box that the reading was taken from, two with a story at least."""
    groups: defaultdict[tuple[int, str], list[Box]] = defaultdict(list)
    for box in read.boxes:
        if box.parent is not None and read.told(box):
            groups[box.parent.number, _make(box)].append(box)
    for group in groups.values():
        if len(group) > 1 and sum(read.told(box) >= _TOLD for box in group) > 1:
            yield group


def _make(box: Box) -> str:
    """The tag and the first class without a number: `post-12 hentry` is made like `post-13 hentry`."""
    tag, *names = box.signature.split()
    return " ".join((tag, *islice((name for name in names if not _NUMBER.search(name)), 1)))


def _entries(read: _Read, boxes: Sequence[Box], others: OtherStories) -> list[_Entry]:
    """The boxes that lead to a story none of the others leads to."""
    links = [[*_links(box, others)] for box in boxes]
    times = Counter(place for found in links for place in {place for _, place in found})
    only = (tuple((link, place) for link, place in found if times[place] == 1) for found in links)
    return [_Entry(box, read.told(box), own) for box, own in zip(boxes, only, strict=True) if own]


def _links(box: Box, others: OtherStories) -> Iterator[tuple[HtmlElement, str]]:
    """The links of a box that lead to stories, each with where."""
    for link in islice(box.element.iter("a"), _MOST_LINKS) if box.element is not None else ():
        if (place := others.story(link)) is not None:
            yield link, place


def _is_addressed(read: _Read, entry: _Entry) -> bool:
    """Whether an entry says where it is found: by the link of its headline or date, or a bookmark."""
    first, end = entry.box.first, entry.box.end
    heads = frozenset(block.text for block in read.blocks[first : min(end, first + _MOST_HEADS)])
    return any(_names(link, heads) for link, _ in entry.links)


def _names(link: HtmlElement, heads: frozenset[str]) -> bool:
    """Whether a link is of an entry's headline, one of its first lines, or of its date, or says so itself."""
    text = tidy("".join(islice(link.itertext(), _MOST_PIECES))[:_LONGEST_HEAD])
    if any(head in text for head in heads if is_headline_long(head)):
        return True
    told = tidy(link.get("title") or "") in heads or "bookmark" in (link.get("rel") or "").lower().split()
    return told or bool(day_of_line(text, None))


def _is_all(read: _Read, boxes: Sequence[Box]) -> bool:
    """Whether the series is nearly all of the reading, and no headline stands outside of it."""
    if read.all - sum(map(read.told, boxes)) > _MOST_OUTSIDE * read.all:
        return False
    return all(any(box.first <= one < box.end for box in boxes) for one in read.headlines)


def _is_related(boxes: Sequence[Box]) -> bool:
    """Whether the page names the boxes, or one of the few around them, as related stories."""
    box: Box | None = boxes[0]
    for _ in range(_HIGHEST_NAME):
        if box is None or box.element is None or box.element.tag in ("body", "main"):
            return False
        if _RELATED.search(box.signature) or _RELATED.search(box.ident) or _is_headed_so(box.element):
            return True
        box = box.parent
    return False


def _is_headed_so(element: HtmlElement) -> bool:
    """Whether the box begins with a heading that is named so."""
    first = next((child for child in islice(element, 3) if child.tag in HEADING_TAGS), None)
    return (
        first is not None and _RELATED.search(f"{first.get('class', '')} {first.get('id', '')}") is not None
    )


# Paragraphs of a copy, and letters of each, from which it is no refrain; share of its box that is repeated.
_FEWEST_REPEATED, _PARAGRAPH, _REPEATED = 3, 60, 0.9


def _copies(read: _Read) -> Iterator[Box]:
    """Yield the outermost boxes whose text of the reading stands further up once more, each paragraph of it.

    A paragraph that stands there alone would be lost with the copy; labels and days of its own may be.
    """
    first: dict[str, int] = {}
    for number, block in enumerate(read.blocks):
        first.setdefault(block.text, number)
    if len(first) > len(read.blocks) - _FEWEST_REPEATED:
        return
    repeated = (
        size if first[block.text] < number else 0
        for number, (block, size) in enumerate(zip(read.blocks, read.sizes, strict=True))
    )
    sums = (0, *accumulate(repeated))
    end = 0
    for box in read.boxes:
        told = read.told(box)
        if box.element is None or box.first < end or told < _FEWEST_REPEATED * _PARAGRAPH:
            continue
        if sums[box.end] - sums[box.first] < _REPEATED * told:
            continue
        again: list[int] = []
        alone: list[int] = []
        for number in range(box.first, box.end):
            is_again = first[read.blocks[number].text] < box.first
            (again if is_again else alone).append(read.sizes[number])
        if max(alone, default=0) >= _PARAGRAPH or sum(again) < _REPEATED * told:
            continue
        if sum(size >= _PARAGRAPH for size in again) >= _FEWEST_REPEATED:
            end = box.end
            yield box
