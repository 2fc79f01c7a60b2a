"""`newsarchive why`: all that ever happened to an address."""

from __future__ import annotations

import click

from newsarchive.cli.addresses import demand_url
from newsarchive.cli.lines import write_lines
from newsarchive.cli.why_lines import why_lines
from newsarchive.logs.speaking import echo
from newsarchive.storage.happenings import happenings
from newsarchive.storage.location import database_url


@click.command()
@click.argument("url", metavar="URL", callback=demand_url)
def command(url: str) -> None:
    """Say all that ever happened to an address: where it was found, every answer, why it was refused.

    Times are UTC. Spellings of one address are one: tracking parameters, http and https do not matter.
    """
    known = happenings(database_url(), url)
    if known.address is None and known.forgotten_at is None:
        echo(
            f"newsarchive: Nothing is known of {url}: no feed, sitemap, section or list named it, and it was"
            " never asked for.\n"
            "  See that its source declares a feed or section that lists it ('newsarchive sources list'), or"
            " save the page and\n  give it to 'newsarchive import pages'.",
            err=True,
        )
        return
    write_lines(why_lines(known))
