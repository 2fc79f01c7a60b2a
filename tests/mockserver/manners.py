"""`python -m tests.mockserver.manners`: many hosts with manners of their own, behind one HTTP proxy.

Give its address as http_proxy, and `http://long.example/a/1` is answered as `long.example` answers. `/-/log`
and `/-/set` are asked without a proxy; `/-/set?edition=1` ends all trouble.
"""

from __future__ import annotations

import json
import sys
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from email.utils import formatdate
from http.server import ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit
from zlib import crc32

from tests.mockserver.__main__ import Handler
from tests.mockserver.articles import article
from tests.mockserver.robots import robots
from tests.mockserver.site import Reply, text

LONG = 316_800  # 88 hours


@dataclass(slots=True)
class Manners:
    """All hosts; `asked` counts by host and path, `log` has every request but those for the log."""

    edition: int = 0
    asked: Counter[tuple[str, str]] = field(default_factory=Counter)
    log: list[dict[str, str]] = field(default_factory=list)

    def reply(self, host: str, path: str) -> Reply:
        """Return the answer of a host, remembering that it was asked."""
        self.asked[host, path] += 1
        name = host.partition(".")[0]
        if path.startswith("/robots"):
            return robots(name, path, self.edition)
        if name in {"feed", "same", "map"}:
            return self.listing(name, path)
        return self.page(name, path, first=self.asked[host, path] == 1)

    def page(self, name: str, path: str, *, first: bool) -> Reply:
        """Return a page; hosts in trouble say so, some of them to the first request only."""
        waits = {
            "seconds": (429, "1"),
            "date": (429, formatdate(time.time() + 2, usegmt=True)),
            "maintained": (503, "1"),
        }
        if name in waits and first:
            return busy(*waits[name])
        lasting = {
            "garbage": (429, "tomorrow"),
            "negative": (429, "-30"),
            "long": (429, str(LONG)),
            "bare": (429, None),
            "storm": (503, None),
        }
        if name in lasting and not self.edition:
            return busy(*lasting[name])
        if name == "lone" and path == "/a/2":
            return busy(503, None)
        if name == "dying" and not self.edition:
            return Reply(status=0)
        if name == "led" and path == "/a/1":
            return Reply(status=301, headers=(("Location", "/a/4"), ("Retry-After", "1")))
        return story(path, host=name)

    def listing(self, name: str, path: str) -> Reply:
        """Return what the three hosts of listings have."""
        if not path.endswith(".xml"):
            tag = '"the same for ever"' if name == "same" else None
            return story(path, self.edition if name == "same" else 0, tag)
        if name == "map":
            entries = "".join(f"<url><loc>http://map.example/a/{n}</loc></url>" for n in range(50_000))
            return Reply(body=f"<urlset>{entries}</urlset>".encode(), content_type="text/xml")
        items = "".join(f"<item><link>http://{name}.example/a/{n}</link></item>" for n in range(3))
        feed = f"<rss version='2.0'><channel><title>x</title>{items}</channel></rss>"
        if name == "feed" and self.edition:
            return Reply(body=b"<!DOCTYPE html><html><body><h1>Our feeds have moved</h1></body></html>")
        return Reply(body=feed.encode(), content_type="application/rss+xml")


def busy(status: int, retry_after: str | None) -> Reply:
    """Return a refusal."""
    return Reply(status=status, headers=(("Retry-After", retry_after),) if retry_after else ())


def story(path: str, edition: int = 0, etag: str | None = None, host: str = "") -> Reply:
    """Return the story of a number, of each host another: one text on all of them would be an incident."""
    number = path.rpartition("/")[2]
    if not number.isdigit():
        return Reply(status=404)
    own = int(number) + 10 * (crc32(host.encode()) % 10_000)
    return Reply(body=article(own, edition).encode(), headers=(("ETag", etag),) if etag else ())


class Proxy(ThreadingHTTPServer):
    """Knows the hosts."""

    daemon_threads = True
    request_queue_size = 128  # at five, the default, a crawl of all hosts at once meets closed doors

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), ProxyHandler)
        self.manners, self.lock = Manners(), threading.Lock()


class ProxyHandler(Handler):
    """Answers for the host of the absolute address; never 304, status 0 hangs up."""

    server: Proxy  # type: ignore[assignment]

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        if not address.netloc:
            self.send(self.control(address.path, dict(parse_qsl(address.query))))
            return
        with self.server.lock:
            reply = self.server.manners.reply(address.hostname or "", address.path)
            entry = {"host": address.hostname or "", "path": address.path, "at": str(time.monotonic())}
            self.server.manners.log.append(entry | {"status": str(reply.status)})
        if reply.status:
            self.send(reply)
        self.close_connection = not reply.status

    def control(self, path: str, values: dict[str, str]) -> Reply:
        manners = self.server.manners
        if path == "/-/log":
            return text(json.dumps(manners.log))
        manners.edition = int(values.get("edition", manners.edition))
        manners.log.clear()
        return text("done")


if __name__ == "__main__":
    server = Proxy()
    sys.stdout.write(f"{server.server_port}\n")
    sys.stdout.flush()
    server.serve_forever()
