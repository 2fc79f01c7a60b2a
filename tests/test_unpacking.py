"""Every form comes out whole, says when it is cut short, and never gives more than its limit."""

from __future__ import annotations

import gzip
import os
import random
import time
import zlib

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.unpacking import (
    INPUT_SLICE,
    MOST_ENCODINGS,
    OUTPUT_PIECE,
    Form,
    Meter,
    Unpacker,
    UnpackError,
    UnpackLimit,
    content_encodings,
    unpack,
    unpack_content,
)
from tests.packing import PACKED

LIMIT = UnpackLimit(size=2**22)
# Longer than some slices and pieces, partly of what cannot be packed.
LONG = b"<p>The board met.</p>" * 9_000 + os.urandom(3 * INPUT_SLICE + 7)
FORMS: list[Form] = ["gzip", "zlib", "deflate", "br", "zstd"]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("body", [b"", b"a", LONG], ids=["empty", "short", "long"])
def test_each_form_comes_out_whole(form: Form, body: bytes) -> None:
    found = unpack(PACKED[form](body), form, LIMIT)
    assert (found.body == body, found.reason) == (True, None)


@pytest.mark.parametrize("form", FORMS)
def test_what_is_cut_anywhere_says_so_and_keeps_what_came(form: Form) -> None:
    packed = PACKED[form](LONG)
    for cut in (1, 9, INPUT_SLICE, len(packed) // 2, len(packed) - 9, len(packed) - 1):
        found = unpack(packed[:cut], form, LIMIT)
        assert found.reason == "truncated", cut
        assert LONG.startswith(found.body)
    assert len(unpack(packed[: len(packed) // 2], form, LIMIT).body) > len(LONG) // 4


@pytest.mark.parametrize("form", FORMS)
def test_pieces_are_small_whatever_goes_in(form: Form) -> None:
    packed = PACKED[form](LONG)
    for size in (1, 1_000, len(packed)):
        unpacker, meter = Unpacker(form), Meter(LIMIT)
        pieces = [
            piece
            for start in range(0, len(packed), size)
            for piece in unpacker.feed(packed[start : start + size], meter)
        ]
        assert b"".join(pieces) == LONG
        assert max(map(len, pieces)) <= 2 * OUTPUT_PIECE  # brotli rounds up to its own blocks
        assert unpacker.ended


@pytest.mark.parametrize("form", ["gzip", "zstd"])
def test_members_follow_one_another_with_what_may_be_between(form: Form) -> None:
    between = b"\0" * 40 if form == "gzip" else b"\x5e\x2a\x4d\x18\x03\0\0\0abc"
    packed = PACKED[form](b"one ") + between + PACKED[form](LONG) + between
    assert unpack(packed, form, LIMIT).body == b"one " + LONG
    found = unpack(PACKED[form](LONG) + b"junk", form, LIMIT)
    assert (found.body == LONG, found.reason) == (True, "trailing")


def test_each_limit_has_its_reason() -> None:
    zeros = bytes(200_000)
    assert unpack(gzip.compress(zeros), "gzip", UnpackLimit(size=199_999)).reason == "too_large"
    assert len(unpack(gzip.compress(zeros), "gzip", UnpackLimit(size=199_999)).body) == 199_999
    assert unpack(gzip.compress(zeros), "gzip", UnpackLimit(size=200_000)).reason is None
    steep = UnpackLimit(size=10**9, ratio=100, free=100_000)
    assert unpack(gzip.compress(zeros), "gzip", steep).reason == "bomb"
    assert unpack(gzip.compress(zeros[:100_000]), "gzip", steep).reason is None
    for form in ("gzip", "zstd"):
        assert unpack(PACKED[form](b"") * 12, form, UnpackLimit(size=9, members=11)).reason == "bomb"
        assert unpack(PACKED[form](b"") * 11, form, UnpackLimit(size=9, members=11)).reason is None
    slow = UnpackLimit(size=10**9, seconds=0.0)
    assert "seconds" in unpack(gzip.compress(LONG), "gzip", slow).detail
    wide = zstandard.ZstdCompressionParameters(window_log=24, enable_ldm=True)
    packer = zstandard.ZstdCompressor(compression_params=wide).compressobj()
    assert "memory" in unpack(packer.compress(LONG) + packer.flush(), "zstd", LIMIT).detail


def test_empty_members_cost_no_more_each_the_more_there_are() -> None:
    """zlib copies what is left over at each member: fed whole, 8 MB of them cost a copy of 8 MB each."""
    few, many = (gzip.compress(b"") * number for number in (1_000, 64_000))
    endless = UnpackLimit(size=9, members=10**9)
    spent = []
    for packed in (few, many):
        meter = Meter(endless)
        assert list(Unpacker("gzip").feed(packed, meter)).count(b"") > 0
        spent.append(meter.seconds)
    assert spent[1] < 64 * 8 * max(spent[0], 0.001)


def test_the_time_of_who_reads_the_pieces_is_not_counted() -> None:
    """A WARC file is read between its pages, which take longer to read than to unpack."""
    meter = Meter(UnpackLimit(size=10**9, seconds=0.2))
    for _ in Unpacker("gzip").feed(gzip.compress(random.Random(1).randbytes(200_000)), meter):
        busy = time.thread_time() + 0.1
        while time.thread_time() < busy:
            pass
    assert meter.seconds < 0.2


def test_encodings_one_in_another() -> None:
    limit = UnpackLimit(size=10**6)
    body = b"<html>" + LONG[:2_000]
    packed = PACKED["zstd"](PACKED["br"](PACKED["zlib"](PACKED["gzip"](body))))
    assert unpack_content(packed, ["gzip", "deflate", "br", "zstd"], limit).body == body
    assert unpack_content(PACKED["deflate"](body), ["deflate"], limit).body == body
    assert unpack_content(body, ["gzip"] * (MOST_ENCODINGS + 1), limit).reason == "bomb"
    assert unpack_content(body, ["compress"], limit).reason == "corrupt"
    assert content_encodings(" GZIP , identity,br") == ["gzip", "br"]


@pytest.mark.parametrize("name", ["gzip", "deflate", "br", "zstd"])
def test_what_is_not_in_the_form_its_header_claims_is_taken_as_it_is(name: str) -> None:
    body = b"<html>plain</html>"
    assert unpack_content(body, [name], LIMIT).body == body
    assert unpack_content(b"", [name], LIMIT).body == b""


@pytest.mark.parametrize("name", ["gzip", "deflate"])
def test_a_checksum_left_out_or_wrong_costs_no_page(name: str) -> None:
    packed = PACKED[{"deflate": "zlib"}.get(name, name)](LONG)
    for sent in (packed[:-1], packed[:-4], packed[:-3] + b"abc"):
        found = unpack_content(sent, [name], LIMIT)
        assert (found.body == LONG, found.reason) == (True, None)
    assert unpack_content(packed[:-12], [name], LIMIT).reason == "truncated"
    two = packed + packed[:-30]  # the first ends; what follows is no checksum
    if name == "gzip":
        assert unpack_content(two, [name], LIMIT).reason == "truncated"


def test_a_head_with_all_its_fields_is_passed_over() -> None:
    raw = zlib.compressobj(wbits=-15)
    head = b"\x1f\x8b\x08\x1e" + bytes(6) + b"\x03\0abc" + b"name\0" + b"comment\0"
    head += (zlib.crc32(head) & 0xFFFF).to_bytes(2, "little")
    sent = head + raw.compress(LONG) + raw.flush()
    assert unpack_content(sent, ["gzip"], LIMIT).body == LONG


@given(st.binary(max_size=400), st.sampled_from(FORMS), st.integers(0, 300))
def test_nothing_raises_and_nothing_is_larger_than_the_limit(raw: bytes, form: Form, size: int) -> None:
    packed = bytearray(PACKED[form](raw * 3))
    if packed and size:
        packed[size % len(packed)] ^= 1 + size % 255
    for data in (raw, bytes(packed)):
        assert len(unpack(data, form, UnpackLimit(size=size)).body) <= size
        unpack_content(data, ["br", form], UnpackLimit(size=size))


def test_a_dictionary_that_is_none_is_said() -> None:
    with pytest.raises(UnpackError, match="dictionary"):
        Unpacker("zstd", dictionary=b"abc")
