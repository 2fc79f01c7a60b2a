"""Every page is in exactly one half, and in the same one always."""

from __future__ import annotations

from pathlib import Path

from benchmarks.evaluation.corpora import Corpora
from benchmarks.evaluation.halves import half_corpora, half_of
from benchmarks.evaluation.lines import write_lines


def test_the_halves_share_out_the_pages(tmp_path: Path) -> None:
    whole = Corpora(tmp_path / "whole", tmp_path)
    rows = [{"id": f"page {number}", "text": "one line\u2028another"} for number in range(40)]
    write_lines(whole.gold_file("aeb"), rows)
    halves = [half_corpora(whole, ("aeb",), number, tmp_path / str(number)).gold("aeb") for number in (0, 1)]
    assert all(len(half) > 10 for half in halves)
    assert sorted(str(row) for half in halves for row in half) == sorted(map(str, rows))


def test_a_page_stays_in_its_half() -> None:
    assert [half_of(f"aeb/{number}") for number in range(8)] == [1, 0, 0, 0, 1, 1, 0, 1]
