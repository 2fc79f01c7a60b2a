"""`newsarchive serve`: the pages and the API, until SIGTERM or Ctrl-C."""

from __future__ import annotations

import errno
import socket
from importlib.util import find_spec
from pathlib import Path

from newsarchive.cli.stopping import StopRequest
from newsarchive.environment import database_url, log_style, sources_folder, web_token
from newsarchive.errors import EndedEarlyError, MissingExtraError, UsageError
from newsarchive.logs.console import print_message, set_up_program_logging
from newsarchive.storage import open_archive
from newsarchive.storage.database.location import masked, parsed
from newsarchive.web.web_settings import WebSettings, demand_access, demand_token, token_of_file

# Requests that are answered or wait at a time; more get 503 at once instead of an ever longer wait.
_MOST_WAITING = 200
# Seconds that requests have to end after a signal; supervisors kill after ten.
_LAST_SECONDS = 5


def serve_archive(
    host: str,
    port: int,
    *,
    token_file: Path | None,
    proxies: tuple[str, ...],
    login_header: str,
    allowed: tuple[str, ...],
    timeout: float,
) -> int:
    """Answer requests until a signal comes; return the exit code.

    Raises ConfigurationError if others could ask without proof, UsageError if the port cannot be had,
    ArchiveError if there is no archive of this version.
    """
    if any(find_spec(name) is None for name in ("fastapi", "uvicorn", "jinja2")):
        raise MissingExtraError("'newsarchive serve'", "web")
    token = None if token_file is None else token_of_file(token_file)
    given = web_token()
    if token is None and given is not None:
        token = demand_token(given, "NEWSARCHIVE_WEB_TOKEN")
    access = demand_access(host, token=token, proxies=proxies, login_header=login_header, allowed=allowed)
    open_archive(database_url()).close()  # fails at once if there is none
    folder = Path(sources_folder())
    settings = WebSettings(
        archive_url=database_url(),
        access=access,
        timeout=timeout,
        declarations=folder if folder.is_dir() else None,
    )
    with _listening(host, port) as listener:
        return _answer(listener, settings)


def _listening(host: str, port: int) -> socket.socket:
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


def _answer(listener: socket.socket, settings: WebSettings) -> int:
    import uvicorn  # noqa: PLC0415 - an extra

    from newsarchive.web.application import make_application  # noqa: PLC0415 - an extra

    set_up_program_logging(log_style(""))
    host, port = listener.getsockname()[:2]
    config = uvicorn.Config(
        make_application(settings),
        log_config=None,
        access_log=False,  # addresses hold what people search for
        server_header=False,
        proxy_headers=False,  # who asks is decided by newsarchive.web.request_guard
        limit_concurrency=_MOST_WAITING,
        timeout_graceful_shutdown=_LAST_SECONDS,
        ws="none",
    )
    shown = f"[{host}]" if ":" in host else host
    print_message(
        f"newsarchive: http://{shown}:{port}/ shows {masked(parsed(settings.archive_url))}; Ctrl-C ends it."
    )
    # uvicorn obeys the signal, then raises it again for whoever had its handler before: this one.
    with StopRequest():
        uvicorn.Server(config).run(sockets=[listener])
    return EndedEarlyError.exit_code
