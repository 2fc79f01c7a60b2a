"""The style rules a page holds itself: which of them apply in a desktop's window, and to which elements.

Sheets that a page only links to are not fetched. Selectors are parsed by cssselect and matched here, from the
element upwards, as browsers do: few elements are asked about, so no rule is turned into a search of the tree.
"""

from __future__ import annotations

import operator
import re
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from itertools import islice

from cssselect import SelectorError
from cssselect import parser as css
from lxml.html import HtmlElement

from newsarchive.text.page.page_model import Elements, PageModel
from newsarchive.text.page.style_sheets import (
    LONGEST_SELECTORS,
    MOST_RULES,
    SheetRule,
    applies_on_desktop,
    sheet_rules,
    style_declarations,
)

# The largest sheets of 637 pages have 333,000 characters together (2026-11).
_LONGEST_SHEETS = 1_000_000
# Selectors kept with what they mean: those of well-known software are on many sites.
_KEPT_SELECTORS = 4_000
# Compound selectors compared with elements, some 1 microsecond each: a bound for sheets made to be slow.
MOST_STEPS = 500_000
# Elements looked at, no more, that cost as much.
_STEP_OF_LOOKS = 10

# Compound selectors of one selector: each is a call while it is compared.
MOST_COMPOUNDS = 50
_NAME = re.compile(r"[.#](?:[\w-]|[^\x00-\x7f]|\\.)+")
_ARGUMENTS = re.compile(r"\([^()]*\)|\[[^\]]*\]")
_COMBINATOR = re.compile(r"\s*[\s>+~]\s*")
_LAST_ATTRIBUTE = re.compile(r"(?:^|[\s>+~])\[\s*([\w-]+)[^()\[\]]*\](?:\[[^()\[\]]*\])*$")
_PSEUDO_ELEMENT = re.compile(r"::|:(?:before|after|first-line|first-letter)\b")
_ALTERNATIVES = re.compile(r"(?:^|[\s>+~]):(?:where|is|matches)\(([^()]*)\)$")
_TAG = re.compile(r"[A-Za-z][\w-]*")
# Selectors of tags, classes and ids alone, in ASCII, as most are: cssselect takes six times as long.
_BLANK = r"[ \t\r\n\f]"
_JOINT = re.compile(rf"{_BLANK}*+([>+~]){_BLANK}*+|{_BLANK}++")
_PLAIN_PART = r"(?=[A-Za-z*.#])(?:[A-Za-z][\w-]*+|\*)?+(?:[.#]-?[A-Za-z_][\w-]*+)*+"
_PLAIN = re.compile(rf"{_PLAIN_PART}(?:(?:{_BLANK}*+[>+~]{_BLANK}*+|{_BLANK}++){_PLAIN_PART})*+", re.ASCII)
_PIECE = re.compile(r"[.#]?[^.#]+")
_MOST_BRACKETS = 5  # in brackets

_Test = Callable[["PageStyles", HtmlElement], bool]


@dataclass(frozen=True, slots=True, eq=False)
class _Part:
    """What one element must be for its part of a selector to apply; the part before it, how it is related."""

    tag: str | None
    id: str | None
    classes: frozenset[str]
    tests: tuple[_Test, ...]
    before: _Part | None = None
    combinator: str = " "


@dataclass(frozen=True, slots=True)
class _Selector:
    """The last part of a selector, and how specific the whole is."""

    part: _Part
    specificity: tuple[int, ...]


@dataclass(slots=True, eq=False)
class _Matcher:
    """One selector of a rule; it is parsed when an element is compared with it first."""

    text: str
    names: frozenset[str]  # ids and classes that a page must have
    _ways: tuple[_Way, ...] | None = None
    _selectors: tuple[_Selector, ...] | None = None

    @property
    def ways(self) -> tuple[_Way, ...]:
        """What an element must have one of; nothing where the selector means a part that is no element."""
        if self._ways is None:
            self._ways = tuple(_ways(self.text))
        return self._ways

    @property
    def selectors(self) -> tuple[_Selector, ...]:
        """The selector; none where it cannot be read, or means a part that is no element."""
        if self._selectors is None:
            self._selectors = _compiled(self.text)
        return self._selectors


