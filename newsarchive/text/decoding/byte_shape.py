"""What the shape of the bytes tells: no text, UTF-16/32, seven-bit escapes, UTF-8, markup or plain text."""

from __future__ import annotations

import re

from newsarchive.items import Media
from newsarchive.text.decoding.lenient import REPLACEMENT, decode_lenient

# Telling bodies that are no text at all (images, PDF, archives, compressed streams) from damaged text.

# First bytes, as the WHATWG MIME Sniffing Standard lists them (https://mimesniff.spec.whatwg.org/#matching-an-image-type-pattern).
_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"%PDF-", "pdf"),
    (b"PK\x03\x04", "zip"),
    (b"Rar!\x1a\x07", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x1f\x8b\x08", "gzip"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"BZh91AY", "bzip2"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"\x00\x00\x01\x00", "icon"),
    (b"OggS\x00", "ogg"),
    # The standard has `ID3`, `wOFF` and `wOF2` alone, with which a text may begin too; what follows is none.
    *((b"ID3" + bytes((version,)), "mp3") for version in (2, 3, 4)),
    *((mark + flavour, "font") for mark in (b"wOFF", b"wOF2") for flavour in (b"\0\1\0\0", b"OTTO", b"ttcf")),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"\x00asm", "wasm"),
    (b"\x7fELF", "elf"),
)
# Containers whose name stands at a later offset: (first bytes, offset, bytes there, name).
_CONTAINERS = ((b"RIFF", 8, b"WEBP", "webp"), (b"RIFF", 8, b"WAVE", "wave"), (b"RIFF", 8, b"AVI ", "avi"))
# Controls that text never has. Kept out: tab, line ends, form feed, and SO, SI, ESC of the ISO 2022 family.
CONTROL_BYTES = bytes(set(range(32)) - {0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x0E, 0x0F, 0x1B, 0x1A})
_LOOK_AT = 65_536
# Of random bytes 23 in 256 are such controls; of the 1,978 corpora pages the worst has 0.0003 (2026-11-24).
_MOST_CONTROLS = 0.03
# Valid UTF-8 with stray controls is damaged text; only a body made of them is none.
_MOST_CONTROLS_IN_UTF8 = 0.3
_FEWEST_CONTROLS = 16  # below that a short text with a few stray controls is still text


def binary_kind(body: bytes) -> str | None:
    """Return a word for what binary `body` is, `data` where only its controls give it away, or None."""
    if magic := _magic(body):
        return magic
    head = body[:_LOOK_AT]
    controls = len(head) - len(head.translate(None, CONTROL_BYTES))
    if controls < _FEWEST_CONTROLS:
        return None
    limit = _MOST_CONTROLS_IN_UTF8 if _is_utf8(head) else _MOST_CONTROLS
    return "data" if controls > limit * len(head) else None


def _magic(body: bytes) -> str | None:
    for start, kind in _MAGIC:
        if body.startswith(start):
            return kind
    for start, offset, mark, kind in _CONTAINERS:
        if body.startswith(start) and body.startswith(mark, offset):
            return kind
    return None


def _is_utf8(head: bytes) -> bool:
    try:
        head[:-3].decode() if len(head) == _LOOK_AT else head.decode()
    except UnicodeDecodeError as error:
        return len(head) == _LOOK_AT and error.start >= _LOOK_AT - 6
    return True


# Whether a page is markup or plain text.

_MEDIA_SAMPLE = 100_000
_DOCUMENT = re.compile(
    r"\s{0,100}(?:<\?xml[^>]{0,200}>\s{0,100})?<(?:!doctype\s{1,9}html|html)\b", re.IGNORECASE
)
_TAG = re.compile(
    r"<(?:!doctype|/?(?:html|head|body|title|meta|link|script|p|br|hr|div|span|a|b|i|em|strong|font|center|img|h[1-6]"
    r"|ul|ol|li|dl|table|tr|td|article|section|main|header|footer|rss|feed)(?=[\s/>]))",
    re.IGNORECASE,
)


def sniff_media(text: str, content_type: str | None) -> Media:
    """Return `text` for what a server calls text/plain or what has no tag, else `html`.

    A document that begins as HTML is HTML whatever it is called.
    """
    head = text[:_MEDIA_SAMPLE]
    if _DOCUMENT.match(head):
        return "html"
    if content_type and content_type.strip().lower().startswith("text/plain"):
        return "text"
    return "html" if _TAG.search(head) else "text"


# UTF-16 and UTF-32: by byte order mark, or by where the NUL bytes stand.

