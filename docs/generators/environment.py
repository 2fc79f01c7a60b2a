"""The environment variables: which the code reads is found in the code, what they mean is said here."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from docs.generators.markdown import table

ROOT = Path(__file__).resolve().parents[2]
# Name: meaning, default.
VARIABLES = {
    "NEWSARCHIVE_DATABASE_URL": (
        (
            "The archive: `sqlite:///PATH` or `postgresql://USER@HOST/DATABASE`. A relative path counts "
            "from the "
            "project's folder."
        ),
        "`sqlite:///var/newsarchive.db`",
    ),
    "NEWSARCHIVE_SOURCES": ("Folder of the source declarations.", "`settings/sources`"),
    "NEWSARCHIVE_CONTACT": (
        (
            "An address or URL in the user agent, so that sites can reach you: up to 200 ASCII "
            "characters on one "
            "line."
        ),
        "none",
    ),
    "NEWSARCHIVE_CHROMIUM": (
        "The browser for pages that only scripts fill.",
        "the one on `PATH`, else Playwright's",
    ),
    "NEWSARCHIVE_WORKERS": (
        (
            "Number of extraction processes, 0 to 256. 0 reads pages in the process itself, without "
            "limits of time "
            "and memory."
        ),
        "one for each processor",
    ),
    "NEWSARCHIVE_METRICS": (
        "Folder of Prometheus text files, one a source (node_exporter's textfile collector).",
        "none",
    ),
    "NEWSARCHIVE_NOTIFY": (
        (
            "Who is notified of trouble: addresses of [apprise](https://github.com/caronc/apprise), "
            "separated by "
            "spaces, or a file with one a line."
        ),
        "nobody",
    ),
    "NEWSARCHIVE_LOG": (
        "`json` (one object a line) or `text`, on stderr.",
        "in `production` `json` unless stderr is a terminal, else `text`",
    ),
    "NEWSARCHIVE_WAYBACK": (
        "The web archive that backfills ask; one with the interfaces of the Wayback Machine.",
        "`https://web.archive.org`",
    ),
    "SCRAPY_PROJECT": (
        "The project's settings: `production`, `development`, `test`, or another name in `scrapy.cfg`.",
        "`production`",
    ),
    "PLAYWRIGHT_BROWSERS_PATH": ("Where Playwright keeps its browsers.", "`~/.cache/ms-playwright`"),
}
# Read by libraries and programs that newsarchive uses.
OF_OTHERS = {
    "http_proxy, https_proxy": "Proxy for crawls and for the browser.",
    "SQLITE_TMPDIR": "Where SQLite sorts what does not fit into memory (exports, large queries).",
    "PGPASSWORD, PGPASSFILE": "How PostgreSQL's client library gets a password that is not in the address.",
    "CI": "Set to `1`, `make test` fails where no Chromium can be had, instead of skipping its tests.",
}


def pages() -> dict[str, str]:
    """Return the page by its path below docs/."""
    unlike = set(VARIABLES) ^ set(variables_read())
    if unlike:
        raise ValueError(
            f"docs/generators/environment.py and the code differ in: {', '.join(sorted(unlike))}"
        )
    return {
        "reference/environment.md": (
            "# Environment variables\n\n"
            "An empty variable counts as not set. A value that cannot be used is an error of configuration "
            "(exit code 2) that says what is allowed.\n\n"
            + table(
                ("variable", "meaning", "default"), ((f"`{name}`", *said) for name, said in VARIABLES.items())
            )
            + "\n## Read by what newsarchive uses\n\n"
            + table(("variable", "meaning"), ((f"`{name}`", said) for name, said in OF_OTHERS.items()))
        )
    }


def variables_read() -> list[str]:
    """Return the names of the variables that the product reads."""
    return sorted({name for file in _modules() for name in _names(file)})


def _modules() -> Iterator[Path]:
    for folder in ("newsarchive", "settings"):
        yield from (file for file in (ROOT / folder).rglob("*.py") if "deploy" not in file.parts)


def _names(file: Path) -> Iterator[str]:
    """Yield what is asked of `os.environ`, and constants called VARIABLE beside it."""
    source = file.read_text(encoding="utf-8")
    if "environ" not in source:
        return
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Assign(targets=[ast.Name(id="VARIABLE")], value=ast.Constant(value=str(name))):
                yield name
            case ast.Call(
                func=ast.Attribute(attr="get", value=ast.Attribute(attr="environ")),
                args=[ast.Constant(value=str(name)), *_],
            ):
                yield name
