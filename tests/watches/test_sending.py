"""Servers that answer without end, or a little now and then: a message to one keeps no other waiting."""

from __future__ import annotations

import signal
import socketserver
import threading
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path

import pytest

from newsarchive import clock
from newsarchive.errors import EndedEarlyError
from newsarchive.lifecycle import CrawlKind
from newsarchive.storage.archive import open_archive
from newsarchive.storage.interfaces.archive_interface import Archive
from newsarchive.storage.interfaces.watch_store import OutgoingMessage
from newsarchive.watches.channels import Channel
from newsarchive.watches.delivery import Attempt
from newsarchive.watches.sending import Senders
from newsarchive.watches.watch_messages import ComposedMessage
from newsarchive.watches.watch_run import WatchOutcome, WatchRun, tell_watchers
from tests.storage.making import NOON, article
from tests.watches.mail_sink import mail_sink
from tests.watches.test_watch_run import declared

MADE = ComposedMessage(key="key-1", subject="[w] new: Quay", text="The quay.", html="<p>The quay.</p>")


@contextmanager
def bad_server(first: bytes, more: bytes, pause: float) -> Iterator[int]:
    """Give the port of a server that answers `first`, and after the first line `more`, again and again."""
    over = threading.Event()

    class Session(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            with suppress(OSError):
                self.wfile.write(first)
                self.rfile.readline()
                while not over.wait(pause):
                    self.wfile.write(more)

    class Server(socketserver.ThreadingTCPServer):
        allow_reuse_address = True
        daemon_threads = True

    with Server(("127.0.0.1", 0), Session) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1]
        over.set()
        server.shutdown()


def drip() -> AbstractContextManager[int]:
    return bad_server(b"220 x\r\n", b"250-x\r\n", 0.1)


def mail(name: str, port: int, *, repeat: bool = True) -> Channel:
    return Channel(name, f"smtp://127.0.0.1:{port}/?tls=no&from=a@b.example&to=c@d.example", repeat)


def sent(channel: Channel, longest: float) -> Attempt:
    message = OutgoingMessage(key="key-1", watch="w", channel=channel.name, attempts=1, again=False, parts=())
    with Senders(longest) as senders:
        assert senders.send(channel, message, MADE, NOON) is None
        ((told, attempt),) = senders.finished()
        assert told is message
        assert senders.finished() == []
    return attempt


@pytest.mark.parametrize("scheme", ["mail", "webhook"])
def test_a_message_ends_though_its_server_is_never_silent(scheme: str) -> None:
    web = scheme == "webhook"
    first = b"" if web else b"220 x\r\n"
    more = b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n" if web else b"250-x\r\n"
    begun = time.monotonic()
    with bad_server(first, more, 0.1) as port:
        attempt = sent(Channel("x", f"json://127.0.0.1:{port}/") if web else mail("x", port), 3.0)
    assert attempt.reason == "it took too long and was cut short"
    assert (attempt.sent, attempt.channel_down, attempt.in_doubt) == (False, True, True)
    assert time.monotonic() - begun < 30


def test_an_answer_without_end_does_not_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("newsarchive.watches.sending._MEMORY", 64 << 20)
    with bad_server(b"220 x\r\n", (b"250-" + b"x" * 8_000 + b"\r\n") * 100, 0) as port:
        attempt = sent(mail("x", port), 120.0)
    assert (attempt.reason, attempt.channel_down) == ("the server's answer is too long", True)


@contextmanager
def opened(url: str) -> Iterator[Archive]:
    archive = open_archive(url)
    yield archive
    archive.close()


@contextmanager
def told_of_a_quay(url: str) -> Iterator[Archive]:
    """Give an archive with an article that a watch of all is to tell of."""
    archive = open_archive(url)
    with clock.using(lambda: NOON):
        WatchRun(archive, {"all": declared("all", sources=["lantern"])}, {}).run()
        crawl = archive.crawls.begin("lantern", CrawlKind.CRAWL, NOON)
        archive.saves.save(crawl, [article("https://lantern.example/1", title="Quay", fetched_at=NOON)])
        archive.crawls.end(crawl, NOON, "finished")
    yield archive
    archive.close()


def run(archive: Archive, *channels: Channel) -> WatchOutcome:
    watch = declared("all", sources=["lantern"], to=[one.name for one in channels])
    return WatchRun(archive, {"all": watch}, {one.name: one for one in channels}).run()


def test_other_channels_do_not_wait_for_one_that_is_never_done(
    archive_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("newsarchive.watches.sending._LONGEST", 6.0)
    with told_of_a_quay(archive_url) as archive, mail_sink() as sink, drip() as port:
        arrived: list[float] = []

        def take(_: bytes) -> str:
            arrived.append(time.monotonic())
            return "250 taken"

        monkeypatch.setattr(sink, "take", take)
        slow, once = mail("a", port), mail("once", port, repeat=False)
        done = run(archive, slow, once, Channel("desk", sink.url()))
        ended = time.monotonic()
        (counts,) = archive.watching.counts()
    assert ended - arrived[0] > 2, "it came while the others were at it"
    assert (done.sent, done.waiting, done.given_up) == (1, 1, 1)
    assert done.failures["a"] == "it took too long and was cut short"
    assert done.failures["once"].endswith("; it may have come, and the channel does not want repeats")
    assert (counts.sent, counts.waiting, counts.failed) == (1, 1, 1)


def test_what_stops_a_command_passes_the_end_of_a_crawl(
    archive_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(_: object) -> None:
        raise EndedEarlyError("stopped")

    monkeypatch.setattr(WatchRun, "run", stop)
    with opened(archive_url) as archive, pytest.raises(EndedEarlyError):
        tell_watchers(archive, tmp_path, None)


def test_a_signal_ends_a_message_and_what_was_not_sent_stays(archive_url: str) -> None:
    def stop(*_: object) -> None:
        raise EndedEarlyError("stopped")

    before = signal.signal(signal.SIGALRM, stop)
    try:
        with told_of_a_quay(archive_url) as archive, drip() as port, mail_sink() as sink:
            signal.setitimer(signal.ITIMER_REAL, 3.0)
            begun = time.monotonic()
            with pytest.raises(EndedEarlyError):
                run(archive, mail("a", port))
            assert time.monotonic() - begun < 20
            done = run(archive, Channel("a", sink.url()))
            assert (done.sent, done.repeated) == (1, 1)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
