"""What React streams behind a page, put in its place as its script does in a browser.

A server that streams a page (Suspense; Next.js does so wherever a part waits for its data) sends a skeleton
between two comments, `<!--$?--><template id="B:0"></template>…<!--/$-->`, and what belongs there later, at
the end of the page: `<div hidden id="S:0">…</div><script>$RC("B:0","S:0")</script>`. `$RC` and `$RR` put a
box in the place of a skeleton, `$RS` in the place of a template alone
(https://github.com/facebook/react/tree/main/packages/react-dom-bindings/src/server/fizz-instruction-set).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TypeGuard

from lxml.etree import Comment, strip_tags
from lxml.html import HtmlElement

_CALL = re.compile(r"""\$R([CRS])\(\s*+["']([^"']{1,100})["']\s*+,\s*+["']([^"']{1,100})["']""")
# Comments that begin and end a part which may wait, as React 18 and 19 write them.
_BEGINS, _ENDS = frozenset({"$", "$?", "$~", "$!", "&"}), frozenset({"/$", "/&"})
# Calls looked at, and nodes moved or walked over and characters moved for all of them: a page has a few dozen
# parts, and parts in parts are moved again.
_MOST_CALLS, _MOST_NODES, _LONGEST_TEXT = 1_000, 50_000, 1_000_000


def has_streamed_parts(source: str) -> bool:
    """Say whether scripts of the page put parts in their places: its comments are asked for then."""
    return _CALL.search(source) is not None


def place_streamed_parts(tree: HtmlElement) -> None:
    """Put each streamed part of a tree where its script puts it, and take all comments out.

    A skeleton stays, hidden. A call whose template or box is missing does nothing, as in a browser; nor do
    calls of a page that has more to move than any.
    """
    calls = [*islice(_calls(tree), _MOST_CALLS)]
    wanted = {name for call in calls for name in call}
    named: dict[str, HtmlElement] = {}
    for element in tree.iter("*") if calls else ():
        if (name := element.get("id")) in wanted:
            named.setdefault(str(name), element)
    left = _Left()
    for place_name, box_name in calls:
        place, box = named.get(place_name), named.get(box_name)
        if not _is_template(place) or box is None or box.getparent() is None:
            continue
        if box is not place and box not in place.iterancestors():  # else it cannot go there
            _fill(place, box, left)
    strip_tags(tree, Comment)


def _calls(tree: HtmlElement) -> Iterator[tuple[str, str]]:
    """The names of a template and of the box that goes there, call by call."""
    for script in tree.iter("script"):
        for kind, first, second in _CALL.findall(script.text or ""):
            yield (second, first) if kind == "S" else (first, second)


def _is_template(element: HtmlElement | None) -> TypeGuard[HtmlElement]:
    """Whether an element marks a place that still waits: React's templates are empty."""
    if element is None or element.tag != "template" or element.getparent() is None:
        return False
    return not len(element) and not (element.text or "").strip()


@dataclass(slots=True)
class _Left:
    """How many nodes may still be moved or walked over, and how many characters moved."""

    nodes: int = _MOST_NODES
    characters: int = _LONGEST_TEXT


def _fill(place: HtmlElement, box: HtmlElement, left: _Left) -> None:
    """Put what is in `box` before the template and hide its skeleton, as far as `left` goes."""
    left.nodes -= len(box)
    left.characters -= len(box.text or "")
    skeleton = _skeleton(place, left)
    if left.nodes < 0 or left.characters < 0:
        return
    _add_text_before(place, box.text)
    box.text = None
    for child in list(box):
        place.addprevious(child)
    box.drop_tree()
    if skeleton is not None and (skeleton or place.tail):
        hidden = place.makeelement("div", hidden="")
        place.addprevious(hidden)
        hidden.text, place.tail = place.tail, None
        hidden.extend(skeleton)
    place.drop_tree()


def _skeleton(place: HtmlElement, left: _Left) -> list[HtmlElement] | None:
    """What stands between a template and the comment that ends its part; None where no part is marked."""
    before = place.getprevious()
    if before is None or not _is_comment(before) or before.text not in _BEGINS:
        return None
    found: list[HtmlElement] = []
    depth = 0
    for node in islice(place.itersiblings(), max(0, left.nodes)):
        left.nodes -= 1
        if _is_comment(node):
            if node.text in _ENDS:
                if not depth:
                    return found
                depth -= 1
            elif node.text in _BEGINS:
                depth += 1
        found.append(node)
    return None


def _is_comment(node: HtmlElement) -> bool:
    return not isinstance(node.tag, str)


def _add_text_before(place: HtmlElement, text: str | None) -> None:
    if not text:
        return
    before, holder = place.getprevious(), place.getparent()
    if before is not None:
        before.tail = (before.tail or "") + text
    elif holder is not None:
        holder.text = (holder.text or "") + text
