"""`newsarchive serve` as a process: it answers, says what keeps it from it, and ends when told."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path

import pytest

from tests.cli.inside import run
from tests.cli.running import environment
from tests.forking import ForkedProcess
from tests.processes import family, still_alive

COMMAND = [sys.executable, "-c", "from newsarchive.cli import main; main()", "serve"]
# Longer than the slowest start on a busy machine.
PATIENCE = 120


def serving(
    url: str, cwd: Path, *words: str, **variables: str
) -> AbstractContextManager[tuple[subprocess.Popen[str], str]]:
    """Start Python; give the process and the address it says it is at."""
    return _serving(subprocess.Popen, url, cwd, *words, **variables)


def serving_forked(
    url: str, cwd: Path, *words: str, **variables: str
) -> AbstractContextManager[tuple[subprocess.Popen[str], str]]:
    """Do the same in a fork, for tests of what is served."""
    return _serving(ForkedProcess, url, cwd, *words, **variables)


@contextmanager
def _serving(
    begin: type[subprocess.Popen[str]], url: str, cwd: Path, *words: str, **variables: str
) -> Iterator[tuple[subprocess.Popen[str], str]]:
    process = begin(
        [*COMMAND, "--port", "0", *words],
        cwd=cwd,
        env=environment(NEWSARCHIVE_DATABASE_URL=url, NEWSARCHIVE_LOG="text", **variables),
        stderr=subprocess.PIPE,
        text=True,
    )
    with process:
        try:
            assert process.stderr is not None
            timer = threading.Timer(PATIENCE, process.kill)
            timer.start()
            line = process.stderr.readline()
            timer.cancel()
            found = re.search(r"http://\S+?/", line)
            assert found, line + process.stderr.read()
            yield process, found[0]
        finally:
            process.kill()


def test_it_answers_and_ends_with_all_its_processes(filled_sqlite: str, tmp_path: Path) -> None:
    with serving(filled_sqlite, tmp_path) as (process, address):
        query = f"{address}api/v1/query?sql=SELECT+count(*)+AS+n+FROM+current_articles"
        with urllib.request.urlopen(query, timeout=PATIENCE) as answer:
            told = json.load(answer)
        assert told["rows"][0][0] > 20
        assert_one_answer(address, "Content-Length: 6\r\nTransfer-Encoding: chunked")
        assert_one_answer(address, "Content-Length: 70")
        for path in ("", "sql?sql=SELECT+%27hunter2%27", "nowhere?token=hunter2", "sql?sql=hunter2"):
            secret = urllib.request.Request(f"{address}{path}", headers={"Authorization": "Bearer hunter2"})
            with suppress(urllib.error.HTTPError):
                urllib.request.urlopen(secret, timeout=PATIENCE).close()
        children = family(process.pid)
        assert children
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=PATIENCE) == 3
        assert process.stderr is not None
        said = process.stderr.read()
        assert "Traceback" not in said
        assert "hunter2" not in said
        assert not still_alive(children)


def assert_one_answer(address: str, framing: str) -> None:
    """Send a request with another one hidden behind its body: the hidden one is never answered."""
    host, port = address.removeprefix("http://").rstrip("/").split(":")
    hidden = "GET /api/v1/sources HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-User: ada\r\n\r\n"
    request = f"GET /sources HTTP/1.1\r\nHost: localhost\r\n{framing}\r\n\r\n0\r\n\r\n{hidden}"
    with socket.create_connection((host, int(port)), timeout=PATIENCE) as connection:
        connection.sendall(request.encode())
        answer = b"".join(iter(lambda: connection.recv(65_536), b""))
    assert answer.startswith(b"HTTP/1.1 400")
    assert answer.count(b"HTTP/1.1 ") == 1


def test_a_port_in_use_is_an_error(filled_sqlite: str, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        variables = {"NEWSARCHIVE_DATABASE_URL": filled_sqlite}
        code, _, said = run("serve", "--port", port, cwd=tmp_path, variables=variables)
    assert code == 2
    assert f"Port {port} of 127.0.0.1 is in use" in said
    assert "--port 0" in said


def test_an_address_that_is_not_ours_is_an_error(filled_sqlite: str, tmp_path: Path) -> None:
    variables = {"NEWSARCHIVE_DATABASE_URL": filled_sqlite, "NEWSARCHIVE_WEB_TOKEN": "t" * 40}
    code, _, said = run("serve", "--host", "192.0.2.1", cwd=tmp_path, variables=variables)
    assert code == 2
    assert "cannot be listened on" in said
    assert "t" * 40 not in said


@pytest.mark.parametrize("made", [False, True])
def test_no_archive_to_show_is_an_error(tmp_path: Path, made: bool) -> None:
    file = tmp_path / "archive.db"
    if made:
        file.touch()
    variables = {"NEWSARCHIVE_DATABASE_URL": f"sqlite:///{file}"}
    code, _, said = run("serve", "--port", "0", cwd=tmp_path, variables=variables)
    assert code == 4
    assert "db upgrade" in said


def test_nobody_else_is_let_in_without_a_proof(filled_sqlite: str, tmp_path: Path) -> None:
    variables = {"NEWSARCHIVE_DATABASE_URL": filled_sqlite}
    code, _, said = run("serve", "--host", "0.0.0.0", cwd=tmp_path, variables=variables)
    assert code == 2
    assert "--token-file" in said
    token = tmp_path / "token"
    token.write_text("short")
    os.chmod(token, 0o600)  # noqa: PTH101 - as a shell does
    code, _, said = run("serve", "--token-file", str(token), cwd=tmp_path, variables=variables)
    assert code == 2
    assert "cannot be used" in said
    assert "short" not in said.replace("shorter", "")
