"""Saved pages are read out of what they are kept in, or refused with a reason; all else stays as it is."""

from __future__ import annotations

import base64
import gzip
import plistlib
import quopri
import time
import zlib
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import brotli
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsarchive.items import FetchedPage
from newsarchive.text.decoding import decode_page
from newsarchive.text.decoding.containers import SavedCopy, open_copy

STORY = "https://bay.example/pier?id=4"
SAVED = datetime(2025, 1, 5, 9, 11, 12, tzinfo=UTC)
HTML = (
    '<!DOCTYPE html><html lang="sv"><head><meta charset="utf-8"><title>Bryggan</title></head>'
    "<body><p>Kommunen bygger om den gamla färjebryggan nästa vår.</p></body></html>"
)
WORDS = "Kommunen bygger om den gamla färjebryggan nästa vår."


def packed(body: bytes) -> bytes:
    return gzip.compress(body, mtime=0)


def mhtml(page: bytes, *heads: str, encoding: str = "quoted-printable", kind: str = "text/html") -> bytes:
    coded = quopri.encodestring(page) if encoding == "quoted-printable" else base64.encodebytes(page)
    head = "\r\n".join(
        (
            *heads,
            "MIME-Version: 1.0",
            'Content-Type: multipart/related; type="text/html";',
            '\tboundary="--x--"',
        )
    )
    part = f"Content-Type: {kind}\r\nContent-Transfer-Encoding: {encoding}\r\nContent-Location: {STORY}"
    picture = "Content-Type: image/gif\r\nContent-Location: https://bay.example/i.gif\r\n\r\nGIF89a"
    return (
        f"{head}\r\n\r\n\r\n----x--\r\n{part}\r\n\r\n".encode()
        + coded
        + f"\r\n----x--\r\n{picture}\r\n----x----\r\n".encode()
    )


BLINK = (
    "From: <Saved by Blink>",
    f"Snapshot-Content-Location: {STORY}",
    "Date: Sun, 5 Jan 2025 10:11:12 +0100",
)
MAIL = (
    "From bay@post.example Sun Jan  5 09:11:12 2025\n"
    "Received: from post.example\n by mx.example; Sun, 5 Jan 2025 09:11:14 +0000\n"
    "To: reader@post.example\nDate: Sun, 5 Jan 2025 09:11:12 -0000\nMIME-Version: 1.0\n"
    "Content-Type: multipart/mixed; boundary=a\n\n--a\nContent-Type: multipart/alternative; boundary=b\n\n"
    "--b\nContent-Type: text/plain; charset=utf-8\n\nLäs mer på nätet\n"
    "--b\nContent-Type: text/html; charset=iso-8859-1\nContent-Location: https://bay.example/letter\n\n"
).encode() + HTML.replace("utf-8", "iso-8859-1").encode("latin-1")
RESOURCE = {
    "WebResourceData": HTML.encode("utf-16"),
    "WebResourceURL": STORY,
    "WebResourceMIMEType": "text/html",
    "WebResourceTextEncodingName": "UTF-16",
}


def safari(form: Any) -> bytes:
    return plistlib.dumps({"WebMainResource": RESOURCE, "WebSubresources": []}, fmt=form)


ANSWER = (
    b"HTTP/1.1 301 Moved\r\nLocation: /b\r\n\r\nHTTP/2 200\r\nDate: Sun, 05 Jan 2025 09:11:12 GMT\r\n\r\n"
)
SHOWN = (
    "<html><body><table><tbody>"
    + "".join(
        f'<tr><td class="line-number" value="{number}"></td><td class="line-content">{line}</td></tr>'
        for number, line in enumerate(
            HTML.replace("&", "&amp;").replace("<", "&lt;").replace("><", ">\n<").splitlines()
        )
    )
    + "</tbody></table></body></html>"
).encode()
CONTAINERS = {
    "mhtml": (mhtml(HTML.encode(), *BLINK), STORY, SAVED),
    "mht, base64": (mhtml(HTML.encode(), *BLINK[:1], BLINK[2], encoding="base64"), STORY, SAVED),
    "mail": (MAIL, None, SAVED),
    "binary webarchive": (safari(plistlib.FMT_BINARY), STORY, None),
    "xml webarchive": (safari(plistlib.FMT_XML), STORY, None),
    "raw answer": (ANSWER + HTML.encode(), None, SAVED),
    "gzip twice": (packed(packed(HTML.encode())), None, None),
    "gzip of mhtml": (packed(mhtml(HTML.encode(), *BLINK)), STORY, SAVED),
    "brotli": (brotli.compress(HTML.encode() * 9), None, None),
    "deflate": (zlib.compress(HTML.encode() * 9), None, None),
    "shown source": (SHOWN, None, None),
    "quoted-printable": (quopri.encodestring(HTML.encode()), None, None),
}


