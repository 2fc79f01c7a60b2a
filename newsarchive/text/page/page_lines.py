"""The page as lines a reader sees, in order: sources and editors stand outside the main text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from itertools import islice

from lxml.etree import iterwalk
from lxml.html import HtmlElement

from newsarchive.text.page.html_display import PLAIN_PHRASES, SURE_BOXES, UNSEEN_TAGS, is_box
from newsarchive.text.page.page_model import PageModel
from newsarchive.text.tidy_lines import PARAGRAPH_END, tidy, tidy_all

MOST_ELEMENTS = 60_000
_MOST_HEADINGS = 1_000
# What programs of documentation and blogs put behind a heading, as the link to it.
_ANCHOR_SIGNS = frozenset("¶#§🔗∞")
# The mark of a note in a heading that leads to the note, set high or not: "*", "**", "†", "[1]".
_NOTE_MARK = re.compile(r"\*{1,3}|[†‡※＊]|\[\w{1,3}\]")
_HIGH_MARK = re.compile(r"\(?\d{1,3}\)?|[a-z]")
_MOST_IN_MARK = 4
# What programs set at the end of a note, as the link back to its number: Hugo, Pandoc, kramdown, WordPress.
_BACK_SIGNS = frozenset("↩↑↵⤴⏎^")
_TEXT_STYLE = "\ufe0e"  # a sign is drawn as text, not as a picture
_EDIT_LINK = "mw-editsection"


def drop_signs(tree: HtmlElement) -> None:
    """Take out what is no word: `<a href="#works">¶</a>`, "[edit]", marks of notes; "↩" of notes below."""
    for link in tree.iter("a"):
        if (text := link.text) and len(text) <= _MOST_IN_MARK and _is_back_sign(text):
            link.text = None if (link.get("href") or "").startswith("#") else text
    for heading in islice(tree.iter("h1", "h2", "h3", "h4", "h5", "h6", "dt"), _MOST_HEADINGS):
        for link in heading.iter("a"):
            text, target = link.text, link.get("href") or ""
            if text and len(link) == 0 and target.startswith("#") and _is_anchor_sign(text.strip()):
                link.text = None
            elif target.startswith("#") and _is_note_mark(link):
                link.text = None
                link[:] = []
        for link in (*heading.iter("span"), *islice(heading.itersiblings("span"), 1)):
            if _EDIT_LINK in (link.get("class") or "").split():
                link.text = None
                link[:] = []


def _is_back_sign(text: str) -> bool:
    return text.replace(_TEXT_STYLE, "").strip() in _BACK_SIGNS


def _is_anchor_sign(text: str) -> bool:
    """Whether a text is a sign, or one that only a site's own font has: U+F0C1 is a chain there."""
    return text in _ANCHOR_SIGNS or (len(text) == 1 and unicodedata.category(text) == "Co")


def _is_note_mark(link: HtmlElement) -> bool:
    """Whether a link in a heading is nothing but the mark of a note: a sign, a number or letter set high."""
    text = "".join(islice(link.itertext("*"), _MOST_IN_MARK)).strip()
    if _NOTE_MARK.fullmatch(text):
        return True
    holder = link.getparent()
    is_high = (holder is not None and holder.tag == "sup") or (len(link) == 1 and link[0].tag == "sup")
    return is_high and _HIGH_MARK.fullmatch(text) is not None


def page_lines(tree: HtmlElement, without: Collection[HtmlElement] = ()) -> tuple[str, ...]:
    """Return the visible lines of the page; text of inline elements stays on the line of its block.

    Elements in `without` (a set, where there are many) are left out with all they hold; `tree` itself is read
    whatever it is.
    """
    lines: list[str] = []
    pieces: list[str] = []
    boxes: list[HtmlElement] = []  # opened and not yet closed
    events = iterwalk(tree, events=("start", "end", "comment", "pi"))
    seen = 0
    for event, element in events:
        if event == "start":
            seen += 1
            if seen > MOST_ELEMENTS:
                break
            tag = str(element.tag)
            if tag not in PLAIN_PHRASES and (tag in SURE_BOXES or is_box(element, tag)):
                boxes.append(element)
                _close(lines, pieces)
            if (tag in UNSEEN_TAGS and element is not tree) or element in without:
                events.skip_subtree()
            elif (text := element.text) and (pieces or not text.isspace()):  # no line begins with a blank
                pieces.append(text)
        else:
            if boxes and boxes[-1] is element:
                boxes.pop()
                _close(lines, pieces)
            if (text := element.tail) and (pieces or not text.isspace()) and element is not tree:
                pieces.append(text)
    _close(lines, pieces)
    return tuple(lines)


class BoxLines:
    """The lines of boxes of a page, those of each box read once: `PageModel.remember` it."""

    def __init__(self, _page: PageModel) -> None:
        self._known: dict[HtmlElement, tuple[str, ...]] = {}

    def of(self, box: HtmlElement) -> tuple[str, ...]:
        """Return the visible lines of a box."""
        found = self._known.get(box)
        if found is None:
            found = self._known[box] = page_lines(box)
        return found


def _close(lines: list[str], pieces: list[str]) -> None:
    """End the open line."""
    if not pieces:
        return
    text = "".join(pieces)
    pieces.clear()
    if PARAGRAPH_END in text:
        lines += tidy_all(text.split(PARAGRAPH_END))
    elif line := tidy(text):
        lines.append(line)
