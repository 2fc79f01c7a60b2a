"""An article that only the data of the page's scripts has is read from there; no other story's is."""

from __future__ import annotations

import html
import json
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.evidence import RepairKind
from newsarchive.items import Charset, ExtractedArticle, FetchedPage
from newsarchive.text.extraction.extract_page import extract_article
from newsarchive.text.extraction.script_state import read_state
from newsarchive.text.extraction.script_values import script_values
from newsarchive.text.extraction.state_texts import _CODE, _is_code
from newsarchive.text.page.bounded_parse import parse_html
from tests.line_values import decoded_page
from tests.text.page.hidden_pages import STORIES

URL = "https://bay.example/news/2026/old-ferry-landing-rebuilt-48213"
TITLE = "Old ferry landing to be rebuilt by spring"
STORY = STORIES["en"][:4]
CHINESE = STORIES["zh"][:4]
HTML = "".join(f"<p>{line}</p>" for line in STORY)
OTHER = {
    "id": 99120,
    "title": "Bridge across the northern canal closes for a year",
    "slug": "bridge-across-canal-closes-for-a-year",
    "body": "".join(
        f"<p>{line} Another story, and a longer one than that of the page.</p>" for line in STORY
    ),
}


def extracted(scripts: str, shown: str = "<div id=root>Loading…</div>", url: str = URL) -> ExtractedArticle:
    source = f"<html><head><title>{TITLE} | The Bay</title></head><body>{shown}{scripts}</body></html>"
    return extract_article(
        decoded_page(source, FetchedPage(url=url, body=b""), charset=Charset("utf-8", "test"))
    )


def of_json(value: Any, name: str = "__NEXT_DATA__") -> str:
    return f'<script id="{name}" type="application/json">{json.dumps(value)}</script>'


def story(**more: Any) -> dict[str, Any]:
    return {"id": 48213, "title": TITLE, "slug": "old-ferry-landing-rebuilt-48213", **more}


def editor_blocks(make: Any) -> list[Any]:
    return [make(line) for line in STORY]


