"""The archive in the hands of other programs: Datasette, DuckDB, a notebook."""

from __future__ import annotations

import asyncio
import contextlib
import csv
import io
import json
import shlex
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from datasette.app import Datasette

from tests.cli.inside import run
from tests.documents.datasette_settings import FILE, plain_questions, written_settings
from tests.documents.markdown import DOCS, fences
from tests.documents.notebook import FILE as NOTEBOOK
from tests.documents.notebook import written_notebook
from tests.documents.test_answers import add_small_paper
from tests.newsroom_visits import Newsroom

pytestmark = pytest.mark.xdist_group("newsroom")
CELLS = list(fences((DOCS / "how-to" / "other-tools.md").read_text(encoding="utf-8")))


@pytest.fixture(scope="module")
def asked_archive(tmp_path_factory: pytest.TempPathFactory, newsroom_visits: Newsroom) -> Path:
    """The archive that the questions are asked of."""
    folder = tmp_path_factory.mktemp("datasette")
    shutil.copy(newsroom_visits.visits[1].archive, folder / "newsarchive.db")
    add_small_paper(f"sqlite:///{folder}/newsarchive.db", folder)
    return folder / "newsarchive.db"


def expected_rows(answer: str) -> list[list[str]]:
    """Return the rows of an answer as SQLite itself has them: it knows no booleans."""
    booleans = {"true": "1", "false": "0"}
    return [
        [booleans.get(value, value) for value in row] for row in list(csv.reader(io.StringIO(answer)))[1:]
    ]


def shown_rows_of(rows: list[Any]) -> list[list[str]]:
    return [["" if value is None else str(value).removesuffix(".000000") for value in row] for row in rows]


def test_the_settings_have_the_questions_as_they_stand() -> None:
    assert FILE.read_text(encoding="utf-8") == written_settings(), (
        "run: python -m tests.documents.datasette_settings"
    )
    assert len(plain_questions()) > 20


@pytest.mark.parametrize("name", plain_questions())
def test_the_file_alone_answers(asked_archive: Path, name: str) -> None:
    one = plain_questions()[name]
    with contextlib.closing(sqlite3.connect(f"file:{asked_archive}?mode=ro", uri=True)) as connection:
        rows = connection.execute(one.sql).fetchall()
    assert shown_rows_of(rows) == expected_rows(one.answer)


def test_datasette_shows_the_views_and_runs_the_questions(asked_archive: Path) -> None:
    site = Datasette([str(asked_archive)], metadata=json.loads(FILE.read_text(encoding="utf-8")))

    async def visited() -> None:
        front = await site.client.get("/newsarchive.json")
        told = front.json()
        assert "current_articles" in json.dumps(told["views"])
        assert all(table["hidden"] for table in told["tables"])
        for name, one in plain_questions().items():
            answer = await site.client.get(f"/newsarchive/{name}.json?_shape=arrays&_size=max")
            assert answer.status_code == 200, (name, answer.text)
            assert shown_rows_of(answer.json()["rows"]) == expected_rows(one.answer), name

    asyncio.run(visited())


def test_the_notebook_has_the_cells_of_the_page() -> None:
    """Those that the test below runs, and none that is typed before there is a notebook."""
    text = NOTEBOOK.read_text(encoding="utf-8")
    assert text == written_notebook(), "run: python -m tests.documents.notebook"
    cells = ["".join(one["source"]) for one in json.loads(text)["cells"] if one["cell_type"] == "code"]
    run_below = [one for one in CELLS if one.language in {"console", "python"}]
    assert len(cells) == len(run_below) > 4
    for cell, one in zip(cells, run_below, strict=True):
        assert cell.removeprefix("!") == one.text.strip().removeprefix("$ ")


def test_the_notebook_runs_and_prints_what_stands_there(
    tmp_path: Path, newsroom_visits: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(newsroom_visits.visits[1].archive, tmp_path / "archive.db")
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {}
    said = ""
    drawn = False
    for cell in CELLS:
        if cell.language == "console":
            program, *words = shlex.split(cell.text.removeprefix("$ "))
            assert program == "newsarchive"
            variables = {"NEWSARCHIVE_DATABASE_URL": "sqlite:///archive.db"}
            code, _, told = run(*words, cwd=tmp_path, variables=variables)
            assert code == 0, told
        elif cell.language == "python":
            drawn = drawn or "matplotlib" in cell.text
            printed = io.StringIO()
            with contextlib.redirect_stdout(printed):
                exec(compile(cell.text, "other-tools.md", "exec"), names)
            said = printed.getvalue()
        elif cell.language == "text":
            assert said == cell.text
    assert drawn
    picture = (tmp_path / "stories.svg").read_text(encoding="utf-8")
    assert picture.count("clip-path") >= 8, "a bar a day"
