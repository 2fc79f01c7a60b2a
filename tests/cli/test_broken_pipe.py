"""A reader that leaves early is one message and exit code 3, whatever the command writes and however."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from newsarchive.cli.broken_pipe import reader_may_leave
from newsarchive.errors import EndedEarlyError
from newsarchive.logs.console import echo
from tests.cli.running import FORKED, PROGRAM, environment
from tests.forking import ForkedProcess

MANY = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n LIMIT 300000"
SAID = "newsarchive: The reader closed the output early; it is cut short.\n"


# As a shell starts them; the others are forked (tests.forking), which ends as Python does.
STARTED = {"--help", "query"}


def left_at_once(url: str, folder: Path, *words: str) -> tuple[int, str]:
    """Run the command with a stdout that nobody reads any more; return exit code and stderr."""
    reading, writing = os.pipe()
    os.close(reading)
    begin = subprocess.Popen if words[0] in STARTED else ForkedProcess
    with begin(
        [*(PROGRAM if words[0] in STARTED else FORKED), *words],
        cwd=folder,
        env=environment(NEWSARCHIVE_DATABASE_URL=url),
        stdout=writing,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        os.close(writing)
        _, said = process.communicate(timeout=120)
    return process.returncode, said


@pytest.mark.parametrize(
    "words",
    [
        ["--help"],
        ["crawl", "--help"],
        ["--version"],
        ["sources", "show", "newsroom"],
        ["sources", "list"],
        ["db", "status"],
        ["schedule", "--list"],
        ["query", "SELECT * FROM data_dictionary"],
        ["extract", "page.html"],
        ["decode", "page.html"],
    ],
    ids=" ".join,
)
def test_each_way_to_write(words: list[str], sqlite_url: str, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<p>A ferry.", encoding="ascii")
    code, said = left_at_once(sqlite_url, tmp_path, *words)
    assert code == 3, said
    # The scheduler speaks JSON where nobody looks on.
    assert said == SAID or (len(said.splitlines()) == 1 and "it is cut short" in json.loads(said)["message"])


@pytest.mark.parametrize("form", ["csv", "jsonl", "table"])
def test_a_reader_of_the_first_line(sqlite_url: str, tmp_path: Path, form: str) -> None:
    with ForkedProcess(
        [*FORKED, "query", MANY, "--format", form],
        cwd=tmp_path,
        env=environment(NEWSARCHIVE_DATABASE_URL=sqlite_url),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        err = process.stderr.read()
    assert (process.returncode, err) == (3, SAID)


def test_a_reader_of_both_streams(sqlite_url: str, tmp_path: Path) -> None:
    """As in `newsarchive … 2>&1 | head`: nobody hears the message; a mistake keeps its code."""
    for begin, program, words, code in (
        (subprocess.Popen, PROGRAM, "sources show newsroom", 3),
        (ForkedProcess, FORKED, "sources show nowhere", 2),
    ):
        reading, writing = os.pipe()
        os.close(reading)
        with begin(
            [*program, *words.split()],
            cwd=tmp_path,
            env=environment(NEWSARCHIVE_DATABASE_URL=sqlite_url),
            stdout=writing,
            stderr=writing,
            text=True,
        ) as process:
            os.close(writing)
            assert process.wait(timeout=60) == code, words


def test_another_broken_pipe_is_not_taken_for_the_reader() -> None:
    with pytest.raises(BrokenPipeError), reader_may_leave():
        raise BrokenPipeError


def test_it_is_the_stream_that_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w", encoding="utf-8") as stream:
        monkeypatch.setattr(sys, "stdout", stream)
        with pytest.raises(EndedEarlyError), reader_may_leave():
            echo("x")
        echo("what follows goes nowhere")
