"""The declarations as they stand: read again when files change; of a broken file the last good state stays.

Crawls of the scheduler and the fleet read copies of the last good files: a slip of an editor stops no crawl.
"""

from __future__ import annotations

import shutil
import tempfile
import threading
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

from newsarchive.errors import ConfigurationError, SourceError
from newsarchive.sources import Source, load_source, source_names

Mark = tuple[int, int, int]


class Declarations:
    """Use as a context manager. `sources` are the good ones by name, `broken` names files that are wrong now.

    `folder` holds the copies, for NEWSARCHIVE_SOURCES of the crawls.
    """

    def __init__(self, original: Path) -> None:
        self._original = original.resolve()
        self._copies = Path(tempfile.mkdtemp(prefix="newsarchive-sources-"))
        # The copies lie as deep as the originals, so that `addresses.file = "../lists/x.txt"` has a place.
        self.folder = self._copies / self._original.relative_to(self._original.anchor)
        self.folder.mkdir(parents=True)
        self._lock = threading.Lock()  # the crawls of a worker begin in threads
        self._marks: dict[str, Mark] = {}
        self._unread = ""
        self._sources: dict[str, Source] = {}
        self.broken: set[str] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        shutil.rmtree(self._copies, ignore_errors=True)

    @property
    def sources(self) -> Mapping[str, Source]:
        """The good declarations, sorted by name."""
        return dict(sorted(self._sources.items()))

    def refresh(self) -> list[str]:
        """Read what has changed since the last time; return what is wrong with it, each mistake once."""
        with self._lock:
            return self._refresh()

    def _refresh(self) -> list[str]:
        try:
            names = source_names(self._original)
        except ConfigurationError as error:  # the folder is gone: a mount that failed retires no source
            problems = [] if error.message == self._unread else [str(error)]
            self._unread = error.message
            return problems
        self._unread = ""
        for name in (self._sources.keys() | self._marks.keys()) - set(names):
            self._forget(name)
        return [problem for name in names for problem in self._read(name)]

    def _read(self, name: str) -> list[str]:
        path = self._original / f"{name}.toml"
        try:
            mark = _mark(path)
            if self._marks.get(name) == mark:
                return []
            self._marks[name] = mark
            source = load_source(path)
            self._copy(source, path)
        except (SourceError, OSError) as error:
            self.broken.add(name)
            self._copy_unread(name, path)
            going_on = " (goes on as it was declared before)" if name in self._sources else ""
            message = error.message if isinstance(error, SourceError) else f"{path}: {error.strerror}"
            return [f"{message}{going_on}"]
        self._sources[name] = source
        self.broken.discard(name)
        return []

    def _copy(self, source: Source, path: Path) -> None:
        copy = self.folder / path.name
        staged = copy.with_suffix(".new")
        shutil.copyfile(path, staged)
        listed = source.addresses.file
        if listed is not None and not Path(listed).is_absolute():
            link = self.folder / listed
            link.parent.mkdir(parents=True, exist_ok=True)
            link.unlink(missing_ok=True)
            link.symlink_to(path.parent / listed)
        staged.replace(copy)

    def _copy_unread(self, name: str, path: Path) -> None:
        """Let crawls of other sources see that this one is declared, if wrongly: what is not, is retired."""
        copy = self.folder / path.name
        if name not in self._sources and not copy.exists():
            copy.touch()

    def _forget(self, name: str) -> None:
        self._sources.pop(name, None)
        self._marks.pop(name, None)
        self.broken.discard(name)
        (self.folder / f"{name}.toml").unlink(missing_ok=True)


def _mark(path: Path) -> Mark:
    status = path.stat()
    return status.st_mtime_ns, status.st_size, status.st_ino
