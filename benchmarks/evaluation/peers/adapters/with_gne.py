"""GNE, the extractor for Chinese news. It takes text only: trafilatura decodes for it."""

from __future__ import annotations

from typing import Any

from gne import GeneralNewsExtractor
from trafilatura.utils import decode_file


def answer(body: bytes, _url: str, _language: str | None) -> dict[str, Any]:
    """Return text and facts as GNE extracts them."""
    found = GeneralNewsExtractor().extract(decode_file(body))
    return {
        "text": found["content"],
        "title": found["title"],
        "published_at": found["publish_time"],
        "authors": [found["author"]],
    }
