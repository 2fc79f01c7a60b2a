"""Source declarations, read again whenever a file changes.

Crawls of the scheduler and the fleet use copies of the last valid files, so that a mistake in a file stops no
crawl.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import stat
import tempfile
import threading
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from newsarchive.errors import ConfigurationError, SourceError
from newsarchive.sources import Source, declaration_file, load_source, source_names

_PREFIX = "newsarchive-sources-"
# A file that a process keeps locked as long as it lives, whatever ends it; beside the copies, not among them.
_LOCK = ".newsarchive-lock"
_ENDINGS = (".toml", ".py")  # a declaration, and the source's own code
Mark = tuple[Path, *tuple[tuple[int, int, int] | None, ...]]


class Declarations:
    """The declarations in the folder `original`; use as a context manager.

    `broken` holds the names of the sources whose file is invalid now. `folder` holds the copies; crawls get
    it as NEWSARCHIVE_SOURCES.
    """

    def __init__(self, original: Path) -> None:
        self._original = original.resolve()
        _remove_left_behind()
        self._copies = Path(tempfile.mkdtemp(prefix=_PREFIX))
        self._held = _hold(self._copies)
        # Below the copies' folder, the path is that of the originals, so that a relative `addresses.file`
        # such as "../lists/x.txt" stays within it.
        self.folder = self._copies / self._original.relative_to(self._original.anchor)
        self.folder.mkdir(parents=True)
        self._lock = threading.Lock()  # a worker starts its crawls in threads
        self._marks: dict[str, Mark | str] = {}
        self._folder_error = ""
        self._sources: dict[str, Source] = {}
        self.broken: set[str] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        shutil.rmtree(self._copies, ignore_errors=True)
        os.close(self._held)

    @property
    def sources(self) -> Mapping[str, Source]:
        """The last valid declarations, sorted by name."""
        return dict(sorted(self._sources.items()))

    def refresh(self) -> list[str]:
        """Read the files that changed since the last call; return their mistakes, each one once."""
        with self._lock:
            return self._refresh()

    def _refresh(self) -> list[str]:
        try:
            names = source_names(self._original)
        except ConfigurationError as error:  # the folder is gone: a failed mount must not retire the sources
            problems = [] if error.message == self._folder_error else [str(error)]
            self._folder_error = error.message
            return problems
        self._folder_error = ""
        for name in (self._sources.keys() | self._marks.keys() | self.broken) - set(names):
            self._forget(name)
        return [problem for name in names for problem in self._read(name)]

    def _read(self, name: str) -> list[str]:
        path = self._original / f"{name}.toml"
        try:
            path = declaration_file(self._original, name)
        except SourceError as error:  # two files declare the source
            if self._marks.get(name) == error.message:
                return []
            self._marks[name] = error.message
            return [self._break(name, path, error.message)]
        try:
            mark = _mark(path)
            if self._marks.get(name) == mark:
                return []
            self._marks[name] = mark
            source = load_source(path, name)
            self._copy(source, path)
        except (SourceError, OSError) as error:
            message = error.message if isinstance(error, SourceError) else f"{path}: {error.strerror}"
            return [self._break(name, path, message)]
        self._sources[name] = source
        self.broken.discard(name)
        return []

    def _break(self, name: str, path: Path, message: str) -> str:
        """Mark the declaration as broken; return the message for the operator."""
        self.broken.add(name)
        self._copy_placeholder(name, path)
        fallback = " (the last valid declaration is still used)" if name in self._sources else ""
        return f"The declaration of {name} is wrong: {message}{fallback}"

    def _copy(self, source: Source, path: Path) -> None:
        copy = self.folder / path.relative_to(self._original)
        copy.parent.mkdir(exist_ok=True)
        staged = copy.with_suffix(".new")
        shutil.copyfile(path, staged)
        for file in source.files():
            if not Path(file).is_absolute():
                link = copy.parent / file
                link.parent.mkdir(parents=True, exist_ok=True)
                link.unlink(missing_ok=True)
                link.symlink_to(path.parent / file)
        code = path.with_suffix(".py")
        if code.is_file():
            shutil.copyfile(code, copy.with_suffix(".py"))
        else:
            copy.with_suffix(".py").unlink(missing_ok=True)
        staged.replace(copy)  # before the other form goes: crawls would retire a source that has no file
        for other in self._copies_of(source.name):
            if other.parent != copy.parent:
                other.unlink(missing_ok=True)

    def _copies_of(self, name: str) -> list[Path]:
        stems = (self.folder / name, self.folder / name / "source")
        return [stem.with_suffix(ending) for stem in stems for ending in _ENDINGS]

    def _copy_placeholder(self, name: str, path: Path) -> None:
        """Create an empty file if there is no copy: crawls would retire a source that has no file."""
        copy = self.folder / path.relative_to(self._original)
        copy.parent.mkdir(exist_ok=True)
        if name not in self._sources and not copy.exists():
            copy.touch()

    def _forget(self, name: str) -> None:
        self._sources.pop(name, None)
        self._marks.pop(name, None)
        self.broken.discard(name)
        for copy in self._copies_of(name):
            copy.unlink(missing_ok=True)


def _hold(folder: Path) -> int:
    """Lock the folder for this process; it gets its name only then, or another one could lock it before."""
    nameless = folder / f"{_LOCK}.new"
    held = os.open(nameless, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    nameless.rename(folder / _LOCK)
    return held


def _remove_left_behind() -> None:
    """Delete the copies of this user's processes that were killed; what cannot be deleted stays."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        with suppress(OSError):  # of another user, no folder, in use, or gone meanwhile
            _remove_unheld(folder)


def _remove_unheld(folder: Path) -> None:
    """Delete the folder; OSError where a process holds it, or where it is not one that `_hold` has locked."""
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        status = os.fstat(opened)
        # The folder for temporary files belongs to all users: a name alone says nothing.
        if status.st_uid != os.geteuid() or stat.S_IMODE(status.st_mode) != stat.S_IRWXU:
            return
        held = os.open(_LOCK, os.O_RDWR | os.O_NOFOLLOW, dir_fd=opened)
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(folder, ignore_errors=True)
        finally:
            os.close(held)
    finally:
        os.close(opened)


def _mark(path: Path) -> Mark:
    """Return what changes when one of the source's files does; OSError where there is no declaration."""
    path.stat()
    return path, *(_mark_of(path.with_suffix(ending)) for ending in _ENDINGS)


def _mark_of(path: Path) -> tuple[int, int, int] | None:
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino
