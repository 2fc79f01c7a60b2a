"""A port that a program listens on, and the answering of requests there until a signal comes."""

from __future__ import annotations

import ctypes
import errno
import socket
from pathlib import Path
from typing import TYPE_CHECKING

from newsarchive.cli.stopping import StopRequest
from newsarchive.environment import web_token
from newsarchive.errors import EndedEarlyError, UsageError
from newsarchive.logs.console import print_message
from newsarchive.web.guard.web_settings import WebAccess, demand_access, demand_token, token_of_file

if TYPE_CHECKING:
    from starlette.types import ASGIApp

# Requests that are answered or wait at a time; more get 503 at once instead of an ever longer wait.
# Connections that only stay open do not count.
_MOST_WAITING = 400
# Seconds that requests have to end after a signal; supervisors kill after ten.
_LAST_SECONDS = 5
# mallopt's M_MMAP_THRESHOLD (malloc.h of glibc), and bytes of a block that goes back to the system when it is
# freed. glibc raises its 128 KB to 32 MB by itself, and then keeps what long answers took: of 50 with 20 MB,
# most of which were closed, 1,030 MB instead of 180 (2026-12).
_MMAP_THRESHOLD = -3
_GIVEN_BACK = 1 << 20


def access_by_options(
    host: str,
    *,
    token_file: Path | None,
    proxies: tuple[str, ...],
    login_header: str,
    allowed: tuple[str, ...],
    outer_url: str = "",
) -> WebAccess:
    """Return who may ask; ConfigurationError if others than this machine could without proof."""
    token = None if token_file is None else token_of_file(token_file)
    given = web_token()
    if token is None and given is not None:
        token = demand_token(given, "NEWSARCHIVE_WEB_TOKEN")
    return demand_access(
        host,
        token=token,
        proxies=proxies,
        login_header=login_header,
        allowed=allowed,
        outer_url=outer_url,
    )


def listening_socket(host: str, port: int) -> socket.socket:
    """Return a socket that listens there; UsageError if the port is in use or the address is not ours."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=128)
    except OverflowError as error:
        raise UsageError(f"--port {port} is no port.") from error
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise UsageError(
                f"Port {port} of {host} is in use, perhaps by another 'newsarchive serve'.",
                hint="Give another by --port, or --port 0 for one that is free.",
            ) from error
        raise UsageError(
            f"--host {host!r} and --port {port} cannot be listened on: {error.strerror or error}.",
            hint="Give an address of this machine, and a port above 1023 if you are not root.",
        ) from error


def answer_requests(application: ASGIApp, listener: socket.socket, path: str, what: str) -> int:
    """Answer until SIGTERM or Ctrl-C; return the exit code. Prints the address with `path`, and `what`."""
    import uvicorn  # noqa: PLC0415 - an extra

    from newsarchive.web.guard.open_connections import BoundedRequests, WatchedConnection  # noqa: PLC0415

    _give_memory_back()
    host, port = listener.getsockname()[:2]
    config = uvicorn.Config(
        BoundedRequests(application, _MOST_WAITING),
        http=WatchedConnection,
        log_config=None,
        access_log=False,  # addresses hold what people search for
        server_header=False,
        proxy_headers=False,  # who asks is decided by newsarchive.web.guard.request_guard
        timeout_graceful_shutdown=_LAST_SECONDS,
        ws="none",
    )
    shown = f"[{host}]" if ":" in host else host
    print_message(f"newsarchive: http://{shown}:{port}{path} {what}; Ctrl-C ends it.")
    # uvicorn obeys the signal, then raises it again for whoever had its handler before: this one.
    with StopRequest():
        uvicorn.Server(config).run(sockets=[listener])
    return EndedEarlyError.exit_code


def _give_memory_back() -> None:
    try:
        ctypes.CDLL(None).mallopt(_MMAP_THRESHOLD, _GIVEN_BACK)
    except (AttributeError, OSError, TypeError):  # another library of C, which has rules of its own
        return
