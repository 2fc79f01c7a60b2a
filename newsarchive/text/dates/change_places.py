"""Where a change stands that is the story's own: between headline and text, or right behind the text."""

from __future__ import annotations

import re
from itertools import chain, islice, takewhile

from lxml.html import HtmlElement

from newsarchive.text.dates.date_labels import CLOCK, LABEL_WORD, label_of, names_change
from newsarchive.text.dates.page_places import (
    ASIDES,
    MOST_DATED_ELEMENTS,
    PROBE,
    SHORTEST_PROBE,
    is_telling,
    leads_of,
)
from newsarchive.text.dates.written_dates import find_times
from newsarchive.text.letters import count_letters
from newsarchive.text.tidy_lines import tidy

# Boxes of which a change is not the page's, by tag, and by what they are called.
_NOT_OF_PAGE = ASIDES | {"figure", "figcaption", "form"}
_OF_OTHERS = re.compile(
    r"(?<![a-z])(?:live|rates?|stock|quotes?|weather|poll|event|bio|comment|repl(?:y|ies)|guestbook|opinions?|widget"
    r"|sidebar|relat|teaser|breaking|ticker|legal|terms|footer|caption|promo|card)",
    re.IGNORECASE,
)
# Boxes and characters of a line with its neighbours; words of a link that is a headline; texts of a box.
_HIGHEST, _LONGEST_BOX, _HEADLINE_WORDS, _MOST_TEXTS = 2, 240, 5, 30
_WIDE_CLOCK = re.compile(r"\d{1,2}:\s\d\d")  # "17: 49"
_WHOLE = frozenset({"html", "body", "main", "article"})
_LONGEST_LINE = 160
# Of these a box beside the publication is called too: "card-body", "opinion-meta", "entry-footer".
_OF_SECTIONS = re.compile(r"(?<![a-z])(?:card|opinions?|footer)", re.IGNORECASE)
# What is no count of minutes or remarks: a rate, degrees.
_MEASURED = re.compile(r"\d[.,]\d|\d\s?[%‰°€$£¥]|[€$£¥]\s?\d")
_TITLES = frozenset({"b", "strong", "h3", "h4", "h5", "h6"})
_HEADINGS = ("h1", "h2", "h3")
_MOST_HEADINGS, _SHORTEST_HEADLINE = 20, 12
# Properties that state a site's name, and what stands before it in a line of rights.
_SITE_NAME, _MOST_METAS = frozenset({"og:site_name", "application-name"}), 100
_RIGHTS = re.compile(
    r"[©(]|copyright|all rights reserved|alle rechte vorbehalten|\bc\)|\b(?:19|20)\d\d\b|[-–,.|]",
    re.IGNORECASE,
)
_HOME = frozenset({"", "/", "/index.html", "/index.php", "index.html", "index.php", "."})


def elements_of_head(tree: HtmlElement, paragraphs: tuple[str, ...]) -> frozenset[HtmlElement]:
    """Return the elements between the headline and the first paragraph of the text."""
    leads, is_below = leads_of(paragraphs), False
    headline = _headline(tree, leads)
    found: list[HtmlElement] = []
    for element in islice(tree.iter(), MOST_DATED_ELEMENTS):
        if is_below and _holds(element.text, leads):
            return frozenset(found)
        if is_below:
            found.append(element)
        is_below = is_below or element is headline
    return frozenset()


def elements_over_headline(tree: HtmlElement, paragraphs: tuple[str, ...]) -> frozenset[HtmlElement]:
    """Return what stands over the headline, where the first h1 is none: a logo, what the site says of itself.

    Boxes that hold the headline are not among them.
    """
    headline = _headline(tree, leads_of(paragraphs))
    if headline is None or headline is tree.find(".//h1"):
        return frozenset()
    over = takewhile(lambda element: element is not headline, islice(tree.iter(), MOST_DATED_ELEMENTS))
    return frozenset(over).difference(headline.iterancestors())


