"""Whether the process that holds a source is still running."""

from __future__ import annotations

import os
import socket
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

# A crawl updates its heartbeat every few seconds; after a minute without one it is considered dead
# (docs/explanation/architecture.md#one-crawl-a-source).
HEARTBEAT_TIMEOUT = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class Holder:
    """A process: its host, its number, and its start in clock ticks since boot (None where unknown)."""

    host: str
    pid: int
    started: str | None


def this_process() -> Holder:
    """Return the holder that stands for this process."""
    return Holder(socket.gethostname(), os.getpid(), start_of(os.getpid()))


def start_of(pid: int) -> str | None:
    """Return when a process started (field 22 of proc_pid_stat(5)); None without /proc or if it is gone."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    # The command name stands in parentheses and may itself contain spaces and parentheses.
    fields = stat.rpartition(")")[2].split()
    return None if fields[:1] == ["Z"] else fields[19]


def is_alive(holder: Holder, heartbeat: datetime, now: datetime) -> bool:
    """Say whether the holder is running: checked directly on this host, by its heartbeat on others."""
    if now - heartbeat > HEARTBEAT_TIMEOUT:
        return False
    return holder.host != socket.gethostname() or _runs_here(holder)


def has_died(holder: Holder, heartbeat: datetime, now: datetime) -> bool:
    """Say whether the holder runs no more: by its number on this host, by its heartbeat on others.

    One that runs here and was silent for a minute, as an import is amid images, has not died.
    """
    if holder.host == socket.gethostname():
        return not _runs_here(holder)
    return now - heartbeat > HEARTBEAT_TIMEOUT


def _runs_here(holder: Holder) -> bool:
    if holder.started is not None:
        return start_of(holder.pid) == holder.started
    try:
        os.kill(holder.pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
