"""What a page's structured data says its article is made of: a recipe, instructions, questions and answers.

Judged line by line a list of ingredients looks like a menu, a word or two, half of them links, and questions
at the end of an article like another page's. Where markup states them (schema.org Recipe, HowTo and FAQPage;
microformats h-recipe) and the page shows them, they are its text.

The numbers here were set by reason on the half of 234 recipes that was looked at (`python -m
benchmarks.package_pages`), not fitted; the other half told whether they hold (2026-11).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, takewhile
from typing import Any

import numpy as np
from lxml.etree import XPath
from lxml.html import HtmlElement

from newsarchive.text.entities import unescape
from newsarchive.text.extraction.block_judge import LABEL_OR_PARAGRAPH, Mask
from newsarchive.text.extraction.recipe_lists import own_lists
from newsarchive.text.letters import count_letters, letters_only
from newsarchive.text.metadata.titles import likeness
from newsarchive.text.page.page_blocks import SUBHEADING_BITS, TAG_BIT, Block, PageBlocks
from newsarchive.text.page.page_lines import page_lines
from newsarchive.text.page.page_model import PageModel
from newsarchive.text.page.structured_data import (
    every_node,
    first_text,
    is_kind,
    meta_tags,
    says_article,
    stated_kinds,
)
from newsarchive.text.tidy_lines import tidy

# What is stated: by JSON-LD, by names of elements.

# The properties of schema.org, today and before 2015 (https://schema.org/Recipe, HowTo, FAQPage).
_INGREDIENTS = ("recipeIngredient", "ingredients")
_PROSE = {"Recipe": "recipeInstructions", "HowTo": "step", "FAQPage": "mainEntity"}
_TYPED = tuple(f'{kind}"' for kind in _PROSE)
# Where an object of JSON-LD has its text: steps, sections of steps, questions and their answers.
_HELD = ("name", "text", "item", "itemListElement", "step", "acceptedAnswer")
# Names of elements, of ingredients and of steps: microdata, microformats 2 and 1
# (https://microformats.org/wiki/h-recipe). They count in what is called a recipe: themes use some words
# of these for other things too.
_Names = Mapping[str, frozenset[str]]
_INGREDIENT_NAMES: _Names = {
    "itemprop": frozenset({"recipeingredient", "ingredients"}),
    "class": frozenset({"p-ingredient", "ingredient"}),
}
_STEP_NAMES: _Names = {
    "itemprop": frozenset({"recipeinstructions"}),
    "class": frozenset({"e-instructions", "instructions"}),
}
# What themes call the whole list, alone or as a part of a name, "recipe__ingredients": asked where nothing
# else says more, and taken where it has amounts and is the page's (`recipe_lists`).
_LIST_NAMES: _Names = {"class": frozenset({"ingredients"})}
_PART_OF_NAME = re.compile(r"[\s_-]+")
# What stands in each of these names, by which all others are passed over quickly.
_PARTS = ("ngredient", "nstructions", "NGREDIENT", "NSTRUCTIONS")
# Bounds of the work on data made to be slow: the recipes have 60 lines at most.
_MOST_LINES, _MOST_STATED, _MOST_CALLED, _LONGEST_LINE, _DEEPEST = 300, 20, 1_000, 1_000, 6
_MICROFORMATS = frozenset({"hrecipe", "h-recipe"})
# Titles that are held against the headings of a recipe, and how like they are (0 to 1): of 181 recipes in
# JSON-LD 172 are as like as .8; the others are called something else that has a word or more of it.
_MOST_TITLES, _MOST_HEADINGS, _OWN_NAME = 4, 10, 0.5
_WORD, _SHORTEST_WORD, _SHARED_WORDS = re.compile(r"\w+"), 4, 0.3
_WHOLE = frozenset({"html", "body"})
# What names a recipe in microdata and in hRecipe.
_NAMED = XPath(".//*[@itemprop='name' or contains(concat(' ', @class, ' '), ' fn ')]")
_TAG = re.compile(r"</?[a-z][^<>]{0,300}>", re.IGNORECASE)
_BREAK = re.compile(r"</?(?:p|br|li|[uo]l|div|h[1-6]|t[rd]|blockquote)\b[^<>]{0,300}>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class StructuredContent:
    """The lines a page states: ingredients, and prose, which are steps, questions and answers."""

    ingredients: tuple[str, ...] = ()
    prose: tuple[str, ...] = ()


NO_CONTENT = StructuredContent()


def structured_content(model: PageModel, url: str = "") -> StructuredContent:
    """Return what a page's structured data says it is made of; total, and bounded.

    A recipe of another name than the page's is somebody else's: that of the day beside a story, a teaser.
    Where one of those in JSON-LD is the page's, so are the others.
    """
    titles = [*filter(None, map(_text, islice(model.iter("title", "h1"), _MOST_TITLES)))]
    ingredients = [line for one in _of_recipes(model, _INGREDIENT_NAMES, titles) for line in page_lines(one)]
    prose = [line for one in _of_recipes(model, _STEP_NAMES, titles) for line in _own_lines(one)]
    is_recipe = bool(prose)
    texts = (each.text or each.get("content") or "" for each in model.iter("script", "meta"))
    if any(kind in text for text in texts for kind in _TYPED):
        every = ((node, kind) for node in every_node(model) for kind in _PROSE if is_kind(node, kind))
        stated = [*islice(every, _MOST_STATED)]
        names = [name for node, kind in stated if (name := first_text(node, "name")) and kind != "FAQPage"]
        is_own = not names or any(_is_own(name, titles) or _shares_words(name, titles) for name in names)
        is_recipe = is_recipe or (is_own and any(kind == "Recipe" for _, kind in stated))
        has_questions = any(kind == "FAQPage" for _, kind in stated) and _is_article(model)
        for node, kind in stated:
            if has_questions if kind == "FAQPage" else is_own:
                ingredients += [line for key in _INGREDIENTS for line in _texts(node.get(key))]
                prose += _texts(node.get(_PROSE[kind]))
    if not ingredients:
        named = [one for one in _called(model, _LIST_NAMES) if _is_of_page(one, titles)]
        lists = own_lists(model, named, url, is_stated=is_recipe) if named else []
        listed = [line for one in lists for line in page_lines(one)]
        with_amount = sum(any(map(str.isnumeric, line)) for line in listed)
        ingredients = listed if with_amount >= _MOSTLY * len(listed) else []
    return StructuredContent(_distinct(ingredients), _distinct(prose))


def _is_article(model: PageModel) -> bool:
    """Whether the page says to be an article: shops and listings have questions below their goods, too."""
    return says_article(stated_kinds(meta_tags(model), every_node(model)), model)


def _is_own(name: str, titles: Sequence[str]) -> bool:
    """Whether a recipe of that name may be the page's; without a name, or on a page without, it may."""
    return not name or not titles or any(likeness(name, title) >= _OWN_NAME for title in titles)


