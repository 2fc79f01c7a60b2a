"""The page as it came beside what is stored of it: what was repaired and what was cut out, in place.

Each line that the page shows, as decoded and no more, is paired with the stored paragraph most like it. In a
pair, what only the page has is damage, what only the stored text has its repair. Lines without a pair were
cut out, with the rule of `removed_text` that did it, or were never part of the article.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from rapidfuzz import fuzz, process

from newsarchive.items import FetchedPage
from newsarchive.stages import decode
from newsarchive.text.differences import difference
from newsarchive.text.page.bounded_parse import parse_html
from newsarchive.web.answers.records import RemovedLine
from newsarchive.web.pages.stated_dates import DecidedDate, StatedDate, stated_dates

MarkKind = Literal["kept", "left_out", "removed", "damage", "repair"]
# Characters of a page that are compared and shown; beyond them nobody reads side by side.
_MOST_CHARACTERS = 60_000
_MOST_LINES = 1_000
_UNSEEN = frozenset({"script", "style", "noscript", "template", "textarea", "select", "option", "svg"})
_LINES = frozenset(
    {
        *("address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd", "div", "dl"),
        *("dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6"),
        *("header", "hr", "html", "li", "main", "nav", "ol", "p", "pre", "section", "table", "tbody", "td"),
        *("tfoot", "th", "thead", "title", "tr", "ul"),
    }
)
_IN_PAIRS: dict[str, MarkKind] = {"same": "kept", "removed": "damage", "added": "repair"}
_IDEOGRAPHS = re.compile("[\\u3400-\\u9fff\\U00020000-\\U0003ffff]")
_BLANKS = re.compile(r"\s+")
# And a line and the paragraph that was made of it: of a mirror's characters half were converted.
_PAIR = 45.0
# How alike a line and a block of evidence are, of 100, whose texts may differ by what was repaired.
_ALIKE = 85.0


@dataclass(frozen=True, slots=True)
class MarkedPiece:
    """A stretch of a line; `block` is the place in the list of removed blocks of what was cut out."""

    kind: MarkKind
    text: str
    block: int | None = None


@dataclass(frozen=True, slots=True)
class MarkedPage:
    """The lines of the page, and the dates that it gives; `cut`: it is longer than what is shown."""

    lines: list[list[MarkedPiece]]
    cut: bool
    dates: tuple[StatedDate, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkingTask:
    """The page, and what is stored of it."""

    page: FetchedPage
    title: str
    text: str
    removed: tuple[RemovedLine, ...]
    decided: DecidedDate | None = None


def mark_page(task: MarkingTask) -> MarkedPage:
    """Return the page's lines, marked; called in a process of its own, since anybody may have written it."""
    lines: list[str] = []
    size, cut = 0, False
    for line in visible_lines(task.page):
        size += len(line)
        cut = len(lines) >= _MOST_LINES or size > _MOST_CHARACTERS
        if cut:
            break
        lines.append(line)
    return MarkedPage(lines=_marked_lines(lines, task), cut=cut, dates=_dates(task))


def _dates(task: MarkingTask) -> tuple[StatedDate, ...]:
    decoded = decode(task.page)
    tree = parse_html(decoded.text) if decoded.media == "html" else ""
    if isinstance(tree, str) or task.decided is None:  # a reason why nothing can be read
        return ()
    return stated_dates(tree, task.page.url, tuple(task.text.split("\n")), task.decided)


def _marked_lines(lines: Sequence[str], task: MarkingTask) -> list[list[MarkedPiece]]:
    pairs = _paired(lines, task.title, task.text.split("\n"))
    return [list(_marked(line, pairs.get(number), task.removed)) for number, line in enumerate(lines)]


def _paired(lines: Sequence[str], title: str, paragraphs: Sequence[str]) -> dict[int, str]:
    """Return the stored text of each line that has one, by the line's number."""
    cores = [_core(line) for line in lines]
    pairs = {
        number: title
        for number, core in enumerate(cores)
        if title and (title in lines[number] or fuzz.ratio(_core(title), core) >= _PAIR)
    }
    for paragraph in paragraphs[:_MOST_LINES]:
        wanted = _core(paragraph)
        free = [core if number not in pairs else None for number, core in enumerate(cores)]
        best = process.extractOne(wanted, free, scorer=fuzz.ratio, score_cutoff=_PAIR) if wanted else None
        if best is not None:
            pairs[best[2]] = paragraph
    return pairs


def _core(text: str) -> str:
    """Return what two spellings of a text share best: of a Chinese one its characters, without notes."""
    characters = _IDEOGRAPHS.findall(text)
    return "".join(characters) if len(characters) * 4 > len(text) else text


def visible_lines(page: FetchedPage) -> Iterator[str]:
    """Yield what the page shows, line by line, as decoded: nothing is repaired, nothing cut."""
    decoded = decode(page)
    if decoded.media == "text":
        yield from (line for line in map(str.strip, decoded.text.splitlines()) if line)
        return
    tree = parse_html(decoded.text)
    if isinstance(tree, str):  # a reason why nothing can be read
        return
    parts: list[str] = []
    _collect(tree, parts)
    for line in "".join(parts).split("\n"):
        text = _BLANKS.sub(" ", line).strip()
        if text:
            yield text


def _collect(tree: Any, parts: list[str]) -> None:
    """Append the texts in order, a line break a block; without recursion, which a page could exhaust."""
    waiting: list[tuple[Any, bool]] = [(tree, False)]
    while waiting:
        node, done = waiting.pop()
        tag = node.tag if isinstance(node.tag, str) else ""
        if not done and tag and tag not in _UNSEEN:
            waiting.append((node, True))
            if tag in _LINES:
                parts.append("\n")
            parts.append((node.text or "").replace("\n", " "))
            waiting.extend((child, False) for child in reversed(node))
            continue
        if done and tag in _LINES:
            parts.append("\n")
        if node is not tree:
            parts.append((node.tail or "").replace("\n", " "))


def _marked(line: str, stored: str | None, removed: Sequence[RemovedLine]) -> Iterator[MarkedPiece]:
    if stored is None:
        block = _block_of(line, removed)
        yield MarkedPiece("left_out" if block is None else "removed", line, block)
        return
    for piece in difference(line, stored):
        block = _block_of(piece.text, removed) if piece.kind == "removed" else None
        yield MarkedPiece("removed" if block is not None else _IN_PAIRS[piece.kind], piece.text, block)


def _block_of(text: str, removed: Sequence[RemovedLine]) -> int | None:
    """Return which block of the evidence has the text."""
    wanted = _BLANKS.sub("", text)
    if len(wanted) < 4:
        return None
    for number, block in enumerate(removed):
        evidence = _BLANKS.sub("", block.text)
        if wanted in evidence or (len(evidence) >= 4 and evidence in wanted):
            return number
        if len(evidence) >= 8 and fuzz.partial_ratio(wanted[:2_000], evidence[:2_000]) >= _ALIKE:
            return number
    return None
