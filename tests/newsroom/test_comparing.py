"""The comparison with a page's truth can fail, and says on what."""

from __future__ import annotations

from typing import Any

import pytest

from newsarchive.newsroom.library import SamplePage, all_pages
from newsarchive.record import article_record
from tests.newsroom.truth import differences_from_truth
from tests.newsroom_demo import newsroom_article


def page_at(url: str) -> SamplePage:
    return next(page for page in all_pages() if page.url == url)


FERRY = page_at("http://news.example/2025/1103/ferry.html")
MIRROR = page_at("http://b.mirror.example/article/2025/1012/88213.html")


def record_of(page: SamplePage) -> dict[str, Any]:
    return article_record(newsroom_article(page))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("verdict", "not_article"),
        ("title", "别的标题"),
        ("text", FERRY.paragraphs[0]),
        ("text", FERRY.text + "\n分享到："),
        ("text", "\n".join(reversed(FERRY.paragraphs))),
        ("authors", []),
        ("editor", None),
        ("published_at", "2025-11-03T08:15:00"),
        ("published_at", None),
        ("canonical_url", None),
        ("canonical_url", "http://news.example/2025/1103/"),
        ("section", None),
        ("section", "体育"),
        ("tags", []),
        ("tags", ["轮渡"]),
        ("image", None),
        ("date_source", "text+assumed-zone"),
        ("charset", None),
        ("charset", {"name": "cp1252", "evidence": "header"}),
        ("repairs", [{"kind": "utf8_as_cp1252", "count": 1, "confidence": 1.0}]),
        ("url", None),
    ],
)
def test_each_difference_is_named(name: str, value: object) -> None:
    found = differences_from_truth(FERRY, record_of(FERRY) | {name: value})
    assert found
    assert all(line.startswith((name, "text", "order")) for line in found)


def test_spam_that_stayed_and_spam_that_was_lost() -> None:
    assert MIRROR.spam is not None
    phrase = MIRROR.spam.phrases()[0]
    stayed = record_of(MIRROR) | {"text": f"{MIRROR.text}\n{phrase}"}
    assert f"spam stayed: {phrase!r}" in differences_from_truth(MIRROR, stayed)
    lost = record_of(MIRROR) | {"removed": []}
    assert f"spam not kept as evidence: {phrase!r}" in differences_from_truth(MIRROR, lost)


def test_folded_punctuation_is_no_difference_where_the_mirror_folds() -> None:
    folded = record_of(MIRROR) | {"title": MIRROR.title.replace("？", "?")}
    assert differences_from_truth(MIRROR, folded) == []
