"""What stands beside a link: other links of the same list, the sentence it was planted in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml.html import HtmlElement

from newsarchive.text.sanitising.cutting import SILENT
from newsarchive.text.sanitising.hosts import is_foreign

_FEWEST = 3  # links of a list


def neighbours(link: HtmlElement, host: str) -> Iterator[HtmlElement]:
    """Links to other sites before and behind with nothing but delimiters between, nearest first."""
    for forwards in (False, True):
        node = link
        while (beside := _beside(node, forwards)) is not None and is_foreign(beside, host):
            yield beside
            node = beside


def link_runs(links: Iterable[HtmlElement], host: str) -> Iterator[list[HtmlElement]]:
    """Links to other sites, three or more in a row with nothing but delimiters between, in document order."""
    run: list[HtmlElement] = []
    for link in links:
        if not is_foreign(link, host):
            continue
        if run and _beside(link, forwards=False) is not run[-1]:
            if len(run) >= _FEWEST:
                yield run
            run = []
        run.append(link)
    if len(run) >= _FEWEST:
        yield run


def unlinked_text(block: HtmlElement) -> str:
    """The text of a block that stands outside its links, however deep these are."""
    parts: list[str] = [block.text or ""]
    stack: list[HtmlElement | str] = list(reversed(block))
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            parts.append(node)
            continue
        stack.append(node.tail or "")
        if isinstance(node.tag, str) and node.tag != "a" and node.tag not in SILENT:
            parts.append(node.text or "")
            stack += reversed(node)
    return "".join(parts)


def _beside(link: HtmlElement, forwards: bool) -> HtmlElement | None:
    """The next or the last link, where no word stands between."""
    other = link.getnext() if forwards else link.getprevious()
    if other is None or other.tag != "a":
        return None
    between = (link if forwards else other).tail or ""
    return None if any(map(str.isalnum, between)) else other