def _shares_words(name: str, titles: Sequence[str]) -> bool:
    """Whether a title has words of a name: a good part of it, not "with" alone."""
    words = {word for word in _WORD.findall(name.casefold()) if len(word) >= _SHORTEST_WORD}
    shared = (words.intersection(_WORD.findall(title.casefold())) for title in titles)
    return any(found and sum(map(len, found)) >= _SHARED_WORDS * len(letters_only(name)) for found in shared)


def _text(element: HtmlElement) -> str:
    return tidy("".join(islice(element.itertext(), _MOST_LINES))[:_LONGEST_LINE])


def _called(model: PageModel, names: _Names) -> list[HtmlElement]:
    """The elements that are called so, the outermost alone."""
    found: dict[HtmlElement, None] = {}
    if not model.remember(_names_any):
        return []
    for attribute, words in names.items():
        called = (each for each in model.having(attribute) if any(part in each[1] for part in _PARTS))
        for place, value in islice(called, _MOST_CALLED):
            element, read = model.element(place), value.lower()
            parts = _PART_OF_NAME.split(read) if names is _LIST_NAMES else read.split()
            if words.intersection(parts) and found.keys().isdisjoint(element.iterancestors()):
                found[element] = None
    return [*found]


def _names_any(model: PageModel) -> bool:
    """Whether any element may be called so: of the pages that are no recipes, hardly one has."""
    values = (value for attribute in ("itemprop", "class") for _, value in model.having(attribute))
    together = "\n".join(values)
    return any(part in together for part in _PARTS)


def _of_recipes(model: PageModel, names: _Names, titles: Sequence[str]) -> Iterator[HtmlElement]:
    """Those of the elements called so that stand in a recipe of the page."""
    own: dict[HtmlElement, bool] = {}
    for element in _called(model, names):
        recipe = _recipe_around(element)
        if recipe is None:
            continue
        if recipe not in own and len(own) < _MOST_STATED:
            own[recipe] = _is_headed(recipe, titles)
        if own.get(recipe):
            yield element


def _is_of_page(element: HtmlElement, titles: Sequence[str]) -> bool:
    """Whether a list stands in no recipe, or in the page's own."""
    recipe = _recipe_around(element)
    return recipe is None or _is_headed(recipe, titles)


