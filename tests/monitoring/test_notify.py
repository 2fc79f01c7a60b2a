"""Who is told of what: real messages through apprise, and trouble that no crawl can tell of."""

from __future__ import annotations

import os
import signal
import time
from datetime import timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr

from newsarchive.errors import (
    ArchiveUnavailableError,
    ConfigurationError,
    EndedEarlyError,
    MissingExtraError,
)
from newsarchive.lifecycle import CrawlKind
from newsarchive.monitoring.alarms import raise_stalled_alarms, remember_crash
from newsarchive.monitoring.notify import (
    MOST_LISTED_ALARMS,
    Message,
    Notifier,
    OutageMarker,
    message,
    notifier,
    shown_service,
)
from newsarchive.storage import open_archive
from newsarchive.storage.interfaces.crawl_store import SourceFacts
from newsarchive.storage.interfaces.monitoring import Alarm, AlarmKind
from tests.monitoring.making import NOON
from tests.monitoring.receiving import receiver
from tests.watches.test_sending import bad_server

DAY = timedelta(days=1)
ENDLESS = b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n"


class Listener(Notifier):
    """Takes messages, or does not."""

    def __init__(self, *, deaf: bool = False) -> None:
        super().__init__(["json://nobody/"])
        self.heard: list[Message] = []
        self.deaf = deaf

    def send(self, message: Message) -> bool:
        if not self.deaf:
            self.heard.append(message)
        return not self.deaf


def alarm(number: int = 1, **facts: object) -> Alarm:
    given = {"number": number, "source": f"s{number}", "cause": "few", "raised_at": NOON}
    given |= {"kind": AlarmKind.MISSED}
    return Alarm(**(given | facts))  # type: ignore[arg-type]


def test_one_alarm_is_one_message() -> None:
    begun = message([alarm()])
    assert begun.title == "newsarchive: s1: expectations missed"
    assert begun.body.startswith(
        "few\nIn trouble since 2026-03-14 12:00 UTC. To see more, run: newsarchive query"
    )
    over = message([alarm(ended_at=NOON + DAY)])
    assert over.title == "newsarchive: s1 is well again (expectations missed)"
    assert "over at 2026-03-15 12:00 UTC" in over.body


def test_many_alarms_are_one_message_too() -> None:
    told = message([alarm(number, ended_at=NOON if number < 3 else None) for number in range(30)])
    assert told.title == "newsarchive: 27 in trouble, 3 well again"
    assert told.body.count("few") == MOST_LISTED_ALARMS
    assert told.body.endswith(f"… and {30 - MOST_LISTED_ALARMS} more.")


