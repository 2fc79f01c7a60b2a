"""`newsarchive forget`: take a URL down for good."""

from __future__ import annotations

from newsarchive.cli.options import demand_short
from newsarchive.discovery.urls.canonical_urls import is_http_url
from newsarchive.environment import database_url
from newsarchive.errors import UsageError
from newsarchive.logs.console import echo
from newsarchive.storage.maintenance.takedown import Forgotten, forget

# Of a story that hundreds of hosts have, enough to see what to do.
_MOST_COPIES = 50


def take_down(url: str, reason: str) -> None:
    """Take down the article at the URL, and print what was removed; raises UsageError without a reason."""
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
    _print_forgotten(forget(database_url(), url, reason))


def _print_forgotten(done: Forgotten) -> None:
    for url in done.urls:
        echo(f"kept out: {url}", err=True)
    if done.known_before and not done.articles:
        echo("It was taken down before; there is nothing left to remove.", err=True)
        return
    echo(
        f"Removed: {done.articles:,} articles with {done.revisions:,} revisions,"
        f" {done.payloads:,} stored bodies.",
        err=True,
    )
    for url in done.shared:
        echo(f"kept: a body that is also the response of {url}", err=True)
    for url in done.copies[:_MOST_COPIES]:
        echo(f"kept: a copy of the text at {url}", err=True)
    if (more := len(done.copies) - _MOST_COPIES) > 0:
        echo(f"kept: {more:,} more copies, of the same story on other hosts or the same text", err=True)
    if done.traces:
        echo(f"Note: {done.traces}.", err=True)
