"""Whether a page says what it said before, told from its bytes alone, without reading it."""

from __future__ import annotations

import hashlib
import re

# What is no text: comments, scripts (but for the facts of JSON-LD) and styles. Each pattern ends in what must
# be there, and is only tried up to the last of these, so that none is searched for in vain (linear).
_SILENT = (
    (re.compile(rb"<!--.*?-->", re.DOTALL), b"-->"),
    (re.compile(rb"<script\b(?![^<>]*ld\+json)[^<>]*>.*?</script", re.DOTALL | re.IGNORECASE), b"</script"),
    (re.compile(rb"<style\b[^<>]*>.*?</style", re.DOTALL | re.IGNORECASE), b"</style"),
)
_TAG = re.compile(rb"<[^<>]*>")
# Tags that carry what is stored of an article though no reader sees them; `csrf-token` and its like do not.
_TELLING = re.compile(
    rb"<(?:meta|link)\b(?=[^<>]*(?:title|author|published|modified|pubdate|canonical|robots|tdm|keywords))[^<>]*>",
    re.IGNORECASE,
)


def seen_key(body: bytes) -> str:
    """Return a key that two answers share when they say the same (SHA-256 hex); total, linear.

    White space, tags, comments, scripts and styles do not count, so that nonces, counters in attributes and
    tokens of forms make no other page (DESIGN 5); the words do, and the tags that state title, authors and
    dates. A page with a changing list of other stories has another key each time: then it is read.
    """
    telling = b"\n".join(_TELLING.findall(body))
    for pattern, end in _SILENT:
        last = body.lower().rfind(end)
        if last >= 0:
            last += len(end)
            body = pattern.sub(b" ", body[:last]) + body[last:]
    words = b" ".join(_TAG.sub(b" ", body).split())
    return hashlib.sha256(telling + b"\x00" + words).hexdigest()
