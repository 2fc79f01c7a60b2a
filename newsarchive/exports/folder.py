"""An export folder that appears complete or not at all: written beside its place, then renamed."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from newsarchive.errors import UsageError
from newsarchive.unfinished_files import left_by_killed, unfinished_path

_MANIFEST = "manifest.json"
# First key of a manifest: it tells our folders from anybody's.
_MARK = "newsarchive_export"
# Suffixes of a folder while it is made, and of the earlier one while it is replaced.
_PARTIAL, _OLD = ".partial", ".old.partial"
_CHUNK = 1024**2


class ExportFolder:
    """The folder while it is being made; `file` opens a new file in it, whose size and hash are kept."""

    def __init__(self, place: Path, kind: str) -> None:
        self._place = place
        self._kind = kind
        self.files: list[dict[str, Any]] = []

    @contextmanager
    def file(self, name: str, **facts: Any) -> Iterator[BinaryIO]:
        """Open a file by its name within the folder; when the block ends it is listed, with `facts`.

        A mapping that the block fills may be given as `counts`.
        """
        counts: dict[str, Any] = facts.pop("counts", {})
        path = self._place / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        self.files.append({"path": name, **facts, **counts, **size_and_hash(path)})

    def write_manifest(self, facts: Mapping[str, Any]) -> None:
        """Write the manifest, the last file: `facts`, then the list of files."""
        manifest = {_MARK: self._kind, **facts, "files": self.files}
        path = self._place / _MANIFEST
        with path.open("w", encoding="utf-8") as stream:
            json.dump(manifest, stream, ensure_ascii=False, indent=1)
            stream.write("\n")
            stream.flush()
            os.fsync(stream.fileno())


@contextmanager
def export_folder(target: Path, kind: str) -> Iterator[ExportFolder]:
    """Give a folder that takes the place of `target` when the block ends well.

    `target` may be missing, empty, or an earlier export of the same kind (which is replaced); UsageError for
    any other, or where it cannot be written. A kill leaves a hidden `.NAME.HOST.PID.partial` beside it at
    most, which the next export removes.
    """
    final = target.resolve()  # through a symbolic link, which stays
    demand_replaceable(final, target, kind)
    place = unfinished_path(final, _PARTIAL)
    with _writable(target):
        _remove_left_over(final)
        place.mkdir()
    folder = ExportFolder(place, kind)
    try:
        with _writable(target):
            yield folder
            assert (place / _MANIFEST).is_file(), "an export without a manifest"
            _put_in_place(place, final)
    finally:
        shutil.rmtree(place, ignore_errors=True)


def demand_replaceable(final: Path, target: Path, kind: str) -> None:
    """Raise UsageError unless nothing of anybody's else would be lost."""
    if not final.exists():
        return
    if not final.is_dir():
        raise UsageError(f"{str(target)!r} is not a folder.", hint="Name a folder that does not exist yet.")
    if final == Path.cwd():
        raise UsageError("The current folder cannot be replaced.", hint="Name a folder within it.")
    if not any(final.iterdir()):
        return
    strangers = _strangers(final, kind)
    if strangers:
        raise UsageError(
            f"{str(target)!r} holds a file that is not of an earlier {kind} export: {strangers[0]!r}.",
            hint="Name a folder that is new, empty, or an untouched export of the same kind.",
        )


def size_and_hash(path: Path) -> dict[str, Any]:
    """Return size and SHA-256 of a file."""
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    return {"bytes": path.stat().st_size, "sha256": digest}


def _strangers(folder: Path, kind: str) -> list[str]:
    """Return the files that the manifest does not list; the manifest itself where it is not ours."""
    try:
        manifest = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
        known = {entry["path"] for entry in manifest["files"]} if manifest[_MARK] == kind else None
    except (OSError, ValueError, KeyError, TypeError):
        known = None
    there = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir())
    return [name for name in there if known is None or name not in known | {_MANIFEST}]


def _put_in_place(place: Path, final: Path) -> None:
    old = place.with_suffix(_OLD)
    if final.exists():
        final.rename(old)  # for a moment there is nothing, never a mixture
    place.rename(final)
    _sync(final.parent)
    shutil.rmtree(old, ignore_errors=True)


def _sync(folder: Path) -> None:
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def _remove_left_over(final: Path) -> None:
    for suffix in (_PARTIAL, _OLD):
        for path in left_by_killed(final.parent, suffix, f"{final.name}.{socket.gethostname()}."):
            shutil.rmtree(path, ignore_errors=True)


@contextmanager
def _writable(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.filename is None and error.errno is None:
            raise
        raise UsageError(
            f"{str(target)!r} cannot be written: {error.strerror}.",
            hint="Name a folder in a place that has room and is writable.",
        ) from error
