"""Line ends that a reader sees and no element makes: in preformatted text, and around inline boxes of styles.

They are written into the tree as paragraph separators, which are white space to whoever reads across them.
Words beside a short box are parted by a blank: what it says, such as a credit, belongs to its line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, pairwise

from lxml.etree import iterwalk
from lxml.html import HtmlElement

from newsarchive.text.letters import count_letters
from newsarchive.text.page.html_display import BLOCK, UNSEEN_TAGS
from newsarchive.text.page.page_model import PageModel
from newsarchive.text.page.page_styles import MOST_STEPS
from newsarchive.text.page.style_sheets import BLOCK_BEGIN, declares
from newsarchive.text.page.visibility import PageVisibility
from newsarchive.text.tidy_lines import PARAGRAPH_END

# What keeps the line ends of its text (HTML, 15.3.4), and a style that does.
_PREFORMATTED = ("pre", "listing", "xmp", "plaintext")
_KEEPS = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)", re.IGNORECASE)
# Characters of the longest line from which prose may be wrapped: verse and lists are narrower. Of Chinese and
# Japanese, which break anywhere.
_WRAPPED, _WRAPPED_DENSE = 60, 20
_DENSE = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
_MOST_PREFORMATTED, _MOST_APART = 500, 5_000
# Of the steps that a page's styles may take, one part in so many: what is hidden is asked of them after.
_STEPS_SHARE = 4
# Displays that begin a line of their own, and letters from which one is a paragraph.
_DISPLAYED = declares(r"display\s*:\s*(?:block|flex|grid|table|list-item|flow-root)")
_OWN_LINE = frozenset({"block", "flex", "grid", "table", "list-item", "flow-root"})
_PARAGRAPH = 60
# Marks that a line may begin with.
_OPENING = "\"'“„«»‘‚‹「『《（([—–-•#@¿¡"
_NO_BOX = (
    BLOCK | UNSEEN_TAGS | {"img", "input", "button", "label", "wbr", "picture", "source", "object", "embed"}
)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A text of the tree: an element's own, or the one behind it."""

    element: HtmlElement
    is_tail: bool

    @property
    def text(self) -> str:
        return (self.element.tail if self.is_tail else self.element.text) or ""

    def write(self, text: str) -> None:
        if self.is_tail:
            self.element.tail = text
        else:
            self.element.text = text


def mark_line_ends(model: PageModel) -> None:
    """Write into a page's tree the line ends of preformatted text, and those around displayed blocks."""
    kept = [*model.iter(*_PREFORMATTED)]
    styled = [one for one in model.having("style") if "-" in one[1]]  # seldom; to search takes longer
    kept += [model.element(place) for place, style in styled if _KEEPS.search(style)]
    inside: set[HtmlElement] = set()
    for element in islice(kept, _MOST_PREFORMATTED):
        if element not in inside:
            inside.update(element.iter())
            _mark_preformatted(element)
    for element in islice(_displayed_apart(model), _MOST_APART):
        _part(element)


def _mark_preformatted(element: HtmlElement) -> None:
    """Write the ends of the lines that a preformatted element shows; wrapped prose is joined."""
    runs = [*_runs(element)]
    lines = [line for run in runs for line in "".join(piece.text for piece in run).split("\n")]
    width = max(map(_width, lines), default=0)
    for run in runs:
        ends = iter(_ends("".join(piece.text for piece in run).split("\n"), width))
        for piece in run:
            first, *others = piece.text.split("\n")
            if others:
                piece.write(first + "".join(next(ends) + other for other in others))


def _runs(element: HtmlElement) -> Iterator[list[_Piece]]:
    """Yield the texts in an element that no box in it parts."""
    run: list[_Piece] = []
    events = iterwalk(element, events=("start", "end", "comment", "pi"))
    for event, one in events:
        if event == "start":
            if one is not element and one.tag in BLOCK:
                yield run
                run = []
            if one.tag in UNSEEN_TAGS:
                events.skip_subtree()
            else:
                run.append(_Piece(one, is_tail=False))
        elif one is not element:
            if one.tag in BLOCK:
                yield run
                run = []
            run.append(_Piece(one, is_tail=True))
    yield run


