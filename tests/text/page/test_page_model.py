"""A page's model says what a walk over its tree would say, whatever was cut, emptied or shown in between."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import HtmlElement, document_fromstring

from newsarchive.items import DecodedPage, FetchedPage
from newsarchive.stages import decode
from newsarchive.text.extraction import consent_boxes, extract_page, inline_notes
from newsarchive.text.extraction.extract_page import draft_markup
from newsarchive.text.extraction.hidden_parts import read_shown
from newsarchive.text.extraction.source_repair import repair_source
from newsarchive.text.page.bounded_parse import parse_html
from newsarchive.text.page.marked_parts import MarkedParts, marked_parts
from newsarchive.text.page.page_lines import page_lines
from newsarchive.text.page.page_model import PageModel
from newsarchive.text.page_draft import Draft
from tests.text.page.hidden_pages import HIDING, HidingPage, hiding_pages
from tests.text.sanitising.pages import ARTICLE, FARM

TAGS = ("p", "a", "div", "h1", "meta", "b")
ATTRIBUTES = ("class", "id", "style", "hidden", "itemprop")


def assert_agrees(model: PageModel) -> None:
    """Every question a model answers, asked of a walk instead."""
    walked = [*model.tree.iter("*")]
    assert [*model.iter()] == walked
    for tags in (*((str(one.tag),) for one in walked), TAGS, ("nothing",)):
        assert [*model.iter(*tags)] == [one for one in walked if one.tag in tags]
    for name in {*ATTRIBUTES, *(name for one in walked for name in one.keys())}:  # noqa: SIM118
        having = [(model.element(place), value) for place, value in model.having(name)]
        assert having == [(one, one.get(name)) for one in walked if one.get(name) is not None]
    assert model.in_order(reversed(walked)) == walked


MARKUP = st.recursive(
    st.sampled_from(["word ", "<br>", "<img id=i>", "<!-- x -->", "<?pi?>"]),
    lambda inner: st.builds(
        "<{0} {1}>{2}</{0}>".format,
        st.sampled_from(TAGS),
        st.sampled_from(["", "class='a b'", "id=x hidden", "style='display:none'"]),
        st.lists(inner, max_size=4).map("".join),
    ),
    max_leaves=25,
)


STEPS = st.tuples(st.sampled_from(["out", "back", "change", "look"]), st.integers(0, 99))


@given(MARKUP, st.lists(STEPS, max_size=12))
def test_it_follows_what_is_taken_out_put_back_and_changed(markup: str, steps: list[tuple[str, int]]) -> None:
    model = PageModel(document_fromstring(f"<html><body><p>One.</p>{markup}</body></html>"))
    emptied: list[tuple[HtmlElement, list[HtmlElement]]] = []
    for step, number in steps:
        elements = [*model.tree.iter("*")]
        element = elements[number % len(elements)]
        if step == "out":
            children = list(element)
            for child in children:
                element.remove(child)
            model.taken_out(children)
            emptied.append((element, children))
        elif step == "back" and emptied:
            element, children = emptied.pop()
            element.extend(children)
            model.put_back(children)
        elif step == "change":
            element.set("class", f"c{number}")
            model.changed()
        else:
            assert_agrees(model)
    assert_agrees(model)


@pytest.mark.parametrize("page", hiding_pages()[: len(HIDING)], ids=lambda page: page.name)
def test_it_agrees_while_hidden_parts_are_emptied_and_when_they_are_filled_again(
    page: HidingPage,
) -> None:
    tree = parse_html(page.source)
    assert not isinstance(tree, str)
    model = PageModel(tree)
    model.hold()
    before = [*model.iter()]

    def read() -> tuple[str, ...]:
        assert_agrees(model)
        return page_lines(tree)

    read_shown(model, read, lambda found: found)
    assert_agrees(model)
    assert [*model.iter()] == before


NAMES = st.lists(
    st.sampled_from(
        [
            *(
                "cookies",
                "Modal",
                "pop-up",
                "cmpbox",
                "cmpboxbg",
                "didomi-popup",
                "sp_message_iframe",
                "cky-modal",
            ),
            *(
                "tw-sr-only",
                "visuallyhidden",
                "hiddenVisually",
                "screenreader",
                "screen-reader-text",
                "SR-only",
            ),
            *("show-for-sr", "a11y-hidden", "x", "-", " ", "category-", "\u212a", "\u0130", "gdpr", "popup"),
        ]
    ),
    max_size=4,
).map("".join)
SOUGHT = [
    (consent_boxes._MAKERS, consent_boxes._WORDS_OF_MAKERS),
    (consent_boxes._CALLED, consent_boxes._WORDS_CALLED),
    (inline_notes._UNSEEN, inline_notes._WORDS_UNSEEN),
]


@given(st.lists(NAMES, max_size=4))
def test_elements_are_found_by_their_names_as_a_look_at_each_finds_them(names: list[str]) -> None:
    tree = document_fromstring("<html><body><p>One.</p></body></html>")
    for name in names:
        tree.append(tree.makeelement("p", {"class": name}))
    for pattern, words in SOUGHT:
        found = [*PageModel(tree).called(pattern, ("class",), words)]
        assert found == [one for one in tree if pattern.search((one.get("class") or "").lower())]


HIDDEN_ARTICLE = "".join(
    f"<p>The ferry of day {day} was late again, the harbour office said on Monday.</p>" for day in range(9)
)
CHANGED = {
    "hidden article": f"<body><nav>Menu</nav><div hidden><dialog>{HIDDEN_ARTICLE}</dialog></div></body>",
    "article for readers without scripts": f"<body><p>Wait.</p><noscript>{HIDDEN_ARTICLE}</noscript></body>",
    "consent box": f"<body><div id=onetrust-consent-sdk><p>We use cookies.</p></div>{HIDDEN_ARTICLE}</body>",
    "signs": f"<body><h2>Works <a href='#works'>¶</a></h2>{HIDDEN_ARTICLE}</body>",
    "farm": f"<title>新图书馆明年开放</title>{ARTICLE}<p>{FARM}</p>",
    "quotation": f"<body><q>Late again</q>{HIDDEN_ARTICLE}<ruby>漢<rt>kan</rt></ruby></body>",
}


@pytest.mark.parametrize("name", CHANGED)
def test_it_agrees_at_every_reading_and_at_the_end_of_a_page(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []

    def checked(model: PageModel) -> MarkedParts:
        seen.append(model)
        assert_agrees(model)
        return marked_parts(model)

    monkeypatch.setattr(extract_page, "marked_parts", checked)
    page = decode(FetchedPage(url="https://a.example/2024/ferry", body=CHANGED[name].encode()))
    draft = drafted(page)
    assert seen
    assert draft.model is seen[0]
    assert_agrees(seen[0])


def drafted(page: DecodedPage) -> Draft:
    draft = draft_markup(page, repair_source(page.text))
    assert not isinstance(draft, str)
    return draft
