"""The archive: the only importer of sqlalchemy and alembic, behind a few narrow interfaces."""

from __future__ import annotations

from newsarchive.storage.archive_interface import Archive
from newsarchive.storage.location import database_url
from newsarchive.storage.opening import open_archive

__all__ = ["Archive", "database_url", "open_archive"]
