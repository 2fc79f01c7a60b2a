"""Markdown files in parts: headings with their anchors, fenced blocks, links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
HEADING = re.compile(r"^(#{1,6}) (.+)$")
LINK = re.compile(r"\[[^\]]*\]\(([^()\s]+)\)")


@dataclass(frozen=True, slots=True)
class Fence:
    """A fenced block: its language, its text, and the heading it stands below."""

    language: str
    text: str
    heading: str


def fences(text: str) -> Iterator[Fence]:
    """Yield the fenced blocks of a page in order."""
    heading, language, block = "", None, ""
    for line in text.splitlines(keepends=True):
        found = HEADING.match(line)
        if language is None and found:
            heading = found[2].strip()
        elif language is None and line.startswith("```"):
            language, block = line.strip("`\n"), ""
        elif language is not None and line == "```\n":
            yield Fence(language, block, heading)
            language = None
        elif language is not None:
            block += line


def without_fences(text: str) -> str:
    """Return the page without its fenced blocks."""
    return re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)


def anchors(text: str) -> set[str]:
    """Return the anchors of the page's headings, as GitHub and the site make them."""
    headings = (HEADING.match(line) for line in without_fences(text).splitlines())
    return {re.sub(r"[^\w\- ]", "", one[2].strip().lower()).replace(" ", "-") for one in headings if one}


def links(text: str) -> Iterator[str]:
    """Yield the targets of the page's links."""
    yield from LINK.findall(without_fences(text))
