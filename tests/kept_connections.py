"""Connections that this process keeps to archives on PostgreSQL which many tests share.

A connection begins as a process of the server that looks up each table anew: with the first questions of a
test thirty milliseconds of processor time, more than all else that most tests ask of it (2026-11). A crawl
keeps its connections from one transaction to the next, too; a query has a session of its own, so that what is
kept of one is as new (DISCARD ALL).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg.pq import TransactionStatus
from sqlalchemy import Engine
from sqlalchemy.engine import URL

from newsarchive.storage.database import engine as engines
from newsarchive.storage.database.location import parsed
from newsarchive.storage.queries import postgresql

_CAN_CONNECT = """
SELECT rolcanlogin AND has_database_privilege(oid, current_database(), 'CONNECT')
    AND coalesce(rolvaliduntil > now(), true)
FROM pg_roles WHERE rolname = session_user
"""
_databases: set[str | None] = set()
_engines: dict[tuple[URL, float], Engine] = {}
_sessions: dict[tuple[URL, float], list[psycopg.Connection[Any]]] = {}
_shared = engines._shared
_connect = engines.connect_postgresql


@contextmanager
def kept_connections(url: str) -> Iterator[str]:
    """Keep what this process connects to an archive meanwhile; its database has a name that no other has."""
    _databases.add(parsed(url).database)
    vars(engines)["_shared"] = _kept_engine
    vars(postgresql)["connect_postgresql"] = _kept_session
    yield url
    _forget(parsed(url).database)


def _forget(database: str | None) -> None:
    _databases.discard(database)
    for key in [key for key in _engines if key[0].database == database]:
        engines.release_engine(_engines.pop(key))
    for key in [key for key in _sessions if key[0].database == database]:
        for session in _sessions.pop(key):
            session.close()


def _kept_engine(location: URL, wait: float) -> Engine:
    if location.database not in _databases:
        return _shared(location, wait)
    key = (location, wait)
    if key not in _engines:
        _engines[key] = engines.make_engine(location, wait=wait)
        engines._engine_users[_engines[key]] += 1
    return _engines[key]


def _kept_session(location: URL, wait: float) -> Any:
    if location.database not in _databases:
        return _connect(location, wait)
    kept = _sessions.setdefault((location, wait), [])
    while kept:
        session = kept.pop()
        if _may_still_connect(session):
            return _Lent(session, kept)
        session.close()
    return _Lent(_connect(location, wait), kept)


def _may_still_connect(session: psycopg.Connection[Any]) -> bool:
    """Say whether its role could connect anew: a test may have taken that away, or the role."""
    try:
        session.autocommit = True
        row = session.execute(_CAN_CONNECT).fetchone()
        session.autocommit = False
    except psycopg.Error:
        return False
    return row is not None and bool(row[0])


class _Lent:
    """A session until it is closed; who has closed it may do so again while another has it."""

    _session: psycopg.Connection[Any]
    _kept: list[psycopg.Connection[Any]]
    _returned: bool

    def __init__(self, session: psycopg.Connection[Any], kept: list[psycopg.Connection[Any]]) -> None:
        vars(self).update(_session=session, _kept=kept, _returned=False)

    def __getattr__(self, name: str) -> Any:
        if self._returned:
            if name == "closed":
                return True
            raise psycopg.OperationalError("the connection is closed")  # else it would be that of another
        return getattr(self._session, name)

    def __setattr__(self, name: str, value: object) -> None:
        setattr(self._session, name, value)

    def close(self) -> None:
        """Give it back for the next, unless it is in the midst of something."""
        if self._returned:
            return
        vars(self)["_returned"] = True
        session = self._session
        try:
            if session.info.transaction_status not in {TransactionStatus.IDLE, TransactionStatus.INTRANS}:
                raise psycopg.OperationalError
            session.rollback()
            session.read_only = session.isolation_level = None
            session.autocommit = True
            session.execute("DISCARD ALL")
            session.autocommit = False
        except psycopg.Error:
            session.close()
        else:
            self._kept.append(session)
