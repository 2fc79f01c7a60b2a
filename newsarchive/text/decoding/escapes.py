"""Charsets that hide in seven bits: the ISO 2022 family by its escape sequences, HZ by its tildes."""

from __future__ import annotations

import re

from newsarchive.text.decoding.lenient import REPLACEMENT, decode_lenient

JAPANESE = re.compile(rb"\x1b\$(?:[@B]|\([DOQP])")
KOREAN = re.compile(rb"\x1b\$\)C")
HZ_RUN = re.compile(rb"~\{((?:[\x21-\x77][\x21-\x7e])+)~\}")
# `~{` also stands in scripts and chats; three closed runs of frequent Han characters do not.
FEWEST_HZ_RUNS = 3
# GB 2312 has its 3,755 frequent characters in rows 0x30 to 0x57 (without the high bit).
FREQUENT_ROWS = range(0x30, 0x58)
LOOK_AT = 200_000


def escaped_codec(body: bytes, declared: frozenset[str]) -> str | None:
    """Return iso2022_jp, iso2022_kr or hz where a seven-bit body is written in it, else None."""
    if not body.isascii():
        return None
    head = body[:LOOK_AT]
    if b"\x1b$" in head:
        if KOREAN.search(head) and _reads(head, "iso2022_kr"):
            return "iso2022_kr"
        if JAPANESE.search(head) and _reads(head, "iso2022_jp"):
            return "iso2022_jp"
    if b"~{" in head and _is_hz(head, declared):
        return "hz"
    return None


def _reads(head: bytes, codec: str) -> bool:
    text = decode_lenient(head, codec)
    wide = len(text) - len(text.encode("ascii", "ignore"))
    return wide > 0 and text.count(REPLACEMENT) <= 0.1 * wide


def _is_hz(head: bytes, declared: frozenset[str]) -> bool:
    runs = HZ_RUN.findall(head)
    if "hz" in declared:
        return bool(runs)
    rows = [row for run in runs for row in run[::2]]
    frequent = sum(row in FREQUENT_ROWS for row in rows)
    return len(runs) >= FEWEST_HZ_RUNS and frequent > 0.8 * len(rows)
