"""Every mistake of a source file in words: field, value, what is allowed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from newsarchive.sources.declaration import (
    Addresses,
    Extraction,
    Feed,
    FromWayback,
    Links,
    Section,
    Sitemap,
    Source,
)
from newsarchive.sources.expectations import Expect

PARTS: Mapping[str, type[BaseModel]] = {
    "feeds": Feed,
    "sitemaps": Sitemap,
    "sections": Section,
    "addresses": Addresses,
    "links": Links,
    "extraction": Extraction,
    "expect": Expect,
    "wayback": FromWayback,
}
LONGEST_VALUE = 80  # characters of a wrong value shown


def mistakes_of(error: ValidationError) -> list[str]:
    """Return one line a mistake, in the order of the declaration."""
    return list(dict.fromkeys(_line(details) for details in error.errors(include_url=False)))


def _line(details: ErrorDetails) -> str:
    location = [part for part in details["loc"] if not _is_branch(part)]
    field = _field(location)
    match details["type"]:
        case "missing":
            return f"{field} is missing"
        case "extra_forbidden":
            return f"{field} is no field; allowed here: {', '.join(_allowed(location))}"
    return f"{field} = {_value(details['input'])}: {_allowance(details)}"


def _is_branch(part: object) -> bool:
    """Pydantic puts the branch of a union or a key into the location; operators do not know these."""
    return isinstance(part, str) and (
        part in {"int", "[key]"} or part.startswith(("literal[", "constrained-"))
    )


def _field(location: Iterable[int | str]) -> str:
    text = ""
    for part in location:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if text else part
    return text


def _allowed(location: list[int | str]) -> list[str]:
    part = PARTS.get(str(location[0])) if len(location) > 1 else Source
    return list((part or Source).model_fields)


def _value(value: Any) -> str:
    shown = repr(value)
    return shown if len(shown) <= LONGEST_VALUE else shown[: LONGEST_VALUE - 1] + "…"


def _allowance(details: ErrorDetails) -> str:
    message = details["msg"].removeprefix("Value error, ")
    return message if message.startswith("allowed:") else f"allowed: {_lower_first(message)}"


def _lower_first(message: str) -> str:
    message = message.removeprefix("Input should be ").removeprefix("String should ")
    message = message.removeprefix("have ")
    return message[:1].lower() + message[1:]
