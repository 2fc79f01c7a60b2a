"""A page that stands in two sets is read once, and answered in both; what a sample of the sets holds."""

from __future__ import annotations

from pathlib import Path

from benchmarks.evaluation.corpora import READ, Corpora, first_lines, one_in
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
    names = {"small": range(READ), "large": range(16 * READ), "other": range(12 * READ, 28 * READ)}
    for name, numbers in names.items():
        (tmp_path / name).mkdir()
        write_lines(tmp_path / name / "gold.jsonl", [{"id": f"page-{number}"} for number in numbers])
    whole, sampled = (Corpora(tmp_path, tmp_path, sampled=how) for how in (False, True))
    assert sampled.gold("small") == whole.gold("small")
    assert [one_in(whole, name) for name in ("small", "large", "other")] == [1, 16, 16]
    assert len(whole.gold("large")) == 16 * READ
    large, other = ({row["id"] for row in sampled.gold(name)} for name in ("large", "other"))
    assert 0.6 < len(large) / READ < 1.4
    both = {f"page-{number}" for number in range(12 * READ, 16 * READ)}
    assert large & both == other & both != set()
    assert [row for row in whole.gold("large") if row["id"] in large] == sampled.gold("large")
    assert [line["id"] for line in sampled.manifest("large")] == [
        f"large/{row['id']}" for row in sampled.gold("large")
    ]


def test_a_sample_has_as_many_pages_as_are_read_or_half_of_that(tmp_path: Path) -> None:
    shares = {0: 1, 1: 1, READ: 1, READ + 1: 2, 2 * READ: 2, 4 * READ: 4, 5 * READ: 8}
    for pages in shares:
        (tmp_path / f"of_{pages}").mkdir()
        rows = [{"id": f"page-{number}"} for number in range(pages)]
        write_lines(tmp_path / f"of_{pages}" / "gold.jsonl", rows)
    corpora = Corpora(tmp_path, tmp_path)
    assert {pages: one_in(corpora, f"of_{pages}") for pages in shares} == shares
