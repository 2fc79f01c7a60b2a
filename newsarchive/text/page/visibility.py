"""What of a page a reader does not see: by attribute, inline style, and the style rules the page holds.

It is resolved once for a page. Three things are not hidden: what a reader can open (closed details, the panel
below the button that controls it); what scripts or animations will show, where the page tells so; what screen
readers alone skip (`aria-hidden`). See docs/explanation/extraction.md#what-a-reader-does-not-see.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice

from lxml.html import HtmlElement

from newsarchive.text.letters import count_letters
from newsarchive.text.page.html_display import BLOCK, CONCEALED, CONCEALING
from newsarchive.text.page.page_model import Page, PageModel, model_of
from newsarchive.text.page.page_styles import PageStyles
from newsarchive.text.page.scroll_effects import comes_in, has_prose, is_faded, is_revealed
from newsarchive.text.page.style_sheets import (
    BLOCK_BEGIN,
    WINDOW_HEIGHT,
    WINDOW_WIDTH,
    declares,
    without_comments,
)
from newsarchive.text.sentences import says_something

# Declarations that can hide; what they mean together is decided on the few elements that have one.
_HIDING = declares(
    r"display\s*:\s*none|(?:content-)?visibility\s*:\s*(?:hidden|collapse)"
    r"|opacity\s*+:\s*+(?:\+\s*+)?0*+(?:\.0\d*+)?+\s*+%?+\s*+(?:[;!}]|$)"
    r"|(?:left|right|top|bottom|text-indent|margin-left|margin-top|inset)\s*:[^;}]{0,200}-\s*(?:\d{3}|\d+\.?\d*(?:r?em|v[wh]))"
    r"|left\s*:\s*\d{3}|transform\s*:[^;}]{0,200}(?:-\s*\d{3}|100%|scale\w*\(\s*0|matrix\(\s*0)"
    r"|scale\s*:\s*0|font(?:-size)?\s*:\s*(?:0+(?:\.\d*)?|\.\d+|1px)(?:[a-z]+|%)?\s*(?:[\s;!/}]|$)"
    r"|clip\s*:\s*rect|clip-path\s*:\s*(?:inset|polygon|circle|ellipse)"
    r"|(?:max-)?(?:height|width)\s*:\s*(?:0*[0-2](?:\.\d*)?|\.\d+)(?:px|pt|r?em|%|vh|vw)?\s*(?:[;!}]|$)"
)
_PROPERTIES = frozenset(
    (
        *(
            "display",
            "visibility",
            "content-visibility",
            "opacity",
            "position",
            "float",
            "scale",
            "transform",
        ),
        *("left", "right", "top", "bottom", "inset", "margin-left", "margin-top", "text-indent"),
        *("animation", "animation-name", "animation-duration", "transition", "transition-property"),
        *("transition-duration", "font", "font-size", "clip", "clip-path", "overflow", "overflow-x"),
        *("overflow-y", "height", "width", "max-height", "max-width", "min-height", "min-width"),
        *("padding", "padding-top", "padding-bottom", "padding-left", "padding-right"),
    )
)
# Declarations that undo for what is inside an element what the element hands down.
_UNDOING = {
    "visibility": declares(r"visibility\s*+:\s*+(?:visible|initial)"),
    "font-size": declares(r"font(?:-size)?\s*+:"),
    "text-indent": declares(r"text-indent\s*+:"),
}
# What elements have that may be hidden by themselves: asked from there, few are looked at.
_CLOSING = ("hidden", "popover")
# What opens a panel, as WAI-ARIA's patterns of an accordion and a disclosure have it: a button that names the
# panel and stands right above it (https://www.w3.org/WAI/ARIA/apg/patterns/accordion/). Menus, dialogs and
# tips are opened so too, and are no text.
_NO_PANELS = frozenset({"nav", "dialog", "form", "aside", "ul", "ol", "menu"})
_NO_PANEL_ROLES = frozenset(
    {"dialog", "alertdialog", "menu", "menubar", "navigation", "search", "tooltip", "listbox"}
)
# What browsers that translate a page write on each run of words: `vertical-align: inherit`.
_OF_WORDS = frozenset({"vertical-align"})
# Boxes behind one of a text among which a paragraph stands.
_MOST_BEHIND = 10
# Steps from a panel up to the box that follows its button's.
_HIGHEST_PANEL = 2
# Scripts take off what hides a whole page until they run.
_NEVER = frozenset({"html", "body", "head", "script", "style", "link", "meta", "title", "br", "hr", "img"})
# Pixels so far out that nothing of an element is in the window, whatever its own size: sheets write -999px,
# -9999px or more, and half a window is no hiding place.
_FAR_OUT = 999
# How many transparent boxes with prose mean that scripts fade boxes in, and how many are looked at.
_FADING, _MOST_CLEAR = 3, 200
# Share of all sentences of a page from which those that wait for a reader are its story.
_MOST_WAITING = 2 / 3
# A box so narrow shows no letter.
_NO_SIZE = 2
# A letter so high is a dot.
_NO_LETTER = 1
# Elements looked at in all inside of those that hand down what hides them; no real page has as many
# (19,437 tags at most of 2,000 pages, 2026-11).
_MOST_INSIDE = 50_000
_LENGTH = re.compile(r"([-+]?\s*\d*\.?\d+)\s*(px|pt|r?em|%|vw|vh|vmin|vmax|ex|ch|cm|mm|in)?", re.IGNORECASE)
_UNITS = {"pt": 4 / 3, "em": 16.0, "rem": 16.0, "ex": 8.0, "ch": 8.0, "cm": 37.8, "mm": 3.78, "in": 96.0}
_UNITS |= {"vw": WINDOW_WIDTH / 100, "vh": WINDOW_HEIGHT / 100, "vmin": WINDOW_HEIGHT / 100}
_UNITS |= {"vmax": WINDOW_WIDTH / 100, "px": 1.0}
_CLIPPED = re.compile(r"rect\(\s*([^)]*)\)")
_SHARE = r"(\d*\.?\d+)%"
_INSET = re.compile(rf"inset\(\s*{_SHARE}(?:\s+{_SHARE})?(?:\s+{_SHARE})?(?:\s+{_SHARE})?")
_NO_CIRCLE = re.compile(r"(?:circle|ellipse)\(\s*0[a-z%]*\s*(?:0[a-z%]*\s*)?(?:at\b|\))")
_POINTS = re.compile(r"polygon\(\s*(?:evenodd\s*,|nonzero\s*,)?([^)]*)\)")
_SHRUNK = re.compile(r"(?:scale(?:x|y|3d)?|matrix)\(\s*0(?:\.0*)?\s*[,)]")
_MOVED = re.compile(r"translate(x|y|3d)?\(\s*([^,)]+)(?:,\s*([^,)]+))?")
_OUT_OF_FLOW = frozenset({"absolute", "fixed"})
_SIDES = ("top", "right", "bottom", "left")
_CUT_OFF = frozenset({"hidden", "clip"})


@dataclass(frozen=True, slots=True)
class HiddenElement:
    """An element that is not shown: with all it holds, or only the words that stand in it itself.

    With `words`, the element holds something that is shown: what is hidden is the text in it and between its
    children. `by_rule` says that a style rule hides it, no attribute or style of its own; `waits`, that
    it is only hidden until a library shows it, as soon as a reader comes near.
    """

    element: HtmlElement
    words: bool = False
    by_rule: bool = False
    waits: bool = False


def waits_mostly(
    hidden: Iterable[HiddenElement], root: HtmlElement, lines: Callable[[HtmlElement], Iterable[str]]
) -> bool:
    """Say whether most of what `root` tells waits for its reader: then it is the story.

    Share bars, notes on cookies and teasers beside a story come in with the same effects. `lines` gives those
    of an element; what is told are sentences, of which stories without a paragraph have some too.
    """
    waiting = [one.element for one in hidden if one.waits]
    if not waiting:
        return False
    told = sum(_told(lines(element)) for element in waiting)
    return told > _MOST_WAITING * _told(lines(root))


def _told(lines: Iterable[str]) -> int:
    return sum(count_letters(line) for line in lines if says_something(line))


class PageVisibility:
    """What a page keeps from its readers, resolved once; total, and bounded by the page's size."""

    def __init__(self, page: Page) -> None:
        self._model = model_of(page)
        self.styles = styles = PageStyles(self._model, _PROPERTIES)
        self._inside = _Inside(styles)
        self._transparent: int | None = None
        self._held: dict[str, set[HtmlElement]] = {}
        self._candidates = styles.elements_with(_HIDING)
        self._candidates.update(_hidden_by_themselves(self._model))

    def hidden_in(self, root: HtmlElement, come_in: bool = False) -> list[HiddenElement]:
        """Return the outermost hidden elements below `root`, in order; `root` itself is taken to be shown.

        With `come_in`, what every reader sees as soon as it comes near is shown. An element whose words are
        hidden comes before what is hidden inside of it.
        """
        if not self._candidates:
            return []
        found: dict[HtmlElement, bool] = {}
        ruled: set[HtmlElement] = set()
        inside: set[HtmlElement] = set()
        for element in self._candidates_in(root):
            if element not in inside:
                for whole, words in self._of(element, come_in):
                    found[whole] = words and found.get(whole, True)
                    if not words:
                        inside.update(whole.iter())
                    if not _may_hide(element):
                        ruled.add(whole)
        return [
            HiddenElement(element, words, element in ruled, self._waits(element))
            for element, words in found.items()
            if words or (holder := element.getparent()) is None or holder not in inside
        ]

    def hides_alike(self, inner: HtmlElement, outer: HtmlElement) -> bool:
        """Say whether the page's styles give both elements the same, but how a translator sets its words."""
        told, whole = (self._inside.styles.declared(one).items() for one in (inner, outer))
        return bool(whole) and whole <= told and all(name in _OF_WORDS for name, _ in told - whole)

    def hides_in_text(self, box: HtmlElement, shown: Iterable[HtmlElement]) -> bool:
        """Say whether a nameless box is hidden as those shown: a word, a paragraph, or above one.

        What a rule hides below all paragraphs are remarks and offers.
        """
        if "class" in box.attrib or "id" in box.attrib:
            return False
        alike = {one for one in shown if self.hides_alike(box, one)}
        outer = next((one for one in box.iterancestors() if one in alike), None)
        if outer is None:
            return False
        beside = (outer, *islice(outer.itersiblings(), _MOST_BEHIND))
        return outer.tag not in BLOCK or any(one in alike and one.tag == "p" for one in beside)

    def is_folded(self, element: HtmlElement) -> bool:
        """Say whether a hidden element is hidden as buttons undo it: not displayed, or without any height."""
        declared = self._inside.styles.declared(element)
        heights = (_length(declared.get(name, "")) for name in ("height", "max-height"))
        return declared.get("display") in CONCEALING["display"] or (0.0, "px") in heights

    def _candidates_in(self, root: HtmlElement) -> Iterable[HtmlElement]:
        if root is self._model.tree:
            return self._model.in_order(self._candidates - {root})
        return (element for element in root.iterdescendants() if element in self._candidates)

    def _fades_in(self, element: HtmlElement) -> bool:
        """Whether scripts show an element when the reader comes near: its names say so, or many are alike."""
        if is_revealed(element) or is_faded(element):
            return True
        if self._transparent is None:
            styles = self._inside.styles
            clear = (one for one in self._candidates if str(one.tag) not in _NEVER and has_prose(one))
            self._transparent = sum(
                _is_transparent(styles.declared(one)) for one in islice(clear, _MOST_CLEAR)
            )
        return self._transparent >= _FADING

    @cached_property
    def _controls(self) -> dict[str, set[HtmlElement]]:
        """The buttons that control an element, by its id."""
        controls: dict[str, set[HtmlElement]] = {}
        for place, named in self._model.having("aria-controls"):
            button = self._model.element(place)
            if button.tag == "button" or button.get("role") == "button":
                for ident in named.split():
                    controls.setdefault(ident, set()).add(button)
        return controls

    def _holders(self, ident: str) -> set[HtmlElement]:
        """The buttons that control the elements of an id, and what these stand in; found once for an id."""
        if ident not in self._held:
            held: set[HtmlElement] = set()
            for button in self._controls.get(ident, ()):
                for holder in (button, *button.iterancestors()):
                    if holder in held:
                        break
                    held.add(holder)
            self._held[ident] = held
        return self._held[ident]

    def _waits(self, element: HtmlElement) -> bool:
        """Whether nothing hides an element but the library that shows it as soon as a reader comes near."""
        if _is_closed(element) or not is_revealed(element):
            return False
        declared, tag = self._inside.styles.declared(element), str(element.tag)
        return _is_unseen(declared, tag) and not _is_gone(declared, tag)

    def _is_opened(self, element: HtmlElement) -> bool:
        """Whether a button right above an element opens it."""
        holders = self._holders(element.get("id") or "")
        if not holders or element.tag in _NO_PANELS or element.get("role") in _NO_PANEL_ROLES:
            return False
        above = [element, *islice(element.iterancestors(), _HIGHEST_PANEL)]
        heads = {head for one in above if (head := one.getprevious()) is not None}
        return not heads.isdisjoint(holders)

    def _of(self, element: HtmlElement, come_in: bool) -> Iterator[tuple[HtmlElement, bool]]:
        """What is hidden of a candidate: itself, or where some of it is shown again, what is not."""
        tag = str(element.tag)
        if tag in _NEVER or not _has_words(element):
            return
        if tag in CONCEALED:
            yield element, False
            return
        declared = self._inside.styles.declared(element)
        if _is_closed(element):
            declared.setdefault("display", "none")
        if (_is_gone(declared, tag) and not self._is_opened(element)) or (
            _is_transparent(declared) and not self._fades_in(element)
        ):
            yield element, False
            return
        for way, hides in _HANDED_DOWN.items():
            if hides(declared, tag) and not (come_in and way == "visibility" and comes_in(element)):
                yield from self._inside.hidden(element, way)


