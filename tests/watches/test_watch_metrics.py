"""What became of messages, told where operators look: the file for Prometheus, and `status`."""

from __future__ import annotations

import logging
import socket
from datetime import timedelta
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from newsarchive import clock
from newsarchive.lifecycle import CrawlKind
from newsarchive.storage import open_archive
from newsarchive.storage.interfaces.watch_store import WatchCounts
from newsarchive.watches.watch_metrics import METRICS_OF_WATCHES, write_watch_metrics
from newsarchive.watches.watch_run import tell_watchers
from tests.cli.inside import run
from tests.storage.making import NOON, article


def samples(folder: Path) -> dict[tuple[str, ...], float]:
    """Value by name and labels."""
    text = (folder / METRICS_OF_WATCHES).read_text(encoding="utf-8")
    return {
        (
            sample.name.removeprefix("newsarchive_"),
            *(sample.labels[name] for name in sorted(sample.labels)),
        ): (sample.value)
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def counts(watch: str, **facts: object) -> WatchCounts:
    made: dict[str, object] = {"registered_at": NOON, "removed_at": None, "matches": 1, "last_match_at": NOON}
    made |= dict.fromkeys(("waiting", "sent", "failed", "dropped", "repeated"), 0)
    return WatchCounts(watch=watch, **(made | {"reason": None} | facts))  # type: ignore[arg-type]


def test_only_watches_in_trouble_are_named(tmp_path: Path) -> None:
    found = [
        counts("well", sent=3, dropped=2),
        counts("waits", waiting=4),
        counts("retried", waiting=1, reason="refused"),
        counts("given-up", failed=2, sent=1, reason="refused"),
        counts("gone", failed=7, reason="refused", removed_at=NOON),
    ]
    write_watch_metrics(tmp_path, found)
    assert samples(tmp_path) == {
        ("watches",): 4,
        ("watch_messages", "waiting"): 5,
        ("watch_messages", "sent"): 4,
        ("watch_messages", "failed"): 2,
        ("watch_messages", "dropped"): 2,
        ("watch_troubled_messages", "failed", "retried"): 0,
        ("watch_troubled_messages", "waiting", "retried"): 1,
        ("watch_troubled_messages", "failed", "given-up"): 2,
        ("watch_troubled_messages", "waiting", "given-up"): 0,
    }


def test_metrics_and_status_tell_of_a_channel_that_is_down(
    tmp_path: Path, sqlite_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    folder, metrics = tmp_path / "watches", tmp_path / "metrics"
    for made in (folder, metrics, tmp_path / "sources"):
        made.mkdir()
    (folder / "ferry.toml").write_text('words = "ferry"\nto = ["desk"]\n', encoding="utf-8")
    channels = tmp_path / "channels.toml"
    channels.write_text(
        f'desk = "smtp://127.0.0.1:{port}/?tls=no&from=a@news.example&to=b@news.example"\n', encoding="utf-8"
    )
    channels.chmod(0o600)
    variables = {
        "NEWSARCHIVE_DATABASE_URL": sqlite_url,
        "NEWSARCHIVE_SOURCES": str(tmp_path / "sources"),
        "NEWSARCHIVE_WATCHES": str(folder),
        "NEWSARCHIVE_CHANNELS": str(channels),
        "NEWSARCHIVE_METRICS": str(metrics),
    }
    assert run("watches", "run", cwd=tmp_path, variables=variables)[0] == 0
    assert samples(metrics)["watch_messages", "waiting"] == 0
    assert "Watch ferry" not in run("status", cwd=tmp_path, variables=variables)[2]

    archive = open_archive(sqlite_url)
    later = clock.now() + timedelta(minutes=1)
    crawl = archive.crawls.begin("lantern", CrawlKind.CRAWL, later)
    archive.saves.save(crawl, [article("https://lantern.example/1", text="A ferry sails.", fetched_at=later)])
    archive.crawls.end(crawl, later, "finished")
    outcome = tell_watchers(archive, folder, channels, lambda: str(metrics))
    assert outcome is not None and outcome.waiting == 1
    assert samples(metrics) == {
        ("watches",): 1,
        ("watch_messages", "waiting"): 1,
        ("watch_messages", "sent"): 0,
        ("watch_messages", "failed"): 0,
        ("watch_messages", "dropped"): 0,
        ("watch_troubled_messages", "failed", "ferry"): 0,
        ("watch_troubled_messages", "waiting", "ferry"): 1,
    }
    code, _, told = run("status", cwd=tmp_path, variables=variables)
    assert code == 0
    line = "Watch ferry: 0 messages failed, 1 wait (the server cannot be reached: Connection refused)"
    assert line in told
    assert "newsarchive watches retry" in told

    # A folder that cannot be written costs a warning, no crawl.
    with caplog.at_level(logging.WARNING):
        assert tell_watchers(archive, folder, channels, lambda: str(tmp_path / "nowhere")) is not None
    assert "NEWSARCHIVE_METRICS" in caplog.text
    archive.close()
