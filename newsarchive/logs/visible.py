"""Control characters shown instead of sent: what a page says must not steer the terminal it is shown on."""

from __future__ import annotations

import re

# C0 but for tab and line end, DEL, C1; line and paragraph separator; the controls of the bidirectional
# algorithm (Unicode's property Bidi_Control), which make a line read in another order than it is written; and
# halves of surrogate pairs, which no terminal's encoding holds.
_CONTROLS = re.compile(
    "[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u061c\\u200e\\u200f\\u2028-\\u202e\\u2066-\\u206f\\ud800-\\udfff]"
)


def visible(text: str) -> str:
    """Return the text with each control character as `\\u001b`, for a person to read.

    Within JSON and TOML that is the character still, so that such output keeps its value.
    """
    if text.isascii() and text.isprintable():
        return text
    return _CONTROLS.sub(lambda control: f"\\u{ord(control[0]):04x}", text)
