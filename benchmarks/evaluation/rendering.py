"""The report as a person reads it: on the terminal by rich, in RESULTS.md as Markdown."""

from __future__ import annotations

import re

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table as RichTable

from benchmarks.evaluation.report import Check, Section, Table

BOLD = re.compile(r"\*\*(.+?)\*\*")


def show(console: Console, section: Section) -> None:
    """Print a section."""
    console.rule(f"[bold]{section.title}", align="left")
    _say(console, section.about)
    for table in section.tables:
        console.print(_rich_table(table))
    _say(console, section.after)
    console.print()


def _say(console: Console, text: str) -> None:
    """Print text, its paragraphs filled to the terminal's width, its lists as they are."""
    for paragraph in filter(None, text.strip().split("\n\n")):
        listed = paragraph.startswith("- ")
        console.print(_styled(paragraph if listed else " ".join(paragraph.split())), highlight=False)


def summary(sections: list[Section]) -> Section:
    """Return the first section of the report: everything asked for, and whether it is reached."""
    checks = [check for section in sections for check in section.checks]
    missed = [check for check in checks if not check.good]
    about = f"{len(checks) - len(missed)} of {len(checks)} things asked for are reached" + (
        "; the others come first." if missed else "."
    )
    rows = tuple(_check_row(check) for check in (*missed, *(check for check in checks if check.good)))
    return Section("Asked for, and measured", about, (Table(("asked", "measured", "reached"), rows),))


def markdown(head: str, sections: list[Section]) -> str:
    """Return the whole report as Markdown."""
    parts = [head.strip()]
    for section in sections:
        parts += [f"## {section.title}", section.about.strip()]
        for table in section.tables:
            parts += [*([f"**{table.title}**"] if table.title else []), _markdown_table(table)]
        parts += [section.after.strip()] if section.after else []
    return "\n\n".join(parts) + "\n"


def _check_row(check: Check) -> tuple[str, str, str]:
    return (check.asked, check.measured, "yes" if check.good else "**no**")


def _markdown_table(table: Table) -> str:
    bars = ["---", *(["---:"] * (len(table.columns) - 1))]
    rows = [table.columns, tuple(bars), *table.rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows)


def _rich_table(table: Table) -> RichTable:
    made = RichTable(title=table.title or None, box=box.SIMPLE_HEAD, title_justify="left")
    for number, column in enumerate(table.columns):
        made.add_column(column, justify="right" if number else "left")
    for row in table.rows:
        made.add_row(*map(_styled, row))
    return made


def _styled(text: str) -> str:
    return BOLD.sub(r"[bold]\1[/bold]", escape(text))
