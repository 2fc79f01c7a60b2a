"""`newsarchive search` as a shell runs it."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsarchive.lifecycle import CrawlKind
from newsarchive.storage import open_archive
from tests.cli import running
from tests.cli.inside import run
from tests.databases import make_sqlite_archive
from tests.storage.making import NOON
from tests.storage.queries.test_search_hits import stories, url_of


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project whose archive holds a few stories."""
    (tmp_path / "scrapy.cfg").write_text("[settings]\n", encoding="utf-8")
    (tmp_path / "var").mkdir()
    url = make_sqlite_archive(tmp_path / "var" / "newsarchive.db")
    archive = open_archive(url)
    archive.saves.save(archive.crawls.begin("lantern", CrawlKind.CRAWL, NOON), stories())
    archive.close()
    return tmp_path


def test_csv_has_the_columns_of_the_contract(project: Path) -> None:
    code, out, err = running.run("search", "经济", "--format", "csv", cwd=project)
    lines = out.splitlines()
    assert (code, err, lines[0]) == (0, "", "article_id,source,url,title,published_at,snippet,score")
    assert [line.split(",")[2] for line in lines[1:]] == [url_of("hant"), url_of("hans")]
    assert ",2026-03-02 00:00:00," in lines[1]


def test_a_phrase_and_a_word_that_must_not_be_there(project: Path) -> None:
    assert run("search", '"interest rate"', "--format", "csv", cwd=project)[1].count("\n") == 2
    assert run("search", "--format", "csv", "--", "interest", "-bank", cwd=project)[1].count("\n") == 2


def test_nothing_found_is_good_and_more_is_said(project: Path) -> None:
    assert run("search", "nowhere", cwd=project)[0] == 0
    code, _, err = run("search", "经济", "--limit", "1", cwd=project)
    assert code == 0
    assert "--limit N" in err


@pytest.mark.parametrize(
    "words",
    [["…"], ["经济", "--source", "nobody"], ["经济", "--since", "yesterday"], ["经济", "--sort", "size"]],
)
def test_mistakes(project: Path, words: list[str]) -> None:
    code, out, err = run("search", *words, cwd=project)
    assert (code, out) == (2, "")
    assert "Traceback" not in err


@pytest.mark.parametrize(
    "words", ["rates OR 经济", "rat*", "-(经济 rates)", "title:rates", "NEAR(经济 rates)"]
)
def test_an_operator_is_refused_not_read_as_a_word(project: Path, words: str) -> None:
    sql = f"SELECT count(*) FROM article_search('{words}')"
    for command in (
        ("search", "--", words),
        ("search", "--as-of", "2026-01-01", "--", words),
        ("query", sql),
    ):
        code, out, err = run(*command, cwd=project)
        assert (code, out) == (2, ""), command
        assert "has no operator" in err
        assert "UNION" in err
    assert run("search", f'rates "{words}"', cwd=project)[0] == 0


@pytest.mark.parametrize("words", [["harbour", "-ferry"], ["-ferry", "harbour"]])
def test_a_word_that_looks_like_an_option_is_told_where_to_stand(project: Path, words: list[str]) -> None:
    code, out, said = run("search", *words, cwd=project)
    assert (code, out) == (2, "")
    assert "words to exclude after --" in said
    assert "newsarchive search harbour -- -ferry" in said
    assert "stands after" not in run("search", "harbour", "--ferry", cwd=project)[2]


def test_as_it_stood(project: Path) -> None:
    assert run("search", "经济", "--as-of", "2020-01-01", "--format", "csv", cwd=project)[1].count("\n") == 1
    later = run("search", "经济", "--as-of", "9000-01-01", "--format", "csv", cwd=project)
    assert (later[0], later[1].count("\n")) == (0, 3)
    assert "is not past yet" in later[2]
