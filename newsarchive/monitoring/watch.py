"""Watches over one source: judges its crawl when that has ended, writes its metrics, tells people of trouble.

Called in the archive's own thread, by whatever started the crawl.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path

from newsarchive import clock
from newsarchive.errors import ArchiveError, NewsarchiveError
from newsarchive.monitoring.evaluation import Manner, expected_articles, judge_crawl
from newsarchive.monitoring.expectations import Expectation
from newsarchive.monitoring.notify import Notifier, OutageMarker, deliver_alarms
from newsarchive.monitoring.report import FINISHED, Counted, Report, crawl_exit_code
from newsarchive.sources import Source
from newsarchive.storage.interfaces.archive_interface import Archive
from newsarchive.storage.interfaces.crawl_store import CrawlSummary
from newsarchive.storage.interfaces.monitoring import AlarmKind

logger = logging.getLogger(__name__)

# Expectations whose missing is told on its own, also while others are missed.
OWN_ALARMS: dict[str, AlarmKind] = {
    Expectation.VANISHED.value: "vanished",
    Expectation.ANSWERED.value: "unanswered",
}


class CrawlWatch:
    """`manner`: what the crawl was told, and so what can be expected of it."""

    def __init__(
        self,
        source: Source,
        *,
        manner: Manner = Manner(),  # noqa: B008 - frozen
        metrics: Path | None = None,
        notifier: Notifier,
        away: OutageMarker | None = None,
    ) -> None:
        self._source, self._manner = source, manner
        self._metrics, self._notifier, self._away = metrics, notifier, away
        self._started_at = clock.now()

    def judge(self, archive: Archive, summary: CrawlSummary, reason: str, counted: Counted) -> Report:
        """Judge a crawl that has ended, write what it missed, and begin and end spells of trouble.

        Doing it twice changes nothing. Raises ArchiveError.
        """
        report = Report(
            source=self._source.name,
            reason=reason,
            started_at=self._started_at,
            ended_at=clock.now(),
            summary=summary,
            counted=counted,
        )
        if reason == FINISHED:
            report = self._judged(archive, report)
        self._remember(archive, report)
        return report

    def spread(self, archive: Archive, report: Report) -> None:
        """Write the metrics, and tell whom it concerns; what fails is a warning."""
        self._write_metrics(archive, report)
        if self._away is not None:
            self._away.back()
        try:
            deliver_alarms(archive.alarms, self._notifier, self._source.name)
        except ArchiveError as error:
            logger.warning("Nobody was told of trouble: %s", error.message)

    def failed(self, error: NewsarchiveError) -> None:
        """Tell of an archive that went away; a busy source is nobody's trouble."""
        if self._away is not None and isinstance(error, ArchiveError):
            self._away.away(error)

    def _judged(self, archive: Archive, report: Report) -> Report:
        measures = archive.health.measure(report.summary.crawl, report.ended_at)
        expect = self._source.expect
        counted = report.counted
        missed = judge_crawl(
            measures,
            expect,
            counted.selectors,
            manner=self._manner,
            left=counted.left,
            unanswered=counted.unanswered,
        )
        archive.health.record(report.summary.crawl, missed)
        return replace(
            report,
            missed=tuple(missed),
            answered=measures.reachability.answered,
            articles_7d=measures.articles_7d,
            expected_7d=expected_articles(measures, expect),
        )

    def _remember(self, archive: Archive, report: Report) -> None:
        name, at = self._source.name, report.ended_at
        missed: dict[AlarmKind, list[str]] = {}
        for one in report.missed:
            kind = OWN_ALARMS.get(one.expectation, "missed")
            missed.setdefault(kind, []).append(f"{one.expectation}: {one.detail}")
        for kind, causes in missed.items():
            archive.alarms.begin(name, kind, "\n".join(causes), at)
        if crawl_exit_code(report.reason, missed=False) == 1:
            archive.alarms.begin(name, "failed", f"A crawl ended with {report.reason}: see its log.", at)
        over: list[AlarmKind] = ["blind"]
        if report.reason == FINISHED:
            over.append("failed")
            # A crawl that was told to leave out articles proves too little for an all-clear.
            if self._manner.complete:
                over += [kind for kind in ("missed", "vanished") if kind not in missed]
            if report.answered:
                over.append("unanswered")
        archive.alarms.end(name, over, at)

    def _write_metrics(self, archive: Archive, report: Report) -> None:
        if self._metrics is None:
            return
        # Prometheus' library is for those who asked for its files.
        from newsarchive.monitoring.metrics import remove_metrics, write_metrics  # noqa: PLC0415

        try:
            write_metrics(self._metrics, report)
            remove_metrics(self._metrics, archive.health.retired())
        except (OSError, ArchiveError) as error:
            reason = error.message if isinstance(error, ArchiveError) else error.strerror
            logger.warning("NEWSARCHIVE_METRICS: %s cannot be kept up to date: %s.", self._metrics, reason)
