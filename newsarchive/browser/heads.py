"""Heads of HTTP messages as the proxy reads them: strict, since whoever is lenient is smuggled past."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

END = b"\r\n\r\n"
# They are about one connection (RFC 9110, 7.6.1), and there are two: each says its own.
HOP_BY_HOP = frozenset(
    {b"connection", b"keep-alive", b"proxy-connection", b"proxy-authorization", b"te", b"trailer", b"upgrade"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestHead:
    """What a browser asks its proxy for: a tunnel to host and port, or one plain http address."""

    method: str
    host: str
    port: int
    url: str = ""  # of plain requests, as asked for
    lines: tuple[bytes, ...] = ()  # header lines, those of the connection left out
    length: int = 0  # bytes of the body that follows

    @property
    def tunnel(self) -> bool:
        return self.method == "CONNECT"

    def direct(self) -> bytes:
        """The head as the site gets it."""
        parts = urlsplit(self.url)
        return self._written((parts.path or "/") + (f"?{parts.query}" if parts.query else ""))

    def relayed(self, authorization: bytes | None) -> bytes:
        """The head as the next proxy gets it."""
        more = (b"Proxy-Authorization: " + authorization,) if authorization else ()
        return self._written(f"{self.host}:{self.port}" if self.tunnel else self.url, more)

    def _written(self, target: str, more: tuple[bytes, ...] = ()) -> bytes:
        first = f"{self.method} {target} HTTP/1.1".encode("latin-1")
        closing = () if self.tunnel else (b"Connection: close",)
        return b"\r\n".join((first, *self.lines, *more, *closing)) + END


def read_request(raw: bytes) -> RequestHead | None:
    """Return the request, None for what no browser sends to a proxy."""
    try:
        first, *lines = raw.removesuffix(END).split(b"\r\n")
        method, target, version = first.decode("ascii").split(" ")
        host, port, url = _target(method, target)
        length = _length(lines)
    except ValueError:
        return None
    if not version.startswith("HTTP/1.") or not host or not 0 < port < 65_536:
        return None
    kept = tuple(line for line in lines if _name(line) not in HOP_BY_HOP)
    return RequestHead(method=method, host=host, port=port, url=url, lines=kept, length=length)


def is_interim(raw: bytes) -> bool:
    """Say whether an answer's head announces another (1xx)."""
    return raw.partition(b" ")[2].startswith(b"1")


def closing_answer(raw: bytes) -> bytes:
    """Return the head of an answer with the word that its connection ends with it.

    Else the browser would put the next request, for whichever host, on a connection to this one.
    """
    first, *lines = raw.removesuffix(END).split(b"\r\n")
    kept = (line for line in lines if _name(line) not in HOP_BY_HOP)
    return b"\r\n".join((first, *kept, b"Connection: close")) + END


def _target(method: str, target: str) -> tuple[str, int, str]:
    if method == "CONNECT":
        parts = urlsplit(f"//{target}")
        return parts.hostname or "", parts.port or 0, ""
    parts = urlsplit(target)
    if parts.scheme != "http":
        raise ValueError("a proxy is asked for http addresses only")
    return parts.hostname or "", parts.port or 80, target


def _length(lines: list[bytes]) -> int:
    values = {line.partition(b":")[2].strip() for line in lines if _name(line) == b"content-length"}
    if len(values) > 1 or any(_name(line) == b"transfer-encoding" for line in lines):
        raise ValueError("the end of the body is not clear")
    value = next(iter(values), b"0")
    if not value.isdigit():
        raise ValueError("no length")
    return int(value)


def _name(line: bytes) -> bytes:
    return line.partition(b":")[0].strip().lower()
