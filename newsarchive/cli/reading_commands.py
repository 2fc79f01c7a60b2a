"""The commands that read: query, search, history and why the archive, extract and decode a page.

Each command declares its options here and imports its implementation when it runs, so that `--help` is quick.
"""

from __future__ import annotations

import shlex
import sys
from datetime import datetime
from pathlib import Path

import click

from newsarchive.cli.options import (
    JOB_COUNT,
    OUTPUT_FORMS,
    ROW_COUNT,
    TIMEOUT_SECONDS,
    as_of_option,
    as_typed,
    demand_url,
)
from newsarchive.errors import UsageError
from newsarchive.gc_tuning import loading


def _demand_no_terminal(form: str, output: Path | None) -> None:
    if form == "parquet" and output is None and sys.stdout.isatty():
        raise UsageError(
            "Parquet cannot be shown on a terminal.", hint="Give --output FILE, or redirect stdout to a file."
        )


@click.command("query")
@click.argument("sql", metavar="SQL")
@click.option("--format", "form", type=click.Choice(OUTPUT_FORMS), default="table", show_default=True)
@click.option("--output", type=click.Path(path_type=Path), help="Write to a file instead of stdout.")
@click.option("--limit", type=ROW_COUNT, help="Return at most this many rows (default: all).")
@click.option(
    "--timeout",
    type=TIMEOUT_SECONDS,
    default=60.0,
    show_default=True,
    help="Stop the query after this many seconds; a result that is cut short exits with 3.",
)
@as_of_option
def query_command(
    sql: str, form: str, output: Path | None, limit: int | None, timeout: float, as_of: datetime | None
) -> None:
    """Query the archive with SQL, over the views (current_articles, article_history, …) and tables.

    Queries only read; the exit code is 2 for SQL that is wrong or would write. On SQLite a condition that you
    compute yourself (a > b) is 0 or 1, since SQLite has no booleans; columns of the views are true or false
    on both databases.
    """
    _demand_no_terminal(form, output)
    with loading():
        from newsarchive.cli.query import answer_sql
    answer_sql(as_typed(sql), form, output, limit=limit, timeout=timeout, as_of=as_of)


