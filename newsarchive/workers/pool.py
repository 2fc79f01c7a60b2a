"""Runs a function on pages in worker processes: results in order, bounded memory, and no page is lost."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError, Future
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from types import TracebackType
from typing import Generic, Self, TypeVar

from pebble import ProcessPool

from newsarchive.environment import worker_count
from newsarchive.errors import WorkersUnavailableError
from newsarchive.workers.limits import Limits, demand_memory
from newsarchive.workers.refusal import KILLED_FROM_OUTSIDE, refuse_page
from newsarchive.workers.solitary_trial import (
    FAILURES_UNTIL_POISON,
    Judge,
    Task,
    cause_of,
    is_from_outside,
    start_processes,
)
from newsarchive.workers.worker_process import serve

_T = TypeVar("_T")
_R = TypeVar("_R")

# Pages in flight for each worker. At 25 ms a page they keep a worker busy for 0.3 s, while saving a batch
# takes about 0.1 s; at 265 KB a page (docs/explanation/performance.md#workers) they take 3 MB.
LOOK_AHEAD = 12
# Seconds between two checks whether the pool is broken while pages wait for it: when pebble breaks, it
# silently forgets the values that it had queued but not yet given to a worker.
_LOOK = 0.5
# After this many restarts without a finished page in between, something outside is wrong.
_RESTARTS = 5


class ExtractionPool(Generic[_T, _R]):
    """Runs one module-level function on values in worker processes, which start with the first value.

    A value that kills or hangs its worker, or for which the function raises, is tried once more, alone. If
    that fails too, its result is `refuse(value, cause)`; so it is if its workers are killed from outside
    again and again (KILLED_FROM_OUTSIDE). The default `refuse` handles the items of the stages.

    Raises WorkersUnavailableError if the workers cannot have the memory they need. If they cannot be started,
    the future of each value raises it.
    """

    def __init__(
        self,
        function: Callable[[_T], _R],
        *,
        workers: int | None = None,
        limits: Limits | None = None,
        refuse: Callable[[_T, str], _R] = refuse_page,
    ) -> None:
        self._function = function
        self._workers = max(1, worker_count() if workers is None else workers)
        self._limits = limits or Limits()
        demand_memory(self._limits.memory_bytes)
        self._refuse = refuse
        self._lock = threading.RLock()
        self._waiting: dict[int, Task[_T, _R]] = {}  # all unfinished tasks
        self._flying = 0  # how many of them the processes have
        self._suspects: deque[Task[_T, _R]] = deque()
        self._held: list[Task[_T, _R]] = []  # wait until a suspect has been tried alone
        self._idle = threading.Condition(self._lock)
        self._judge = Judge(function, self._limits)
        self._judging = False
        self._unavailable: WorkersUnavailableError | None = None
        self._processes: ProcessPool | None = None
        self._restarts = 0
        self._closed = False
        self._watching: threading.Thread | None = None
        self._ended = threading.Event()

    def submit(self, value: _T) -> Future[_R]:
        """Return the future of one value's result. May be called from any thread; see asyncio.wrap_future."""
        task: Task[_T, _R] = Task(value)
        with self._lock:
            if self._closed:
                raise RuntimeError("the pool is closed")
            if self._unavailable is not None:
                task.future.set_exception(self._unavailable)
                return task.future
            self._waiting[id(task)] = task
            if self._must_hold():
                self._held.append(task)
            else:
                self._schedule(task)
        return task.future

    def map(self, values: Iterable[_T]) -> Iterator[_R]:
        """Yield the results in the order of the values; only a bounded number of values is read ahead."""
        ahead: deque[Future[_R]] = deque()
        for value in values:
            ahead.append(self.submit(value))
            if len(ahead) >= LOOK_AHEAD * self._workers:
                yield ahead.popleft().result()
        while ahead:
            yield ahead.popleft().result()

    def close(self) -> None:
        """End the workers. The futures of values that still wait raise CancelledError."""
        with self._lock:
            self._closed = True
            processes, self._processes = self._processes, None
            given_up = list(self._waiting.values())
            self._waiting.clear()
            self._idle.notify_all()
        self._ended.set()
        self._judge.close()
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

    def _must_hold(self) -> bool:
        """Say whether a page that lost its worker is to be tried: no other page may run beside it."""
        return any(task.kills for task in self._suspects)

    def _watch(self) -> None:
        while not self._ended.wait(_LOOK):
            with self._lock:
                if self._processes is not None and self._flying and not self._processes.active:
                    self._restart(self._processes)

    def _schedule(self, task: Task[_T, _R]) -> None:
        if self._processes is None:
            self._processes = start_processes(self._workers, self._limits, self._function)
        if self._watching is None:
            self._watching = threading.Thread(target=self._watch, name="watch-workers", daemon=True)
            self._watching.start()
        try:
            done = self._processes.schedule(
                serve,
                args=[self._function, task.value, self._limits.cpu_seconds],
                timeout=self._limits.wall_seconds,
            )
        except RuntimeError:  # the pool broke after the last value
            self._restart(self._processes)
        else:
            self._flying += 1
            done.add_done_callback(partial(self._settle, task, self._processes))

    def _settle(self, task: Task[_T, _R], processes: ProcessPool, done: Future[_R]) -> None:
        """Handle the result of a first attempt; called in a thread of pebble."""
        if done.cancelled():
            return
        error = done.exception()
        with self._lock:
            if processes is self._processes:
                self._flying -= 1
                self._idle.notify_all()
            if id(task) not in self._waiting:  # close() has given it up
                return
            if isinstance(error, BrokenProcessPool):
                self._restart(processes)
                return
            if isinstance(error, WorkersUnavailableError):
                self._end_all(error)
                return
            if error is not None:
                self._suspect(task, error)
                return
            self._restarts = 0
            del self._waiting[id(task)]
        # Outside the lock: a callback of the future may submit more.
        task.finish(done.result())

    def _suspect(self, task: Task[_T, _R], error: BaseException) -> None:
        if is_from_outside(error):
            task.kills += 1
        else:
            task.failures += 1
        task.cause = cause_of(error)
        self._suspects.append(task)
        if not self._judging:
            self._judging = True
            threading.Thread(target=self._try_suspects, name="judge-pages", daemon=True).start()

    def _try_suspects(self) -> None:
        while True:
            with self._lock:
                if not self._suspects or self._closed:
                    self._judging = False
                    return
                task = self._suspects[0]
                while task.kills and self._flying and not self._closed:
                    self._idle.wait()
            try:
                result = self._judge.try_alone(task)
            except CancelledError:
                return
            except WorkersUnavailableError as error:
                with self._lock:
                    self._end_all(error)
                return
            except Exception:
                if self._leave(task):
                    poison = task.failures >= FAILURES_UNTIL_POISON
                    self._give_up(task, task.cause if poison else KILLED_FROM_OUTSIDE)
            else:
                if self._leave(task):
                    task.finish(result)

    def _leave(self, task: Task[_T, _R]) -> bool:
        """Remove a suspect and schedule what was held for it; say whether its result is still wanted."""
        with self._lock:
            if self._waiting.pop(id(task), None) is None:
                return False  # the pool was closed, or has no workers: its future is set already
            self._suspects.remove(task)
            self._restarts = 0
            if not self._must_hold():
                held, self._held = self._held, []
                for one in held:
                    self._schedule(one)
            return True

    def _end_all(self, error: WorkersUnavailableError) -> None:
        """Set the error on all unfinished tasks, and on those to come."""
        self._unavailable = error
        waiting = list(self._waiting.values())
        self._waiting.clear()
        self._suspects.clear()
        self._held.clear()
        for task in waiting:
            task.future.set_exception(error)

    def _give_up(self, task: Task[_T, _R], cause: str) -> None:
        try:
            result = self._refuse(task.value, cause)
        except Exception as error:  # a bug in `refuse` must reach the caller, not end pebble's thread
            task.future.set_exception(error)
        else:
            task.finish(result)

    def _restart(self, broken: ProcessPool) -> None:
        """Give all unfinished tasks to new processes.

        When an idle worker is killed, the whole pool of pebble is broken, and its queue would wait for ever.
        """
        if broken is not self._processes:
            return  # another value of the same broken pool has done it
        self._restarts += 1
        self._processes = None
        self._flying = 0
        self._idle.notify_all()
        # A pool cannot be joined from its own thread.
        threading.Thread(target=_end, args=[broken], name="retire-workers").start()
        if self._restarts > _RESTARTS:
            self._end_all(
                WorkersUnavailableError(
                    f"The worker processes died {self._restarts} times before one page was read.",
                    hint="Find out what kills them: 'dmesg' shows processes that were killed for lack of"
                    " memory. The results so far are stored; run the same command again to continue.",
                )
            )
            return
        apart = {id(task) for task in (*self._suspects, *self._held)}
        for task in [task for key, task in self._waiting.items() if key not in apart]:
            self._schedule(task)


def _end(processes: ProcessPool) -> None:
    processes.stop()  # type: ignore[no-untyped-call] # pebble annotates most of its code, not this
    processes.join()
