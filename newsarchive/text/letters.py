"""The letters of a text alone, for comparing what is spaced, cased or punctuated differently."""

from __future__ import annotations

import re
import unicodedata

FOLD = re.compile(r"[\W_]+")


def fold(text: str) -> str:
    """Return the letters and digits of `text`, widths and case folded."""
    return FOLD.sub("", unicodedata.normalize("NFKC", text).casefold())
