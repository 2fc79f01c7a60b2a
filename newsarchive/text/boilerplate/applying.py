"""Whether two captures differ only in what one of them had cut as shared: that is no edit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from newsarchive.evidence import SpamKind
from newsarchive.hints import SharedParts
from newsarchive.items import RemovedBlock
from newsarchive.text.boilerplate.learning import SPAM_LINKS, line_key
from newsarchive.text.furniture.trimming import KnownLines
from newsarchive.text.letters import letters_only
from newsarchive.text.revision_identity import revision_key
from newsarchive.text.sanitising.page_tree import (
    BLOCKS,
    article_span,
    cut_element,
    leaves,
    link_host,
    place_of,
    text_of,
)
from newsarchive.text.spam import Judgement, judge
from newsarchive.text.spam.shape import content_length

# Which lines of a page stand on many pages of its host.


def shared_lines(paragraphs: tuple[str, ...], shared: SharedParts) -> KnownLines:
    """Return the positions of the lines to cut at the head, at the tail and inside."""
    if not (shared.head or shared.tail or shared.inside):
        return KnownLines()
    keys = {index: key for index, line in enumerate(paragraphs) if (key := line_key(line))}
    head, tail, inside = (
        frozenset(index for index, key in keys.items() if key in known)
        for known in (shared.head, shared.tail, shared.inside)
    )
    return KnownLines(head, tail, inside)


# Blocks of links to hosts that cut spam of this host led to: the next advertisement of the same people.

# As for farms: of such a block's letters at least these stand in its links; words around a link in a sentence
# are the writer's.
_LINKED = 0.6
_SCORE = 0.9


def cut_spam_links(tree: HtmlElement, hosts: Collection[str]) -> tuple[RemovedBlock, ...]:
    """Cut from `tree` the innermost blocks that are links, all of them to `hosts`; return what was cut."""
    if not hosts:
        return ()
    links = [link for link in tree.iter("a") if link_host(link.get("href", "")) in hosts]
    blocks = dict.fromkeys(block for link in links if (block := _block(link)) is not None)
    farmed = [block for block in blocks if _is_farmed(block, hosts)]
    if not farmed:
        return ()
    found = leaves(tree)
    at = {leaf.element: index for index, leaf in enumerate(found)}
    span = article_span(["" if leaf.element in farmed else leaf.text for leaf in found])
    return tuple(
        cut_element(block, place_of(at.get(block, 0), span), _judgement(text_of(block))) for block in farmed
    )


def _block(link: HtmlElement) -> HtmlElement | None:
    block = next((node for node in link.iterancestors() if node.tag in BLOCKS), None)
    return None if block is None or block.tag in {"html", "body"} else block


def _is_farmed(block: HtmlElement, hosts: Collection[str]) -> bool:
    links = list(block.iter("a"))
    if any(link_host(link.get("href", "")) not in hosts for link in links):
        return False
    return sum(content_length(text_of(link)) for link in links) >= _LINKED * content_length(text_of(block))


def _judgement(text: str) -> Judgement:
    """Of the kind its words tell, else a link farm's."""
    judged = judge(text)
    return Judgement(_SCORE, judged.kind if judged.spam else SpamKind.SEO, SPAM_LINKS)


@dataclass(frozen=True, slots=True)
class Version:
    """A text as one run read it, what that run cut from it by the rules of sharing, and added, in lines."""

    text: str
    cut: tuple[str, ...] = ()
    added: int = 0


def is_same_reading(title: str | None, authors: Sequence[str], stored: Version, now: Version) -> bool:
    """Say whether two texts are one text read with different knowledge; title and authors are the same.

    Lines that either reading cut as shared are left out of both. Where one was added more lines than the
    other, so many may be missing there.
    """
    if not (stored.cut or now.cut or stored.added or now.added):
        return False
    gone = frozenset(letters_only(line) for text in (*stored.cut, *now.cut) for line in text.split("\n"))
    before, after = _lines_without(stored.text, gone), _lines_without(now.text, gone)
    if stored.added != now.added:
        only_before, only_after = Counter(before) - Counter(after), Counter(after) - Counter(before)
        if only_before.total() <= stored.added and only_after.total() <= now.added:
            before = [line for line in before if line not in only_before]
            after = [line for line in after if line not in only_after]
    before_key, after_key = (revision_key(title, "\n".join(lines), authors) for lines in (before, after))
    return before_key == after_key


def _lines_without(text: str, gone: frozenset[str]) -> list[str]:
    return [line for line in text.split("\n") if letters_only(line) not in gone]
