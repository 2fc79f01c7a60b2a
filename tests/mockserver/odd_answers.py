"""`python -m tests.mockserver.odd_answers [CERTIFICATE]`: a site whose answers have odd heads.

It prints its port. `/feed.xml` names the stories `/news/KIND`, one for each of READABLE and UNREADABLE.
With a certificate (a PEM file with its key) it speaks TLS.
"""

from __future__ import annotations

import socket
import ssl
import sys
import threading

from tests.mockserver.articles import SENTENCES

# A header each that is none, or is larger than most; browsers, curl and urllib read all of these answers.
READABLE = {
    "space": b"X-Bad Header: 1",
    "nameless": b": novalue",
    "colonless": b"nocolon",
    "not-ascii": b"X-\xc3\xa9: 1",
    "tab": b"X-Tab\t: 1",
    "folded": b"X-A: 1\r\n folded",
    "large": b"X-Large: " + b"a" * 20_000,
    "many": b"\r\n".join([b"Set-Cookie: a=1"] * 10_000),
}
# Whole answers that are no HTTP.
UNREADABLE = {
    "endless": b"HTTP/1.1 200 OK\r\nX-Large: " + b"a" * 200_000,
    "countless": b"HTTP/1.1 200 OK\r\n" + b"Set-Cookie: a=1\r\n" * 1_000_000,
    "early-hints": b"HTTP/1.1 103 Early Hints\r\nX-A: 1\r\n\r\n" * 100_000,
    "length": b"HTTP/1.1 200 OK\r\nContent-Length: abc\r\n\r\n",
    "mail": b"220 mail.example ESMTP ready\r\n\r\n",
    "version": b"HTTP/x 200 OK\r\n\r\n",
}


def answer(path: str, base: str) -> bytes:
    """Return the bytes of an answer, with its head."""
    kind = path.rpartition("/")[2]
    if kind in UNREADABLE:
        return UNREADABLE[kind]
    if kind == "feed.xml":
        items = "".join(f"<item><link>{base}/news/{one}</link></item>" for one in (*UNREADABLE, *READABLE))
        return _sound(
            f"<rss version='2.0'><channel><title>Courier</title>{items}</channel></rss>", "text/xml"
        )
    if kind not in READABLE:
        return b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    story = "".join(f"<p>{sentence.format(n=len(kind))}</p>" for sentence in SENTENCES)
    page = (
        f"<html lang=en><title>The {kind} bridge</title><article><h1>The {kind} bridge</h1>{story}</article>"
    )
    return _sound(page, "text/html", READABLE[kind] + b"\r\n")


def _sound(body: str, kind: str, more: bytes = b"") -> bytes:
    encoded = body.encode()
    head = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {len(encoded)}\r\n".encode()
    return head + more + b"Connection: close\r\n\r\n" + encoded


def _reply(connection: socket.socket, base: str, context: ssl.SSLContext | None) -> None:
    try:
        with context.wrap_socket(connection, server_side=True) if context else connection as talking:
            asked = b""
            while b"\r\n\r\n" not in asked:
                if not (more := talking.recv(65_536)):
                    return
                asked += more
            talking.sendall(answer(asked.split()[1].decode(), base))
    except OSError:  # who asked went away: a certificate may not please
        return


def main() -> None:
    context = None
    if len(sys.argv) > 1:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(sys.argv[1])
    with socket.create_server(("127.0.0.1", 0), backlog=50) as server:
        port = server.getsockname()[1]
        sys.stdout.write(f"{port}\n")
        sys.stdout.flush()
        while True:
            connection, _ = server.accept()
            given = (connection, f"http://127.0.0.1:{port}", context)
            threading.Thread(target=_reply, args=given, daemon=True).start()


if __name__ == "__main__":
    main()
