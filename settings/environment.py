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
