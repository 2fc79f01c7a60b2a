"""Evaluates a crawl when it has ended: expectations, incidents, metrics and notifications.

Runs in the archive's own thread.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from newsarchive import clock
from newsarchive.errors import ArchiveError, NewsarchiveError
from newsarchive.incident_states import INCIDENTS_OF_PAGES, IncidentKind
from newsarchive.monitoring.evaluation import (
    CrawlScope,
    expected_articles,
    judge_crawl,
    missed_by_incident,
)
from newsarchive.monitoring.expectations import Expectation
from newsarchive.monitoring.notify import Notifier, OutageMarker, deliver_alarms
from newsarchive.monitoring.report import FINISHED, Counted, Report, crawl_exit_code
from newsarchive.sources import Source
from newsarchive.storage.interfaces.archive_interface import Archive
from newsarchive.storage.interfaces.crawl_store import CrawlSummary
from newsarchive.storage.interfaces.monitoring import AlarmKind, Measures, Missed, Proportion

logger = logging.getLogger(__name__)

# Expectations with a kind of alarm of their own; all others share the kind `missed`.
_OWN_ALARMS: dict[str, AlarmKind] = {
    Expectation.VANISHED.value: AlarmKind.VANISHED,
    Expectation.ANSWERED.value: AlarmKind.UNANSWERED,
    **{f"{Expectation.INCIDENT}.{kind}": AlarmKind.INCIDENT for kind in INCIDENTS_OF_PAGES},
}


class CrawlWatch:
    """Evaluates one crawl of `source`; `scope` are the options that decide what can be expected of it."""

    def __init__(
        self,
        source: Source,
        *,
        scope: CrawlScope = CrawlScope(),  # noqa: B008 - frozen
        metrics: Path | None = None,
        notifier: Notifier,
        outages: OutageMarker | None = None,
    ) -> None:
        self._source, self._scope = source, scope
        self._metrics, self._notifier, self._outages = metrics, notifier, outages
        self._started_at = clock.now()

    def judge(self, archive: Archive, summary: CrawlSummary, reason: str, counted: Counted) -> Report:
        """Check the crawl's expectations, record those it missed, and begin and end incidents.

        Idempotent. Raises ArchiveError.
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
        """Write the metrics and send pending alarms; a failure is logged as a warning."""
        self._write_metrics(archive, report)
        if self._outages is not None:
            self._outages.outage_ended()
        try:
            deliver_alarms(archive.alarms, self._notifier, self._source.name)
        except ArchiveError as error:
            logger.warning("Alarms of %s could not be sent: %s", self._source.name, error.message)

    def failed(self, error: NewsarchiveError) -> None:
        """Notify that the archive cannot be used; other errors, such as a busy source, are no incident."""
        if self._outages is not None and isinstance(error, ArchiveError):
            self._outages.outage_began(error)

    def _judged(self, archive: Archive, report: Report) -> Report:
        measures = archive.health.measure(report.summary.crawl, report.ended_at)
        expect = self._source.expect
        counted = report.counted
        missed = judge_crawl(
            measures,
            expect,
            counted.selectors,
            scope=self._scope,
            left=counted.left,
            unanswered=counted.unanswered,
            keys_changed=counted.keys_changed,
        )
        crawl, at = report.summary.crawl, report.ended_at
        self._follow_incidents(archive, measures, missed, at)
        # The pages themselves were judged before the crawl ended (newsarchive.extensions.crawl_archive).
        incidents = archive.incidents.listed(self._source.name)
        missed += [missed_by_incident(one) for one in incidents if one.kind in INCIDENTS_OF_PAGES]
        archive.health.record(crawl, missed)
        return replace(
            report,
            missed=tuple(missed),
            incidents=tuple(incidents),
            answered=measures.reachability.answered,
            articles_7d=measures.articles_7d,
            expected_7d=expected_articles(measures, expect),
        )

    def _follow_incidents(
        self, archive: Archive, measures: Measures, missed: Sequence[Missed], at: datetime
    ) -> None:
        """Record what expectations tell of the whole site; a crawl that left out articles ends nothing."""
        told = {one.expectation: one.detail for one in missed}
        gone, site = measures.vanished, measures.reachability
        kept = site.unanswered + site.closed
        answers = Proportion(kept, site.answered + kept)
        if Expectation.VANISHED in told or self._scope.complete:
            detail = told.get(Expectation.VANISHED)
            archive.incidents.follow(measures.crawl, at, IncidentKind.VANISHED, detail=detail, part=gone)
        if Expectation.ANSWERED in told or site.answered:
            detail = told.get(Expectation.ANSWERED)
            archive.incidents.follow(measures.crawl, at, IncidentKind.UNANSWERED, detail=detail, part=answers)

    def _remember(self, archive: Archive, report: Report) -> None:
        name, at = self._source.name, report.ended_at
        missed: dict[AlarmKind, list[str]] = {}
        for one in report.missed:
            kind = _OWN_ALARMS.get(one.expectation, AlarmKind.MISSED)
            missed.setdefault(kind, []).append(f"{one.expectation}: {one.detail}")
        for kind, causes in missed.items():
            archive.alarms.begin(name, kind, "\n".join(causes), at)
        if crawl_exit_code(report.reason, missed=False) == 1:
            cause = f"A crawl could not start ({report.reason}): see its log."
            archive.alarms.begin(name, AlarmKind.FAILED, cause, at)
        over = [AlarmKind.BLIND]
        if report.reason == FINISHED:
            if not report.counted.bugs:
                over.append(AlarmKind.FAILED)
            # A crawl that leaves out articles proves too little to end an incident.
            if self._scope.complete:
                over += [kind for kind in (AlarmKind.MISSED, AlarmKind.VANISHED) if kind not in missed]
            if report.answered and AlarmKind.UNANSWERED not in missed:
                over.append(AlarmKind.UNANSWERED)
            if AlarmKind.INCIDENT not in missed:
                over.append(AlarmKind.INCIDENT)
        archive.alarms.end(name, over, at)

    def _write_metrics(self, archive: Archive, report: Report) -> None:
        if self._metrics is None:
            return
        # Imported late: Prometheus' library is an extra, needed only for these files.
        from newsarchive.monitoring.metrics import remove_metrics, write_metrics  # noqa: PLC0415

        try:
            write_metrics(self._metrics, report)
            remove_metrics(self._metrics, archive.health.retired())
        except (OSError, ArchiveError) as error:
            reason = error.message if isinstance(error, ArchiveError) else error.strerror
            logger.warning(
                "NEWSARCHIVE_METRICS: the metrics in %s could not be written: %s.", self._metrics, reason
            )
