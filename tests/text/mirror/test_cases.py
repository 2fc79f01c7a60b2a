"""The mirrors collected in shared/cases, and the seed page, against their originals."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from newsarchive.text.mirror import undo_mirror
from tests.text.mirror.scoring import bare, share_right


def _rows(shared: Path, name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (shared / "cases" / name).read_text("utf-8").splitlines()]


def test_made_passages(shared: Path) -> None:
    rows = _rows(shared, "mirror/made.jsonl")
    pairs = [(row["gold"], undo_mirror(row["text"]).text) for row in rows]
    assert share_right(pairs) >= 0.999
    assert all(undo_mirror(row["text"]).is_mirror for row in rows)


def _pages(rows: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """Passages; those without note or control joined: only the whole page shows that an engine spelled it."""
    bare_ones = [row for row in rows if row["subtype"] == "no-pinyin"]
    yield "\n".join(row["text"] for row in bare_ones), "\n".join(row["gold"] for row in bare_ones)
    for row in rows:
        if row["subtype"] != "no-pinyin" and "gold" in row:
            # The brand spliced into company names is spam, not damage: another stage's work.
            yield row["text"], row["gold"] if "(PA视讯)" not in row["text"] else row["text"]


def test_real_passages(shared: Path) -> None:
    pages = list(_pages(_rows(shared, "mirror/real.jsonl")))
    controls = str.maketrans("", "", "\x05\x06\x07\x08")
    pairs = [(gold.translate(controls), undo_mirror(text).text) for text, gold in pages]
    assert share_right(pairs) >= 0.999


@pytest.mark.parametrize("name", ["page.html", "page.txt"])
def test_seed(shared: Path, name: str) -> None:
    gold = json.loads((shared / "cases/seed/gold.json").read_text("utf-8"))
    found = undo_mirror((shared / "cases/seed" / name).read_text("utf-8"))
    assert found.is_mirror
    text = bare(found.text)
    assert len(gold["paragraphs"]) == 24
    assert [paragraph for paragraph in gold["paragraphs"] if bare(paragraph) not in text] == []
    assert bare(gold["title"]) in text


def test_no_ordinary_page_is_touched(shared: Path) -> None:
    for row in _rows(shared, "spam/clean.jsonl"):
        found = undo_mirror(row["text"])
        assert not found.is_mirror, row["id"]
        assert found.text is row["text"]
