"""The lines of a text that lead to other stories: told by their label, or by what stands in links."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, islice, pairwise, takewhile
from urllib.parse import urljoin, urlsplit

from newsarchive.text.furniture.see_also import (
    LINKED_SHARE,
    MOST_LINKS,
    heads_links,
    is_cried,
    is_labelled,
    is_linked_headline,
    is_lone_label,
    refers,
)
from newsarchive.text.page.page_blocks import TAG_BIT, Block, PageBlocks
from newsarchive.text.sentences import says_something

# Headlines in capitals, or links to channels, that a story has between paragraphs; more are what it lists.
_MOST_AMID = 4
# Headlines in small letters there, and paragraphs around them: what a story tells of, book by book, is linked
# so, too, and a short one may be all about what it links.
_MOST_IN_SMALL, _FEWEST_AROUND = 2, 10
# What addresses of stories have and those of sections have not: a day, or a number.
_NUMBERED = re.compile(r"\d{4}")
_PARAGRAPH = TAG_BIT["p"]
# A word before what somebody says in a dialogue.
_SPEAKER = re.compile(r"^([^\W\d_]{2,24}):\s")
# Signs that stand before a link to a channel: an arrow, an emoji.
_SIGNS = 4
# Where messengers have their channels and groups: no single post, which has a number.
_CHANNEL = re.compile(
    r"(?:https?:)?//(?:www\.)?(?:(?:whatsapp\.com|wa\.me)/channel/|chat\.whatsapp\.com/|t(?:elegram)?\.me/(?!.*/\d)"
    r"|invite\.viber\.com/|chats\.viber\.com/|viber\.com/invite|signal\.group/|line\.me/R/ti/p/|lin\.ee/|zalo\.me/)",
    re.IGNORECASE,
)
# How the path of a page ends, if it has an ending at all: a letter, a table, a film are no stories.
_PAGE = re.compile(r"\.(?:[sx]?html?|php\d?|aspx?|jspx?|do|cfm)$", re.IGNORECASE)
_FILE = re.compile(r"\.[a-z]\w{1,4}$", re.IGNORECASE)


def references(page: PageBlocks, lines: frozenset[str], url: str) -> frozenset[str]:
    """Return those of `lines` that only lead elsewhere: to another story, or a channel of the paper."""
    shown = [block for block in page.blocks if block.text in lines]
    found = {*_labels(page.blocks, lines, url)}
    if not any(block.linked for block in shown):
        return frozenset(found)
    speakers = _speakers(shown)
    found.update(
        block.text
        for block in shown
        if _refers(block, url) and speakers.isdisjoint(_SPEAKER.findall(block.text))
    )
    found.update(_below_labels(shown, url))
    for rest in (_amid(shown, url), _channels(shown)):
        if len(led := {*rest} - found) <= _MOST_AMID:
            found |= led
    return frozenset(found)


def _speakers(blocks: Sequence[Block]) -> frozenset[str]:
    """Who speaks in a dialogue: one word and a colon before sentences without links, two of them in a row.

    Lee, Les and Lea are names, and labels as well. Labels of pictures and links stand between paragraphs.
    """
    said = [
        found[1]
        if not block.linked and (found := _SPEAKER.match(block.text)) and says_something(block.text)
        else None
        for block in blocks
    ]
    is_dialogue = any(None not in pair and pair[0] != pair[1] for pair in pairwise(said))
    return frozenset(filter(None, said)) if is_dialogue else frozenset()


def _refers(block: Block, url: str) -> bool:
    """Whether a line is a label and a link: of wider labels within the site, as books named there are not."""
    if not block.linked or not refers(block.text, block.linked):
        return False
    if is_labelled(block.text):
        return True
    box = block.box.element
    links = [] if box is None else [*islice(box.iter("a"), MOST_LINKS)]
    return all(_is_within(link.get("href") or "", url) for link in links)


def _labels(blocks: Sequence[Block], lines: frozenset[str], url: str) -> Iterator[str]:
    """Labels alone in their boxes, and the links below them.

    Such links are no part of the text, or lead to other pages of the site: a list of sources stays.
    """
    for at, (block, below) in enumerate(pairwise(blocks)):
        if block.linked or not below.linked or block.text not in lines or not is_lone_label(block.text):
            continue
        behind = blocks[at + 1 : at + 2 + MOST_LINKS]
        links = [*takewhile(lambda link: _is_link(link) or _is_cut(link, lines), behind)]
        told = [link for link in links if link.text in lines]
        # One link over what is said of it, no story by its address, may be a book or a person.
        if len(told) == 1 and told[0].box.tag & _PARAGRAPH and not _is_of_kind(told[0], url):
            continue
        if 0 < len(links) <= MOST_LINKS and all(_leads_to_story(link, url) for link in told):
            yield block.text
            yield from (link.text for link in told)


def _is_cut(block: Block, lines: frozenset[str]) -> bool:
    return block.text not in lines and 2 * block.linked >= len(block.text)


def _is_link(block: Block) -> bool:
    return block.linked >= LINKED_SHARE * (len(block.text) - 2)


def _below_labels(blocks: Sequence[Block], url: str) -> Iterator[str]:
    """The lines of paragraphs that are a label and links to other pages of the site below it."""
    for _, group in groupby(blocks, lambda block: block.box.number):
        told = [*group]
        if len(told) > 1 and told[-1].linked and heads_links([(block.text, block.linked) for block in told]):
            box = told[0].box.element
            links = [] if box is None else [*islice(box.iter("a"), MOST_LINKS + 1)]
            if links and all(_is_story(link.get("href") or "", url) for link in links):
                yield from (block.text for block in told)


def _amid(blocks: Sequence[Block], url: str) -> Iterator[str]:
    """Headlines, each a paragraph and a link to the same site, between sentences of the story."""
    led = [
        block
        for (before, block), (_, behind) in pairwise(pairwise(blocks))
        if block.linked and is_linked_headline(block.text, block.linked)
        if _is_told(before) and _is_told(behind) and _leads_to_story(block, url, "p")
    ]
    cried = [block for block in led if is_cried(block.text, block.linked)]
    yield from (block.text for block in cried)
    small = [block for block in led if block not in cried]
    if not small or len(small) > _MOST_IN_SMALL or any(map(_is_subhead, small)):
        return
    if sum(map(_is_told, blocks)) >= _FEWEST_AROUND:
        yield from (block.text for block in small if _is_of_kind(block, url))


def _is_subhead(block: Block) -> bool:
    """Whether a linked line is set in bold: it may be what the paragraphs below it are about."""
    return 2 * block.bold >= len(block.text)


def _is_of_kind(block: Block, url: str) -> bool:
    """Whether the link of a box has an address like that of the page: a letter, a form, a person have others.

    It lies in the same section and has a number if that of the page has one; or both have long ones.
    """
    box = block.box.element
    link = None if box is None else next(box.iter("a"), None)
    if link is None:
        return False
    there, here = urlsplit(urljoin(url, (link.get("href") or "").strip())).path, urlsplit(url).path
    if _NUMBERED.search(here) and _NUMBERED.search(there):
        return True
    sections = [path.strip("/").split("/") for path in (here, there)]
    has_number = [any(map(str.isdigit, path)) for path in (here, there)]
    return (
        all(len(section) > 1 for section in sections)
        and sections[0][0] == sections[1][0]
        and has_number[0] == has_number[1]
    )


def _channels(blocks: Sequence[Block]) -> Iterator[str]:
    """Paragraphs that are a link to a messenger's channel, amid or below a story."""
    for block in blocks:
        if block.linked >= len(block.text) - _SIGNS and block.box.tag & _PARAGRAPH and _is_told(blocks[0]):
            box = block.box.element
            links = [] if box is None else [*islice(box.iter("a"), MOST_LINKS)]
            if links and all(_CHANNEL.match((link.get("href") or "").strip()) for link in links):
                yield block.text


