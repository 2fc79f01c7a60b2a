"""The part of the spider that takes addresses from a source's own list."""

from __future__ import annotations

from pathlib import Path

from newsarchive.discovery.addresses import read_addresses
from newsarchive.discovery.reading import Link, Reading
from newsarchive.errors import SourceError
from newsarchive.sources import Source


def listed_addresses(source: Source, folder: Path) -> Reading:
    """Return the addresses a source lists, those of its file (relative to `folder`) last.

    SourceError when the file cannot be read; lines that are no addresses are problems of the reading.
    """
    links = tuple(Link(url=url) for url in source.addresses.urls)
    if source.addresses.file is None:
        return Reading(links=links)
    path = folder / source.addresses.file
    try:
        listed = read_addresses(path.read_text(encoding="utf-8", errors="replace"))
    except OSError as error:
        raise SourceError(f"{path}: the list of addresses cannot be read ({error.strerror})") from error
    return Reading(links=links + listed.links, problems=listed.problems)
