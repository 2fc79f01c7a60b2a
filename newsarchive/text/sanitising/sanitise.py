"""sanitise_tree: a parsed page in, the same tree without what the DOM shows to be spam."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, partial

from lxml.html import HtmlElement

from newsarchive.evidence import BlockPlace
from newsarchive.items import RemovedBlock
from newsarchive.text.page.page_model import Elements, Page, PageModel, model_of
from newsarchive.text.sanitising.hidden_spam import cut_hidden
from newsarchive.text.sanitising.link_farms import cut_farms, holds_rows
from newsarchive.text.sanitising.marked_keywords import cut_marked_keywords
from newsarchive.text.sanitising.page_tree import (
    SILENT,
    Leaf,
    article_span,
    drop,
    leaves,
    link_host,
    link_hosts,
    list_numbers,
    place_of,
    text_of,
    usual_host,
)
from newsarchive.text.sentences import is_long
from newsarchive.text.spam import SURE_SPAM, Judgement, candidate_lines, may_hold_spam, trim_title
from newsarchive.text.spam.headline_subjects import beside_colon, is_subject
from newsarchive.text.spam.judge import TITLE_SPAM
from newsarchive.text.spam.line_context import is_chinese, is_foreign_to_chinese
from newsarchive.text.spam.planted_keywords import (
    ToldWords,
    better_cut,
    cuts_subject,
    leaves_what_is_told,
)
from newsarchive.text.spam.sown_phrases import farm_entries, sown_phrases, without_sown
from newsarchive.text.spam.spam_blocks import spam_blocks, spam_inside
from newsarchive.text.spam.spam_runs import TrimmedLine
from newsarchive.text.spam.trade_report import TradeReport

# Spam in what names the page: title, meta, headings, each an entry of its own.

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
# Letters of the shortest headline, and characters of one in Chinese, Japanese or Korean.
_SHORTEST = (16, 8)
_SPOKEN_META = frozenset(
    {"keywords", "news_keywords", "description", "title", "subject", "abstract", "author", "application-name"}
)


def cut_headings(
    page: Elements,
    chinese: bool = False,
    lines: Callable[[], Iterable[str]] = tuple,
    known: Sequence[RemovedBlock] = (),
) -> tuple[RemovedBlock, ...]:
    """Cut spam from every title, meta and heading; where only a part is spam, only that part.

    `chinese` says whether the page is: there what is in a foreign script is asked for less. The headline of a
    report on a trade of spam, by the page's `lines` (asked for where something would go), is none. What farms
    list elsewhere (`known`, and in the page's keywords) is a keyword in its title, too.
    """
    named = [
        (element, _said(element))
        for element in page.iter("title", "meta", *_HEADINGS)
        if element.tag != "meta" or is_spoken(element)
    ]
    named.sort(key=lambda one: one[0].tag != "meta")  # keywords first: they tell of the titles
    doubted = candidate_lines([text for _, text in named], chinese)
    removed: list[RemovedBlock] = []

    @cache
    def said() -> tuple[list[str], list[str]]:
        """What the article says, without keywords sown into it, and what was cut so far."""
        cut = [block.text for block in (*known, *removed)]
        told = list(lines())
        return without_sown(told, sown_phrases(told, farm_entries(cut))), cut

    report = cache(lambda: TradeReport.of(said()[0]))
    told = cache(lambda: ToldWords.of(*said()))
    for (element, text), doubt in zip(named, doubted, strict=True):
        if not doubt:
            continue
        boxed = _without_box(element, chinese, told)
        trimmed = boxed or trim_title(text, chinese, _least(element))
        if trimmed.cut and not boxed:
            # Where the page's sentences tell which part is the headline, none of it goes with the keywords.
            trimmed = better_cut(text, trimmed, told())
        if trimmed.cut and not (
            leaves_what_is_told(trimmed, told())
            or cuts_subject(text, trimmed, told())
            or report().is_headed(text)
        ):
            removed += (_from_meta if element.tag == "meta" else _from_text)(element, trimmed)
    return tuple(removed)


def _without_box(element: HtmlElement, chinese: bool, told: Callable[[], ToldWords]) -> TrimmedLine | None:
    """The text of a heading without the box at its end that holds a keyword and nothing else; or None.

    A reader sees that the box is no part of the headline; as one line they run into each other.
    """
    if element.tag not in _HEADINGS or not len(element) or (element[-1].tail or "").strip():
        return None
    box, whole = _said(element[-1]), _said(element)
    boxed = trim_title(box, chinese, _least(element)) if box else None
    rest = whole.removesuffix(box).strip()
    if boxed is None or boxed.text or not boxed.cut or not is_long(rest, *_SHORTEST):
        return None
    return None if told().has_words_of(box) else TrimmedLine(rest, boxed.cut)


def _below_headings(model: PageModel) -> Iterator[str]:
    """The texts of a page but its title and headings: none vouches for itself."""
    for leaf in model.remember(_page_leaves):
        if leaf.element.tag not in ("title", *_HEADINGS):
            yield leaf.text


def _page_leaves(model: PageModel) -> list[Leaf]:
    return leaves(model.tree)


def _said(element: HtmlElement) -> str:
    text = (element.get("content") or "") if element.tag == "meta" else text_of(element)
    return " ".join(text.split())


def is_spoken(meta: HtmlElement) -> bool:
    """Whether a meta tag says something to people: no token, no address, no date."""
    name = (meta.get("name") or meta.get("property") or meta.get("itemprop") or "").strip().lower()
    return name in _SPOKEN_META or (
        name.startswith(("og:", "twitter:", "article:", "dc.", "dcterms."))
        and not name.endswith(("url", "image", "time", "locale", "type", "date"))
    )


def _least(element: HtmlElement) -> float:
    # Headings inside the text are its own words: less likely spam than what names the page.
    return TITLE_SPAM if element.tag in ("title", "h1", "meta") else SURE_SPAM


def _from_meta(meta: HtmlElement, trimmed: TrimmedLine) -> list[RemovedBlock]:
    if trimmed.text:
        meta.set("content", trimmed.text)
    else:
        drop(meta)
    return [_block(piece, found) for piece, found in trimmed.cut]


def _from_text(element: HtmlElement, trimmed: TrimmedLine) -> list[RemovedBlock]:
    hosts = link_hosts(element.iter("a"))
    if trimmed.text:
        for child in list(element):
            child.tail = None
            drop(child)
        element.text = trimmed.text
    else:
        drop(element)
    return [_block(piece, found, hosts) for piece, found in trimmed.cut]


def _block(text: str, judgement: Judgement, hosts: tuple[str, ...] = ()) -> RemovedBlock:
    return RemovedBlock(
        place=BlockPlace.TITLE,
        kind=judgement.kind,
        rule=judgement.rule,
        score=round(judgement.score, 3),
        text=text,
        hosts=hosts,
    )


# Spam without links, in blocks of the page: keyword lines, lists of them, feet.

_BESIDE = frozenset({"footer", "nav", "aside"})


def cut_lines(
    page: Page, chinese: bool = False, known: Sequence[RemovedBlock] = ()
) -> tuple[RemovedBlock, ...]:
    """Judge the innermost blocks as `clean_article` does paragraphs: what extraction loses is evidence.

    `chinese` says whether the page is: there what is in a foreign script is asked for less. A sentence is
    judged without the keyword sown into it, which `clean_article` takes: one that was cut elsewhere on
    the page (`known`), or that tells itself.
    """
    found = model_of(page).remember(_page_leaves)
    said = [leaf.text for leaf in found]
    entries = farm_entries(block.text for block in known)
    left = without_sown(said, sown_phrases(said, entries))
    # What stands where no article does never comes to `clean_article`: it is judged with its keywords.
    texts = tuple(
        leaf.text if leaf.text != rest and _is_beside(leaf.element) else rest
        for leaf, rest in zip(found, left, strict=True)
    )
    blocks = spam_blocks(texts, list_numbers(found), chinese)
    # Where an article's own sentences stand in one paragraph with spam, `clean_article` takes only the spam.
    inside = spam_inside(texts, blocks)
    blocks = [
        block
        for block in blocks
        if (block.start not in inside or _is_beside(found[block.start].element))
        and not (block.end - block.start == 1 and _names_subject(found[block.start]))
    ]
    if not blocks:
        return ()
    cut = {index for block in blocks for index in range(block.start, block.end)}
    span = article_span(["" if index in cut else leaf.text for index, leaf in enumerate(found)])
    removed: list[RemovedBlock] = []
    for block in blocks:
        group = found[block.start : block.end]
        removed.append(
            RemovedBlock(
                place=place_of(block.start, span),
                kind=block.judgement.kind,
                rule=block.judgement.rule,
                score=round(block.judgement.score, 3),
                text="\n".join(leaf.text for leaf in group),
                hosts=link_hosts(link for leaf in group for link in leaf.element.iter("a")),
            )
        )
        _drop_all(group)
    return tuple(removed)


def _names_subject(leaf: Leaf) -> bool:
    return leaf.element.tag in _HEADINGS and is_subject(*beside_colon(leaf.text))


def _is_beside(element: HtmlElement) -> bool:
    """Whether an element stands where no article does: what is in it never comes to `clean_article`."""
    return any(holder.tag in _BESIDE for holder in (element, *element.iterancestors()))


def _drop_all(group: list[Leaf]) -> None:
    for leaf in group:
        if leaf.element.tag in ("html", "body"):
            _empty(leaf.element)
        else:
            drop(leaf.element)


def _empty(element: HtmlElement) -> None:
    """Take the content out of an element that must stay."""
    for child in list(element):
        element.remove(child)
    element.text = None


def sanitise_tree(page: Page, url: str) -> tuple[RemovedBlock, ...]:
    """Mutate the tree of `page` (or of a part of one); return what was cut.

    That is in order: of the page's names, then by rule, then as the document has it.

    `url` is the page's address ("" where unknown): links to its host are not foreign. Total: no tree makes it
    raise. Text that followed a cut element stays. What is hidden but no spam stays for extraction to judge:
    news sites hide whole articles until their scripts run.
    """
    model = model_of(page)
    tree = model.tree
    text = _all_text(model)
    chinese = is_chinese(text)
    host = link_host(url) or usual_host(model.iter("a"))
    if not (may_hold_spam(text) or (chinese and _holds_foreign(text)) or holds_rows(model, host, chinese)):
        return ()
    removed: list[RemovedBlock] = []
    for cut in (
        partial(cut_hidden, model, host, chinese),
        partial(cut_farms, tree, host, chinese, removed),
        partial(cut_marked_keywords, tree, removed, chinese),
        partial(cut_headings, model, chinese, partial(_below_headings, model), removed),
        partial(cut_lines, model, chinese, removed),
    ):
        if found := cut():
            removed += found
            model.changed()
    return tuple(sorted(removed, key=lambda block: block.place != BlockPlace.TITLE))


def _holds_foreign(text: str) -> bool:
    """Whether a foreign line of a Chinese page is doubtful: less is asked of it than `may_hold_spam` asks."""
    lines = [line for line in text.split("\n") if is_foreign_to_chinese(line)]
    return any(candidate_lines(lines, chinese=True))


# Longer programs are told by their length first: to hash them all takes as long as the rest.
_SHORT = 1_000


def _all_text(model: PageModel) -> str:
    """Every text the rules look at, code left out, each node on a line of its own."""
    short: set[str] = set()
    long: defaultdict[int, list[str]] = defaultdict(list)
    for text in filter(None, (code.text for code in model.iter(*SILENT))):
        if len(text) <= _SHORT:
            short.add(text)
        else:
            long[len(text)].append(text)
    spoken = [
        stripped
        for text in model.tree.itertext()
        if (stripped := text.strip())  # most are the blanks between tags
        and text not in (short if len(text) <= _SHORT else long.get(len(text), ()))
    ]
    # A description stands in three tags side by side: what is said thrice is no likelier spam.
    contents = dict.fromkeys(meta.get("content") or "" for meta in model.iter("meta") if is_spoken(meta))
    return "\n".join((*spoken, *filter(None, contents)))
