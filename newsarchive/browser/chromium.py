"""Finds a Chromium, and decides how it is started and what a page may load and do."""

from __future__ import annotations

import logging
import os
import shutil
import sys
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

from newsarchive.environment import CHROMIUM, browsers_folder
from newsarchive.errors import ConfigurationError, MissingExtraError

# Finding a Chromium: the one that the operator names, else one on PATH, else one in Playwright's cache; of
# these a headless shell first, which is Chromium without windows. To open, scroll and close a page takes it a
# quarter of the processor time that it takes the whole browser (0.9 s for 3.3 s, 2026-11).
#
# `python -m newsarchive.browser.chromium` prints its path, or exits with 1.

_NAMES = (
    "chromium-headless-shell",  # Debian's
    "chrome-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)
_CACHED = ("chromium_headless_shell-*/*/*headless*shell", "chromium-*/chrome-linux*/chrome")
_EXTRA, _PACKAGE = "browser", "scrapy_playwright"
INSTALL_HINT = (
    "Install one (Debian: apt-get install chromium-headless-shell; elsewhere: playwright install"
    " chromium), or name its file in NEWSARCHIVE_CHROMIUM."
)


def find_chromium(named: str | None = None) -> str | None:
    """Return the path of a Chromium, None if none is found; a `named` path is returned unchecked."""
    return named or next(filter(None, map(shutil.which, _NAMES)), None) or _cached()


def usable_chromium(named: str | None = None) -> str | None:
    """Return the path of a Chromium, None if none is found or the extra that controls it is not installed.

    Playwright is not imported for this check: that takes 0.25 s (2026-11), and most crawls never need it.
    """
    return find_chromium(named) if find_spec(_PACKAGE) else None


def demand_chromium(source: str, named: str | None = None) -> str:
    """Return the path of a Chromium for a source that declares that it needs one.

    Raises MissingExtraError or ConfigurationError, which say what to install.
    """
    what = f'Source {source} declares render = "browser"'
    if not find_spec(_PACKAGE):
        raise MissingExtraError(f"{what}, which", _EXTRA)
    found = find_chromium(named)
    if found is None:
        raise ConfigurationError(f"{what}, but no Chromium was found.", hint=INSTALL_HINT)
    return found


def _cached() -> str | None:
    """Return Playwright's newest shell, else its newest browser; folders differ by version and machine."""
    for kind in _CACHED:
        if found := [path for path in browsers_folder().glob(kind) if os.access(path, os.X_OK)]:
            return str(max(found, key=_number))
    return None


def _number(path: Path) -> int:
    number = path.parts[-3].rpartition("-")[2]
    return int(number) if number.isdigit() else 0


if __name__ == "__main__":
    chromium = find_chromium(CHROMIUM.given())
    if chromium is None:
        sys.exit(1)
    sys.stdout.write(f"{chromium}\n")


# How the browser is started, and what a page may do: no more than reading text needs.

logger = logging.getLogger(__name__)

_LAUNCH_TIMEOUT = 30_000.0  # milliseconds; a start took 600 (2026-11), and takes longer on a busy machine
_ARGUMENTS = (
    # Only the proxy resolves host names, and no connection bypasses it.
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
    "--disable-quic",
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--force-webrtc-ip-handling-policy",
    "--deny-permission-prompts",
    "--mute-audio",
    "--disable-gpu",
    # Small containers have 64 MB of /dev/shm; a tab crashes once it is full.
    "--disable-dev-shm-usage",
    # MB of heap for the scripts of a page; newsarchive.browser.memory measures what they use outside it.
    # Frames from other sites run in processes of their own, at most this many.
    "--js-flags=--max-old-space-size=512",
    "--renderer-process-limit=4",
)


def launch_options(chromium: str, proxy: str) -> dict[str, Any]:
    """Return the options for Playwright's `launch`.

    Chromium handles no signals: if it ended itself on Ctrl-C, the page being rendered would fail.
    """
    sandbox = os.geteuid() != 0
    if not sandbox:
        logger.warning("Chromium runs without its sandbox because this process is root: use another user.")
    return {
        "executable_path": chromium,
        "headless": True,
        "timeout": _LAUNCH_TIMEOUT,
        "chromium_sandbox": sandbox,
        "proxy": {"server": proxy},
        "args": list(_ARGUMENTS),
        "handle_sigint": False,
        "handle_sigterm": False,
        "handle_sighup": False,
    }


def context_options(user_agent: str, headers: Mapping[str, str], *, verify_tls: bool) -> dict[str, Any]:
    """Return the options for a page's context: our user agent, no downloads or permissions."""
    language = headers.get("Accept-Language")
    return {
        "user_agent": user_agent,
        "extra_http_headers": {"Accept-Language": language} if language else {},
        "accept_downloads": False,
        "service_workers": "block",
        "permissions": [],
        "ignore_https_errors": not verify_tls,
    }


# What the browser does not load: images, video, fonts, and anything from analytics and advertising hosts.
#
# Stylesheets are loaded: a script that waits for one in vain (webpack's "Loading CSS chunk failed") builds no
# page.

# Resource types as Playwright names them. `document`, `script`, `stylesheet`, `xhr` and `fetch` are loaded;
# so are `eventsource`, by which a story may come, and `websocket`, which routing does not see.
_UNWANTED = frozenset(
    {
        "image",
        "imageset",
        "media",
        "font",
        "texttrack",
        "manifest",
        "ping",
        "beacon",
        "cspreport",
    }
)


class Loading(Protocol):
    """The part of a Playwright request that `is_unwanted` reads."""

    url: str
    resource_type: str


def is_unwanted(request: Loading) -> bool:
    """Say whether the request is aborted (PLAYWRIGHT_ABORT_REQUEST)."""
    return request.resource_type in _UNWANTED or is_tracker(urlsplit(request.url).hostname or "")


def is_tracker(host: str) -> bool:
    """Say whether the host or one of its parent domains is in trackers.txt."""
    labels = host.lower().split(".")
    return any(".".join(labels[start:]) in _trackers() for start in range(len(labels) - 1))


@cache
def _trackers() -> frozenset[str]:
    lines = files("newsarchive.browser").joinpath("trackers.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))
