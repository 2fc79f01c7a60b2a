"""What SQLAlchemy has compiled for one archive serves the next one's engine, in tests.

Compiling is two fifths of what SQL costs a test that opens an archive of its own (2026-11).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any
from unittest import mock

from sqlalchemy import create_engine
from sqlalchemy.engine.default import DefaultDialect

from newsarchive.storage.database import engine as archive_engines

COMPILED: dict[Any, Any] = {}


@contextmanager
def compiled_once() -> Iterator[None]:
    """Let the engines of all archives share what they compile, where their dialects are alike."""
    with (
        mock.patch.object(DefaultDialect, "__eq__", _alike),
        mock.patch.object(DefaultDialect, "__hash__", lambda dialect: hash(type(dialect))),
        mock.patch.object(
            archive_engines,
            "create_engine",
            partial(create_engine, execution_options={"compiled_cache": COMPILED}),
        ),
    ):
        yield


def _alike(one: object, other: object) -> bool:
    """Whether two dialects compile alike: of one kind, for one server."""
    version = "server_version_info"
    return type(one) is type(other) and getattr(one, version, None) == getattr(other, version, None)
