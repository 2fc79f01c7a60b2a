"""Cursors of long answers: where the page before ended, so that what is stored meanwhile moves no page."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from newsarchive.errors import UsageError


class PagePlace(NamedTuple):
    """The last article of a page, in the order of `published_at` (newest first, unknown last), then URL."""

    published_at: str | None
    url: str
    article_id: int


def written_cursor(place: PagePlace) -> str:
    """Return the place as a word of letters, digits, - and _."""
    return _written(place)


def read_cursor(text: str) -> PagePlace:
    """Return the place that a cursor names; UsageError for what no answer gave out."""
    try:
        published_at, url, article_id = _read(text)
        if published_at is not None:
            datetime.fromisoformat(published_at)
    except (ValueError, TypeError) as error:
        raise _unknown(text) from error
    if not (isinstance(url, str) and type(article_id) is int and 0 <= article_id < 1 << 63):
        raise _unknown(text)
    return PagePlace(published_at, url, article_id)


def written_name_cursor(name: str) -> str:
    """Return the last name of a page of a list that is sorted by name, as `written_cursor` does a place."""
    return _written([name])


def read_name_cursor(text: str) -> str:
    """Return the name of such a cursor; UsageError for what no answer gave out."""
    found = _read(text)
    if isinstance(found, list) and len(found) == 1 and isinstance(found[0], str):
        return found[0]
    raise _unknown(text)


def _written(value: Sequence[object]) -> str:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _read(text: str) -> Any:
    try:
        return json.loads(base64.urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4)))
    except (ValueError, binascii.Error, RecursionError) as error:
        raise _unknown(text) from error


def _unknown(text: str) -> UsageError:
    return UsageError(
        f"cursor={text[:60]!r} is no cursor of this archive.",
        hint="Give `next_cursor` of the page before as it stands, or leave it out for the first page.",
    )
