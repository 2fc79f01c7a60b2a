"""The article record as JSON-ready values: the one place that knows its keys and their order.

The record: docs/reference/record.md.
"""

from __future__ import annotations

from typing import Any

from newsarchive.items import CleanArticle

# Facts of the article, by their own names.
_PLAIN_FIELDS = ("editor", "outlet", "dateline", "section")
_TIME_FIELDS = (
    "published_at",
    "modified_at",
    "date_source",
    "language",
    "script",
    "image",
)
# What models say of the page and of its text.
_JUDGED_FIELDS = ("kind", "kind_confidence", "text_confidence", "shows_part")


def article_record(article: CleanArticle) -> dict[str, Any]:
    """Return the record of one page, keys in the contract's order; `error` only where there is one."""
    facts = article.facts
    record: dict[str, Any] = {
        "url": article.page.url or None,
        "canonical_url": facts.canonical_url,
        "verdict": article.verdict,
        "title": article.title,
        "text": article.text,
        "authors": list(facts.authors),
        "organisations": list(facts.organisations),
    }
    record |= {name: getattr(facts, name) for name in _PLAIN_FIELDS}
    record["tags"] = list(article.tags)
    record |= {name: getattr(facts, name) for name in _TIME_FIELDS}
    charset = facts.charset
    record["charset"] = {"name": charset.name, "evidence": charset.evidence} if charset else None
    record["repairs"] = [
        {"kind": repair.kind, "count": repair.count, "confidence": repair.confidence}
        for repair in facts.repairs
    ]
    record["removed"] = [
        {
            "place": block.place,
            "kind": block.kind,
            "rule": block.rule,
            "score": block.score,
            "text": block.text,
            "hosts": list(block.hosts),
        }
        for block in article.removed
    ]
    record |= {name: getattr(facts, name) for name in _JUDGED_FIELDS}
    if facts.error:
        record["error"] = facts.error
    return record
