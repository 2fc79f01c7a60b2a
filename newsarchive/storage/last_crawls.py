"""When each source was last crawled: what `crawl --due` goes by."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select

from newsarchive.storage.location import parsed
from newsarchive.storage.schema import crawls, sources
from newsarchive.storage.transactions import Database


def last_crawls(url: str) -> dict[str, datetime]:
    """Return when the newest crawl of each source began (aware, UTC); sources never crawled are absent."""
    database = Database(parsed(url), wait=30)
    newest = (
        select(sources.c.name, func.max(crawls.c.started_at).label("started_at"))
        .join(crawls, crawls.c.source_id == sources.c.id)
        .where(crawls.c.kind == "crawl")
        .group_by(sources.c.name)
    )
    try:
        with database.reading() as connection:
            return {row.name: row.started_at for row in connection.execute(newest)}
    finally:
        database.close()
