"""Headings that a story sets over its own passages, and lines that stand right amid its paragraphs.

A label of an advert, or of a bar of buttons, says the same as a heading may. It stands in a box of its own,
no other heading of the story is set as it is, or the others have more words.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from newsarchive.text.furniture.furniture_lines import furniture_kind
from newsarchive.text.letters import letters_only
from newsarchive.text.page.page_blocks import NO_TEXT_BITS, SUBHEADING_BITS, TAG_BIT, Block
from newsarchive.text.sentences import has_no_stops, is_dense, says_something

_PARAGRAPH = TAG_BIT["p"]
# How many other headings are set like one: labels of adverts are often bold paragraphs.
_MATES, _MATES_BOLD = 1, 2
# Characters of one or two words, where no blank parts them: 广告, 입장권, 申诉指引; โฆษณา, ต้นทุน.
_WORD_DENSE, _WORD_UNSTOPPED = 4, 12
_MOST_OF_LABEL = 2  # words
# Letters that a program has lost, or marks that stand for them.
_LOST = re.compile(r"[?\ufffd\s]+")
# What says of a label of several words that the story goes on below an advert.
_ADVERT = re.compile(
    "advert|anzeige|werbung|publici|pubblici|реклам|reklam|iklan|quảng cáo"
    "|โฆษณา|إعلان|विज्ञापन|广告|廣告|広告|광고",
    re.IGNORECASE,
)
# Who speaks to readers, and whom they are asked to follow: the house, or somebody whom the story quotes.
_TO_READERS = re.compile(
    r"\b(?:we|us|our|my|your?|uns(?:er\w*)?|ihre?n?|nous|nos|notre|v[ao]tre|vos|nuestr[ao]s?|síguenos|tus?|nos(?:so|sa)s?"
    r"|siga-nos|noi|nostr[oaie]|seguici|ons|onze|na(?:s|sz\w*)|на(?:с|ш\w*)|ва(?:с|ш\w*)|bizi|\w+(?:ımız|imiz|umuz|ümüz)\w*"
    r"|kami|chúng tôi|\w+(?:vous|-nos))\b|我们|我們|私たち|当社|우리",
    re.IGNORECASE,
)


def passage_headings(
    blocks: Sequence[Block], paragraphs: Sequence[str], titles: Sequence[str]
) -> frozenset[str]:
    """Return those of `paragraphs` that are headings over a sentence in the same box, set like other ones.

    One that other furniture alone is set like needs more such; one that is a word of the headline needs none.
    A line that stands on the page twice heads no passage.
    """
    told, often = frozenset(paragraphs), Counter(block.text for block in blocks)
    by_form: defaultdict[tuple[str, str, int], list[tuple[str, str]]] = defaultdict(list)
    for heading, below in pairwise(blocks):
        if heading.text not in told or often[heading.text] > 1 or not _may_head(heading):
            continue
        if _is_prose(below) and (parent := heading.box.parent) is below.box.parent:
            # Sections of a story stand side by side in boxes of one form, a call or an advert in another.
            where = (parent.signature, id(parent.parent)) if parent else ("", 0)
            by_form[heading.box.signature, *where].append((heading.text, below.text))
    words = {letters_only(word) for title in titles for word in title.split()}
    return frozenset(_set_alike(by_form, words))


def _set_alike(
    by_form: dict[tuple[str, str, int], list[tuple[str, str]]], words: Collection[str]
) -> Iterator[str]:
    for form, passages in by_form.items():
        is_bold = form[0].split()[0] == "p"
        kinds = {line: furniture_kind(line) for line, _ in passages}
        own = [line for line, kind in kinds.items() if kind is None]
        for line, below in passages:
            if kinds[line] is not None and (_LOST.fullmatch(line) or _calls(line, own)):
                continue
            others = len(own) - (kinds[line] is None)
            is_named = letters_only(line) in words
            is_lone = not is_bold and (is_named or _are_told({*kinds.values()}, len(kinds)))
            if not is_lone and others < (_MATES_BOLD if is_bold else _MATES):
                continue
            if kinds[line] is None or is_named or _is_short_as_told(line, own, below):
                yield line


def _are_told(kinds: Collection[str | None], headings: int) -> bool:
    """Whether so many headings are set alike that none needs more: some are the story's, or all of one kind.

    Sizes of shirts and hours of a report are all of one kind; labels of adverts are, too.
    """
    return headings > 1 + _MATES and (None in kinds or (len(kinds) == 1 and "promotion" not in kinds))


def _calls(line: str, own: Collection[str]) -> bool:
    """Whether a label of several words tells of an advert, or speaks to readers as no other heading does."""
    if _words(line) == 1:
        return False
    return bool(_ADVERT.search(line)) or (
        _TO_READERS.search(line) is not None and not any(map(_TO_READERS.search, own))
    )


def _is_short_as_told(line: str, own: Collection[str], below: str) -> bool:
    """Whether a heading of the story has no more words than a label, or the sentence below says the same.

    Advertising stands between Radio and Print; a label between headings of four words is none of them. What
    has three words is no label by its length.
    """
    most = _words(line)
    if most > _MOST_OF_LABEL or not own or any(_words(other) <= most for other in own):
        return True
    return line.casefold() in below.casefold()


def _words(line: str) -> int:
    """How many words a line has, about; where no blank parts them, by its characters."""
    if is_dense(line) and " " not in line:
        return -(-len(line) // _WORD_DENSE)
    if has_no_stops(line):
        return -(-len(line) // _WORD_UNSTOPPED)
    return len(line.split())


def lines_amid(blocks: Sequence[Block]) -> frozenset[str]:
    """Return the lines without links that stand in a box with sentences of the story."""
    boxes = {id(block.box.parent) for block in blocks if _is_prose(block)}
    return frozenset(
        block.text
        for block in blocks
        if not block.links and not block.box.tags & NO_TEXT_BITS and id(block.box.parent) in boxes
    )


def _may_head(block: Block) -> bool:
    if block.links or block.linked or block.box.tags & NO_TEXT_BITS:
        return False
    return bool(block.box.tag & SUBHEADING_BITS) or (
        bool(block.box.tag & _PARAGRAPH) and block.bold >= len(block.text)
    )


def _is_prose(block: Block) -> bool:
    return says_something(block.text) and 2 * block.linked < len(block.text)
