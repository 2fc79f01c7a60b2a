"""Private API of psycopg: the description of a statement that gave no row."""

from __future__ import annotations

from typing import Any

import psycopg

_NAME = b"newsarchive_names"  # of the prepared statement


def column_names(cursor: psycopg.Cursor[Any], sql: str) -> list[str]:
    """Return the names of a statement's columns without running it.

    `Cursor.stream` describes its result only with the first row. Upstream: `cursor.description` of an empty
    stream.
    """
    connection = cursor.connection.pgconn
    connection.prepare(_NAME, sql.encode())
    described = connection.describe_prepared(_NAME)
    return [(described.fname(at) or b"").decode() for at in range(described.nfields)]
