"""Private API of pydantic: the words it puts into the location of a mistake."""

from __future__ import annotations

from collections.abc import Iterable


def field_location(location: Iterable[int | str]) -> list[int | str]:
    """Return a mistake's location without the branch of a union and the key of a table.

    Operators do not know these. Upstream: `ErrorDetails` with the branch apart from the path.
    """
    return [part for part in location if not _is_branch(part)]


def _is_branch(part: object) -> bool:
    return isinstance(part, str) and (
        part in {"int", "[key]"} or part.startswith(("literal[", "constrained-"))
    )
