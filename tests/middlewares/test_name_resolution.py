"""IPv6 over real connections: its literals, and names that have no other address, private ones refused."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socket import AF_INET6

import pytest

ROOT = Path(__file__).resolve().parents[2]
# In a process of its own: a reactor starts once, and has one resolver. Names are as the patched functions
# say: six.example is ::1 alone, both.example 127.0.0.1 and ::1, gone.example nothing.
ASK = """
import json, socket, sys
from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess
from newsarchive.middlewares.private_networks import GuardedResolver

real = socket.getaddrinfo

def gethostbyname(name):
    if name in {"both.example", "127.0.0.1"}:
        return "127.0.0.1"
    raise socket.gaierror(name)

def getaddrinfo(name, port, family=0, *more):
    if name == "gone.example":
        raise socket.gaierror(name)
    if family == socket.AF_INET6 and name in {"six.example", "both.example"}:
        name = "::1"
    return real(name, port, family, *more)

socket.gethostbyname, socket.getaddrinfo = gethostbyname, getaddrinfo

class Asking(Spider):
    name = "asking"
    told = {}
    async def start(self):
        GuardedResolver.installed.allow_private = sys.argv[1] == "allowed"
        for url in sys.argv[2:]:
            yield Request(url, self.parse, errback=self.failed)
    def parse(self, response):
        self.told[response.url.split("/")[2].rpartition(":")[0]] = response.text
    def failed(self, failure):
        host = failure.request.url.split("/")[2].rpartition(":")[0]
        refused = host.strip("[]") in GuardedResolver.installed.refused
        self.told[host] = [type(failure.value).__name__, refused]

process = AsyncCrawlerProcess({
    "TWISTED_DNS_RESOLVER": "newsarchive.middlewares.private_networks.GuardedResolver",
    "RETRY_ENABLED": False, "LOG_ENABLED": False, "REMOTE_CONTROL_ENABLED": False, "ROBOTSTXT_OBEY": False})
process.crawl(Asking)
process.start()
print(json.dumps(Asking.told))
"""
HOSTS = ("[::1]", "six.example", "both.example", "gone.example", "127.0.0.1")


class _Six(ThreadingHTTPServer):
    address_family = AF_INET6


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = self.client_address[0].encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/plain")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def port() -> Iterator[int]:
    """A server on the same port of both families; it answers from where it was asked."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Handler) as four:
        with _Six(("::1", four.server_port), _Handler) as six:
            for server in (four, six):
                threading.Thread(target=server.serve_forever, daemon=True).start()
            yield four.server_port
            six.shutdown()
        four.shutdown()


def told(port: int, private: str) -> dict[str, object]:
    urls = [f"http://{host}:{port}/" for host in HOSTS]
    done = subprocess.run(
        [sys.executable, "-c", ASK, private, *urls],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    answers: dict[str, object] = json.loads(done.stdout)
    return answers


def test_literals_and_names_of_ipv6_are_reached(port: int) -> None:
    assert told(port, "allowed") == {
        "[::1]": "::1",
        "six.example": "::1",
        "both.example": "127.0.0.1",
        "gone.example": ["CannotResolveHostError", False],
        "127.0.0.1": "127.0.0.1",
    }


def test_private_addresses_of_ipv6_are_refused_as_those_of_ipv4(port: int) -> None:
    nothing = ["CannotResolveHostError", True]
    assert told(port, "refused") == {
        "[::1]": nothing,
        "six.example": nothing,
        "both.example": nothing,
        "gone.example": ["CannotResolveHostError", False],
        "127.0.0.1": nothing,
    }
