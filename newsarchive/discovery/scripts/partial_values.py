"""Values of scripts that are known in part: strings with unknown pieces, forms, data in addresses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_DEEPEST = 60  # values in one another that are looked into


@dataclass(frozen=True, slots=True)
class Unknown:
    """An expression that only running the script would give; `words` is how it is written."""

    words: str


@dataclass(frozen=True, slots=True)
class WrittenData(Unknown):
    """An object that an address has as JSON; some of its members may be unknown."""

    value: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class JoinedText:
    """A string of which some parts are unknown."""

    parts: tuple[str | Unknown, ...]


class FormValues(dict[str, Any]):
    """The members of a form or of a query: `new URLSearchParams({page: 1})`."""


def joined_with(mark: str, values: list[Any]) -> Any:
    """Return what the parts of an array are joined to."""
    terms = [term for number, one in enumerate(values) for term in ((mark, one) if number else ("", one))]
    return sum_of(terms) if terms else ""


def bound(value: Any, names: Mapping[str, Any], depth: int = 0) -> Any:
    """Return the value with the unknown names replaced by what they stand for; others become None."""
    if isinstance(value, Unknown):
        return names.get(value.words)
    if isinstance(value, JoinedText):
        parts = [
            str(names.get(part.words, "")) if isinstance(part, Unknown) else part for part in value.parts
        ]
        return "".join(parts)
    if depth > _DEEPEST:
        return None
    if isinstance(value, dict):
        return {key: bound(one, names, depth + 1) for key, one in value.items()}
    if isinstance(value, list):
        return [bound(one, names, depth + 1) for one in value]
    return value


def sum_of(terms: list[Any]) -> Any:
    """Return the sum of terms: the one, a string, or a phrase if some are unknown."""
    if len(terms) == 1:
        return terms[0]
    if all(type(term) is int for term in terms):
        return sum(terms)
    parts: list[str | Unknown] = []
    for term in terms:
        term = _queried(term) if isinstance(term, FormValues) else term  # noqa: PLW2901
        if isinstance(term, dict) and term and any(isinstance(one, str) and "=" in one for one in terms):
            parts.append(WrittenData("", term))
            continue
        for part in term.parts if isinstance(term, JoinedText) else (term,):
            text = _as_text(part)
            if isinstance(text, str) and parts and isinstance(parts[-1], str):
                parts[-1] += text
            elif text != "":
                parts.append(text)
    if all(isinstance(part, str) for part in parts):
        return "".join(map(str, parts))
    return JoinedText(tuple(parts)) if len(parts) > 1 else parts[0]


def _queried(form: FormValues) -> JoinedText:
    """Return a form as it stands in an address."""
    parts: list[str | Unknown] = []
    for number, (name, value) in enumerate(form.items()):
        parts += [f"{'&' if number else ''}{name}=", _as_text(value)]
    return JoinedText(tuple(parts))


def _as_text(value: Any) -> str | Unknown:
    if isinstance(value, str | Unknown):
        return value
    if isinstance(value, bool) or value is None or not isinstance(value, int | float):
        return Unknown("")
    return str(value)
