"""Tells URLs of listings (by author, tag, category, date or page) as common site software names them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import chain

from newsarchive.discovery.urls.canonical_urls import matches_pattern

_DATES = r"(?:19|20)\d\d(?:/\d\d?){0,2}"
_MONTHS = r"(?:19|20)\d\d(?:/\d\d?){1,2}"
# Each has a pattern of its own, so that a site with articles at one of them still uses the others. Below
# `archives` only dates are lists: WordPress and Typecho also put articles there, by their numbers.
_FURTHER_PAGES = (
    r"/page[/-]?\d+(?:/|\.html?)?$",
    r"/index[-_]?\d+\.html?$",
    r"[?&]paged?=\d+",
)
_DATED, _DATED_BY_MONTH = (
    (
        rf"^https?://[^/]+(?:/[^?#]*)?/archives?(?:/{dates})?/?(?:index\.html?|\.html?)?$",
        rf"^https?://[^/]+/(?:[^/]+/)?{dates}/?(?:index\.html?)?$",
    )
    for dates in (_DATES, _MONTHS)
)
_COMMON = (
    *(
        rf"^https?://[^/]+(?:/[^?#]*)?/{word}(?:/|\.html?|$)"
        for word in ("tags?", "categor(?:y|ies)", "authors?", "labels?")
    ),
    *_DATED,
    *_FURTHER_PAGES,
)
# Where articles have numbers, one has that of a year some day: there lists are told by year and month.
# Numbers below `news` say nothing of years at the root.
_INSTEAD = {
    _DATED[0]: (_DATED_BY_MONTH[0],),
    _DATED[1]: (rf"^https?://[^/]+/{_DATES}/?(?:index\.html?)?$", _DATED_BY_MONTH[1]),
}
_FINAL_NUMBER = re.compile(r"/\d{1,9}(?=/?(?:(?:index)?\.html?)?$)")
# In other languages, of WordPress without words in its addresses, of SPIP.
_OTHERS = (
    r"^https?://[^/]+(?:/[^?#]*)?/(?:categor[ií]as?|etiquetas?|autor(?:es)?)(?:/|\.html?|$)",
    r"^https?://[^/]+(?:/[^?#]*)?/(?:cat[eé]gories?|[eé]tiquettes?|auteurs?)(?:/|\.html?|$)",
    r"^https?://[^/]+(?:/[^?#]*)?/(?:kategorien?|schlagw(?:ort|orte|oerter|örter)|autoren)(?:/|\.html?|$)",
    r"[?&](?:(?:cat|tag|author)=|m=\d{4})",
    r"\?(?:rubrique|auteur|mot)\d+",
)


# Sitemaps of what is no article, as WordPress, its plugin Yoast and Ghost call them. A number after `page`
# alone is that of a part: of `sitemap-page-2.xml` nothing is known.
_SITEMAPS = (
    r"(?:^|[-_/])(?:pages(?:-sitemap)?|page-sitemap\d*|posts-page-\d+)\.xml(?:\.gz)?$",
    r"(?:^|[-_/])(?:(?:post_)?tags?|categor(?:y|ies)|authors?|users?)(?:-sitemap)?(?:-?\d+)?\.xml(?:\.gz)?$",
)


def lists_no_articles(sitemap: str) -> bool:
    """Whether a sitemap, by its name, lists pages of the site, tags, authors or categories; total."""
    return matches_pattern(sitemap, _SITEMAPS)


def listing_rules(articles: Iterable[str]) -> tuple[str, ...]:
    """Return the patterns of listings that none of the articles has, or will have by its number; total."""
    known = list(articles)
    rules = [one for rule in (*_COMMON, *_OTHERS) for one in _heeding_numbers(rule, known)]
    return tuple(rule for rule in rules if not any(matches_pattern(url, (rule,)) for url in known))


def _heeding_numbers(rule: str, articles: Iterable[str]) -> tuple[str, ...]:
    """Return the rule, or narrower ones where it has years and an article would match by another number."""
    if rule not in _INSTEAD:
        return (rule,)
    years = {_FINAL_NUMBER.sub("/2000", url) for url in articles}
    fit = [one for one in (rule, *_INSTEAD[rule]) if not any(matches_pattern(url, (one,)) for url in years)]
    return (rule,) if rule in fit else tuple(fit)


def deny_listings(named: Iterable[str], articles: Iterable[str], *, unseen: bool = False) -> tuple[str, ...]:
    """Return the patterns of listings that match a URL of `named`, but none of the articles; total.

    With `unseen` those that most software has are among them even where no URL is known: not all was seen.
    """
    listed = list(named)
    common = {*_COMMON, *chain.from_iterable(_INSTEAD.values())} if unseen else set()
    return tuple(
        rule
        for rule in listing_rules(articles)
        if rule in common or any(matches_pattern(url, (rule,)) for url in listed)
    )


def is_page_number(url: str) -> bool:
    """Whether the URL is a further page of a list, which its first page leads to; total."""
    return matches_pattern(url, _FURTHER_PAGES)
