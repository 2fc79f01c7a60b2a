"""`newsarchive forget`: take a URL down for good."""

from __future__ import annotations

from collections.abc import Sequence

from newsarchive.cli.confirming import can_ask, demand_yes
from newsarchive.cli.options import demand_short
from newsarchive.discovery.urls.canonical_urls import is_http_url
from newsarchive.environment import database_url
from newsarchive.errors import UsageError
from newsarchive.logs.console import echo
from newsarchive.logs.formats import how_many
from newsarchive.storage.maintenance.takedown import Forgotten, foreseen_takedown, forget

# Of a story that hundreds of hosts have, enough to see what to do.
_MOST_COPIES = 50


def take_down(url: str, reason: str, *, dry: bool = False, confirmed: bool = False) -> None:
    """Take down the article at the URL, and print what was removed; `dry`: print what would be.

    On a terminal it asks before, unless that is `confirmed`; a script that names a URL means it. Raises
    UsageError without a reason, or if the answer is no.
    """
    if not (is_http_url(url) or url.startswith("urn:")):
        demand_short(url, "The URL")
        raise UsageError(
            f"{url!r} is not a valid URL.",
            hint="Give the article's URL as the archive has it: http://… or https://…",
        )
    if not reason:
        raise UsageError(
            "The reason is empty.", hint="Give a reason: --reason 'request of the author, 12 March'."
        )
    asks = can_ask() and not confirmed
    if dry or asks:
        foreseen = foreseen_takedown(database_url(), url)
        _print_foreseen(foreseen)
        asks = asks and not _is_done(foreseen)
    if dry:
        return
    if asks:
        demand_yes("Take this down for good? Only a backup undoes it")
    _print_forgotten(forget(database_url(), url, reason))


_DONE = "It was taken down before; no article is left to remove."


def _is_done(found: Forgotten) -> bool:
    return found.known_before and not found.articles


def _print_foreseen(foreseen: Forgotten) -> None:
    if _is_done(foreseen):
        echo(f"{_DONE} Only what it left in the database's files would be cleared again.", err=True)
        return
    for url in foreseen.urls:
        echo(f"would be kept out: {url}", err=True)
    echo(
        f"Would be removed: {how_many(foreseen.articles, 'article')} with"
        f" {how_many(foreseen.revisions, 'revision')}.",
        err=True,
    )
    _print_copies(foreseen.copies, "would be kept")


def _print_copies(copies: Sequence[str], what: str) -> None:
    for url in copies[:_MOST_COPIES]:
        echo(f"{what}: a copy of the text at {url}", err=True)
    if (more := len(copies) - _MOST_COPIES) > 0:
        kept = how_many(more, "more copy", "more copies")
        echo(f"{what}: {kept}, of the same story on other hosts or the same text", err=True)


def _print_forgotten(done: Forgotten) -> None:
    for url in done.urls:
        echo(f"kept out: {url}", err=True)
    if _is_done(done):
        echo(f"{_DONE} What it left in the database's files was cleared again.", err=True)
    else:
        echo(
            f"Removed: {how_many(done.articles, 'article')} with {how_many(done.revisions, 'revision')},"
            f" {how_many(done.payloads, 'stored body', 'stored bodies')}.",
            err=True,
        )
    for url in done.shared:
        echo(f"kept: a body that is also the response of {url}", err=True)
    _print_copies(done.copies, "kept")
    if done.traces:
        echo(f"Note: {done.traces}.", err=True)
