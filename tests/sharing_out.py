"""Has pytest-xdist hand out tests, and hear of them, with less ado: 12,000 empty ones take 19 s, not 30.

That is processor time of all processes, for four of them (2026-11). `LoadGroupScheduling` of pytest-xdist 3.8
counts all that a process has ever had, and looks for each test's place in the list of all, after each test:
2.5 s. A process tells of each test by five messages, and one of them is needed: 8 s.
"""

from __future__ import annotations

import os
from typing import Any

import pytest
from xdist.scheduler.loadgroup import LoadGroupScheduling
from xdist.workermanage import WorkerController


class ForgettingScheduling(LoadGroupScheduling):  # type: ignore[misc] # it has no types
    """Keeps of a process only what it still has to do."""

    def __init__(self, config: pytest.Config, log: Any = None) -> None:
        super().__init__(config, log)
        self._places: dict[str, int] = {}

    def mark_test_complete(self, node: WorkerController, item_index: int, duration: float = 0) -> None:
        """Forget a group of tests with its last one."""
        name = self.registered_collections[node][item_index]
        scope = self._split_scope(name)
        tests = self.assigned_work[node][scope]
        tests[name] = True
        if all(tests.values()):
            del self.assigned_work[node][scope]
        self._reschedule(node)

    def _assign_work_unit(self, node: WorkerController) -> None:
        """Send the process the places of the next group's tests in the list that all processes have."""
        if not self._places:
            assert self.collection is not None
            self._places = {name: place for place, name in enumerate(self.collection)}
        scope, tests = self.workqueue.popitem(last=False)
        self.assigned_work[node][scope] = tests
        node.send_runtest_some([self._places[name] for name, done in tests.items() if not done])


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadGroupScheduling | None:
    """Take this scheduler where `--dist loadgroup` is asked for."""
    return ForgettingScheduling(config, log) if config.getvalue("dist") == "loadgroup" else None


# Seconds from which on making and tidying what a test needs is told, for `--durations`.
WORTH_TELLING = 0.05


def pytest_configure(config: pytest.Config) -> None:
    """Tell the process that asks of calls, and of what else fails, says something or takes long.

    With `-v` it is told of all.
    """
    if "PYTEST_XDIST_WORKER" not in os.environ or config.option.verbose > 0:
        return
    told = config.pluginmanager.get_plugins()
    (interactor,) = (one for one in told if type(one).__name__ == "WorkerInteractor")
    config.pluginmanager.unregister(interactor)
    telling = type(interactor)
    tell = telling.pytest_runtest_logreport

    def tell_some(self: Any, report: pytest.TestReport) -> None:
        untold = report.when != "call" and report.passed and not report.sections
        if not untold or report.duration >= WORTH_TELLING:
            tell(self, report)

    telling.pytest_runtest_logreport = pytest.hookimpl(tell_some)
    del telling.pytest_runtest_logstart, telling.pytest_runtest_logfinish
    config.pluginmanager.register(interactor)
