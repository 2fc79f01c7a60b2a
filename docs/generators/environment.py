"""The environment variables, as newsarchive.environment describes them."""

from __future__ import annotations

from docs.generators.markdown import table
from newsarchive.environment import LIBRARY_VARIABLES, VARIABLES


def pages() -> dict[str, str]:
    """Return the page by its path below docs/."""
    ours = ((f"`{one.name}`", one.meaning, one.default) for one in VARIABLES)
    of_libraries = ((f"`{name}`", meaning) for name, meaning in LIBRARY_VARIABLES.items())
    return {
        "reference/environment.md": (
            "# Environment variables\n\n"
            "An empty variable counts as not set. A value that cannot be used is an error of configuration "
            "(exit code 2) that says what is allowed.\n\n"
            + table(("variable", "meaning", "default"), ours)
            + "\n## Read by what newsarchive uses\n\n"
            + table(("variable", "meaning"), of_libraries)
        )
    }
