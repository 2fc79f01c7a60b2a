"""A source's own code and its dated rules: which hold for a page, and that no error of theirs is silent."""

from __future__ import annotations

import pickle
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from newsarchive.errors import SourceError
from newsarchive.hints import PageToParse, ParsedFacts
from newsarchive.items import CleanArticle, FetchedPage
from newsarchive.reprocess.reader_version import reader_name
from newsarchive.sources import Source, load_source
from newsarchive.stages import run_stages
from tests.mockserver.articles import article

DECLARED = 'title = "Harbour"\n[[feeds]]\nurl = "https://harbour.example/feed"\n'
CODE = """
from datetime import date
from newsarchive.hints import ParsedFacts
from newsarchive.sources.source_code import SourceCode


class Today(SourceCode):
    def parse(self, page):
        return ParsedFacts(title="Of today", authors=("Mara Vell",), date="2026-11-02T09:30:00+01:00")


class BeforeTheRedesign(SourceCode):
    until = date(2024, 8, 12)

    def parse(self, page):
        return ParsedFacts(title="Before the redesign", body=("One paragraph of it. " * 20,))
"""
DATED = """
[[extraction]]
until = 2024-08-12
title = "p:nth-of-type(1)"

[[extraction]]
until = 2025-01-01
title = "p:nth-of-type(2)"

[[extraction]]
title = "p:nth-of-type(3)"
"""


def source_of(folder: Path, code: str | None = None, more: str = "") -> Source:
    declaration = folder / "harbour.toml"
    declaration.write_text(DECLARED + more)
    if code is not None:
        (folder / "harbour.py").write_text(code)
    return load_source(declaration)


def read(source: Source, day: date | None) -> CleanArticle:
    at = datetime(day.year, day.month, day.day, 23, 59, tzinfo=UTC) if day else None
    page = FetchedPage(
        url="https://harbour.example/a/1", body=article(1).encode(), content_type="text/html", fetched_at=at
    )
    return run_stages(page, pickle.loads(pickle.dumps(source.hints())))


def test_a_page_is_read_by_the_class_of_its_day(tmp_path: Path) -> None:
    source = source_of(tmp_path, CODE)
    now = read(source, date(2026, 11, 3))
    assert (now.title, now.facts.authors) == ("Of today", ("Mara Vell",))
    assert now.facts.published_at == "2026-11-02T09:30:00+01:00"
    before = read(source, date(2024, 8, 12))
    assert before.title == "Before the redesign"
    assert before.text is not None
    assert before.text.startswith("One paragraph of it.")
    assert read(source, date(2024, 8, 13)).title == "Of today"
    assert read(source, None).title == "Of today"


def test_a_page_is_read_by_the_selectors_of_its_day(tmp_path: Path) -> None:
    source = source_of(tmp_path, more=DATED)
    days = (date(2020, 1, 1), date(2024, 8, 12), date(2024, 8, 13), date(2025, 1, 1), date(2025, 1, 2), None)
    titles = [read(source, day).title for day in days]
    first, second, third = titles[0], titles[2], titles[4]
    assert len({first, second, third}) == 3
    assert titles == [first, first, second, second, third, third]


@pytest.mark.parametrize(
    ("body", "missed"),
    [
        ("raise KeyError('no such field')", "code (KeyError)"),
        ("return {'title': 'x'}", "code (TypeError)"),
        ("return ParsedFacts(title=3)", "code (TypeError)"),
        ("return ParsedFacts(date='some day')", "code (date)"),
    ],
)
def test_an_error_is_counted_and_the_page_read_without_it(tmp_path: Path, body: str, missed: str) -> None:
    general = read(source_of(tmp_path), None)
    code = (
        CODE.partition("class Today")[0]
        + f"class Today(SourceCode):\n    def parse(self, page):\n        {body}\n"
    )
    found = read(source_of(tmp_path, code), None)
    assert found.facts.missed_selectors == (missed,)
    assert (found.title, found.text, found.verdict) == (general.title, general.text, "article")


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("import nowhere_at_all", "harbour.py: cannot be imported: ModuleNotFoundError"),
        ("class Half(", "harbour.py: cannot be imported: SyntaxError"),
        ("x = 1", "harbour.py: has no class of newsarchive.sources.source_code.SourceCode"),
        (CODE.replace("    until = date(2024, 8, 12)\n", ""), "two classes have the same `until`"),
    ],
)
def test_wrong_code_is_a_mistake_of_the_source(tmp_path: Path, code: str, said: str) -> None:
    with pytest.raises(SourceError) as caught:
        source_of(tmp_path, code)
    assert said in caught.value.message


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        ("[[extraction]]\nbody = 'p >'\n", "extraction[1].body = 'p >': allowed: a CSS selector"),
        ("[[extraction]]\nuntil = 'may'\n", "extraction[1].until = 'may': allowed: "),
        (
            "[[extraction]]\nsince = 2024-01-01\n",
            "extraction[1].since is an unknown field; allowed here: body",
        ),
        ("[[extraction]]\n[[extraction]]\n", "extraction: two have the same until"),
        ("[extraction]\nuntil = 2024-01-01\n", "extraction.until is an unknown field; allowed here: body"),
    ],
)
def test_a_mistake_in_dated_rules_is_named(tmp_path: Path, rules: str, said: str) -> None:
    with pytest.raises(SourceError) as caught:
        source_of(tmp_path, more=rules)
    assert said in caught.value.message


def test_other_code_makes_another_reader_and_another_choice_of_links(tmp_path: Path) -> None:
    plain, coded = source_of(tmp_path), source_of(tmp_path, CODE)
    other = source_of(tmp_path, CODE.replace("Of today", "Of now"))
    sources = (plain, coded, other, source_of(tmp_path, CODE, DATED))
    assert len({reader_name(source.hints()) for source in sources}) == len(sources)
    assert len({source.list_key() for source in sources}) == len(sources)


def test_facts_are_none_where_the_code_has_no_say(tmp_path: Path) -> None:
    source = source_of(tmp_path, CODE)
    assert source.code is not None
    silent = source.code.text.replace(
        'return ParsedFacts(title="Of today"', 'return None and ParsedFacts(title="x"'
    )
    found = source_of(tmp_path, silent).code
    assert found is not None
    assert found.parse(PageToParse(url="https://harbour.example/", html="<p>x</p>")) is None
    old = PageToParse(url="x", html="", fetched_at=datetime(2020, 1, 1, tzinfo=UTC))
    assert isinstance(found.parse(old), ParsedFacts)
