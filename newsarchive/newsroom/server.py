"""Serves the sample sites on loopback, as an origin and as a proxy for their `.example` URLs."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from functools import lru_cache
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

from newsarchive.errors import ConfigurationError
from newsarchive.newsroom.library import ListingDocument, SamplePage, Site, sites
from newsarchive.newsroom.listing_documents import listing_body
from newsarchive.newsroom.page_markup import page_body

# How the sample sites respond to a request, by URL and visit; without socket and clock.

_UNDATED = datetime(2025, 11, 3, tzinfo=UTC)  # Last-Modified of resources without a date of their own


@dataclass(frozen=True, slots=True)
class Resource:
    """A body and the headers that describe it."""

    body: bytes = field(repr=False)
    content_type: str
    modified: datetime

    @property
    def etag(self) -> str:
        """A strong validator, made from the bytes."""
        return f'"{hashlib.sha256(self.body).hexdigest()[:20]}"'

    @property
    def last_modified(self) -> str:
        """The value of the Last-Modified header."""
        return format_datetime(self.modified, usegmt=True)


@dataclass(frozen=True, slots=True)
class Reply:
    """Status, headers in order, body (empty for 304)."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes = field(default=b"", repr=False)


def reply(host: str, path: str, visit: int, conditions: Mapping[str, str]) -> Reply:
    """Return the response to a GET; `conditions` are the request headers, with lower-case names."""
    site = sites().get(host)
    if site is None:
        return plain_reply(404, "no such host in the sample newsroom\n")
    if target := site.redirects.get(path):
        return Reply(301, (("Location", f"http://{host}{target}"), ("Content-Length", "0")))
    found = resource(host, path, visit)
    if found is None:
        return plain_reply(404, "not found\n")
    validators = (("ETag", found.etag), ("Last-Modified", found.last_modified))
    if is_unchanged(found, conditions):
        return Reply(304, validators)
    described = (("Content-Type", found.content_type), ("Content-Length", str(len(found.body))))
    return Reply(200, (*described, *validators), found.body)


def plain_reply(status: int, text: str) -> Reply:
    """Return a short response for people."""
    body = text.encode()
    headers = (("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(body))))
    return Reply(status, headers, body)


def is_unchanged(found: Resource, conditions: Mapping[str, str]) -> bool:
    """Say whether the response is 304: by If-None-Match, else by If-Modified-Since (RFC 9110, 13.2.2)."""
    if tags := conditions.get("if-none-match"):
        return found.etag in (tag.strip().removeprefix("W/") for tag in tags.split(","))
    try:
        return found.modified <= parsedate_to_datetime(conditions.get("if-modified-since", ""))
    except (TypeError, ValueError):
        return False


@lru_cache(maxsize=1024)
def resource(host: str, path: str, visit: int) -> Resource | None:
    """Return the resource at the URL as of that visit, None if there is none."""
    site = sites()[host]
    if path == "/robots.txt":
        return Resource(site.robots.encode(), "text/plain; charset=utf-8", _UNDATED) if site.robots else None
    for listing in site.listings:
        if listing.path == path:
            return listing_resource(site, listing)
    for page in site.pages.values():
        if page.path == path:
            return page_resource(site, page.at_visit(visit))
    return None


def listing_resource(site: Site, listing: ListingDocument) -> Resource:
    """Return a feed, sitemap or section page."""
    return Resource(listing_body(site, listing), listing.content_type, _UNDATED)


def page_resource(site: Site, page: SamplePage) -> Resource:
    """Return a page, with the content type that it declares, right or wrong."""
    told = page.look.content_type
    content_type = f"text/html; charset={page.look.encoding}" if told is None else told
    moment = page.modified_at or page.published_at
    return Resource(page_body(site, page), content_type, in_utc(moment) if moment else _UNDATED)


def in_utc(moment: str) -> datetime:
    """Return an ISO 8601 time in whole seconds UTC; one without an offset is taken as UTC."""
    parsed = datetime.fromisoformat(moment).replace(microsecond=0)
    return parsed.astimezone(UTC) if parsed.tzinfo else parsed.replace(tzinfo=UTC)


# Serving them on loopback.

_LOOPBACK = "127.0.0.1"


class NewsroomServer(ThreadingHTTPServer):
    """Serves all sites on one loopback port; the host of the request selects the site."""

    daemon_threads = True

    def __init__(self, port: int, visit: int) -> None:
        super().__init__((_LOOPBACK, port), NewsroomHandler)
        self.visit = visit

    @property
    def port(self) -> int:
        """The port that the server listens on."""
        return int(self.server_address[1])


class NewsroomHandler(BaseHTTPRequestHandler):
    """Handles GET and HEAD, in origin form (site by Host header) and in absolute form (as a proxy)."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # responses are small; on a kept connection Nagle delays each by 40 ms
    timeout = 60  # seconds an idle connection is kept
    server: NewsroomServer

    def do_GET(self) -> None:
        """Send the response with its body."""
        answer = self.answer()
        self.send_reply(answer)
        self.wfile.write(answer.body)

    def do_HEAD(self) -> None:
        """Send the response without its body."""
        self.send_reply(self.answer())

    def answer(self) -> Reply:
        """Return the sites' response to this request; only http URLs can be requested."""
        try:
            asked = urlsplit(self.path)
        except ValueError:
            return plain_reply(400, "not a URL\n")
        if asked.scheme not in ("", "http"):
            return plain_reply(501, "only http URLs are answered here\n")
        host = (asked.netloc or self.headers.get("Host", "")).rpartition("@")[2].partition(":")[0].lower()
        path = (asked.path or "/") + (f"?{asked.query}" if asked.query else "")
        conditions = {name.lower(): value for name, value in self.headers.items()}
        return reply(host, path, self.server.visit, conditions)

    def send_reply(self, answer: Reply) -> None:
        """Send status and headers, without the Date and Server lines that would differ from run to run."""
        self.send_response_only(answer.status, HTTPStatus(answer.status).phrase)
        for name, value in answer.headers:
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
        """Log nothing: the crawl's own log has the requests."""


# The number of visits, by which the newsroom knows whether to show its edit.


def next_visit(state: Path | None) -> int:
    """Return the number of this visit (from 1) and store it in `state`; without a file it is always 1.

    Raises ConfigurationError if the file does not hold a number or cannot be written.
    """
    if state is None:
        return 1
    try:
        visit = int(state.read_text(encoding="ascii")) + 1 if state.exists() else 1
        state.write_text(f"{visit}\n", encoding="ascii")
    except (OSError, ValueError) as error:
        raise ConfigurationError(
            f"The newsroom's visit count {state} cannot be used: {error}.",
            hint="Remove the file to start again with the first visit, and make sure that its folder exists.",
        ) from error
    return visit
