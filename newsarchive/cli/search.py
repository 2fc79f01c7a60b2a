"""`newsarchive search`: full-text search in the newest revision of every article."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import cast

from newsarchive.cli.output import WRITERS, result_stream
from newsarchive.cli.stopping import StopAtOnce
from newsarchive.cli.watchdog import Watchdog
from newsarchive.environment import database_url
from newsarchive.logs.console import echo
from newsarchive.storage.queries.search_archive import SEARCH_COLUMNS, SearchResult, Sort, search_articles
from newsarchive.storage.queries.search_hits import MOST_RANKED


def answer_search(  # noqa: PLR0913 - one an option
    words: str,
    form: str,
    output: Path | None,
    *,
    source: str | None,
    since: datetime | None,
    limit: int,
    sort: str,
    timeout: float,
    as_of: datetime | None,
) -> None:
    """Write the hits in the form, to stdout or a file, and print on stderr what they leave out."""
    with StopAtOnce(), Watchdog(timeout) as watch:
        with watch.calling():
            found = search_articles(
                database_url(),
                words,
                source=source,
                since=since,
                limit=limit,
                sort=cast(Sort, sort),
                as_of=as_of,
                timeout=timeout,
            )
        with result_stream(output) as stream:
            WRITERS[form](stream, SEARCH_COLUMNS, found.rows)
    _print_notes(found)


def _print_notes(found: SearchResult) -> None:
    if found.ranked_only:
        echo(f"Only the newest {MOST_RANKED:,} hits are ranked; there are older ones.", err=True)
    if found.more:
        echo(f"There are more hits than these {len(found.rows):,}: --limit N shows more.", err=True)
    if not found.whole:
        echo("Not all articles are in the search index yet: run 'newsarchive db upgrade'.", err=True)
