"""JSON Feed (https://www.jsonfeed.org/version/1.1/) into links."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from newsarchive.discovery.reading import Link, Reading, distinct
from newsarchive.discovery.urls import is_http_url, resolve

LONGEST_TITLE = 500
_VERSION = "jsonfeed.org/version/"


def is_json(text: str) -> bool:
    """Say whether a text can only be a JSON document: no XML begins so."""
    return text.lstrip("\ufeff \t\r\n").startswith("{")


def read_json_feed(text: str, url: str, most: int) -> Reading:
    """Return the items in their order; an item without an address of its own is passed over. Total."""
    try:
        feed = json.loads(text.lstrip("\ufeff"))
    except (ValueError, RecursionError):
        return Reading(problems=("not_well_formed", "not_a_feed"))
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list) or _VERSION not in str(feed.get("version", "")):
        return Reading(problems=("not_a_feed",))
    links = [_link(item, url) for item in items[:most]]
    problems = ["too_many_entries"] if len(items) > most else []
    if None in links:
        problems.append("bad_address")
    return Reading(
        links=distinct([link for link in links if link]),
        problems=tuple(problems),
        left_out=max(0, len(items) - most),
    )


def _link(item: Any, base: str) -> Link | None:
    """`url` is the item's page; an `id` that is an address, as the standard advises, stands in for it."""
    if not isinstance(item, dict):
        return None
    for address in (item.get("url"), item.get("id"), item.get("external_url")):
        if not isinstance(address, str) or not address.strip():
            continue
        resolved = resolve(base, address) if address is item.get("url") or is_http_url(address) else None
        if resolved:
            published, changed = _moment(item.get("date_published")), _moment(item.get("date_modified"))
            title = _title(item.get("title"))
            return Link(url=resolved, title=title, published_at=published or changed, changed_at=changed)
    return None


def _title(title: Any) -> str | None:
    return " ".join(title.split())[:LONGEST_TITLE] or None if isinstance(title, str) else None


def _moment(written: object) -> str | None:
    try:
        return datetime.fromisoformat(str(written).strip()).isoformat(timespec="seconds")
    except ValueError:
        return None
