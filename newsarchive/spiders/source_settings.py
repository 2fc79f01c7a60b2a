"""Scrapy settings from a source's declaration of speed, TLS and headers."""

from __future__ import annotations

from typing import Any

from newsarchive.sources import Source

_ACCEPT = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


def behaviour(source: Source) -> dict[str, Any]:
    """Return the settings for a crawl of the source; newsarchive.middlewares.host_gate keeps the delay."""
    headers = {"Accept": _ACCEPT}
    if source.language:
        headers["Accept-Language"] = source.language
    headers |= {name.title(): value for name, value in source.headers.items()}
    return {
        "CONCURRENT_REQUESTS_PER_DOMAIN": source.concurrency,
        "DOWNLOAD_VERIFY_CERTIFICATES": source.verify_tls,
        "DEFAULT_REQUEST_HEADERS": headers,
    }
