"""A manifest line as a page with its bytes, and what the stages make of it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from newsarchive.hints import NO_HINTS, PageHints
from newsarchive.imports.manifest import ManifestLine
from newsarchive.imports.page_file import PageBytes, content_type_of, read_page_file
from newsarchive.items import CleanArticle, DecodedPage, FetchedPage
from newsarchive.record import article_record
from newsarchive.stages import decode, run_stages
from newsarchive.text.revision_identity import sha256_hex
from newsarchive.workers.refusal import refuse_page

# One manifest line to one line of OUT, from the page's bytes, `url` and `content_type` alone.
#
# These functions run in worker processes: a line goes in, JSON comes out, and the pages' bytes
# never travel.


def manifest_page(line: ManifestLine, body: bytes, *, url: str | None = None) -> FetchedPage:
    """Return the page of a line as the stages take it; `url` stands in for the line's own."""
    return FetchedPage(
        url=(url or line.url or "").strip(),
        body=body,
        content_type=line.content_type or content_type_of(line.path),
        fetched_at=line.fetched_at,
        source=line.source,
    )


def extracted_line(line: ManifestLine) -> str:
    """Return the article record of a page with its id, as one line of JSON."""
    file = read_page_file(line.path)
    if file.error:
        return refused_extraction(line, file.error)
    return _json({"id": line.id, **article_record(run_stages(manifest_page(line, file.body)))})


def decoded_line(line: ManifestLine) -> str:
    """Return the decoded text of a page with its id, as one line of JSON."""
    file = read_page_file(line.path)
    if file.error:
        return refused_decoding(line, file.error)
    return _json(decoding_record(line.id, decode(manifest_page(line, file.body))))


def decoding_record(identity: str, page: DecodedPage) -> dict[str, Any]:
    """Return `{"id", "charset", "evidence", "text"}` (and why, when the bytes are no text)."""
    charset = page.charset
    record: dict[str, Any] = {
        "id": identity,
        "charset": charset.name if charset else None,
        "evidence": charset.evidence if charset else None,
        "text": page.text,
    }
    return record | ({"verdict": "undecodable", "error": page.error} if page.error else {})


def refused_extraction(line: ManifestLine, error: str) -> str:
    """Return the record of a page that cannot be read, or that its worker could not survive."""
    article = CleanArticle(page=manifest_page(line, b""), verdict="undecodable", charset=None, error=error)
    return _json({"id": line.id, **article_record(article)})


def refused_decoding(line: ManifestLine, error: str) -> str:
    """Return the answer of `decode` for such a page."""
    return _json(
        decoding_record(
            line.id, DecodedPage(page=manifest_page(line, b""), text="", charset=None, error=error)
        )
    )


def _json(record: dict[str, Any]) -> str:
    return json.dumps(record, ensure_ascii=False)


# A manifest line as a page with its bytes, and what the worker processes make of it.

# The archive knows a page without address by its bytes; without either it is known by the manifest's id.
URN = "urn:newsarchive:page:"


@dataclass(frozen=True, slots=True)
class ReadPage:
    """A page read from its file; `file` says what came of that, `sha256` is of the page's bytes in hex.

    `hints` are for the stages: what is known of its source and host beforehand.
    """

    page: FetchedPage
    file: PageBytes
    sha256: str
    hints: PageHints = NO_HINTS

    @property
    def capture(self) -> tuple[str, str]:
        """What the archive knows a capture by."""
        return self.page.url, self.sha256


def read_line(line: ManifestLine) -> ReadPage:
    """Return the page of a line; a file that cannot be read gives one without bytes, never an exception."""
    file = read_page_file(line.path)
    page = manifest_page(line, file.body)
    if not page.url and not page.body:
        page = manifest_page(line, file.body, url=URN + quote(line.id, safe=""))
    return ReadPage(page, file, sha256_hex(file.body))


def import_page(read: ReadPage) -> CleanArticle:
    """Run the stages, or refuse what could not be read; called in a worker process."""
    if read.file.reason is None:
        return run_stages(read.page, read.hints)
    return CleanArticle(
        page=read.page,
        verdict="undecodable",
        reason=read.file.reason,
        error=read.file.error,
        charset=None,
    )


def refuse_import(read: ReadPage, cause: str) -> CleanArticle:
    """Return the article of a page no worker survives."""
    article: CleanArticle = refuse_page(read.page, cause)
    return article
