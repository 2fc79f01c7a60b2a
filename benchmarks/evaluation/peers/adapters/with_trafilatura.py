"""trafilatura as it comes, and in its precision mode; comments out, which no gold text holds."""

from __future__ import annotations

from typing import Any

import trafilatura
from trafilatura.utils import decode_file


def answer(body: bytes, url: str, _language: str | None) -> dict[str, Any]:
    """Return text and facts as trafilatura extracts them from the bytes."""
    return _extracted(body, url, favor_precision=False)


def precise(body: bytes, url: str, _language: str | None) -> dict[str, Any]:
    """Return what it is surer of."""
    return _extracted(body, url, favor_precision=True)


def decoded(body: bytes, _url: str, _language: str | None) -> dict[str, Any]:
    """Return the bytes as it decodes them."""
    return {"text": decode_file(body)}


def _extracted(body: bytes, url: str, *, favor_precision: bool) -> dict[str, Any]:
    found: Any = trafilatura.bare_extraction(
        body, url=url, with_metadata=True, include_comments=False, favor_precision=favor_precision
    )
    if found is None:
        return {"text": ""}
    said = found.as_dict()
    authors = (said.get("author") or "").split("; ")
    return {"text": said["text"], "title": said["title"], "published_at": said["date"], "authors": authors}
