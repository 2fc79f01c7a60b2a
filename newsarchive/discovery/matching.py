"""Whether an address fits a declared pattern: as it was linked, or without what only tracks its reader."""

from __future__ import annotations

import re
from collections.abc import Iterable

from newsarchive.discovery.urls import canonical_url


def fits(url: str, patterns: Iterable[str]) -> bool:
    """Say whether any pattern is found in the address as written, or in its canonical spelling."""
    return fitting(url, patterns) is not None


def fitting(url: str, patterns: Iterable[str]) -> str | None:
    """Return the first of the patterns that is found in the address, None where none is."""
    canonical = canonical_url(url) or url
    spellings = (url,) if canonical == url else (url, canonical)
    found = (pattern for pattern in patterns for spelling in spellings if re.search(pattern, spelling))
    return next(found, None)
