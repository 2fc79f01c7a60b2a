"""Words that a page shows struck out with what replaces them beside: their publisher took them back.

`del`, `s` and `strike` are struck by every browser, other elements by a style of theirs. They go only where
nothing else can be meant: themes use `s` for anything, some never close it, and in jokes, drafts and lists of
things done what is struck is told. What is inserted in their place (`ins`) stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from lxml.html import HtmlElement

from newsarchive.evidence import BlockPlace, SpamKind
from newsarchive.items import RemovedBlock
from newsarchive.text.html_display import BLOCK
from newsarchive.text.letters import count_letters
from newsarchive.text.page_model import Page, PageModel, model_of
from newsarchive.text.sentences import ends_sentence
from newsarchive.text.tidy_lines import tidy

_STRUCK = ("del", "s", "strike")
_STYLED = re.compile(r"text-decoration(?:-line)?\s*:[^;]*line-through", re.IGNORECASE)
_UNSTYLED = re.compile(r"text-decoration(?:-line)?\s*:\s*none", re.IGNORECASE)
# A rule of a style sheet for one of the elements, or for what is inserted.
_RULE = re.compile(r"(?<![\w.#@-])(?:del|s|strike|ins)(?=\s*[,{:.\[>+~#])", re.IGNORECASE)
# Where words are quoted, signed, named or dated, and what such boxes are called.
_KEPT_IN = frozenset(
    (
        *("h1", "h2", "h3", "h4", "h5", "h6", "header", "footer", "address", "blockquote"),
        *("q", "cite", "time", "figcaption", "caption", "th", "dt", "a", "pre", "code"),
    )
)
_KEPT_CALLED = re.compile(
    r"by-?line|author|info|meta|(?<![a-z])(?:time|date|source)|credit|quot|title|headline", re.IGNORECASE
)
_QUOTE = re.compile('[“”„«»「」『』‹›"]')
_MOST_STRUCK = 300
# Of the letters of all paragraphs more are struck where an element was never closed, or is a theme's own.
_MOST_OF_TEXT = 0.25


def cut_struck_text(page: Page) -> tuple[RemovedBlock, ...]:
    """Take the words that are struck out of a page, and tell what they said."""
    model = model_of(page)
    struck = [*_outermost(model)]
    if not struck or _is_too_much(model, struck) or _has_rule(model):
        return ()
    struck = [one for one in struck if _is_replaced(one) and _is_in_prose(one)]
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


def _has_rule(model: PageModel) -> bool:
    return any(_RULE.search(sheet.text or "") for sheet in model.iter("style"))


def _is_replaced(struck: HtmlElement) -> bool:
    """Whether what was inserted in its place stands beside it; without that a reader may miss a word."""
    if struck.get("class") or any(inner.tag in BLOCK or inner.get("class") for inner in struck.iter("*")):
        return False
    after = struck.getnext()
    return (
        not (struck.tail or "").strip()
        and after is not None
        and after.tag == "ins"
        and not after.get("class")
    )


def _is_in_prose(struck: HtmlElement) -> bool:
    """Whether it stands in a sentence of the outlet's own: no headline, line of names and days, quotation."""
    block = struck
    for holder in struck.iterancestors():
        if holder.tag in _KEPT_IN:
            return False
        if block.tag not in BLOCK:
            block = holder
            names = " ".join(holder.get(name) or "" for name in ("class", "id", "itemprop"))
            if _KEPT_CALLED.search(names):
                return False
    return ends_sentence(tidy("".join(block.itertext()))) and not _is_quoted(struck, block)


def _is_quoted(struck: HtmlElement, block: HtmlElement) -> bool:
    """Whether a quotation that its block opened before it is not closed yet, whatever its marks are."""
    marks, inner = 0, struck
    while inner is not block and (holder := inner.getparent()) is not None:
        marks += len(_QUOTE.findall(holder.text or ""))
        for one in inner.itersiblings(preceding=True):
            marks += len(_QUOTE.findall("".join(one.itertext()) + (one.tail or "")))
        inner = holder
    return marks % 2 == 1 or _QUOTE.search("".join(struck.itertext())) is not None


def _drop(struck: HtmlElement) -> None:
    """Take an element out; a blank in it that parted words still parts them."""
    before, holder = struck.getprevious(), struck.getparent()
    if holder is None:
        return
    head = (before.tail if before is not None else holder.text) or ""
    text, tail = "".join(struck.itertext()), struck.tail or ""
    if (text[:1].isspace() or text[-1:].isspace()) and head[-1:].strip() and tail[:1].strip():
        struck.tail = f" {tail}"
    struck.drop_tree()
