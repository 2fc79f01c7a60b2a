"""Runs pages through worker processes: in order, bounded, and without losing a page."""

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

# Pages in flight for each worker. At 25 ms a page they bridge a batch's save (about 0.1 s) with some to
# spare, and at 265 KB a page (docs/explanation/performance.md#workers) they hold 3 MB.
LOOK_AHEAD = 12
# Seconds between two looks whether the processes are broken with pages waiting for them: what pebble had
# queued and not yet given out when it broke, it forgets, and says nothing.
_LOOK = 0.5
# Restarts of the whole pool without one page done in between: then something outside is wrong.
_RESTARTS = 5


class ExtractionPool(Generic[_T, _R]):
    """Runs one module-level function on values in worker processes.

    `refuse(value, cause)` makes the result of a value that killed or hung a worker twice, or whose function
    raised twice, the second time alone; or whose workers were killed from outside again and again
    (KILLED_FROM_OUTSIDE). The default knows the items of the stages. Workers start with the first value.

    Raises WorkersUnavailableError where they cannot have their memory; where they turn out not to start, each
    value's future does.
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
        self._waiting: dict[int, Task[_T, _R]] = {}  # all that are not finished
        self._flying = 0  # those among them that the processes have
        self._suspects: deque[Task[_T, _R]] = deque()
        self._held: list[Task[_T, _R]] = []  # until a suspect has been tried alone
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
        """Return the future of one value's result; from any thread, awaitable with asyncio.wrap_future."""
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
        """Yield the results in the order of the values, reading only a bounded number of values ahead."""
        ahead: deque[Future[_R]] = deque()
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
        """A page whose worker was killed is tried with nothing beside it."""
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
        except RuntimeError:  # broken since the last value; everything waiting goes to new processes
            self._restart(self._processes)
        else:
            self._flying += 1
            done.add_done_callback(partial(self._settle, task, self._processes))

    def _settle(self, task: Task[_T, _R], processes: ProcessPool, done: Future[_R]) -> None:
        """Take what came of the first attempt; called in a thread of pebble's."""
        if done.cancelled():
            return
        error = done.exception()
        with self._lock:
            if processes is self._processes:
                self._flying -= 1
                self._idle.notify_all()
            if id(task) not in self._waiting:  # given up by close()
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
        # Outside the lock: whoever waits may ask for more from here.
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
        """Let go of a suspect, and of what was held for it; say whether it waits for its result still."""
        with self._lock:
            if self._waiting.pop(id(task), None) is None:
                return False  # the pool was closed meanwhile, or has no workers: it was told
            self._suspects.remove(task)
            self._restarts = 0
            if not self._must_hold():
                held, self._held = self._held, []
                for one in held:
                    self._schedule(one)
            return True

    def _end_all(self, error: WorkersUnavailableError) -> None:
        """Whatever waits, or will, hears that there are no workers."""
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
        self._flying = 0
        self._idle.notify_all()
        # A pool cannot be joined from its own thread.
        threading.Thread(target=_end, args=[broken], name="retire-workers").start()
        if self._restarts > _RESTARTS:
            self._end_all(
                WorkersUnavailableError(
                    f"The worker processes died {self._restarts} times before one page was read.",
                    hint="Find out what ends them: 'dmesg' shows what was killed for lack of memory."
                    " What was done is stored; the same command goes on from there.",
                )
            )
            return
        apart = {id(task) for task in (*self._suspects, *self._held)}
        for task in [task for key, task in self._waiting.items() if key not in apart]:
            self._schedule(task)


def _end(processes: ProcessPool) -> None:
    processes.stop()  # type: ignore[no-untyped-call] # pebble annotates most of its code, not this
    processes.join()
