"""Starts the command line as a fork of one process that has imported it: a crawl without a second of imports.

What runs is a process of its own all the same, in a session of its own: it has a number, gets signals, is
killed, and ends with a code. Only what happens while Python itself starts (locale, warnings, PYTHONPATH) is
not seen; a test of that starts one with `subprocess`.
"""

from __future__ import annotations

import atexit
import errno
import gc
import json
import multiprocessing.util
import os
import resource
import select
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from tests.huge_pages import use_huge_pages
from tests.warming import warm_up

ROOT = Path(__file__).resolve().parents[1]
MODULE = "import runpy; runpy.run_module({!r}, run_name='__main__', alter_sys=True)"
STARTS = "import os, sys; os.chdir(sys.argv[1]); from tests.forking import serve; serve()"
NUMBER = struct.Struct("!q")
LARGEST = 1 << 20  # bytes of a request: an environment and some arguments


# Commands that start processes of their own, and how many stand by to become one (10 ms each; any more start
# as ever); what they start. The children of `crawl first second` start as ever.
PARENTS = {"demo": 6, "schedule": 4, "worker": 6, "--all": 3, "--due": 3, "--list": 0, "--status": 0}
OWN_PROCESSES = ("newsarchive.cli.child_entry", "newsarchive.newsroom")
# How multiprocessing starts the process that forks workers (`multiprocessing.forkserver`). What it imports
# takes a second, so it is forked as well.
FORKS_WORKERS = "from multiprocessing.forkserver import main; "
# A variable with the bytes of address space that the process may have, and all that it forks (`ulimit -v`).
ADDRESS_SPACE = "TESTS_ADDRESS_SPACE"
READ_PAGES = frozenset({"crawl", "extract", "import", "reprocess", "workers"})


class _Begun(subprocess.Popen[str]):
    """A `Popen` whose process is there already, and only has to become what is asked for."""

    def _begin(self, request: Mapping[str, Any], descriptors: Sequence[int]) -> int:
        """Have a process become what the request says, with these as its streams; return its number."""
        raise NotImplementedError

    def _execute_child(  # noqa: PLR0917 - the one door of Popen by which a process is made
        self,
        args: Sequence[str],
        _executable: Any,
        _before: Any,
        _close: Any,
        _passed: Any,
        cwd: Path | None,
        env: Mapping[str, str] | None,
        _startup: Any,
        _flags: Any,
        _shell: Any,
        p2cread: int,
        p2cwrite: int,
        c2pread: int,
        c2pwrite: int,
        errread: int,
        errwrite: int,
        *_more: Any,
    ) -> None:
        ours = [p2cread, c2pwrite, errwrite]
        theirs = [own if given == -1 else given for own, given in enumerate(ours)]
        request = {
            "words": [MODULE.format(args[2]), *args[3:]] if args[1] == "-m" else args[2:],
            "cwd": str(cwd or Path.cwd()),
            "environment": dict(os.environ if env is None else env),
        }
        self.pid = self._begin(request, theirs)
        self._child_created = True
        for child, parent in zip(ours, [p2cwrite, c2pread, errread], strict=True):
            if child != -1 and parent != -1:
                os.close(child)
        self._closed_child_pipe_fds = True


class ForkedProcess(_Begun):
    """A `Popen` of `python -c program arguments…` whose start costs no imports.

    What one of PARENTS starts of OWN_PROCESSES is forked too, and its own child as ever.
    """

    _ends: socket.socket

    def _begin(self, request: Mapping[str, Any], descriptors: Sequence[int]) -> int:
        children = min((PARENTS[word] for word in request["words"] if word in PARENTS), default=0)
        self._ends, number = _forking().fork({**request, "children": children}, descriptors)
        return number

    def _try_wait(self, wait_flags: int) -> tuple[int, int]:
        self._ends.setblocking(not wait_flags & os.WNOHANG)
        try:
            told = self._ends.recv(NUMBER.size)
        except BlockingIOError:
            return 0, 0
        self._ends.close()
        assert told, "the process that forks has ended"
        return self.pid, NUMBER.unpack(told)[0]

    def _internal_poll(self, *_given: Any, **_more: Any) -> int | None:
        if self.returncode is None:
            number, status = self._try_wait(os.WNOHANG)
            if number:
                self.returncode = os.waitstatus_to_exitcode(status)
        return self.returncode


