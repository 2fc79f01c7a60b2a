"""The exit codes, with the errors that lead to each."""

from __future__ import annotations

import inspect

from docs.generators.markdown import table
from newsarchive import errors

MEANING = {
    0: "Good. Also when nothing was found, pages were refused, or `--limit` was reached.",
    1: "A bug: the traceback is on stderr (with `NEWSARCHIVE_LOG=json` in `exception`). Please report it."
    " A crawl goes on after a bug that keeps one page from being stored, and ends with 1.",
    2: "Usage or configuration: arguments, a source declaration, a URL, SQL (an attempted write "
    "too), an "
    "unknown project, missing input.",
    3: "Ended early, or missed what is expected: SIGTERM or Ctrl-C, a timeout, a truncated result, missed "
    "expectations, a source that another crawl holds (0 with `crawl --due`).",
    4: "The archive or its workers cannot be used: it cannot be opened or created, is locked beyond "
    "the wait, "
    "its schema is not at head, or `db check` and `db verify` found something.",
}


def pages() -> dict[str, str]:
    """Return the page by its path below docs/."""
    kinds = [
        one
        for _, one in inspect.getmembers(errors, inspect.isclass)
        if issubclass(one, errors.NewsarchiveError)
    ]
    lines = [
        "# Exit codes\n",
        (
            "The same for every command. A mistake of the operator prints what is wrong, where, what is "
            "allowed and what to do, never a traceback.\n"
        ),
        table(("code", "meaning"), ((str(code), said) for code, said in MEANING.items())),
        (
            "`crawl --all`, `crawl --due` and `crawl A B` end with the gravest code of their crawls. "
            "From gravest: 1, 4, 3, 2, 0.\n"
        ),
        "## Errors by exit code\n",
        table(
            ("error", "code", "when"),
            sorted(
                (
                    (f"`{one.__name__}`", str(one.exit_code), (inspect.getdoc(one) or "").partition("\n")[0])
                    for one in kinds
                ),
                key=lambda row: (row[1], row[0]),
            ),
        ),
    ]
    return {"reference/exit-codes.md": "\n".join(lines)}
