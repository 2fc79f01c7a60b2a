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
_LARGEST_SHARE = 0.5  # of the objects that are no news; where more are, the word means something else


def is_no_news(item: Mapping[str, Any]) -> bool:
    """Say whether an object says that it is no news; total."""
    return any(
        isinstance(value, str) and _KIND_KEYS.fullmatch(str(key)) and value.strip().lower() in _NO_NEWS
        for key, value in item.items()
    )


def only_news(items: Sequence[Mapping[str, Any]]) -> Sequence[Mapping[str, Any]]:
    """Return the objects without those that say that they are no news, all if most say so; total."""
    kept = [item for item in items if not is_no_news(item)]
    return kept if len(items) - len(kept) <= _LARGEST_SHARE * len(items) else items
