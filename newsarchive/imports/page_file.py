"""Reads the file of a saved page, gunzipped if its name ends in .gz, up to the size that a page may have."""

from __future__ import annotations

import stat
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Literal

from newsarchive.lifecycle import FetchFailure, Undecodable
from newsarchive.unpacking import Unpacked, UnpackLimit, unpack

# The largest of 2,000 real pages has 3 MB; a gzip bomb of 100 KB would have 100 MB.
MAX_PAGE_BYTES = 32 * 1024**2

# Only unambiguous extensions; `.php` or `.aspx` may be anything. The mimetypes module would not do: it uses
# tables of the machine, and a page must be read the same way everywhere.
_CONTENT_TYPES = {
    ".html": "text/html",
    ".htm": "text/html",
    ".shtml": "text/html",
    ".shtm": "text/html",
    ".xhtml": "application/xhtml+xml",
    ".xht": "application/xhtml+xml",
    ".txt": "text/plain",
    ".mht": "multipart/related",
    ".mhtml": "multipart/related",
    ".eml": "message/rfc822",
    ".webarchive": "application/x-webarchive",
}


PageFileProblem = Literal[
    Undecodable.UNREADABLE,
    Undecodable.CORRUPT,
    FetchFailure.TRUNCATED,
    FetchFailure.TOO_LARGE,
    FetchFailure.BOMB,
]


@dataclass(frozen=True, slots=True)
class PageBytes:
    """The result of reading a file: its bytes, or the reason why they cannot be used, with details.

    For a corrupt or truncated file `body` holds the bytes as they are on disk, as evidence.
    """

    body: bytes = field(repr=False)
    reason: PageFileProblem | None = None
    detail: str = ""

    @property
    def error(self) -> str | None:
        """Reason and details in one line, None if nothing is wrong."""
        return f"{self.reason}: {self.detail}" if self.reason else None


TOO_LARGE_PAGE = PageBytes(b"", FetchFailure.TOO_LARGE, f"more than {MAX_PAGE_BYTES:,} bytes")


def read_page_file(path: str) -> PageBytes:
    """Return the bytes of a page file; never raises: problems are in the result."""
    try:
        if not stat.S_ISREG(Path(path).stat().st_mode):  # reading a pipe or device might never end
            return PageBytes(b"", Undecodable.UNREADABLE, "not a regular file")
        with Path(path).open("rb") as file:
            return read_page_bytes(file, gzipped=path.endswith(".gz"))
    except OSError as error:
        return PageBytes(b"", Undecodable.UNREADABLE, error.strerror or type(error).__name__)
    except ValueError:  # its message differs between versions of Python, and the record must not
        return PageBytes(b"", Undecodable.UNREADABLE, "the path holds a NUL")


def read_page_bytes(file: BinaryIO, *, gzipped: bool) -> PageBytes:
    """Return the bytes of an open file, gunzipped if `gzipped`, at most MAX_PAGE_BYTES."""
    raw = file.read(MAX_PAGE_BYTES + 1)
    if len(raw) > MAX_PAGE_BYTES:
        return TOO_LARGE_PAGE
    if not gzipped:
        return PageBytes(raw)
    found = unpack(raw, "gzip", UnpackLimit(size=MAX_PAGE_BYTES))
    return page_bytes(found, raw)


def page_bytes(found: Unpacked, raw: bytes) -> PageBytes:
    """Return the result of unpacking `raw` as a page's bytes."""
    match found.reason:
        case None:
            return PageBytes(found.body)
        case "too_large":
            return TOO_LARGE_PAGE
        case "bomb":
            return PageBytes(b"", FetchFailure.BOMB, found.detail)
        case "truncated":
            return PageBytes(raw, FetchFailure.TRUNCATED, found.detail)
        case "corrupt" | "trailing":
            return PageBytes(raw, Undecodable.CORRUPT, found.detail)


def content_type_of(name: str) -> str | None:
    """Return the Content-Type for a file's extension (without `.gz`), None if it is ambiguous or unknown."""
    return _CONTENT_TYPES.get(Path(name.removesuffix(".gz")).suffix.lower())