def _hidden_by_themselves(model: PageModel) -> Iterator[HtmlElement]:
    """The elements for which `_may_hide` holds."""
    yield from model.iter(*CONCEALED)
    yield from filter(_is_closed, model.iter("dialog"))
    for attribute in _CLOSING:
        yield from filter(_is_closed, (model.element(place) for place, _ in model.having(attribute)))
    hides = _Hides()
    yield from (model.element(place) for place, style in model.having("style") if hides[style])


class _Hides(dict[str, bool]):
    """Whether each inline style has a declaration that can hide; boxes of one make have the same."""

    def __missing__(self, style: str) -> bool:
        found = self[style] = _can_hide(style)
        return found


def _can_hide(style: str) -> bool:
    return _HIDING.search(BLOCK_BEGIN + without_comments(style)) is not None


def _has_words(element: HtmlElement) -> bool:
    return any(text and not text.isspace() for text in element.itertext())


def _may_hide(element: HtmlElement) -> bool:
    if _is_closed(element) or element.tag in CONCEALED:
        return True
    style = element.get("style")
    return style is not None and _can_hide(style)


def _is_closed(element: HtmlElement) -> bool:
    """Whether a browser's own rules keep an element from being shown; a page's rules may say otherwise."""
    if element.tag == "dialog" and element.get("open") is None:
        return True
    hidden = element.get("hidden")
    return (hidden is not None and hidden.strip().lower() != "until-found") or element.get(
        "popover"
    ) is not None


