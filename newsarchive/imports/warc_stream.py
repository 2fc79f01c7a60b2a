"""The bytes of a WARC file without its compression, as a stream that says where and why it ended early."""

from __future__ import annotations

import zlib
from pathlib import Path
from typing import Any, BinaryIO

import zstandard

from newsarchive.errors import UsageError

GZIP = b"\x1f\x8b"
ZSTD = b"\x28\xb5\x2f\xfd"
# The first frame of a .warc.zst with a dictionary: a skippable frame that holds it, compressed or not
# (https://iipc.github.io/warc-specifications/specifications/warc-zstd/, section 4).
DICTIONARY_FRAME = b"\x5d\x2a\x4d\x18"
MOST_DICTIONARY = 100 * 1024**2
CHUNK = 256 * 1024
# The largest window a frame may ask for: zstd's own limit of the command line (--long=27).
WINDOW = 2**27


class WarcStream:
    """Read-only and forward-only; use as a context manager.

    `error` is None, or why the rest of the file could not be read; `read` then says the file ended. One gzip
    stream for the whole file is as good as one member a record.
    """

    def __init__(self, path: Path) -> None:
        self._file: BinaryIO = path.open("rb")
        self._path = path
        self.error: str | None = None
        self._ready = b""
        self._made = 0
        head = self._file.read(4)
        self._file.seek(0)
        self._zstd = zstandard.ZstdDecompressor(max_window_size=WINDOW)
        self._kind = "plain"
        if head.startswith(GZIP):
            self._kind = "gzip"
        elif head in (ZSTD, DICTIONARY_FRAME):
            self._kind = "zstd"
            if head == DICTIONARY_FRAME:
                self._zstd = self._with_dictionary()
        self._decoder: Any = None if self._kind == "plain" else self._new_decoder()
        self._rest = b""
        self._begun = False

    def __enter__(self) -> WarcStream:
        return self

    def __exit__(self, *_exception: object) -> None:
        self._file.close()

    @property
    def position(self) -> int:
        """How many bytes of the file were read."""
        return self._file.tell()

    def tell(self) -> int:
        """How many uncompressed bytes were given."""
        return self._made

    def read(self, size: int = -1) -> bytes:
        """Return up to `size` bytes, b"" at the end."""
        while not self._ready and self.error is None:
            found = self._more()
            if found is None:
                break
            self._ready = found
        given = self._ready if size < 0 else self._ready[:size]
        self._ready = self._ready[len(given) :]
        self._made += len(given)
        return given

    def _more(self) -> bytes | None:
        """Return the next bytes, perhaps none yet; None at the end."""
        raw = self._rest or self._file.read(CHUNK)
        self._rest = b""
        if self._decoder is None:
            return raw or None
        if not raw:
            if self._begun:
                self.error = "the file ends within a compressed record"
            return None
        try:
            return self._decompressed(raw)
        except (zlib.error, zstandard.ZstdError, MemoryError) as error:
            self.error = f"{self._kind}: {error}"
            return None

    def _decompressed(self, raw: bytes) -> bytes:
        if not self._begun and self._kind == "gzip":
            raw = raw.lstrip(b"\0")  # padding of tapes and block devices
            if not raw:
                return b""
        self._begun = True
        if self._kind == "gzip":
            found: bytes = self._decoder.decompress(raw, 4 * CHUNK)
            self._rest = self._decoder.unconsumed_tail or self._decoder.unused_data
        else:
            # A chunk of 256 KB may hold at most so much: see `WINDOW`, and the limit of a page later on.
            found = self._decoder.decompress(raw)
            self._rest = self._decoder.unused_data
        if self._decoder.eof:
            self._decoder = self._new_decoder()
            self._begun = False
        return found

    def _new_decoder(self) -> Any:
        if self._kind == "gzip":
            return zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
        return self._zstd.decompressobj()

    def _with_dictionary(self) -> zstandard.ZstdDecompressor:
        self._file.seek(4)
        size = int.from_bytes(self._file.read(4), "little")
        data = self._file.read(size) if size <= MOST_DICTIONARY else b""
        if len(data) < size or size > MOST_DICTIONARY:
            raise UsageError(f"{self._path}: its zstd dictionary is cut off or larger than 100 MB.")
        try:
            if data.startswith(ZSTD):
                unpack = zstandard.ZstdDecompressor(max_window_size=WINDOW)
                data = unpack.stream_reader(data).read(MOST_DICTIONARY)
            words = zstandard.ZstdCompressionDict(data)
            return zstandard.ZstdDecompressor(dict_data=words, max_window_size=WINDOW)
        except zstandard.ZstdError as error:
            raise UsageError(f"{self._path}: its zstd dictionary cannot be read: {error}.") from error
