"""Messages to people about trouble: their words, their delivery, and that nobody hears one twice."""

from __future__ import annotations

import hashlib
import logging
import tempfile
import warnings
from collections.abc import Mapping, Sequence
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

from newsarchive import clock
from newsarchive.errors import ArchiveError, MissingExtraError
from newsarchive.paths import project_root
from newsarchive.storage.interfaces.monitoring import Alarm, Alarms

# What people are told of spells of trouble: which source, what is wrong since when, and where to look.

WHAT = {
    "missed": "expectations missed",
    "failed": "crawls fail",
    "blind": "not crawled any more",
    "vanished": "articles vanish",
    "unanswered": "the site does not answer",
}
FAILURES = "newsarchive query \"SELECT * FROM fetch_failures WHERE source = '{}' ORDER BY at DESC LIMIT 20\""
LOOK = {
    "missed": "newsarchive query \"SELECT * FROM source_health WHERE source = '{}'\"",
    "failed": "newsarchive crawl {}",
    "blind": "newsarchive query \"SELECT * FROM source_health WHERE state = 'blind'\"",
    "vanished": FAILURES,
    "unanswered": FAILURES,
}
# More sources are counted, not listed: a message is read on a telephone.
LISTED = 20


class Message(NamedTuple):
    """A line, and what there is to say."""

    title: str
    body: str


def message(alarms: Sequence[Alarm]) -> Message:
    """Return one message for these alarms (at least one)."""
    if len(alarms) == 1:
        return Message(_title(alarms[0]), _body(alarms[0]))
    begun = sum(alarm.ended_at is None for alarm in alarms)
    parts = [f"{begun} in trouble"] if begun else []
    parts += [f"{len(alarms) - begun} well again"] if begun < len(alarms) else []
    told = [f"{_title(alarm)}\n{_body(alarm)}" for alarm in alarms[:LISTED]]
    more = [f"… and {len(alarms) - LISTED} more."] if len(alarms) > LISTED else []
    return Message(f"newsarchive: {', '.join(parts)}", "\n\n".join([*told, *more]))


def _title(alarm: Alarm) -> str:
    if alarm.ended_at is not None:
        return f"newsarchive: {alarm.source} is well again ({WHAT[alarm.kind]})"
    return f"newsarchive: {alarm.source}: {WHAT[alarm.kind]}"


def _body(alarm: Alarm) -> str:
    since = f"since {alarm.raised_at:%Y-%m-%d %H:%M} UTC"
    if alarm.ended_at is not None:
        return f"Trouble {since}, over at {alarm.ended_at:%Y-%m-%d %H:%M} UTC. It was:\n{alarm.cause}"
    return f"{alarm.cause}\nKnown {since}. Look further: {LOOK[alarm.kind].format(alarm.source)}"


# Messages to people, by apprise: mail, chat, anything it has an address for (NEWSARCHIVE_NOTIFY).

logger = logging.getLogger(__name__)


class Notifier:
    """Sends to all of some addresses; they are secrets, and never shown but for their kind (`slack://…`)."""

    def __init__(self, urls: Sequence[str]) -> None:
        """Raise MissingExtraError when there are addresses and no apprise."""
        self._urls = tuple(urls)
        if self._urls and find_spec("apprise") is None:
            raise MissingExtraError("NEWSARCHIVE_NOTIFY", "notify")

    def __bool__(self) -> bool:
        """Say whether anybody is to be told."""
        return bool(self._urls)

    def send(self, message: Message) -> bool:
        """Send to every address; false, with a warning for each that failed, unless one took it."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # plugins of apprise import old modules
            taken = [self._send(url, message) for url in self._urls]
        return any(taken)

    def _send(self, url: str, message: Message) -> bool:
        # It would log addresses with their secrets, and answers of servers.
        logging.getLogger("apprise").setLevel(logging.CRITICAL + 1)
        try:
            # Half a second to load, needed only when there is something to tell.
            from apprise import Apprise, NotifyFormat  # noqa: PLC0415

            sender = Apprise()
            known = sender.add(url)
            sent = known and bool(sender.notify(message.body, message.title, body_format=NotifyFormat.TEXT))
        except Exception as error:  # of a plugin: whatever it is, the crawl is not at fault
            logger.warning(
                "%s failed (%s); tried again after the next crawl.", shown_service(url), type(error).__name__
            )
            return False
        if not known:
            logger.warning("NEWSARCHIVE_NOTIFY: %s is no address that apprise knows.", shown_service(url))
        elif not sent:
            logger.warning(
                "%s did not take the message; tried again after the next crawl.", shown_service(url)
            )
        return sent


def shown_service(url: str) -> str:
    """Return the kind of an address, without its secrets."""
    return f"{url.partition('://')[0]}://…"


# Tells people what they were not told yet, one process at a time; nothing here fails a crawl.


def deliver_alarms(alarms: Alarms, notifier: Notifier, source: str | None = None) -> None:
    """Send one message of all that is untold of a source (of all: None).

    What nobody took stays untold, and the next crawl tries again. Raises ArchiveError.
    """
    if not notifier:
        return
    untold = alarms.claim(clock.now(), source)
    if not untold:
        return
    if notifier.send(message(untold)):
        alarms.mark_delivered(untold, clock.now())
    else:
        alarms.release(untold)


# An archive that cannot be used is told once too, though it cannot remember that itself: a file does.


class OutageMarker:
    """Whether people were told that the archive at `url` is away."""

    def __init__(self, url: str, notifier: Notifier, folder: Path | None = None) -> None:
        self._notifier = notifier
        name = f"newsarchive-away-{hashlib.sha256(url.encode()).hexdigest()[:16]}"
        self._file = (folder or _folder()) / name

    def away(self, error: ArchiveError) -> None:
        """Tell that the archive cannot be used, unless that was told already."""
        if not self._notifier:
            return
        try:
            self._file.touch(exist_ok=False)  # of two processes one makes it
        except FileExistsError:
            return
        except OSError as problem:
            logger.warning("%s cannot be written: %s.", self._file, problem.strerror)
            return
        told = Message("newsarchive: the archive cannot be used", f"{error}\nUntil then nothing is crawled.")
        if not self._notifier.send(told):
            self._forget()

    def back(self) -> None:
        """Tell that the archive can be used again, where people were told that it was not."""
        if self._notifier and self._file.exists():
            self._forget()
            self._notifier.send(Message("newsarchive: the archive can be used again", "Crawls go on."))

    def _forget(self) -> None:
        with suppress(OSError):
            self._file.unlink()


def _folder() -> Path:
    own = project_root() / "var"
    return own if own.is_dir() else Path(tempfile.gettempdir())


# What the project's settings say of metrics and notification.


def metrics_folder(settings: Mapping[str, Any]) -> Path | None:
    """Return the folder of metrics, None where none are wanted."""
    folder = settings.get("NEWSARCHIVE_METRICS")
    return Path(folder) if folder else None


def notifier(settings: Mapping[str, Any]) -> Notifier:
    """Return who tells people; MissingExtraError where that cannot be done."""
    urls = settings.get("NEWSARCHIVE_NOTIFY") or ()
    return Notifier([url.get_secret_value() for url in urls])
