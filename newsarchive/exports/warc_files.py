"""`export warc`: writes WARC files of limited size into a folder, with a manifest."""

from __future__ import annotations

import base64
import io
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime
from http import HTTPStatus
from pathlib import Path
from typing import Any

from warcio.recordbuilder import RecordBuilder
from warcio.warcwriter import WARCWriter

from newsarchive.compat.warcio_private import RawHeaders
from newsarchive.discovery.urls.canonical_urls import is_http_url
from newsarchive.exports.folder import ExportFolder, export_folder
from newsarchive.items import SOURCE_HEADER
from newsarchive.lifecycle import Outcome
from newsarchive.storage.articles.revision_rows import extractor
from newsarchive.storage.exporting.captures_snapshot import Capture, CapturesSnapshot

# Captures as WARC/1.1 records (ISO 28500:2017): the same capture is the same record to the byte.

# They describe the transfer, not the bytes that are kept: renamed as Heritrix and pywb do.
_OF_TRANSFER = frozenset({"content-encoding", "transfer-encoding", "content-length"})
_ORIGINAL = "X-Archive-Orig-"
_NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
_FIELDS = "application/warc-fields"
_ERROR = 400  # from here on a status says that the page was not given (RFC 9110, 15.5)


class WarcRecordMaker:
    """Makes the records of captures; `kinds` of what became of each are the second values given."""

    def __init__(self, snapshot: CapturesSnapshot) -> None:
        self._snapshot = snapshot
        self._builder = RecordBuilder(warc_version="1.1")

    def records(self, capture: Capture) -> Iterator[tuple[Any, str]]:
        """Yield each record with the word it is counted by; a capture without an answer gives none."""
        if capture.body_sha256 is None:
            record = self._without_body(capture)
            if record is not None:
                yield record, _bodyless(capture)
            return
        if capture.final_url not in (None, "", capture.url):
            fields = {"redirected-to": capture.answered}
            yield self._fields("metadata", capture.url, capture, fields, "redirect"), "redirect"
        if not capture.kept:
            fields = {"payload": "not kept", "payload-sha256": capture.body_sha256}
            fields |= {"status": str(capture.status), "length": str(capture.body_size)}
            yield self._fields("metadata", capture.answered, capture, fields, "kept"), "payload not kept"
        # A revisit would have the bytes of a capture that was cut read as a page.
        elif capture.place == 1 or capture.is_cut:
            yield self._whole(capture), "response" if capture.headers else "resource"
        else:
            yield self._revisit(capture), "revisit"

    def warcinfo(self, name: str, first: datetime, software: str) -> Any:
        """Return the record a file begins with."""
        info = {"software": software, "format": "WARC File Format 1.1", "isPartOf": "newsarchive"}
        info["conformsTo"] = "https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"
        headers = {"WARC-Filename": name, "WARC-Date": warc_date(first), "WARC-Record-ID": record_id(name)}
        return self._of_fields("warcinfo", "", headers, info)

    def _without_body(self, capture: Capture) -> Any:
        """An answer of which only status and headers are known; None for a request without an answer."""
        if capture.status is None or not is_http_url(capture.answered):
            return None
        more = {"WARC-Truncated": "unspecified"}
        kind = "response"
        if capture.outcome == Outcome.NOT_MODIFIED:
            kind, more = "revisit", {"WARC-Profile": _NOT_MODIFIED}
        redirected = capture.outcome == Outcome.REDIRECTED
        headers = http_headers(capture, None, capture.final_url if redirected else None)
        return self._builder.create_warc_record(
            capture.url if redirected or not capture.final_url else capture.answered,
            kind,
            payload=io.BytesIO(b""),
            length=0,
            http_headers=headers,
            warc_headers_dict=self._named(capture, kind) | more,
        )

    def _whole(self, capture: Capture) -> Any:
        body = self._snapshot.body(str(capture.body_sha256))
        of_http = bool(capture.headers) and is_http_url(capture.answered)
        kind = "response" if of_http else "resource"
        return self._builder.create_warc_record(
            capture.answered,
            kind,
            payload=io.BytesIO(body),
            length=len(body),
            warc_content_type="" if of_http else capture.content_type or "application/octet-stream",
            http_headers=http_headers(capture, len(body)) if of_http else None,
            warc_headers_dict=self._named(capture, kind)
            | {"WARC-Payload-Digest": digest(capture)}
            | ({"WARC-Truncated": "unspecified"} if capture.is_cut else {}),
        )

    def _revisit(self, capture: Capture) -> Any:
        return self._builder.create_revisit_record(
            capture.answered,
            digest(capture),
            capture.first_url,
            warc_date(capture.first_at),
            http_headers=http_headers(capture, capture.body_size),
            warc_headers_dict=self._named(capture, "revisit"),
        )

    def _fields(self, kind: str, url: str, capture: Capture, fields: dict[str, str], role: str) -> Any:
        return self._of_fields(kind, url, self._named(capture, role), fields)

    def _of_fields(self, kind: str, url: str, headers: dict[str, str], fields: dict[str, str]) -> Any:
        text = "".join(f"{name}: {value}\r\n" for name, value in fields.items()).encode()
        return self._builder.create_warc_record(
            url,
            kind,
            payload=io.BytesIO(text),
            length=len(text),
            warc_content_type=_FIELDS,
            warc_headers_dict=headers,
        )

    def _named(self, capture: Capture, role: str) -> dict[str, str]:
        key = (role, capture.url, capture.at.isoformat(), capture.outcome, capture.body_sha256, capture.place)
        return {
            "WARC-Record-ID": record_id("\n".join(map(str, key))),
            "WARC-Date": warc_date(capture.at),
            # No standard field has it, and an import reads a page as its source declares.
            SOURCE_HEADER: capture.source,
        }


