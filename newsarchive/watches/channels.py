"""Where messages of watches go: channels that the operator names in one file, since their URLs are secrets.

A watch, and whoever edits one in a browser, names channels only. So nobody who may edit watches can make the
server call an address of their choice, and no secret stands in a watch.
"""

from __future__ import annotations

import stat
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import parse_qs, unquote, urlsplit

from pydantic import Field, SecretStr, TypeAdapter, ValidationError

from newsarchive.compat.pydantic_private import field_location
from newsarchive.errors import ConfigurationError
from newsarchive.listings.field_types import DeclaredTable
from newsarchive.logs.formats import spelled_name
from newsarchive.sources.declaration import Name
from newsarchive.sources.loading import allowance
from newsarchive.toml_text import read_toml

# By ourselves, so that a message has a name of its own that its receiver can know it by; all else by apprise.
MAIL_SCHEMES = ("smtp", "smtps")
_SCHEME_EXAMPLES = "smtp://…, smtps://…, jsons://…, slack://… or another URL of apprise"


class DeclaredChannel(DeclaredTable):
    """A channel: where messages go."""

    url: Annotated[SecretStr, Field(min_length=4, max_length=4_000)]
    """`smtps://USER:PASSWORD@HOST/?from=ADDRESS&to=ADDRESS` for mail, or a URL of apprise."""
    repeat: bool = True
    """Whether a message is sent again where a kill left open if it was sent: `true` may send it twice,
    `false` may lose it."""


@dataclass(frozen=True, slots=True)
class Channel:
    """A named channel; `service` is what may be shown of its URL."""

    name: str
    url: str = field(repr=False)
    repeat: bool = True

    @property
    def service(self) -> str:
        """The kind of its URL, without secrets."""
        return f"{self.scheme}://…"

    @property
    def scheme(self) -> str:
        """The kind of its URL."""
        return self.url.partition("://")[0].lower()

    @property
    def is_mail(self) -> bool:
        """Whether we send the mail ourselves."""
        return self.scheme in MAIL_SCHEMES


@dataclass(frozen=True, slots=True)
class MailRoute:
    """How mail is sent: `encryption` is `tls` from the first byte, `starttls`, or `none`."""

    host: str
    port: int
    encryption: str
    user: str | None
    password: str | None = field(repr=False)
    sender: str = ""
    recipients: tuple[str, ...] = ()


def load_channels(file: Path | None) -> dict[str, Channel]:
    """Return the channels that a file names, none without a file.

    Raises ConfigurationError with every mistake, none of which shows a URL, and if others may read the file.
    """
    if file is None:
        return {}
    try:
        mode = file.stat().st_mode
        if not stat.S_ISREG(mode):  # a device never ends, and nobody may write into a pipe
            raise ConfigurationError(
                f"NEWSARCHIVE_CHANNELS: {file} is no file (a folder, a device or a pipe)."
            )
        table = read_toml(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigurationError(f"NEWSARCHIVE_CHANNELS: {file} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise ConfigurationError(f"NEWSARCHIVE_CHANNELS: {file} is not UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(f"NEWSARCHIVE_CHANNELS: {file} is not valid TOML: {error}") from error
    if mode & 0o077:
        raise ConfigurationError(
            f"NEWSARCHIVE_CHANNELS: {file} can be read by other users of this machine, and holds passwords.",
            hint=f"chmod 600 {file}",
        )
    return _channels(table, file)


def _channels(table: dict[str, Any], file: Path) -> dict[str, Channel]:
    found: dict[str, Channel] = {}
    lines: list[str] = []
    for name, value in table.items():
        given = {"url": value} if isinstance(value, str) else value
        try:
            _NAME.validate_python(name)
            declared = DeclaredChannel.model_validate(given)
        except ValidationError as error:
            lines += [f"{_shown(name)}: {_mistake(one)}" for one in error.errors(include_url=False)]
            continue
        channel = Channel(name, declared.url.get_secret_value().strip(), declared.repeat)
        if "://" not in channel.url:
            lines.append(f"{_shown(name)}: allowed: {_SCHEME_EXAMPLES}")
        elif channel.is_mail:
            lines += [f"{_shown(name)}: {line}" for line in _mail_mistakes(channel.url)]
        found[name] = channel
    if lines:
        raise ConfigurationError("\n".join(f"NEWSARCHIVE_CHANNELS: {file}: {line}" for line in lines))
    return found


_NAME: TypeAdapter[str] = TypeAdapter(Name)


def _shown(name: str) -> str:
    return name if name.isprintable() and len(name) <= 80 else repr(name)[:80]


def _mistake(details: Any) -> str:
    # Never the value: it is, or holds, a secret.
    where = ".".join(map(spelled_name, field_location(details["loc"])))
    if details["type"] == "extra_forbidden":
        return f"{where} is an unknown field; allowed: url, repeat"
    return f"{where + ': ' if where else ''}{allowance(details)}"


def _mail_mistakes(url: str) -> list[str]:
    try:
        route = mail_route(url)
    except ValueError:
        return ["allowed: smtps://USER:PASSWORD@HOST:PORT/?from=ADDRESS&to=ADDRESS"]
    lines = []
    if not all(map(_is_address, filter(None, (route.sender, *route.recipients)))):
        lines.append("from and to: allowed: e-mail addresses such as desk@news.example")
    if not route.host:
        lines.append("allowed: the host of a mail server")
    if not route.sender or not route.recipients:
        lines.append("allowed: ?from=ADDRESS&to=ADDRESS, both; several: &to=ADDRESS again")
    return lines


def _is_address(text: str) -> bool:
    local, at, host = text.rpartition("@")
    return (
        bool(local and at and host)
        and text.isascii()
        and text.isprintable()
        and not set(text) & set(' ",;<>')
    )


def mail_route(url: str) -> MailRoute:
    """Return how mail is sent by a URL `smtp://` (with STARTTLS where the server has it) or `smtps://`.

    `?tls=no` asks for plain text, `?tls=must` for STARTTLS or nothing. Raises ValueError.
    """
    parts = urlsplit(url)
    asked = parse_qs(parts.query)
    tls = parts.scheme == "smtps"
    wish = asked.get("tls", ["may"])[0]
    if wish not in {"no", "may", "must"}:
        raise ValueError("tls")
    return MailRoute(
        host=parts.hostname or "",
        port=parts.port or (465 if tls else 587 if parts.username else 25),
        encryption="tls" if tls else {"no": "none", "may": "maybe", "must": "starttls"}[wish],
        user=unquote(parts.username) if parts.username else None,
        password=unquote(parts.password) if parts.password else None,
        sender=asked.get("from", [""])[0],
        recipients=tuple(asked.get("to", ())),
    )
