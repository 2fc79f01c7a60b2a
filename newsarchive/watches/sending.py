"""Processes that send messages, one for each channel at work, so that none keeps another waiting.

The timeouts of smtplib, requests and apprise are for silence: a server that says a little now and then, or
answers without end, would hold a thread for ever. A process is ended, whatever it waits for.
"""

from __future__ import annotations

import time
from collections.abc import Collection
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures import TimeoutError as OutOfTime
from dataclasses import dataclass, replace
from datetime import datetime
from types import TracebackType
from typing import Self

from pebble import ProcessPool

from newsarchive.errors import WorkersUnavailableError
from newsarchive.storage.interfaces.watch_store import OutgoingMessage
from newsarchive.watches.channels import Channel
from newsarchive.watches.delivery import Attempt, send_message
from newsarchive.watches.watch_messages import ComposedMessage
from newsarchive.workers.fork_server import one_process
from newsarchive.workers.worker_process import serve

# Channels that are at work at a time; each has a process of some 40 MB.
MOST_SENDING = 4
# Seconds for a whole message: three times the silence that a server may keep, which a mail has a dozen
# occasions for, none of which takes a working server long.
_LONGEST = 60.0
# A chat gets a long message in parts of 140 to 4,000 characters, and apprise waits up to 5.5 s before each.
_SECONDS_A_CHARACTER = 5.5 / 140
_LONGEST_IN_PARTS = 300.0
# Their messages go out whole.
_WEBHOOKS = frozenset({"form", "forms", "json", "jsons", "xml", "xmls"})
# Bytes that a process may use beyond its start: an answer without end must not fill the machine.
_MEMORY = 256 << 20
_LOOK = 0.25  # seconds between two checks whether the processes still run
_GRACE = 5.0  # seconds in which the pool should have ended what takes too long
_PRELOADED = ("newsarchive.watches.delivery",)


@dataclass(eq=False, slots=True)
class _Sender:
    """One process, in a pool of its own (newsarchive.workers.pool says why), and what it sends now."""

    pool: ProcessPool
    message: OutgoingMessage | None = None
    future: Future[Attempt] | None = None
    until: float = 0.0


class Senders:
    """Sends messages side by side, one of each channel. A block that is left ends what is still sent.

    `longest` is how many seconds one may take; by default it depends on the channel and the message.
    """

    def __init__(self, longest: float | None = None) -> None:
        self._longest = longest
        self._senders: dict[str, _Sender] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end(self._senders.keys())

    @property
    def at_work(self) -> set[str]:
        """The channels of which a message is being sent."""
        return {name for name, one in self._senders.items() if one.message is not None}

    def send(
        self, channel: Channel, message: OutgoingMessage, made: ComposedMessage, at: datetime
    ) -> Attempt | None:
        """Begin to send a message of a channel that is not at work; what came of it if it cannot begin."""
        longest = _longest_of(channel, made) if self._longest is None else self._longest
        try:
            sender = self._senders.get(channel.name)
            if sender is None or not sender.pool.active:
                self._end([channel.name])
                sender = self._senders[channel.name] = _Sender(one_process(_MEMORY, _PRELOADED))
            sender.future = sender.pool.schedule(
                serve, args=[_sent, (channel, made, message.watch, at), longest], timeout=longest
            )
        except (RuntimeError, OSError):
            return _NO_PROCESS
        sender.message, sender.until = message, time.monotonic() + longest + _GRACE
        return None

    def finished(self) -> list[tuple[OutgoingMessage, Attempt]]:
        """Wait for one message at least; return what came of those that are done."""
        done: list[tuple[OutgoingMessage, Attempt]] = []
        while not done and self.at_work:
            wait(
                [one.future for one in self._senders.values() if one.message and one.future],
                timeout=_LOOK,
                return_when=FIRST_COMPLETED,
            )
            for name in self.at_work:
                sender = self._senders[name]
                attempt = _outcome(sender)
                if attempt is None or sender.message is None:
                    continue
                done.append((sender.message, attempt))
                sender.message = sender.future = None
                if attempt.in_doubt:
                    self._end([name])
        return done

    def _end(self, names: Collection[str]) -> None:
        pools = [self._senders.pop(name).pool for name in [*names] if name in self._senders]
        for pool in pools:
            pool.stop()  # type: ignore[no-untyped-call] # pebble annotates most of its code, not this
        for pool in pools:
            pool.join()


# What people read of a message that did not go out.
_NOT_STARTED = "no process that sends it could be started"
_CUT_SHORT = "it took too long and was cut short"
_WAS_ENDED = "the process that sent it was ended"
_NO_PROCESS = Attempt(sent=False, reason=_NOT_STARTED, channel_down=True)
_TOO_LONG = Attempt(sent=False, reason=_CUT_SHORT, channel_down=True, in_doubt=True)
_ENDED = Attempt(sent=False, reason=_WAS_ENDED, channel_down=True, in_doubt=True)


def _longest_of(channel: Channel, made: ComposedMessage) -> float:
    if channel.is_mail or channel.scheme in _WEBHOOKS:
        return _LONGEST
    return min(_LONGEST + len(made.text) * _SECONDS_A_CHARACTER, _LONGEST_IN_PARTS)


def _sent(given: tuple[Channel, ComposedMessage, str, datetime]) -> Attempt:
    """Send a message, in a process of its own."""
    return send_message(*given)


def _outcome(sender: _Sender) -> Attempt | None:
    """Return what came of the message that is being sent, None as long as it is."""
    future = sender.future
    if future is None or not future.done():
        if not sender.pool.active:  # it forgets what its process had
            return _ENDED
        return _TOO_LONG if time.monotonic() > sender.until else None
    try:
        return future.result()
    except OutOfTime:
        return _TOO_LONG
    except WorkersUnavailableError as error:
        said = error.message.rstrip(".")
        return replace(_NO_PROCESS, reason=said)
    except Exception:  # whatever became of its process must not stop other messages
        return _ENDED
