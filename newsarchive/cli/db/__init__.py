"""`newsarchive db`: the archive's schema and its upkeep, one command a file."""

from __future__ import annotations

import click

from newsarchive.cli.db.backup import backup
from newsarchive.cli.db.check import check
from newsarchive.cli.db.downgrade import downgrade
from newsarchive.cli.db.grant import grant
from newsarchive.cli.db.migration import migration
from newsarchive.cli.db.prune import prune
from newsarchive.cli.db.status import status
from newsarchive.cli.db.upgrade import upgrade
from newsarchive.cli.db.verify import verify


@click.group()
def command() -> None:
    """The archive's schema and upkeep: upgrade, downgrade, status, check, verify, backup, grant, prune."""


for each in (upgrade, downgrade, status, check, verify, backup, grant, prune, migration):
    command.add_command(each)
