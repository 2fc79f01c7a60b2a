"""The recipe that a page states: what goes into it and how it is made, wherever the page shows them.

Judged line by line a list of ingredients looks like a menu: a word or two, half of them links. Where markup
says what the page's recipe is made of (schema.org Recipe, microformats h-recipe), those lines are its text.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress, islice
from typing import Any

import numpy as np
from lxml.html import HtmlElement
from numpy.typing import NDArray

from newsarchive.text.extraction.page_blocks import TAG_BIT, Block, Box, PageBlocks
from newsarchive.text.extraction.page_lines import page_lines
from newsarchive.text.letters import letters_only
from newsarchive.text.metadata.structured_data import Node, every_node
from newsarchive.text.page_model import PageModel
from newsarchive.text.tidy_lines import tidy

# What the properties are called: by schema.org today and before 2015; as microdata; by microformats 2 and 1
# (https://schema.org/Recipe, https://microformats.org/wiki/h-recipe).
INGREDIENTS = ("recipeIngredient", "ingredients")
STEPS = "recipeInstructions"
Names = Mapping[str, tuple[frozenset[str], frozenset[str]]]
NAMES: Names = {
    "itemprop": (frozenset({"recipeingredient", "ingredients"}), frozenset({"recipeinstructions"})),
    "class": (frozenset({"p-ingredient", "ingredient"}), frozenset({"e-instructions", "instructions"})),
}
# What themes call the whole list, its buttons too: asked where nothing else says more.
LISTS: Names = {"class": (frozenset({"ingredients"}), frozenset[str]())}
# What stands in each name and in each recipe's JSON-LD, by which all else is passed over quickly.
PARTS, TYPE = ("ngredient", "nstructions"), '"Recipe"'
# Bounds of the work on data made to be slow; real recipes have some 60 lines.
MOST_LINES, MOST_NODES, LONGEST_LINE, DEEPEST = 300, 20, 1_000, 6
# A list of ingredients has two at least. Less of a page's lines in one box, and they stand here and there.
FEWEST, IN_ONE_BOX = 2, 0.8
# A block of a list holds an ingredient where that is so much of it: "▢ 1 cup flour (note 1)".
MOSTLY = 0.5
# Letters from which a step is no word of somebody else's: "Enjoy!".
PARAGRAPH = 60
# What stands between ingredients and is none, "3", "For the sauce", "optional", and between steps, "2", "Make
# the dough": characters of such a line, and lines.
LONGEST_NOTE, MOST_NOTES, MOST_LABELS = 60, 3, 2
TAG = re.compile(r"<[^<>]{1,200}>")
HEADINGS = TAG_BIT["h2"] | TAG_BIT["h3"] | TAG_BIT["h4"]

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Recipe:
    """The lines of a recipe as its page states them; both empty on a page that states none."""

    ingredients: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()


NO_RECIPE = Recipe()


def stated_recipe(model: PageModel) -> Recipe:
    """Return the recipe, or the recipes, that a page's markup states; total, and bounded."""
    ingredients, steps = _of_elements(model, NAMES)
    if any(TYPE in (script.text or "") for script in model.iter("script")):
        for node in islice(filter(_is_recipe, every_node(model)), MOST_NODES):
            ingredients += [line for key in INGREDIENTS for line in _texts(node.get(key))]
            steps += _texts(node.get(STEPS))
    if not ingredients:
        ingredients, _ = _of_elements(model, LISTS)
    return Recipe(_distinct(ingredients), _distinct(steps))


def _is_recipe(node: Node) -> bool:
    kinds = node.get("@type")
    return "Recipe" in (kinds if isinstance(kinds, list) else [kinds])


def _of_elements(model: PageModel, every: Names) -> tuple[list[str], list[str]]:
    """The lines of ingredients and of steps in the elements that are called so, the outermost of each."""
    found: tuple[list[str], list[str]] = ([], [])
    taken = set[HtmlElement]()
    for attribute, names in every.items():
        for place, value in model.having(attribute):
            if not any(part in value for part in PARTS):
                continue
            words, element = value.lower().split(), model.element(place)
            for called, lines in zip(names, found, strict=True):
                if len(lines) < MOST_LINES and not called.isdisjoint(words) and _is_outermost(element, taken):
                    taken.add(element)
                    lines.extend(page_lines(element))
    return found


def _is_outermost(element: HtmlElement, taken: set[HtmlElement]) -> bool:
    return element not in taken and taken.isdisjoint(element.iterancestors())


