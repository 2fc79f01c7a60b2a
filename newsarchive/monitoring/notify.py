"""Notifications of incidents, each sent once: their text, and delivery by apprise (NEWSARCHIVE_NOTIFY)."""

from __future__ import annotations

import hashlib
import logging
import os
import tempfile
import warnings
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

from newsarchive import clock
from newsarchive.errors import ArchiveError, ConfigurationError, EndedEarlyError, MissingExtraError
from newsarchive.paths import project_root
from newsarchive.storage.interfaces.monitoring import Alarm, AlarmKind, Alarms
from newsarchive.workers.timed_call import call_in_time

_FAILURES = "newsarchive query \"SELECT * FROM fetch_failures WHERE source = '{}' ORDER BY at DESC LIMIT 20\""
_COMMANDS = {
    AlarmKind.MISSED: "newsarchive query \"SELECT * FROM source_health WHERE source = '{}'\"",
    AlarmKind.FAILED: "newsarchive crawl {}",
    AlarmKind.BLIND: "newsarchive query \"SELECT * FROM source_health WHERE state = 'blind'\"",
    AlarmKind.VANISHED: _FAILURES,
    AlarmKind.UNANSWERED: _FAILURES,
    AlarmKind.INCIDENT: "newsarchive incidents --source {}",
}
# Further alarms are counted, not listed: a message is read on a phone.
MOST_LISTED_ALARMS = 20


class Message(NamedTuple):
    """A notification: its title (one line) and its text."""

    title: str
    body: str


def message(alarms: Sequence[Alarm]) -> Message:
    """Return one message for all these alarms (at least one)."""
    if len(alarms) == 1:
        return Message(_title(alarms[0]), _body(alarms[0]))
    begun = sum(alarm.ended_at is None for alarm in alarms)
    parts = [f"{begun} in trouble"] if begun else []
    parts += [f"{len(alarms) - begun} well again"] if begun < len(alarms) else []
    listed = [f"{_title(alarm)}\n{_body(alarm)}" for alarm in alarms[:MOST_LISTED_ALARMS]]
    more = [f"… and {len(alarms) - MOST_LISTED_ALARMS} more."] if len(alarms) > MOST_LISTED_ALARMS else []
    return Message(f"newsarchive: {', '.join(parts)}", "\n\n".join([*listed, *more]))


def _title(alarm: Alarm) -> str:
    if alarm.ended_at is not None:
        return f"newsarchive: {alarm.source} is well again ({alarm.kind.phrase})"
    return f"newsarchive: {alarm.source}: {alarm.kind.phrase}"


def _body(alarm: Alarm) -> str:
    since = f"since {alarm.raised_at:%Y-%m-%d %H:%M} UTC"
    if alarm.ended_at is not None:
        return f"Trouble {since}, over at {alarm.ended_at:%Y-%m-%d %H:%M} UTC. The cause was:\n{alarm.cause}"
    return (
        f"{alarm.cause}\nIn trouble {since}. To see more, run: {_COMMANDS[alarm.kind].format(alarm.source)}"
    )


logger = logging.getLogger(__name__)

# Seconds and bytes for a message to one URL: a server that answers a little now and then, or without end, is
# never silent, so no timeout of a library ends it, and the crawl would wait. Apprise sends a long message in
# parts, and waits up to 5.5 s before each.
_LONGEST = 90.0
_MEMORY = 256 << 20


class Notifier:
    """Sends messages to apprise URLs. These hold secrets: only their scheme is ever shown (`slack://…`)."""

    def __init__(self, urls: Sequence[str]) -> None:
        """Raise MissingExtraError if there are URLs but apprise is not installed."""
        self._urls = tuple(urls)
        if self._urls and find_spec("apprise") is None:
            raise MissingExtraError("NEWSARCHIVE_NOTIFY", "notify")

    def __bool__(self) -> bool:
        """Say whether there is anybody to notify."""
        return bool(self._urls)

    def send(self, message: Message) -> bool:
        """Send to every URL; return true if at least one delivery succeeded. Each that fails is a warning."""
        sent = [self._send(url, message) for url in self._urls]
        return any(sent)

    def _send(self, url: str, message: Message) -> bool:
        try:
            supported, sent = call_in_time(
                _sent, (url, message), seconds=_LONGEST, memory=_MEMORY, modules=(__name__,)
            )
        except EndedEarlyError:  # a signal, which is to end the command
            raise
        except Exception as error:  # whatever a plugin raises, the crawl is not at fault
            logger.warning(
                "NEWSARCHIVE_NOTIFY: sending to %s failed (%s); tried again after the next crawl.",
                shown_service(url),
                f"not done after {_LONGEST:g} s" if isinstance(error, TimeoutError) else type(error).__name__,
            )
            return False
        if not supported:
            logger.warning(
                "NEWSARCHIVE_NOTIFY: apprise does not support the URL %s; see its documentation.",
                shown_service(url),
            )
        elif not sent:
            logger.warning(
                "NEWSARCHIVE_NOTIFY: %s did not accept the message; tried again after the next crawl.",
                shown_service(url),
            )
        return sent