def _is_gone(declared: dict[str, str], tag: str) -> bool:
    """Whether an element is hidden with all it holds."""
    if declared.get("display") in CONCEALING["display"]:
        return True
    if declared.get("content-visibility") == "hidden":
        return True
    return (
        _is_clipped(declared)
        or _is_outside(declared)
        or _has_no_size(declared, tag)
        or _is_moved(declared, tag)
    )


def _is_transparent(declared: dict[str, str]) -> bool:
    """Whether an element is as clear as glass, and nothing says that it is to change."""
    opacity = _length(declared.get("opacity", ""))
    return opacity is not None and opacity[0] < 0.01 and not _is_animated(declared)


def _is_animated(declared: dict[str, str]) -> bool:
    """Whether an element is made to change: it ends where it is shown, or scripts wait for it to be near."""
    return any(
        name.startswith(("animation", "transition")) and value.split()[:1] not in (["none"], ["0s"])
        for name, value in declared.items()
    )


def _is_boxed(declared: dict[str, str], tag: str) -> bool:
    """Whether an element has a size of its own: one in the line has none."""
    display = declared.get("display", "")
    if declared.get("position") in _OUT_OF_FLOW or declared.get("float", "none") != "none":
        return True
    return display not in ("inline", "contents") if display else tag in BLOCK


