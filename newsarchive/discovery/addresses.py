"""A list of addresses: one a line, `#` begins a comment."""

from __future__ import annotations

import io

from newsarchive.discovery.reading import Link, Reading, distinct
from newsarchive.discovery.urls import is_http_url


def read_addresses(text: str, most: int | None = None) -> Reading:
    """Return the addresses in order; a line that is none is the problem `bad_address:LINE` (from 1).

    Of more than `most` lines that are neither blank nor a comment the rest is not read: `too_many_entries`.
    """
    links: list[Link] = []
    problems: list[str] = []
    left_out = 0
    lines = io.StringIO(
        text.lstrip("\ufeff"), newline=None
    )  # one line at a time: a list takes 50 bytes a line
    for number, line in enumerate(lines, start=1):
        address = _without_comment(line)
        if not address:
            continue
        if most is not None and len(links) + len(problems) >= most:
            left_out += 1
            continue
        if is_http_url(address):
            links.append(Link(url=address))
        else:
            problems.append(f"bad_address:{number}")
    problems += ["too_many_entries"] if left_out else []
    return Reading(links=distinct(links), problems=tuple(problems), left_out=left_out)


def _without_comment(line: str) -> str:
    """A `#` is a comment at the start of a line and after a space; elsewhere it is a fragment."""
    before, mark, _ = f" {line}".replace("\t", " ").partition(" #")
    return (before if mark else line).strip()