class SearchCommand(click.Command):
    """Explains how to write `-word`, which looks like an option."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        given = list(args)
        try:
            return super().parse_args(ctx, args)
        except click.NoSuchOption as error:
            word = next((word for word in given if word.startswith(error.option_name)), error.option_name)
            if word.startswith("--"):
                raise
            rest = " ".join(shlex.quote(other) for other in given if other != word)
            example = " ".join(filter(None, ["newsarchive search", rest, "--", word]))
            raise click.UsageError(
                f"No such option: {error.option_name} Write words to exclude after --, where no option may"
                f" follow: {example}",
                ctx,
            ) from error


@click.command("search", cls=SearchCommand)
@click.argument("words", nargs=-1, required=True, metavar="WORDS")
@click.option("--source", help="Only articles of this source.")
@click.option(
    "--since",
    type=click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S"]),
    help="Only articles published then or later; leaves out those without a date.",
)
@click.option(
    "--limit", type=ROW_COUNT, default=20, show_default=True, help="Show at most this many articles."
)
@click.option("--sort", type=click.Choice(["date", "relevance"]), default="date", show_default=True)
@click.option("--format", "form", type=click.Choice(OUTPUT_FORMS), default="table", show_default=True)
@click.option("--output", type=click.Path(path_type=Path), help="Write to a file instead of stdout.")
@click.option(
    "--timeout", type=TIMEOUT_SECONDS, default=60.0, show_default=True, help="Stop after this many seconds."
)
@as_of_option
def search_command(
    words: tuple[str, ...],
    source: str | None,
    since: datetime | None,
    limit: int,
    sort: str,
    form: str,
    output: Path | None,
    timeout: float,
    as_of: datetime | None,
) -> None:
    """Find articles that contain all WORDS, in any order.

    "A phrase" in quotes must occur as written. -word excludes articles with that word; write it after --,
    since it looks like an option. Two or more Chinese characters are found where they stand side by side, in
    Simplified or Traditional script. The newest articles come first; --sort relevance ranks the newest 2,000
    hits. --as-of DATE searches the texts as they stood then.
    """
    _demand_no_terminal(form, output)
    with loading():
        from newsarchive.cli.search import answer_search
    answer_search(
        as_typed(" ".join(words)),
        form,
        output,
        source=source and as_typed(source),
        since=since,
        limit=limit,
        sort=sort,
        timeout=timeout,
        as_of=as_of,
    )


@click.command("history")
@click.argument("url", metavar="URL", callback=demand_url)
@as_of_option
def history_command(url: str, as_of: datetime | None) -> None:
    """Show every revision of the article at URL, which may be any of its URLs, and what changed in each.

    Differences are by word, in Chinese and Japanese by character; they are coloured on a terminal, else
    marked [-removed-]{+added+}; a line whose text has such signs of its own has a backslash before each of
    the text's brackets and backslashes. Times are UTC: when the page was fetched.
    """
    with loading():
        from newsarchive.cli.history import print_history
    print_history(url, as_of)


@click.command("why")
@click.argument("url", metavar="URL", callback=demand_url)
def why_command(url: str) -> None:
    """Show the whole history of a URL: where it was found, each fetch, and why it was refused.

    Times are UTC. Spellings of one URL are treated as one: tracking parameters, http or https do not matter.
    """
    with loading():
        from newsarchive.cli.why import print_why
    print_why(url)


@click.command("extract")
@click.argument("file", required=False, metavar="FILE|-")
@click.option("--url", help="The URL that the page was fetched from.")
@click.option("--content-type", help="The Content-Type that the server sent (default: from the file's name).")
@click.option(
    "--manifest", type=click.Path(path_type=Path), metavar="IN.jsonl", help="A list of pages, one a line."
)
@click.option(
    "--output", type=click.Path(path_type=Path), metavar="OUT.jsonl", help="Where to write their records."
)
@click.option("--jobs", type=JOB_COUNT, help="Number of worker processes (default: one for each processor).")
def extract_command(
    file: str | None,
    url: str | None,
    content_type: str | None,
    manifest: Path | None,
    output: Path | None,
    jobs: int | None,
) -> None:
    """Print the article record of one saved page as JSON, or write those of a manifest's pages."""
    _demand_one_form(file, manifest, output, {"--url": url, "--content-type": content_type})
    with loading():
        from newsarchive.cli.saved_pages import extract_file, extract_manifest
    if manifest is not None and output is not None:
        extract_manifest(manifest, output, jobs)
    elif file is not None:
        extract_file(file, url, content_type)


@click.command("decode")
@click.argument("file", required=False, metavar="FILE|-")
@click.option("--content-type", help="The Content-Type that the server sent (default: from the file's name).")
@click.option(
    "--manifest", type=click.Path(path_type=Path), metavar="IN.jsonl", help="A list of pages, one a line."
)
@click.option(
    "--output", type=click.Path(path_type=Path), metavar="OUT.jsonl", help="Where to write the texts."
)
@click.option("--jobs", type=JOB_COUNT, help="Number of worker processes (default: one for each processor).")
def decode_command(
    file: str | None, content_type: str | None, manifest: Path | None, output: Path | None, jobs: int | None
) -> None:
    """Print charset, evidence and text of one saved page as JSON, or write those of a manifest's pages."""
    _demand_one_form(file, manifest, output, {"--content-type": content_type})
    with loading():
        from newsarchive.cli.saved_pages import decode_file, decode_manifest
    if manifest is not None and output is not None:
        decode_manifest(manifest, output, jobs)
    elif file is not None:
        decode_file(file, content_type)


def _demand_one_form(
    file: str | None, manifest: Path | None, output: Path | None, single_only: dict[str, object]
) -> None:
    """Raise UsageError for mixtures of the two forms, FILE and --manifest IN --output OUT."""
    if (file is None) == (manifest is None):
        raise UsageError("Give either one FILE (or - for standard input), or --manifest IN --output OUT.")
    if (manifest is None) != (output is None):
        raise UsageError("--manifest and --output go together.")
    for option, value in single_only.items():
        if manifest is not None and value is not None:
            raise UsageError(f"{option} is for one FILE; in a manifest each line has its own.")
