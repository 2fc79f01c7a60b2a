"""Choosing the headline among its claimants: h1, OpenGraph, JSON-LD, the title tag and class names."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable, Iterator

from lxml.html import HtmlElement

from newsarchive.text.lines import tidy
from newsarchive.text.metadata.headings import hinted_headings, main_headings
from newsarchive.text.metadata.json_ld import Node, texts
from newsarchive.text.metadata.meta_tags import MetaTags

# " | Site", "_Site", " - Site": a bar or underscore anywhere, a dash or the like between spaces.
SEPARATOR = re.compile(
    r"\s*[|_｜¦]+\s*|\s+[-–—·•:»«›/~⋆]+\s+|(?<=[\u3000-\u9fff”》])\s?[-–—]{1,2}\s?(?=[\u3000-\u9fffA-Za-z])"
)
WORDS = re.compile(r"[\W_]+")
LONGEST_TITLE = 300
# Letter pairs in common from which a heading counts as the one the title tag means: SEO titles reword the
# headline but keep its names (fundus, development half, 2026-11: right headings have .45 and more).
ALIKE = 0.4


def title_candidates(
    tree: HtmlElement, meta: MetaTags, nodes: tuple[Node, ...], site_names: tuple[str, ...]
) -> tuple[str, ...]:
    """Return everything that claims to be the title, the most trusted first, without site names."""
    tag = _plain("".join(tree.xpath("string((//title[not(ancestor::svg)])[1])"))[:1000])
    said = [meta.first("og:title"), *_headlines(nodes), meta.first("twitter:title")]
    stated = [_plain(text) for text in said if text]
    parts = title_parts(tag, site_names)
    sites = {fold(name) for name in site_names}
    h1s = [h1 for h1 in main_headings(tree) if fold(h1) not in sites]
    chosen = [_without_kicker(h1, stated) for h1 in _witnessed(h1s, [tag, *stated])]
    rest = [*chosen, *_shared(stated, tag), *stated, *hinted_headings(tree), *parts, tag, *h1s]
    cleaned = (strip_site(text, site_names, [*h1s, *stated]) for text in rest)
    return tuple(dict.fromkeys(text for text in cleaned if text and len(text) <= LONGEST_TITLE))


def _plain(text: str) -> str:
    """Entities are often escaped twice in meta tags and JSON-LD."""
    return tidy(html.unescape(text))


def _headlines(nodes: Iterable[Node]) -> Iterator[str]:
    for node in nodes:
        yield from texts(node.get("headline"))


def _witnessed(h1s: list[str], others: list[str]) -> list[str]:
    """The headings that resemble what another claimant says, the most alike first."""
    scored = [
        (max((likeness(h1, other) for other in others), default=0.0), h1) for h1 in h1s if len(fold(h1)) >= 4
    ]
    scored = [(score, h1) for score, h1 in scored if score >= ALIKE]
    return [h1 for _, h1 in sorted(scored, key=lambda item: (-min(len(fold(item[1])), 12), -item[0]))]


def likeness(one: str, other: str) -> float:
    """Return the share of the shorter text's letter pairs that the other text has too (0 to 1)."""
    first, second = ({text[i : i + 2] for i in range(len(text) - 1)} for text in (fold(one), fold(other)))
    smaller = min(len(first), len(second))
    return len(first & second) / smaller if smaller else 0.0


def _without_kicker(h1: str, others: Iterable[str]) -> str:
    """The heading without section word before or date line after it, where another claimant lacks them."""
    whole = fold(h1)
    for other in others:
        part = fold(other)
        if len(part) * 2 >= len(whole) > len(part) >= 8 and (whole.endswith(part) or whole.startswith(part)):
            return other
    return h1


def _shared(stated: Iterable[str], tag: str) -> list[str]:
    return [text for text in stated if fold(text) and fold(text) in fold(tag)]


def fold(text: str) -> str:
    """Return the letters and digits of `text` only, widths and case folded, for comparing titles."""
    return WORDS.sub("", unicodedata.normalize("NFKC", text).casefold())


def title_parts(title: str, site_names: tuple[str, ...]) -> list[str]:
    """Return the parts of a title tag between separators, the longest that is no site first."""
    parts = [part.strip() for part in SEPARATOR.split(title) if part and part.strip()]
    if len(parts) < 2:
        return parts
    sites = {fold(name) for name in site_names}
    wanted = [part for part in parts if fold(part) not in sites]
    return sorted(wanted, key=lambda part: -len(fold(part)))[:3]


def strip_site(title: str, site_names: tuple[str, ...], others: Iterable[str]) -> str:
    """Return `title` without a last (or first) part that is a site name, or that no other claimant has."""
    pieces = [match.span() for match in SEPARATOR.finditer(title)]
    if not pieces:
        return title
    sites = {fold(name) for name in site_names if fold(name)}
    whole = {fold(other) for other in others}
    for start, end in reversed(pieces):
        head, tail = title[:start].strip(), title[end:].strip()
        if fold(head) in whole or _names_site(tail, sites):
            return strip_site(head, site_names, others) if head else title
    start, end = pieces[0]
    head, tail = title[:start].strip(), title[end:].strip()
    if tail and (fold(tail) in whole or _names_site(head, sites)):
        return tail
    return title


def _names_site(part: str, sites: set[str]) -> bool:
    folded = fold(part)
    return bool(folded) and any(
        folded == site or (len(site) >= 4 and folded.startswith(site)) for site in sites
    )
