"""The questions of docs/how-to: SQL, and the answer below it.

`python -m tests.documents.questions URL` writes the answers of a filled archive into the pages; what it
changes must be looked at before it is committed.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise
from pathlib import Path

from newsarchive.cli.output import WRITERS
from newsarchive.storage.queries.run_query import run_query
from tests.documents.markdown import DOCS, fences

PAGES = sorted((DOCS / "how-to").glob("*.md"))


@dataclass(frozen=True, slots=True)
class Question:
    """A question of a page: its heading, its SQL, and its answer as csv."""

    page: Path
    words: str
    sql: str
    answer: str


def questions() -> list[Question]:
    """Return the questions, page by page: a fence of SQL that one of csv follows."""
    return [
        Question(page, sql.heading, sql.text.strip(), answer.text)
        for page in PAGES
        for sql, answer in pairwise(fences(page.read_text(encoding="utf-8")))
        if sql.language == "sql" and answer.language == "csv"
    ]


def answer(url: str, sql: str) -> str:
    """Return what the archive answers, as `newsarchive query --format csv` prints it."""
    stream = BytesIO()
    with run_query(url, sql, timeout=60) as result:
        WRITERS["csv"](stream, result.columns, result.rows)
    return stream.getvalue().decode()


def main() -> None:
    """Write the answers of the archive into the pages."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("url", help="a filled archive")
    given = parser.parse_args()
    for one in questions():
        asked = f"```sql\n{one.sql}\n```\n\n```csv\n"
        text = one.page.read_text(encoding="utf-8")
        made = text.replace(f"{asked}{one.answer}```", f"{asked}{answer(given.url, one.sql)}```")
        one.page.write_text(made, encoding="utf-8")


if __name__ == "__main__":
    main()
