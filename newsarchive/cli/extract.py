"""`newsarchive extract`: saved pages to article records, without archive or network."""

from __future__ import annotations

from pathlib import Path

from newsarchive.cli.saved_pages import answer_manifest, print_json, read_saved, say_verdicts
from newsarchive.imports.line_results import extracted_line, refused_extraction
from newsarchive.items import CleanArticle, FetchedPage, unread_article
from newsarchive.record import article_record
from newsarchive.stages import run_stages
from newsarchive.workers import open_pool

# Pages up to this size in bytes are read in this process: that takes a few seconds at most, and a worker
# takes a second to start (2026-11).
_SMALL = 256 * 1024


def extract_manifest(manifest: Path, output: Path, jobs: int | None) -> None:
    """Write the record of each page of the manifest, one per line, and print the number of each verdict."""
    verdicts = answer_manifest(
        manifest, output, jobs=jobs, answer=extracted_line, refuse=refused_extraction, label="extract"
    )
    say_verdicts(verdicts, output)


def extract_file(file: str, url: str | None, content_type: str | None) -> None:
    """Print the record of one page as indented JSON."""
    page, found = read_saved(file, url, content_type)
    article = unread_article(page, reason=None, error=found.error) if found.error else _read(page)
    print_json(article_record(article))


def _read(page: FetchedPage) -> CleanArticle:
    """Run the stages; a long page is read in a worker process, within a crawl's limits of time and memory."""
    with open_pool(run_stages, workers=int(len(page.body) > _SMALL)) as pool:
        return next(pool.map([page]))
