"""The page the archive exists for: both forms of the seed page give the gold article exactly."""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from newsarchive.items import CleanArticle, FetchedPage
from newsarchive.stages import run_stages

FORMS = (("page.html", "text/html"), ("page.txt", "text/plain"))


def fold(text: str | None) -> str:
    """The seed's README: pages mix full-width and half-width punctuation, compare after folding."""
    return unicodedata.normalize("NFKC", text or "")


@pytest.fixture(scope="module", params=FORMS, ids=[name for name, _ in FORMS])
def article(request: pytest.FixtureRequest, shared: Path) -> CleanArticle:
    name, content_type = request.param
    body = (shared / "cases/seed" / name).read_bytes()
    return run_stages(FetchedPage(url="", body=body, content_type=content_type))


@pytest.fixture(scope="module")
def gold(shared: Path) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads((shared / "cases/seed/gold.json").read_text(encoding="utf-8"))
    return answer


def test_paragraphs(article: CleanArticle, gold: dict[str, Any]) -> None:
    assert article.verdict == "article"
    assert [fold(line) for line in article.text.split("\n")] == [fold(line) for line in gold["paragraphs"]]
    assert len(gold["paragraphs"]) == 24


@pytest.mark.parametrize("name", ["title", "published_at", "outlet", "dateline", "editor", "language"])
def test_facts(article: CleanArticle, gold: dict[str, Any], name: str) -> None:
    assert fold(article.title if name == "title" else getattr(article.facts, name)) == fold(gold[name])


def test_people_and_script(article: CleanArticle, gold: dict[str, Any]) -> None:
    assert list(article.facts.authors) == gold["authors"]
    assert article.facts.script == "Hans"
    assert article.facts.date_source == "text+assumed-zone"


def test_every_spam_phrase_is_evidence_and_none_is_text(article: CleanArticle, shared: Path) -> None:
    lines = (shared / "cases/seed/page.txt").read_text(encoding="utf-8").strip().split("\n")
    farm = lines[-1].partition(":")[2]
    phrases = [phrase.strip() for phrase in (*lines[0].split(","), *re.split(r"\|", farm)) if phrase.strip()]
    assert len(phrases) > 40
    spam = fold("\n".join(block.text for block in article.removed if block.kind != "furniture"))
    assert [phrase for phrase in phrases if fold(phrase) not in spam] == []
    kept = fold(f"{article.title}\n{article.text}")
    assert [phrase for phrase in phrases if fold(phrase) in kept] == []
