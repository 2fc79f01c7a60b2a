"""Reads the page of a manifest line and runs the stages on it, for `extract`, `decode` and `import pages`.

These functions run in worker processes. They take a line and return JSON or an article, so that the parent
process need not send the bytes of pages.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote

from newsarchive.hints import NO_HINTS, PageHints
from newsarchive.imports.manifest import ManifestLine
from newsarchive.imports.page_file import PageBytes, content_type_of, read_page_file
from newsarchive.items import CleanArticle, DecodedPage, FetchedPage, unread_article
from newsarchive.record import article_record
from newsarchive.stages import decode, run_stages
from newsarchive.text.decoding.page_decoding import undecoded_page
from newsarchive.text.decoding.saver_marks import saved_origin
from newsarchive.text.revision_identity import sha256_hex
from newsarchive.workers.refusal import refused_article


def manifest_page(line: ManifestLine, body: bytes, *, url: str | None = None) -> FetchedPage:
    """Return the page of a line for the stages; `url` replaces the line's own."""
    page = FetchedPage(
        url=(url or line.url or "").strip(),
        body=body,
        content_type=line.content_type or content_type_of(line.path),
        fetched_at=line.fetched_at,
        source=line.source,
    )
    return with_origin(page)


def with_origin(page: FetchedPage) -> FetchedPage:
    """Return the page with the address and the time of saving that its file states, where none are given."""
    if not page.body or (page.url and page.fetched_at):
        return page
    origin = saved_origin(page.body, page.content_type)
    return replace(page, url=page.url or origin.address or "", fetched_at=page.fetched_at or origin.saved_at)


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
    """Return `{"id", "charset", "evidence", "text"}`, and verdict and error if the bytes are not text."""
    charset = page.charset
    record: dict[str, Any] = {
        "id": identity,
        "charset": charset.name if charset else None,
        "evidence": charset.evidence if charset else None,
        "text": page.text,
    }
    return record | ({"verdict": "undecodable", "error": page.error} if page.error else {})


def refused_extraction(line: ManifestLine, error: str) -> str:
    """Return the record of a page that cannot be read, or that ended its worker."""
    article = unread_article(manifest_page(line, b""), reason=None, error=error)
    return _json({"id": line.id, **article_record(article)})


def refused_decoding(line: ManifestLine, error: str) -> str:
    """Return the result of `decode` for a page that cannot be read, or that ended its worker."""
    return _json(decoding_record(line.id, undecoded_page(manifest_page(line, b""), error)))


def _json(record: dict[str, Any]) -> str:
    return json.dumps(record, ensure_ascii=False)


# A page without a URL is identified by its bytes; without either, by the manifest's id.
_URN = "urn:newsarchive:page:"


@dataclass(frozen=True, slots=True)
class ReadPage:
    """A page and its file. `file`: the result of reading it; `sha256`: the hash of the page's bytes, in hex.

    `hints` are for the stages: what is known about the pages of the source and host.
    """

    page: FetchedPage
    file: PageBytes
    sha256: str
    hints: PageHints = NO_HINTS

    @property
    def capture(self) -> tuple[str, str]:
        """The key of a capture in the archive: URL and hash."""
        return self.page.url, self.sha256


def read_line(line: ManifestLine) -> ReadPage:
    """Return the page of a line; never raises: if its file cannot be read, the page has no bytes."""
    file = read_page_file(line.path)
    page = manifest_page(line, file.body)
    if not page.url and not page.body:
        page = manifest_page(line, file.body, url=_URN + quote(line.id, safe=""))
    return ReadPage(page, file, sha256_hex(file.body))


def import_page(read: ReadPage) -> CleanArticle:
    """Run the stages on a page, or refuse one that could not be read; runs in a worker process."""
    if read.file.reason is None:
        return run_stages(read.page, read.hints)
    return unread_article(read.page, reason=read.file.reason, error=read.file.error)


def refuse_import(read: ReadPage, cause: str) -> CleanArticle:
    """Return the refusal of a page that ends every worker that reads it."""
    return refused_article(read.page, cause)
