"""RSS (0.9x, 1.0, 2.0), Atom and JSON feeds into links; a broken feed gives what can be read of it.

feedparser does the reading, on a stream (a bare string it would open as a file or an address), of what
newsarchive.discovery.feed_markup leaves: its time is then that of the entries, not of their texts. Its `bozo`
mark is a problem noted, never a reason to drop entries (FIELD 0.10).
"""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import feedparser

from newsarchive.discovery.documents import read_text, unpack, without_prolog
from newsarchive.discovery.feed_markup import Entries, entries_only
from newsarchive.discovery.json_feeds import is_json, read_json_feed
from newsarchive.discovery.reading import Link, Reading, distinct
from newsarchive.discovery.urls import is_http_url, resolve

LARGEST = 10_485_760  # 10 MiB: a hundred times a large feed
MOST_ENTRIES = 5_000
LONGEST_TITLE = 500


def read_feed(body: bytes, url: str, content_type: str | None = None) -> Reading:
    """Return the entries of the feed at `url` in its order; total."""
    body, problems = unpack(body, LARGEST)
    text = read_text(body, content_type, url)
    if is_json(text):
        reading = read_json_feed(text, url, MOST_ENTRIES)
        return replace(reading, problems=(*problems, *reading.problems))
    found = entries_only(without_prolog(text), MOST_ENTRIES)
    parsed, broken = _parse(found, url)
    problems += broken
    entries = list(parsed.get("entries", ()))
    if not entries and not parsed.get("version"):
        problems.append("not_a_feed")
    if found.left_out:
        problems.append("too_many_entries")
    links = [_link(entry, url) for entry in entries]
    if None in links:
        problems.append("bad_address")
    return Reading(
        links=distinct([link for link in links if link]),
        problems=tuple(dict.fromkeys(problems)),
        left_out=found.left_out,
    )


def _parse(found: Entries, url: str) -> tuple[dict[str, Any], list[str]]:
    stream = io.BytesIO(found.markup.encode("utf-8", "replace"))
    headers = {"content-type": "application/xml; charset=utf-8"}
    if is_http_url(url):
        headers["content-location"] = url
    try:
        parsed: dict[str, Any] = feedparser.parse(stream, response_headers=headers, sanitize_html=False)
    except Exception:  # feedparser promises nothing about hostile input; reading must be total
        return {}, ["not_well_formed"]
    return parsed, ["not_well_formed"] if found.is_broken or parsed.get("bozo") else []


def _link(entry: Any, base: str) -> Link | None:
    for address in (entry.get("link"), *_alternates(entry), _permalink(entry)):
        resolved = resolve(base, address) if isinstance(address, str) and address.strip() else None
        if resolved:
            return Link(
                url=resolved, title=_title(entry), published_at=_published(entry), changed_at=_changed(entry)
            )
    return None


def _alternates(entry: Any) -> list[str]:
    links = entry.get("links") or ()
    return [str(link.get("href", "")) for link in links if link.get("rel", "alternate") == "alternate"]


def _permalink(entry: Any) -> str | None:
    """RSS 2.0: a guid is the permalink unless it says otherwise; only absolute ones are believed."""
    guid = entry.get("id") if entry.get("guidislink", True) else None
    return guid if isinstance(guid, str) and guid.startswith(("http://", "https://")) else None


def _title(entry: Any) -> str | None:
    title = entry.get("title")
    return " ".join(title.split())[:LONGEST_TITLE] or None if isinstance(title, str) else None


def _published(entry: Any) -> str | None:
    """Keep the publisher's offset where the date is one of RFC 822; feedparser's own reading is UTC."""
    # Past feedparser's own fallbacks.
    return _moment(entry, "published") if dict.get(entry, "published") else _moment(entry, "updated")


def _changed(entry: Any) -> str | None:
    """When it says it was last changed: Atom's `updated`, in RSS too where a feed borrows it."""
    return _moment(entry, "updated")


def _moment(entry: Any, name: str) -> str | None:
    written = dict.get(entry, name)
    if not isinstance(written, str):
        return None
    for reader in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            return reader(written.strip()).isoformat(timespec="seconds")
        except (ValueError, TypeError, OverflowError):
            continue
    return _iso(dict.get(entry, f"{name}_parsed"))


def _iso(parsed: Any) -> str | None:
    try:
        year, month, day, hour, minute, second = parsed[:6]
        return datetime(year, month, day, hour, minute, second, tzinfo=UTC).isoformat()
    except (ValueError, TypeError, OverflowError):
        return None
