"""The two forms of a log line, both without the secrets of addresses and without control characters."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from pythonjsonlogger.json import JsonFormatter

from newsarchive.logs.redaction import redacted
from newsarchive.logs.visible import visible

# Scrapy's own (LOG_FORMAT, LOG_DATEFORMAT of its default settings).
TEXT = "%(asctime)s [%(name)s] %(levelname)s: %(message)s"
MOMENT = "%Y-%m-%d %H:%M:%S"
_ADDRESS = re.compile(r"https?://[^\s<>\"'|]+[^\s<>\"'|.,;:)\]]", re.IGNORECASE)


class TextLines(logging.Formatter):
    """As Scrapy writes them."""

    def __init__(self) -> None:
        super().__init__(TEXT, MOMENT)

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, exceptions below it."""
        return visible(redacted(super().format(record)))


class JsonLines(JsonFormatter):
    """One object a line: time, level, logger, message; source, crawl and url where known; exception.

    `facts` holds what is known of the process: its source and crawl.
    """

    def __init__(self, facts: Callable[[], Mapping[str, Any]]) -> None:
        super().__init__("%(message)s", json_ensure_ascii=False, reserved_attrs=None, json_default=str)
        self._facts = facts

    def add_fields(
        self, log_data: dict[str, Any], record: logging.LogRecord, message_dict: dict[str, Any]
    ) -> None:
        """Fill the object, in this order."""
        moment = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        log_data |= {
            "time": moment.replace("+00:00", "Z"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        log_data |= self._facts()
        log_data |= getattr(record, "facts", {})
        address = _ADDRESS.search(log_data["message"])
        if address and "url" not in log_data:
            log_data["url"] = address.group()
        if message_dict.get("exc_info"):
            log_data["exception"] = message_dict["exc_info"]

    def format(self, record: logging.LogRecord) -> str:
        """Return the object; JSON itself leaves C1 and bidirectional controls as they are."""
        return visible(super().format(record))

    def process_log_record(self, log_data: dict[str, Any]) -> dict[str, Any]:
        """Take secrets out of every text."""
        return {key: _clean(value) for key, value in log_data.items()}


def _clean(value: Any) -> Any:
    return redacted(value) if isinstance(value, str) else value
