"""The cells of code page 936, both ways: mirrors were damaged as GBK bytes and can only be undone there."""

from __future__ import annotations

from functools import cache

EURO = 0x80  # a lone 0x80 is U+20AC in code page 936
LEADS = range(0x81, 0xFF)
TRAILS = tuple(byte for byte in range(0x40, 0xFF) if byte != 0x7F)


def _char(cell: bytes) -> str:
    """One cell as code page 936 reads it: the standard ones, then user-defined cells as private-use characters."""
    for codec in ("gbk", "gb18030"):
        text = cell.decode(codec, "ignore")
        if len(text) == 1:
            return text
    return ""


@cache
def chars() -> dict[int, str]:
    """Cell (lead * 256 + trail) to character; cells that mean nothing are left out. Not to be changed."""
    found = {lead << 8 | trail: _char(bytes((lead, trail))) for lead in LEADS for trail in TRAILS}
    return {cell: char for cell, char in found.items() if char}


@cache
def cells() -> dict[str, int]:
    """Character to cell, where it has one. Not to be changed."""
    return {char: cell for cell, char in chars().items()}
