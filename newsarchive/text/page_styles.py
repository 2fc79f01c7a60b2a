"""The style rules a page holds itself: which of them apply in a desktop's window, and to which elements.

Sheets that a page only links to are not fetched. Selectors are parsed by cssselect and matched here, from the
element upwards, as browsers do: few elements are asked about, so no rule is turned into a search of the tree.
Sheets are split by hand: tinycss2 takes 8 ms a page (637 pages, 2026-11), a third of what reading one takes.
"""

from __future__ import annotations

import operator
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import islice

from cssselect import SelectorError
from cssselect import parser as css
from lxml.html import HtmlElement

from newsarchive.text.media_queries import applies_on_desktop

# The largest sheets of 637 pages have 333,000 characters together (2026-11).
LONGEST_SHEETS = 1_000_000
MOST_RULES = 20_000
# Compound selectors compared with elements, some 1 microsecond each: a bound for sheets made to be slow.
MOST_STEPS = 500_000

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)|<!--|-->", re.DOTALL)
_STRING = re.compile(r"\"(?:[^\"\\\n]|\\.)*+\"?+|'(?:[^'\\\n]|\\.)*+'?+")
_STRUCTURE = re.compile("[{};]")
# Rules in which no declaration is one of the page: frames of animations, fonts, printed pages.
_GROUPS = frozenset({"media", "supports", "layer", "scope"})
# Selectors of nested rules are put together; sheets written by hand nest three deep.
MOST_NESTED, LONGEST_SELECTOR = 100, 1_000
# Compound selectors of one selector: each is a call while it is compared.
MOST_PARTS = 50
_NAME = re.compile(r"([.#])((?:[\w-]|[^\x00-\x7f]|\\.)+)")
_ARGUMENTS = re.compile(r"\([^()]*\)|\[[^\]]*\]")
_COMBINATOR = re.compile(r"\s*[\s>+~]\s*")
_LAST_ATTRIBUTE = re.compile(r"(?:^|[\s>+~])\[\s*([\w-]+)[^()\[\]]*\](?:\[[^()\[\]]*\])*$")
_PSEUDO_ELEMENT = re.compile(r"::|:(?:before|after|first-line|first-letter)\b")
_ALTERNATIVES = re.compile(r"(?:^|[\s>+~]):(?:where|is|matches)\(([^()]*)\)$")
_TAG = re.compile(r"[A-Za-z][\w-]*")
MOST_BRACKETS = 5  # in brackets
_AT_RULE = re.compile(r"@(?:-\w+-)?([\w-]+)(.*)", re.DOTALL)
_DECLARATION = re.compile(r"(?<![\w-])([\w-]++)\s*+:\s*((?:[^;\"'(]|\"[^\"]*\"?|'[^']*'?|\([^)]*\)?)*)")
_IMPORTANT = re.compile(r"!\s*important", re.IGNORECASE)

Declared = tuple[str, str, bool]


def style_declarations(style: str) -> list[Declared]:
    """Return the declarations of a block or an inline style: name, value, whether it is `!important`."""
    if "/*" in style:
        style = _COMMENT.sub("", style)
    found = []
    for name, value in _DECLARATION.findall(style):
        plain = _IMPORTANT.sub("", value) if "!" in value else value
        found.append((name.lower(), plain.strip().lower(), plain is not value and plain != value))
    return found


@dataclass(frozen=True, slots=True)
class _Rule:
    """A block of declarations, its selectors unparsed, and its place in the sheets."""

    selectors: tuple[str, ...]
    block: str
    order: int


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
    rule: _Rule
    _selectors: list[_Selector] | None = None

    @property
    def selectors(self) -> list[_Selector]:
        """The selector; none where it cannot be read, or means a part that is no element."""
        if self._selectors is None:
            self._selectors = _compiled(self.text)
        return self._selectors