def _own_lines(element: HtmlElement) -> Iterator[str]:
    """The lines of an element but its links: among steps they lead to something else."""
    links = {_text(link) for link in islice(element.iter("a"), _MOST_LINES)}
    return (line for line in page_lines(element) if line not in links)


def _recipe_around(element: HtmlElement) -> HtmlElement | None:
    """The nearest element around that markup says to be a recipe; else the outermost that is called one.

    The whole page counts only by its type, and for microdata: sites are called so.
    """
    outermost = None
    for each in element.iterancestors():
        typed = "/recipe" in (each.get("itemtype") or "").lower()
        called = f"{each.get('class') or ''} {each.get('id') or ''}".lower()
        if each.tag in _WHOLE:
            return each if typed and element.get("itemprop") else outermost
        if typed or not _MICROFORMATS.isdisjoint(called.split()):
            return each
        if "recipe" in called:
            outermost = each
    return outermost


def _is_headed(recipe: HtmlElement, titles: Sequence[str]) -> bool:
    """Whether a heading or name in a recipe is like the page's, or it has none."""
    headings = islice(recipe.iter("h1", "h2", "h3", "h4", "h5"), _MOST_HEADINGS)
    names = [*filter(None, map(_text, (*headings, *_NAMED(recipe)[:_MOST_HEADINGS])))]
    return not names or any(_is_own(name, titles) for name in names)


def _texts(value: Any, depth: int = 0) -> Iterator[str]:
    """The lines of a value of JSON-LD: a text, or objects with one, in lists and sections."""
    if isinstance(value, str):
        yield from filter(None, map(tidy, _TAG.sub("", _BREAK.sub("\n", unescape(value))).splitlines()))
    elif depth < _DEEPEST and isinstance(value, list):
        for one in value[:_MOST_LINES]:
            yield from _texts(one, depth + 1)
    elif depth < _DEEPEST and isinstance(value, dict):
        for key in _HELD:
            yield from _texts(value.get(key), depth + 1)


def _distinct(lines: Iterable[str]) -> tuple[str, ...]:
    return tuple(islice(dict.fromkeys(lines), _MOST_LINES))


# Where it stands on the page.

# A list of ingredients has two at least, and nearly all that is told stands in one box: its list's.
_FEWEST, _IN_ONE_BOX = 2, 0.8
# A block of a list holds an ingredient where that is so much of it: "▢ 1 cup flour (note 1)".
_MOSTLY = 0.5
# What stands between ingredients and is none, "3", "For the sauce", "optional", and between steps, "2", "Make
# the dough": characters of such a line, and lines.
_LONGEST_NOTE, _MOST_NOTES, _MOST_LABELS = 60, 3, 2
# Letters compared at most, on pages made to be slow; beyond them only whole lines are told.
_MOST_COMPARED = 20_000_000
# Menus are no lists; but a page that forgets to close its `nav` has the article in it.
_APART, _STORY = TAG_BIT["nav"] | TAG_BIT["footer"], TAG_BIT["article"] | TAG_BIT["main"]


def stated_blocks(page: PageBlocks, content: StructuredContent) -> Mask:
    """Return for each block whether it is a line the page states, a heading of these or a note among them."""
    taken = np.zeros(len(page.blocks), dtype=np.bool_)
    if content == NO_CONTENT:
        return taken
    keys = [_key(block.text) for block in page.blocks]
    within = _mask(not _is_apart(block) for block in page.blocks)
    told = _Lines(content.ingredients).told(keys) & within
    taken |= _listed(page, keys, told, _MOST_NOTES, content.ingredients)
    long = _mask(count_letters(block.text[:_LONGEST_LINE]) >= LABEL_OR_PARAGRAPH for block in page.blocks)
    own = _mask(2 * block.linked <= len(block.text) for block in page.blocks)
    lines = _Lines(content.prose)
    # A short line that is a link and no whole step ("Knead.") leads to another page.
    prose = lines.told(keys) & within & (own | long | _mask(key in lines for key in keys))
    # The number of a step is its mark, that of an ingredient its amount.
    taken |= _listed(page, keys, prose, _MOST_LABELS) & _mask(not key.isdecimal() for key in keys)
    # Elsewhere a block has to be all of it: who comments on a step quotes it.
    listed = {key for key, is_one in zip(keys, taken, strict=True) if is_one}
    taken |= prose & long & _mask(key not in listed and lines.hold(key) for key in keys)
    return taken


def _key(line: str) -> str:
    """The letters and digits of a line; of a long one so many that a whole one is told by them."""
    return letters_only(line[: 2 * _LONGEST_LINE])[:_LONGEST_LINE]


