"""WARC files for tests, in every compression."""

from __future__ import annotations

import gzip
import io
from pathlib import Path
from typing import Any

import zstandard
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter


class Warc:
    """Records in order; `write` puts them into a file."""

    def __init__(self) -> None:
        self.records: list[bytes] = []

    def add(
        self,
        url: str,
        body: bytes = b"",
        at: str = "2026-03-01T08:00:00Z",
        status: str = "200 OK",
        headers: tuple[tuple[str, str], ...] = (("Content-Type", "text/html; charset=utf-8"),),
        kind: str = "response",
        **named: str,
    ) -> None:
        """Add a response (or `kind`); `named` are WARC headers with _ for -."""
        given = {name.replace("_", "-"): value for name, value in named.items()} | {"WARC-Date": at}
        buffer = io.BytesIO()
        writer = WARCWriter(buffer, gzip=False, warc_version="1.1")
        http = StatusAndHeaders(status, list(headers), protocol="HTTP/1.1")
        content: Any = {"payload": io.BytesIO(body), "length": len(body)}
        if kind == "resource":
            content["warc_content_type"] = "text/html"
        else:
            content["http_headers"] = http
        writer.write_record(writer.create_warc_record(url, kind, warc_headers_dict=given, **content))
        self.records.append(buffer.getvalue())

    def write(self, path: Path) -> Path:
        """Write as the name says: .warc, .warc.gz (a member a record), .one.warc.gz, .warc.zst, .dict…"""
        name = path.name
        if name.endswith(".one.warc.gz"):
            data = gzip.compress(b"".join(self.records))
        elif name.endswith(".gz"):
            data = b"".join(gzip.compress(record) for record in self.records)
        elif name.endswith(".dict.warc.zst"):
            data = self._with_dictionary()
        elif name.endswith(".zst"):
            data = b"".join(zstandard.compress(record) for record in self.records)
        else:
            data = b"".join(self.records)
        path.write_bytes(data)
        return path

    def _with_dictionary(self) -> bytes:
        words = zstandard.ZstdCompressionDict(self.records[0] * 4, dict_type=zstandard.DICT_TYPE_RAWCONTENT)
        packer = zstandard.ZstdCompressor(dict_data=words)
        raw = words.as_bytes()
        head = b"\x5d\x2a\x4d\x18" + len(raw).to_bytes(4, "little") + raw
        return head + b"".join(packer.compress(record) for record in self.records)
