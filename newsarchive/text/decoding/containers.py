"""What a saved copy's page is kept in: compressed bytes, MHTML and mail, Safari's archive, a raw HTTP answer.

The page is taken out, with what the container says of it: charset, address, moment of saving. What is no
such container stays as it is; one that cannot be opened says why (docs/explanation/charsets.md#containers).
"""

from __future__ import annotations

import binascii
import plistlib
import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.parser import BytesParser
from email.utils import parsedate_to_datetime
from typing import Any
from xml.parsers.expat import ExpatError

from newsarchive.text.decoding.byte_shape import CONTROL_BYTES, binary_kind, bom_codec, wide_codec
from newsarchive.text.entities import unescape
from newsarchive.unpacking import GZIP, ZSTD, Form, UnpackLimit, unpack

# As for the files of an import (newsarchive.imports.page_file.MAX_PAGE_BYTES).
_LARGEST_COPY = 32 * 1024**2
_MOST_LAYERS = 5  # one in another: a page in MHTML, gzipped twice, has three
_BLANKS = b"\xef\xbb\xbf \t\r\n"


@dataclass(frozen=True, slots=True)
class SavedCopy:
    """A page out of its containers, and what they say: Content-Type, address, moment of saving (UTC).

    `problem` says in words why a container could not be opened.
    """

    body: bytes = field(repr=False)
    content_type: str | None = None
    address: str | None = None
    saved_at: datetime | None = None
    problem: str | None = None


def open_copy(body: bytes, content_type: str | None) -> SavedCopy:
    """Return the page in `body`, whatever it is kept in; never raises, linear, bounded in memory."""
    copy = SavedCopy(body, content_type)
    for _ in range(_MOST_LAYERS):
        inner = _open_one(copy)
        if inner is None:
            break
        copy = replace(inner, address=copy.address or inner.address, saved_at=copy.saved_at or inner.saved_at)
        if copy.problem:
            return copy
    if _ends_in_zip(copy.body):
        return replace(
            copy, problem="binary zip: a page that unpacks itself; open it in a browser and save it as HTML"
        )
    return copy


def _open_one(copy: SavedCopy) -> SavedCopy | None:
    """Return what one container holds; None for what is none."""
    body, declared = copy.body, (copy.content_type or "").strip().lower()
    if body.startswith(b"bplist00") or _is_xml_list(body):
        return _of_property_list(body)
    if body.startswith((GZIP + b"\x08", ZSTD)):
        return _of_marked(body, copy.content_type)
    if _WARC.match(body):
        return SavedCopy(b"", problem="binary warc: give it to `import warc`")
    if body.startswith(b"HTTP/"):
        return _of_answer(body, declared)
    is_declared = declared.startswith(("multipart/", "message/rfc822"))
    if is_declared or _FIRST_HEADER.match(body):
        return _of_message(body, copy.content_type, is_declared=is_declared)
    return _of_markup(body, copy.content_type) or _of_unmarked(body, copy.content_type)


def _inner_type(content_type: str | None) -> str | None:
    """Return a Content-Type that may be said of the unpacked bytes too: not that of the packing."""
    return None if content_type and content_type.strip().lower().startswith("application/") else content_type


def _of_marked(body: bytes, content_type: str | None) -> SavedCopy:
    form: Form = "gzip" if body.startswith(GZIP) else "zstd"
    found = unpack(body, form, UnpackLimit(size=_LARGEST_COPY))
    detail = found.detail.removeprefix(f"{form}: ")
    problem = f"binary {form}: {detail}" if found.reason else None
    return SavedCopy(found.body, _inner_type(content_type), problem=problem)


# Compressed bytes without a mark: brotli, deflate with and without its head.


def _of_unmarked(body: bytes, content_type: str | None) -> SavedCopy | None:
    """Return the markup that bytes which are no text unpack to, whole; None for all else."""
    head = body[:_HEAD]
    if head.lstrip(_BLANKS).startswith(b"<") or len(head.translate(None, CONTROL_BYTES)) == len(head):
        return None
    if bom_codec(body) or wide_codec(body) or binary_kind(body) not in {"data", None}:
        return None
    for form in _UNMARKED:
        found = unpack(body, form, UnpackLimit(size=_LARGEST_COPY))
        if found.reason is None and found.body.lstrip(_BLANKS).startswith(b"<"):
            return SavedCopy(found.body, content_type)
    return None


