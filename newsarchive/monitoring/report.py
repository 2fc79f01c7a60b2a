"""What is known of a crawl when it has ended: for the summary, the metrics, and those who are told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from newsarchive.errors import EndedEarlyError
from newsarchive.storage.interfaces.crawl_store import CrawlSummary
from newsarchive.storage.interfaces.monitoring import Missed, Proportion

# How a crawl ended, as exit codes tell it (docs/reference/exit-codes.md).

FINISHED, START_ERROR = "finished", "start_error"


def crawl_exit_code(reason: str | None, *, missed: bool) -> int:
    """Return the code of a crawl that ended for this reason, and missed an expectation or not."""
    if reason == FINISHED:
        return EndedEarlyError.exit_code if missed else 0
    return 1 if reason == START_ERROR else EndedEarlyError.exit_code


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What a crawl counted beside the archive.

    Bytes received; requests (tries, too) that were not answered, a 5xx being no answer; selectors that found
    nothing, of pages; addresses left for the next crawl, by reason.
    """

    received: int = 0
    unanswered: int = 0
    selectors: Mapping[str, Proportion] = field(default_factory=dict)
    left: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A crawl that has ended; what was not judged (it ended early) is None.

    `answered` are the requests that the site answered, with whatever but a 5xx.
    """

    source: str
    reason: str
    started_at: datetime
    ended_at: datetime
    summary: CrawlSummary
    counted: Counted = Counted()
    missed: tuple[Missed, ...] = ()
    answered: int = 0
    articles_7d: int | None = None
    expected_7d: float | None = None

    @property
    def code(self) -> int:
        """Return the exit code."""
        return crawl_exit_code(self.reason, missed=bool(self.missed))
