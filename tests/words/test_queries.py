"""What is asked for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.words import operators, parse


def spellings(text: str) -> tuple[list[str], list[str]]:
    query = parse(text)
    return [term.spelling for term in query.wanted], [term.spelling for term in query.unwanted]


@pytest.mark.parametrize(
    ("text", "wanted", "unwanted"),
    [
        ("ferry Holm", [" ferry ", " holm "], []),
        ('"interest rate" cut', [" interest rate ", " cut "], []),
        ("“利率 下调” ＂人工智能＂ 「經濟」", ["利率 下调", "人工智能", "经济"], []),
        ("ferry -Holm -“night train”", [" ferry "], [" holm ", " night train "]),
        ("GPT-4 O’Brien AT&T 12:30", [" gpt 4 ", " o brien ", " at t ", " 12 30 "], []),
        ("北京，上海 AI芯片 2026年", ["北京", "上海", " ai 芯片", " 2026 年"], []),
        ("ferry ferry FERRY", [" ferry "], []),
        ('"unclosed phrase', [" unclosed phrase "], []),
        ("C++ 1,000 3.5%", [" c++ ", " 1000 ", " 3.5 "], []),
        ("--", [], []),
        ("…，。", [], []),
        ('""', [], []),
    ],
)
def test_parse(text: str, wanted: list[str], unwanted: list[str]) -> None:
    assert spellings(text) == (wanted, unwanted)


@pytest.mark.parametrize(
    ("text", "decided"),
    [
        ("ferry", True),
        ("经济", True),
        ("国", True),
        ("中国经济", False),
        ("night train", True),
        ("GPT-4", False),
    ],
)
def test_decided_by_the_index(text: str, decided: bool) -> None:
    assert all(term.decided is decided for term in parse(text).wanted)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ferry OR bridge", ["OR"]),
        ('"night train"OR"day train"', ["OR"]),
        ("ferry AND NOT bridge", ["AND", "NOT"]),
        ("-NOT", ["NOT"]),
        ("ferry NEAR/5 bridge NEAR x", ["NEAR/5", "NEAR"]),
        ("NEAR(ferry bridge)", ["(", ")"]),
        ("-(ferry bridge)", ["(", ")"]),
        ("ferr* *ridge col*r *", ["*"]),
        ('"night tr"*', ["*"]),
        ("ferry|bridge || pier", ["|"]),
        ("!ferry", ["!"]),
        ('ferri~2 "night train"~3', ["~"]),
        ("title:ferry", ["title:"]),
        ("Title:“night train”", ["Title:"]),
        ("title: ferry", ["title:"]),
        ("-source:lantern published_at:2026", ["source:", "published_at:"]),
        ("intitle:渡轮 经济 OR 芯片", ["intitle:", "OR"]),
        # Words as they are written.
        ("fish or meat, not near, and so on", []),
        ("Or Not Near And ORDER NOTE NEARLY ANDES", []),
        ("C++ C# GPT-4 AT&T 3.5% R&D O'Brien Yahoo! why? ~5 10^6", []),
        ("12:30 https://a.example/x Re: Source: Reuters 题:渡轮", []),
        ("渡轮（临江）复航！ ferry - bridge -pier", []),
        ('"fish OR (meat*)" “NOT” 「title:」 -"OR"', []),
        ('"unclosed OR', []),
        ("", []),
    ],
)
def test_operators_of_other_search_engines(text: str, found: list[str]) -> None:
    assert operators(text) == found


@given(st.text(st.characters(exclude_categories=())))
def test_never_raises_and_every_term_can_be_looked_up(text: str) -> None:
    assert all(sign in text for sign in operators(text))
    query = parse(text)
    for term in (*query.wanted, *query.unwanted):
        assert term.words or term.prefix


@given(st.from_regex(r"[A-Za-z][A-Za-z0-9]{0,80}", fullmatch=True))
def test_a_plain_word_is_what_it_is_in_quotes(text: str) -> None:
    """Words of ASCII are not cut; a phrase of one always is."""
    assert parse(text) == parse(f'"{text}"')
    assert operators(text) == ([text] if text in {"AND", "OR", "NOT", "NEAR"} else [])
