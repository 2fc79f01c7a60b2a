"""The environment variables of a crawl, read here and nowhere else, and checked at start."""

from __future__ import annotations

import os
from importlib.metadata import version
from pathlib import Path

from newsarchive.errors import ConfigurationError
from newsarchive.paths import bundled, project_root

LONGEST_CONTACT = 200


def user_agent() -> str:
    """Return the user agent; NEWSARCHIVE_CONTACT (an address or URL) tells site owners whom to ask."""
    contact = os.environ.get("NEWSARCHIVE_CONTACT", "").strip()
    if len(contact) > LONGEST_CONTACT or not (contact.isascii() and contact.isprintable()):
        raise ConfigurationError(
            f"NEWSARCHIVE_CONTACT={contact!r} cannot be put into a request header.",
            hint=f"Allowed: at most {LONGEST_CONTACT} ASCII characters on one line, such as a URL.",
        )
    return f"newsarchive/{version('newsarchive')}" + (f" (+{contact})" if contact else "")


def sources_folder() -> str:
    """Return the folder of source files: NEWSARCHIVE_SOURCES, else the project's, else the bundled ones."""
    given = os.environ.get("NEWSARCHIVE_SOURCES", "").strip()
    if given:
        return str((project_root() / given).resolve())
    own = project_root() / "settings" / "sources"
    return str(own if own.is_dir() else Path(bundled("settings")) / "sources")


def wayback() -> str:
    """Return the archive that backfills ask: NEWSARCHIVE_WAYBACK, of a server like the Wayback Machine."""
    given = os.environ.get("NEWSARCHIVE_WAYBACK", "").strip().rstrip("/")
    if given and not given.startswith(("http://", "https://")):
        raise ConfigurationError(
            f"NEWSARCHIVE_WAYBACK={given!r} is no address of a server.",
            hint="Allowed: the beginning of an address, such as https://web.archive.org (the default).",
        )
    return given or "https://web.archive.org"
