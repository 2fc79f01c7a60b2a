"""Three workers on one PostgreSQL crawl twenty sites; one is killed with -9 in the middle.

    python -m benchmarks.fleet [--sites 20] [--articles 15] [--slow 0.3] [--hasty]

The workers run as shipped: due sources are deferred once a minute, a dead worker is noticed after half a
minute (--hasty: after seconds). Prints what came of it; exit code 1 when an article is missing or stored
twice, or when two crawls of one source overlapped, by the archive or by what the sites saw.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from benchmarks.kill_import import postgresql
from tests.processes import family
from tests.schedule.fleet.trial import Trial, kill_whole, wait_until

WORKERS = ("w1", "w2", "w3")
PATIENCE = 1_800.0  # seconds
CRAWLS = "SELECT s.name AS source, c.pid FROM crawls c JOIN sources s ON s.id = c.source_id WHERE"
# Open, or buried already by a crawl that began since: on one machine a dead process shows at once.
LEFT, MADE = f"{CRAWLS} c.reason IS DISTINCT FROM 'finished'", f"{CRAWLS} c.reason = 'finished'"


def main() -> int:
    """Run the trial; return the exit code."""
    options = _options()
    with tempfile.TemporaryDirectory(prefix="fleet-") as name, postgresql(Path(name)) as url:
        trial = Trial(url, Path(name), options.sites, options.articles, options.slow, hasty=options.hasty)
        upgraded = trial.run("db", "upgrade")
        if upgraded.returncode:
            sys.exit(upgraded.stderr)
        with trial.serving():
            victim = _crawl(trial)
            return 0 if _good(trial, victim) else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sites", type=int, default=20)
    parser.add_argument("--articles", type=int, default=15)
    parser.add_argument("--slow", type=float, default=0.3, help="seconds each article takes")
    parser.add_argument("--hasty", action="store_true")
    return parser.parse_args()


def _crawl(trial: Trial) -> str:
    """Let the fleet work to the end; return the name of the worker that was killed."""
    started = time.monotonic()
    with ExitStack() as stack:
        running = {name: stack.enter_context(trial.worker(name)) for name in WORKERS}
        with _timed("until a worker is in the middle of a crawl"):
            wait_until(lambda: any(trial.stories_asked(name) >= 3 for name in WORKERS), PATIENCE)
        victim = next(name for name in WORKERS if trial.stories_asked(name) >= 3)
        pids = ", ".join(map(str, family(running[victim].pid)))
        kill_whole(running.pop(victim))
        left = [str(row[0]) for row in trial.rows(f"SELECT source FROM ({LEFT}) AS o WHERE pid IN ({pids})")]
        with _timed(f"until the crawl of {', '.join(left)} that {victim} left was made by another"):
            wait_until(lambda: not set(left) - {str(row[0]) for row in trial.rows(MADE)}, PATIENCE)
        wait_until(lambda: trial.finished() == trial.sites, PATIENCE)
        _say(f"{trial.sites} sites crawled in {time.monotonic() - started:.0f} s")
        _say(trial.run("worker", "--status").stdout)
    return victim


@contextmanager
def _timed(what: str) -> Iterator[None]:
    started = time.monotonic()
    yield
    _say(f"{time.monotonic() - started:6.1f} s {what}")


def _good(trial: Trial, victim: str) -> bool:
    wanted = trial.sites * trial.articles
    [(articles, addresses)] = trial.rows("SELECT count(*), count(DISTINCT url) FROM articles")
    [(revisions,)] = trial.rows("SELECT count(*) FROM revisions")
    overlaps, turns = trial.overlaps(), trial.turns()
    died = trial.rows("SELECT count(*) FROM crawls WHERE reason = 'died'")[0][0]
    returns = {site: agents for site, agents in turns.items() if len(set(agents)) != len(agents)}
    _say(f"found {addresses} of {wanted} articles, {articles} rows, {revisions} revisions")
    _say(f"crawls of one source that overlap: {len(overlaps)} by the archive")
    _say(f"sites that saw two crawlers in turn: {len(returns)} (of {len(turns)}; {victim} was killed)")
    _say(f"crawls that died: {died}, requests in all: {len(trial.log())}")
    return articles == addresses == revisions == wanted and not overlaps and not returns


def _say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main())
