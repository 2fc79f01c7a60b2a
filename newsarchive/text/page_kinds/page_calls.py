"""Pages that call a reader to do something: to apply for a job, to come, to say whether an answer helped.

They are built as an article is, and have no other mark than their address and a label on what they show (both
in data/page_calls.tsv): the two together tell them. A question with its answers is told by their number, in a
line above half of the text. What states an article, or a day of publication, is none of these.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from itertools import islice

from lxml.html import HtmlElement

from newsarchive.evidence import PageKind
from newsarchive.text.letters import letters_only
from newsarchive.text.metadata.printed_bylines import read_byline
from newsarchive.text.page.page_blocks import TAG_BIT, Box, kind_bits
from newsarchive.text.page.structured_data import ARTICLE_TYPE
from newsarchive.text.page_kinds.kind_features import PIECE, PageToSort
from newsarchive.text.page_kinds.shown_days import lines_about_headline

_LONGEST_LABEL, _MOST_FIELDS, _MOST_SEGMENTS = 60, 100, 20
# Hyphens from which a segment is a headline, whose words say nothing of the site's order.
_HEADLINE = 3
# Labels on a page whose address is one of a newspaper's section, too: a report on jobs has one.
_OF_SECTIONS = 2
# A day that the page shows may be that of the event, or the last one on which to apply.
_STATED = ("json-ld", "meta", "itemprop", "url")
_KINDS = {"job": PageKind.SERVICE, "event": PageKind.SERVICE, "help": PageKind.DOCUMENTATION}
_OF_SITE = TAG_BIT["nav"] | TAG_BIT["footer"] | TAG_BIT["aside"]
# What stands behind a post that is anybody's to fill: male, female, other, each by its first letter.
_OF_ANYBODY = re.compile(r"\s\(?(?:[mwfhdxgvi]\s?[/|*]\s?){1,3}[mwfhdxgvi]\)?$", re.IGNORECASE)
_ASKING = ("?", "？", "؟")
# Answers counted, and the share of the text below the line that counts them.
_FEWEST_ANSWERS, _BELOW = 2, 0.5


def called_kind(known: PageToSort) -> PageKind | None:
    """Return the kind of a page that calls a reader to do something, None for any other."""
    uses = [*_uses(known)]
    is_question = bool(known.paragraphs) and _is_question(known)
    if not (uses or is_question) or _is_stated(known):
        return None
    if is_question and not (known.names or known.dated_by) and _is_answered(known):
        return PageKind.FORUM
    for use, fewest in uses:
        if _is_signed(known, use):
            continue
        if use == "job" and any(map(_OF_ANYBODY.search, _heads(known))):
            return _KINDS[use]
        if sum(letters_only(label) in _phrases()[use] for label in _labels(known)) >= fewest:
            return _KINDS[use]
    return None


def _is_signed(known: PageToSort, use: str) -> bool:
    """Whether somebody writes: of a job and an event a place may have been read as a name.

    A help centre says by whom an answer was written, in more words than "By Jane Roe", and shows no day.
    """
    if use != "help" or not known.names or known.dated_by:
        return bool(known.names)
    lines = [block.text for block in lines_about_headline(known)]
    found = ((line, read_byline(line, is_below_headline=True)) for line in lines)
    return any(one and one.whole and len(line.split()) <= len(one.names.split()) + 1 for line, one in found)


def _uses(known: PageToSort) -> Iterator[tuple[str, int]]:
    """What the address says the page is for, and how many labels must say so, too."""
    host, path = known.address
    segments = [segment for segment in path.split("/") if segment][:_MOST_SEGMENTS]
    wholes = [*host.split(".")[:-1], *(segment.rpartition(".")[0] or segment for segment in segments)]
    short = [one for one in wholes if one.count("-") + one.count("_") < _HEADLINE]
    # The last is what the page itself is called: "/news/help-for-dockers" is no help.
    words = {*short, *(piece for one in short if one != wholes[-1] for piece in PIECE.findall(one))}
    for use in _KINDS:
        if not words.isdisjoint(_words()[f"at-{use}"]):
            yield use, 1
        elif not words.isdisjoint(_words().get(f"also-{use}", ())):
            yield use, _OF_SECTIONS


def _is_stated(known: PageToSort) -> bool:
    """Whether markup says that the page is an article, or when it was published."""
    if any(ARTICLE_TYPE.search(kind) for kind in known.stated if not kind.startswith("og:")):
        return True
    return (known.dated_by or "").startswith(_STATED)


def _labels(known: PageToSort) -> Iterator[str]:
    """The short lines beside the text, but for those of menus and a foot, and what the buttons there say."""
    box = _main_box(known)
    if box is None:
        return
    fields: Iterator[HtmlElement] = islice(
        known.model.iter("input") if box.element is None else box.element.iter("input"), _MOST_FIELDS
    )
    for block in known.page.blocks[box.first : box.end]:
        if len(block.text) <= _LONGEST_LABEL and not block.box.tags & _OF_SITE:
            yield block.text
    yield from filter(
        None, (field.get("value") for field in fields if field.get("type") in ("submit", "button"))
    )


def _main_box(known: PageToSort) -> Box | None:
    """The smallest box around the heading and all of the text."""
    if not known.inside:
        return None
    blocks = enumerate(known.page.blocks)
    head = next((place for place, block in blocks if block.box.tags & TAG_BIT["h1"]), known.inside[0][0])
    last = max(head, known.inside[-1][0])
    box: Box | None = known.inside[0][1].box
    while box is not None and not (box.first <= head and last < box.end):
        box = box.parent
    return box


def _is_question(known: PageToSort) -> bool:
    return any(head.endswith(_ASKING) for head in _heads(known))


def _heads(known: PageToSort) -> Iterator[str]:
    heads = islice(known.model.iter("h1"), 2)
    return ("".join(islice(head.itertext(), 20)).strip() for head in heads)


def _is_answered(known: PageToSort) -> bool:
    """Whether a line says how many answers there are, and half of the text stands below it."""
    for place, block in enumerate(known.page.blocks):
        if len(block.text) > _LONGEST_LABEL or not any(char.isdecimal() for char in block.text):
            continue
        # Readers answer what a writer asks, too.
        if (block.box.hints | block.box.hints_above) & kind_bits("comment"):
            continue
        letters = letters_only(block.text)
        number = "".join(filter(str.isdecimal, letters))
        label = "".join(char for char in letters if not char.isdecimal())
        if label in _phrases()["answers"] and int(number or "0") >= _FEWEST_ANSWERS:
            below = [one for at, one in known.inside if at > place]
            share = _BELOW * sum(one.letters for _, one in known.inside)
            # Each answer has a box of its own; what follows a heading stands in one.
            boxes = {one.box.parent.number for one in below if one.box.parent is not None}
            return len(boxes) >= _FEWEST_ANSWERS and sum(one.letters for one in below) >= share
    return False


@cache
def _phrases() -> dict[str, frozenset[str]]:
    uses = (*_KINDS, "answers")
    return {
        use: frozenset(letters_only(text) for own, _, *texts in _rows() if own == use for text in texts)
        for use in uses
    }


@cache
def _words() -> dict[str, frozenset[str]]:
    names = {f"{place}-{use}" for place in ("at", "also") for use in _KINDS}
    return {name: frozenset(words) for name, _, *words in _rows() if name in names}


@cache
def _rows() -> tuple[list[str], ...]:
    text = files("newsarchive.text.page_kinds").joinpath("data/page_calls.tsv").read_text("utf-8")
    return tuple(line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
