"""Words that name what somebody does, or a desk, an agency, a button: no person's name."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class _NoNames:
    whole: frozenset[str]
    starts: tuple[str, ...]
    ends: tuple[str, ...]


def is_generic(name: str) -> bool:
    """Whether `name` is a desk, an agency, a login or a button."""
    low = name.casefold()
    known = _no_names()
    return low in known.whole or low.startswith(known.starts) or low.endswith(known.ends)


def cut_role(name: str) -> str:
    """Return `name` without the role at its end; "" where it is one, or has one in three words or more."""
    roles, before = _roles()
    words = name.split()
    low = [word.casefold().strip(".,") for word in words]
    if not any(word in roles for word in low):
        return name
    end = len(words)
    if low[-1] in roles:
        end -= 1
        while end and (low[end - 1] in before or low[end - 1] in roles):
            end -= 1
        return " ".join(words[:end]) if end >= 2 else ""
    return "" if len(words) > 2 else name


def _lines(file: str) -> list[str]:
    data = resources.files("newsarchive.text.metadata") / "data" / file
    return [line for line in data.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]


@cache
def _no_names() -> _NoNames:
    lines = _lines("no_names.txt")
    return _NoNames(
        whole=frozenset(line for line in lines if "*" not in line),
        starts=tuple(line[:-1] for line in lines if line.endswith("*")),
        ends=tuple(line[1:] for line in lines if line.startswith("*")),
    )


@cache
def _roles() -> tuple[frozenset[str], frozenset[str]]:
    lines = _lines("roles.txt")
    at = lines.index("[before]")
    return frozenset(lines[1:at]), frozenset(lines[at + 1 :])
