"""All exceptions that reach an operator. Each class has an exit code, and a hint about what to do next.

The codes: docs/reference/exit-codes.md.
"""

from __future__ import annotations

from collections.abc import Iterable


class NewsarchiveError(Exception):
    """Base class of the errors that an operator can cause or must act on; never printed as a traceback.

    `message` says what is wrong, where, and what is allowed; `hint` is the next step.
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
    """An argument, URL, SQL statement or input file that cannot be used."""

    exit_code = 2


class ConfigurationError(UsageError):
    """A wrong setting, project name or source declaration."""


class SourceError(ConfigurationError):
    """A mistake in a source declaration; the message names file, field, value and what is allowed."""

    default_hint = "Correct the file, then run 'newsarchive sources check'."


class ManifestError(UsageError):
    """A malformed line of a manifest, or one that repeats an id; the message names the line."""


class SqlError(UsageError):
    """SQL that cannot be parsed, names something that does not exist, or would write."""


class MissingExtraError(ConfigurationError):
    """An optional dependency that a command needs is missing; the hint says which extra to install."""

    def __init__(self, what: str, extra: str) -> None:
        super().__init__(
            f"{what} needs the extra '{extra}', which is not installed.",
            hint=f"Install it: pip install 'newsarchive[{extra}]'",
        )


class DocumentTooCostlyError(NewsarchiveError):
    """Reading a listing or robots.txt, or matching its links, took more time or memory than is allowed."""


class RenderingError(NewsarchiveError):
    """The browser could not render a URL."""


class RenderingTimeoutError(RenderingError):
    """A page did not finish in the browser within its deadline."""


class RenderingLimitError(RenderingError):
    """A page exceeded a limit of the browser: memory, requests, or the length of its HTML."""


class BrowserUnavailableError(RenderingError):
    """The browser cannot be started, so no page of this crawl can be rendered."""


class CrawlStoppingError(RenderingError):
    """The crawl is being stopped. Pages that wait for the browser or a parser are left for the next crawl."""


class PageNotReadError(NewsarchiveError):
    """No worker is left to read a page. Nothing is stored of it, and the next crawl fetches it again."""


class EndedEarlyError(NewsarchiveError):
    """The command ended before its work was done: SIGTERM, a timeout, a truncated result, a busy source."""

    exit_code = 3


class SourceBusyError(EndedEarlyError):
    """Another crawl holds this source."""


class ArchiveError(NewsarchiveError):
    """The archive cannot be used at the moment."""

    exit_code = 4


class ArchiveUnavailableError(ArchiveError):
    """The archive cannot be opened or created: a missing folder or file, no permission, no server."""


class ArchiveLockedError(ArchiveError):
    """Another process held the archive's write lock for longer than we wait."""


class SchemaNotAtHeadError(ArchiveError):
    """The archive's schema is older or newer than this code."""

    default_hint = "Run 'newsarchive db upgrade' (or install the version that made the archive)."


class WorkersUnavailableError(NewsarchiveError):
    """Worker processes cannot be started, or not with the limits of time and memory that they need."""

    exit_code = 4


def worst_exit_code(codes: Iterable[int]) -> int:
    """Return the exit code for several results: 1 outweighs 4, then 3, 2 and 0; 0 if there are none."""
    return max([0, *codes], key=(0, 2, 3, 4, 1).index)
