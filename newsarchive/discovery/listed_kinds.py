"""Leaves out of a list what it says itself to be no news: pages of the site, adverts, people, parts."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

# What lists call the kind of what they list; Hugo's and Jekyll's indexes say `section` and `type`.
_KIND_KEYS = re.compile(
    r"(?:content|post|object|item|card|entry|doc(?:ument)?|node|page|resource|record)?_?(?:type|kind|format|class)"
    r"|section|layout|collection",
    re.IGNORECASE,
)
_NO_NEWS = frozenset(
    {
        *(
            "page",
            "pages",
            "static",
            "home",
            "homepage",
            "landing",
            "landing-page",
            "about",
            "contact",
            "imprint",
        ),
        *(
            "legal",
            "privacy",
            "faq",
            "help",
            "search",
            "form",
            "404",
            "promo",
            "promos",
            "promotion",
            "advert",
        ),
        *(
            "adverts",
            "advertisement",
            "advertising",
            "ad",
            "ads",
            "banner",
            "sponsor",
            "sponsored",
            "product",
        ),
        *(
            "products",
            "shop",
            "taxonomy",
            "term",
            "tag",
            "tags",
            "category",
            "categories",
            "author",
            "authors",
        ),
        *("person", "people", "staff", "user", "users", "newsletter", "subscription"),
    }
)
# Sections that a newspaper may have: a list's word for them says nothing about what is in them.
_OF_NEWSPAPERS = frozenset(
    {
        *("home", "legal", "help", "product", "products", "shop", "people", "person", "staff", "ad", "ads"),
        *("promo", "promos", "promotion", "newsletter", "advertising", "sponsor", "user", "users", "form"),
    }
)
_LARGEST_SHARE = 0.5  # of the objects that are no news; where more are, the word means something else


# What interfaces have a document's own members in: Elasticsearch, JSON:API and Strapi, Contentful, GraphQL.
_ENVELOPES = ("_source", "attributes", "fields", "node", "document")


def is_no_news(item: Mapping[str, Any]) -> bool:
    """Say whether an object, or the document that it is the envelope of, says that it is no news; total."""
    inner = (one for name in _ENVELOPES if isinstance(one := item.get(name), Mapping))
    return any(map(_is_no_news, (item, *inner)))


def _is_no_news(item: Mapping[str, Any]) -> bool:
    return any(
        isinstance(value, str) and _KIND_KEYS.fullmatch(str(key)) and _says_no_news(str(key), value)
        for key, value in item.items()
    )


def _says_no_news(key: str, value: str) -> bool:
    word = value.strip().lower()
    is_section = key.lower() in {"section", "collection"}
    return word in _NO_NEWS and not (is_section and word in _OF_NEWSPAPERS)


def only_news(items: Sequence[Mapping[str, Any]]) -> Sequence[Mapping[str, Any]]:
    """Return the objects without those that say that they are no news, all if most say so; total."""
    kept = [item for item in items if not is_no_news(item)]
    return kept if len(items) - len(kept) <= _LARGEST_SHARE * len(items) else items
