"""The scorer of the corpora, asked about a set of two pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.evaluation.corpora import Corpora
from benchmarks.evaluation.judge import judge_charsets, judge_pages
from benchmarks.evaluation.lines import write_lines
from benchmarks.evaluation.metrics import Metric

TEXT = "Volunteers sanded every bench by hand during two long winters"


@pytest.fixture
def corpora(shared: Path, tmp_path: Path) -> Corpora:
    made = Corpora(tmp_path, shared / "corpora")
    rows = [
        {"id": "one", "lang": "en", "text": TEXT, "title": "Benches", "date": "2026-01-02"},
        {"id": "two", "lang": "de", "text": TEXT, "title": "Bänke", "date": "2026-01-03"},
    ]
    write_lines(made.gold_file("gne"), rows)
    return made


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    file = tmp_path / "answers.jsonl"
    right = {"id": "gne/one", "text": TEXT, "title": "benches!", "published_at": "2026-01-02T10:00:00"}
    write_lines(file, [right, {"id": "gne/two", "text": "", "title": None}])
    return file


def test_numbers_and_details(corpora: Corpora, answers: Path) -> None:
    verdicts = judge_pages(corpora, ["gne"], answers)
    assert verdicts.numbers["gne"]["n"] == 2
    assert verdicts.measures()[Metric("gne", "tN")] == 0.5
    assert verdicts.measures()[Metric("gne", "d")] == 0.5
    assert verdicts.pages["gne/one"]["f1"] == 1


def test_one_language(corpora: Corpora, answers: Path) -> None:
    english = judge_pages(corpora, ["gne"], answers, languages=("en",))
    assert english.measures()[Metric("gne", "F1")] == 1
    assert list(english.pages) == ["gne/one"]


def test_bytes(shared: Path, tmp_path: Path) -> None:
    corpora = Corpora(tmp_path, shared / "corpora")
    codecs = {"one": "cp1251", "two": "gb18030"}
    rows = [{"id": key, "codec": codec, "script": "zh"} for key, codec in codecs.items()]
    write_lines(corpora.gold_file("charsets"), rows)
    for key, codec in codecs.items():
        (tmp_path / "charsets" / f"{key}.bin").write_bytes("x".encode(codec))
    write_lines(tmp_path / "out", [{"id": "charsets/one", "text": "x"}, {"id": "charsets/two", "text": "y"}])
    numbers, wrong = judge_charsets(corpora, tmp_path / "out")
    assert (numbers["n"], numbers["strict"], numbers["cjk_cyrillic"]) == (2, 0.5, 0.5)
    assert wrong == ["two gb18030"]
