"""A page that stands in two sets is read once, and answered in both."""

from __future__ import annotations

from pathlib import Path

from benchmarks.evaluation.corpora import first_lines


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
