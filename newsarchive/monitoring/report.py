"""The result of a crawl that has ended, for its summary, its metrics and its alarms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from newsarchive.errors import EndedEarlyError
from newsarchive.storage.interfaces.crawl_store import CrawlSummary
from newsarchive.storage.interfaces.monitoring import Incident, Missed, Proportion

# How a crawl ended, as exit codes tell it (docs/reference/exit-codes.md).

FINISHED, _START_ERROR = "finished", "start_error"


def crawl_exit_code(reason: str | None, *, missed: bool, bugs: int = 0) -> int:
    """Return the exit code of a crawl that ended for `reason` and `missed` an expectation or not.

    `bugs` is how many calls of the archive a bug of ours ended.
    """
    if bugs:
        return 1
    if reason == FINISHED:
        return EndedEarlyError.exit_code if missed else 0
    return 1 if reason == _START_ERROR else EndedEarlyError.exit_code


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What a crawl counts that the archive does not keep.

    received     bytes of responses
    unanswered   requests without an answer, retries included; a 5xx is no answer
    selectors    on how many of the pages read each selector found nothing
    left         URLs left for the next crawl, by reason
    keys_changed answers of lists without the keys that the declaration names
    bugs         calls of the archive that a bug of ours ended: what they were to store is not stored
    """

    received: int = 0
    unanswered: int = 0
    selectors: Mapping[str, Proportion] = field(default_factory=dict)
    left: Mapping[str, int] = field(default_factory=dict)
    keys_changed: int = 0
    bugs: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A crawl that has ended. `articles_7d` and `expected_7d` are None if it ended early and was not checked.

    `incidents` are those of the source that are open. `answered` is the number of requests that the site
    answered with anything but a 5xx.
    """

    source: str
    reason: str
    started_at: datetime
    ended_at: datetime
    summary: CrawlSummary
    counted: Counted = Counted()
    missed: tuple[Missed, ...] = ()
    incidents: tuple[Incident, ...] = ()
    answered: int = 0
    articles_7d: int | None = None
    expected_7d: float | None = None

    @property
    def code(self) -> int:
        """Return the exit code."""
        return crawl_exit_code(self.reason, missed=bool(self.missed), bugs=self.counted.bugs)
