"""What `newsarchive serve` was told: the archive, who may ask, and how much an answer may cost."""

from __future__ import annotations

import hmac
import ipaddress
import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from newsarchive.errors import ConfigurationError

# Bytes of randomness in hexadecimal: 128 bits, beyond any guessing.
_SHORTEST_TOKEN = 32
_TOKEN = re.compile(r"[\x21-\x7e]+")
_HOST = re.compile(r"(?:[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?\.)*[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?", re.ASCII)
_PORTS = {"http": 80, "https": 443}
# Headers that clients send of themselves, or that proxies add to every request, whoever asks.
_OF_EVERYBODY = re.compile(
    r"accept(-.+)?|access-control-.+|cache-control|connection|content-.+|cookie|date|dnt|expect|forwarded|from|host"
    r"|if-.+|keep-alive|max-forwards|origin|pragma|priority|proxy-connection|range|referer|sec-.+|te|trailer"
    r"|transfer-encoding|upgrade|upgrade-insecure-requests|user-agent|via|x-client-ip|x-real-ip|x-request-id"
    r"|x-requested-with|x-forwarded-(by|for|host|port|prefix|proto|protocol|scheme|server|ssl|uri|method)"
)
_HEADER = re.compile(r"[a-z0-9!#$%&'*+.^_`|~-]+", re.ASCII)  # a token of RFC 9110, 5.6.2
LOOPBACK_NAMES = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True, kw_only=True)
class WebAccess:
    """Who may ask: under which names of the host, and with which proof.

    Without `token` and `proxies` anyone who reaches the port may. With `token` it must come as `Bearer`, or
    as the password of HTTP's basic login, whatever the user's name. With `proxies` a request must come from
    one of these addresses and have `login_header`, which that proxy sets for whoever is logged in.

    `outer_url` is where readers find the pages if a proxy stands before them, such as
    "https://archive.example"; "" if they ask this server itself.
    """

    hosts: frozenset[str] = frozenset(LOOPBACK_NAMES)
    token: str | None = field(default=None, repr=False)
    proxies: frozenset[str] = frozenset()
    login_header: str = "x-forwarded-user"
    outer_url: str = ""

    def accepts_token(self, given: str) -> bool:
        """Compare in a time that does not depend on where the two differ."""
        return self.token is not None and hmac.compare_digest(given.encode(), self.token.encode())


@dataclass(frozen=True, slots=True, kw_only=True)
class WebSettings:
    """The archive, the folders of declarations, and the limits.

    `watches` is the folder of watches, `channels` are the names of where they may send to; with
    `edit_watches` the pages have a form that writes that folder. `timeout` is seconds for one question,
    `most_rows` rows of one answer, `at_once` questions at a time.
    """

    archive_url: str
    access: WebAccess = field(default_factory=WebAccess)
    declarations: Path | None = None
    watches: Path | None = None
    channels: tuple[str, ...] = ()
    edit_watches: bool = False
    timeout: float = 10.0
    most_rows: int = 10_000
    at_once: int = 8


