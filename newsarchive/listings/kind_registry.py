"""Finds the installed kinds of listings by their entry points."""

from __future__ import annotations

import pkgutil
import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from typing import Any

import newsarchive.listings
from newsarchive.errors import ConfigurationError
from newsarchive.lifecycle import ARTICLE_KIND
from newsarchive.listings.listing_kind import ListingKind

ENTRY_POINT_GROUP = "newsarchive.listing_kinds"
_OURS = f"{newsarchive.listings.__name__}."
_NAME = re.compile(r"[a-z][a-z0-9_]{0,30}\Z")
# Names of kinds of URLs that are not listings.
_TAKEN = frozenset({ARTICLE_KIND})


@cache
def listing_kinds() -> tuple[ListingKind[Any], ...]:
    """Return the installed kinds, in the order in which their listings are fetched.

    Raises ConfigurationError if an entry point is wrong; the message says which, and why.
    """
    found = [_kind(entry) for entry in entry_points(group=ENTRY_POINT_GROUP)]
    if not any(type(kind).__module__.startswith(_OURS) for kind in found):
        found += own_kinds()
    _demand_distinct(found)
    return tuple(sorted(found, key=lambda kind: (kind.rank, kind.name)))


def kind_named(name: str) -> ListingKind[Any] | None:
    """Return the installed kind of that name; None for `article` and kinds that are not installed."""
    return next((kind for kind in listing_kinds() if kind.name == name), None)


def own_kinds() -> Iterator[ListingKind[Any]]:
    """Yield the kinds of this package: run from an egg or a bare checkout, it has no entry points."""
    for module in pkgutil.iter_modules(newsarchive.listings.__path__):
        for value in vars(import_module(_OURS + module.name)).values():
            if _is_kind(value) and value.__module__ == _OURS + module.name:
                yield value()


def _is_kind(value: object) -> bool:
    return isinstance(value, type) and issubclass(value, ListingKind) and value is not ListingKind


def _kind(entry: EntryPoint) -> ListingKind[Any]:
    where = f"Entry point {entry.name!r} of {ENTRY_POINT_GROUP} ({entry.value})"
    hint = "Fix or uninstall the distribution that declares it."
    try:
        value = entry.load()
    except Exception as error:  # imported code of third parties may raise anything
        said = f"{type(error).__name__}: {error}"
        raise ConfigurationError(f"{where} cannot be imported: {said}.", hint=hint) from error
    if not _is_kind(value):
        raise ConfigurationError(f"{where} is not a subclass of ListingKind.", hint=hint)
    needed = ("name", "singular", "plural", "meaning", "field", "table")
    missing = [each for each in needed if not hasattr(value, each)]
    if missing:
        raise ConfigurationError(f"{where} has no {', no '.join(missing)}.", hint=hint)
    kind: ListingKind[Any] = value()
    if not _NAME.match(kind.name) or not _NAME.match(kind.field) or kind.name in _TAKEN:
        raise ConfigurationError(
            f"{where}: name = {kind.name!r}, field = {kind.field!r}: allowed: a-z, 0-9 and _, not 'article'.",
            hint=hint,
        )
    return kind


def _demand_distinct(kinds: list[ListingKind[Any]]) -> None:
    for attribute in ("name", "field"):
        seen: dict[str, ListingKind[Any]] = {}
        for kind in kinds:
            value = getattr(kind, attribute)
            other = seen.setdefault(value, kind)
            if other is not kind:
                raise ConfigurationError(
                    f"Two kinds of listings have the {attribute} {value!r}: {type(other).__module__} and"
                    f" {type(kind).__module__}.",
                    hint="Uninstall one of the two distributions.",
                )
