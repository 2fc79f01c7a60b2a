"""The text file of a source: read by Prometheus' own parser, complete or not there, gone with its source."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from newsarchive.monitoring.metrics import metrics_file, remove_metrics, write_metrics
from newsarchive.monitoring.report import Counted, Report
from newsarchive.storage.interfaces.crawl_store import CrawlSummary
from newsarchive.storage.interfaces.monitoring import BoundOrigin, Missed
from tests.monitoring.making import NOON

SUMMARY = CrawlSummary(
    crawl=7,
    source="lantern",
    new=12,
    changed=2,
    unchanged=3,
    not_modified=40,
    refused={"too_short": 4, 'odd "reason"\n': 1},
    failed={"timeout": 5},
    repaired={"pinyin_note": 9},
    removed={"gambling": 6},
)
MISSED = Missed(
    expectation="selectors.title", measured=0.9, bound=0.5, origin=BoundOrigin.DEFAULT, detail="…"
)


def report(**facts: object) -> Report:
    given = {
        "source": "lantern",
        "reason": "finished",
        "started_at": NOON,
        "ended_at": NOON + timedelta(seconds=90),
        "summary": SUMMARY,
        "counted": Counted(received=123_456),
        "missed": (MISSED,),
        "articles_7d": 80,
        "expected_7d": 100.0,
    }
    return Report(**(given | facts))  # type: ignore[arg-type]


def samples(file: Path) -> dict[tuple[str, ...], float]:
    """Value by name and labels other than the source."""
    found = {}
    for family in text_string_to_metric_families(file.read_text(encoding="utf-8")):
        assert family.documentation
        assert family.type == "gauge"
        for sample in family.samples:
            assert sample.labels.pop("source") == "lantern"
            found[sample.name.removeprefix("newsarchive_"), *sample.labels.values()] = sample.value
    return found


def test_what_is_told_of_a_crawl(tmp_path: Path) -> None:
    write_metrics(tmp_path, report())
    assert [path.name for path in tmp_path.iterdir()] == ["newsarchive_lantern.prom"]
    found = samples(metrics_file(tmp_path, "lantern"))
    assert found["last_crawl_missed_expectations", "selectors"] == 1
    assert found["last_crawl_missed_expectations", "failed"] == 0
    wanted = {
        ("last_crawl_timestamp_seconds",): (NOON + timedelta(seconds=90)).timestamp(),
        ("last_crawl_duration_seconds",): 90,
        ("last_crawl_exit_code",): 3,
        ("last_crawl_end", "finished"): 1,
        ("last_crawl_articles", "new"): 12,
        ("last_crawl_articles", "changed"): 2,
        ("last_crawl_articles", "unchanged"): 3,
        ("last_crawl_refused_pages", "too_short"): 4,
        ("last_crawl_refused_pages", 'odd "reason"\n'): 1,
        ("last_crawl_failed_requests", "timeout"): 5,
        ("last_crawl_not_modified_answers",): 40,
        ("last_crawl_received_bytes",): 123_456,
        ("last_crawl_removed_blocks", "gambling"): 6,
        ("last_crawl_repairs", "pinyin_note"): 9,
        ("week_articles",): 80,
        ("week_expected_articles",): 100,
    }
    assert {name: found.get(name) for name in wanted} == wanted


def test_names_keep_the_rules(tmp_path: Path) -> None:
    """Base units at the end, no `_total` on what is no counter (prometheus.io/docs/practices/naming)."""
    write_metrics(tmp_path, report())
    text = metrics_file(tmp_path, "lantern").read_text(encoding="utf-8")
    names = re.findall(r"^# TYPE (\S+) gauge$", text, flags=re.MULTILINE)
    assert names
    for name in names:
        assert re.fullmatch(r"newsarchive_[a-z0-9_]+", name)
        assert not name.endswith(("_total", "_count", "_sum", "_ms", "_minutes"))


@pytest.mark.parametrize(("reason", "code"), [("shutdown", 3), ("start_error", 1)])
def test_a_crawl_that_ended_early_tells_nothing_of_expectations(
    tmp_path: Path, reason: str, code: int
) -> None:
    write_metrics(tmp_path, report(reason=reason, missed=(), articles_7d=None, expected_7d=None))
    found = samples(metrics_file(tmp_path, "lantern"))
    assert found["last_crawl_exit_code",] == code
    assert not [name for name in found if "expect" in name[0]]


def test_files_of_retired_sources_go(tmp_path: Path) -> None:
    write_metrics(tmp_path, report())
    other = tmp_path / "newsarchive_other.prom"
    other.write_text("")
    remove_metrics(tmp_path, ["lantern", "never-written"])
    assert [path.name for path in tmp_path.iterdir()] == [other.name]
