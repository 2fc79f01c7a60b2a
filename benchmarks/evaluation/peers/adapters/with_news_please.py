"""news-please, which chooses among readability, newspaper and others by itself."""

from __future__ import annotations

from typing import Any

from newsplease import NewsPlease


def answer(body: bytes, url: str, _language: str | None) -> dict[str, Any]:
    """Return text and facts as news-please extracts them from the bytes."""
    article = NewsPlease.from_html(body, url=url, fetch_images=False)
    return {
        "text": article.maintext,
        "title": article.title,
        "published_at": str(article.date_publish or ""),
        "authors": article.authors,
    }