def _is_outside(declared: dict[str, str]) -> bool:
    """Whether an element is moved out of the window, to where nobody can scroll."""
    if any(_is_far(_length(declared.get(side, ""))) for side in ("margin-left", "margin-top")):
        return True
    position = declared.get("position", "static")
    if position in ("static", "sticky"):
        return False
    inset = declared.get("inset", "").split()
    given = dict(zip(_SIDES, (inset * 4)[:4] if len(inset) in (1, 2, 4) else (), strict=False))
    given |= {side: value for side in _SIDES if (value := declared.get(side))}
    placed = {side: found for side, value in given.items() if (found := _length(value))}
    if position != "fixed":
        placed.pop("bottom", None)  # further down: readers scroll there
    if position not in _OUT_OF_FLOW:
        return any(map(_is_far, placed.values()))
    return _is_right_of_all(placed.get("left")) or any(
        _is_beyond(found, _length(declared.get("width" if side in ("left", "right") else "height", "")))
        for side, found in placed.items()
    )


def _is_far(found: tuple[float, str] | None) -> bool:
    return found is not None and found[1] != "%" and found[0] <= -_FAR_OUT


def _is_right_of_all(left: tuple[float, str] | None) -> bool:
    return left is not None and left[0] >= (100 if left[1] == "%" else 3 * _FAR_OUT)


