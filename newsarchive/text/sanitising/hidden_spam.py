"""Hidden and off-screen spam: elements no reader sees, cut when what they say is spam."""

from __future__ import annotations

from lxml.html import HtmlElement

from newsarchive.evidence import BlockPlace
from newsarchive.items import RemovedBlock
from newsarchive.text.page.html_display import CONCEALED
from newsarchive.text.page.page_model import Page, PageModel, model_of
from newsarchive.text.page.visibility import PageVisibility, waits_mostly
from newsarchive.text.sanitising.page_tree import cut_element, leads_elsewhere, text_of
from newsarchive.text.sentences import says_something
from newsarchive.text.spam import LIKELY_SPAM, NOT_SPAM, SURE_SPAM, Judgement, candidate_lines, judge
from newsarchive.text.spam.features import measured
from newsarchive.text.spam.line_context import judge_in
from newsarchive.text.spam.shape import content_length, is_prose, segments
from newsarchive.text.spam.trade_report import TradeReport
from newsarchive.text.spam.unmasking import unmask

# Share of a hidden element's pieces that must be spam each for itself, where the whole says nothing clear.
_SHARE = 0.3
# Hidden boxes in hidden boxes that are looked at by themselves: pages hide all they hold until scripts run.
_DEPTH = 3
# Of the letters of a hidden box of links at least these stand in links: the rest is delimiters and the like.
_LINKED = 0.9


def cut_hidden(page: Page, host: str, chinese: bool = False) -> tuple[RemovedBlock, ...]:
    """Cut hidden elements that are spam, outermost first; what is hidden and honest stays.

    `host` is the page's own ("" where unknown): links to it are not foreign. In a `chinese` page what is in
    a foreign script is asked for less.
    """
    model = model_of(page)
    waiting, elements = _hidden_elements(model)
    found = [(element, text) for element in elements if (text := text_of(element))]
    removed: list[RemovedBlock] = []
    for (element, text), doubt in zip(found, _doubted([text for _, text in found], chinese), strict=True):
        if not doubt or not _attached(element, model.tree):
            continue
        # Menus wait hidden too; they lead to the site's own pages.
        own = any(link.get("href") and not leads_elsewhere(link, host) for link in element.iter("a"))
        judgement = _judge_hidden(text, SURE_SPAM if own else LIKELY_SPAM, chinese and not own)
        if judgement.spam and element in waiting and _is_told(text, judgement, chinese):
            continue
        if not judgement.spam:
            judgement = _judge_links(element, host)
        if judgement.spam:
            removed.append(cut_element(element, BlockPlace.HIDDEN, judgement))
    return tuple(removed)


def _doubted(texts: list[str], chinese: bool) -> list[bool]:
    """For each text whether one of its lines could be spam; all lines in one look."""
    doubted: list[bool] = [False] * len(texts)
    owners = [(number, line) for number, text in enumerate(texts) for line in text.split("\n")]
    for (number, _), doubt in zip(
        owners, candidate_lines([line for _, line in owners], chinese), strict=True
    ):
        doubted[number] |= doubt
    return doubted


def _hidden_elements(model: PageModel) -> tuple[set[HtmlElement], list[HtmlElement]]:
    """The elements no reader sees, outer ones first, and what runs across the page: farms use it so.

    Before them those that wait for their reader; where these are the page's story they are left out.
    """
    waiting: set[HtmlElement] = set()
    visibility = model.remember(PageVisibility)
    found: list[HtmlElement] = []
    outer = [model.tree]
    for _ in range(_DEPTH):
        inner = [(holder, visibility.hidden_in(holder)) for holder in outer]
        told = {holder for holder, hidden in inner if waits_mostly(hidden, holder, _lines)}
        outer = []
        for holder, hidden in inner:
            for one in hidden:
                if not one.words and one.element.tag not in CONCEALED:
                    outer.append(one.element)
                    if one.waits and holder in told:
                        continue
                    found.append(one.element)
                    if one.waits:
                        waiting.add(one.element)
    return waiting, [*found, *model.iter(*CONCEALED, "marquee")]


def _lines(element: HtmlElement) -> list[str]:
    return text_of(element).split("\n")


def _attached(element: HtmlElement, tree: HtmlElement) -> bool:
    """Whether the element is still in the tree (an outer hidden one may have taken it along)."""
    node: HtmlElement | None = element
    while node is not None and node is not tree:
        node = node.getparent()
    return node is tree


def _judge_links(element: HtmlElement, host: str) -> Judgement:
    """Links to other sites and nothing besides, a phrase of the trade among them: for search engines."""
    links = list(element.iter("a"))
    if not 0 < len(links) <= 500 or not all(leads_elsewhere(link, host) for link in links):
        return NOT_SPAM
    text = text_of(element)
    linked = sum(content_length(text_of(link)) for link in links)
    features = measured(text[:20_000])
    if not linked or linked < _LINKED * content_length(text) or not features.spam or features.reports:
        return NOT_SPAM
    return Judgement(0.8, features.kind, "hidden_links")


def _judge_hidden(text: str, least: float, chinese: bool) -> Judgement:
    """The whole, else its pieces: hidden lists mix phrases with filler; never one that holds an article."""
    judgement = judge_in(text, chinese, least)
    if judgement.spam or not text:
        return judgement
    folded = unmask(text[:20_000]).text
    if is_prose(folded):
        return judgement
    pieces = segments(folded)
    found = [piece for piece in (judge(piece, least) for piece in pieces[:500]) if piece.spam]
    if found and len(found) >= _SHARE * len(pieces[:500]):
        return Judgement(found[0].score, found[0].kind, "hidden_list")
    return judgement


def _is_told(text: str, judgement: Judgement, chinese: bool) -> bool:
    """Whether a box that is spam as a whole and waits for its reader holds a story about it.

    Its sentences report on the trade, or hardly one of them is spam by itself.
    """
    lines = text.split("\n")
    if judgement.kind in TradeReport.of(lines).trades:
        return True
    told = [line for line in lines if says_something(line)][:500]
    spam = sum(judge_in(line, chinese, LIKELY_SPAM).spam for line in told)
    return len(told) > 1 and spam < _SHARE * len(told)
