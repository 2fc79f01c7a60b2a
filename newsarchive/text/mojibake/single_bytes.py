"""The characters that bytes 0x80 to 0xFF become when read in a single-byte charset, and the way back."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SingleBytes:
    """One single-byte charset as systems misuse it: `byte_of` takes its non-ASCII characters back."""

    codec: str
    byte_of: dict[str, int]

    def characters(self, first: int, last: int) -> str:
        """Return, as the inside of a regex class, the characters that bytes `first` to `last` are read as."""
        return "".join(f"\\u{ord(char):04x}" for char, byte in self.byte_of.items() if first <= byte <= last)

    def to_bytes(self, text: str) -> bytes:
        """Return the bytes that were read as `text`, which holds ASCII and characters of `byte_of` only."""
        return bytes(self.byte_of.get(char, ord(char)) for char in text)


def single_bytes(codec: str) -> SingleBytes:
    """Return the table of `codec`, its holes filled with C1 controls as Latin-1 does."""
    controls = {chr(byte): byte for byte in range(0x80, 0xA0)}
    read = {byte: bytes((byte,)).decode(codec, "ignore") for byte in range(0x80, 0x100)}
    return SingleBytes(codec, controls | {char: byte for byte, char in read.items() if char})


# Windows-1252 and Latin-1 at once: systems mix them.
LATIN = single_bytes("cp1252")
