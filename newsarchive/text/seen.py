"""Whether a page says what it said before, told from its bytes alone, without reading it."""

from __future__ import annotations

import re

from newsarchive.text.fingerprints import sha256_hex

HALF = 32  # hex digits, 128 bits: two pages share them by chance never
# What is no text: comments, scripts (but for the facts of JSON-LD) and styles. How each begins and ends; the
# pattern is tried where the beginning was found.
_SILENT = (
    (b"<!--", re.compile(rb"<!--"), b"-->"),
    (b"<script", re.compile(rb"<script\b(?![^<>]*ld\+json)[^<>]*>"), b"</script"),
    (b"<style", re.compile(rb"<style\b[^<>]*>"), b"</style"),
)
# As browsers see a tag: to its `>`, else to the end, whatever stands in between; a `<` with something else
# behind it is text (https://html.spec.whatwg.org/multipage/parsing.html#tag-open-state).
_TAG = re.compile(rb"<[A-Za-z/!?][^>]*(?:>|\Z)")
# Tags that carry what is stored of an article though no reader sees them; `csrf-token` and its like do not.
_TELLING = re.compile(
    rb"<(?:meta|link)\b(?=[^<>]*(?:title|author|published|modified|pubdate|canonical|robots|tdm|keywords))[^<>]*>",
    re.IGNORECASE,
)


def seen_key(body: bytes) -> str:
    """Return what is kept of an answer to know it again (64 hex digits); total, linear.

    The first halves of two SHA-256: of the bytes, and of what they say.
    """
    return sha256_hex(body)[:HALF] + words_key(body)[:HALF]


def says_the_same(body: bytes, body_sha256: str, known: str) -> bool:
    """Say whether an answer is the one whose key is `known`, or says what that one said.

    Its words are looked at only where its bytes are others.
    """
    return known[:HALF] == body_sha256[:HALF] or known[HALF:] == words_key(body)[:HALF]


def words_key(body: bytes) -> str:
    """Return a key that two answers share when they say the same (SHA-256 hex); total, linear.

    White space, tags, comments, scripts and styles do not count, so that nonces, counters in attributes and
    tokens of forms make no other page (DESIGN 5); the words do, and the tags that state title, authors and
    dates. A page with a changing list of other stories has another key each time: then it is read.
    """
    telling = b"\n".join(_TELLING.findall(body))
    lower = body.lower()
    for begins, pattern, ends in _SILENT:
        parts = _between(lower, begins, pattern, ends)
        body, lower = (b" ".join(whole[start:end] for start, end in parts) for whole in (body, lower))
    words = b" ".join(_TAG.sub(b" ", body).split())
    return sha256_hex(telling + b"\x00" + words)


def _between(lower: bytes, begins: bytes, pattern: re.Pattern[bytes], ends: bytes) -> list[tuple[int, int]]:
    """Return what lies between such parts; one without an end is none.

    Sought as plain bytes: a pattern that goes on to the end took five times as long.
    """
    kept, done, at = [], 0, lower.find(begins)
    while at >= 0:
        opened = pattern.match(lower, at)
        end = lower.find(ends, opened.end()) if opened else at
        if end < 0:
            break
        if opened:
            kept.append((done, at))
            done = end + len(ends)
        at = lower.find(begins, done if opened else at + 1)
    return [*kept, (done, len(lower))]