def _bodyless(capture: Capture) -> str:
    """Return the word for an answer without a body: nobody keeps those of error pages, which is no loss."""
    if capture.outcome == Outcome.NOT_MODIFIED:
        return "not modified"
    return "error page" if (capture.status or 0) >= _ERROR else "body not read"


def http_headers(capture: Capture, size: int | None, location: str | None = None) -> RawHeaders:
    """Return status line and headers; those of the transfer renamed, the length that of the bytes written."""
    status = capture.status or 200
    try:
        phrase = HTTPStatus(status).phrase
    except ValueError:
        phrase = ""
    headers = [
        (_ORIGINAL + name if name.lower() in _OF_TRANSFER else name, value) for name, value in capture.headers
    ]
    names = {name.lower() for name, _ in headers}
    if location and "location" not in names:
        headers.append(("Location", location))
    if capture.content_type and "content-type" not in names:
        headers.append(("Content-Type", capture.content_type))
    if size is not None:
        headers.append(("Content-Length", str(size)))
    return RawHeaders(f"{status} {phrase}".strip(), headers, protocol="HTTP/1.1")


def digest(capture: Capture) -> str:
    """Return the payload's digest as WARC writes it (base 32)."""
    return "sha256:" + base64.b32encode(bytes.fromhex(str(capture.body_sha256))).decode()


def record_id(key: str) -> str:
    """Return an identifier that the same capture has in every export."""
    return f"<{uuid.uuid5(uuid.NAMESPACE_URL, f'newsarchive:{key}').urn}>"


def warc_date(moment: datetime) -> str:
    """Return a time as WARC writes it."""
    return f"{moment.replace(tzinfo=None).isoformat(timespec='seconds')}Z"  # strftime pads no year


_KIND = "warc"
WARC_SIZE = 10**9
_NO_ANSWER = "no answer"


class WarcExport:
    """Writes one snapshot; `step(count)` hears of captures, `counts` says what became of them."""

    def __init__(
        self, snapshot: CapturesSnapshot, *, step: Callable[[int], None], size: int = WARC_SIZE
    ) -> None:
        self._snapshot = snapshot
        self._maker = WarcRecordMaker(snapshot)
        self._step = step
        self._size = size
        self._open = ExitStack()
        self._stream: Any = None
        self._records: dict[str, int] = {}
        self._files = 0
        self.counts: Counter[str] = Counter()

    def write(self, target: Path, options: dict[str, Any]) -> None:
        """Make the folder `target`."""
        with export_folder(target, _KIND) as folder:
            with self._open:
                for capture in self._snapshot.captures():
                    self._write(folder, capture)
                    self._step(1)
            software = extractor()
            folder.write_manifest(
                {"software": software, **options, "counts": dict(sorted(self.counts.items()))}
            )

    def _write(self, folder: ExportFolder, capture: Capture) -> None:
        written = 0
        for record, word in self._maker.records(capture):
            # What belongs to one capture stays in one file.
            if self._stream is None or (not written and self._stream.tell() >= self._size):
                self._begin(folder, capture)
            self._writer.write_record(record)
            self._records["records"] += 1
            self.counts[word] += 1
            written += 1
        if not written:
            self.counts[_NO_ANSWER] += 1

    def _begin(self, folder: ExportFolder, first: Capture) -> None:
        self._open.pop_all().close()
        self._files += 1
        name = f"newsarchive-{first.at:%Y%m%d%H%M%S}-{self._files:05d}.warc.gz"
        self._records = {"records": 1}
        self._stream = self._open.enter_context(folder.file(name, counts=self._records))
        self._writer = WARCWriter(self._stream, gzip=True, warc_version="1.1")
        self._writer.write_record(self._maker.warcinfo(name, first.at, extractor()))