def _is_told(block: Block) -> bool:
    return says_something(block.text) and block.linked < LINKED_SHARE * len(block.text)


def _leads_to_story(block: Block, url: str, *tags: str) -> bool:
    """Whether a box, a paragraph or an item if need be, is one link, to another page of the site."""
    box = block.box.element
    if box is None or (tags and box.tag not in tags) or block.box.end - block.box.first != 1:
        return False
    links = [*islice(box.iter("a"), 2)]
    return len(links) == 1 and _is_story(links[0].get("href") or "", url)


def _is_within(target: str, url: str) -> bool:
    """Whether a link leads to the host of the page."""
    try:
        here, there = urlsplit(url), urlsplit(urljoin(url, target.strip()))
    except ValueError:
        return False
    hosts = (one.netloc.removeprefix("www.") for one in (here, there))
    return here.scheme[:4] == there.scheme[:4] and len({*hosts}) == 1


def _is_story(target: str, url: str) -> bool:
    """Whether a link leads to another page of the same host: to no file, and no place of this page."""
    if not target.strip() or not _is_within(target, url):
        return False
    here, there = urlsplit(url), urlsplit(urljoin(url, target.strip()))
    if _FILE.search(there.path) and not _PAGE.search(there.path):
        return False
    return (there.path, there.query) != (here.path, here.query)