class _Lines:
    """Stated lines, by their letters and digits."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._whole = frozenset(filter(None, map(_key, lines)))
        self._sorted = sorted(self._whole, key=len)
        self._sizes = [*map(len, self._sorted)]
        self._text = "\n".join(self._sorted)
        self._left = _MOST_COMPARED

    def told(self, keys: Iterable[str]) -> Mask:
        """Return for each block whether it is one of the lines, holds one, or is a good part of one."""
        known: dict[str, bool] = {"": False}
        for key in keys:
            if key not in known:
                known[key] = key in self._whole or self._is_alike(key)
        return _mask(known[key] for key in keys)

    def __contains__(self, key: str) -> bool:
        """Say whether a block is one of the lines."""
        return key in self._whole

    def hold(self, key: str) -> bool:
        """Say whether a block is one of the lines or a part of one, as one of several paragraphs is."""
        return key in self._whole or self._has(key)

    def _is_alike(self, key: str) -> bool:
        first = bisect_left(self._sizes, _MOSTLY * len(key))
        for line in islice(self._sorted, first, None):
            if _MOSTLY * len(line) > len(key):
                break
            self._left -= len(line) + len(key)
            if self._left < 0:
                return False
            if line in key if len(line) < len(key) else key in line:
                return True
        return len(key) >= LABEL_OR_PARAGRAPH and self._has(key)

    def _has(self, key: str) -> bool:
        self._left -= len(self._text)
        return self._left >= 0 and key in self._text


def _mask(values: Iterable[bool]) -> Mask:
    return np.fromiter(values, dtype=np.bool_)


def _listed(
    page: PageBlocks, keys: Sequence[str], told: Mask, most_between: int, lines: Iterable[str] = ()
) -> Mask:
    """The lists of blocks that are told: with what stands between, and the heading above.

    A single one may be a link to what else is made of it, and a list that says most of it again is a copy to
    buy from or for the printer. A list may begin or end with pieces of `lines` that are too small to be told
    by themselves: an amount in a cell of its own.
    """
    taken = np.zeros(len(told), dtype=np.bool_)
    bounds = _bounds(page, told)
    known = set[str]()
    words = [frozenset(line.casefold().split()) for line in lines]
    runs = sorted(_runs(page, told, bounds, most_between), key=len, reverse=True)
    for run in runs[:_MOST_LINES]:
        own = {keys[place] for place in run}
        if known.issuperset(own) and len(own) >= _MOSTLY * len(known):
            continue
        known |= own
        first, last = run[0], run[-1]
        above = page.blocks[max(bounds.start, first - _MOST_NOTES) : first]
        below = page.blocks[last + 1 : min(bounds.stop, last + 1 + _MOST_NOTES)]
        begin = first - _count_pieces(reversed(above), words)
        end = last + 1 + _count_pieces(below, words)
        headed = begin > 0 and page.blocks[begin - 1].box.tag & SUBHEADING_BITS
        taken[begin - bool(headed) : end] = True
    return taken


def _runs(page: PageBlocks, told: Mask, bounds: range, most_between: int) -> list[list[int]]:
    """The places that are told, two or more that follow each other with little between."""
    runs: list[list[int]] = []
    for place in bounds:
        if told[place]:
            between = page.blocks[runs[-1][-1] + 1 : place] if runs else ()
            if runs and len(between) <= most_between and all(map(_is_note, between)):
                runs[-1].append(place)
            else:
                runs.append([place])
    return [run for run in runs if len(run) > 1]


def _bounds(page: PageBlocks, told: Mask) -> range:
    """The blocks of the smallest box that holds nearly all that are told."""
    counts = np.concatenate(([0], told.cumsum()))
    if counts[-1] < _FEWEST:
        return range(0)
    boxes = (box for box in page.boxes if counts[box.end] - counts[box.first] >= _IN_ONE_BOX * counts[-1])
    box = min(boxes, key=lambda box: (box.end - box.first, -box.depth))
    return range(box.first, box.end)


def _is_apart(block: Block) -> bool:
    tags = block.box.tags
    return bool(tags & TAG_BIT["button"] or (tags & _APART and not tags & _STORY))


def _is_note(block: Block) -> bool:
    if _is_apart(block) or block.links or block.linked:
        return False
    return len(block.text) <= _LONGEST_NOTE and any(map(str.isalnum, block.text))


def _count_pieces(blocks: Iterable[Block], lines: Sequence[frozenset[str]]) -> int:
    """How many blocks, up to the first that has not, have words of one line alone."""
    return sum(1 for _ in takewhile(lambda block: _is_note(block) and _is_piece(block, lines), blocks))


def _is_piece(block: Block, lines: Sequence[frozenset[str]]) -> bool:
    words = frozenset(block.text.casefold().split())
    return any(words <= line for line in lines)