def _is_beyond(found: tuple[float, str], size: tuple[float, str] | None) -> bool:
    """Whether a box put so far beyond an edge has nothing left inside of it; `size` is its own, if known."""
    if found[1] == "%":
        return found[0] <= -100
    known = size is not None and size[1] != "%" and found[0] < 0 and found[0] + size[0] <= 0
    return known or _is_far(found)


def _is_clipped(declared: dict[str, str]) -> bool:
    if declared.get("position") in _OUT_OF_FLOW and (found := _CLIPPED.search(declared.get("clip", ""))):
        sides = [_length(side) for side in re.split(r"[,\s]+", found[1].strip())]
        if len(sides) == 4 and all(side is not None for side in sides):
            top, right, bottom, left = (side[0] for side in sides if side is not None)
            return bottom - top <= _NO_SIZE or right - left <= _NO_SIZE
    path = declared.get("clip-path", "")
    if not path or path == "none":
        return False
    if found := _INSET.search(path):
        top, right, bottom, left = _four_sides([float(one) for one in found.groups() if one is not None])
        return top + bottom >= 100 or left + right >= 100
    if found := _POINTS.search(path):
        points = [point.split() for point in found[1].split(",")]
        return any(len({point[axis] for point in points if len(point) == 2}) == 1 for axis in (0, 1))
    return bool(_NO_CIRCLE.search(path))


def _four_sides(given: list[float]) -> tuple[float, float, float, float]:
    """Top, right, bottom and left of a list in which the later ones may be left out."""
    top = given[0]
    right = given[1] if len(given) > 1 else top
    bottom = given[2] if len(given) > 2 else top
    return top, right, bottom, given[3] if len(given) > 3 else right


def _has_no_size(declared: dict[str, str], tag: str) -> bool:
    """Whether an element is a box without room for a letter, and cuts off what does not fit."""
    cut = {*declared.get("overflow", "").split(), declared.get("overflow-x"), declared.get("overflow-y")}
    if not cut & _CUT_OFF or not _is_boxed(declared, tag):
        return False
    for size, sides in (("height", ("top", "bottom")), ("width", ("left", "right"))):
        given = (_length(declared.get(f"{bound}{size}", "")) for bound in ("", "max-"))
        small = any(one is not None and one[0] <= (_NO_SIZE if one[1] != "%" else 0) for one in given)
        least = _length(declared.get(f"min-{size}", ""))
        if small and (least is None or least[0] <= _NO_SIZE) and not _is_padded(declared, sides):
            return True
    return False


def _is_padded(declared: dict[str, str], sides: tuple[str, str]) -> bool:
    """Whether padding gives a box room: boxes that keep a picture's shape are made so."""
    padding = declared.get("padding", "").split()
    named = [declared.get(f"padding-{side}", "") for side in sides]
    if any(named):
        padding = named
    elif padding:
        padding = (
            padding[:1] + padding[2:3] if sides[0] == "top" else (padding[1:2] or padding[:1]) + padding[3:4]
        )
    return any((found := _length(one)) is not None and found[0] > _NO_SIZE for one in padding)


def _is_moved(declared: dict[str, str], tag: str) -> bool:
    """Whether a transform shrinks an element to nothing or moves it out of the window."""
    if not _is_boxed(declared, tag):
        return False
    scale = _length(declared.get("scale", "").split(" ")[0])
    if scale is not None and scale[0] == 0:
        return True
    transform = declared.get("transform", "")
    return bool(_SHRUNK.search(transform)) or any(
        _is_moved_away(axis, found, declared)
        for kind, first, second in _MOVED.findall(transform)
        for axis, value in ((("y", first),) if kind == "y" else (("x", first), ("y", second)))
        if (found := _length(value))
    )


