"""The cells of code page 936, both ways: mirrors were damaged as GBK bytes and can only be undone there."""

from __future__ import annotations

from functools import cache

EURO = 0x80  # a lone 0x80 is U+20AC in code page 936
LEAD_BYTES = range(0x81, 0xFF)
_TRAILS = tuple(byte for byte in range(0x40, 0xFF) if byte != 0x7F)


# Rows A1 to A7 below trail A1: user-defined cells, 96 a row, U+E4C6 to U+E765 in Windows' code page 936.
_USER_ROWS, _USER_FIRST, _USER_WIDTH = range(0xA1, 0xA8), 0xE4C6, 96


def _char(cell: bytes) -> str:
    """One cell as code page 936 reads it; user-defined cells are private-use characters."""
    lead, trail = cell
    if lead in _USER_ROWS and trail < 0xA1:
        return chr(_USER_FIRST + (lead - _USER_ROWS[0]) * _USER_WIDTH + _TRAILS.index(trail))
    for codec in ("gbk", "gb18030"):
        try:
            return cell.decode(codec)
        except UnicodeDecodeError:
            continue
    return ""


@cache
def chars() -> dict[int, str]:
    """Cell (lead * 256 + trail) to character; cells that mean nothing are left out. Not to be changed."""
    found = {lead << 8 | trail: _char(bytes((lead, trail))) for lead in LEAD_BYTES for trail in _TRAILS}
    return {cell: char for cell, char in found.items() if char}


@cache
def cells() -> dict[str, int]:
    """Character to cell, where it has one. Not to be changed."""
    return {char: cell for cell, char in chars().items()}


FULL_WIDTH = str.maketrans("!?,:;()", "！？，：；（）")  # what is made half-width after the damage


def unfolded(byte: int) -> int:
    """The last byte of the full-width sign that an ASCII one may stand for; other bytes as they are."""
    return cells().get(chr(byte).translate(FULL_WIDTH), byte) & 0xFF if byte < EURO else byte


def noted(tail: int) -> str:
    """The character of the last two bytes, which a note is for; the first of a sign made half-width too."""
    return chars().get(tail) or chars().get(unfolded(tail >> 8) << 8 | (tail & 0xFF), "")


@cache
def gap_leads() -> tuple[int, ...]:
    """Lead bytes of rows with cells that have no character: a decoder shows one `?` for both bytes."""
    gaps = (
        cell for cell, char in chars().items() if not _is_standard(cell) and not "\ue000" <= char <= "\ue765"
    )
    return tuple(sorted({cell >> 8 for cell in gaps}))


# Decoders without the user-defined cells show those as one `?` too. In these rows the trail, and lead of the
# next, is low; in those it is high.
USER_LEADS, LOWEST_HIGH = tuple(_USER_ROWS), 0xA1
HIGH_USER_LEADS = (*range(0xAA, 0xB0), *range(0xF8, 0xFF))


def _is_standard(cell: int) -> bool:
    return len(cell.to_bytes(2, "big").decode("gbk", "ignore")) == 1
