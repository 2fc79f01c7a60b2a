"""The archive: the only importer of sqlalchemy and alembic, behind a few narrow interfaces."""

from __future__ import annotations

from newsarchive.storage.archive import open_archive
from newsarchive.storage.database.location import database_url
from newsarchive.storage.interfaces.archive_interface import Archive

__all__ = ["Archive", "database_url", "open_archive"]