def text_of(body: bytes, content_type: str | None = None) -> str:
    return decode_page(FetchedPage(url="", body=body, content_type=content_type)).text


@pytest.mark.parametrize(("body", "address", "saved_at"), CONTAINERS.values(), ids=CONTAINERS)
def test_the_page_is_read_with_what_its_container_says(
    body: bytes, address: str | None, saved_at: datetime | None
) -> None:
    copy = open_copy(body, None)
    assert WORDS in text_of(body)
    assert text_of(body).lstrip().lower().startswith("<!doctype html>")
    assert (copy.problem, copy.address, copy.saved_at) == (None, address, saved_at)


def test_a_server_may_send_a_message_with_its_headers_or_without() -> None:
    body = mhtml(HTML.encode(), "Subject: =?utf-8?Q?Bryggan?=")
    assert WORDS in text_of(body, "multipart/related")
    assert WORDS in text_of(body.partition(b"\r\n\r\n")[2].lstrip(), 'multipart/related; boundary="--x--"')
    assert WORDS in text_of(HTML.encode(), "message/rfc822")


PLAIN = "Subject: Bron\nMIME-Version: 1.0\nContent-Type: text/plain; charset=koi8-r\n"
QUOTED, CODED = (f"Content-Transfer-Encoding: {name}\n\n" for name in ("quoted-printable", "base64"))
BRIDGE = "Мост закрыт до весны, сообщил город. " * 3
NARROW = BRIDGE.encode("koi8-r")


@pytest.mark.parametrize(
    ("body", "content_type", "expected"),
    [
        (PLAIN.encode() + b"\n" + NARROW, "", f"{PLAIN}\n{BRIDGE}"),
        (PLAIN.encode() + b"\n" + NARROW, "message/rfc822", f"Bron\n\n{BRIDGE}"),
        (f"{PLAIN}{QUOTED}".encode() + quopri.encodestring(NARROW), "text/plain", f"Bron\n\n{BRIDGE}"),
        (f"{PLAIN}{CODED}".encode() + base64.encodebytes(NARROW), "text/plain", f"Bron\n\n{BRIDGE}"),
    ],
    ids=["as it is", "called a mail", "quoted-printable", "base64"],
)
def test_a_mail_without_markup_is_its_plain_text(
    body: bytes, content_type: str | None, expected: str
) -> None:
    assert text_of(body, content_type) == expected


ZIP_END = b"PK\x05\x06" + bytes(4) + b"\x01\x00\x01\x00" + (46).to_bytes(4, "little") + bytes(6)
MIXED = b"MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=a\n\n"


def _packed_large() -> bytes:
    return packed(bytes(40_000_000))


PICTURE_ONLY = mhtml(b"GIF89a", *BLINK, kind="image/gif")


@pytest.mark.parametrize(
    ("body", "error"),
    [
        (b"PK\x03\x04\x14", "binary zip: unpack it"),
        (
            b"<html>Please wait<!--PK\x03\x04.." + b"PK\x01\x02" + bytes(42) + ZIP_END + b"-->",
            "binary zip: a page",
        ),
        (b"WARC/1.0\r\nWARC-Type: response\r\n", "binary warc: give it to"),
        (packed(HTML.encode())[:-20], "binary gzip: the data ends too early"),
        (_packed_large, "binary gzip: "),
        (plistlib.dumps({"WebMainResource": {}}, fmt=plistlib.FMT_BINARY), "binary webarchive: "),
        (b"bplist00\xff\xff", "binary webarchive: "),
        (PICTURE_ONLY, "binary message: it holds no HTML or plain text"),
    ],
    ids=["zip", "unpacks itself", "warc", "cut gzip", "large gzip", "no page", "no list", "no text"],
)
def test_what_cannot_be_opened_says_why(body: bytes | Callable[[], bytes], error: str) -> None:
    page = decode_page(FetchedPage(url="", body=body() if callable(body) else body))
    assert (page.error or "").startswith(error)
    assert page.text == ""


