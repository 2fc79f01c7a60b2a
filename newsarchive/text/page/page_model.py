"""A parsed page's elements as lists: by tag and by attribute, in the order of the page, from one walk.

What asks a page for its links, headings, classes or ids looks here instead of walking the tree once more. The
tree stays what it was; who takes elements out of it, puts them back or changes them says so here.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Protocol, TypeVar, cast

from lxml.html import HtmlElement

_Made = TypeVar("_Made")
# Characters of an attribute's value that a name is looked for in.
_LONGEST_READ = 500


class Elements(Protocol):
    """What gives elements by their tags in the order of the page: a page's model, or any part of a tree."""

    def iter(self, *tags: str) -> Iterator[HtmlElement]:
        """Yield the elements called so."""
        ...


class PageModel:
    """The elements of a tree and where they stand: place 0 is the root, each next one the next start tag.

    It holds every element: lxml makes one anew each time a walk meets it that nobody holds. Reading 70 real
    pages takes 4 % less so (2026-11).
    """

    def __init__(self, tree: HtmlElement) -> None:
        self.tree = tree
        self._held: list[HtmlElement] = []
        self._is_stale = True
        self._gone: set[int] = set()
        self._elements: list[HtmlElement] = []
        self._tags: dict[str, list[int]] = {}
        self._attributes: dict[str, list[int]] = {}
        self._having: dict[str, list[tuple[int, str]]] = {}
        self._values: dict[str, str] = {}
        self._places: dict[HtmlElement, int] | None = None
        self._made: dict[Any, Any] = {}

    def hold(self) -> None:
        """Walk the tree now, and hold the elements it has, those too that are taken out later."""
        self._read()
        self._held = self._elements

    def changed(self) -> None:
        """Note that the tree was changed in any way: it is walked again when it is asked for next."""
        self._is_stale = True
        self._made.clear()

    def release(self) -> None:
        """Forget what was made of the page: some of it holds the model, a ring that frees nothing by itself.

        Two of five real pages, with their trees, waited for the collector so (2026-11).
        """
        self._made.clear()

    def remember(self, make: Callable[[PageModel], _Made]) -> _Made:
        """Return what `make` makes of the page as it is now, made once until the tree is changed."""
        if make not in self._made:
            self._made[make] = make(self)
        return cast(_Made, self._made[make])

    def taken_out(self, elements: Iterable[HtmlElement]) -> None:
        """Note that `elements` were just removed from the tree, with all they hold."""
        self._made.clear()
        if not self._is_stale:
            places = self._known_places()
            self._gone.update(places[one] for element in elements for one in element.iter() if one in places)

    def put_back(self, elements: Iterable[HtmlElement]) -> None:
        """Note that `elements`, taken out before, were just put back where they were."""
        self._made.clear()
        if not self._is_stale:
            places = self._known_places()
            for element in elements:
                for one in element.iter():
                    if one in places:
                        self._gone.discard(places[one])
                    elif isinstance(one.tag, str):  # taken out before the walk
                        self._is_stale = True
                        return

    def iter(self, *tags: str) -> Iterator[HtmlElement]:
        """Yield the elements called so, in order; without tags all."""
        places, elements = self.places(*tags), self._elements
        return iter([elements[place] for place in places])

    def places(self, *tags: str) -> list[int]:
        """Return where the elements called so stand, rising; without tags all."""
        self._read()
        if not tags:
            found: Iterable[int] = range(len(self._elements))
        elif len(tags) == 1:
            found = self._tags.get(tags[0], ())
        else:
            found = sorted(place for tag in tags for place in self._tags.get(tag, ()))
        return [place for place in found if place not in self._gone] if self._gone else list(found)

    def having(self, attribute: str) -> list[tuple[int, str]]:
        """Return where elements with this attribute stand, rising, each with its value."""
        found = self._ever_having(attribute)
        return [one for one in found if one[0] not in self._gone] if self._gone else found

    def called(
        self, pattern: re.Pattern[str], attributes: Iterable[str], words: tuple[str, ...]
    ) -> Iterator[HtmlElement]:
        """Yield the elements in whose `attributes` a pattern is found, in order for each attribute.

        The pattern reads them in small letters: to search whatever the case takes several times as long. What
        it is found in must hold one of the `words`: most pages hold none, and are not searched.
        """
        fits: dict[str, bool] = {}
        for attribute in attributes:
            values = self._values_of(attribute)
            held = [word for word in words if word in values]
            if not held:
                continue
            for place, value in self.having(attribute):
                if value not in fits:
                    read = value[:_LONGEST_READ].lower()
                    fits[value] = any(map(read.__contains__, held)) and pattern.search(read) is not None
                if fits[value]:
                    yield self._elements[place]

    def _values_of(self, attribute: str) -> str:
        """The values of an attribute in small letters, those too of elements taken out since the walk."""
        self._read()
        if attribute not in self._values:
            values = {value[:_LONGEST_READ] for _, value in self._ever_having(attribute)}
            self._values[attribute] = "\n".join(values).lower()
        return self._values[attribute]

    def _ever_having(self, attribute: str) -> list[tuple[int, str]]:
        """What `having` tells, of elements too that were taken out since; made when it is asked for."""
        self._read()
        if attribute not in self._having:
            elements = self._elements
            self._having[attribute] = [
                (place, value)
                for place in self._attributes.get(attribute, ())
                if (value := elements[place].get(attribute)) is not None
            ]
        return self._having[attribute]

    def tags(self) -> Iterable[str]:
        """Return the tags that occur, those too of elements taken out since the walk."""
        self._read()
        return self._tags.keys()

    def walked(self) -> list[HtmlElement]:
        """Return the elements by their places, those too that were taken out since; no change changes it."""
        self._read()
        return self._elements

    def element(self, place: int) -> HtmlElement:
        """Return the element at a place."""
        return self._elements[place]

    def in_order(self, elements: Iterable[HtmlElement]) -> list[HtmlElement]:
        """Return those of `elements` that stand in the tree, in its order."""
        self._read()
        known = self._known_places()
        places = sorted(place for one in elements if (place := known.get(one)) is not None)
        return [self._elements[place] for place in places if place not in self._gone]

    def _known_places(self) -> dict[HtmlElement, int]:
        if self._places is None:
            self._places = {element: place for place, element in enumerate(self._elements)}
        return self._places

    def _read(self) -> None:
        """Walk the tree, if it was changed since the last walk."""
        if not self._is_stale:
            return
        tags: defaultdict[str, list[int]] = defaultdict(list)
        attributes: defaultdict[str, list[int]] = defaultdict(list)
        self._elements = [*self.tree.iter("*")]
        for place, element in enumerate(self._elements):
            tags[str(element.tag)].append(place)
            for name in element.keys():  # noqa: SIM118 - no dict
                attributes[name].append(place)
        self._tags, self._attributes, self._places = dict(tags), dict(attributes), None
        self._having, self._values = {}, {}
        self._gone.clear()
        self._is_stale = False


Page = PageModel | HtmlElement


def model_of(page: Page) -> PageModel:
    """Return the model of a page that may be given as its tree alone."""
    return page if isinstance(page, PageModel) else PageModel(page)
