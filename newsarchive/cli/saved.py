"""One saved page given on the command line: its bytes, and its answer as JSON on stdout."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from newsarchive.cli.output import json_line, result_stream
from newsarchive.discovery.urls import is_http_url
from newsarchive.errors import UsageError
from newsarchive.imports.page_file import PageBytes, content_type_of, read_page_bytes
from newsarchive.items import FetchedPage
from newsarchive.logs.visible import visible

STDIN = "-"


def read_saved(
    file: str, url: str | None = None, content_type: str | None = None
) -> tuple[FetchedPage, PageBytes]:
    """Return the page as the stages take it, and what came of reading it (a corrupt `.gz` is no usage error).

    Raises UsageError when there is no such file, or `url` is not an http(s) address.
    """
    if url is not None and not is_http_url(url):
        raise UsageError(f"--url {url!r} is not an address; allowed is http://… or https://…")
    found = _read(file)
    page = FetchedPage(
        url=(url or "").strip(),
        body=b"" if found.reason else found.body,
        content_type=content_type or (None if file == STDIN else content_type_of(file)),
    )
    return page, found


def print_json(record: dict[str, Any]) -> None:
    """Print one JSON object, indented, in UTF-8 whatever the locale, control characters escaped."""
    with result_stream(None) as stream:
        stream.write(json_line(visible(json.dumps(record, ensure_ascii=False, indent=2))))


def _read(file: str) -> PageBytes:
    if file == STDIN:
        return read_page_bytes(sys.stdin.buffer, gzipped=False)
    try:
        with Path(file).open("rb") as stream:
            return read_page_bytes(stream, gzipped=file.endswith(".gz"))
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UsageError(
            f"The page {file!r} cannot be read: {reason}.", hint="Give a file, or - for standard input."
        ) from error
