"""The one clock that machines sharing an archive agree on: that of the PostgreSQL server.

What one machine writes and another compares with the present (that a crawl is alive, until when a host is
left alone) is stored by it. What was seen (when a page was fetched) is told by the clock of who saw it.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from newsarchive import clock

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

_SECOND = timedelta(seconds=1)
_SAME = timedelta(0)


def server_ahead(connection: Connection) -> timedelta:
    """Return by how many whole seconds the server's clock is surely ahead of this machine's (less: behind).

    An archive in a file has no clock but this machine's. The question takes its time, and the answer may be
    of any moment in it: a difference within that is none.
    """
    if connection.dialect.name != "postgresql":
        return _SAME
    asked = clock.of_machine()
    told: datetime = connection.exec_driver_sql("SELECT clock_timestamp()").scalar_one()
    heard = clock.of_machine()
    if told < asked:
        return -((asked - told) // _SECOND) * _SECOND
    return max(_SAME, (told - heard) // _SECOND * _SECOND)


def by_server(connection: Connection, at: datetime) -> datetime:
    """Return a moment of this machine's clock by that of the server."""
    return at + server_ahead(connection)
