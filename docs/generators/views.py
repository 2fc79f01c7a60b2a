"""A page for each view, from the data dictionary beside the views' SQL."""

from __future__ import annotations

from itertools import groupby

from docs.generators.markdown import cell, sentence, table
from newsarchive.storage.migrating.views import Description, descriptions
from newsarchive.storage.schema import VIEWS

FOLDER = "reference/views"


def pages() -> dict[str, str]:
    """Return the pages by path below docs/."""
    by_view = {view: list(rows) for view, rows in groupby(descriptions(), key=lambda one: one.view)}
    made = {f"{FOLDER}/{view}.md": _page(by_view[view]) for view in VIEWS}
    rows = [(f"[`{view}`]({view}.md)", sentence(cell(by_view[view][0].explanation))) for view in VIEWS]
    listed = "\n".join(VIEWS)
    made[f"{FOLDER}/index.md"] = (
        "# Views\n\n"
        "Analysts read these views, never the tables. Names, columns and values are the same on SQLite and "
        "PostgreSQL; a change to one is a migration and a line in CHANGELOG.md. In the database: `SELECT * "
        "FROM data_dictionary`, and on PostgreSQL also as comments (`\\d+ current_articles`).\n\n"
        "Times are UTC, `timestamp without time zone` on PostgreSQL and text `YYYY-MM-DD HH:MM:SS` "
        "on SQLite, "
        "so that literals compare alike. For what to know before counting see "
        "[Query the archive](../../how-to/query-the-archive.md).\n\n"
        + table(("view", "one row is"), rows)
        + f"\n```{{toctree}}\n:hidden:\n\n{listed}\n```\n"
    )
    return made


def _page(rows: list[Description]) -> str:
    whole, *columns = rows
    return f"# {whole.view}\n\n{sentence(whole.explanation)}\n\n" + table(
        ("column", "type", "explanation"), ((f"`{one.column}`", one.type, one.explanation) for one in columns)
    )
