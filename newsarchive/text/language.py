"""Which language the main text is in, and for Chinese in which script."""

from __future__ import annotations

import re

from newsarchive.items import Script

HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")
KANA = re.compile("[\u3040-\u30ff]")
LONGEST = 3000


def detect_language(text: str) -> tuple[str | None, Script | None]:
    """Return (ISO 639-1 code, script of Chinese); Nones for too little text. First form: zh, ja."""
    sample = text[:LONGEST]
    han, kana = len(HAN.findall(sample)), len(KANA.findall(sample))
    if han + kana < 10:
        return None, None
    return ("ja", None) if kana * 10 > han else ("zh", None)
