"""A report as JSON: the numbers of its charts, under names that do not depend on a language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from newsarchive.planning.rechecking import AGE_CLASSES
from newsarchive.storage.queries.period_ledger import DayState
from newsarchive.web.report.report_page import last_entry
from newsarchive.web.report.report_sums import DelaySummary, ReportSums


def report_record(sums: ReportSums) -> dict[str, Any]:
    """Return the record; days are YYYY-MM-DD, durations seconds, sizes bytes."""
    figures = sums.figures
    return {
        "period": {"since": str(figures.period.since), "until": str(figures.period.until)},
        "archive": {
            "name": figures.archive,
            "schema": figures.state.version,
            "last_entry": last_entry(figures).removesuffix(" UTC") if figures.state.last_entry_at else None,
            "articles": figures.state.articles,
            "captures": figures.state.captures,
            "bytes": figures.state.size,
        },
        "articles": sums.articles,
        "coverage": {
            "share_seen": sums.coverage,
            "days": {str(state): sums.states[state] for state in DayState},
            "missing": round(sum(sums.missing_on.values()), 1),
        },
        "sources": [_source(sums, at) for at in range(len(sums.sources))],
        "incidents": [asdict(one) for one in figures.incidents],
        "answers": _by_day(sums, sums.answers_on),
        "reasons": [asdict(one) for one in figures.reasons],
        "delay": _delay(sums.delay),
        "delay_by_day": {str(day): _delay(one) for day, one in sums.delays_on.items() if one.timed},
        "rechecks": _by_day(sums, sums.rechecks_on),
        "repairs": [asdict(one) for one in figures.repairs],
        "removed": [asdict(one) for one in figures.removed],
        "crawls": [
            {"source": sums.names[one.source_id], "reason": one.reason, "count": one.count}
            for one in figures.crawls
        ],
        "bytes_received": sum(one.received for one in figures.answers),
        "languages": dict(sorted(sums.languages.items())),
        "languages_by_source": _languages(sums),
        "hours": [list(row) for row in figures.published.hours],
        "without_hour": figures.published.without_hour,
        "edits": _by_day(sums, sums.edits_on),
        "withdrawals": _by_day(sums, sums.withdrawn_on),
        "edits_by_age": [
            {"below": None if age.until == float("inf") else age.until, "edits": count}
            for age, count in zip(AGE_CLASSES, sums.edits_by_age, strict=True)
        ],
        "most_edited": [asdict(one) for one in figures.edited],
        "authors": [asdict(one) for one in figures.authors],
        "tags": [asdict(one) for one in figures.tags],
        "rising_words": [
            {"language": language, **asdict(found)} for language, found in figures.rising.items()
        ],
        "rising_words_cut": figures.rising_cut,
        "sections": [
            {"source": sums.names[number], "section": section, "articles": count}
            for (number, section), count in sorted(
                figures.published.sections.items(), key=lambda pair: (-pair[1], pair[0])
            )
        ],
        "new_sources": [{"source": name, "day": str(day)} for name, day in sums.new_sources],
        "ceased_sources": [
            {"source": name, "day": str(day), "retired": retired}
            for name, day, retired in sums.ceased_sources
        ],
        "unseen_sources": [{"source": name, "day": str(day)} for name, day in sums.unseen_sources],
    }


def _source(sums: ReportSums, at: int) -> dict[str, Any]:
    one = sums.sources[at]
    return {
        "source": one.name,
        "articles": one.articles,
        "usual": one.usual,
        "before": one.before,
        "blind_days": one.blind_days,
        "edits": one.edits,
        "stealth": one.stealth,
        "refused": one.refused,
        "failed": one.failed,
        "delay": _delay(one.delay),
        "days": [
            {
                "day": str(day.day),
                "state": str(day.state),
                "articles": day.articles,
                "expected": day.expected,
                "cause": day.cause,
            }
            for day in one.days
        ],
    }


def _delay(one: DelaySummary) -> dict[str, float | None]:
    return {"articles": one.timed, "ahead": one.ahead, "median": one.median, "p90": one.ninth_tenth}


def _by_day(sums: ReportSums, kinds: Mapping[str, Counter[date]]) -> dict[str, dict[str, int]]:
    return {
        kind.replace(" ", "_"): {str(day): counts[day] for day in sums.days if counts[day]}
        for kind, counts in kinds.items()
    }


def _languages(sums: ReportSums) -> list[dict[str, Any]]:
    counts: Counter[tuple[str, str]] = Counter()
    for (number, language, _), count in sums.figures.published.languages.items():
        counts[sums.names[number], language] += count
    return [
        {"source": source, "language": language or None, "articles": count}
        for (source, language), count in sorted(counts.items())
    ]