@pytest.mark.parametrize(
    "body",
    [
        HTML.encode(),
        b"From: the editor\nSubject: our harbour\n\nThe pier was rebuilt in spring.",
        b"Date: a fruit.\nContent-Type: a header of mail.\n\nThese are words of a text about headers.",
        b"HTTP/1.1 200 OK\r\nServer: nginx\r\n\r\nSo begins the answer of a server, as this lesson shows.",
        b'<p class="code">Mail writes <code>&lt;p class=3D"x"&gt;</code> and cuts lines=\n so.</p>',
        b'<tr><td class="line-number" value="1"></td><td class="line-content">print(1)</td></tr>',
        b"<p>A ZIP ends with PK\x05\x06 and twenty-two more bytes of the record that is its end.</p>",
        b'<?xml version="1.0"?><plist version="1.0"><dict><key>Name</key></dict></plist>',
        b"x^2 + y^2 = z^2 <p>is what the pupils learnt.</p>",
        b"WARC/1.1 is how archives keep what they crawl.\r\nA record has a WARC-Type: response, say.\r\n",
        b'<!doctype html><meta name="description" content="<plist version=1.0>"><p>WebMainResource</p>',
        b"<html><body><h1>How we begin</h1>" + SHOWN.partition(b"<body>")[2],
        b"HTTP/1.1 200 OK\r\nServer: x\r\n\r\n<html><p>Hi</p></html>\r\n\r\nEach line tells something.",
        (
            b"From: B <b@post.example>\nSubject: Pier\nMIME-Version: 1.0\n"
            b'Content-Type: multipart/signed; boundary="s"\n\nThe list kept the words alone.'
        ),
        b"Subject: Pier\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n"
        b"Content-Transfer-Encoding: quoted-printable\n\nSee https://bay.example/?id=42 of the list.\n"
        + b"The pier will be rebuilt in spring. "
        * 4,
        b"".join(
            b"From c%d@post.example Sun Jan  5 09:11:12 2025\nSubject: %d\nMIME-Version: 1.0\n"
            % (number, number)
            + b"Content-Type: multipart/mixed; boundary=b\n\n--b\n\nThe pier.\n--b--\n\n"
            for number in range(3)
        ),
    ],
    ids=[
        *("page", "letter", "headers", "answer", "mail in a page", "program", "zip's end", "list", "formula"),
        *("of archives", "of lists", "source in an article", "of answers", "signed", "undone", "mailbox"),
    ],
)
def test_what_only_speaks_of_containers_stays_as_it_is(body: bytes) -> None:
    said = None if body.startswith(b"<") else "text/plain"
    assert open_copy(body, said) == SavedCopy(body, said)
    assert text_of(body, said) == body.decode()


@pytest.mark.parametrize(
    "body",
    [
        MIXED + b"--a\nContent-Type: multipart/mixed; boundary=a\n\n" * 100_000,
        MIXED + b"--a\n\n" * 1_000_000,
        MIXED + b"-" * 5_000_000,
        b'<?xml version="1.0"?><plist>WebMainResource' + b"<array>" * 1_000_000,
        SHOWN + b'<td class="line-content">' * 100_000,
    ],
    ids=["deep", "many", "dashes", "list", "lines"],
)
def test_a_hostile_container_costs_little(body: bytes) -> None:
    begun = time.thread_time()
    open_copy(body, None)
    assert time.thread_time() - begun < 3.0  # a tenth here; a way that takes the square takes minutes


@given(data=st.data())
@settings(deadline=None)
def test_a_damaged_container_never_raises(data: st.DataObject) -> None:
    body = bytearray(data.draw(st.sampled_from([body for body, _, _ in CONTAINERS.values()])))
    for _ in range(data.draw(st.integers(0, 6))):
        at = data.draw(st.integers(0, max(0, len(body) - 1)))
        body[at : at + data.draw(st.integers(0, 40))] = data.draw(st.binary(max_size=20))
    cut = bytes(body[: data.draw(st.integers(0, len(body)))])
    kind = data.draw(st.sampled_from([None, "text/html", "multipart/related", "message/rfc822; boundary=a"]))
    page = decode_page(FetchedPage(url="", body=cut, content_type=kind))
    assert (page.charset is None) == (page.error is not None)
    assert page.text.encode().decode() == page.text
    copy = open_copy(cut, kind)
    assert copy.address is None or copy.address.startswith("http")
    assert copy.saved_at is None or copy.saved_at.tzinfo is UTC
