"""What is known of a crawl when it has ended: for the summary, the metrics, and those who are told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from newsarchive.health.outcomes import exit_code
from newsarchive.storage.health.values import Missed, Part
from newsarchive.storage.interfaces import CrawlSummary


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What a crawl counted beside the archive.

    Bytes received; requests (tries, too) that were not answered, a 5xx being no answer; selectors that found
    nothing, of pages; addresses left for the next crawl, by reason.
    """

    received: int = 0
    unanswered: int = 0
    selectors: Mapping[str, Part] = field(default_factory=dict)
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
        return exit_code(self.reason, missed=bool(self.missed))
