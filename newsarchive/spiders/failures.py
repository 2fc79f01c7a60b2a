"""Why a download failed, in the short words the archive keeps."""

from __future__ import annotations

from typing import NamedTuple

from scrapy import exceptions

from newsarchive.errors import RenderingError, RenderingLimitError, RenderingTimeoutError
from newsarchive.middlewares.compression import UnreadableBodyError
from newsarchive.middlewares.postponed import PostponedError, RobotsForbiddenError, RobotsRefusedError
from newsarchive.middlewares.private_addresses import PrivateAddressError
from newsarchive.middlewares.traps import TrapError
from newsarchive.storage.interfaces import AnswerOutcome

# Not asked for, by a rule of ours or of robots.txt.
OURS: dict[type[Exception], str] = {
    PrivateAddressError: "private_address",
    RobotsForbiddenError: "robots",
    RobotsRefusedError: "robots_refused",
    TrapError: "trap",
}
# Scrapy's own exceptions (2.15), no longer Twisted's.
REASONS: dict[type[Exception], str] = OURS | {
    exceptions.DownloadTimeoutError: "timeout",
    exceptions.CannotResolveHostError: "unknown_host",
    exceptions.DownloadConnectionRefusedError: "connection_refused",
    exceptions.ResponseDataLossError: "cut_off",
    exceptions.DownloadCancelledError: "too_large",
    exceptions.UnsupportedURLSchemeError: "scheme",
    exceptions.DownloadFailedError: "connection_failed",
    RenderingTimeoutError: "timeout",
    RenderingLimitError: "rendering_limit",
    RenderingError: "rendering",
}


class Failure(NamedTuple):
    """How an address stands after a failed request, why, and what the library said."""

    outcome: AnswerOutcome
    reason: str
    detail: str


def explain(error: BaseException) -> Failure:
    """Return what a failed download means.

    Refusals of ours and of robots.txt are `skipped`, hosts that want to be asked later `postponed`.
    """
    detail = str(error)[:500] or type(error).__name__
    if isinstance(error, PostponedError):
        return Failure("postponed", error.reason, detail)
    if isinstance(error, UnreadableBodyError):
        return Failure("failed", error.reason, detail)
    for kind, reason in REASONS.items():
        if isinstance(error, kind):
            return Failure("skipped" if kind in OURS else "failed", reason, detail)
    if isinstance(error, exceptions.IgnoreRequest):
        return Failure("failed", "too_many_redirects" if "redirections" in detail else "ignored", detail)
    return Failure("failed", "download_error", f"{type(error).__name__}: {detail}")
