"""Agents over stdio, in a process as their programs start it, and over HTTP with whom it lets in."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from newsarchive.web.agent.agent_transports import MCP_PATH, agent_application
from newsarchive.web.guard.web_settings import WebAccess
from tests.forking import ForkedProcess
from tests.newsroom_demo import COMMAND
from tests.processes import wait_until_heeding
from tests.web.asking_agents import server_of

TOKEN = "t" * 40
HELLO = {
    "jsonrpc": "2.0",
    "id": 1,
    "method": "initialize",
    "params": {
        "protocolVersion": "2025-06-18",
        "capabilities": {},
        "clientInfo": {"name": "test", "version": "1"},
    },
}
COUNT = {
    "jsonrpc": "2.0",
    "id": 2,
    "method": "tools/call",
    "params": {"name": "query", "arguments": {"sql": "SELECT count(*) AS n FROM current_articles"}},
}
ACCEPTED = {"Accept": "application/json, text/event-stream", "Content-Type": "application/json"}


@contextmanager
def started(
    url: str, folder: Path, begin: type[subprocess.Popen[str]] = ForkedProcess
) -> Iterator[subprocess.Popen[str]]:
    process = begin(
        [*COMMAND, "mcp"],
        cwd=folder,
        env=os.environ | {"NEWSARCHIVE_DATABASE_URL": url, "NEWSARCHIVE_LOG": "text"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def answered(process: subprocess.Popen[str], *messages: dict[str, Any]) -> dict[str, Any]:
    """Send the messages, and return the answer to the last."""
    assert process.stdin is not None
    assert process.stdout is not None
    for message in messages:
        process.stdin.write(json.dumps(message) + "\n")
    process.stdin.flush()
    while True:
        answer = json.loads(process.stdout.readline())
        assert answer["jsonrpc"] == "2.0"
        if answer.get("id") == messages[-1]["id"]:
            return dict(answer["result"])


def test_a_program_speaks_to_it_until_it_closes_stdin(filled_sqlite: str, tmp_path: Path) -> None:
    with started(filled_sqlite, tmp_path, subprocess.Popen) as process:
        assert answered(process, HELLO)["serverInfo"]["name"] == "newsarchive"
        begun = {"jsonrpc": "2.0", "method": "notifications/initialized"}
        counted = answered(process, begun, COUNT)
        assert counted["structuredContent"]["result"]["rows"] == [[28]]
        assert process.stdin is not None
        wrong = {**COUNT, "id": 3, "params": {"name": "query", "arguments": {"sql": "DROP TABLE x"}}}
        assert answered(process, wrong)["isError"] is True
        out, err = process.communicate(timeout=60)
    assert [json.loads(line)["jsonrpc"] for line in out.splitlines()] == ["2.0"] * len(out.splitlines())
    assert "Traceback" not in err
    assert process.returncode == 0


UNREADABLE = {
    b"{": -32_700,
    b"no JSON": -32_700,
    b"[]": -32_600,
    b'{"jsonrpc": "2.0"}': -32_600,
    b'\xff\xfe{"a": 1}': -32_700,
    json.dumps(COUNT).replace("SELECT", "\\ud800").encode(): -32_700,
}


def test_lines_that_cannot_be_read_are_answered_and_told(filled_sqlite: str, tmp_path: Path) -> None:
    """All to one process, which answers a question after each."""
    with started(filled_sqlite, tmp_path) as process:
        answered(process, HELLO)
        assert process.stdin is not None
        assert process.stdout is not None
        for number, (line, code) in enumerate(UNREADABLE.items(), start=2):
            process.stdin.flush()
            os.write(process.stdin.fileno(), line + b"\n")
            told = json.loads(process.stdout.readline())
            assert (told["jsonrpc"], told["id"], told["error"]["code"]) == ("2.0", None, code), line
            counted = answered(process, {**COUNT, "id": number})
            assert counted["structuredContent"]["result"]["rows"] == [[28]], line
        _, err = process.communicate(timeout=60)
    assert err.count("A line of stdin is no message") == len(UNREADABLE)
    assert "Traceback" not in err
    assert process.returncode == 0


def test_a_signal_ends_it_while_it_waits(filled_sqlite: str, tmp_path: Path) -> None:
    with started(filled_sqlite, tmp_path) as process:
        answered(process, HELLO)
        wait_until_heeding(process.pid)
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=20) == 3
        out, err = process.communicate()
    assert out == ""
    assert "SIGTERM" in err
    assert "Traceback" not in err


def test_the_hint_of_a_wrong_host_names_this_command(filled_sqlite: str) -> None:
    with listening(filled_sqlite) as client:
        answer = client.post(MCP_PATH, json=HELLO, headers={**ACCEPTED, "Host": "evil.example"})
    assert answer.status_code == 400
    assert "newsarchive mcp --allow-host" in answer.json()["error"]["message"]


@contextmanager
def listening(url: str, **access: Any) -> Iterator[TestClient]:
    application = agent_application(server_of(url), WebAccess(**access))
    with TestClient(application, base_url="http://localhost:8766", follow_redirects=False) as client:
        yield client


def test_it_answers_over_http_without_a_session(filled_sqlite: str) -> None:
    with listening(filled_sqlite) as client:
        assert client.post(MCP_PATH, json=HELLO, headers=ACCEPTED).status_code == 200
        answer = client.post(MCP_PATH, json=COUNT, headers=ACCEPTED)
        assert answer.json()["result"]["structuredContent"]["result"]["rows"] == [[28]]
        assert "mcp-session-id" not in answer.headers
        assert answer.headers["x-content-type-options"] == "nosniff"
        own = ACCEPTED | {"Origin": "http://127.0.0.1:3000"}
        assert client.post(MCP_PATH, json=COUNT, headers=own).status_code == 200


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Host": "evil.example"}, 400),
        ({"Host": "evil.example:8766"}, 400),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://localhost.evil.example"}, 403),
        ({"Origin": "http://[::1"}, 403),
        ({"Origin": "file://localhost"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "cors"}, 403),
    ],
)
def test_pages_of_other_sites_are_refused(filled_sqlite: str, headers: dict[str, str], status: int) -> None:
    with listening(filled_sqlite) as client:
        answer = client.post(MCP_PATH, json=COUNT, headers=ACCEPTED | headers)
        assert answer.status_code == status
        error = answer.json()["error"]
        assert len(error["message"]) > 40
        assert "evil" not in error["message"]


def test_only_post_is_answered(filled_sqlite: str) -> None:
    with listening(filled_sqlite) as client:
        for method in ("GET", "DELETE", "PUT", "OPTIONS"):
            answer = client.request(method, MCP_PATH, headers=ACCEPTED)
            assert answer.status_code == 405
            assert answer.headers["allow"] == "POST"


def test_a_token_is_asked_for_where_there_is_one(filled_sqlite: str) -> None:
    with listening(filled_sqlite, token=TOKEN) as client:
        for wrong in ({}, {"Authorization": "Bearer nonsense"}, {"Authorization": TOKEN}):
            answer = client.post(MCP_PATH, json=COUNT, headers=ACCEPTED | wrong)
            assert answer.status_code == 401
            assert answer.headers["www-authenticate"].startswith("Bearer")
        right = {"Authorization": f"Bearer {TOKEN}"}
        assert client.post(MCP_PATH, json=COUNT, headers=ACCEPTED | right).status_code == 200


def test_a_long_request_is_refused_unread(filled_sqlite: str) -> None:
    with listening(filled_sqlite) as client:
        big = {**COUNT, "params": {"name": "query", "arguments": {"sql": "SELECT 1 " + "-" * (1 << 20)}}}
        assert client.post(MCP_PATH, json=big, headers=ACCEPTED).status_code == 413
        assert client.post(MCP_PATH, content=b"[" * 100_000, headers=ACCEPTED).status_code == 400
