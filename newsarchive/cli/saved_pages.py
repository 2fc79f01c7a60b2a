"""`newsarchive extract` and `decode`: saved pages to records, without archive or network.

Each takes one page, or a manifest of many pages.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from newsarchive.cli.options import demand_short
from newsarchive.cli.output import json_line, result_stream
from newsarchive.cli.progress import ProgressReport
from newsarchive.cli.stopping import StopRequest
from newsarchive.discovery.urls.canonical_urls import is_http_url
from newsarchive.errors import EndedEarlyError, UsageError
from newsarchive.imports.line_results import (
    decoded_line,
    decoding_record,
    extracted_line,
    refused_decoding,
    refused_extraction,
    with_origin,
)
from newsarchive.imports.manifest import ManifestLine, counts_from_elsewhere, read_manifest
from newsarchive.imports.page_file import PageBytes, content_type_of, read_page_bytes
from newsarchive.items import CleanArticle, FetchedPage, unread_article
from newsarchive.logs.console import echo
from newsarchive.logs.formats import visible
from newsarchive.record import article_record
from newsarchive.stages import decode, run_stages
from newsarchive.text.decoding.page_decoding import undecoded_page
from newsarchive.workers import open_pool, worker_count

Answer = Callable[[ManifestLine], str]
_Refusal = Callable[[ManifestLine, str], str]


def answer_manifest(
    manifest: Path, output: Path, *, jobs: int | None, answer: Answer, refuse: _Refusal, label: str
) -> Counter[str]:
    """Write one line of JSON for each line of the manifest, in its order; return the number of each verdict.

    A result without a verdict counts as `decoded`. Raises ManifestError before anything is written, and
    EndedEarlyError, writing nothing, if a signal stops it.
    """
    lines = read_manifest(manifest)
    if elsewhere := counts_from_elsewhere(manifest, lines):
        echo(elsewhere, err=True)
    verdicts: Counter[str] = Counter()
    workers = min(worker_count() if jobs is None else jobs, len(lines))
    with (
        StopRequest() as stop,
        result_stream(output) as result,
        open_pool(answer, refuse=refuse, workers=workers) as pool,
        ProgressReport(label, len(lines)) as progress,
    ):
        for line in pool.map(lines):
            result.write(json_line(line))
            verdicts[json.loads(line).get("verdict", "decoded")] += 1
            progress.step()
            if stop.received:
                raise EndedEarlyError(f"Stopped by {stop.received.name}; {str(output)!r} was not written.")
    return verdicts


def say_verdicts(verdicts: Counter[str], output: Path) -> None:
    """Print the one-line summary, the most frequent verdict first."""
    parts = ", ".join(f"{count:,} {verdict}" for verdict, count in verdicts.most_common())
    echo(f"{sum(verdicts.values()):,} pages: {parts or 'none'} -> {output}", err=True)


# One saved page given on the command line: its bytes, and its answer as JSON on stdout.

_STDIN = "-"


def read_saved(
    file: str, url: str | None = None, content_type: str | None = None
) -> tuple[FetchedPage, PageBytes]:
    """Return the page for the stages, and the result of reading its file (which may be a corrupt `.gz`).

    Raises UsageError if the file cannot be read, or `url` is not http(s).
    """
    if url is not None and not is_http_url(url):
        demand_short(url, "--url")
        raise UsageError(f"--url {url!r} is not a valid URL; allowed: http://… or https://…")
    found = _read(file)
    page = FetchedPage(
        url=(url or "").strip(),
        body=b"" if found.reason else found.body,
        content_type=content_type or (None if file == _STDIN else content_type_of(file)),
    )
    return with_origin(page), found


def print_json(record: dict[str, Any]) -> None:
    """Print one JSON object, indented, in UTF-8 whatever the locale, control characters escaped."""
    with result_stream(None) as stream:
        stream.write(json_line(visible(json.dumps(record, ensure_ascii=False, indent=2))))


def _read(file: str) -> PageBytes:
    if file == _STDIN:
        return read_page_bytes(sys.stdin.buffer, gzipped=False)
    try:
        with Path(file).open("rb") as stream:
            return read_page_bytes(stream, gzipped=file.endswith(".gz"))
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UsageError(
            f"The page {file!r} cannot be read: {reason}.", hint="Give a file, or - for standard input."
        ) from error


# `extract`: all stages.

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
    article = unread_article(page, reason=None, error=found.error) if found.error else _read_bounded(page)
    print_json(article_record(article))


def _read_bounded(page: FetchedPage) -> CleanArticle:
    """Run the stages; a long page is read in a worker process, within a crawl's limits of time and memory."""
    with open_pool(run_stages, workers=int(len(page.body) > _SMALL)) as pool:
        return next(pool.map([page]))


# `decode`: bytes to characters, with the evidence for the charset.


def decode_manifest(manifest: Path, output: Path, jobs: int | None) -> None:
    """Write the text of each page of the manifest, one per line, and print how many could be decoded."""
    verdicts = answer_manifest(
        manifest, output, jobs=jobs, answer=decoded_line, refuse=refused_decoding, label="decode"
    )
    say_verdicts(verdicts, output)


def decode_file(file: str, content_type: str | None) -> None:
    """Print charset, evidence and text of one page as indented JSON."""
    page, found = read_saved(file, content_type=content_type)
    decoded = undecoded_page(page, found.error) if found.error else decode(page)
    print_json(decoding_record(file, decoded))
