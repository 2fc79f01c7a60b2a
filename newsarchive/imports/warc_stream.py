"""Decompresses a WARC file as a stream, and reports where and why it ended early."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from newsarchive.errors import UsageError
from newsarchive.unpacking import GZIP, ZSTD, Meter, Unpacker, UnpackError, UnpackLimit, unpack

# The first frame of a .warc.zst with a dictionary: a skippable frame that holds it, compressed or not
# (https://iipc.github.io/warc-specifications/specifications/warc-zstd/, section 4).
_DICTIONARY_FRAME = b"\x5d\x2a\x4d\x18"
_MOST_DICTIONARY = 100 * 1024**2
WARC_CHUNK = 256 * 1024
# The largest window that a frame may use: the limit of the zstd command line (--long=27).
_WINDOW = 27
# A file may have any size, but each record of one chunk may decompress to at most 128 MB or 300 times its own
# size. A page that a crawl took has up to 64 MB (settings/base.py, DOWNLOAD_MAXSIZE): what we export we read,
# also where one repeated row shrinks a thousandfold and several such records stand in one chunk. gzip makes
# at most 270 MB of a chunk, four times what newsarchive.unpacking allows five seconds for.
_EACH_CHUNK = UnpackLimit(
    size=sys.maxsize, free=128 * 1024**2, seconds=20.0, window=_WINDOW, each_member=True
)


class WarcStream:
    """A read-only, forward-only stream; use as a context manager.

    `error`: why the rest of the file could not be read, or None; `read` then behaves as at the end of the
    file. One gzip stream for the whole file is accepted as well as one member a record. `stopping()` is
    called before each chunk; once it is true, the stream ends.
    """

    def __init__(self, path: Path, stopping: Callable[[], bool] = lambda: False) -> None:
        self._file: BinaryIO = path.open("rb")
        self._path = path
        self._stopping = stopping
        self.error: str | None = None
        self._ready = b""
        self._made = 0
        head = self._file.read(4)
        self._file.seek(0)
        self._unpacker = self._unpacker_for(head)
        self._pieces = self._unpacked()

    def __enter__(self) -> WarcStream:
        return self

    def __exit__(self, *_exception: object) -> None:
        self._file.close()

    @property
    def position(self) -> int:
        """Return the number of bytes read from the file."""
        return self._file.tell()

    def tell(self) -> int:
        """Return the number of uncompressed bytes returned."""
        return self._made

    def read(self, size: int = -1) -> bytes:
        """Return up to `size` bytes, b"" at the end."""
        while not self._ready:
            found = next(self._pieces, None)
            if found is None:
                return b""
            self._ready = found
        given = self._ready if size < 0 else self._ready[:size]
        self._ready = self._ready[len(given) :]
        self._made += len(given)
        return given

    def _unpacked(self) -> Iterator[bytes]:
        while not self._stopping() and (raw := self._file.read(WARC_CHUNK)):
            if self._unpacker is None:
                yield raw
                continue
            try:
                for piece in self._unpacker.feed(raw, Meter(_EACH_CHUNK)):
                    yield piece
                    if self._stopping():
                        return
            except UnpackError as error:
                self.error = f"{error.reason}: {error.detail}"
                return
        if self._unpacker is not None and not self._unpacker.ended and not self._stopping():
            self.error = "the file ends within a compressed record"

    def _unpacker_for(self, head: bytes) -> Unpacker | None:
        if head.startswith(GZIP):
            return Unpacker("gzip")
        if head == ZSTD:
            return Unpacker("zstd", _WINDOW)
        if head != _DICTIONARY_FRAME:
            return None
        try:
            return Unpacker("zstd", _WINDOW, self._read_dictionary())
        except UnpackError as error:
            raise UsageError(f"{self._path}: its zstd dictionary cannot be read: {error}.") from error

    def _read_dictionary(self) -> bytes:
        self._file.seek(4)
        size = int.from_bytes(self._file.read(4), "little")
        data = self._file.read(size) if size <= _MOST_DICTIONARY else b""
        if len(data) < size or size > _MOST_DICTIONARY:
            raise UsageError(f"{self._path}: its zstd dictionary is cut off or larger than 100 MB.")
        if data.startswith(ZSTD):
            found = unpack(data, "zstd", UnpackLimit(size=_MOST_DICTIONARY, window=_WINDOW))
            if found.reason is not None:
                raise UnpackError(found.reason, found.detail)
            return found.body
        return data
