"""Three workers, one killed with -9 in the middle: everything is found, once, and never by two at a time."""

from __future__ import annotations

import signal
import time
from contextlib import ExitStack
from pathlib import Path

from tests.schedule.fleet.trial import Trial, kill_whole, wait_until

SITES, ARTICLES = 5, 8
JOB = (
    "INSERT INTO procrastinate_jobs (queue_name, task_name, lock, queueing_lock, args, status, worker_id)"
    " SELECT 'crawls', 'crawl', source, source, jsonb_build_object('source', source),"
    " state::procrastinate_job_status, worker::bigint FROM (VALUES"
)
FAILED = "SELECT lock FROM jobs.procrastinate_jobs WHERE status = 'failed' ORDER BY lock"
PATIENCE = 240  # seconds; a busy machine


def test_a_killed_worker_loses_nothing(own_postgres_url: str, tmp_path: Path) -> None:
    trial = Trial(own_postgres_url, tmp_path, SITES, ARTICLES, slow=0.4, workers=0)
    assert trial.run("db", "upgrade").returncode == 0
    with trial.serving(), ExitStack() as workers:
        running = {name: workers.enter_context(trial.worker(name)) for name in ("w1", "w2", "w3")}
        # Whoever comes to its third story first is killed.
        wait_until(lambda: any(trial.stories_asked(name) >= 3 for name in running), PATIENCE)
        victim = next(name for name in running if trial.stories_asked(name) >= 3)
        kill_whole(running.pop(victim))
        wait_until(lambda: trial.finished() == SITES, PATIENCE)
        status = trial.run("worker", "--status")
        for process in running.values():
            process.send_signal(signal.SIGTERM)
        asked = time.monotonic()
        assert [process.wait(timeout=30) for process in running.values()] == [3, 3]
        assert time.monotonic() - asked < 10
        turns = trial.turns()
    assert status.returncode == 0, status.stderr
    assert all(name in status.stdout for name in ("s01", "s05", "succeeded", *running))
    # Everything is found, nothing stored twice.
    assert trial.rows("SELECT count(*), count(DISTINCT url) FROM articles") == [(SITES * ARTICLES,) * 2]
    assert trial.rows("SELECT count(*) FROM revisions") == [(SITES * ARTICLES,)]
    # No source was crawled by two at once: by the archive, and by what the sites saw.
    assert trial.overlaps() == []
    assert sorted(len(agents) for agents in turns.values()) == [1] * (SITES - 1) + [2]
    [broken] = [agents for agents in turns.values() if len(agents) == 2]
    assert broken[0] == victim
    assert trial.rows("SELECT reason FROM crawls WHERE reason <> 'finished'") == [("died",)]
    logs = "".join((tmp_path / f"{name}.log").read_text() for name in ("w1", "w2", "w3"))
    assert "its job was abandoned by its worker and is requeued" in logs
    assert "Traceback" not in logs


def test_sigterm_hands_the_job_on_and_abandoned_ones_are_taken_over(
    own_postgres_url: str, tmp_path: Path
) -> None:
    trial = Trial(own_postgres_url, tmp_path, 1, 12, slow=0.5, workers=0)
    assert trial.run("db", "upgrade").returncode == 0
    with trial.serving():
        with trial.worker("w1") as first:
            wait_until(lambda: trial.stories_asked("w1") >= 2, PATIENCE)
            first.send_signal(signal.SIGTERM)
            asked = time.monotonic()
            assert first.wait(timeout=30) == 3
            assert time.monotonic() - asked < 10
        assert trial.rows(
            "SELECT status::text, lock, queueing_lock FROM jobs.procrastinate_jobs WHERE lock = 's01'"
        ) == [("todo", "s01", "s01")]
        with trial.worker("w2"):
            wait_until(lambda: trial.finished() == 1, PATIENCE)
            # Jobs nobody works on: one that the worker is said to, one beside which a newer one waits. None
            # has a declaration here, so each fails as soon as it is taken.
            trial.change(
                f"{JOB} ('a', 'doing', (SELECT max(id) FROM procrastinate_workers)), ('b', 'doing', NULL),"
                " ('b', 'todo', NULL)) AS job (source, state, worker)"
            )
            wait_until(lambda: trial.rows(FAILED) == [("a",), ("b",), ("b",)], PATIENCE)
        assert "has a job, but no declaration" in (tmp_path / "w2.log").read_text()
    assert trial.rows("SELECT count(*), count(DISTINCT url) FROM articles") == [(12, 12)]
    assert trial.overlaps() == []
