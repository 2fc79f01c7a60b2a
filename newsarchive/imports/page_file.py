"""The bytes of a saved page: a file, gunzipped where its name says so, never more than a page can hold."""

from __future__ import annotations

import stat
import zlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

# The largest of 2,000 real pages has 3 MB; a gzip bomb of 100 KB would have 100 MB.
MAX_PAGE_BYTES = 32 * 1024**2

# Only names that mean one thing; `.php` or `.aspx` may be anything. Not the mimetypes module: it answers from
# tables of the machine, and the same page must be read the same way everywhere.
CONTENT_TYPES = {
    ".html": "text/html",
    ".htm": "text/html",
    ".shtml": "text/html",
    ".shtm": "text/html",
    ".xhtml": "application/xhtml+xml",
    ".xht": "application/xhtml+xml",
    ".txt": "text/plain",
}


@dataclass(frozen=True, slots=True)
class PageBytes:
    """What a file gave: the bytes, or a reason (`unreadable`, `corrupt`, `too_large`) and its explanation.

    Of a corrupt file `body` holds the bytes as they lie on disk, as evidence.
    """

    body: bytes = field(repr=False)
    reason: str | None = None
    detail: str = ""

    @property
    def error(self) -> str | None:
        """Reason and explanation in one line, None when there is nothing wrong."""
        return f"{self.reason}: {self.detail}" if self.reason else None


TOO_LARGE = PageBytes(b"", "too_large", f"more than {MAX_PAGE_BYTES:,} bytes")


def read_page_file(path: str) -> PageBytes:
    """Return the bytes of a page file; whatever is wrong with the file is in the result, nothing raises."""
    try:
        if not stat.S_ISREG(Path(path).stat().st_mode):  # a pipe or device could keep us waiting for ever
            return PageBytes(b"", "unreadable", "not a regular file")
        with Path(path).open("rb") as file:
            return read_page_bytes(file, gzipped=path.endswith(".gz"))
    except OSError as error:
        return PageBytes(b"", "unreadable", error.strerror or type(error).__name__)
    except ValueError:  # each Python words it in its own way, and the record must not differ
        return PageBytes(b"", "unreadable", "the path holds a NUL")


def read_page_bytes(file: BinaryIO, *, gzipped: bool) -> PageBytes:
    """Return the bytes of an open file, gunzipped when asked for, at most MAX_PAGE_BYTES."""
    raw = file.read(MAX_PAGE_BYTES + 1)
    if len(raw) > MAX_PAGE_BYTES:
        return TOO_LARGE
    return _gunzip(raw) if gzipped else PageBytes(raw)


def content_type_of(name: str) -> str | None:
    """Return what the name of a file says about its content (`.gz` left out), None when it says nothing."""
    return CONTENT_TYPES.get(Path(name.removesuffix(".gz")).suffix.lower())


def _gunzip(raw: bytes) -> PageBytes:
    # Member by member, since a file may have several; the gzip module would not stop at the limit.
    body = bytearray()
    rest = raw
    while rest:
        member = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
        try:
            body += member.decompress(rest, MAX_PAGE_BYTES + 1 - len(body))
        except zlib.error as error:
            return PageBytes(raw, "corrupt", f"gzip: {error}")
        if len(body) > MAX_PAGE_BYTES:
            return TOO_LARGE
        if not member.eof:
            return PageBytes(raw, "corrupt", "gzip: the file ends too early")
        rest = member.unused_data.lstrip(b"\0")  # padding of tapes and block devices, as gunzip does
    return PageBytes(bytes(body))
