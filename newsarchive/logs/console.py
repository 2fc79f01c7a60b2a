"""The process's output on stderr, its log included, as lines for people or as JSON (NEWSARCHIVE_LOG)."""

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

_NAME = "newsarchive"
_JSON, _TEXT = "json", "text"
# The setting that Scrapy's advice on cut responses names.
_DATA_LOSS_SETTING = "DOWNLOAD_FAIL_ON_DATALOSS"


class _Output:
    """State of the process.

    `handler` is None unless the output is JSON; `facts` are fields of each JSON line.
    """

    handler: logging.Handler | None = None
    facts: dict[str, Any] = {}  # noqa: RUF012 - one process, one output


def set_up_logging(settings: Any) -> None:
    """Set up the log, for Scrapy's records too; from now on `print_message` prints in the log's format.

    `settings` are Scrapy's. If they set LOG_FILE, Scrapy's own log is left as it is.
    """
    from newsarchive.logs.formats import JsonLines, TextLines  # noqa: PLC0415 - 20 ms others need not wait

    style = settings.get("NEWSARCHIVE_LOG", _TEXT)
    prints_json = style == _JSON or (style != _TEXT and not sys.stderr.isatty())
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines(lambda: _Output.facts) if prints_json else TextLines())
    handler.setLevel(settings.get("LOG_LEVEL") or logging.WARNING)
    handler.addFilter(_is_for_operators)
    if prints_json:
        _write_json(handler)
    if settings.get("LOG_FILE") or not settings.getbool("LOG_ENABLED"):
        return
    settings.set("LOG_INSTALL_ROOT_HANDLER", False, priority="cmdline")
    logging.root.setLevel(logging.NOTSET)  # handlers choose, as Scrapy has it
    logging.root.addHandler(handler)


def _is_for_operators(record: logging.LogRecord) -> bool:
    """Say whether a line of the log helps an operator: all do but Scrapy's advice to take cut responses.

    These are counted with their reason, `cut_off`; whoever took them would store half a page.
    """
    return not (record.name.startswith("scrapy.") and _DATA_LOSS_SETTING in record.getMessage())


def set_up_program_logging(style: str) -> None:
    """Set up the log of a program without a crawl: warnings and worse.

    `style` is `json`, `text`, or "" for text on a terminal and JSON elsewhere. From now on `print_message`
    prints in the log's format.
    """
    from newsarchive.logs.formats import JsonLines, TextLines  # noqa: PLC0415 - 20 ms others need not wait

    handler = logging.StreamHandler(sys.stderr)
    as_json = style == _JSON or (style != _TEXT and not sys.stderr.isatty())
    handler.setFormatter(JsonLines(lambda: _Output.facts) if as_json else TextLines())
    handler.setLevel(logging.WARNING)
    if as_json:
        _write_json(handler)
    logging.root.addHandler(handler)


def prints_json() -> bool:
    """Say whether the output is JSON, whose lines have the time as a field."""
    return _Output.handler is not None


def bind_context(**facts: Any) -> None:
    """Add fields to every JSON line from now on, such as the source and the crawl."""
    _Output.facts |= facts


def echo(text: str, *, err: bool = False, nl: bool = True) -> None:
    """Print text with control characters escaped; used instead of click.echo, since it may quote pages.

    What goes to stderr is a message, in which secrets of URLs are hidden; stdout has the data as they are.
    """
    click.echo(visible(redacted(text) if err else text), err=err, nl=nl)  # noqa: TID251 - the one place that may


def print_message(message: str, *, level: int = logging.INFO, **facts: Any) -> None:
    """Print a line on stderr, whatever the log level; `facts` are fields of the JSON object."""
    if _Output.handler is None:
        echo(message, err=True)
        return
    record = logging.LogRecord(_NAME, level, "", 0, message, None, None)
    record.facts = facts
    _Output.handler.handle(record)


def print_error(error: NewsarchiveError) -> None:
    """Print an error and its hint on stderr."""
    if _Output.handler is None:
        echo(f"newsarchive: {error}", err=True)
    else:
        more = {"hint": error.hint} if error.hint else {}
        print_message(error.message, level=logging.ERROR, error=type(error).__name__, **more)


def _write_json(handler: logging.StreamHandler[Any]) -> None:
    reconfigure: Callable[..., None] | None = getattr(sys.stderr, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8", errors="backslashreplace")  # JSON is UTF-8 (RFC 8259, 8.1)
    _Output.handler = logging.StreamHandler(sys.stderr)
    _Output.handler.setFormatter(handler.formatter)
    sys.excepthook = _log_uncaught


def _log_uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Log an uncaught exception as one JSON line; Python would print a traceback of many."""
    information: Mapping[str, Any] = {"exc_info": (kind, error, trace)}
    logging.getLogger(_NAME).critical("A bug: %s", kind.__name__, **information)


def print_stamped(text: str) -> None:
    """Print text on stderr with the time (UTC) in front, for commands that run for months."""
    stamp = "" if prints_json() else f"{time.strftime('%Y-%m-%d %H:%M:%S', time.gmtime())} "
    print_message(f"{stamp}{text}")
