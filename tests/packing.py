"""Bytes in every form a server may send them in, and bombs: small as sent, and quick to make."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable
from functools import cache, partial

import brotli
import zstandard

GIGABYTE = 2**30
BLOCK = 2**24
ZEROS = bytes(BLOCK)


def raw_deflate(data: bytes) -> bytes:
    """Return data in bare deflate, as some servers send it under the name of zlib's form."""
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


PACKED: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "zlib": zlib.compress,
    "deflate": raw_deflate,
    "br": lambda data: bytes(brotli.compress(data, quality=5)),
    "zstd": zstandard.compress,
}


@cache
def bomb(form: str, size: int = GIGABYTE, head: bytes = b"") -> bytes:
    """Return `head` and about `size` zeros; gzip's and zlib's checksums are wrong, nobody gets there.

    A block is packed once, behind another: to pack a gigabyte takes zstd .17 s and brotli .09 (2026-12).
    """
    if form == "zstd":
        packer = zstandard.ZstdCompressor().compressobj()
        flushed = partial(packer.flush, zstandard.COMPRESSOBJ_FLUSH_BLOCK)
        start, first, block = (packer.compress(data) + flushed() for data in (head, ZEROS, ZEROS))
        return start + first + block * (size // BLOCK - 1) + packer.flush()
    if form == "br":
        wide = brotli.Compressor(quality=1)
        start, first, block = (bytes(wide.process(data) + wide.flush()) for data in (head, ZEROS, ZEROS))
        return start + first + block * (size // BLOCK - 1) + bytes(wide.finish())
    wbits = {"gzip": 31, "zlib": 15, "deflate": -15}[form]
    deflate = zlib.compressobj(wbits=wbits)
    start = deflate.compress(head) + deflate.flush(zlib.Z_FULL_FLUSH)
    # After a full flush a block stands for itself, and may be repeated.
    block = deflate.compress(bytes(BLOCK)) + deflate.flush(zlib.Z_FULL_FLUSH)
    return start + block * (size // BLOCK) + deflate.flush()
