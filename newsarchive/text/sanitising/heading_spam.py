"""Spam in what names the page: title, meta, headings, each an entry of its own."""

from __future__ import annotations

from lxml.html import HtmlElement

from newsarchive.evidence import BlockPlace
from newsarchive.items import RemovedBlock
from newsarchive.text.sanitising.page_tree import drop, link_hosts, text_of
from newsarchive.text.spam import SURE, Judgement, candidate_lines, trim_title
from newsarchive.text.spam.judge import TITLE

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_SPOKEN_META = frozenset(
    {"keywords", "news_keywords", "description", "title", "subject", "abstract", "author", "application-name"}
)


def cut_headings(tree: HtmlElement, chinese: bool = False) -> tuple[RemovedBlock, ...]:
    """Cut spam from every title, meta and heading; where only a part is spam, only that part.

    `chinese` says whether the page is: there what is in a foreign script is asked for less.
    """
    named = [
        (element, _said(element))
        for element in tree.iter("title", "meta", *_HEADINGS)
        if element.tag != "meta" or is_spoken(element)
    ]
    doubted = candidate_lines([text for _, text in named], chinese)
    removed: list[RemovedBlock] = []
    for (element, text), doubt in zip(named, doubted, strict=True):
        if doubt:
            cut = _from_meta if element.tag == "meta" else _from_text
            removed += cut(element, text, chinese)
    return tuple(removed)


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


def _from_meta(meta: HtmlElement, text: str, chinese: bool) -> list[RemovedBlock]:
    trimmed = trim_title(text, chinese)
    if trimmed.cut and trimmed.text:
        meta.set("content", trimmed.text)
    elif trimmed.cut:
        drop(meta)
    return [_block(piece, found) for piece, found in trimmed.cut]


def _from_text(element: HtmlElement, text: str, chinese: bool) -> list[RemovedBlock]:
    # Headings inside the text are its own words: less likely spam than what names the page.
    trimmed = trim_title(text, chinese, TITLE if element.tag in ("title", "h1") else SURE)
    hosts = link_hosts(element.iter("a"))
    if trimmed.cut and trimmed.text:
        for child in list(element):
            child.tail = None
            drop(child)
        element.text = trimmed.text
    elif trimmed.cut:
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
