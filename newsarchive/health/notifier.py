"""Messages to people, by apprise: mail, chat, anything it has an address for (NEWSARCHIVE_NOTIFY)."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Sequence
from importlib.util import find_spec

from newsarchive.errors import MissingExtraError
from newsarchive.health.messages import Message

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
                "%s failed (%s); tried again after the next crawl.", shown(url), type(error).__name__
            )
            return False
        if not known:
            logger.warning("NEWSARCHIVE_NOTIFY: %s is no address that apprise knows.", shown(url))
        elif not sent:
            logger.warning("%s did not take the message; tried again after the next crawl.", shown(url))
        return sent


def shown(url: str) -> str:
    """Return the kind of an address, without its secrets."""
    return f"{url.partition('://')[0]}://…"
