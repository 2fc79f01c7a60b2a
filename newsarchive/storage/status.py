"""Where an archive stands: its address, its schema, and who is at work on it."""

from __future__ import annotations

from sqlalchemy import Connection, select
from sqlalchemy.engine import URL

from newsarchive.storage.engine import WAIT, make_engine, reading
from newsarchive.storage.folders import require_file
from newsarchive.storage.location import parsed, shown
from newsarchive.storage.schema import crawls, sources
from newsarchive.storage.schema_revision import current_revision, head_revision, known_revisions
from newsarchive.storage.translation import translated


def archive_status(url: str) -> list[tuple[str, str]]:
    """Return names and values to be shown; ArchiveUnavailableError where there is no archive."""
    address = parsed(url)
    require_file(address)
    engine = reading(make_engine(address, wait=WAIT, pooled=False))
    with translated(address), engine.connect() as connection:
        return _lines(connection, address)


def _lines(connection: Connection, address: URL) -> list[tuple[str, str]]:
    current, head = current_revision(connection), head_revision()
    lines = [("archive", shown(address)), ("schema", current or "nothing"), ("head", head)]
    lines.append(("state", _state(current, head)))
    if current == head:
        lines += [("at work", text) for text in _open_crawls(connection)]
    return lines


def _state(current: str | None, head: str) -> str:
    if current == head:
        return "at head"
    behind = current in {None, *known_revisions()}
    return "behind: run 'newsarchive db upgrade'" if behind else "ahead of this code"


def _open_crawls(connection: Connection) -> list[str]:
    query = (
        select(crawls.c.kind, sources.c.name, crawls.c.pid, crawls.c.host, crawls.c.heartbeat_at)
        .outerjoin(sources, sources.c.id == crawls.c.source_id)
        .where(crawls.c.ended_at.is_(None))
        .order_by(crawls.c.id)
    )
    return [
        f"{kind} of {name or 'pages'}, process {pid} on {host}, heard {heartbeat:%Y-%m-%d %H:%M:%S} UTC"
        for kind, name, pid, host, heartbeat in connection.execute(query)
    ]
