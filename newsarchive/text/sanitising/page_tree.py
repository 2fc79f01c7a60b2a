"""A page's tree as sanitising works on it: hosts, texts, blocks in reading order, cutting without loss."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from lxml.html import HtmlElement

from newsarchive.evidence import BlockPlace
from newsarchive.items import RemovedBlock
from newsarchive.text.page.html_display import BLOCK
from newsarchive.text.spam import Judgement
from newsarchive.text.spam.frames import frame_around
from newsarchive.text.spam.shape import is_prose

# Hosts of addresses and links, where there are any.

_CLASSES = frozenset({"com", "net", "org", "gov", "edu", "co", "ac", "or", "ne", "go"})
_FEWEST = 3
_HOST = re.compile(r"^\s*(?:https?:)?//(?:[^/?#@]*@)?([^/?#:\s]+)", re.IGNORECASE)


def link_host(url: str) -> str:
    """The host in lower case, without `www.`; "" for a relative or odd address."""
    match = _HOST.match(url[:2000])
    return match[1].lower().removeprefix("www.") if match else ""


def usual_host(links: Iterable[HtmlElement]) -> str:
    """The site most links lead to, for pages whose own is unknown; "" where none has three of them."""
    hosts = (link_host(link.get("href", "")) for link in links)
    sites = Counter(_site(host) for host in hosts if host)
    return next((site for site, count in sites.most_common(1) if count >= _FEWEST), "")


def _site(host: str) -> str:
    """The last two labels of a host, three where the second is a class of a country's (com.cn, co.uk)."""
    labels = host.split(".")
    return ".".join(labels[-3:] if len(labels) > 2 and labels[-2] in _CLASSES else labels[-2:])


def link_hosts(elements: Iterable[HtmlElement]) -> tuple[str, ...]:
    """The hosts as written that links among `elements` lead to, each once, in order."""
    matches = (_HOST.match(element.get("href", "")[:2000]) for element in elements if element.tag == "a")
    return tuple(dict.fromkeys(match[1].lower() for match in matches if match))


def leads_elsewhere(link: HtmlElement, host: str) -> bool:
    """Whether a link leads to another site than `host` (a subdomain of either is the same)."""
    target = link_host(link.get("href", ""))
    return (
        bool(target)
        and target != host
        and not target.endswith("." + host)
        and not host.endswith("." + target)
    )


# No text: their content is code.
SILENT = frozenset({"script", "style"})
# Code too, unless asked for itself: what a template holds may be evidence.
_CODE = SILENT | {"template"}
_APART = BLOCK | _CODE
_LINE = "\u2028"  # stands for the edge of a line until white space is folded


def text_of(element: HtmlElement) -> str:
    """The element's text as a reader of the source would copy it: white space folded, lines kept, no code."""
    if not len(element):  # most links and lines of a list: six times as fast
        return "" if element.tag in SILENT else " ".join((element.text or "").replace(_LINE, " ").split())
    if element.tag not in SILENT and _APART.isdisjoint([node.tag for node in element.iterdescendants()]):
        return " ".join("".join(element.itertext()).replace(_LINE, " ").split())
    lines = "".join(_texts(element)).split(_LINE)
    return "\n".join(filter(None, (" ".join(line.split()) for line in lines)))


def _texts(element: HtmlElement) -> list[str]:
    found: list[str] = []
    for node, ending in _walk(element):
        inline = node is element or node.tag not in BLOCK
        if ending:
            found.append(("" if inline else _LINE) + (node.tail or "" if node is not element else ""))
        elif isinstance(node.tag, str) and (node is element or node.tag not in _CODE):
            found.append(("" if inline else _LINE) + (node.text or ""))
    return found


def _walk(element: HtmlElement) -> Iterator[tuple[HtmlElement, bool]]:
    """Every node of a tree at its start and, with true, its end; no recursion, pages nest deep."""
    stack: list[tuple[HtmlElement, bool]] = [(element, False)]
    while stack:
        node, ending = stack.pop()
        yield node, ending
        if not ending:
            stack.append((node, True))
            if node is element or node.tag not in _CODE:
                stack += [(child, False) for child in reversed(node)]


def cut_element(element: HtmlElement, place: BlockPlace, judgement: Judgement) -> RemovedBlock:
    """Remove the element, keep its tail, and return the evidence."""
    block = RemovedBlock(
        place=place,
        kind=judgement.kind,
        rule=judgement.rule,
        score=round(judgement.score, 3),
        text=text_of(element),
        hosts=link_hosts(element.iter("a")),
    )
    drop(element)
    return block