_UNMARKED: tuple[Form, ...] = ("zlib", "br", "deflate")

# A page with a ZIP behind it, whose script unpacks the article: what a reader sees stands in the ZIP.

_ZIP_END = struct.Struct("<4s4H2LH")  # APPNOTE.TXT 4.3.16
_ZIP_TAIL = 66_000  # the record, its comment, and the few kilobytes of markup behind


def _ends_in_zip(body: bytes) -> bool:
    at = body.rfind(b"PK\x05\x06", max(0, len(body) - _ZIP_TAIL))
    if at < 0 or at + _ZIP_END.size > len(body) or body.startswith(b"PK"):
        return False
    entries, size = _ZIP_END.unpack_from(body, at)[4:6]
    return bool(entries) and size <= at and body.startswith(b"PK\x01\x02", at - size)


# Safari's archive: a property list, binary or XML, with the page under `WebMainResource`.

_NO_LIST = (
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    OverflowError,
    RecursionError,
    MemoryError,
    AssertionError,
    struct.error,
    ExpatError,
)


# Six a picture, script or frame; reading them takes a second.
_MOST_TAGS = 200_000


def _is_xml_list(body: bytes) -> bool:
    return _XML_LIST.match(body) is not None and b"WebMainResource" in body


_XML_LIST = re.compile(
    rb"[\xef\xbb\xbf \t\r\n]{0,20}(?=<[?!])(?:<\?xml[^<>]{0,200}\?>\s{0,20})?"
    rb"(?:<!DOCTYPE\s+plist[^<>]{0,300}>\s{0,20})?<plist[\s>]"
)


def _of_property_list(body: bytes) -> SavedCopy:
    if not body.startswith(b"bplist") and body.count(b"<") > _MOST_TAGS:
        return SavedCopy(b"", problem="binary webarchive: it has too many entries")
    try:
        main = plistlib.loads(body.lstrip(_BLANKS))["WebMainResource"]
        page, kind = main["WebResourceData"], str(main.get("WebResourceMIMEType") or "text/html")[:100]
        charset, address = main.get("WebResourceTextEncodingName"), main.get("WebResourceURL")
    except _NO_LIST:
        return SavedCopy(b"", problem="binary webarchive: it is damaged, or holds no page")
    if not isinstance(page, bytes) or not page:
        return SavedCopy(b"", problem="binary webarchive: it holds no page")
    named = f"{kind}; charset={charset}" if isinstance(charset, str) and charset else kind
    return SavedCopy(page, named[:200], address=whole_address(address))


# A record of an archive of the web, its first lines as ISO 28500 has them.
_WARC = re.compile(rb"WARC/1\.\d\r\n(?:[!-9;-~]{1,100}:[^\r\n]{0,4000}\r\n){0,40}?WARC-Type:", re.IGNORECASE)

# An answer as `curl -i` writes it: status line, headers, page.

_STATUS = re.compile(rb"HTTP/\d(?:\.\d)? \d{3}[^\r\n]{0,500}\r?\n")
_MOST_ANSWERS = 20  # those that lead elsewhere come first


def _of_answer(body: bytes, declared: str) -> SavedCopy | None:
    said = None
    for _ in range(_MOST_ANSWERS):
        status = _STATUS.match(body)
        found = _split(body, status.end()) if status else None
        if found is None:
            break
        said, body = found
    if said is None or not (_is_page(body, declared) or body.startswith((GZIP, ZSTD)) or binary_kind(body)):
        return None
    kind = _header(said, "content-type")
    return SavedCopy(body, kind and kind[:_LONGEST_TYPE], saved_at=_moment(said))


_DOCUMENT = re.compile(rb"<(?:!doctype|html|\?xml)\b", re.IGNORECASE)
_END = re.compile(rb"</html\s{0,10}>", re.IGNORECASE)
_TAIL = 100_000


def _is_page(body: bytes, declared: str) -> bool:
    """Whether markup follows, and nothing but markup: a text about answers may show one and go on."""
    page = body.strip(_BLANKS)
    if not page.startswith(b"<") or (declared.startswith("text/plain") and not _DOCUMENT.match(page)):
        return False
    ends = [found.end() for found in _END.finditer(page, max(0, len(page) - _TAIL))]
    if not ends:
        return page.endswith(b">") or not declared.startswith("text/plain")
    return page[ends[-1] :].lstrip(_BLANKS)[:1] in {b"", b"<"}


