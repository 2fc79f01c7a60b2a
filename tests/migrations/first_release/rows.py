"""The rows of an archive as JSON lines, and back: the same file fills either database.

`newsroom.jsonl.gz` beside this is what the first released code (commit c077fc4, migration 0002) made of the
sample newsroom in two visits, the second of which finds one page edited. Made by

    git worktree add --detach /tmp/first c077fc4 && mkdir /tmp/demo && cp scrapy.cfg /tmp/demo && cd /tmp/demo
    ln -s /tmp/first/settings settings
    export NEWSARCHIVE_DATABASE_URL=sqlite:////tmp/first.db PYTHONPATH=/tmp/first
    for visit in 1 2; do python -c "from newsarchive.cli import main; main()" demo newsroom; done
    cd - && PYTHONPATH=$PWD python -m tests.migrations.first_release.rows "$NEWSARCHIVE_DATABASE_URL"
"""

from __future__ import annotations

import base64
import gzip
import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, MetaData, Table, create_engine, func, insert, select, text

from newsarchive.storage.database.location import parsed

FILE = Path(__file__).parent / "newsroom.jsonl.gz"


def dump(url: str, file: Path = FILE) -> None:
    """Write every row, a line each: `[table, {column: value}]`; bytes are base64, times ISO 8601."""
    engine = create_engine(parsed(url))
    # Without name and time the same rows are the same bytes.
    with (
        engine.connect() as connection,
        file.open("wb") as packed,
        gzip.GzipFile("", "wb", fileobj=packed, mtime=0) as lines,
    ):
        for table in _tables(connection):
            for row in connection.execute(select(table).order_by(*table.primary_key.columns)):
                told = {name: _told(value) for name, value in row._mapping.items() if value is not None}
                lines.write(json.dumps([table.name, told], ensure_ascii=False).encode() + b"\n")
    engine.dispose()


def load(url: str, file: Path = FILE) -> None:
    """Put the rows into an archive that is empty and at the migration they were written at."""
    engine = create_engine(parsed(url))
    with engine.begin() as connection:
        tables = {table.name: table for table in _tables(connection)}
        if connection.dialect.name == "postgresql":  # rows in the order of their tables refer forwards
            connection.execute(text("SET session_replication_role = replica"))
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            for line in lines:
                name, told = json.loads(line)
                values = {column: _value(tables[name], column, each) for column, each in told.items()}
                connection.execute(insert(tables[name]), values)
        if connection.dialect.name == "postgresql":
            for table in tables.values():
                _count_on(connection, table)
    engine.dispose()


def _tables(connection: Connection) -> list[Table]:
    found = MetaData()
    found.reflect(connection)
    return [table for name, table in sorted(found.tables.items()) if name != "alembic_version"]


def _told(value: Any) -> Any:
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    return value.isoformat() if isinstance(value, date) else value


def _value(table: Table, column: str, told: Any) -> Any:
    kind = table.c[column].type.python_type
    if issubclass(kind, date):  # or datetime
        return kind.fromisoformat(told)
    return base64.b64decode(told) if kind is bytes else bool(told) if kind is bool else told


def _count_on(connection: Connection, table: Table) -> None:
    """Have the next row numbered after those loaded."""
    if "id" in table.c and (highest := connection.scalar(select(func.max(table.c.id)))):
        sequence = func.pg_get_serial_sequence(table.name, "id")
        connection.execute(select(func.setval(sequence, highest)))


if __name__ == "__main__":
    dump(sys.argv[1])
