"""The bytes of a saved page: a file, gunzipped where its name says so, never more than a page can hold."""

from __future__ import annotations

import stat
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from newsarchive.unpacking import Unpacked, UnpackLimit, unpack

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
    """What a file gave: the bytes, or a reason and its explanation.

    Reasons are `unreadable`, `corrupt`, `truncated`, `too_large`, `bomb`. Of a corrupt or truncated file
    `body` holds the bytes as they lie on disk, as evidence.
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
    if not gzipped:
        return PageBytes(raw)
    found = unpack(raw, "gzip", UnpackLimit(size=MAX_PAGE_BYTES))
    return page_bytes(found, raw)


def page_bytes(found: Unpacked, raw: bytes) -> PageBytes:
    """Return what unpacking `raw` gave as a page's bytes."""
    match found.reason:
        case None:
            return PageBytes(found.body)
        case "too_large":
            return TOO_LARGE
        case "bomb":
            return PageBytes(b"", "bomb", found.detail)
        case "truncated":
            return PageBytes(raw, "truncated", found.detail)
        case "corrupt" | "trailing":
            return PageBytes(raw, "corrupt", found.detail)


def content_type_of(name: str) -> str | None:
    """Return what the name of a file says about its content (`.gz` left out), None when it says nothing."""
    return CONTENT_TYPES.get(Path(name.removesuffix(".gz")).suffix.lower())