# Markup as a mail carries it, cut out of the mail; and the source of a page as a browser shows it.

_HEAD = 16 * 1024
_FEWEST_QUOTED = 2
_QUOTED_ATTRIBUTE = re.compile(rb"<[a-z][^<>]{0,300}?\s[a-z-]{2,30}=3D[\"'=\w]", re.IGNORECASE)
_PLAIN_ATTRIBUTE = re.compile(rb"<[a-z][^<>]{0,300}?\s[a-z-]{2,30}=[\"']", re.IGNORECASE)
_SOFT_LINE_END = re.compile(rb"[^=\s]=\r?\n")


def _of_markup(body: bytes, content_type: str | None) -> SavedCopy | None:
    head = body[:_HEAD]
    if b"=3D" in head and _is_quoted(head):
        return SavedCopy(binascii.a2b_qp(body), content_type)
    if b"line-content" in head and _SOURCE_SHOWN.search(head):
        return SavedCopy(_shown_source(body), "text/html")
    return None


def _is_quoted(head: bytes) -> bool:
    """Whether the markup is quoted-printable: all attributes are, and lines are cut as it cuts them."""
    if not head.lstrip(_BLANKS).startswith(b"<") or not _SOFT_LINE_END.search(head):
        return False
    quoted = sum(1 for _ in zip(range(_FEWEST_QUOTED), _QUOTED_ATTRIBUTE.finditer(head), strict=False))
    return quoted == _FEWEST_QUOTED and not _PLAIN_ATTRIBUTE.search(head)


# A row a line, the first of which begins a document. Nothing stands before the table but the browser's own
# "Line wrap" and its box: an article may show such a table too.
_SOURCE_SHOWN = re.compile(
    rb"<body[^<>]{0,200}>(?:[^<>]{0,60}<(?:/?(?:div|form|label|span|colgroup)|input|col)\b[^<>]{0,200}>){0,20}"
    rb"[^<>]{0,60}<table\b[^<>]{0,200}>\s{0,20}(?:<tbody>\s{0,20})?<tr[^<>]{0,100}>\s{0,20}"
    rb"<td class=\"line-number\"[^>]{0,40}></td><td class=\"line-content\">(?:<span[^>]{0,60}>)?"
    rb"&lt;(?:!doctype|html|\?xml)",
    re.IGNORECASE,
)
_SOURCE_LINE = re.compile(r"<td class=\"line-content\">((?:[^<]++|<(?!/?td\b))*+)</td>")
_ANY_TAG = re.compile(r"<[^<>]*>")


def _shown_source(body: bytes) -> bytes:
    text = body.decode("utf-8", "replace")
    lines = (unescape(_ANY_TAG.sub("", line)) for line in _SOURCE_LINE.findall(text))
    return "\n".join(lines).encode("utf-8", "replace")


# Mail and MHTML (RFC 5322, 2045, 2557). The standard library reads the headers; the parts are found here,
# lazily: its parser keeps every part of every picture, and follows parts in parts without end.

_LONGEST_HEAD = 64 * 1024
_LONGEST_TYPE = 1_000
_LONGEST_ADDRESS = 2_000
_MOST_PARTS, _DEEPEST = 2_000, 6
_FIRST_HEADER = re.compile(
    rb"[\xef\xbb\xbf \t\r\n]{0,20}(?:From |(?:From|To|Cc|Subject|Date|Message-ID|MIME-Version|Return-Path"
    rb"|Received|Delivered-To|Reply-To|Sender|Snapshot-Content-Location|DKIM-Signature|Authentication-Results"
    rb"|(?:Content|List|ARC|X)-[A-Za-z0-9-]{1,60}):)",
    re.IGNORECASE,
)
_HEADER_LINE = re.compile(rb"[!-9;-~]{1,100}:|[ \t]")
_BLANK_LINE = re.compile(rb"\r?\n[ \t]*\r?\n|\r\r")
_LINE_ENDS = re.compile(rb"\r?\n|\r")
# Whom a mail was for, and how it came; no browser writes these over a page that it saves.
_OF_MAIL = ("to", "received", "delivered-to", "return-path")
_BROKEN = (ValueError, TypeError, LookupError, AttributeError, OverflowError, RecursionError, MessageError)
_BASE64 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/="
_NOT_BASE64 = bytes(set(range(256)) - set(_BASE64))


