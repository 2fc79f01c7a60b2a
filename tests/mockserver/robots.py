"""The robots.txt of each host of tests.mockserver.manners, by the first part of its name."""

from __future__ import annotations

import gzip
from random import Random

from tests.mockserver.site import Reply, redirect, text

CLOSED = "User-agent: *\nDisallow: /closed/\n"
PADDING = "# nothing to see here, for a long while\n" * 20_000  # 780 KB


def robots(name: str, path: str, edition: int) -> Reply:
    """Return the answer to robots.txt, or to where one is redirected."""
    if path != "/robots.txt":
        return _redirected(name, path)
    statuses = {"hidden": 401, "forbidden": 403, "away": 503, "down": 0, "limited": 429}
    if name in statuses and not (edition and name in {"away", "down", "limited"}):
        return Reply(status=statuses[name])
    texts = {
        "rules": CLOSED,
        "slow": CLOSED + "Crawl-delay: 1\n",
        "rare": CLOSED + "Crawl-delay: 172800\n",
        "huge": CLOSED + PADDING + "Disallow: /a/\n",
        "marked": "\ufeff" + CLOSED,
        "changing": "User-agent: *\nDisallow: /\n" if edition else CLOSED,
    }
    if name in texts:
        return text(texts[name])
    odd = {
        "latin": Reply(body="User-agent: *\nDisallow: /café/\n".encode("latin-1"), content_type="text/plain"),
        "html": Reply(body=b"<!DOCTYPE html><html><body>Disallow: /</body></html>"),
        "flood": Reply(body=_endless() if name == "flood" else b"", content_type="text/plain"),
        "bomb": _packed(_endless() if name == "bomb" else b""),
        "packed": _packed(_unpackable() if name == "packed" else b""),
        "moved": redirect("/robots-1.txt"),
        "far": redirect("/robots-1.txt"),
    }
    return odd.get(name, Reply(status=404))


def _endless() -> bytes:
    """Rules, and more behind them than is ever downloaded (DOWNLOAD_MAXSIZE)."""
    return (CLOSED + PADDING * 90).encode()


def _unpackable() -> bytes:
    """Rules, and so much behind them that the packed bytes are too many too."""
    random = Random(1)
    return CLOSED.encode() + b"".join(
        b"# " + random.randbytes(40).hex().encode() + b"\n" for _ in range(40_000)
    )


def _packed(body: bytes) -> Reply:
    packed = gzip.compress(body, 6, mtime=0)
    return Reply(body=packed, content_type="text/plain", headers=(("Content-Encoding", "gzip"),))


def _redirected(name: str, path: str) -> Reply:
    """`moved` is there after five hops, the most that are followed; `far` goes on."""
    hop = int(path.removeprefix("/robots-").removesuffix(".txt"))
    if name == "moved" and hop == 5:
        return text(CLOSED)
    return redirect(f"/robots-{hop + 1}.txt")
