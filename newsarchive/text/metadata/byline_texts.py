"""What an element that names an author says, its parts told from one another as a reader tells them.

Boxes side by side hold several things: a name, a role, a day. But a name may be in parts itself, for its
surname in bold type, small capitals or the reading of its characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice, pairwise

from lxml.etree import iterwalk
from lxml.html import HtmlElement

from newsarchive.text.metadata.author_roles import cut_role
from newsarchive.text.metadata.byline_parts import AND_WORDS
from newsarchive.text.metadata.known_names import has_given_name, is_known_name, is_written_as_name
from newsarchive.text.metadata.person_names import PREFIX, is_person
from newsarchive.text.page.html_display import BLOCK
from newsarchive.text.sentences import says_something
from newsarchive.text.tidy_lines import tidy

# A by-line with roles and a date has some two hundred characters; what is longer tells about the author.
LONGEST_CREDIT = 220
_JOINING = re.compile(
    rf"^(?:by|von|par|por|di|door|av|af|(?:,\s?)?(?:{'|'.join(AND_WORDS)}|&)|,|text|words|written by"
    # Catalan for "by"; a given name in Sweden, whose surname stands in another box, then.
    r"|posted by|per)\s?:?$",
    re.IGNORECASE,
)
# What is shown below a name and is none: what somebody was awarded, or says of themselves.
_BADGE = re.compile(r"badge|motto|slogan|tagline", re.IGNORECASE)
# What somebody is, and for whom and where, in a box of its own behind the one of the name.
_TITLE = re.compile(
    r"(?:by-?line|author|writer|reporter|contributor)s?[-_]*(?:title|role|position|job|location|affiliation)",
    re.IGNORECASE,
)
_NAMED = re.compile(r"(?:by-?line|author|writer|reporter|contributor)s?[-_]*name", re.IGNORECASE)
# How far a writer has come on a site that counts it.
_LEVEL = re.compile(r"(?:lv|lvl|level|rank)\.?\s?\d{1,3}", re.IGNORECASE)
_OF_AUTHOR = re.compile(r"author|autor|auteur|byline|writer|name", re.IGNORECASE)
_FAMILY_NAME = re.compile(r"(?:last|family|sur)[-_]?name", re.IGNORECASE)
# Links to the sections of a site, by where they lead.
SECTION_LINK = re.compile(r"/(?:categor|section|rubri|ressort)\w*/", re.IGNORECASE)
# How characters are read stands beside them, for readers of Japanese and Chinese.
_READING = frozenset({"rt", "rp", "rtc"})
_LINE_BREAKS = BLOCK | {"br"}
# A capital whose word goes on in smaller type: "J<small>örg</small>".
_LONE_CAPITAL = re.compile(r"(?:^|[\s'’-])[^\W\d_a-zß-ÿа-џ]$")
_IN_CAPITALS = re.compile(r"[^\W\d_]{2}")
_MOST_WORDS = 4  # of one name in parts
# Boxes of an element that are looked at for sentences, and texts of one.
_MOST_BOXES, _MOST_TEXTS = 20, 20


@dataclass(frozen=True, slots=True)
class _Part:
    """One text of an element, the link it stands in, and how it follows the one before.

    `is_glued`: nothing stands between them; `is_below`: it begins a line. `is_read`: its reading is given.
    """

    text: str
    link: HtmlElement | None
    is_glued: bool
    is_below: bool
    is_read: bool


def byline_text(element: HtmlElement) -> str:
    """Return the element's texts with bars between them, words like "by" and "and" joined to what follows.

    The parts of one name are joined, too. Not what links to a section of the site: "Culture | by Ada Roe";
    nor what a box below a name tells of whom it names: "In Rome, where she was born, she runs a small
    press.", nor a badge there: "Friend of rivers".
    """
    family, sections, told = _family_names(element), _sections(element), _told(element) | _badges(element)
    parts: list[_Part] = []
    size = 0
    joins = False
    for part in _texts(element):
        if part.text in sections:
            continue
        size += len(part.text)
        if size > LONGEST_CREDIT:
            return ""
        if parts and part.text in told:
            continue
        if parts and _goes_on(parts[-1], part):
            parts[-1] = replace(parts[-1], text=parts[-1].text + part.text)
        elif parts and (joins or _JOINING.match(part.text) or part.text in family):
            parts[-1] = replace(parts[-1], text=f"{parts[-1].text} {part.text}", link=part.link)
        else:
            parts.append(part)
        joins = bool(_JOINING.match(part.text.split(" ")[-1]))
    return " | ".join(part.text for part in _with_whole_names(parts))


def _texts(element: HtmlElement) -> Iterator[_Part]:
    """The texts of an element in order, without how their characters are read."""
    link: HtmlElement | None = None
    reading = 0
    is_glued = is_below = is_read = False
    for event, one in iterwalk(element, events=("start", "end")):
        if event == "start":
            raw = one.text or ""
            link = one if one.tag == "a" else link
            reading += one.tag in _READING
            is_read = is_read or one.tag == "ruby"
        elif one is element:
            return
        else:
            link = None if one is link else link
            raw = one.tail or ""
            reading -= one.tag in _READING
        is_below = is_below or one.tag in _LINE_BREAKS
        text = "" if reading else tidy(raw)
        if text:
            is_glued = is_glued and not is_below and not raw[0].isspace()
            yield _Part(text, link, is_glued, is_below, is_read)
            is_glued, is_below, is_read = not raw[-1].isspace(), False, False
        elif raw and not reading:
            is_glued = False


def _goes_on(before: _Part, part: _Part) -> bool:
    """Whether a text goes on with the word before it: "J" and "örg", characters whose readings are given."""
    if not part.is_glued:
        return False
    if part.is_read:
        return not part.text.isascii()
    if not _LONE_CAPITAL.search(before.text):
        return False
    first = part.text.split(" ")[0]
    return first[0].islower() or (first.isupper() and _IN_CAPITALS.match(first) is not None)


def _with_whole_names(parts: list[_Part]) -> list[_Part]:
    """The parts with given name and surname joined where they stand in two."""
    told = [part for part in parts if PREFIX.sub("", f"{part.text} x") != "x"]
    for first, last in pairwise(told):
        if _is_one_name(first, last, alone=len(told) == 2, labelled=len(told) < len(parts)):
            whole = replace(first, text=f"{first.text} {last.text}")
            return _with_whole_names([whole if one is first else one for one in parts if one is not last])
    return parts


def _is_one_name(first: _Part, last: _Part, *, alone: bool, labelled: bool) -> bool:
    """Whether two texts are given name and surname of one person.

    So they are where people bear both, and where they stand in one link, or `alone` side by side, and a label
    or the given name says that they are a name. Two links are two things.
    """
    if first.link is not None and last.link is not None and first.link is not last.link:
        return False
    bare = PREFIX.sub("", first.text)
    name = f"{bare} {last.text}"
    if " " in bare or len(name.split()) > _MOST_WORDS or not is_written_as_name(name):
        return False
    if not (is_person(bare) and is_person(last.text) and is_person(name)) or cut_role(name) != name:
        return False
    if " " not in last.text and is_known_name(name):
        return True
    is_said = labelled or bare != first.text or has_given_name(bare)
    in_link = first.link is not None and first.link is last.link
    side_by_side = alone and not last.is_below and not has_given_name(last.text)
    return is_said and (in_link or side_by_side)


def _sections(element: HtmlElement) -> frozenset[str]:
    """The texts of links to sections in an element."""
    links = (link for link in element.iter("a") if SECTION_LINK.search(link.get("href") or ""))
    return frozenset(tidy(text) for link in links for text in link.itertext())


def _told(element: HtmlElement) -> frozenset[str]:
    """The texts of boxes in an element that are sentences, and begin with no label of a by-line."""
    boxes = (box for box in islice(element.iter("p", "div", "dd", "li"), _MOST_BOXES) if box is not element)
    told: set[str] = set()
    for box in boxes:
        texts = [text for text in islice(box.itertext(), _MOST_TEXTS) if text.strip()]
        said = tidy("".join(texts))
        if (
            sum(1 for _ in islice(box.iter("p", "div", "dd", "li"), 2)) == 1
            and says_something(said)
            and not PREFIX.match(said)
        ):
            told.update(map(tidy, texts))
    return frozenset(told)


def is_badge(element: HtmlElement) -> bool:
    """Say whether an element is called a badge or a motto, and stands behind another one in its box.

    So is what is called the title of whom the element before it is called the name of: "Bay News, Port Mara".
    Programs draw any word as a badge, so the author's name and the section are drawn so, too.
    """
    before = element.getprevious()
    if len(element) or before is None:
        return False
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    if _TITLE.search(names) and _NAMED.search(before.get("class") or ""):
        return True
    if is_known_name(tidy(element.text or "")):
        return False
    if not _BADGE.search(names):
        return False
    if _OF_AUTHOR.search(names):
        return _LEVEL.fullmatch(tidy(element.text or "")) is not None
    return not _JOINING.match(tidy(before.tail or "") or tidy(before.text or ""))


def _badges(element: HtmlElement) -> frozenset[str]:
    """The texts of badges in an element."""
    boxes = islice(element.iter("p", "div", "span", "li", "em", "small"), _MOST_BOXES)
    return frozenset(tidy(box.text or "") for box in boxes if is_badge(box))


def _family_names(element: HtmlElement) -> frozenset[str]:
    """Surnames in an element of their own: they belong to the given name before them."""
    spans = element.iter("span") if element.tag in {"a", "address", "p", "div", "li", "span"} else ()
    return frozenset(tidy(span.text or "") for span in spans if _FAMILY_NAME.search(span.get("class") or ""))