def _ends(lines: list[str], width: int) -> Iterator[str]:
    """Yield what stands for each end between two lines: a paragraph's end, or a blank where it is wrapped."""
    paragraph: list[str] = []
    for line, following in pairwise([*lines, ""]):
        paragraph.append(line)
        if not line.strip() or not following.strip():
            is_wrapped = _is_wrapped(paragraph, width)
            yield from (_joint(*two) if is_wrapped else PARAGRAPH_END for two in pairwise(paragraph))
            yield PARAGRAPH_END
            paragraph = []


def _joint(line: str, following: str) -> str:
    """What joins two lines of wrapped prose: nothing in scripts that write no blanks."""
    return "" if _DENSE.match(line.rstrip()[-1:]) or _DENSE.match(following.lstrip()[:1]) else " "


def _is_wrapped(paragraph: list[str], width: int) -> bool:
    """Whether a paragraph's lines end where the next word had no room, as programs wrap prose."""
    is_dense = _DENSE.search(paragraph[0]) is not None
    # A line of one word, such as an address, may be longer than what the program wrapped at.
    width = min(
        width, max((_width(line) for line in paragraph if is_dense or " " in line.strip()), default=0)
    )
    if width < (_WRAPPED_DENSE if is_dense else _WRAPPED):
        return False
    for line, following in pairwise(paragraph):
        word = 2 if is_dense else 1 + len(following.split(maxsplit=1)[0])
        if _width(line) + word <= width:
            return False
    return True


def _width(line: str) -> int:
    return len(line.strip())


def _displayed_apart(model: PageModel) -> Iterator[HtmlElement]:
    """Yield the inline elements that a style or a rule of the page displays on lines of their own."""
    styles = model.remember(PageVisibility).styles
    found = styles.elements_with(_DISPLAYED, without=_NO_BOX, most=MOST_STEPS // _STEPS_SHARE)
    found.update(
        element
        for place, style in model.having("style")
        if (element := model.element(place)).tag not in _NO_BOX and _DISPLAYED.search(BLOCK_BEGIN + style)
    )
    for element in filter(_may_be_glued, model.in_order(found)):
        declared = styles.declared(element)
        is_placed = (
            declared.get("position") in ("absolute", "fixed") or declared.get("float", "none") != "none"
        )
        if declared.get("display") in _OWN_LINE and not is_placed:
            yield element


def _may_be_glued(element: HtmlElement) -> bool:
    """Whether a letter stands right beside an element, or another element, or it holds a paragraph."""
    before, behind = element.getprevious(), element.tail or ""
    holder = element.getparent()
    ahead = (before.tail if before is not None else holder.text if holder is not None else "") or ""
    if ahead[-1:].strip() or behind[:1].strip() or (before is not None and not ahead):
        return True
    return element.tag != "a" and count_letters("".join(element.itertext())) >= _PARAGRAPH


def _part(element: HtmlElement) -> None:
    """Write line ends before and behind an element that is a paragraph, else blanks where words are glued."""
    holder = element.getparent()
    if holder is None or any(one.tag in BLOCK for one in islice(element.iterdescendants(), _MOST_APART)):
        return
    text = "".join(element.itertext()).strip()
    if len(text) < 2:
        return  # an initial
    before = element.getprevious()
    ahead = (holder.text if before is None else before.tail) or ""
    behind = element.tail or ""
    if (ahead.strip() and _goes_on(text)) or (behind.strip() and _goes_on(behind.strip())):
        return  # sheets that the page links to may say otherwise
    is_paragraph = element.tag != "a" and count_letters(text) >= _PARAGRAPH
    end = PARAGRAPH_END if is_paragraph else " "
    element.text = end + (element.text or "")
    element.tail = end + behind


def _goes_on(text: str) -> bool:
    """Whether a text goes on with a sentence: it begins with a small letter, a stop or another mark."""
    return text[0].islower() or (not text[0].isalnum() and text[0] not in _OPENING)
