"""When a page says in what a reader sees, or in marks on it, that it was last changed."""

from __future__ import annotations

from itertools import islice

from lxml.etree import XPath
from lxml.html import HtmlElement

from newsarchive.text.dates.change_places import (
    elements_of_head,
    is_in_another_box,
    is_right_below,
    may_be_changed_below,
)
from newsarchive.text.dates.date_labels import names_change
from newsarchive.text.dates.markup_dates import DatedPage, told_changes
from newsarchive.text.dates.page_places import CLOSE_BOXES, ENTRY_DATE
from newsarchive.text.dates.time_choice import choose_time, headline_texts
from newsarchive.text.dates.visible_dates import SAYS_CHANGED, shown_dates
from newsarchive.text.dates.visit_days import is_after_visit
from newsarchive.text.dates.written_dates import find_times, read_time
from newsarchive.text.tidy_lines import tidy

# schema.org's and the microformats' marks of a change (hAtom: `updated`, h-entry: `dt-updated`). Attributes
# are asked first, as they stand: to ask every element takes twice as long.
_MARKED = XPath(
    "(descendant::*/@itemprop[.='dateModified']/.. | descendant::*/@class[contains(., 'updated')]/..)"
    "[@itemprop='dateModified' or contains(concat(' ', @class, ' '), ' dt-updated ')"
    " or ((self::time or self::abbr) and contains(concat(' ', @class, ' '), ' updated '))]",
    smart_strings=False,
)
_MOST_MARKED, _MOST_NAMED, _LONGEST_NAMED, _MOST_OF_LINE = 20, 40, 160, 20

_Time = tuple[str, str]


def shown_change(page: DatedPage, published: _Time | None, *, month_first: bool) -> _Time | None:
    """Return (ISO time, evidence) of the last change that marked elements or labels state, else None.

    Never one of another story, of a remark, before the publication or after the visit.
    """
    found = _marked(page, published, month_first) or _in_lines(page, month_first)
    if found is None and page.tree is not None and _may_be_labelled(page.tree, page.paragraphs):
        found = _labelled(page, page.tree, published, month_first)
    return found if found and not is_after_visit(found[0], page.visited) else None


def _marked(page: DatedPage, published: _Time | None, month_first: bool) -> _Time | None:
    """What marked elements of the story state, if they state one moment."""
    every = _MARKED(page.tree) if page.tree is not None else ()
    marked = [element for element in islice(every, _MOST_MARKED) if _is_change(element)]
    head = elements_of_head(page.tree, page.paragraphs) if marked and page.tree is not None else frozenset()
    own = [element for element in marked if _is_own(element, page, head, published)]
    times = []
    for element in own:
        stated = element.get("datetime") or element.get("content") or element.get("title") or ""
        texts = (stated, tidy("".join(islice(element.itertext(), 10))[:_LONGEST_NAMED]))
        found = choose_time([("changed", text) for text in texts if text], month_first=month_first)
        if found:
            times.append(found[0])
    return (times[0], "changed") if times and len({time[:10] for time in times}) == 1 else None


def _is_change(element: HtmlElement) -> bool:
    """Whether a mark says more than that an entry has a day."""
    names = element.get("class") or ""
    return (
        not ENTRY_DATE.search(names) and "publish" not in f"{names} {element.get('itemprop') or ''}".lower()
    )


def _is_own(
    element: HtmlElement, page: DatedPage, head: frozenset[HtmlElement], published: _Time | None
) -> bool:
    """Whether a mark stands between headline and text, right behind the text, or beside the publication."""
    if is_in_another_box(element) or (page.others is not None and page.others.hold(element)):
        return False
    if element in head or is_right_below(element, page.paragraphs):
        return True
    return published is not None and _is_beside(element, published[0][:10])


def _is_beside(element: HtmlElement, day: str) -> bool:
    """Whether the small box of an element has the day of publication, too."""
    for box in islice(element.iterancestors(), CLOSE_BOXES):
        text = tidy(" ".join(islice(box.itertext(), _MOST_OF_LINE))[: _LONGEST_NAMED + 1])
        if len(text) > _LONGEST_NAMED:
            return False
        stamps = (time.get("datetime") or "" for time in box.iter("time") if time is not element)
        if any(one.time.startswith(day) for said in (text, *stamps) for one in find_times(said)):
            return True
    return False


def _in_lines(page: DatedPage, month_first: bool) -> _Time | None:
    """What the lines about an East Asian text say, if it is one day."""
    times = [time for text in told_changes(page.lines) if (time := read_time(text, month_first=month_first))]
    return (max(times), "changed") if times else None


def _may_be_labelled(tree: HtmlElement, paragraphs: tuple[str, ...]) -> bool:
    """Whether a word of a change stands near the headline or right behind the text.

    Where no heading is the headline, it may stand anywhere.
    """
    if tree.find(".//h1") is None:
        return True
    lines = (line for text in headline_texts(tree) for line in text.split("\n") if not line.isspace())
    if any(names_change(line) for line in islice(lines, _MOST_NAMED) if len(line) <= _LONGEST_NAMED):
        return True
    return may_be_changed_below(tree, paragraphs)


def _labelled(page: DatedPage, tree: HtmlElement, published: _Time | None, month_first: bool) -> _Time | None:
    """The latest day that words say is that of the change, where such a line is the story's own."""
    shown = shown_dates(
        tree,
        page.paragraphs,
        month_first=month_first,
        language=page.language,
        others=page.others,
        visited=page.visited,
    )
    day = published[0][:10] if published else None
    days = {one.time[:10] for one in shown}
    times: list[str] = []
    for number, one in enumerate(shown):
        # Of two orders it has that of the publication beside it.
        if SAYS_CHANGED not in one.traits or (one.other is not None and day not in days):
            continue
        region = one.traits[1]
        beside = (each for each in shown[max(0, number - 1) : number + 2] if each is not one)
        is_beside = any(each.time[:10] == day and region in each.traits for each in beside)
        if is_beside or region in ("region:head", "region:after"):
            times.append(one.time)
    return (max(times), "changed") if times else None
