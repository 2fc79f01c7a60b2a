"""Character references of HTML in text that no parser of markup has read: in JSON, attributes, feeds."""

from __future__ import annotations

import html
import re

from newsarchive.text.beyond_ascii import beyond_ascii

# C1 controls are what a browser shows in place of `&#146;`: the character of Windows-1252 at that place
# (https://html.spec.whatwg.org/#numeric-character-reference-end-state). Databases that were made UTF-8 from
# what they took for Latin-1 hold the controls themselves. Between ideographs they are what was left of those.
_SIGNS = {
    chr(byte): char for byte in range(0x80, 0xA0) if (char := bytes((byte,)).decode("cp1252", "ignore"))
}
_EAST_ASIAN = "\u2e80-\ud7ff\uf900-\uffef"
_CONTROL = re.compile(f"(?<![{_EAST_ASIAN}])[\x80-\x84\x86-\x9f](?![{_EAST_ASIAN}])")
_IDEOGRAPH = re.compile(f"[{_EAST_ASIAN}]")
_MOST_IDEOGRAPHS = 20  # a western text quotes a few
_ANY_CONTROL = re.compile("[\x80-\x9f]")
# Sought by the byte they begin with, which few texts have many of: that is ten times as fast.
_C1 = re.compile(b"\xc2[\x80-\x9f]")
# U+0085 is a line end where nothing tells that it is an ellipsis: other controls, or a blank behind it.
_ELLIPSIS = re.compile(r"(?<=\w)\x85(?= \w)")

# Python refuses to read numbers of more than 4,300 digits (sys.int_info.default_max_str_digits), so that
# `html.unescape` raises; the last character there is has seven.
_ENDLESS = re.compile(r"&#([0-9]{100,});?")
_MOST_DIGITS = 7


def unescape(text: str) -> str:
    """Return `text` with its character references resolved as `html.unescape` does; total.

    A number that is no character's becomes U+FFFD, however long it is.
    """
    return html.unescape(_ENDLESS.sub(_shortened, text) if "&#" in text else text)


def _shortened(reference: re.Match[str]) -> str:
    digits = reference[1].lstrip("0")
    return f"&#{digits or 0};" if len(digits) <= _MOST_DIGITS else "\ufffd"


def signs_for_controls(text: str) -> tuple[str, int]:
    """Return `text` with C1 controls as the characters they stand for in Windows-1252, and their number."""
    if _C1.search(beyond_ascii(text)) is None:
        return text, 0
    if len(_IDEOGRAPH.findall(text)) > _MOST_IDEOGRAPHS:  # mirrors sow controls there
        return text, 0
    mended = _CONTROL.sub(_sign, text)
    mended = mended.replace("\x85", "\u2026") if mended != text else _ELLIPSIS.sub("\u2026", text)
    return mended, len(_ANY_CONTROL.findall(text)) - len(_ANY_CONTROL.findall(mended))


def _sign(control: re.Match[str]) -> str:
    return _SIGNS.get(control[0], control[0])
