"""The name of the newspaper or site, and the names a title tag may carry as its suffix."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from newsarchive.text.metadata.json_ld import Node, first_text
from newsarchive.text.metadata.meta_tags import MetaTags

GENERIC = frozenset({"article", "news", "home", "index", "website", "blog", "default", "webmaster"})
URL_LIKE = re.compile(r"^(?:https?:)?//|^@|^\d+$")


def stated_outlet(meta: MetaTags, nodes: tuple[Node, ...]) -> str | None:
    """Return the publisher the markup names, else None."""
    named = [
        meta.first("og:site_name"),
        *(first_text(node, "publisher", "sourceOrganization") for node in nodes),
        meta.first("mediaid", "dc.publisher", "application-name", "apple-mobile-web-app-title", "publisher"),
    ]
    return next((name for name in named if name and _is_name(name)), None)


def site_names(url: str, meta: MetaTags, nodes: tuple[Node, ...]) -> tuple[str, ...]:
    """Return names the site goes by: what markup states, its host, the host's own label."""
    stated = [
        meta.first("og:site_name"),
        meta.first("application-name"),
        meta.first("apple-mobile-web-app-title"),
    ]
    stated += [first_text(node, "publisher") for node in nodes]
    try:
        host = (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        host = ""
    labels = host.split(".")
    stated += [host, max(labels[:-1], key=len) if len(labels) > 1 else None]
    return tuple(dict.fromkeys(name for name in stated if name))


def _is_name(name: str) -> bool:
    return 2 <= len(name) <= 60 and not URL_LIKE.match(name) and name.casefold() not in GENERIC
