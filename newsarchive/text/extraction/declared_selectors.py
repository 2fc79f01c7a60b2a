"""Reading a page by the selectors or the code of its source; what these miss, the general way finds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from lxml.etree import XPathError
from lxml.html import HtmlElement

from newsarchive.hints import PageParser, PageToParse, Selectors
from newsarchive.text.dates.written_dates import read_time
from newsarchive.text.metadata.page_facts import PageFacts
from newsarchive.text.metadata.person_names import people, split_bodies
from newsarchive.text.page.density import link_blocks
from newsarchive.text.page.page_blocks import page_blocks
from newsarchive.text.page.selectors import compiled
from newsarchive.text.tidy_lines import tidy

# Values one selector for title, authors or date may give; more is a selector gone wrong. What selects or
# removes text has no such bound: a body may be a thousand paragraphs, and none may be lost in silence.
_MOST_VALUES = 200
_LONGEST_VALUE = 2_000


@dataclass(frozen=True, slots=True)
class Chosen:
    """What selectors and code found; `missed` names the selectors that found nothing, and errors of the code.

    `body` is the text that the code found.
    """

    title: str | None = None
    authors: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    date: str | None = None
    body: tuple[str, ...] = ()
    missed: tuple[str, ...] = ()

    def over(self, facts: PageFacts) -> PageFacts:
        """Return `facts` with what was chosen before what markup states."""
        titles = (self.title, *facts.titles) if self.title else facts.titles
        published = (("selector", self.date), *facts.published) if self.date else facts.published
        return replace(
            facts,
            titles=tuple(dict.fromkeys(titles)),
            published=published,
            authors=self.authors or facts.authors,
            organisations=tuple(dict.fromkeys((*self.organisations, *facts.organisations))),
        )


def choose_facts(tree: HtmlElement, selectors: Selectors) -> Chosen:
    """Read title, authors and date where `selectors` say, then cut from `tree` what they remove."""
    title = next(_values(tree, selectors.title), None)
    by_line = tuple(_values(tree, selectors.author))
    authors, bodies = people(by_line), _bodies_of(by_line)
    date = next((value for value in _values(tree, selectors.date) if read_time(value)), None)
    found = {"title": title, "author": authors or bodies, "date": date}
    missed = [name for name, value in found.items() if getattr(selectors, name) and not value]
    missed += [
        f"remove[{number}]" for number, css in enumerate(selectors.remove, start=1) if not _cut(tree, css)
    ]
    return Chosen(title, authors, bodies, date, missed=tuple(missed))


def _bodies_of(by_line: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(body for text in by_line for body in split_bodies(text)))


def parse_facts(chosen: Chosen, parser: PageParser | None, page: PageToParse) -> Chosen:
    """Return what the source's code finds over what its selectors chose; an error of it is `missed`."""
    found = parser.parse(page) if parser is not None else None
    if found is None:
        return chosen
    if isinstance(found, str):
        return replace(chosen, missed=(*chosen.missed, f"code ({found})"))
    dated = found.date if found.date and read_time(found.date) else None
    return Chosen(
        title=tidy((found.title or "")[:_LONGEST_VALUE]) or chosen.title,
        authors=people(found.authors[:_MOST_VALUES]) or chosen.authors,
        organisations=_bodies_of(found.authors[:_MOST_VALUES]) or chosen.organisations,
        date=dated or chosen.date,
        body=tuple(line for line in map(tidy, found.body) if line),
        missed=chosen.missed if dated or not found.date else (*chosen.missed, "code (date)"),
    )


def chosen_paragraphs(tree: HtmlElement, css: str | None) -> tuple[str, ...]:
    """Return the lines of the elements `css` selects, boxes of links left out; () where there are none."""
    matches = list(_matches(tree, css))
    inside = set(matches)
    outermost = [
        element for element in matches if not any(holder in inside for holder in element.iterancestors())
    ]
    return tuple(block.text for one in outermost for block in page_blocks(one, link_blocks(one)).blocks)


def _cut(tree: HtmlElement, css: str) -> bool:
    """Drop what `css` selects, the text behind it kept; say whether there was any."""
    found = [element for element in _matches(tree, css) if element is not tree]
    for element in found:
        if element.getparent() is not None:
            element.drop_tree()
    return bool(found)


def _values(tree: HtmlElement, css: str | None) -> Iterator[str]:
    """The values of the selected elements: their attribute content or datetime, else their text."""
    for element in islice(_matches(tree, css), _MOST_VALUES):
        text = element.get("content") or element.get("datetime")
        value = tidy((text or " ".join(islice(element.itertext(), 500)))[:_LONGEST_VALUE])
        if value:
            yield value


def _matches(tree: HtmlElement, css: str | None) -> Iterator[HtmlElement]:
    selector = compiled(css) if css else None
    if selector is None:
        return iter(())
    try:
        return iter(selector(tree))
    except XPathError:  # of a kind that only shows on a page
        return iter(())
