"""How the browser is started, and what a page of it may do: as little as a reader of text needs."""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping
from typing import Any

logger = logging.getLogger(__name__)

LAUNCHING = 30_000.0  # milliseconds; 600 when tried here (2026-11), and machines are busy
ARGUMENTS = (
    # Names are the proxy's to resolve; nothing else of the browser resolves or goes past it.
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
    "--disable-quic",
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--force-webrtc-ip-handling-policy",
    "--deny-permission-prompts",
    "--mute-audio",
    "--disable-gpu",
    # Small containers have 64 MB of /dev/shm, and a tab that fills it crashes.
    "--disable-dev-shm-usage",
    # MB of a page's scripts; what they keep outside their heap is watched (newsarchive.browser.memory).
    # Frames of other sites have processes of their own, and share some.
    "--js-flags=--max-old-space-size=512",
    "--renderer-process-limit=4",
)


def launch_options(chromium: str, proxy: str) -> dict[str, Any]:
    """Return the options of Playwright's launch.

    Signals are ours to handle: a browser that ends itself at Ctrl-C fails the page in hand.
    """
    sandbox = os.geteuid() != 0
    if not sandbox:
        logger.warning("Chromium runs without its sandbox, since this process is root's: use another user.")
    return {
        "executable_path": chromium,
        "headless": True,
        "timeout": LAUNCHING,
        "chromium_sandbox": sandbox,
        "proxy": {"server": proxy},
        "args": list(ARGUMENTS),
        "handle_sigint": False,
        "handle_sigterm": False,
        "handle_sighup": False,
    }


def context_options(user_agent: str, headers: Mapping[str, str], *, verify_tls: bool) -> dict[str, Any]:
    """Return the options of a page's context: our user agent, no downloads, workers or permissions."""
    language = headers.get("Accept-Language")
    return {
        "user_agent": user_agent,
        "extra_http_headers": {"Accept-Language": language} if language else {},
        "accept_downloads": False,
        "service_workers": "block",
        "permissions": [],
        "ignore_https_errors": not verify_tls,
    }
