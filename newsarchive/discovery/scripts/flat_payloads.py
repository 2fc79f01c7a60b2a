"""Unfolds data that has each value once and refers to it: flat payloads by its place, caches by its key.

devalue (https://github.com/sveltejs/devalue: SvelteKit's `__data.json`, Nuxt's `_payload.json`),
turbo-stream (https://github.com/jacob-ebey/turbo-stream: React Router's and Remix's loader data) and Qwik
(https://qwik.dev/docs/advanced/qwikloader/: `qwik/json`). What a payload says more than once is put in again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

_MOST_VALUES = 200_000
_DEEPEST = 60
_DEEPEST_PAYLOAD = 8  # of the data around a payload
_REFERENCE = re.compile(r"[0-9a-z]{1,5}[!~]?\Z")
_KEY = re.compile(r"_\d{1,7}\Z")


def unfold_payloads(value: Any) -> Any:
    """Return data with the flat payloads in it unfolded, and what it names by key; total, and bounded."""
    return with_references(_Unfolding().around(value, 0))


class _Unfolding:
    """One piece of work, with what is left of its bound."""

    def __init__(self) -> None:
        self.left = _MOST_VALUES

    def around(self, value: Any, depth: int) -> Any:
        if depth > _DEEPEST_PAYLOAD:
            return value
        self.left -= 1
        if isinstance(value, list):
            read = self._reader_of(value)
            if read is not None:
                return read(value)
            if self.left > 0 and any(isinstance(one, dict | list) for one in value[:20]):
                return [self.around(one, depth + 1) for one in value]
        elif isinstance(value, dict):
            objects = value.get("objs")
            if isinstance(objects, list) and "refs" in value and len(objects) > 1:
                return {**value, "objs": self._qwik(objects)}
            if self.left > 0:
                return {key: self.around(one, depth + 1) for key, one in value.items()}
        return value

    def _reader_of(self, values: list[Any]) -> Callable[[list[Any]], Any] | None:
        """Return what unfolds an array, None if it is no payload."""
        if len(values) < 4 or not isinstance(values[0], dict | list) or not values[0]:
            return None
        first = values[0]
        places = list(first.values()) if isinstance(first, dict) else first
        if not all(
            isinstance(one, int) and not isinstance(one, bool) and -9 <= one < len(values) for one in places
        ):
            named = isinstance(first, list) and len(first) == 2 and isinstance(first[0], str)
            if not (named and isinstance(first[1], int) and 0 < first[1] < len(values)):
                return None
        # Members of a payload's objects are places; `[{"total": 3}, {"title": …}, …]` is a list as it stands.
        if any(type(one) is not int for value in values if isinstance(value, dict) for one in value.values()):
            return None
        if isinstance(first, dict) and all(_KEY.match(str(key)) for key in first):
            return self._turbo
        # An array of rows of numbers is none: in a payload most of the values are texts and objects.
        texts = sum(isinstance(one, str | dict) for one in values[:200])
        return self._devalue if isinstance(first, dict) or texts >= 0.3 * min(len(values), 200) else None

    def _devalue(self, values: list[Any]) -> Any:
        def put(place: Any, depth: int) -> Any:
            self.left -= 1
            if type(place) is not int or depth > _DEEPEST or self.left < 0:
                return None
            value = values[place] if 0 <= place < len(values) else None
            if isinstance(value, dict):
                return {key: put(one, depth + 1) for key, one in value.items()}
            if isinstance(value, list):
                if len(value) == 2 and isinstance(value[0], str):  # ["Date", "2026-…"], ["Reactive", 1]
                    return put(value[1], depth + 1) if type(value[1]) is int else value[1]
                return [put(one, depth + 1) for one in value]
            return value

        return put(0, 0)

    def _turbo(self, values: list[Any]) -> Any:
        def put(place: Any, depth: int) -> Any:
            self.left -= 1
            if type(place) is not int or depth > _DEEPEST or self.left < 0 or not 0 <= place < len(values):
                return None
            value = values[place]
            if isinstance(value, dict):
                named = (
                    (values[int(key[1:])], one) for key, one in value.items() if self._names(key, values)
                )
                return {str(name): put(one, depth + 1) for name, one in named}
            if isinstance(value, list):
                if len(value) == 2 and isinstance(value[0], str):  # ["D", 1764…]: a date; ["P", 5]: a promise
                    return put(value[1], depth + 1) if value[0] == "P" else value[1]
                return [put(one, depth + 1) for one in value]
            return value

        return put(0, 0)

    @staticmethod
    def _names(key: str, values: list[Any]) -> bool:
        return bool(_KEY.match(key)) and int(key[1:]) < len(values) and isinstance(values[int(key[1:])], str)

    def _qwik(self, values: list[Any]) -> list[Any]:
        """Return the arrays of objects of Qwik's state; references are numbers to the base 36."""

        def put(reference: Any, depth: int) -> Any:
            self.left -= 1
            if not isinstance(reference, str) or not _REFERENCE.match(reference) or self.left < 0:
                return None
            place = int(reference.rstrip("!~"), 36)
            value = values[place] if place < len(values) else None
            return inner(value, depth + 1) if isinstance(value, dict | list) else value

        def inner(value: Any, depth: int) -> Any:
            if depth > 6:  # states refer to what they are in
                return None
            if isinstance(value, dict):
                return {key: put(one, depth) for key, one in value.items()}
            return [put(one, depth) for one in value]

        arrays = [one for one in values if isinstance(one, list) and len(one) >= 2]
        return [inner(one, 0) for one in sorted(arrays, key=len, reverse=True)[:20]]


# What normalised caches name by key: each object is kept once, and others refer to it.
# Apollo (`{"__ref": "Article:12"}`, before its third version `{"type": "id", "id": "Article:12"}`;
# https://www.apollographql.com/docs/react/caching/overview) and Relay (`{"__refs": ["…", "…"]}`).

_MOST_PUT = 400_000  # values that are written out
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
