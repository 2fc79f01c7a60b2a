"""Shows what the demonstration's crawl did: one table of outcomes with reasons, then the three questions."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from rich.cells import cell_len

from newsarchive.cli.children import own_command
from newsarchive.cli.demo_queries import Question, outcomes_of, questions_about
from newsarchive.errors import NewsarchiveError
from newsarchive.logs.speaking import echo

Row = Mapping[str, Any]
HEADINGS = ("", "what", "pages", "count", "which, or for example")
NAMES = {
    "new": "new article",
    "changed": "new revision",
    "unchanged": "same text as before",
    "not_modified": "304, not modified",
}


def print_report(source: str) -> None:
    """Print the table and the questions with their answers."""
    rows = [json.loads(line) for line in answer_of(outcomes_of(source), "jsonl").splitlines()]
    echo(outcome_table(rows))
    for question in questions_about(source):
        print_question(question)


def outcome_table(rows: Sequence[Row]) -> str:
    """The outcomes as an aligned table; a part nothing fell into says so."""
    cells = [HEADINGS]
    for part, (label, cells_of) in PARTS.items():
        found = [cells_of(row) for row in rows if row["part"] == part] or [("none", "0", "", "")]
        cells += [(label if n == 0 else "", *row) for n, row in enumerate(found)]
    return aligned(cells)


def stored_cells(row: Row) -> tuple[str, str, str, str]:
    """How many pages were new, changed, the same."""
    return NAMES[row["name"]], str(row["pages"]), "", ""


def repaired_cells(row: Row) -> tuple[str, str, str, str]:
    """How often one kind of damage was undone."""
    return row["name"], str(row["pages"]), str(row["number"]), row["example"]


def removed_cells(row: Row) -> tuple[str, str, str, str]:
    """How many blocks of one kind were cut out of one place."""
    return f"{row['name']}, {row['reason']}", str(row["pages"]), str(row["number"]), row["example"]


def refused_cells(row: Row) -> tuple[str, str, str, str]:
    """One page that was not stored, or stands elsewhere, and why."""
    return ": ".join(filter(None, (row["name"], row["reason"]))), "1", "", row["example"]


def failed_cells(row: Row) -> tuple[str, str, str, str]:
    """One address that gave no page."""
    status = f" ({row['number']})" if row["number"] else ""
    return ": ".join(filter(None, (row["name"], row["reason"]))) + status, "1", "", row["example"]


PARTS: Mapping[int, tuple[str, Callable[[Row], tuple[str, str, str, str]]]] = {
    1: ("stored", stored_cells),
    2: ("repaired", repaired_cells),
    3: ("removed", removed_cells),
    4: ("refused", refused_cells),
    5: ("no page", failed_cells),
    6: ("moved", refused_cells),
}


def aligned(rows: Sequence[Sequence[str]]) -> str:
    """Columns as wide as their widest cell looks (a Chinese character takes two), numbers to the right."""
    widths = [max(map(cell_len, column)) for column in zip(*rows, strict=True)]
    lines = ["  ".join(map(fitted, row, widths)).rstrip() for row in rows]
    lines.insert(1, "  ".join("-" * width for width in widths))
    return "\n".join(lines)


def fitted(text: str, width: int) -> str:
    """The cell in exactly that width."""
    blanks = " " * (width - cell_len(text))
    return blanks + text if text.isdecimal() else text + blanks


def print_question(question: Question) -> None:
    """Print the question, its SQL and the answer, as `newsarchive query` gives it."""
    echo(f"\n{question.words}:\n")
    echo("\n".join(f"    {line}" for line in question.sql.splitlines()) + "\n")
    echo(answer_of(question.sql, "table").rstrip("\n"))


def answer_of(sql: str, form: str) -> str:
    """What `newsarchive query` prints; NewsarchiveError when it cannot answer (it said why on stderr)."""
    done = subprocess.run(  # noqa: S603 - our own command
        own_command("query", sql, "--format", form), stdout=subprocess.PIPE, check=False, encoding="utf-8"
    )
    if done.returncode:
        raise NewsarchiveError("A question of the demonstration got no answer; see above.")
    return done.stdout
