"""What is read of style sheets by a quick way is what the plain one gives."""

from __future__ import annotations

import re
from collections.abc import Iterable

from cssselect import SelectorError
from cssselect import parser as css
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.text.page.page_styles import MOST_COMPOUNDS, _compiled, _last_part, _Part, _Selector
from newsarchive.text.page.style_sheets import BLOCK_BEGIN, _mentioning

PROPERTIES = frozenset({"display", "clip", "clip-path", "position", "padding", "width"})

PIECES = st.sampled_from(
    [*("a", "H1", "-x", "_b", "div"), *(".b", ".B-1", "#c", "#c2", ".é", "#1"), *("*", ":hover", "[a]", "K")]
)
JOINTS = st.sampled_from(["", " ", ">", " + ", "~ ", "\t", "\n > ", ",", "  ", "\x0b", "\u2028"])
SELECTORS = st.lists(st.tuples(PIECES, JOINTS), max_size=8).map(lambda all_: "".join(map("".join, all_)))


def by_cssselect(text: str) -> list[_Selector]:
    try:
        return [
            _Selector(_last_part(one.parsed_tree), one.specificity())
            for one in css.parse(text)
            if one.pseudo_element is None
        ]
    except (SelectorError, ValueError, RecursionError):
        return []


def told(selectors: Iterable[_Selector]) -> list[object]:
    found: list[object] = []
    for selector in selectors:
        part: _Part | None = selector.part
        while part is not None:
            found.append((part.tag, part.id, part.classes, len(part.tests), part.combinator))
            part = part.before
        found.append(tuple(selector.specificity))
    return found


@given(SELECTORS)
def test_selectors_are_compiled_as_cssselect_has_them(text: str) -> None:
    assert told(_compiled(text)) == told(by_cssselect(text))


def test_long_selectors_are_compiled_so_too() -> None:
    for parts in range(MOST_COMPOUNDS - 2, MOST_COMPOUNDS + 4):
        text = " > ".join([".a"] * parts)
        assert told(_compiled(text)) == told(by_cssselect(text))


DECLARED = st.sampled_from(
    [*sorted(PROPERTIES), "CLIP", "padding-left", "pa\u017fition", "po\u017fition", "-"]
)
BLOCKS = st.lists(st.sampled_from([":", " :", ";", "{", "\n", " ", "red"]) | DECLARED, max_size=9).map(
    "".join
)


@given(BLOCKS)
def test_properties_are_found_where_they_are_declared(block: str) -> None:
    plain = re.compile(rf"(?:^|[{{}};])\s*+(?:{'|'.join(sorted(PROPERTIES))})\s*+:", re.IGNORECASE)
    assert bool(_mentioning(PROPERTIES).search(BLOCK_BEGIN + block)) == bool(plain.search(block))
