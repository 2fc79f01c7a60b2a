"""Secrets in addresses, taken out before anything is logged."""

from __future__ import annotations

import re

# user:password@ of an address, and parameters that hold keys.
_CREDENTIALS = re.compile(r"(?P<head>\b[a-z][a-z0-9+.-]*://)[^\s/?#@'\"<>]+@", re.IGNORECASE)
# The same without the kind of address, as errors of name resolution have it; a mailbox is no secret.
_BARE = re.compile(r"(?<![\w/])(?!mailto:)[^\s/:@'\"<>]+:[^\s/@'\"<>]+@(?=[\w.\[])", re.IGNORECASE)
_KEYS = re.compile(
    r"(?P<head>[?&;](?:[a-z0-9_-]*(?:token|secret|passw(?:or)?d|api_?key|signature)|key|auth|sig|pwd)=)"
    r"[^\s&;#'\"<>]+",
    re.IGNORECASE,
)


def redacted(text: str) -> str:
    """Return the text with credentials of its addresses as `***`."""
    text = _BARE.sub("***@", _CREDENTIALS.sub(r"\g<head>***@", text))
    return _KEYS.sub(r"\g<head>***", text)
