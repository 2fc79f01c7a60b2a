"""Keywords in white inside a paragraph's dark text: no reader of a white page sees them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from newsarchive.evidence import BlockPlace
from newsarchive.items import RemovedBlock
from newsarchive.text.page_model import PageModel
from newsarchive.text.sanitising.link_farms import unlinked_text
from newsarchive.text.sanitising.page_tree import BLOCKS, cut_framed, leaves, text_of
from newsarchive.text.sentences import says_something
from newsarchive.text.spam import LIKELY, Judgement, judge
from newsarchive.text.spam.features import measured
from newsarchive.text.spam.sown_phrases import keyword_sold, trades_named
from newsarchive.text.spam.trade_report import TradeReport

# White letters are seen on a dark ground, and what gives a box its ground (a class, an image, a box around)
# is seldom known. But nobody writes a word of a sentence in white whose other words have another colour: on
# either ground one of them could not be read.
_WHITE = re.compile(
    r"(?:^|[;\s])color\s*:\s*(?:white|#f[\da-f]f[\da-f]f[\da-f]|#fff|rgba?\(\s*2[45]\d\s*,\s*2[45]\d\s*,\s*2[45]\d\b)"
    r"\s*[^;\w]*(?:;|!|$)",
    re.IGNORECASE,
)
_WHITE_NAME = re.compile(r"\s*(?:white|#?f[\da-f]f[\da-f]f[\da-f]|#?fff)\s*", re.IGNORECASE)
_INLINE = frozenset({"font", "span", "b", "strong", "i", "em", "u", "a", "small", "big", "tt", "sub", "sup"})
_LONGEST = 120  # characters


def cut_pale(model: PageModel) -> tuple[RemovedBlock, ...]:
    """Cut the keywords in white that stand in a paragraph about something else, in document order."""
    found = [(element, *sold) for element in model.in_order(set(_pale(model))) if (sold := _sold(element))]
    if not found:
        return ()
    said = [unlinked_text(leaf.element) for leaf in leaves(model.tree)]
    for _, text, _ in found:
        said = [line.replace(text, " ") for line in said]
    told = TradeReport.of(said).trades | trades_named(said)
    return tuple(
        cut_framed(element, BlockPlace.HIDDEN, judgement)
        for element, _, judgement in found
        if judgement.kind not in told
    )


def _pale(model: PageModel) -> Iterator[HtmlElement]:
    for place, style in model.having("style"):
        if _WHITE.search(style):
            yield model.element(place)
    for element in model.iter("font"):
        if _WHITE_NAME.fullmatch(element.get("color") or ""):
            yield element


def _sold(element: HtmlElement) -> tuple[str, Judgement] | None:
    """What an element says, and what it sells; none where it is no keyword within a paragraph."""
    text = text_of(element) if element.tag in _INLINE else ""
    if not 0 < len(text) <= _LONGEST or measured(text).reports or not _is_within(element, text):
        return None
    judgement = judge(text, LIKELY)
    found = judgement if judgement.spam else keyword_sold(text)
    return (text, found) if found else None


def _is_within(element: HtmlElement, text: str) -> bool:
    """Whether the block around an element says something besides, in letters that nothing makes white."""
    for holder in element.iterancestors():
        style = holder.get("style") or ""
        if "background" in style or holder.get("bgcolor") or _WHITE.search(style):
            return False
        if holder.tag in BLOCKS:
            return says_something(" ".join(text_of(holder)[:5000].replace(text, " ").split()))
    return False
