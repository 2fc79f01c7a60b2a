"""The boxes that names stand in: menus, cards of several, lists of other stories and of who writes them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice, takewhile

from lxml.html import HtmlElement

from newsarchive.text.dates.other_stories import HEADING_TAGS, OtherStories
from newsarchive.text.dates.visible_dates import is_called_comment
from newsarchive.text.furniture.furniture_lines import furniture_kind
from newsarchive.text.letters import count_letters
from newsarchive.text.metadata.person_names import letters_of_name, split_names
from newsarchive.text.tidy_lines import tidy

# Boxes that hold a story, too, whatever they are called.
_HOLD_STORIES = frozenset({"html", "body", "main", "article"})
# Kinds of labels under which others are named (text/furniture): remarks, other stories, what is read most.
OVER_OTHERS = frozenset({"page_label", "related_heading", "counter"})
# Roles of what is no `nav` by its tag (WAI-ARIA 1.2).
_MENUS = frozenset({"navigation", "menu", "menubar"})
# What boxes about who wrote are called; and what the box of a name is, in which nothing else stands.
_AUTHOR_BOX = re.compile(
    r"(?:author|autor|writer)s?[-_]?(?:box|bio|card|info|profile|about)|(?:^|[\s_-])bio(?:$|[\s_-])"
)
_NAMED_FOR_AUTHOR = re.compile(r"author|autor|auteur|writer|byline|vcard", re.IGNORECASE)
_BLOCKS = frozenset({"address", "aside", "div", "footer", "section"})
_ENTRIES = frozenset({"article", "li"})
LONGEST_NAMED, MOST_TEXTS, _STEPS_TO_LINK, _STEPS_TO_COMMENT = 40, 20, 2, 4
# Boxes around a name up to the entry of a list it stands in, and letters beside it that tell something.
_STEPS_TO_ENTRY, _LEAST_TOLD = 4, 12
# Boxes around a name in which its heading may stand.
_STEPS_TO_HEADING = 4


def _is_repeated(box: HtmlElement) -> bool:
    """Whether a box stands beside another that is called the same: the cards of columnists."""
    called = box.get("class")
    beside = (one for one in (box.getnext(), box.getprevious()) if one is not None)
    return called is not None and any(one.tag == box.tag and one.get("class") == called for one in beside)


def is_menu(element: HtmlElement) -> bool:
    """Say whether an element is a navigation, by its tag or its role."""
    return element.tag == "nav" or element.get("role") in _MENUS


def cards_of(element: HtmlElement) -> HtmlElement | None:
    """Return the box of several cards called the same, in one of which an element stands: they name together.

    Items of menus do not, nor cards with a headline or a day: those are of other stories.
    """
    around = (element, *islice(element.iterancestors(), _STEPS_TO_ENTRY))
    card = next((one for one in around if _is_repeated(one)), None)
    if card is None or card.tag == "li" or next(card.iter(*HEADING_TAGS), None) is not None:
        return None
    told = "".join(islice(card.itertext(), MOST_TEXTS))
    return None if any(map(str.isdigit, told)) else card.getparent()


def is_among_others(element: HtmlElement, text: str) -> bool:
    """Say whether a name below the text stands among those of other stories, or of who made remarks."""
    return (
        _is_listed(element, text)
        or _is_under_label(element)
        or _holds_columnists(element)
        or is_of_next_story(element)
    )


def is_of_next_story(element: HtmlElement) -> bool:
    """Say whether an element stands in a story that follows another: readers scroll on to it."""
    story = next(element.iterancestors("article"), None)
    return story is not None and story in next_stories(story.getroottree().iter("article"))


def next_stories(articles: Iterable[HtmlElement]) -> frozenset[HtmlElement]:
    """Return the articles of a page with an `h1` of their own that follow another one with one."""
    headed = [one for one in islice(articles, MOST_TEXTS) if next(one.iter("h1"), None) is not None]
    return frozenset(one for at, one in enumerate(headed) if {*headed[:at]} - {*one.iterancestors("article")})


def _holds_columnists(element: HtmlElement) -> bool:
    """Whether a box holds cards, called the same, each a link that has a name and more."""
    links = (link for card in islice(element, MOST_TEXTS) if _is_repeated(card) for link in card.iter("a"))
    told = (
        list(islice(filter(str.strip, link.itertext()), MOST_TEXTS)) for link in islice(links, MOST_TEXTS)
    )
    return sum(len(texts) > 1 and count_letters("".join(texts)) >= 2 * _LEAST_TOLD for texts in told) > 1


def _is_under_label(element: HtmlElement) -> bool:
    """Whether the heading above a name stands over remarks or other stories; not in a box of authors."""
    holder: HtmlElement | None = element
    for _ in range(_STEPS_TO_HEADING):
        if holder is None or holder.tag in _HOLD_STORIES - {"article"} or _is_of_author(holder):
            return False
        before = islice(holder.itersiblings(preceding=True), MOST_TEXTS)
        heading = next((one for one in before if one.tag in HEADING_TAGS), None)
        if heading is not None:
            said = tidy("".join(islice(heading.itertext(), MOST_TEXTS)))
            if len(said) <= LONGEST_NAMED and furniture_kind(said) in OVER_OTHERS:
                return not _is_all_of_author(holder, element)
            # The title of an entry in a list of stories stands below the list's own heading.
            above = heading.getparent()
            if heading.tag == "h1" or above is None or above.tag not in _ENTRIES:
                return False
        holder = holder.getparent()
    return False


def _is_all_of_author(holder: HtmlElement, element: HtmlElement) -> bool:
    """Whether a box below a label ("Share this:") is the author's alone, and not one of several."""
    boxes = takewhile(lambda box: box is not holder.getparent(), (element, *element.iterancestors()))
    return not _is_repeated(holder) and any(
        box.tag in _BLOCKS
        and _NAMED_FOR_AUTHOR.search(f"{box.get('class', '')} {box.get('id', '')}")
        and _letters(box) == _letters(holder)
        for box in boxes
    )


