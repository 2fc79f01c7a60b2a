"""Pages through worker processes, in order, bounded, and with no page lost whatever it does to its worker."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError, Future
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from types import TracebackType
from typing import Any, Generic, Self, TypeVar

from pebble import ProcessExpired, ProcessPool

from newsarchive.workers.count import worker_count
from newsarchive.workers.limits import Limits
from newsarchive.workers.processes import start_processes
from newsarchive.workers.refusal import refuse_page
from newsarchive.workers.task import Task
from newsarchive.workers.worker import serve

T = TypeVar("T")
R = TypeVar("R")

# Pages in flight for each worker. At 25 ms a page they bridge a batch's save (about 0.1 s) with some to
# spare, and at 265 KB a page (FACTS 6) they hold 3 MB.
LOOK_AHEAD = 12
# The first worker may have died of something else (memory of the machine, an operator): one more try.
ATTEMPTS = 2
# Restarts of the whole pool without one page done in between: then something outside is wrong.
RESTARTS = 5


class ExtractionPool(Generic[T, R]):
    """Runs one module-level function on values in worker processes.

    `refuse(value, cause)` makes the result of a value that killed or hung a worker twice, or whose function
    raised twice; the default knows the items of the stages. Workers start with the first value.
    """

    def __init__(
        self,
        function: Callable[[T], R],
        *,
        workers: int | None = None,
        limits: Limits | None = None,
        refuse: Callable[[T, str], R] = refuse_page,
    ) -> None:
        self._function = function
        self._workers = max(1, worker_count() if workers is None else workers)
        self._limits = limits or Limits()
        self._refuse = refuse
        self._lock = threading.RLock()
        self._waiting: dict[int, Task[T, R]] = {}
        self._processes: ProcessPool | None = None
        self._restarts = 0
        self._closed = False

    def submit(self, value: T) -> Future[R]:
        """Return the future of one value's result; from any thread, awaitable with asyncio.wrap_future."""
        task: Task[T, R] = Task(value)
        with self._lock:
            if self._closed:
                raise RuntimeError("the pool is closed")
            self._waiting[id(task)] = task
            self._schedule(task)
        return task.future

    def map(self, values: Iterable[T]) -> Iterator[R]:
        """Yield the results in the order of the values, reading only a bounded number of values ahead."""
        ahead: deque[Future[R]] = deque()
        for value in values:
            ahead.append(self.submit(value))
            if len(ahead) >= LOOK_AHEAD * self._workers:
                yield ahead.popleft().result()
        while ahead:
            yield ahead.popleft().result()

    def close(self) -> None:
        """End the workers; values still waiting are given up (their futures raise CancelledError)."""
        with self._lock:
            self._closed = True
            processes, self._processes = self._processes, None
            given_up = list(self._waiting.values())
            self._waiting.clear()
        if processes is not None:
            _end(processes)
        for task in given_up:
            task.future.set_exception(CancelledError())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _schedule(self, task: Task[T, R]) -> None:
        if self._processes is None:
            self._processes = start_processes(self._workers, self._limits, self._function)
        try:
            done = self._processes.schedule(
                serve,
                args=[self._function, task.value, self._limits.cpu_seconds],
                timeout=self._limits.wall_seconds,
            )
        except RuntimeError:  # broken since the last value; everything waiting goes to new processes
            self._restart(self._processes)
        else:
            done.add_done_callback(partial(self._settle, task, self._processes))

    def _settle(self, task: Task[T, R], processes: ProcessPool, done: Future[R]) -> None:
        """Take what came of one attempt; called in a thread of pebble's."""
        if done.cancelled():
            return
        error = done.exception()
        with self._lock:
            if id(task) not in self._waiting:  # given up by close()
                return
            if isinstance(error, BrokenProcessPool):
                self._restart(processes)
                return
            task.failures += error is not None
            if error is not None and task.failures < ATTEMPTS:
                self._schedule(task)
                return
            self._restarts = 0
            del self._waiting[id(task)]
        # Outside the lock: whoever waits may ask for more from here.
        if error is None:
            task.finish(done.result())
        else:
            self._give_up(task, _cause(error))

    def _give_up(self, task: Task[T, R], cause: str) -> None:
        try:
            result = self._refuse(task.value, cause)
        except Exception as error:  # a bug of the refusal must reach who waits, not end in pebble's thread
            task.future.set_exception(error)
        else:
            task.finish(result)

    def _restart(self, broken: ProcessPool) -> None:
        """Give everything that waits to new processes.

        pebble breaks as a whole when an idle worker is killed; what it had queued would wait for ever.
        """
        if broken is not self._processes:
            return  # done already, for another value of the same broken pool
        self._restarts += 1
        self._processes = None
        # A pool cannot be joined from its own thread.
        threading.Thread(target=_end, args=[broken], name="retire-workers").start()
        waiting = list(self._waiting.values())
        if self._restarts > RESTARTS:
            self._waiting.clear()
            for task in waiting:
                task.future.set_exception(BrokenProcessPool("workers die as soon as they start"))
            return
        for task in waiting:
            self._schedule(task)


def _end(processes: ProcessPool) -> None:
    processes.stop()  # type: ignore[no-untyped-call] # pebble annotates most of its code, not this
    processes.join()


def _cause(error: BaseException) -> str:
    """Say what a page did, without process numbers or times: the record must not differ between runs."""
    if isinstance(error, TimeoutError):
        return "kept its worker busy beyond the time limit"
    if isinstance(error, ProcessExpired):
        return "ended its worker (limit of time or memory, or a crash)"
    message: Any = str(error).splitlines()[:1]
    return f"raised {type(error).__name__}: {message[0]}" if message else f"raised {type(error).__name__}"
