"""What the libraries of the fleet have to say, as plain lines: an operator never sees a traceback."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from newsarchive.schedule.runs import Say

LOGGERS = ("procrastinate", "psycopg.pool")


class _Sayer(logging.Handler):
    def __init__(self, say: Say) -> None:
        super().__init__(logging.WARNING)
        self._say = say
        self._last = ""

    def emit(self, record: logging.LogRecord) -> None:
        text = record.getMessage().splitlines()[0]
        if text != self._last:  # a pool says each second that the server is away
            self._say(text)
        self._last = text


@contextmanager
def saying(say: Say) -> Iterator[None]:
    """Hand warnings and errors of the libraries to `say` while inside."""
    handler = _Sayer(say)
    loggers = [logging.getLogger(name) for name in LOGGERS]
    for logger in loggers:
        logger.addHandler(handler)
        logger.propagate = False
    try:
        yield
    finally:
        for logger in loggers:
            logger.removeHandler(handler)
            logger.propagate = True
