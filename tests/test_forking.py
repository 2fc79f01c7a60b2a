"""A forked command is a process like any other: what a test asks of one, it is asked here."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.forking import ForkedProcess, _Asked, _Forking, where_forks_are_asked_for

TELLS = (
    "import os, sys; print(sys.argv[1:], os.environ['HARBOUR'], os.getcwd(), os.getsid(0) == os.getpid());"
    "print('newsarchive.cli.crawl' in sys.modules, sys.stdin.read(), 'ﬂut', file=sys.stderr); sys.exit(7)"
)
SLEEPS = "import time; print('up', flush=True); time.sleep(60)"


def begin(program: str, *words: str, folder: Path) -> ForkedProcess:
    pipe = subprocess.PIPE
    return ForkedProcess(
        [sys.executable, "-c", program, *words],
        cwd=folder,
        env={"HARBOUR": "quay"},
        stdin=pipe,
        stdout=pipe,
        stderr=pipe,
        text=True,
        encoding="utf-8",
    )


def test_it_has_its_words_environment_folder_streams_and_code(tmp_path: Path) -> None:
    process = begin(TELLS, "a", "b c", folder=tmp_path)
    out, err = process.communicate("told", timeout=60)
    assert process.returncode == 7
    assert out == f"['a', 'b c'] quay {tmp_path} True\n"
    assert err == "True told ﬂut\n"


@pytest.mark.parametrize("ended", [signal.SIGTERM, signal.SIGKILL])
def test_it_is_ended_by_signals_of_its_own(tmp_path: Path, ended: signal.Signals) -> None:
    with begin(SLEEPS, folder=tmp_path) as one, begin(SLEEPS, folder=tmp_path) as other:
        for process in (one, other):
            assert process.stdout is not None
            assert process.stdout.readline() == "up\n"
        assert (one.poll(), other.poll()) == (None, None)
        os.kill(one.pid, ended)
        assert one.wait(timeout=60) == -ended
        assert other.poll() is None
        with pytest.raises(subprocess.TimeoutExpired):
            other.wait(timeout=0.01)
        other.kill()
        assert other.wait() == -signal.SIGKILL
    assert not Path(f"/proc/{one.pid}").exists()


def test_an_error_is_code_1_and_a_traceback(tmp_path: Path) -> None:
    process = begin("import nowhere", folder=tmp_path)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 1
    assert err.endswith("ModuleNotFoundError: No module named 'nowhere'\n")


STARTS_TWO = """
import os, subprocess, sys
from newsarchive.cli.subprocesses import own_command
for words in (["--version"], ["query"]):
    child = subprocess.Popen(own_command(*words), start_new_session=True, stdout=subprocess.PIPE, text=True)
    parent = open(f"/proc/{child.pid}/stat").read().rpartition(")")[2].split()[1]
    said, _ = child.communicate()
    print(type(child).__name__, parent == str(os.getpid()), said.partition(",")[0], child.returncode)
"""


def test_what_it_starts_is_forked_too_and_its_own_child(tmp_path: Path) -> None:
    for words, kind in (["schedule"], "_OwnProcess"), ([], "Popen"):
        process = begin(STARTS_TWO, *words, folder=tmp_path)
        out, err = process.communicate(timeout=60)
        assert out == f"{kind} True newsarchive 0\n{kind} True  2\n", err
        assert err.startswith("Usage: newsarchive query")


STARTS_WORKERS = """
import multiprocessing.forkserver, os, posixpath
from newsarchive.workers import ExtractionPool
with ExtractionPool(posixpath.basename, workers=1) as pool:
    print(*pool.map(["quay/a", "quay/b"]))
    forks = multiprocessing.forkserver._forkserver._forkserver_pid
    parent = open(f"/proc/{forks}/stat").read().rpartition(")")[2].split()[1]
    print("tests.forking" in open(f"/proc/{forks}/cmdline").read(), parent == str(os.getpid()))
"""


def test_what_forks_its_workers_is_forked_too(tmp_path: Path) -> None:
    for words, forked in (["crawl"], True), ([], False):
        out, err = begin(STARTS_WORKERS, *words, folder=tmp_path).communicate(timeout=60)
        assert out == f"a b\n{forked} True\n", err


ENDS = """
import atexit, sys, threading, time, warnings
warnings.simplefilter("always")
atexit.register(print, "at exit")
threading.Thread(target=lambda: (time.sleep(0.3), print("a thread"))).start()
left = [open("/dev/null")]
left.append(left)
del left
sys.exit("harbour closed")
"""


def test_it_ends_as_python_does(tmp_path: Path) -> None:
    """Without taking its modules apart."""
    process = begin(ENDS, folder=tmp_path)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (1, "a thread\nat exit\n")
    assert err.startswith("harbour closed\n")
    assert "ResourceWarning: unclosed file" in err


def test_what_nobody_reads_is_120(tmp_path: Path) -> None:
    process = begin("input(); print('told')", folder=tmp_path)
    assert process.stdout is not None
    process.stdout.close()
    process.stdout = None
    _, err = process.communicate("\n", timeout=60)
    assert process.returncode == 120, err
    assert "BrokenPipeError" in err


def test_its_first_page_finds_the_tables_there(tmp_path: Path) -> None:
    screen = "from newsarchive.text.spam.page_screen import _sieve; print(_sieve.cache_info().currsize)"
    words = "from newsarchive.similarity import shingles as s; print(s.characters.cache_info().currsize)"
    compiled = "from tests.compiling import COMPILED; print(len(COMPILED) > 50)"
    program = f"{screen}; {words}; {compiled}"
    assert begin(program, folder=tmp_path).communicate(timeout=60)[0] == "1\n1\nTrue\n"


# As another user: whoever connects is welcomed by a byte, and may then have anything run.
STRANGER = """
import os, socket, sys
os.setuid(65534)
asking = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
asking.settimeout(30)
asking.connect("\\0" + sys.argv[1])
print(asking.recv(1))
"""


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
def test_it_becomes_nothing_for_another_user() -> None:
    """All users of the machine see the name of the process that forks."""
    name = where_forks_are_asked_for().removeprefix("\0")
    command = [sys.executable, "-c", STRANGER, name]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stdout == "b''\n", done.stderr


def test_what_outlives_a_killed_run_is_ended() -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as listening:
        asked = _Asked(listening)
        command = [sys.executable, "-c", SLEEPS]
        with subprocess.Popen(command, stdout=subprocess.PIPE, start_new_session=True) as process:
            told, other = socket.socketpair()
            other.close()
            asked.born[os.pidfd_open(process.pid)] = process.pid, told
            asked.end_all()
            assert process.wait(timeout=60) == -signal.SIGKILL
        asked.close()


def test_where_there_are_no_such_names_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """It waited for ever for a process that nobody could start."""

    class Nameless(socket.socket):
        def bind(self, _address: object) -> None:
            raise FileNotFoundError

    monkeypatch.setattr(socket, "socket", Nameless)
    monkeypatch.setenv("PYTEST_XDIST_TESTRUNUID", "another")
    with pytest.raises(RuntimeError, match="the tests need Linux"):
        _Forking()
