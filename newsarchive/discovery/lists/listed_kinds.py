"""Leaves out of a list what it says itself to be no news: pages of the site, adverts, people, parts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from newsarchive.discovery.lists.object_members import members_of, moment_of

# What lists call the kind of what they list; Hugo's and Jekyll's indexes say `section` and `type`.
_KIND_KEYS = re.compile(
    r"(?:content|post|object|item|card|entry|doc(?:ument)?|node|page|resource|record|news)?_?(?:type|kind|format|class)"
    r"|__typename|section|layout|collection",
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
    return any(map(_is_no_news, _with_documents(item)))


def _with_documents(item: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return an object and the documents that it is the envelope of."""
    return [item, *(one for name in _ENVELOPES if isinstance(one := item.get(name), Mapping))]


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
    kept = _without_other_kinds(kept)
    return kept if len(items) - len(kept) <= _LARGEST_SHARE * len(items) else items


# What is no news among news: of another kind than nearly all, and without the time that these have.

_OF_NEWS = re.compile(
    r"(?:news_?)?(?:articles?|story|stories|posts?)|news|newsarticle|blogposting|cikk|nota|noticia|artikel"
)
_NEARLY_ALL = 0.6  # of the objects: one advert or recipe comes with six articles or more, a notice with ten


def _without_other_kinds(items: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return the objects without those that are of another kind than the articles, and have no time."""
    kinds = [_kinds_of(item) for item in items]
    counted = Counter(pair for one in kinds for pair in one.items() if _OF_NEWS.fullmatch(pair[1]))
    for (key, word), count in counted.most_common(2):
        if count < _NEARLY_ALL * len(items):
            continue
        news = [item for item, one in zip(items, kinds, strict=True) if one.get(key) == word]
        if all(map(has_time, news)):
            pairs = zip(items, kinds, strict=True)
            return [item for item, one in pairs if one.get(key) == word or has_time(item)]
    return list(items)


def _kinds_of(item: Mapping[str, Any]) -> dict[str, str]:
    """Return what an object or its document says of its kind, by the keys."""
    return {
        str(key): value.strip().lower()
        for one in _with_documents(item)
        for key, value in one.items()
        if isinstance(value, str) and _KIND_KEYS.fullmatch(str(key))
    }


def has_time(item: Mapping[str, Any]) -> bool:
    """Say whether a member of an object is a time; total."""
    return any(moment_of(value) is not None for value in members_of(item).values())