@dataclass(frozen=True, slots=True, eq=False)
class _Way:
    """What an element must have for a selector to apply: an id, a class, a tag, "[attribute", or "*".

    `names` are the ids and classes that stand beside it.
    """

    key: str
    names: frozenset[str]


class _Holding:
    """The elements of a page by what they have: a tag, "#id", ".class", "[attribute"; "*" are all.

    Lists are made of the few that are asked for.
    """

    def __init__(self, model: PageModel) -> None:
        self._model = model
        self._walked = model.walked()
        self._asked: dict[str, list[HtmlElement]] = {}
        self._places: defaultdict[str, list[int]] = defaultdict(list)
        self._places.update((tag, model.places(tag)) for tag in model.tags())
        self._places["*"] = model.places()
        # Boxes of one make have the same class attribute.
        self._alike: defaultdict[str, list[int]] = defaultdict(list)
        self._classes: defaultdict[str, list[str]] = defaultdict(list)
        for place, words in model.having("class"):
            self._alike[words].append(place)
        for words in self._alike:
            for one in words.split():
                self._classes[f".{one}"].append(words)
        for place, name in model.having("id"):
            if name:
                self._places[f"#{name}"].append(place)
        self.names = frozenset(self._classes).union(self._places)

    def was_asked(self, key: str) -> bool:
        return key in self._asked

    def elements(self, key: str) -> list[HtmlElement]:
        found = self._asked.get(key)
        if found is None:
            if key[0] == "[":
                found = [self._model.element(at) for at, _ in self._model.having(key[1:])]
            elif key[0] == ".":
                alike = dict.fromkeys(self._classes.get(key, ()))  # some name a class twice
                found = [self._walked[at] for words in alike for at in self._alike[words]]
            else:
                found = [self._walked[at] for at in self._places.get(key, ())]
            self._asked[key] = found
        return found


