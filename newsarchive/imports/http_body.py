"""What a server sent, out of the form it was sent in: chunks and compression undone, never beyond a limit."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from importlib.util import find_spec

import zstandard

from newsarchive.imports.page_file import MAX_PAGE_BYTES, TOO_LARGE, PageBytes

CHUNKS_END = b"\r\n"


def http_body(raw: bytes, encodings: list[str], *, chunked: bool) -> PageBytes:
    """Return the page's bytes; `encodings` are those of Content-Encoding, in the order they were applied.

    Many tools store the body as it was before transfer but keep the headers (CC-NEWS does): what does not
    even begin in the form its headers claim is taken as it is. What breaks later is `corrupt`.
    """
    body = dechunked(raw) if chunked else raw
    for encoding in reversed(encodings):
        undo = DECODERS.get(encoding)
        if undo is None:
            return PageBytes(body, "corrupt", f"content-encoding {encoding[:40]!r} is unknown")
        undone = undo(body)
        if undone.reason is not None:
            return undone
        body = undone.body
    return PageBytes(body) if len(body) <= MAX_PAGE_BYTES else TOO_LARGE


def content_encodings(value: str | None) -> list[str]:
    """Return the encodings a Content-Encoding header names, without those that change nothing."""
    named = [word.strip().lower() for word in (value or "").split(",")]
    return [word for word in named if word not in {"", "identity", "none", "utf-8"}]


def dechunked(raw: bytes) -> bytes:
    """Return the content of a chunked body (RFC 9112, 7.1); one that is not chunked comes back as it is."""
    parts: list[bytes] = []
    at = 0
    while at < len(raw):
        line_end = raw.find(b"\n", at, at + 1024)
        size = _chunk_size(raw[at:line_end]) if line_end >= 0 else None
        if size is None:
            return b"".join(parts) if parts else raw
        if size == 0:
            break
        parts.append(raw[line_end + 1 : line_end + 1 + size])
        at = line_end + 1 + size
        at += 2 if raw[at : at + 2] == CHUNKS_END else 1
    return b"".join(parts)


def _chunk_size(line: bytes) -> int | None:
    digits = line.split(b";")[0].strip()
    try:
        return int(digits, 16) if digits.isalnum() else None
    except ValueError:
        return None


def _inflated(raw: bytes, *windows: int) -> PageBytes:
    """Undo gzip or deflate, by the first of the forms that its beginning has."""
    for bits in windows:
        body = bytearray()
        rest = raw
        while rest:
            member = zlib.decompressobj(wbits=bits)
            try:
                body += member.decompress(rest, MAX_PAGE_BYTES + 1 - len(body))
            except zlib.error as error:
                if body:  # a second member that is none: padding, as browsers take it
                    return PageBytes(bytes(body))
                if _begins(raw, bits):
                    return PageBytes(raw, "corrupt", f"content-encoding: {error}")
                break
            if len(body) > MAX_PAGE_BYTES:
                return TOO_LARGE
            if not member.eof:
                return PageBytes(raw, "corrupt", "content-encoding: the body ends too early")
            rest = member.unused_data
        else:
            return PageBytes(bytes(body))
    return PageBytes(raw)


def _begins(raw: bytes, bits: int) -> bool:
    """Whether the first bytes alone are in that form (gzip, zlib); raw deflate has no mark."""
    if bits == zlib.MAX_WBITS | 16:
        return raw.startswith(b"\x1f\x8b")
    return bits == zlib.MAX_WBITS and raw[:1] == b"\x78"


def _gzip(raw: bytes) -> PageBytes:
    return _inflated(raw, zlib.MAX_WBITS | 16)


def _deflate(raw: bytes) -> PageBytes:
    return _inflated(raw, zlib.MAX_WBITS, -zlib.MAX_WBITS)


def _zstd(raw: bytes) -> PageBytes:
    if not raw.startswith(b"\x28\xb5\x2f\xfd"):
        return PageBytes(raw)
    try:
        with zstandard.ZstdDecompressor(max_window_size=2**27).stream_reader(
            raw, read_across_frames=True
        ) as reader:
            body = reader.read(MAX_PAGE_BYTES + 1)
    except (zstandard.ZstdError, MemoryError) as error:
        return PageBytes(raw, "corrupt", f"content-encoding: {error}")
    return PageBytes(body) if len(body) <= MAX_PAGE_BYTES else TOO_LARGE


def _brotli(raw: bytes) -> PageBytes:
    if find_spec("brotli") is None:
        return PageBytes(raw, "corrupt", "content-encoding 'br': the package brotli is not installed")
    import brotli  # noqa: PLC0415 - comes with Scrapy's extras, not with every install

    decoder = brotli.Decompressor()
    body = b""
    try:
        body = decoder.process(raw, output_buffer_limit=MAX_PAGE_BYTES + 1)
        while not decoder.can_accept_more_data() and len(body) <= MAX_PAGE_BYTES:
            body += decoder.process(b"", output_buffer_limit=MAX_PAGE_BYTES + 1 - len(body))
    except brotli.error as error:
        # Brotli has no mark: markup that was decoded before it was stored is told by its first byte.
        if raw.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
            return PageBytes(raw)
        return PageBytes(raw, "corrupt", f"content-encoding: {error}")
    if len(body) > MAX_PAGE_BYTES:
        return TOO_LARGE
    if not decoder.is_finished():
        return PageBytes(raw, "corrupt", "content-encoding: the body ends too early")
    return PageBytes(body)


DECODERS: dict[str, Callable[[bytes], PageBytes]] = {
    "gzip": _gzip,
    "x-gzip": _gzip,
    "deflate": _deflate,
    "br": _brotli,
    "zstd": _zstd,
}
