"""Why a download failed, in the short words the archive keeps."""

from __future__ import annotations

from typing import NamedTuple

from scrapy import exceptions

from newsarchive.middlewares.private_addresses import PrivateAddressError
from newsarchive.middlewares.traps import TrapError
from newsarchive.storage.interfaces import AnswerOutcome

# Scrapy's own exceptions (2.15), no longer Twisted's.
REASONS: dict[type[Exception], str] = {
    exceptions.DownloadTimeoutError: "timeout",
    exceptions.CannotResolveHostError: "unknown_host",
    exceptions.DownloadConnectionRefusedError: "connection_refused",
    exceptions.ResponseDataLossError: "cut_off",
    exceptions.DownloadCancelledError: "too_large",
    exceptions.UnsupportedURLSchemeError: "scheme",
    exceptions.DownloadFailedError: "connection_failed",
}


class Failure(NamedTuple):
    """How an address stands after a failed request, why, and what the library said."""

    outcome: AnswerOutcome
    reason: str
    detail: str


def explain(error: BaseException) -> Failure:
    """Return what a failed download means; refusals of ours and of robots.txt are `skipped`, not failures."""
    detail = str(error)[:500] or type(error).__name__
    if isinstance(error, PrivateAddressError):
        return Failure("skipped", "private_address", detail)
    if isinstance(error, TrapError):
        return Failure("skipped", "trap", detail)
    if isinstance(error, exceptions.IgnoreRequest):
        if "robots" in detail:
            return Failure("skipped", "robots", detail)
        return Failure("failed", "too_many_redirects" if "redirections" in detail else "ignored", detail)
    for kind, reason in REASONS.items():
        if isinstance(error, kind):
            return Failure("failed", reason, detail)
    return Failure("failed", "download_error", f"{type(error).__name__}: {detail}")
