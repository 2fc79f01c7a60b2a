"""Names that a page lists together: in boxes of their own side by side, or beside a link in one by-line."""

from __future__ import annotations

import re
from itertools import islice

from lxml.html import HtmlElement

from newsarchive.text.dates.date_labels import weekdays
from newsarchive.text.metadata.byline_parts import AND_WORDS
from newsarchive.text.metadata.byline_texts import byline_text
from newsarchive.text.metadata.east_asian_names import is_name_without_space
from newsarchive.text.metadata.known_names import (
    TOWNS_TOO,
    VIETNAMESE,
    has_family_name,
    has_given_name,
)
from newsarchive.text.metadata.known_places import TOWN, is_known_place
from newsarchive.text.metadata.person_names import is_name_line, letters_of_name, split_names, whole_agencies
from newsarchive.text.metadata.printed_bylines import LONGEST_LINE, read_byline
from newsarchive.text.page.byline_labels import PARTICLES
from newsarchive.text.tidy_lines import tidy

# Texts of a box, boxes side by side, and boxes around a name that say nothing else.
_MOST_TEXTS, _MOST_BESIDE, _STEPS_OUT = 40, 20, 3
_BETWEEN = frozenset({*AND_WORDS, ",", "&", ";", "|", "/", "·", "•", ""})
# What holds the whole page may say nothing but a name, too, and has no neighbour.
_OUTERMOST = frozenset({"article", "body", "html", "main"})
_PAIR = 2  # words of most names
# What a line of names may call all of them.
_WRITERS = frozenset(
    {"staff", "writer", "writers", "reporter", "reporters", "correspondent", "correspondents"}
)
# Words of parties, bodies and towns whose first is a given name, too: "Green Party", "Silver Spring".
_NO_NAMES = frozenset(
    {
        *("party", "cross", "crescent", "city", "county", "united", "international", "club", "union"),
        *("school", "hospital", "church", "bank", "police", "photo", "photos", "spring", "springs"),
        *("beach", "mayor", "minister", "president", "senator", "governor", "doctor", "teacher"),
        *("resident", "rovers"),
    }
)


def names_beside(element: HtmlElement, block: HtmlElement, text: str) -> tuple[str, ...]:
    """Return all whom the line of a linked name names, where that is nothing but a by-line of whole names.

    "By <a>Ada Roe</a> and Max Poe" names two. () where the line names nobody else.
    """
    if element.tag != "a" or block is element:
        return ()
    told = [*islice(block.itertext(), _MOST_TEXTS + 1)]
    line = tidy(" ".join(told)).replace(" ,", ",")
    if len(told) > _MOST_TEXTS or len(line) > LONGEST_LINE:
        return ()
    byline = read_byline(line, is_below_headline=True)
    names = split_names(byline.names) if byline is not None and byline.whole else ()
    if not names or not _ends_as_bylines(line.rpartition(names[-1])[2]):
        return ()
    own = frozenset(map(letters_of_name, split_names(text)))
    if len(names) <= len(own) or not own <= {letters_of_name(name) for name in names}:
        return ()
    added = (name for name in names if letters_of_name(name) not in own)
    return names if all(_is_added(name, line) for name in added) else ()


def _is_added(name: str, line: str) -> bool:
    """Whether a name beside a linked one is somebody's: bodies, towns and roles stand there as well.

    It begins as people are called; behind a comma its family name is a known one, too, and it is no town.
    """
    if is_name_without_space(name) or VIETNAMESE.match(name):
        return True
    low = name.casefold().split()
    if len(low) < _PAIR or not has_given_name(name) or not _NO_NAMES.isdisjoint(low):
        return False
    if name.startswith(TOWN) or is_known_place(name):
        return False
    if not line[: line.find(name)].rstrip().endswith(","):
        return True
    is_family = has_family_name(name) or not PARTICLES.isdisjoint(low[1:-1])
    return is_family and low[0] not in TOWNS_TOO


def _ends_as_bylines(rest: str) -> bool:
    """Whether a line goes on behind its names as by-lines do; whom somebody asked has an office there."""
    parts = filter(None, (part.strip(" .()") for part in re.split(r"[,|·•–—/]", rest)))
    return all(
        any(map(str.isdigit, part))
        or part.casefold() in weekdays()
        or part.startswith(("in ", "for "))
        or _WRITERS.issuperset(part.casefold().split())
        or bool(whole_agencies(part))
        for part in parts
    )


def first_of_names(element: HtmlElement) -> HtmlElement | None:
    """Return the first of several boxes called the same, each of which is nothing but one name, else None."""
    box = _outermost(element)
    if not _is_name(box):
        return None
    first, count = box, 1
    for before in islice(box.itersiblings(preceding=True), _MOST_BESIDE):
        if not _is_alike(before, box) or not _is_between(before.tail):
            break
        first, count = before, count + 1
    behind = box.getnext()
    if behind is not None and _is_between(box.tail) and _is_alike(behind, box):
        count += 1
    return first if count > 1 else None


def _outermost(element: HtmlElement) -> HtmlElement:
    """The box around an element that says nothing but it, and has others like it beside it; itself else."""
    said = letters_of_name("".join(islice(element.itertext(), _MOST_TEXTS)))
    box = element
    for holder in islice(element.iterancestors(), _STEPS_OUT):
        texts = [*islice(holder.itertext(), _MOST_TEXTS)]
        if holder.tag in _OUTERMOST or len(texts) == _MOST_TEXTS or letters_of_name("".join(texts)) != said:
            return box
        box = holder
    return box


def _is_alike(one: HtmlElement, box: HtmlElement) -> bool:
    return one.tag == box.tag and one.get("class") == box.get("class") and _is_name(one)


def _is_between(text: str | None) -> bool:
    return (text or "").strip().casefold() in _BETWEEN


def _is_name(box: HtmlElement) -> bool:
    """Whether a box says nothing but one whole name, a label before it or not."""
    text = byline_text(box)
    names = split_names(text)
    return len(names) == 1 and _is_whole(names[0]) and is_name_line(text, names)


def _is_whole(name: str) -> bool:
    return " " in name or is_name_without_space(name)
