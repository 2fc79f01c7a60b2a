"""Character references of HTML in text that no parser of markup has read: in JSON, attributes, feeds."""

from __future__ import annotations

import html
import re

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
