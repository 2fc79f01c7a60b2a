"""Cards of other stories amid a text or below it: a headline that leads there, and how that story begins.

Such a beginning is written as the article is, so that a judge of blocks takes it for a paragraph of it; the
headlines above, which are links, it leaves out. A list of ten books is built alike, and so is what a letter
tells under "Other news": what tells them apart is that no label over them says that the stories are related.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate, islice

from lxml.html import HtmlElement

from newsarchive.text.dates.other_stories import OtherStories, is_headline_long
from newsarchive.text.furniture.furniture_lines import furniture_kind
from newsarchive.text.furniture.see_also import is_lone_label
from newsarchive.text.letters import count_letters
from newsarchive.text.page.page_blocks import TAG_BIT, Block, Box, PageBlocks
from newsarchive.text.sentences import says_something

_CARDS = sum(TAG_BIT[tag] for tag in ("div", "li", "article", "section", "td"))
_HEADINGS = sum(TAG_BIT[tag] for tag in ("h2", "h3", "h4"))
_HEADLINE = TAG_BIT["h1"]
# Cards in one row. Lines of a card: section, headline, beginning, author, day.
_FEWEST, _MOST_CARDS, _LINES = 2, 40, range(2, 8)
# Of these lines one is the headline; how that story begins has so many letters and sentences, no more.
_MOST_HEADS, _MOST_SAID, _MOST_SENTENCES, _MOST_LINKS = 3, 300, 2, 10
# Share of a line in links that is a link; characters of a line that says who wrote it, and in which section.
_LINKED, _LONGEST_BESIDE = 0.9, 60
# Letters and sentences of the text outside of the cards, no fewer letters than theirs: a round-up of the week
# is mostly such entries.
_TOLD, _FEWEST_SENTENCES = 200, 2
# Steps from a card up to the box that holds the label too.
_HIGHEST_LABEL = 3
_CUT_OFF = ("…", "...", "[…]", "[...]")
# Labels that say that stories are related: a letter's own short items stand below "Recommended", "Read more",
# "Latest news" too, and are cards only where each breaks off.
_RELATED = re.compile(
    r"\brelated|\b(?:also read|read also|see also)\b|\bzum thema\b|\b(?:lesen sie|lies|lest) auch\b"
    r"|\blire (?:aussi|également)|sur le même sujet|relacionad|\bpuede interesar|\ble[ae] también"
    r"|\bleia também|\bleggi anche|correlat|\blees ook|gerelateerd|\bläs (?:också|även)|relaterad|relateret"
    r"|relatert|\blæs også|\bles også|\blue myös|\b(?:czytaj|przeczytaj) (?:też|także|również)|powiązan"
    r"|čtěte také|souvisejíc|čítajte (?:aj|tiež)|súvisiac|kapcsolódó|citește și|читайте также|по теме"
    r"|читайте також|за темою|\bilgili (?:haber|içerik)|\bbaca juga|terkait|liên quan|相关|相關|関連|관련"
    r"|اقرأ أيض|ذات صلة|קראו גם|διαβάστε επίσης|भी पढ़ें|\barticles liés",
    re.IGNORECASE,
)


def related_cards(
    page: PageBlocks, paragraphs: Sequence[str], title: str, others: Callable[[], OtherStories]
) -> tuple[HtmlElement, ...]:
    """Return the boxes of cards of other stories that `paragraphs`, a reading of the page, took lines from.

    And the label over them. Two such boxes stand side by side, made alike; each leads to one story of the
    site by its headline, and says little more. Over them is a label of related stories, or one of other links
    where each breaks off. The page's title stands in none, and as much text beside them.
    """
    lines = frozenset(paragraphs)
    letters: list[int] = []
    sentences: list[int] = []
    found: list[Box] = []
    for row in _rows(page, lines):
        label = _label_over(page.blocks, row)
        if label is None or not (_RELATED.search(label.text) or _break_off(page.blocks, row)):
            continue
        if not letters:  # hardly a page has such a row
            told = [
                block.letters * (block.text in lines and says_something(block.text)) for block in page.blocks
            ]
            letters, sentences = [*accumulate(told, initial=0)], [*accumulate(map(bool, told), initial=0)]
        first, end = row[0].first, row[-1].end
        inside = page.blocks[first:end]
        beside = letters[-1] - (letters[end] - letters[first])
        if sentences[-1] - (sentences[end] - sentences[first]) < _FEWEST_SENTENCES:
            continue
        if beside < max(_TOLD, sum(block.letters for block in inside)):
            continue
        if any(is_headline_long(block.text) and block.text in title for block in inside):
            continue
        if _are_cards(page.blocks, row, others()):
            found += row
            if label.box.end - label.box.first == 1:
                found.append(label.box)
    return tuple(box.element for box in found if box.element is not None)


def _rows(page: PageBlocks, lines: frozenset[str]) -> Iterator[list[Box]]:
    """Yield the boxes side by side, made alike, that may be cards; of one a line was read that is no link."""
    groups: defaultdict[tuple[int, str], list[Box]] = defaultdict(list)
    for box in page.boxes:
        if box.tag & _CARDS and box.end - box.first in _LINES and box.parent is not None:
            told = page.blocks[box.first : box.end]
            if _headline(told) is not None:
                groups[box.parent.number, box.signature.partition(" ")[0]].append(box)
    for group in groups.values():
        row: list[Box] = []
        for at, box in enumerate(group, 1):
            row.append(box)
            if at == len(group) or group[at].first != box.end:
                told = page.blocks[row[0].first : box.end]
                own = (one.text in lines for one in told if one.linked < _LINKED * len(one.text))
                if _FEWEST <= len(row) <= _MOST_CARDS and any(own):
                    yield row
                row = []


def _headline(told: Sequence[Block]) -> int | None:
    """The place of the headline among the lines of a card: one of the first, all of it a link."""
    for at, block in enumerate(told[:_MOST_HEADS]):
        if block.linked >= _LINKED * len(block.text) and (
            block.box.tag & _HEADINGS or is_headline_long(block.text)
        ):
            return at
        if says_something(block.text):
            return None
    return None


def _label_over(blocks: Sequence[Block], row: Sequence[Box]) -> Block | None:
    """The line above a row that says whose stories these are; None where another stands there."""
    at = row[0].first - 1
    if at < 0 or blocks[at].linked or blocks[at].box.tags & _HEADLINE:
        return None
    box = row[0].parent
    for _ in range(_HIGHEST_LABEL):
        if box is None or box.first <= at:
            break
        box = box.parent
    if box is None or box.first > at:
        return None
    text = blocks[at].text
    return blocks[at] if is_lone_label(text) or furniture_kind(text) == "related_heading" else None


def _break_off(blocks: Sequence[Block], row: Sequence[Box]) -> bool:
    """Whether what each card says of its story breaks off."""
    cards = (blocks[box.first : box.end] for box in row)
    return all(any(block.text.endswith(_CUT_OFF) for block in told) for told in cards)


def _are_cards(blocks: Sequence[Block], row: Sequence[Box], others: OtherStories) -> bool:
    """Whether each box of a row leads to one story of the site, another each, and says little more."""
    led = [_story_of(blocks[box.first : box.end], box, others) for box in row]
    return None not in led and len({*led}) == len(led)


def _story_of(told: Sequence[Block], card: Box, others: OtherStories) -> str | None:
    if card.element is None or (at := _headline(told)) is None:
        return None
    rest = [block for number, block in enumerate(told) if number != at]
    said = [block.text for block in rest if says_something(block.text) or len(block.text) > _LONGEST_BESIDE]
    if len(said) > _MOST_SENTENCES or sum(map(count_letters, said)) > _MOST_SAID:
        return None
    led = [others.story(link) for link in islice(card.element.iter("a"), _MOST_LINKS)]
    # A paragraph that links a word leads there alone, by its "…"; what else it would link it tells of.
    is_prose = (
        0 < block.linked < _LINKED * len(block.text) and len(block.text) > _LONGEST_BESIDE for block in rest
    )
    if None in led and any(is_prose):
        return None
    return others.only_other(led)