def _is_of_author(box: HtmlElement) -> bool:
    """Whether markup says that a box is of the author."""
    if box.get("rel") == "author" or box.get("itemprop") == "author":
        return True
    return _AUTHOR_BOX.search(f"{box.get('class', '')} {box.get('id', '')}") is not None


def _is_listed(element: HtmlElement, text: str) -> bool:
    """Whether a name stands in an entry of a list, each with its own name and what else is told of it."""
    around = islice(element.iterancestors(), _STEPS_TO_ENTRY)
    entry = next((one for one in around if one.tag == "li" or _is_repeated(one)), None)
    if entry is None or _letters(entry) < count_letters(text) + _LEAST_TOLD:
        return False
    called = element.get("class")
    beside = islice((*entry.itersiblings(), *entry.itersiblings(preceding=True)), MOST_TEXTS)
    return called is not None and any(
        one.get("class") == called and _letters(one) != _letters(element)
        for other in beside
        for one in islice(other.iter(str(element.tag)), MOST_TEXTS)
    )


def _letters(element: HtmlElement) -> int:
    return count_letters("".join(islice(element.itertext(), MOST_TEXTS)))


def is_of_comment(element: HtmlElement) -> bool:
    """Say whether an element stands in a box that is called a comment's."""
    for box in (element, *islice(element.iterancestors(), _STEPS_TO_COMMENT)):
        if box.tag in _HOLD_STORIES:
            return False
        if is_called_comment(box):
            return next(box.iter("h1"), None) is None
    return False


def is_of_another(element: HtmlElement, others: OtherStories) -> bool:
    """Say whether a name stands in the box of another story.

    A link of its own, and a link in a heading that has the name, lead to who is named, not to a story.
    """
    steps = islice(element.iterancestors(), _STEPS_TO_LINK)
    link = next((one for one in (element, *steps) if one.tag == "a"), None)
    text = tidy("".join(islice((element if link is None else link).itertext(), MOST_TEXTS)))
    if link is not None and len(text) <= LONGEST_NAMED:
        holder = link.getparent()
        return holder is not None and others.hold(holder)
    return others.hold(element) and not _is_headed_so(element, text)


def _is_headed_so(element: HtmlElement, text: str) -> bool:
    """Whether the nearest heading around a name has it: the box is about who is named."""
    names = [letters_of_name(name) for name in split_names(text)]
    for box in (element, *islice(element.iterancestors(), _STEPS_TO_HEADING)):
        headings = [*islice(box.iter(*HEADING_TAGS), MOST_TEXTS)]
        if headings:
            said = letters_of_name("".join("".join(islice(one.itertext(), MOST_TEXTS)) for one in headings))
            return any(name in said for name in names)
    return False
