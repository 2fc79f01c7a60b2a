"""What tests keep of a connection hides nothing: who may not connect any more has none, nor who closed it."""

from __future__ import annotations

import uuid
from typing import Any

import psycopg
import pytest
from sqlalchemy.engine import URL, make_url

from newsarchive.storage.queries import postgresql


def connected(location: URL) -> Any:
    return vars(postgresql)["connect_postgresql"](location, 5)


def test_a_session_is_nobody_elses_and_of_nobody_who_is_gone(postgres_url: str) -> None:
    location = make_url(postgres_url)
    role = f"guest_{uuid.uuid4().hex[:8]}"
    owner, again = (connected(location) for _ in range(2))
    owner.autocommit = True
    owner.execute(f"CREATE ROLE {role} LOGIN".encode())
    try:
        guest = connected(location.set(username=role, password=None))
        guest.execute(b"SELECT 1")
        guest.close()
        assert guest.closed
        with pytest.raises(psycopg.OperationalError, match="closed"):
            guest.execute(b"SELECT 1")
        owner.execute(f"ALTER ROLE {role} NOLOGIN".encode())
        with pytest.raises(psycopg.OperationalError, match="not permitted to log in"):
            connected(location.set(username=role, password=None))
    finally:
        owner.execute(f"DROP ROLE {role}".encode())
        owner.close()
    again.close()
    taken = connected(location)
    assert taken._session is again._session
    taken.close()
