"""`newsarchive db upgrade`: bring the schema up, and make what this code derives from older articles."""

from __future__ import annotations

import click

from newsarchive.cli.progress import ProgressReport
from newsarchive.logs.speaking import echo
from newsarchive.storage import migrating
from newsarchive.storage.bounded_functions import lacking_bounds
from newsarchive.storage.deriving import complete
from newsarchive.storage.jobs.installing import install
from newsarchive.storage.location import database_url
from newsarchive.storage.reader_login import lacking_reader
from newsarchive.storage.schema_revision import stored_revision


@click.command()
@click.argument("revision", metavar="[REV]", default="head")
def upgrade(revision: str) -> None:
    """Bring the archive up to REV (default: head), making it where there is none.

    At head, what is computed from stored articles (the search index, …) is then made for those that lack it.
    It may be stopped at any time; run it again and it goes on.
    """
    url = database_url()
    migrating.upgrade(url, revision)
    echo(f"The archive is at {stored_revision(url) or 'nothing'}.", err=True)
    if revision == "head":
        for said in (lacking_reader(url), lacking_bounds(url), install(url)):
            if said:
                echo(said, err=True)
    for name, count in complete(url, ProgressReport).items():
        echo(f"Made: {count:,} {name}.", err=True)
