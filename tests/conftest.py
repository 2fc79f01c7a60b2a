"""Fixtures every test may use."""

from __future__ import annotations

import contextlib
import gc
import importlib
import os
import shutil
import sys
from collections.abc import Generator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

# Where the environment forbids bytecode, hundreds of commands would each compile what they import, a fifth of
# their time, and each test process all tests, five seconds of processor time (2026-11).
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# After that: pytest rewrites its 119 modules, two seconds of processor time for each test process of a fresh
# clone, unless the first one keeps them (2026-11).
from hypothesis import settings  # noqa: E402

pytest_plugins = ["tests.made_once", "tests.databases", "tests.newsroom_visits"]

# Folders of tests are in memory, where there is room: an fsync of an archive takes 7 ms on a busy disk, and
# what a test has written need not outlive a power cut.
MEMORY, ROOM = Path("/dev/shm"), 6 << 30
if os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))

# A deadline counts seconds on the wall: on a busy machine an example of 40 ms took 270. Each run tries other
# examples, so that few of them find in a day of runs what many find in one.
# Where CI is set the same ones are tried in each run: what lets a change in must not depend on luck.
KEPT: dict[str, Any] = {"deadline": None, "print_blob": True}
settings.register_profile("newsarchive", max_examples=40, derandomize="CI" in os.environ, **KEPT)
settings.register_profile("nightly", max_examples=1_000, derandomize=False, **KEPT)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "newsarchive"))

# Groups of tests that one worker has for a minute and more: begun last, they would keep the others waiting.
LONG_GROUPS = ("floors", "web", "newsroom", "browser", "survey", "postgresql", "politeness", "away")


def pytest_collection(session: pytest.Session) -> None:
    """Have the collector of garbage wait: what is collected here lives as long as the process.

    A tenth of the time it takes to collect the tests, which each worker does (2026-11). A sixth of it took
    three classes of this module of Scrapy, which look through all modules for who defines them: it comes
    before them.
    """
    gc.disable()
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    if worker:
        importlib.import_module("scrapy.core.downloader.contextfactory")
        if session.config.args_source is pytest.Config.ArgsSource.TESTPATHS:
            _import_tests(int(worker.removeprefix("gw")), int(os.environ["PYTEST_XDIST_WORKER_COUNT"]))


def _import_tests(worker: int, workers: int) -> None:
    """Import all tests, each worker from another place on.

    In a fresh clone pytest rewrites the assertions of each module and keeps what comes of it. Workers that
    went through the modules side by side would all rewrite all of them.
    """
    root = Path(__file__).parents[1]
    files = sorted((root / "tests").rglob("test_*.py"))
    first = worker * len(files) // workers
    for file in (*files[first:], *files[:first]):
        # What is wrong with one the collection says.
        with contextlib.suppress(Exception, pytest.skip.Exception):
            importlib.import_module(".".join(file.relative_to(root).with_suffix("").parts))


# Folders of pure code, whose files take seconds. What the tests of a file share is made by one worker,
# and there are thousands fewer units to hand out: after each test pytest-xdist counts all that its worker has
# had, for most of the 22 s of processor time that handing out took (2026-12).
BY_FILE = {"discovery", "extensions", "middlewares", "pipelines", "planning", "politeness", "similarity"}
BY_FILE |= {"sites", "spiders", "text", "words"}
HERE = Path(__file__).parent


def pytest_itemcollected(item: pytest.Item) -> None:
    """Make one group of each file of these folders, where the tests name none."""
    group = _group_of(item.path)
    if group and item.get_closest_marker("xdist_group") is None:
        item.add_marker(group)


@cache
def _group_of(path: Path) -> pytest.MarkDecorator | None:
    """Return the mark of a file's tests; once a file, there are thirty times as many tests."""
    within = path.relative_to(HERE)
    if within.parts[0] not in BY_FILE:
        return None
    return pytest.mark.xdist_group(".".join(within.with_suffix("").parts))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the long groups."""

    def place(item: pytest.Item) -> int:
        named = {mark.args[0] for mark in item.iter_markers("xdist_group")}
        return min((at for at, group in enumerate(LONG_GROUPS) if group in named), default=len(LONG_GROUPS))

    items.sort(key=place)


def pytest_collection_finish() -> None:
    """Have the collector leave alone what lives as long as the process: modules, and thousands of tests.

    It looked through them again and again: a tenth of the time of a test that reads pages, and a quarter of a
    second for each `gc.collect()`. One of what was collected takes .8 s and finds ten things (2026-11).
    """
    gc.enable()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


PRIORITY = [os.nice(0)]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown() -> Generator[None]:
    """Say which test lowered the process' priority: all that come after it there wait for the others.

    A command that failed in the process did: one of four workers had a tenth of a processor from then on, and
    a test of half a minute took eight (2026-11).
    """
    yield
    before, PRIORITY[0] = PRIORITY[0], os.nice(0)
    assert before == PRIORITY[0], "this test changed the priority of the process of the tests"


SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real pages with known answers beside the checkout; its tests skip, loudly, without it."""
    if not (SHARED / "corpora").is_dir():
        pytest.skip(f"SKIPPED FOR WANT OF INPUT: {SHARED} is absent, real pages are not tested")
    return SHARED
