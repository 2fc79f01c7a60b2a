"""The counting of what came back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.evaluation.mirrors import SETS, bare, golds, measure, paragraphs, wrong
from tests.text.mirror.texts import NEWS


def test_compared_without_width_space_and_controls() -> None:
    assert bare("Ａ，\u3000b\x05。") == "A,b。"
    assert wrong("机关 A", "机关Ａ") == 0
    assert wrong("机关", "机开闭") == 2


def test_what_comes_back_is_exact() -> None:
    score = measure(list(NEWS), "half noted")
    assert score.passages == len(NEWS)
    assert score.exact + len(score.failed) == len(NEWS)
    assert score.share_right > 0.99


def test_only_simplified_chinese_is_damaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = {SETS[0]: [f"{NEWS[0]}\n短句"], SETS[1]: ["English only"], SETS[2]: ["發展於這裡的機關"]}
    for name, rows in texts.items():
        folder = tmp_path / name
        folder.mkdir()
        lines = [json.dumps({"id": "1", "text": text}) for text in rows]
        (folder / "gold.jsonl").write_text("\n".join(lines), encoding="utf-8")
    found = golds(tmp_path)
    assert found == [f"{NEWS[0]}\n短句"]
    assert paragraphs(found) == [NEWS[0]]
