"""UTF-16 and UTF-32: by byte order mark, or by where the NUL bytes stand."""

from __future__ import annotations

# Longer marks first: UTF-32 LE begins with the mark of UTF-16 LE.
BOMS = (
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
LOOK_AT = 8_192
FEWEST_NULS = 16
# In wide text NULs stand in the high places of markup, digits, blanks and line ends, hardly anywhere else.
# U+4E00, U+3000 and their like put a few into the low places.
MOST_ON_THE_WRONG_SIDE = 0.1
# A page of markup is mostly Latin; plain Chinese text has line ends and digits only.
SMALLEST_SHARE = 0.01


def bom_codec(body: bytes) -> tuple[str, bytes] | None:
    """Return the codec a byte order mark names, and the mark; None where there is none."""
    for bom, codec in BOMS:
        if body.startswith(bom):
            return codec, bom
    return None


def wide_codec(body: bytes) -> str | None:
    """Return the UTF-16 or UTF-32 codec that the NULs of a body without mark show, else None."""
    head = body[: min(LOOK_AT, len(body) - len(body) % 4)]
    columns = [head[start::4].count(0) for start in range(4)]
    nuls = sum(columns)
    if nuls < FEWEST_NULS or nuls < SMALLEST_SHARE * len(head):
        return None
    return _utf32(columns, len(head) // 4, head) or _utf16(columns, nuls, head)


def _utf32(columns: list[int], units: int, head: bytes) -> str | None:
    for codec, top, next_to_top in (("utf-32-le", 3, 2), ("utf-32-be", 0, 1)):
        # The top byte is always NUL; the next is too, outside the rare planes.
        if columns[top] == units and columns[next_to_top] > 0.9 * units and _decodes(head, codec):
            return codec
    return None


def _utf16(columns: list[int], nuls: int, head: bytes) -> str | None:
    even, odd = columns[0] + columns[2], columns[1] + columns[3]
    if even <= MOST_ON_THE_WRONG_SIDE * nuls and _decodes(head, "utf-16-le"):
        return "utf-16-le"
    if odd <= MOST_ON_THE_WRONG_SIDE * nuls and _decodes(head, "utf-16-be"):
        return "utf-16-be"
    return None


def _decodes(head: bytes, codec: str) -> bool:
    # A cut inside a surrogate pair costs one character, hence the tolerance.
    return head.decode(codec, "replace").count("\ufffd") <= 1 + len(head) // 1_000
