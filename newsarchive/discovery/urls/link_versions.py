"""Tells links that repeat another link's page: to print, to mail, to share, to comment on."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from urllib.parse import unquote, urlsplit

from newsarchive.discovery.urls.canonical_urls import canonical_key
from newsarchive.discovery.urls.scoring import TWIN_WORDS
from newsarchive.discovery.urls.url_shapes import IDENTIFYING_KINDS, shape_of

# What an address ends with, or says in its query, that shows an article in another way.
_ENDINGS = TWIN_WORDS | {
    *("printable", "pdf", "reply", "trackback", "print-view", "drucken", "imprimer", "imprimir", "stampa"),
    *("send", "recommend", "forward", "epub", "txt", "comments-section", "respond"),
}
_PARAMETERS = _ENDINGS | {
    *(
        "tmpl",
        "replytocom",
        "showcomment",
        "comment_id",
        "output",
        "format",
        "printversion",
        "drucken",
        "share",
    ),
    *("print_view", "printview", "isprint", "is_print", "pop", "viewmode", "action", "do", "task", "view"),
}
# Parameters with these names choose an article, and so does a number where others say how to show one.
_CHOOSING = re.compile(
    r"(?:news|article|story|item|post|entry|content|page|node|n|a|p|t)?_?id|article|story|news|item|post|nr|no",
    re.IGNORECASE,
)
_NUMBER_OF_ONE = re.compile(r"\d{2,}")
_OF_SHOWING = frozenset({"view", "action", "do", "task", "format", "output", "share", "viewmode"})
_MOST_VERSIONS = 4  # of one article; an address with more is a list's, and its parameters choose


def versions_among(urls: Iterable[str], page: str | None = None) -> frozenset[str]:
    """Return the keys of the links that are versions of others among them; total.

    What adds parameters to an address that is linked too, and that names one article, is a version of it. So
    is what adds `/print` and the like. `page` is the address of the page itself, whose parameters choose.
    """
    plain: dict[str, str] = {}
    asked: dict[str, tuple[str, str]] = {}
    for url in urls:
        key = canonical_key(url)
        try:
            parts = urlsplit(url)
        except ValueError:
            continue
        if parts.query:
            asked.setdefault(key, (url, canonical_key(url.partition("?")[0])))
        plain.setdefault(key, url)
    own = canonical_key(page.partition("?")[0]) if page else None
    of: defaultdict[str, set[str]] = defaultdict(set)
    sure: set[str] = set()
    for key, (url, base) in asked.items():
        if base in plain and base != own and not _chooses(url) and _names_article(plain[base]):
            of[base].add(key)
            if _is_said(url):
                sure.add(key)
    found = {key for keys in of.values() if len(keys) <= _MOST_VERSIONS for key in keys} | sure
    for key, url in plain.items():
        above, _, last = url.partition("?")[0].rstrip("/").rpartition("/")
        if unquote(last).partition(".")[0].lower() in _ENDINGS and _names_article(above):
            bases = {canonical_key(above), canonical_key(f"{above}/")}
            if bases & plain.keys():
                found.add(key)
    return frozenset(found)


def _names_article(url: str) -> bool:
    """Say whether the last part of an address names something, and is no word of the site's own."""
    shape = shape_of(url)
    if shape is None or not shape.segments:
        return False
    return any(token.kind in IDENTIFYING_KINDS for token in shape.segments[-1])


def _chooses(url: str) -> bool:
    """Say whether the parameters of an address say which article it is of."""
    chosen = False
    for pair in urlsplit(url).query.lower().split("&"):
        name, _, value = pair.partition("=")
        numbered = name in _OF_SHOWING and _NUMBER_OF_ONE.fullmatch(value) is not None
        if (name in _PARAMETERS or value in _ENDINGS) and not numbered:
            return False
        chosen = chosen or numbered or (bool(value) and _CHOOSING.fullmatch(name) is not None)
    return chosen


def _is_said(url: str) -> bool:
    pairs = urlsplit(url).query.lower().split("&")
    return any(pair.partition("=")[0] in _PARAMETERS or pair.partition("=")[2] in _ENDINGS for pair in pairs)
