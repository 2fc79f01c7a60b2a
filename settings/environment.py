"""The environment variables of a crawl, read only here and checked at start."""

from __future__ import annotations

import os
import re
from importlib.metadata import version
from pathlib import Path

from pydantic import SecretStr

from newsarchive.errors import ConfigurationError
from newsarchive.paths import bundled, project_root

MAX_CONTACT_LENGTH = 200
LOG_STYLES = ("json", "text")


def user_agent() -> str:
    """Return the user agent; NEWSARCHIVE_CONTACT (an e-mail address or URL) tells sites whom to contact."""
    contact = os.environ.get("NEWSARCHIVE_CONTACT", "").strip()
    if len(contact) > MAX_CONTACT_LENGTH or not (contact.isascii() and contact.isprintable()):
        raise ConfigurationError(
            f"NEWSARCHIVE_CONTACT={contact!r} cannot be put into a request header.",
            hint=f"Allowed: at most {MAX_CONTACT_LENGTH} ASCII characters on one line, such as a URL.",
        )
    return f"newsarchive/{version('newsarchive')}" + (f" (+{contact})" if contact else "")


def sources_folder() -> str:
    """Return the folder of source files: NEWSARCHIVE_SOURCES, else the project's, else the bundled ones."""
    given = os.environ.get("NEWSARCHIVE_SOURCES", "").strip()
    if given:
        return str((project_root() / given).resolve())
    own = project_root() / "settings" / "sources"
    return str(own if own.is_dir() else Path(bundled("settings")) / "sources")


def metrics_folder() -> str | None:
    """Return the folder for Prometheus text files, NEWSARCHIVE_METRICS; None if it is not set."""
    given = os.environ.get("NEWSARCHIVE_METRICS", "").strip()
    if not given:
        return None
    folder = (project_root() / given).resolve()
    if not folder.is_dir():
        raise ConfigurationError(
            f"NEWSARCHIVE_METRICS={given!r} is not a folder.",
            hint="Give the folder that node_exporter reads (--collector.textfile.directory).",
        )
    return str(folder)


def notify_addresses() -> tuple[SecretStr, ...]:
    """Return whom to notify: NEWSARCHIVE_NOTIFY has apprise URLs, or names a file of them.

    They are secrets: messages show only their position and kind.
    """
    given = os.environ.get("NEWSARCHIVE_NOTIFY", "").strip()
    if given and "://" not in given:
        given = _lines_of(project_root() / given)
    addresses = [part for part in re.split(r"[\s,]+(?=[\w.+-]+://)|\s+", given) if part]
    for number, address in enumerate(addresses, start=1):
        if not re.match(r"[\w.+-]+://.", address):
            raise ConfigurationError(
                f"NEWSARCHIVE_NOTIFY: address {number} of {len(addresses)} does not begin with a kind.",
                hint="Allowed: apprise URLs such as mailto://… or slack://…, or a file with one a line.",
            )
    return tuple(SecretStr(address.rstrip(",")) for address in addresses)


def log_style(default: str) -> str:
    """Return how a crawl logs: NEWSARCHIVE_LOG (`json` or `text`), else the project's default."""
    given = os.environ.get("NEWSARCHIVE_LOG", "").strip() or default
    if given not in {*LOG_STYLES, default}:
        raise ConfigurationError(f"NEWSARCHIVE_LOG={given!r}: allowed are {', '.join(LOG_STYLES)}.")
    return given


def _lines_of(file: Path) -> str:
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(
            "NEWSARCHIVE_NOTIFY has no address (kind://…) and names no readable file.",
            hint="Give apprise URLs, or a UTF-8 file with one on each line; # begins a comment.",
        ) from error
    return "\n".join(line for line in lines if not line.lstrip().startswith("#"))


def chromium() -> str | None:
    """Return the browser that NEWSARCHIVE_CHROMIUM names; None: the one on PATH, if a source needs any."""
    given = os.environ.get("NEWSARCHIVE_CHROMIUM", "").strip()
    if given and not (Path(given).is_file() and os.access(given, os.X_OK)):
        raise ConfigurationError(
            f"NEWSARCHIVE_CHROMIUM={given!r} is not a program.",
            hint="Give the file of a Chromium, such as /usr/bin/chromium; or leave it empty to search PATH.",
        )
    return given or None


def wayback() -> str:
    """Return the web archive that backfills use: NEWSARCHIVE_WAYBACK, a server like the Wayback Machine."""
    given = os.environ.get("NEWSARCHIVE_WAYBACK", "").strip().rstrip("/")
    if given and not given.startswith(("http://", "https://")):
        raise ConfigurationError(
            f"NEWSARCHIVE_WAYBACK={given!r} is not the URL of a server.",
            hint="Give the beginning of a URL, such as https://web.archive.org (the default).",
        )
    return given or "https://web.archive.org"