def _is_moved_away(axis: str, found: tuple[float, str], declared: dict[str, str]) -> bool:
    if found[1] != "%":
        return _is_far(found) or (axis == "x" and found[0] >= 3 * _FAR_OUT)
    # By its own size, over the edge that it is pinned to.
    edges = ("left", "right") if axis == "x" else ("top", "bottom")
    edge = _length(declared.get(edges[found[0] > 0], ""))
    return declared.get("position") == "fixed" and abs(found[0]) >= 100 and edge is not None and edge[0] == 0


def _is_unseen(declared: dict[str, str], _: str) -> bool:
    return declared.get("visibility") in CONCEALING["visibility"]


def _has_no_letters(declared: dict[str, str], _: str) -> bool:
    size = declared.get("font-size") or re.split(r"[\s/]", declared.get("font", ""))[0]
    found = _length(size)
    return found is not None and (found[0] == 0 or (found[1] == "px" and found[0] <= _NO_LETTER))


def _is_indented(declared: dict[str, str], tag: str) -> bool:
    found = _length(declared.get("text-indent", ""))
    if found is None:
        return False
    out = (
        found[0] <= -_FAR_OUT
        if found[1] != "%"
        else abs(found[0]) >= 100 and declared.get("overflow") == "hidden"
    )
    return out and _is_boxed(declared, tag)


# What an element hands down to all it holds, until something inside says otherwise.
_HANDED_DOWN: dict[str, Callable[[dict[str, str], str], bool]] = {
    "visibility": _is_unseen,
    "font-size": _has_no_letters,
    "text-indent": _is_indented,
}


def _undoes(declared: dict[str, str], way: str) -> bool:
    """Whether an element is shown again inside of one that hands down `way`."""
    value = declared.get(way)
    if way == "visibility":
        return value in ("visible", "initial")
    if way == "font-size":
        value = value or declared.get("font")
        if value is None or value in ("inherit", "unset", "smaller", "larger"):
            return False
        found = _length(value)
        return found is None or (found[0] >= 1 and found[1] not in ("em", "%", "ex", "ch"))
    found = _length(value or "")
    return found is not None and found[0] > -_FAR_OUT


@dataclass(slots=True)
class _Inside:
    """What is inside of elements that hand down what hides them; looked at as far as `left` goes."""

    styles: PageStyles
    left: int = _MOST_INSIDE
    _maybe: dict[str, set[HtmlElement]] = field(default_factory=dict)

    def shown_again(self, element: HtmlElement, way: str) -> list[HtmlElement]:
        """Return the elements inside of `element` that are shown again."""
        if way not in self._maybe:
            self._maybe[way] = self.styles.elements_with(_UNDOING[way])
        maybe, asked = self._maybe[way], _UNDOING[way]
        found = []
        for inner in islice(element.iterdescendants(), self.left):
            self.left -= 1
            style = inner.get("style") if isinstance(inner.tag, str) else None
            if (inner in maybe or (style and asked.search(BLOCK_BEGIN + style))) and _undoes(
                self.styles.declared(inner), way
            ):
                found.append(inner)
        return found

    def hidden(self, element: HtmlElement, way: str) -> Iterator[tuple[HtmlElement, bool]]:
        """Yield what stays hidden of an element that hands `way` down, and whether only its own words do."""
        if self.left <= 0:
            return  # it may hold what is shown: kept
        shown = self.shown_again(element, way)
        if not shown:
            yield element, False
            return
        # From what is shown again up to the element itself: those hold both.
        mixed = {element}
        for inner in shown:
            for holder in inner.iterancestors():
                if holder in mixed:
                    break
                mixed.add(holder)
        again = set(shown)
        waiting = [element]
        while waiting:
            holder = waiting.pop()
            yield holder, True
            for child in holder:
                if child in again or not isinstance(child.tag, str):
                    continue
                if child in mixed:
                    waiting.append(child)
                else:
                    yield child, False


def _length(value: str) -> tuple[float, str] | None:
    """A length in pixels, or a share in "%"; None where it is neither."""
    found = _LENGTH.fullmatch(value.strip())
    if not found:
        return None
    number, unit = float("".join(found[1].split())), (found[2] or "px").lower()
    return (number, "%") if unit == "%" else (number * _UNITS[unit], "px")