# Longer marks first: UTF-32 LE begins with the mark of UTF-16 LE.
_BOMS = (
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_WIDE_SAMPLE = 8_192
_FEWEST_NULS = 16
# In wide text NULs stand in the high places of markup, digits, blanks and line ends, hardly anywhere else.
# U+4E00, U+3000 and their like put a few into the low places.
_MOST_ON_THE_WRONG_SIDE = 0.1
# A page of markup is mostly Latin; plain Chinese text has line ends and digits only.
_SMALLEST_SHARE = 0.01


def bom_codec(body: bytes) -> tuple[str, bytes] | None:
    """Return the codec a byte order mark names, and the mark; None where there is none."""
    for bom, codec in _BOMS:
        if body.startswith(bom):
            return codec, bom
    return None


def wide_codec(body: bytes) -> str | None:
    """Return the UTF-16 or UTF-32 codec that the NULs of a body without mark show, else None."""
    head = body[: min(_WIDE_SAMPLE, len(body) - len(body) % 4)]
    columns = [head[start::4].count(0) for start in range(4)]
    nuls = sum(columns)
    if nuls < _FEWEST_NULS or nuls < _SMALLEST_SHARE * len(head):
        return None
    return _utf32(columns, len(head) // 4, head) or _utf16(columns, nuls, head)


def _utf32(columns: list[int], units: int, head: bytes) -> str | None:
    for codec, top, next_to_top in (("utf-32-le", 3, 2), ("utf-32-be", 0, 1)):
        # The top byte is always NUL; the next is too, outside the rare planes.
        if columns[top] == units and columns[next_to_top] > 0.9 * units and _decodes(head, codec):
            return codec
    return None


def _utf16(columns: list[int], nuls: int, head: bytes) -> str | None:
    even, odd = columns[0] + columns[2], columns[1] + columns[3]
    if even <= _MOST_ON_THE_WRONG_SIDE * nuls and _decodes(head, "utf-16-le"):
        return "utf-16-le"
    if odd <= _MOST_ON_THE_WRONG_SIDE * nuls and _decodes(head, "utf-16-be"):
        return "utf-16-be"
    return None


def _decodes(head: bytes, codec: str) -> bool:
    # A cut inside a surrogate pair costs one character, hence the tolerance.
    return head.decode(codec, "replace").count("\ufffd") <= 1 + len(head) // 1_000


# Charsets that hide in seven bits: the ISO 2022 family by its escape sequences, HZ by its tildes.

_JAPANESE = re.compile(rb"\x1b\$(?:[@B]|\([DOQP])")
_KOREAN = re.compile(rb"\x1b\$\)C")
_HZ_RUN = re.compile(rb"~\{((?:[\x21-\x77][\x21-\x7e])+)~\}")
# `~{` also stands in scripts and chats; three closed runs of frequent Han characters do not.
_FEWEST_HZ_RUNS = 3
# GB 2312 has its 3,755 frequent characters in rows 0x30 to 0x57 (without the high bit).
_FREQUENT_ROWS = range(0x30, 0x58)
_ESCAPES_SAMPLE = 200_000


def escaped_codec(body: bytes, declared: frozenset[str]) -> str | None:
    """Return iso2022_jp, iso2022_kr or hz where a seven-bit body is written in it, else None."""
    if not body.isascii():
        return None
    head = body[:_ESCAPES_SAMPLE]
    if b"\x1b$" in head:
        if _KOREAN.search(head) and _reads(head, "iso2022_kr"):
            return "iso2022_kr"
        if _JAPANESE.search(head) and _reads(head, "iso2022_jp"):
            return "iso2022_jp"
    if b"~{" in head and _is_hz(head, declared):
        return "hz"
    return None


def _reads(head: bytes, codec: str) -> bool:
    text = decode_lenient(head, codec)
    wide = len(text) - len(text.encode("ascii", "ignore"))
    return wide > 0 and text.count(REPLACEMENT) <= 0.1 * wide


def _is_hz(head: bytes, declared: frozenset[str]) -> bool:
    runs = _HZ_RUN.findall(head)
    if "hz" in declared:
        return bool(runs)
    rows = [row for run in runs for row in run[::2]]
    frequent = sum(row in _FREQUENT_ROWS for row in rows)
    return len(runs) >= _FEWEST_HZ_RUNS and frequent > 0.8 * len(rows)


# Whether a body is UTF-8, also when a few bytes of it are not.

# 0.1 % bad bytes are tolerated (docs/explanation/charsets.md#damaged-utf-8). The pages of the corpora that
# are UTF-8 with damage hold 25 to 499 good characters a bad one, GBK pages 0.2 to 0.3, single-byte pages
# hardly any (85 pages, 2026-11-24).
_MOST_BAD_BYTES = 0.001
_GOOD_PER_BAD = 4
# Paragraphs and comments in an old charset make more bad bytes; texts wholly in one hold 0.34 good characters
# a bad byte at most (EUC-JP, GBK and Thai; ten charsets, 2026-12-01).
_GOOD_PER_BAD_IF_DECLARED = 1
# In a few words of an old charset two or three characters happen to be UTF-8.
_FEWEST_GOOD = 8


def utf8_evidence(body: bytes, *, is_declared: bool = False) -> str | None:
    """Return `ascii`, `utf8_valid` or `utf8_tolerant`, None where the bytes are no UTF-8.

    `is_declared`: the page says that it is UTF-8.
    """
    if body.isascii():
        return "ascii"
    try:
        body.decode()
    except UnicodeDecodeError:
        return "utf8_tolerant" if _mostly_utf8(body, is_declared=is_declared) else None
    return "utf8_valid"


def _mostly_utf8(body: bytes, *, is_declared: bool) -> bool:
    text = body.decode("utf-8", "replace")
    # A U+FFFD that the page itself holds says nothing about the bytes: it counts on neither side.
    own = body.count(b"\xef\xbf\xbd")
    bad = text.count(REPLACEMENT) - own
    good = len(text) - len(text.encode("ascii", "ignore")) - bad - own
    enough = _GOOD_PER_BAD_IF_DECLARED if is_declared and good >= _FEWEST_GOOD else _GOOD_PER_BAD
    return good >= enough * bad or (good > bad and bad <= _MOST_BAD_BYTES * len(body))
