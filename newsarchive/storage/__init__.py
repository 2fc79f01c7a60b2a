"""The archive: the database of articles, behind a few narrow interfaces.

Only this package imports SQLAlchemy and Alembic.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from newsarchive.environment import database_url

if TYPE_CHECKING:
    from newsarchive.storage.archive import open_archive
    from newsarchive.storage.interfaces.archive_interface import Archive

__all__ = ["Archive", "database_url", "open_archive"]
_LATE = {
    "Archive": "newsarchive.storage.interfaces.archive_interface",
    "open_archive": "newsarchive.storage.archive",
}


def __getattr__(name: str) -> Any:
    """Import what an open archive needs when it is asked for: it takes 0.6 s, and queries need none of it."""
    if name not in _LATE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_LATE[name]), name)
