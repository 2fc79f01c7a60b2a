"""A list of addresses: one a line, `#` begins a comment."""

from __future__ import annotations

from newsarchive.discovery.reading import Link, Reading, distinct
from newsarchive.discovery.urls import is_http_url


def read_addresses(text: str) -> Reading:
    """Return the addresses in order; a line that is none is the problem `bad_address:LINE` (from 1)."""
    links: list[Link] = []
    problems: list[str] = []
    for number, line in enumerate(text.lstrip("\ufeff").splitlines(), start=1):
        address = _without_comment(line)
        if not address:
            continue
        if is_http_url(address):
            links.append(Link(url=address))
        else:
            problems.append(f"bad_address:{number}")
    return Reading(links=distinct(links), problems=tuple(problems))


def _without_comment(line: str) -> str:
    """A `#` is a comment at the start of a line and after a space; elsewhere it is a fragment."""
    before, mark, _ = f" {line}".replace("\t", " ").partition(" #")
    return (before if mark else line).strip()
