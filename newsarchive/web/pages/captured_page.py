"""The page as it came, shown so that it can run nothing, reach nothing and lead nowhere.

Its answer has a Content-Security-Policy of its own: a sandbox without any permission, and no source of
anything. That stops no click where the page is alone in a tab, so a browser that opens it there gets it in a
frame of ours (capture_answer). What some browsers do for a document without asking that policy (look up and
connect to hosts that `link` names, load anew by `meta`) is taken out of the markup; all else is as it came.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from newsarchive.items import FetchedPage
from newsarchive.stages import decode

CAPTURE_POLICY = "sandbox; default-src 'none'; form-action 'none'; base-uri 'none'; frame-ancestors 'self'"
# An element's name ends at a blank, `/` or `>` (HTML standard, tag name state); a tag without end is none.
_UNASKED = re.compile(
    r"<(?=/?(?:link|meta|base|iframe|frame|frameset|object|embed|portal)(?![^\s/>]))", re.IGNORECASE
)
_INERT = "<x-"


@dataclass(frozen=True, slots=True)
class ShownCapture:
    """What is sent: the media type, and the text in UTF-8."""

    media_type: str
    body: bytes


def shown_capture(page: FetchedPage) -> ShownCapture:
    """Return the page in UTF-8; called in a process of its own, since anybody may have written it."""
    decoded = decode(page)
    media = "text/plain" if decoded.media == "text" or decoded.error else "text/html"
    text = decoded.text or (decoded.error or "")
    if media == "text/html":
        text = _UNASKED.sub(_INERT, text)
    return ShownCapture(f"{media}; charset=utf-8", text.encode("utf-8", "replace"))
