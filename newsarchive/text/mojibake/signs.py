"""What no damaged text can be without: a cheap look that spares right text the rest."""

from __future__ import annotations

import re

from newsarchive.text.mojibake.utf8_as_multi import READINGS as MULTI
from newsarchive.text.mojibake.utf8_as_single import SIGN

ASCII_TO_BLANK = bytes(0x20 if byte < 0x80 else byte for byte in range(0x100))
# Of damaged East Asian text a third of the characters tell, of right text one in hundreds; read as GBK a few
# words may have but one, and right Simplified text has none.
UTF8_AS_MULTI = re.compile(
    "|".join(
        reading.telltale.pattern
        if reading.codec == "gb18030"
        else f"{reading.telltale.pattern}.{{0,12}}{reading.telltale.pattern}"
        for reading in MULTI
    )
)
# Bytes of Latin-1 that may be of a national charset read as Latin: three in a row are in no western word. The
# leads of Kana in Shift_JIS are Windows-1252's own: `\u201a` and `\u0192`, or controls.
HIGH = bytes(0x48 if byte >= 0x80 and byte != 0xA0 else 0x20 for byte in range(0x100))
THREE_HIGH = b"HHH"
KANA = re.compile("[\u201a\u0192\u0082\u0083][^ ][\u201a\u0192\u0082\u0083]")


def has_sign(text: str) -> bool:
    """Whether some passage of `text` may be damaged; False means that none provably is."""
    # Bytes are five times as fast to sift as characters; runs of ASCII become one blank.
    runs = text.encode("utf-8", "surrogatepass").translate(ASCII_TO_BLANK).split()
    if not runs:
        return False
    foreign = b" ".join(runs).decode("utf-8", "surrogatepass")
    return (
        THREE_HIGH in foreign.encode("latin-1", "replace").translate(HIGH)
        or KANA.search(foreign) is not None
        or UTF8_AS_MULTI.search(foreign) is not None
        or SIGN.search(foreign) is not None
    )