def _texts(value: Any, depth: int = 0) -> Iterator[str]:
    """The lines of a value of JSON-LD: a text, or objects with one, in lists and sections."""
    if isinstance(value, str):
        yield from filter(None, map(tidy, html.unescape(TAG.sub("\n", value)).splitlines()))
    elif depth < DEEPEST and isinstance(value, list):
        for one in value[:MOST_LINES]:
            yield from _texts(one, depth + 1)
    elif depth < DEEPEST and isinstance(value, dict):
        if "itemListElement" in value:
            yield from _texts(value.get("itemListElement"), depth + 1)
        else:
            yield from _texts(value.get("text") or value.get("name"), depth + 1)


def _distinct(lines: Iterable[str]) -> tuple[str, ...]:
    return tuple(islice(dict.fromkeys(line[:LONGEST_LINE] for line in lines), MOST_LINES))


def recipe_blocks(page: PageBlocks, recipe: Recipe) -> Mask:
    """Return for each block whether it is a line of the recipe, a heading of it or a note among its lines."""
    taken = np.zeros(len(page.blocks), dtype=np.bool_)
    if recipe == NO_RECIPE:
        return taken
    keys = [letters_only(block.text[: 2 * LONGEST_LINE]) for block in page.blocks]
    ingredients = _told(keys, recipe.ingredients)
    long = _mask(len(key) >= PARAGRAPH for key in keys)
    own = _mask(2 * block.linked <= len(block.text) for block in page.blocks)
    steps = _told(keys, recipe.steps) & (own | long)
    taken |= steps & long
    whole = "\n".join(map(letters_only, recipe.ingredients))
    pieces = _mask(bool(key) and key in whole for key in keys)
    taken |= _listed(page, ingredients, MOST_NOTES, pieces)
    # The number of a step is its mark, that of an ingredient its amount.
    taken |= _listed(page, steps, MOST_LABELS, steps) & _mask(not key.isdecimal() for key in keys)
    return taken


def _told(keys: Sequence[str], lines: Iterable[str]) -> Mask:
    stated = frozenset(filter(None, map(letters_only, lines)))
    return _mask(_is_told(key, stated) for key in keys)


def _mask(values: Iterable[bool]) -> Mask:
    return np.fromiter(values, dtype=np.bool_)


def recipe_lines(page: PageBlocks, recipe: Recipe) -> frozenset[str]:
    """Return the texts of the blocks that are the recipe's."""
    return frozenset(block.text for block in compress(page.blocks, recipe_blocks(page, recipe)))


def _is_told(key: str, stated: frozenset[str]) -> bool:
    """Whether a block is one of the lines, holds one, or is a good part of one."""
    if not key or key in stated:
        return bool(key)
    return any(
        (len(line) >= MOSTLY * len(key) and line in key) or (len(key) >= MOSTLY * len(line) and key in line)
        for line in stated
    )


def _box_of(page: PageBlocks, told: Mask) -> Box | None:
    """The smallest box that holds nearly all blocks that are `told`; None where they stand here and there."""
    counts = np.concatenate(([0], told.cumsum()))
    if counts[-1] < FEWEST:
        return None
    boxes = [box for box in page.boxes if counts[box.end] - counts[box.first] >= IN_ONE_BOX * counts[-1]]
    return min(boxes, key=lambda box: (box.end - box.first, -box.depth), default=None)


def _listed(page: PageBlocks, told: Mask, most_between: int, pieces: Mask) -> Mask:
    """The lists of blocks that are told: with what stands between, and the heading above.

    A single one may be a link to what else is made of it. The list may begin or end with one of the `pieces`
    that are too small to be told by themselves: an amount in a cell of its own.
    """
    taken = np.zeros(len(told), dtype=np.bool_)
    box = _box_of(page, told)
    if box is None:
        return taken
    runs: list[list[int]] = []
    for place in range(box.first, box.end):
        if told[place]:
            between = page.blocks[runs[-1][-1] + 1 : place] if runs else ()
            if runs and len(between) <= most_between and all(map(_is_note, between)):
                runs[-1].append(place)
            else:
                runs.append([place])
    for first, *_, last in (run for run in runs if len(run) > 1):
        begin = first - (first > box.first and pieces[first - 1])
        end = last + 1 + (last + 1 < box.end and pieces[last + 1])
        headed = begin > box.first and page.blocks[begin - 1].box.tag & HEADINGS
        taken[begin - bool(headed) : end] = True
    return taken


def _is_note(block: Block) -> bool:
    return len(block.text) <= LONGEST_NOTE and not block.links and not block.linked
