"""Compressed bytes unpacked piece by piece, under one limit of size, ratio and time, whoever reads them.

Nothing else in the package calls a decompressor (tests/house/test_unpacking.py): a few hundred kilobytes of
gzip, brotli or zstd may stand for gigabytes, or for hours of work on empty members.
"""

from __future__ import annotations

import sys
import time
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

import brotli

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

Form = Literal["gzip", "zlib", "deflate", "br", "zstd"]
Trouble = Literal["too_large", "bomb", "truncated", "corrupt", "trailing"]

OUTPUT_PIECE = 64 * 1024  # bytes out of a decompressor at a time
# Bytes into one at a time. zlib and zstd copy what is left over after each piece and after each member:
# 32 MB in one go cost a copy of up to 32 MB for each of a million empty members (hours).
INPUT_SLICE = 16 * 1024
# As curl does (MAX_ENCODE_STACK, lib/content_encoding.c); servers use one, seldom two.
MOST_ENCODINGS = 5
GZIP = b"\x1f\x8b"
ZSTD = b"\x28\xb5\x2f\xfd"
_WBITS = {"gzip": zlib.MAX_WBITS | 16, "zlib": zlib.MAX_WBITS, "deflate": -zlib.MAX_WBITS}
_CHECKSUM = {"gzip": 8, "zlib": 4}  # bytes behind the data
ENCODINGS: dict[str, Form] = {
    "gzip": "gzip",
    "x-gzip": "gzip",
    "deflate": "zlib",
    "br": "br",
    "zstd": "zstd",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class UnpackLimit:
    """How much may come of compressed bytes.

    `size` are bytes given at most, `ratio` bytes given for each byte taken beyond the first `free` bytes,
    `members` gzip members or zstd frames, `seconds` of processor time; `window` is the power of two of the
    memory a zstd frame may ask for. With `each_member`, size and ratio are counted for each member anew:
    those of a WARC file are its records.
    """

    size: int
    # Real pages and sitemaps give 4 to 60 bytes a byte; gzip cannot give more than 1,032, zstd 30,000.
    ratio: int = 300
    # A page of one repeated row may be small and shrink a thousandfold: what is small is no bomb.
    free: int = 16 * 1024**2
    # bgzip makes one of each 64 KB: 1,600 for 100 MB.
    members: int = 100_000
    # 64 MB take 0.1 to 0.4 s in any form (2026-11, one busy core): a machine ten times slower gets through.
    seconds: float = 5.0
    # 8 MB: what encoders may ask of those who read from the web (RFC 9659, 3).
    window: int = 23
    each_member: bool = False


class UnpackError(Exception):
    """Why the rest cannot be had: a reason in one word, and what is wrong in a sentence."""

    def __init__(self, reason: Trouble, detail: str) -> None:
        super().__init__(detail)
        self.reason: Trouble = reason
        self.detail = detail


class Meter:
    """Counts what one decompression takes and gives; raises UnpackError beyond the limit.

    The time is that of the decompressor: what a reader does with a piece before it asks for the next is not
    counted.
    """

    def __init__(self, limit: UnpackLimit) -> None:
        self.limit = limit
        self._taken = self._given = self._members = 0
        self._begun = time.thread_time()
        self._left = 0.0

    @property
    def seconds(self) -> float:
        """Processor time since the beginning, without that of readers."""
        return time.thread_time() - self._begun

    def leave(self) -> None:
        """Stop the clock: a piece goes to its reader."""
        self._left = time.thread_time()

    def come_back(self) -> None:
        """Let the clock run on."""
        self._begun += time.thread_time() - self._left

    def take(self, number: int) -> None:
        """Count bytes that go in."""
        self._taken += number
        if self.seconds > self.limit.seconds:
            raise UnpackError("bomb", f"takes more than {self.limit.seconds:g} seconds to unpack")

    def give(self, number: int) -> None:
        """Count bytes that come out."""
        limit = self.limit
        self._given += number
        if self._given > limit.size:
            raise UnpackError("too_large", f"more than {limit.size:,} bytes when unpacked")
        if self._given > max(limit.free, limit.ratio * self._taken):
            raise UnpackError("bomb", f"gives more than {limit.ratio:,} bytes for each compressed byte")

    def member(self) -> None:
        """Count a gzip member or zstd frame that ended."""
        self._members += 1
        if self.limit.each_member:
            self._taken = self._given = 0
        if self._members > self.limit.members:
            raise UnpackError("bomb", f"has more than {self.limit.members:,} compressed members")


class _Decoder(Protocol):
    ended: bool

    def feed(self, data: bytes, meter: Meter) -> Iterator[bytes]:
        """Give what one slice of input makes, in pieces."""


class Unpacker:
    """One compressed stream, fed as it comes. `ended` is true where it may end: nothing is cut off there.

    `dictionary` is zstd's, as its bytes; one that is none raises UnpackError.
    """

    def __init__(self, form: Form, window: int = 23, dictionary: bytes | None = None) -> None:
        self._form = form
        self._decoder: _Decoder
        if form == "br":
            self._decoder = _Brotli()
        elif form == "zstd":
            self._decoder = _Zstd(window, dictionary)
        else:
            self._decoder = _Inflate(form)

    @property
    def ended(self) -> bool:
        return self._decoder.ended

    def feed(self, data: bytes, meter: Meter) -> Iterator[bytes]:
        """Give what the input makes, in pieces of at most OUTPUT_PIECE bytes; raises UnpackError."""
        try:
            for start in range(0, len(data), INPUT_SLICE):
                part = data[start : start + INPUT_SLICE]
                meter.take(len(part))
                for piece in self._decoder.feed(part, meter):
                    meter.leave()
                    yield piece
                    meter.come_back()
                    meter.give(len(piece))
        except (zlib.error, brotli.error, zstd.ZstdError) as error:
            said = str(error).removeprefix("brotli: ")
            raise UnpackError("corrupt", f"{_name(self._form)}: {said}") from error
        except MemoryError as error:
            raise UnpackError("too_large", f"{_name(self._form)}: needs more memory than there is") from error


@dataclass(frozen=True, slots=True)
class Unpacked:
    """The bytes, or those before the trouble; `reason` is None where all came out, `detail` says more."""

    body: bytes = field(repr=False)
    reason: Trouble | None = None
    detail: str = ""


def unpack(body: bytes, form: Form, limit: UnpackLimit) -> Unpacked:
    """Return what the compressed bytes hold, at most `limit.size`; never raises.

    `trailing` is the reason where all came out and something else follows it.
    """
    unpacker, meter = Unpacker(form, limit.window), Meter(limit)
    found = bytearray()
    try:
        for piece in unpacker.feed(body, meter):
            found += piece
    except UnpackError as error:
        return Unpacked(bytes(found[: limit.size]), error.reason, error.detail)
    if unpacker.ended or not body:
        return Unpacked(bytes(found))
    return Unpacked(bytes(found), "truncated", f"{_name(form)}: the data ends too early")


def unpack_content(body: bytes, encodings: Sequence[str], limit: UnpackLimit) -> Unpacked:
    """Undo the encodings of a Content-Encoding header, given in the order they were applied; never raises.

    What does not even begin in the form its header claims is taken as it is: many servers, and tools that
    store a body as it was before transfer (CC-NEWS), keep a header that does not hold. As browsers take it,
    what follows the end of the compressed data is padding, and a checksum may be wrong or left out
    (https://github.com/scrapy/scrapy/issues/87).
    """
    if len(encodings) > MOST_ENCODINGS:
        return Unpacked(b"", "bomb", f"more than {MOST_ENCODINGS} content encodings, one in another")
    for name in reversed(encodings):
        form = ENCODINGS.get(name)
        if form is None:
            return Unpacked(body, "corrupt", f"content-encoding {name[:40]!r} is unknown")
        found = _decoded(body, form, limit)
        if found.reason in {"truncated", "corrupt"} and form in {"gzip", "zlib"}:
            found = _without_checksum(body, form, limit) or found
        if found.reason not in {None, "trailing"}:
            return found
        body = found.body
    if len(body) > limit.size:
        return Unpacked(body[: limit.size], "too_large", f"more than {limit.size:,} bytes")
    return Unpacked(body)


def content_encodings(value: str | None) -> list[str]:
    """Return the encodings a Content-Encoding header names, without those that change nothing."""
    named = [word.strip().lower() for word in (value or "").split(",")]
    return [word for word in named if word not in {"", "identity", "none", "utf-8"}]


def _decoded(body: bytes, form: Form, limit: UnpackLimit) -> Unpacked:
    if form == "gzip" and not body.startswith(GZIP):
        return Unpacked(body)
    if form == "zstd" and not _begins_frame(body):
        return Unpacked(body)
    if form == "zlib" and not _has_zlib_head(body):
        # The standard says zlib's form; some servers send the bare one (RFC 9110, 8.4.1.2).
        found = unpack(body, "deflate", limit)
        return Unpacked(body) if found.reason == "corrupt" and not found.body else found
    found = unpack(body, form, limit)
    # Brotli has no mark: markup that was decoded before it was stored is told by its first byte.
    is_markup = form == "br" and body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")
    return Unpacked(body) if is_markup and found.reason in {"corrupt", "truncated"} else found


def _without_checksum(body: bytes, form: Form, limit: UnpackLimit) -> Unpacked | None:
    """Return what the deflate stream within holds where nothing but a checksum follows its end, else None."""
    stream = body[2 if form == "zlib" else _gzip_head(body) :]
    found = unpack(stream, "deflate", limit)
    ends = found.reason in {None, "trailing"} and found.body
    # Without as many bytes, and one more, the stream itself is cut: no other member follows.
    last = ends and unpack(stream[: -_CHECKSUM[form] - 1], "deflate", limit).reason == "truncated"
    return Unpacked(found.body) if last else None


def _gzip_head(body: bytes) -> int:
    """Return how long the header of a gzip member is (RFC 1952, 2.3)."""
    flags = body[3] if len(body) > 3 else 0
    at = 10
    if flags & 4:
        at += 2 + int.from_bytes(body[at : at + 2], "little")
    for named in (8, 16):  # the file's name, a comment
        if flags & named:
            at = (body.find(b"\0", at) + 1) or len(body)
    return at + 2 if flags & 2 else at


def _has_zlib_head(body: bytes) -> bool:
    return len(body) > 1 and body[0] & 15 == 8 and int.from_bytes(body[:2]) % 31 == 0


def _begins_frame(data: bytes) -> bool:
    """Whether a zstd frame, or a skippable one (RFC 8878, 3.1.2), begins here; a part of its mark will do."""
    mark = data[:4]
    return ZSTD.startswith(mark) or (mark[0] & 0xF0 == 0x50 and b"\x2a\x4d\x18".startswith(mark[1:]))


def _name(form: Form) -> str:
    return {"br": "brotli", "zlib": "deflate"}.get(form, form)


class _Inflate:
    """gzip (members one after another, with the padding of tapes and block devices), zlib, bare deflate."""

    def __init__(self, form: Form) -> None:
        self._form = form
        self._member = zlib.decompressobj(wbits=_WBITS[form])
        self._begun = self.ended = False

    def feed(self, data: bytes, meter: Meter) -> Iterator[bytes]:
        while data:
            if not self._begun:
                data = self._begin(data)
                if not data:
                    return
            yield self._member.decompress(data, OUTPUT_PIECE)
            data = self._member.unconsumed_tail
            if self._member.eof:
                data = self._member.unused_data
                self._begun, self.ended = False, True
                meter.member()
            elif not data:
                # Output that found no room waits in zlib, without input to announce it.
                while more := self._member.decompress(b"", OUTPUT_PIECE):
                    yield more

    def _begin(self, data: bytes) -> bytes:
        if self._form == "gzip":
            data = data.lstrip(b"\0")
        if data and self.ended:
            if self._form != "gzip" or not GZIP.startswith(data[:2]):
                raise UnpackError("trailing", f"{_name(self._form)}: something else follows the data")
            self._member = zlib.decompressobj(wbits=_WBITS[self._form])
        self._begun, self.ended = bool(data), self.ended and not data
        return data


class _Brotli:
    def __init__(self) -> None:
        self._stream = brotli.Decompressor()
        self.ended = False

    def feed(self, data: bytes, meter: Meter) -> Iterator[bytes]:  # noqa: ARG002 - one stream is one member
        if self.ended:
            raise UnpackError("trailing", "brotli: something else follows the data")
        # `can_accept_more_data` is of no use: it is true while output still waits (brotli 1.2.0).
        piece = self._stream.process(data, output_buffer_limit=OUTPUT_PIECE)
        while piece:
            yield piece
            piece = self._stream.process(b"", output_buffer_limit=OUTPUT_PIECE)
        self.ended = self._stream.is_finished()


class _Zstd:
    """Frames one after another, skippable ones among them."""

    def __init__(self, window: int, dictionary: bytes | None) -> None:
        self._options: dict[int, int] = {zstd.DecompressionParameter.window_log_max: window}
        self._dictionary = None
        if dictionary is not None:
            # What does not begin as a trained dictionary is one of raw content.
            raw = not dictionary.startswith(b"\x37\xa4\x30\xec")
            try:
                self._dictionary = zstd.ZstdDict(dictionary, is_raw=raw)
            except ValueError as error:
                raise UnpackError("corrupt", f"zstd: {error}") from error
        self._frame = self._new()
        self._begun = self.ended = False

    def feed(self, data: bytes, meter: Meter) -> Iterator[bytes]:
        while data:
            if not self._begun:
                if self.ended and not _begins_frame(data):
                    raise UnpackError("trailing", "zstd: something else follows the data")
                self._begun, self.ended = True, False
            yield self._frame.decompress(data, OUTPUT_PIECE)
            data = b""
            while not self._frame.eof and not self._frame.needs_input:
                yield self._frame.decompress(b"", OUTPUT_PIECE)
            if self._frame.eof:
                data = self._frame.unused_data
                self._frame = self._new()
                self._begun, self.ended = False, True
                meter.member()

    def _new(self) -> zstd.ZstdDecompressor:
        return zstd.ZstdDecompressor(self._dictionary, self._options)
