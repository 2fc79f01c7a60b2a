"""Reads manifests of saved pages; all lines are checked before any page is read."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NoReturn

from newsarchive.errors import ManifestError, UsageError

REQUIRED_FIELDS = ("id", "path")
OPTIONAL_FIELDS = ("url", "content_type", "fetched_at", "source")
_SHAPE = '{"id", "path", "url"?, "content_type"?, "fetched_at"?, "source"?}'


@dataclass(frozen=True, slots=True, kw_only=True)
class ManifestLine:
    """One line of a manifest: a saved page, where its bytes are, and its metadata.

    `path` is absolute or relative to the current folder; `fetched_at` is aware, in UTC; `number` counts the
    lines of the file from 1. Keys that are missing or null are None.
    """

    number: int
    id: str
    path: str
    url: str | None = None
    content_type: str | None = None
    fetched_at: datetime | None = None
    source: str | None = None


class _MistakeError(ValueError):
    """A mistake in a line; its text follows file and line number in the message."""


def read_manifest(path: Path) -> list[ManifestLine]:
    """Return the lines of the file in order, without empty ones.

    Raises UsageError if the file cannot be read; ManifestError, naming file and line, for the first line that
    is not a JSON object with the allowed keys and types, or repeats an id.
    """
    lines: list[ManifestLine] = []
    seen: dict[str, int] = {}
    for number, raw in _numbered(path):
        try:
            line = _line(number, raw)
        except _MistakeError as mistake:
            _fail(path, number, str(mistake))
        if line.id in seen:
            _fail(
                path,
                number,
                f"id {line.id!r} is already used on line {seen[line.id]}; each id may occur once",
            )
        seen[line.id] = number
        lines.append(line)
    return lines


def counts_from_elsewhere(manifest: Path, lines: Sequence[ManifestLine]) -> str | None:
    """Return what to tell where paths were meant to count from the manifest's folder; None elsewhere.

    So it is where the first file is not in the current folder but beside the manifest.
    """
    first = next((line for line in lines if not Path(line.path).is_absolute()), None)
    if first is None or "\0" in first.path:
        return None
    if Path(first.path).exists() or not (manifest.parent / first.path).exists():
        return None
    return (
        f"{first.path!r} (line {first.number}) is not in the current folder, from which paths count, but"
        f" beside the manifest: run the command in {str(manifest.parent)!r}, or write absolute paths."
    )


def _numbered(path: Path) -> Iterator[tuple[int, bytes]]:
    try:
        with path.open("rb") as file:
            for number, raw in enumerate(file, start=1):
                if raw.strip():
                    yield number, raw
    except OSError as error:
        raise UsageError(
            f"The manifest {str(path)!r} cannot be read: {error.strerror}.",
            hint=f"Give a file with one JSON object a line: {_SHAPE}",
        ) from error


def _fail(path: Path, number: int, mistake: str) -> NoReturn:
    raise ManifestError(
        f"{path}, line {number}: {mistake}.", hint=f"A line is {_SHAPE}; nothing was written."
    )


def _line(number: int, raw: bytes) -> ManifestLine:
    values = _object(raw)
    if unknown := sorted(set(values) - {*REQUIRED_FIELDS, *OPTIONAL_FIELDS}):
        allowed = ", ".join((*REQUIRED_FIELDS, *OPTIONAL_FIELDS))
        raise _MistakeError(f"unknown key {unknown[0]!r}; allowed are {allowed}")
    for key in REQUIRED_FIELDS:
        if not values.get(key):
            raise _MistakeError(f"{key!r} is missing or empty")
    for key, value in values.items():
        _check_text(key, value)
    fetched_at = values.pop("fetched_at", None)
    return ManifestLine(number=number, fetched_at=fetched_at and _time(fetched_at), **values)


def _object(raw: bytes) -> dict[str, Any]:
    try:
        value = json.loads(raw.decode("utf-8-sig"), object_pairs_hook=_unique)
    except _MistakeError:
        raise
    except UnicodeDecodeError as error:
        raise _MistakeError(f"not UTF-8 at byte {error.start + 1}") from error
    except (ValueError, RecursionError) as error:
        raise _MistakeError(f"not JSON ({error})") from error
    if not isinstance(value, dict):
        raise _MistakeError("not a JSON object")
    return value


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise _MistakeError("a key occurs twice")
    return found


def _check_text(key: str, value: Any) -> None:
    if value is None and key in OPTIONAL_FIELDS:
        return
    if not isinstance(value, str):
        raise _MistakeError(f"{key!r} is {json.dumps(value)[:80]}; only a text in quotation marks is allowed")
    if not value.isascii() and any("\ud800" <= character <= "\udfff" for character in value):
        raise _MistakeError(f"{key!r} holds half a surrogate pair, which is no character")
    if key in {"url", "content_type", "source"} and any(character < " " for character in value.strip()):
        raise _MistakeError(f"{key!r} holds a control character")


def _time(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text.strip())
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise _MistakeError(
            f"'fetched_at' is {text!r}; allowed is ISO 8601: 2026-07-31T09:30:00+08:00, or UTC without offset"
        ) from error
