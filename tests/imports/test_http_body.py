"""Bodies come out of the form they were sent in, or say why not; no bomb gets through."""

from __future__ import annotations

import gzip
import os
import zlib
from collections.abc import Callable
from functools import partial

import brotli
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.imports.page_file import MAX_PAGE_BYTES
from newsarchive.imports.warc_records import dechunked, http_body
from newsarchive.lifecycle import FetchFailure, Undecodable

PAGE = b"<html>" + bytes(range(256)) * 40 + b"</html>"


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


# As quickly as they can: 32 MB took brotli five seconds at its best.
ENCODED: dict[str, Callable[[bytes], bytes]] = {
    "gzip": partial(gzip.compress, compresslevel=1),
    "deflate": partial(zlib.compress, level=1),
    "br": partial(brotli.compress, quality=1),
    "zstd": zstandard.compress,
}


@pytest.mark.parametrize("name", ENCODED)
def test_each_encoding_is_undone(name: str) -> None:
    assert http_body(ENCODED[name](PAGE), [name], chunked=False).body == PAGE
    assert http_body(PAGE, [name], chunked=False).body == PAGE  # decoded before it was stored


def test_raw_deflate_and_several_encodings_in_chunks() -> None:
    assert http_body(raw_deflate(PAGE), ["deflate"], chunked=False).body == PAGE
    twice = brotli.compress(gzip.compress(PAGE))
    chunks = b"5;x=1\r\n" + twice[:5] + b"\r\n" + f"{len(twice) - 5:X}".encode() + b"\r\n" + twice[5:]
    assert http_body(chunks + b"\r\n0\r\n\r\n", ["gzip", "br"], chunked=True).body == PAGE


@pytest.mark.parametrize("name", ENCODED)
def test_a_body_that_breaks_off_is_truncated(name: str) -> None:
    cut = ENCODED[name](PAGE)[:-12]
    assert http_body(cut, [name], chunked=False).reason == FetchFailure.TRUNCATED


@pytest.mark.parametrize("name", ENCODED)
def test_more_than_a_page_may_have_is_too_large(name: str) -> None:
    long = os.urandom(MAX_PAGE_BYTES // 16) * 16 + b"."
    found = http_body(ENCODED[name](long), [name], chunked=False)
    assert found.reason == FetchFailure.TOO_LARGE


def test_an_unknown_encoding_is_said_and_so_is_a_missing_last_chunk() -> None:
    assert http_body(PAGE, ["compress"], chunked=False).reason == Undecodable.CORRUPT
    whole = b"5\r\nHello\r\n0\r\n\r\n"
    assert http_body(whole, [], chunked=True).body == b"Hello"
    for end in (3, 7, 10, 12):
        assert http_body(whole[:end], [], chunked=True).reason == FetchFailure.TRUNCATED, end
    assert http_body(PAGE, [], chunked=True).reason is None  # out of its chunks before it was stored


@given(st.binary(max_size=2000), st.booleans(), st.lists(st.sampled_from([*ENCODED, "x"]), max_size=2))
def test_nothing_raises(raw: bytes, chunked: bool, names: list[str]) -> None:
    http_body(raw, names, chunked=chunked)


@given(st.lists(st.binary(min_size=1, max_size=300), max_size=5))
def test_chunks_are_joined(parts: list[bytes]) -> None:
    sent = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"
    assert dechunked(sent)[0] == b"".join(parts)
