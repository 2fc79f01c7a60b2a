"""Which boxes that a theme calls "ingredients" hold those of the page's own recipe.

Filters, shops and teasers have boxes with such names, too: the name must be of recipe words alone, the box
in none of other things, and the page must call itself a recipe or have the steps of one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice, takewhile
from urllib.parse import unquote

from lxml.html import HtmlElement

from newsarchive.text.page.page_model import PageModel
from newsarchive.text.tidy_lines import tidy

_PART = re.compile(r"[_-]+")
_INGREDIENTS = "ingredients"
# What the other parts of such a name may be: of recipes, of their plugins, of lists and boxes.
_OF_RECIPES = frozenset(
    {
        *("recipe", "recipes", "wprm", "tasty", "mv", "create", "zrdn", "zlrecipe", "easyrecipe", "erecipe"),
        *("rezept", "rezepte", "recette", "recettes", "receta", "recetas", "ricetta", "ricette", "receita"),
        *("receitas", "recept", "recepten", "opskrift", "oppskrift", "przepis", "ingredient", _INGREDIENTS),
        *("list", "lists", "item", "items", "group", "section", "body", "content", "block", "box", "card"),
        *("wrapper", "wrap", "container", "inner", "column", "col", "table"),
    }
)
# What boxes of other things are called, in their names' parts.
_OF_OTHERS = frozenset({"related", "filter", "filters", "shop", "sidebar", "teaser", "teasers"})
_APART = frozenset({"nav", "footer"})
# Words by which a page calls itself a recipe: in its title, its heading, its address.
_SAYS_RECIPE = re.compile(
    r"(?<![^\W_])(?:recipes?|\w*rezepte?|recettes?|recetas?|ricett[ae]|receitas?|recept(?:et|er|en|y)?|reseptit?"
    r"|opskrift(?:er|en)?|oppskrift(?:er|en)?|przepisy?|рецепты?|resep|tarifi|レシピ|食谱|食譜|레시피)(?![^\W_])",
    re.IGNORECASE,
)
_HEADS_LIST = re.compile(
    r"(?:the )?ingredients?|(?:die )?zutaten|(?:les )?ingrédients|(?:los )?ingredientes|(?:gli )?ingredienti"
    r"|ingrediënten|ingredienser|składniki|ainekset|ингредиенты|malzemeler|材料",
    re.IGNORECASE,
)
_STEPS = re.compile(r"(?<![a-z])(?:instructions|method|directions|steps)(?![a-z])")
_WORDS_OF_STEPS = ("instructions", "method", "directions", "steps")
_HEADS = ("h1", "h2", "h3", "h4", "h5", "h6", "p", "div", "span", "strong", "b", "summary", "legend", "dt")
_MOST_TITLES, _MOST_HEADS, _MOST_STEPS = 4, 10, 20
_MOST_PIECES, _LONGEST_TEXT = 40, 300


def own_lists(
    model: PageModel, lists: Sequence[HtmlElement], url: str, *, is_stated: bool
) -> list[HtmlElement]:
    """Return those of the lists that are of the page's recipe; `is_stated`: its data says that it is one."""
    around = {box for head in islice(model.iter("h1"), _MOST_TITLES) for box in head.iterancestors()}
    known: dict[HtmlElement, bool] = {}

    def is_own(element: HtmlElement) -> bool:
        """Whether a box is none of other things, and none around it up to the page's heading is."""
        outer = takewhile(lambda box: box not in around and box.tag != "body", element.iterancestors())
        for box in (element, *outer):
            if box not in known:
                known[box] = _is_of_others(box) or _is_teaser(box)
            if known[box]:
                return False
        return True

    found = [one for one in lists if _is_named_so(one) and is_own(one)]
    if not found or is_stated or _says_recipe(model, url):
        return found
    steps = islice(model.called(_STEPS, ("class", "id"), _WORDS_OF_STEPS), _MOST_STEPS)
    return [one for one in found if _is_headed(one)] if any(map(is_own, steps)) else []


def _is_named_so(element: HtmlElement) -> bool:
    """Whether a name of the element has the word, and beside it recipe words alone."""
    names = (_PART.split(name) for name in (element.get("class") or "").lower().split())
    return any(_INGREDIENTS in parts and all(map(_is_of_recipe, parts)) for parts in names)


def _is_of_recipe(part: str) -> bool:
    return len(part) < 2 or part in _OF_RECIPES


def _is_of_others(box: HtmlElement) -> bool:
    names = f"{box.get('class') or ''} {box.get('id') or ''}".lower().split()
    return box.tag in _APART or any(not _OF_OTHERS.isdisjoint(_PART.split(name)) for name in names)


def _is_teaser(box: HtmlElement) -> bool:
    """Whether a box begins with a heading that leads to another page: a card of another recipe."""
    first = next((one for one in box.iterchildren("*") if _text(one)), None)
    heading = None if first is None else next(first.iter("h2", "h3", "h4", "h5", "h6"), None)
    links = [] if heading is None else [*heading.iter("a"), *islice(heading.iterancestors(), 1)]
    return any(one.tag == "a" and not (one.get("href") or "#").startswith("#") for one in links)


def _says_recipe(model: PageModel, url: str) -> bool:
    """Whether the page's title, heading or address has the word."""
    address = unquote(url.partition("://")[2].partition("/")[2])
    titles = map(_text, islice(model.iter("title", "h1"), _MOST_TITLES))
    return any(_SAYS_RECIPE.search(text) for text in (*titles, address))


def _is_headed(box: HtmlElement) -> bool:
    """Whether a heading in a box, or right before it, says that these are ingredients."""
    before = next(box.itersiblings("*", preceding=True), None)
    heads = (*(() if before is None else (before,)), *islice(box.iter(*_HEADS), _MOST_HEADS))
    return any(_HEADS_LIST.fullmatch(_text(one).rstrip(" :：")) for one in heads)


def _text(element: HtmlElement) -> str:
    return tidy("".join(islice(element.itertext(), _MOST_PIECES))[:_LONGEST_TEXT])
