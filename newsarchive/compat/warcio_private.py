"""Private API of warcio: how a record's HTTP headers are written, and how its iterator reads and warns."""

from __future__ import annotations

from typing import Any

from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import BufferedReader
from warcio.limitreader import LimitReader
from warcio.recordloader import ArcWarcRecordLoader
from warcio.statusandheaders import StatusAndHeaders

_SKIPPED_AT_ONCE = 64 * 1024


class RawHeaders(StatusAndHeaders):  # type: ignore[misc] # warcio has no types
    """HTTP headers written byte by byte as they came.

    warcio would escape what is not ASCII. Upstream: headers given as bytes.
    """

    def compute_headers_buffer(self, header_filter: Any = None) -> None:
        self.headers_buff = self.to_str(header_filter).encode("latin-1", "replace") + b"\r\n"


class _Loader(ArcWarcRecordLoader):  # type: ignore[misc] # warcio has no types
    """Reads on at a record without a URL, and takes `HTTPS:` for a scheme of HTTP (RFC 3986, 3.1).

    warcio raises AttributeError at the first, and reads no headers of the second. Upstream: the same.
    """

    def load_http_headers(self, rec_type: str, uri: str | None, stream: Any, length: int | None) -> Any:
        scheme, colon, _ = (uri or "").partition(":")
        return super().load_http_headers(rec_type, scheme.lower() + colon, stream, length)


def records_from(stream: Any, reader: BufferedReader) -> Any:
    """Return warcio's iterator over `stream`, which reads records through `reader`.

    The iterator would make a reader of its own, that undoes compression without a limit. Upstream: a
    parameter for the reader.
    """
    records = ArchiveIterator(stream)
    records.reader = reader
    records.loader = _Loader(verify_http=False, arc2warc=False)  # as the iterator has them
    # It would write each such record's rest to stderr; `followed_by_data` counts them. Upstream: a logger.
    records.INC_RECORD = ""
    return records


def followed_by_data(records: Any) -> int:
    """Return how many records so far had more bytes behind them than they declared.

    Upstream: the count among its documented attributes.
    """
    return int(records.err_count)


def missing_bytes(record: Any) -> int:
    """Skip the rest of a record; return how many of the bytes that it declares the file does not have.

    warcio reads on in silence where the file ends. Upstream: an error.
    """
    stream = record.raw_stream
    while stream.read(_SKIPPED_AT_ONCE):
        pass
    return stream.limit if isinstance(stream, LimitReader) else 0
