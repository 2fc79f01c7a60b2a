"""The argument URL of commands that ask about one address."""

from __future__ import annotations

from typing import Any

import click

from newsarchive.discovery.urls import is_http_url
from newsarchive.errors import UsageError


def demand_url(_context: click.Context, _parameter: click.Parameter, value: Any) -> str:
    """Return the address; UsageError unless it is a usable one, or that of a page kept without any."""
    address = str(value).strip()
    if is_http_url(address) or address.startswith("urn:sha256:"):
        return address
    raise UsageError(
        f"{value!r} is no address.", hint="Give it whole, as https://site.example/2026/story.html."
    )
