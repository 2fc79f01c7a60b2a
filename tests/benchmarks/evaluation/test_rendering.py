"""The report on the terminal and in Markdown says the same."""

from __future__ import annotations

import io

from rich.console import Console

from benchmarks.evaluation.rendering import markdown, show, summary
from benchmarks.evaluation.report import Check, Section, Table, share, signed

SECTION = Section(
    "Pages",
    "What is *measured*,\nand how.",
    (Table(("what", "ours"), (("body [b]", "**.950**"), ("a|b", ".960")), "All"),),
    after="- one\n- two",
    checks=(Check("body ≥ .955", ".950", good=False), Check("title ≥ .5", ".6", good=True)),
)


def test_markdown() -> None:
    assert markdown("# Results\n", [SECTION]) == (
        "# Results\n\n## Pages\n\nWhat is *measured*,\nand how.\n\n**All**\n\n"
        "| what | ours |\n| --- | ---: |\n| body [b] | **.950** |\n| a\\|b | .960 |\n\n- one\n- two\n"
    )


def test_terminal() -> None:
    out = io.StringIO()
    show(Console(file=out, width=80), SECTION)
    said = out.getvalue()
    assert "What is *measured*, and how." in said
    assert "body [b]" in said
    assert ".950" in said
    assert "**" not in said
    assert "- one\n- two" in said


def test_the_summary_puts_what_is_missed_first() -> None:
    made = summary([SECTION])
    assert made.about.startswith("1 of 2 ")
    assert [row[2] for row in made.tables[0].rows] == ["**no**", "yes"]


def test_numbers_are_written_as_the_field_does() -> None:
    assert [share(value) for value in (0.95, 1.0, 0.0, None)] == [".950", "1.000", ".000", "–"]
    assert [signed(value) for value in (0.012, -0.003, 0.0)] == ["+.012", "-.003", "+.000"]