def _of_message(body: bytes, content_type: str | None, *, is_declared: bool) -> SavedCopy | None:
    """Return the page in a message; `is_declared`: the Content-Type says that it is one.

    Plain text under the headers of a mail stays as it is where no encoding hides it.
    """
    given, declared = body, content_type if is_declared else None
    body = body.lstrip(_BLANKS)
    if len(list(zip(range(2), _ENVELOPE.finditer(body), strict=False))) > 1:  # a mailbox: none is the page
        return None
    if body.startswith(b"From "):  # the line that mailboxes put above a mail
        body = body.partition(b"\n")[2]
    found = _split(body, 0)
    said, content = found or (Message(), b"")
    if not (said.get("content-type") and (declared or said.get("mime-version"))):
        # Over HTTP the headers of a multipart body are the answer's own.
        if not declared or not body.startswith(b"--"):
            return None
        said, content = _message(b"Content-Type: " + declared.encode("ascii", "replace")), body
    if _kind(said).partition("/")[0] not in {"multipart", "text"}:
        return None
    seen = [0]
    page = _page_of(said, content, seen)
    is_bare = not declared and not seen[0]  # archives of lists keep a mail's headers above its mere text
    if page is None:
        problem = "binary message: it holds no HTML or plain text"
        return None if is_bare else SavedCopy(b"", problem=problem)
    head, text = page
    if _kind(head) not in _MARKUP:
        if is_bare and not _is_encoded(said, content):
            is_told = content_type is None and _parameter(said, "charset")
            return SavedCopy(given, _text_type(said)) if is_told else None
        text = _headed(text, said, head)
    is_mail = any(said.get(name) for name in _OF_MAIL)
    locations = [
        whole_address(_header(said, "snapshot-content-location")),
        whole_address(_header(head, "content-location")),
    ]
    return SavedCopy(
        text,
        _text_type(head),
        address=None if is_mail else next(filter(None, locations), None),
        saved_at=_moment(said),
    )


# The line above each mail of a mailbox (RFC 4155): sender and moment.
_ENVELOPE = re.compile(
    rb"(?:\A|\n\r?\n)From [^\r\n]{1,200} \d\d:\d\d(?::\d\d)? [^\r\n]{0,12}\d{4}[^\r\n]{0,12}\r?\n"
)
_MARKUP = frozenset(["text/html", "application/xhtml+xml"])
_LONGEST_ENCODED = 78  # RFC 2045, 6.7 and 6.8: 76, and the line end
_UNENCODED = re.compile(rb"=(?![0-9A-F]{2}|[ \t]{0,10}\r?\n|\Z)|[\x80-\xff]")


def _is_encoded(said: Message, content: bytes) -> bool:
    """Whether a text is still in the encoding that its header names; archives of lists undo it."""
    encoding = (_header(said, "content-transfer-encoding") or "").lower()
    if max(map(len, content.split(b"\n"))) > _LONGEST_ENCODED:
        return False
    if encoding == "quoted-printable":
        return b"=" in content and not _UNENCODED.search(content)
    return encoding == "base64" and not content.translate(None, b"\r\n \t" + _BASE64)


def _headed(text: bytes, said: Message, head: Message) -> bytes:
    """Return the text of a mail under its subject, which is its only headline."""
    subject = _header(said, "subject")
    if not subject:
        return text
    try:
        line = subject.encode(_parameter(head, "charset") or "utf-8", "replace")
    except _BROKEN:
        line = subject.encode("utf-8", "replace")
    return line + b"\n\n" + text


def _page_of(said: Message, content: bytes, seen: list[int]) -> tuple[Message, bytes] | None:
    """Return the first HTML part, else the first plain text, decoded."""
    plain = None
    for head, part in _leaves(said, content, seen, 0):
        kind = _kind(head)
        if kind in _MARKUP:
            return head, _undone(head, part)
        if kind == "text/plain" and plain is None:
            plain = head, part
    return plain and (plain[0], _undone(*plain))


