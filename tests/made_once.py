"""What all processes of one run of the tests need alike, and one of them makes while the others wait."""

from __future__ import annotations

import fcntl
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

_folders: list[Path] = []
_outside: list[tempfile.TemporaryDirectory[str]] = []


@pytest.fixture(scope="session", autouse=True)
def folder_of_the_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that the processes of pytest-xdist share; pytest deletes it."""
    own = tmp_path_factory.getbasetemp()
    _folders[:] = [own.parent if "PYTEST_XDIST_WORKER" in os.environ else own]
    # Playwright's driver compiles its megabyte at each start, a third of its time (0.1 s, 2026-12), unless
    # Node is told where to keep that.
    os.environ["NODE_COMPILE_CACHE"] = str(_folders[0] / "node")
    return _folders[0]


def made_once(name: str, make: Callable[[Path], object]) -> Path:
    """Return the file or folder `name` of this run; `make` makes it, at another path, if nobody has yet."""
    if not _folders:  # outside a run of the tests
        _outside.append(tempfile.TemporaryDirectory(prefix="newsarchive-made-"))
        _folders.append(Path(_outside[0].name))
    place = _folders[0] / name
    with (_folders[0] / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not place.exists():
            with tempfile.TemporaryDirectory(prefix="making-", dir=_folders[0]) as folder:
                make(Path(folder) / name)
                (Path(folder) / name).rename(place)
    return place
