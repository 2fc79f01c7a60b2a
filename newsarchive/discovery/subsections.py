"""Which links of a page lead to further sections: those with short names, short addresses, no number."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import unquote, urlsplit

from newsarchive.discovery.scoring import OTHER_SEGMENTS, THRESHOLD, Anchor, score_anchor
from newsarchive.discovery.shapes import NAMING, shape_of
from newsarchive.discovery.traps import trap_of
from newsarchive.discovery.urls import canonical_key, same_site

LONGEST_NAME = 24  # characters of a menu entry
DEEPEST = 3  # segments of a section's address
MOST_SECTIONS = 50  # of one page; a front page that links to more has a site map's worth
# Words that no article's address has, and that sections are called.
_LISTS = frozenset(
    {
        *("archive", "archives", "category", "channel", "channels", "index", "list", "section", "sections"),
        *("company", "games", "live", "people", "topics", "weather"),
    }
)
_NO_SECTIONS = OTHER_SEGMENTS - _LISTS


def may_be_section(anchor: Anchor, page: str) -> bool:
    """Say whether the link of a page may lead to a section of the same site; total."""
    shape = shape_of(anchor.url)
    if shape is None or not same_site(anchor.url, page) or trap_of(anchor.url):
        return False
    if not 0 < len(anchor.text) <= LONGEST_NAME or len(shape.segments) > DEEPEST:
        return False
    if not any(character.isalpha() for character in anchor.text):  # a page's number, an arrow
        return False
    words = {unquote(part).lower() for part in urlsplit(anchor.url).path.split("/") if part}
    named = any(token.kind in NAMING for token in (shape.segments[-1] if shape.segments else ()))
    return not named and not (words & _NO_SECTIONS) and score_anchor(anchor) < THRESHOLD


def sections_of(anchors: Iterable[Anchor], page: str) -> list[str]:
    """Return the further sections, those in navigation first, each once."""
    found: dict[str, Anchor] = {}
    for anchor in anchors:
        if may_be_section(anchor, page):
            found.setdefault(canonical_key(anchor.url), anchor)
    found.pop(canonical_key(page), None)
    return [anchor.url for anchor in sorted(found.values(), key=lambda anchor: not anchor.furniture)]
