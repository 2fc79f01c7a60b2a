"""When each source was last crawled."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, func, select

from newsarchive.storage.location import parsed
from newsarchive.storage.schema import crawls, sources
from newsarchive.storage.transactions import Database


def last_crawls(url: str) -> dict[str, datetime]:
    """Return when the newest crawl of each source began (aware, UTC); sources never crawled are absent."""
    database = Database(parsed(url), wait=30)
    try:
        with database.reading() as connection:
            return read_last_crawls(connection)
    finally:
        database.close()


def read_last_crawls(connection: Connection) -> dict[str, datetime]:
    """Return the same over an open connection."""
    newest = (
        select(sources.c.name, func.max(crawls.c.started_at).label("started_at"))
        .join(crawls, crawls.c.source_id == sources.c.id)
        .where(crawls.c.kind == "crawl")
        .group_by(sources.c.name)
    )
    return {row.name: row.started_at for row in connection.execute(newest)}
