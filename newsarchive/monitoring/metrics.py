"""Metrics of each source as a text file for Prometheus' node_exporter (NEWSARCHIVE_METRICS)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from prometheus_client import CollectorRegistry, Gauge, write_to_textfile

from newsarchive.incident_states import IncidentKind
from newsarchive.monitoring.expectations import Expectation
from newsarchive.monitoring.report import Report


def metrics_file(folder: Path, source: str) -> Path:
    """Return the path of a source's file."""
    return folder / f"newsarchive_{source}.prom"


def write_metrics(folder: Path, report: Report) -> None:
    """Write the metrics file of a source, atomically: the collector never reads half a file.

    Raises OSError if the folder cannot be written.
    """
    write_to_textfile(str(metrics_file(folder, report.source)), _registry(report))


def remove_metrics(folder: Path, sources: Iterable[str]) -> None:
    """Remove the files of retired sources, whose metrics would otherwise be reported for ever."""
    for source in sources:
        with suppress(FileNotFoundError):
            metrics_file(folder, source).unlink()


def _registry(report: Report) -> CollectorRegistry:
    gauges = _Gauges(report.source)
    _times(gauges, report)
    _counts(gauges, report)
    gauges.one("last_crawl_received_bytes", "Bytes the last crawl received.", report.counted.received)
    _expectations(gauges, report)
    return gauges.registry


def _times(gauges: _Gauges, report: Report) -> None:
    ended = report.ended_at.timestamp()
    gauges.one("last_crawl_timestamp_seconds", "When the last crawl ended, in Unix time.", ended)
    seconds = (report.ended_at - report.started_at).total_seconds()
    gauges.one("last_crawl_duration_seconds", "How long the last crawl took.", seconds)
    gauges.one("last_crawl_exit_code", "Exit code of the last crawl, 0 if nothing is wrong.", report.code)
    reasons = {report.reason: 1}
    gauges.by("last_crawl_end", "Why the last crawl ended; `finished` is the normal end.", "reason", reasons)


def _counts(gauges: _Gauges, report: Report) -> None:
    summary = report.summary
    articles = {"new": summary.new, "changed": summary.changed, "unchanged": summary.unchanged}
    gauges.by("last_crawl_articles", "Articles of the last crawl.", "outcome", articles)
    gauges.by(
        "last_crawl_refused_pages", "Pages the last crawl refused, by reason.", "reason", summary.refused
    )
    gauges.by(
        "last_crawl_failed_requests",
        "Requests of the last crawl without a page, by reason.",
        "reason",
        summary.failed,
    )
    gauges.one(
        "last_crawl_not_modified_answers", "Responses 304 that the last crawl received.", summary.not_modified
    )
    gauges.by("last_crawl_removed_blocks", "Blocks the last crawl cut out, by kind.", "kind", summary.removed)
    gauges.by(
        "last_crawl_repairs", "Places the last crawl repaired, by kind of damage.", "kind", summary.repaired
    )


def _expectations(gauges: _Gauges, report: Report) -> None:
    if report.articles_7d is None:  # the crawl ended early and was not checked
        return
    missed = {name.value: 0.0 for name in Expectation}
    for one in report.missed:
        missed[one.expectation.partition(".")[0]] = 1.0
    text = "1 for an expectation the last crawl missed."
    gauges.by("last_crawl_missed_expectations", text, "expectation", missed)
    opened = {kind.value: 0.0 for kind in IncidentKind}
    for incident in report.incidents:
        opened[incident.kind] = 1.0
    gauges.by("open_incidents", "1 for a kind of incident that the source is in.", "kind", opened)
    gauges.one(
        "week_articles",
        "Articles first stored in the last seven days, whenever published.",
        report.articles_7d,
    )
    if report.expected_7d is not None:
        text = "Articles expected in seven days: the declared minimum, else the median of earlier weeks."
        gauges.one("week_expected_articles", text, report.expected_7d)


class _Gauges:
    """Gauges of one source in a registry of its own; all describe its last crawl, so none is a counter."""

    def __init__(self, source: str) -> None:
        self.registry = CollectorRegistry()
        self._source = source

    def one(self, name: str, text: str, value: float) -> None:
        """Add a gauge without labels of its own."""
        gauge = Gauge(f"newsarchive_{name}", text, ["source"], registry=self.registry)
        gauge.labels(self._source).set(value)

    def by(self, name: str, text: str, label: str, values: Mapping[str, float]) -> None:
        """Add a gauge with a value for each value of a label."""
        gauge = Gauge(f"newsarchive_{name}", text, ["source", label], registry=self.registry)
        for value, number in values.items():
            gauge.labels(self._source, value).set(number)