APOLLO = {
    "Post:a1": {
        "__typename": "Post",
        "id": "a1",
        "title": TITLE,
        "content": {"bodyModel": {"paragraphs": [{"__ref": f"Paragraph:{n}"} for n in range(4)]}},
    },
    **{
        f"Paragraph:{n}": {"__typename": "Paragraph", "id": str(n), "type": "P", "text": line}
        for n, line in enumerate(STORY)
    },
}
NUXT_3 = [
    ["Reactive", 1],
    {"data": 2},
    {"article": 3, "others": 8},
    {"id": 4, "title": 5, "body": 6, "published": 7},
    48213,
    TITLE,
    HTML,
    True,
    [],
]
CHUNKED = (
    f"3:T{len(HTML.encode()):x},{HTML}"
    '4:["$","$L9",null,{"article":{"headline":' + json.dumps(TITLE) + ',"body":"$3"}}]\n'
)
ELEMENTS = "5:" + json.dumps(
    [
        "$",
        "main",
        None,
        {
            "children": [
                ["$", "h1", None, {"children": TITLE}],
                *(["$", "p", None, {"children": line}] for line in STORY),
            ]
        },
    ]
)
# Chunks of so little would be no page's: a comment makes each script as long as a real one.
FILLED = f"// {'x' * 200}"
SHAPES = {
    "next": of_json({"props": {"pageProps": {"article": story(body=HTML), "latest": [OTHER]}}}),
    "next, escaped": of_json({"props": {"pageProps": {"article": story(body=html.escape(HTML))}}}),
    "next, plain text": of_json({"props": {"post": story(text="\n\n".join(STORY))}}),
    "next, list of paragraphs": of_json({"props": {"post": story(paragraphs=list(STORY))}}),
    "wordpress": of_json({"post": {**story(), "title": {"rendered": TITLE}, "content": {"rendered": HTML}}}),
    "chunks": f"<script>self.__next_f.push([1,{json.dumps(CHUNKED)}])</script>",
    "chunks in pieces": "".join(
        f"<script>self.__next_f.push([1,{json.dumps(CHUNKED[at : at + 90])}]) {FILLED}</script>"
        for at in range(0, len(CHUNKED), 90)
    ),
    "elements": f"<script>self.__next_f.push([1,{json.dumps(ELEMENTS)}])</script>",
    "nuxt 2": "<script>window.__NUXT__=(function(a,b){return {data:[{article:{id:48213,title:b,body:"
    + json.dumps(HTML).replace("<", "\\u003C")
    + f"}}}}]}}}}(null,{json.dumps(TITLE)}));</script>",
    "nuxt 3": of_json(NUXT_3, "__NUXT_DATA__"),
    "apollo": f"<script>window.__APOLLO_STATE__ = {json.dumps(APOLLO)};</script>",
    "assigned": f"<script>var x=1;window.__STATE__={json.dumps({'a': story(html=HTML)})};f()</script>",
    "assigned by key": f"<script>window['app-state'] = {json.dumps({'a': story(html=HTML)})}</script>",
    "parsed": f"<script>window.D = JSON.parse({json.dumps(json.dumps(story(content=HTML)))});</script>",
    "parsed, single quotes": "<script>window.S = JSON.parse('"
    + json.dumps(story(content=HTML)).replace("\\", "\\\\").replace("'", "\\'")
    + "');</script>",
    "linked data": '<script type="application/ld+json">'
    + json.dumps({"@type": "NewsArticle", "headline": TITLE, "articleBody": "\n".join(STORY)})
    + "</script>",
    "draft.js": of_json(
        story(body={"blocks": editor_blocks(lambda line: {"type": "unstyled", "text": line})})
    ),
    "portable text": of_json(
        story(
            body=[
                {
                    "_type": "image",
                    "caption": "A picture of the old landing as it was in the spring of last year.",
                },
                *editor_blocks(
                    lambda line: {
                        "_type": "block",
                        "children": [
                            {"_type": "span", "text": line[:20]},
                            {"_type": "span", "marks": ["em"], "text": line[20:]},
                        ],
                    }
                ),
            ]
        )
    ),
    "prosemirror": of_json(
        story(
            content={
                "type": "doc",
                "content": editor_blocks(
                    lambda line: {
                        "type": "paragraph",
                        "content": [
                            {"type": "text", "text": line[:30]},
                            {"type": "text", "marks": [{"type": "bold"}], "text": line[30:]},
                        ],
                    }
                ),
            }
        )
    ),
    "contentful": of_json(
        {
            "fields": story(
                body={
                    "nodeType": "document",
                    "content": editor_blocks(
                        lambda line: {
                            "nodeType": "paragraph",
                            "content": [{"nodeType": "text", "value": line}],
                        }
                    ),
                }
            )
        }
    ),
    "editor.js": of_json(
        story(content={"blocks": editor_blocks(lambda line: {"type": "paragraph", "data": {"text": line}})})
    ),
    "arc": "<script>Fusion.globalContent="
    + json.dumps(
        {
            "headlines": {"basic": TITLE},
            "canonical_url": "/news/2026/old-ferry-landing-rebuilt-48213",
            "content_elements": editor_blocks(
                lambda line: {"type": "text", "content": line, "_id": line[:4]}
            ),
        }
    )
    + ";Fusion.x=1</script>",
}


@pytest.mark.parametrize("shape", sorted(SHAPES))
def test_the_article_is_read_from_the_data(shape: str) -> None:
    article = extracted(SHAPES[shape])
    assert article.verdict == "article"
    assert article.paragraphs[-4:] == STORY
    assert [line for line in article.paragraphs if line not in STORY] in ([], [TITLE])
    kinds = [repair.kind for repair in article.facts.repairs]
    assert kinds == [RepairKind.READ_FROM_SCRIPT]


def test_in_any_language() -> None:
    body = "".join(f"<p>{line}</p>" for line in CHINESE)
    article = extracted(of_json({"article": story(body=body)}))
    assert (article.facts.language, article.paragraphs) == ("zh", CHINESE)


def test_the_record_says_where_it_stood() -> None:
    article = extracted(SHAPES["next"], shown="<p>The page is being loaded, please wait a moment.</p>")
    assert [(block.rule, block.text) for block in article.removed if "script_state" in block.rule] == [
        (
            "script_state __NEXT_DATA__.props.pageProps.article.body",
            "The page is being loaded, please wait a moment.",
        )
    ]


