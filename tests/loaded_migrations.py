"""Migrations are loaded once in a test process: Alembic loads all of them anew for each command.

Five of the seven milliseconds in which it finds out which there are, two times and more for each command
(2026-12); a test of every step gives a hundred commands.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from unittest import mock

from alembic import util

_load = util.load_python_file
_loaded: dict[tuple[Path, int, int], ModuleType] = {}


@contextmanager
def migrations_loaded_once() -> Iterator[None]:
    """Keep the modules of migrations as long as their files stay as they are; a test may write its own."""
    with mock.patch.object(util, "load_python_file", _kept):
        yield


def _kept(folder: str, name: str) -> ModuleType:
    file = Path(folder, name)
    if file.parent.name != "versions":  # env.py runs the migrations as it is loaded
        return _load(folder, name)
    state = file.stat()
    key = (file, state.st_mtime_ns, state.st_size)
    if key not in _loaded:
        _loaded[key] = _load(folder, name)
    return _loaded[key]