def _headline(tree: HtmlElement, leads: tuple[str, ...]) -> HtmlElement | None:
    """The first h1; but of a page whose title has a heading between it and the text, that one.

    What leads home, or has the name that the page gives its site, is none; where no heading is in the title
    and the first is such a one, it is the next.
    """
    first, title = tree.find(".//h1"), tree.find(".//title")
    headings = [] if first is None else _headings(tree, first, leads)
    if len(headings) <= 1:
        return first
    stated = "" if title is None else _text(title).casefold()
    said = [(heading, _text(heading).casefold()) for heading in headings]
    is_logo = _leads_home(headings[0]) or _is_site_name(tree, said[0][1])
    own = [
        (heading, text)
        for heading, text in said[is_logo:]
        if len(text) >= _SHORTEST_HEADLINE and text in stated
    ]
    if own:
        return max(own, key=lambda each: len(each[1]))[0]
    return headings[1] if is_logo else first


def _leads_home(heading: HtmlElement) -> bool:
    links = (*heading.iter("a"), *heading.iterancestors("a"))
    return any((link.get("href") or "").strip() in _HOME for link in links)


def _is_site_name(tree: HtmlElement, text: str) -> bool:
    """Whether a heading is the site's name, as the page's head states it, or a line of rights in its foot."""
    if not text:
        return False
    metas = islice(tree.iter("meta"), _MOST_METAS)
    named = (meta for meta in metas if not _SITE_NAME.isdisjoint(meta.attrib.values()))
    feet = (_RIGHTS.sub(" ", _text(foot)) for foot in islice(tree.iter("footer"), _MOST_HEADINGS))
    return any(
        tidy(name).casefold() == text for name in chain((one.get("content") or "" for one in named), feet)
    )


def _headings(tree: HtmlElement, first: HtmlElement, leads: tuple[str, ...]) -> list[HtmlElement]:
    """The headings from the first h1 to the first paragraph of the text."""
    found: list[HtmlElement] = []
    for element in islice(tree.iter(), MOST_DATED_ELEMENTS):
        if element is first or (found and element.tag in _HEADINGS):
            found.append(element)
        if len(found) >= _MOST_HEADINGS or (found and _holds(element.text, leads)):
            break
    return found


def _holds(text: str | None, leads: tuple[str, ...]) -> bool:
    return text is not None and len(text) >= SHORTEST_PROBE and any(lead in text for lead in leads)


def is_in_another_box(element: HtmlElement) -> bool:
    """Say whether the boxes about a line of a change, or the line before it, are of something else."""
    boxes = (element, *element.iterancestors())
    if any(map(_is_box_of_others, takewhile(lambda box: box.tag not in _WHOLE, boxes))):
        return True
    small = [*takewhile(_is_small, boxes[: _HIGHEST + 1])]
    # Beside the day of publication stand minutes to read, counts of remarks; its box may be called a card.
    dated = max((number for number, box in enumerate(small) if _says_published(box)), default=-1)
    for number, box in enumerate(small):
        names = f"{box.get('class', '')} {box.get('id', '')}"
        if _OF_OTHERS.search(_OF_SECTIONS.sub(" ", names) if number <= dated else names):
            return True
        if _tells_other(box, may_count=number <= dated) or _is_titled(box):
            return True
        before = box.getprevious() if number < _HIGHEST else None
        if before is None or before.tag in ("h1", "h2", "header"):
            continue
        if _tells_other(before, may_count=number < dated):
            return True
    return False


def _is_box_of_others(box: HtmlElement) -> bool:
    """Whether a box is none of a story by its tag; a form may be about the whole page, a foot may date it."""
    if box.tag == "form":
        return box.find(".//h1") is None
    if box.tag == "footer":
        return not _says_published(box)
    return box.tag in _NOT_OF_PAGE or (box.tag == "li" and _is_of_list(box))


def _is_small(box: HtmlElement) -> bool:
    return box.tag not in _WHOLE and len("".join(islice(box.itertext(), _MOST_TEXTS))) <= _LONGEST_BOX


