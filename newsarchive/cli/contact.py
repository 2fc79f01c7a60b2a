"""Says once when site owners could not tell whom to ask about our requests."""

from __future__ import annotations

from collections.abc import Iterable

from scrapy.settings import Settings

from newsarchive.logs.speaking import echo
from newsarchive.sources import Source

MARK = "(+"  # before the contact in the user agent, see settings/environment.py


def say_without_contact(settings: Settings, sources: Iterable[Source]) -> None:
    """Warn when a source of the public web is among these and the user agent names no contact."""
    public = [source.name for source in sources if not source.allow_private_addresses]
    if public and MARK not in settings["USER_AGENT"]:
        echo(
            "newsarchive: NEWSARCHIVE_CONTACT is not set, so that site owners cannot tell whom to ask.\n"
            "  Set it to an address or URL; it goes into the user agent of every request.",
            err=True,
        )