def cut_framed(link: HtmlElement, place: BlockPlace, judgement: Judgement) -> RemovedBlock:
    """Cut a link, and with it the marks around it in its own line: an empty pair, an arrow, a colon."""
    node, parent = link, link.getparent()
    while parent is not None and _holds_alone(parent, node):
        node, parent = parent, parent.getparent()
    if parent is None:
        return cut_element(link, place, judgement)
    last, following = node.getprevious(), node.getnext()
    before, behind = (parent.text if last is None else last.tail) or "", node.tail or ""
    # What stands beyond is none of this text: a letter tells that something does.
    begins = last.tag == "br" if last is not None else parent.tag in BLOCKS
    ends = following.tag == "br" if following is not None else parent.tag in BLOCKS
    head = "" if begins else "x"
    line = f"{head}{before}x{behind}{'' if ends else 'x'}"
    at = len(head) + len(before)
    start, end = frame_around(line, at, at + 1)
    if (start, end) != (at, at + 1):
        kept = line[len(head) : start]
        if last is None:
            parent.text = kept
        else:
            last.tail = kept
        node.tail = line[end:] if ends else line[end:-1]
    block = cut_element(node, place, judgement)
    return replace(block, text=f"{line[start:at]}{block.text}{line[at + 1 : end]}".strip())


def _holds_alone(parent: HtmlElement, node: HtmlElement) -> bool:
    """Whether a part of a line holds an element and nothing else."""
    beside = (parent.text or "") + (node.tail or "")
    return parent.tag not in BLOCKS and len(parent) == 1 and not beside.strip()


def drop(element: HtmlElement) -> None:
    """Remove the element and all in it; its tail joins the text before it. The root is emptied instead."""
    parent = element.getparent()
    if parent is None:
        tail = element.tail
        element.clear()
        element.tail = tail
        return
    tail = element.tail or ""
    if tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + tail
        else:
            parent.text = (parent.text or "") + tail
    element.tail = None
    parent.remove(element)


# The blocks of a page in reading order, and where its article begins and ends.

# Blocks that hold words: no ends of lines and columns, no controls.
BLOCKS = BLOCK - {"br", "hr", "col", "colgroup", "frame", "head", "optgroup", "option"}
# Characters from which a block of sentences is taken for a paragraph of the article.
_PARAGRAPH = 40


@dataclass(frozen=True, slots=True)
class Leaf:
    """A block without blocks in it, and its text."""

    element: HtmlElement
    text: str


def leaves(tree: HtmlElement) -> list[Leaf]:
    """Every innermost block that has text, in document order."""
    outer: set[HtmlElement] = set()
    blocks: list[HtmlElement] = []
    for element in tree.iter(*BLOCKS):
        blocks.append(element)
        parent = element.getparent()
        while parent is not None and parent not in outer:
            outer.add(parent)
            parent = parent.getparent()
    found = (Leaf(block, text_of(block)) for block in blocks if block not in outer)
    return [leaf for leaf in found if leaf.text]


def list_numbers(found: list[Leaf]) -> tuple[int, ...]:
    """For each leaf a number, equal for leaves of one list: blocks of one parent, all of them short."""
    longest: dict[HtmlElement | None, int] = {}
    for leaf in found:
        parent = leaf.element.getparent()
        longest[parent] = max(longest.get(parent, 0), len(leaf.text))
    numbers = {parent: number for number, parent in enumerate(longest, 1)}
    return tuple(
        numbers[parent] if longest[parent] <= _PARAGRAPH else -index
        for index, parent in enumerate(leaf.element.getparent() for leaf in found)
    )


def article_span(texts: list[str]) -> tuple[int, int]:
    """First and last index of the blocks that read like paragraphs; (len, -1) where none does."""
    prose = [index for index, text in enumerate(texts) if len(text) >= _PARAGRAPH and is_prose(text.lower())]
    return (prose[0], prose[-1]) if prose else (len(texts), -1)


def place_of(index: int, span: tuple[int, int]) -> BlockPlace:
    """Before the article's first paragraph is head, after its last tail."""
    first, last = span
    if index < first:
        return BlockPlace.HEAD
    return BlockPlace.TAIL if index > last else BlockPlace.INSIDE
