"""The program that asks a peer: every page gets a line, whatever the peer does."""

from __future__ import annotations

import gzip
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from benchmarks.evaluation.lines import read_lines, write_lines
from benchmarks.evaluation.peers.asking import RUNNER

ADAPTER = """
import socket

def answer(body, url, language):
    if body == b"bad":
        raise ValueError("what is this")
    if body == b"network":
        socket.create_connection(("127.0.0.1", 9), timeout=1)
    if body == b"surrogate":
        return {"text": "\\ud800"}
    return {"text": body.decode(), "title": f"{url} in {language}"}
"""


@pytest.fixture
def ask(tmp_path: Path) -> Any:
    """Return a function that asks an adapter about bodies; it returns the answers and the account."""
    shutil.copy(RUNNER, tmp_path / "runner.py")
    (tmp_path / "fake.py").write_text(ADAPTER, encoding="utf-8")

    def ask_about(*bodies: bytes) -> tuple[list[dict[str, Any]], dict[str, Any]]:
        files = [tmp_path / f"{number}.html.gz" for number in range(len(bodies))]
        for file, body in zip(files, bodies, strict=True):
            file.write_bytes(gzip.compress(body))
        lines = [{"id": file.name, "path": str(file), "url": "http://a", "language": "zh"} for file in files]
        write_lines(tmp_path / "in.jsonl", lines)
        paths = [str(tmp_path / name) for name in ("runner.py", "in.jsonl", "out.jsonl")]
        command = [sys.executable, "-P", paths[0], "fake:answer", *paths[1:]]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        return read_lines(tmp_path / "out.jsonl"), json.loads(done.stdout.splitlines()[-1])

    return ask_about


def test_the_peer_gets_bytes_address_and_language(ask: Any) -> None:
    answers, account = ask("a word\u2028two".encode())
    assert answers == [{"id": "0.html.gz", "text": "a word\u2028two", "title": "http://a in zh"}]
    assert account["pages"] == 1
    assert account["failed"] == 0
    assert account["cpu_ms"] >= 0


@pytest.mark.parametrize(
    ("body", "error"),
    [
        (b"bad", "ValueError: what is this"),
        (b"network", "ConnectionRefusedError: peers are measured without a network"),
        (b"surrogate", "UnicodeEncodeError"),
    ],
)
def test_a_failure_is_an_empty_answer_and_counted(ask: Any, body: bytes, error: str) -> None:
    answers, account = ask(body, b"good")
    assert answers[0]["text"] == ""
    assert answers[0]["_error"].startswith(error)
    assert answers[1]["text"] == "good"
    assert account["failed"] == 1
