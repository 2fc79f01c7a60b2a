"""The lines above a page's text as a reader sees them, and by how much each is set off from plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml.etree import iterwalk
from lxml.html import HtmlElement

from newsarchive.text.page.html_display import BLOCK, UNSEEN_TAGS
from newsarchive.text.tidy_lines import tidy

# Events of a walk and lines looked at. Characters of a line, and of the text's first one that are compared.
_MOST_EVENTS, _MOST_LINES, _LONGEST_LINE = 20_000, 3_000, 600
_SHORTEST_LEAD, _LONGEST_LEAD = 8, 24
# How large type is: 3 is that of text, browsers show headings about as large as these sizes. Bold counts half
# a size, a class that names a headline a whole one.
PLAIN_SIZE = 3.0
_BOLD, _NAMED = 0.5, 1.0
_HEADINGS = {"h1": 6.5, "h2": 5.5, "h3": 4.5, "h4": 3.5, "h5": 3.5, "h6": 3.5}
_SIZE = re.compile(r"\s*([+-]?)([1-7])\s*")
_BOLD_TAGS = frozenset({"b", "strong", "th"})
_OF_HEADLINE = re.compile(
    r"(?:^|[\s_-])(?:\w{0,12}head(?:line|er|ing)?|hl|\w{0,12}tit(?:le|re|el|ulo|olo)?|subject)(?:$|[\s_\d-])",
    re.IGNORECASE,
)
# The picture of a headline, set larger than any type, by its file: "headline917.gif", "images/titre_872.gif".
_PICTURED = re.compile(
    r"(?:^|[/_-])(?:head(?:line)?|hl|title|titre|titel|titulo|titolo|tit)[-_\d]*\.\w{3,4}$", re.IGNORECASE
)
_PICTURE = 7.0
_CELLS = BLOCK | {"body", "td", "th", "tr", "table"}
_TYPED = frozenset({"pre", "xmp", "listing", "plaintext"})


@dataclass(frozen=True, slots=True)
class SetOffLine:
    """A line: its text, the least size of type in it, whether all of it leads elsewhere."""

    text: str
    size: float
    is_linked: bool = False


@dataclass(frozen=True, slots=True)
class _Look:
    """How words look where they stand."""

    size: float = PLAIN_SIZE
    bold: float = 0.0
    named: float = 0.0
    is_linked: bool = False
    is_typed: bool = False

    def within(self, element: HtmlElement) -> _Look:
        tag, size = element.tag, self.size
        if tag == "font" and (found := _SIZE.fullmatch(element.get("size") or "")):
            number = float(found[2])
            size = PLAIN_SIZE + (number if found[1] == "+" else -number) if found[1] else number
        elif tag in {"big", "small"}:
            size += 1 if tag == "big" else -1
        elif tag in _HEADINGS:
            size = _HEADINGS[tag]
        names = f"{element.get('class') or ''} {element.get('id') or ''}"
        return _Look(
            size,
            _BOLD if tag in _BOLD_TAGS else self.bold,
            _NAMED if names != " " and _OF_HEADLINE.search(names) else self.named,
            self.is_linked or (tag == "a" and bool(element.get("href"))),
            self.is_typed or tag in _TYPED,
        )


@dataclass(slots=True)
class _Begun:
    """The line that is being read."""

    texts: list[str] = field(default_factory=list)
    size: float = 0.0
    is_linked: bool = True

    def add(self, text: str, look: _Look) -> None:
        self.texts.append(text)
        if any(map(str.isalnum, text)):
            size = look.size + look.bold + look.named
            self.size = min(self.size, size) if self.size else size
            self.is_linked = self.is_linked and look.is_linked

    def end(self) -> Iterator[SetOffLine]:
        if self.size:
            yield SetOffLine(tidy("".join(self.texts)[:_LONGEST_LINE]), self.size, self.is_linked)
        self.texts, self.size, self.is_linked = [], 0.0, True


def lines_above(tree: HtmlElement, lead: str) -> list[SetOffLine]:
    """Return the lines above the one that `lead` begins, uppermost first; none where that is not found."""
    probe = lead[:_LONGEST_LEAD]
    if len(probe) < _SHORTEST_LEAD:
        return []
    found: list[SetOffLine] = []
    for line in _lines(tree):
        if line.text.startswith(probe) or (len(line.text) >= _SHORTEST_LEAD and lead.startswith(line.text)):
            return found
        found.append(line)
        if len(found) > _MOST_LINES:
            break
    return []


def _lines(tree: HtmlElement) -> Iterator[SetOffLine]:
    looks, line = [_Look()], _Begun()
    events = iterwalk(tree, events=("start", "end", "comment", "pi"))
    for _, (event, element) in zip(range(_MOST_EVENTS), events, strict=False):
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start" and tag in UNSEEN_TAGS:
            events.skip_subtree()
        if tag in _CELLS:
            yield from line.end()
        if event == "start":
            looks.append(looks[-1].within(element))
            text = None if tag in UNSEEN_TAGS else element.text
            if tag == "img" and _PICTURED.search(element.get("src") or ""):
                picture = tidy((element.get("alt") or "")[:_LONGEST_LINE])
                yield SetOffLine(picture, _PICTURE, looks[-1].is_linked)
        else:
            if event == "end":
                looks.pop()
            text = element.tail
        if not text:
            continue
        first, *others = text.splitlines() if looks[-1].is_typed else (text,)
        line.add(first, looks[-1])
        for other in others:
            yield from line.end()
            line.add(other, looks[-1])
    yield from line.end()
