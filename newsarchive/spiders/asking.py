"""Requests as this spider makes them: conditional where the archive knows an answer, with the errback set."""

from __future__ import annotations

from typing import Any

from scrapy.http import Request

from newsarchive.extensions.rendering import RENDER
from newsarchive.storage.interfaces import KnownUrl

# Feeds before what they name, new articles before rechecks: a crawl cut short has the news.
LISTING, NEW, RECHECK = 20, 10, 0


def request_for(
    known: KnownUrl,
    *,
    conditional: bool,
    priority: int,
    callback: Any,
    errback: Any,
    rendered: bool = False,
    **facts: Any,
) -> Request:
    """Return the request for an address; `facts` reach callback and errback with `known`.

    A rendered page is asked for unconditionally: what has not changed is the shell.
    """
    return Request(
        known.url,
        callback=callback,
        errback=errback,
        priority=priority,
        dont_filter=True,  # the frontier and the spider know what was asked for
        headers=conditions(known) if conditional and not rendered else {},
        meta={RENDER: True, "max_retry_times": 1} if rendered else None,
        cb_kwargs={"known": known, **facts},
    )


def conditions(known: KnownUrl) -> dict[str, str]:
    """Return the headers of a conditional request; both, since many servers know only one of them."""
    headers = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
    return {
        name: value for name, value in headers.items() if value and value.isascii() and value.isprintable()
    }
