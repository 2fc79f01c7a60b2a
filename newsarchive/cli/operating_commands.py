"""The operators' levers: status, incidents, unblock and recheck.

Each command declares its options here and imports its implementation when it runs, so that `--help` is quick.
"""

from __future__ import annotations

from pathlib import Path

import click

from newsarchive.cli.gc_tuning import loading
from newsarchive.cli.options import MAX_INTEGER

_FORMS = ["table", "csv", "jsonl"]
_NUMBER = click.IntRange(1, MAX_INTEGER)


@click.group("incidents", invoke_without_command=True)
@click.option("--source", metavar="S", help="Only those of this source.")
@click.option("--all", "every", is_flag=True, help="Also those that have ended.")
@click.option("--format", "form", type=click.Choice(_FORMS), default="table", show_default=True)
@click.option("--output", type=click.Path(path_type=Path), help="Write to a file instead of stdout.")
@click.pass_context
def incidents_group(
    context: click.Context, source: str | None, *, every: bool, form: str, output: Path | None
) -> None:
    """List incidents: troubles of whole sources, such as a login wall or a template without by-lines.

    An edit made in an incident is in doubt: the revision from before is shown. It ends by itself when the
    pages read again as before, and its edits are undone; it is accepted when three crawls over two days saw
    it.
    """
    if context.invoked_subcommand is not None:
        return
    with loading():
        from newsarchive.cli.incident_report import list_incidents
    list_incidents(source, form, output, every=every)


@incidents_group.command("accept")
@click.argument("number", metavar="ID", type=_NUMBER)
def accept_command(number: int) -> None:
    """Accept the open incident ID: what its pages show is what they say, and its edits are ordinary ones.

    Articles that vanished in it count as withdrawn.
    """
    with loading():
        from newsarchive.cli.incident_report import settle_incident
        from newsarchive.lifecycle import IncidentState
    settle_incident(number, IncidentState.ACCEPTED)


@incidents_group.command("dismiss")
@click.argument("number", metavar="ID", type=_NUMBER)
def dismiss_command(number: int) -> None:
    """Dismiss the open incident ID: its edits stay undone, also while its pages still show them."""
    with loading():
        from newsarchive.cli.incident_report import settle_incident
        from newsarchive.lifecycle import IncidentState
    settle_incident(number, IncidentState.DISMISSED)
