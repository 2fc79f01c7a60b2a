"""Whether a page says what it said before, told from its bytes alone, without reading it."""

from __future__ import annotations

import re

from newsarchive.text.revision_identity import sha256_hex

_HALF = 32  # hex digits, 128 bits: two pages share them by chance never
# What is no text: comments, scripts and styles. Whichever begins first hides the others, and so does what is
# read as it stands.
_OPENING = re.compile(
    rb"<(?:(?P<comment>!--)|(?P<script>script)\b(?P<kind>[^<>]*)>|(?P<style>style)\b[^<>]*>"
    rb"|(?P<read>title|textarea)\b[^<>]*>)"
)
# As browsers see it: `<!-->` is a comment, and over
# (https://html.spec.whatwg.org/multipage/parsing.html#comment-start-state).
_COMMENT_END = re.compile(rb"--!?>")
_TAG = re.compile(rb"<[A-Za-z/!?][^<>]*>")  # as nobody could take it for anything else
_TAG_OF_WORDS = re.compile(
    rb"</?(?:a|abbr|b|em|font|i|mark|small|span|strong|u)(?:\s[^<>]*)?>", re.IGNORECASE
)
# Tags that carry what is stored of an article though no reader sees them; `csrf-token` and its like do not.
_TELLING = re.compile(
    rb"<(?:meta|link|time)\b(?=[^<>]*(?:title|headline|author|byl|creator|data1|publish|modified|date|canonical"
    rb"|og:url|robots|tdm|keywords|article:section|article:tag|parsely-tags))[^<>]*>",
    re.IGNORECASE,
)
_PROPERTY = b"itemprop"
_WITH_PROPERTY = re.compile(rb"<[a-z]+\s[^<>]*\bitemprop\b[^<>]*>", re.IGNORECASE)
_LOOK_FOR_ZERO = 8_192  # bytes: where a page begins, UTF-16 has them in its markup


def content_key(body: bytes) -> str:
    """Return what is kept of an answer to know it again (64 hex digits); total, linear.

    The first halves of two SHA-256: of the bytes, and of what they say.
    """
    return sha256_hex(body)[:_HALF] + words_key(body)[:_HALF]


def is_unchanged_page(body: bytes, body_sha256: str, known: str) -> bool:
    """Say whether an answer is the one whose key is `known`, or says what that one said.

    Its words are looked at only where its bytes are others.
    """
    return known[:_HALF] == body_sha256[:_HALF] or known[_HALF:] == words_key(body)[:_HALF]


def words_key(body: bytes) -> str:
    """Return a key that two answers share when they say the same (SHA-256 hex); total, linear.

    White space, tags, comments, scripts and styles do not count, so that nonces, counters in attributes and
    tokens of forms make no other page (docs/explanation/revisions.md#when-a-revision-is-made); the words do,
    and the tags and JSON-LD that state title, authors and dates. What could be either counts: a page that
    differs is only read once more. So is a page with a changing list of other stories, or in a charset whose
    bytes cannot be looked at like this.
    """
    if b"\x1b$" in body or b"\0" in body[:_LOOK_FOR_ZERO] or (b"~{" in body and body.isascii()):
        return sha256_hex(body)  # ISO-2022, UTF-16, HZ: signs of ASCII are halves of characters
    lower = body.lower()
    spoken, facts = _parts(body, lower)
    facts += _TELLING.findall(body)
    if _PROPERTY in lower:
        facts += _WITH_PROPERTY.findall(body)
    words = b" ".join(_TAG.sub(b" ", b" ".join(spoken)).split())
    return sha256_hex(b"\n".join(facts) + b"\x00" + words)


def spoken_lines(body: bytes) -> list[bytes]:
    """Return what a page says between the tags of its blocks, without scripts and styles; total, linear."""
    spoken = b" ".join(b" ".join(_parts(body, body.lower())[0]).split())
    return _TAG.sub(b"\n", _TAG_OF_WORDS.sub(b" ", spoken)).split(b"\n")


def _parts(body: bytes, lower: bytes) -> tuple[list[bytes], list[bytes]]:
    """Return what lies between comments, scripts and styles, and the scripts that state facts.

    From one that has no end on, all counts: to look for its like again would take the square of the length.
    """
    spoken, facts, done, at = [], [], 0, 0
    while opened := _OPENING.search(lower, at):
        if _in_tag(lower, done, opened.start()):
            at = opened.start() + 1
            continue
        end = _end(lower, opened)
        if end < 0:
            break
        if not opened["read"]:
            spoken.append(body[done : opened.start()])
            done = end
            if _states_facts(opened["kind"] or b""):
                facts.append(body[opened.end() : end])
        at = end
    return [*spoken, body[done:]], facts


def _in_tag(lower: bytes, start: int, at: int) -> bool:
    """Say whether a place is, or may be, inside of a tag: no `<` needs an escape in an attribute."""
    tag = lower.rfind(b"<", start, at)
    return tag >= 0 and (lower.find(b">", tag, at) < 0 or lower.count(b'"', tag, at) % 2 == 1)


def _states_facts(kind: bytes) -> bool:
    """Say whether a script is, or may be, JSON-LD, by its attributes."""
    return b"ld+json" in kind or b"&#" in kind or any(kind.count(sign) % 2 for sign in (b'"', b"'"))


def _end(lower: bytes, opened: re.Match[bytes]) -> int:
    if opened["comment"]:
        closed = _COMMENT_END.search(lower, opened.start() + 2)
        return closed.end() if closed else -1
    closing = b"</" + (opened["script"] or opened["style"] or opened["read"])
    at = lower.find(closing, opened.end())
    return at + len(closing) if at >= 0 else -1
