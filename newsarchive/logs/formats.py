"""The two log formats, text and JSON; both hide secrets in URLs and escape control characters."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from pythonjsonlogger.json import JsonFormatter

# user:password@ of a URL, but not the words that stand for them in our own advice; and query parameters that
# hold keys.
_CREDENTIALS = re.compile(
    r"(?P<head>\b[a-z][a-z0-9+.-]*://)(?!(?-i:USER(?::PASSWORD)?@HOST))[^\s/?#@'\"<>]+@", re.IGNORECASE
)
# The same without a scheme, as errors of name resolution have it; a mail address is no secret.
_BARE = re.compile(r"(?<![\w/])(?!mailto:)[^\s/:@'\"<>]+:[^\s/@'\"<>]+@(?=[\w.\[])", re.IGNORECASE)
_KEYS = re.compile(
    r"(?P<head>[?&;](?:[a-z0-9_-]*(?:token|secret|passw(?:or)?d|api_?key|signature)|key|auth|sig|pwd)=)"
    r"[^\s&;#'\"<>]+",
    re.IGNORECASE,
)


def redacted(text: str) -> str:
    """Return the text with credentials in URLs replaced by `***`."""
    text = _BARE.sub("***@", _CREDENTIALS.sub(r"\g<head>***@", text))
    return _KEYS.sub(r"\g<head>***", text)


# Control characters, escaped so that a page's text cannot control the terminal: C0 except tab and line feed,
# DEL, C1; line and paragraph separator; the controls of the bidirectional algorithm (Unicode's property
# Bidi_Control), which reorder a line on screen; and halves of surrogate pairs, which no terminal encoding
# has.
_CONTROLS = re.compile(
    "[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u061c\\u200e\\u200f\\u2028-\\u202e\\u2066-\\u206f\\ud800-\\udfff]"
)


def how_many(number: int, thing: str, things: str | None = None) -> str:
    """Return a number of things as English says it: `1 article`, `2,000 articles`."""
    return f"{number:,} {thing if number == 1 else things or thing + 's'}"


def visible(text: str) -> str:
    """Return the text with control characters escaped, as in `\\u001b`.

    JSON and TOML read these escapes as the characters, so such output keeps its value.
    """
    if text.isascii() and text.isprintable():
        return text
    return _CONTROLS.sub(lambda control: f"\\u{ord(control[0]):04x}", text)


_LONGEST_NAME = 4_096  # characters; as a path (PATH_MAX of Linux)


def spelled_name(name: object) -> str:
    """Return a name that somebody else chose (of a key, a file, a section) so that it begins no line."""
    text = visible(str(name)).replace("\n", "\\u000a").replace("\t", "\\u0009")
    return text if len(text) <= _LONGEST_NAME else text[: _LONGEST_NAME - 1] + "…"


# Scrapy's defaults (LOG_FORMAT, LOG_DATEFORMAT).
_TEXT = "%(asctime)s [%(name)s] %(levelname)s: %(message)s"
_MOMENT = "%Y-%m-%d %H:%M:%S"
_ADDRESS = re.compile(r"https?://[^\s<>\"'|]+[^\s<>\"'|.,;:)\]]", re.IGNORECASE)


class TextLines(logging.Formatter):
    """Log lines as Scrapy writes them."""

    def __init__(self) -> None:
        super().__init__(_TEXT, _MOMENT)

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, exceptions below it."""
        return visible(redacted(super().format(record)))


class JsonLines(JsonFormatter):
    """One JSON object a line: time, level, logger, message; source, crawl and url if known; exception.

    `facts` returns the fields that the process adds to each line, such as its source and crawl.
    """

    def __init__(self, facts: Callable[[], Mapping[str, Any]]) -> None:
        super().__init__("%(message)s", json_ensure_ascii=False, reserved_attrs=None, json_default=str)
        self._facts = facts

    def add_fields(
        self, log_data: dict[str, Any], record: logging.LogRecord, message_dict: dict[str, Any]
    ) -> None:
        """Set the fields, in this order."""
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
        """Return the line; JSON itself does not escape C1 and bidirectional controls."""
        return visible(super().format(record))

    def process_log_record(self, log_data: dict[str, Any]) -> dict[str, Any]:
        """Hide the secrets in every text."""
        return {key: _clean(value) for key, value in log_data.items()}


def _clean(value: Any) -> Any:
    return redacted(value) if isinstance(value, str) else value
