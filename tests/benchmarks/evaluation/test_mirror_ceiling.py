"""What counts as lost for good in damaged passages."""

from __future__ import annotations

import pytest

from benchmarks.evaluation.mirror_ceiling import lost, swallowed, tells


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("談判2004年".encode("gbk"), (False, False)),
        (b"\xb5" + "(jìng)人".encode("gbk"), (False, False)),
        (b"\xb5" + b"2004", (True, True)),
        (b"\xb5" + b"\x05\x06", (False, True)),
        (b"\xb5" + b"</p>", (False, True)),
        (b"", (False, False)),
    ],
)
def test_swallowed(raw: bytes, expected: tuple[bool, bool]) -> None:
    assert swallowed(raw) == expected


def test_tells() -> None:
    assert tells("他后来才知道。")
    assert not tells("他们都说这样很好。")


def test_a_passage_that_was_only_converted() -> None:
    assert lost("他们都说这样很好。", "converted", 1) == (False, False, True)
    assert lost("他后来才知道。", "converted+folded", 1) == (False, False, False)
    assert lost("他们都说这样很好。", "Simplified+sown", 1) == (False, False, False)
