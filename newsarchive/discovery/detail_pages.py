"""Where a page says that the articles of a list stand: `data-detail-page="/news/article"` of the list's box.

Content systems have a list and the page of one article apart, and their boxes name that page; an object of
the list has only what comes behind it, a slug or the rest of a path (Sitefinity: `UrlName`,
`ItemDefaultUrl`; https://www.progress.com/documentation/sitefinity-cms/odata-web-services).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from newsarchive.discovery.article_arrays import identifying_members
from newsarchive.discovery.object_members import members_of
from newsarchive.discovery.urls import resolve, same_site

_DETAIL = re.compile(
    r"(?:[a-z]+-){0,3}(?:details?|items?|articles?|story|stories|news|post|single|view|read(?:er)?|target|open)"
    r"-(?:page|url|path|link|href|root|base|uri|prefix)(?:-(?:url|path|value))?",
    re.IGNORECASE,
)
_PATH = re.compile(r"(?:https?://[^/\s]{1,100})?/[\w./~%-]{1,200}")
_FILE = re.compile(r"\.(?:json|xml|js|css|php|aspx?|ashx|svc|png|jpe?g|svg|gif)\Z", re.IGNORECASE)
_REST = re.compile(r"/?[\w%~.-]+(?:/[\w%~.-]+){0,8}/?")
_INTERFACE = re.compile(r"/(?:api|odata|wp-json|graphql|ajax|rest|jsonapi)(?:/|\Z)", re.IGNORECASE)
_MOST_PAGES, _MOST_MEMBERS = 4, 3
_ENOUGH = 0.8  # of the objects whose member may stand behind the page
_LOOKED_AT = 60


def detail_pages(attributes: Sequence[tuple[str, str]], page: str) -> list[str]:
    """Return the addresses that attributes of a page name as those below which articles stand; total.

    `attributes` are names without their `data-`, and values.
    """
    found: dict[str, None] = {}
    for name, value in attributes:
        if not _DETAIL.fullmatch(name) or not _PATH.fullmatch(value) or _FILE.search(value):
            continue
        resolved = resolve(page, value)
        if resolved and same_site(resolved, page) and not _INTERFACE.search(urlsplit(resolved).path):
            found[resolved.rstrip("/")] = None
    return list(islice(found, _MOST_PAGES))


def templates_below(pages: Sequence[str], items: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return templates of addresses below pages, of a member that all objects have and each its own; total.

    Rests of paths come first, then what identifies an object: a slug before a number.
    """
    rows = [members_of(item) for item in items[:_LOOKED_AT]]
    rests = [name for name in rows[0] if _are_rests(name, rows)] if rows else []
    codes = identifying_members(items)
    codes.sort(key=lambda name: all(row.get(name, "").isdigit() for row in rows))
    members = list(dict.fromkeys([*rests, *codes]))[:_MOST_MEMBERS]
    return [
        page + ("" if rows[0].get(name, "").startswith("/") else "/") + f"{{{name}}}"
        for page in pages
        for name in members
        if not re.search(r"[{}:]", name)
    ]


def _are_rests(name: str, rows: Sequence[Mapping[str, str]]) -> bool:
    """Say whether a member is the rest of a path in most objects: it has a slash, and no host."""
    values = [row[name] for row in rows if name in row]
    fitting = [one for one in values if one.count("/") and _REST.fullmatch(one)]
    return len(fitting) >= _ENOUGH * len(rows) and len(set(fitting)) == len(fitting)