def test_one_of_several_addresses_suffices(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("no_proxy", "*")
    with receiver() as received:
        wrong = ["nosuchkind://secret@x", "json://desk:secret@127.0.0.1:1/"]
        assert Notifier([*wrong, received.address]).send(Message("title", "text 报"))
        assert received.messages() == [("title", "text 报")]
        assert not Notifier(wrong).send(Message("title", "text"))
    assert "apprise does not support the URL nosuchkind://…" in caplog.text
    assert "json://… did not accept the message" in caplog.text
    assert "secret" not in caplog.text
    assert shown_service("slack://a/b/c") == "slack://…"


def test_no_address_holds_a_crawl_for_ever(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its server is never silent, so that no timeout of a library ends it."""
    monkeypatch.setattr("newsarchive.monitoring.notify._LONGEST", 3.0)
    begun = time.monotonic()
    with bad_server(b"", ENDLESS, 0.1) as port:
        assert not Notifier([f"json://desk:secret@127.0.0.1:{port}/"]).send(Message("title", "text"))
    assert time.monotonic() - begun < 30
    assert "sending to json://… failed (not done after 3 s); tried again" in caplog.text
    assert "secret" not in caplog.text


def test_a_signal_ends_a_notification() -> None:
    def stop(*_: object) -> None:
        raise EndedEarlyError("stopped")

    before = signal.signal(signal.SIGALRM, stop)
    try:
        with bad_server(b"", ENDLESS, 0.1) as port:
            signal.setitimer(signal.ITIMER_REAL, 3.0)
            with pytest.raises(EndedEarlyError):
                Notifier([f"json://127.0.0.1:{port}/"]).send(Message("title", "text"))
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def test_a_service_that_apprise_cannot_use_is_told_before_there_is_an_alarm() -> None:
    services = [SecretStr("json://desk:secret@127.0.0.1:1/"), SecretStr("nosuchkind://secret@x")]
    assert notifier({"NEWSARCHIVE_NOTIFY": services[:1]})
    with pytest.raises(
        ConfigurationError, match=r"apprise cannot use URL 2 of 2 \(nosuchkind://…\)"
    ) as caught:
        notifier({"NEWSARCHIVE_NOTIFY": services})
    assert "secret" not in str(caught.value)
    assert not notifier({})


def test_without_apprise_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("newsarchive.monitoring.notify.find_spec", lambda _: None)
    assert not Notifier([])
    with pytest.raises(MissingExtraError, match="extra 'notify'"):
        Notifier(["json://x/"])


def test_blind_sources_are_told_once(archive_url: str) -> None:
    archive = open_archive(archive_url)
    archive.crawls.register([SourceFacts(name="lantern"), SourceFacts(name="harbour")])
    for name in ("lantern", "harbour"):
        crawl = archive.crawls.begin(name, CrawlKind.CRAWL, NOON - 3 * DAY)
        archive.crawls.end(crawl, NOON - 3 * DAY, "finished")
    deaf, listener = Listener(deaf=True), Listener()
    raise_stalled_alarms(archive_url, notifier=deaf, at=NOON)
    for _ in range(2):
        raise_stalled_alarms(archive_url, notifier=listener, at=NOON)
    assert [heard.title for heard in listener.heard] == ["newsarchive: 2 in trouble"]
    archive.crawls.begin("lantern", CrawlKind.CRAWL, NOON)
    archive.alarms.end("lantern", [AlarmKind.BLIND], NOON)
    raise_stalled_alarms(archive_url, notifier=listener, at=NOON)
    assert listener.heard[1].title == "newsarchive: lantern is well again (no longer crawled)"
    archive.close()


def test_a_bug_is_told_and_the_next_crawl_ends_it(archive_url: str) -> None:
    archive = open_archive(archive_url)
    archive.crawls.register([SourceFacts(name="lantern")])
    listener = Listener()
    for _ in range(2):
        remember_crash(archive_url, "lantern", KeyError("x"), listener)
    [told] = listener.heard
    assert told.title == "newsarchive: lantern: crawls fail"
    assert "KeyError" in told.body
    archive.close()


def test_watching_an_archive_that_is_away_is_a_warning(caplog: pytest.LogCaptureFixture) -> None:
    raise_stalled_alarms("sqlite:////nowhere/at/all.db")
    remember_crash("sqlite:////nowhere/at/all.db", "lantern", KeyError("x"), Listener())
    assert "Could not check for sources that are no longer crawled" in caplog.text
    assert "The alarm for a failed crawl could not be recorded or sent" in caplog.text


def test_an_archive_that_is_away_is_told_once_and_that_it_is_back(tmp_path: Path) -> None:
    error = ArchiveUnavailableError("The disk is full.", hint="Make room.")
    deaf, listener = Listener(deaf=True), Listener()
    OutageMarker("sqlite:///a.db", deaf, tmp_path).outage_began(error)
    outages = OutageMarker("sqlite:///a.db", listener, tmp_path)
    outages.outage_ended()
    for _ in range(2):
        outages.outage_began(error)
    for _ in range(2):
        outages.outage_ended()
    assert [heard.title for heard in listener.heard] == [
        "newsarchive: the archive cannot be used",
        "newsarchive: the archive can be used again",
    ]
    assert "The disk is full.\n  Make room." in listener.heard[0].body
    assert list(tmp_path.iterdir()) == []


def test_a_file_of_another_user_neither_silences_nor_tells(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    error = ArchiveUnavailableError("The disk is full.", hint="Make room.")
    listener = Listener()
    outages = OutageMarker("sqlite:///a.db", listener, tmp_path)
    outages.outage_began(error)
    assert len(listener.heard) == 1
    monkeypatch.setattr(os, "geteuid", lambda: 4711)
    outages.outage_began(error)
    assert len(listener.heard) == 2
    assert "is another user's" in caplog.text
    outages.outage_ended()
    assert len(listener.heard) == 2, "nobody knows whether it was told"
