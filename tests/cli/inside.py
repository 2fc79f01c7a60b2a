"""The command line within the test's own process: the same codes and bytes, without a second for each start.

One test or more of every command runs it as a shell does (`tests.cli.running`): what only a process can show,
its locale, its warnings at exit, signals, is held there.
"""

from __future__ import annotations

import gc
import logging
import os
import resource
import signal
import sys
import traceback
from collections.abc import Mapping
from contextlib import chdir
from pathlib import Path
from unittest import mock

from click.testing import CliRunner

from newsarchive.cli import main


def run(
    *words: str, cwd: Path, stdin: bytes = b"", variables: Mapping[str, str] | None = None
) -> tuple[int, str, str]:
    """Run the command; return exit code, stdout and stderr, as `tests.cli.running.run` does."""
    with (
        chdir(cwd),
        mock.patch.dict(os.environ, variables or {}),
        mock.patch.object(sys, "path", [*sys.path]),
    ):
        forget_settings()
        before = left_behind()
        done = CliRunner().invoke(main, words, input=stdin)
        assert left_behind() == before, "the command leaves the process as it found it"
        forget_settings()
    told = done.stderr
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        told += "".join(traceback.format_exception(done.exception))
    return done.exit_code, done.stdout_bytes.decode(), told


def left_behind() -> tuple[object, ...]:
    """Return what a command may change in its process, and has to put back: the next test runs in it too."""
    handlers = [signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT, signal.SIGUSR1)]
    limits = resource.getrlimit(resource.RLIMIT_AS)
    return handlers, limits, [*logging.root.handlers], gc.isenabled(), gc.get_threshold()


def forget_settings() -> None:
    """Have the project's settings read the environment again."""
    for name in [name for name in sys.modules if name == "settings" or name.startswith("settings.")]:
        del sys.modules[name]
