"""Link farms: elements that are mostly links, and the links mostly spam."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from lxml.html import HtmlElement

from newsarchive.evidence import BlockPlace, SpamKind
from newsarchive.items import RemovedBlock
from newsarchive.text.page.page_model import Elements
from newsarchive.text.sanitising.page_tree import (
    BLOCKS,
    SILENT,
    Leaf,
    article_span,
    cut_element,
    cut_framed,
    leads_elsewhere,
    leaves,
    link_host,
    place_of,
    text_of,
)
from newsarchive.text.sentences import says_something
from newsarchive.text.spam import LIKELY_SPAM, NOT_SPAM, SURE_SPAM, Judgement, candidate_lines, judge
from newsarchive.text.spam.features import PLAIN, Features, measured
from newsarchive.text.spam.line_context import judge_in, stems
from newsarchive.text.spam.ngrams import likeliest_kind
from newsarchive.text.spam.shape import content_length, is_prose
from newsarchive.text.spam.sown_phrases import RULE, trades_named
from newsarchive.text.spam.spam_runs import tells_plainly
from newsarchive.text.spam.trade_report import TradeReport

# The links of every element, counted once from the links up: nested holders cost no second look.


@dataclass(slots=True)
class LinkCount:
    """Links in an element, how many of them are spam, and the letters of all."""

    links: int = 0
    spam: int = 0
    letters: int = 0


def count_links(texts: Mapping[HtmlElement, str], spam: Set[HtmlElement]) -> dict[HtmlElement, LinkCount]:
    """The counts of all elements around the links whose texts are given."""
    direct: defaultdict[HtmlElement | None, LinkCount] = defaultdict(LinkCount)
    for link, text in texts.items():
        _add(direct[link.getparent()], LinkCount(1, int(link in spam), content_length(text)))
    whole: defaultdict[HtmlElement, LinkCount] = defaultdict(LinkCount)
    for parent, count in direct.items():
        node = parent
        while node is not None:
            _add(whole[node], count)
            node = node.getparent()
    return whole


def _add(total: LinkCount, more: LinkCount) -> None:
    total.links += more.links
    total.spam += more.spam
    total.letters += more.letters


# What stands beside a link: other links of the same list, the sentence it was planted in.

_FEWEST = 3  # links of a list


def neighbours(link: HtmlElement, host: str) -> Iterator[HtmlElement]:
    """Links to other sites before and behind with nothing but delimiters between, nearest first."""
    for forwards in (False, True):
        node = link
        while (beside := _beside(node, forwards)) is not None and leads_elsewhere(beside, host):
            yield beside
            node = beside


def link_runs(links: Iterable[HtmlElement], host: str) -> Iterator[list[HtmlElement]]:
    """Links to other sites, three or more in a row with nothing but delimiters between, in document order."""
    run: list[HtmlElement] = []
    for link in links:
        if not leads_elsewhere(link, host):
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


def unlinked_runs(element: HtmlElement) -> Iterator[str]:
    """The text of a part of a page that stands outside its links, block for block.

    Old pages put text beside blocks, in the cell of a table that holds a heading or a list too: what stands
    between two blocks is a run of its own.
    """
    run: list[str] = []
    stack: list[HtmlElement | str | None] = [element]
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            run.append(node)
            continue
        if node is not None:
            if node is not element:
                stack.append(node.tail or "")
            if not isinstance(node.tag, str) or node.tag == "a" or node.tag in SILENT:
                continue
            inside: list[HtmlElement | str | None] = [node.text or "", *node]
            stack += reversed([None, *inside, None] if node.tag in BLOCKS else inside)
            continue
        spoken, run = "".join(run), []
        if spoken.strip():
            yield spoken
    if (spoken := "".join(run)).strip():
        yield spoken


def _beside(link: HtmlElement, forwards: bool) -> HtmlElement | None:
    """The next or the last link, where no word stands between."""
    other = link.getnext() if forwards else link.getprevious()
    if other is None or other.tag != "a":
        return None
    between = (link if forwards else other).tail or ""
    return None if any(map(str.isalnum, between)) else other


# Whole sentences that are links to other sites: adverts far oftener than a sentence of an article is.

_MOST = 20_000
_SCORE = 0.8
_PHRASES = 2  # rare phrases of a trade, whatever the odds: spun sentences read like any other


def judge_sentence(text: str) -> Judgement:
    """Judge the text of a link to another site: an advert if a sentence, likely, and reporting nothing.

    Likely by its n-grams, or by rare phrases of a trade.
    """
    features = measured(text[:_MOST])
    if not features.prose or not (stems(features) >= _PHRASES or features.is_as_likely(LIKELY_SPAM)):
        return NOT_SPAM
    if features.reporting:
        return NOT_SPAM
    kind = features.kind if features.spam else likeliest_kind(features.folded.text)
    return Judgement(_SCORE, kind, "linked_sentence")


# Of a farm's letters at least these stand in links, of its links at least these are spam each for itself. The
# farms seen have .9 and more of the former and .6 to 1 of the latter; harmless words are sown in (宜兴市).
_LINKED = 0.6
_SPAM_LINKS = 0.3
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


def cut_farms(
    tree: HtmlElement, host: str, chinese: bool = False, known: Sequence[RemovedBlock] = ()
) -> tuple[RemovedBlock, ...]:
    """Cut farms whole, harmless words too, then spam links planted in honest sentences.

    `chinese` says whether the page is: there foreign text linked to other sites is asked for less. `known`
    is what was cut from it before: of a page without other spam, links that name a brand are a sponsor's.
    """
    texts = {link: text_of(link) for link in tree.iter("a")}
    doubted = candidate_lines(list(texts.values()), chinese)
    looked = [_look(link, host, chinese) for link, doubt in zip(texts, doubted, strict=True) if doubt]
    spam = _with_neighbours([link for link in looked if link.judgement.spam], host)
    spam += _lists(texts, spam, host, chinese)
    if not spam and sum(link.foreign for link in looked) < _FEWEST_SOWN:
        return ()
    counts = count_links(texts, {link.element for link in spam})
    farms = _outermost([element for element in _holders(spam) if _is_farm(element, counts[element])])
    removed: list[RemovedBlock] = []
    listed = {texts[link] for farm in farms for link in farm.iter("a") if link in texts}
    found = leaves(tree)
    span = article_span([leaf.text if _apart(leaf, farms) else "" for leaf in found])
    for farm in farms:
        index = next(
            (i for i, leaf in enumerate(found) if _inside(leaf.element, farm) or leaf.element is farm), 0
        )
        place, judgement = place_of(index, span), _farm_judgement(farm, spam)
        if _tells_besides(farm):
            links = [link for link in texts if _inside(link, farm)]
            outer = [link for link in links if not any(node.tag == "a" for node in link.iterancestors())]
            removed.append(_joined([cut_framed(link, place, judgement) for link in outer or links]))
        else:
            removed.append(cut_element(farm, place, judgement))
    planted = [
        link
        for link in spam
        if link.foreign and link.element.getparent() is not None and _planted(link, farms)
    ]
    if not (farms or known) and all(map(_is_name, planted)):
        planted = []
    planted += _sown_links(tree, texts, planted, listed, host)
    removed += [cut_framed(link.element, BlockPlace.INSIDE, link.judgement) for link in planted]
    return tuple(removed)


# Links with a keyword sown into sentences, which no rule knows by itself: "payday loans" is a subject too.

_LONGEST_SOWN = 60  # characters: the longest keyword seen in a link has 48


def _sown_links(
    tree: HtmlElement, texts: Mapping[HtmlElement, str], planted: list[_Link], listed: Set[str], host: str
) -> list[_Link]:
    """Links to other sites that the page's other spam tells to be its own, in a text about something else.

    The farm lists the same words, or the link leads where other planted ones do; or two or more have a phrase
    that no honest text has.
    """
    known = {link.element for link in planted}
    hosts = {link_host(link.element.get("href", "")) for link in planted}
    doubtful: list[_Link] = []
    sure = len(planted)
    for element, text in texts.items():
        if element in known or element.getparent() is None or not 0 < len(text) <= _LONGEST_SOWN:
            continue
        if not leads_elsewhere(element, host) or not _in_sentence(element):
            continue
        features = measured(text)
        of_host = link_host(element.get("href", "")) in hosts and (features.spam or features.offers > 1)
        if text not in listed and not of_host and not _is_keyword(features):
            continue
        if features.reports or is_prose(features.folded.text):
            continue
        kind = features.kind if features.spam else likeliest_kind(features.folded.text)
        link = _Link(element, content_length(text), Judgement(_SCORE, kind, RULE), foreign=True)
        doubtful.append(link)
        sure += text not in listed and not of_host
    if not doubtful:
        return []
    if sure < _FEWEST_SOWN:
        doubtful = [link for link in doubtful if texts[link.element] in listed or _leads_to(link, hosts)]
    said = [unlinked_text(leaf.element) for leaf in leaves(tree)]
    told = TradeReport.of(said).trades | trades_named(said)
    return [link for link in doubtful if link.judgement.kind not in told]


def _leads_to(link: _Link, hosts: Set[str]) -> bool:
    return link_host(link.element.get("href", "")) in hosts


def _is_keyword(features: Features) -> bool:
    """Whether most of a text is phrases of a trade, one of which no honest text has."""
    rare = any(hit.phrase.weight >= PLAIN for hit in features.spam)
    return rare and features.strong > 0 and features.covered >= _LINKED


def _in_sentence(link: HtmlElement) -> bool:
    """Whether the block around a link says something besides it."""
    block = next((node for node in link.iterancestors() if node.tag in BLOCKS), None)
    return block is not None and says_something(" ".join(unlinked_text(block)[:5000].split()))


def _is_name(link: _Link) -> bool:
    """Whether a link names a brand and promotes nothing: a sentence may be about it."""
    return link.judgement.rule == "brand_only" and len(measured(text_of(link.element)).hits) == 1


def _look(element: HtmlElement, host: str, chinese: bool) -> _Link:
    text = text_of(element)
    foreign = leads_elsewhere(element, host)
    judgement = judge_in(text, chinese, LIKELY_SPAM) if foreign else judge(text, SURE_SPAM)
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
            judgement = judge(f"{text_of(link.element)}, {text_of(neighbour)}", LIKELY_SPAM)
            if judgement.spam:
                length = content_length(text_of(neighbour))
                found[neighbour] = _Link(neighbour, length, judgement, leads_elsewhere(neighbour, host))
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
        judgement = judge_in(whole, chinese, _ROW if _is_scattered(run) else SURE_SPAM)
        if not judgement.spam and _is_sown(run, known):
            judgement = Judgement(
                _SOWN, _kind([found for found in spam if found.element in run]), "sown_links"
            )
        if judgement.spam:
            new = (link for link in run if link not in known)
            found += [_Link(link, content_length(texts[link]), judgement, foreign=True) for link in new]
    return found


def holds_rows(tree: Elements, host: str, chinese: bool = False) -> bool:
    """Whether links to as many sites stand in a row in the page that are spam as a list.

    No line of the page need be likely for it: a farm's links are planted in an honest sentence.
    """
    return any(
        judge_in("\n".join(map(text_of, run)), chinese, _ROW).spam
        for run in link_runs(tree.iter("a"), host)
        if _is_scattered(run)
    )


def _is_sown(run: list[HtmlElement], known: set[HtmlElement]) -> bool:
    """Whether enough links of a row are spam, and no two lead to one site: honest lists lead to few."""
    spam = sum(link in known for link in run)
    return spam >= max(_FEWEST_SOWN, _SPAM_LINKS * len(run)) and _is_scattered(run)


def _is_scattered(run: list[HtmlElement]) -> bool:
    """Whether no two links of a row lead to one site."""
    return len({link_host(link.get("href", "")) for link in run}) == len(run)


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
    return count.spam >= _FEWEST or judge(text, LIKELY_SPAM).spam


def _holds_paragraph(element: HtmlElement) -> bool:
    """Whether an honest sentence stands in it outside links: then it is the page, not the farm."""
    return any(is_prose(spoken.lower()) and not judge(spoken).spam for spoken in unlinked_runs(element))


def _tells_besides(farm: HtmlElement) -> bool:
    """Whether an honest sentence stands outside of its links: of a short story, in the box of its links."""
    return any(map(tells_plainly, unlinked_runs(farm)))


def _joined(blocks: list[RemovedBlock]) -> RemovedBlock:
    """One block of several that were cut out of one place."""
    text = "\n".join(block.text for block in blocks)
    return replace(
        blocks[0], text=text, hosts=tuple(dict.fromkeys(host for block in blocks for host in block.hosts))
    )


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
    features = measured(spoken)
    return not features.spam or (is_prose(features.folded.text) and not features.reports)
