"""What this process says on stderr, in one form: lines for a person, or JSON (NEWSARCHIVE_LOG)."""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import Any

import click

from newsarchive.errors import NewsarchiveError
from newsarchive.logs.formats import redacted, visible

NAME = "newsarchive"
JSON, TEXT = "json", "text"


class _Speech:
    """The process's own: `handler` is there once it speaks JSON."""

    handler: logging.Handler | None = None
    facts: dict[str, Any] = {}  # noqa: RUF012 - one process, one speech


def start(settings: Any) -> None:
    """Install the handler of the log, for Scrapy's records too; from now on `say` speaks as the log does.

    `settings` are Scrapy's. Where they name a LOG_FILE, the log stays Scrapy's own.
    """
    from newsarchive.logs.formats import JsonLines, TextLines  # noqa: PLC0415 - 20 ms others need not wait

    style = settings.get("NEWSARCHIVE_LOG", TEXT)
    speaks_json = style == JSON or (style != TEXT and not sys.stderr.isatty())
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines(lambda: _Speech.facts) if speaks_json else TextLines())
    handler.setLevel(settings.get("LOG_LEVEL") or logging.WARNING)
    if speaks_json:
        _speak_json(handler)
    if settings.get("LOG_FILE") or not settings.getbool("LOG_ENABLED"):
        return
    settings.set("LOG_INSTALL_ROOT_HANDLER", False, priority="cmdline")
    logging.root.setLevel(logging.NOTSET)  # handlers choose, as Scrapy has it
    logging.root.addHandler(handler)


def speaks_json() -> bool:
    """Say whether what is said is a JSON object, which has the time among its fields."""
    return _Speech.handler is not None


def bind_context(**facts: Any) -> None:
    """Remember what goes into each JSON line from now on: the source, the crawl."""
    _Speech.facts |= facts


def echo(text: str, *, err: bool = False, nl: bool = True) -> None:
    """Print text for a person on stdout or stderr: the one way to do so, since pages' words are in it."""
    click.echo(visible(text), err=err, nl=nl)  # noqa: TID251 - this is the one


def say(message: str, *, level: int = logging.INFO, **facts: Any) -> None:
    """Say a line, whatever the level of the log; `facts` are fields of its JSON object."""
    if _Speech.handler is None:
        echo(redacted(message), err=True)
        return
    record = logging.LogRecord(NAME, level, "", 0, message, None, None)
    record.facts = facts
    _Speech.handler.handle(record)


def say_error(error: NewsarchiveError) -> None:
    """Say what went wrong, and what to do."""
    if _Speech.handler is None:
        echo(redacted(f"newsarchive: {error}"), err=True)
    else:
        more = {"hint": error.hint} if error.hint else {}
        say(error.message, level=logging.ERROR, error=type(error).__name__, **more)


def _speak_json(handler: logging.StreamHandler[Any]) -> None:
    reconfigure: Callable[..., None] | None = getattr(sys.stderr, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8", errors="backslashreplace")  # JSON is UTF-8 (RFC 8259, 8.1)
    _Speech.handler = logging.StreamHandler(sys.stderr)
    _Speech.handler.setFormatter(handler.formatter)
    sys.excepthook = _unforeseen


def _unforeseen(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Log a bug as one line; Python would print a traceback of many."""
    information: Mapping[str, Any] = {"exc_info": (kind, error, trace)}
    logging.getLogger(NAME).critical("A bug: %s", kind.__name__, **information)


# Lines of commands that run for months: on stderr, with the time in front, or as the log speaks (JSON).


def say_stamped(text: str) -> None:
    """Say the text; lines for a person have the time (UTC) in front of the first."""
    stamp = "" if speaks_json() else f"{time.strftime('%Y-%m-%d %H:%M:%S', time.gmtime())} "
    say(f"{stamp}{text}")
