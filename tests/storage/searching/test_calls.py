"""Calls of article_search found in statements, and in nothing that only looks like one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.errors import SqlError
from newsarchive.storage.queries.article_search import expand, mentions


def table(words: str) -> str:
    return f"<{words}>"


@pytest.mark.parametrize(
    ("sql", "expanded"),
    [
        ("FROM article_search('a')", "FROM <a> AS article_search"),
        ("FROM Article_Search ( 'it''s' ) s", "FROM <it's> s"),
        ("FROM article_search('a') AS s, article_search('b')", "FROM <a> AS s, <b> AS article_search"),
        ("FROM article_search('a') JOIN b", "FROM <a> AS article_search JOIN b"),
        ("FROM article_search('a')/* c */ \"S\"", 'FROM <a>/* c */ "S"'),
        ("(SELECT 1 FROM article_search('a'))", "(SELECT 1 FROM <a> AS article_search)"),
        ("'article_search(''a'')'", "'article_search(''a'')'"),
        (
            "E'\\' article_search(' || $x$ article_search('a') $x$",
            "E'\\' article_search(' || $x$ article_search('a') $x$",
        ),
        (
            "-- article_search('a')\n\"article_search('a')\"",
            "-- article_search('a')\n\"article_search('a')\"",
        ),
        ("/* /* */ article_search('a') */ x", "/* /* */ article_search('a') */ x"),
        ("/* /* */ article_search('a')", "/* /* */ <a> AS article_search"),
        ("my_article_search('a') article_search", "my_article_search('a') article_search"),
    ],
)
def test_expand(sql: str, expanded: str) -> None:
    assert expand(sql, table) == expanded


@given(st.text(st.sampled_from("'\"-/*$ae(); \n")) | st.text())
def test_what_has_no_call_stays_as_it_is(sql: str) -> None:
    assert expand(sql, table) == sql


@given(st.text(st.sampled_from("article_search('\")-/* \n")))
def test_never_another_error(tail: str) -> None:
    try:
        made = expand(f"SELECT * FROM article_search({tail}", table)
    except SqlError:
        return
    assert made.startswith("SELECT * FROM <")


@pytest.mark.parametrize(
    ("sql", "yes"),
    [
        ("SELECT score FROM x", True),
        ('SELECT "Score" FROM x', True),
        ("SELECT * FROM x", True),
        ("SELECT s.* FROM x", True),
        ("SELECT count(*) FROM x", False),
        ("SELECT 'score' FROM x", False),
    ],
)
def test_mentions(sql: str, yes: bool) -> None:
    assert mentions(sql, "score") is yes
