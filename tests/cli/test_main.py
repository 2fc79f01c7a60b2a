"""What holds for every command: help, unknown names, signals."""

from __future__ import annotations

import signal
import subprocess
import sys

import pytest

from tests.forking import ForkedProcess
from tests.processes import wait_until_idle

PROGRAM = [sys.executable, "-c", "from newsarchive.cli import main; main()"]


def test_help_names_every_command() -> None:
    shown = subprocess.run([*PROGRAM, "--help"], capture_output=True, text=True, check=True)
    for name in ("crawl", "db", "decode", "extract", "import", "query", "sources"):
        assert f"\n  {name} " in shown.stdout


def test_an_unknown_command_is_a_usage_error() -> None:
    shown = subprocess.run([*PROGRAM, "craw"], capture_output=True, text=True, check=False)
    assert shown.returncode == 2
    assert "craw" in shown.stderr
    assert "Traceback" not in shown.stderr


@pytest.mark.parametrize(
    ("number", "begin"), [(signal.SIGTERM, ForkedProcess), (signal.SIGINT, subprocess.Popen)]
)
def test_a_signal_ends_a_command_early(number: signal.Signals, begin: type[subprocess.Popen[str]]) -> None:
    with begin(
        [*PROGRAM, "decode", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as waiting:
        wait_until_idle(waiting.pid)  # for its input
        waiting.send_signal(number)
        # Not communicate(): it would close the input, and the command would end by itself.
        assert waiting.wait(120) == 3
        assert waiting.stderr is not None
        told = waiting.stderr.read()
    assert number.name in told
    assert "Traceback" not in told
