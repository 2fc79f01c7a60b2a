"""Recorded pages of sources: what a source's rules must make of them, checked before anything is crawled.

`recorded/NAME/` beside the declarations, or `NAME/recorded/` of a source in a folder of its own, holds for
each page its body and a JSON file: the URL, the time of fetching, and what must come of it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from newsarchive.discovery.documents import ListingReading
from newsarchive.errors import SourceError
from newsarchive.items import FetchedPage
from newsarchive.listings.kind_registry import kind_named
from newsarchive.listings.listing_kind import Listing
from newsarchive.logs.formats import spelled_name
from newsarchive.record import article_record
from newsarchive.sources import Source, has_own_folder
from newsarchive.sources.source_code import read_by_source

_FOLDER = "recorded"
_LONGEST_SHOWN = 100  # characters of a value that differs


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """One recorded page, or a listing of the kind `listing`; `expected` is None where nobody has said yet."""

    file: Path
    body: bytes
    url: str
    fetched_at: datetime
    content_type: str | None = None
    listing: str | None = None
    expected: dict[str, Any] | None = None


def _recorded(source: Source, folder: Path) -> Path:
    own = has_own_folder(folder, source.name)
    return folder / source.name / _FOLDER if own else folder / _FOLDER / source.name


def recordings_of(source: Source, folder: Path) -> list[Recording]:
    """Return the recordings of a source, by name of file; SourceError where one cannot be read."""
    return [_recording(file) for file in sorted(_recorded(source, folder).glob("*.json"))]


def recording_mistakes(source: Source, folder: Path) -> list[str]:
    """Return a line for each rule without a recording, and for each recording that is read otherwise."""
    recordings = recordings_of(source, folder)
    lines = [
        f"{_recorded(source, folder)}: no recorded page for {rule}; record one with"
        f" 'newsarchive sources record {source.name} FILE --url URL --fetched-at DAY'"
        for rule in _unrecorded(source, recordings)
    ]
    for recording in recordings:
        lines += (f"{spelled_name(recording.file)}: {line}" for line in _differences(source, recording))
    return lines


def add_recording(
    source: Source,
    folder: Path,
    page: Path,
    *,
    url: str,
    fetched_at: datetime,
    content_type: str | None,
    listing: str | None,
) -> None:
    """Copy a page among the recordings of a source; what must come of it is not said yet.

    SourceError when one of that name is there, or the page cannot be read.
    """
    place = _recorded(source, folder)
    file = place / f"{fetched_at.date().isoformat()}-{page.stem}.json"
    if file.exists():
        raise SourceError(f"{file}: exists already; remove it first, or give the page another name")
    told = {
        "url": url,
        "fetched_at": fetched_at.isoformat(),
        "content_type": content_type,
        "listing": listing,
    }
    try:
        body = page.read_bytes()
        place.mkdir(parents=True, exist_ok=True)
        file.with_suffix(".body").write_bytes(body)
        _write(file, {name: value for name, value in told.items() if value is not None})
    except OSError as error:
        raise SourceError(f"{page}: cannot be recorded ({error.strerror})") from error


def write_expected(source: Source, folder: Path) -> list[Path]:
    """Write what the rules make of each recording that says nothing yet; return the files to look over."""
    written = []
    for recording in recordings_of(source, folder):
        if recording.expected is None:
            told = json.loads(recording.file.read_text(encoding="utf-8"))
            _write(recording.file, told | {"expected": _made_of(source, recording)})
            written.append(recording.file)
    return written


def _write(file: Path, value: dict[str, Any]) -> None:
    file.write_text(json.dumps(value, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _recording(file: Path) -> Recording:
    try:
        told = json.loads(file.read_text(encoding="utf-8"))
        fetched_at = datetime.fromisoformat(told["fetched_at"])
        return Recording(
            file=file,
            body=file.with_suffix(".body").read_bytes(),
            url=told["url"],
            fetched_at=fetched_at if fetched_at.tzinfo else fetched_at.replace(tzinfo=UTC),
            content_type=told.get("content_type"),
            listing=told.get("listing"),
            expected=told.get("expected"),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise SourceError(
            f"{spelled_name(file)}: is not a recording ({type(error).__name__}: {error})"
        ) from error


def _unrecorded(source: Source, recordings: list[Recording]) -> Iterator[str]:
    """Yield each class and each dated rule of selectors that no recording is read by."""
    if source.code is not None:
        held = [source.code.held_on(recording.fetched_at) for recording in recordings]
        for version in source.code.versions():
            if version not in held:
                yield f"the class {type(version).__name__}{_until(version.until)}"
    if isinstance(source.extraction, tuple):
        hints = source.hints()
        pages = [recording for recording in recordings if recording.listing is None]
        days = [recording.fetched_at.date() for recording in pages]
        untils = [rule.until for rule in hints.former]
        reached = {next((until for until in untils if day <= until), None) for day in days}
        for rule in source.extraction:
            if rule.until not in reached:
                yield f"[[extraction]]{_until(rule.until)}"


def _until(day: date | None) -> str:
    return f" until {day}" if day is not None else " of today"


def _differences(source: Source, recording: Recording) -> Iterator[str]:
    if recording.expected is None:
        yield f"expects nothing yet; run 'newsarchive sources record {source.name}', and look over its output"
        return
    made = json.loads(json.dumps(_made_of(source, recording)))
    for name in dict.fromkeys((*recording.expected, *made)):
        expected, found = recording.expected.get(name), made.get(name)
        if expected != found:
            yield f"{name} is {_shown(found)}, and must be {_shown(expected)}"


def _shown(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 1] + "…"


def _made_of(source: Source, recording: Recording) -> dict[str, Any]:
    if recording.listing is not None:
        return _links_of(source, recording, recording.listing)
    from newsarchive.stages import run_stages  # noqa: PLC0415 - loads what reads pages, and few sources have any

    page = FetchedPage(
        url=recording.url,
        body=recording.body,
        content_type=recording.content_type,
        final_url=recording.url,
        fetched_at=recording.fetched_at,
        source=source.name,
    )
    article = run_stages(page, source.hints())
    return article_record(article) | {"missed": list(article.facts.missed_selectors)}


def _links_of(source: Source, recording: Recording, name: str) -> dict[str, Any]:
    kind = kind_named(name)
    if kind is None:
        raise SourceError(
            f"{spelled_name(recording.file)}: listing = {name!r} is not an installed kind of listing"
        )
    plain = Listing(url=recording.url, kind=name)
    listing = next((one for one in source.listings() if one.url == recording.url), plain)
    reading: ListingReading = read_by_source(
        source.code, kind, listing, recording.body, recording.url, recording.content_type
    )
    links = [
        {"url": link.url, "title": link.title, "published_at": link.published_at} for link in reading.links
    ]
    return {"links": links, "next": reading.next, "problems": list(reading.problems), "error": reading.error}
