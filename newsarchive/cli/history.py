"""`newsarchive history`: every revision of an article with what changed."""

from __future__ import annotations

from datetime import datetime

import click

from newsarchive.cli.addresses import demand_url
from newsarchive.cli.as_of import as_of_option
from newsarchive.cli.history_lines import HistoryLines
from newsarchive.cli.lines import has_colours, write_lines
from newsarchive.logs.speaking import echo
from newsarchive.storage.histories import history_of
from newsarchive.storage.location import database_url


@click.command()
@click.argument("url", metavar="URL", callback=demand_url)
@as_of_option
def command(url: str, as_of: datetime | None) -> None:
    """Show every revision of the article behind any of its addresses, with what changed in each.

    Differences are by word, by character in Chinese and Japanese: coloured on a terminal, else marked
    [-taken out-]{+put in+}. Times are UTC, those of the answer that told.
    """
    history = history_of(database_url(), url, as_of)
    if history is None:
        then = "" if as_of is None else f" as of {as_of:%Y-%m-%d %H:%M:%S}"
        echo(
            f"newsarchive: No article is stored under {url}{then}.\n"
            f"  'newsarchive why {url}' says what is known of the address.",
            err=True,
        )
        return
    write_lines(HistoryLines(colours=has_colours()).render(history))
