"""`newsarchive search`: full-text search in the newest revision of every article."""

from __future__ import annotations

import shlex
import sys
from datetime import datetime
from pathlib import Path
from typing import cast

import click

from newsarchive.cli.options import ROWS, TIMEOUT, as_of_option, as_typed
from newsarchive.cli.output import FORMATS, result_stream
from newsarchive.cli.stopping import StopAtOnce
from newsarchive.cli.watchdog import Watchdog
from newsarchive.errors import UsageError
from newsarchive.logs.speaking import echo
from newsarchive.storage.database.location import database_url
from newsarchive.storage.queries.search_archive import COLUMNS, SearchResult, Sort, search_articles
from newsarchive.storage.queries.search_hits import RANKED


class SearchCommand(click.Command):
    """Says of `-word`, which looks like an option, where it has to stand."""

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
                f"No such option: {error.option_name} A word that must not be there stands after --, and"
                f" words only: {example}",
                ctx,
            ) from error


@click.command(cls=SearchCommand)
@click.argument("words", nargs=-1, required=True, metavar="WORDS")
@click.option("--source", help="Only articles of this source.")
@click.option(
    "--since",
    type=click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S"]),
    help="Only what was published then or later; leaves out unknown dates.",
)
@click.option("--limit", type=ROWS, default=20, show_default=True, help="At most so many.")
@click.option("--sort", type=click.Choice(["date", "relevance"]), default="date", show_default=True)
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="table", show_default=True)
@click.option("--output", type=click.Path(path_type=Path), help="A file instead of stdout.")
@click.option("--timeout", type=TIMEOUT, default=60.0, show_default=True)
@as_of_option
def command(  # noqa: PLR0913, PLR0917 - one an option
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
    """Find articles by their words: all WORDS must be there, in any order.

    "A phrase" in quotes stands as it is written; -word must not be there (after --, since it looks like an
    option). Two Chinese characters or more are found as they stand side by side, in either script. Newest
    first; --sort relevance ranks the newest 2,000 hits. --as-of DATE reads the texts one by one, which takes
    long where hits are rare (see --timeout).
    """
    if form == "parquet" and output is None and sys.stdout.isatty():
        raise UsageError(
            "Parquet is not for a terminal.", hint="Give --output FILE, or send stdout to a file."
        )
    with StopAtOnce(), Watchdog(timeout) as watch:
        with watch.calling():
            found = search_articles(
                database_url(),
                as_typed(" ".join(words)),
                source=source and as_typed(source),
                since=since,
                limit=limit,
                sort=cast(Sort, sort),
                as_of=as_of,
                timeout=timeout,
            )
        with result_stream(output) as stream:
            FORMATS[form](stream, COLUMNS, found.rows)
    _say(found)


def _say(found: SearchResult) -> None:
    if found.ranked_only:
        echo(f"Ranked are the newest {RANKED:,} hits; there are older ones.", err=True)
    if found.more:
        echo(f"There are more than these {len(found.rows):,}: --limit N shows more.", err=True)
    if not found.whole:
        echo("Older articles are not in the index yet: run 'newsarchive db upgrade'.", err=True)