class PageStyles:
    """The rules of a page's style elements that declare one of some properties, asked for by element."""

    def __init__(self, model: PageModel, properties: frozenset[str]) -> None:
        self._model = model
        self._properties = properties
        self._rules = list(_page_rules(model, properties))
        self._known: dict[HtmlElement, frozenset[str]] = {}
        self._applicable: dict[int, tuple[tuple[_Matcher, str], ...]] = {}
        self._below: dict[_Part, dict[HtmlElement, bool]] = {}
        self._steps = 0

    def elements_with(
        self, wanted: re.Pattern[str], without: Container[str] = frozenset(), most: int = MOST_STEPS
    ) -> set[HtmlElement]:
        """Return the elements to which a rule with a declaration that is `wanted` applies, but some tags.

        `most`: the steps that may have been taken, fewer than those of the page, so that some are left.
        """
        found: set[HtmlElement] = set()
        chosen = [(rule, order) for rule, order in self._rules if wanted.search(rule.block)]
        for matcher, key in (pair for rule, order in chosen for pair in self._that_can_apply(rule, order)):
            for element in self._elements_for(key):
                if self._steps > most:
                    return found
                if element.tag in without or element in found:
                    continue
                for selector in matcher.selectors:
                    if self.applies(selector.part, element):
                        found.add(element)
                        break
        return found

    def declared(self, element: HtmlElement) -> dict[str, str]:
        """Return what the rules and the inline style declare for an element, the last word on each property.

        Of two declarations the important one counts, then the inline one, the more specific, the later one.
        """
        found: list[tuple[tuple[bool, bool], tuple[int, ...], str, str]] = []
        keys = (*_keys_of(element), *[f"[{name}" for name in element.keys()]) if self._rules else ()  # noqa: SIM118
        for key in keys:
            for matcher, block, order in self._keyed.get(key, ()) if self._steps <= MOST_STEPS else ():
                for selector in matcher.selectors:
                    if self.applies(selector.part, element):
                        rank = (*selector.specificity, order)
                        found += (
                            ((important, False), rank, name, value)
                            for name, value, important in _block(block)
                            if name in self._properties
                        )
        if style := element.get("style"):
            found += (
                ((important, True), (), name, value) for name, value, important in style_declarations(style)
            )
        found.sort(key=lambda one: one[:2])
        return {name: value for _, _, name, value in found}

    @cached_property
    def _holding(self) -> _Holding:
        """What the page holds when a rule is looked at first: rules are for the page as it came."""
        return _Holding(self._model)

    @cached_property
    def _keyed(self) -> dict[str, list[tuple[_Matcher, str, int]]]:
        """The selectors that can apply on the page, by what an element must have."""
        keyed: defaultdict[str, list[tuple[_Matcher, str, int]]] = defaultdict(list)
        for rule, order in self._rules:
            for matcher, key in self._that_can_apply(rule, order):
                keyed[key].append((matcher, rule.block, order))
        return keyed

    def _that_can_apply(self, rule: SheetRule, order: int) -> tuple[tuple[_Matcher, str], ...]:
        """The selectors of a rule that the page has the names for, each with what an element must have.

        `order` is the rule's place, by which the answer is kept: rules that hide are asked for first.
        """
        known = self._applicable.get(order)
        if known is None:
            names = self._holding.names
            known = self._applicable[order] = tuple(
                [
                    (matcher, way.key)
                    for matcher in _matchers(rule.selectors, names)
                    for way in matcher.ways
                    if way.names <= names
                ]
            )
        return known

    def _elements_for(self, key: str) -> list[HtmlElement]:
        if key[0] == "[" and not self._holding.was_asked(key):
            self.charge(len(self._holding.elements("*")) // _STEP_OF_LOOKS)
        return self._holding.elements(key)

    def applies(self, part: _Part, element: HtmlElement) -> bool:
        """Say whether a selector that ends with `part` applies to an element."""
        self._steps += 1
        if (
            self._steps > MOST_STEPS
            or (part.tag is not None and part.tag != element.tag)
            or (part.id is not None and part.id != element.get("id"))
            or (part.classes and not part.classes <= self._classes(element))
        ):
            return False
        for test in part.tests:
            if not test(self, element):
                return False
        if part.before is None:
            return True
        if part.combinator == " ":
            return self._is_below(part.before, element)
        return any(self.applies(part.before, other) for other in _related(part.combinator, element))

    def _is_below(self, part: _Part, element: HtmlElement) -> bool:
        """Whether a selector applies to an ancestor; what holds for one element holds for its siblings."""
        below = self._below.setdefault(part, {})
        asked: list[HtmlElement] = []
        holds = False
        for holder in element.iterancestors():
            known = below.get(holder)
            if known is not None:
                holds = known
                break
            asked.append(holder)
            if self.applies(part, holder):
                holds = True
                break
        for holder in asked:
            below[holder] = holds
        return holds

    def charge(self, steps: int) -> None:
        """Count work done elsewhere."""
        self._steps += steps

    def _classes(self, element: HtmlElement) -> frozenset[str]:
        known = self._known.get(element)
        if known is None:
            known = self._known[element] = frozenset((element.get("class") or "").split())
        return known


def _page_rules(tree: Elements, properties: frozenset[str]) -> Iterator[tuple[SheetRule, int]]:
    """The rules of the page's sheets, each with its place among all; bounded, whatever they multiply to."""
    order, left = 0, LONGEST_SELECTORS
    for sheet in _sheets(tree):
        for rule in sheet_rules(sheet, properties):
            order += 1
            left -= sum(map(len, rule.selectors))
            if order > MOST_RULES or left < 0:
                return
            yield rule, order


def _sheets(tree: Elements) -> Iterator[str]:
    """The style elements that apply on a screen; those for no scripts do not."""
    left = _LONGEST_SHEETS
    for sheet in tree.iter("style"):
        kind = (sheet.get("type") or "text/css").strip().lower()
        holder = sheet.getparent()
        if kind != "text/css" or (holder is not None and holder.tag in ("noscript", "template")):
            continue
        text = (sheet.text or "")[:left]
        left -= len(text)
        media = sheet.get("media")
        if text and (media is None or applies_on_desktop(media)):
            yield text


def _matchers(selectors: Iterable[str], names: frozenset[str]) -> Iterator[_Matcher]:
    """Yield those of the selectors whose ids and classes are among a page's `names`.

    Most lack the first one, and are looked at no further.
    """
    for selector in selectors:
        is_plain = "(" not in selector and "[" not in selector and "\\" not in selector
        first = _NAME.search(selector) if is_plain else None
        if first is None or first[0] in names:
            matcher = _matcher(selector)
            if matcher.names <= names:
                yield matcher


@lru_cache(maxsize=_KEPT_SELECTORS)
def _matcher(selector: str) -> _Matcher:
    return _Matcher(selector, frozenset(_names(_without_arguments(selector))))


def _ways(selector: str) -> Iterator[_Way]:
    if _PSEUDO_ELEMENT.search(selector):
        return
    if found := _ALTERNATIVES.search(selector):
        yield from map(_way, found[1].split(","))
    else:
        yield _way(selector)


def _way(selector: str) -> _Way:
    attribute = _LAST_ATTRIBUTE.search(selector)
    plain = _without_arguments(selector)
    last = _COMBINATOR.split(plain.strip())[-1]
    if own := _names(last):
        key = next((name for name in own if name[0] == "#"), own[0])
    elif tag := _TAG.match(last):
        key = str(tag[0]).lower()
    else:
        key = f"[{attribute[1].lower()}" if attribute else "*"
    return _Way(key, frozenset(_names(plain)))


def _without_arguments(selector: str) -> str:
    if "(" in selector or "[" in selector:
        for _ in range(_MOST_BRACKETS):
            selector, count = _ARGUMENTS.subn("", selector)
            if not count:
                break
    return selector


def _names(selector: str) -> list[str]:
    """The ids and classes in a selector without brackets."""
    found: list[str] = _NAME.findall(selector)
    return [name.replace("\\", "") for name in found] if "\\" in selector else found


@lru_cache(maxsize=1_000)
def _block(block: str) -> list[tuple[str, str, bool]]:
    return style_declarations(block)


def _compiled(text: str) -> tuple[_Selector, ...]:
    if _PLAIN.fullmatch(text) and (plain := _compiled_plain(text)):
        return (plain,)
    try:
        return tuple(
            _Selector(_last_part(one.parsed_tree), one.specificity())
            for one in css.parse(text)
            if one.pseudo_element is None
        )
    except (SelectorError, ValueError, RecursionError):
        return ()


def _compiled_plain(text: str) -> _Selector | None:
    """A selector of tags, classes and ids, as cssselect has it; None where it is for `_last_part` to say.

    Of its pieces every second one is what joins the parts, None where that is a blank.
    """
    pieces = _JOINT.split(text)
    if len(pieces) > 2 * MOST_COMPOUNDS:
        return None
    part: _Part | None = None
    ids = classes = tags = 0
    for at in range(0, len(pieces), 2):
        names = _PIECE.findall(pieces[at])
        tag = None if names[0][0] in ".#" else names.pop(0)
        own = [name[1:] for name in names if name[0] == "#"]
        if len(set(own)) > 1:
            return None
        kinds = [name[1:] for name in names if name[0] == "."]
        ids, classes = ids + len(own), classes + len(kinds)
        if tag == "*":
            tag = None
        elif tag:
            tags += 1
        joint = (pieces[at - 1] or " ") if at else " "
        part = _Part(tag.lower() if tag else None, own[0] if own else None, frozenset(kinds), (), part, joint)
    return None if part is None else _Selector(part, (ids, classes, tags))


def _last_part(node: css.Tree, depth: int = 0) -> _Part:
    """The last part of a parsed selector; ValueError where one is not known here, or has too many."""
    if depth > MOST_COMPOUNDS:
        raise ValueError(depth)
    before = node if isinstance(node, css.CombinedSelector) else None
    part = before.subselector if before else node
    names: list[str] = []
    classes: list[str] = []
    tests: list[_Test] = []
    while not isinstance(part, css.Element):
        if isinstance(part, css.Class):
            classes.append(part.class_name)
        elif isinstance(part, css.Hash):
            names.append(part.id)
        else:
            tests.append(_test(part, depth))
        part = part.selector
    if len(set(names)) > 1:
        raise ValueError(names)  # no element has two
    return _Part(
        None if part.element in (None, "*") else str(part.element).lower(),
        names[0] if names else None,
        frozenset(classes),
        tuple(tests),
        _last_part(before.selector, depth + 1) if before else None,
        before.combinator if before else " ",
    )


def _test(node: css.Tree, depth: int) -> _Test:
    """What else a part of a selector asks of an element; ValueError where it is not known here."""
    match node:
        case css.Attrib():
            return partial(_has_attribute, node)
        case css.Negation():
            without = _last_part(node.subselector, depth + 1)
            return lambda styles, element: not styles.applies(without, element)
        case css.Matching() | css.SpecificityAdjustment():
            either = [_last_part(one, depth + 1) for one in node.selector_list]
            return lambda styles, element: any(styles.applies(one, element) for one in either)
        case css.Function(name="nth-child" | "nth-last-child" | "nth-of-type" | "nth-last-of-type"):
            return partial(_counts, node.name, css.parse_series(node.arguments))
        case css.Pseudo() if node.ident in _PSEUDO_CLASSES:
            known = _PSEUDO_CLASSES[node.ident]
            return lambda _, element: known(element)
    raise ValueError(node)


def _keys_of(element: HtmlElement) -> Iterator[str]:
    yield "*"
    yield str(element.tag)
    if name := element.get("id"):
        yield f"#{name}"
    if names := element.get("class"):
        for one in dict.fromkeys(names.split()):
            yield f".{one}"


def _related(combinator: str, element: HtmlElement) -> Iterable[HtmlElement]:
    match combinator:
        case ">":
            holder = element.getparent()
            return () if holder is None else (holder,)
        case "~":
            return element.itersiblings(preceding=True)
    before = element.getprevious()
    return () if before is None else (before,)


def _has_attribute(node: css.Attrib, _: PageStyles, element: HtmlElement) -> bool:
    held = element.get(node.attrib.lower())
    if held is None or node.operator == "exists" or node.value is None:
        return held is not None
    asked = str(node.value.value)
    if node.flag == "i" or node.attrib.lower() in ("type", "media", "dir", "lang"):
        held, asked = held.lower(), asked.lower()
    compare = _COMPARISONS.get(node.operator)
    return compare is not None and (bool(asked) or node.operator == "=") and compare(held, asked)


_COMPARISONS: dict[str, Callable[[str, str], bool]] = {
    "=": operator.eq,
    "~=": lambda held, asked: asked in held.split(),
    "|=": lambda held, asked: held == asked or held.startswith(f"{asked}-"),
    "^=": str.startswith,
    "$=": str.endswith,
    "*=": operator.contains,
}


def _first(element: HtmlElement) -> bool:
    return element.getprevious() is None


def _last(element: HtmlElement) -> bool:
    return element.getnext() is None


def _first_of_type(element: HtmlElement) -> bool:
    return next(element.itersiblings(str(element.tag), preceding=True), None) is None


def _last_of_type(element: HtmlElement) -> bool:
    return next(element.itersiblings(str(element.tag)), None) is None


def _is_root(element: HtmlElement) -> bool:
    return element.tag == "html"


# Of a page nobody has touched yet; custom elements are defined once the scripts have run.
_PSEUDO_CLASSES: dict[str, Callable[[HtmlElement], bool]] = {
    "root": _is_root,
    "first-child": _first,
    "last-child": _last,
    "only-child": lambda element: _first(element) and _last(element),
    "first-of-type": _first_of_type,
    "last-of-type": _last_of_type,
    "only-of-type": lambda element: _first_of_type(element) and _last_of_type(element),
    "empty": lambda element: not len(element) and not element.text,
    "link": lambda element: element.tag == "a" and element.get("href") is not None,
    "any-link": lambda element: element.tag == "a" and element.get("href") is not None,
    "checked": lambda element: element.get("checked") is not None or element.get("selected") is not None,
    "disabled": lambda element: element.get("disabled") is not None,
    "enabled": lambda element: element.tag in ("input", "button") and element.get("disabled") is None,
    "open": lambda element: element.get("open") is not None,
    "defined": lambda _: True,
}
# Siblings counted at most.
_MOST_SIBLINGS = 5_000


def _counts(name: str, series: tuple[int, int], styles: PageStyles, element: HtmlElement) -> bool:
    """Whether an element has the place among its siblings that `:nth-child(2n+1)` and its like ask for."""
    kinds = (str(element.tag),) if name.endswith("of-type") else ()
    before = islice(element.itersiblings(*kinds, preceding="last" not in name), _MOST_SIBLINGS)
    count = sum(1 for _ in before)
    styles.charge(count // _STEP_OF_LOOKS)
    ahead = count + 1 - series[1]
    step = series[0]
    return ahead == 0 if step == 0 else ahead % step == 0 and ahead // step >= 0
