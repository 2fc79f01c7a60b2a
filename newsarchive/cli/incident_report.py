"""`newsarchive incidents`: lists incidents of sources, accepts and dismisses them."""

from __future__ import annotations

from pathlib import Path

from newsarchive import clock
from newsarchive.cli.options import refuse_unknown_source
from newsarchive.cli.output import WRITERS, result_stream
from newsarchive.exports.row_text import as_text
from newsarchive.incident_states import IncidentState
from newsarchive.logs.console import echo
from newsarchive.storage import database_url, open_archive
from newsarchive.storage.interfaces.monitoring import Incident

_COLUMNS = (
    "incident",
    "source",
    "kind",
    "state",
    "opened_at",
    "closed_at",
    "crawls",
    "edits",
    "detail",
    "hidden",
)


def list_incidents(source: str | None, form: str, output: Path | None, *, every: bool) -> None:
    """Write the open incidents, or all; raises UsageError for an unknown source."""
    archive = open_archive(database_url())
    try:
        refuse_unknown_source(source, archive.sources())
        known = archive.incidents.listed(source, every=True)
    finally:
        archive.close()
    found = [one for one in known if every or one.state is IncidentState.OPEN]
    if not every:
        for one in known:
            if one.state is IncidentState.DISMISSED and one.hidden:
                echo(f"{_hiding(one)}; newsarchive incidents accept {one.number} shows them.", err=True)
    if not found and form == "table":
        echo("No incident is open." if not every else "There was no incident.", err=True)
        return
    with result_stream(output) as stream:
        WRITERS[form](stream, _COLUMNS, [_row(one) for one in found])


def settle_incident(number: int, state: IncidentState) -> None:
    """Accept or dismiss an incident, and print what that means.

    Raises UsageError if it is not open, nor dismissed and to be accepted.
    """
    archive = open_archive(database_url())
    try:
        done = archive.incidents.settle(number, state, clock.now())
    finally:
        archive.close()
    meant = (
        f"its {done.revisions:,} edits are ordinary ones now"
        if state is IncidentState.ACCEPTED
        else f"its {done.revisions:,} edits stay undone;"
        f" newsarchive incidents accept {number} takes that back"
    )
    echo(f"Incident {number} of {done.source} ({done.kind}) is {state}: {meant}.", err=True)


def _hiding(one: Incident) -> str:
    """Return what a dismissed incident does yet, in a sentence."""
    edits = "the edit of 1 article" if one.hidden == 1 else f"the edits of {one.hidden:,} articles"
    return f"Incident {one.number} of {one.source} ({one.kind}) was dismissed and hides {edits}"


def _row(one: Incident) -> tuple[str | int | None, ...]:
    return (
        one.number,
        one.source,
        one.kind,
        one.state,
        as_text(one.opened_at),
        as_text(one.closed_at),
        one.crawls_seen,
        one.revisions,
        one.detail,
        one.hidden,
    )
