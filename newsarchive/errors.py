"""The one exception tree; each class knows its exit code and what the operator can do.

The codes: docs/reference/exit-codes.md.
"""

from __future__ import annotations

from collections.abc import Iterable


class NewsarchiveError(Exception):
    """Base of every error an operator can cause or must act on; printed as text, never as a traceback.

    `message` says what is wrong, where, and what would be allowed; `hint` is the next step to take.
    """

    exit_code = 1
    default_hint = ""

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint or self.default_hint

    def __str__(self) -> str:
        return f"{self.message}\n  {self.hint}" if self.hint else self.message


class UsageError(NewsarchiveError):
    """Arguments, URLs, SQL or input files that cannot be used as given."""

    exit_code = 2


class ConfigurationError(UsageError):
    """A setting, project name or source declaration that is wrong."""


class SourceError(ConfigurationError):
    """A source declaration with mistakes; the message names file, field, value and what is allowed."""

    default_hint = "Correct the file, then run 'newsarchive sources check'."


class ManifestError(UsageError):
    """A manifest line that is malformed or repeats an id; the message names the line."""


class SqlError(UsageError):
    """SQL that does not parse, names what is not there, or would write."""


class MissingExtraError(ConfigurationError):
    """A command needs an optional dependency; the hint says which extra to install."""

    def __init__(self, what: str, extra: str) -> None:
        super().__init__(
            f"{what} needs the extra '{extra}', which is not installed.",
            hint=f"Install it: pip install 'newsarchive[{extra}]'",
        )


class DocumentTooCostlyError(NewsarchiveError):
    """Parsing a listing or robots.txt took more time or memory than is allowed."""


class RenderingError(NewsarchiveError):
    """The browser could not render a URL."""


class RenderingTimeoutError(RenderingError):
    """A page did not finish in the browser within its deadline."""


class RenderingLimitError(RenderingError):
    """A page exceeded a limit of the browser: memory, requests, or the length of its HTML."""


class BrowserUnavailableError(RenderingError):
    """The browser cannot be started: no page of this crawl can be rendered."""


class CrawlStoppingError(RenderingError):
    """The crawl is being stopped; pages that wait for the browser or a parser are left for the next crawl."""


class PageNotReadError(NewsarchiveError):
    """No worker is left to read a page; nothing is known of it, and it is asked for again next time."""


class EndedEarlyError(NewsarchiveError):
    """The work stopped before its end: SIGTERM, a timeout, a truncated result, a busy source."""

    exit_code = 3


class SourceBusyError(EndedEarlyError):
    """Another crawl holds this source."""


class ArchiveError(NewsarchiveError):
    """The archive cannot be used now."""

    exit_code = 4


class ArchiveUnavailableError(ArchiveError):
    """The archive cannot be opened or created: missing folder or file, no permission, server away."""


class ArchiveLockedError(ArchiveError):
    """Another writer held the archive longer than the wait."""


class SchemaNotAtHeadError(ArchiveError):
    """The archive's schema is older or newer than this code."""

    default_hint = "Run 'newsarchive db upgrade' (or install the version that made the archive)."


class WorkersUnavailableError(NewsarchiveError):
    """Worker processes cannot be started, or not with the limits that keep one page from ending all."""

    exit_code = 4


def worst_exit_code(codes: Iterable[int]) -> int:
    """Return the exit code for several results: 1 outweighs 4, then 3, 2 and 0; 0 if there are none."""
    return max([0, *codes], key=(0, 2, 3, 4, 1).index)