class PageStyles:
    """The rules of a page's style elements that declare one of some properties, asked for by element.

    With `wanted` there are none where no declaration of the sheets is: what the others say does not matter.
    """

    def __init__(self, tree: HtmlElement, wanted: re.Pattern[str] | None, properties: frozenset[str]) -> None:
        self._properties = properties
        self._keyed: defaultdict[str, list[_Matcher]] = defaultdict(list)
        self._holding: defaultdict[str, list[HtmlElement]] = defaultdict(list)
        self._known: dict[HtmlElement, frozenset[str]] = {}
        self._below: dict[tuple[_Part, HtmlElement], bool] = {}
        self._steps = 0
        sheets = _sheets(tree)
        if not (wanted or _mentioning(properties)).search(sheets):
            return
        relevant = _mentioning(properties)
        for element in tree.iter():
            if isinstance(element.tag, str):
                for key in _keys_of(element):
                    self._holding[key].append(element)
        left = LONGEST_SHEETS  # characters of selectors: nested rules multiply those around them
        for rule in _applying(sheets, relevant):
            left -= sum(map(len, rule.selectors))
            if left < 0:
                break
            keys = [(text, self._keys(text)) for text in rule.selectors]
            if not any(of for _, of in keys) or not relevant.search(rule.block):
                continue
            for text, of in keys:
                matcher = _Matcher(text, rule)
                for key in of:
                    self._keyed[key].append(matcher)

    def elements_with(self, wanted: re.Pattern[str]) -> set[HtmlElement]:
        """Return the elements to which a rule with a declaration that is `wanted` applies."""
        found: set[HtmlElement] = set()
        for key, matchers in self._keyed.items():
            chosen = [matcher for matcher in matchers if wanted.search(matcher.rule.block)]
            for element in self._elements_for(key) if chosen else ():
                if self._steps > MOST_STEPS:
                    return found
                if element not in found and any(
                    self.applies(selector.part, element)
                    for matcher in chosen
                    for selector in matcher.selectors
                ):
                    found.add(element)
        return found

    def _elements_for(self, key: str) -> list[HtmlElement]:
        if key[0] != "[":
            return self._holding[key]
        return [element for element in self._holding["*"] if element.get(key[1:]) is not None]

    def declared(self, element: HtmlElement) -> dict[str, str]:
        """Return what the rules and the inline style declare for an element, the last word on each property.

        Of two declarations the important one counts, then the inline one, the more specific, the later one.
        """
        found: list[tuple[tuple[bool, bool], tuple[int, ...], str, str]] = []
        for key in (*_keys_of(element), *(f"[{name}" for name in element.attrib)):
            for matcher in self._keyed.get(key, ()) if self._steps <= MOST_STEPS else ():
                for selector in matcher.selectors:
                    if self.applies(selector.part, element):
                        rank = (*selector.specificity, matcher.rule.order)
                        found += (
                            ((important, False), rank, name, value)
                            for name, value, important in _block(matcher.rule.block)
                            if name in self._properties
                        )
        if style := element.get("style"):
            found += (
                ((important, True), (), name, value) for name, value, important in style_declarations(style)
            )
        found.sort(key=lambda one: one[:2])
        return {name: value for _, _, name, value in found}

    def _keys(self, selector: str) -> Iterable[str]:
        """The keys of a selector, of which an element must have one; none where it can apply to none."""
        if _PSEUDO_ELEMENT.search(selector):
            return ()
        found = _ALTERNATIVES.search(selector)
        if found is None:
            return (key,) if (key := self._key(selector)) else ()
        keys = {self._key(one) for one in found[1].split(",")} if self._key(selector) else set()
        return keys - {""}

    def _key(self, selector: str) -> str:
        """What an element must have for a selector to apply: an id, a class, a tag, "[attribute", or "*".

        "" where it can apply to none: the page lacks a class or id it names outside of brackets.
        """
        attribute = _LAST_ATTRIBUTE.search(selector)
        if "(" in selector or "[" in selector:
            for _ in range(MOST_BRACKETS):
                selector, count = _ARGUMENTS.subn("", selector)
                if not count:
                    break
        names = [(mark, name.replace("\\", "")) for mark, name in _NAME.findall(selector)]
        if not all(mark + name in self._holding for mark, name in names):
            return ""
        last = _COMBINATOR.split(selector.strip())[-1]
        own: list[str] = [mark + name.replace("\\", "") for mark, name in _NAME.findall(last)]
        if own:
            return next((name for name in own if name[0] == "#"), own[0])
        tag = _TAG.match(last)
        if tag:
            return str(tag[0]).lower()
        return f"[{attribute[1].lower()}" if attribute else "*"

    def applies(self, part: _Part, element: HtmlElement) -> bool:
        """Say whether a selector that ends with `part` applies to an element."""
        self._steps += 1
        if (
            self._steps > MOST_STEPS
            or (part.tag is not None and part.tag != element.tag)
            or (part.id is not None and part.id != element.get("id"))
            or (part.classes and not part.classes <= self._classes(element))
            or not all(test(self, element) for test in part.tests)
        ):
            return False
        if part.before is None:
            return True
        if part.combinator == " ":
            return self._is_below(part.before, element)
        return any(self.applies(part.before, other) for other in _related(part.combinator, element))

    def _is_below(self, part: _Part, element: HtmlElement) -> bool:
        """Whether a selector applies to an ancestor; what holds for one element holds for its siblings."""
        asked: list[HtmlElement] = []
        holds = False
        for holder in element.iterancestors():
            known = self._below.get((part, holder))
            if known is not None:
                holds = known
                break
            asked.append(holder)
            if self.applies(part, holder):
                holds = True
                break
        for holder in asked:
            self._below[part, holder] = holds
        return holds

    def charge(self, steps: int) -> None:
        """Count work done elsewhere."""
        self._steps += steps

    def _classes(self, element: HtmlElement) -> frozenset[str]:
        known = self._known.get(element)
        if known is None:
            known = self._known[element] = frozenset((element.get("class") or "").split())
        return known


