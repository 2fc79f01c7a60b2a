"""htmldate: the date alone."""

from __future__ import annotations

from typing import Any

from htmldate import find_date


def answer(body: bytes, url: str, _language: str | None) -> dict[str, Any]:
    """Return the original date."""
    return {"text": "", "published_at": find_date(body, url=url, original_date=True)}
