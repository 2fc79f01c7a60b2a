"""`newsarchive forget`: take an address down for good."""

from __future__ import annotations

import click

from newsarchive.cli.options import as_typed
from newsarchive.discovery.urls import is_http_url
from newsarchive.errors import UsageError
from newsarchive.logs.speaking import echo
from newsarchive.storage.database.location import database_url
from newsarchive.storage.maintenance.takedown import Forgotten, forget


@click.command()
@click.argument("url", metavar="URL")
@click.option("--reason", required=True, help="Why, in your words; kept with the address.")
def command(url: str, reason: str) -> None:
    """Take down the article at URL: every revision, its text, bytes and evidence, under all its addresses.

    What stays is a row for each address that says why and when (view takedowns) and keeps it out of crawls,
    imports and exports. An address the archive has never met is kept out in advance. There is no way back but
    a backup.
    """
    if not (is_http_url(url) or url.startswith("urn:")):
        raise UsageError(
            f"{url!r} is no address.",
            hint="Give the article's address as the archive has it: http://… or https://…",
        )
    if not reason.strip():
        raise UsageError("The reason is empty.", hint="Say why: --reason 'request of the author, 12 March'.")
    _say(forget(database_url(), url, as_typed(reason).strip()))


def _say(done: Forgotten) -> None:
    for address in done.addresses:
        echo(f"kept out: {address}", err=True)
    if done.known_before and not done.articles:
        echo("It was taken down before; nothing was left to remove.", err=True)
        return
    echo(
        f"Removed: {done.articles:,} articles with {done.revisions:,} revisions,"
        f" {done.payloads:,} bodies of answers.",
        err=True,
    )
    for address in done.shared:
        echo(f"the same bytes stay, as they are also the answer of {address}", err=True)
    if done.traces:
        echo(f"Note: {done.traces}.", err=True)
