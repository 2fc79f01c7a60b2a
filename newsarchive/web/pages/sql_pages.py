"""The page of SQL: the data dictionary, a box for a statement, its rows as table, chart and file."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import groupby
from typing import Annotated, Any, Literal, NamedTuple

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from newsarchive.errors import NewsarchiveError
from newsarchive.exports.row_text import Cell, as_text
from newsarchive.web.answers.archive_reader import ArchiveReader
from newsarchive.web.answers.bounded_calls import BoundedCalls
from newsarchive.web.answers.source_answers import dictionary_of
from newsarchive.web.answers.sql_answers import SqlRows, SqlTask, ask_sql
from newsarchive.web.api.parameters import DownloadParameters, QueryPageParameters
from newsarchive.web.api.problems import RETRY_AFTER, problem_of
from newsarchive.web.api.row_files import file_answer
from newsarchive.web.display.charts import bar_chart, heat_map, line_chart
from newsarchive.web.display.page_renderer import TemplatePages, page_address, page_tongue
from newsarchive.web.display.translations import PageTongue, phrase_in

# Rows and characters of a value that the page shows; the file has all.
_MOST_SHOWN, _LONGEST_SHOWN = 200, 300
# Bytes of all rows with their markup: the page has the data dictionary too, and 100,000 in all.
_LARGEST_TABLE, _OF_A_CELL = 35_000, 30
_MOST_BARS, _MOST_SIDE = 120, 40
# Characters of a text that needs a wide column; columns of an answer that asks for a chart.
_LONG, _MOST_CHARTED = 80, 4
ChartKind = Literal["bar", "line", "heat"]


class ExampleQuestion(NamedTuple):
    """A question of the documentation, ready to be asked."""

    words: str
    sql: str
    address: str


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A value as the page shows it."""

    text: str
    kind: Literal["null", "number", "text", "long"]


@cache
def _questions() -> list[dict[str, str]]:
    text = files("newsarchive.web").joinpath("questions.toml").read_text(encoding="utf-8")
    found: list[dict[str, str]] = tomllib.loads(text)["question"]
    return found


def example_questions(tongue: PageTongue) -> list[ExampleQuestion]:
    """Return the questions, with their names in the language."""
    return [
        ExampleQuestion(one[tongue], one["sql"].strip(), page_address("/sql", sql=one["sql"].strip()))
        for one in _questions()
    ]


def sql_router(reader: ArchiveReader, pages: TemplatePages, calls: BoundedCalls) -> APIRouter:
    """Return the routes of SQL."""
    router = APIRouter(include_in_schema=False)

    @router.get("/sql")
    def sql_page(request: Request, asked: Annotated[QueryPageParameters, Query()]) -> Response:
        with reader.reading() as reading:
            dictionary = dictionary_of(reading).columns
        found, problem = None, None
        if asked.sql.strip():
            task = SqlTask(
                url=reader.url, sql=asked.sql, timeout=reader.timeout, most=_MOST_SHOWN, as_of=asked.as_of
            )
            try:
                found = ask_sql(calls, task)
            except NewsarchiveError as error:
                problem = problem_of(error, "/sql")
        tongue = page_tongue(request)
        rows = [] if found is None else list(fitting_cells(found))
        response = pages.page(
            request,
            "sql.html",
            status=200 if problem is None else problem.status,
            asked=asked,
            problem=problem,
            found=found,
            rows=rows,
            more=found is not None and (found.cut or len(rows) < len(found.rows)),
            chart=None if found is None else rows_chart(found, asked.chart, tongue),
            views=[(name, list(lines)) for name, lines in groupby(dictionary, key=lambda line: line.view)],
            questions=example_questions(tongue),
            copy_address=lambda form: page_address(f"/sql.{form}", sql=asked.sql, as_of=asked.as_of),
            json_address=page_address("/api/v1/query", sql=asked.sql, as_of=asked.as_of),
            limits={"seconds": f"{reader.timeout:g}", "rows": _MOST_SHOWN},
        )
        if problem is not None and problem.status == 503:
            response.headers["Retry-After"] = RETRY_AFTER
        return response

    @router.get("/sql.{form}")
    def sql_copy(form: str, asked: Annotated[DownloadParameters, Query()]) -> Response:
        task = SqlTask(
            url=reader.url, sql=asked.sql, timeout=reader.timeout, most=asked.limit, as_of=asked.as_of
        )
        return file_answer(ask_sql(calls, task), form, "query")

    return router


