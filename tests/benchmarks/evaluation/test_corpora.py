"""A page that stands in two sets is read once, and answered in both; what a sample of the sets holds."""

from __future__ import annotations

from pathlib import Path

from benchmarks.evaluation.corpora import LARGE, ONE_IN, Corpora, first_lines
from benchmarks.evaluation.lines import write_lines


def test_a_page_is_the_same_by_its_url_and_its_bytes(tmp_path: Path) -> None:
    for name, body in (("a", b"one"), ("b", b"one"), ("c", b"two")):
        (tmp_path / name).write_bytes(body)
    lines = [
        {"id": f"{name}@{url}", "path": str(tmp_path / name), "url": url}
        for url in ("http://h.example/1", "http://h.example/2")
        for name in "abc"
    ]
    first = first_lines(lines)
    assert first["b@http://h.example/1"] == first["a@http://h.example/1"] == "a@http://h.example/1"
    assert [line for line, its in first.items() if line == its] == [
        "a@http://h.example/1",
        "c@http://h.example/1",
        "a@http://h.example/2",
        "c@http://h.example/2",
    ]


def test_of_large_sets_a_sample_has_always_the_same_pages(tmp_path: Path) -> None:
    names = {"small": range(LARGE), "large": range(4 * LARGE), "other": range(3 * LARGE, 8 * LARGE)}
    for name, numbers in names.items():
        (tmp_path / name).mkdir()
        write_lines(tmp_path / name / "gold.jsonl", [{"id": f"page-{number}"} for number in numbers])
    whole, sampled = (Corpora(tmp_path, tmp_path, sampled=how) for how in (False, True))
    assert sampled.gold("small") == whole.gold("small")
    assert len(whole.gold("large")) == 4 * LARGE
    large, other = ({row["id"] for row in sampled.gold(name)} for name in ("large", "other"))
    assert 0.7 < len(large) * ONE_IN / (4 * LARGE) < 1.3
    both = {f"page-{number}" for number in range(3 * LARGE, 4 * LARGE)}
    assert large & both == other & both != set()
    assert [row for row in whole.gold("large") if row["id"] in large] == sampled.gold("large")
    assert [line["id"] for line in sampled.manifest("large")] == [
        f"large/{row['id']}" for row in sampled.gold("large")
    ]
