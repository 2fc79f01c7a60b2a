"""Invented pages and times for the tests of the archive."""

from __future__ import annotations

import hashlib
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from newsarchive.evidence import BlockPlace, SpamKind
from newsarchive.items import (
    NOTHING_RESERVED,
    Charset,
    CleanArticle,
    FetchedPage,
    RemovedBlock,
    Repair,
    ReservedRights,
)
from tests.line_values import clean_article_of

NOON = datetime(2026, 3, 14, 12, 0, 0, tzinfo=UTC)
URL = "https://lantern.example/2026/ferry"
TEXT = "The ferry to Holm runs again.\nThe pier was mended in nine days."
SPAM = RemovedBlock(
    place=BlockPlace.TAIL,
    kind=SpamKind.GAMBLING,
    rule="delimiter_list",
    score=0.93,
    text="WIN|WIN",
    hosts=("a.example", "b.example"),
)


def minutes(count: int) -> datetime:
    """That many minutes after noon."""
    return NOON + timedelta(minutes=count)


def page(url: str = URL, body: bytes = b"<p>ferry</p>", **facts: Any) -> FetchedPage:
    """A page as a server sent it at noon."""
    headers = (("Content-Type", "text/html"), ("ETag", '"v1"'))
    given: dict[str, Any] = {"fetched_at": NOON, "headers": headers}
    return FetchedPage(url=url, body=body, **(given | facts))


def article(url: str = URL, text: str = TEXT, **facts: Any) -> CleanArticle:
    """A clean article; the page's bytes follow from the text unless given."""
    names = {"final_url", "fetched_at", "body", "headers", "source", "status", "content_type", "seen_key"}
    of_page = {name: facts.pop(name) for name in names & facts.keys()}
    of_page.setdefault("body", text.encode("utf-8", "replace"))
    given: dict[str, Any] = {
        "verdict": "article",
        "charset": Charset("utf-8", "valid_utf8"),
        "title": "Ferry runs again",
        "text": text,
        "authors": ("Ada Holm", "Bo Lind"),
        "published_at": "2026-03-14T09:30:00+08:00",
        "language": "en",
    }
    rights = {one.name for one in fields(ReservedRights)} & facts.keys()
    facts["rights"] = replace(NOTHING_RESERVED, **{name: facts.pop(name) for name in rights})
    return clean_article_of(page(url, **of_page), **(given | facts))


def refused(url: str = URL, reason: str = "spam_only", **facts: Any) -> CleanArticle:
    """A page with no article left once the spam is out."""
    given: dict[str, Any] = {"verdict": "hijacked", "text": "", "body": b"casino", "removed": (SPAM,)}
    return article(url, **(given | {"reason": reason} | facts))


def mirror_repair() -> Repair:
    """What the text stages report of an annotated mirror undone."""
    return Repair("pinyin_note", 12, 1.0)


def sha(body: bytes) -> str:
    """SHA-256 hex."""
    return hashlib.sha256(body).hexdigest()
