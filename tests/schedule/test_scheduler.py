"""The scheduler's threads: a stop waits for what is going on, and nothing waits for the stop."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

# In a process of its own: threads that wait for each other would keep ours from ending.
STOP_WHILE_LOOKING = """
import threading
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from newsarchive.schedule.crawl_runs import ChildCrawls
from newsarchive.schedule.crawl_turns import CrawlTurns
from newsarchive.schedule.due_snapshot import DueSnapshot
from newsarchive.schedule.scheduler import LocalScheduler

begun, end = threading.Event(), threading.Event()

def snapshot():
    begun.set()
    end.wait()
    now = datetime.now(UTC)
    return DueSnapshot(now, {"bay": now + timedelta(hours=1)}, {})

board, runs = SimpleNamespace(snapshot=snapshot, declared={}), SimpleNamespace(backoffs={})
turns = CrawlTurns(1, 1.0, print)
scheduler = LocalScheduler(board, runs, ChildCrawls(lambda _: [], {}), turns, print_message=print)
scheduler.start(lambda: None)
begun.wait()
stopping = threading.Thread(target=scheduler.stop)
stopping.start()
stopping.join(0.5)  # the stop has come as far as it can while the look goes on
print("waits" if stopping.is_alive() else "did not wait")
end.set()
stopping.join()
print("ended")
"""


def test_a_stop_in_the_middle_of_a_look_ends() -> None:
    command = [sys.executable, "-c", STOP_WHILE_LOOKING]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.split("\n") == ["waits", "ended", ""]


ONE_AT_ONCE = """
import threading, time
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from newsarchive.schedule.crawl_runs import ChildCrawls, FailureBackoff
from newsarchive.schedule.crawl_turns import CrawlTurns
from newsarchive.schedule.due_snapshot import DueSnapshot
from newsarchive.schedule.scheduler import LocalScheduler

done, running, most, lock = [], 0, 0, threading.Lock()

def crawl(name):
    global running, most
    with lock:
        running += 1
        most = max(most, running)
    time.sleep(0.5)
    with lock:
        running -= 1
    done.append(name)

def snapshot():
    now = datetime.now(UTC)
    return DueSnapshot(now, {name: now - timedelta(hours=1) for name in "abc" if name not in done}, {})

board = SimpleNamespace(snapshot=snapshot, declared=dict.fromkeys("abc"))
runs = SimpleNamespace(backoffs=FailureBackoff(), crawl=crawl)
crawls = ChildCrawls(lambda _: [], {})
scheduler = LocalScheduler(board, runs, crawls, CrawlTurns(1, 1000.0, print), print_message=print)
scheduler.start(lambda: None)
while STILL:
    time.sleep(0.05)
scheduler.stop()
print(most, len(done))
"""


@pytest.mark.parametrize(("until", "said"), [("len(done) < 3", "1 3"), ("len(done) < 1", "1 [12]")])
def test_crawls_take_turns_and_none_starts_once_it_is_stopped(until: str, said: str) -> None:
    """With `stop` while two wait for their turn, at most the one that has it by then ends."""
    command = [sys.executable, "-c", ONE_AT_ONCE.replace("STILL", until)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    assert re.fullmatch(said, done.stdout.strip()), done.stdout
