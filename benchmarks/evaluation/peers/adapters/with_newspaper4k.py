"""newspaper4k, told when a page is Chinese: it has no other way to know."""

from __future__ import annotations

from typing import Any

import newspaper


def answer(body: bytes, url: str, language: str | None) -> dict[str, Any]:
    """Return text and facts as newspaper4k extracts them from the bytes."""
    article = newspaper.Article(url, language="zh" if language == "zh" else "en", fetch_images=False)
    article.download(input_html=body)
    article.parse()
    return {
        "text": article.text,
        "title": article.title,
        "published_at": str(article.publish_date or ""),
        "authors": article.authors,
    }
