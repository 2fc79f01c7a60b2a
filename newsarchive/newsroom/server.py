"""Serves the sample sites on loopback, as an origin and as a proxy for their `.example` URLs."""

from __future__ import annotations

from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

from newsarchive.errors import ConfigurationError
from newsarchive.newsroom.replies import Reply, plain_reply, reply

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
