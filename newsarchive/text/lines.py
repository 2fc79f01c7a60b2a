"""Lines as the record wants them: NFC, one space between words, none blank or indented."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

# Zero-width and soft characters carry no reading; white space of any kind (U+3000 too) is one space.
INVISIBLE = re.compile(
    "[\u00ad\u200b\u200e\u200f\u2060\ufeff\x00-\x08\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]"
)
LINE_ENDS = re.compile(r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")


def tidy(text: str) -> str:
    """Return `text` on one line, composed (NFC), without invisible characters or doubled spaces."""
    return " ".join(unicodedata.normalize("NFC", INVISIBLE.sub("", text)).split())


def split_paragraphs(text: str) -> tuple[str, ...]:
    """Return the non-blank lines of `text`, tidied."""
    return tidy_all(LINE_ENDS.split(text))


def tidy_all(lines: Iterable[str]) -> tuple[str, ...]:
    """Return the lines tidied, blank ones left out."""
    return tuple(tidied for line in lines if (tidied := tidy(line)))
