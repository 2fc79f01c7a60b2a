"""Addresses as markup writes them, made absolute."""

from __future__ import annotations

from urllib.parse import urljoin

from courlan import is_valid_url

LONGEST_ADDRESS = 2_000


def absolute(reference: str | None, base: str) -> str | None:
    """Return `reference` as an absolute http address, None where it is none."""
    if not reference or len(reference) > LONGEST_ADDRESS:
        return None
    try:
        address = urljoin(base, reference.strip())
        return address if is_valid_url(address) else None
    except ValueError:
        return None
