"""Keywords that a farm set apart inside of a story: bold or linked in sentences, or the page's own one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from newsarchive.evidence import BlockPlace, SpamKind
from newsarchive.items import RemovedBlock
from newsarchive.text.sanitising.page_tree import Leaf, cut_element, cut_framed, drop, leaves, text_of
from newsarchive.text.sentences import says_something
from newsarchive.text.spam.features import PLAIN, Features, measured
from newsarchive.text.spam.frames import frame_around
from newsarchive.text.spam.headline_subjects import is_made_up
from newsarchive.text.spam.judge import Judgement
from newsarchive.text.spam.lexicon import find_phrases
from newsarchive.text.spam.planted_keywords import ToldWords, sells_or_leads
from newsarchive.text.spam.sown_phrases import (
    farm_entries,
    is_taken_up,
    lists_of,
    tells_of_crime,
    trades_named,
)
from newsarchive.text.spam.trade_report import TradeReport
from newsarchive.text.spam.unmasking import unmasked_letters

_MARKED_KEYWORD, _OWN_KEYWORD = "marked_keyword", "own_keyword"
# As the rules that know brands by their promotion: the farm, the place and the marks agree.
_SCORE = 0.85
_MARKING = ("a", "b", "strong", "em", "i", "u", "font", "span", "mark")
_SHORTEST, _LONGEST = 4, 30  # characters of a keyword in Chinese
_FEWEST_LISTED = 5  # keywords of a list that a farm made
# Paragraphs in which the page's own keyword stands: what a farm lists elsewhere tells itself sooner.
_FEWEST_OWN, _FEWEST_OWN_LISTED = 3, 2
# Where no word of a keyword is known to be of a trade: paragraphs, and of those that tell something. Chosen:
# a story names its subject in most paragraphs, though not at the same place in four of them.
_FEWEST_SOWN, _SHARE_SOWN = 4, 0.75
_OF_FARMS = 0.7  # weight of a brand that no real firm bears
_LEADS = 0.3  # how surely a word leads to a site (入口, 官网, 下载)
_HAN = re.compile("[\u3400-\u9fff]")
_NAMES = ("title", "h1")
# What parts the page's keyword from the headline behind it, with the promotion that farms put between.
_PARTS = r"[\s\-–—_|｜丨:：,，]"
_PROMOTED = r"(?:官方网站|官方网|官网|官方|网站|首页|网页版|登录|入口|下载|平台)"
_PIECES = re.compile(rf"{_PARTS[:-1]}【】\[\]‘’“”《》「」()（）]+")
_BEHIND = re.compile(rf"[】\]’”》」)）]?(?:{_PARTS}*{_PROMOTED}(?={_PARTS}|$))?{_PARTS}*")
_BEFORE = re.compile(rf"{_PARTS[:-1]}【\[‘“《「(（]+$")
# What holds a keyword and no more; of works and of what is said only where the keyword leads to a site.
_HOLDING, _NAMING, _QUOTING = "【[★☆◆●■※~*＊_|｜(（〖〔☞👉➤", "‘《<〈", "“「『"
_PICTURE = re.compile("[\u2600-\u27bf\ufe0f\U0001f300-\U0001faff]")
_COMMA = "，"
# Heads of items beside a bold keyword: "小额信用贷款，面向…", "无抵押贷款，面向…", "农机购置贷款，凭…".
_HEAD_ENDS, _FEWEST_HEADS = frozenset("，：:,、。—"), 2
# Where a keyword may begin in a sentence: behind a mark, or first.
_BEGUN = frozenset("，。！？；：、”」』）,;:!?")
_AMID = ("，", "；", "：", ",", ";", ":")


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
    return (*removed, *_cut_marked(told, listed), *_cut_lines(found, told, listed))


def _listed(known: Sequence[RemovedBlock]) -> frozenset[str]:
    """The letters of what farms list in what was cut."""
    texts = [block.text for block in known if block.kind != SpamKind.FURNITURE]
    return frozenset(unmasked_letters(piece) for pieces in lists_of(texts) for piece in pieces)


# The page's own keyword.


@dataclass(frozen=True, slots=True)
class _Own:
    text: str
    kind: SpamKind

    def judged(self) -> Judgement:
        return Judgement(_SCORE, self.kind, _OWN_KEYWORD)


def _own_keywords(tree: HtmlElement, told: list[Leaf], listed: frozenset[str]) -> Iterator[_Own]:
    named = [text for element in tree.iter(*_NAMES) if (text := text_of(element))]
    for head in dict.fromkeys(end for text in named for end in _ends(text)):
        is_listed = unmasked_letters(head) in listed
        places = [leaf for leaf in told if head in leaf.text]
        own = _Own(head, measured(head).kind)
        if not places:
            # The name of the farm's site, which stands for the headline.
            if is_listed and _leads(head) and all(text == head for text in named):
                yield own
            continue
        if len(places) < (_FEWEST_OWN_LISTED if is_listed else _FEWEST_OWN):
            continue
        # "移动办事入口" leads to a site, and stories tell of it: the farm lists its own, or promotes it.
        promoted = any(f"{head}-{one}" in text for text in named for one in ("官方网站", "官网"))
        if not (
            is_listed
            or promoted
            or _is_for_sale(head, told)
            or _leads_away(head, places, told)
            or _is_sown(head, places, told)
        ):
            continue
        no_work = _is_no_work(head) and (is_listed or promoted or own.kind != SpamKind.OTHER)
        holding = _HOLDING + _COMMA * (is_listed and no_work)
        if no_work or promoted:
            # A story about a site quotes its name.
            holding += _NAMING if tells_of_crime(leaf.text for leaf in told) else _NAMING + _QUOTING
        is_sure = is_listed or _leads(head)
        if all(_is_set_apart(leaf, head, holding, is_sure=is_sure, marked=no_work) for leaf in places):
            yield own


def _ends(name: str) -> Iterator[str]:
    """The first and the last part of a title that may be a keyword."""
    pieces = [piece for piece in _PIECES.split(name) if piece]
    for piece in (pieces[0], pieces[-1]) if pieces else ():
        if _SHORTEST <= len(piece) <= _LONGEST and _HAN.search(piece):
            yield piece


def _leads(keyword: str) -> bool:
    """Whether a keyword sells something or leads to a site."""
    line = measured(keyword)
    return _is_access(line) or sells_or_leads(line) or is_made_up(line)


def _is_for_sale(keyword: str, told: Sequence[Leaf]) -> bool:
    """Whether a keyword names what farms sell, of which the story beside it does not tell.

    A game, a vaccine or an office's site is set apart by its own honest page, too: 做出【山海食谱】.
    """
    line = measured(keyword)
    if is_made_up(line):
        return True
    left = [leaf.text.replace(keyword, "") for leaf in told]
    return any(hit.phrase.weight >= PLAIN for hit in line.spam) and line.kind not in trades_named(left)


def _leads_away(keyword: str, places: Sequence[Leaf], told: Sequence[Leaf]) -> bool:
    """Whether a keyword leads to a site, or is of a trade's words, and has nothing to do with the story.

    It begins a clause wherever it stands, so that no verb lacks it, and no word of it is the story's.
    """
    line = measured(keyword)
    is_brand = any(hit.phrase.text == line.folded.text for hit in line.spam)
    if not (_is_access(line) or len(line.spam) > 1 or is_brand):
        return False
    words = ToldWords.of(leaf.text.replace(keyword, "") for leaf in told)
    if words.has_words_of(_beside_access(line)):
        return False
    return all(not before or before[-1] in _BEGUN for before in _before(keyword, places))


def _is_sown(keyword: str, places: Sequence[Leaf], told: Sequence[Leaf]) -> bool:
    """Whether a keyword stands once in nearly every paragraph, each time amid it where a clause begins.

    A machine sows so. The subject of a story begins some paragraphs, and some verb has it behind; its words
    are the story's.
    """
    if len(places) < _FEWEST_SOWN or len(places) < _SHARE_SOWN * len(told):
        return False
    befores = list(_before(keyword, places))
    if len(befores) > len(places) or not all(before[-1:] in _AMID for before in befores):
        return False
    words = ToldWords.of(leaf.text.replace(keyword, "") for leaf in told)
    return not words.has_words_of(keyword)


def _before(keyword: str, places: Sequence[Leaf]) -> Iterator[str]:
    """What stands in its paragraph before a keyword and what holds it, wherever it stands."""
    for leaf in places:
        for found in re.finditer(re.escape(keyword), leaf.text):
            yield leaf.text[: frame_around(leaf.text, *found.span())[0]].rstrip()


def _beside_access(line: Features) -> str:
    """What stands beside the words that lead to a site: the name of it."""
    folded = line.folded.text
    left = list(folded)
    for hit in find_phrases(folded):
        if hit.phrase.kind in ("access", "glue"):
            left[hit.start : hit.end] = " " * (hit.end - hit.start)
    return "".join(left)


def _is_no_work(keyword: str) -> bool:
    """Whether a keyword is no name of a work or a firm, though it stands in quotation marks or is a link."""
    line = measured(keyword)
    brand = line.strong or is_made_up(line) or any(hit.phrase.weight >= _OF_FARMS for hit in line.spam)
    brand = brand or sum(hit.phrase.weight >= PLAIN for hit in line.spam) > 1
    return _is_access(line) or (bool(line.spam) and bool(brand))


def _is_access(line: Features) -> bool:
    hits = find_phrases(line.folded.text)
    return any(hit.phrase.kind == "access" and hit.phrase.weight >= _LEADS for hit in hits)


def _is_set_apart(leaf: Leaf, keyword: str, holding: str, *, is_sure: bool, marked: bool) -> bool:
    """Whether a keyword stands in a paragraph alone in what is `holding` one, or `marked` by an element.

    What may be a rubric (【现场直击】) is none where the paragraph begins with it.
    """
    text = leaf.text
    held = sum(
        at > (0 if is_sure else 1)
        and (text[at - 1] in holding or _PICTURE.match(text[at - 1]) is not None)
        and frame_around(text, at, at + len(keyword)) != (at, at + len(keyword))
        and not is_taken_up(text, at - 1, at + len(keyword) + 1)
        for at in (found.start() for found in re.finditer(re.escape(keyword), text))
    )
    if marked:
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
        alone = [element for element in _marking(leaf) if text_of(element) == own.text]
        removed += [cut_framed(element, BlockPlace.INSIDE, own.judged()) for element in alone]
        for node in list(leaf.element.iter()):
            if isinstance(node.tag, str):
                node.text = _without(node.text, own, removed)
            if node is not leaf.element:
                node.tail = _without(node.tail, own, removed)
    for element in list(tree.iter(*_NAMES)):
        text = text_of(element)
        rest = _beside(text, own.text)
        if rest == text or len(element) or (not rest and next(tree.iter("h2", "h3"), None) is None):
            continue
        removed.append(_block(text.replace(rest, "").strip() if rest else text, own, BlockPlace.TITLE))
        if rest:
            element.text = rest
        else:
            drop(element)
    return removed


def _beside(title: str, keyword: str) -> str:
    """What stands behind a keyword and its promotion in a title, or before it."""
    at = title.find(keyword)
    if at < 0:
        return title
    if at <= 1 and (behind := _BEHIND.match(title, at + len(keyword))):
        return title[behind.end() :]
    if len(title) - at - len(keyword) <= 1 and (before := _BEFORE.search(title[:at])):
        return title[: before.start()]
    return title


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
    return RemovedBlock(place=place, kind=own.kind, rule=_OWN_KEYWORD, score=_SCORE, text=text)


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
        and _is_keyword(text, listed)
    ]
    if not marked:
        return []
    keywords = {text for _, _, text in marked}
    left = [_less(leaf.text, keywords) for leaf in told]
    named, reported = trades_named(left), TradeReport.of(left).trades
    told_of_crime = tells_of_crime(left)
    heads = len(_heads(told, listed, is_warning=told_of_crime))
    removed: list[RemovedBlock] = []
    for leaf, element, text in marked:
        line = measured(text)
        # Words that a trade shares with any paper (护士) are no word for what only its adverts say.
        is_told = line.kind in (reported if line.strong else named)
        rest = leaf.text.replace(text, "")
        if _leads_paragraph(leaf, element) and heads >= _FEWEST_HEADS + told_of_crime:
            continue
        # What running sentences name is theirs.
        if told_of_crime and unmasked_letters(text) not in listed:
            continue
        if is_told or any(text in line for line in left) or not says_something(rest):
            continue
        removed.append(cut_framed(element, BlockPlace.INSIDE, Judgement(_SCORE, line.kind, _MARKED_KEYWORD)))
    return removed


def _heads(told: Sequence[Leaf], listed: frozenset[str], *, is_warning: bool) -> set[str]:
    """The words that are marked at the head of a paragraph each, and no keywords; warnings list these too."""
    led = ((text_of(one), leaf) for leaf in told for one in _marking(leaf) if _leads_paragraph(leaf, one))
    return {text for text, leaf in led if text != leaf.text and (is_warning or not _is_keyword(text, listed))}


def _leads_paragraph(leaf: Leaf, element: HtmlElement) -> bool:
    """Whether a paragraph begins with an element, and goes on behind a mark as an item of a list does."""
    text = text_of(element)
    behind = leaf.text[len(text) :].lstrip()
    return leaf.text.startswith(text) and (behind[:1] in _HEAD_ENDS or text[-1:] in _HEAD_ENDS)


def _is_keyword(text: str, listed: frozenset[str]) -> bool:
    """Whether a text sells something: the farm lists it, or it is more than the name of a trade or a firm."""
    line = measured(text)
    if unmasked_letters(text) in listed:
        return sells_or_leads(line)
    return bool(farm_entries((text,))) and any(hit.phrase.text != line.folded.text for hit in line.hits)


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


# Lines that are a keyword with what farms put around it.

_LONGEST_LINE = 60
_ADORNED = re.compile(
    rf"({_PICTURE.pattern})+\s*([^\n]{{{_SHORTEST},{_LONGEST_LINE}}}?)\s*({_PICTURE.pattern})+"
)
_SPUN = re.compile(
    rf"([^\s，,_|｜:：。]{{{_SHORTEST},{_LONGEST}}})[，,][^\s。！？]{{2,{_LONGEST_LINE}}}_\w[\w.]*"
)


_LATIN = re.compile("[A-Za-z]{3,}")
_MANY_ACCESSES = 3  # words that lead to a site, "下载APP入口": buttons of a story's own have two


def _cut_lines(found: list[Leaf], told: list[Leaf], listed: frozenset[str]) -> list[RemovedBlock]:
    """Cut lines that lead to a site between pictures, or begin a spun title with what the farm lists."""
    removed: list[RemovedBlock] = []
    words = ToldWords.of(leaf.text for leaf in told)
    for leaf in found:
        if len(leaf.text) > _LONGEST_LINE or says_something(leaf.text):
            continue
        adorned, spun = _ADORNED.fullmatch(leaf.text), _SPUN.fullmatch(leaf.text)
        keyword = adorned[2] if adorned else spun[1] if spun else ""
        is_spam = (adorned and _is_adorned_keyword(keyword, listed, words)) or (
            spun and unmasked_letters(keyword) in listed
        )
        if not is_spam or any(keyword in one.text for one in told if one is not leaf):
            continue
        judgement = Judgement(_SCORE, measured(keyword).kind, _MARKED_KEYWORD)
        removed.append(cut_element(leaf.element, BlockPlace.INSIDE, judgement))
    return removed


def _is_adorned_keyword(keyword: str, listed: frozenset[str], words: ToldWords) -> bool:
    """Whether a line between pictures sells something, or leads to what the story knows nothing of.

    "👉购票入口👈" and "📱官方APP下载入口📱" lead to what is told of, or name nothing.
    """
    line = measured(keyword)
    if farm_entries((keyword,)) or unmasked_letters(keyword) in listed:
        return True
    if not _is_access(line):
        return _is_no_work(keyword)
    name = _beside_access(line)
    if not _HAN.search(name) or words.has_words_of(name):
        return False
    accesses = [hit for hit in find_phrases(line.folded.text) if hit.phrase.kind == "access"]
    shown = line.folded.text
    for hit in reversed(accesses):
        shown = f"{shown[: hit.start]} {shown[hit.end :]}"
    # A word in Latin letters says as much as two of Han.
    length = len(_HAN.findall(shown)) + 2 * len(_LATIN.findall(shown))
    return length >= _SHORTEST or (len(accesses) >= _MANY_ACCESSES and len(_HAN.findall(name)) > 1)