def _leaves(said: Message, content: bytes, seen: list[int], depth: int) -> Iterator[tuple[Message, bytes]]:
    """Yield the parts that have no parts, the one that is named as the root before its neighbours."""
    boundary = _parameter(said, "boundary")
    if not _kind(said).startswith("multipart/") or not boundary:
        yield said, content
        return
    if depth >= _DEEPEST:
        return
    start = _parameter(said, "start")
    parts = _parts(content, boundary, seen)
    if start:
        listed = list(parts)
        parts = iter(sorted(listed, key=lambda one: str(one[0].get("content-id")).strip() != start.strip()))
    for head, part in parts:
        if not (_header(head, "content-disposition") or "").lower().startswith("attachment"):
            yield from _leaves(head, part, seen, depth + 1)


def _parts(content: bytes, boundary: str, seen: list[int]) -> Iterator[tuple[Message, bytes]]:
    mark = re.escape(boundary.encode("latin-1", "replace"))
    delimiter = re.compile(rb"\n--" + mark + rb"(--)?[ \t]{0,100}(?=[\r\n]|$)")
    content, begun = b"\n" + content, None
    for found in delimiter.finditer(content):
        if begun is not None:
            seen[0] += 1
            yield _part(content[begun : found.start()])
        if found[1] or seen[0] >= _MOST_PARTS:
            return
        begun = found.end()
    if begun is not None:  # cut off: what came of it counts, as in browsers
        yield _part(content[begun:])


def _part(raw: bytes) -> tuple[Message, bytes]:
    """Return the headers and the content of a part; `raw` begins with the end of the line of its boundary."""
    blank = _BLANK_LINE.search(raw, 0, _LONGEST_HEAD)
    if blank is None:
        return Message(), raw
    return _message(raw[: blank.start()].lstrip(b"\r\n")), raw[blank.end() :]


def _split(body: bytes, at: int) -> tuple[Message, bytes] | None:
    """Return the headers from `at` on, and what follows them; None where these are no headers."""
    blank = _BLANK_LINE.search(body, at, at + _LONGEST_HEAD)
    if blank is None:
        return None
    head = body[at : blank.start()]
    if not all(map(_HEADER_LINE.match, _LINE_ENDS.split(head))):
        return None
    return _message(head), body[blank.end() :]


def _message(head: bytes) -> Message:
    try:
        return BytesParser().parsebytes(head + b"\n\n", headersonly=True)
    except _BROKEN:
        return Message()


def _header(said: Message, name: str) -> str | None:
    """Return a header's value in one line, encoded words read."""
    try:
        value = " ".join(str(said.get(name) or "")[: 2 * _LONGEST_ADDRESS].split())
        return str(make_header(decode_header(value))) if "=?" in value else value or None
    except _BROKEN:
        return None


def _typed(said: Message) -> Message:
    short = Message()
    short["Content-Type"] = (_header(said, "content-type") or "text/plain")[:_LONGEST_TYPE]
    return short


def _kind(said: Message) -> str:
    try:
        return _typed(said).get_content_type()
    except _BROKEN:
        return "text/plain"


def _parameter(said: Message, name: str) -> str | None:
    try:
        value: Any = _typed(said).get_param(name)
    except _BROKEN:
        return None
    return (value[2] if isinstance(value, tuple) else value)[:200] if value else None


def _text_type(head: Message) -> str:
    kind, charset = _kind(head), _parameter(head, "charset")
    return f"{kind}; charset={charset}" if charset else kind


def _undone(head: Message, part: bytes) -> bytes:
    encoding = (_header(head, "content-transfer-encoding") or "").lower()
    if encoding == "quoted-printable":
        return binascii.a2b_qp(part)
    if encoding == "base64":
        letters = part.translate(None, _NOT_BASE64).partition(b"=")[0]
        letters = letters[: len(letters) - (len(letters) % 4 == 1)]
        return binascii.a2b_base64(letters + b"=" * (-len(letters) % 4))
    return part


def _moment(said: Message) -> datetime | None:
    return mail_moment(_header(said, "date") or "")


def mail_moment(text: str) -> datetime | None:
    """Return the time (UTC) of a date as mails and HTTP write it (RFC 5322), None of any other text."""
    try:
        moment = parsedate_to_datetime(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except _BROKEN:
        return None


def whole_address(value: Any) -> str | None:
    """Return a whole http(s) address, None for all else."""
    text = value.strip() if isinstance(value, str) else ""
    return text if len(text) <= _LONGEST_ADDRESS and _ADDRESS.fullmatch(text) else None


_ADDRESS = re.compile(r"https?://[^\s/?#<>\"]+(?:[/?#][^\s<>\"]*)?", re.IGNORECASE)
