"""A manifest line as a page with its bytes, and what the worker processes make of it."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from newsarchive.hints import NO_HINTS, PageHints
from newsarchive.imports.answers import page_of
from newsarchive.imports.manifest import ManifestLine
from newsarchive.imports.page_file import PageBytes, read_page_file
from newsarchive.items import CleanArticle, FetchedPage
from newsarchive.stages import run_stages
from newsarchive.text.fingerprints import sha256_hex
from newsarchive.workers.refusal import refuse_page

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
    page = page_of(line, file.body)
    if not page.url and not page.body:
        page = page_of(line, file.body, url=URN + quote(line.id, safe=""))
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
