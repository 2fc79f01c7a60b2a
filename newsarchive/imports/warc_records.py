"""Turns the records of a WARC file into pages and responses, as from a crawl."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from operator import itemgetter
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from warcio.bufferedreaders import BufferedReader
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeadersParserException

from newsarchive.compat.warcio_private import followed_by_data, missing_bytes, records_from
from newsarchive.discovery.urls.canonical_urls import canonical_key, is_http_url
from newsarchive.errors import UsageError
from newsarchive.imports.line_results import ReadPage
from newsarchive.imports.page_file import MAX_PAGE_BYTES, TOO_LARGE_PAGE, PageBytes, page_bytes
from newsarchive.imports.warc_stream import WarcStream
from newsarchive.items import SOURCE_HEADER, FetchedPage
from newsarchive.lifecycle import (
    GONE_STATUSES,
    AnswerOutcome,
    FetchFailure,
    GoneReason,
    Outcome,
    ReadingNote,
    Reason,
    http_reason,
)
from newsarchive.storage.interfaces.crawl_store import Answer
from newsarchive.text.revision_identity import sha256_hex
from newsarchive.unpacking import UnpackLimit, content_encodings, unpack_content

# What a declaration may be called: others may have made the file.
_SOURCE_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,62}")
_CHUNKS_END = b"\r\n"
# Bytes of a file in which its first capture is looked for: before it come a description, requests, logs.
_LONGEST_HEAD = 16 * 1024 * 1024
_BEFORE_ALL = datetime.min.replace(tzinfo=UTC)


def http_body(raw: bytes, encodings: list[str], *, chunked: bool) -> PageBytes:
    """Return the page's bytes; `encodings` are those of Content-Encoding, in the order they were applied.

    Many tools store the decoded body but keep the headers (CC-NEWS does). So a body that does not begin in
    the encoding of its headers is taken as it is; one that breaks later is `corrupt`, one that ends too
    early `truncated`.
    """
    body, complete = dechunked(raw) if chunked else (raw, True)
    found = page_bytes(unpack_content(body, encodings, UnpackLimit(size=MAX_PAGE_BYTES)), body)
    if found.reason is None and not complete:
        return PageBytes(found.body, FetchFailure.TRUNCATED, "the last chunk is missing")
    return found


def dechunked(raw: bytes) -> tuple[bytes, bool]:
    """Return the content of a chunked body (RFC 9112, 7.1), and whether it has its last chunk.

    A body that is not chunked is returned as it is, and counts as complete.
    """
    parts: list[bytes] = []
    at = 0
    while at < len(raw):
        line_end = raw.find(b"\n", at, at + 1024)
        size = _chunk_size(raw[at:line_end]) if line_end >= 0 else None
        if size is None:
            return (b"".join(parts), False) if parts else (raw, True)
        if size == 0:
            return b"".join(parts), True
        parts.append(raw[line_end + 1 : line_end + 1 + size])
        at = line_end + 1 + size
        at += 2 if raw[at : at + 2] == _CHUNKS_END else 1
    return b"".join(parts), not raw


def _chunk_size(line: bytes) -> int | None:
    digits = line.split(b";")[0].strip()
    try:
        return int(digits, 16) if digits.isalnum() else None
    except ValueError:
        return None


_PAGE_STATUSES = frozenset({200, 203})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_MEDIA = frozenset({"text/html", "application/xhtml+xml", "text/plain", ""})
# Bytes of headers of one record and its response; servers and crawlers accept a tenth of it.
MAX_HEADER_BYTES = 1024**2
_NOT_MODIFIED = "server-not-modified"


@dataclass(frozen=True, slots=True)
class Revisit:
    """A record that refers to another capture with the same bytes. `page` has no body yet."""

    page: FetchedPage
    refers_to: str
    refers_to_at: datetime | None


Item = ReadPage | Answer | Revisit


class HeaderLines(BufferedReader):  # type: ignore[misc] # warcio has no types
    """The stream that warcio reads from: without decompression, and with a limit for headers.

    Only headers are read by lines: those of one record may have MAX_HEADER_BYTES in all. A limit that exceeds
    what a read accepts (a Content-Length of 10^30) is treated as no limit.
    """

    def __init__(self, stream: WarcStream) -> None:
        super().__init__(stream)
        self._from = stream
        self.begins = 0  # the byte, unpacked, at which the record begins that is read
        self._left = MAX_HEADER_BYTES
        self._has_begun = False
        self.is_cut = False  # the file ended before the blank line that ends headers

    def begin_record(self) -> None:
        """Start the count for another record."""
        self._left = MAX_HEADER_BYTES
        self._has_begun = False

    def readline(self, length: int | None = None) -> bytes:
        most = self._left + 1
        asked = most if length is None else min(length, most)
        line: bytes = super().readline(asked)
        # warcio ends a line early that is longer than a few of its buffers.
        while not line.endswith(b"\n") and len(line) < asked:
            if not (more := super().readline(asked - len(line))):
                break
            line += more
        if line.strip() and not self._has_begun:
            self.begins = self._from.tell() - self.rem_length() - len(line)
        self._left -= len(line)
        self._note_end(line, asked)
        if self._left < 0:
            raise ArchiveLoadFailed(f"its headers have more than {MAX_HEADER_BYTES:,} bytes")
        return line

    def _note_end(self, line: bytes, asked: int) -> None:
        """Headers are over at a blank line; blank lines also stand between records."""
        if not line.endswith(b"\n") and len(line) < asked:
            self.is_cut = self.is_cut or self._has_begun or bool(line.strip())
        self._has_begun = bool(line.strip())


class WarcRecords:
    """Iterates over the items of one file, in order; records without an item are counted in `skipped`.

    After the last item `cut_short` is the reason why the rest of the file could not be read (None: all was
    read). A redirect whose target follows in the file becomes a second capture of the target, requested by
    the first URL; otherwise it becomes an answer at the end of the file. `stopping()` is called repeatedly;
    once it is true the stream ends early, and its last item must be ignored. The source that a file names is
    taken if `is_of(name, url)` says that the URL belongs to it.
    """

    def __init__(
        self,
        path: Path,
        source: str | None = None,
        stopping: Callable[[], bool] = lambda: False,
        *,
        is_of: Callable[[str, str], bool] = lambda _name, _url: False,
    ) -> None:
        self._path = path
        self._stopping = stopping
        self._source = source
        self._is_of = is_of
        self._redirects: dict[str, list[Answer]] = {}
        self.skipped: Counter[str] = Counter()
        self.cut_short: str | None = None
        self.position = 0

    def __iter__(self) -> Iterator[Item]:
        with WarcStream(self._path, self._stopping) as stream:
            lines = HeaderLines(stream)
            records = records_from(stream, lines)
            while (record := self._next(records, lines)) is not None:
                self.position = stream.position
                yield from self._items(record)
                if missing := missing_bytes(record):
                    self.cut_short = (
                        f"the file ends {missing:,} bytes before the end that its last record states"
                    )
            if self.cut_short is None and lines.is_cut:
                self.cut_short = "the file ends within the headers of a record"
            if overlong := followed_by_data(records):
                self.skipped["bytes beyond a record's Content-Length"] += overlong
            if stream.error:
                self.cut_short = stream.error
        for answers in self._redirects.values():
            yield from answers

    def _next(self, records: Any, lines: HeaderLines) -> Any:
        lines.begin_record()
        try:
            return next(records, None)
        except (ArchiveLoadFailed, StatusAndHeadersParserException, ValueError, AttributeError) as error:
            # There is other data between two records, after which no record can be found reliably.
            said = (str(error).splitlines() or [""])[0][:200]
            what = "its headers cannot be read" if isinstance(error, AttributeError) else said
            self.cut_short = f"no WARC record at byte {lines.begins:,}: {what}"
        except EOFError:
            self.cut_short = "the file ends within a record"
        return None

    def _items(self, record: Any) -> Iterator[Item]:
        kind = record.rec_type or "unknown"
        url = (record.rec_headers.get_header("WARC-Target-URI") or "").strip()
        at = warc_time(record.rec_headers.get_header("WARC-Date"))
        if kind == "metadata" and at is not None:
            self._note_redirect(record, url, at)
        elif kind not in {"response", "resource", "revisit"}:
            self.skipped[f"record of type {kind[:20]}"] += 1
        elif at is None:
            self.skipped["no WARC-Date"] += 1
        elif kind == "resource":
            yield from self._resource(record, url, at)
        elif not url:
            self.skipped["no WARC-Target-URI"] += 1
        elif record.http_headers is None or not is_http_url(url):
            is_long = url.lower().startswith(("http:", "https:"))
            self.skipped["not a usable URL" if is_long and record.http_headers else "not HTTP"] += 1
        else:
            yield from self._answer(record, url, at)

    def _named_source(self, record: Any, url: str) -> str | None:
        """Return the source of the pages, else the one that our own exports name, if the URL is its own."""
        if self._source:
            return self._source
        named = (record.rec_headers.get_header(SOURCE_HEADER) or "").strip()
        return named if _SOURCE_NAME.fullmatch(named) and self._is_of(named, url) else None

    def _note_redirect(self, record: Any, url: str, at: datetime) -> None:
        """Record a redirect that was followed, as our own exports state it (`redirected-to`)."""
        text = record.raw_stream.read(MAX_HEADER_BYTES).decode("utf-8", "replace")
        fields = dict(line.split(": ", 1) for line in text.splitlines() if ": " in line)
        target = fields.get("redirected-to", "")
        if is_http_url(url) and is_http_url(target):
            asked = FetchedPage(
                url=url,
                body=b"",
                final_url=target,
                status=302,
                fetched_at=at,
                source=self._named_source(record, url),
            )
            noted = answer_without_page(asked, Outcome.REDIRECTED, ReadingNote.FOLLOWED)
            self._redirects.setdefault(canonical_key(target), []).append(noted)
        else:
            self.skipped["record of type metadata"] += 1

    def _resource(self, record: Any, url: str, at: datetime) -> Iterator[Item]:
        if not (is_http_url(url) or url.startswith("urn:")):
            self.skipped["not HTTP"] += 1  # logs and manifests that tools store beside their captures
            return
        source = self._named_source(record, url)
        page = FetchedPage(url=url, body=b"", content_type=record.content_type, fetched_at=at, source=source)
        if self._is_wanted(page):
            yield self._read(page, self._body(record, record.length, (), chunked=False))

    def _answer(self, record: Any, url: str, at: datetime) -> Iterator[Item]:
        http = record.http_headers
        status = http.get_statuscode()
        if not status.isdigit() or not 100 <= int(status) <= 599:
            self.skipped["no HTTP status"] += 1
            return
        page = FetchedPage(
            url=url,
            body=b"",
            content_type=http.get_header("Content-Type"),
            final_url=url,
            status=int(status),
            headers=tuple((str(name), str(value)) for name, value in http.headers),
            fetched_at=at,
            source=self._named_source(record, url),
        )
        if not self._is_wanted(page):
            return
        profile = record.rec_headers.get_header("WARC-Profile") or ""
        if page.status == 304 or (record.rec_type == "revisit" and _NOT_MODIFIED in profile):
            yield answer_without_page(page, Outcome.NOT_MODIFIED)
        elif page.status in _REDIRECTS:
            yield from self._redirect(page, http.get_header("Location"))
        elif page.status not in _PAGE_STATUSES:
            yield answer_of_status(page)
        elif record.rec_type == "revisit":
            revisit = self._revisit(record, page)
            for asked in self._asked(page):
                yield replace(revisit, page=replace(page, url=asked))
        else:
            yield from self._page(record, page)

    def _revisit(self, record: Any, page: FetchedPage) -> Revisit:
        headers = record.rec_headers
        refers_to = (headers.get_header("WARC-Refers-To-Target-URI") or page.url).strip("<> ")
        return Revisit(page, refers_to, warc_time(headers.get_header("WARC-Refers-To-Date")))

    def _page(self, record: Any, page: FetchedPage) -> Iterator[Item]:
        http = record.http_headers
        encodings = tuple(content_encodings(http.get_header("Content-Encoding")))
        chunked = "chunked" in (http.get_header("Transfer-Encoding") or "").lower()
        length = record.payload_length if record.payload_length >= 0 else record.length
        body = self._body(record, length, encodings, chunked=chunked)
        if body.reason == FetchFailure.TRUNCATED and not body.body:
            self.skipped["payload not in the file"] += 1
            return
        read = self._read(page, body)
        for url in self._asked(page):
            yield replace(read, page=replace(read.page, url=url))

    def _asked(self, page: FetchedPage) -> list[str]:
        """Return the URLs that redirect to the page, then its own; all captures get its time.

        The order matters: a URL that the archive knows assigns the page to its article, as in a crawl, which
        requests it first. If the page's own URL came first, it would start a second article.
        """
        return [*(answer.url for answer in self._redirects.pop(canonical_key(page.url), ())), page.url]

    def _body(
        self, record: Any, length: int | None, encodings: tuple[str, ...], *, chunked: bool
    ) -> PageBytes:
        if (length or 0) > MAX_PAGE_BYTES + MAX_HEADER_BYTES:
            return TOO_LARGE_PAGE  # the iterator skips it without reading it into memory
        raw = record.raw_stream.read(MAX_PAGE_BYTES + MAX_HEADER_BYTES + 1)
        reason = record.rec_headers.get_header("WARC-Truncated")
        if length and len(raw) < length:
            reason = "the file ends within the record"
        elif not chunked and not encodings and len(raw) < _promised(record):
            reason = "the body is shorter than its Content-Length"
        found = http_body(raw, list(encodings), chunked=chunked)
        if reason:
            return PageBytes(found.body or raw, FetchFailure.TRUNCATED, str(reason)[:100])
        return found

    def _read(self, page: FetchedPage, file: PageBytes) -> ReadPage:
        return ReadPage(replace(page, body=file.body), file, sha256_hex(file.body))

    def _redirect(self, page: FetchedPage, location: str | None) -> Iterator[Item]:
        target = _target(page.url, location)
        if target is None:
            yield answer_without_page(page, Outcome.FAILED, FetchFailure.REDIRECT_WITHOUT_TARGET)
            return
        home = urlsplit(target).path in {"", "/"} and not urlsplit(target).query
        if home and urlsplit(page.url).path not in {"", "/"}:
            yield replace(answer_without_page(page, Outcome.REDIRECTED, GoneReason.TO_HOME), final_url=target)
            return
        found = [
            replace(answer_without_page(page, Outcome.REDIRECTED, http_reason(page.status)), final_url=target)
        ]
        # A URL that redirected to this one redirects further.
        found += self._redirects.pop(canonical_key(page.url), [])
        self._redirects.setdefault(canonical_key(target), []).extend(found)

    def _is_wanted(self, page: FetchedPage) -> bool:
        media = (page.content_type or "").partition(";")[0].strip().lower()
        if media not in _MEDIA:
            self.skipped[f"not HTML: {media[:40]}"] += 1
        elif page.url.startswith("http") and urlsplit(page.url).path == "/robots.txt":
            self.skipped["robots.txt"] += 1
        else:
            return True
        return False


def _promised(record: Any) -> int:
    """Return the Content-Length, 0 if there is none or it is invalid.

    It does not apply to a body that was stored decompressed or without chunks; callers check that.
    """
    said = record.http_headers.get_header("Content-Length") if record.http_headers else None
    return int(said) if said and said.isascii() and said.isdigit() and len(said) < 20 else 0


def answer_without_page(page: FetchedPage, outcome: AnswerOutcome, reason: Reason | None = None) -> Answer:
    """Return the answer for a page without text."""
    assert page.fetched_at is not None
    return Answer(
        url=page.url,
        kind="article",
        outcome=outcome,
        at=page.fetched_at,
        status=page.status,
        final_url=page.final_url,
        headers=page.headers,
        reason=reason,
        source=page.source,
    )


def answer_of_status(page: FetchedPage) -> Answer:
    """Return the answer for an error status, as a crawl records it."""
    if page.status in GONE_STATUSES:
        return answer_without_page(page, Outcome.GONE, GONE_STATUSES[page.status])
    return answer_without_page(page, Outcome.FAILED, http_reason(page.status))


def warc_time(text: str | None) -> datetime | None:
    """Return a WARC-Date as an aware UTC time in whole seconds, None if it is invalid."""
    try:
        moment = datetime.fromisoformat((text or "").strip())
        return (
            (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC).replace(microsecond=0)
        )
    except (ValueError, OverflowError):
        return None


def demand_warc(path: Path) -> None:
    """Raise UsageError unless the file can be read and begins with a WARC record."""
    try:
        if not path.is_file():
            raise UsageError(f"{str(path)!r} is not a file.", hint="Give .warc, .warc.gz or .warc.zst files.")
        with WarcStream(path) as stream:
            start = stream.read(5)
            while len(start) < 5 and (more := stream.read(5 - len(start))):
                start += more
            error = f" ({stream.error})" if stream.error else ""
    except OSError as trouble:
        raise UsageError(f"{str(path)!r} cannot be read: {trouble.strerror}.") from trouble
    if start != b"WARC/":
        hint = "Give .warc, .warc.gz or .warc.zst files; ARC files are not read."
        if start.startswith(b"PK"):
            hint = "A WACZ is a ZIP: unpack it and give archive/*.warc.gz."
        raise UsageError(f"{str(path)!r} is not a WARC file: it begins with {start!r}{error}.", hint=hint)


def in_order_of_capture(files: Sequence[Path]) -> list[Path]:
    """Return the files by the time of their first capture, those of one time as given.

    A page that comes after a later one of its article is no edit, so files by name may lose edits.
    A file without a capture in its first megabytes stays behind the one it was given after.
    """
    if len(files) == 1:
        return [*files]
    times: list[datetime] = []
    for path in files:
        times.append(_first_capture(path) or (times[-1] if times else _BEFORE_ALL))
    return [path for _, path in sorted(zip(times, files, strict=True), key=itemgetter(0))]


def _first_capture(path: Path) -> datetime | None:
    records = WarcRecords(path, stopping=lambda: records.position > _LONGEST_HEAD)
    first = next(iter(records), None)
    if first is None:
        return None
    return first.at if isinstance(first, Answer) else first.page.fetched_at


def _target(url: str, location: str | None) -> str | None:
    try:
        target = urljoin(url, (location or "").strip()).partition("#")[0]
    except ValueError:
        return None
    return target if location and is_http_url(target) else None
