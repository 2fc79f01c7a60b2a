"""Link farms: elements that are mostly links, and the links mostly spam."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from lxml.html import HtmlElement

from newsarchive.items import RemovedBlock, SpamKind
from newsarchive.text.sanitising.counting import LinkCount, count_links
from newsarchive.text.sanitising.cutting import cut_element, text_of
from newsarchive.text.sanitising.hosts import host_of, is_foreign
from newsarchive.text.sanitising.layout import BLOCKS, Leaf, article_span, leaves, place_of
from newsarchive.text.sanitising.linked_sentences import judge_sentence
from newsarchive.text.sanitising.neighbours import link_runs, neighbours, unlinked_text
from newsarchive.text.spam import LIKELY, SURE, Judgement, judge, suspects
from newsarchive.text.spam.features import measure
from newsarchive.text.spam.folding import fold
from newsarchive.text.spam.scripts import judge_in
from newsarchive.text.spam.shape import content_length, is_prose

# Of a farm's letters at least these stand in links, of its links at least these are spam each for itself. The
# farms seen have .9 and more of the former and .6 to 1 of the latter; harmless words are sown in (宜兴市).
_LINKED = 0.6
_SPAM_LINKS = 0.3
_FEWEST = 3  # links, fewer are planted links
_FEWEST_SOWN = 2  # spam links in a row of links to as many sites
_SOWN = 0.8
# Odds by the n-gram model of a row of links to as many sites: of 17,800 honest links to other sites none has
# these that stands in one (2026-11-25).
_ROW = 0.3


@dataclass(frozen=True, slots=True)
class _Link:
    element: HtmlElement
    length: int
    judgement: Judgement
    foreign: bool


def cut_farms(tree: HtmlElement, host: str, chinese: bool = False) -> tuple[RemovedBlock, ...]:
    """Cut farms whole, harmless words too, then spam links planted in honest sentences.

    `chinese` says whether the page is: there foreign text linked to other sites is asked for less.
    """
    texts = {link: text_of(link) for link in tree.iter("a")}
    doubted = suspects(list(texts.values()), chinese)
    looked = (_look(link, host, chinese) for link, doubt in zip(texts, doubted, strict=True) if doubt)
    spam = _with_neighbours([link for link in looked if link.judgement.spam], host)
    spam += _lists(texts, spam, host, chinese)
    if not spam:
        return ()
    known = {link.element for link in spam}
    counts = count_links(texts, known)
    farms = _outermost([element for element in _holders(spam) if _is_farm(element, counts[element])])
    removed: list[RemovedBlock] = []
    found = leaves(tree)
    span = article_span([leaf.text if _apart(leaf, farms) else "" for leaf in found])
    for farm in farms:
        index = next(
            (i for i, leaf in enumerate(found) if _inside(leaf.element, farm) or leaf.element is farm), 0
        )
        removed.append(cut_element(farm, place_of(index, span), _farm_judgement(farm, spam)))
    planted = [
        link
        for link in spam
        if link.foreign and link.element.getparent() is not None and _planted(link, farms)
    ]
    removed += [cut_element(link.element, "inside", link.judgement) for link in planted]
    return tuple(removed)


def _look(element: HtmlElement, host: str, chinese: bool) -> _Link:
    text = text_of(element)
    foreign = is_foreign(element, host)
    judgement = judge_in(text, chinese, LIKELY) if foreign else judge(text, SURE)
    if foreign and not judgement.spam:
        judgement = judge_sentence(text)
    return _Link(element, content_length(text), judgement, foreign)


def _with_neighbours(spam: list[_Link], host: str) -> list[_Link]:
    """Spam links and the links to other sites right beside them that are spam as one list with them."""
    found = {link.element: link for link in spam}
    for link in spam:
        for neighbour in neighbours(link.element, host):
            if neighbour in found:
                continue
            judgement = judge(f"{text_of(link.element)}, {text_of(neighbour)}", LIKELY)
            if judgement.spam:
                length = content_length(text_of(neighbour))
                found[neighbour] = _Link(neighbour, length, judgement, is_foreign(neighbour, host))
    return list(found.values())


def _lists(texts: dict[HtmlElement, str], spam: list[_Link], host: str, chinese: bool) -> list[_Link]:
    """Links in a row that are spam only as the list they are (made-up firms, counties).

    A row of links to as many sites, enough of them spam, goes whole: farms sow harmless words in.
    """
    known = {link.element for link in spam}
    found: list[_Link] = []
    for run in link_runs(texts, host):
        if known.issuperset(run):
            continue
        whole = "\n".join(texts[link] for link in run)
        judgement = judge_in(whole, chinese, _ROW if _is_scattered(run) else SURE)
        if not judgement.spam and _is_sown(run, known):
            judgement = Judgement(
                _SOWN, _kind([found for found in spam if found.element in run]), "sown_links"
            )
        if judgement.spam:
            new = (link for link in run if link not in known)
            found += [_Link(link, content_length(texts[link]), judgement, foreign=True) for link in new]
    return found


def _is_sown(run: list[HtmlElement], known: set[HtmlElement]) -> bool:
    """Whether enough links of a row are spam, and no two lead to one site: honest lists lead to few."""
    spam = sum(link in known for link in run)
    return spam >= max(_FEWEST_SOWN, _SPAM_LINKS * len(run)) and _is_scattered(run)


def _is_scattered(run: list[HtmlElement]) -> bool:
    """Whether no two links of a row lead to one site."""
    return len({host_of(link.get("href", "")) for link in run}) == len(run)


def _holders(spam: list[_Link]) -> list[HtmlElement]:
    """The blocks that hold spam links, in document order by first link, outer ones first."""
    holders: dict[HtmlElement, None] = {}
    for link in spam:
        chain = [node for node in link.element.iterancestors() if node.tag in BLOCKS]
        holders.update(dict.fromkeys(reversed([node for node in chain if node.tag not in ("html", "body")])))
    return list(holders)


def _is_farm(element: HtmlElement, count: LinkCount) -> bool:
    """Mostly links, the links mostly spam, nothing in it a paragraph."""
    if not _FEWEST <= count.links <= 20_000 or count.spam < _SPAM_LINKS * count.links:
        return False
    text = text_of(element)
    if count.letters < _LINKED * content_length(text) or _holds_paragraph(element):
        return False
    return count.spam >= _FEWEST or judge(text, LIKELY).spam


def _holds_paragraph(element: HtmlElement) -> bool:
    """Whether an honest sentence stands in it outside links: then it is the page, not the farm."""
    for leaf in leaves(element):
        spoken = unlinked_text(leaf.element)
        if is_prose(spoken.lower()) and not judge(spoken).spam:
            return True
    return False


def _farm_judgement(farm: HtmlElement, spam: list[_Link]) -> Judgement:
    """The kind most links are of; surer with every spam link."""
    inside = [link for link in spam if _inside(link.element, farm)]
    whole = judge(text_of(farm))
    if whole.rule == "pool_frame":
        return Judgement(whole.score, _kind(inside), whole.rule)
    return Judgement(max(0.9, 1 - 0.5 ** len(inside)), _kind(inside), "link_farm")


def _kind(links: list[_Link]) -> SpamKind:
    return Counter(link.judgement.kind for link in links).most_common(1)[0][0]


def _outermost(elements: list[HtmlElement]) -> list[HtmlElement]:
    chosen: list[HtmlElement] = []
    taken: set[HtmlElement] = set()
    for element in elements:
        if element not in taken:
            chosen.append(element)
            taken.update(element.iter())
    return chosen


def _inside(element: HtmlElement, outer: HtmlElement) -> bool:
    return any(node is outer for node in element.iterancestors())


def _apart(leaf: Leaf, farms: list[HtmlElement]) -> bool:
    return not any(leaf.element is farm or _inside(leaf.element, farm) for farm in farms)


def _planted(link: _Link, farms: list[HtmlElement]) -> bool:
    """A link in a text that does not speak of such things: without its links it names no trade."""
    if any(_inside(link.element, farm) for farm in farms):
        return False
    block = next((node for node in link.element.iterancestors() if node.tag in BLOCKS), None)
    if block is None:
        return True
    spoken = unlinked_text(block)[:5000]
    features = measure(fold(spoken))
    return not features.spam or (is_prose(features.folded.text) and not features.reports)
