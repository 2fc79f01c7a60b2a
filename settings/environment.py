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


def chromium() -> str | None:
    """Return the browser NEWSARCHIVE_CHROMIUM names; None: the one on PATH, where a source needs any."""
    given = os.environ.get("NEWSARCHIVE_CHROMIUM", "").strip()
    if given and not (Path(given).is_file() and os.access(given, os.X_OK)):
        raise ConfigurationError(
            f"NEWSARCHIVE_CHROMIUM={given!r} is no program.",
            hint="Allowed: the file of a Chromium, such as /usr/bin/chromium; or nothing, to find one.",
        )
    return given or None
