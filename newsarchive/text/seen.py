"""Whether a page says what it said before, told from its bytes alone, without reading it."""

from __future__ import annotations

import re

from newsarchive.text.fingerprints import sha256_hex

HALF = 32  # hex digits, 128 bits: two pages share them by chance never
# What is no text: comments, scripts and styles. Whichever begins first hides the others.
_OPENING = re.compile(
    rb"<(?:(?P<comment>!--)|(?P<script>script)\b(?P<kind>[^<>]*)>|(?P<style>style)\b[^<>]*>)"
)
# As browsers see it: `<!-->` is a comment, and over
# (https://html.spec.whatwg.org/multipage/parsing.html#comment-start-state).
_COMMENT_END = re.compile(rb"--!?>")
_FACTS = b"ld+json"  # scripts of this kind state who wrote what, and when
_TAG = re.compile(rb"<[A-Za-z/!?][^<>]*>")  # as nobody could take it for anything else
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
    spoken, facts = _parts(body)
    words = b" ".join(_TAG.sub(b" ", b" ".join(spoken)).split())
    return sha256_hex(b"\n".join([*_TELLING.findall(body), *facts]) + b"\x00" + words)


def _parts(body: bytes) -> tuple[list[bytes], list[bytes]]:
    """Return what lies between comments, scripts and styles, and the scripts that state facts.

    From one that has no end on, all counts: to look for its like again would take the square of the length.
    """
    lower = body.lower()
    spoken, facts, done = [], [], 0
    while opened := _OPENING.search(lower, done):
        end = _end(lower, opened)
        if end < 0:
            break
        spoken.append(body[done : opened.start()])
        if _FACTS in (opened["kind"] or b""):
            facts.append(body[opened.end() : end])
        done = end
    return [*spoken, body[done:]], facts


def _end(lower: bytes, opened: re.Match[bytes]) -> int:
    if opened["comment"]:
        closed = _COMMENT_END.search(lower, opened.start() + 2)
        return closed.end() if closed else -1
    closing = b"</script" if opened["script"] else b"</style"
    at = lower.find(closing, opened.end())
    return at + len(closing) if at >= 0 else -1
