"""The operators' levers: status, incidents, unblock and recheck.

Each command declares its options here and imports its implementation when it runs, so that `--help` is quick.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from newsarchive.cli.options import MAX_INTEGER
from newsarchive.gc_tuning import loading

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

    A dismissed incident can be accepted, too. Articles that vanished in it count as withdrawn.
    """
    with loading():
        from newsarchive.cli.incident_report import settle_incident
        from newsarchive.incident_states import IncidentState
    settle_incident(number, IncidentState.ACCEPTED)


@incidents_group.command("dismiss")
@click.argument("number", metavar="ID", type=_NUMBER)
def dismiss_command(number: int) -> None:
    """Dismiss the open incident ID: its edits stay undone, also while its pages still show them.

    `hidden` counts the articles with such an edit. `newsarchive incidents accept ID` takes it back.
    """
    with loading():
        from newsarchive.cli.incident_report import settle_incident
        from newsarchive.incident_states import IncidentState
    settle_incident(number, IncidentState.DISMISSED)


@click.command("status")
@click.option("--format", "form", type=click.Choice(_FORMS), default="table", show_default=True)
@click.option("--output", type=click.Path(path_type=Path), help="Write to a file instead of stdout.")
def overview_command(form: str, output: Path | None) -> None:
    """Show all sources: is each up, blocked, due and why, what is new, left out and suspicious.

    `state` is as in the view source_health, or `invalid`; those that are not healthy come first. `left_out`
    counts URLs that a rule of the declaration leaves out; `suspicious` the articles of seven days without
    title or date, of doubtful text, or never seen but in an incident; `hidden_edits` those with an edit that
    a dismissed incident hides. Times are UTC.
    """
    with loading():
        from newsarchive.cli.source_status import write_status
    write_status(form, output)


@click.command("unblock")
@click.argument("host", metavar="HOST")
def unblock_command(host: str) -> None:
    """Lift the block of HOST now: a back-off, a Retry-After, a robots.txt that was refused to us.

    What was left for later because of it is due at once. See first that the host wants to be asked again.
    """
    with loading():
        from newsarchive.cli.source_status import unblock
    unblock(host)


@click.command("recheck")
@click.argument("sources", nargs=-1)
@click.option("--all", "every", is_flag=True, help="Of every declared source.")
@click.option(
    "--since",
    type=click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S"]),
    help="Only articles stored or published since (UTC); default: all.",
)
def recheck_command(sources: tuple[str, ...], *, every: bool, since: datetime | None) -> None:
    """Have the stored articles of SOURCE… fetched again and read whole, whatever they answered before.

    They are due at once, and make their source due unless it declares `every` or `at`; the next crawl fetches
    them within `requests_per_day`. For articles read from what is stored: newsarchive reprocess.
    """
    with loading():
        from newsarchive.cli.source_status import recheck
    recheck(sources, since.replace(tzinfo=UTC) if since else None, every=every)
