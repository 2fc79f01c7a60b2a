"""How scripts make addresses is learned from the links that a page shows beside its data."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from newsarchive.discovery.lists.address_forms import in_address_form, is_address_form
from newsarchive.discovery.lists.address_templates import filled_template
from newsarchive.discovery.lists.object_members import members_of
from newsarchive.discovery.lists.shown_templates import shown_templates
from newsarchive.listings.list_kind import DataList

ROOT = "https://h.example"
HEADLINES = (
    "Rat beschließt den Neubau der Brücke",
    "L’école d’été ouvre à Port-Hamel",
    "Ação contra cheias avança no Rio Ribeira",
    "Council votes to keep the old swimming pool at the harbour",
)
ROWS: list[dict[str, Any]] = [
    {"n": 4_400_123 + 17 * number, "hl": title, "sec": "orte", "at": f"2026-11-{27 - number}T09:00:00"}
    for number, title in enumerate(HEADLINES)
]


def shown(template: str, rows: list[dict[str, Any]] = ROWS) -> list[tuple[str, str]]:
    """Return the links of a page that makes its addresses so, among those of its menu."""
    made = [(filled_template(template, members_of(row)) or "", row["hl"]) for row in rows]
    return [(f"{ROOT}/about.html", "About"), *made, (f"{ROOT}/tag/4400123", "Weather")]


@pytest.mark.parametrize(
    "template",
    [
        f"{ROOT}/n/{{n:base36}}-{{hl:slug}}",
        f"{ROOT}/wire/{{hl:slug}}-{{n:hex}}",
        f"{ROOT}/{{sec}}/{{at:%Y/%m}}/{{n}}.html",
        f"{ROOT}/#/a/{{n}}",
        f"{ROOT}/{{hl:slug-parted}}/{{n}}",
        f"{ROOT}/{{hl:slug-umlauts}}.{{n}}.htm",
        f"{ROOT}/a/{{hl:slug30}}-{{n}}",
    ],
)
def test_a_template_makes_what_the_page_shows(template: str) -> None:
    """Of templates that make the same addresses any will do: it must make those of other rows, too."""
    links = shown(template)
    learned = shown_templates(ROWS, links)[0]
    made = {filled_template(learned, members_of(row)) for row in ROWS}
    assert made == {url for url, _ in links[1:-1]}


def test_a_card_has_more_text_than_the_headline() -> None:
    links = [(url, f"27.11. {text} – mehr") for url, text in shown(f"{ROOT}/a/{{n}}")]
    assert shown_templates(ROWS, links)[0] == f"{ROOT}/a/{{n}}"


def test_nothing_is_learned_of_one_link_or_of_addresses_that_are_made_otherwise() -> None:
    links = shown(f"{ROOT}/a/{{n}}")
    assert shown_templates(ROWS, links[:2]) == []
    mixed = [(f"{ROOT}/a/{sum(map(ord, text)) % 97}x", text) for _, text in links]
    assert shown_templates(ROWS, mixed) == []


@pytest.mark.parametrize(
    ("text", "form", "made"),
    [
        ("4400123", "base36", "2mb5n"),
        ("90002", "hex", "15f92"),
        ("0", "hex", "0"),
        ("x1", "hex", None),
        ("L’été à Ribeira", "slug-joined", "lete-a-ribeira"),
        ("L’été à Ribeira", "slug-parted", "l-ete-a-ribeira"),
        ("Größe <em>zählt</em>", "slug-umlauts", "groesse-zaehlt"),
        ("Курс валют", "slug-unicode", "курс-валют"),
        ("one two three", "slug8", "one-two"),
        ("日本", "slug", None),
        ("x", "slug-unknown", None),
    ],
)
def test_forms(text: str, form: str, made: str | None) -> None:
    assert in_address_form(text, form) == made


def test_a_declaration_has_only_forms_that_there_are() -> None:
    DataList(url=f"{ROOT}/l.json", template=f"{ROOT}/a/{{n:base36}}-{{hl:slug80}}-{{at:%Y%m%d}}")
    with pytest.raises(ValidationError, match="here base37"):
        DataList(url=f"{ROOT}/l.json", template=f"{ROOT}/a/{{n:base37}}")


JSON = st.recursive(
    st.none() | st.integers() | st.text(max_size=20) | st.sampled_from(HEADLINES),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=4),
    max_leaves=8,
)


@given(
    st.lists(st.dictionaries(st.text(max_size=6), JSON, max_size=5), max_size=6),
    st.lists(st.tuples(st.text(max_size=40), st.text(max_size=20) | st.sampled_from(HEADLINES)), max_size=6),
)
def test_any_rows_and_links_are_read(rows: list[dict[str, Any]], links: list[tuple[str, str]]) -> None:
    urls = {url for url, _ in links}
    for template in shown_templates(rows, links):
        assert {filled_template(template, members_of(row)) for row in rows} & urls


@given(st.text(max_size=60), st.text(max_size=12) | st.sampled_from(["slug9", "hex", "slug-unicode"]))
def test_any_form_of_any_text(text: str, form: str) -> None:
    made = in_address_form(text, form)
    assert made is None or (made and is_address_form(form))
