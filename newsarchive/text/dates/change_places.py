"""Where a change stands that is the story's own: between headline and text, or right behind the text."""

from __future__ import annotations

import re
from itertools import islice

from lxml.html import HtmlElement

from newsarchive.text.dates.date_labels import CLOCK, WORD
from newsarchive.text.dates.page_places import ASIDES, MOST_ELEMENTS, PROBE, SHORTEST_PROBE, leads_of
from newsarchive.text.dates.written_dates import find_times
from newsarchive.text.letters import count_letters
from newsarchive.text.tidy_lines import tidy

# Boxes of which a change is not the page's, by tag, and by what they are called.
NOT_OF_PAGE = ASIDES | {"figure", "figcaption", "form"}
OF_OTHERS = re.compile(
    r"(?<![a-z])(?:live|rates?|stock|quotes?|weather|poll|event|bio|comment|repl(?:y|ies)|guestbook|opinions?|widget"
    r"|sidebar|relat|teaser|breaking|ticker|legal|terms|footer|caption|promo|card)",
    re.IGNORECASE,
)
# Boxes and characters of a line with its neighbours; words of a link that is a headline; texts of a box.
HIGHEST, LONGEST_BOX, HEADLINE_WORDS, MOST_TEXTS = 2, 240, 5, 30
WIDE_CLOCK = re.compile(r"\d{1,2}:\s\d\d")  # "17: 49"
WHOLE = frozenset({"html", "body", "main", "article"})
LONGEST_LINE = 160


def elements_of_head(tree: HtmlElement, paragraphs: tuple[str, ...]) -> frozenset[HtmlElement]:
    """Return the elements between the first h1 and the first paragraph of the text."""
    leads, is_below = leads_of(paragraphs), False
    found: list[HtmlElement] = []
    for element in islice(tree.iter(), MOST_ELEMENTS):
        if is_below and _holds(element.text, leads):
            return frozenset(found)
        if is_below:
            found.append(element)
        is_below = is_below or element.tag == "h1"
    return frozenset()


def _holds(text: str | None, leads: tuple[str, ...]) -> bool:
    return text is not None and len(text) >= SHORTEST_PROBE and any(lead in text for lead in leads)


def is_in_another_box(element: HtmlElement) -> bool:
    """Say whether the boxes about a line of a change, or the line before it, are of something else."""
    for box in (element, *element.iterancestors()):
        if box.tag in WHOLE:
            break
        if box.tag in NOT_OF_PAGE or (box.tag == "li" and _is_of_list(box)):
            return True
    for number, box in enumerate((element, *islice(element.iterancestors(), HIGHEST))):
        if box.tag in WHOLE or len("".join(islice(box.itertext(), MOST_TEXTS))) > LONGEST_BOX:
            break
        before = box.getprevious() if number < HIGHEST else None
        if OF_OTHERS.search(f"{box.get('class', '')} {box.get('id', '')}") or _tells_other(box):
            return True
        if before is not None and before.tag not in ("h1", "h2", "header") and _tells_other(before):
            return True
    return False


def _is_of_list(item: HtmlElement) -> bool:
    """Whether the list of an item has links, or more in it than days."""
    whole = item.getparent()
    return whole is None or next(whole.iter("a"), None) is not None or len(_text(whole)) > LONGEST_LINE


def _tells_other(box: HtmlElement) -> bool:
    """Whether a short box has numbers that are of no day, or a link as long as a headline."""
    text = tidy("\n".join(islice(box.itertext(), MOST_TEXTS)))
    if len(text) > LONGEST_BOX:
        return False
    text = WIDE_CLOCK.sub(" ", text)
    days = find_times(text, short_years=True)
    for day in reversed(days):
        text = f"{text[: day.start]} {text[day.end :]}"
    # "1.08" alone is a rate, and no clock.
    if any(map(str.isdigit, CLOCK.sub(" ", text) if days or ":" in text else text)):
        return True
    links = (box, *box.iter("a"))
    said = ("".join(islice(link.itertext(), MOST_TEXTS)) for link in links if link.tag == "a")
    return any(sum(map(str.isalpha, WORD.findall(words))) >= HEADLINE_WORDS for words in said)


def is_right_below(element: HtmlElement, paragraphs: tuple[str, ...]) -> bool:
    """Say whether a line stands directly behind the last paragraph, in the box of the paragraphs."""
    last = paragraphs[-1][:PROBE].strip() if paragraphs else ""
    line, parent = element, element.getparent()
    said = _text(line)
    # The line may be the text's last itself.
    if last and said.startswith(last) and len(paragraphs) > 1:
        last = paragraphs[-2][:PROBE].strip()
    while parent is not None and parent.tag not in WHOLE and _length(parent) <= LONGEST_LINE:
        line, parent = parent, parent.getparent()
    before = line.getprevious()
    return bool(last) and before is not None and _text(before).startswith(last)


def _text(box: HtmlElement) -> str:
    return tidy("".join(islice(box.itertext(), MOST_TEXTS)))


def _length(box: HtmlElement) -> int:
    return count_letters("".join(islice(box.itertext(), MOST_TEXTS)))
