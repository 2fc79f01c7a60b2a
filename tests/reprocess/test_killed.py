"""`reprocess` killed in the middle of a batch, and run again: the archive ends as if nothing had happened."""

from __future__ import annotations

import shutil
import signal
import sys
from pathlib import Path

import pytest

from tests.cli.running import environment
from tests.forking import run_forked
from tests.reprocess.making import CUTTING, Quay, listed

PAGES, BATCH = 12, 3
# Dies as from `kill -9` in the middle of a transaction: while the Nth capture is noted as read.
DYING = f"""
import os, signal, sys
import newsarchive.reprocess.run as running
from newsarchive.storage.reprocessing.capture_store import _Saver

running._BATCH = {BATCH}
note, left = _Saver._record_reader, int(sys.argv.pop(1))

def dying(*arguments):
    global left
    left -= 1
    if not left:
        os.kill(os.getpid(), signal.SIGKILL)
    note(*arguments)

_Saver._record_reader = dying
from newsarchive.cli import main
main()
"""


@pytest.mark.parametrize(
    ("database", "at", "kept"),
    [
        pytest.param("sqlite", BATCH + 2, BATCH, id="second batch"),
        pytest.param("postgresql", 2, 0, id="first batch"),
    ],
)
def test_killed_and_run_again_ends_the_same(
    database: str, at: int, kept: int, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    whole = Quay(tmp_path / "whole", own_sqlite(request, tmp_path / "whole.db"), PAGES)
    if database == "sqlite":
        url = own_sqlite(request, tmp_path / "killed.db")
    else:
        url = str(request.getfixturevalue("postgres_url"))
    killed = Quay(tmp_path / "killed", url, PAGES)
    for quay in (whole, killed):
        quay.fill()
        quay.declare(CUTTING)
    listed(whole)
    die(killed, at)
    assert killed.ask("SELECT count(*) FROM rereads") == [(kept,)]
    listed(killed)
    assert killed.contents() == whole.contents()
    died = "SELECT count(*) FROM crawls WHERE kind = 'reprocess' AND reason = 'died'"
    assert killed.ask(died) == [(1,)]


def own_sqlite(request: pytest.FixtureRequest, file: Path) -> str:
    shutil.copy(request.getfixturevalue("sqlite_template"), file)
    return f"sqlite:///{file}"


def die(quay: Quay, at: int) -> None:
    command = [sys.executable, "-c", DYING, str(at), "reprocess"]
    done = run_forked(command, cwd=quay.folder, env=environment(**quay.variables), timeout=120)
    assert done.returncode == -signal.SIGKILL, done.stderr
