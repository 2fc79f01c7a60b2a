"""A recipe's ingredients and steps are text, however much they look like a menu, where the page says so."""

from __future__ import annotations

import json
import time
from itertools import compress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.items import FetchedPage
from newsarchive.text.extraction.extract_page import extract_article
from newsarchive.text.extraction.structured_content import (
    NO_CONTENT,
    StructuredContent,
    stated_blocks,
    structured_content,
)
from newsarchive.text.page.bounded_parse import parse_html
from newsarchive.text.page.page_blocks import page_blocks
from newsarchive.text.page.page_model import PageModel
from tests.line_values import decoded_page

PAGE = FetchedPage(url="https://post.example/2026/rye-loaf", body=b"")
STORY = (
    "My grandmother baked this loaf every Friday, in the brick oven behind the harbour office of Reedham.",
    "She never wrote the amounts down, and it took my sister and me eleven winters to get them right again.",
    "The crust should sing when it comes out of the oven; if it does not, leave it in for five more minutes.",
)
INGREDIENTS = ("500 g rye flour", "300 ml buttermilk", "Salt", "2 tbsp caraway seeds", "1 egg")
# As links, and short.
STEPS = (
    "Warm the milk.",
    "Knead for ten minutes.",
    "Bake the loaf at 220 degrees for three quarters of an hour.",
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


WHOLE = recipe(recipeIngredient=INGREDIENTS, recipeInstructions=STEPS)
AS_OBJECTS = [{"@type": "HowToStep", "text": step} for step in STEPS]
STATED = {
    "lines": WHOLE,
    "one text": recipe(ingredients=INGREDIENTS, recipeInstructions="\n".join(STEPS)),
    "markup": recipe(
        recipeIngredient=INGREDIENTS,
        recipeInstructions="".join(f"<p>{step.replace('the', '<b>the</b>')}</p>" for step in STEPS),
    ),
    "escaped": recipe(
        recipeIngredient=INGREDIENTS,
        recipeInstructions="".join(f"&lt;p&gt;{step}&lt;/p&gt;" for step in STEPS),
    ),
    "steps": recipe(recipeIngredient=INGREDIENTS, recipeInstructions=AS_OBJECTS),
    "section": recipe(
        recipeIngredient=INGREDIENTS,
        recipeInstructions=[{"@type": "HowToSection", "itemListElement": AS_OBJECTS}],
    ),
    "items": recipe(
        recipeIngredient=INGREDIENTS,
        recipeInstructions={
            "@type": "ItemList",
            "itemListElement": [{"@type": "ListItem", "item": step} for step in AS_OBJECTS],
        },
    ),
    "graph": {"@graph": [{"@type": "WebSite"}, WHOLE]},
    "types": {**WHOLE, "@type": ["Article", "Recipe"]},
    "type by its address": {**WHOLE, "@type": "http://schema.org/Recipe"},
}


def content_of(html: str) -> StructuredContent:
    tree = parse_html(html)
    assert not isinstance(tree, str)
    return structured_content(PageModel(tree))


@pytest.mark.parametrize("data", STATED.values(), ids=STATED)
def test_a_recipe_in_json_ld_is_read(data: object) -> None:
    assert content_of(page(CARD, data)) == StructuredContent(INGREDIENTS, STEPS)


def test_data_in_a_meta_tag_is_read() -> None:
    """As Remix and others write it."""
    html = page(CARD).replace("<title>", f"<meta name='script:ld+json' content='{json.dumps(WHOLE)}'><title>")
    assert content_of(html) == StructuredContent(INGREDIENTS, STEPS)


def test_instructions_are_read() -> None:
    how = {"@type": "HowTo", "name": "Rye loaf with caraway", "step": AS_OBJECTS}
    assert content_of(page(CARD, how)) == StructuredContent((), STEPS)


def test_a_recipe_that_is_stated_is_text() -> None:
    assert text_of(page(CARD, WHOLE)) == (*STORY, "Ingredients", *INGREDIENTS, "Method", *STEPS)
    assert "Salt" not in text_of(page(CARD))


def test_steps_are_text_wherever_they_stand() -> None:
    apart = f'<div class="related promo share">{CARD}</div>'
    assert {*STEPS}.isdisjoint(text_of(page(apart)))
    assert {*STEPS} <= set(text_of(page(apart, WHOLE)))


MARKED = [
    (
        'itemscope itemtype="https://schema.org/Recipe"',
        'itemprop="recipeIngredient"',
        'itemprop="recipeInstructions"',
    ),
    (
        'itemscope itemtype="http://schema.org/Recipe"',
        'itemprop="ingredients"',
        'itemprop="recipeInstructions"',
    ),
    ('class="h-recipe"', 'class="p-ingredient"', 'class="e-instructions"'),
    ('class="hrecipe"', 'class="food ingredient"', 'class="instructions"'),
]


def marked(scope: str, ingredient: str, steps: str, card: str = CARD) -> str:
    """The card with the names of a vocabulary."""
    return f"<div {scope}>{card}</div>".replace("<li><a", f"<li {ingredient}><a").replace('class="b"', steps)


@pytest.mark.parametrize("names", MARKED)
def test_a_recipe_in_markup_is_read(names: tuple[str, str, str]) -> None:
    html = page(marked(*names, card=f"<h2>Rye loaf</h2>{CARD}"))
    assert content_of(html) == StructuredContent(INGREDIENTS, STEPS)


@pytest.mark.parametrize("names", MARKED)
def test_a_recipe_of_another_name_is_not_the_pages(names: tuple[str, str, str]) -> None:
    """A card in the margin; the recipe of the day in a story about bakers."""
    html = page(marked(*names, card=f"<h4>Plum soup</h4>{CARD}"))
    assert content_of(html) == NO_CONTENT
    assert content_of(page(CARD, {**WHOLE, "name": "Plum soup"})) == NO_CONTENT


def test_a_recipe_may_be_called_otherwise_than_the_page() -> None:
    assert content_of(page(CARD, {**WHOLE, "name": "Our caraway bread"})).prose == STEPS


def test_recipes_beside_the_pages_own_are_its_own() -> None:
    """A dish and its sauce; that of the page alone has its name."""
    sauce = recipe(recipeIngredient=["2 plums"], recipeInstructions=["Stew them."])
    found = content_of(page(CARD, [WHOLE, {**sauce, "name": "Plum sauce"}]))
    assert found == StructuredContent((*INGREDIENTS, "2 plums"), (*STEPS, "Stew them."))


@pytest.mark.parametrize(
    "lists",
    [
        f'<div class="instructions">{AS_STEPS}</div>',
        f'<div itemprop="ingredients">{AS_LINKS}</div>',
        f'<div itemscope itemtype="https://schema.org/Product"><p itemprop=ingredients>{AS_LINKS}</p></div>',
        f'<ul class="ingredients">{MENU}</ul>',
        '<article class="post-5 ingredient type-ingredient"><p>Caraway grows in meadows.</p></article>',
    ],
)
def test_names_that_no_recipe_stands_around_say_nothing(lists: str) -> None:
    assert content_of(page(lists)) == NO_CONTENT


@pytest.mark.parametrize("name", ["ingredients", "recipe__ingredients", "ingredients-list"])
def test_a_list_of_amounts_that_a_theme_calls_ingredients_is_text(name: str) -> None:
    lists = CARD.replace('class="a"', f'class="{name}"')
    assert content_of(page(lists)) == NO_CONTENT
    with_steps = page(lists.replace('class="b"', 'class="recipe-steps"'))
    called_so = page(lists).replace("Rye loaf", "Recipe: rye loaf")
    for html in (with_steps, called_so):
        assert content_of(html).ingredients == INGREDIENTS
        assert set(INGREDIENTS) <= set(text_of(html))


@pytest.mark.parametrize(
    "language", ["Zutaten", "Ingrédients", "Ingredientes:", "Ingredienti", "Ingrediënten"]
)
def test_a_list_is_headed_in_any_language(language: str) -> None:
    lists = (
        f'<div class="ingredients"><b>{language}</b><ul>{AS_LINKS}</ul></div><ol id="steps">{AS_STEPS}</ol>'
    )
    assert set(INGREDIENTS) <= set(content_of(page(lists)).ingredients)


@pytest.mark.parametrize(
    "lists",
    [
        f'<ul class="filter-ingredients">{AS_LINKS}</ul>',
        f'<div class="related__ingredients">{AS_LINKS}</div>',
        f'<ul class="shop__ingredients">{AS_LINKS}</ul>',
        f'<ul class="active-ingredients-table">{AS_LINKS}</ul>',
        f'<ul class="shop ingredients">{AS_LINKS}</ul>',
        f'<div id="sidebar"><ul class="ingredients">{AS_LINKS}</ul></div>',
        f'<div class="c-teaser"><ul class="recipe__ingredients">{AS_LINKS}</ul></div>',
        f'<footer><ul class="recipe__ingredients">{AS_LINKS}</ul></footer>',
    ],
)
def test_a_list_of_other_things_says_nothing(lists: str) -> None:
    html = page(f'<h3>Ingredients</h3>{lists}<ol class="steps">{AS_STEPS}</ol>')
    assert content_of(html.replace("Rye loaf", "Recipe: rye loaf")) == NO_CONTENT


def test_the_recipe_of_the_day_beside_a_report_says_nothing() -> None:
    aside = f'<h3>Recipe of the day</h3><div class="recipe__ingredients"><ul>{AS_LINKS}</ul></div>'
    assert content_of(page(aside).replace("Rye loaf with caraway", "Firm recalls flour")) == NO_CONTENT


def test_a_list_in_the_box_of_another_recipe_says_nothing() -> None:
    lists = CARD.replace('class="a"', 'class="recipe-ingredients"')
    assert content_of(page(f"<div class='recipe-card'><h3>Plum dumplings</h3>{lists}</div>")) == NO_CONTENT


@pytest.mark.parametrize("head", ["<a href=/tart>Lemon tart</a>", "Lemon tart"])
def test_a_card_that_leads_to_another_recipe_says_nothing(head: str) -> None:
    """A heading without a link is the recipe's own part."""
    card = f'<div class="card"><h3>{head}</h3><ul class="card__ingredients">{AS_LINKS}</ul></div>'
    html = page("</article><section class=more>" + card + "</section><article>")
    found = content_of(html.replace("Rye loaf", "Recipe: rye loaf")).ingredients
    assert found == (() if "href" in head else INGREDIENTS)


def test_menus_margins_and_buttons_are_no_recipe() -> None:
    """Salt is in the menu, in the margin and in the loaf; what can be bought is told once more."""
    buttons = "".join(f"<button>{line}</button>" for line in INGREDIENTS)
    lines = text_of(page(f"{CARD}<div>{buttons}</div>", WHOLE))
    assert lines == (*STORY, "Ingredients", *INGREDIENTS, "Method", *STEPS)


def test_a_copy_is_not_told_again_but_a_part_is() -> None:
    """A list to buy from is the recipe once more; the icing has salt, too."""
    html = page(f"{CARD}<ul>{AS_LINKS}</ul>", WHOLE)
    assert text_of(html).count("500 g rye flour") == 1
    icing = f"{CARD}<h3>Icing</h3><ul><li>Salt</li><li>1 egg</li></ul>"
    assert text_of(page(icing, WHOLE)).count("Salt") == 2


def test_a_recipe_is_the_text_of_a_page_that_has_no_other() -> None:
    lines = text_of(page(CARD, WHOLE, story=()))
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
    """A page may carry the data of what it does not show; only what it shows is text."""
    assert text_of(page("", WHOLE)) == STORY


def test_a_word_of_a_step_elsewhere_is_no_step() -> None:
    data = recipe(recipeIngredient=INGREDIENTS, recipeInstructions=[*STEPS, "Enjoy!"])
    assert "Enjoy!" not in text_of(page(CARD, data).replace("<footer>", "<footer><p>Enjoy!</p>"))


@pytest.mark.parametrize("told", [1, 3])
def test_a_body_that_is_marked_keeps_the_card_beside_it(told: int) -> None:
    """The body may be less than its recipe: it is not what goes."""
    text = "".join(f"<p>{line}</p>" for line in STORY)
    body = "".join(f"<p>{line}</p>" for line in STORY[:told])
    html = page("", WHOLE).replace(text, f'<div itemprop="articleBody">{body}</div>{CARD}')
    lines = text_of(html)
    assert [line for line in lines if line in STORY] == [*STORY[:told]]
    assert [line for line in lines if line in {*INGREDIENTS, *STEPS}] == [*INGREDIENTS, *STEPS]


QUESTIONS = {
    "How long does it keep?": "Wrapped in a cloth it keeps for a week; then it is good for soup alone.",
    "Can I use white flour?": "You can, but then it is another loaf, and needs a third of the water less.",
}


def test_questions_and_answers_are_text() -> None:
    """An accordion at the end of an article."""
    asked = [
        {
            "@type": "Question",
            "name": question,
            "acceptedAnswer": {"@type": "Answer", "text": f"<p>{answer}</p>"},
        }
        for question, answer in QUESTIONS.items()
    ]
    shown = "".join(
        f'<details><summary><a href="#q">{question}</a></summary><div><p>{answer}</p></div></details>'
        for question, answer in QUESTIONS.items()
    )
    html = page(
        f'<section class="faq">{shown}</section>',
        [{"@type": "FAQPage", "mainEntity": asked}, {"@type": "BlogPosting"}],
    )
    told = tuple(line for pair in QUESTIONS.items() for line in pair)
    assert content_of(html).prose == told
    assert text_of(html) == (*STORY, *told)
    assert content_of(html.replace("BlogPosting", "CollectionPage")) == NO_CONTENT  # a shop has such, too


def test_nobody_made_a_page_slow_by_it() -> None:
    """300 lines sought in 10,000 took 7 s, several times a page."""
    lines = [f"{'caraway ' * 20}{number}" for number in range(300)]
    tree = parse_html(page("".join(f"<p>{'caraway ' * 25}{number}</p>" for number in range(9_000)), WHOLE))
    assert not isinstance(tree, str)
    blocks, begun = page_blocks(tree), time.process_time()
    stated_blocks(blocks, StructuredContent(tuple(lines), tuple(lines)))
    assert time.process_time() - begun < 3


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


def test_what_the_page_has_beside_a_marked_body_stays() -> None:
    """With the recipe the reading is long, and mostly the body's: a paragraph below it is the story's too."""
    body = f'<div class="entry-content"><p>{STORY[0]}</p>{CARD}</div><p>{STORY[1]}</p><p>{STORY[2]}</p>'
    html = page(body, WHOLE, story=())
    without = [line for line in text_of(page(body, story=())) if line in STORY]
    assert [line for line in text_of(html) if line in STORY] == without


@pytest.mark.parametrize("name", ["Plum soup with cream", "Plum soup"])
def test_one_common_word_or_a_nameless_node_makes_no_recipe_the_pages(name: str) -> None:
    told = [{**WHOLE, "name": name}, {"@type": "FAQPage", "mainEntity": []}]
    html = page(f"<aside>{CARD}</aside>", told).replace(
        "Rye loaf with caraway", "Bakers strike with ferrymen"
    )
    assert content_of(html) == NO_CONTENT


@pytest.mark.parametrize(
    "tags",
    [
        "<div>" * 200 + "<p class=ingredient>" * 19_000,
        "<div class='x y z'><i class=ingredients></i>" * 200 + "<i class=ingredients></i>" * 9_000,
        "<div class=h-recipe><i class=p-ingredient></i>" * 240 + "<b></b>" * 9_000,
        "<div class=h-recipe><i class=p-ingredient></i>" * 200 + f"<i class='{'x ' * 400}'></i>" * 700,
    ],
)
def test_elements_are_asked_in_bounded_time(tags: str) -> None:
    """Two to eleven seconds."""
    tree = parse_html(f"<html><title>Loaf</title><body><h1>Loaf</h1>{tags}</body></html>")
    assert not isinstance(tree, str)
    model, begun = PageModel(tree), time.process_time()
    structured_content(model)
    assert time.process_time() - begun < 2


def test_a_number_of_any_length_is_read() -> None:
    data = {**WHOLE, "recipeIngredient": [f"&#{'1' * 5_000};", "Salt"]}
    assert content_of(page(CARD, data)).ingredients == ("\ufffd", "Salt")


def stated_in(html: str, content: StructuredContent) -> list[str]:
    """The blocks of a page that are told."""
    tree = parse_html(html)
    assert not isinstance(tree, str)
    page_of = page_blocks(tree)
    return [block.text for block in compress(page_of.blocks, stated_blocks(page_of, content))]


LOAF = StructuredContent(INGREDIENTS, STEPS)


def test_lists_in_menus_and_footers_are_not_told() -> None:
    for tag in ("nav", "footer"):
        assert stated_in(f"<body><p>Bread.</p><{tag}>{CARD}</{tag}></body>", LOAF) == []
    # A page that forgets to close its menu has the article in it.
    shown = stated_in(f"<body><nav><article><p>Bread.</p>{CARD}</article></body>", LOAF)
    assert shown == ["Ingredients", *INGREDIENTS, "Method", *STEPS]


def test_numbers_of_steps_are_their_marks() -> None:
    steps = "".join(f"<li><b>{number}</b><p>{line}</p></li>" for number, line in enumerate(STEPS, 1))
    assert stated_in(f"<ol>{steps}</ol>", LOAF) == [*STEPS]


def test_a_long_step_is_told_alone_and_short_words_are_not() -> None:
    long = "Bake the loaf at 220 degrees for three quarters of an hour, then let it cool on a rack."
    content = StructuredContent((), (f"{long} Slice it.", "Enjoy!"))
    assert stated_in(f"<p>{long}</p>{'<p>A word.</p>' * 3}<p>Enjoy!</p>", content) == [long]
    assert stated_in(f"<p>{long} I burnt mine, and my cat would not have it either.</p>", content) == []


def test_a_link_among_steps_leads_elsewhere() -> None:
    steps = f'<ol itemprop="recipeInstructions">{AS_STEPS}<li><a href="/x">More loaves</a></li></ol>'
    html = page(f'<div itemscope itemtype="https://schema.org/Recipe"><h2>Rye loaf</h2>{steps}</div>')
    assert content_of(html).prose == STEPS