def is_loopback(host: str) -> bool:
    """Say whether only this machine reaches the address."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def demand_token(text: str, where: str) -> str:
    """Return the token without blanks around it; ConfigurationError if it could be guessed or not be sent."""
    token = text.strip()
    if len(token) < _SHORTEST_TOKEN or not _TOKEN.fullmatch(token):
        raise ConfigurationError(
            f"The token in {where} cannot be used: it must have {_SHORTEST_TOKEN} or more characters,"
            " letters, digits and signs of ASCII without blanks.",
            hint="Make one: python3 -c 'import secrets; print(secrets.token_urlsafe(32))'",
        )
    return token


# Bytes of a token file; a token of more is no word that anybody made.
_LONGEST_TOKEN_FILE = 65_536


def token_of_file(file: Path) -> str:
    """Return the token that a file holds; ConfigurationError if there is none, or others may read it."""
    try:
        mode = file.stat().st_mode
        with file.open("rb") as stream:  # of a device there is no end
            content = stream.read(_LONGEST_TOKEN_FILE + 1)
        text = content.decode()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"--token-file {str(file)!r} cannot be read: {error}.") from error
    if len(content) > _LONGEST_TOKEN_FILE:
        raise ConfigurationError(
            f"--token-file {str(file)!r} is longer than {_LONGEST_TOKEN_FILE:,} bytes: it holds no token."
        )
    if mode & 0o077:
        raise ConfigurationError(
            f"--token-file {str(file)!r} can be read by other users of this machine.",
            hint=f"chmod 600 {file}",
        )
    return demand_token(text, f"--token-file {str(file)!r}")


def demand_host_name(text: str) -> str:
    """Return the name of a host as it stands in a request; ConfigurationError for anything else."""
    name = text.strip().lower().strip("[]")
    try:
        return str(ipaddress.ip_address(name))
    except ValueError:
        pass
    if not _HOST.fullmatch(name):
        raise ConfigurationError(
            f"{text!r} is no name of a host.", hint="Give it without port: archive.example, or 192.0.2.7."
        )
    return name


def demand_outer_url(text: str) -> str:
    """Return the URL as scheme, host and port; ConfigurationError if it has more, or is no URL."""
    try:
        parts = urlsplit(text.strip())
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    more = parts.path.strip("/") or parts.query or parts.fragment or parts.username is not None
    if parts.scheme not in {"http", "https"} or not parts.hostname or more:
        raise ConfigurationError(
            f"--outer-url {text!r} is not where pages can be.",
            hint="Give scheme and name, and a port if it is another: https://archive.example."
            " The pages need a name of their own: they cannot stand below a path.",
        )
    name = demand_host_name(parts.hostname)
    shown = f"[{name}]" if ":" in name else name
    return f"{parts.scheme}://{shown}" + (f":{port}" if port not in {None, _PORTS[parts.scheme]} else "")


def demand_login_header(text: str) -> str:
    """Return the name of the header in lower case; ConfigurationError if everybody's requests have it."""
    name = text.strip().lower()
    if not _HEADER.fullmatch(name):
        raise ConfigurationError(
            f"--login-header {text!r} is no name of a header.", hint="Give one such as X-Forwarded-User."
        )
    if _OF_EVERYBODY.fullmatch(name):
        raise ConfigurationError(
            f"--login-header {text!r} says nothing of a login: clients send it themselves, or a proxy adds it"
            " to every request. Everybody who comes by the proxy would be let in.",
            hint="Name the header that the proxy sets only for whoever is logged in, such as"
            " X-Forwarded-User or Remote-User.",
        )
    return name


def demand_proxy(text: str) -> str:
    """Return the IP address of a proxy as requests are compared with it; ConfigurationError for others."""
    try:
        address = ipaddress.ip_address(text)
    except ValueError as error:
        raise ConfigurationError(f"--trusted-proxy {text!r} is no IP address.") from error
    return plain_address(address)


def plain_address(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> str:
    """Return the address; that of IPv4 where IPv6 only wraps it (::ffff:192.0.2.8)."""
    return str(getattr(address, "ipv4_mapped", None) or address)


def demand_access(
    host: str,
    *,
    token: str | None,
    proxies: tuple[str, ...],
    login_header: str,
    allowed: tuple[str, ...],
    outer_url: str = "",
) -> WebAccess:
    """Return who may ask a server that listens on `host`.

    Raises ConfigurationError if others than this machine could reach it without proving who they are.
    """
    trusted = frozenset(map(demand_proxy, proxies))
    header = demand_login_header(login_header)
    if not is_loopback(host) and token is None and not proxies:
        raise ConfigurationError(
            f"{host} can be reached from other machines, and nothing would ask who is there.",
            hint="Give --token-file FILE (or NEWSARCHIVE_WEB_TOKEN), or --trusted-proxy ADDRESS of a"
            " proxy that logs people in; or listen on 127.0.0.1, the default.",
        )
    names = {*LOOPBACK_NAMES, *map(demand_host_name, allowed)}
    outer = demand_outer_url(outer_url) if outer_url else ""
    if outer:
        names.add(demand_host_name(urlsplit(outer).hostname or ""))
    if host not in {"0.0.0.0", "::", "localhost"}:  # noqa: S104 - compared, not bound
        names.add(demand_host_name(host))
    return WebAccess(
        hosts=frozenset(names),
        token=token,
        proxies=trusted,
        login_header=header,
        outer_url=outer,
    )
