"""Words that a page shows struck out: its publisher took them back, and what stands is the text.

`del`, `s` and `strike` are struck by every browser, other elements by a style of theirs. What is inserted in
their place (`ins`) stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from lxml.html import HtmlElement

from newsarchive.evidence import BlockPlace, SpamKind
from newsarchive.items import RemovedBlock
from newsarchive.text.letters import count_letters
from newsarchive.text.page_model import Page, PageModel, model_of
from newsarchive.text.tidy_lines import tidy

_STRUCK = ("del", "s", "strike")
_STYLED = re.compile(r"text-decoration(?:-line)?\s*:[^;]*line-through")
_UNSTYLED = re.compile(r"text-decoration(?:-line)?\s*:\s*none")
# What is ticked off in a list or table, or no longer to be had there, is told all the same.
_ITEMS = frozenset({"li", "td", "th", "dt", "dd"})
_HIGHEST_ITEM, _MOST_STRUCK = 4, 300
# Of the letters of all paragraphs more are struck where an element was never closed, or is a theme's own.
_MOST_OF_TEXT = 0.25
_CLOSES = re.compile(r"\s*[,.;:!?)\]»”、。，；：！？）」』]")


def cut_struck_text(page: Page) -> tuple[RemovedBlock, ...]:
    """Take the words that are struck out of a page, and tell what they said."""
    model = model_of(page)
    struck = [*_outermost(model)]
    if not struck or _is_too_much(model, struck):
        return ()
    struck = [one for one in struck if not _is_item(one)]
    text = "\n".join(dict.fromkeys(filter(None, (tidy("".join(one.itertext())) for one in struck))))
    for one in struck:
        _drop(one)
    if not text:
        return ()
    model.changed()
    return (
        RemovedBlock(
            place=BlockPlace.INSIDE, kind=SpamKind.FURNITURE, rule="struck_out", score=1.0, text=text
        ),
    )


def _outermost(model: PageModel) -> Iterator[HtmlElement]:
    """The struck elements that say something, none in another."""
    styled = [model.element(place) for place, style in model.having("style") if _STYLED.search(style)]
    found = [one for one in (*model.iter(*_STRUCK), *styled) if not _UNSTYLED.search(one.get("style") or "")]
    known = frozenset(found)
    for one in islice(model.in_order(known), _MOST_STRUCK):
        if known.isdisjoint(one.iterancestors()) and any(map(str.strip, one.itertext())):
            yield one


def _is_too_much(model: PageModel, struck: list[HtmlElement]) -> bool:
    letters = sum(count_letters("".join(one.itertext())) for one in struck)
    paragraphs = sum(count_letters("".join(one.itertext())) for one in model.iter("p"))
    # Some sites part their paragraphs by line breaks alone.
    whole = max(paragraphs, count_letters(model.tree.text_content()) // 2)
    return letters > _MOST_OF_TEXT * whole


def _is_item(struck: HtmlElement) -> bool:
    """Whether all that an item of a list or table says is struck."""
    item = next((one for one in islice(struck.iterancestors(), _HIGHEST_ITEM) if one.tag in _ITEMS), None)
    return item is not None and tidy("".join(item.itertext())) == tidy("".join(struck.itertext()))


def _drop(struck: HtmlElement) -> None:
    """Take an element out; a blank in it that parted words still parts them, before a comma none stays."""
    before, holder = struck.getprevious(), struck.getparent()
    if holder is None:
        return
    head = (before.tail if before is not None else holder.text) or ""
    text, tail = "".join(struck.itertext()), struck.tail or ""
    if _CLOSES.match(tail):
        head = head.rstrip()
        if before is not None:
            before.tail = head
        else:
            holder.text = head
    elif (text[:1].isspace() or text[-1:].isspace()) and head[-1:].strip() and tail[:1].strip():
        struck.tail = f" {tail}"
    struck.drop_tree()