def run_forked(
    command: Sequence[str], *, cwd: Path, env: Mapping[str, str], timeout: float
) -> subprocess.CompletedProcess[str]:
    """Run `python -c program arguments…` to its end, as `subprocess.run` does."""
    with ForkedProcess(
        command, cwd=cwd, env=env, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        try:
            out, err = process.communicate(timeout=timeout)
        finally:
            process.kill()
    return subprocess.CompletedProcess(command, process.returncode, out, err)


class _Forking:
    """The process that forks, for all test processes of a run: whoever wants it first starts it.

    It ends when nobody has a connection any more.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._folder = tempfile.TemporaryDirectory(prefix="newsarchive-fork-")
        # A name without a file, which one process can have. The number of a process would be no name:
        # containers that share a network have the same ones.
        run = os.environ.get("PYTEST_XDIST_TESTRUNUID") or uuid.uuid4().hex
        self.name = f"\0newsarchive-fork-{run}"
        try:
            self._requests = self._connected(self.name)
        except BaseException:
            self._folder.cleanup()
            raise
        self._requests.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, LARGEST)

    def _connected(self, name: str) -> socket.socket:
        """Return a connection to the process of that name; one that does not welcome us has ended."""
        started = 0
        while True:
            asking = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
            with suppress(OSError):
                asking.connect(name)
                if _is_of_ours(asking) and asking.recv(1):
                    return asking
            asking.close()
            assert started < 3, "the process that forks cannot be started"
            started += self._start(name)

    def _start(self, name: str) -> bool:
        """Start it, unless another does so now; return whether we did."""
        from tests.databases import make_sqlite_archive  # noqa: PLC0415 - imports pytest, which serve() lacks

        with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as listening:
            try:
                listening.bind(name)
            except OSError as error:
                if error.errno != errno.EADDRINUSE:
                    raise RuntimeError("the tests need Linux: sockets whose name is no file") from error
                time.sleep(0.05)
                return False
            listening.listen(64)
            listening.set_inheritable(True)
            archive = Path(self._folder.name) / "archive.db"
            make_sqlite_archive(archive)
            null = os.open(os.devnull, os.O_RDWR)
            # No Popen: it may end after us, and then is nobody's child.
            os.posix_spawn(
                sys.executable,
                [sys.executable, "-c", STARTS, str(ROOT), str(listening.fileno()), str(archive)],
                os.environ | {"OPENBLAS_NUM_THREADS": "1"},  # it starts a thread as it is imported
                file_actions=[(os.POSIX_SPAWN_DUP2, null, 0), (os.POSIX_SPAWN_DUP2, null, 1)],
            )
            os.close(null)
        return True

    def fork(self, request: Mapping[str, Any], descriptors: Sequence[int]) -> tuple[socket.socket, int]:
        """Start a process; return the socket that tells of its end, and its number."""
        ends, told = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with told, self._lock:
            socket.send_fds(self._requests, [json.dumps(request).encode()], [*descriptors, told.fileno()])
        return ends, NUMBER.unpack(ends.recv(NUMBER.size))[0]

    def end(self) -> None:
        """Leave it: the last one ends it."""
        self._requests.close()
        self._folder.cleanup()


def where_forks_are_asked_for() -> str:
    """Return the name of the process that forks, which is started if there is none."""
    return _forking().name


def _is_of_ours(connection: socket.socket) -> bool:
    """Whether the other end is a process of the same user: the name is open to all users of the machine."""
    peer = struct.Struct("3i")  # its number, user, group: unix(7)
    told = connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, peer.size)
    return bool(peer.unpack(told)[1] == os.geteuid())


_running: list[_Forking] = []


def _forking() -> _Forking:
    if not _running:
        _running.append(_Forking())
    return _running[0]


@atexit.register
def end_forking() -> None:
    """Leave the process that forks, if there is one."""
    while _running:
        _running.pop().end()


def serve() -> None:
    """Fork for each request; in the child run its program, and end as it does."""
    _, _, listener, archive = sys.argv
    sys.path[0] = ""
    warm_up(Path(archive))
    gc.collect()
    gc.freeze()
    use_huge_pages()
    assert "twisted.internet.reactor" not in sys.modules, "a crawl chooses its own"
    assert not [name for name in sys.modules if name.partition(".")[0] == "settings"], (
        "they read the environment"
    )
    assert len([*Path("/proc/self/task").iterdir()]) == 1, "a fork takes no threads along"
    asked = _Asked(socket.socket(fileno=int(listener)))
    while True:
        request = asked.next()
        if request is None:
            asked.end_all()
            return
        message, descriptors = request
        told = socket.socket(fileno=descriptors[3])
        number = os.fork()
        if not number:
            break
        with suppress(BrokenPipeError):
            told.send(NUMBER.pack(number))
        for descriptor in descriptors[:3]:
            os.close(descriptor)
        asked.born[os.pidfd_open(number)] = number, told
    told.close()
    asked.close()
    _become(json.loads(message), descriptors[:3])


class _Asked:
    """What the process that forks is asked by all its connections, and whom it tells of an end."""

    def __init__(self, listener: socket.socket) -> None:
        self._listener = listener
        self._listener.setblocking(False)
        self._connections: dict[int, socket.socket] = {}
        self.born: dict[int, tuple[int, socket.socket]] = {}

    def next(self) -> tuple[bytes, list[int]] | None:
        """Return the next request and its descriptors, None once nobody is connected any more."""
        while True:
            ready = select.select([self._listener.fileno(), *self._connections, *self.born], [], [])[0]
            for ended in self.born.keys() & set(ready):
                self._tell(ended)
            if self._listener.fileno() in ready:
                self._welcome()
            for number in self._connections.keys() & set(ready):
                with suppress(ConnectionError):  # who asked was killed
                    message, descriptors, _, _ = socket.recv_fds(self._connections[number], LARGEST, 4)
                    if message:
                        return message, list(descriptors)
                self._connections.pop(number).close()
                self._welcome()
                if not self._connections:
                    return None

    def _tell(self, ended: int) -> None:
        number, told = self.born.pop(ended)
        os.close(ended)
        with told, suppress(BrokenPipeError):
            told.send(NUMBER.pack(os.waitpid(number, 0)[1]))

    def _welcome(self) -> None:
        with suppress(BlockingIOError):
            while True:
                connection, _ = self._listener.accept()
                if not _is_of_ours(connection):
                    connection.close()
                    continue
                connection.setblocking(True)
                with suppress(OSError):
                    connection.send(b"\0")
                self._connections[connection.fileno()] = connection

    def end_all(self) -> None:
        """End what outlives a run that was killed: a scheduler, or a server, would run for ever."""
        for number, _ in self.born.values():
            try:
                os.killpg(number, signal.SIGKILL)
            except ProcessLookupError:  # it has no session yet
                os.kill(number, signal.SIGKILL)

    def close(self) -> None:
        """Close all that is open, in a child."""
        for one in (self._listener, *self._connections.values(), *(its for _, its in self.born.values())):
            one.close()
        for process in self.born:
            os.close(process)


def _become(request: Mapping[str, Any], descriptors: Sequence[int]) -> None:
    """Take on what is asked for and run its program; or wait, as one of its children, to become a child."""
    _take_on(request, descriptors)
    while (asked := _leave_children(request.get("children", 0))) is not None:
        request, descriptors = asked
        _take_on(request, descriptors)
    program, *arguments = request["words"]
    if READ_PAGES & {*arguments} and not _standing_by and os.environ.get("NEWSARCHIVE_WORKERS") != "0":
        program = _leave_forking_of_workers() or program
    sys.argv = ["-c", *arguments]
    _run_to_the_end(program)


def _run_to_the_end(program: str) -> None:
    """Run a program and end the process as Python does, but without taking its modules apart (0.1 s).

    What the program left open and unreachable is told of by the collector, as ever.
    """
    code: object = None
    try:
        exec(program, vars(sys.modules["__main__"]))
    except KeyboardInterrupt:
        raise  # Python ends by the signal itself
    except SystemExit as ended:
        code = ended.code
    except BaseException:  # whatever it is, Python prints it and ends with 1
        sys.excepthook(*sys.exc_info())
        code = 1
    if code is not None and not isinstance(code, int):
        sys.stderr.write(f"{code}\n")
        code = 1
    threading._shutdown()  # type: ignore[attr-defined] # waits for threads that are no daemons
    atexit._run_exitfuncs()
    gc.collect()
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:
        sys.exit(code)  # nobody reads what is said: Python has a code for it
    os._exit((code or 0) & 0xFF)


def _take_on(request: Mapping[str, Any], descriptors: Sequence[int]) -> None:
    os.setsid()
    for own, given in enumerate(descriptors):
        os.dup2(given, own)
        os.close(given)
    # Anew: whether a file can be seeked is asked once.
    sys.stdin = open(0, closefd=False)  # noqa: SIM115 - open as long as the process lives
    sys.stdout = open(1, "w", encoding=sys.stdout.encoding, errors=sys.stdout.errors, closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", 1, encoding=sys.stderr.encoding, errors=sys.stderr.errors, closefd=False)  # noqa: SIM115
    os.chdir(request["cwd"])
    os.environ.clear()
    os.environ.update(request["environment"])
    if room := os.environ.pop(ADDRESS_SPACE, None):
        resource.setrlimit(resource.RLIMIT_AS, (int(room), int(room)))


def _leave_children(count: int) -> tuple[Mapping[str, Any], Sequence[int]] | None:
    """Fork so many children that stand by; return None, and in a child what it is asked to become.

    A child of whom nothing is asked ends with its parent.
    """
    _standing_by.clear()
    for _ in range(count):
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        number = os.fork()
        if not number:
            for one in (ours, *(its for _, its in _standing_by)):
                one.close()
            _standing_by.clear()
            with theirs:
                message, descriptors, _, _ = socket.recv_fds(theirs, LARGEST, 3)
            if not message:
                os._exit(0)
            return json.loads(message), descriptors
        theirs.close()
        ours.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, LARGEST)
        _standing_by.append((number, ours))
    if count:
        subprocess.Popen = _OwnProcess  # type: ignore[misc, assignment]
    return None


_standing_by: list[tuple[int, socket.socket]] = []


def _leave_forking_of_workers() -> str | None:
    """Fork a child that forks workers once multiprocessing wants it; in the child return its program."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    number = os.fork()
    if number:
        theirs.close()
        multiprocessing.util.spawnv_passfds = partial(_spawn, number, ours)
        return None
    ours.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # as it will do
    with theirs:
        message, descriptors, _, _ = socket.recv_fds(theirs, LARGEST, 8)
    if not message:
        os._exit(0)
    program, numbers = json.loads(message)
    (listening, alive), (here, also) = numbers, descriptors
    return str(program).replace(f"main({listening}, {alive}, ", f"main({here}, {also}, ")


def _spawn(number: int, told: socket.socket, path: bytes, words: Sequence[str], passed: Sequence[int]) -> int:
    """Start what multiprocessing starts; what forks workers is there already."""
    if words[-1].startswith(FORKS_WORKERS) and told.fileno() != -1:
        with told, suppress(OSError):  # ended by a signal to the whole group: as ever
            socket.send_fds(told, [json.dumps([words[-1], list(passed)]).encode()], passed)
            return number
    return _SPAWNED_AS_EVER(path, words, passed)


_SPAWNED_AS_EVER = multiprocessing.util.spawnv_passfds


class _OwnProcess(_Begun):
    """What a forked command starts: one of the children that stand by, or as ever."""

    def _begin(self, request: Mapping[str, Any], descriptors: Sequence[int]) -> int:
        number, told = _standing_by.pop(0)
        with told:
            socket.send_fds(told, [json.dumps(request).encode()], descriptors)
        return number

    def _execute_child(self, args: Sequence[str], *more: Any) -> None:
        forked = _standing_by and tuple(args[1:3]) in {("-m", name) for name in OWN_PROCESSES}
        start = super()._execute_child if forked else partial(_STARTED_AS_EVER, self)
        start(args, *more)


_STARTED_AS_EVER: Callable[..., None] = vars(subprocess.Popen)["_execute_child"]
