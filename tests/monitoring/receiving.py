"""A receiver of messages in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.request import ProxyHandler, build_opener

from tests.forking import ForkedProcess

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Received:
    """What arrived at a running receiver; `address` is what NEWSARCHIVE_NOTIFY takes."""

    port: int

    @property
    def address(self) -> str:
        return f"json://desk:hunter2@127.0.0.1:{self.port}/"

    def messages(self) -> list[tuple[str, str]]:
        """Return title and text of each message."""
        answer = build_opener(ProxyHandler({})).open(f"http://127.0.0.1:{self.port}/", timeout=10).read()
        return [(message["title"], message["message"]) for message in json.loads(answer)]


@contextmanager
def receiver() -> Iterator[Received]:
    """Run one."""
    process = ForkedProcess(
        [sys.executable, "-m", "tests.monitoring.receiver"], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    with process:
        assert process.stdout is not None
        try:
            yield Received(int(process.stdout.readline()))
        finally:
            process.kill()
