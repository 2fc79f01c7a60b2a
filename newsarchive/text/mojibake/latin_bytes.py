"""The characters that bytes 0x80 to 0xFF become when read as Latin-1 or Windows-1252, and the way back."""

from __future__ import annotations


def _windows(byte: int) -> str:
    return bytes((byte,)).decode("cp1252", "ignore")


# Both readings at once: systems mix them, and Windows-1252 has holes that Latin-1 fills with C1 controls.
BYTE_OF = {chr(byte): byte for byte in range(0x80, 0x100)} | {
    _windows(byte): byte for byte in range(0x80, 0xA0) if _windows(byte)
}


def characters(first: int, last: int) -> str:
    """Return, as the inside of a regex class, the characters that bytes `first` to `last` are read as."""
    return "".join(f"\\u{ord(char):04x}" for char, byte in BYTE_OF.items() if first <= byte <= last)


def to_bytes(text: str) -> bytes:
    """Return the bytes that were read as `text`, which holds ASCII and characters of `BYTE_OF` only."""
    return bytes(BYTE_OF.get(char, ord(char)) for char in text)
