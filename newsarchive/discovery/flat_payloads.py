"""Unfolds payloads that are written flat, each value once, with references to its place.

devalue (https://github.com/sveltejs/devalue: SvelteKit's `__data.json`, Nuxt's `_payload.json`),
turbo-stream (https://github.com/jacob-ebey/turbo-stream: React Router's and Remix's loader data) and Qwik
(https://qwik.dev/docs/advanced/qwikloader/: `qwik/json`). What a payload says more than once is put in again.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from newsarchive.discovery.normalised_stores import with_references

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