def _sheets(tree: HtmlElement) -> str:
    """The style elements that apply on a screen, one behind the other; those for no scripts do not."""
    found: list[str] = []
    left = LONGEST_SHEETS
    for sheet in tree.iter("style"):
        kind = (sheet.get("type") or "text/css").strip().lower()
        holder = sheet.getparent()
        if kind != "text/css" or (holder is not None and holder.tag in ("noscript", "template")):
            continue
        text = (sheet.text or "")[:left]
        left -= len(text)
        media = sheet.get("media")
        if media is None or applies_on_desktop(media):
            found.append(text)
    # A sheet that leaves a brace open ends with its element: as many close as can be open.
    plain = map(_without_words, found)
    return "\n".join(text + "}" * max(0, text.count("{") - text.count("}")) for text in plain)


def _without_words(sheet: str) -> str:
    """A sheet without comments, and without the strings in which a brace or semicolon would count."""
    if "/*" in sheet or "<!--" in sheet:
        sheet = _COMMENT.sub("", sheet)
    return _STRING.sub(lambda found: '""' if _STRUCTURE.search(found[0]) else found[0], sheet)


def _applying(sheets: str, relevant: re.Pattern[str]) -> Iterator[_Rule]:
    """The rules that apply in the window and may be `relevant`, nested ones among them."""
    # What is open: the selectors of a rule, () for a group that applies, None for what does not.
    opened: list[tuple[str, ...] | None] = []
    order = 0
    for chunk in sheets.split("}"):
        if chunk.count("{") == 1 and not relevant.search(chunk):
            continue  # it opens and closes one rule: nine in ten, and not worth a look at its selectors
        *heads, block = chunk.split("{")
        for head in heads:
            above, _, prelude = head.rpartition(";")
            holder = opened[-1] if opened else ()
            if holder and above.strip():
                order += 1
                yield _Rule(holder, above, order)
            opened.append(_opened(prelude.strip(), holder))
        holder = opened.pop() if opened else None
        if holder and block.strip():
            order += 1
            yield _Rule(holder, block, order)
        if order >= MOST_RULES:
            return


def _opened(prelude: str, holder: tuple[str, ...] | None) -> tuple[str, ...] | None:
    """What a brace behind `prelude` opens inside of `holder`."""
    if holder is None or not prelude:
        return None
    if found := _AT_RULE.match(prelude):
        name, query = found[1].lower(), found[2].strip()
        if name not in _GROUPS:
            return None
        if (name == "media" and not applies_on_desktop(query)) or (
            name == "supports" and query.startswith("not")
        ):
            return None
        return holder
    selectors = tuple(one for one in _split(prelude) if len(one) <= LONGEST_SELECTOR)
    if not holder:
        return selectors
    together = (
        one.replace("&", outer) if "&" in one else f"{outer} {one}"
        for outer in holder
        for one in selectors
        if one.count("&") * len(outer) + len(one) <= LONGEST_SELECTOR
    )
    return tuple(islice(together, MOST_NESTED))


def _split(group: str) -> list[str]:
    """The selectors between commas, those in brackets aside."""
    if "(" not in group and "[" not in group:
        return [one for part in group.split(",") if (one := part.strip())]
    parts, depth, start = [], 0, 0
    for at, char in enumerate(group):
        if char in "([":
            depth += 1
        elif char in ")]":
            depth -= 1
        elif char == "," and depth <= 0:
            parts.append(group[start:at])
            start = at + 1
    return [one for part in (*parts, group[start:]) if (one := part.strip())]


@lru_cache(maxsize=20)
def _mentioning(properties: frozenset[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{'|'.join(sorted(properties))})\s*:", re.IGNORECASE)


@lru_cache(maxsize=1_000)
def _block(block: str) -> list[Declared]:
    return style_declarations(block)


def _compiled(text: str) -> list[_Selector]:
    try:
        return [
            _Selector(_last_part(one.parsed_tree), one.specificity())
            for one in css.parse(text)
            if one.pseudo_element is None
        ]
    except (SelectorError, ValueError, RecursionError):
        return []


def _last_part(node: css.Tree, depth: int = 0) -> _Part:
    """The last part of a parsed selector; ValueError where one is not known here, or has too many."""
    if depth > MOST_PARTS:
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
# Siblings counted, and how many of them cost as much as comparing an element.
MOST_SIBLINGS, STEP_OF_SIBLINGS = 5_000, 10


def _counts(name: str, series: tuple[int, int], styles: PageStyles, element: HtmlElement) -> bool:
    """Whether an element has the place among its siblings that `:nth-child(2n+1)` and its like ask for."""
    kinds = (str(element.tag),) if name.endswith("of-type") else ()
    before = islice(element.itersiblings(*kinds, preceding="last" not in name), MOST_SIBLINGS)
    count = sum(1 for _ in before)
    styles.charge(count // STEP_OF_SIBLINGS)
    ahead = count + 1 - series[1]
    step = series[0]
    return ahead == 0 if step == 0 else ahead % step == 0 and ahead // step >= 0
