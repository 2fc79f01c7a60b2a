"""Lines as the record wants them: NFC, one space between words, none blank or indented."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from newsarchive.text.entities import signs_for_controls

# Zero-width and soft characters carry no reading; white space of any kind (U+3000 too) is one space.
INVISIBLE = re.compile(
    "[\u00ad\u200b\u200e\u200f\u2060\ufeff\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]"
)
# They join or part letters of some scripts, and emoji. Between letters that need none they are sown.
_PLAIN = (
    " -~\u00a0-\u024f\u0370-\u0482\u048a-\u052f\u1e00-\u1fff\u2010-\u2027\u2030-\u205e\u20a0-\u20bf"
    "\u3000-\u3029\u3030-\u3098\u309b-\u30ff\u3400-\u9fff\uac00-\ud7a3\uff00-\uffef"
)
_SOWN_JOINERS = re.compile(f"(?:(?<=[{_PLAIN}])|^)[\u034f\u180e\u200c\u200d\u2061-\u2064]+(?=[{_PLAIN}]|$)")
# Composing is quadratic in marks that stand on one letter; no script has 31 (Unicode's Stream-Safe Text
# Format, UAX 15 section 13). Only a long line can hold enough to matter (1,000 cost 0.5 ms).
MOST_STACKED = 30
LONG_LINE = 1_000
_PERHAPS_MARKS = re.compile(rf"(?:(?![\w\s])[\u0300-\U0001ffff]){{{MOST_STACKED + 1},}}")
PARAGRAPH_END = "\u2029"
_LINE_ENDS = re.compile(r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")


# White space at the ends of most lines; none of it is invisible in the sense above.
_INDENTS = " \n\r\t\xa0\u3000"
# The invisible ones of ASCII: to delete them at once takes a tenth of the time.
_CONTROLS = bytes(code for code in range(128) if INVISIBLE.match(chr(code)))


def tidy(text: str) -> str:
    """Return `text` on one line, composed (NFC), without invisible characters or doubled spaces."""
    # Most lines are tidy but for their ends. What prints is visible, and of white space only the plain one.
    line = text.strip()
    if line.isprintable() and "  " not in line:
        if line.isascii():
            return line
        if len(text) <= LONG_LINE:
            return unicodedata.normalize("NFC", line)
    if text.isascii():
        visible = text if text.isprintable() else text.encode().translate(None, _CONTROLS).decode()
        return " ".join(visible.split())
    # No invisible character prints; nor does most white space, which stands at the ends as a rule.
    is_visible = text.strip(_INDENTS).isprintable()
    visible = text if is_visible else INVISIBLE.sub("", signs_for_controls(text)[0])
    if len(visible) > LONG_LINE:
        visible = _PERHAPS_MARKS.sub(_without_surplus_marks, visible)
    tidied = " ".join(unicodedata.normalize("NFC", visible).split())
    return tidied if is_visible else without_sown_joiners(tidied)


def without_sown_joiners(line: str) -> str:
    """Return a line without what joins or parts letters where no letter needs it."""
    bare = _SOWN_JOINERS.sub("", line)
    return bare if bare == line else " ".join(bare.split())


def _without_surplus_marks(run: re.Match[str]) -> str:
    """Return the signs and marks of `run`, of marks in a row the first thirty."""
    kept: list[str] = []
    marks = 0
    for char in run.group():
        marks = marks + 1 if unicodedata.combining(char) else 0
        if marks <= MOST_STACKED:
            kept.append(char)
    return "".join(kept)


def split_paragraphs(text: str) -> tuple[str, ...]:
    """Return the non-blank lines of `text`, tidied."""
    return tidy_all(_LINE_ENDS.split(text))


def tidy_all(lines: Iterable[str]) -> tuple[str, ...]:
    """Return the lines tidied, blank ones left out."""
    return tuple([tidied for line in lines if (tidied := tidy(line))])
