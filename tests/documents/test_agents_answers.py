"""An agent that knows only what the tools tell it answers the questions of docs/how-to."""

from __future__ import annotations

import csv
import shutil
from io import BytesIO, StringIO
from typing import Any

import pytest
from sqlglot import exp, parse_one

from newsarchive.exports.row_text import write_csv
from tests.documents.agents_recipes import RECIPES, Recipe
from tests.documents.questions import Question, questions
from tests.documents.test_answers import add_small_paper
from tests.newsroom_visits import Newsroom
from tests.web.asking_agents import Agent, agent_of

pytestmark = pytest.mark.xdist_group("newsroom")
QUESTIONS = questions()
LONGEST = 20_000


@pytest.fixture(scope="module")
def agent(tmp_path_factory: pytest.TempPathFactory, newsroom_visits: Newsroom) -> Agent:
    """An agent that asks the archive of which the documents tell."""
    folder = tmp_path_factory.mktemp("agents")
    shutil.copy(newsroom_visits.visits[1].archive, folder / "archive.db")
    return agent_of(add_small_paper(f"sqlite:///{folder}/archive.db", folder))


class Reader:
    """What the dictionary says, and SQL made of nothing else."""

    def __init__(self, agent: Agent) -> None:
        self._agent = agent
        listed = agent.call("dictionary")
        self.advice: str = listed["about"]
        self.views: dict[str, str] = {view["view"]: view["one_row_is"] for view in listed["result"]}
        self._columns: dict[str, dict[str, str]] = {}

    def columns(self, view: str) -> dict[str, str]:
        """Return the columns of a view and what they mean."""
        if view not in self._columns:
            (told,) = self._agent.call("dictionary", view=view)["result"]
            self._columns[view] = {one["column"]: one["explanation"] for one in told["columns"]}
        return self._columns[view]

    def view(self, *words: str) -> str:
        """Return the one view whose explanation has all the words."""
        (found,) = [name for name, meaning in self.views.items() if all(word in meaning for word in words)]
        return found

    def column(self, view: str, *words: str) -> str:
        """Return the first column of the view that is explained by all the words."""
        return next(
            name for name, meaning in self.columns(view).items() if all(word in meaning for word in words)
        )

    def explained(self, view: str, words: str) -> tuple[str, str]:
        """Return the first column of the view that is explained by the words, and the explanation."""
        name = self.column(view, words)
        return name, self.columns(view)[name]

    def rows(self, sql: str) -> tuple[list[str], list[list[Any]]]:
        """Return all rows, asked for part by part."""
        rows: list[list[Any]] = []
        more: dict[str, Any] | None = {}
        while more is not None:
            answer = self._agent.call("query", sql=sql, value_characters=LONGEST, limit=5, **more)
            rows += answer["result"]["rows"]
            more = answer["go_on"]
        return answer["result"]["columns"], rows


@pytest.fixture(scope="module")
def reader(agent: Agent) -> Reader:
    return Reader(agent)


def as_csv(columns: list[str], rows: list[list[Any]]) -> str:
    stream = BytesIO()
    write_csv(stream, columns, rows)
    return stream.getvalue().decode()


def answer_of(words: str) -> list[list[str]]:
    """Return the rows of the answer to the question that begins so."""
    (one,) = [question for question in QUESTIONS if question.words.startswith(words)]
    return list(csv.reader(StringIO(one.answer)))[1:]


@pytest.mark.parametrize("one", QUESTIONS, ids=lambda one: one.words)
def test_the_tools_answer_with_names_that_the_dictionary_has(reader: Reader, one: Question) -> None:
    statement = parse_one(one.sql, dialect="sqlite")
    made = {table.alias for table in statement.find_all(exp.CTE)}
    made |= {alias.alias for alias in statement.find_all(exp.Alias)}
    views = {table.name for table in statement.find_all(exp.Table)} & reader.views.keys()
    named = {column.name for column in statement.find_all(exp.Column)} - made
    explained = {name for view in views for name in reader.columns(view)}
    assert views
    assert {name for name in named - explained if name not in reader.advice} == set()
    assert as_csv(*reader.rows(one.sql)) == one.answer


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda recipe: recipe.question)
def test_it_finds_every_name_by_what_the_dictionary_says(reader: Reader, recipe: Recipe) -> None:
    """No name of a view, a column or a stored word comes from anywhere but the tools."""
    (one,) = [question for question in QUESTIONS if question.words == recipe.question]
    columns, rows = reader.rows(recipe.statement(reader.view, reader.explained))
    told = list(csv.reader(StringIO(as_csv(columns, rows))))
    assert told[1:] == list(csv.reader(StringIO(one.answer)))[1:]


def test_every_question_has_a_recipe() -> None:
    assert [recipe.question for recipe in RECIPES] == [question.words for question in QUESTIONS]


def test_tools_without_sql_tell_the_same(agent: Agent) -> None:
    gaps = agent.call("gaps", source="bay")["result"]
    assert [[str(value) for value in gap.values()] for gap in gaps] == answer_of(
        "On which days is something missing"
    )
    states = {one["source"]: one["state"] for one in agent.call("sources")["result"]}
    assert [[name, states[name]] for name in ("bay", "newsroom")] == [
        [name, state] for name, _, state in answer_of("Is each source well?")
    ]
    edited = answer_of("Which articles were edited after publication")
    for url, revision, *_, added, removed in edited:
        past = agent.call("history", url=url)["result"]["revisions"]
        (one,) = [each for each in past if each["revision"] == int(revision)]
        assert (str(one["chars_added"]), str(one["chars_removed"])) == (added, removed)
        assert one["text_changes"] or one["title_changes"]
    for source, url, _, moment in answer_of("Which articles has their publisher taken away?"):
        past = agent.call("history", url=url)["result"]
        assert (past["source"], past["withdrawn_at"]) == (source, moment)
    for url, status, what, _ in answer_of("Why is a page not in the archive?"):
        told = agent.call("why", url=url)["result"]["events"]
        assert {"refused", "gone", "failed", "skipped"} & {one["what"] for one in told}, (what, told)
        assert not status or int(status) in {one["status"] for one in told}
