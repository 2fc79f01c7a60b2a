"""Runs a function on pages in worker processes: results in order, bounded memory, and no page is lost."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import CancelledError, Future
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from functools import partial
from types import TracebackType
from typing import Any, Generic, Self, TypeVar

from pebble import ProcessExpired, ProcessPool

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
    start_worker,
)
from newsarchive.workers.worker_process import serve

_T = TypeVar("_T")
_R = TypeVar("_R")

# Pages in flight for each worker. At 25 ms a page they keep a worker busy for 0.3 s, while saving a batch
# takes about 0.1 s; at 265 KB a page (docs/explanation/performance.md#workers) they take 3 MB.
LOOK_AHEAD = 12
# Pages that one worker has at once: the one that it reads, and the next, so that it need not wait for it.
_AT_HAND = 2
# Seconds between two checks whether a worker is gone while pages wait for it: when pebble breaks, it silently
# forgets the values that it had queued but not yet given to a process.
_LOOK = 0.5
# After so many replacements of each worker without a finished page in between, something outside is wrong.
_RESTARTS = 5


@dataclass(eq=False, slots=True)
class _Worker(Generic[_T, _R]):
    """One process, in a pool of pebble for itself, and the tasks that it was given, by their `id`.

    Processes of one pool share a pipe and its lock. One that is killed as it fetches a page takes the page or
    the lock with it, and pebble does not see it while the others live: a crawl stood still for two minutes or
    for ever (tests/workers/test_pool.py, 2026-11). A pool whose only process dies knows that it is broken.
    """

    processes: ProcessPool
    tasks: dict[int, Task[_T, _R]] = field(default_factory=dict)


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
        self._ready: deque[Task[_T, _R]] = deque()  # those of them that no worker has yet
        self._suspects: deque[Task[_T, _R]] = deque()
        self._at_work: list[_Worker[_T, _R]] = []
        self._idle = threading.Condition(self._lock)
        self._judge = Judge(function, self._limits)
        self._judging = False
        self._unavailable: WorkersUnavailableError | None = None
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
            self._ready.append(task)
            self._feed()
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
            workers, self._at_work = self._at_work, []
            given_up = list(self._waiting.values())
            self._waiting.clear()
            self._ready.clear()
            self._idle.notify_all()
        self._ended.set()
        self._judge.close()
        _end(workers)
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

    def _is_any_read(self) -> bool:
        return any(worker.tasks for worker in self._at_work)

    def _watch(self) -> None:
        while not self._ended.wait(_LOOK):
            with self._lock:
                for worker in [one for one in self._at_work if one.tasks and not one.processes.active]:
                    self._replace(worker)

    def _feed(self) -> None:
        """Give the tasks that are ready to workers that have room, starting one where all are busy."""
        while self._ready and not self._must_hold():
            worker = min(self._at_work, key=lambda one: len(one.tasks), default=None)
            if (worker is None or worker.tasks) and len(self._at_work) < self._workers:
                worker = _Worker(start_worker(self._limits, self._function))
                self._at_work.append(worker)
            if worker is None or len(worker.tasks) >= _AT_HAND:
                return
            self._give(self._ready.popleft(), worker)

    def _give(self, task: Task[_T, _R], worker: _Worker[_T, _R]) -> None:
        if self._watching is None:
            self._watching = threading.Thread(target=self._watch, name="watch-workers", daemon=True)
            self._watching.start()
        worker.tasks[id(task)] = task
        try:
            done = worker.processes.schedule(
                serve,
                args=[self._function, task.value, self._limits.cpu_seconds],
                timeout=self._limits.wall_seconds,
            )
        except (RuntimeError, OSError):  # it died after its last page; or there is no file left for its pipe
            self._replace(worker)
        else:
            done.add_done_callback(partial(self._settle, task, worker))

    def _settle(self, task: Task[_T, _R], worker: _Worker[_T, _R], done: Future[_R]) -> None:
        """Handle the result of a first attempt; called in a thread of pebble."""
        if done.cancelled():
            return
        error = done.exception()
        with self._lock:
            if id(task) not in self._waiting or id(task) not in worker.tasks:
                return  # close() has given it up, or another worker has it
            if isinstance(error, BrokenProcessPool):
                self._replace(worker)
                return
            del worker.tasks[id(task)]
            self._idle.notify_all()
            if isinstance(error, WorkersUnavailableError):
                self._end_all(error)
                return
            if error is not None:
                self._suspect(task, error)
                if isinstance(error, (ProcessExpired, TimeoutError)):
                    self._retire(worker)  # its pipe and lock may be left in any state
            else:
                self._restarts = 0
                del self._waiting[id(task)]
            self._feed()
        if error is None:
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
                while task.kills and self._is_any_read() and not self._closed:
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
            self._feed()
            return True

    def _end_all(self, error: WorkersUnavailableError) -> None:
        """Set the error on all unfinished tasks, and on those to come."""
        self._unavailable = error
        waiting = list(self._waiting.values())
        self._waiting.clear()
        self._suspects.clear()
        self._ready.clear()
        for worker in self._at_work:
            worker.tasks.clear()
        self._idle.notify_all()
        for task in waiting:
            task.future.set_exception(error)

    def _give_up(self, task: Task[_T, _R], cause: str) -> None:
        try:
            result = self._refuse(task.value, cause)
        except Exception as error:  # a bug in `refuse` must reach the caller, not end pebble's thread
            task.future.set_exception(error)
        else:
            task.finish(result)

    def _replace(self, broken: _Worker[_T, _R]) -> None:
        """Give the tasks of a worker that died between two pages, or took one along unseen, to others."""
        self._restarts += 1
        self._retire(broken)
        if self._restarts > _RESTARTS * self._workers:
            self._end_all(
                WorkersUnavailableError(
                    f"The worker processes died {self._restarts} times before one page was read.",
                    hint="Find out what kills them: 'dmesg' shows processes that were killed for lack of"
                    " memory, 'ulimit -n' how many files may be open. The results so far are stored; run"
                    " the same command again to continue.",
                )
            )
        self._feed()

    def _retire(self, worker: _Worker[_T, _R]) -> None:
        """End a worker; the tasks that it still has are ready for others, before all later ones."""
        if worker not in self._at_work:
            return
        self._at_work.remove(worker)
        self._ready.extendleft(reversed(worker.tasks.values()))
        worker.tasks.clear()
        self._idle.notify_all()
        # A pool cannot be joined from its own thread.
        threading.Thread(target=_end, args=[[worker]], name="retire-workers").start()


def _end(workers: Sequence[_Worker[Any, Any]]) -> None:
    for worker in workers:
        worker.processes.stop()  # type: ignore[no-untyped-call] # pebble annotates most of its code, not this
    for worker in workers:
        worker.processes.join()
