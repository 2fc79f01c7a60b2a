"""ANALYSING.md in parts, and what in it is made: the dictionary, and (after a look at them) the answers.

`make docs` renews the dictionary. `python -m tests.views.analysing --answers URL` also writes the answers of
a filled archive; what it changes must be looked at before it is committed.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import groupby
from pathlib import Path

from newsarchive.cli.formats import FORMATS
from newsarchive.storage.describing import Description, descriptions
from newsarchive.storage.querying import run_query
from newsarchive.storage.schema import VIEWS

FILE = Path(__file__).resolve().parents[2] / "ANALYSING.md"
HEADING = re.compile(r"^### (\d+)\. (.+)$")
DICTIONARY = re.compile(r"(<!-- dictionary: .*? -->\n).*(<!-- /dictionary -->)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Question:
    """A question of ANALYSING.md: its SQL, and its answer as csv."""

    number: int
    words: str
    sql: str
    answer: str


def questions() -> list[Question]:
    """Return the questions in order."""
    found: list[Question] = []
    number, words, sql = 0, "", ""
    for line, fence, block in _parts(FILE.read_text(encoding="utf-8")):
        heading = HEADING.match(line)
        if heading:
            number, words = int(heading[1]), heading[2]
        elif fence == "sql":
            sql = block.strip()
        elif fence == "csv":
            found.append(Question(number, words, sql, block))
    return found


def _parts(text: str) -> Iterator[tuple[str, str, str]]:
    """Yield the lines outside of fences, and each fence with its language and content."""
    fence, block = "", ""
    for line in text.splitlines(keepends=True):
        if not fence and line.startswith("```"):
            fence, block = line.strip("`\n"), ""
        elif fence and line == "```\n":
            yield "", fence, block
            fence = ""
        elif fence:
            block += line
        else:
            yield line.rstrip("\n"), "", ""


def answer(url: str, sql: str) -> str:
    """Return what the archive answers, as `newsarchive query --format csv` prints it."""
    stream = BytesIO()
    with run_query(url, sql, timeout=60) as result:
        FORMATS["csv"](stream, result.columns, result.rows)
    return stream.getvalue().decode()


def dictionary() -> str:
    """Return the dictionary part of the file."""
    by_view = {view: list(rows) for view, rows in groupby(descriptions(), key=lambda one: one.view)}
    return "\n".join(_table(by_view[view]) for view in VIEWS)


def with_dictionary(text: str) -> str:
    """Return the file's text with the dictionary as it is now."""
    return DICTIONARY.sub(lambda old: f"{old[1]}\n{dictionary()}\n{old[2]}", text)


def _table(rows: list[Description]) -> str:
    whole, *columns = rows
    lines = [f"### `{whole.view}`", "", f"{_sentence(whole.explanation)}", "", *_header()]
    lines += [f"| `{one.column}` | {one.type} | {one.explanation.replace('|', '/')} |" for one in columns]
    return "\n".join([*lines, ""])


def _header() -> Iterator[str]:
    yield "| column | type | explanation |"
    yield "| --- | --- | --- |"


def _sentence(words: str) -> str:
    return words[0].upper() + words[1:].removesuffix(".") + "."


def _with_answers(text: str, url: str) -> str:
    for one in questions():
        asked = f"```sql\n{one.sql}\n```\n\n```csv\n"
        made = answer(url, one.sql)
        text = text.replace(f"{asked}{one.answer}```", f"{asked}{made}```")
    return text


def main() -> None:
    """Renew the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--answers", metavar="URL", help="a filled archive: write its answers too")
    given = parser.parse_args()
    text = with_dictionary(FILE.read_text(encoding="utf-8"))
    FILE.write_text(_with_answers(text, given.answers) if given.answers else text, encoding="utf-8")


if __name__ == "__main__":
    main()
