"""A hash of everything that decides how a page is read: code, data, libraries and hints.

Captures that the same code has read need not be read again. The version number would not do: developers
change rules without changing it.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import sys
from datetime import date
from functools import cache
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import Any

import newsarchive
from newsarchive.hints import PageHints
from newsarchive.items import FetchedPage
from newsarchive.testimony import by_weight

# Of the package, what the result of the stages depends on.
_READING = ("text", "discovery", "workers", "stages.py", "items.py", "hints.py", "testimony.py")


def reader_name(hints: PageHints, *, mode: str = "") -> str:
    """Return SHA-256 hex of the code and these hints; `mode` sets apart runs that store other things."""
    given = json.dumps(dataclasses.asdict(hints), default=_ordered, sort_keys=True)
    return hashlib.sha256(f"{code_fingerprint()} {mode} {given}".encode()).hexdigest()


def of_page(reader: str, page: FetchedPage) -> str:
    """Return the reader's name for one page; what lists say of it also decides how it is read."""
    # In the order of their weight, which is all that `last_heard_at` decides: that a list is read again and
    # says the same changes nothing mostly.
    told = [
        f"{one.listing} {one.is_own} {one.facts.key} {one.facts.uniform} {one.heard_at}"
        for one in by_weight(page.told, page.fetched_at)
    ]
    if page.listed_at is None and not told:
        return reader
    given = f"{reader} {page.listed_at} {told}" if told else f"{reader} {page.listed_at}"
    return hashlib.sha256(given.encode("utf-8", "surrogatepass")).hexdigest()


@cache
def code_fingerprint() -> str:
    """Return SHA-256 hex of the reading code, its data, its libraries' versions and Python's."""
    root = Path(newsarchive.__file__).parent
    digest = hashlib.sha256(f"{sys.version_info[:2]} {_libraries()}".encode())
    for name in _READING:
        for file in sorted((root / name).rglob("*")) if (root / name).is_dir() else [root / name]:
            if file.is_file() and "__pycache__" not in file.parts:
                digest.update(f"{file.relative_to(root)} {file.stat().st_size} ".encode())
                digest.update(file.read_bytes())
    return digest.hexdigest()


def _libraries() -> str:
    try:
        needed = [line for line in requires("newsarchive") or () if "extra ==" not in line]
    except PackageNotFoundError:  # run from a bare checkout
        return ""
    names = sorted({_name(line) for line in needed})
    return " ".join(f"{name} {_version(name)}" for name in names)


def _name(requirement: str) -> str:
    end = next((at for at, sign in enumerate(requirement) if sign in " ;<>=!~[("), len(requirement))
    return requirement[:end].lower()


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:  # not for this platform
        return "absent"


def _ordered(value: Any) -> Any:
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} among the hints has no order")