def fitting_cells(found: SqlRows) -> Iterator[list[ShownCell]]:
    """Yield the rows that the page shows: the first at least, and no more than it can hold."""
    size = 0
    for number, row in enumerate(found.rows):
        cells = [shown_cell(value) for value in row]
        size += sum(len(cell.text.encode("utf-8", "replace")) + _OF_A_CELL for cell in cells)
        if number and size > _LARGEST_TABLE:
            return
        yield cells


def shown_cell(value: Cell) -> ShownCell:
    """Return the value as text, cut where it is long."""
    if value is None:
        return ShownCell("NULL", "null")
    text = as_text(value)
    kind: Literal["number", "text", "long"] = "long" if len(text) > _LONG else "text"
    if isinstance(value, int | float) and not isinstance(value, bool):
        kind = "number"
    return ShownCell(text if len(text) <= _LONGEST_SHOWN else text[:_LONGEST_SHOWN] + "…", kind)


def rows_chart(found: SqlRows, wanted: str, tongue: PageTongue) -> Any:
    """Return the chart that the columns' types suggest, or the one wanted if they allow it; None for none."""
    kind = suggested_chart(found) if wanted == "auto" else wanted
    number = _number_column(found)
    if kind == "none" or number is None or not found.rows:
        return None
    if kind == "heat":
        return _heat(found, number, tongue)
    rows = found.rows[:_MOST_BARS]
    labels = [_label(row, number) for row in rows]
    values = [_value(row[number]) for row in rows]
    draw = line_chart if kind == "line" else bar_chart
    name = found.columns[number]
    return draw(labels, values, title=phrase_in(tongue, "{name} by row", name=name), unit=name)


def suggested_chart(found: SqlRows) -> ChartKind | Literal["none"]:
    """Two labels and a number make a heat map, a day and a number a line, a label and a number bars."""
    number = _number_column(found)
    # What has many columns is a list: its first number says nothing of its first name.
    if number is None or not len(found.rows) >= 2 or len(found.columns) > _MOST_CHARTED:
        return "none"
    labels = [at for at in range(len(found.columns)) if at < number]
    if len(found.columns) == 3 and len(labels) == 2 and _heat_sides(found) is not None:
        return "heat"
    if len(labels) != 1 or len(found.rows) > _MOST_BARS:
        return "none"
    return "line" if all(_is_time(row[0]) for row in found.rows) else "bar"


def _is_time(value: Cell) -> bool:
    text = as_text(value)
    return len(text) >= 7 and text[:4].isdigit() and text[4] == "-" and text[5:7].isdigit()


def _number_column(found: SqlRows) -> int | None:
    """Return the first column behind a label that has numbers alone."""
    for at in range(1, len(found.columns)):
        values = [row[at] for row in found.rows if row[at] is not None]
        if values and all(isinstance(one, int | float) and not isinstance(one, bool) for one in values):
            return at
    return None


def _heat_sides(found: SqlRows) -> tuple[list[str], list[str]] | None:
    rows = list(dict.fromkeys(as_text(row[0]) for row in found.rows))
    columns = sorted(dict.fromkeys(as_text(row[1]) for row in found.rows))
    pairs = {(row[0], row[1]) for row in found.rows}
    fits = 2 <= len(rows) <= _MOST_SIDE and 2 <= len(columns) <= _MOST_SIDE
    return (rows, columns) if fits and len(pairs) == len(found.rows) else None


def _heat(found: SqlRows, number: int, tongue: PageTongue) -> Any:
    sides = _heat_sides(found) if number == 2 else None
    if sides is None:
        return None
    values = {(as_text(row[0]), as_text(row[1])): _value(row[2]) for row in found.rows}
    table = [[values.get((row, column), 0.0) for column in sides[1]] for row in sides[0]]
    name = found.columns[number]
    return heat_map(sides[0], sides[1], table, title=phrase_in(tongue, "{name} by row", name=name))


def _label(row: Sequence[Cell], number: int) -> str:
    return " ".join(as_text(value) for value in row[:number])[:60]


def _value(value: Cell) -> float:
    return float(value) if isinstance(value, int | float) and abs(value) < 1e300 else 0.0
