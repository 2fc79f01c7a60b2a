"""The text of a heading as a reader sees it: words in marks of their own are not torn apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from lxml.etree import iterwalk
from lxml.html import HtmlElement

from newsarchive.text.letters import JOINED_MARKS
from newsarchive.text.page.html_display import UNSEEN_TAGS, is_box
from newsarchive.text.tidy_lines import tidy

_MOST_EVENTS, _LONGEST = 1_000, 2_000
# What changes the look of words and makes no part of its own, so that it may stand within a word.
_LOOKS = frozenset(
    (
        *("a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font", "i", "ins"),
        *("kbd", "mark", "q", "s", "samp", "strong", "time", "tt", "u", "var"),
    )
)
# What stands within words only: a place to break a line, indices, readings of characters.
_WITHIN_WORDS = frozenset({"wbr", "sub", "sup", "ruby", "rb"})
# What ends a part ("Harbour:"), and what begins one.
_ENDINGS, _OPENINGS = ".:!?", "„“«‘([¿¡"
# Chinese, Japanese and the scripts of Southeast Asia: a word ends without a blank.
_UNSPACED = (
    ("\u0e00", "\u0eff"),
    ("\u1000", "\u109f"),
    ("\u1780", "\u17ff"),
    ("\u3040", "\u30ff"),
    ("\u3400", "\u9fff"),
)


@dataclass(frozen=True, slots=True)
class _Part:
    """A text of the heading, and what lies between it and the text before: a box, tags, the next element."""

    text: str
    is_boxed: bool
    tags: frozenset[str]
    is_sibling: bool


def heading_text(element: HtmlElement) -> str:
    """Return the visible text of a heading on one line.

    Boxes and line breaks part words, marks of looks do not ("<b>H</b>arbour"). Style sheets make boxes of
    spans too: two whole words of which the page does not say that they are one are parted.
    """
    said, last = "", ""
    for part in _parts(element):
        said += f" {part.text}" if _are_parted(last, part) else part.text
        last = part.text
        if len(said) > _LONGEST:
            break
    return tidy(said[:_LONGEST])


def _parts(element: HtmlElement) -> Iterator[_Part]:
    is_boxed, closed, is_sibling = False, False, False
    tags = set[str]()
    events = iterwalk(element, events=("start", "end", "comment", "pi"))
    for event, one in islice(events, _MOST_EVENTS):
        tag = one.tag if isinstance(one.tag, str) else ""
        if tag and one is not element:
            tags.add(tag)
            is_boxed = is_boxed or is_box(one, tag)
            is_sibling = is_sibling or (closed and event == "start" and tag not in _WITHIN_WORDS)
            closed = closed or event == "end"
        if event == "start":
            text = one.text
            if tag in UNSEEN_TAGS and one is not element:
                events.skip_subtree()
                text = None
        else:
            text = None if one is element else one.tail
        if text:
            yield _Part(text, is_boxed, frozenset(tags), is_sibling)
            is_boxed, closed, is_sibling = False, False, False
            tags.clear()


def _are_parted(before: str, part: _Part) -> bool:
    """Whether a reader sees a blank between two texts of a heading that have none of their own."""
    left, right = before[-1:], part.text[:1]
    if part.is_boxed:
        return True
    if left.isspace() or right.isspace() or not left or part.tags <= UNSEEN_TAGS | _WITHIN_WORDS:
        return False
    lengths = len(before.strip()), len(part.text.strip())
    if left in _ENDINGS:
        return right.isalpha() and not right.islower() and lengths[0] > 1
    if right in _OPENINGS:
        return part.is_sibling and left.isalnum() and lengths[1] > 1
    if _is_of_word(left) and right.isalnum() and not (_is_unspaced(left) and _is_unspaced(right)):
        return max(lengths) > 1 if part.is_sibling else min(lengths) > 1 and _are_words(left, right, part)
    return False


def _are_words(left: str, right: str, part: _Part) -> bool:
    """Whether two pieces of letters, of which one stands in an element, are words rather than one word."""
    if right.islower() or (left.isdigit() and right.isdigit()):
        return False
    # "<b>Harbour</b>Ferry reopens": within a word no small letter comes before a capital.
    return (left.islower() and right.isupper()) or not part.tags <= _LOOKS | _WITHIN_WORDS


def _is_of_word(char: str) -> bool:
    return char.isalnum() or char in JOINED_MARKS


def _is_unspaced(char: str) -> bool:
    return any(first <= char <= last for first, last in _UNSPACED)
