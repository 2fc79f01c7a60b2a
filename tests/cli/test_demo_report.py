"""The demonstration's table is aligned for eyes and hides no outcome."""

from __future__ import annotations

from typing import Any

from rich.cells import cell_len

from newsarchive.cli.demo_report import aligned_columns, outcome_table


def row(part: int, name: str, **more: Any) -> dict[str, Any]:
    return {"part": part, "name": name, "reason": None, "pages": 1, "number": None, "example": ""} | more


def test_columns_are_as_wide_as_they_look() -> None:
    lines = aligned_columns([("a", "b"), ("汉字", "x"), ("cc", "y")]).splitlines()
    assert lines[1] == "----  -"
    assert [cell_len(line.rpartition("  ")[0]) for line in (lines[0], lines[2], lines[3])] == [4, 4, 4]


def test_numbers_stand_to_the_right() -> None:
    lines = aligned_columns([("n", "x"), ("7", "a"), ("1000", "b")]).splitlines()
    assert lines[2:] == ["   7  a", "1000  b"]


def test_every_part_is_shown_with_its_reason() -> None:
    table = outcome_table(
        [
            row(1, "new", pages=27),
            row(4, "not_article", reason="too_short", example="http://news.example/a.html"),
            row(4, "skipped", reason="robots", example="http://news.example/members/"),
            row(5, "gone", reason="not_found", number=404, example="http://news.example/x"),
        ]
    )
    assert "stored    new article" in table
    assert "not_article: too_short" in table
    assert "skipped: robots" in table
    assert "gone: not_found (404)" in table
    assert [line.split()[1] for line in table.splitlines() if line.startswith(("repaired", "removed"))] == [
        "none",
        "none",
    ]
