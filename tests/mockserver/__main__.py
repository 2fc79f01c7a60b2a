"""`python -m tests.mockserver`: serves the mock site on a free port of loopback, and prints the port.

`/-/log` answers what was asked so far, `/-/set?edition=1&slow=0.1` changes the site.
"""

from __future__ import annotations

import json
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

from tests.mockserver.site import Reply, Site, text


class Server(ThreadingHTTPServer):
    """Knows the site."""

    daemon_threads = True
    request_queue_size = 128  # at five, the default, a slow machine meets closed doors

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.site = Site(base=f"http://127.0.0.1:{self.server_port}")


class Handler(BaseHTTPRequestHandler):
    """Answers GET; 304 where the ETag is known."""

    protocol_version = "HTTP/1.1"
    server: Server

    def do_GET(self) -> None:
        path, query = urlsplit(self.path).path, urlsplit(self.path).query
        if path.startswith("/-/"):
            self.send(self.control(path, dict(parse_qsl(query))))
            return
        reply = self.server.site.reply(path)
        if reply.etag and self.headers.get("If-None-Match") == reply.etag:
            reply = Reply(status=304, etag=reply.etag)
        agent = self.headers.get("User-Agent", "")
        self.server.site.log.append({"path": self.path, "status": str(reply.status), "agent": agent})
        if path.startswith("/slow/"):
            time.sleep(self.server.site.slow)  # in the log already: who waits for it need not wait so long
        self.send(reply)

    def control(self, path: str, values: dict[str, str]) -> Reply:
        site = self.server.site
        if path == "/-/log":
            return text(json.dumps(site.log))
        site.edition = int(values.get("edition", site.edition))
        site.slow = float(values.get("slow", site.slow))
        site.log.clear()
        site.packed_once.clear()
        return text("done")

    def send(self, reply: Reply) -> None:
        self.send_response(reply.status)
        self.send_header("Content-Type", reply.content_type)
        if reply.framing == "length":
            self.send_header("Content-Length", str(len(reply.body)))
        elif reply.framing == "chunks":
            self.send_header("Transfer-Encoding", "chunked")
        if reply.etag:
            self.send_header("ETag", reply.etag)
        for name, value in reply.headers:
            self.send_header(name, value)
        self.end_headers()
        body = reply.body[: len(reply.body) // 2] if reply.cut else reply.body
        if reply.framing == "chunks":
            body = b"%x\r\n%s\r\n" % (len(body), body) + (b"" if reply.cut else b"0\r\n\r\n")
        self.wfile.write(body)
        self.close_connection = reply.cut or reply.framing == "close"

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name in the base class
        """Quiet: the log is asked for by /-/log."""


if __name__ == "__main__":
    server = Server()
    sys.stdout.write(f"{server.server_port}\n")
    sys.stdout.flush()
    server.serve_forever()
