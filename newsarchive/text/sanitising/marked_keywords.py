"""Keywords that a farm set apart inside of a story: bold or linked in its sentences, or the page's own one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from newsarchive.evidence import BlockPlace, SpamKind
from newsarchive.items import RemovedBlock
from newsarchive.text.sanitising.page_tree import Leaf, cut_framed, drop, leaves, text_of
from newsarchive.text.sentences import says_something
from newsarchive.text.spam.features import measured
from newsarchive.text.spam.frames import frame_around
from newsarchive.text.spam.headline_subjects import is_made_up
from newsarchive.text.spam.judge import Judgement
from newsarchive.text.spam.lexicon import find_phrases
from newsarchive.text.spam.planted_keywords import sells_or_leads
from newsarchive.text.spam.sown_phrases import farm_entries, is_taken_up, lists_of, trades_named
from newsarchive.text.spam.trade_report import TradeReport
from newsarchive.text.spam.unmasking import unmask

MARKED_KEYWORD, OWN_KEYWORD = "marked_keyword", "own_keyword"
# As the rules that know brands by their promotion: the farm, the place and the marks agree.
_SCORE = 0.85
_MARKING = ("a", "b", "strong", "em", "i", "u", "font", "span", "mark")
_SHORTEST, _LONGEST = 4, 30  # characters of a keyword in Chinese
_FEWEST_LISTED = 5  # keywords of a list that a farm made
# Paragraphs in which the page's own keyword stands: what a farm lists elsewhere tells itself sooner.
_FEWEST_OWN, _FEWEST_OWN_LISTED = 3, 2
_LEADS = 0.3  # how surely a word leads to a site (入口, 官网, 下载)
_HAN = re.compile("[\u3400-\u9fff]")
_NAMES = ("title", "h1")
# What parts the page's keyword from the headline behind it, with the promotion that farms put between.
_PARTS = r"[\s\-–—_|｜丨:：,，]"
_PROMOTED = r"(?:官方网站|官方网|官网|官方|网站|首页|网页版|登录|入口|下载|平台)"
_HEAD = re.compile(
    rf"\s*[【\[‘“《「(（]?([^\s\-–—_|｜丨:：,，【】\[\]‘’“”《》「」()（）]{{{_SHORTEST},{_LONGEST}}})(?:[】\]’”》」)）]|{_PARTS}|$)"
)
_BEHIND = re.compile(rf"[】\]’”》」)）]?(?:{_PARTS}*{_PROMOTED}(?={_PARTS}|$))?{_PARTS}*")
# What holds a keyword and no more; of works and of what is said only where the keyword leads to a site.
_HOLDING, _QUOTING = "【[★☆◆●■※~*＊_|｜(（〖〔", "‘“《「『<〈"
# Where a keyword may begin in a sentence: behind a mark, or first.
_BEGUN = frozenset("，。！？；：、”」』）,;:!?")


def cut_marked_keywords(
    tree: HtmlElement, known: Sequence[RemovedBlock] = (), chinese: bool = False
) -> tuple[RemovedBlock, ...]:
    """Cut keywords out of the sentences of a Chinese page on which a farm's list was cut (`known`).

    One goes that is bold or a link where a clause begins, and sells what the story does not tell of. So does
    the page's own: it leads its title, and stands in several paragraphs, each time set apart. What a running
    sentence names is the story's.
    """
    listed = _listed(known) if chinese else frozenset()
    if len(listed) < _FEWEST_LISTED:
        return ()
    found = [leaf for leaf in leaves(tree) if leaf.element.tag not in (*_NAMES, "h2", "h3")]
    told = [leaf for leaf in found if says_something(leaf.text) and _HAN.search(leaf.text)]
    removed: list[RemovedBlock] = []
    for keyword in _own_keywords(tree, told, listed):
        removed += _cut_own(tree, told, keyword)
    return (*removed, *_cut_marked(told, listed))


def _listed(known: Sequence[RemovedBlock]) -> frozenset[str]:
    """The letters of what farms list in what was cut."""
    texts = [block.text for block in known if block.kind != SpamKind.FURNITURE]
    return frozenset(_letters(piece) for pieces in lists_of(texts) for piece in pieces)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, unmask(text).text))


# The page's own keyword.


@dataclass(frozen=True, slots=True)
class _Own:
    text: str
    kind: SpamKind

    def judged(self) -> Judgement:
        return Judgement(_SCORE, self.kind, OWN_KEYWORD)


def _own_keywords(tree: HtmlElement, told: list[Leaf], listed: frozenset[str]) -> Iterator[_Own]:
    named = [text for element in tree.iter(*_NAMES) if (text := text_of(element))]
    heads = dict.fromkeys(found[1] for text in named if (found := _HEAD.match(text)))
    for head in heads:
        if not _HAN.search(head):
            continue
        is_listed = _letters(head) in listed
        places = [leaf for leaf in told if head in leaf.text]
        if not places:
            # The name of the farm's site, which stands for the headline.
            if is_listed and _leads(head) and all(text == head for text in named):
                yield _Own(head, measured(head).kind)
            continue
        if len(places) < (_FEWEST_OWN_LISTED if is_listed else _FEWEST_OWN):
            continue
        if all(_is_set_apart(leaf, head, sure=is_listed or _leads(head)) for leaf in places):
            yield _Own(head, measured(head).kind)


def _leads(keyword: str) -> bool:
    """Whether a keyword sells something or leads to a site."""
    line = measured(keyword)
    hits = find_phrases(line.folded.text)
    leads = any(hit.phrase.kind == "access" and hit.phrase.weight >= _LEADS for hit in hits)
    return leads or sells_or_leads(line) or is_made_up(line)


def _is_set_apart(leaf: Leaf, keyword: str, *, sure: bool) -> bool:
    """Whether a keyword stands in a paragraph in brackets alone, or as an element of its own."""
    holding = _HOLDING + _QUOTING if sure else _HOLDING
    text = leaf.text
    held = sum(
        (at := found.start()) > 0
        and text[at - 1] in holding
        and frame_around(text, at, found.end()) != (at, found.end())
        and not is_taken_up(text, at - 1, found.end() + 1)
        for found in re.finditer(re.escape(keyword), text)
    )
    if sure:
        held += sum(text_of(one) == keyword and _begins_clause(one) for one in _marking(leaf))
    return held >= text.count(keyword)


def _marking(leaf: Leaf) -> Iterator[HtmlElement]:
    """The outermost elements of a paragraph that mark words in it."""
    for element in leaf.element.iter(*_MARKING):
        parent = element.getparent()
        if element is not leaf.element and parent is not None and parent.tag not in _MARKING:
            yield element


def _cut_own(tree: HtmlElement, told: list[Leaf], own: _Own) -> list[RemovedBlock]:
    removed: list[RemovedBlock] = []
    for leaf in told:
        if own.text not in leaf.text:
            continue
        for element in list(_marking(leaf)):
            if text_of(element) == own.text:
                removed.append(cut_framed(element, BlockPlace.INSIDE, own.judged()))
        for node in list(leaf.element.iter()):
            if isinstance(node.tag, str):
                node.text = _without(node.text, own, removed)
            if node is not leaf.element:
                node.tail = _without(node.tail, own, removed)
    for element in list(tree.iter(*_NAMES)):
        text = text_of(element)
        if own.text not in text or len(element):
            continue
        at = text.find(own.text)
        behind = _BEHIND.match(text, at + len(own.text))
        rest = text[behind.end() :] if behind else ""
        if at > 1 or (not rest and next(tree.iter("h2", "h3"), None) is None):
            continue
        removed.append(_block(text[: len(text) - len(rest)].strip(), own, BlockPlace.TITLE))
        if rest:
            element.text = rest
        else:
            drop(element)
    return removed


def _without(text: str | None, own: _Own, removed: list[RemovedBlock]) -> str | None:
    """A text without the keyword and what holds it."""
    while text and (at := text.find(own.text)) > 0:
        start, end = frame_around(text, at, at + len(own.text))
        if end - start == len(own.text):
            break
        removed.append(_block(text[start:end].strip(), own, BlockPlace.INSIDE))
        text = text[:start] + text[end:]
    return text


def _block(text: str, own: _Own, place: BlockPlace) -> RemovedBlock:
    return RemovedBlock(place=place, kind=own.kind, rule=OWN_KEYWORD, score=_SCORE, text=text)


# Bold keywords and links in sentences.


def _cut_marked(told: list[Leaf], listed: frozenset[str]) -> list[RemovedBlock]:
    marked = [
        (leaf, element, text)
        for leaf in told
        for element in _marking(leaf)
        if _SHORTEST <= len(text := text_of(element)) <= _LONGEST
        and _HAN.search(text)
        and text != leaf.text
        and _begins_clause(element)
        and (farm_entries((text,)) or (_letters(text) in listed and sells_or_leads(measured(text))))
    ]
    if not marked:
        return []
    keywords = {text for _, _, text in marked}
    left = [_less(leaf.text, keywords) for leaf in told]
    named, reported = trades_named(left), TradeReport.of(left).trades
    removed: list[RemovedBlock] = []
    for leaf, element, text in marked:
        line = measured(text)
        # Words that a trade shares with any paper (护士) are no word for what only its adverts say.
        is_told = line.kind in (reported if line.strong else named)
        rest = leaf.text.replace(text, "")
        # What running sentences name is theirs.
        if is_told or any(text in line for line in left) or not says_something(rest):
            continue
        removed.append(cut_framed(element, BlockPlace.INSIDE, Judgement(_SCORE, line.kind, MARKED_KEYWORD)))
    return removed


def _less(text: str, keywords: set[str]) -> str:
    for keyword in keywords:
        text = text.replace(keyword, "", 1)
    return text


def _begins_clause(element: HtmlElement) -> bool:
    """Whether an element stands first in a clause, and no word behind it takes it up."""
    last, parent = element.getprevious(), element.getparent()
    before = ((parent.text if last is None else last.tail) or "") if parent is not None else ""
    before = before.rstrip()
    if not before and last is not None:
        return False
    text = f"{before}{text_of(element)}"
    if before and before[-1] not in _BEGUN:
        return False
    return not is_taken_up(text + (element.tail or ""), len(before), len(text))
