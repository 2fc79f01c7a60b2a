"""Puts in what normalised caches name by key: each object is kept once, and others refer to it.

Apollo (`{"__ref": "Article:12"}`, before its third version `{"type": "id", "id": "Article:12"}`;
https://www.apollographql.com/docs/react/caching/overview) and Relay (`{"__refs": ["…", "…"]}`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_MOST_VALUES = 200_000  # looked at, as of all data
_MOST_PUT = 400_000  # values that are written out
_DEEPEST = 60
_DEEPEST_REFERENCE = 6  # Relay's connection, edges, node, link
_MOST_STORES = 4
_FEWEST_STORED = 2


def with_references(value: Any) -> Any:
    """Return data with the objects in it that a store of it names by their keys; total, and bounded.

    Arrays of references within an element of such an array stay as they are: an author's articles.
    """
    named, tables = _references_in(value)
    if not named:
        return value
    # Each table's own keys are looked at: a page may have as many tables as references.
    ranked = sorted(tables, key=lambda table: sum(key in named for key in table), reverse=True)
    stores = [table for table in ranked[:_MOST_STORES] if any(key in named for key in table)]
    return _Putting(stores).put(value, 0, 0, within=False) if stores else value


def _key_of(value: Mapping[str, Any]) -> str | None:
    """Return the key of the object that an object only refers to, None if it is no reference."""
    key = value.get("__ref")
    if key is None and value.get("type") == "id" and len(value) <= 4:
        key = value.get("id")
    return key if isinstance(key, str) else None


def _keys_of(value: Mapping[str, Any]) -> list[Any] | None:
    keys = value.get("__refs")
    return keys if isinstance(keys, list) else None


def _references_in(root: Any) -> tuple[set[str], list[Mapping[str, Any]]]:
    """Return the keys that data refers to, and the objects of objects in it."""
    named: set[str] = set()
    tables: list[Mapping[str, Any]] = []
    waiting: list[tuple[Any, int]] = [(root, 0)]
    left = _MOST_VALUES
    while waiting and left > 0:
        value, depth = waiting.pop()
        left -= 1
        if depth > _DEEPEST:
            continue
        if isinstance(value, dict):
            key = _key_of(value)
            named |= {key} if key is not None else set()
            named |= {one for one in _keys_of(value) or () if isinstance(one, str)}
            if sum(isinstance(one, dict) for one in value.values()) >= _FEWEST_STORED:
                tables.append(value)
            waiting += ((one, depth + 1) for one in value.values() if isinstance(one, dict | list))
        elif isinstance(value, list):
            waiting += ((one, depth + 1) for one in value if isinstance(one, dict | list))
    return named, tables


class _Putting:
    """One piece of work, with what was written out and what is left of its bound."""

    def __init__(self, stores: list[Mapping[str, Any]]) -> None:
        self.stores = stores
        self.left = _MOST_PUT
        self.made: dict[tuple[str, int, bool], Any] = {}
        self.open: set[str] = set()

    def put(self, value: Any, depth: int, steps: int, *, within: bool) -> Any:
        """Return a value with what it refers to; `within` an element of an array of references."""
        self.left -= 1
        if depth > _DEEPEST or self.left <= 0:
            return value
        if isinstance(value, list):
            refers = any(isinstance(one, dict) and _key_of(one) is not None for one in value[:5])
            kept = refers and within
            return (
                value if kept else [self.put(one, depth + 1, steps, within=within or refers) for one in value]
            )
        if isinstance(value, dict):
            return self._put_in(value, depth, steps, within=within)
        return value

    def _put_in(self, value: Mapping[str, Any], depth: int, steps: int, *, within: bool) -> Any:
        key, keys = _key_of(value), _keys_of(value)
        if key is not None:
            return self._object(key, value, depth, steps, within=within)
        if keys is not None:
            return (
                value if within else [self._object(str(one), None, depth, steps, within=True) for one in keys]
            )
        return {name: self.put(one, depth + 1, steps, within=within) for name, one in value.items()}

    def _object(self, key: str, otherwise: Any, depth: int, steps: int, *, within: bool) -> Any:
        """Return the object of a key; `otherwise` where there is none, or it is within itself."""
        found = next((store[key] for store in self.stores if key in store), None)
        if not isinstance(found, dict) or steps >= _DEEPEST_REFERENCE or key in self.open:
            return otherwise
        known = (key, steps, within)
        if known not in self.made:
            self.open.add(key)
            self.made[known] = self.put(found, depth + 1, steps + 1, within=within)
            self.open.discard(key)
        return self.made[known]