@pytest.mark.parametrize(
    "scripts",
    [
        of_json({"article": OTHER}),
        of_json({"stories": [OTHER, {**OTHER, "slug": "yet-another-story-of-the-day", "id": 99121}]}),
        of_json({"article": story(related=[OTHER, OTHER])}),
        of_json({"article": story(comments=[{"id": n, "text": line} for n, line in enumerate(STORY)])}),
        of_json({"messages": {"terms": "\n".join(STORY)}}),
        of_json({"a": {"text": "\n".join(STORY)}, "b": {"text": "\n".join(reversed(STORY))}}),
        of_json(["x", {"y": STORY[0]}]),
        f"<script>var a = '{STORY[0]}'; function f() {{ return a }}</script>",
    ],
)
def test_other_stories_and_other_texts_are_not_taken(scripts: str) -> None:
    article = extracted(scripts)
    assert article.verdict == "not_article"
    assert not article.facts.repairs


def test_addresses_and_data_are_no_text() -> None:
    """Sets of pictures and data for search engines stand beside the story under names that bodies have."""
    pictures = [
        f"https://bay.example/media/{size}/ferry-landing-old-quarter-in-the-spring.jpg" for size in "abcd"
    ]
    linked = json.dumps({"@type": "VideoObject", "description": STORY[0], "name": TITLE}, indent=1)
    for value in ({"images": {"urls": pictures}}, {"schema": [{"data": f"  {linked}"}]}):
        article = extracted(of_json({"article": story(content=value)}))
        assert not any("/media/" in line or "@type" in line for line in article.paragraphs)
        assert not article.facts.repairs


def test_a_program_in_the_data_is_no_text() -> None:
    told = f"<b>{STORY[0]}</b> {STORY[1]} {STORY[2]} <script>track('{STORY[3]}')</script>"
    source = of_json({"article": story(text=told)}).replace("')</script>", "')<\\/script>")
    assert extracted(source).paragraphs == (" ".join(STORY[:3]),)


def test_what_a_function_returns_is_read_with_its_parameters() -> None:
    """As Nuxt 2 writes its state, with what JSON has not."""
    source = (
        "<script>window.__NUXT__=(function(a,b,c){a.seen=!0;return {n:-.5,m:5.,k:void 0,d:new Date(17),f:!1,"
        f'data:[{{article:{{title:b,lead:c,tags:[a,c],7:"x","a-b":a,body:{json.dumps(HTML)}}}}}]}}}}'
        f"({{}},{json.dumps(TITLE)},null));</script>"
    )
    tree = parse_html(f"<html><body>{source}</body></html>")
    assert not isinstance(tree, str)
    ((name, value),) = script_values(tree)
    assert name == "__NUXT__"
    assert (value["n"], value["m"], value["k"], value["d"], value["f"]) == (-0.5, 5, None, None, False)
    story_of_page = value["data"][0]["article"]
    assert story_of_page.pop("body") == HTML
    assert story_of_page == {"title": TITLE, "lead": None, "tags": [{}, None], "7": "x", "a-b": {}}


def test_a_list_of_other_stories_does_not_hide_the_story() -> None:
    """The markup has headlines enough to be long, but nothing of the story that the data has."""
    lines = "".join(
        f"<p><a href='/n/{number}'>Other news of the day, number {number}, as the list has them</a></p>"
        for number in range(12)
    )
    article = extracted(SHAPES["nuxt 2"], shown=f"<h1>{TITLE}</h1><div>{lines}</div>")
    assert article.paragraphs == STORY
    assert [repair.kind for repair in article.facts.repairs] == [RepairKind.READ_FROM_SCRIPT]


