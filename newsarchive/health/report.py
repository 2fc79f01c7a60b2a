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
    """What a crawl counted beside the archive: bytes received, and selectors that found nothing, of pages."""

    received: int = 0
    selectors: Mapping[str, Part] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A crawl that has ended; what was not judged (it ended early) is None."""

    source: str
    reason: str
    started_at: datetime
    ended_at: datetime
    summary: CrawlSummary
    counted: Counted = Counted()
    missed: tuple[Missed, ...] = ()
    articles_7d: int | None = None
    expected_7d: float | None = None

    @property
    def code(self) -> int:
        """Return the exit code."""
        return exit_code(self.reason, missed=bool(self.missed))
