"""A recipe's ingredients and steps are text, however much they look like a menu, where the page says so."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.items import FetchedPage
from newsarchive.text.extraction.bounded_parse import parse_html
from newsarchive.text.extraction.extract_page import extract_article
from newsarchive.text.extraction.page_blocks import page_blocks
from newsarchive.text.extraction.structured_content import (
    NO_CONTENT,
    StructuredContent,
    stated_blocks,
    stated_texts,
    structured_content,
)
from newsarchive.text.page_model import PageModel
from tests.line_values import decoded_page

PAGE = FetchedPage(url="https://post.example/2026/rye-loaf", body=b"")
STORY = (
    "My grandmother baked this loaf every Friday, in the brick oven behind the harbour office of Reedham.",
    "She never wrote the amounts down, and it took my sister and me eleven winters to get them right again.",
    "The crust should sing when it comes out of the oven; if it does not, leave it in for five more minutes.",
)
INGREDIENTS = ("500 g rye flour", "300 ml buttermilk", "Salt", "2 tbsp caraway seeds", "1 egg")
STEPS = (
    "Warm the buttermilk until it is as warm as a hand, and stir the flour into it.",
    "Knead for ten minutes.",
    "Bake the loaf at 220 degrees for three quarters of an hour, and let it cool on a rack.",
)
AS_LINKS = "".join(f'<li><a href="/foods/{at}">{line}</a></li>' for at, line in enumerate(INGREDIENTS))
AS_STEPS = "".join(f"<li><p>{line}</p></li>" for line in STEPS)
MENU = "".join(f'<li><a href="/{word}">{word}</a></li>' for word in ("Bread", "Cakes", "Salt", "Soups"))


def page(lists: str, data: object = None, story: tuple[str, ...] = STORY) -> str:
    """A page with a story, some lists below it, a menu and data."""
    told = "" if data is None else f'<script type="application/ld+json">{json.dumps(data)}</script>'
    text = "".join(f"<p>{line}</p>" for line in story)
    return f"""<html><head><title>Rye loaf with caraway</title>{told}</head><body>
        <nav><ul>{MENU}</ul></nav>
        <div class="story"><h1>Rye loaf with caraway</h1>{text}<div class="card">{lists}</div></div>
        <aside><h3>More to bake</h3><ul>{MENU}</ul></aside>
        <footer>© The Reedham Post</footer></body></html>"""


CARD = (
    f'<h3>Ingredients</h3><ul class="a">{AS_LINKS}</ul><h3>Method</h3><ol class="b">{AS_STEPS}</ol>'
    "<button>Print</button>"
)


def recipe(**more: object) -> dict[str, object]:
    """What JSON-LD says of the recipe."""
    return {"@context": "https://schema.org", "@type": "Recipe", "name": "Rye loaf with caraway", **more}


def text_of(html: str) -> tuple[str, ...]:
    return extract_article(decoded_page(html, PAGE)).paragraphs


STATED = {
    "lines": recipe(recipeIngredient=INGREDIENTS, recipeInstructions=STEPS),
    "one text": recipe(ingredients=INGREDIENTS, recipeInstructions="\n".join(STEPS)),
    "markup": recipe(
        recipeIngredient=INGREDIENTS, recipeInstructions="".join(f"<p>{step}</p>" for step in STEPS)
    ),
    "steps": recipe(
        recipeIngredient=INGREDIENTS,
        recipeInstructions=[{"@type": "HowToStep", "text": step} for step in STEPS],
    ),
    "sections": recipe(
        recipeIngredient=INGREDIENTS,
        recipeInstructions=[
            {
                "@type": "HowToSection",
                "name": "Method",
                "itemListElement": [{"@type": "HowToStep", "text": step} for step in STEPS],
            }
        ],
    ),
    "graph": {
        "@graph": [{"@type": "WebSite"}, recipe(recipeIngredient=INGREDIENTS, recipeInstructions=STEPS)]
    },
    "types": {
        **recipe(recipeIngredient=INGREDIENTS, recipeInstructions=STEPS),
        "@type": ["Article", "Recipe"],
    },
}


@pytest.mark.parametrize("data", STATED.values(), ids=STATED)
def test_a_recipe_in_json_ld_is_text(data: object) -> None:
    assert text_of(page(CARD, data)) == (*STORY, "Ingredients", *INGREDIENTS, "Method", *STEPS)


@pytest.mark.parametrize(
    "names",
    [
        ('itemprop="recipeIngredient"', 'itemprop="recipeInstructions"'),
        ('itemprop="ingredients"', 'itemprop="recipeInstructions"'),
        ('class="p-ingredient"', 'class="e-instructions"'),
        ('class="food ingredient"', 'class="instructions"'),
    ],
)
def test_a_recipe_in_markup_is_text(names: tuple[str, str]) -> None:
    lists = CARD.replace("<li><a", f"<li {names[0]}><a").replace('class="b"', names[1])
    assert text_of(page(lists)) == (*STORY, "Ingredients", *INGREDIENTS, "Method", *STEPS)


def test_a_list_that_a_theme_calls_ingredients_is_text() -> None:
    lists = CARD.replace('class="a"', 'class="ingredients"')
    assert set(INGREDIENTS) <= set(text_of(page(lists)))


def test_the_menu_is_no_ingredient() -> None:
    """Salt is in the menu, in the margin and in the loaf."""
    lines = text_of(page(CARD, STATED["lines"]))
    assert lines.count("Salt") == 1
    assert "Bread" not in lines


def test_a_recipe_is_the_text_of_a_page_that_has_no_other() -> None:
    lines = text_of(page(CARD, STATED["lines"], story=()))
    assert {*INGREDIENTS, *STEPS} <= set(lines)


def test_amounts_stand_apart_and_sauces_have_their_own_list() -> None:
    rows = "".join(
        f"<dt>{name}</dt><dd>{amount}</dd>" for name, amount in (("Fragole", "1,1 kg"), ("Panna", "3"))
    )
    more = "<dt>Burro</dt><dd>50 g</dd>"
    lists = f"<dl>{rows}</dl><h4>Per la crema</h4><dl>{more}</dl>"
    data = recipe(recipeIngredient=["Fragole 1,1 kg", "Panna 3", "Burro 50 g"])
    lines = text_of(page(lists, data))
    assert lines[len(STORY) :] == ("Fragole", "1,1 kg", "Panna", "3", "Per la crema", "Burro", "50 g")


def test_the_recipe_of_another_page_is_not_told() -> None:
    """A front page may carry the data of what it links to; only what it shows is text."""
    assert text_of(page("", STATED["lines"])) == STORY


def test_a_word_of_a_step_elsewhere_is_no_step() -> None:
    data = recipe(recipeIngredient=INGREDIENTS, recipeInstructions=[*STEPS, "Enjoy!"])
    assert "Enjoy!" not in text_of(page(CARD, data).replace("<footer>", "<footer><p>Enjoy!</p>"))


def test_a_body_that_is_marked_keeps_the_card_beside_it() -> None:
    html = page("", STATED["lines"])
    text = "".join(f"<p>{line}</p>" for line in STORY)
    marked = html.replace(text, f'<div itemprop="articleBody">{text}</div>{CARD}')
    assert {*STORY, *INGREDIENTS, *STEPS} <= set(text_of(marked))


def test_nothing_is_stated_on_other_pages() -> None:
    tree = parse_html(page(CARD))
    assert not isinstance(tree, str)
    assert structured_content(PageModel(tree)) == NO_CONTENT
    assert not stated_blocks(page_blocks(tree), NO_CONTENT).any()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


@given(ingredients=JSON, steps=JSON)
def test_data_of_any_kind_is_read(ingredients: object, steps: object) -> None:
    tree = parse_html(page(CARD, recipe(recipeIngredient=ingredients, recipeInstructions=steps)))
    assert not isinstance(tree, str)
    blocks, found = page_blocks(tree), structured_content(PageModel(tree))
    assert len(stated_blocks(blocks, found)) == len(blocks.blocks)


@given(st.lists(st.text(max_size=30), max_size=6), st.lists(st.text(max_size=80), max_size=6))
def test_what_is_found_stands_on_the_page(ingredients: list[str], steps: list[str]) -> None:
    tree = parse_html(page(CARD))
    assert not isinstance(tree, str)
    blocks = page_blocks(tree)
    assert stated_texts(blocks, StructuredContent(tuple(ingredients), tuple(steps))) <= {
        one.text for one in blocks.blocks
    }
