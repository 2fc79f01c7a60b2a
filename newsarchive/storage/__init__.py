"""The archive: the database of articles, behind a few narrow interfaces.

Only this package imports SQLAlchemy and Alembic.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from newsarchive.storage.database.location import database_url
from newsarchive.storage.interfaces.archive_interface import Archive

if TYPE_CHECKING:
    from newsarchive.storage.archive import open_archive

__all__ = ["Archive", "database_url", "open_archive"]


def __getattr__(name: str) -> Any:
    """Import what opens an archive when it is asked for: it takes 0.6 s, and a query needs none of it."""
    if name != "open_archive":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from newsarchive.storage.archive import open_archive  # noqa: PLC0415 - see above

    return open_archive
