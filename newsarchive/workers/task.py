"""One page on its way through the workers: how often it failed, and who waits for it."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from typing import Any, Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")


@dataclass(eq=False, slots=True)
class Task(Generic[T, R]):
    """A value, the future its result goes to, and how often it failed.

    `failures` are its own: a limit, a crash, an exception. `kills` are workers that somebody else may have
    killed; `cause` says what came of the last.
    """

    value: T
    future: Future[R] = field(default_factory=Future)
    failures: int = 0
    kills: int = 0
    cause: str = ""

    def __post_init__(self) -> None:
        # A running future cannot be cancelled: an impatient waiter must not make the result a crash of ours.
        self.future.set_running_or_notify_cancel()

    def finish(self, result: Any) -> None:
        """Hand the result over, with the original page (bytes included) in it again."""
        page = getattr(result, "page", None)
        if page is not None:
            result = replace(result, page=getattr(self.value, "page", self.value))
        self.future.set_result(result)