def _says_published(box: HtmlElement) -> bool:
    """Whether a small box has a day that is said, or marked, to be that of the publication."""
    if not _is_small(box):
        return False
    if any(
        "published" in (one.get("class") or "").lower().split() or one.get("itemprop") == "datePublished"
        for one in islice(box.iter(), _MOST_TEXTS)
    ):
        return True
    text = tidy(" ".join(islice(box.itertext(), _MOST_TEXTS)))
    return any(
        label_of(text[: day.start], text[day.end :]) == "published"
        for day in find_times(text, short_years=True)
    )


def _is_titled(box: HtmlElement) -> bool:
    """Whether a box begins with a title of its own that is no name: "Fuel in our town", then its change."""
    first = next(box.iterchildren(), None)
    if first is None or first.tag not in _TITLES or (box.text or "").strip():
        return False
    said = _text(first)
    return not names_change(said) and is_telling(said)


def _is_of_list(item: HtmlElement) -> bool:
    """Whether the list of an item has links, or more in it than days and who wrote."""
    whole = item.getparent()
    if whole is None or len(_text(whole)) > _LONGEST_LINE:
        return True
    return next(whole.iter("a"), None) is not None and not _says_published(whole)


def _tells_other(box: HtmlElement, *, may_count: bool = False) -> bool:
    """Whether a short box has numbers that are of no day, or a link as long as a headline.

    `may_count`: whole numbers may be minutes, remarks.
    """
    text = tidy("\n".join(islice(box.itertext(), _MOST_TEXTS)))
    if len(text) > _LONGEST_BOX:
        return False
    text = _WIDE_CLOCK.sub(" ", text)
    days = find_times(text, short_years=True)
    for day in reversed(days):
        text = f"{text[: day.start]} {text[day.end :]}"
    # "1.08" alone is a rate, and no clock.
    left = CLOCK.sub(" ", text) if days or ":" in text else text
    if _MEASURED.search(left) if may_count else any(map(str.isdigit, left)):
        return True
    links = (box, *box.iter("a"))
    said = ("".join(islice(link.itertext(), _MOST_TEXTS)) for link in links if link.tag == "a")
    return any(sum(map(str.isalpha, LABEL_WORD.findall(words))) >= _HEADLINE_WORDS for words in said)


def is_right_below(element: HtmlElement, paragraphs: tuple[str, ...]) -> bool:
    """Say whether a line stands directly behind the last paragraph, in the box of the paragraphs."""
    last = paragraphs[-1][:PROBE].strip() if paragraphs else ""
    line, parent = element, element.getparent()
    said = _text(line)
    # The line may be the text's last itself.
    if last and said.startswith(last) and len(paragraphs) > 1:
        last = paragraphs[-2][:PROBE].strip()
    while parent is not None and parent.tag not in _WHOLE and _length(parent) <= _LONGEST_LINE:
        line, parent = parent, parent.getparent()
    before = line.getprevious()
    return bool(last) and before is not None and _text(before).startswith(last)


def may_be_changed_below(tree: HtmlElement, paragraphs: tuple[str, ...]) -> bool:
    """Say whether a line that names a change follows the last paragraph, or is it."""
    if not paragraphs:
        return False
    if len(paragraphs[-1]) <= _LONGEST_LINE and names_change(paragraphs[-1]):
        return True
    last = paragraphs[-1][:PROBE].strip()
    if not last:
        return False
    for element in islice(tree.iter(), MOST_DATED_ELEMENTS):
        if element.text is None or last not in element.text:
            continue
        for box in (element, *islice(element.iterancestors(), _HIGHEST)):
            behind = box.getnext()
            if behind is not None and _is_small(behind) and names_change(_text(behind)):
                return True
    return False


def _text(box: HtmlElement) -> str:
    return tidy("".join(islice(box.itertext(), _MOST_TEXTS)))


def _length(box: HtmlElement) -> int:
    return count_letters("".join(islice(box.itertext(), _MOST_TEXTS)))
