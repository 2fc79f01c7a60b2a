"""What the browser does not load: pictures, films, fonts, and hosts that only count or advertise.

Styles are loaded: a script that waits for one that never comes (webpack's "Loading CSS chunk failed") builds
no page.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Protocol
from urllib.parse import urlsplit

# Playwright's names of resource types; `document`, `script`, `stylesheet`, `xhr` and `fetch` remain, and
# `websocket`, which no handler sees.
UNWANTED = frozenset(
    {
        "image",
        "imageset",
        "media",
        "font",
        "texttrack",
        "manifest",
        "ping",
        "beacon",
        "cspreport",
        "eventsource",
    }
)


class Loading(Protocol):
    """What Playwright says of a request."""

    url: str
    resource_type: str


def is_unwanted(request: Loading) -> bool:
    """Say whether the browser is to go without (PLAYWRIGHT_ABORT_REQUEST)."""
    return request.resource_type in UNWANTED or is_tracker(urlsplit(request.url).hostname or "")


def is_tracker(host: str) -> bool:
    """Say whether a host, or one above it, is listed."""
    labels = host.lower().split(".")
    return any(".".join(labels[start:]) in _trackers() for start in range(len(labels) - 1))


@cache
def _trackers() -> frozenset[str]:
    lines = files("newsarchive.browser").joinpath("trackers.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))
