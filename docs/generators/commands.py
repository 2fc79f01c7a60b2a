"""A page for each command: its help and that of its subcommands, as a terminal of 100 columns shows it."""

from __future__ import annotations

from collections.abc import Iterator

import click

from docs.generators.markdown import cell, table
from newsarchive.cli.main import main as program

WIDTH = 100
FOLDER = "reference/commands"


def pages() -> dict[str, str]:
    """Return the pages by path below docs/."""
    root = click.Context(
        program,
        info_name="newsarchive",
        terminal_width=WIDTH,
        max_content_width=WIDTH,
        **program.context_settings,
    )
    made = {}
    rows = []
    for name in program.list_commands(root):
        command = program.get_command(root, name)
        assert command is not None, name
        made[f"{FOLDER}/{name}.md"] = _page(root, command, name)
        rows.append((f"[`{name}`]({name}.md)", cell(command.get_short_help_str(limit=120))))
    listed = "\n".join(program.list_commands(root))
    made[f"{FOLDER}/index.md"] = (
        "# Commands\n\n"
        "`newsarchive COMMAND --help` prints the same text. The result of a command goes to stdout, all else "
        "to stderr ([Output](../output.md)); [Exit codes](../exit-codes.md) are the same for all.\n\n"
        + table(("command", "what it does"), rows)
        + f"\n```{{toctree}}\n:hidden:\n\n{listed}\n```\n"
    )
    return made


def _page(root: click.Context, command: click.Command, name: str) -> str:
    parts = [f"# newsarchive {name}\n"]
    for context, one in _all_commands(root, command, name):
        if context.parent is not root:
            parts.append(f"## {context.command_path}\n")
        parts.append(f"```text\n{one.get_help(context).rstrip()}\n```\n")
    return "\n".join(parts)


def _all_commands(
    parent: click.Context, command: click.Command, name: str
) -> Iterator[tuple[click.Context, click.Command]]:
    context = click.Context(command, info_name=name, parent=parent)
    yield context, command
    if isinstance(command, click.Group):
        for child in command.list_commands(context):
            one = command.get_command(context, child)
            if one is not None and not one.hidden:
                yield from _all_commands(context, one, child)
