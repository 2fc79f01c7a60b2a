"""`newsarchive db grant`: a role that may read the views."""

from __future__ import annotations

import click

from newsarchive.logs.speaking import echo
from newsarchive.storage.granting import grant as grant_role
from newsarchive.storage.location import database_url


@click.command()
@click.argument("role", metavar="ROLE")
def grant(role: str) -> None:
    """Let ROLE read the analysts' views and search, and nothing else (PostgreSQL).

    The role is made where it does not exist, without a password: give it one, or let pg_hba.conf decide. Its
    sessions are read-only and stop a statement after 60 seconds; it keeps its rights when migrations make the
    views anew.
    """
    made = grant_role(database_url(), role)
    echo(f"The role {role} {'was made and ' if made else ''}may read the archive.", err=True)
