"""Calls of article_search found in statements, and in nothing that only looks like one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.errors import SqlError
from newsarchive.storage.queries.article_search import expand
from newsarchive.storage.queries.parsed_sql import ParsedSql


def table(words: str, scored: bool) -> str:
    return f"<{words}>"


@pytest.mark.parametrize("dialect", ["sqlite", "postgresql"])
@pytest.mark.parametrize(
    ("sql", "expanded"),
    [
        ("SELECT 1 FROM article_search('a')", "SELECT 1 FROM <a> AS article_search"),
        ("SELECT 1 FROM Article_Search ( 'it''s' ) s", "SELECT 1 FROM <it's> s"),
        (
            "SELECT 1 FROM article_search('a') AS s, article_search('b')",
            "SELECT 1 FROM <a> AS s, <b> AS article_search",
        ),
        ("SELECT 1 FROM article_search('a') JOIN b", "SELECT 1 FROM <a> AS article_search JOIN b"),
        ("SELECT 1 FROM article_search('a')/* c */ \"S\"", 'SELECT 1 FROM <a>/* c */ "S"'),
        (
            "SELECT * FROM (SELECT 1 FROM article_search('a')) q",
            "SELECT * FROM (SELECT 1 FROM <a> AS article_search) q",
        ),
        (
            "EXPLAIN WITH x AS (SELECT 'é' FROM article_search('a')) SELECT * FROM x",
            "EXPLAIN WITH x AS (SELECT 'é' FROM <a> AS article_search) SELECT * FROM x",
        ),
        ("SELECT 'article_search(''a'')'", "SELECT 'article_search(''a'')'"),
        (
            "SELECT 1 -- article_search('a')\n AS \"article_search('a')\"",
            "SELECT 1 -- article_search('a')\n AS \"article_search('a')\"",
        ),
        ("SELECT my_article_search('a')", "SELECT my_article_search('a')"),
        (
            "SELECT article_search.x FROM y AS article_search",
            "SELECT article_search.x FROM y AS article_search",
        ),
    ],
)
def test_expand(sql: str, expanded: str, dialect: str) -> None:
    assert expand(sql, dialect, table) == expanded


def test_texts_of_postgresql_are_texts() -> None:
    sql = "SELECT E'\\' article_search(' || $x$ article_search('a') $x$"
    assert expand(sql, "postgresql", table) == sql


def test_comments_nest_on_postgresql_only() -> None:
    sql = "SELECT 1 /* /* */ FROM article_search('a')"
    assert "<a>" in expand(sql, "sqlite", table)
    assert expand("SELECT 1 /* /* */ article_search('a') */", "postgresql", table).endswith("'a') */")


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM article_search(title)",
        "SELECT * FROM article_search('a', 'b')",
        "SELECT * FROM article_search()",
        "SELECT article_search('a')",
        "SELECT * FROM article_search('a'",
        "SELECT * FROM article_search('a') WHERE",
    ],
)
def test_what_is_no_search_is_refused(sql: str) -> None:
    with pytest.raises(SqlError):
        expand(sql, "sqlite", table)


@given(st.text(st.sampled_from("'\"-/*$ae(); \n")) | st.text())
def test_what_has_no_call_stays_as_it_is(sql: str) -> None:
    assert expand(sql, "postgresql", table) == sql


@pytest.mark.parametrize("dialect", ["sqlite", "postgresql"])
@given(tail=st.text(st.sampled_from("article_search('\")-/* \n")) | st.text())
def test_never_another_error(dialect: str, tail: str) -> None:
    try:
        expand(f"SELECT * FROM article_search({tail}", dialect, table)
    except SqlError:
        return


@pytest.mark.parametrize(
    ("sql", "yes"),
    [
        ("SELECT score FROM article_search('a')", True),
        ("SELECT \"Score\" FROM article_search('a')", True),
        ("SELECT * FROM article_search('a')", True),
        ("SELECT s.* FROM article_search('a') s", True),
        ("SELECT count(*) FROM article_search('a')", False),
        ("SELECT 'score' FROM article_search('a')", False),
    ],
)
def test_a_score_is_asked_for_by_its_name_or_by_a_star(sql: str, yes: bool) -> None:
    assert expand(sql, "sqlite", lambda words, scored: f"<{scored}>").count(f"<{yes}>") == 1


def test_a_statement_is_parsed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    parsed: list[str] = []
    parse = ParsedSql.__init__

    def counted(self: ParsedSql, sql: str, dialect: str) -> None:
        parsed.append(sql)
        parse(self, sql, dialect)

    monkeypatch.setattr(ParsedSql, "__init__", counted)
    expand("SELECT score FROM article_search('a'), article_search('b')", "sqlite", table)
    assert len(parsed) == 1
