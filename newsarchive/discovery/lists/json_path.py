"""JSONPath as RFC 9535 has it, and members of an object by their names joined by dots."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from newsarchive.discovery.lists.article_arrays import ANY_PLACE
from newsarchive.discovery.lists.list_paging import path_step
from newsarchive.discovery.lists.object_members import Place, members_of, written_number

_LAST_MEMBER = re.compile(r"(?:\.[A-Za-z_]\w*|\[\"[^\"\\]+\"\])(?:\[\*\])*\Z", re.ASCII)
_MOST_NODES = 5_000
# What the library's parser runs into besides its own errors: `$[1e400]` is an int for it. That it is not
# installed is no fault of a path.
_PARSERS = (RecursionError, ValueError)


def path_problem(path: str) -> str | None:
    """Return what is wrong with a JSONPath, None if nothing is."""
    import jsonpath  # noqa: PLC0415 - slow, and most sources declare none

    if not path.startswith("$"):
        return "it does not begin with $"
    try:
        _compiled(path)
    except (jsonpath.JSONPathError, *_PARSERS) as error:
        return next(iter(str(error).splitlines()), "it cannot be read")
    return None


@lru_cache(maxsize=64)
def _compiled(path: str) -> Any:
    import jsonpath  # noqa: PLC0415 - as above

    # Strictly the standard: without the additions of the library, which other readers do not know.
    return jsonpath.JSONPathEnvironment(strict=True).compile(path)


def values_at(path: str, value: Any) -> list[Any]:
    """Return the values that a JSONPath finds, none if it is wrong; total, and bounded."""
    import jsonpath  # noqa: PLC0415 - as above

    found: list[Any] = []
    try:
        for match in _compiled(path).finditer(value):
            found.append(match.obj)
            if len(found) >= _MOST_NODES:
                break
    except (jsonpath.JSONPathError, *_PARSERS):
        return found
    return found


def member_at(name: str, item: Mapping[str, Any]) -> str | None:
    """Return a member of an object as text: by JSONPath (`$…`), or by its keys joined by dots."""
    if not name.startswith("$"):
        return members_of(item).get(name)
    for found in values_at(name, item):
        if isinstance(found, str) and found.strip():
            return found.strip()
        if isinstance(found, int | float) and not isinstance(found, bool):
            return written_number(found)
    return None


def descendant_path(path: str) -> str | None:
    """Return the path that finds the last named member of a path wherever it is; None if it names none."""
    found = _LAST_MEMBER.search(path)
    if found is None:
        return None
    return f"$..{found[0].lstrip('.')}" if path_problem(f"$..{found[0].lstrip('.')}") is None else None


def path_of(place: Place) -> str:
    """Return the JSONPath that leads to the objects of an array."""
    return "$" + "".join("[*]" if step == ANY_PLACE else path_step(step) for step in place)