def _sent(given: tuple[str, Message]) -> tuple[bool, bool]:
    """Send a message, in a process of its own; say whether apprise knows the URL, and took it."""
    url, message = given
    # They would log URLs with their secrets, and servers' responses.
    for library in ("apprise", "urllib3"):
        logging.getLogger(library).setLevel(logging.CRITICAL + 1)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # plugins of apprise import old modules
        # Takes half a second to load, and is needed only when there is something to send.
        from apprise import Apprise, NotifyFormat  # noqa: PLC0415

        sender = Apprise()
        if not sender.add(url):
            return False, False
        return True, bool(sender.notify(message.body, message.title, body_format=NotifyFormat.TEXT))


def shown_service(url: str) -> str:
    """Return a URL's scheme without its secrets: `slack://…`."""
    return f"{url.partition('://')[0]}://…"


def deliver_alarms(alarms: Alarms, notifier: Notifier, source: str | None = None) -> None:
    """Send the pending alarms of a source (None: of all sources) in one message.

    If no delivery succeeds, they stay pending and the next crawl tries again. The alarms are claimed
    meanwhile, so that no other process sends them, too. Raises ArchiveError.
    """
    if not notifier:
        return
    pending = alarms.claim(clock.now(), source)
    if not pending:
        return
    try:
        sent = notifier.send(message(pending))
    except EndedEarlyError:
        alarms.release(pending)
        raise
    if sent:
        alarms.mark_delivered(pending, clock.now())
    else:
        alarms.release(pending)


class OutageMarker:
    """Notifies once when the archive at `url` becomes unavailable, and once when it is back.

    An archive that is unavailable cannot record that people were notified; a file does.
    """

    def __init__(self, url: str, notifier: Notifier, folder: Path | None = None) -> None:
        self._notifier = notifier
        name = f"newsarchive-away-{hashlib.sha256(url.encode()).hexdigest()[:16]}"
        self._file = (folder or _folder()) / name

    def outage_began(self, error: ArchiveError) -> None:
        """Notify that the archive cannot be used, unless that was done already."""
        if not self._notifier:
            return
        try:
            self._file.touch(exist_ok=False)  # only one of two processes succeeds
        except FileExistsError:
            if self._is_own():
                return
            # In a folder for all users anybody can write a file of this name.
            logger.warning("%s is another user's: each crawl tells of this outage.", self._file)
        except OSError as problem:
            logger.warning("%s cannot be written: %s.", self._file, problem.strerror)
            return
        outage = Message(
            "newsarchive: the archive cannot be used", f"{error}\nUntil it can be used, nothing is crawled."
        )
        if not self._notifier.send(outage):
            self._forget()

    def outage_ended(self) -> None:
        """Notify that the archive can be used again, if people were notified of the outage."""
        if self._notifier and self._is_own():
            self._forget()
            self._notifier.send(Message("newsarchive: the archive can be used again", "Crawls go on."))

    def _is_own(self) -> bool:
        """Say whether this user wrote the file: what another one did tells nothing."""
        with suppress(OSError):
            return self._file.lstat().st_uid == os.geteuid()
        return False

    def _forget(self) -> None:
        with suppress(OSError):
            self._file.unlink()


def _folder() -> Path:
    own = project_root() / "var"
    return own if own.is_dir() else Path(tempfile.gettempdir())


def configured_metrics_folder(settings: Mapping[str, Any]) -> Path | None:
    """Return the folder for metrics (NEWSARCHIVE_METRICS), None if none is set."""
    folder = settings.get("NEWSARCHIVE_METRICS")
    return Path(folder) if folder else None


def notifier(settings: Mapping[str, Any]) -> Notifier:
    """Return the notifier of NEWSARCHIVE_NOTIFY.

    Raises MissingExtraError if it needs apprise, ConfigurationError for a URL that apprise cannot use: an
    alarm would show it too late.
    """
    urls = [url.get_secret_value() for url in settings.get("NEWSARCHIVE_NOTIFY") or ()]
    found = Notifier(urls)
    for number, url in enumerate(urls, start=1):
        if not _is_supported(url):
            raise ConfigurationError(
                f"NEWSARCHIVE_NOTIFY: apprise cannot use URL {number} of {len(urls)} ({shown_service(url)}).",
                hint="Correct it; https://github.com/caronc/apprise lists the kinds and what each needs.",
            )
    return found


@lru_cache(maxsize=64)
def _is_supported(url: str) -> bool:
    """Say whether apprise can send to the URL, as far as it knows without sending."""
    logging.getLogger("apprise").setLevel(logging.CRITICAL + 1)  # it would log the URL with its secrets
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        try:
            from apprise import Apprise  # noqa: PLC0415 - as in `_send`

            return bool(Apprise().add(url))
        except Exception:  # whatever a plugin raises: it cannot be used
            return False
