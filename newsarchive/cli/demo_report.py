"""The demonstration's report: a table of what the crawl did, then three questions with their answers."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from newsarchive.cli.subprocesses import own_command
from newsarchive.cli.tables import print_table
from newsarchive.errors import NewsarchiveError
from newsarchive.logs.console import echo

# The SQL of the demonstration: the outcomes of the last crawl, and three questions of an analyst.

# Responses for feeds, sitemaps and sections are not pages: only URLs of articles count as stored.
_OUTCOMES = """
WITH latest AS (
    SELECT c.id FROM crawls AS c JOIN sources AS s ON s.id = c.source_id
    WHERE s.name = {source} AND c.kind = 'crawl' ORDER BY c.started_at DESC, c.id DESC LIMIT 1
), answers AS (
    SELECT f.id, f.url, f.final_url, f.outcome, f.verdict, f.reason, f.status, u.kind
    FROM fetches AS f JOIN urls AS u ON u.id = f.url_id WHERE f.crawl_id IN (SELECT id FROM latest)
)
SELECT 1 AS part, outcome AS name, NULL AS reason, count(*) AS pages, NULL AS number, NULL AS example
FROM answers WHERE kind = 'article' AND outcome IN ('new', 'changed', 'unchanged', 'not_modified')
GROUP BY outcome
UNION ALL
SELECT 2, r.kind, NULL, count(DISTINCT a.id), CAST(sum(r.count) AS bigint), min(a.url)
FROM answers AS a JOIN repairs AS r ON r.fetch_id = a.id GROUP BY r.kind
UNION ALL
SELECT 3, b.kind, b.place, count(DISTINCT a.id), count(*), min(a.url)
FROM answers AS a JOIN removed_blocks AS b ON b.fetch_id = a.id GROUP BY b.kind, b.place
UNION ALL
SELECT 4, coalesce(verdict, outcome), reason, 1, NULL, url
FROM answers WHERE outcome IN ('refused', 'skipped')
UNION ALL
SELECT 5, outcome, reason, 1, status, url FROM answers WHERE outcome IN ('failed', 'gone')
UNION ALL
SELECT 6, 'redirected', NULL, 1, NULL, url || ' -> ' || final_url
FROM answers WHERE final_url <> url
ORDER BY 1, 2, 3, 6
"""

_LATEST = """
SELECT title, language, charset, published_at
FROM current_articles
WHERE source = {source}
ORDER BY published_at DESC NULLS LAST, url
LIMIT 5
"""

_SPAM = """
SELECT kind, place, count(*) AS blocks, count(DISTINCT url) AS pages
FROM removed_text
WHERE source = {source} AND kind <> 'furniture'
GROUP BY kind, place
ORDER BY kind, place
"""

_HISTORY = """
SELECT revision, recorded_at, title
FROM article_history
WHERE source = {source} AND url IN (SELECT url FROM article_history WHERE revision > 1)
ORDER BY url, revision
LIMIT 10
"""

_EDITED_PAGE = """
SELECT revision, recorded_at, modified_at, title
FROM article_history
WHERE url = 'http://news.example/2025/1103/ferry.html'
ORDER BY revision
"""


@dataclass(frozen=True, slots=True)
class Question:
    """A question in words and in SQL."""

    words: str
    sql: str


def outcomes_of(source: str) -> str:
    """Return the SQL that counts the outcomes of the source's last crawl."""
    return _OUTCOMES.format(source=sql_string(source))


def questions_about(source: str) -> list[Question]:
    """Return three questions; for the newsroom the third is about the page that it edits."""
    name = sql_string(source)
    edited = _EDITED_PAGE if source == "newsroom" else _HISTORY
    return [
        Question("The latest articles", _LATEST.format(source=name).strip()),
        Question("What spam was cut out, by kind and place", _SPAM.format(source=name).strip()),
        Question("How edited pages changed from revision to revision", edited.format(source=name).strip()),
    ]


def sql_string(text: str) -> str:
    """Return the text as an SQL string."""
    return "'" + text.replace("'", "''") + "'"


ReportRow = Mapping[str, Any]
_Cells = tuple[str, int, int | None, str]
_HEADINGS = ("", "what", "pages", "count", "which, or for example")
_NAMES = {
    "new": "new article",
    "changed": "new revision",
    "unchanged": "same text as before",
    "not_modified": "304: a page as it was",
}


def print_report(source: str) -> None:
    """Print the table and the questions with their answers."""
    rows = [json.loads(line) for line in answer_of(outcomes_of(source), "jsonl").splitlines()]
    print_table(outcome_rows(rows), _HEADINGS)
    for question in questions_about(source):
        print_question(question)


def outcome_rows(rows: Sequence[ReportRow]) -> Iterator[tuple[str | int | None, ...]]:
    """Yield the rows of the table; an empty part has a row that says so."""
    for part, (label, cells_of) in _PARTS.items():
        found = [cells_of(row) for row in rows if row["part"] == part] or [("none", 0, None, "")]
        yield from ((label if n == 0 else "", *cells) for n, cells in enumerate(found))


def stored_cells(row: ReportRow) -> _Cells:
    """Return the cells for pages that are new, changed or unchanged."""
    return _NAMES[row["name"]], row["pages"], None, ""


def repaired_cells(row: ReportRow) -> _Cells:
    """Return the cells for one kind of repair."""
    return row["name"], row["pages"], row["number"], row["example"]


def removed_cells(row: ReportRow) -> _Cells:
    """Return the cells for removed blocks of one kind and place."""
    return f"{row['name']}, {row['reason']}", row["pages"], row["number"], row["example"]


def refused_cells(row: ReportRow) -> _Cells:
    """Return the cells for a refused or redirected page, with the reason."""
    return ": ".join(filter(None, (row["name"], row["reason"]))), 1, None, row["example"]


def failed_cells(row: ReportRow) -> _Cells:
    """Return the cells for a URL without a page."""
    status = f" ({row['number']})" if row["number"] else ""
    return ": ".join(filter(None, (row["name"], row["reason"]))) + status, 1, None, row["example"]


_PARTS: Mapping[int, tuple[str, Callable[[ReportRow], _Cells]]] = {
    1: ("stored", stored_cells),
    2: ("repaired", repaired_cells),
    3: ("removed", removed_cells),
    4: ("refused", refused_cells),
    5: ("no page", failed_cells),
    6: ("moved", refused_cells),
}


def print_question(question: Question) -> None:
    """Print the question, its SQL and the answer, as `newsarchive query` gives it."""
    echo(f"\n{question.words}:\n")
    echo("\n".join(f"    {line}" for line in question.sql.splitlines()) + "\n")
    echo(answer_of(question.sql, "table").rstrip("\n"))


def answer_of(sql: str, form: str) -> str:
    """Return what `newsarchive query` prints.

    Raises NewsarchiveError if it fails (the reason is on stderr).
    """
    done = subprocess.run(  # noqa: S603 - our own command
        own_command("query", sql, "--format", form), stdout=subprocess.PIPE, check=False, encoding="utf-8"
    )
    if done.returncode:
        raise NewsarchiveError("A query of the demonstration failed; see its message above.")
    return done.stdout