LONG = "".join(f"<p>{line}</p>" for line in (*STORIES["de"], *STORIES["en"][4:]))
BESIDE: dict[str, dict[str, Any]] = {
    "of its section": {"section": {"name": "Politics", "description": LONG}},
    "of a sponsor": {"sponsor": {"body": LONG}},
    "of a poll": {"poll": {"text": LONG}},
    "of a video": {"video": {"transcript": LONG}},
    "of nobody": {"about_the_desk": LONG},
    "sponsored": {"sponsoredContent": LONG},
    "numbered": {"sponsor": {"1": {"body": LONG}}},
    "earlier": {"versions": [story(body=LONG)]},
}
FORMS: dict[str, Any] = {
    "json": lambda value: of_json({"article": value}),
    "assigned": lambda value: f"<script>window.__STATE__={json.dumps({'a': value})};f()</script>",
    "returned": lambda value: (
        f"<script>window.__NUXT__=(function(a){{return {{data:[{{b:{json.dumps(value)}}}]}}}}(null))</script>"
    ),
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("beside", BESIDE)
@pytest.mark.parametrize("lines", [1, 2, 3])
def test_a_short_story_holds_against_what_stands_beside_it(form: str, beside: str, lines: int) -> None:
    """Its section's description is no story, whether the data has the story's own body or not."""
    body = "".join(f"<p>{line}</p>" for line in STORY[:lines])
    shown = f"<h1>{TITLE}</h1><div itemprop=articleBody>{body}</div>"
    for told in (story(body=body, **BESIDE[beside]), story(**BESIDE[beside])):
        article = extracted(FORMS[form](told).replace("</p", "<\\/p"), shown=shown)
        assert article.paragraphs == STORY[:lines]


@pytest.mark.parametrize("piece", ['\\\\"', "1 ", "{", "a:", '"x",'])
def test_time_is_linear_in_what_a_function_returns(piece: str) -> None:
    """An unclosed text was looked through again from each of its quotes."""
    for end in ("", '"}}(1))'):
        source = 'w.S=(function(a){return {x:"' + piece * (60_000 // len(piece)) + end
        tree = parse_html(f"<html><body><script>{source}</script><p>x</p></body></html>")
        assert not isinstance(tree, str)
        started = time.process_time()
        read_state(tree, URL, ())
        assert time.process_time() - started < 2  # seconds; 40 KB took 5.5


def test_a_long_word_with_another_behind_it_is_read_at_once() -> None:
    started = time.process_time()
    extracted(of_json({"article": story(text=f"{'a/' * 40_000} x\n{'//' * 40_000} y")}))
    assert time.process_time() - started < 2  # seconds; 16 KB took 1.6


def test_an_element_named_in_a_plain_text_ends_nothing() -> None:
    told = f"{STORY[0]}\nWhy the <style> element matters to {STORY[1]}\n{STORY[2]}\n{STORY[3]}"
    assert extracted(of_json({"article": story(text=told)})).paragraphs[-1] == STORY[3]


def test_a_story_of_an_application_whose_head_names_the_site_is_kept() -> None:
    """It has no headline in its markup, and no confidence: nobody doubts it."""
    home = "<link rel=canonical href='https://bay.example/'><meta property=og:url content='https://bay.example/'>"
    article = extracted(SHAPES["next"] + home)
    assert (article.verdict, article.paragraphs) == ("article", STORY)


def test_a_lead_does_not_hold_against_the_story_it_leads() -> None:
    shown = f"<h1>{TITLE}</h1><div itemprop=articleBody><p>{STORY[0]}</p></div>"
    told = story(summary=STORY[0], content={"rendered": LONG.replace("<p>", f"<p>{STORY[0]}</p><p>", 1)})
    assert len(extracted(of_json({"article": told}), shown=shown).paragraphs) > len(STORY)


def test_a_front_page_takes_no_story() -> None:
    assert extracted(of_json({"top": {"body": HTML}}), url="https://bay.example/").verdict == "not_article"


def test_what_the_markup_shows_comes_first() -> None:
    longer = HTML + "".join(f"<p>{line}</p>" for line in STORIES["de"])
    article = extracted(of_json({"article": story(body=longer)}), shown=f"<article>{HTML}</article>")
    assert article.paragraphs == STORY
    assert not article.facts.repairs


def test_a_headline_only_the_data_has_is_the_title() -> None:
    source = (
        f"<html><head><title>The Bay</title></head><body><div id=app></div>{SHAPES['next']}</body></html>"
    )
    page = decoded_page(source, FetchedPage(url=URL, body=b""), charset=Charset("utf-8", "test"))
    assert extract_article(page).title == TITLE


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text()
    | st.sampled_from([HTML, STORY[0], TITLE, "$3", "$"]),
    lambda inner: (
        st.lists(inner)
        | st.dictionaries(
            st.sampled_from(["type", "text", "content", "children", "title", "url", "id", "__ref", "x"]),
            inner,
        )
    ),
    max_leaves=30,
)


@given(value=VALUES, form=st.sampled_from(["json", "assigned", "pushed", "nuxt", "returned"]))
def test_no_value_makes_it_raise(value: Any, form: str) -> None:
    said = json.dumps(value).replace("</", "<\\/")
    scripts = {
        "json": of_json(value),
        "assigned": f"<script>var x=1;window.__STATE__={json.dumps({'a': story(html=HTML)})};f()</script>",
        "pushed": f"<script>{' ' * 200}self.__next_f.push([1,{json.dumps('1:' + said)}])</script>",
        "nuxt": of_json([[1], {"a": 2}, value, 5, HTML], "__NUXT_DATA__"),
        "returned": f"<script>{' ' * 200}w.S=(function(a){{return {{x:{said},y:[a]}}}}({said}))</script>",
    }[form]
    tree = parse_html(f"<html><body>{scripts}</body></html>")
    assert not isinstance(tree, str)
    found = read_state(tree, URL, ())
    assert found is None or all(found.paragraphs)


@given(source=st.text(alphabet='={}[]"\\,:JSON.parse(self.__next_f.push($3T', max_size=400))
@pytest.mark.parametrize("before", ["", "w.S=(function(a,b){return {"])
def test_no_source_makes_it_raise(before: str, source: str) -> None:
    tree = parse_html(f"<html><body><script>{' ' * 200}{before}{source}</script><p>x</p></body></html>")
    assert not isinstance(tree, str)
    assert read_state(tree, URL, ()) is None


MARKS = st.sampled_from(
    ["word", "a", "1", '"', ":", "[", "{", "}", ";", "=", "&", "(", ")", " ", "function", "-", "\n", "é"]
)


@given(st.lists(MARKS, max_size=14).map("".join))
def test_code_is_told_as_the_pattern_tells_it(text: str) -> None:
    assert _is_code(text) == (_CODE.search(text) is not None)


@pytest.mark.parametrize(
    ("more", "authors"),
    [
        ({"author": "Ada Holm"}, ("Ada Holm",)),
        ({"byline": "By Ada Holm and Jo Rigg"}, ("Ada Holm", "Jo Rigg")),
        ({"authors": ["Ada Holm", "Jo Rigg"]}, ("Ada Holm", "Jo Rigg")),
        (
            {"authors": [{"name": "Ada Holm", "slug": "ada"}, {"displayName": "Jo Rigg"}]},
            ("Ada Holm", "Jo Rigg"),
        ),
        ({"author": {"__typename": "Person", "fullName": "Ada Holm"}}, ("Ada Holm",)),
        ({"author": {"@type": "Organization", "name": "Holm Ferries"}}, ()),
        ({"author": "admin"}, ()),
        ({"author": 48213}, ()),
        ({"author": None, "authors": [], "byline": {}}, ()),
        ({"author": {"__ref": "Author:7"}}, ()),
        ({"editor": "Ada Holm", "related": [{**OTHER, "author": "Ada Holm"}]}, ()),
    ],
)
def test_who_wrote_it_stands_in_the_object_of_the_story(
    more: dict[str, Any], authors: tuple[str, ...]
) -> None:
    article = extracted(of_json({"props": {"pageProps": {"story": story(body=HTML, **more)}}}))
    assert article.paragraphs == STORY
    assert article.facts.authors == authors


def test_who_wrote_it_may_stand_around_its_body() -> None:
    post = {**story(author="Ada Holm"), "content": story(body=HTML)}
    assert extracted(of_json({"post": post, "author": "Jo Rigg"})).facts.authors == ("Ada Holm",)


def test_what_the_markup_says_of_who_wrote_it_stays() -> None:
    shown = "<div id=root><meta name='author' content='Jo Rigg'><p class='byline'>By Jo Rigg</p></div>"
    article = extracted(of_json({"story": story(body=HTML, author="Ada Holm")}), shown)
    assert article.facts.authors == ("Jo Rigg",)
