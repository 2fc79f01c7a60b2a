"""One manifest line to one line of OUT, from the page's bytes, `url` and `content_type` alone.

These functions run in worker processes: a line goes in and JSON comes out, so the pages' bytes never travel.
"""

from __future__ import annotations

import json
from typing import Any

from newsarchive.imports.manifest import ManifestLine
from newsarchive.imports.page_file import content_type_of, read_page_file
from newsarchive.items import CleanArticle, DecodedPage, FetchedPage
from newsarchive.record import article_record
from newsarchive.stages import decode, run_stages


def page_of(line: ManifestLine, body: bytes, *, url: str | None = None) -> FetchedPage:
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
    return _json({"id": line.id, **article_record(run_stages(page_of(line, file.body)))})


def decoded_line(line: ManifestLine) -> str:
    """Return the decoded text of a page with its id, as one line of JSON."""
    file = read_page_file(line.path)
    if file.error:
        return refused_decoding(line, file.error)
    return _json(decoding_record(line.id, decode(page_of(line, file.body))))


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
    article = CleanArticle(page=page_of(line, b""), verdict="undecodable", charset=None, error=error)
    return _json({"id": line.id, **article_record(article)})


def refused_decoding(line: ManifestLine, error: str) -> str:
    """Return the answer of `decode` for such a page."""
    return _json(
        decoding_record(line.id, DecodedPage(page=page_of(line, b""), text="", charset=None, error=error))
    )


def _json(record: dict[str, Any]) -> str:
    return json.dumps(record, ensure_ascii=False)
