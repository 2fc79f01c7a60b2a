"""The functions that a query may call, by database."""

from __future__ import annotations

from collections.abc import Iterable

from docs.generators.markdown import table
from newsarchive.storage.queries import allowed_functions

GROUPS = {
    "aggregates and window functions": allowed_functions.AGGREGATE_FUNCTIONS,
    "numbers": allowed_functions.NUMBER_FUNCTIONS,
    "texts and regular expressions": allowed_functions.TEXT_FUNCTIONS,
    "dates and times": allowed_functions.TIME_FUNCTIONS,
    "JSON, arrays, ranges": allowed_functions.LIST_FUNCTIONS,
    "words": allowed_functions.SEARCH_FUNCTIONS,
    "SQL's own": allowed_functions.FUNCTION_SYNTAX,
    "names of types": allowed_functions.NAMED_TYPES,
}


def pages() -> dict[str, str]:
    """Return the page by its path below docs/."""
    told = {name for group in GROUPS.values() for name in group.split()}
    if told != allowed_functions.POSTGRESQL_FUNCTIONS:
        raise ValueError(
            "docs/generators/functions.py lacks a group of newsarchive.storage.queries.allowed_functions"
        )
    lines = [
        "# Functions of queries\n",
        (
            "A query may call these functions and no others "
            "([why](../how-to/query-the-archive.md#functions)). "
            "A message names the one that is not allowed. "
            "Of these a database has what its version and its build have; the others it does not know "
            "(`no such function`): on SQLite `median` and `percentile`… are built in since 3.51 and need "
            "an option of the build, `unistr` came with 3.50.\n"
        ),
        "## PostgreSQL\n",
        table(("group", "functions"), ((group, _names(names.split())) for group, names in GROUPS.items())),
        "## SQLite\n",
        f"{_names(allowed_functions.SQLITE_FUNCTIONS)}\n",
    ]
    return {"reference/functions.md": "\n".join(lines)}


def _names(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in sorted(names))
