"""A mail server on loopback that keeps what it is given, and what it is told to do with it."""

from __future__ import annotations

import email
import email.policy
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.message import EmailMessage


class MailSink:
    """The mails that came, in order. `refuse` is asked of each; a text is its answer instead of 250."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.port = 0
        self.refusal = ""
        self.refused_subject = ""

    @property
    def ids(self) -> list[str]:
        """The names of the messages, repeats included."""
        return [str(mail["Message-ID"]) for mail in self.mails]

    @property
    def subjects(self) -> list[str]:
        """The subjects, in order."""
        return [str(mail["Subject"]) for mail in self.mails]

    def url(self, more: str = "") -> str:
        """The channel of it."""
        return f"smtp://127.0.0.1:{self.port}/?tls=no&from=archive@news.example&to=desk@news.example{more}"

    def take(self, data: bytes) -> str:
        """Keep a mail; return the answer."""
        mail = email.message_from_bytes(data, policy=email.policy.default)
        if self.refusal and self.refused_subject in str(mail["Subject"]):
            return self.refusal
        self.mails.append(mail)
        return "250 taken"


@contextmanager
def mail_sink() -> Iterator[MailSink]:
    """Give a mail server on loopback."""
    sink = MailSink()

    class Session(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            with suppress(ConnectionError):  # the sender was killed
                self._listen()

        def _listen(self) -> None:
            self._say("220 sink")
            while line := self.rfile.readline():
                verb = line.strip().upper()[:4]
                if verb == b"DATA":
                    self._say("354 go on")
                    lines = []
                    while (one := self.rfile.readline()) not in {b".\r\n", b""}:
                        lines.append(one[1:] if one.startswith(b"..") else one)
                    self._say(sink.take(b"".join(lines)))
                elif verb == b"QUIT":
                    self._say("221 bye")
                    return
                else:
                    self._say("250 ok")

        def _say(self, text: str) -> None:
            self.wfile.write(f"{text}\r\n".encode())

    class Server(socketserver.ThreadingTCPServer):
        allow_reuse_address = True
        daemon_threads = True

    with Server(("127.0.0.1", 0), Session) as server:
        sink.port = server.server_address[1]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield sink
        server.shutdown()
