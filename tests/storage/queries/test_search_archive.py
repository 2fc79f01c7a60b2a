"""`article_search('words')` inside `query`, on both databases."""

from __future__ import annotations

import pytest

from newsarchive.errors import SqlError
from newsarchive.lifecycle import CrawlKind
from newsarchive.storage import open_archive
from newsarchive.storage.queries.search_archive import search_articles
from newsarchive.words import Excerpt, parse
from tests.storage.making import NOON, article
from tests.storage.queries.querying_rows import rows_of
from tests.storage.queries.test_search_hits import ASKED, stories, url_of

LONG = ("港务局说，" * 20 + "經濟\n復興 " + "Interest rates were cut in the harbour towns. " * 9) * 2


@pytest.fixture(scope="module")
def filled(module_url: str) -> str:
    """An archive of some stories, only to be read."""
    archive = open_archive(module_url)
    crawl = archive.crawls.begin("lantern", CrawlKind.CRAWL, NOON)
    archive.saves.save(crawl, [*stories(), article(url_of("long"), LONG, published_at="2020-01-01")])
    archive.close()
    return module_url


@pytest.mark.parametrize(("words", "names"), ASKED)
def test_the_same_hits_as_search(filled: str, words: str, names: list[str]) -> None:
    doubled = words.replace("'", "''")
    sql = f"""SELECT a.url, s.snippet, s.score FROM article_search('{doubled}') s
        JOIN current_articles a USING (article_id) ORDER BY a.published_at DESC NULLS LAST, a.url"""
    wanted = [(row[2], row[5], row[6]) for row in search_articles(filled, words).rows]
    assert rows_of(filled, sql) == wanted
    assert rows_of(filled, f"SELECT count(*) FROM article_search('{doubled}')") == [(len(wanted),)]


@pytest.mark.parametrize(
    "words", ["经济", "复兴", "港务局", "harbour", '"interest rates"', "towns", "國", "cut"]
)
def test_snippets_are_those_of_our_function(filled: str, words: str) -> None:
    sql = f"""SELECT a.text, s.snippet FROM ARTICLE_SEARCH ( '{words}' ) AS s
        JOIN current_articles a USING (article_id)"""
    excerpt = Excerpt(parse(words))
    got = rows_of(filled, sql)
    assert got
    assert [snippet for _, snippet in got] == [excerpt.cut(text) for text, _ in got]


def test_several_in_one_statement_with_columns_of_all_kinds(filled: str) -> None:
    sql = """
    -- article_search('in a comment')
    WITH twice AS (SELECT article_id FROM article_search('经济') INTERSECT
                  SELECT article_id FROM article_search /* here */ ('发布'))
    SELECT 'article_search(''x'')' AS "article_search('y')", count(*)
    FROM twice JOIN article_search('经济') b ON b.article_id = twice.article_id
    WHERE b.snippet LIKE '%经济%'
    AND b.article_id IN (SELECT article_search.article_id FROM article_search('国'))
    """
    assert rows_of(filled, sql) == [("article_search('x')", 1)]
    [(_, snippet, score)] = rows_of(filled, "SELECT * FROM article_search('αθήνα')")
    assert (snippet, score) == ("Η ΑΘΉΝΑ και το COVID-19", search_articles(filled, "αθήνα").rows[0][6])
    assert rows_of(filled, "SELECT max(score) > 0 AS x FROM article_search('经济') LIMIT 1")[0][0] in (
        1,
        True,
    )
    left = """SELECT count(*), count(s.article_id) FROM current_articles a
        LEFT JOIN article_search('经济') s USING (article_id)"""
    assert rows_of(filled, left) == [(9, 3)]


@pytest.mark.parametrize(
    "call",
    ["article_search(title)", "article_search()", "article_search('a', 'b')", "article_search('a' || 'b')"],
)
def test_arguments_that_are_no_literal(filled: str, call: str) -> None:
    with pytest.raises(SqlError, match="cannot be searched for"):
        rows_of(filled, f"SELECT * FROM {call}")


def test_nothing_to_look_for(filled: str) -> None:
    with pytest.raises(SqlError, match="no word"):
        rows_of(filled, "SELECT * FROM article_search('…')")


def test_quotes_and_backslashes_stay_within(filled: str) -> None:
    for words in ("x'' or 1=1 --", "a\\''b", 'x" or "y', "%s {} \\", "'': & x!", "\"x'') OR '':*\""):
        assert isinstance(rows_of(filled, f"SELECT count(*) FROM article_search('{words}')")[0][0], int)
