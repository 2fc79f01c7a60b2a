"""`newsarchive serve`: the pages and the API, until SIGTERM or Ctrl-C."""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path

from newsarchive.cli.listening import access_by_options, answer_requests, listening_socket
from newsarchive.environment import channels_file, database_url, log_style, sources_folder, watches_folder
from newsarchive.errors import ConfigurationError, MissingExtraError
from newsarchive.logs.console import set_up_program_logging
from newsarchive.storage import open_archive
from newsarchive.storage.database.location import masked, parsed
from newsarchive.watches.channels import load_channels
from newsarchive.web.guard.web_settings import WebSettings


def serve_archive(  # noqa: PLR0913 - one for each option
    host: str,
    port: int,
    *,
    token_file: Path | None,
    proxies: tuple[str, ...],
    login_header: str,
    allowed: tuple[str, ...],
    outer_url: str,
    timeout: float,
    nice: int,
    edit_watches: bool,
) -> int:
    """Answer requests until a signal comes; return the exit code.

    `nice` is added to how willingly this process, and those that it begins, give way to others.

    Raises ConfigurationError if others could ask without proof, UsageError if the port cannot be had,
    ArchiveError if there is no archive of this version.
    """
    if any(find_spec(name) is None for name in ("fastapi", "uvicorn", "jinja2")):
        raise MissingExtraError("'newsarchive serve'", "web")
    access = access_by_options(
        host,
        token_file=token_file,
        proxies=proxies,
        login_header=login_header,
        allowed=allowed,
        outer_url=outer_url,
    )
    open_archive(database_url()).close()  # fails at once if there is none
    if edit_watches and not watches_folder().is_dir():
        raise ConfigurationError(
            f"--edit-watches: there is no folder {watches_folder()}.",
            hint="Make it, or set NEWSARCHIVE_WATCHES to a folder that the user who runs this may write.",
        )
    folder = Path(sources_folder())
    settings = WebSettings(
        archive_url=database_url(),
        access=access,
        timeout=timeout,
        declarations=folder if folder.is_dir() else None,
        watches=watches_folder(),
        channels=tuple(load_channels(channels_file())),
        edit_watches=edit_watches,
    )
    with listening_socket(host, port) as listener:
        os.nice(nice)
        from newsarchive.web.application import make_application  # noqa: PLC0415 - an extra

        set_up_program_logging(log_style(""))
        shows = f"shows {masked(parsed(settings.archive_url))}"
        return answer_requests(make_application(settings), listener, "/", shows)
