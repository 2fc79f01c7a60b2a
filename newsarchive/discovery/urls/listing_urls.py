"""Tells URLs of listings (by author, tag, category, date or page) as common site software names them."""

from __future__ import annotations

from collections.abc import Iterable

from newsarchive.discovery.urls.canonical_urls import matches_pattern

_DATES = r"(?:19|20)\d\d(?:/\d\d?){0,2}"
# Each has a pattern of its own, so that a site with articles at one of them still uses the others. Below
# `archives` only dates are lists: WordPress and Typecho also put articles there, by their numbers.
_NUMBERED = (
    r"/page[/-]?\d+(?:/|\.html?)?$",
    r"/index[-_]?\d+\.html?$",
    r"[?&]paged?=\d+",
)
_COMMON = (
    *(
        rf"^https?://[^/]+(?:/[^?#]*)?/{word}(?:/|\.html?|$)"
        for word in ("tags?", "categor(?:y|ies)", "authors?", "labels?")
    ),
    rf"^https?://[^/]+(?:/[^?#]*)?/archives?(?:/{_DATES})?/?(?:index\.html?|\.html?)?$",
    rf"^https?://[^/]+/(?:[^/]+/)?{_DATES}/?(?:index\.html?)?$",
    *_NUMBERED,
)
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
    """Return the patterns of listings that none of the articles has; total."""
    known = list(articles)
    rules = (*_COMMON, *_OTHERS)
    return tuple(rule for rule in rules if not any(matches_pattern(url, (rule,)) for url in known))


def deny_listings(named: Iterable[str], articles: Iterable[str], *, unseen: bool = False) -> tuple[str, ...]:
    """Return the patterns of listings that match a URL of `named`, but none of the articles; total.

    With `unseen` those that most software has are among them even where no URL is known: not all was seen.
    """
    listed = list(named)
    return tuple(
        rule
        for rule in listing_rules(articles)
        if (unseen and rule in _COMMON) or any(matches_pattern(url, (rule,)) for url in listed)
    )


def is_page_number(url: str) -> bool:
    """Whether the URL is a further page of a list, which its first page leads to; total."""
    return matches_pattern(url, _NUMBERED)
