"""What a server sent, out of the form it was sent in: chunks and compression undone, never beyond a limit."""

from __future__ import annotations

from newsarchive.imports.page_file import MAX_PAGE_BYTES, PageBytes, page_bytes
from newsarchive.unpacking import UnpackLimit, unpack_content

CHUNKS_END = b"\r\n"


def http_body(raw: bytes, encodings: list[str], *, chunked: bool) -> PageBytes:
    """Return the page's bytes; `encodings` are those of Content-Encoding, in the order they were applied.

    Many tools store the body as it was before transfer but keep the headers (CC-NEWS does): what does not
    even begin in the form its headers claim is taken as it is. What breaks later is `corrupt`, what ends too
    early `truncated`.
    """
    body, complete = dechunked(raw) if chunked else (raw, True)
    found = page_bytes(unpack_content(body, encodings, UnpackLimit(size=MAX_PAGE_BYTES)), body)
    if found.reason is None and not complete:
        return PageBytes(found.body, "truncated", "the last chunk is missing")
    return found


def dechunked(raw: bytes) -> tuple[bytes, bool]:
    """Return the content of a chunked body (RFC 9112, 7.1), and whether its last chunk is there.

    One that is not chunked comes back as it is, and is complete.
    """
    parts: list[bytes] = []
    at = 0
    while at < len(raw):
        line_end = raw.find(b"\n", at, at + 1024)
        size = _chunk_size(raw[at:line_end]) if line_end >= 0 else None
        if size is None:
            return (b"".join(parts), False) if parts else (raw, True)
        if size == 0:
            return b"".join(parts), True
        parts.append(raw[line_end + 1 : line_end + 1 + size])
        at = line_end + 1 + size
        at += 2 if raw[at : at + 2] == CHUNKS_END else 1
    return b"".join(parts), not raw


def _chunk_size(line: bytes) -> int | None:
    digits = line.split(b";")[0].strip()
    try:
        return int(digits, 16) if digits.isalnum() else None
    except ValueError:
        return None
