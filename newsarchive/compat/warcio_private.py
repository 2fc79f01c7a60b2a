"""Private API of warcio: how a record's HTTP headers are written, and what its iterator reads from."""

from __future__ import annotations

from typing import Any

from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import BufferedReader
from warcio.statusandheaders import StatusAndHeaders


class RawHeaders(StatusAndHeaders):  # type: ignore[misc] # warcio has no types
    """HTTP headers written byte by byte as they came.

    warcio would escape what is not ASCII. Upstream: headers given as bytes.
    """

    def compute_headers_buffer(self, header_filter: Any = None) -> None:
        self.headers_buff = self.to_str(header_filter).encode("latin-1", "replace") + b"\r\n"


def records_from(stream: Any, reader: BufferedReader) -> Any:
    """Return warcio's iterator over `stream`, which reads records through `reader`.

    The iterator would make a reader of its own, that undoes compression without a limit. Upstream: a
    parameter for the reader.
    """
    records = ArchiveIterator(stream)
    records.reader = reader
    return records
