"""The demonstration's table hides no outcome."""

from __future__ import annotations

from typing import Any

from newsarchive.cli.demo_report import outcome_rows


def row(part: int, name: str, **more: Any) -> dict[str, Any]:
    return {"part": part, "name": name, "reason": None, "pages": 1, "number": None, "example": ""} | more


def test_every_part_is_shown_with_its_reason() -> None:
    rows = outcome_rows(
        [
            row(1, "new", pages=27),
            row(4, "not_article", reason="too_short", example="http://news.example/a.html"),
            row(4, "skipped", reason="robots", example="http://news.example/members/"),
            row(5, "gone", reason="not_found", number=404, example="http://news.example/x"),
        ]
    )
    assert [cells[:3] for cells in rows] == [
        ("stored", "new article", 27),
        ("repaired", "none", 0),
        ("removed", "none", 0),
        ("refused", "not_article: too_short", 1),
        ("", "skipped: robots", 1),
        ("no page", "gone: not_found (404)", 1),
        ("moved", "none", 0),
    ]
